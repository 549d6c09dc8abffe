package journal_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/journal"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/realtime"
)

// logged are the types that the log of these tests is about.
var logged = []string{"person", "unit"}

func TestLog(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, slices.Concat(realtime.Indexes(), journal.Indexes(logged...))...)
	j := journal.New(db, clock.Fixed(noon), realtime.NewEvents(db), &letters{})
	put := func(n int, typ, by, unit string) {
		who := access.Actor{ID: by, Agency: "a", Name: by}
		if err := db.WithTx(t.Context(), func(ctx context.Context) error {
			return j.Write(ctx, journal.Entry{
				Action: typ + ".changed", By: who, At: noon.Add(time.Duration(n) * time.Minute), Vis: []string{access.Staff(unit)},
				Object: journal.Object{Type: typ, ID: fmt.Sprint(typ, n%2), Title: fmt.Sprint(n)},
			})
		}); err != nil {
			t.Fatal(err)
		}
	}
	for n, e := range [][3]string{
		{"person", "an", "north"}, {"task", "an", "north"}, {"unit", "chi", "south"}, {"person", "chi", "north"}, {"person", "an", "south"},
	} {
		put(n, e[0], e[1], e[2])
	}
	all := journal.LogReach{All: true}
	for name, tc := range map[string]struct {
		reach journal.LogReach
		q     journal.LogQuery
		want  string
	}{
		"everything but work":    {all, journal.LogQuery{Types: logged}, "4 3 2 0"},
		"one type":               {all, journal.LogQuery{Types: []string{"unit"}}, "2"},
		"who acted":              {all, journal.LogQuery{Types: logged, By: "an"}, "4 0"},
		"one object":             {all, journal.LogQuery{Types: []string{"person"}, Object: "person0"}, "4 0"},
		"from":                   {all, journal.LogQuery{Types: logged, From: noon.Add(3 * time.Minute)}, "4 3"},
		"up to":                  {all, journal.LogQuery{Types: logged, To: noon.Add(3 * time.Minute)}, "2 0"},
		"in one's units":         {journal.LogReach{Tokens: []string{access.Staff("south")}}, journal.LogQuery{Types: logged}, "4 2"},
		"who may read none":      {journal.LogReach{}, journal.LogQuery{Types: logged}, ""},
		"work is no system log":  {all, journal.LogQuery{Types: nil}, ""},
		"another's objects only": {journal.LogReach{Tokens: []string{access.Work("south")}}, journal.LogQuery{Types: logged}, ""},
	} {
		for _, limit := range []int{1, 2, 100} { // whatever the page, the rows are the same
			var got []string
			cursor, pages := "", 0
			for {
				items, next, err := j.Log(t.Context(), "a", tc.reach, tc.q, cursor, limit)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for _, r := range items {
					got = append(got, r.Object.Title)
				}
				if cursor, pages = next, pages+1; next == "" || pages > 10 {
					break
				}
			}
			if s := strings.Join(got, " "); s != tc.want {
				t.Errorf("%s, pages of %d: %q, want %q", name, limit, s, tc.want)
			}
		}
	}
	_, next, err := j.Log(t.Context(), "a", all, journal.LogQuery{Types: logged}, "", 1)
	if err != nil || next == "" {
		t.Fatal(next, err)
	}
	for _, c := range []string{"x", next} { // the cursor of one search in another
		if _, _, err := j.Log(t.Context(), "a", all, journal.LogQuery{Types: logged, By: "an"}, c, 1); !errors.Is(err, journal.ErrCursor) {
			t.Errorf("cursor %q: %v", c, err)
		}
	}
}

// TestLogReads: the log of an agency with much work is read by its own index, however much work lies between.
func TestLogReads(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, journal.Indexes(logged...)...)
	j := journal.New(db, clock.Fixed(noon), nil, nil)
	var all []any
	for n := range 5000 {
		typ := "task"
		if n%100 == 0 {
			typ = "person"
		}
		all = append(all, journal.Record{
			ID: fmt.Sprintf("%05d", n), Agency: "a", At: noon.Add(time.Duration(n) * time.Second), By: []string{"an", "chi"}[n%2],
			Object: journal.Object{Type: typ, ID: fmt.Sprint(n)}, Action: typ + ".changed",
		})
	}
	if _, err := db.Collection("audit").InsertMany(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	for _, q := range []journal.LogQuery{{Types: logged}, {Types: logged[:1]}, {Types: logged, By: "an"}, {Types: logged, From: noon.Add(time.Hour)}} {
		mongotest.Plans(t, db, 22, func() {
			if items, _, err := j.Log(t.Context(), "a", journal.LogReach{All: true}, q, "", 20); err != nil || len(items) == 0 {
				t.Errorf("%+v: %d, %v", q, len(items), err)
			}
		})
	}
}

func TestLogReachOf(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		posts []access.Appointment
		want  string
	}{
		"administrator": {[]access.Appointment{{Unit: "a", Role: access.Admin}}, "true []"},
		"inspector":     {[]access.Appointment{{Unit: "n", Role: access.Inspector}}, "false [o:n s:n]"},
		"both":          {[]access.Appointment{{Unit: "n", Role: access.Inspector}, {Unit: "a", Role: access.Admin}}, "true []"},
		"head":          {[]access.Appointment{{Unit: "a", Role: access.Head}}, "false []"},
		"hr":            {[]access.Appointment{{Unit: "a", Role: access.HR}}, "false []"},
		"nobody":        {nil, "false []"},
	} {
		r := journal.LogReachOf(access.Actor{ID: "x", Agency: "a", Appointments: tc.posts})
		if got := fmt.Sprint(r.All, " ", r.Tokens); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}
