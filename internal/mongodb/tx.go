package mongodb

import (
	"context"
	"sync/atomic"

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

	tries := uint64(0)
	_, err = session.WithTransaction(ctx, func(ctx context.Context) (any, error) {
		tries++
		if err := ctx.Err(); err != nil {
			return nil, err // the driver itself would try on until its own 10 s are over
		}
		attempt := &Attempt{}
		ctx = context.WithValue(ctx, attemptKey{}, attempt)
		if err := fn(ctx); err != nil {
			return nil, transient(err)
		}
		return nil, transient(attempt.end(ctx))
	}, options.Transaction().SetReadConcern(readconcern.Snapshot()))
	db.writes.note(tries, err)
	return Translate("transaction", err)
}

// Writes are figures of the transactions of a client since it was made.
type Writes struct {
	Kept    uint64 // transactions committed
	Retried uint64 // runs of their functions beyond the first, after a conflict or a lost primary
	Failed  uint64 // transactions of which nothing was kept, or it is not known: refusals of the domain among them
}

// writes counts them.
type writes struct{ kept, retried, failed atomic.Uint64 }

func (w *writes) note(tries uint64, err error) {
	if tries > 1 {
		w.retried.Add(tries - 1)
	}
	if err != nil {
		w.failed.Add(1)
		return
	}
	w.kept.Add(1)
}

// Writes returns the figures of the client's transactions.
func (db *DB) Writes() Writes {
	return Writes{Kept: db.writes.kept.Load(), Retried: db.writes.retried.Load(), Failed: db.writes.failed.Load()}
}

// InTx reports whether ctx belongs to a transaction of WithTx.
func InTx(ctx context.Context) bool { return mongo.SessionFromContext(ctx) != nil }

type attemptKey struct{}

// Attempt keeps values for as long as one run of a transaction's function lasts: what a first call inside has done and
// a later one must know. Another run starts with an empty one.
type Attempt struct {
	values map[any]any
	last   []func(ctx context.Context) error
}

// AtEnd has f called when the transaction's function has returned without error, before the commit and in the order of the
// calls: what several parts of an act have to write into one collection is written at once. f must not call AtEnd.
func (a *Attempt) AtEnd(f func(ctx context.Context) error) { a.last = append(a.last, f) }

func (a *Attempt) end(ctx context.Context) error {
	for _, f := range a.last {
		if err := f(ctx); err != nil {
			return err
		}
	}
	return nil
}

// AttemptOf returns the running attempt of ctx's transaction, nil outside of one.
func AttemptOf(ctx context.Context) *Attempt {
	a, _ := ctx.Value(attemptKey{}).(*Attempt)
	return a
}

// Value returns the value kept under key, made by first when there is none. A transaction does one thing after the
// other, so nothing is locked.
func (a *Attempt) Value(key any, first func() any) any {
	if v, ok := a.values[key]; ok {
		return v
	}
	if a.values == nil {
		a.values = map[any]any{}
	}
	v := first()
	a.values[key] = v
	return v
}
