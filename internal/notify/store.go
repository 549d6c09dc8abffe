package notify

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

const collection = "outbox"

// Indexes declares the outbox: what is due, and how an agency's letters stand.
func Indexes() []mongodb.Indexes {
	sweep := mongodb.Asc("gc")
	sweep.Options = options.Index().SetExpireAfterSeconds(0)
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{mongodb.Asc("state", "next"), mongodb.Asc("agency", "state", "queued"), sweep}}}
}

type store struct{ letters *mongo.Collection }

func newStore(db *mongodb.DB) store { return store{letters: db.Collection(collection)} }

// Insert stores new letters.
func (s store) Insert(ctx context.Context, letters []Letter) error {
	docs := make([]any, len(letters))
	for i, l := range letters {
		docs[i] = l
	}
	_, err := s.letters.InsertMany(ctx, docs)
	return mongodb.Translate("queue letters", err)
}

// Claim takes one letter in a state that nobody has in hand at now, the one that waits longest, until then; errs.ErrNotFound for
// none. Whoever had it before with another token can do nothing with it any more.
func (s store) Claim(ctx context.Context, state State, token string, now, until time.Time) (l Letter, err error) {
	err = s.letters.FindOneAndUpdate(ctx, bson.D{{Key: "state", Value: state}, {Key: "next", Value: bson.D{{Key: "$lte", Value: now}}}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "token", Value: token}, {Key: "next", Value: until}}}},
		options.FindOneAndUpdate().SetSort(bson.D{{Key: "next", Value: 1}}).SetReturnDocument(options.After)).Decode(&l)
	return l, mongodb.Translate("claim letter", err)
}

// Put stores next in the place of the letter that token has in hand; errs.ErrChanged when another has it.
func (s store) Put(ctx context.Context, was, next Letter) error {
	res, err := s.letters.ReplaceOne(ctx, bson.D{
		{Key: "_id", Value: was.ID}, {Key: "agency", Value: was.Agency}, {Key: "state", Value: was.State}, {Key: "token", Value: was.Token},
	}, next)
	if err == nil && res.MatchedCount == 0 {
		return errs.ErrChanged
	}
	return mongodb.Translate("put letter", err)
}

// Revive stores next in the place of a letter that nobody has in hand; errs.ErrChanged when its state is another by now.
func (s store) Revive(ctx context.Context, was, next Letter) error {
	res, err := s.letters.ReplaceOne(ctx, bson.D{{Key: "_id", Value: was.ID}, {Key: "agency", Value: was.Agency}, {Key: "state", Value: was.State}}, next)
	if err == nil && res.MatchedCount == 0 {
		return errs.ErrChanged
	}
	return mongodb.Translate("revive letter", err)
}

// Letters returns letters by id.
func (s store) Letters(ctx context.Context, agency string, ids []string) ([]Letter, error) {
	return mongodb.All[Letter](ctx, "list letters", s.letters,
		bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, {Key: "agency", Value: agency}})
}

// Lost returns letters that failed or may have, newest first.
func (s store) Lost(ctx context.Context, agency string, limit int64) ([]Letter, error) {
	return mongodb.All[Letter](ctx, "list lost letters", s.letters, bson.D{
		{Key: "agency", Value: agency}, {Key: "state", Value: bson.D{{Key: "$in", Value: []State{Failed, Unknown}}}},
	}, options.Find().SetSort(bson.D{{Key: "queued", Value: -1}}).SetLimit(limit))
}

// Count counts an agency's letters in one of states that were queued after from and before to.
func (s store) Count(ctx context.Context, agency string, from, to time.Time, states ...State) (int64, error) {
	n, err := s.letters.CountDocuments(ctx, bson.D{
		{Key: "agency", Value: agency}, {Key: "state", Value: bson.D{{Key: "$in", Value: states}}},
		{Key: "queued", Value: bson.D{{Key: "$gt", Value: from}, {Key: "$lt", Value: to}}},
	})
	return n, mongodb.Translate("count letters", err)
}
