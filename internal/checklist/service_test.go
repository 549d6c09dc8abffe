package checklist_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/access"
	"congvu/internal/checklist"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
)

// desk is one task that everybody but "stranger" sees: thinh gave it to lan.
type desk struct {
	mu     sync.Mutex
	state  task.State
	told   []string
	events []string
	db     *mongodb.DB
}

func (d *desk) Look(_ context.Context, a access.Actor, id string) (task.Task, error) {
	if a.ID == "stranger" {
		return task.Task{}, errs.ErrNotFound
	}
	t := task.Task{Row: task.Row{ID: id, Agency: a.Agency, State: d.state, Lead: task.Lead{Unit: "cntt", Person: "lan"}, AssignedBy: "thinh"}}
	t.Approver, t.Vis = "thinh", []string{"u:lan", "u:thinh"}
	return t, nil
}

func (d *desk) Write(_ context.Context, e journal.Entry) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.told = append(d.told, strings.TrimSuffix(e.Action+" "+e.Params["text"], " "))
	return nil
}

func (d *desk) Announce(_ context.Context, _, typ, id string, audience ...string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.events = append(d.events, typ+" "+id+" "+strings.Join(audience, ","))
	return nil
}

func person(id string) access.Actor { return access.Actor{ID: id, Agency: "province"} }

func items(texts ...string) []checklist.Item {
	all := []checklist.Item{}
	for _, text := range texts {
		name, done := strings.CutSuffix(text, "+")
		all = append(all, checklist.Item{ID: name[:1], Text: name, Done: done})
	}
	return all
}

func texts(l checklist.List) string {
	all := []string{}
	for _, item := range l.Items {
		text := item.Text
		if item.Done {
			text += "+"
		}
		all = append(all, text)
	}
	return strings.Join(all, " ")
}

func newDesk(t *testing.T) (*desk, *checklist.Service) {
	t.Helper()
	d := &desk{state: task.InProgress, db: mongotest.New(t, checklist.Indexes()...)}
	at := time.Date(2026, 10, 29, 8, 0, 0, 0, time.UTC)
	return d, checklist.New(checklist.Deps{DB: d.db, Tasks: d, Journal: d, Clock: clock.Fixed(at)})
}

// TestChecklist: what each may do, what the history says of it, and that a stale list is refused with the stored one.
func TestChecklist(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t)
	version := int64(0)
	for _, tc := range []struct {
		who  string
		put  []checklist.Item
		want error
		says string // the history
	}{
		{"thinh", items("a", "b"), nil, "task.checklist_changed"},
		{"thinh", items("a", "b", "c"), nil, "task.checklist_added c"},
		{"lan", items("a+", "b", "c"), nil, "task.checklist_done a"},
		{"lan", items("a+", "b", "c"), nil, ""}, // a double click
		{"thinh", items("a+", "b+", "c"), checklist.ErrNotLead, ""},
		{"thinh", items("a", "b", "c"), checklist.ErrNotLead, ""},
		{"thinh", items("a+", "b", "c", "d+"), checklist.ErrNotLead, ""},
		{"thinh", items("a+", "b2", "c"), nil, "task.checklist_edited b2"},
		{"lan", items("c", "b2", "a+"), nil, "task.checklist_ordered"},
		{"lan", items("c", "b2", "a"), nil, "task.checklist_undone a"},
		{"thinh", items("c", "a"), nil, "task.checklist_removed b2"},
		{"hoa", items("c", "a", "e"), checklist.ErrNotWriter, ""},
		{"hoa", items("a", "c"), checklist.ErrNotWriter, ""},
		{"hoa", items("c+", "a"), checklist.ErrNotLead, ""},
		{"stranger", items("c"), errs.ErrNotFound, ""},
	} {
		before := len(d.told)
		v, err := s.Put(t.Context(), person(tc.who), "T1", version, tc.put)
		if !errors.Is(err, tc.want) {
			t.Errorf("%s puts %v: %v, want %v", tc.who, tc.put, err, tc.want)
		}
		if got := strings.Join(d.told[before:], "; "); got != tc.says {
			t.Errorf("%s puts %v: the history says %q, want %q", tc.who, tc.put, got, tc.says)
		}
		if err == nil {
			version = v.Version
		}
	}
	v, err := s.Get(t.Context(), person("hoa"), "T1")
	if err != nil || texts(v.List) != "c a" || v.MayWrite || v.MayTick {
		t.Errorf("in the end: %q, %+v, %v", texts(v.List), v, err)
	}
	if d.events[0] != "checklist T1 u:lan,u:thinh" || len(d.events) != len(d.told) {
		t.Errorf("screens hear %v", d.events)
	}
	_, err = s.Put(t.Context(), person("hoa"), "T1", version-1, items("x"))
	if stored, ok := errs.As(err).Current.(checklist.View); !errors.Is(err, errs.ErrChanged) || !ok || texts(stored.List) != "c a" {
		t.Errorf("stale: %v, %+v", err, errs.As(err).Current)
	}
	d.state = task.Completed
	if _, err = s.Put(t.Context(), person("lan"), "T1", version, items("c+", "a")); !errors.Is(err, checklist.ErrClosed) {
		t.Errorf("of finished work: %v", err)
	}
	if v, err = s.Get(t.Context(), person("lan"), "T1"); err != nil || v.MayWrite || v.MayTick {
		t.Errorf("of finished work: %+v, %v", v, err)
	}
}

// TestTicked: who ticked an item and when stays with it, whatever is changed beside it.
func TestTicked(t *testing.T) {
	t.Parallel()
	_, s := newDesk(t)
	for i, put := range [][]checklist.Item{items("a", "b"), items("a+", "b"), items("b", "a2+"), items("b", "a2+", "c")} {
		who := "lan"
		if i == 3 {
			who = "thinh"
		}
		if _, err := s.Put(t.Context(), person(who), "T1", int64(i), put); err != nil {
			t.Fatal(err)
		}
	}
	v, err := s.Get(t.Context(), person("thinh"), "T1")
	at := time.Date(2026, 10, 29, 8, 0, 0, 0, time.UTC)
	want := []checklist.Item{{ID: "b", Text: "b"}, {ID: "a", Text: "a2", Done: true, By: "lan", At: at}, {ID: "c", Text: "c"}}
	if diff := cmp.Diff(want, v.Items); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}

// TestFaults: what cannot be an item is refused with the field, and nothing of it is kept.
func TestFaults(t *testing.T) {
	t.Parallel()
	_, s := newDesk(t)
	many := make([]checklist.Item, checklist.MaxItems+1)
	for i := range many {
		many[i] = checklist.Item{ID: fmt.Sprint(i), Text: "mục"}
	}
	one := func(id, text string) []checklist.Item {
		return []checklist.Item{{ID: "ok", Text: "Lấy ý kiến"}, {ID: id, Text: text}}
	}
	for path, put := range maps.All(map[string][]checklist.Item{
		"items": many, "items[1].text": one("b", "  "), "items[1].id": one("ok", "Hai"),
	}) {
		if _, err := s.Put(t.Context(), person("lan"), "T1", 0, put); !errors.Is(err, checklist.ErrInput) || errs.As(err).Fields[0].Path != path {
			t.Errorf("%s: %v, %v", path, err, errs.As(err).Fields)
		}
	}
	for _, put := range [][]checklist.Item{one("b", strings.Repeat("x", checklist.MaxText+1)), one("", "Hai"), one("../b", "Hai"), one("$b", "Hai"), one(strings.Repeat("b", 37), "Hai")} {
		if _, err := s.Put(t.Context(), person("lan"), "T1", 0, put); !errors.Is(err, checklist.ErrInput) {
			t.Errorf("%v: %v", put[1], err)
		}
	}
	if v, err := s.Get(t.Context(), person("lan"), "T1"); err != nil || v.Version != 0 || len(v.Items) != 0 {
		t.Errorf("kept: %+v, %v", v, err)
	}
}

// TestAtOnce: of two who change the same list at the same time one is told what is stored now.
func TestAtOnce(t *testing.T) {
	t.Parallel()
	_, s := newDesk(t)
	for version := range int64(3) {
		results := make([]error, 2)
		var both sync.WaitGroup
		for i := range results {
			both.Go(func() {
				_, results[i] = s.Put(t.Context(), person("lan"), "T1", version, items(fmt.Sprintf("a%d%d", version, i)))
			})
		}
		both.Wait()
		lost := errors.Join(results...)
		stored, ok := errs.As(lost).Current.(checklist.View)
		if (results[0] == nil) == (results[1] == nil) || !errors.Is(lost, errs.ErrChanged) || !ok || stored.Version != version+1 {
			t.Errorf("version %d: %v; the stored one is %+v", version, results, stored)
		}
	}
}

// TestCounts: lists read how far many checklists are at once, by their ids alone; those without items are not counted, nor those of
// another agency.
func TestCounts(t *testing.T) {
	t.Parallel()
	d, s := newDesk(t)
	ctx := t.Context()
	if all, err := s.Counts(ctx, "province", nil); err != nil || len(all) != 0 {
		t.Errorf("of nothing: %v, %v", all, err)
	}
	put := func(version int64, list []checklist.Item) {
		t.Helper()
		if _, err := s.Put(ctx, person("lan"), "T", version, list); err != nil {
			t.Fatal(err)
		}
	}
	count := func() (got checklist.Count) {
		t.Helper()
		mongotest.Plans(t, d.db, 2, func() {
			all, err := s.Counts(ctx, "province", []string{"T", "other"})
			if err != nil {
				t.Fatal(err)
			}
			got = all["T"]
		})
		return got
	}
	three := items("a", "b", "c")
	put(0, three)
	if got := count(); got != (checklist.Count{N: 3}) {
		t.Errorf("written: %v", got)
	}
	three[1].Done = true
	put(1, three)
	if got := count(); got != (checklist.Count{Done: 1, N: 3}) {
		t.Errorf("ticked: %v", got)
	}
	if all, err := s.Counts(ctx, "another", []string{"T"}); err != nil || len(all) != 0 {
		t.Errorf("of another agency: %v, %v", all, err)
	}
	put(2, nil)
	if got := count(); got != (checklist.Count{}) {
		t.Errorf("emptied: %v", got)
	}
}
