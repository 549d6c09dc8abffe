package session

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// PutAccount stores a in the place of the version that was seen, 0 for none; errs.ErrChanged when that is no longer stored,
// mongodb.ErrDuplicate when another account has one of its names.
func (s store) PutAccount(ctx context.Context, seen int64, a Account) error {
	if seen == 0 {
		return s.InsertAccount(ctx, a)
	}
	return mongodb.Put(ctx, "replace account", s.accounts, bson.D{{Key: "_id", Value: a.Person}, {Key: "agency", Value: a.Agency}}, seen, a)
}

// Accounts returns the accounts of the people that have one.
func (s store) Accounts(ctx context.Context, people []string) ([]Account, error) {
	return mongodb.All[Account](ctx, "list accounts", s.accounts, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: people}}}})
}

// SessionsOf returns the sessions of people that have not been ended, with when they were used.
func (s store) SessionsOf(ctx context.Context, agency string, people []string) ([]Session, error) {
	return mongodb.All[Session](ctx, "list sessions", s.sessions,
		bson.D{{Key: "agency", Value: agency}, {Key: "person", Value: bson.D{{Key: "$in", Value: people}}}, {Key: "ended", Value: ""}},
		options.Find().SetProjection(bson.D{{Key: "person", Value: 1}, {Key: "rotated_at", Value: 1}, {Key: "created_at", Value: 1}, {Key: "ended", Value: 1}}))
}
