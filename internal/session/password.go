package session

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"congvu/internal/errs"
)

// maxPassword is the longest password in bytes: more is nobody's, and hashing it would be work for a stranger's asking.
const maxPassword = 256

// ErrBusy asks to sign in again in a moment: every core is hashing passwords and the queue is full.
var ErrBusy = errs.New(errs.Unavailable, "session.busy", "too many sign-ins at once").After(2 * time.Second)

// params are the costs of one argon2id hash: passes, memory in KiB, lanes.
type params struct {
	time, memory uint32
	threads      uint8
}

// wanted is what a new hash costs, about 45 ms; a hash made for less is made anew at the next sign-in.
var wanted = params{time: 2, memory: 19 << 10, threads: 1}

const (
	saltLen = 16
	hashLen = 32
)

// hasher makes and checks argon2id hashes, at most as many at once as there are cores, so that a burst of sign-ins can
// neither fill the memory nor starve the rest; some wait a moment, the others get ErrBusy.
type hasher struct {
	cost  params        // of a new hash
	slots chan struct{} // one for each hash being made
	queue chan struct{} // one for each caller inside, working or waiting
	dummy string        // the hash that an unknown user's password is checked against, for the same time
}

// patience is how long a caller waits for a core.
const patience = 2 * time.Second

func newHasher(cost params) *hasher {
	cores := runtime.GOMAXPROCS(0)
	h := &hasher{cost: cost, slots: make(chan struct{}, cores), queue: make(chan struct{}, cores*16)}
	h.dummy = encode(cost, randomBytes(saltLen), randomBytes(hashLen)) // fits no password, costs the same to check
	return h
}

// enter waits for a core and returns how to leave it; ErrBusy when too many wait or it takes too long.
func (h *hasher) enter(ctx context.Context) (leave func(), err error) {
	select {
	case h.queue <- struct{}{}:
	default:
		return nil, ErrBusy
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case h.slots <- struct{}{}:
		return func() { <-h.slots; <-h.queue }, nil
	case <-ctx.Done():
		<-h.queue
		return nil, ErrBusy
	}
}

// hash returns the PHC string of a password: "$argon2id$v=19$m=19456,t=2,p=1$<salt>$<hash>".
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	salt := randomBytes(saltLen)
	return encode(h.cost, salt, derive(h.cost, salt, password)), nil
}

// verify reports whether password belongs to the PHC string, and whether that was made with lower costs than a new one
// would be. An empty string stands for an unknown user: the same work is done and the answer is no. So it is for a
// password over 256 bytes.
func (h *hasher) verify(ctx context.Context, phc, password string) (ok, weak bool, err error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return false, false, err
	}
	defer leave()
	known := phc != "" && len(password) <= maxPassword
	if !known {
		phc = h.dummy
		password = password[:min(len(password), maxPassword)]
	}
	p, salt, want, err := decode(phc)
	if err != nil {
		return false, false, fmt.Errorf("stored password hash: %w", err)
	}
	same := subtle.ConstantTimeCompare(derive(p, salt, password), want) == 1
	return same && known, p.time < h.cost.time || p.memory < h.cost.memory, nil
}

// derive hashes a password in composed form: the same letters typed on another system may come decomposed.
func derive(p params, salt []byte, password string) []byte {
	return argon2.IDKey(norm.NFC.Bytes([]byte(password)), salt, p.time, p.memory, p.threads, hashLen)
}

func encode(p params, salt, hash []byte) string {
	b64 := base64.RawStdEncoding
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.memory, p.time, p.threads,
		b64.EncodeToString(salt), b64.EncodeToString(hash))
}

var errPHC = errors.New("not an argon2id PHC string")

func decode(phc string) (p params, salt, hash []byte, err error) {
	var version int
	var rest string
	n, err := fmt.Sscanf(phc, "$argon2id$v=%d$m=%d,t=%d,p=%d$%s", &version, &p.memory, &p.time, &p.threads, &rest)
	if err != nil || n != 5 || version != argon2.Version || p.time == 0 || p.threads == 0 {
		return p, nil, nil, errPHC
	}
	for i := range rest {
		if rest[i] != '$' {
			continue
		}
		salt, err = base64.RawStdEncoding.DecodeString(rest[:i])
		if err == nil {
			hash, err = base64.RawStdEncoding.DecodeString(rest[i+1:])
		}
		if err != nil || len(hash) != hashLen {
			return p, nil, nil, errPHC
		}
		return p, salt, hash, nil
	}
	return p, nil, nil, errPHC
}

// randomBytes returns n bytes nobody can guess. crypto/rand.Read never fails: it ends the program rather than go on
// with guessable secrets.
func randomBytes(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b)
	return b
}
