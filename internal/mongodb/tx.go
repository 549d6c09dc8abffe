package mongodb

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
)

// WithTx runs fn in one transaction: everything fn writes with the ctx it is given is kept, or nothing is. When ctx is
// already in a transaction fn joins it.
//
// fn may run several times, after a conflict with another transaction: it changes nothing outside of itself before
// WithTx has returned nil. It must use the ctx it is given, one operation after the other, and no GridFS; and it must
// pass on the errors of the database, for they say whether another try makes sense.
//
// Errors: fn's own; errs.ErrUnavailable when no server answers or the attempts of 10 s were not enough. Then the
// outcome may be unknown: the caller's Idempotency-Key or version finds out.
func (db *DB) WithTx(ctx context.Context, fn func(ctx context.Context) error) error {
	if InTx(ctx) {
		return fn(ctx)
	}
	session, err := db.client.StartSession()
	if err != nil {
		return Translate("start session", err)
	}
	// The session goes back to the pool whatever became of ctx.
	defer session.EndSession(context.WithoutCancel(ctx))

	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		return nil, fn(ctx)
	}, options.Transaction().SetReadConcern(readconcern.Snapshot()))
	return Translate("transaction", err)
}

// InTx reports whether ctx belongs to a transaction of WithTx.
func InTx(ctx context.Context) bool { return mongo.SessionFromContext(ctx) != nil }
