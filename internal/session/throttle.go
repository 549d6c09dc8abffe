package session

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"congvu/internal/clock"
	"congvu/internal/errs"
)

// ErrTooMany asks somebody to wait before the next attempt to sign in. It is the same for names that do not exist.
var ErrTooMany = errs.New(errs.TooMany, "session.too_many", "too many failed sign-ins")

// brake says how failed attempts slow the next ones: free of them cost nothing, then the wait doubles from one second
// up to max. A wait is never extended by attempts made during it, so nobody is locked out for longer than max by what
// a stranger does; and what everybody can cause (account) waits for seconds only.
type brake struct {
	free int
	max  time.Duration
}

// The three counters of an attempt.
var (
	pairBrake    = brake{free: 5, max: 15 * time.Minute} // one account from one address: whoever guesses here
	accountBrake = brake{free: 20, max: 30 * time.Second}
	addressBrake = brake{free: 60, max: 5 * time.Minute} // one address, which may be a whole office behind one router
)

// forgetAfter is how long after the last attempt a counter starts anew.
const forgetAfter = 12 * time.Hour

// knownFor is how long an address counts as known to an account after a good sign-in.
const knownFor = 60 * 24 * time.Hour

// attempts is one counter, as stored.
type attempts struct {
	Key   string    `bson:"_id"`
	N     int       `bson:"n"`     // attempts that have not been redeemed by success
	At    time.Time `bson:"at"`    // the last one
	Until time.Time `bson:"until"` // the next one is refused before this
	Known time.Time `bson:"known"` // pair only: a good sign-in came from here, remembered until then
	Seen  int64     `bson:"seen"`  // rises with every change, for compare-and-set
	GC    time.Time `bson:"gc"`    // the machine's unshifted time of the last change, for the TTL index only
}

// wait returns how long from now the next attempt is refused, 0 when it is not.
func (a attempts) wait(now time.Time) time.Duration { return max(0, a.Until.Sub(now)) }

// taken returns the counter after one more attempt.
func (a attempts) taken(b brake, now time.Time) attempts {
	if now.Sub(a.At) > forgetAfter {
		a.N = 0
	}
	a.N, a.At, a.Until = a.N+1, now, now
	if over := a.N - b.free; over > 0 {
		a.Until = now.Add(min(b.max, time.Second<<min(over-1, 20)))
	}
	return a
}

// throttle counts attempts to sign in, per account and address, in the database: all nodes count together. An attempt
// is written before its password is checked, so that a thousand at once do not all find the counter low.
type throttle struct {
	store store
	clock clock.Clock
}

// lap is what take counted and redeem takes back.
type lap struct{ pair, account, address string }

// lapOf names the counters of an attempt by hashes: what is typed as a name may be a password typed in the wrong field.
func lapOf(login, address string) lap {
	address = network(address)
	h := func(parts string) string {
		sum := sha256.Sum256([]byte(parts))
		return base64.RawURLEncoding.EncodeToString(sum[:18])
	}
	return lap{pair: "p:" + h(login+"\x00"+address), account: "a:" + h(login), address: "i:" + h(address)}
}

// take counts an attempt, or refuses it with ErrTooMany and how long to wait. An address from which the account was
// used before is not held up by what others do to the account.
func (t throttle) take(ctx context.Context, l lap) error {
	pair, err := t.count(ctx, l.pair, pairBrake)
	if err != nil {
		return err
	}
	if !pair.Known.After(t.clock.Now()) {
		if _, err := t.count(ctx, l.account, accountBrake); err != nil {
			return err
		}
	}
	_, err = t.count(ctx, l.address, addressBrake)
	return err
}

// races is how often a counter is tried again that others change at the same moment. A whole office signs in at half
// past seven from one address, and each of them takes a turn on its counter; more at once than this
// are no person, and get ErrTooMany.
const races = 64

func (t throttle) count(ctx context.Context, key string, b brake) (attempts, error) {
	for range races {
		seen, err := t.store.Attempts(ctx, key)
		if err != nil {
			return attempts{}, err
		}
		now := t.clock.Now()
		if wait := seen.wait(now); wait > 0 {
			return attempts{}, ErrTooMany.After(wait)
		}
		next := seen.taken(b, now)
		if ok, err := t.store.SwapAttempts(ctx, seen, next); err != nil || ok {
			return next, err
		}
	}
	return attempts{}, ErrTooMany.After(time.Second)
}

// redeem takes an attempt back after a good sign-in: the pair is clean and known, the others lose the one attempt only,
// or an own account would wash away what was tried on others.
func (t throttle) redeem(ctx context.Context, l lap) error {
	for _, key := range []string{l.pair, l.account, l.address} {
		for range races {
			seen, err := t.store.Attempts(ctx, key)
			if err != nil {
				return err
			}
			next := seen
			next.N, next.Until = max(0, seen.N-1), time.Time{}
			if key == l.pair {
				next.N, next.Known = 0, t.clock.Now().Add(knownFor)
			}
			if ok, err := t.store.SwapAttempts(ctx, seen, next); err != nil {
				return err
			} else if ok {
				break
			}
		}
	}
	return nil
}
