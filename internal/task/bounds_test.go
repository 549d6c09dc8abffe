package task_test

import (
	"fmt"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// grown is work of the head with n parts that the officer has, copies of one.
func (w *world) grown(n int) task.Task {
	w.t.Helper()
	ctx := w.t.Context()
	x, err := w.tasks.Create(ctx, w.director, w.input(task.Lead{Unit: w.cntt.ID, Person: w.head.ID}), true, "")
	w.ok(err)
	child, err := w.tasks.Split(ctx, w.head, x.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), nil, true, "")
	w.ok(err)
	var doc bson.M
	w.ok(w.db.Collection(task.Collection).FindOne(ctx, bson.M{"_id": child.ID}).Decode(&doc))
	copies := make([]any, n-1)
	for i := range copies {
		c := bson.M{}
		for key, value := range doc {
			c[key] = value
		}
		c["_id"], c["code"] = mongodb.NewID(), fmt.Sprintf("NV-2026-9%05d", i)
		copies[i] = c
	}
	_, err = w.db.Collection(task.Collection).InsertMany(ctx, copies)
	w.ok(err)
	x, err = w.tasks.Get(ctx, w.director, x.ID)
	w.ok(err)
	return x
}

// TestTreeBound: a tree is read up to its bound, and says that there is more.
func TestTreeBound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.grown(task.MaxNodes)
	if nodes, more, err := w.tasks.Tree(t.Context(), w.director, x.ID); err != nil || len(nodes) != task.MaxNodes || more {
		t.Errorf("%d parts, more: %t, %v", len(nodes), more, err)
	}
	_, err := w.tasks.Split(t.Context(), w.head, x.ID, w.input(task.Lead{Unit: w.cntt.ID, Person: w.officer.ID}), nil, true, "")
	w.ok(err)
	if nodes, more, err := w.tasks.Tree(t.Context(), w.director, x.ID); err != nil || len(nodes) != task.MaxNodes || !more {
		t.Errorf("one more: %d parts, more: %t, %v", len(nodes), more, err)
	}
}

// TestRecallOfManyResyncs: taking work back with more than 200 parts is one act; past 200 notices screens are told to fetch anew
// rather than of each part.
func TestRecallOfManyResyncs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ctx := t.Context()
	const parts = 230
	x := w.grown(parts)
	events := w.db.Collection("events")
	_, err := events.DeleteMany(ctx, bson.M{})
	w.ok(err)
	_, err = w.tasks.Recall(ctx, w.director, x.ID, x.Version, "Chuyển cho đơn vị khác làm")
	w.ok(err)
	if n, err := w.db.Collection(task.Collection).CountDocuments(ctx, bson.M{"above": x.ID, "state": task.Recalled}); err != nil || n != parts {
		t.Errorf("%d of %d parts taken back, %v", n, parts, err)
	}
	all, err := events.CountDocuments(ctx, bson.M{"type": bson.M{"$ne": "resync"}})
	w.ok(err)
	resync, err := events.CountDocuments(ctx, bson.M{"type": "resync", "audience": "u:" + w.officer.ID})
	w.ok(err)
	if all == 0 || all > 200 || resync != 1 {
		t.Errorf("%d notices and %d to fetch everything, want at most 200 and one", all, resync)
	}
}
