package checklist

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/pkg/fold"
)

// Bounds of a checklist: items, characters of one.
const (
	MaxItems = 50
	MaxText  = 200
	maxID    = 36
)

// Errors of checklists.
var (
	ErrInput     = errs.New(errs.Invalid, "checklist.invalid", "the items have faults")
	ErrNotWriter = errs.New(errs.Forbidden, "checklist.not_writer", "the lead and who gave the work write its items")
	ErrNotLead   = errs.New(errs.Forbidden, "checklist.not_lead", "the lead ticks the items")
	ErrClosed    = errs.New(errs.Conflict, "checklist.closed", "the work is finished")
)

// Item is one thing to be done within a task.
type Item struct {
	ID   string    `bson:"id"` // given by who wrote it, unique in its list
	Text string    `bson:"text"`
	Done bool      `bson:"done"`
	By   string    `bson:"by,omitempty"` // who ticked it, "" while it is not done
	At   time.Time `bson:"at,omitempty"` // when
}

// List is the checklist of one task.
type List struct {
	Task    string `bson:"_id"`
	Agency  string `bson:"agency"`
	Version int64  `bson:"version"` // 0 while nothing was written
	Items   []Item `bson:"items"`   // in the order in which they are to be shown
}

// Done counts the items that are done.
func (l List) Done() int {
	n := 0
	for _, item := range l.Items {
		if item.Done {
			n++
		}
	}
	return n
}

// Count says how far a checklist is.
type Count struct{ Done, N int }

// item returns an item by its id, the zero one where there is none.
func (l List) item(id string) Item {
	if i := slices.IndexFunc(l.Items, func(x Item) bool { return x.ID == id }); i >= 0 {
		return l.Items[i]
	}
	return Item{}
}

// clean returns items as they are stored, of each its id, text and tick. Errors: ErrInput with every faulty field.
func clean(items []Item) ([]Item, error) {
	fault := ErrInput
	if len(items) > MaxItems {
		fault = fault.With(errs.Field{Path: "items", Code: "too_many", Args: map[string]string{"max": strconv.Itoa(MaxItems)}})
	}
	all := make([]Item, 0, len(items))
	for i, item := range items {
		at := fmt.Sprintf("items[%d].", i)
		item = Item{ID: item.ID, Text: fold.Line(item.Text), Done: item.Done}
		fault = fault.Length(at+"text", item.Text, 1, MaxText)
		switch {
		case !isID(item.ID):
			fault = fault.At(at+"id", "format")
		case slices.ContainsFunc(all, func(x Item) bool { return x.ID == item.ID }):
			fault = fault.At(at+"id", "duplicate")
		}
		all = append(all, item)
	}
	return all, fault.OrNil()
}

// isID reports whether a client may name an item so: letters, digits and hyphens.
func isID(id string) bool {
	odd := func(r rune) bool {
		return (r < '0' || r > '9') && (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && r != '-'
	}
	return id != "" && len(id) <= maxID && !slices.ContainsFunc([]rune(id), odd)
}

// same reports whether items say what l says.
func (l List) same(items []Item) bool {
	return slices.EqualFunc(l.Items, items, func(x, y Item) bool { return x.ID == y.ID && x.Text == y.Text && x.Done == y.Done })
}

// with returns l with clean items in the place of its own. Errors: ErrClosed, ErrNotWriter, ErrNotLead.
func (l List) with(a access.Actor, t task.Task, items []Item, now time.Time) (List, error) {
	if !t.State.Open() {
		return List{}, ErrClosed
	}
	written := !slices.EqualFunc(l.Items, items, func(x, y Item) bool { return x.ID == y.ID && x.Text == y.Text })
	if written && !CanWrite(a, t) {
		return List{}, ErrNotWriter
	}
	next := List{Task: l.Task, Agency: l.Agency, Version: l.Version + 1, Items: slices.Clone(items)}
	for i, item := range next.Items {
		before := l.item(item.ID)
		switch {
		case item.Done == before.Done:
			next.Items[i].By, next.Items[i].At = before.By, before.At
		case !CanTick(a, t):
			return List{}, ErrNotLead
		case item.Done:
			next.Items[i].By, next.Items[i].At = a.Doer(), now
		}
	}
	return next, nil
}

// told returns how the history tells that next took the place of l: of one item by what it says, of several by their number.
func (l List) told(next List) (action string, params map[string]string) {
	type change struct{ what, text string }
	var all []change
	for _, item := range next.Items {
		before := l.item(item.ID)
		switch {
		case before.ID == "":
			all = append(all, change{"added", item.Text})
		case before.Text != item.Text:
			all = append(all, change{"edited", item.Text})
		case item.Done && !before.Done:
			all = append(all, change{"done", item.Text})
		case !item.Done && before.Done:
			all = append(all, change{"undone", item.Text})
		}
	}
	for _, item := range l.Items {
		if next.item(item.ID).ID == "" {
			all = append(all, change{"removed", item.Text})
		}
	}
	switch len(all) {
	case 0:
		return "task.checklist_ordered", map[string]string{}
	case 1:
		return "task.checklist_" + all[0].what, map[string]string{"text": all[0].text}
	}
	return "task.checklist_changed", map[string]string{"n": strconv.Itoa(len(next.Items)), "done": strconv.Itoa(next.Done())}
}
