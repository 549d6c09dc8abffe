package tasklist

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// The people of the lists: an chairs the province, chi heads a division of it; dung and phuc are officers.
var (
	an        = person("an", access.Head, "province")
	binh      = person("binh", access.Head, "department")
	chi       = person("chi", access.Head, "division")
	dung      = person("dung", access.Officer, "division")
	phuc      = person("phuc", access.Officer, "division")
	giang     = person("giang", access.Head, "other department")
	path      = []string{"province", "department", "division"}
	everybody = []access.Actor{an, binh, chi, dung, phuc, giang, access.System("province")}
)

func person(id string, role access.Role, unit string) access.Actor {
	return access.Actor{ID: id, Agency: "province", Name: id, Appointments: []access.Appointment{{Unit: unit, Role: role, Primary: true}}}
}

// local returns an instant by the clock on the wall.
func local(s string) time.Time {
	at, err := time.ParseInLocation("2006-01-02 15:04", s, vncal.Zone())
	if err != nil {
		panic(err)
	}
	return at
}

// many is enough for a bad plan to show on a deep page.
const many = 20_000

// crowd stores n tasks of one division: most are given by chi to dung, and every fourth one has ended. Ten share each
// instant of each sort, so that pages must not rely on it alone.
func crowd(t *testing.T, n int) (*mongodb.DB, *Service) {
	t.Helper()
	db := mongotest.New(t)
	start := local("2026-01-05 08:00")
	batch := make([]task.Task, 0, n)
	for i := range n {
		state := task.InProgress
		switch {
		case i%4 == 0:
			state = task.Completed
		case i%10 == 1:
			state = task.Submitted
		case i%10 == 2:
			state = task.Assigned
		}
		at := start.Add(time.Duration(i/10) * time.Minute)
		due := vncal.Date("2026-02-02").AddDays(i / 100)
		x := task.Task{
			Row: task.Row{
				ID: mongodb.NewID(), Agency: "province", Code: fmt.Sprintf("NV-2026-%06d", i), Version: 1,
				Title: fmt.Sprintf("Báo cáo kết quả tuần %d của phòng", i), State: state, Open: state.Open(), Lead: task.Lead{Unit: "division", Person: "dung"},
				Document: &task.Source{ID: "d", Number: fmt.Sprintf("%d/UBND-NC", i%1000)}, QtyMilli: 1000, Product: task.Product{KMilli: 6000},
				DueOn: due, DueAt: due.End(), AssignedBy: "chi", Units: path, CreatedAt: at, UpdatedAt: at,
			},
			Approver: "chi", Watchers: []string{"giang", "dung"}, Helpers: []string{"u:phuc", "o:other department"},
			Vis: []string{"u:chi", "u:dung", "o:province", "o:department", "o:division", "u:phuc", "o:other department"},
		}
		x.Waiting, x.WaitingSince = []string{}, nil
		switch state {
		case task.Submitted:
			x.Waiting, x.WaitingSince, x.Asked = []string{"chi"}, &at, true
		case task.Assigned, task.InProgress:
			x.Waiting, x.WaitingSince, x.Asked = []string{"dung"}, &at, state == task.Assigned
		}
		x.Fold = fold.Tokens(x.Code, x.Title, x.Document.Number)
		batch = append(batch, x)
	}
	for part := range slices.Chunk(batch, 2000) {
		if _, err := db.Collection(task.Collection).InsertMany(t.Context(), part); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range task.Indexes()[0].Models { // over what is stored already: many times faster than row by row
		if err := db.Ensure(t.Context(), mongodb.Indexes{Collection: task.Collection, Models: []mongo.IndexModel{m}}); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { // emptying it row by row would hold up the next test
		if err := db.Collection(task.Collection).Drop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return db, New(db, clock.Fixed(start))
}

// TestListPlans asks for the first and a deep page of every list in every order: no scan of the collection, no sort in
// memory, and no more than ten keys or documents for each row of the page.
func TestListPlans(t *testing.T) {
	t.Parallel()
	db, s := crowd(t, many)
	tasks := task.New(task.Deps{DB: db})
	ctx := t.Context()
	const limit = 50
	deep := func(a access.Actor, q Query, skip int) string { // the cursor at row skip, found without asking the service
		q = q.normal()
		sc := scopeOf(a, q.Tab)
		rows, err := s.store.rows(ctx, sc.base(q.Filter.open()),
			options.Find().SetSort(task.Order(q.Sort)).SetHint(sc.hint(q.Sort)).SetSkip(int64(skip)).SetLimit(1))
		if err != nil || len(rows) == 0 {
			t.Fatalf("%d rows at %d, %v", len(rows), skip, err)
		}
		last := rows[0]
		return q.next(last.ID, q.Sort.Instant(last), false)
	}
	both := access.Actor{ID: "both", Agency: "province", Appointments: []access.Appointment{
		{Unit: "division", Role: access.Head}, {Unit: "department", Role: access.Monitor},
	}}
	helper := person("phuc", access.Head, "other department")
	for name, tc := range map[string]struct {
		actor access.Actor
		tab   Tab
		rows  int // at least so many are in the list
	}{
		"lead": {dung, TabLead, many / 2}, "assigned": {chi, TabAssigned, many / 2}, "unit, division": {chi, TabUnit, many / 2},
		"unit, two appointments": {both, TabUnit, many / 2}, "waiting": {chi, TabWaiting, many / 10}, "waiting, lead": {dung, TabWaiting, many / 20},
		"coordinating, person": {phuc, TabCoordinating, many / 2}, "coordinating, head": {giang, TabCoordinating, many / 2},
		"watching": {dung, TabWatching, many / 2}, "coordinating, both": {helper, TabCoordinating, many / 2}, "all": {both, TabAll, many / 2},
	} {
		for _, filter := range []Filter{OnlyOpen, OnlyFinished, All} {
			for _, sort := range []task.Sort{task.ByDue, task.ByUpdated, task.ByCreated} {
				rows := tc.rows
				if filter == OnlyFinished && tc.tab != TabWaiting {
					rows = many / 5
				}
				q := Query{Tab: tc.tab, Filter: filter, Sort: sort, Limit: limit}
				next := deep(tc.actor, q, rows-2*limit)
				for _, at := range []string{"", next} {
					q.Cursor = at
					t.Run(fmt.Sprintf("%s/%s/%s/deep=%t", name, filter, sort, at != ""), func(t *testing.T) {
						mongotest.Plans(t, db, limit, func() {
							page, _, err := s.List(ctx, tc.actor, q)
							if err != nil || len(page) < limit {
								t.Errorf("%d rows, %v", len(page), err)
							}
						})
					})
				}
			}
		}
	}
	t.Run("counts", func(t *testing.T) {
		mongotest.Plans(t, db, countLimit, func() {
			for _, a := range []access.Actor{an, chi, dung, helper} {
				if _, err := s.Counts(ctx, a); err != nil {
					t.Error(err)
				}
			}
		})
	})
	t.Run("attention", func(t *testing.T) {
		mongotest.Plans(t, db, countLimit, func() {
			for _, at := range []string{"2026-02-02 08:00", "2026-12-31 08:00"} {
				for _, a := range []access.Actor{an, chi, both} {
					s := New(db, clock.Fixed(local(at)))
					if all, err := s.Attention(ctx, a, local("2026-01-06 08:00")); err != nil || len(all.Stuck.Rows) != maxAttention {
						t.Errorf("%d stuck, %v", len(all.Stuck.Rows), err)
					}
				}
			}
		})
	})
	t.Run("search", func(t *testing.T) { // a page looks at a window of the list, however many rows lie behind it
		mongotest.Plans(t, db, windows[len(windows)-1]/10+1, func() {
			for _, q := range []Query{{Tab: TabUnit, Text: "khong co chu nay", Limit: limit}, {Tab: TabUnit, Text: "NV-2026-000001", Limit: limit}} {
				if _, _, err := s.List(ctx, chi, q); err != nil {
					t.Error(err)
				}
			}
		})
	})
	t.Run("loads", func(t *testing.T) { // reads the open work of the people asked for, and nobody else's
		mongotest.Plans(t, db, many*3/4/10+1, func() {
			if loads, err := tasks.Loads(ctx, "province", []string{"dung", "chi"}); err != nil || len(loads) == 0 {
				t.Errorf("%v, %v", loads, err)
			}
		})
	})
	t.Run("reminders", func(t *testing.T) {
		mongotest.Plans(t, db, 100, func() {
			n := 0
			for _, err := range tasks.OpenDue(ctx, "province", "2026-03-02", "2026-03-02") {
				if err != nil {
					t.Fatal(err)
				}
				n++
			}
			if n == 0 {
				t.Error("nothing due")
			}
		})
	})
	t.Run("columns", func(t *testing.T) { rareColumn(t, db, s) }) // the last: it changes some
}

// TestPaging walks lists to their end: every row once, in order.
func TestPaging(t *testing.T) {
	t.Parallel()
	_, s := crowd(t, 230)
	for _, tab := range []Tab{TabLead, TabAssigned, TabCoordinating, TabWatching, TabUnit, TabAll, TabWaiting} {
		for _, sort := range []task.Sort{task.ByDue, task.ByUpdated, task.ByCreated} {
			q := Query{Tab: tab, Filter: All, Sort: sort, Limit: 7}
			actor := chi
			switch tab {
			case TabLead, TabWatching:
				actor = dung
			case TabCoordinating:
				actor = person("phuc", access.Head, "other department") // in two parts, yet each row once
			}
			var got []task.Row
			for {
				rows, next, err := s.List(t.Context(), actor, q)
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, rows...)
				if next == "" {
					break
				}
				q.Cursor = next
			}
			want := 230
			if tab == TabWaiting {
				want = 23 // submitted: every tenth
			}
			ids := map[string]bool{}
			for i, r := range got {
				ids[r.ID] = true
				by := q.normal().Sort
				if i > 0 && by != task.ByCreated && (by == task.ByUpdated) == by.Instant(got[i-1]).Before(by.Instant(r)) && !by.Instant(got[i-1]).Equal(by.Instant(r)) {
					t.Errorf("%s by %s: %s after %s", tab, sort, r.Code, got[i-1].Code)
				}
			}
			if len(got) != want || len(ids) != want {
				t.Errorf("%s by %s: %d rows, %d different, want %d", tab, sort, len(got), len(ids), want)
			}
		}
	}
}

// TestCursor refuses what no list gave.
func TestCursor(t *testing.T) {
	t.Parallel()
	_, s := crowd(t, 20)
	_, next, err := s.List(t.Context(), chi, Query{Tab: TabAssigned, Filter: All, Limit: 5})
	if err != nil || next == "" {
		t.Fatalf("next %q, %v", next, err)
	}
	for name, q := range map[string]Query{
		"of another tab":    {Tab: TabUnit, Filter: All, Cursor: next, Limit: 5},
		"of another filter": {Tab: TabAssigned, Filter: OnlyOpen, Cursor: next, Limit: 5},
		"of another sort":   {Tab: TabAssigned, Filter: All, Sort: task.ByUpdated, Cursor: next, Limit: 5},
		"of a search":       {Tab: TabAssigned, Filter: All, Text: "báo cáo", Cursor: next, Limit: 5},
		"made up":           {Tab: TabAssigned, Filter: All, Cursor: "eyJpIjoieCJ9", Limit: 5},
		"no base64":         {Tab: TabAssigned, Filter: All, Cursor: "$$", Limit: 5},
	} {
		if _, _, err := s.List(t.Context(), chi, q); !errors.Is(err, ErrCursor) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestScope: nothing outside the actor's tokens is in any list, whatever fields name them.
func TestScope(t *testing.T) {
	t.Parallel()
	db, s := crowd(t, 40)
	hidden := task.Task{
		Row: task.Row{ID: mongodb.NewID(), Agency: "province", Code: "NV-2026-900000", State: task.Draft, Open: true, Title: "Bản nháp của chi",
			Lead: task.Lead{Unit: "division", Person: "dung"}, AssignedBy: "chi", Units: path, Waiting: []string{}, DueAt: time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)},
		Vis: []string{"u:chi"},
	}
	hidden.Fold = fold.Tokens(hidden.Code, hidden.Title)
	hidden.Watchers = []string{"dung", "chi"} // a watch gives no sight
	foreign := hidden
	foreign.ID, foreign.Code, foreign.Agency, foreign.State = mongodb.NewID(), "NV-2026-900001", "another province", task.InProgress
	foreign.Vis = []string{"u:dung", "o:division"}
	if _, err := db.Collection(task.Collection).InsertMany(t.Context(), []task.Task{hidden, foreign}); err != nil {
		t.Fatal(err)
	}
	for _, a := range everybody {
		for _, tab := range []Tab{TabLead, TabAssigned, TabCoordinating, TabWatching, TabUnit, TabAll, TabWaiting} {
			for _, text := range []string{"", "NV-2026-900000", "ban nhap", "NV-2026-900001"} {
				rows, _, err := s.List(t.Context(), a, Query{Tab: tab, Filter: All, Text: text, Limit: 100})
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows {
					if r.Code >= "NV-2026-9" && (a.ID != "chi" || tab != TabAssigned && tab != TabWatching && tab != TabAll || r.Agency != "province") {
						t.Errorf("%s finds %s in %s by %q", a.ID, r.Code, tab, text)
					}
				}
			}
		}
	}
	own, _, err := s.List(t.Context(), chi, Query{Tab: TabAssigned, Text: "ban nhap", Limit: 10})
	if err != nil || len(own) != 1 {
		t.Errorf("the author finds %d drafts, %v", len(own), err)
	}
	found, err := task.New(task.Deps{DB: db}).Objects(t.Context(), dung, []string{hidden.ID, foreign.ID})
	if err != nil || len(found) != 0 {
		t.Errorf("objects: %v, %v", found, err)
	}
}

// TestSearch finds without diacritics, exact numbers first, across small and large lists.
func TestSearch(t *testing.T) {
	t.Parallel()
	_, s := crowd(t, 6000)
	all := func(a access.Actor, tab Tab, text string) (codes []string, pages int) {
		q := Query{Tab: tab, Filter: All, Text: text, Limit: 4}
		for {
			rows, next, err := s.List(t.Context(), a, q)
			if err != nil {
				t.Fatal(err)
			}
			pages++
			for _, r := range rows {
				codes = append(codes, r.Code)
			}
			if next == "" {
				return codes, pages
			}
			q.Cursor = next
		}
	}
	for name, tc := range map[string]struct {
		actor access.Actor
		tab   Tab
		text  string
		want  []string
	}{
		"code":                     {chi, TabAssigned, "NV-2026-000123", []string{"NV-2026-000123"}},
		"end of the code":          {chi, TabAssigned, "005123", []string{"NV-2026-005123"}},
		"document number":          {chi, TabAssigned, "123/UBND-NC", []string{"NV-2026-005123", "NV-2026-004123", "NV-2026-003123", "NV-2026-002123", "NV-2026-001123", "NV-2026-000123"}},
		"document number, by head": {an, TabUnit, "123/UBND-NC", []string{"NV-2026-005123", "NV-2026-004123", "NV-2026-003123", "NV-2026-002123", "NV-2026-001123", "NV-2026-000123"}},
		"words of the title":       {dung, TabLead, "ket qua tuan 5999", []string{"NV-2026-005999"}},
		"words and half a word": {an, TabUnit, "Báo cáo tuần 599", append(seq(5999, 5990), // the week's number begins so, or the document's is so
			"NV-2026-000599", "NV-2026-001599", "NV-2026-002599", "NV-2026-003599", "NV-2026-004599", "NV-2026-005599")},
		"waiting":           {chi, TabWaiting, "tuan 5911", []string{"NV-2026-005911"}},
		"helped with":       {phuc, TabCoordinating, "tuan 5912", []string{"NV-2026-005912"}},
		"in any part":       {phuc, TabAll, "tuan 5912", []string{"NV-2026-005912"}},
		"waiting, not mine": {chi, TabWaiting, "tuan 5912", nil},
		"nothing":           {chi, TabUnit, "khong co dau ca", nil},
		"only signs":        {chi, TabUnit, "//--", nil},
	} {
		got, _ := all(tc.actor, tc.tab, tc.text)
		if tc.tab == TabUnit || tc.tab == TabAssigned || tc.tab == TabLead {
			slices.Sort(got)
			slices.Sort(tc.want)
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	if _, pages := all(chi, TabUnit, "khong co dau ca"); pages > 2 {
		t.Errorf("nothing found in %d pages", pages)
	}
}

func seq(from, to int) (codes []string) {
	for i := from; i >= to; i-- {
		codes = append(codes, fmt.Sprintf("NV-2026-%06d", i))
	}
	return codes
}

// TestCounts stops at 999.
func TestCounts(t *testing.T) {
	t.Parallel()
	db, s := crowd(t, 1500)
	c, err := s.Counts(t.Context(), chi)
	if err != nil {
		t.Fatal(err)
	}
	want := Counts{Assigned: Count{999, true}, Unit: Count{999, true}, Waiting: Count{150, false}}
	if c != want {
		t.Errorf("counts %+v, want %+v", c, want)
	}
	s.clock = clock.Fixed(local("2026-02-03 08:00")) // the first hundred are overdue, but for what ended or waits
	if c, err = s.Counts(t.Context(), dung); err != nil || c.Lead != (Count{999, true}) || c.Overdue.N == 0 || c.Overdue.N > 75 {
		t.Errorf("counts %+v, %v", c, err)
	}
	loads, err := task.New(task.Deps{DB: db}).Loads(t.Context(), "province", []string{"dung", "chi"})
	if err != nil || loads["dung"] != (task.Load{Open: 1125, ConvertedMilli: 1125 * 6000}) || len(loads) != 1 {
		t.Errorf("loads %v, %v", loads, err)
	}
}
