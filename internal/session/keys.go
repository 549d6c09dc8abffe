package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"congvu/internal/cache"
	"congvu/internal/clock"
	"congvu/internal/mongodb"
)

// keyLife is how long a key signs; it goes on to check for as long again, much longer than any token lives.
const keyLife = 7 * 24 * time.Hour

// liveKeys is how many keys check tokens: the one that signs and the one before.
const liveKeys = 2

// signingKey signs access tokens (HS256). All nodes share the keys through the database.
type signingKey struct {
	ID     string    `bson:"_id"` // kid of the token's header
	Seq    int64     `bson:"seq"` // 1, 2, 3 …; unique, so that two nodes cannot both make the next
	Secret []byte    `bson:"secret"`
	Made   time.Time `bson:"made"`
}

// keyring hands out the live keys, newest first, read at most cacheFor ago.
type keyring struct {
	store   store
	clock   clock.Clock // how old a key is
	machine clock.Clock // how old what was read is
	keys    *cache.Cache[[]signingKey]

	mu    sync.Mutex
	again time.Time // when an unknown key id was last looked up in the store
}

func newKeyring(st store, c, machine clock.Clock) *keyring {
	return &keyring{store: st, clock: c, machine: machine, keys: cache.New[[]signingKey](machine, cacheFor, mongodb.InTx)}
}

// signer returns the key to sign with, made or rotated when it is due.
func (r *keyring) signer(ctx context.Context) (signingKey, error) {
	keys, err := r.live(ctx)
	if err != nil {
		return signingKey{}, err
	}
	if len(keys) > 0 && r.clock.Now().Sub(keys[0].Made).Abs() < keyLife {
		return keys[0], nil
	}
	next := signingKey{ID: mongodb.NewID(), Seq: 1, Secret: randomBytes(32), Made: r.clock.Now()}
	if len(keys) > 0 {
		next.Seq = keys[0].Seq + 1
	}
	if err := r.store.InsertKey(ctx, next); err != nil && !errors.Is(err, mongodb.ErrDuplicate) {
		return signingKey{}, err
	}
	r.keys.Drop(allKeys)
	keys, err = r.live(ctx) // another node's, when it was first
	if err != nil {
		return signingKey{}, err
	}
	if len(keys) == 0 {
		return signingKey{}, fmt.Errorf("no signing key after making one")
	}
	return keys[0], nil
}

// byID returns a live key's secret. An unknown id is looked up once more: another node may just have rotated.
func (r *keyring) byID(ctx context.Context, id string) ([]byte, bool, error) {
	for {
		keys, err := r.live(ctx)
		if err != nil {
			return nil, false, err
		}
		for _, k := range keys {
			if k.ID == id {
				return k.Secret, true, nil
			}
		}
		if !r.mayLookAgain() {
			return nil, false, nil
		}
		r.keys.Drop(allKeys)
	}
}

// freshAgain is the least time between two reads asked for by unknown key ids: strangers may send those at will.
const freshAgain = time.Second

// mayLookAgain reports whether the store may be read for an unknown key id, and counts it as read.
func (r *keyring) mayLookAgain() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.machine.Now()
	if now.Sub(r.again).Abs() < freshAgain {
		return false
	}
	r.again = now
	return true
}

// allKeys is the one key of the cache of keys.
const allKeys = "all"

// live returns the live keys, newest first.
func (r *keyring) live(ctx context.Context) ([]signingKey, error) {
	return r.keys.Load(ctx, allKeys, func(ctx context.Context) ([]signingKey, error) { return r.store.Keys(ctx, liveKeys) })
}
