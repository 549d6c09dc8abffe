package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"congvu/internal/mongodb/local"
)

// TestMongodComesBackElsewhere: the node's own server dies and its port is taken meanwhile. The client would look for it
// there for ever, so the node ends, with the reason.
func TestMongodComesBackElsewhere(t *testing.T) {
	t.Parallel()
	dir, err := os.MkdirTemp("/dev/shm", "congvu-moved-")
	if err != nil {
		dir = t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	server, err := local.Start(t.Context(), dir, local.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := &database{lost: make(chan error, 1), stopped: make(chan struct{})}
	ctx, cancel := context.WithCancel(t.Context())
	go d.supervise(ctx, server, dir, slog.New(slog.DiscardHandler))
	t.Cleanup(func() { cancel(); <-d.stopped })

	at, err := url.Parse(server.URI())
	if err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "db", "mongod.lock"))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(raw)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	var taken net.Listener
	await(t, "its port can be taken", func() bool { taken, err = net.Listen("tcp4", at.Host); return err == nil })
	t.Cleanup(func() { _ = taken.Close() })
	go func() { // hang up on everybody: mongod asks its old address whether it is itself
		for {
			c, err := taken.Accept()
			if errors.Is(err, net.ErrClosed) {
				return
			}
			_ = c.Close()
		}
	}()
	select {
	case err := <-d.lost:
		if !errors.Is(err, errMoved) {
			t.Error(err)
		}
	case <-time.After(2 * time.Minute): // a busy machine starts a server in many seconds
		t.Error("the node goes on without its server")
	}
}
