package mongodb_test

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// line carries what a client and a server say to each other, until it is cut; then new connections are carried again.
type line struct {
	net.Listener
	server string

	hold sync.RWMutex // while somebody writes-locks it, answers do not arrive
	mu   sync.Mutex
	open []net.Conn
}

func newLine(t *testing.T, server string) *line {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := &line{Listener: listener, server: server}
	t.Cleanup(func() { _ = listener.Close(); l.cut() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			server, err := net.Dial("tcp", l.server)
			if err != nil {
				_ = client.Close()
				continue
			}
			l.mu.Lock()
			l.open = append(l.open, client, server)
			l.mu.Unlock()
			go func() { _, _ = io.Copy(server, client) }()
			go l.answer(client, server)
		}
	}()
	return l
}

func (l *line) answer(client io.Writer, server io.Reader) {
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

func (l *line) cut() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, c := range l.open {
		_ = c.Close()
	}
	l.open = nil
}

// TestCutWhileWaiting: who waits for a connection when the server is lost is served as well as those who had one: reads are
// sent again, transactions run again, and nothing is done twice.
func TestCutWhileWaiting(t *testing.T) {
	t.Parallel()
	straight := mongotest.New(t, things())
	asking := make(chan struct{}, 1000)
	at, err := url.Parse(mongotest.URI(t))
	if err != nil {
		t.Fatal(err)
	}
	l := newLine(t, at.Host)
	at.Host, at.RawQuery = l.Addr().String(), "authSource=admin&directConnection=true"
	db, err := mongodb.Connect(t.Context(), at.String(), straight.Name(), func(o *options.ClientOptions) {
		o.SetMaxPoolSize(1).SetPoolMonitor(&event.PoolMonitor{Event: func(e *event.PoolEvent) {
			if e.Type == event.ConnectionCheckOutStarted {
				asking <- struct{}{}
			}
		}})
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close(context.Background()) })
	if err := insert(t.Context(), db, "0", "0"); err != nil { // the connection is there
		t.Fatal(err)
	}

	for len(asking) > 0 {
		<-asking
	}

	const each = 4
	var all sync.WaitGroup
	l.hold.Lock()
	for i := range each {
		all.Go(func() {
			if _, err := mongodb.All[bson.M](t.Context(), "all", db.Collection("things"), bson.D{}); err != nil {
				t.Errorf("read %d: %v", i, err)
			}
		})
		all.Go(func() {
			id := fmt.Sprint(i + 1)
			if err := db.WithTx(t.Context(), func(ctx context.Context) error { return insert(ctx, db, id, id) }); err != nil {
				t.Errorf("transaction %d: %v", i, err)
			}
		})
	}
	for range 2 * each { // one has the connection, the others wait for it
		<-asking
	}
	l.cut()
	l.hold.Unlock()
	all.Wait()
	if got := count(t, straight); got != each+1 {
		t.Errorf("%d documents are stored, want %d", got, each+1)
	}
}
