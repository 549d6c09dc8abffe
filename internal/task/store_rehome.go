package task

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/mongodb"
)

// CountUnder counts the open, or the closed, tasks that a unit or one below it leads or coordinates.
func (s store) CountUnder(ctx context.Context, agency, unit string, open bool) (int, error) {
	seen := bson.D{{Key: FieldVis, Value: access.Work(unit)}}
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: open}}
	if open { // drafts show no unit
		filter = append(filter, bson.E{Key: "$or", Value: bson.A{seen, bson.D{{Key: "units", Value: unit}}}})
	} else {
		filter = append(filter, seen...)
	}
	n, err := s.tasks.CountDocuments(ctx, filter)
	return int(n), mongodb.Translate("count tasks of unit", err)
}

// rehomeFields are what a task's place in the tree of units follows from.
var rehomeFields = bson.D{
	{Key: "open", Value: 1}, {Key: "lead", Value: 1}, {Key: "parts", Value: 1}, {Key: "helpers", Value: 1}, {Key: "units", Value: 1},
	{Key: "merged", Value: 1}, {Key: FieldVis, Value: 1},
}

// Under yields the tasks that a unit or one below it leads or coordinates, with the fields of rehomeFields only; an open one
// may come twice.
func (s store) Under(ctx context.Context, agency, unit string) iter.Seq2[Task, error] {
	return func(yield func(Task, error) bool) {
		for _, walk := range []struct {
			query bson.D
			sort  bson.D // of an index that the query shares
		}{
			{bson.D{{Key: "agency", Value: agency}, {Key: "units", Value: unit}, {Key: "open", Value: true}}, bson.D{{Key: "_id", Value: 1}}},
			{bson.D{{Key: "agency", Value: agency}, {Key: FieldVis, Value: access.Work(unit)}, {Key: "open", Value: true}}, bson.D{{Key: "_id", Value: -1}}},
			{bson.D{{Key: "agency", Value: agency}, {Key: FieldVis, Value: access.Work(unit)}, {Key: "open", Value: false}}, bson.D{{Key: "_id", Value: -1}}},
		} {
			for t, err := range mongodb.Each[Task](ctx, "walk tasks of unit", s.tasks, walk.query, mongodb.Walk{Sort: walk.sort, Fields: rehomeFields}) {
				if !yield(t, err) {
					return
				}
			}
		}
	}
}

// Rehomed stores where tasks stand in the tree of units, each in the place of the version that t carries.
func (s store) Rehomed(ctx context.Context, tasks []Task) error {
	patches := make([]mongodb.Patch, len(tasks))
	for i, t := range tasks {
		patches[i] = mongodb.Patch{
			Key: bson.D{{Key: "_id", Value: t.ID}, {Key: "agency", Value: t.Agency}}, Seen: t.Version,
			Set: bson.D{
				{Key: "lead", Value: t.Lead}, {Key: "parts", Value: t.Coordinators}, {Key: "helpers", Value: t.Helpers},
				{Key: "units", Value: t.Units}, {Key: "merged", Value: t.Merged}, {Key: FieldVis, Value: t.Vis},
			},
		}
	}
	return mongodb.PatchMany(ctx, "rehome tasks", s.tasks, patches)
}
