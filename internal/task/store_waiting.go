package task

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// waitingFields are what says whom a task waits for.
var waitingFields = bson.M{
	"agency": 1, "version": 1, "state": 1, "lead": 1, "waiting": 1, "assigned_by": 1, "assigned_at": 1, "approver": 1, "proposal": 1,
	"units": 1,
}

// Open yields the open tasks of an agency with what says whom they wait for, and nothing else of them; it stops after the
// first error.
func (s store) Open(ctx context.Context, agency string) iter.Seq2[Task, error] {
	return func(yield func(Task, error) bool) {
		cur, err := s.tasks.Find(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "open", Value: true}},
			options.Find().SetHint(byDue.Keys).SetProjection(waitingFields))
		if err != nil {
			yield(Task{}, mongodb.Translate("find open tasks", err))
			return
		}
		defer func() { _ = cur.Close(context.WithoutCancel(ctx)) }()
		for cur.Next(ctx) {
			var t Task
			if err := cur.Decode(&t); err != nil {
				yield(Task{}, mongodb.Translate("read open task", err))
				return
			}
			if !yield(t, nil) {
				return
			}
		}
		if err := cur.Err(); err != nil {
			yield(Task{}, mongodb.Translate("read open tasks", err))
		}
	}
}

// Whole returns a task whoever may see it, for jobs; errs.ErrNotFound when there is none.
func (s store) Whole(ctx context.Context, agency, id string) (t Task, err error) {
	err = s.tasks.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&t)
	return t, mongodb.Translate("get task", err)
}
