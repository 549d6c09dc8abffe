package bench

import (
	"context"
	"net"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/mongodb"
)

// gorilla is the least that tells sockets of stored events: net/http and gorilla/websocket as they come, one change
// stream, one PreparedMessage written to one connection after the other.
type gorilla struct {
	addr   string
	events *mongo.Collection

	mu    sync.Mutex
	conns []*websocket.Conn
}

func newGorilla(b *testing.B, db *mongodb.DB) *gorilla {
	g := &gorilla{events: db.Collection("bench_events")}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	g.addr = listener.Addr().String()
	server := &http.Server{Handler: g}
	go func() { _ = server.Serve(listener) }() // ends with the bench
	stream, err := g.events.Watch(b.Context(), mongo.Pipeline{})
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	told := make(chan struct{})
	go func() { defer close(told); g.follow(ctx, stream) }()
	b.Cleanup(func() {
		cancel()
		<-told
		for _, c := range g.conns {
			c.Close()
		}
		server.Close()
	})
	return g
}

// ServeHTTP takes a connection and keeps it.
func (g *gorilla) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
	conn, err := up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	if err := conn.WriteMessage(websocket.TextMessage, []byte(`{"type":"ready"}`)); err != nil {
		return
	}
	g.mu.Lock()
	g.conns = append(g.conns, conn)
	g.mu.Unlock()
	for {
		if _, _, err := conn.NextReader(); err != nil {
			return
		}
	}
}

// follow tells every connection of each event that was stored.
func (g *gorilla) follow(ctx context.Context, stream *mongo.ChangeStream) {
	defer stream.Close(context.WithoutCancel(ctx))
	for stream.Next(ctx) {
		var c struct {
			Event struct {
				ID string `bson:"_id"`
			} `bson:"fullDocument"`
		}
		if stream.Decode(&c) != nil {
			return
		}
		m, err := websocket.NewPreparedMessage(websocket.TextMessage,
			[]byte(`{"type":"event","id":"`+c.Event.ID+`","object":{"type":"task","id":"`+c.Event.ID+`"},"version":7}`))
		if err != nil {
			return
		}
		g.mu.Lock()
		for _, conn := range g.conns {
			if conn.WritePreparedMessage(m) != nil {
				break // the crowd then waits in vain, and says so
			}
		}
		g.mu.Unlock()
	}
}

// tell stores an event and returns when it was about to be committed.
func (g *gorilla) tell(ctx context.Context, db *mongodb.DB, event bson.Raw) (at time.Time, err error) {
	err = inTx(ctx, db, func(ctx context.Context) error {
		_, err := g.events.InsertOne(ctx, event)
		at = time.Now()
		return err
	})
	return at, err
}
