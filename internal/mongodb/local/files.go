package local

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"congvu/internal/errs"
)

// ErrInUse says that another process runs a server on the folder; it is left alone.
var ErrInUse = errs.New(errs.Conflict, "local.in_use", "the data folder is in use by another congvu")

// folder is the folder of one server.
type folder string

func (f folder) path(name string) string { return filepath.Join(string(f), name) }

// data is what mongod calls its dbpath.
func (f folder) data() string { return f.path("db") }

// prepare makes the folder, absolute, for nobody but its owner.
func prepare(dir string) (folder, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("data folder: %w", err)
	}
	f := folder(dir)
	if err := os.MkdirAll(f.data(), 0o700); err != nil {
		return "", fmt.Errorf("data folder: %w", err)
	}
	return f, nil
}

// lockTimeout is how long a process that is just ending may still hold the folder.
const lockTimeout = 3 * time.Second

// lock takes the folder for this process; the kernel gives it back when the process is gone, however it went.
func (f folder) lock(ctx context.Context) (*os.File, error) {
	file, err := os.OpenFile(f.path("lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock data folder: %w", err)
	}
	taken, stopped := poll(ctx, lockTimeout, func() bool {
		err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		return !errors.Is(err, syscall.EWOULDBLOCK)
	})
	switch {
	case stopped != nil:
		err = stopped
	case !taken:
		err = ErrInUse
	case err == nil:
		return file, nil
	}
	_ = file.Close()
	return nil, fmt.Errorf("lock data folder: %w", err)
}

// secret returns the content of a file, making it of n random bytes when it is missing. It is complete and readable by
// its owner only, from the first moment on: it is renamed into place.
func (f folder) secret(name string, n int) (string, error) {
	raw, err := os.ReadFile(f.path(name))
	if err == nil {
		return strings.TrimSpace(string(raw)), nil
	}
	if !errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("read %s: %w", name, err)
	}
	random := make([]byte, n)
	rand.Read(random) //nolint:errcheck // never fails (crypto/rand)
	s := base64.StdEncoding.EncodeToString(random)
	return s, f.write(name, s)
}

// write replaces a small file as a whole.
func (f folder) write(name, content string) error {
	part := f.path(name + ".part")
	if err := os.WriteFile(part, []byte(content+"\n"), 0o600); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := os.Rename(part, f.path(name)); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// portTimeout is how long a process that has just ended may still hold its port: the kernel takes its memory away first.
const portTimeout = 2 * time.Second

// port returns where the server shall listen: where it listened last when that is free or soon will be, else a free one,
// remembered.
func (f folder) port(ctx context.Context) (int, error) {
	raw, err := os.ReadFile(f.path("port"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, fmt.Errorf("read port: %w", err)
	}
	if kept, err := strconv.Atoi(strings.TrimSpace(string(raw))); err == nil && kept > 0 {
		free, err := poll(ctx, portTimeout, func() bool { _, err := listen(kept); return err == nil })
		if free || err != nil {
			return kept, err
		}
	}
	port, err := listen(0)
	if err != nil {
		return 0, fmt.Errorf("no free port: %w", err)
	}
	return port, f.write("port", strconv.Itoa(port))
}

// listen reports whether a port of 127.0.0.1 is free, by taking it for a moment; 0 takes any.
func listen(port int) (int, error) {
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return 0, err
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}
