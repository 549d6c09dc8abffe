package task

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// Outdated returns open tasks whose deadline was counted by another version of the calendar, at most limit.
func (s store) Outdated(ctx context.Context, agency, version string, limit int) ([]Task, error) {
	return mongodb.All[Task](ctx, "list outdated deadlines", s.tasks,
		bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: true}, {Key: "due_calendar", Value: bson.D{{Key: "$ne", Value: version}}}},
		options.Find().SetHint(byCalendar.Keys).SetLimit(int64(limit)))
}

// Counted notes that the deadlines of some open tasks are the same by a version of the calendar. It is no change that
// anybody sees, so the task's version stays.
func (s store) Counted(ctx context.Context, agency string, ids []string, version string) error {
	if len(ids) == 0 {
		return nil
	}
	_, err := s.tasks.UpdateMany(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}},
		bson.D{{Key: "$set", Value: bson.D{{Key: "due_calendar", Value: version}}}})
	return mongodb.Translate("note counted deadlines", err)
}

// DueFrom returns the open tasks that are due on a day or later: a day off moves no deadline that lies before it.
func (s store) DueFrom(ctx context.Context, agency string, first vncal.Date) iter.Seq2[Task, error] {
	return mongodb.Each[Task](ctx, "list coming deadlines", s.tasks,
		bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: true}, {Key: "due_at", Value: bson.D{{Key: "$gte", Value: first.Start()}}}},
		mongodb.Walk{Sort: bson.D{{Key: "due_at", Value: 1}, {Key: "_id", Value: 1}}, Hint: byDue.Keys})
}
