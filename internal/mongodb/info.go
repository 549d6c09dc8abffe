package mongodb

import (
	"context"
	"strconv"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/errs"
)

// Errors that refuse the start of serve.
var (
	// ErrNoReplicaSet: transactions and change streams need a replica set, of one member at least.
	ErrNoReplicaSet = errs.New(errs.Unavailable, "mongodb.no_replica_set", "the server is no replica set")
	// ErrClock: leases and deadlines would be wrong by as much as the two clocks differ.
	ErrClock = errs.New(errs.Unavailable, "mongodb.clock", "this machine's clock differs from the database's by more than 30 s")
)

// maxSkew is how far this machine's clock may be from the database's (spec/security.md §4).
const maxSkew = 30 * time.Second

// Info is what a server says about itself.
type Info struct {
	Version    string    // "6.0.5"
	ReplicaSet string    // name of its set, empty for none
	Primary    bool      // whether it takes writes now
	Now        time.Time // its clock
}

// Old reports whether the server is older than 7.0 and so no longer gets fixes; serve warns then.
func (i Info) Old() bool {
	major, _, _ := strings.Cut(i.Version, ".")
	n, err := strconv.Atoi(major)
	return err == nil && n < 7
}

// Info asks the server about itself; it is also the readiness check, for it reaches the primary.
// errs.ErrUnavailable when no server answers within 5 s.
func (db *DB) Info(ctx context.Context) (Info, error) {
	var hello struct {
		Set     string    `bson:"setName"`
		Primary bool      `bson:"isWritablePrimary"`
		Now     time.Time `bson:"localTime"`
	}
	admin := db.client.Database("admin")
	if err := admin.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello); err != nil {
		return Info{}, Translate("hello", err)
	}
	var build struct {
		Version string `bson:"version"`
	}
	if err := admin.RunCommand(ctx, bson.D{{Key: "buildInfo", Value: 1}}).Decode(&build); err != nil {
		return Info{}, Translate("buildInfo", err)
	}
	return Info{Version: build.Version, ReplicaSet: hello.Set, Primary: hello.Primary, Now: hello.Now.UTC()}, nil
}

// MaxOpenTx is the longest that a server should keep a transaction open that nobody ends: the writes of a node that was
// killed lock their documents for as long, and the same requests sent to another node fail until then.
const MaxOpenTx = 15 * time.Second

// OpenTx returns for how long the server keeps such a transaction (transactionLifetimeLimitSeconds, 60 s unless set). An
// error when the program's user may not ask.
func (db *DB) OpenTx(ctx context.Context) (time.Duration, error) {
	var got struct {
		Seconds int64 `bson:"transactionLifetimeLimitSeconds"`
	}
	ask := bson.D{{Key: "getParameter", Value: 1}, {Key: "transactionLifetimeLimitSeconds", Value: 1}}
	err := db.client.Database("admin").RunCommand(ctx, ask).Decode(&got)
	return time.Duration(got.Seconds) * time.Second, Translate("getParameter", err)
}

// Now returns the database's time, which leases and expiries go by: the clocks of several nodes differ, this one is
// common to them and is never shifted.
func (db *DB) Now(ctx context.Context) (time.Time, error) {
	info, err := db.Info(ctx)
	return info.Now, err
}

// Check refuses a server on which the program cannot keep its promises: ErrNoReplicaSet, ErrClock; errs.ErrUnavailable
// when it does not answer. here is this machine's unshifted time.
func (db *DB) Check(ctx context.Context, here time.Time) (Info, error) {
	info, err := db.Info(ctx)
	switch {
	case err != nil:
		return info, err
	case info.ReplicaSet == "":
		return info, ErrNoReplicaSet
	case info.Now.Sub(here).Abs() > maxSkew:
		return info, ErrClock
	}
	return info, nil
}
