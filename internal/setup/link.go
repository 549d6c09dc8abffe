package setup

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"

	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/org"
)

// LinkLife is how long a set-up link waits to be used.
const LinkLife = 24 * time.Hour

// ErrLink refuses a set-up link: unknown, used, or older than a day. All look the same.
var ErrLink = errs.New(errs.Forbidden, "setup.link", "the set-up link is unknown, used or expired")

// link is one set-up link, stored by the hash of its secret: who reads the database cannot use it.
type link struct {
	Hash    string    `bson:"_id"`
	Expires time.Time `bson:"expires"`
	GC      time.Time `bson:"gc"` // the machine's unshifted time it was made, for the TTL index only
}

// Link makes a set-up link and returns its secret: 256 bits as 43 letters, digits, - and _. It is good for LinkLife and for
// one use. Each node of an installation makes its own; all are of no use once the agency stands.
// org.ErrAgency when it stands already.
func (s *Service) Link(ctx context.Context) (string, error) {
	if err := s.empty(ctx); err != nil {
		return "", err
	}
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails: it ends the program rather than go on with guessable secrets
	secret := base64.RawURLEncoding.EncodeToString(b)
	return secret, s.store.Insert(ctx, link{Hash: hashOf(secret), Expires: s.clock.Now().Add(LinkLife), GC: clock.System().Now()})
}

// Open returns until when a link can be used. ErrLink when it cannot.
func (s *Service) Open(ctx context.Context, secret string) (time.Time, error) {
	if err := s.empty(ctx); err != nil {
		return time.Time{}, refused(err)
	}
	l, err := s.store.Get(ctx, hashOf(secret))
	if err != nil || !s.clock.Now().Before(l.Expires) {
		return time.Time{}, refused(err)
	}
	return l.Expires, nil
}

// refused is ErrLink for what a stranger may know, and the fault itself where the store did not answer.
func refused(err error) error {
	if err == nil || errors.Is(err, errs.ErrNotFound) || errors.Is(err, org.ErrAgency) {
		return ErrLink
	}
	return err
}

// empty returns org.ErrAgency when the installation has an agency.
func (s *Service) empty(ctx context.Context) error {
	_, err := s.units.Agency(ctx)
	switch {
	case errors.Is(err, org.ErrNoneIn):
		return nil
	case err != nil:
		return err
	}
	return org.ErrAgency
}

func hashOf(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
