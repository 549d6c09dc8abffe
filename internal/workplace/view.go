package workplace

import (
	"context"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/cursor"
	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// View is a registration with all that a screen shows beside it.
type View struct {
	Registration
	Chain    []string            // who may decide, the direct superior first
	Acts     []Act               // what the reader may do
	Quota    []Quota             // the unit on each half-day asked for; of what waits and to whoever decides
	Indoors  []Work              // things planned that may not leave the office: a warning
	OnPost   bool                // the person holds a post that must be on site
	Tasks    map[string]task.Row // of the plan, as they stand now and as far as the reader sees them
	Days     []diary.Day         // the diary of the granted days, as far as the reader may read it
	Answered Answered            // of the last checks
}

// Quota is how a unit stands on one half-day.
type Quota struct {
	Half  Half
	Count Count // by what is granted now
	Rule  Rule  // in force then
	Own   State // of the person's own registration of that half-day; "" without one
	Why   string
}

// Get returns a registration; errs.ErrNotFound when a is neither its author nor one of the heads above.
func (s *Service) Get(ctx context.Context, a access.Actor, id string) (View, error) {
	r, err := s.store.Get(ctx, a.Tokens(), id)
	if err != nil {
		return View{}, err
	}
	return s.view(ctx, a, r)
}

// view adds to r what a's screen shows beside it.
func (s *Service) view(ctx context.Context, a access.Actor, r Registration) (View, error) {
	c, err := s.around(ctx, r)
	if err != nil {
		return View{}, err
	}
	v := View{Registration: r, Chain: c.chain, Acts: Acts(a, r, c.chain, HalfAt(c.now))}
	ids := []string{}
	for _, w := range r.Works {
		if w.Task != "" {
			ids = append(ids, w.Task)
		}
	}
	if v.Tasks, err = s.Tasks.Named(ctx, a, ids); err != nil {
		return View{}, err
	}
	if r.State == Draft || r.State == Submitted {
		if err := s.weigh(ctx, &v); err != nil {
			return View{}, err
		}
	}
	if n := len(r.Granted); n > 0 && r.Granted[0] <= HalfAt(c.now) {
		if v.Days, err = s.Diaries.Kept(ctx, a, r.Person, r.Granted[0].Date(), r.Granted[n-1].Date()); err != nil {
			return View{}, fmt.Errorf("diary of registration %s: %w", r.ID, err)
		}
	}
	v.Answered, err = s.answered(ctx, r.Agency, r.Person)
	return v, err
}

// weigh adds what the rules of the unit say of what is asked for.
func (s *Service) weigh(ctx context.Context, v *View) error {
	if v.Unit == "" || len(v.Halves) == 0 {
		return nil
	}
	rules, err := s.store.Rules(ctx, v.Agency, v.Units, v.Last)
	if err != nil {
		return err
	}
	if v.Quota, err = s.quotas(ctx, v.Agency, v.Unit, v.Units, v.Halves); err != nil {
		return err
	}
	v.Indoors = Effective(rules, v.Units, v.Last).Indoors(v.Works)
	switch err := s.onPost(ctx, v.Registration); {
	case err == nil:
	case errs.As(err).Is(ErrPost):
		v.OnPost = true
	default:
		return err
	}
	return nil
}

// quotas returns how a unit stands on each of halves.
func (s *Service) quotas(ctx context.Context, agency, unit string, path []string, halves []Half) ([]Quota, error) {
	rules, err := s.store.Rules(ctx, agency, path, halves[len(halves)-1].Date())
	if err != nil {
		return nil, err
	}
	counts, err := s.count(ctx, agency, unit, halves)
	if err != nil {
		return nil, err
	}
	out := make([]Quota, 0, len(halves))
	for _, h := range halves {
		out = append(out, Quota{Half: h, Count: counts[h], Rule: Effective(rules, path, h.Date())})
	}
	return out, nil
}

// Week returns a's own unit on each half-day of the week of a day, with what a has registered: what a form shows under its
// buttons; chain are those who would decide, the direct superior first. Errors: ErrRange; ErrUnit for somebody without a post.
func (s *Service) Week(ctx context.Context, a access.Actor, day vncal.Date) (quotas []Quota, chain []string, err error) {
	if !day.Valid() {
		return nil, nil, ErrRange.Arg("max", "7").At("from", "date")
	}
	p, err := s.People.Person(ctx, a.Agency, a.ID)
	switch {
	case err != nil:
		return nil, nil, err
	case len(p.Units) == 0:
		return nil, nil, ErrUnit
	}
	cal, err := s.Calendars.Of(ctx, a.Agency)
	if err != nil {
		return nil, nil, err
	}
	if chain, err = s.chain(ctx, a.Agency, p); err != nil {
		return nil, nil, err
	}
	halves, first := []Half{}, monday(day)
	for i := range 7 {
		d := first.AddDays(i)
		if i < 5 || cal.IsWorking(d) {
			halves = append(halves, HalfOf(d, false), HalfOf(d, true))
		}
	}
	unit := p.Units[len(p.Units)-1]
	out, err := s.quotas(ctx, a.Agency, unit, p.Units, halves)
	if err != nil {
		return nil, nil, err
	}
	mine, err := s.papers(ctx, a.Agency, []string{a.ID}, halves[0], halves[len(halves)-1])
	if err != nil {
		return nil, nil, err
	}
	for i, q := range out {
		switch x := mine.at(a.ID, q.Half); {
		case x.absence != nil:
			out[i].Why = x.absence.Paper
		case x.registration != nil:
			out[i].Own, out[i].Why = Approved, x.registration.Code
		case x.asked != nil:
			out[i].Own, out[i].Why = Submitted, x.asked.Code
		}
		if !cal.IsWorking(q.Half.Date()) {
			out[i].Why = cal.Why(q.Half.Date())
		}
	}
	return out, chain, nil
}

// Mine returns a's own registrations, the latest days first, at most limit of them (1 to 100), after the place place; next
// is the place after them, empty at the end. ErrCursor.
func (s *Service) Mine(ctx context.Context, a access.Actor, place string, limit int) (rows []Registration, next string, err error) {
	const list = "registrations|mine"
	var last vncal.Date
	var id string
	if place != "" && !cursor.Read(list, place, &last, &id) {
		return nil, "", ErrCursor
	}
	limit = min(max(limit, 1), 100)
	rows, err = s.store.Mine(ctx, a.Agency, a.ID, last, id, limit+1)
	if len(rows) > limit {
		rows = rows[:limit]
		next = cursor.Of(list, rows[limit-1].Last, rows[limit-1].ID)
	}
	return rows, next, err
}

// Waiting returns the first limit registrations that wait for a, longest first.
func (s *Service) Waiting(ctx context.Context, a access.Actor, limit int) ([]Registration, error) {
	return s.store.Waiting(ctx, a.Tokens(), limit)
}

// CountWaiting returns how many registrations wait for a, counting no further than limit.
func (s *Service) CountWaiting(ctx context.Context, a access.Actor, limit int) (int, error) {
	return s.store.CountWaiting(ctx, a.Tokens(), limit)
}

// History returns the acts on a registration, newest first. Errors: errs.ErrNotFound outside a's scope; journal.ErrCursor.
func (s *Service) History(ctx context.Context, a access.Actor, id, place string, limit int) ([]journal.Record, string, error) {
	if _, err := s.store.Get(ctx, a.Tokens(), id); err != nil {
		return nil, "", err
	}
	return s.Journal.History(ctx, a.Agency, "registration", id, place, limit)
}

// Answered is how somebody answered the checks of the last days.
type Answered struct {
	Asked int // times
	Count int // answered in time
}

// answeredDays is how far back the checks of a person are counted beside a registration.
const answeredDays = 90

// since returns the instant from which checks are counted.
func (s *Service) since() time.Time { return s.today().AddDays(-answeredDays).Start() }
