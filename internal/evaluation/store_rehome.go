package evaluation

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// CountUnder counts the sheets of a unit and of all below it, all or those that are not frozen.
func (s store) CountUnder(ctx context.Context, agency, unit string, open bool) (int, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "units", Value: unit}}
	if open {
		filter = append(filter, bson.E{Key: "frozen", Value: nil})
	}
	n, err := s.sheets.CountDocuments(ctx, filter)
	return int(n), mongodb.Translate("count sheets of unit", err)
}

// placeFields are what a sheet's place in the tree of units follows from: sheets themselves carry their lines.
var placeFields = bson.D{
	{Key: "agency", Value: 1}, {Key: "person", Value: 1}, {Key: "units", Value: 1}, {Key: "vis", Value: 1}, {Key: "version", Value: 1},
}

// Under yields the sheets of a unit and of all below it, with the fields of placeFields only.
func (s store) Under(ctx context.Context, agency, unit string) iter.Seq2[Sheet, error] {
	return mongodb.Each[Sheet](ctx, "walk sheets of unit", s.sheets, bson.D{{Key: "agency", Value: agency}, {Key: "units", Value: unit}}, mongodb.Walk{
		Sort: bson.D{{Key: "period", Value: 1}, {Key: "person", Value: 1}, {Key: "rev", Value: 1}}, Hint: managedIndex().Keys, Fields: placeFields,
	})
}

// Places returns sheets with the fields of placeFields only.
func (s store) Places(ctx context.Context, agency string, ids []string) ([]Sheet, error) {
	return mongodb.All[Sheet](ctx, "places of sheets", s.sheets,
		bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, {Key: "agency", Value: agency}}, options.Find().SetProjection(placeFields))
}

// Rehomed stores where sheets stand in the tree of units, each in the place of the version that sh carries.
func (s store) Rehomed(ctx context.Context, sheets []Sheet) error {
	patches := make([]mongodb.Patch, len(sheets))
	for i, sh := range sheets {
		patches[i] = mongodb.Patch{
			Key: bson.D{{Key: "_id", Value: sh.ID}, {Key: "agency", Value: sh.Agency}}, Seen: sh.Version,
			Set: bson.D{{Key: "units", Value: sh.Units}, {Key: "vis", Value: sh.Vis}},
		}
	}
	return mongodb.PatchMany(ctx, "rehome sheets", s.sheets, patches)
}

// LookAnew makes the months that are not closed look for whom their sheets wait. It is nobody's act and changes no version.
func (s store) LookAnew(ctx context.Context, agency string) error {
	_, err := s.periods.UpdateMany(ctx, bson.D{
		{Key: "agency", Value: agency}, {Key: "state", Value: bson.D{{Key: "$ne", Value: Closed}}}, {Key: "posts", Value: bson.D{{Key: "$gt", Value: ""}}},
	}, bson.D{{Key: "$set", Value: bson.D{{Key: "posts", Value: ""}}}})
	return mongodb.Translate("look for superiors anew", err)
}
