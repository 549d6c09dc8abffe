package mongodb

import (
	"context"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"
)

// Limits of the client. The driver has no operation timeout of its own: without one a lost server would hold a request
// for ever (spec/security.md §1).
const (
	opTimeout     = 10 * time.Second // one operation, or one transaction with its retries
	selectTimeout = 5 * time.Second  // finding a server that may answer
	maxPool       = 64               // connections to one server; more only queue inside the server
	idleConn      = 10 * time.Minute // a connection unused for so long is closed
)

// DB is one database with the program's settings: writes are acknowledged by a majority and in its journal, reads see
// only what a majority holds, reads and writes are retried once after a change of primary.
type DB struct {
	client *mongo.Client
	db     *mongo.Database
	writes *writes // of the client
	telling
}

// Option changes the client that Connect makes.
type Option func(*options.ClientOptions)

// Watching lets m see every command sent, for tests of query plans and for measuring.
func Watching(m *event.CommandMonitor) Option {
	return func(o *options.ClientOptions) { o.SetMonitor(m) }
}

// Connect returns the database name on the server or replica set at uri. It does not wait for the server: Info tells
// whether it answers. Errors: a uri that cannot be read, an empty name.
func Connect(_ context.Context, uri, name string, opts ...Option) (*DB, error) {
	if name == "" {
		return nil, fmt.Errorf("connect: no database name")
	}
	journal := true
	majority := &writeconcern.WriteConcern{W: "majority", Journal: &journal}
	o := options.Client().
		ApplyURI(uri).
		SetAppName("congvu").
		SetTimeout(opTimeout).
		SetServerSelectionTimeout(selectTimeout).
		SetConnectTimeout(selectTimeout).
		SetMaxPoolSize(maxPool).
		SetMaxConnIdleTime(idleConn).
		SetRetryReads(true).
		SetRetryWrites(true).
		SetReadConcern(readconcern.Majority()).
		SetWriteConcern(majority).
		SetBSONOptions(&options.BSONOptions{NilSliceAsEmpty: true}) // a nil slice stored as null would break $push and $size
	for _, set := range opts {
		set(o)
	}
	client, err := mongo.Connect(o)
	if err != nil {
		return nil, fmt.Errorf("connect: %w", err)
	}
	return &DB{client: client, db: client.Database(name), writes: &writes{}}, nil
}

// Name returns the database's name.
func (db *DB) Name() string { return db.db.Name() }

// On returns another database of the same client, sharing its connections.
func (db *DB) On(name string) *DB {
	return &DB{client: db.client, db: db.client.Database(name), writes: db.writes}
}

// Collection returns a collection; it need not exist yet.
func (db *DB) Collection(name string) *mongo.Collection { return db.db.Collection(name) }

// Database returns the driver's database, for what Collection does not cover (GridFS, change streams, commands).
func (db *DB) Database() *mongo.Database { return db.db }

// Close ends every connection, also of the databases made by On. Call it last, when nobody uses the database any more.
func (db *DB) Close(ctx context.Context) error {
	if err := db.client.Disconnect(ctx); err != nil {
		return fmt.Errorf("disconnect: %w", err)
	}
	return nil
}
