package session

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// TicketLife is how long a ticket waits to be used.
const TicketLife = 30 * time.Second

// ticket lets one socket in, once; it is stored by the hash of what the client holds.
type ticket struct {
	Hash    string    `bson:"_id"`
	Person  string    `bson:"person"`
	Session string    `bson:"session"`
	Expires time.Time `bson:"expires"`
	GC      time.Time `bson:"gc"` // the machine's unshifted time it was made, for the TTL index only
}

// Ticket returns a one-time ticket for a socket in the actor's session. It travels in the socket's first frame, not in
// its address, which logs would keep.
func (s *Service) Ticket(ctx context.Context, a access.Actor) (string, error) {
	secret := base64.RawURLEncoding.EncodeToString(randomBytes(32))
	err := s.store.InsertTicket(ctx, ticket{
		Hash: ticketHash(secret), Person: a.ID, Session: a.Session, Expires: s.clock.Now().Add(TicketLife), GC: s.machine.Now(),
	})
	return secret, err
}

// RedeemTicket returns who asked for the ticket and takes it out of use, also when it is refused. ErrSession when it is
// unknown, used, older than 30 s, or its session has ended since.
func (s *Service) RedeemTicket(ctx context.Context, secret string) (access.Actor, error) {
	t, err := s.store.TakeTicket(ctx, ticketHash(secret))
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return access.Actor{}, ErrSession
	case err != nil:
		return access.Actor{}, err
	case !s.clock.Now().Before(t.Expires):
		return access.Actor{}, ErrSession
	}
	return s.Recheck(ctx, access.Actor{ID: t.Person, Session: t.Session})
}

func ticketHash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}
