package calendar

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"congvu/internal/cache"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/pkg/vncal"
)

// ticking is a clock that a test moves on.
type ticking struct{ ms atomic.Int64 }

func (c *ticking) Now() time.Time          { return time.UnixMilli(c.ms.Load()).UTC() }
func (c *ticking) advance(d time.Duration) { c.ms.Add(d.Milliseconds()) }

func newService(t *testing.T) (*Service, *mongodb.DB, *ticking) {
	t.Helper()
	db := mongotest.New(t, Indexes()...)
	clk := &ticking{}
	clk.ms.Store(vncal.Date("2026-04-29").Start().Add(16 * time.Hour).UnixMilli())
	return New(db, clk), db, clk
}

func put(t *testing.T, db *mongodb.DB, rows ...Row) {
	t.Helper()
	for _, r := range rows {
		r.ID = mongodb.NewID()
		if _, err := db.Collection(daysCollection).InsertOne(context.Background(), r); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOfCountsConfirmedRowsOfThatAgency(t *testing.T) {
	t.Parallel()
	s, db, _ := newService(t)
	put(t, db,
		Row{Agency: "qn", Date: "2028-01-26", Name: "Tết Âm lịch", Type: vncal.Holiday, State: Confirmed, DocNo: "12/TB-BNV"},
		Row{Agency: "qn", Date: "2026-06-08", Name: "Ngày nghỉ riêng", Type: vncal.SwappedOff, State: Withdrawn},
		Row{Agency: "other", Date: "2026-06-09", Name: "Ngày nghỉ riêng", Type: vncal.SwappedOff, State: Confirmed},
	)
	c, err := s.Of(context.Background(), "qn")
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range map[vncal.Date]bool{"2028-01-26": false, "2028-01-27": true, "2026-06-08": true, "2026-06-09": true, "2026-04-30": false} {
		if got := c.IsWorking(d); got != want {
			t.Errorf("IsWorking(%s) = %v, want %v", d, got, want)
		}
	}
	if day, _ := c.Day("2028-01-26"); day.Source != "12/TB-BNV" || c.Version() == vncal.Version {
		t.Errorf("source %q, version %q", day.Source, c.Version())
	}
}

func TestPlans(t *testing.T) {
	t.Parallel()
	s, db, _ := newService(t)
	for day := vncal.Date("2026-01-01"); day < "2026-07-01"; day = day.AddDays(1) {
		for _, agency := range []string{"qn", "other"} {
			put(t, db, Row{Agency: agency, Date: day, Name: "Ngày nghỉ riêng", Type: vncal.SwappedOff, State: Confirmed})
		}
	}
	mongotest.Plans(t, db, 181, func() {
		if rows, err := s.store.Confirmed(t.Context(), "qn"); err != nil || len(rows) != 181 {
			t.Errorf("%d rows, %v", len(rows), err)
		}
	})
}

func TestOfIsAtMostTenSecondsOld(t *testing.T) {
	t.Parallel()
	s, db, clk := newService(t)
	s.kept = cache.New[*vncal.Calendar](clk, freshFor, mongodb.InTx) // the test's steps make what is kept old
	working := func() bool {
		t.Helper()
		c, err := s.Of(context.Background(), "qn")
		if err != nil {
			t.Fatal(err)
		}
		return c.IsWorking("2026-06-08")
	}
	if !working() {
		t.Fatal("8/6/2026 is an ordinary Monday")
	}
	put(t, db, Row{Agency: "qn", Date: "2026-06-08", Name: "Ngày nghỉ riêng", Type: vncal.SwappedOff, State: Confirmed})
	clk.advance(freshFor)
	if working() {
		t.Error("the day confirmed 10 s ago still counts as worked")
	}
}

func TestDueAndPreview(t *testing.T) {
	t.Parallel()
	s, _, _ := newService(t)
	ctx := context.Background()
	d, err := s.Due(ctx, "qn", vncal.Rule{Kind: vncal.KindWorking, Start: "2026-04-24", N: 5})
	if err != nil || d.Due != "2026-05-06" {
		t.Errorf("Due = %s, %v", d.Due, err)
	}
	if _, err := s.Due(ctx, "qn", vncal.Rule{Kind: vncal.KindWorking, N: 5}); !errors.Is(err, ErrRule) {
		t.Errorf("without a start: %v", err)
	}
	p, err := s.Preview(ctx, "qn", vncal.Rule{Kind: vncal.KindWorking, N: 7})
	if err != nil || p.Rule.Start != "2026-04-29" || p.Deadline.Due != "2026-05-12" || len(p.Days) != 14 ||
		p.Explain != "7 ngày làm việc kể từ 29/04/2026: thứ Ba 12/05/2026, trừ 30/4, 1/5 và các ngày thứ Bảy, Chủ nhật" {
		t.Errorf("Preview = %+v, %v", p, err)
	}
	if p, err := s.Preview(ctx, "qn", vncal.Rule{Kind: vncal.KindNone}); err != nil || p.Deadline.Due != "" || p.Days == nil {
		t.Errorf("no deadline: %+v, %v", p, err)
	}
	if _, err := s.Preview(ctx, "qn", vncal.Rule{Kind: "week"}); !errors.Is(err, ErrRule) {
		t.Errorf("unknown kind: %v", err)
	}
}

func TestRange(t *testing.T) {
	t.Parallel()
	s, _, _ := newService(t)
	ctx := context.Background()
	days, err := s.Range(ctx, "qn", "2028-01-22", "2028-01-25")
	if err != nil || len(days) != 4 {
		t.Fatalf("%+v, %v", days, err)
	}
	if want := (Day{Date: "2028-01-22"}); days[0] != want {
		t.Errorf("a Saturday: %+v", days[0])
	}
	if d := days[3]; !d.Working || !d.Pending || d.Type != vncal.Holiday || d.Name == "" {
		t.Errorf("a pending day: %+v", d)
	}
	if year, err := s.Range(ctx, "qn", "2026-01-01", "2027-02-04"); err != nil || len(year) != 400 || year[0].Name != "Tết Dương lịch" {
		t.Errorf("400 days: %d, %v", len(year), err)
	}
	for _, r := range [][2]vncal.Date{{"2026-01-02", "2026-01-01"}, {"2026-01-01", "2027-02-05"}, {"", "2026-01-01"}, {"2026-01-01", "x"}} {
		if _, err := s.Range(ctx, "qn", r[0], r[1]); !errors.Is(err, ErrRange) {
			t.Errorf("%v: %v", r, err)
		}
	}
}

// A day stands once in an agency's calendar.
func TestADayStandsOnce(t *testing.T) {
	t.Parallel()
	_, db, _ := newService(t)
	row := Row{Agency: "qn", Date: "2026-06-08", Name: "Ngày nghỉ riêng", Type: vncal.SwappedOff, State: Confirmed}
	put(t, db, row)
	row.ID = mongodb.NewID()
	if _, err := db.Collection(daysCollection).InsertOne(context.Background(), row); !mongodb.IsDuplicate(err) {
		t.Errorf("second row of the same day: %v", err)
	}
}
