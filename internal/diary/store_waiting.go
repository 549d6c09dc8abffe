package diary

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// Undecided yields an agency's submitted and returned days with what says whom they wait for, and nothing else of them; it
// stops after the first error.
func (s store) Undecided(ctx context.Context, agency string) iter.Seq2[Day, error] {
	return func(yield func(Day, error) bool) {
		cur, err := s.days.Find(ctx, bson.M{"agency": agency, "state": undecidedOnly},
			options.Find().SetHint(undecided().Keys).SetProjection(bson.M{
				"agency": 1, "person": 1, "date": 1, "version": 1, "state": 1, "waiting": 1, "returned_at": 1,
			}))
		if err != nil {
			yield(Day{}, mongodb.Translate("find undecided diary days", err))
			return
		}
		defer func() { _ = cur.Close(context.WithoutCancel(ctx)) }()
		for cur.Next(ctx) {
			var d Day
			if err := cur.Decode(&d); err != nil {
				yield(Day{}, mongodb.Translate("read undecided diary day", err))
				return
			}
			if !yield(d, nil) {
				return
			}
		}
		if err := cur.Err(); err != nil {
			yield(Day{}, mongodb.Translate("read undecided diary days", err))
		}
	}
}

// Whole returns a stored day whoever may see it, for jobs; errs.ErrNotFound when there is none.
func (s store) Whole(ctx context.Context, agency, id string) (d Day, err error) {
	err = s.days.FindOne(ctx, bson.M{"_id": id, "agency": agency}).Decode(&d)
	return d, mongodb.Translate("get diary day", err)
}
