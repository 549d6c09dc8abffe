package tasklist

import (
	"errors"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestReport: every cell of a report is the length of the list that its number opens, of the unit, of each unit below it, of
// each person and of each document, in several periods; and it is read from the keys of an index.
func TestReport(t *testing.T) {
	t.Parallel()
	s, _ := mixed(t, 800)
	s.clock = clock.Fixed(local("2026-02-06 12:00"))
	counted := []task.State{task.Assigned, task.Completed, task.InProgress, task.Submitted}
	open := []task.State{task.Assigned, task.InProgress, task.Submitted}
	length := func(n Narrow, f Filter) int {
		q, rows := Query{Tab: TabUnit, Filter: f, Narrow: n, Limit: 100}, 0
		for {
			page, next, err := s.List(t.Context(), an, q)
			if err != nil {
				t.Fatal(err)
			}
			rows += len(page)
			if q.Cursor = next; next == "" {
				return rows
			}
		}
	}
	seen := 0
	for _, period := range []struct{ from, to vncal.Date }{{"2026-02-01", "2026-02-28"}, {"2026-02-04", "2026-02-06"}, {"2026-02-06", "2026-02-06"}, {"2026-03-01", "2026-03-31"}} {
		for _, way := range [][]string{path, path[:2], path[:1], {"province", "department", "office"}} {
			unit := way[len(way)-1]
			in := Narrow{Unit: unit, Path: way, From: period.from, To: period.to}
			for _, by := range []By{ByUnit, ByPerson, ByDocument} {
				r, err := s.Report(t.Context(), an, TallyQuery{Path: way, From: period.from, To: period.to, By: by})
				if err != nil {
					t.Fatal(err)
				}
				var all Tally
				for _, row := range r.Rows {
					all = all.Plus(row.Tally)
				}
				lists := map[string]struct {
					n    Narrow
					f    Filter
					want int
				}{
					"total":   {Narrow{States: counted}, All, all.Total()},
					"on time": {Narrow{Late: LateOnTime}, All, all.OnTime},
					"late":    {Narrow{Late: LateDone}, All, all.Late},
					"in time": {Narrow{Late: LateInTime, States: open}, All, all.InTime},
					"overdue": {Narrow{Late: LateOverdue, States: open}, All, all.Overdue},
				}
				for name, l := range lists {
					l.n.Unit, l.n.Path, l.n.From, l.n.To = in.Unit, in.Path, in.From, in.To
					if got := length(l.n, l.f); got != l.want {
						t.Errorf("%s, %s to %s by %s: %s is %d, its list has %d", unit, period.from, period.to, by, name, l.want, got)
					}
					seen += l.want
				}
				for _, row := range r.Rows[:min(len(r.Rows), 3)] {
					n := in
					switch n.States = counted; by {
					case ByPerson:
						n.Person = row.Key
					case ByDocument:
						n.Document = row.Key
					default:
						continue // a unit above is the sum of those below, which the caller adds up
					}
					if got := length(n, All); got != row.Total() {
						t.Errorf("%s by %s of %s: %d, its list has %d", unit, by, row.Key, row.Total(), got)
					}
				}
				if got := length(Narrow{Unit: unit, Path: way, Late: LateNone, States: open}, OnlyOpen); got != r.NoDue {
					t.Errorf("%s: %d without a deadline, the list has %d", unit, r.NoDue, got)
				}
			}
		}
	}
	if seen < 1000 {
		t.Errorf("only %d counted: the test says little", seen)
	}
}

// TestReportReadsKeys: a report looks at no stored task, whatever it is broken down by.
func TestReportReadsKeys(t *testing.T) {
	t.Parallel()
	db, s := crowd(t, 2000)
	for _, by := range []By{ByUnit, ByPerson, ByDocument} {
		q := TallyQuery{Path: path, From: "2026-02-01", To: "2026-02-28", By: by}
		commands := mongotest.Reads(t, db, func() {
			if _, err := s.Report(t.Context(), an, q); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Report(t.Context(), an, q); err != nil { // kept
				t.Fatal(err)
			}
		})
		if len(commands) != 2 {
			t.Errorf("by %s: %d commands", by, len(commands))
		}
		for _, c := range commands {
			var command bson.D
			if err := bson.Unmarshal(c, &command); err != nil {
				t.Fatal(err)
			}
			command = slices.DeleteFunc(command, func(e bson.E) bool { // what the driver adds and explain refuses
				return slices.Contains([]string{"$db", "lsid", "$clusterTime", "readConcern", "$readPreference", "maxTimeMS"}, e.Key)
			})
			var plan bson.M
			if err := db.Collection(task.Collection).Database().RunCommand(t.Context(),
				bson.D{{Key: "explain", Value: command}, {Key: "verbosity", Value: "executionStats"}}).Decode(&plan); err != nil {
				t.Fatal(err)
			}
			if docs := examined(plan); docs != 0 {
				t.Errorf("by %s: %d tasks were read", by, docs)
			}
		}
	}
}

// examined adds up the documents that a plan looked at.
func examined(v any) (n int64) {
	switch v := v.(type) {
	case bson.M:
		for key, inner := range v {
			if key == "totalDocsExamined" {
				switch docs := inner.(type) {
				case int32:
					n += int64(docs)
				case int64:
					n += docs
				}
			}
			n += examined(inner)
		}
	case bson.D:
		for _, e := range v {
			n += examined(bson.M{e.Key: e.Value})
		}
	case bson.A:
		for _, inner := range v {
			n += examined(inner)
		}
	}
	return n
}

// TestReportScope: who neither leads, follows nor inspects the unit or one above it gets no report of it.
func TestReportScope(t *testing.T) {
	t.Parallel()
	_, s := crowd(t, 10)
	q := TallyQuery{Path: path, From: "2026-01-01", To: "2026-12-31", By: ByUnit}
	for name, tc := range map[string]struct {
		who access.Actor
		may bool
	}{
		"its head": {chi, true}, "a head above": {an, true}, "its follow-up officer": {person("x", access.Monitor, "division"), true},
		"an inspector above": {person("x", access.Inspector, "province"), true}, "an officer of it": {dung, false},
		"another unit's head": {giang, false}, "its clerk": {person("x", access.Clerk, "division"), false},
		"hr of all": {person("x", access.HR, "province"), false}, "an administrator": {person("x", access.Admin, "province"), false},
	} {
		r, err := s.Report(t.Context(), tc.who, q)
		if tc.may != (err == nil) || !tc.may && !errors.Is(err, errs.ErrNotFound) || tc.may && len(r.Rows) == 0 {
			t.Errorf("%s: %d rows, %v", name, len(r.Rows), err)
		}
	}
}

// TestLoads: the open work of people, as their own lists have it.
func TestLoads(t *testing.T) {
	t.Parallel()
	s, all := mixed(t, 400)
	s.clock = clock.Fixed(local("2026-02-03 12:00"))
	want := map[string]Load{}
	for _, x := range all {
		if !x.State.Given() {
			continue
		}
		l := want[x.Lead.Person]
		l.Person, l.Open, l.Converted = x.Lead.Person, l.Open+1, l.Converted+x.ConvertedMilli()
		if handed := s.clock.Now(); x.DueOn != "" && (x.SubmittedAt == nil && !handed.Before(x.DueAt) || x.SubmittedAt != nil && !x.SubmittedAt.Before(x.DueAt)) {
			l.Overdue++
		}
		want[x.Lead.Person] = l
	}
	got, err := s.Loads(t.Context(), "province", []string{"dung", "nga", "nobody"})
	if err != nil || len(got) != 2 || !slices.Equal([]Load{got["dung"], got["nga"]}, []Load{want["dung"], want["nga"]}) {
		t.Errorf("%+v, want %+v, %v", got, want, err)
	}
	if none, err := s.Loads(t.Context(), "province", nil); err != nil || len(none) != 0 {
		t.Errorf("of nobody: %v, %v", none, err)
	}
}
