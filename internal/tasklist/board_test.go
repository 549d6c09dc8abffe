package tasklist

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
)

// walkColumn reads a column to its end.
func walkColumn(t *testing.T, s *Service, a access.Actor, q Query, state task.State) (rows []task.Row) {
	t.Helper()
	q.Narrow.States, q.Limit = []task.State{state}, 20
	for {
		page, next, err := s.List(t.Context(), a, q)
		if err != nil {
			t.Fatal(err)
		}
		if rows = append(rows, page...); next == "" {
			return rows
		}
		q.Cursor = next
	}
}

// TestColumns: the number over every column of a board is the length of the column, whatever list it is of, and what it comes
// to is the sum of its rows; a state that the filter or the narrowing leaves out has no column.
func TestColumns(t *testing.T) {
	t.Parallel()
	s, all := mixed(t, 700)
	s.clock = clock.Fixed(local("2026-02-05 09:00"))
	counted := 0
	for name, tc := range map[string]struct {
		actor access.Actor
		q     Query
		want  int // columns
	}{
		"lead":         {dung, Query{Tab: TabLead}, 6},
		"assigned":     {chi, Query{Tab: TabAssigned, Filter: All}, 8},
		"finished":     {chi, Query{Tab: TabAssigned, Filter: OnlyFinished}, 2},
		"coordinating": {phuc, Query{Tab: TabCoordinating, Filter: All}, 8},
		"watching":     {dung, Query{Tab: TabWatching, Filter: All, Sort: task.ByUpdated}, 8},
		"waiting":      {chi, Query{Tab: TabWaiting}, 8},
		"unit":         {an, Query{Tab: TabUnit, Filter: All, Sort: task.ByCreated}, 8},
		"late":         {an, Query{Tab: TabUnit, Filter: All, Narrow: Narrow{Late: LateOverdue}}, 8},
		"person":       {an, Query{Tab: TabUnit, Filter: All, Narrow: Narrow{Person: "nga"}}, 8},
		"below":        {an, Query{Tab: TabUnit, Filter: All, Narrow: Narrow{Unit: "division", Path: path}}, 8},
		"urgent":       {an, Query{Tab: TabAll, Filter: All, Narrow: Narrow{Urgency: []task.Urgency{task.Urgent}, From: "2026-02-03"}}, 8},
		"one state":    {an, Query{Tab: TabUnit, Filter: All, Narrow: Narrow{States: []task.State{task.Recalled}}}, 1},
		"its contrary": {an, Query{Tab: TabUnit, Filter: OnlyFinished, Narrow: Narrow{States: []task.State{task.Recalled}}}, 0},
		"two states":   {an, Query{Tab: TabUnit, Filter: All, Narrow: Narrow{States: []task.State{task.Assigned, task.Submitted}}}, 2},
		"words":        {an, Query{Tab: TabUnit, Filter: All, Text: "ket qua tuan 1"}, 8},
		"a rare word":  {an, Query{Tab: TabUnit, Filter: All, Text: "bao 0003"}, 8},
		"a code":       {chi, Query{Tab: TabAssigned, Filter: All, Text: "NV-2026-000123"}, 8},
		"a number":     {chi, Query{Tab: TabAssigned, Filter: All, Text: "Số: 123/UBND-NC"}, 8},
		"words, wait":  {chi, Query{Tab: TabWaiting, Text: "ket qua"}, 8},
		"nobody":       {giang, Query{Tab: TabAssigned, Filter: All}, 8},
		"no unit":      {phuc, Query{Tab: TabUnit, Filter: All}, 8},
	} {
		columns, err := s.Columns(t.Context(), tc.actor, tc.q)
		if err != nil || len(columns) != tc.want {
			t.Errorf("%s: %d columns, want %d, %v", name, len(columns), tc.want, err)
		}
		for _, c := range columns {
			rows, converted := walkColumn(t, s, tc.actor, tc.q, c.State), int64(0)
			for _, r := range rows {
				converted += r.ConvertedMilli()
				if r.State != c.State {
					t.Errorf("%s: %s in the column of %s", name, r.State, c.State)
				}
			}
			if c.Count != (Count{N: len(rows)}) || c.Converted != converted {
				t.Errorf("%s, %s: counted %v with %d, it has %d with %d", name, c.State, c.Count, c.Converted, len(rows), converted)
			}
			counted += c.Count.N
		}
	}
	if counted < len(all) {
		t.Errorf("only %d counted: the test says little", counted)
	}
	if !errors.Is(func() error {
		_, _, err := s.List(t.Context(), an, Query{Tab: TabUnit, Narrow: Narrow{States: []task.State{task.Assigned}}, Cursor: "x"})
		return err
	}(), ErrCursor) {
		t.Error("a cursor of no list is read")
	}
}

// rareColumn is of a list too long to be counted row by row: every state is counted by itself, and a state that is rare in it is
// a range of an index, counted and read in one page; where counting stops it says that there may be more.
func rareColumn(t *testing.T, db *mongodb.DB, s *Service) {
	t.Helper()
	codes := []string{"NV-2026-000003", "NV-2026-004007", "NV-2026-018007"}
	if _, err := db.Collection(task.Collection).UpdateMany(t.Context(), bson.M{"code": bson.M{"$in": codes}}, bson.M{"$set": bson.M{"state": task.Paused}}); err != nil {
		t.Fatal(err)
	}
	more := Count{N: countLimit - 1, More: true}
	for name, tc := range map[string]struct {
		by   Narrow
		want map[task.State]Count
	}{
		"whole": {Narrow{}, map[task.State]Count{
			task.Paused: {N: 3}, task.Assigned: more, task.InProgress: more, task.Submitted: more, task.Completed: more,
		}},
		"narrowed to nothing": {Narrow{Product: "none"}, map[task.State]Count{task.InProgress: {More: true}}},
	} {
		mongotest.Plans(t, db, boardWindow/10+1, func() {
			columns, err := s.Columns(t.Context(), an, Query{Tab: TabUnit, Filter: All, Narrow: tc.by})
			if err != nil || len(columns) != len(boardStates) {
				t.Fatalf("%s: %d columns, %v", name, len(columns), err)
			}
			for _, c := range columns {
				if c.Count != tc.want[c.State] || c.Count.More && c.Converted != 0 {
					t.Errorf("%s, %s: %v with %d, want %v", name, c.State, c.Count, c.Converted, tc.want[c.State])
				}
			}
		})
	}
	mongotest.Plans(t, db, 1, func() {
		rows, next, err := s.List(t.Context(), an, Query{Tab: TabUnit, Narrow: Narrow{States: []task.State{task.Paused}}, Limit: 20})
		if err != nil || next != "" || len(rows) != 3 || !slices.IsSortedFunc(rows, func(x, y task.Row) int { return strings.Compare(string(x.DueOn), string(y.DueOn)) }) {
			t.Errorf("%d rows, next %q, %v", len(rows), next, err)
		}
	})
}
