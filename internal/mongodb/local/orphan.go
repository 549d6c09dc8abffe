package local

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// stopTimeout is how long a server may take to write its last checkpoint before it is killed; its journal then brings
// back everything at the next start.
const stopTimeout = 20 * time.Second

// endOrphan ends the server that an earlier process left behind on the folder, if there is one: the folder's lock is
// ours, so nobody supervises it. Only a process that runs on this very data folder is touched; the process id in
// mongod.lock alone proves nothing, for the system gives ids again.
func (f folder) endOrphan(ctx context.Context) error {
	raw, err := os.ReadFile(filepath.Join(f.data(), "mongod.lock"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read mongod.lock: %w", err)
	}
	pid, _ := strconv.Atoi(strings.TrimSpace(string(raw))) // empty after a clean stop: no process has id 0
	if !runsOn(pid, f.data()) {
		return nil
	}
	for _, step := range []struct {
		signal syscall.Signal
		wait   time.Duration
	}{{syscall.SIGTERM, stopTimeout}, {syscall.SIGKILL, 5 * time.Second}} {
		if err := syscall.Kill(pid, step.signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("end the mongod left behind (process %d): %w", pid, err)
		}
		gone, err := poll(ctx, step.wait, func() bool { return !runsOn(pid, f.data()) })
		if gone || err != nil {
			return err
		}
	}
	return fmt.Errorf("the mongod left behind (process %d) does not end", pid)
}

// runsOn reports whether the process is a mongod started on that data folder.
func runsOn(pid int, data string) bool {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if err != nil {
		return false
	}
	var args []string
	for arg := range bytes.SplitSeq(bytes.TrimRight(raw, "\x00"), []byte{0}) {
		args = append(args, string(arg))
	}
	at := slices.Index(args, "--dbpath")
	return strings.HasPrefix(filepath.Base(args[0]), "mongod") && at > 0 && at+1 < len(args) && args[at+1] == data
}

// poll asks every 20 ms until ok, for at most d; it reports whether ok came true.
func poll(ctx context.Context, d time.Duration, ok func() bool) (bool, error) {
	deadline := time.NewTimer(d)
	defer deadline.Stop()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		if ok() {
			return true, nil
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-deadline.C:
			return false, nil
		case <-tick.C:
		}
	}
}
