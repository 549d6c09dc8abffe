package files_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"io"
	"net"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/files"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// hand is a clock that tests turn.
type hand struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hand) Now() time.Time        { h.mu.Lock(); defer h.mu.Unlock(); return h.now }
func (h *hand) turn(by time.Duration) { h.mu.Lock(); defer h.mu.Unlock(); h.now = h.now.Add(by) }

var (
	lan       = access.Actor{ID: "lan", Agency: "tinh"}
	hoa       = access.Actor{ID: "hoa", Agency: "tinh"}
	elsewhere = access.Actor{ID: "lan", Agency: "khac"}
	work      = files.Object{Type: "task", ID: "t1"}
)

// shelf is the service over an empty database.
type shelf struct {
	*testing.T
	*files.Service

	db    *mongodb.DB
	clock *hand
}

func newShelf(t *testing.T, settings files.Settings) shelf {
	t.Helper()
	db, clk := mongotest.New(t, files.Indexes()...), &hand{now: time.Date(2026, 4, 29, 2, 0, 0, 0, time.UTC)}
	return shelf{t, files.New(db, clk, settings), db, clk}
}

// text is n bytes of a text, no two parts of which are the same.
func text(n int) []byte {
	b := make([]byte, 0, n+16)
	for i := 0; len(b) < n; i++ {
		b = append(b, "dong "...)
		b = append(b, hex.EncodeToString(binary.BigEndian.AppendUint32(nil, uint32(i)))...)
		b = append(b, '\n')
	}
	return b[:n]
}

func (s shelf) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// begin announces a file that will be taken.
func (s shelf) begin(a access.Actor, name string, size int) files.Upload {
	s.Helper()
	u, err := s.Begin(s.Context(), a, name, int64(size), "")
	s.ok(err)
	return u
}

// bring sends a whole file, its parts from the last to the first.
func (s shelf) bring(a access.Actor, name string, data []byte) files.Upload {
	s.Helper()
	u := s.begin(a, name, len(data))
	for _, n := range slices.Backward(u.Missing) {
		s.ok(s.Put(s.Context(), a, u.File.ID, n, data[n*files.PartBytes:min(len(data), (n+1)*files.PartBytes)]))
	}
	return u
}

// attach hangs files on the work.
func (s shelf) attach(a access.Actor, replaces map[string]string, ids ...string) (all []files.File, err error) {
	err = s.db.WithTx(s.Context(), func(ctx context.Context) error {
		all, err = s.Attach(ctx, a, work, ids, replaces, false)
		return err
	})
	return all, err
}

// left returns how many files, parts and bytes of somebody are stored.
func (s shelf) left(a access.Actor) [3]int64 {
	s.Helper()
	var n [3]int64
	for i, c := range []string{"files", "fs.chunks"} {
		var err error
		n[i], err = s.db.Collection(c).CountDocuments(s.Context(), bson.M{})
		s.ok(err)
	}
	used, _, err := s.Used(s.Context(), a)
	s.ok(err)
	n[2] = used
	return n
}

// TestUpload: a file arrives in parts in any order, goes on where it was cut off, and comes back byte for byte with its hash. A
// stored part is never replaced, and nobody else touches a file on its way.
func TestUpload(t *testing.T) {
	t.Parallel()
	s := newShelf(t, files.DefaultSettings())
	ctx, data := t.Context(), text(2*files.PartBytes+1000)
	u, err := s.Begin(ctx, lan, "  Dự thảo.txt", int64(len(data)), "khoa-0001")
	s.ok(err)
	id := u.File.ID
	if u.File.Name != "Dự thảo.txt" || !slices.Equal(u.Missing, []int{0, 1, 2}) {
		t.Fatalf("begun: %+v", u)
	}
	s.ok(s.Put(ctx, lan, id, 2, data[2*files.PartBytes:]))
	s.ok(s.Put(ctx, lan, id, 0, data[:files.PartBytes]))
	again, err := s.Begin(ctx, lan, "Dự thảo.txt", int64(len(data)), "khoa-0001") // the page was loaded again
	if err != nil || again.File.ID != id || !slices.Equal(again.Missing, []int{1}) {
		t.Errorf("gone on with: %+v, %v", again, err)
	}
	for name, tc := range map[string]struct {
		who  access.Actor
		n    int
		data []byte
		want error
	}{
		"another content":     {lan, 0, bytes.Repeat([]byte("x"), files.PartBytes), files.ErrPart},
		"too short":           {lan, 1, data[:10], files.ErrPart},
		"too long":            {lan, 2, data[:files.PartBytes], files.ErrPart},
		"no such part":        {lan, 3, data[:10], errs.ErrNotFound},
		"below the first":     {lan, -1, data[:10], errs.ErrNotFound},
		"a colleague":         {hoa, 1, data[files.PartBytes : 2*files.PartBytes], errs.ErrNotFound},
		"another agency":      {elsewhere, 1, data[files.PartBytes : 2*files.PartBytes], errs.ErrNotFound},
		"the same once again": {lan, 0, data[:files.PartBytes], nil},
	} {
		if err := s.Put(ctx, tc.who, id, tc.n, tc.data); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	if _, err := s.Finish(ctx, lan, id); !errors.Is(err, files.ErrParts) {
		t.Errorf("finished with a part missing: %v", err)
	}
	if _, err := s.attach(lan, nil, id); !errors.Is(err, files.ErrState) {
		t.Errorf("attached unfinished: %v", err)
	}
	s.ok(s.Put(ctx, lan, id, 1, data[files.PartBytes:2*files.PartBytes]))
	if _, err := s.Finish(ctx, hoa, id); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("finished by a colleague: %v", err)
	}
	f, err := s.Finish(ctx, lan, id)
	sum := sha256.Sum256(data)
	if err != nil || f.State != files.Ready || f.SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("finished: %+v, %v", f, err)
	}
	if f, err = s.Finish(ctx, lan, id); err != nil || f.State != files.Ready {
		t.Errorf("finished twice: %+v, %v", f, err)
	}
	if _, err := s.attach(hoa, nil, id); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("a colleague attaches it: %v", err)
	}
	all, err := s.attach(lan, nil, id)
	s.ok(err)
	r, err := s.Open(ctx, all[0])
	s.ok(err)
	if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, data) {
		t.Errorf("read %d bytes of %d, %v", len(got), len(data), err)
	}
	if _, err := s.Get(ctx, "tinh", files.Object{Type: "task", ID: "t2"}, id); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("found under another record: %v", err)
	}
	var head struct {
		Length int64 `bson:"length"`
		Chunk  int   `bson:"chunkSize"`
	}
	s.ok(s.db.Collection("fs.files").FindOne(ctx, bson.M{"_id": id}).Decode(&head))
	if head.Length != int64(len(data)) || head.Chunk != files.PartBytes {
		t.Errorf("in the form of GridFS: %+v", head)
	}
}

// TestRefused: what is not taken leaves nothing behind, nor any room taken.
func TestRefused(t *testing.T) {
	t.Parallel()
	s := newShelf(t, files.Settings{Person: 3000, Agency: 4000})
	ctx := t.Context()
	for name, tc := range map[string]struct {
		file string
		data string
		want error
	}{
		"a program called PDF":    {"báo cáo.pdf", "MZ\x90\x00\x03", files.ErrProgram},
		"a page called a picture": {"a.png", "<html><script>", files.ErrContent},
		"a broken archive":        {"a.docx", "PK\x03\x04 rest", files.ErrArchive},
		"a script called a text":  {"a.txt", "#!/bin/sh\nrm", files.ErrProgram},
		"zeros called a text":     {"a.txt", "a\x00b", files.ErrContent},
		"Word of old, called new": {"a.docx", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", files.ErrContent},
	} {
		u := s.bring(lan, tc.file, []byte(tc.data))
		if _, err := s.Finish(ctx, lan, u.File.ID); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	if left := s.left(lan); left != [3]int64{} {
		t.Errorf("left behind: %v", left)
	}
	for name, tc := range map[string]struct {
		size int64
		want error
	}{"nothing": {0, files.ErrInput}, "too large": {files.MaxBytes + 1, files.ErrInput}, "over the person's": {3001, files.ErrQuota}} {
		if _, err := s.Begin(ctx, lan, "a.txt", tc.size, ""); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	s.begin(lan, "a.txt", 2500)
	if _, err := s.Begin(ctx, hoa, "a.txt", 2500, ""); len(errs.As(err).Fields) != 1 || errs.As(err).Fields[0].Path != "size" || errs.As(err).Fields[0].Args["left"] != "0" {
		t.Errorf("which field has no room: %v", errs.As(err).Fields)
	}
	if _, err := s.Begin(ctx, hoa, "a.txt", 2500, ""); !errors.Is(err, files.ErrQuota) {
		t.Errorf("over the agency's: %v", err)
	}
	var taken atomic.Int64
	var wg sync.WaitGroup
	for range 8 { // the last 1,500 bytes of the agency, asked for by eight at once
		wg.Go(func() {
			if _, err := s.Begin(ctx, hoa, "b.txt", 700, ""); err == nil {
				taken.Add(1)
			} else if !errors.Is(err, files.ErrQuota) {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if used := s.left(hoa)[2]; taken.Load() != 2 || used != 1400 {
		t.Errorf("%d begun, %d bytes", taken.Load(), used)
	}
}

// TestVersions: another content is another version, only of the newest; each stays readable.
func TestVersions(t *testing.T) {
	t.Parallel()
	s := newShelf(t, files.DefaultSettings())
	ready := func(a access.Actor) string {
		u := s.bring(a, "a.txt", text(100))
		_, err := s.Finish(t.Context(), a, u.File.ID)
		s.ok(err)
		return u.File.ID
	}
	first, second, third := ready(lan), ready(hoa), ready(lan)
	all, err := s.attach(lan, nil, first)
	s.ok(err)
	if _, err := s.attach(lan, nil, first); !errors.Is(err, files.ErrState) {
		t.Errorf("attached twice: %v", err)
	}
	all, err = s.attach(hoa, map[string]string{second: all[0].ID}, second)
	if err != nil || all[0].N != 2 || all[0].Series != first {
		t.Errorf("second version: %+v, %v", all, err)
	}
	if _, err := s.attach(lan, map[string]string{third: first}, third); !errors.Is(err, files.ErrNewer) {
		t.Errorf("over an old version: %v", err)
	}
	if _, err := s.attach(lan, map[string]string{third: third}, third); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("over what hangs nowhere: %v", err)
	}
	if err := s.Discard(t.Context(), hoa, second); !errors.Is(err, files.ErrState) {
		t.Errorf("discarded while attached: %v", err)
	}
	if err := s.Discard(t.Context(), hoa, third); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("somebody else's discarded: %v", err)
	}
	s.ok(s.Discard(t.Context(), lan, third))
	listed, err := s.Of(t.Context(), "tinh", work)
	if err != nil || len(listed) != 2 || listed[0].ID != first {
		t.Errorf("listed: %+v, %v", listed, err)
	}
	for range 2 {
		_, err = s.See(t.Context(), hoa, listed[0])
		s.ok(err)
		_, err = s.See(t.Context(), lan, listed[0]) // the own one
		s.ok(err)
	}
	seen, err := s.Get(t.Context(), "tinh", work, first)
	if err != nil || len(seen.Seen) != 1 || seen.Seen[0].Person != "hoa" {
		t.Errorf("seen by %+v, %v", seen.Seen, err)
	}
}

// TestSweep: what was not attached in a day goes, bytes and room with it; what is attached stays.
func TestSweep(t *testing.T) {
	t.Parallel()
	s := newShelf(t, files.DefaultSettings())
	ctx := t.Context()
	kept := s.bring(lan, "a.txt", text(100)).File.ID
	_, err := s.Finish(ctx, lan, kept)
	s.ok(err)
	_, err = s.attach(lan, nil, kept)
	s.ok(err)
	s.bring(lan, "b.txt", text(200))                  // never finished
	loose := s.bring(lan, "c.txt", text(300)).File.ID // never attached
	_, err = s.Finish(ctx, lan, loose)
	s.ok(err)
	s.clock.turn(24 * time.Hour)
	s.ok(s.Tend(ctx, "tinh", nil))
	if left := s.left(lan); left != [3]int64{3, 3, 600} {
		t.Errorf("after a day: %v", left)
	}
	s.clock.turn(time.Second)
	s.ok(s.Tend(ctx, "tinh", nil))
	s.ok(s.Tend(ctx, "tinh", nil))
	if left := s.left(lan); left != [3]int64{1, 1, 100} {
		t.Errorf("later: %v", left)
	}
	if _, err := s.attach(lan, nil, loose); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("attached after it went: %v", err)
	}
}

// clamd is a small virus scanner: it finds something in what holds "virus", and is out of order when told so.
func clamd(t *testing.T, broken *atomic.Bool) string {
	t.Helper()
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		for {
			conn, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close() //nolint:errcheck // a test's
				hello := make([]byte, 10)
				if _, err := io.ReadFull(conn, hello); err != nil || string(hello) != "zINSTREAM\x00" || broken.Load() {
					return
				}
				var all []byte
				for {
					var n uint32
					if err := binary.Read(conn, binary.BigEndian, &n); err != nil {
						return
					}
					if n == 0 {
						break
					}
					part := make([]byte, n)
					if _, err := io.ReadFull(conn, part); err != nil {
						return
					}
					all = append(all, part...)
				}
				answer := "stream: OK\x00"
				if bytes.Contains(all, []byte("virus")) {
					answer = "stream: Eicar-Test-Signature FOUND\x00"
				}
				_, _ = conn.Write([]byte(answer))
			}()
		}
	}()
	return l.Addr().String()
}

// TestScanner: with a scanner nobody reads a file before it is found clean, however long that takes; what is infected loses its
// bytes, also when it was attached meanwhile.
func TestScanner(t *testing.T) {
	t.Parallel()
	var broken atomic.Bool
	s := newShelf(t, files.Settings{Person: 1 << 30, Agency: 1 << 30, Scanner: files.Clamd{Address: clamd(t, &broken)}})
	ctx := t.Context()
	clean := s.bring(lan, "sach.txt", text(files.PartBytes+10))
	f, err := s.Finish(ctx, lan, clean.File.ID)
	if err != nil || f.State != files.Ready {
		t.Errorf("clean: %+v, %v", f, err)
	}
	ill := append(text(files.PartBytes-3), "virus"...) // across two parts
	u := s.bring(lan, "benh.txt", ill)
	for range 2 {
		if _, err := s.Finish(ctx, lan, u.File.ID); !errors.Is(err, files.ErrInfected) {
			t.Errorf("infected: %v", err)
		}
	}
	broken.Store(true)
	late, bad := s.bring(lan, "cho.txt", text(10)), s.bring(lan, "cho benh.txt", []byte("virus"))
	for _, u := range []files.Upload{late, bad} {
		if f, err = s.Finish(ctx, lan, u.File.ID); err != nil || f.State != files.Scanning {
			t.Errorf("without scanner: %+v, %v", f, err)
		}
	}
	attached, err := s.attach(lan, nil, late.File.ID, bad.File.ID)
	s.ok(err)
	for _, f := range attached {
		if _, err := s.Open(ctx, f); !errors.Is(err, files.ErrScanning) {
			t.Errorf("read before it was scanned: %v", err)
		}
	}
	if err := s.Tend(ctx, "tinh", nil); err == nil {
		t.Error("a scanner out of order is no fault of the job")
	}
	broken.Store(false)
	s.ok(s.Tend(ctx, "tinh", nil))
	all, err := s.Of(ctx, "tinh", work)
	s.ok(err)
	if len(all) != 2 || all[0].State != files.Ready || all[1].State != files.Infected || all[1].Virus == "" {
		t.Fatalf("scanned: %+v", all)
	}
	if _, err := s.Open(ctx, all[0]); err != nil {
		t.Error(err)
	}
	if _, err := s.Open(ctx, all[1]); !errors.Is(err, files.ErrInfected) {
		t.Errorf("read infected: %v", err)
	}
	if n, err := s.db.Collection("fs.chunks").CountDocuments(ctx, bson.M{"files_id": bson.M{"$in": bson.A{bad.File.ID, u.File.ID}}}); err != nil || n != 0 {
		t.Errorf("%d parts of what is infected are left, %v", n, err)
	}
}

// TestTakenAway: a file that was taken away is opened by nobody, its version before is the newest again, and a result that names
// it is refused; what is handed in is not taken away meanwhile.
func TestTakenAway(t *testing.T) {
	s := newShelf(t, files.DefaultSettings())
	ctx := t.Context()
	bring := func() string {
		u := s.bring(lan, "a.txt", []byte("một"))
		f, err := s.Finish(ctx, lan, u.File.ID)
		s.ok(err)
		return f.ID
	}
	first, second, third := bring(), bring(), bring()
	attach := func(replaces map[string]string, id string) error {
		_, err := s.attach(lan, replaces, id)
		return err
	}
	s.ok(attach(nil, first))
	s.ok(attach(map[string]string{second: first}, second))
	take := func(id string) error {
		return s.db.WithTx(ctx, func(ctx context.Context) error {
			f, err := s.Get(ctx, lan.Agency, work, id)
			s.ok(err)
			return s.Withdraw(ctx, lan, f)
		})
	}
	again := func(o files.Object, id string) error {
		return s.db.WithTx(ctx, func(ctx context.Context) error { return s.Again(ctx, lan.Agency, o, []string{id}) })
	}
	s.ok(again(work, second))
	s.ok(take(second))
	if err := take(second); !errors.Is(err, files.ErrState) {
		t.Errorf("taken away twice: %v", err)
	}
	f, err := s.Get(ctx, lan.Agency, work, second)
	s.ok(err)
	if _, err := s.Open(ctx, f); !errors.Is(err, errs.ErrNotFound) || f.Removed.By != lan.ID || f.SHA256 == "" || s.left(lan)[0] != 3 {
		t.Errorf("opened: %v; %+v", err, f)
	}
	for name, err := range map[string]error{
		"taken away":             again(work, second),
		"of another record":      again(files.Object{Type: "task", ID: "t2"}, first),
		"hanging on nothing":     again(work, third),
		"unknown":                again(work, "?"),
		"of somebody else's too": again(files.Object{Type: "document", ID: work.ID}, first),
	} {
		if !errors.Is(err, files.ErrState) {
			t.Errorf("handed in again, %s: %v", name, err)
		}
	}
	if err := attach(map[string]string{third: second}, third); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("instead of what is gone: %v", err)
	}
	s.ok(attach(map[string]string{third: first}, third))
	if f, err := s.Get(ctx, lan.Agency, work, third); err != nil || f.N != 3 || f.Series != first {
		t.Errorf("the next version: %+v, %v", f, err)
	}
}
