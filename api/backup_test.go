package main

import (
	"archive/zip"
	"bytes"
	"io"
	"log/slog"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/backup"
	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/realtime"
	"congvu/internal/session"
)

// TestBackupAndRestore: what the commands have copied and restored answers every reading of six roles as it did before, to the
// byte, and nobody is signed in any more. Only what belongs to the machine or to the session itself may differ.
func TestBackupAndRestore(t *testing.T) {
	o := newCast(t)
	roles := []string{"chuyenvien", "truongphong", "giamdoc", "vanthu", "nhansu", "quantri"}
	paths := o.readings(t)
	o.replies(t, roles, paths) // what opening a file or a page notes is noted now

	dir := t.TempDir()
	said := commanded(t, o.db.Name(), 0, runBackup, "--to", dir)
	files, _ := filepath.Glob(dir + "/congvu-*.tar.zst")
	if len(files) != 1 || !strings.Contains(said, files[0]) {
		t.Fatalf("%q: %s", files, said)
	}
	if said := commanded(t, o.db.Name(), 0, runRestore, "--check", files[0]); !strings.Contains(said, "Chưa ghi gì") {
		t.Error(said)
	}
	if said := commanded(t, o.db.Name(), 1, runRestore, files[0]); !strings.Contains(said, backup.ErrNotEmpty.Arg("collection", "accounts").Sentence("vi")) {
		t.Errorf("into a database in use: %s", said)
	}
	db := mongotest.New(t, wiring.Indexes()...)
	if said := commanded(t, db.Name(), 0, runRestore, files[0]); !strings.Contains(said, "Đã phục hồi") {
		t.Error(said)
	}

	again := o.node(t, db)
	again.token = o.token
	for _, who := range roles {
		if status, _ := again.call(t, who, "GET", "/me", ""); status != 401 {
			t.Errorf("%s is still signed in: %d", who, status)
		}
	}
	was, err := realtime.NewEvents(o.db).Epoch(t.Context())
	is, errAgain := realtime.NewEvents(db).Epoch(t.Context())
	if err != nil || errAgain != nil || was == is {
		t.Errorf("the epoch is %q still: %v, %v", was, err, errAgain)
	}
	if lacking, err := db.Missing(t.Context(), wiring.Indexes()...); err != nil || len(lacking) > 0 {
		t.Errorf("indexes of %q are missing, %v", lacking, err)
	}
	served := map[string]bool{}
	before, after := o.node(t, o.db, roles...).replies(t, roles, paths), o.node(t, db, roles...).replies(t, roles, paths)
	for key, reply := range before {
		if strings.HasPrefix(reply, "200 ") {
			_, path, _ := strings.Cut(key, " ")
			served[path] = true
		}
		if reply != after[key] {
			at := 0
			for at < min(len(reply), len(after[key])) && reply[at] == after[key][at] {
				at++
			}
			at = max(0, at-60)
			t.Errorf("%s: from byte %d on\nbefore %.200q\nafter  %.200q", key, at, reply[at:], after[key][min(at, len(after[key])):])
		}
	}
	if len(served) < len(paths)*3/4 {
		t.Errorf("only %d of %d readings were served to anybody", len(served), len(paths))
	}
	t.Logf("%d readings of %d roles, %d of them served", len(paths), len(roles), len(served))
}

// node is the office served by a node that has just started on a database, on which those people sign in.
func (o *office) node(t *testing.T, db *mongodb.DB, people ...string) *office {
	t.Helper()
	n := *o
	var err error
	if n.Services, err = wiring.Wire(db, clock.Fixed(officeNow), slog.New(slog.DiscardHandler)); err != nil {
		t.Fatal(err)
	}
	n.Sessions.Cheapen()
	n.Mail.Through(noServer{}, "https://congvu.example.vn")
	n.app, n.api = v1.New(&v1.Server{Log: slog.New(slog.DiscardHandler), Clock: clock.Fixed(officeNow), Services: n.Services}, nil)
	n.db, n.token = db, map[string]string{}
	for _, who := range people {
		in, err := n.Sessions.SignIn(t.Context(), session.Credentials{Login: who, Password: officePassword})
		if err != nil {
			t.Fatal(err)
		}
		n.token[who] = in.Access
	}
	return &n
}

// readings makes a record for each reading of the API and returns their paths.
func (o *office) readings(t *testing.T) []string {
	t.Helper()
	operation := map[string]string{}
	for path, item := range o.api.OpenAPI().Paths {
		for method, op := range methods(item) {
			if method == "GET" {
				operation[op.OperationID] = path
			}
		}
	}
	all := map[string]bool{}
	ruled := map[string]bool{}
	for _, rules := range allRules() {
		for _, id := range slices.Sorted(maps.Keys(rules)) {
			op, _, _ := strings.Cut(id, "#")
			if operation[op] == "" {
				continue
			}
			path, _ := rules[id].ask(cell{T: t, o: o, who: "truongphong", of: subject{name: "lan", unit: "phong1"}})
			all[path], ruled[op] = true, true
		}
	}
	for op := range operation {
		if !ruled[op] {
			t.Errorf("%s: no rule says how it is asked", op)
		}
	}
	// The machine's disk and clock, when this page was made, and the sessions, which the restore has ended.
	for _, own := range []string{"/doctor", "/me/sessions"} {
		if !all[own] {
			t.Errorf("%s is not asked", own)
		}
		delete(all, own)
	}
	return slices.Sorted(maps.Keys(all))
}

// momentary is what of a reply belongs to the moment or the session: the request, the epoch, and when somebody was signed in.
var momentary = regexp.MustCompile(`"requestId":"[^"]*"|"epoch":"[^"]*"|"sessions":\d+(,"lastUsed":"[^"]*")?`)

// ulid finds the ids of records.
var ulid = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{26}\b`)

// replies asks each path as each of those people. The lines that this writes into the log have new ids, which are left out.
func (o *office) replies(t *testing.T, people, paths []string) map[string]string {
	t.Helper()
	all, began := map[string]string{}, mongodb.NewID()
	for _, who := range people {
		for _, path := range paths {
			status, raw := o.call(t, who, "GET", path, "")
			text := momentary.ReplaceAllString(unzipped(t, raw), "")
			all[who+" "+path] = strconv.Itoa(status) + " " + ulid.ReplaceAllStringFunc(text, func(id string) string {
				if id > began {
					return ""
				}
				return id
			})
		}
	}
	return all
}

// unzipped returns the content of an archive, for a workbook or a case file carries the time at which it was packed; anything
// else as it is.
func unzipped(t *testing.T, raw []byte) string {
	t.Helper()
	if !bytes.HasPrefix(raw, []byte("PK")) {
		return string(raw)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		t.Fatal(err)
	}
	files := make([]string, 0, len(z.File))
	for _, f := range z.File {
		if f.Name == "docProps/core.xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f.Name+": "+unzipped(t, data))
	}
	slices.Sort(files)
	return strings.Join(files, "\n")
}

// commanded runs a command on a database of the tests and returns what it said.
func commanded(t *testing.T, db string, want int, run command, args ...string) string {
	t.Helper()
	for name, value := range map[string]string{"MONGODB_URI": mongotest.URI(t), "CONGVU_DB": db, "CONGVU_CLOCK": ""} {
		t.Setenv(name, value)
	}
	var out bytes.Buffer
	if got := run(args, os.Stdin, &out, &out); got != want {
		t.Fatalf("%q ended with %d, want %d: %s", args, got, want, out.String())
	}
	return out.String()
}
