package evaluation

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/grading"
	"congvu/internal/mongodb"
)

// Long returns the stored quarters and years of an agency.
func (s store) Long(ctx context.Context, agency string) ([]Month, error) {
	return mongodb.All[Month](ctx, "list long periods", s.periods, bson.D{
		{Key: "agency", Value: agency}, {Key: "type", Value: bson.D{{Key: "$in", Value: bson.A{"quarter", "year"}}}},
	}, options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "type", Value: 1}, {Key: "from", Value: 1}}))
}

// AllVersions returns by person the versions of their sheets of a period, the oldest first.
func (s store) AllVersions(ctx context.Context, agency string, people []string, p grading.Period) (map[string][]Sheet, error) {
	all, err := mongodb.All[Sheet](ctx, "list versions of sheets", s.sheets, bson.D{
		{Key: "agency", Value: agency}, {Key: "person", Value: bson.D{{Key: "$in", Value: people}}}, {Key: "period", Value: p},
	}, options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "person", Value: 1}, {Key: "period", Value: 1}, {Key: "rev", Value: 1}}))
	versions := make(map[string][]Sheet, len(people))
	for _, sh := range all {
		versions[sh.Person] = append(versions[sh.Person], sh)
	}
	return versions, err
}
