package mongodb

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/errs"
)

// ErrDuplicate says that a unique index already holds the value. Domains that know which value it is answer with an
// error of their own.
var ErrDuplicate = errs.New(errs.Conflict, "mongodb.duplicate", "value already exists")

// retryAfter is what a client is asked to wait when the store does not answer: about one election.
const retryAfter = 5 * time.Second

// notPrimary are the server's codes for "no primary here now": InterruptedAtShutdown, InterruptedDueToReplStateChange,
// NotWritablePrimary, NotPrimaryNoSecondaryOk, NotPrimaryOrSecondary, PrimarySteppedDown, ShutdownInProgress.
var notPrimary = []int{11600, 11602, 10107, 13435, 13436, 189, 91}

// Translate classifies an error of the driver: no document becomes errs.ErrNotFound, a duplicate key ErrDuplicate,
// a timeout, a lost connection or a missing primary errs.ErrUnavailable (the outcome may be unknown). The cause stays
// in the chain, so that WithTx can see whether to try again. An error that is already classified, and any other, is
// only wrapped with what was being done; nil stays nil.
func Translate(what string, err error) error {
	var known *errs.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &known):
		return fmt.Errorf("%s: %w", what, err)
	case errors.Is(err, mongo.ErrNoDocuments):
		return fmt.Errorf("%s: %w: %w", what, errs.ErrNotFound, err)
	case mongo.IsDuplicateKeyError(err):
		return fmt.Errorf("%s: %w: %w", what, ErrDuplicate, err)
	case unavailable(err):
		return fmt.Errorf("%s: %w: %w", what, errs.ErrUnavailable.After(retryAfter), err)
	default:
		return fmt.Errorf("%s: %w", what, err)
	}
}

// IsDuplicate reports whether err says that a unique index already holds the value, translated or not.
func IsDuplicate(err error) bool {
	return errors.Is(err, ErrDuplicate) || mongo.IsDuplicateKeyError(err)
}

// unavailable reports whether err says that the store did not answer, as opposed to refusing what was asked.
func unavailable(err error) bool {
	if errors.Is(err, context.Canceled) {
		return false // the caller has gone: nobody to tell, nothing wrong with the store
	}
	if mongo.IsTimeout(err) || mongo.IsNetworkError(err) || cleared(err) || errors.Is(err, mongo.ErrClientDisconnected) {
		return true
	}
	var labeled mongo.LabeledError
	if errors.As(err, &labeled) && labeled.HasErrorLabel("TransientTransactionError") {
		return true
	}
	return slices.ContainsFunc(mongo.ErrorCodes(err), func(code int) bool { return slices.Contains(notPrimary, code) })
}

// cleared reports whether err says that a connection was waited for and another one failed meanwhile, upon which the driver
// sends all away who wait. Nothing was sent to the server. The driver exports no name for it and gives it no label.
func cleared(err error) bool {
	var pool interface{ Retryable() bool }
	return errors.As(err, &pool) && pool.Retryable()
}

// transient marks what the driver's own loop over a transaction does not know as a reason to run it again.
func transient(err error) error {
	if !cleared(err) {
		return err
	}
	return mongo.CommandError{Message: err.Error(), Labels: []string{"TransientTransactionError"}, Wrapped: err}
}
