package diary

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/mongodb"
)

// byPassed is the index of the days that were passed on to another unit: few.
func byPassed() mongo.IndexModel {
	m := mongodb.Asc("agency", "passed", "_id")
	m.Options = options.Index().SetPartialFilterExpression(bson.M{"passed": bson.M{"$exists": true}})
	return m
}

// CountUnder counts the days of a unit and of all below it, all or those that somebody has to act on.
func (s store) CountUnder(ctx context.Context, agency, unit string, open bool) (int, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "units", Value: unit}}
	if open {
		filter = append(filter, bson.E{Key: "state", Value: undecidedOnly})
	}
	n, err := s.days.CountDocuments(ctx, filter)
	return int(n), mongodb.Translate("count diary days of unit", err)
}

// rehomeFields are what a day's place in the tree of units follows from.
var rehomeFields = bson.D{
	{Key: "agency", Value: 1}, {Key: "person", Value: 1}, {Key: "units", Value: 1}, {Key: "passed", Value: 1}, {Key: "vis", Value: 1}, {Key: "version", Value: 1},
}

// Under yields the days of a unit and of all below it, and those passed on to one of these, with the fields of rehomeFields
// only; one may come twice. What was passed on is found by its token: a merged unit has nothing below it any more.
func (s store) Under(ctx context.Context, agency, unit string) iter.Seq2[Day, error] {
	return func(yield func(Day, error) bool) {
		for _, query := range []bson.D{
			{{Key: "agency", Value: agency}, {Key: "units", Value: unit}},
			{{Key: "agency", Value: agency}, {Key: "passed", Value: bson.D{{Key: "$exists", Value: true}}}, {Key: "vis", Value: access.Diary(unit)}},
		} {
			for d, err := range mongodb.Each[Day](ctx, "walk diary days of unit", s.days, query, mongodb.Walk{Fields: rehomeFields}) {
				if !yield(d, err) {
					return
				}
			}
		}
	}
}

// ByID returns days with the fields of rehomeFields only.
func (s store) ByID(ctx context.Context, agency string, ids []string) ([]Day, error) {
	return s.find(ctx, bson.M{"_id": bson.M{"$in": ids}, "agency": agency}, options.Find().SetProjection(rehomeFields))
}

// Rehomed stores where days stand in the tree of units, each in the place of the version that d carries.
func (s store) Rehomed(ctx context.Context, days []Day) error {
	patches := make([]mongodb.Patch, len(days))
	for i, d := range days {
		patches[i] = mongodb.Patch{
			Key: bson.D{{Key: "_id", Value: d.ID}, {Key: "agency", Value: d.Agency}}, Seen: d.Version,
			Set: bson.D{{Key: "units", Value: d.Units}, {Key: "vis", Value: d.Vis}},
		}
	}
	return mongodb.PatchMany(ctx, "rehome diary days", s.days, patches)
}
