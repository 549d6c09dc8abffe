package mongotest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/local"
)

// Settings in the environment.
const (
	uriEnv    = "CONGVU_TEST_MONGODB_URI"    // a server to use; nothing is started then
	keeperEnv = "CONGVU_TEST_MONGODB_KEEPER" // set for the process that keeps the shared server
)

const (
	startTimeout = 60 * time.Second
	idleTimeout  = 20 * time.Second // how long the shared server outlives its last user: the next package is being compiled
)

// init turns a test binary that was started as the keeper of the shared server into it, before any test runs.
func init() {
	if dir := os.Getenv(keeperEnv); dir != "" {
		if err := keep(dir); err != nil {
			_ = os.WriteFile(filepath.Join(dir, "error"), []byte(err.Error()), 0o600)
			os.Exit(1)
		}
		os.Exit(0)
	}
}

// sharedDir is where the shared server of this user lives: in memory where there is a file system in memory.
func sharedDir() (string, error) {
	base := "/dev/shm"
	if info, err := os.Stat(base); err != nil || !info.IsDir() {
		base = os.TempDir()
	}
	dir := filepath.Join(base, "congvu-test-"+strconv.Itoa(os.Getuid()))
	return dir, os.MkdirAll(dir, 0o700)
}

// lockFile opens a file of the folder and locks it, shared or not, waiting unless told otherwise by how.
func lockFile(dir, name string, how int) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	for {
		err = syscall.Flock(int(f.Fd()), how)
		if !errors.Is(err, syscall.EINTR) {
			break
		}
	}
	if err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("lock %s: %w", name, err)
	}
	return f, nil
}

// held are the locks that this process keeps until it ends; a file that nobody refers to is closed, and its lock lost.
var held []*os.File

// shared returns the address of the shared server, starting it when it does not run. The process stays registered as
// its user, by a shared lock on "users", until it ends.
func shared() (uri, from string, err error) {
	dir, err := sharedDir()
	if err != nil {
		return "", "", err
	}
	user, err := lockFile(dir, "users", syscall.LOCK_SH)
	if err != nil {
		return "", "", err
	}
	held = append(held, user)
	starting, err := lockFile(dir, "starting", syscall.LOCK_EX) // one starts it, the others wait for that one
	if err != nil {
		return "", "", err
	}
	defer func() { _ = starting.Close() }()
	if uri, from, err := readAddress(dir); err == nil && keeperLives(dir) {
		return uri, from, nil
	}
	for _, stale := range []string{"uri", "error"} {
		if err := os.Remove(filepath.Join(dir, stale)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", "", err
		}
	}
	if _, err := local.Find(); err != nil {
		return "", "", err
	}
	if err := spawnKeeper(dir); err != nil {
		return "", "", err
	}
	return awaitAddress(dir)
}

// keeperLives reports whether some process holds the keeper's lock.
func keeperLives(dir string) bool {
	f, err := lockFile(dir, "keeper", syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		return true
	}
	_ = f.Close()
	return false
}

// spawnKeeper starts this test binary again as the keeper, in a session of its own so that it outlives us, and without
// our output, on which `go test` would wait.
func spawnKeeper(dir string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(context.Background(), self)
	cmd.Env = append(os.Environ(), keeperEnv+"="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start the keeper: %w", err)
	}
	return cmd.Process.Release()
}

// readAddress reads what the keeper wrote: the address, and where the program was found.
func readAddress(dir string) (uri, from string, err error) {
	raw, err := os.ReadFile(filepath.Join(dir, "uri"))
	if err != nil {
		return "", "", err
	}
	uri, from, _ = strings.Cut(strings.TrimSpace(string(raw)), "\n")
	return uri, from, nil
}

func awaitAddress(dir string) (uri, from string, err error) {
	deadline := time.Now().Add(startTimeout)
	for time.Now().Before(deadline) {
		if uri, from, err = readAddress(dir); err == nil {
			return uri, from, nil
		}
		if why, failed := os.ReadFile(filepath.Join(dir, "error")); failed == nil {
			return "", "", fmt.Errorf("the shared server did not start: %s", why)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return "", "", fmt.Errorf("the shared server did not start within %v: %w", startTimeout, err)
}

// keep is the keeper: it runs the server until nobody has used it for a while, then removes its data.
func keep(dir string) error {
	keeper, err := lockFile(dir, "keeper", syscall.LOCK_EX|syscall.LOCK_NB)
	if err != nil {
		return err
	}
	defer func() { _ = keeper.Close() }()
	data := filepath.Join(dir, "data")
	if err := os.RemoveAll(data); err != nil { // of a keeper that was killed
		return err
	}
	server, err := local.Start(context.Background(), data, local.Options{CacheMB: 512, OplogMB: 256})
	if err != nil {
		return err
	}
	address := filepath.Join(dir, "uri")
	if err := os.WriteFile(address+".part", []byte(server.URI()+"\n"+server.Program.From+": "+server.Program.Path+"\n"), 0o600); err != nil {
		return errors.Join(err, server.Stop(context.Background()))
	}
	if err := os.Rename(address+".part", address); err != nil {
		return errors.Join(err, server.Stop(context.Background()))
	}
	users := untilIdle(dir, server.Done())
	defer func() { _ = users.Close() }() // newcomers wait until all is gone, and then start their own
	return errors.Join(os.Remove(address), server.Stop(context.Background()), os.RemoveAll(data))
}

// untilIdle waits until nobody has used the server for idleTimeout, or it has ended, and returns with the users shut
// out.
func untilIdle(dir string, ended <-chan struct{}) *os.File {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	idle := time.Now()
	for {
		users, err := lockFile(dir, "users", syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err != nil: // somebody has it
			idle = time.Now()
		case time.Since(idle) > idleTimeout:
			return users
		default:
			_ = users.Close()
		}
		select {
		case <-ended:
			return nil
		case <-tick.C:
		}
	}
}

// address returns where the tests' server is, starting it when it does not run.
func address() (uri, from string, err error) {
	if uri = os.Getenv(uriEnv); uri != "" {
		return uri, uriEnv, nil
	}
	return shared()
}

// connect opens the server for this process.
func connect() (*mongodb.DB, string, error) {
	uri, from, err := address()
	if err != nil {
		return nil, "", err
	}
	db, err := mongodb.Connect(context.Background(), uri, "congvu_test", mongodb.Watching(monitor()))
	if err != nil {
		return nil, "", err
	}
	info, err := db.Info(context.Background())
	for deadline := time.Now().Add(startTimeout); errors.Is(err, errs.ErrUnavailable) && time.Now().Before(deadline); {
		info, err = db.Info(context.Background()) // a busy machine may keep it from answering for seconds
	}
	if err != nil {
		return nil, "", err
	}
	// TTL indexes go by the machine's time, the tests by a clock of theirs: what a test has just written may be long past
	// there, and would be swept from under it once a minute.
	if err := db.On("admin").Database().RunCommand(context.Background(), bson.D{{Key: "setParameter", Value: 1}, {Key: "ttlMonitorEnabled", Value: false}}).Err(); err != nil {
		return nil, "", fmt.Errorf("stop the sweeping of what has expired: %w", err)
	}
	return db, fmt.Sprintf("MongoDB %s (%s)", info.Version, from), nil
}
