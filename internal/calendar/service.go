package calendar

import (
	"context"
	"fmt"
	"time"

	"congvu/internal/cache"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// freshFor is how long a node may go on with a calendar that another node has changed.
const freshFor = 10 * time.Second

// maxRange bounds Range: a year with the weeks around it, as the screens show.
const maxRange = 400

// ErrRange refuses a range of days that is malformed, reversed or longer than 400 days.
var ErrRange = errs.New(errs.Invalid, "calendar.range", "range of days malformed, reversed or too long")

// Service answers for the calendars of all agencies. It is safe for concurrent use.
type Service struct {
	store store
	clock clock.Clock
	kept  *cache.Cache[*vncal.Calendar] // by agency
}

// New returns the service over db.
func New(db *mongodb.DB, clk clock.Clock) *Service {
	return &Service{store: store{days: db.Collection(daysCollection)}, clock: clk, kept: cache.New[*vncal.Calendar](clock.System(), freshFor, mongodb.InTx)}
}

// Of returns the agency's calendar: the official table with the agency's confirmed days on top. It may be 10 s old.
func (s *Service) Of(ctx context.Context, agency string) (*vncal.Calendar, error) {
	return s.kept.Load(ctx, agency, func(ctx context.Context) (*vncal.Calendar, error) { return s.read(ctx, agency) })
}

func (s *Service) read(ctx context.Context, agency string) (*vncal.Calendar, error) {
	rows, err := s.store.Confirmed(ctx, agency)
	if err != nil {
		return nil, fmt.Errorf("calendar of %s: %w", agency, err)
	}
	return withRows(rows), nil
}

// Now returns the agency's calendar as it is stored now: for what must not count by a calendar that another node has changed.
func (s *Service) Now(ctx context.Context, agency string) (*vncal.Calendar, error) {
	return s.read(ctx, agency)
}

// Heard forgets the kept calendar of an agency: it has changed, on this node or another.
func (s *Service) Heard(agency string) { s.kept.Drop(agency) }

// Today returns the local day by the service's clock.
func (s *Service) Today() vncal.Date { return vncal.DateOf(s.clock.Now()) }

// Due computes a rule in the agency's calendar. Errors: ErrRule with the faulty field, for a body that is the rule itself.
func (s *Service) Due(ctx context.Context, agency string, r vncal.Rule) (vncal.Deadline, error) {
	if err := Check("", r); err != nil {
		return vncal.Deadline{}, err
	}
	c, err := s.Of(ctx, agency)
	if err != nil {
		return vncal.Deadline{}, err
	}
	return Due(c, "", r)
}

// Day is one day of a range as screens show it.
type Day struct {
	Date    vncal.Date
	Working bool
	Name    string        // of a named or pending day, else ""
	Type    vncal.DayType // of a named or pending day, else ""
	Pending bool          // not decided yet: Working does not follow Type
}

// Range returns every day with from <= date <= to. Errors: ErrRange.
func (s *Service) Range(ctx context.Context, agency string, from, to vncal.Date) ([]Day, error) {
	if !from.Valid() || !to.Valid() || to < from || to > from.AddDays(maxRange-1) {
		return nil, ErrRange.Arg("max", fmt.Sprint(maxRange))
	}
	c, err := s.Of(ctx, agency)
	if err != nil {
		return nil, err
	}
	pending := map[vncal.Date]vncal.Day{}
	for _, p := range c.Pending() {
		pending[p.Date] = p
	}
	var days []Day
	for d := from; d != "" && d <= to; d = d.AddDays(1) {
		day := Day{Date: d, Working: c.IsWorking(d)}
		if named, ok := c.Day(d); ok {
			day.Name, day.Type = named.Name, named.Type
		} else if p, ok := pending[d]; ok {
			day.Name, day.Type, day.Pending = p.Name, p.Type, true
		}
		days = append(days, day)
	}
	return days, nil
}
