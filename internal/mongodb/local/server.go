package local

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
	"time"

	"congvu/internal/errs"
)

// ErrStart says that the server was started and did not become ready; its own log says why.
var ErrStart = errs.New(errs.Unavailable, "local.start", "the MongoDB server did not become ready")

// startTimeout covers the recovery of the journal after a crash.
const startTimeout = 60 * time.Second

// user is the only user of the server.
const user = "congvu"

// Options say how a server is started.
type Options struct {
	CacheMB int // WiredTiger's cache, 256 unless set
	OplogMB int // how much of the past changes is kept for change streams, 1024 unless set
}

// Server is a running MongoDB server that belongs to this process and ends with it.
type Server struct {
	Program Program

	dir      folder
	lock     *os.File
	port     int
	password string
	pid      int
	ended    chan struct{} // closed once the process is gone
	exit     error         // why; read after ended
}

// Start starts a server on the folder dir, which is made when missing, and returns when it takes writes. It ends a
// server that an earlier process left behind there, keeps the port of the last time or moves to a free one, and makes
// the replica set and the user the first time.
//
// Errors: ErrNoProgram; ErrInUse when another process has the folder; ErrStart.
func Start(ctx context.Context, dir string, o Options) (*Server, error) {
	program, err := Find()
	if err != nil {
		return nil, err
	}
	f, err := prepare(dir)
	if err != nil {
		return nil, err
	}
	lock, err := f.lock(ctx)
	if err != nil {
		return nil, err
	}
	s := &Server{Program: program, dir: f, lock: lock}
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	if err := s.start(ctx, o); err != nil {
		return nil, errors.Join(err, s.Stop(context.WithoutCancel(ctx)))
	}
	return s, nil
}

func (s *Server) start(ctx context.Context, o Options) (err error) {
	if err := s.dir.endOrphan(ctx); err != nil {
		return err
	}
	if _, err := s.dir.secret("keyfile", 96); err != nil {
		return err
	}
	if s.password, err = s.dir.secret("password", 32); err != nil {
		return err
	}
	if err := s.rotate(); err != nil {
		return err
	}
	for left := 3; ; left-- {
		err := s.listen(ctx, o)
		if err == nil || left == 1 || !s.overtaken(ctx) {
			return err
		}
	}
}

// listen starts the process at a free port and waits until it takes writes.
func (s *Server) listen(ctx context.Context, o Options) (err error) {
	if s.port, err = s.dir.port(ctx); err != nil {
		return err
	}
	if err := s.spawn(o); err != nil {
		return err
	}
	if err := s.ready(ctx); err != nil {
		return fmt.Errorf("%w (see %s): %w", ErrStart, s.dir.path("mongod.log"), err)
	}
	return nil
}

// overtaken reports whether the process has ended, or is about to, because somebody took its port between our look and
// its own: two copies of a folder that start together both find the port of the last time free.
func (s *Server) overtaken(ctx context.Context) bool {
	if _, err := listen(s.port); err == nil {
		return false
	}
	ended, _ := poll(ctx, lockTimeout, s.gone)
	return ended
}

// openTx is for how many seconds the server keeps a transaction open that nobody ends. What a process that was killed had
// written locks its documents until then: with the server's own 60 s a repeated request fails for more than a minute. The
// program ends its transactions within 10 s, and nearly all in some milliseconds.
const openTx = 8

// args is the command line of the server. Compression stays off: 6.0.5 leaks memory through compressed messages
// (CVE-2025-14847).
func (s *Server) args(o Options) []string {
	cache, oplog := 256, 1024
	if o.CacheMB > 0 {
		cache = o.CacheMB
	}
	if o.OplogMB > 0 {
		oplog = o.OplogMB
	}
	return []string{
		"--dbpath", s.dir.data(),
		"--port", strconv.Itoa(s.port),
		"--bind_ip", "127.0.0.1",
		"--nounixsocket",
		"--replSet", replicaSet,
		"--keyFile", s.dir.path("keyfile"),
		"--wiredTigerCacheSizeGB", strconv.FormatFloat(float64(cache)/1024, 'f', 2, 64),
		"--oplogSize", strconv.Itoa(oplog),
		"--networkMessageCompressors", "disabled",
		"--setParameter", "diagnosticDataCollectionEnabled=false",
		"--setParameter", "transactionLifetimeLimitSeconds=" + strconv.Itoa(openTx),
		"--setParameter", "shutdownTimeoutMillisForSignaledShutdown=100", // no other member to hand over to
		"--logpath", s.dir.path("mongod.log"), "--logappend",
	}
}

// logLimit is how long mongod.log may grow, in bytes, before a start puts it aside; the one put aside before it goes.
const logLimit = 20 << 20

// rotate puts a log that has grown long aside. The server only appends to it, for years if need be.
func (s *Server) rotate() error {
	path := s.dir.path("mongod.log")
	info, err := os.Stat(path)
	if err == nil && info.Size() > logLimit {
		err = os.Rename(path, path+".1")
	}
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("put mongod.log aside: %w", err)
	}
	return nil
}

// spawn starts the process. It ends when we end, even by kill -9: the kernel sends it SIGTERM then. That signal is tied
// to the thread that started it, so one goroutine keeps its thread until the process is gone (golang.org/issue/27505).
func (s *Server) spawn(o Options) error {
	started, ended := make(chan error, 1), make(chan struct{})
	s.ended = ended
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		cmd := exec.CommandContext(context.Background(), s.Program.Path, s.args(o)...)
		// A group of its own: Ctrl-C in the terminal reaches us alone, and we stop it after the last write.
		cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
		err := cmd.Start()
		if err == nil {
			s.pid = cmd.Process.Pid
		}
		started <- err
		if err == nil {
			s.exit = cmd.Wait()
			close(ended)
		}
	}()
	if err := <-started; err != nil {
		return fmt.Errorf("start %s: %w", s.Program.Path, err)
	}
	return nil
}

// URI returns the connection string, with the password.
func (s *Server) URI() string {
	u := url.URL{
		Scheme: "mongodb", User: url.UserPassword(user, s.password), Host: s.host(), Path: "/",
		RawQuery: url.Values{"replicaSet": {replicaSet}, "authSource": {"admin"}}.Encode(),
	}
	return u.String()
}

func (s *Server) host() string { return "127.0.0.1:" + strconv.Itoa(s.port) }

// Done is closed when the server's process is gone, asked for or not.
func (s *Server) Done() <-chan struct{} { return s.ended }

// Stop ends the server cleanly and gives the folder back; it waits at most 20 s, then kills it, which loses nothing that
// was acknowledged. Stopping twice is harmless.
func (s *Server) Stop(ctx context.Context) error {
	if s.pid != 0 {
		_ = syscall.Kill(s.pid, syscall.SIGTERM) // gone already: then ended is closed or about to be
		select {
		case <-s.ended:
		case <-ctx.Done():
		case <-time.After(stopTimeout):
		}
		select {
		case <-s.ended:
		default:
			_ = syscall.Kill(s.pid, syscall.SIGKILL)
			<-s.ended
		}
		s.pid = 0
	}
	if s.lock != nil {
		lock := s.lock
		s.lock = nil
		if err := lock.Close(); err != nil {
			return fmt.Errorf("release data folder: %w", err)
		}
	}
	return nil
}
