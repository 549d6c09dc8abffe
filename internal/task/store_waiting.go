package task

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
)

// waitingFields are what says whom a task waits for.
var waitingFields = bson.D{
	{Key: "agency", Value: 1}, {Key: "version", Value: 1}, {Key: "state", Value: 1}, {Key: "lead", Value: 1}, {Key: "waiting", Value: 1},
	{Key: "assigned_by", Value: 1}, {Key: "assigned_at", Value: 1}, {Key: "approver", Value: 1}, {Key: "proposal", Value: 1},
	{Key: "units", Value: 1}, {Key: "extensions", Value: 1},
}

// Open yields the open tasks of an agency with what says whom they wait for, and nothing else of them; it stops after the
// first error.
func (s store) Open(ctx context.Context, agency string) iter.Seq2[Task, error] {
	return mongodb.Each[Task](ctx, "find open tasks", s.tasks, bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: true}},
		mongodb.Walk{Sort: Order(ByDue), Hint: byDue.Keys, Fields: waitingFields})
}

// Whole returns a task whoever may see it, for jobs; errs.ErrNotFound when there is none.
func (s store) Whole(ctx context.Context, agency, id string) (t Task, err error) {
	err = s.tasks.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&t)
	return t, mongodb.Translate("get task", err)
}
