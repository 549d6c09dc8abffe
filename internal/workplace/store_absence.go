package workplace

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
)

// Absence returns one absence when one of tokens may see it, errs.ErrNotFound otherwise.
func (s store) Absence(ctx context.Context, tokens access.Tokens, id string) (x Absence, err error) {
	err = s.absences.FindOne(ctx, bson.M{"_id": id, "agency": tokens.Agency, "vis": bson.M{"$in": tokens.All}}).Decode(&x)
	return x, mongodb.Translate("get absence", err)
}

// MadeAbsence returns the absence that a request made, errs.ErrNotFound when it made none.
func (s store) MadeAbsence(ctx context.Context, agency string, op idempotency.Op) (x Absence, err error) {
	err = s.absences.FindOne(ctx, bson.M{"agency": agency, "op.person": op.Person, "op.key": op.Key}).Decode(&x)
	return x, mongodb.Translate("absence made", err)
}

// PutAbsence stores x in the place of the version that was seen, 0 for none.
func (s store) PutAbsence(ctx context.Context, seen int64, x Absence) error {
	if seen == 0 {
		_, err := s.absences.InsertOne(ctx, x)
		return mongodb.Translate("insert absence", err)
	}
	return mongodb.Put(ctx, "save absence", s.absences, bson.D{{Key: "_id", Value: x.ID}, {Key: "agency", Value: x.Agency}}, seen, x)
}

// Absences returns the absences of people in force that reach into from..to, in the order of their beginning.
func (s store) Absences(ctx context.Context, agency string, people []string, from, to Half) ([]Absence, error) {
	return mongodb.All[Absence](ctx, "absences of people", s.absences, bson.M{
		"agency": agency, "person": bson.M{"$in": people}, "to": bson.M{"$gte": from}, "from": bson.M{"$lte": to}, "cancelled": nil,
	}, options.Find().SetSort(bson.D{{Key: "from", Value: 1}, {Key: "_id", Value: 1}}))
}
