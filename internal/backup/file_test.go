package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"filippo.io/age"
	"github.com/klauspost/compress/zstd"

	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/mongodb/mongotest"
)

// doc is a document of n bytes or a little more, with nothing in it that means anything.
func doc(n int, seed uint64) []byte {
	r := rand.New(rand.NewPCG(seed, 1))
	raw := make([]byte, n+5)
	binary.LittleEndian.PutUint32(raw, uint32(len(raw)))
	for i := 4; i < len(raw)-1; i++ {
		raw[i] = byte(r.Uint32())
	}
	return raw
}

// archive is a sound one, of about 200 KB.
func archive(t *testing.T, change func(*About), to ...age.Recipient) []byte {
	t.Helper()
	about := About{Format: format, Program: "v1", Schema: 3, Database: "congvu", At: time.Unix(1000, 0).UTC()}
	if change != nil {
		change(&about)
	}
	var out bytes.Buffer
	w, err := newWriter(&out, about, to)
	if err != nil {
		t.Fatal(err)
	}
	for c, n := range []int{0, 40, 3} {
		w.begin(fmt.Sprint("c", c))
		for i := range n {
			if err := w.add(doc(4000, uint64(i))); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.end(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.finish(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// entry is one file of an archive.
type entry struct {
	name string
	data []byte
}

// remade changes the files of an archive and packs them soundly again.
func remade(t *testing.T, raw []byte, change func([]entry) []entry) []byte {
	t.Helper()
	z, err := zstd.NewReader(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var all []entry
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, entry{h.Name, data})
	}
	return packed(t, change(all))
}

func packed(t *testing.T, all []entry) []byte {
	t.Helper()
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(z)
	for _, e := range all {
		if err := w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: e.name, Size: int64(len(e.data))}); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func flipped(raw []byte, at int) []byte {
	c := slices.Clone(raw)
	c[at] ^= 0x10
	return c
}

// TestRefusedFiles: a file that is not whole, not unchanged, not ours or not for this version is refused, with a sentence.
func TestRefusedFiles(t *testing.T) {
	t.Parallel()
	ours, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	others, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	sound := archive(t, nil)
	secret := archive(t, nil, ours.Recipient())
	change := func(f func([]entry) []entry) []byte { return remade(t, sound, f) }
	manifest := func(f func(*Manifest)) []byte {
		return change(func(all []entry) []entry {
			var m Manifest
			if err := json.Unmarshal(all[len(all)-1].data, &m); err != nil {
				t.Fatal(err)
			}
			f(&m)
			raw, err := json.Marshal(m)
			if err != nil {
				t.Fatal(err)
			}
			all[len(all)-1].data = raw
			return all
		})
	}
	for name, tc := range map[string]struct {
		raw  []byte
		keys []age.Identity
		want *errs.Error // nil for a sound one
	}{
		"sound":                        {sound, nil, nil},
		"sound, repacked":              {change(func(all []entry) []entry { return all }), nil, nil},
		"sound, encrypted":             {secret, []age.Identity{others, ours}, nil},
		"empty":                        {nil, nil, ErrForeign},
		"a text":                       {[]byte("Kính gửi: Ủy ban nhân dân tỉnh"), nil, ErrForeign},
		"a ZIP":                        {[]byte("PK\x03\x04 and so on, for long enough to be looked at"), nil, ErrForeign},
		"another zstd":                 {zipped(t, bytes.Repeat([]byte("nothing of ours "), 1000)), nil, ErrForeign},
		"another tar":                  {packed(t, []entry{{"tasks.bson", doc(10, 1)}}), nil, ErrForeign},
		"an about of something else":   {packed(t, []entry{{aboutName, []byte(`{"name":"x"}`)}}), nil, ErrForeign},
		"a newer form":                 {archive(t, func(a *About) { a.Format++ }), nil, ErrNewer},
		"a newer database":             {archive(t, func(a *About) { a.Schema = 4 }), nil, ErrNewer},
		"an older database":            {archive(t, func(a *About) { a.Schema = 0 }), nil, nil},
		"cut at the first byte":        {sound[:6], nil, ErrTruncated},
		"cut early":                    {sound[:300], nil, ErrTruncated},
		"cut in the middle":            {sound[:len(sound)/2], nil, ErrTruncated},
		"cut before its checksum":      {sound[:len(sound)-4], nil, ErrTruncated},
		"cut by one byte":              {sound[:len(sound)-1], nil, ErrTruncated},
		"without its manifest":         {change(func(all []entry) []entry { return all[:len(all)-1] }), nil, ErrTruncated},
		"encrypted, cut":               {secret[:len(secret)/2], []age.Identity{ours}, ErrDamaged},
		"encrypted, cut at its head":   {secret[:60], []age.Identity{ours}, ErrTruncated},
		"encrypted, flipped":           {flipped(secret, len(secret)/2), []age.Identity{ours}, ErrDamaged},
		"encrypted, no key":            {secret, nil, ErrEncrypted},
		"encrypted, another key":       {secret, []age.Identity{others}, ErrIdentity},
		"something behind it":          {append(slices.Clone(sound), "more"...), nil, ErrDamaged},
		"another archive behind it":    {append(slices.Clone(sound), sound...), nil, ErrDamaged},
		"a document changed":           {change(func(all []entry) []entry { all[1].data = flipped(all[1].data, 300); return all }), nil, ErrDamaged},
		"a document less":              {change(func(all []entry) []entry { all[2].data = doc(4000, 0); return all }), nil, ErrDamaged},
		"a document cut":               {change(func(all []entry) []entry { all[1].data = all[1].data[:4100]; return all }), nil, ErrDamaged},
		"a collection less":            {change(func(all []entry) []entry { return slices.Delete(all, 1, 2) }), nil, ErrDamaged},
		"a collection renamed":         {change(func(all []entry) []entry { all[1].name = "x/000001.bson"; return all }), nil, ErrDamaged},
		"a part renamed":               {change(func(all []entry) []entry { all[1].name = "c1/000002.bson"; return all }), nil, ErrDamaged},
		"a part twice":                 {change(func(all []entry) []entry { return slices.Insert(all, 2, all[1]) }), nil, ErrDamaged},
		"a collection in two places":   {change(func(all []entry) []entry { return slices.Insert(all, 3, all[1]) }), nil, ErrDamaged},
		"a path out of it":             {change(func(all []entry) []entry { all[1].name = "../../etc/000001.bson"; return all }), nil, ErrDamaged},
		"something behind the end":     {change(func(all []entry) []entry { return append(all, entry{"c9/000001.bson", doc(9, 1)}) }), nil, ErrDamaged},
		"another about":                {change(func(all []entry) []entry { all[0].data = []byte(`{"format":1,"program":"v1","schema":2}`); return all }), nil, ErrDamaged},
		"a manifest that is none":      {change(func(all []entry) []entry { all[3].data = []byte("{"); return all }), nil, ErrDamaged},
		"a count in the manifest":      {manifest(func(m *Manifest) { m.Collections[1].Count-- }), nil, ErrDamaged},
		"a hash in the manifest":       {manifest(func(m *Manifest) { m.Collections[2].SHA256 = m.Collections[1].SHA256 }), nil, ErrDamaged},
		"a collection not in it":       {manifest(func(m *Manifest) { m.Collections = m.Collections[:2] }), nil, ErrDamaged},
		"a collection only in it":      {manifest(func(m *Manifest) { m.Collections = append(m.Collections, Collection{Name: "z", Count: 1}) }), nil, ErrDamaged},
		"the manifest of a newer form": {manifest(func(m *Manifest) { m.Format = 2 }), nil, ErrDamaged},
	} {
		_, err := readArchive(bytes.NewReader(tc.raw), tc.keys, 3, visitor{})
		switch {
		case tc.want == nil && err != nil || tc.want != nil && !errors.Is(err, tc.want):
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		case err != nil && errs.As(err).Code != tc.want.Code:
			t.Errorf("%s: it is said as %s", name, errs.As(err).Code)
		case err != nil && bytes.ContainsAny([]byte(errs.As(err).Sentence(errs.Vietnamese)), "{}"):
			t.Errorf("%s: it says %q", name, errs.As(err).Sentence(errs.Vietnamese))
		}
	}
}

func zipped(t *testing.T, raw []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	z, err := zstd.NewWriter(&out)
	if err != nil {
		t.Fatal(err)
	}
	_, err = z.Write(raw)
	if err = errors.Join(err, z.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestEveryFlipIsSeen flips one bit in each of many places, and cuts the file at each of them.
func TestEveryFlipIsSeen(t *testing.T) {
	t.Parallel()
	sound := archive(t, nil)
	for at := 0; at < len(sound); at += 1 + len(sound)/100 {
		if _, err := readArchive(bytes.NewReader(flipped(sound, at)), nil, 3, visitor{}); err == nil || errs.As(err).Kind == errs.Internal {
			t.Errorf("flipped at %d: %v", at, err)
		}
		if _, err := readArchive(bytes.NewReader(sound[:at]), nil, 3, visitor{}); !errors.Is(err, ErrTruncated) && !errors.Is(err, ErrForeign) {
			t.Errorf("cut at %d: %v", at, err)
		}
	}
}

// TestDaily: the copy of a day is made, the last seven are kept, and no other file is touched.
func TestDaily(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "copies")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	others := []string{"congvu-20260101-014000.tar.zst", "congvu-daily-readme.txt", "another.tar.zst"}
	for _, name := range slices.Concat(others, []string{"congvu-daily-20260301-014000.tar.zst.part"}) {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	db := mongotest.New(t, Indexes()...)
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var made []string
	for day := range 9 {
		s := New(Deps{DB: db, Clock: clock.Fixed(time.Date(2026, 3, 2+day, 1, 40, 0, 0, time.UTC)), Schema: 3})
		settings := Settings{Dir: dir}
		if day > 5 {
			settings.To = []age.Recipient{key.Recipient()}
		}
		s.Use(settings)
		if err := s.Job().Run(t.Context(), jobs.Run{}); err != nil {
			t.Fatal(err)
		}
		standing, err := s.Standing(t.Context())
		if err != nil || standing.Gone || !standing.Last.Daily || standing.Last.Encrypted != (day > 5) {
			t.Fatalf("%+v, %v", standing, err)
		}
		made = append(made, filepath.Base(standing.Last.File))
		if day == 8 {
			if err := os.Rename(standing.Last.File, standing.Last.File+"x"); err != nil {
				t.Fatal(err)
			}
			if standing, err := s.Standing(t.Context()); err != nil || !standing.Gone {
				t.Errorf("the file is gone: %+v, %v", standing, err)
			}
			if err := os.Rename(standing.Last.File+"x", standing.Last.File); err != nil {
				t.Fatal(err)
			}
		}
	}
	var there []string
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		there = append(there, e.Name())
	}
	want := slices.Concat(others, made[2:])
	slices.Sort(want)
	if !slices.Equal(there, want) {
		t.Errorf("there are %q, want %q", there, want)
	}
	none := New(Deps{DB: db, Clock: clock.System()})
	if err := none.Job().Run(context.Background(), jobs.Run{}); err != nil {
		t.Errorf("without a folder: %v", err)
	}
}

func TestKeys(t *testing.T) {
	t.Parallel()
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(path, []byte("# made by age-keygen\n"+key.String()+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := Identities(path); len(got) != 1 || err != nil {
		t.Errorf("%d, %v", len(got), err)
	}
	if got, err := Recipients([]string{key.Recipient().String()}); len(got) != 1 || err != nil {
		t.Errorf("%d, %v", len(got), err)
	}
	for _, bad := range []string{"", "age1xyz", key.String(), "ssh-ed25519 AAAA"} {
		if got, err := Recipients([]string{bad}); !errors.Is(err, ErrKey) {
			t.Errorf("%q: %d, %v", bad, len(got), err)
		}
	}
	if _, err := Identities(path + "x"); !errors.Is(err, ErrKey) {
		t.Error(err)
	}
}
