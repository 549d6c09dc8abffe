package local

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// joinTimeout is how long the server of another process may take to answer.
const joinTimeout = 5 * time.Second

// Running returns the address of the server that another process runs on the folder dir, with the password; "" when nobody
// does. That process may stop it at any time.
func Running(ctx context.Context, dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	f := folder(dir)
	held, err := f.held()
	if err != nil || !held {
		return "", err
	}
	password, err := os.ReadFile(f.path("password"))
	if err != nil {
		return "", err
	}
	port, err := os.ReadFile(f.path("port"))
	if err != nil {
		return "", err
	}
	s := &Server{dir: f, password: strings.TrimSpace(string(password))}
	if s.port, err = strconv.Atoi(strings.TrimSpace(string(port))); err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, joinTimeout)
	defer cancel()
	us, err := s.dial(&options.Credential{Username: user, Password: s.password, AuthSource: "admin"})
	if err != nil {
		return "", err
	}
	defer func() { _ = us.Disconnect(context.WithoutCancel(ctx)) }()
	if err := s.own(ctx, us); err != nil { // starting, stopping, or somebody else at its port
		return "", errors.Join(ErrInUse, err)
	}
	return s.URI(), nil
}

// held reports whether another process has taken the folder.
func (f folder) held() (bool, error) {
	file, err := os.Open(f.path("lock"))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer func() { _ = file.Close() }() // and with it the lock, if we have got it
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return true, nil
	}
	return false, err
}
