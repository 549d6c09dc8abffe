package bench

import (
	"bytes"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// binEnv names the built program whose memory is measured.
const binEnv = "CONGVU_BIN"

const (
	restTimeout = 60 * time.Second // for the start, and for the stop
	restTime    = 10 * time.Second // that nobody asks it anything before its memory is read
)

// memoryAtRest returns what the built program and its own MongoDB server keep in memory with an empty database and
// nobody there: VmRSS, which counts every page that is mapped and present.
func memoryAtRest(b *testing.B) []figure {
	program := os.Getenv(binEnv)
	if program == "" {
		return []figure{{"bộ nhớ lúc nghỉ", "không đo: " + binEnv + " không nêu chương trình đã dựng"}}
	}
	dir, err := os.MkdirTemp("", "congvu-bench-")
	if err != nil {
		b.Fatal(err)
	}
	defer os.RemoveAll(dir)
	addresses := freeAddresses(b, 2)
	cmd := exec.Command(program, "serve")
	cmd.Env = append(os.Environ(), "CONGVU_DATA="+dir, "CONGVU_ADDR="+addresses[0], "CONGVU_OPS_ADDR="+addresses[1],
		"MONGODB_URI=", "CONGVU_CLOCK=", "CONGVU_ORIGINS=")
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	began := time.Now()
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	defer func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		select {
		case err := <-ended:
			if err != nil {
				b.Errorf("congvu: %v\n%s", err, said.String())
			}
		case <-time.After(restTimeout):
			_ = cmd.Process.Kill()
			b.Error("congvu did not stop")
		}
	}()
	for !ready(addresses[1]) {
		if time.Since(began) > restTimeout {
			b.Fatalf("congvu is not ready:\n%s", said.String())
		}
		time.Sleep(20 * time.Millisecond)
	}
	started := time.Since(began)
	time.Sleep(restTime) // rest is what is being measured
	lock, err := os.ReadFile(filepath.Join(dir, "db", "mongod.lock"))
	if err != nil {
		b.Fatal(err)
	}
	mongod, err := strconv.Atoi(strings.TrimSpace(string(lock)))
	if err != nil {
		b.Fatal(err)
	}
	return []figure{
		{"bộ nhớ lúc nghỉ, cơ sở dữ liệu trống", fmt.Sprintf("congvu %s; mongod của nó %s", size(resident(b, cmd.Process.Pid)), size(resident(b, mongod)))},
		{"lần khởi động đầu, cả mongod", decimal(started.Seconds(), 1) + " giây"},
	}
}

// ready asks the program whether it serves.
func ready(opsAddr string) bool {
	res, err := http.Get("http://" + opsAddr + "/readyz")
	if err != nil {
		return false
	}
	res.Body.Close()
	return res.StatusCode == http.StatusOK
}

// freeAddresses returns addresses of the loopback that nobody listens on.
func freeAddresses(b *testing.B, n int) (free []string) {
	for range n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			b.Fatal(err)
		}
		defer l.Close()
		free = append(free, l.Addr().String())
	}
	return free
}

// resident returns the bytes of a process that lie in memory.
func resident(b *testing.B, pid int) float64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		b.Fatal(err)
	}
	for line := range strings.Lines(string(raw)) {
		if kib, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			n, err := strconv.Atoi(strings.Fields(kib)[0])
			if err != nil {
				b.Fatal(err)
			}
			return float64(n) * 1024
		}
	}
	b.Fatal("no VmRSS")
	return 0
}
