package calendar

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// told keeps what the changes say.
type told struct {
	mu      sync.Mutex
	entries []journal.Entry
	events  []string
	broken  error
}

func (j *told) WriteAll(_ context.Context, entries []journal.Entry) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.entries = append(j.entries, entries...)
	return j.broken
}

func (j *told) Announce(_ context.Context, _, _, _ string, audience ...string) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.events = append(j.events, audience...)
	return nil
}

var admin = access.Actor{ID: "quantri", Name: "Ngô Văn Tín", Agency: "qn"}

// newChanges returns the changes of 29/4/2026.
func newChanges(t *testing.T) (*Changes, *Service, *mongodb.DB, *told) {
	t.Helper()
	s, db, clk := newService(t)
	j := &told{}
	return NewChanges(ChangeDeps{DB: db, Days: s, Journal: j, Clock: clk}), s, db, j
}

func day(date vncal.Date, typ vncal.DayType) vncal.Day {
	return vncal.Day{Date: date, Name: "Ngày riêng", Type: typ}
}

// TestChange is each way to decide a day, and each way in which it is refused; what is refused leaves nothing.
func TestChange(t *testing.T) {
	t.Parallel()
	many := make([]vncal.Day, maxRows+1)
	for i := range many {
		many[i] = day(vncal.Date("2026-06-01").AddDays(i), vncal.Holiday)
	}
	for name, tc := range map[string]struct {
		days  []vncal.Day
		doc   string
		want  string // outcomes
		fault string // field and code
	}{
		"an own day off":             {[]vncal.Day{day("2026-06-08", vncal.SwappedOff)}, "5/TB", "added", ""},
		"with its Saturday":          {[]vncal.Day{day("2026-06-08", vncal.SwappedOff), day("2026-06-13", vncal.SwappedWork)}, "5/TB", "added added", ""},
		"a pending day":              {[]vncal.Day{day("2028-01-26", vncal.Holiday)}, "5/TB", "confirmed", ""},
		"what the table says":        {[]vncal.Day{day("2026-04-30", vncal.Holiday)}, "5/TB", "same", ""},
		"a holiday on a Sunday":      {[]vncal.Day{day("2026-06-14", vncal.Holiday)}, "5/TB", "added", ""},
		"a swap undone":              {[]vncal.Day{day("2026-08-31", vncal.SwappedWork)}, "5/TB", "replaced", ""},
		"yesterday's storm":          {[]vncal.Day{day("2026-04-28", vncal.Holiday)}, "5/TB", "added", ""},
		"no day":                     {nil, "5/TB", "", "days required"},
		"too many":                   {many, "5/TB", "", "days calendar_rows"},
		"no document":                {[]vncal.Day{day("2026-06-08", vncal.SwappedOff)}, " ", "", "docNumber required"},
		"a long document":            {[]vncal.Day{day("2026-06-08", vncal.SwappedOff)}, strings.Repeat("x", 101), "", "docNumber too_long"},
		"no such day":                {[]vncal.Day{day("2026-02-30", vncal.Holiday)}, "5/TB", "", "days[0].date date"},
		"no date":                    {[]vncal.Day{day("", vncal.Holiday)}, "5/TB", "", "days[0].date required"},
		"no such kind":               {[]vncal.Day{day("2026-06-08", "rest")}, "5/TB", "", "days[0].type choice"},
		"no name":                    {[]vncal.Day{{Date: "2026-06-08", Type: vncal.Holiday, Name: " "}}, "5/TB", "", "days[0].name required"},
		"twice":                      {[]vncal.Day{day("2026-06-08", vncal.Holiday), day("2026-06-08", vncal.Holiday)}, "5/TB", "", "days[1].date duplicate"},
		"long ago":                   {[]vncal.Day{day("2026-03-20", vncal.Holiday)}, "5/TB", "", "days[0].date calendar_past"},
		"far ahead":                  {[]vncal.Day{day("2031-05-05", vncal.Holiday)}, "5/TB", "", "days[0].date calendar_far"},
		"work on a working day":      {[]vncal.Day{day("2026-06-08", vncal.SwappedWork)}, "5/TB", "", "days[0].date calendar_worked"},
		"a Saturday off":             {[]vncal.Day{day("2026-06-13", vncal.SwappedOff)}, "5/TB", "", "days[0].date calendar_off"},
		"a holiday of another kind":  {[]vncal.Day{day("2026-04-30", vncal.SwappedOff)}, "5/TB", "", "days[0].date calendar_off"},
		"one bad row spoils the lot": {[]vncal.Day{day("2026-06-08", vncal.SwappedOff), day("2026-06-09", vncal.SwappedWork)}, "5/TB", "", "days[1].date calendar_worked"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, s, _, j := newChanges(t)
			change := Change{Days: tc.days, DocNo: tc.doc}
			p, err := c.Apply(t.Context(), admin, change)
			if tc.fault != "" {
				if e := errs.As(err); !errors.Is(err, ErrDays) || len(e.Fields) != 1 || e.Fields[0].Path+" "+e.Fields[0].Code != tc.fault {
					t.Errorf("%v %+v, want %s", err, errs.As(err).Fields, tc.fault)
				}
				if cal, err := s.Now(t.Context(), "qn"); err != nil || cal.Version() != vncal.Version || len(j.entries) > 0 {
					t.Errorf("something was kept: %v, %d entries", err, len(j.entries))
				}
				return
			}
			got := []string{}
			for _, d := range p.Days {
				got = append(got, string(d.Outcome))
			}
			if err != nil || strings.Join(got, " ") != tc.want {
				t.Fatalf("%v, %v; want %s", got, err, tc.want)
			}
			cal, err := s.Of(t.Context(), "qn")
			if err != nil || cal.Version() != p.After.Version() {
				t.Fatalf("%s, %v; want %s", cal.Version(), err, p.After.Version())
			}
			for _, d := range tc.days {
				if named, _ := cal.Day(d.Date); cal.IsWorking(d.Date) != d.Type.Working() || tc.want != "same" && named.Source != "5/TB" {
					t.Errorf("%s: working %v, by %q", d.Date, cal.IsWorking(d.Date), named.Source)
				}
			}
			if want := len(moved(p.Days)); len(j.entries) != want || want > 0 && (len(j.events) != 1 || j.events[0] != access.Everybody("qn")) {
				t.Errorf("%d entries, events %v", len(j.entries), j.events)
			}
			said := len(j.entries)
			if again, err := c.Apply(t.Context(), admin, Change{Days: tc.days, DocNo: tc.doc, Seen: "old"}); err != nil || again.Moves() || len(j.entries) != said {
				t.Errorf("a repeat: %v, moves %v", err, again.Moves())
			}
		})
	}
}

// TestChangePreviewed: a preview keeps nothing and needs no number yet; what was changed since is not decided unseen.
func TestChangePreviewed(t *testing.T) {
	t.Parallel()
	c, s, _, _ := newChanges(t)
	p, err := c.Preview(t.Context(), "qn", Change{Days: []vncal.Day{day("2026-06-08", vncal.SwappedOff)}})
	if err != nil || !p.Moves() || p.First() != "2026-06-08" || p.After.IsWorking("2026-06-08") {
		t.Fatalf("%+v, %v", p, err)
	}
	if cal, err := s.Now(t.Context(), "qn"); err != nil || !cal.IsWorking("2026-06-08") {
		t.Errorf("the preview was kept: %v", err)
	}
	seen := p.Before.Version()
	if _, err := c.Apply(t.Context(), admin, Change{Days: []vncal.Day{day("2026-06-09", vncal.SwappedOff)}, DocNo: "5/TB", Seen: seen}); err != nil {
		t.Fatal(err)
	}
	if _, err := c.Apply(t.Context(), admin, Change{Days: []vncal.Day{day("2026-06-08", vncal.SwappedOff)}, DocNo: "6/TB", Seen: seen}); !errors.Is(err, ErrStale) {
		t.Errorf("by a calendar of before: %v", err)
	}
	if cal, err := s.Now(t.Context(), "other"); err != nil || cal.Version() != vncal.Version {
		t.Errorf("another agency's calendar changed: %v", err)
	}
}

// TestChangeIsWhole: when the log cannot be written nothing is.
func TestChangeIsWhole(t *testing.T) {
	t.Parallel()
	c, s, _, j := newChanges(t)
	j.broken = errors.New("no room")
	if _, err := c.Apply(t.Context(), admin, Change{Days: []vncal.Day{day("2026-06-08", vncal.SwappedOff)}, DocNo: "5/TB"}); !errors.Is(err, j.broken) {
		t.Errorf("%v", err)
	}
	if cal, err := s.Now(t.Context(), "qn"); err != nil || !cal.IsWorking("2026-06-08") {
		t.Errorf("the day was kept: %v", err)
	}
}

// TestWithdraw: a day is taken back by an act of its own; the row tells the whole story and may be decided anew.
func TestWithdraw(t *testing.T) {
	t.Parallel()
	c, s, db, _ := newChanges(t)
	put(t, db, Row{Agency: "qn", Date: "2026-02-02", Name: "Cũ", Type: vncal.SwappedOff, State: Confirmed, DocNo: "1/TB", Version: 1})
	decide := func() {
		t.Helper()
		if _, err := c.Apply(t.Context(), admin, Change{Days: []vncal.Day{day("2026-06-08", vncal.SwappedOff)}, DocNo: "5/TB"}); err != nil {
			t.Fatal(err)
		}
	}
	decide()
	if _, err := c.Apply(t.Context(), admin, Change{Days: []vncal.Day{day("2026-06-08", vncal.Holiday)}, DocNo: "6/TB"}); errs.As(err).Fields[0].Code != "calendar_decided" {
		t.Errorf("decided otherwise: %v", err)
	}
	good := Withdrawal{Date: "2026-06-08", Version: 1, DocNo: "9/TB", Reason: "Hoãn hoán đổi"}
	with := func(edit func(*Withdrawal)) Withdrawal { w := good; edit(&w); return w }
	for name, tc := range map[string]struct {
		w    Withdrawal
		want error
	}{
		"no document":     {with(func(w *Withdrawal) { w.DocNo = "" }), ErrDays},
		"no reason":       {with(func(w *Withdrawal) { w.Reason = "x" }), ErrDays},
		"an official day": {with(func(w *Withdrawal) { w.Date = "2026-04-30" }), errs.ErrNotFound},
		"a stale screen":  {with(func(w *Withdrawal) { w.Version = 7 }), errs.ErrChanged},
		"long ago":        {with(func(w *Withdrawal) { w.Date = "2026-02-02" }), ErrDays},
	} {
		if _, err := c.Withdraw(t.Context(), admin, tc.w); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stranger := admin
	stranger.Agency = "other"
	if _, err := c.Withdraw(t.Context(), stranger, good); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("another agency: %v", err)
	}
	if p, err := c.Without(t.Context(), "qn", Withdrawal{Date: "2026-06-08", Version: 1}); err != nil || !p.After.IsWorking("2026-06-08") {
		t.Errorf("preview: %v", err)
	}
	if _, err := c.Withdraw(t.Context(), admin, good); err != nil {
		t.Fatal(err)
	}
	if cal, err := s.Of(t.Context(), "qn"); err != nil || !cal.IsWorking("2026-06-08") {
		t.Errorf("still off: %v", err)
	}
	if _, err := c.Withdraw(t.Context(), admin, with(func(w *Withdrawal) { w.Version = 2 })); !errors.Is(err, ErrWithdrawn) {
		t.Errorf("twice: %v", err)
	}
	decide()
	y, err := c.Year(t.Context(), "qn", 2026)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range y.Days {
		if d.Date == "2026-06-08" && (d.State != Confirmed || !d.Own || !d.Open || d.Version != 3 || len(d.Acts) != 3 || d.Acts[1].Reason != "Hoãn hoán đổi" || d.Acts[0].ByName != admin.Name) {
			t.Errorf("%+v", d)
		}
	}
}

// TestYear: official, pending, own and withdrawn days stand side by side; next year is asked for in the last quarter.
func TestYear(t *testing.T) {
	t.Parallel()
	c, _, _, _ := newChanges(t)
	if _, err := c.Apply(t.Context(), admin, Change{Days: []vncal.Day{day("2028-01-26", vncal.Holiday)}, DocNo: "5/TB"}); err != nil {
		t.Fatal(err)
	}
	y, err := c.Year(t.Context(), "qn", 2028)
	if err != nil || len(y.Pending) != 5 || len(y.Missing) != 2 || y.Next != nil {
		t.Fatalf("pending %v, missing %v, next %v, %v", y.Pending, y.Missing, y.Next, err)
	}
	states := map[State]int{}
	for i, d := range y.Days {
		states[d.State]++
		if i > 0 && y.Days[i-1].Date >= d.Date {
			t.Errorf("%s stands after %s", d.Date, y.Days[i-1].Date)
		}
	}
	if states[Pending] != 5 || states[Confirmed] < 7 {
		t.Errorf("%v", states)
	}
	autumn := &ticking{}
	autumn.ms.Store(vncal.Date("2027-10-01").Start().UnixMilli())
	c.deps.Days.clock = autumn
	if y, err = c.Year(t.Context(), "qn", 2027); err != nil || y.NextYear != 2028 || len(y.Next) != 2 || len(y.Missing) != 0 {
		t.Errorf("October: next %v, missing %v, %v", y.Next, y.Missing, err)
	}
	if _, err := c.Year(t.Context(), "qn", 1999); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("1999: %v", err)
	}
}

// TestReadTable: files as offices have them, and those that are refused.
func TestReadTable(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		text string
		want string // first row; its fault
	}{
		"the official form":       {"date,name,type,source\n2027-02-05,Tết,holiday,CV1\n", "2027-02-05 Tết holiday CV1"},
		"mark, CRLF, no end":      {"\ufeffdate,name,type,source\r\n2027-02-05,Tết,holiday,CV1", "2027-02-05 Tết holiday CV1"},
		"semicolons, other order": {"Type;Name;Date\nholiday;Tết, mùng 1;05/02/2027\n", "2027-02-05 Tết, mùng 1 holiday "},
		"tabs":                    {"date\tname\ttype\n2027-02-05\tTết\tholiday\n", "2027-02-05 Tết holiday "},
		"short row":               {"date,name,type\n2027-02-05\n", "2027-02-05   "},
		"empty":                   {"", "csv calendar_heading"},
		"no heading":              {"2027-02-05,Tết,holiday,CV1\n", "csv calendar_heading"},
		"a column is missing":     {"date,name\n2027-02-05,Tết\n", "csv calendar_heading"},
		"an open quote":           {"date,name,type\n2027-02-05,\"Tết,holiday\n", "csv calendar_quote"},
		"too large":               {"date,name,type\n" + strings.Repeat("x", MaxTable), "csv calendar_table_size"},
		"not UTF-8":               {"date,name,type\n2027-02-05,T\xc3t,holiday\n", "calendar.encoding"},
		"UTF-16 read as UTF-8":    {"d\x00a\x00t\x00e\x00", "calendar.encoding"},
	} {
		days, err := ReadTable(tc.text)
		got := ""
		switch e := errs.As(err); {
		case err != nil && len(e.Fields) > 0:
			got = e.Fields[0].Path + " " + e.Fields[0].Code
		case err != nil:
			got = e.Code
		case len(days) > 0:
			d := days[0]
			got = string(d.Date) + " " + d.Name + " " + string(d.Type) + " " + d.Source
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// The official table itself can be loaded at any time: it says nothing new.
func TestOfficialTableLoads(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../pkg/vncal/holidays.csv")
	if err != nil {
		t.Fatal(err)
	}
	c, _, _, j := newChanges(t)
	days, err := ReadTable(string(text))
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Apply(t.Context(), admin, Change{Days: days, DocNo: "10065/VPCP-KGVX"})
	if err != nil || p.Moves() || len(j.entries) > 0 || len(p.Days) != len(days) {
		t.Errorf("moves %v, %d entries, %v", p.Moves(), len(j.entries), err)
	}
}
