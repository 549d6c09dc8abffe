package mongotest

import (
	"io"
	"net"
	"net/url"
	"sync"
	"testing"
)

// Line carries what clients and one server say to each other, and can be disturbed as a network is.
type Line struct {
	listener net.Listener
	server   *url.URL

	hold sync.RWMutex // while somebody writes-locks it, no answer arrives

	mu   sync.Mutex
	down bool // new connections are refused as well
	open []net.Conn
}

// NewLine returns a line to the server of a connection string that names one host; it goes with the test.
func NewLine(t testing.TB, uri string) *Line {
	t.Helper()
	server, err := url.Parse(uri)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // for as long as the test
	if err != nil {
		t.Fatal(err)
	}
	l := &Line{listener: listener, server: server}
	t.Cleanup(func() { _ = listener.Close(); l.Cut() })
	go l.accept()
	return l
}

// URI returns the connection string by which the server is reached through the line, and no other way.
func (l *Line) URI() string {
	u := *l.server
	u.Host, u.RawQuery = l.listener.Addr().String(), "authSource=admin&directConnection=true"
	return u.String()
}

func (l *Line) accept() {
	for {
		client, err := l.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("tcp", l.server.Host) //nolint:noctx // ends with the line
		l.mu.Lock()
		if err != nil || l.down {
			_ = client.Close()
			if err == nil {
				_ = server.Close()
			}
			l.mu.Unlock()
			continue
		}
		l.open = append(l.open, client, server)
		l.mu.Unlock()
		go func() {
			_, _ = io.Copy(server, client)
			_ = server.Close()
		}()
		go l.answer(client, server)
	}
}

// answer passes on what the server says, unless it is held.
func (l *Line) answer(client, server net.Conn) {
	defer func() { _ = client.Close() }()
	buf := make([]byte, 1<<16)
	for {
		n, err := server.Read(buf)
		if err != nil {
			return
		}
		l.hold.RLock()
		_, err = client.Write(buf[:n])
		l.hold.RUnlock()
		if err != nil {
			return
		}
	}
}

// Cut drops every connection; new ones are carried again.
func (l *Line) Cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.open {
		_ = c.Close()
	}
	l.open = nil
}

// Down drops every connection and refuses new ones until Up.
func (l *Line) Down() {
	l.mu.Lock()
	l.down = true
	l.mu.Unlock()
	l.Cut()
}

// Up ends Down.
func (l *Line) Up() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.down = false
}

// Hold lets no answer arrive until Release: what is asked is done, and nobody learns of it.
func (l *Line) Hold() { l.hold.Lock() }

// Release ends Hold.
func (l *Line) Release() { l.hold.Unlock() }
