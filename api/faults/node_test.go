package faults

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// binary returns the built program: $CONGVU_BIN, or one built for this run of the tests from what is compiled already.
var binary = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("CONGVU_BIN"); path != "" {
		return path, nil
	}
	var err error
	if built, err = os.MkdirTemp("", "congvu-faults-"); err != nil {
		return "", err
	}
	path := filepath.Join(built, "congvu")
	out, err := exec.Command("go", "build", "-trimpath", "-o", path, "congvu/api").CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("build congvu: %w\n%s", err, out)
	}
	return path, nil
})

// built is the folder of a binary that was built for this run.
var built string

// TestMain takes away what was built.
func TestMain(m *testing.M) {
	code := m.Run()
	if built != "" {
		_ = os.RemoveAll(built)
	}
	os.Exit(code)
}

// node is one congvu serve on ports of its own. It is started again at the same address, as a service manager does.
type node struct {
	t         testing.TB
	addr, ops string
	env       func() []string

	mu   sync.Mutex
	cmd  *exec.Cmd
	done chan struct{} // closed when the process has ended
	exit error         // of the last start
	says *os.File      // what it prints
}

// newNode prepares a node; env are its settings beside its addresses, asked for at each start.
func newNode(t testing.TB, env func() []string) *node {
	t.Helper()
	n := &node{t: t, addr: freePort(t), ops: freePort(t), env: env}
	says, err := os.Create(filepath.Join(t.TempDir(), "log"))
	must(t, err)
	n.says = says
	t.Cleanup(func() {
		n.kill()
		if t.Failed() {
			n.tail()
		}
		_ = says.Close()
	})
	return n
}

// freePort returns an address of this machine that nobody listens at.
func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer l.Close()
	return l.Addr().String()
}

// begin starts the process without waiting for it.
func (n *node) begin() error {
	path, err := binary()
	if err != nil {
		return err
	}
	cmd := exec.Command(path, "serve")
	cmd.Env = append(append(os.Environ(), "CONGVU_ADDR="+n.addr, "CONGVU_OPS_ADDR="+n.ops), n.env()...)
	cmd.Stdout, cmd.Stderr = n.says, n.says
	done := make(chan struct{})
	if err := cmd.Start(); err != nil {
		return err
	}
	n.mu.Lock()
	n.cmd, n.done = cmd, done
	n.mu.Unlock()
	go func() {
		err := cmd.Wait()
		n.mu.Lock()
		n.exit = err
		n.mu.Unlock()
		close(done)
	}()
	return nil
}

// start starts the process and waits until it is ready.
func (n *node) start() {
	n.t.Helper()
	must(n.t, n.begin())
	n.await()
}

// await waits until the node says that it is ready.
func (n *node) await() {
	n.t.Helper()
	eventually(n.t, "the node is ready", 60*time.Second, func() bool { return n.ready() || n.ended() })
	if n.ended() {
		n.tail()
		n.t.Fatalf("the node ended: %v", n.how())
	}
}

func (n *node) ready() bool {
	res, err := http.Get("http://" + n.ops + "/readyz")
	if err != nil {
		return false
	}
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// over is closed when the process of the last start has ended.
func (n *node) over() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.done
}

func (n *node) ended() bool {
	select {
	case <-n.over():
		return true
	default:
		return false
	}
}

// signal sends a signal to the process.
func (n *node) signal(s syscall.Signal) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.cmd != nil {
		_ = n.cmd.Process.Signal(s)
	}
}

// how returns how the last process ended.
func (n *node) how() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.exit
}

// kill ends the process as a lost machine does; its mongod, if it runs one, has ended when kill returns.
func (n *node) kill() {
	done := n.over()
	if done == nil {
		return
	}
	n.signal(syscall.SIGKILL)
	<-done
}

// stop ends the process as a service manager does and returns how long it took; the exit must be clean.
func (n *node) stop() time.Duration {
	n.t.Helper()
	began := time.Now()
	n.signal(syscall.SIGTERM)
	<-n.over()
	if err := n.how(); err != nil {
		n.t.Errorf("SIGTERM: the node ended with %v", err)
	}
	return time.Since(began)
}

// keep starts the process again whenever it ends, as systemd does with Restart=always, until ctx ends; it returns how
// often it had to.
func (n *node) keep(ctx context.Context) (restarts int) {
	for {
		select {
		case <-ctx.Done():
			return restarts
		case <-n.over():
		}
		select {
		case <-ctx.Done():
			return restarts
		case <-time.After(time.Second): // RestartSec
		}
		if err := n.begin(); err != nil {
			n.t.Error(err)
			return restarts
		}
		restarts++
	}
}

// tail shows the end of what the node printed.
func (n *node) tail() {
	raw, err := os.ReadFile(n.says.Name())
	if err != nil {
		return
	}
	lines := slices.DeleteFunc(strings.Split(string(bytes.TrimSpace(raw)), "\n"), func(line string) bool {
		return line == "" || strings.HasPrefix(line, " ") // the banner
	})
	n.t.Logf("node %s:\n%s", n.addr, strings.Join(lines[max(0, len(lines)-40):], "\n"))
}

// panics counts the panics that the node printed.
func (n *node) panics() int {
	raw, err := os.ReadFile(n.says.Name())
	if err != nil {
		return 0
	}
	return bytes.Count(raw, []byte("goroutine ")) + bytes.Count(raw, []byte(`"panic"`))
}

// eventually polls until ok, and fails the test when that takes too long.
func eventually(t testing.TB, what string, patience time.Duration, ok func() bool) {
	t.Helper()
	for late := time.Now().Add(patience); !ok(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(late) {
			t.Fatalf("waited %v in vain until %s", patience, what)
		}
	}
}

var errGone = errors.New("no node answers")
