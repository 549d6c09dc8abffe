package workplace

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/mongodb"
)

// CountUnder counts the registrations of a unit and of all below it, all or those that wait for somebody.
func (s store) CountUnder(ctx context.Context, agency, unit string, open bool) (int, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "units", Value: unit}}
	if open {
		filter = append(filter, bson.E{Key: "waiting", Value: bson.D{{Key: "$gt", Value: ""}}})
	}
	n, err := s.registrations.CountDocuments(ctx, filter)
	return int(n), mongodb.Translate("count registrations of unit", err)
}

// rehomeFields are what a registration's place in the tree of units follows from.
var rehomeFields = bson.D{
	{Key: "agency", Value: 1}, {Key: "person", Value: 1}, {Key: "state", Value: 1}, {Key: "units", Value: 1}, {Key: "passed", Value: 1},
	{Key: "vis", Value: 1}, {Key: "version", Value: 1},
}

// Under yields the registrations of a unit and of all below it, and those passed on to one of these, with the fields of
// rehomeFields only; one may come twice. What was passed on is found by its token: a merged unit has nothing below it any more.
func (s store) Under(ctx context.Context, agency, unit string) iter.Seq2[Registration, error] {
	return func(yield func(Registration, error) bool) {
		for _, query := range []bson.D{
			{{Key: "agency", Value: agency}, {Key: "units", Value: unit}},
			{{Key: "agency", Value: agency}, {Key: "passed", Value: bson.D{{Key: "$exists", Value: true}}}, {Key: "vis", Value: access.Diary(unit)}},
		} {
			for r, err := range mongodb.Each[Registration](ctx, "walk registrations of unit", s.registrations, query, mongodb.Walk{Fields: rehomeFields}) {
				if !yield(r, err) {
					return
				}
			}
		}
	}
}

// ByID returns registrations with the fields of rehomeFields only.
func (s store) ByID(ctx context.Context, agency string, ids []string) ([]Registration, error) {
	return mongodb.All[Registration](ctx, "places of registrations", s.registrations,
		bson.M{"_id": bson.M{"$in": ids}, "agency": agency}, options.Find().SetProjection(rehomeFields))
}

// Rehomed stores where registrations stand in the tree of units, each in the place of the version that it carries.
func (s store) Rehomed(ctx context.Context, all []Registration) error {
	patches := make([]mongodb.Patch, len(all))
	for i, r := range all {
		patches[i] = mongodb.Patch{
			Key: bson.D{{Key: "_id", Value: r.ID}, {Key: "agency", Value: r.Agency}}, Seen: r.Version,
			Set: bson.D{{Key: "units", Value: r.Units}, {Key: "vis", Value: r.Vis}},
		}
	}
	return mongodb.PatchMany(ctx, "rehome registrations", s.registrations, patches)
}

// absencesUnder finds the absences of a unit and of all below it by its token, for they keep no path.
func absencesUnder(agency, unit string) bson.D {
	return bson.D{{Key: "agency", Value: agency}, {Key: "vis", Value: access.Staff(unit)}}
}

// CountAbsences counts the absences of a unit and of all below it that last until a half-day or longer; "" counts all.
func (s store) CountAbsences(ctx context.Context, agency, unit string, until Half) (int, error) {
	n, err := s.absences.CountDocuments(ctx, append(absencesUnder(agency, unit), bson.E{Key: "to", Value: bson.D{{Key: "$gte", Value: until}}}))
	return int(n), mongodb.Translate("count absences of unit", err)
}

// AbsencesUnder yields the absences of a unit and of all below it.
func (s store) AbsencesUnder(ctx context.Context, agency, unit string) iter.Seq2[Absence, error] {
	return mongodb.Each[Absence](ctx, "walk absences of unit", s.absences, absencesUnder(agency, unit), mongodb.Walk{})
}

// AbsencesByID returns absences whoever may see them.
func (s store) AbsencesByID(ctx context.Context, agency string, ids []string) ([]Absence, error) {
	return mongodb.All[Absence](ctx, "absences by id", s.absences, bson.M{"_id": bson.M{"$in": ids}, "agency": agency})
}

// RehomedAbsences stores who sees absences, each in the place of the version that it carries.
func (s store) RehomedAbsences(ctx context.Context, all []Absence) error {
	patches := make([]mongodb.Patch, len(all))
	for i, x := range all {
		patches[i] = mongodb.Patch{
			Key: bson.D{{Key: "_id", Value: x.ID}, {Key: "agency", Value: x.Agency}}, Seen: x.Version,
			Set: bson.D{{Key: "vis", Value: x.Vis}},
		}
	}
	return mongodb.PatchMany(ctx, "rehome absences", s.absences, patches)
}
