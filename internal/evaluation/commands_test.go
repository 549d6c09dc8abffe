package evaluation_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/event"

	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
)

// TestCommandsOfAnAct: what is read and written for an act of everyday work does not creep up. Each is done once before,
// since names, units and calendars are kept for some seconds. An approval asks, by index, which work waited for this one.
func TestCommandsOfAnAct(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var mu sync.Mutex
	var sent []string
	_, _, err := w.serve(mongotest.Again(t, w.db, mongodb.Watching(&event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		mu.Lock()
		defer mu.Unlock()
		collection, _ := e.Command.Lookup(e.CommandName).StringValueOK()
		sent = append(sent, e.CommandName+" "+collection)
	}})))
	w.ok(err)
	var x task.Task
	acts := []struct {
		name string
		most int
		do   func()
	}{
		{"create", 8, func() { x = w.assign("2026-04-20", 1) }},
		{"accept", 9, func() { x, err = w.tasks.Accept(w.ctx, w.officer, x.ID, x.Version, ""); w.ok(err) }},
		{"submit", 8, func() { x = w.submit(x) }},
		{"approve", 10, func() { w.approve(x) }},
	}
	for _, act := range acts {
		act.do()
	}
	for _, act := range acts {
		mu.Lock()
		sent = nil
		mu.Unlock()
		act.do()
		mu.Lock()
		got := slices.Clone(sent)
		mu.Unlock()
		if len(got) > act.most {
			t.Errorf("%s: %d commands, at most %d: %q", act.name, len(got), act.most, got)
		}
	}
}
