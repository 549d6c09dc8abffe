package petition

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/grading"
	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
)

const collection = "petitions"

// Indexes declares the collection of petitions: one of a person and period.
func Indexes() []mongodb.Indexes {
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{
		mongodb.Unique("agency", "person", "period"), mongodb.Asc("agency", "state", "due"), mongodb.Asc("agency", "reviewer", "at"),
		mongodb.Asc("agency", "at"),
	}}}
}

type store struct{ rows *mongo.Collection }

// get returns one petition of the agency, errs.ErrNotFound when there is none.
func (s store) get(ctx context.Context, agency, id string) (p Petition, err error) {
	err = s.rows.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&p)
	return p, mongodb.Translate("get petition", err)
}

// of returns a person's petition of a period, errs.ErrNotFound when there is none.
func (s store) of(ctx context.Context, agency, person string, period grading.Period) (p Petition, err error) {
	err = s.rows.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "person", Value: person}, {Key: "period", Value: period}}).Decode(&p)
	return p, mongodb.Translate("get petition", err)
}

// same reports whether a request made p.
func (p Petition) same(op *idempotency.Op) bool { return op != nil && p.Op != nil && *p.Op == *op }

// put stores next in the place of the version that was seen, 0 for none; errs.ErrChanged when another is stored.
func (s store) put(ctx context.Context, seen int64, next Petition) error {
	return mongodb.Put(ctx, "put petition", s.rows, bson.D{{Key: "_id", Value: next.ID}, {Key: "agency", Value: next.Agency}}, seen, next)
}

// maxListed bounds a list.
const maxListed = 500

// list returns petitions, the newest first: of whoever asks or answers, of everybody with all.
func (s store) list(ctx context.Context, agency, who string, all bool) ([]Petition, error) {
	query := bson.D{{Key: "agency", Value: agency}}
	if !all {
		query = append(query, bson.E{Key: "$or", Value: bson.A{bson.D{{Key: "person", Value: who}}, bson.D{{Key: "reviewer", Value: who}}}})
	}
	return mongodb.All[Petition](ctx, "list petitions", s.rows, query, options.Find().SetSort(bson.D{{Key: "at", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(maxListed))
}

// waiting returns the petitions that wait for their answer, by its day.
func (s store) waiting(ctx context.Context, agency string) ([]Petition, error) {
	return mongodb.All[Petition](ctx, "list waiting petitions", s.rows, bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: Waiting}},
		options.Find().SetSort(bson.D{{Key: "due", Value: 1}}))
}
