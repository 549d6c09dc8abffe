package identity

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// CountUnder counts the people whose primary post lies in the unit or below it.
func (s store) CountUnder(ctx context.Context, agency, unit string) (int, error) {
	n, err := s.people.CountDocuments(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "units", Value: unit}})
	return int(n), mongodb.Translate("count people of unit", err)
}

// CountPosts counts the posts in exactly the unit that last through day or longer, or are to begin.
func (s store) CountPosts(ctx context.Context, agency, unit string, day vncal.Date) (int, error) {
	n, err := s.appointments.CountDocuments(ctx, heldFrom(agency, unit, day))
	return int(n), mongodb.Translate("count posts of unit", err)
}

// heldFrom matches the posts in exactly the unit that are held on day or later; the roles make it exact ranges of the index.
func heldFrom(agency, unit string, day vncal.Date) bson.D {
	return bson.D{
		{Key: "agency", Value: agency}, {Key: "unit", Value: unit},
		{Key: "role", Value: bson.D{{Key: "$in", Value: access.Roles()}}}, {Key: "to", Value: bson.D{{Key: "$gte", Value: day}}},
	}
}

// PostsFrom returns the posts in exactly the unit that are held on day or later.
func (s store) PostsFrom(ctx context.Context, agency, unit string, day vncal.Date) ([]Appointment, error) {
	return mongodb.All[Appointment](ctx, "list posts of unit", s.appointments, heldFrom(agency, unit, day))
}

// Under yields everybody whose primary post lies in the unit or below it, with path and post only.
func (s store) Under(ctx context.Context, agency, unit string) iter.Seq2[Person, error] {
	return mongodb.Each[Person](ctx, "walk people of unit", s.people, bson.D{{Key: "agency", Value: agency}, {Key: "units", Value: unit}}, mongodb.Walk{
		Sort:   bson.D{{Key: "sort", Value: 1}},
		Fields: bson.D{{Key: "units", Value: 1}, {Key: "primary", Value: 1}},
	})
}
