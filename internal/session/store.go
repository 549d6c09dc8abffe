package session

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/clock"
	"congvu/internal/mongodb"
)

// Indexes declares accounts, sessions, throttle, keys and tickets. The TTL indexes only sweep: what has expired
// is refused by our own clock long before, so they may be late and generous.
func Indexes() []mongodb.Indexes {
	sweep := func(after time.Duration) mongo.IndexModel {
		m := mongodb.Asc("gc")
		m.Options = options.Index().SetExpireAfterSeconds(int32(after / time.Second))
		return m
	}
	seq := mongodb.Unique("seq") // the collection also holds other small things that all nodes agree on
	seq.Options.SetPartialFilterExpression(bson.D{{Key: "seq", Value: bson.D{{Key: "$gt", Value: 0}}}})
	return []mongodb.Indexes{
		{Collection: "accounts", Models: []mongo.IndexModel{mongodb.Unique("login")}},
		{Collection: "sessions", Models: []mongo.IndexModel{mongodb.Asc("agency", "person", "ended"), sweep(SessionAbsolute + 30*24*time.Hour)}},
		{Collection: "throttle", Models: []mongo.IndexModel{sweep(knownFor)}},
		{Collection: "keys", Models: []mongo.IndexModel{seq}},
		{Collection: "tickets", Models: []mongo.IndexModel{sweep(10 * time.Minute)}},
	}
}

type store struct {
	accounts, sessions, throttle, keys, tickets *mongo.Collection
}

func newStore(db *mongodb.DB) store {
	return store{
		accounts: db.Collection("accounts"), sessions: db.Collection("sessions"), throttle: db.Collection("throttle"),
		keys: db.Collection("keys"), tickets: db.Collection("tickets"),
	}
}

// Account returns a person's account.
func (s store) Account(ctx context.Context, person string) (a Account, err error) {
	err = s.accounts.FindOne(ctx, bson.D{{Key: "_id", Value: person}}).Decode(&a)
	return a, mongodb.Translate("get account", err)
}

// AccountByLogin returns the account of a normalised sign-in name.
func (s store) AccountByLogin(ctx context.Context, login string) (a Account, err error) {
	err = s.accounts.FindOne(ctx, bson.D{{Key: "login", Value: login}}).Decode(&a)
	return a, mongodb.Translate("get account", err)
}

// InsertAccount stores a new account; mongodb.ErrDuplicate when a name is taken.
func (s store) InsertAccount(ctx context.Context, a Account) error {
	_, err := s.accounts.InsertOne(ctx, a)
	return mongodb.Translate("insert account", err)
}

// SetHash stores a new hash of the same password, unless the password has changed since it was seen.
func (s store) SetHash(ctx context.Context, seen Account, hash string) error {
	_, err := s.accounts.UpdateOne(ctx, bson.D{{Key: "_id", Value: seen.Person}, {Key: "hash", Value: seen.Hash}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "hash", Value: hash}}}})
	return mongodb.Translate("set hash", err)
}

// SetLogins stores the names that a person signs in with; without an account there is nothing to store. mongodb.ErrDuplicate
// when another account has one of them.
func (s store) SetLogins(ctx context.Context, person string, names []string) error {
	_, err := s.accounts.UpdateOne(ctx, bson.D{{Key: "_id", Value: person}}, bson.D{
		{Key: "$set", Value: bson.D{{Key: "login", Value: names}}}, {Key: "$inc", Value: bson.D{{Key: "version", Value: int64(1)}}},
	})
	return mongodb.Translate("set logins", err)
}

// Session returns one session, ended or not.
func (s store) Session(ctx context.Context, id string) (sess Session, err error) {
	err = s.sessions.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&sess)
	return sess, mongodb.Translate("get session", err)
}

// InsertSession stores a new session.
func (s store) InsertSession(ctx context.Context, sess Session) error {
	_, err := s.sessions.InsertOne(ctx, sess)
	return mongodb.Translate("insert session", err)
}

// RotateSession makes next the newest refresh token at sess.RotatedAt, when sess.Hash still is the newest and the
// session lives; false when not.
func (s store) RotateSession(ctx context.Context, sess Session, next refreshToken) (bool, error) {
	res, err := s.sessions.UpdateOne(ctx,
		bson.D{{Key: "_id", Value: sess.ID}, {Key: "hash", Value: sess.Hash}, {Key: "ended", Value: ""}},
		bson.D{{Key: "$set", Value: bson.D{
			{Key: "hash", Value: next.hash()}, {Key: "counter", Value: int64(next.counter)}, {Key: "rotated_at", Value: sess.RotatedAt},
		}}})
	if err != nil {
		return false, mongodb.Translate("rotate session", err)
	}
	return res.MatchedCount == 1, nil
}

// EndSession marks a session as over; false when it was already.
func (s store) EndSession(ctx context.Context, id, why string, at time.Time) (bool, error) {
	res, err := s.sessions.UpdateOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "ended", Value: ""}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "ended", Value: why}, {Key: "ended_at", Value: at}}}})
	if err != nil {
		return false, mongodb.Translate("end session", err)
	}
	return res.MatchedCount == 1, nil
}

// OpenSessions returns a person's sessions that have not been ended.
func (s store) OpenSessions(ctx context.Context, agency, person string) ([]Session, error) {
	return mongodb.All[Session](ctx, "list sessions", s.sessions,
		bson.D{{Key: "agency", Value: agency}, {Key: "person", Value: person}, {Key: "ended", Value: ""}})
}

// Attempts returns a counter of failed sign-ins, an empty one when nothing was counted.
func (s store) Attempts(ctx context.Context, key string) (attempts, error) {
	rows, err := mongodb.All[attempts](ctx, "get attempts", s.throttle, bson.D{{Key: "_id", Value: key}}, nil)
	if err != nil || len(rows) == 0 {
		return attempts{Key: key}, err
	}
	return rows[0], nil
}

// SwapAttempts stores next in the place of what was seen; false when another was faster.
func (s store) SwapAttempts(ctx context.Context, seen, next attempts) (bool, error) {
	next.Seen, next.GC = seen.Seen+1, clock.System().Now()
	if seen.Seen == 0 {
		_, err := s.throttle.InsertOne(ctx, next)
		if mongodb.IsDuplicate(err) {
			return false, nil
		}
		return err == nil, mongodb.Translate("count attempt", err)
	}
	res, err := s.throttle.ReplaceOne(ctx, bson.D{{Key: "_id", Value: seen.Key}, {Key: "seen", Value: seen.Seen}}, next)
	if err != nil {
		return false, mongodb.Translate("count attempt", err)
	}
	return res.MatchedCount == 1, nil
}

// Keys returns the n newest signing keys, newest first.
func (s store) Keys(ctx context.Context, n int64) ([]signingKey, error) {
	return mongodb.All[signingKey](ctx, "list keys", s.keys,
		bson.D{{Key: "seq", Value: bson.D{{Key: "$gt", Value: 0}}}}, options.Find().SetSort(bson.D{{Key: "seq", Value: -1}}).SetLimit(n))
}

// InsertKey stores a new signing key; mongodb.ErrDuplicate when another node made the next one first.
func (s store) InsertKey(ctx context.Context, k signingKey) error {
	_, err := s.keys.InsertOne(ctx, k)
	return mongodb.Translate("insert key", err)
}

// InsertTicket stores a new ticket.
func (s store) InsertTicket(ctx context.Context, t ticket) error {
	_, err := s.tickets.InsertOne(ctx, t)
	return mongodb.Translate("insert ticket", err)
}

// TakeTicket removes a ticket and returns it: of two who come with the same one, one gets it.
func (s store) TakeTicket(ctx context.Context, hash string) (t ticket, err error) {
	err = s.tickets.FindOneAndDelete(ctx, bson.D{{Key: "_id", Value: hash}}).Decode(&t)
	return t, mongodb.Translate("take ticket", err)
}
