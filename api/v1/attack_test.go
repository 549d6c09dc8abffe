package v1

import (
	"bufio"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/clock"
)

// wire is a server on a port of its own, for requests that no HTTP client would send.
type wire struct {
	addr string
	api  huma.API
}

func newWire(t *testing.T) wire {
	t.Helper()
	app, api := New(&Server{Log: slog.New(slog.DiscardHandler), Clock: clock.System()}, nil)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = app.Listener(listener) }()
	t.Cleanup(func() { _ = app.Shutdown() })
	return wire{listener.Addr().String(), api}
}

// answer is one reply, as it was read.
type answer struct {
	status int
	header http.Header
	body   string
}

// send sends text as it is and returns the replies until the server closes the connection or has nothing more to say.
func (w wire) send(t *testing.T, text string) (replies []answer, closed bool) {
	t.Helper()
	conn, err := net.Dial("tcp", w.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, text); err != nil {
		t.Fatal(err)
	}
	r := bufio.NewReader(conn)
	for {
		wait := 10 * time.Second
		if len(replies) > 0 {
			wait = 300 * time.Millisecond // a reply to what was smuggled would be there at once
		}
		_ = conn.SetReadDeadline(time.Now().Add(wait))
		if _, err := r.Peek(1); err != nil {
			return replies, errors.Is(err, io.EOF)
		}
		replies = append(replies, read(t, r))
	}
}

func read(t *testing.T, r *bufio.Reader) answer {
	t.Helper()
	res, err := http.ReadResponse(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(body)}
}

// wantProblem checks that a reply is a whole problem with the headers of every reply.
func wantProblem(t *testing.T, name string, got answer, status int, code string) {
	t.Helper()
	var p Problem
	if err := json.Unmarshal([]byte(got.body), &p); err != nil {
		t.Errorf("%s: status %d, no problem: %s", name, got.status, got.body)
		return
	}
	if got.status != status || p.Status != status || p.Code != code {
		t.Errorf("%s: status %d, code %s, want %d, %s", name, got.status, p.Code, status, code)
	}
	if p.RequestID == "" || p.RequestID != got.header.Get(requestHeader) {
		t.Errorf("%s: request id %q in the body, %q in the header", name, p.RequestID, got.header.Get(requestHeader))
	}
	for header, want := range map[string]string{
		"Content-Type": "application/problem+json", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": contentPolicy,
		"Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
	} {
		if is := got.header.Get(header); is != want {
			t.Errorf("%s: %s is %q", name, header, is)
		}
	}
}

// withBody returns the operations that take a body, as request lines.
func (w wire) withBody() (lines []string) {
	for path, item := range w.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Post, item.Put, item.Patch, item.Delete} {
			if op != nil {
				parts := strings.Split(path, "/")
				for i, part := range parts {
					if strings.HasPrefix(part, "{") {
						parts[i] = "x"
					}
				}
				lines = append(lines, op.Method+" "+Prefix+strings.Join(parts, "/")+" HTTP/1.1\r\n")
			}
		}
	}
	slices.Sort(lines)
	return lines
}

// TestSmuggling: a body framed in two ways is refused on every route, and what follows it is not read as a request.
func TestSmuggling(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	const hidden = "GET " + Prefix + "/me HTTP/1.1\r\nHost: x\r\n\r\n"
	lines := w.withBody()
	if len(lines) < 25 {
		t.Fatalf("only %d operations with a body", len(lines))
	}
	for i, line := range lines {
		for name, headers := range map[string]string{
			"length first":  "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n",
			"chunked first": "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n",
			"in lower case": "transfer-encoding: chunked\r\ncontent-length: 4\r\n",
			"with a space":  "Content-Length:  4\r\nTransfer-Encoding:  chunked\r\n",
		} {
			if i > 0 && name != "length first" { // one spelling for each route, all of them for the first
				continue
			}
			text := line + "Host: x\r\nContent-Type: application/json\r\n" + headers + "\r\n2\r\n{}\r\n0\r\n\r\n" + hidden
			replies, closed := w.send(t, text)
			if len(replies) != 1 || !closed {
				t.Errorf("%s%s: %d replies, closed %v", line, name, len(replies), closed)
				continue
			}
			wantProblem(t, line+name, replies[0], http.StatusBadRequest, "http.malformed")
		}
	}
	for name, headers := range map[string]string{
		"two lengths":       "Content-Length: 2\r\nContent-Length: 3\r\n",
		"unknown encoding":  "Transfer-Encoding: xchunked\r\n",
		"encoded twice":     "Transfer-Encoding: chunked, chunked\r\n",
		"a space in a name": "Content-Length : 2\r\n",
		"negative length":   "Content-Length: -2\r\n",
		"length in hex":     "Content-Length: 0x2\r\n",
		"no end of chunks":  "Transfer-Encoding: chunked\r\n",
	} {
		body := "{}" + hidden
		if name == "no end of chunks" {
			body = "zz\r\n{}\r\n0\r\n\r\n" + hidden
		}
		replies, closed := w.send(t, "POST "+Prefix+"/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"+headers+"\r\n"+body)
		if len(replies) > 1 || !closed || len(replies) == 1 && replies[0].status != http.StatusBadRequest {
			t.Errorf("%s: %d replies, closed %v", name, len(replies), closed)
		}
		if len(replies) == 1 {
			wantProblem(t, name, replies[0], http.StatusBadRequest, "http.malformed")
		}
	}
	replies, _ := w.send(t, "POST "+Prefix+"/session HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")
	if len(replies) != 1 || replies[0].status != http.StatusUnprocessableEntity { // chunked alone is read
		t.Errorf("chunked alone: %v", replies)
	}
}

// TestBeforeTheMiddleware: what is refused before any handler of ours runs is a problem with all headers too.
func TestBeforeTheMiddleware(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	const rest = " HTTP/1.1\r\nHost: x\r\n"
	for name, tc := range map[string]struct {
		text   string
		status int
		code   string
		allow  string
	}{
		"no HTTP":               {"nonsense\r\n\r\n", 400, "http.malformed", ""},
		"header without colon":  {"GET " + Prefix + "/me" + rest + "Broken\r\n\r\n", 400, "http.malformed", ""},
		"body too long":         {"POST " + Prefix + "/session" + rest + "Content-Type: application/json\r\nContent-Length: 9999999\r\n\r\n", 413, "http.too_large", ""},
		"header too long":       {"GET " + Prefix + "/me" + rest + "X: " + strings.Repeat("x", 20<<10) + "\r\n\r\n", 413, "http.too_large", ""},
		"unknown method":        {"FOO " + Prefix + "/session" + rest + "\r\n", 405, "http.method", "POST, DELETE"},
		"wrong method":          {"PUT " + Prefix + "/session" + rest + "\r\n", 405, "http.method", "POST, DELETE"},
		"wrong method, with id": {"PUT " + Prefix + "/tasks/t1" + rest + "\r\n", 405, "http.method", "GET, HEAD, PATCH"},
		"wrong for sockets":     {"POST " + Prefix + "/ws" + rest + "Content-Length: 0\r\n\r\n", 405, "http.method", "GET"},
		"unknown, no path":      {"FOO /nothing" + rest + "\r\n", 405, "http.method", "GET, HEAD"},
	} {
		replies, _ := w.send(t, tc.text)
		if len(replies) != 1 {
			t.Errorf("%s: %d replies", name, len(replies))
			continue
		}
		wantProblem(t, name, replies[0], tc.status, tc.code)
		if got := replies[0].header.Get("Allow"); got != tc.allow {
			t.Errorf("%s: Allow is %q, want %q", name, got, tc.allow)
		}
	}
}

// TestContractNamesTheTransport: every operation says that it may be unreadable or come by another method, and one with
// a body that it may be too long or of another type.
func TestContractNamesTheTransport(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	for path, item := range w.api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{item.Get, item.Post, item.Put, item.Patch, item.Delete} {
			if op == nil {
				continue
			}
			want := []string{"400", "405"}
			if op.Method != http.MethodGet {
				want = append(want, "413", "415")
			}
			for _, status := range want {
				if op.Responses[status] == nil {
					t.Errorf("%s %s does not name %s", op.Method, path, status)
				}
			}
		}
	}
}

// TestWholeNumbers: 1.0 is an integer in JSON, and is read as one.
func TestWholeNumbers(t *testing.T) {
	t.Parallel()
	var got struct {
		Version int64 `json:"version"`
	}
	var whole any
	for text, want := range map[string]int64{`{"version":1.0}`: 1, `{"version":2e0}`: 2, `{"version":3}`: 3} {
		if err := strictJSON.Unmarshal([]byte(text), &whole); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if err := strictJSON.Unmarshal([]byte(text), &got); err != nil || got.Version != want {
			t.Errorf("%s is read as %d, %v", text, got.Version, err)
		}
	}
	if err := strictJSON.Unmarshal([]byte(`{"version":1.5}`), &got); err == nil {
		t.Error("1.5 was read as an integer")
	}
}
