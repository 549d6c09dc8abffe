package tasklist

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// mixed is a crowd in which work differs in all that a list can be narrowed by.
func mixed(t *testing.T, n int) (*Service, []task.Task) {
	t.Helper()
	db, s := crowd(t, n)
	c := db.Collection(task.Collection)
	set := func(every, from int, values bson.M) {
		codes := []string{}
		for i := from; i < n; i += every {
			codes = append(codes, fmt.Sprintf("NV-2026-%06d", i))
		}
		if _, err := c.UpdateMany(t.Context(), bson.M{"code": bson.M{"$in": codes}}, bson.M{"$set": values}); err != nil {
			t.Fatal(err)
		}
	}
	early, late := local("2026-01-10 10:00"), local("2026-02-04 10:00")
	set(8, 0, bson.M{"submitted_at": early})
	set(8, 4, bson.M{"submitted_at": late})
	set(20, 1, bson.M{"submitted_at": late})
	set(20, 11, bson.M{"submitted_at": early})
	set(7, 3, bson.M{"due_on": "", "due_at": task.Never()})
	set(5, 2, bson.M{"urgency": task.Urgent})
	set(9, 5, bson.M{"urgency": task.Express})
	set(6, 1, bson.M{"product.code": "BC-01"})
	set(11, 2, bson.M{"lead": bson.M{"unit": "office", "person": "nga"}, "units": []string{"province", "department", "office"},
		"vis": []string{"u:chi", "u:nga", "o:province", "o:department", "o:office", "o:division"}}) // the division only helps
	set(13, 6, bson.M{"state": task.Recalled, "submitted_at": nil})
	cur, err := c.Find(t.Context(), bson.M{})
	if err != nil {
		t.Fatal(err)
	}
	var all []task.Task
	if err := cur.All(t.Context(), &all); err != nil {
		t.Fatal(err)
	}
	return s, all
}

// TestNarrow: every way to narrow a list, alone and together, in every order and over many pages, finds exactly the rows that
// say so themselves.
func TestNarrow(t *testing.T) {
	t.Parallel()
	s, all := mixed(t, 700)
	cal := &vncal.Calendar{}
	for _, at := range []time.Time{local("2026-02-05 09:00"), local("2026-02-06 00:00")} {
		s.clock = clock.Fixed(at)
		is := func(kinds ...vncal.Timeliness) func(task.Task) bool {
			return func(x task.Task) bool { return slices.Contains(kinds, x.Timeliness(cal, at).Kind) }
		}
		today := vncal.DateOf(at)
		for name, tc := range map[string]struct {
			actor access.Actor
			by    Narrow
			want  func(task.Task) bool
		}{
			"overdue": {an, Narrow{Late: LateOverdue}, is(vncal.Overdue)},
			"late":    {an, Narrow{Late: LateDone}, is(vncal.Late)},
			"on time": {an, Narrow{Late: LateOnTime}, is(vncal.Early, vncal.OnTime)},
			"never":   {an, Narrow{Late: LateNone}, func(x task.Task) bool { return x.DueOn == "" }},
			"week": {an, Narrow{Late: LateWeek}, func(x task.Task) bool {
				return x.State.Given() && x.SubmittedAt == nil && x.DueOn >= today && x.DueOn <= today.AddDays(6)
			}},
			"unit":     {an, Narrow{Unit: "division", Path: path}, func(x task.Task) bool { return x.Lead.Unit == "division" }},
			"above":    {an, Narrow{Unit: "department", Path: path[:2]}, func(task.Task) bool { return true }},
			"no path":  {an, Narrow{Unit: "office"}, func(x task.Task) bool { return x.Lead.Unit == "office" }},
			"helps":    {chi, Narrow{Unit: "office", Path: []string{"province", "department", "office"}}, func(x task.Task) bool { return x.Lead.Unit == "office" }},
			"person":   {an, Narrow{Person: "nga"}, func(x task.Task) bool { return x.Lead.Person == "nga" }},
			"document": {an, Narrow{Document: "d"}, func(task.Task) bool { return true }},
			"no such":  {an, Narrow{Document: "x"}, func(task.Task) bool { return false }},
			"product":  {an, Narrow{Product: "BC-01"}, func(x task.Task) bool { return x.Product.Code == "BC-01" }},
			"period":   {an, Narrow{From: "2026-02-03", To: "2026-02-05"}, func(x task.Task) bool { return x.DueOn >= "2026-02-03" && x.DueOn <= "2026-02-05" }},
			"from":     {an, Narrow{From: "2026-02-08"}, func(x task.Task) bool { return x.DueOn >= "2026-02-08" }},
			"to":       {an, Narrow{To: "2026-02-04"}, func(x task.Task) bool { return x.DueOn != "" && x.DueOn <= "2026-02-04" }},
			"urgency":  {an, Narrow{Urgency: []task.Urgency{task.Urgent, task.Express}}, func(x task.Task) bool { return x.Urgency == task.Urgent || x.Urgency == task.Express }},
			"states":   {an, Narrow{States: []task.State{task.Submitted, task.Recalled}}, func(x task.Task) bool { return x.State == task.Submitted || x.State == task.Recalled }},
			"together": {chi, Narrow{Late: LateOverdue, Unit: "division", Path: path, Person: "dung", Product: "BC-01", To: "2026-02-05"},
				func(x task.Task) bool {
					return is(vncal.Overdue)(x) && x.Lead.Person == "dung" && x.Product.Code == "BC-01" && x.DueOn <= "2026-02-05"
				}},
		} {
			want := []string{}
			for _, x := range all {
				if tc.want(x) {
					want = append(want, x.Code)
				}
			}
			slices.Sort(want)
			for tab, limit := range map[Tab]int{TabUnit: 60, TabAll: 170} {
				for _, sort := range []task.Sort{task.ByDue, task.ByUpdated, task.ByCreated} {
					got, rows := []string{}, []task.Row{}
					q := Query{Tab: tab, Filter: All, Narrow: tc.by, Sort: sort, Limit: limit}
					for {
						page, next, err := s.List(t.Context(), tc.actor, q)
						if err != nil {
							t.Fatal(err)
						}
						rows = append(rows, page...)
						if q.Cursor = next; next == "" {
							break
						}
					}
					for i, r := range rows {
						got = append(got, r.Code)
						if sort == task.ByDue && i > 0 && rows[i-1].DueAt.After(r.DueAt) {
							t.Errorf("%s in %s: %s after %s", name, tab, r.Code, rows[i-1].Code)
						}
					}
					slices.Sort(got)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("%s at %s in %s by %s (-want +got):\n%s", name, at, tab, sort, diff)
					}
				}
			}
		}
	}
}

// TestNarrowSearch: words are looked for among what the list is narrowed to, however the search is carried out.
func TestNarrowSearch(t *testing.T) {
	t.Parallel()
	s, all := mixed(t, 6000)
	for name, q := range map[string]Query{
		"rows":  {Tab: TabUnit, Text: "tuan"},
		"words": {Tab: TabUnit, Text: "bao cao ket qua tu"},
		"few":   {Tab: TabUnit, Text: "tuan 5992"},
		"exact": {Tab: TabUnit, Text: "NV-2026-000002"},
		"none":  {Tab: TabUnit, Text: "NV-2026-000003"},
	} {
		q.Filter, q.Limit, q.Narrow = All, 100, Narrow{Urgency: []task.Urgency{task.Urgent}}
		wide := q
		wide.Narrow = Narrow{}
		want, got := []string{}, []string{}
		for _, one := range []struct {
			q    Query
			into *[]string
		}{{wide, &want}, {q, &got}} {
			for {
				page, next, err := s.List(t.Context(), chi, one.q)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range page {
					if r.Urgency == task.Urgent {
						*one.into = append(*one.into, r.Code)
					}
				}
				if one.q.Cursor = next; next == "" {
					break
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" || (len(want) == 0) != (name == "none") || len(want) == len(all) {
			t.Errorf("%s: %d rows (-want +got):\n%s", name, len(want), diff)
		}
	}
}

// TestNarrowScope: narrowing never shows what the list without it does not hold.
func TestNarrowScope(t *testing.T) {
	t.Parallel()
	s, _ := mixed(t, 60)
	codes := func(a access.Actor, q Query) []string {
		rows, _, err := s.List(t.Context(), a, q)
		if err != nil {
			t.Fatal(err)
		}
		all := []string{}
		for _, r := range rows {
			all = append(all, r.Code)
		}
		return all
	}
	for _, a := range everybody {
		for _, tab := range []Tab{TabLead, TabAssigned, TabCoordinating, TabWatching, TabUnit, TabAll, TabWaiting} {
			plain := codes(a, Query{Tab: tab, Filter: All, Limit: 100})
			for _, n := range []Narrow{
				{Person: "dung"}, {Person: "nga"}, {Unit: "division", Path: path}, {Unit: "province", Path: path[:1]}, {Unit: "office"},
				{Late: LateOverdue}, {Document: "d"}, {Person: "dung", Unit: "division", Path: path}, {To: "2027-01-01"},
			} {
				for _, code := range codes(a, Query{Tab: tab, Filter: All, Narrow: n, Limit: 100}) {
					if !slices.Contains(plain, code) {
						t.Errorf("%s finds %s in %s by %+v", a.ID, code, tab, n)
					}
				}
			}
		}
	}
}

// TestNarrowPlans: a narrowed page reads a window of its list by the list's index, however little it finds, and goes on from
// there.
func TestNarrowPlans(t *testing.T) {
	t.Parallel()
	db, s := crowd(t, many)
	s.clock = clock.Fixed(local("2026-03-02 08:00"))
	for name, tc := range map[string]struct {
		by    Narrow
		limit int // keys and documents, in tens
		pages int
	}{
		"nothing there": {Narrow{Product: "none"}, steps[len(steps)-1]/10 + 1, 3},
		"a period":      {Narrow{From: "2026-02-10", To: "2026-02-10"}, 50, 1},
		"overdue":       {Narrow{Late: LateOverdue}, 50, 1},
		"a unit":        {Narrow{Unit: "division", Path: path}, 50, 1},
		"a person":      {Narrow{Person: "phuc"}, 50, 1}, // who leads nothing
	} {
		q := Query{Tab: TabUnit, Filter: All, Narrow: tc.by, Limit: 50}
		pages := 0
		for {
			var next string
			mongotest.Plans(t, db, tc.limit, func() {
				_, n, err := s.List(t.Context(), an, q)
				if err != nil {
					t.Fatal(err)
				}
				next = n
			})
			pages++
			if q.Cursor = next; next == "" || tc.pages == 1 {
				break
			}
		}
		if pages != tc.pages {
			t.Errorf("%s: %d pages, want %d", name, pages, tc.pages)
		}
	}
	_, next, err := s.List(t.Context(), an, Query{Tab: TabUnit, Narrow: Narrow{Late: LateOverdue}, Limit: 5})
	if err != nil || next == "" {
		t.Fatalf("next %q, %v", next, err)
	}
	if _, _, err := s.List(t.Context(), an, Query{Tab: TabUnit, Narrow: Narrow{Late: LateWeek}, Cursor: next, Limit: 5}); !errors.Is(err, ErrCursor) {
		t.Errorf("a cursor of another narrowing: %v", err)
	}
}
