package task

import (
	"context"
	"iter"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/mongodb"
)

// Graded yields the ids of an agency's tasks that may have a grading line in a month that begins at from or in a later
// one: those that are open, those touched since and closed, and those closed before whose deadline ends later. Each id
// comes once, each group in the order of an index; it stops after the first error.
func (s *Service) Graded(ctx context.Context, agency string, from time.Time) iter.Seq2[string, error] {
	return s.store.Graded(ctx, agency, from)
}

// Whole returns those of ids that are tasks of the agency, whoever may see them, in no order: for jobs.
func (s *Service) Whole(ctx context.Context, agency string, ids []string) ([]Task, error) {
	return s.store.WholeOf(ctx, agency, ids)
}

func (s store) Graded(ctx context.Context, agency string, from time.Time) iter.Seq2[string, error] {
	closed := func(more ...bson.E) bson.D { // every given task carries the token of the root
		return append(bson.D{{Key: "agency", Value: agency}, {Key: FieldVis, Value: access.Work(agency)}, {Key: "open", Value: false}}, more...)
	}
	groups := []struct {
		filter bson.D
		sort   Sort
		hint   any
	}{
		{bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: true}}, ByDue, byDue.Keys},
		{closed(bson.E{Key: "updated_at", Value: bson.M{"$gte": from}}), ByUpdated, ListIndex(FieldVis, ByUpdated).Keys},
		{closed(bson.E{Key: "due_at", Value: bson.M{"$gt": from, "$lt": noDeadline}}, bson.E{Key: "updated_at", Value: bson.M{"$lt": from}}),
			ByDue, ListIndex(FieldVis, ByDue).Keys},
	}
	return func(yield func(string, error) bool) {
		for _, g := range groups {
			for id, err := range s.ids(ctx, g.filter, mongodb.Walk{Sort: Order(g.sort), Hint: g.hint, Page: 5000}) {
				if !yield(id, err) || err != nil {
					return
				}
			}
		}
	}
}

// ids yields the ids of what a query finds; it stops after the first error.
func (s store) ids(ctx context.Context, filter bson.D, w mongodb.Walk) iter.Seq2[string, error] {
	type row struct {
		ID string `bson:"_id"`
	}
	w.Fields = bson.D{{Key: "_id", Value: 1}}
	return func(yield func(string, error) bool) {
		for r, err := range mongodb.Each[row](ctx, "find graded tasks", s.tasks, filter, w) {
			if !yield(r.ID, err) || err != nil {
				return
			}
		}
	}
}

// WholeOf returns those of ids that are tasks of the agency.
func (s store) WholeOf(ctx context.Context, agency string, ids []string) ([]Task, error) {
	return mongodb.All[Task](ctx, "get tasks", s.tasks, bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "agency", Value: agency}})
}
