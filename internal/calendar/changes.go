package calendar

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// TypeCalendar is the type of the events and of the log's entries about an agency's calendar.
const TypeCalendar = "calendar"

// Journal records acts; journal.Journal fits.
type Journal interface {
	WriteAll(ctx context.Context, entries []journal.Entry) error
	Announce(ctx context.Context, agency, typ, id string, audience ...string) error
}

// ChangeDeps are what the changes of calendars rest on.
type ChangeDeps struct {
	DB      *mongodb.DB
	Days    *Service
	Journal Journal
	Clock   clock.Clock
}

// Changes decides the days of agencies' calendars. Who may is for the operation to say: administrators only. It is safe for
// concurrent use.
type Changes struct{ deps ChangeDeps }

// NewChanges returns the changes over deps.
func NewChanges(deps ChangeDeps) *Changes { return &Changes{deps} }

// Plan is what a change comes to, before or after it is made.
type Plan struct {
	Days   []Decided
	Before *vncal.Calendar
	After  *vncal.Calendar
}

// Moves reports whether the change alters the calendar at all.
func (p Plan) Moves() bool { return p.Before.Version() != p.After.Version() }

// First is the first day that the change alters, "" when it alters none.
func (p Plan) First() vncal.Date {
	first := vncal.Date("")
	for _, d := range p.Days {
		if d.Outcome != OutcomeSame && (first == "" || d.Date < first) {
			first = d.Date
		}
	}
	return first
}

// Preview judges a change and keeps nothing. The document's number may be missing yet.
// Errors: ErrDays with the faulty fields.
func (c *Changes) Preview(ctx context.Context, agency string, change Change) (Plan, error) {
	if fold.Line(change.DocNo) == "" {
		change.DocNo = "0" // what follows does not hang on it
	}
	_, p, _, err := c.plan(ctx, agency, change)
	return p, err
}

func (c *Changes) plan(ctx context.Context, agency string, change Change) (Change, Plan, map[vncal.Date]Row, error) {
	rows, err := c.deps.Days.store.Rows(ctx, agency)
	if err != nil {
		return change, Plan{}, nil, err
	}
	own := make(map[vncal.Date]Row, len(rows))
	for _, r := range rows {
		own[r.Date] = r
	}
	before := withRows(rows)
	change, days, err := change.decide(before, own, c.deps.Days.Today())
	if err != nil {
		return change, Plan{}, nil, err
	}
	for _, d := range moved(days) {
		r := own[d.Date]
		r.Date, r.Name, r.Type, r.DocNo, r.State = d.Date, d.Name, d.Type, change.DocNo, Confirmed
		own[d.Date] = r
	}
	after := make([]Row, 0, len(own))
	for _, r := range own {
		after = append(after, r)
	}
	return change, Plan{Days: days, Before: before, After: withRows(after)}, own, nil
}

// Apply makes a change, all of it or nothing; what the calendar says already is left as it is, so that doing it again changes
// nothing. Everybody's screens and the other nodes are told.
// Errors: ErrDays with the faulty fields; ErrStale when the calendar is not the one that was seen.
//
// Legal source: Bộ luật Lao động 45/2019/QH14 Điều 112 khoản 3 (Tết, Quốc khánh are chosen yearly); swaps by one-off notice.
func (c *Changes) Apply(ctx context.Context, a access.Actor, change Change) (Plan, error) {
	seen := change.Seen
	return c.write(ctx, a, func(ctx context.Context) (Plan, []journal.Entry, error) {
		change, p, own, err := c.plan(ctx, a.Agency, change)
		switch {
		case err != nil || !p.Moves() && len(moved(p.Days)) == 0:
			return p, nil, err
		case seen != "" && seen != p.Before.Version():
			return p, nil, ErrStale
		}
		var entries []journal.Entry
		for _, d := range moved(p.Days) {
			r := own[d.Date]
			r.Agency, r.Source = a.Agency, d.Source
			if r.ID == "" {
				r.ID = mongodb.NewID()
			}
			action := "calendar.added"
			if d.Outcome == OutcomeConfirmed {
				action = "calendar.confirmed"
			}
			entry, err := c.put(ctx, a, r, Act{State: Confirmed, DocNo: change.DocNo}, action)
			if err != nil {
				return p, nil, err
			}
			entries = append(entries, entry)
		}
		return p, entries, nil
	})
}

// Withdrawal takes a confirmed day of the agency back (bãi bỏ), by a document of its own.
type Withdrawal struct {
	Date    vncal.Date
	Version int64 // of the row that was seen
	DocNo   string
	Reason  string
}

// Without judges a withdrawal and keeps nothing. Errors: as Withdraw, without the fields that are to be written yet.
func (c *Changes) Without(ctx context.Context, agency string, w Withdrawal) (Plan, error) {
	_, p, err := c.without(ctx, agency, w)
	return p, err
}

func (c *Changes) without(ctx context.Context, agency string, w Withdrawal) (Row, Plan, error) {
	rows, err := c.deps.Days.store.Rows(ctx, agency)
	if err != nil {
		return Row{}, Plan{}, err
	}
	before := withRows(rows)
	i := slices.IndexFunc(rows, func(r Row) bool { return r.Date == w.Date })
	switch {
	case i < 0:
		return Row{}, Plan{}, errs.ErrNotFound
	case rows[i].Version != w.Version:
		return Row{}, Plan{}, errs.ErrChanged
	case rows[i].State != Confirmed:
		return Row{}, Plan{}, ErrWithdrawn
	case w.Date < c.deps.Days.Today().AddDays(-changePast):
		return Row{}, Plan{}, ErrDays.At("date", "calendar_past")
	}
	row := rows[i]
	rows[i].State = Withdrawn
	return row, Plan{Days: []Decided{{Day: row.day(), Outcome: OutcomeReplaced}}, Before: before, After: withRows(rows)}, nil
}

// Withdraw takes a day of the agency back: the calendar is as it would be without it. The row stays with its acts.
// Errors: errs.ErrNotFound, errs.ErrChanged, ErrWithdrawn; ErrDays with date, docNumber or reason.
func (c *Changes) Withdraw(ctx context.Context, a access.Actor, w Withdrawal) (Plan, error) {
	w.DocNo, w.Reason = fold.Line(w.DocNo), strings.TrimSpace(fold.Clean(w.Reason))
	if err := ErrDays.Length("docNumber", w.DocNo, 1, maxDoc).Length("reason", w.Reason, minReason, maxReason).OrNil(); err != nil {
		return Plan{}, err
	}
	return c.write(ctx, a, func(ctx context.Context) (Plan, []journal.Entry, error) {
		r, p, err := c.without(ctx, a.Agency, w)
		if err != nil {
			return p, nil, err
		}
		r.State = Withdrawn
		entry, err := c.put(ctx, a, r, Act{State: Withdrawn, DocNo: w.DocNo, Reason: w.Reason}, "calendar.withdrawn")
		return p, []journal.Entry{entry}, err
	})
}

// put stores the next version of a row with its act, and returns what the log says of it.
func (c *Changes) put(ctx context.Context, a access.Actor, r Row, act Act, action string) (journal.Entry, error) {
	seen := r.Version
	act.By, act.ByName, act.At, act.Name, act.Type = a.ID, a.Name, c.deps.Clock.Now(), r.Name, r.Type
	r.Version, r.Acts = seen+1, append(slices.Clone(r.Acts), act)
	if err := c.deps.Days.store.Put(ctx, seen, r); err != nil {
		return journal.Entry{}, err
	}
	return journal.Entry{
		Action: action, By: a, Version: r.Version, Reason: act.Reason, At: act.At,
		Object: journal.Object{Type: TypeCalendar, ID: string(r.Date), Title: r.Date.Display() + " " + r.Name},
		Vis:    []string{access.Work(a.Agency)}, Audience: []string{}, // who must know is told once, of the calendar
		Params: map[string]string{"docNo": act.DocNo},
	}, nil
}

// write makes a change in one transaction with what is said of it, and forgets the calendar that this node has kept.
func (c *Changes) write(ctx context.Context, a access.Actor, change func(context.Context) (Plan, []journal.Entry, error)) (p Plan, err error) {
	err = c.deps.DB.WithTx(ctx, func(ctx context.Context) (err error) {
		var entries []journal.Entry
		if p, entries, err = change(ctx); err != nil || len(entries) == 0 {
			return err
		}
		if err := c.deps.Journal.WriteAll(ctx, entries); err != nil {
			return err
		}
		return c.deps.Journal.Announce(ctx, a.Agency, TypeCalendar, a.Agency, access.Everybody(a.Agency))
	})
	c.deps.Days.Heard(a.Agency)
	if err != nil {
		if errors.Is(err, errs.ErrChanged) {
			return p, errs.ErrChanged
		}
		return p, fmt.Errorf("change calendar: %w", err)
	}
	return p, nil
}

// YearDay is one named day of a year as administrators see it.
type YearDay struct {
	vncal.Day
	Own     bool // decided by the agency, or once was
	State   State
	Version int64 // of the agency's row
	Acts    []Act
	Open    bool // the agency's row may still be withdrawn
}

// Year is an agency's calendar of one year.
type Year struct {
	Calendar *vncal.Calendar
	Days     []YearDay // by date: official, pending, own and withdrawn
	Missing  []string  // yearly decisions of the year that nobody has entered
	Next     []string  // those of the coming year, asked for in the last quarter of this one
	NextYear int
	Pending  []vncal.Day
}

// quarter is the month in which the last quarter of a year begins.
const quarter = time.October

// Year returns the agency's calendar of a year from 2020 to 2200. Errors: errs.ErrNotFound for another year.
func (c *Changes) Year(ctx context.Context, agency string, year int) (Year, error) {
	if year < 2020 || year > 2200 {
		return Year{}, errs.ErrNotFound
	}
	rows, err := c.deps.Days.store.Rows(ctx, agency)
	if err != nil {
		return Year{}, err
	}
	cal, today := withRows(rows), c.deps.Days.Today()
	y := Year{Calendar: cal, Missing: cal.Missing(year), NextYear: today.Year() + 1}
	if today.Month() >= quarter {
		y.Next = cal.Missing(y.NextYear)
	}
	first := vncal.Date(fmt.Sprintf("%04d-01-01", year))
	last := first.AddMonths(12).AddDays(-1)
	own := map[vncal.Date]Row{}
	for _, r := range rows {
		if r.Date.Year() == year {
			own[r.Date] = r
		}
	}
	for _, d := range cal.Days(first, last) {
		day := YearDay{Day: d, State: Confirmed}
		if r, ok := own[d.Date]; ok {
			if r.State == Confirmed {
				day.Day = r.day()
				day.Source = r.Source
				day.Open = d.Date >= today.AddDays(-changePast)
			}
			day.Own, day.Version, day.Acts = true, r.Version, r.Acts
			delete(own, d.Date)
		}
		y.Days = append(y.Days, day)
	}
	for _, d := range cal.Pending() {
		if d.Date.Year() != year {
			continue
		}
		r := own[d.Date]
		delete(own, d.Date)
		y.Days = append(y.Days, YearDay{Day: d, State: Pending, Own: r.ID != "", Version: r.Version, Acts: r.Acts})
		y.Pending = append(y.Pending, d)
	}
	for _, r := range own {
		y.Days = append(y.Days, YearDay{Day: r.day(), State: r.State, Own: true, Version: r.Version, Acts: r.Acts})
	}
	slices.SortFunc(y.Days, func(a, b YearDay) int { return strings.Compare(string(a.Date), string(b.Date)) })
	return y, nil
}
