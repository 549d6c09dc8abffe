package identity

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// Career returns every post that a person ever had or will have, in no order.
func (s store) Career(ctx context.Context, agency, person string) ([]Appointment, error) {
	return mongodb.All[Appointment](ctx, "list posts of a person", s.appointments,
		bson.D{{Key: "agency", Value: agency}, {Key: "person", Value: person}})
}

// OpenAdmins returns the administrators' posts in force today and without a last day, but for those of one person; at most
// two, for one is enough.
func (s store) OpenAdmins(ctx context.Context, agency, without string, today vncal.Date) ([]Appointment, error) {
	return mongodb.All[Appointment](ctx, "list administrators", s.appointments, bson.D{
		{Key: "agency", Value: agency}, {Key: "role", Value: access.Admin}, {Key: "to", Value: NoEnd},
		{Key: "from", Value: bson.D{{Key: "$lte", Value: today}}}, {Key: "person", Value: bson.D{{Key: "$ne", Value: without}}},
	}, options.Find().SetLimit(2))
}

// Touch writes to a post without changing it: who changes it in the same moment has to begin again.
func (s store) Touch(ctx context.Context, a Appointment) error {
	_, err := s.appointments.UpdateOne(ctx, key(a.ID, a.Agency), bson.D{{Key: "$inc", Value: bson.D{{Key: "touched", Value: int64(1)}}}})
	return mongodb.Translate("touch appointment", err)
}

// Turning yields whose posts began, or had their last day before, since a day: each once for each such post.
func (s store) Turning(ctx context.Context, agency string, since, today vncal.Date) iter.Seq2[Appointment, error] {
	return func(yield func(Appointment, error) bool) {
		for _, edge := range []struct {
			field       string
			first, last vncal.Date
		}{{"from", since, today}, {"to", since.AddDays(-1), today.AddDays(-1)}} {
			for a, err := range mongodb.Each[Appointment](ctx, "find turning posts", s.appointments, bson.D{
				{Key: "agency", Value: agency}, {Key: edge.field, Value: bson.D{{Key: "$gte", Value: edge.first}, {Key: "$lte", Value: edge.last}}},
			}, mongodb.Walk{
				Sort:   bson.D{{Key: "agency", Value: 1}, {Key: edge.field, Value: 1}, {Key: "_id", Value: 1}},
				Fields: bson.D{{Key: "agency", Value: 1}, {Key: "person", Value: 1}},
			}) {
				if !yield(a, err) || err != nil {
					return
				}
			}
		}
	}
}

// Made returns the person that a request made, errs.ErrNotFound when it made none.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (p Person, err error) {
	err = s.people.FindOne(ctx, bson.D{
		{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.key", Value: op.Key},
	}).Decode(&p)
	return p, mongodb.Translate("person made", err)
}
