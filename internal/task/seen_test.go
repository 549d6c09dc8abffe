package task_test

import (
	"context"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/realtime"
)

// TestSeenIsKept: the note that the lead has opened the work survives a job that had read the task before, and is told once.
func TestSeenIsKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	x := w.give()
	w.relieve(w.officer) // so that the night passes the work on
	opened := false
	err := w.tasks.PassOn(ctx, w.agency, func(in context.Context) error {
		if opened || in == ctx {
			return nil
		}
		opened = true // the job has read the task: now it is opened
		_, err := w.tasks.Get(ctx, w.officer, x.ID)
		return err
	})
	w.ok(err)
	if _, err := w.tasks.Get(ctx, w.officer, x.ID); err != nil { // again: nothing more to tell
		t.Error(err)
	}
	x, err = w.tasks.Get(ctx, w.head, x.ID)
	w.ok(err)
	if !opened || x.SeenAt == nil || len(x.Waiting) != 1 || x.Waiting[0] != w.head.ID {
		t.Errorf("opened %t, seen %v, waits for %v", opened, x.SeenAt, x.Waiting)
	}
	n, err := w.db.Collection(realtime.Indexes()[0].Collection).CountDocuments(ctx, bson.M{"type": "seen"})
	if err != nil || n != 1 {
		t.Errorf("told %d times, %v", n, err)
	}
}
