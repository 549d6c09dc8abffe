package diary

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
)

// Undecided yields an agency's submitted and returned days with what says whom they wait for, and nothing else of them; it
// stops after the first error.
func (s store) Undecided(ctx context.Context, agency string) iter.Seq2[Day, error] {
	return mongodb.Each[Day](ctx, "find undecided diary days", s.days, bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: undecidedOnly}},
		mongodb.Walk{
			Sort: bson.D{{Key: "state", Value: 1}, {Key: "_id", Value: 1}}, Hint: undecided().Keys,
			Fields: bson.D{
				{Key: "agency", Value: 1}, {Key: "person", Value: 1}, {Key: "date", Value: 1}, {Key: "version", Value: 1}, {Key: "state", Value: 1},
				{Key: "waiting", Value: 1}, {Key: "returned_at", Value: 1},
			},
		})
}

// Whole returns a stored day whoever may see it, for jobs; errs.ErrNotFound when there is none.
func (s store) Whole(ctx context.Context, agency, id string) (d Day, err error) {
	err = s.days.FindOne(ctx, bson.M{"_id": id, "agency": agency}).Decode(&d)
	return d, mongodb.Translate("get diary day", err)
}
