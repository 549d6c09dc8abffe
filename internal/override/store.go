package override

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
)

const collection = "overrides"

// Indexes declares the collection of overrides. One document counts once for a person, a period and a kind.
func Indexes() []mongodb.Indexes {
	once := mongodb.Unique("agency", "period", "person", "kind", "same")
	once.Options.SetPartialFilterExpression(bson.M{"active": true})
	byOp := mongodb.Unique("agency", "op.person", "op.key")
	byOp.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{
		once, byOp, mongodb.Asc("agency", "period", "person", "at"),
	}}}
}

// Records reads what was recorded; evaluation grades by it. It is safe for concurrent use.
type Records struct{ rows *mongo.Collection }

// NewRecords returns the reader over db.
func NewRecords(db *mongodb.DB) Records { return Records{db.Collection(collection)} }

var inOrder = bson.D{{Key: "agency", Value: 1}, {Key: "period", Value: 1}, {Key: "person", Value: 1}, {Key: "at", Value: 1}, {Key: "_id", Value: 1}}

// Facts returns by person what counts for a period, in the order in which it was recorded.
func (r Records) Facts(ctx context.Context, agency string, p grading.Period, people ...string) (map[string][]grading.Override, error) {
	all, err := mongodb.All[Record](ctx, "list overrides", r.rows, bson.D{
		{Key: "agency", Value: agency}, {Key: "period", Value: p}, {Key: "person", Value: bson.D{{Key: "$in", Value: people}}},
		{Key: "active", Value: true},
	}, options.Find().SetSort(inOrder))
	facts := map[string][]grading.Override{}
	for _, x := range all {
		facts[x.Person] = append(facts[x.Person], x.fact())
	}
	return facts, err
}

// Of returns everything recorded about a person for a period, also what was withdrawn, oldest first.
func (r Records) Of(ctx context.Context, agency, person string, p grading.Period) ([]Record, error) {
	return mongodb.All[Record](ctx, "list overrides of a person", r.rows, bson.D{
		{Key: "agency", Value: agency}, {Key: "period", Value: p}, {Key: "person", Value: person},
	}, options.Find().SetSort(inOrder))
}

// get returns one record of the agency, errs.ErrNotFound when there is none.
func (r Records) get(ctx context.Context, agency, id string) (x Record, err error) {
	err = r.rows.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&x)
	return x, mongodb.Translate("get override", err)
}

// made returns what a request made, errs.ErrNotFound when it made nothing.
func (r Records) made(ctx context.Context, agency string, op idempotency.Op) (x Record, err error) {
	err = r.rows.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.key", Value: op.Key}}).Decode(&x)
	return x, mongodb.Translate("override made", err)
}

// put stores next in the place of the version that was seen, 0 for none: ErrTwice when the document counts already,
// errs.ErrChanged when another version is stored.
func (r Records) put(ctx context.Context, seen int64, next Record) error {
	err := mongodb.Put(ctx, "put override", r.rows, bson.D{{Key: "_id", Value: next.ID}, {Key: "agency", Value: next.Agency}}, seen, next)
	if seen == 0 && errors.Is(err, errs.ErrChanged) { // ids are new: what is there is the document
		return ErrTwice
	}
	return err
}
