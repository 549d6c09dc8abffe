package local

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// small keeps the tests' servers cheap.
var small = Options{CacheMB: 256, OplogMB: 64}

// TestMain lets the test binary play the program that is killed: with CONGVU_LOCAL_TEST_DIR set it runs a server on that
// folder and prints its process id.
func TestMain(m *testing.M) {
	dir := os.Getenv("CONGVU_LOCAL_TEST_DIR")
	if dir == "" {
		os.Exit(m.Run())
	}
	s, err := Start(context.Background(), dir, small)
	if err != nil {
		println("start: " + err.Error())
		os.Exit(1)
	}
	os.Stdout.WriteString(strconv.Itoa(s.pid) + "\n")
	<-s.Done()
}

// dataDir is a folder in memory where there is one.
func dataDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "congvu-local-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

func start(t *testing.T, dir string) *Server {
	t.Helper()
	s, err := Start(t.Context(), dir, small)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Stop(context.Background()) })
	return s
}

func stop(t *testing.T, s *Server) {
	t.Helper()
	if err := s.Stop(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// using runs f on a database of the server, and closes the connection again: a client left open would look for its
// stopped server for seconds.
func using(t *testing.T, uri string, f func(*mongodb.DB)) {
	t.Helper()
	db, err := mongodb.Connect(t.Context(), uri, "notes")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close(context.Background()) }()
	// On a busy machine the server may be without a core for longer than the client looks for it.
	for deadline := time.Now().Add(time.Minute); ; {
		err := db.Database().RunCommand(t.Context(), bson.D{{Key: "ping", Value: 1}}).Err()
		if err == nil || time.Now().After(deadline) {
			break
		}
	}
	f(db)
}

func write(t *testing.T, uri, id string) {
	t.Helper()
	using(t, uri, func(db *mongodb.DB) {
		if _, err := db.Collection("notes").InsertOne(t.Context(), bson.M{"_id": id}); err != nil {
			t.Fatal(err)
		}
	})
}

func ids(t *testing.T, uri string) (found []string) {
	t.Helper()
	using(t, uri, func(db *mongodb.DB) {
		if err := db.Collection("notes").Distinct(t.Context(), "_id", bson.M{}).Decode(&found); err != nil {
			t.Fatal(err)
		}
	})
	return found
}

func TestKeepsDataPortAndPassword(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	first := start(t, dir)
	write(t, first.URI(), "a")
	stop(t, first)

	began := time.Now()
	second := start(t, dir)
	t.Logf("second start took %v", time.Since(began))
	if second.URI() != first.URI() {
		t.Error("the second start has another address or password")
	}
	if got := ids(t, second.URI()); !slices.Equal(got, []string{"a"}) {
		t.Errorf("found %q", got)
	}
}

// TestLongLogIsPutAside: the server's log does not fill the disk over the years.
func TestLongLogIsPutAside(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	log := filepath.Join(dir, "mongod.log")
	if err := os.WriteFile(log, make([]byte, logLimit+1), 0o600); err != nil {
		t.Fatal(err)
	}
	stop(t, start(t, dir))
	old, err := os.Stat(log + ".1")
	if err != nil || old.Size() != logLimit+1 {
		t.Errorf("put aside: %v, %v", old, err)
	}
	if now, err := os.Stat(log); err != nil || now.Size() == 0 || now.Size() > 1<<20 {
		t.Errorf("the new log: %v, %v", now, err)
	}
	stop(t, start(t, dir))
	if again, err := os.Stat(log + ".1"); err != nil || again.Size() != logLimit+1 {
		t.Errorf("a short log was put aside: %v, %v", again, err)
	}
}

func TestSecretsAndAuthentication(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	s := start(t, dir)
	for _, name := range []string{"keyfile", "password"} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", name, info, err)
		}
	}
	using(t, "mongodb://"+s.host()+"/?directConnection=true", func(stranger *mongodb.DB) {
		if _, err := stranger.Collection("notes").InsertOne(t.Context(), bson.M{"_id": "x"}); err == nil {
			t.Error("a write without a password was accepted")
		}
	})
}

func TestMovesWhenThePortIsTaken(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	first := start(t, dir)
	write(t, first.URI(), "a")
	stop(t, first)
	l, err := net.Listen("tcp4", first.host())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	go func() { // hang up on everybody: mongod asks its old address whether it is itself, and would wait for an answer
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_ = c.Close()
		}
	}()

	second := start(t, dir)
	if second.port == first.port {
		t.Fatal("the taken port was used")
	}
	write(t, second.URI(), "b")
	if got := ids(t, second.URI()); !slices.Equal(got, []string{"a", "b"}) {
		t.Errorf("found %q", got)
	}
	stop(t, second)
	if third := start(t, dir); third.port != second.port {
		t.Errorf("the new port %d was not kept: %d", second.port, third.port)
	}
}

// TestWaitsForItsPort: what has just ended holds the port a moment longer than its process is seen, and the server stays
// where its clients look for it.
func TestWaitsForItsPort(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	first := start(t, dir)
	stop(t, first)
	l, err := net.Listen("tcp4", first.host())
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(300*time.Millisecond, func() { _ = l.Close() })
	if second := start(t, dir); second.port != first.port {
		t.Errorf("moved from %d to %d", first.port, second.port)
	}
}

// TestCopiesStartTogether: a folder and its copies know the same port and password. Whichever server is second moves to
// another port, and nobody works on another's data.
func TestCopiesStartTogether(t *testing.T) {
	t.Parallel()
	dirs := []string{dataDir(t)}
	first := start(t, dirs[0])
	stop(t, first)
	for range 2 {
		dir := dataDir(t)
		if err := os.CopyFS(dir, os.DirFS(dirs[0])); err != nil {
			t.Fatal(err)
		}
		for _, secret := range []string{"keyfile", "password"} { // a copy of the standard library forgets the modes
			if err := os.Chmod(filepath.Join(dir, secret), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		dirs = append(dirs, dir)
	}
	servers := make([]*Server, len(dirs))
	var all sync.WaitGroup
	for i, dir := range dirs {
		all.Go(func() {
			s, err := Start(t.Context(), dir, small)
			if err != nil {
				t.Errorf("folder %d: %v", i, err)
				return
			}
			t.Cleanup(func() { _ = s.Stop(context.Background()) })
			servers[i] = s
		})
	}
	all.Wait()
	if t.Failed() {
		return
	}
	for i, s := range servers {
		write(t, s.URI(), strconv.Itoa(i))
	}
	for i, s := range servers {
		if got := ids(t, s.URI()); !slices.Equal(got, []string{strconv.Itoa(i)}) {
			t.Errorf("folder %d holds %q", i, got)
		}
	}
}

// TestAKilledNodesTransaction: what a node that was killed had written in a transaction that it never ended is free again
// within seconds, so that the repeated request of another node is kept. The server's own limit is 60 s.
func TestAKilledNodesTransaction(t *testing.T) {
	t.Parallel()
	s := start(t, dataDir(t))
	using(t, s.URI(), func(dead *mongodb.DB) {
		if keeps, err := dead.OpenTx(t.Context()); err != nil || keeps > mongodb.MaxOpenTx || keeps < time.Second {
			t.Fatalf("open transactions are kept for %v, %v", keeps, err)
		}
		one := mongodb.Indexes{Collection: "notes", Models: []mongo.IndexModel{mongodb.Unique("agency", "key")}}
		if err := dead.Ensure(t.Context(), one); err != nil {
			t.Fatal(err)
		}
		session, err := dead.Database().Client().StartSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := session.StartTransaction(); err != nil {
			t.Fatal(err)
		}
		ctx := mongo.NewSessionContext(t.Context(), session)
		if _, err := dead.Collection("notes").InsertOne(ctx, bson.M{"_id": "1", "agency": "a", "key": "k"}); err != nil {
			t.Fatal(err)
		} // and nothing more is heard of it
		using(t, s.URI(), func(db *mongodb.DB) {
			begun := time.Now()
			for {
				err := db.WithTx(t.Context(), func(ctx context.Context) error {
					_, err := db.Collection("notes").InsertOne(ctx, bson.M{"_id": "2", "agency": "a", "key": "k"})
					return mongodb.Translate("repeat", err)
				})
				took := time.Since(begun)
				if err == nil {
					t.Logf("kept after %v", took.Round(time.Millisecond))
					return
				}
				if took > 30*time.Second || !errors.Is(err, errs.ErrUnavailable) {
					t.Fatalf("after %v: %v", took, err)
				}
			}
		})
	})
}

func TestFolderInUse(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	first := start(t, dir)
	if _, err := Start(t.Context(), dir, small); !errors.Is(err, ErrInUse) {
		t.Errorf("second start: %v", err)
	}
	write(t, first.URI(), "a") // and the first one still works
}

// TestKilledParent kills the program with the server under it: the server ends by itself, and nothing is lost.
func TestKilledParent(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	parent, pid := child(t, dir)
	raw, err := os.ReadFile(filepath.Join(dir, "password"))
	if err != nil {
		t.Fatal(err)
	}
	port, err := os.ReadFile(filepath.Join(dir, "port"))
	if err != nil {
		t.Fatal(err)
	}
	uri := (&Server{password: strings.TrimSpace(string(raw)), port: atoi(t, string(port))}).URI()
	write(t, uri, "a")
	_ = parent.Process.Kill()
	_ = parent.Wait()

	s := start(t, dir) // ends the old one or waits for its end
	if runsOn(pid, folder(dir).data()) {
		t.Error("the old server still runs")
	}
	if got := ids(t, s.URI()); !slices.Equal(got, []string{"a"}) {
		t.Errorf("found %q", got)
	}
}

// TestEndsOrphan starts on a folder whose server nobody supervises any more, as after a kill -9 without the kernel's help.
func TestEndsOrphan(t *testing.T) {
	t.Parallel()
	dir := dataDir(t)
	first := start(t, dir)
	write(t, first.URI(), "a")
	if err := first.lock.Close(); err != nil {
		t.Fatal(err)
	}
	first.lock = nil

	second := start(t, dir)
	select {
	case <-first.Done():
	default:
		t.Error("the orphan still runs")
	}
	if got := ids(t, second.URI()); !slices.Equal(got, []string{"a"}) {
		t.Errorf("found %q", got)
	}
}

// TestStrangerInLockFile puts another program's process id into mongod.lock: that process is left alone.
func TestStrangerInLockFile(t *testing.T) {
	t.Parallel()
	f, err := prepare(dataDir(t))
	if err != nil {
		t.Fatal(err)
	}
	sleeper := exec.Command("sleep", "60")
	if err := sleeper.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = sleeper.Process.Kill(); _ = sleeper.Wait() }()
	if err := os.WriteFile(filepath.Join(f.data(), "mongod.lock"), []byte(strconv.Itoa(sleeper.Process.Pid)+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := f.endOrphan(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := sleeper.Process.Signal(syscall.Signal(0)); err != nil {
		t.Errorf("the stranger was ended: %v", err)
	}
}

func TestFind(t *testing.T) {
	program := func(path string, mode os.FileMode) string {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("#!/bin/sh\n"), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	dir := t.TempDir()
	cache := filepath.Join(dir, "cache")
	program(filepath.Join(cache, "mongod", "6.0.5", "mongod"), 0o755)
	newer := program(filepath.Join(cache, "mongod", "6.0.10", "mongod"), 0o755)
	program(filepath.Join(cache, "mongod", "9.9.9", "mongod"), 0o644)
	installed := program(filepath.Join(dir, "bin", "mongod"), 0o755)
	for name, tc := range map[string]struct {
		mongod, path, cache string
		want                Program
		err                 error
	}{
		"named":            {installed, "", cache, Program{installed, "$MONGOD"}, nil},
		"named, missing":   {filepath.Join(dir, "none"), filepath.Dir(installed), cache, Program{}, ErrNoProgram},
		"on the path":      {"", filepath.Dir(installed), cache, Program{installed, "PATH"}, nil},
		"newest that runs": {"", dir, cache, Program{newer, ".cache"}, nil},
		"nowhere":          {"", dir, filepath.Join(dir, "empty"), Program{}, ErrNoProgram},
	} {
		t.Run(name, func(t *testing.T) {
			t.Setenv("MONGOD", tc.mongod)
			t.Setenv("PATH", tc.path)
			t.Setenv("CONGVU_CACHE", tc.cache)
			if got, err := Find(); got != tc.want || !errors.Is(err, tc.err) {
				t.Errorf("Find = %v, %v", got, err)
			}
		})
	}
}

// child starts this test binary as a program with a server, and returns it with the server's process id.
func child(t *testing.T, dir string) (*exec.Cmd, int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "CONGVU_LOCAL_TEST_DIR="+dir)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	line := make([]byte, 16)
	n, err := out.Read(line)
	if err != nil {
		t.Fatalf("the program did not start its server: %v", err)
	}
	return cmd, atoi(t, string(line[:n]))
}

func atoi(t *testing.T, s string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err != nil {
		t.Fatal(err)
	}
	return n
}
