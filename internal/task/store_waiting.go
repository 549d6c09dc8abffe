package task

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/mongodb"
)

// waitingFields are what says whom a task waits for.
var waitingFields = bson.D{
	{Key: "agency", Value: 1}, {Key: "version", Value: 1}, {Key: "state", Value: 1}, {Key: "lead", Value: 1}, {Key: "waiting", Value: 1},
	{Key: "assigned_by", Value: 1}, {Key: "assigned_at", Value: 1}, {Key: "approver", Value: 1}, {Key: "proposal", Value: 1},
	{Key: "units", Value: 1}, {Key: "extensions", Value: 1}, {Key: "causes", Value: 1}, {Key: "paused", Value: 1},
}

// Open yields the tasks of an agency that may wait for somebody, with what says whom they wait for and nothing else of them: the
// open ones, and closed ones about which something is asked still. It stops after the first error.
func (s store) Open(ctx context.Context, agency string) iter.Seq2[Task, error] {
	open := mongodb.Each[Task](ctx, "find open tasks", s.tasks, bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: true}},
		mongodb.Walk{Sort: Order(ByDue), Hint: byDue.Keys, Fields: waitingFields})
	closed := mongodb.Each[Task](ctx, "find closed tasks that wait", s.tasks, bson.D{ // every given task carries the token of the root
		{Key: "agency", Value: agency}, {Key: FieldVis, Value: access.Work(agency)}, {Key: "asked", Value: true}, {Key: "open", Value: false},
	}, mongodb.Walk{Sort: Order(ByWaiting), Hint: IndexByStuck.Keys, Fields: waitingFields})
	return func(yield func(Task, error) bool) {
		for _, part := range []iter.Seq2[Task, error]{open, closed} {
			for t, err := range part {
				if !yield(t, err) || err != nil {
					return
				}
			}
		}
	}
}

// Whole returns a task whoever may see it, for jobs; errs.ErrNotFound when there is none.
func (s store) Whole(ctx context.Context, agency, id string) (t Task, err error) {
	err = s.tasks.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&t)
	return t, mongodb.Translate("get task", err)
}
