package bench

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/sync/errgroup"
)

// crowdEnv makes this test binary the clients of the sockets bench: the address that all of them connect to.
const crowdEnv = "CONGVU_BENCH_CROWD"

// crowdTimeout is how long clients wait for anything.
const crowdTimeout = 30 * time.Second

// init turns a test binary that was started as a crowd into it, before any test runs: the clients live in a process of
// their own, so that the memory and the work measured are the server's.
func init() {
	if address := os.Getenv(crowdEnv); address != "" {
		if err := beCrowd(address, os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, "crowd:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
}

// beCrowd opens a socket for each line of in up to an empty one, which is its first frame, and writes "ready" once all
// are; then, for each event that all have heard, the time at which the last one did. It ends with in.
func beCrowd(address string, in io.Reader, out io.Writer) error {
	var frames []string
	lines := bufio.NewScanner(in)
	for lines.Scan() && lines.Text() != "" {
		frames = append(frames, lines.Text())
	}
	target, err := url.Parse(address)
	if err != nil {
		return err
	}
	dialer := websocket.Dialer{HandshakeTimeout: crowdTimeout, ReadBufferSize: 512, WriteBufferSize: 512}
	var heard atomic.Int64
	var opening errgroup.Group
	opening.SetLimit(benchClients)
	for _, frame := range frames {
		opening.Go(func() error {
			conn, res, err := dialer.Dial(address, http.Header{"Origin": {"http://" + target.Host}})
			if res != nil {
				defer res.Body.Close()
			}
			if err != nil {
				return fmt.Errorf("dial: %w", err)
			}
			if err := conn.WriteMessage(websocket.TextMessage, []byte(frame)); err != nil {
				return err
			}
			if _, raw, err := conn.ReadMessage(); err != nil || !bytes.Contains(raw, []byte(`"type":"ready"`)) {
				return fmt.Errorf("not ready: %s %w", raw, err)
			}
			go func() {
				for {
					_, raw, err := conn.ReadMessage()
					if err != nil {
						return
					}
					if bytes.Contains(raw, []byte(`"type":"event"`)) && heard.Add(1)%int64(len(frames)) == 0 {
						fmt.Fprintln(out, time.Now().UnixNano())
					}
				}
			}()
			return nil
		})
	}
	if err := opening.Wait(); err != nil {
		return err
	}
	fmt.Fprintln(out, "ready")
	_, err = io.Copy(io.Discard, in)
	return err
}

// crowd is a process with clients on sockets.
type crowd struct{ lines chan string }

// gather starts a crowd with one socket for each first frame, and returns once all are ready. It ends with the bench.
func gather(b *testing.B, address string, frames []string) *crowd {
	self, err := os.Executable()
	if err != nil {
		b.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), crowdEnv+"="+address)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	c := &crowd{lines: make(chan string)}
	go func() {
		defer close(c.lines)
		for s := bufio.NewScanner(out); s.Scan(); {
			c.lines <- s.Text()
		}
	}()
	b.Cleanup(func() {
		in.Close() // the crowd goes home
		for range c.lines {
		}
		if err := cmd.Wait(); err != nil {
			b.Error("crowd: ", err)
		}
	})
	for i, frame := range frames {
		if frame == "" {
			frames[i] = "{}"
		}
	}
	if _, err := io.WriteString(in, strings.Join(frames, "\n")+"\n\n"); err != nil {
		b.Fatal(err)
	}
	if line, err := c.line(); err != nil || line != "ready" {
		b.Fatalf("crowd: %q, %v", line, err)
	}
	return c
}

// heard returns when the last client had the next event.
func (c *crowd) heard() (time.Time, error) {
	line, err := c.line()
	if err != nil {
		return time.Time{}, err
	}
	nanos, err := strconv.ParseInt(line, 10, 64)
	return time.Unix(0, nanos), err
}

func (c *crowd) line() (string, error) {
	select {
	case line, ok := <-c.lines:
		if !ok {
			return "", io.ErrUnexpectedEOF
		}
		return line, nil
	case <-time.After(crowdTimeout):
		return "", fmt.Errorf("no sign of the crowd for %v", crowdTimeout)
	}
}
