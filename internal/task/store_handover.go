package task

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/mongodb"
)

// OpenOf returns a person's open tasks as lead, as assigner or author, and as coordinator, each once, by deadline, at most
// limit of each.
func (s store) OpenOf(ctx context.Context, agency, person string, limit int64) ([]Task, error) {
	found, seen := []Task{}, map[string]bool{}
	for _, part := range []bson.E{{Key: FieldLead, Value: person}, {Key: FieldAssigner, Value: person}, {Key: FieldHelpers, Value: access.Person(person)}} {
		rows, err := mongodb.All[Task](ctx, "find open work of a person", s.tasks,
			bson.D{{Key: "agency", Value: agency}, part, {Key: "open", Value: true}}, options.Find().SetSort(Order(ByDue)).SetLimit(limit))
		if err != nil {
			return nil, err
		}
		for _, t := range rows {
			if !seen[t.ID] {
				seen[t.ID] = true
				found = append(found, t)
			}
		}
	}
	return found, nil
}
