package workplace

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Check asks those of a unit who work at home now to answer within some minutes (điểm danh trực tuyến). Only the answer is
// kept: no place, no picture.
type Check struct {
	ID      string          `bson:"_id"`
	Agency  string          `bson:"agency"`
	Unit    string          `bson:"unit"`
	By      string          `bson:"by"`
	At      time.Time       `bson:"at"`
	Until   time.Time       `bson:"until"`
	Minutes int             `bson:"minutes"`
	Asked   int             `bson:"asked"` // people
	Op      *idempotency.Op `bson:"op,omitempty"`
}

// Call is a check as one person is asked.
type Call struct {
	ID         string     `bson:"_id"` // "<check>|<person>"
	Agency     string     `bson:"agency"`
	Check      string     `bson:"check"`
	Person     string     `bson:"person"`
	Unit       string     `bson:"unit"`
	By         string     `bson:"by"`
	At         time.Time  `bson:"at"`
	Until      time.Time  `bson:"until"`
	Paper      string     `bson:"paper"` // code of the registration that says the person is at home
	AnsweredAt *time.Time `bson:"answered_at,omitempty"`
}

// InTime reports whether the answer came before the end.
func (c Call) InTime() bool { return c.AnsweredAt != nil && !c.AnsweredAt.After(c.Until) }

// Checked is a check with those who were asked.
type Checked struct {
	Check
	Calls []Call
}

// Limits of a check.
const (
	MinMinutes = 5
	MaxMinutes = 60
	maxChecks  = 20 // shown of one unit
	maxCalls   = 20 // shown to one person
)

// Errors of checks.
var (
	// ErrHours: a check begins and ends in working hours; Args hours.
	ErrHours = errs.New(errs.Invalid, "workplace.hours", "outside of working hours")
	// ErrNobody: nobody of the unit works at home now.
	ErrNobody = errs.New(errs.Invalid, "workplace.nobody", "nobody works at home now")
	// ErrRunning: a check of the unit runs already; Args until.
	ErrRunning = errs.New(errs.Conflict, "workplace.running", "a check of the unit is running")
)

// workingHours are the hours of a day in minutes since midnight.
//
// Legal source: spec/calendar.md §2; the hours of the day are set by each agency, these are the usual ones.
var workingHours = [][2]int{{7*60 + 30, 11*60 + 30}, {13*60 + 30, 17 * 60}}

// inHours reports whether an instant and the end some minutes later lie in the same part of a working day.
func inHours(at time.Time, minutes int, cal *vncal.Calendar) bool {
	local := at.In(vncal.Zone())
	m := local.Hour()*60 + local.Minute()
	return cal.IsWorking(vncal.DateOf(at)) && slices.ContainsFunc(workingHours, func(h [2]int) bool { return h[0] <= m && m+minutes <= h[1] })
}

// Ask asks those of a unit who are at home now, by a granted registration, to answer within minutes. key as in Create.
// Errors: ErrInput, ErrHours, ErrNobody, ErrRunning; ErrUnit unless a commands the unit or inspects it; errs.ErrNotFound for
// a unit that a does not see; errs.ErrKeyReused.
func (s *Service) Ask(ctx context.Context, a access.Actor, unit string, minutes int, key string) (Checked, error) {
	u, err := s.led(ctx, a, unit, CanCall)
	if err != nil {
		return Checked{}, err
	}
	if minutes < MinMinutes || minutes > MaxMinutes {
		return Checked{}, ErrInput.At("minutes", "choice")
	}
	op, err := idempotency.Of(a.ID, key, []any{u.ID, minutes})
	if err != nil {
		return Checked{}, err
	}
	if c, found, err := s.asked(ctx, a, op); found || err != nil {
		return c, err
	}
	cal, err := s.Calendars.Of(ctx, a.Agency)
	if err != nil {
		return Checked{}, err
	}
	now := s.Clock.Now()
	if !inHours(now, minutes, cal) {
		return Checked{}, ErrHours.Arg("hours", "07:30–11:30, 13:30–17:00")
	}
	c := Check{ID: mongodb.NewID(), Agency: a.Agency, Unit: u.ID, By: a.ID, At: now, Until: now.Add(time.Duration(minutes) * time.Minute), Minutes: minutes, Op: op}
	calls, err := s.atHome(ctx, a, c)
	switch {
	case err != nil:
		return Checked{}, err
	case len(calls) == 0:
		return Checked{}, ErrNobody
	}
	c.Asked = len(calls)
	err = s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Lock(ctx, a.Agency, u.ID); err != nil {
			return err
		}
		running, err := s.store.Checks(ctx, a.Agency, u.ID, now, 1)
		if err != nil {
			return err
		}
		if len(running) > 0 {
			return ErrRunning.Arg("until", running[0].Until.In(vncal.Zone()).Format("15:04"))
		}
		if err := s.store.InsertCheck(ctx, c, calls); err != nil {
			return err
		}
		return s.Journal.Write(ctx, asking(a, c, calls, s.checkVis(u, a.ID)))
	})
	if err != nil {
		if made, found, again := s.asked(ctx, a, op); found || again != nil { // the same request came twice at once
			return made, again
		}
		return Checked{}, fmt.Errorf("ask %s: %w", u.ID, err)
	}
	return Checked{Check: c, Calls: calls}, nil
}

// asking is the journal's entry of a check: everybody asked is told.
func asking(a access.Actor, c Check, calls []Call, vis []string) journal.Entry {
	e := journal.Entry{Action: "check.asked", By: a, Object: c.object(), Version: 1, Vis: vis, At: c.At, Params: map[string]string{"people": strconv.Itoa(len(calls))}}
	until := c.Until.In(vncal.Zone()).Format("15:04")
	e.Audience = slices.Clone(vis)
	for _, call := range calls {
		e.Waiting = append(e.Waiting, call.Person)
		e.Audience = append(e.Audience, access.Person(call.Person))
		e.Inbox = append(e.Inbox, journal.Message{To: call.Person, Kind: "check.asked", Rule: "check.asked", Why: "author", Params: map[string]string{"until": until, "minutes": strconv.Itoa(c.Minutes)}})
	}
	return e
}

func (c Check) object() journal.Object { return journal.Object{Type: "check", ID: c.ID} }

// checkVis returns who sees a check: who asked, and those above the unit; not those who are asked, who see their own part.
func (s *Service) checkVis(u org.Unit, by string) []string {
	vis := []string{access.Person(by)}
	for _, id := range u.Path() {
		vis = append(vis, access.Diary(id))
	}
	return vis
}

// atHome returns the calls of those of a check's unit who are at home at its beginning, without who asks.
func (s *Service) atHome(ctx context.Context, a access.Actor, c Check) ([]Call, error) {
	_, ids, err := s.staffOf(ctx, a.Agency, c.Unit, vncal.DateOf(c.At))
	if err != nil {
		return nil, err
	}
	h := HalfAt(c.At)
	all, err := s.papers(ctx, a.Agency, ids, h, h)
	if err != nil {
		return nil, err
	}
	calls := []Call{}
	for _, id := range ids {
		if p := all.at(id, h); p.absence == nil && p.registration != nil && !a.Is(id) {
			calls = append(calls, Call{
				ID: c.ID + "|" + id, Agency: a.Agency, Check: c.ID, Person: id, Unit: c.Unit, By: a.ID, At: c.At, Until: c.Until, Paper: p.registration.Code,
			})
		}
	}
	return calls, nil
}

// asked returns the check that the same request made.
func (s *Service) asked(ctx context.Context, a access.Actor, op *idempotency.Op) (Checked, bool, error) {
	if op == nil {
		return Checked{}, false, nil
	}
	c, err := s.store.MadeCheck(ctx, a.Agency, *op)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return Checked{}, false, nil
	case err != nil:
		return Checked{}, false, err
	case c.Op.Hash != op.Hash:
		return Checked{}, false, errs.ErrKeyReused
	}
	calls, err := s.store.Calls(ctx, a.Agency, []string{c.ID})
	return Checked{c, calls}, err == nil, err
}

// Checks returns the latest checks of a unit with who answered, newest first.
// Errors: ErrUnit unless a commands the unit or inspects it; errs.ErrNotFound for a unit that a does not see.
func (s *Service) Checks(ctx context.Context, a access.Actor, unit string) ([]Checked, error) {
	u, err := s.led(ctx, a, unit, CanCall)
	if err != nil {
		return nil, err
	}
	checks, err := s.store.Checks(ctx, a.Agency, u.ID, time.Time{}, maxChecks)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(checks))
	for _, c := range checks {
		ids = append(ids, c.ID)
	}
	calls, err := s.store.Calls(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	out := make([]Checked, 0, len(checks))
	for _, c := range checks {
		x := Checked{Check: c, Calls: []Call{}}
		for _, call := range calls {
			if call.Check == c.ID {
				x.Calls = append(x.Calls, call)
			}
		}
		out = append(out, x)
	}
	return out, nil
}

// Calls returns how a was asked of late, newest first: shown to the person as it is counted.
func (s *Service) Calls(ctx context.Context, a access.Actor) ([]Call, error) {
	return s.store.CallsOf(ctx, a.Agency, a.ID, s.since(), maxCalls)
}

// Answer says that a is at work. A second answer changes nothing; a late one is kept as that.
// errs.ErrNotFound when a was not asked by that check.
func (s *Service) Answer(ctx context.Context, a access.Actor, check string) (Call, error) {
	c, err := s.store.Call(ctx, a.Agency, check+"|"+a.ID)
	if err != nil || c.AnsweredAt != nil {
		return c, err
	}
	u, err := s.Units.Unit(ctx, a.Agency, c.Unit)
	if err != nil {
		return c, err
	}
	now := s.Clock.Now()
	err = s.DB.WithTx(ctx, func(ctx context.Context) error {
		if ok, err := s.store.Answer(ctx, c, now); err != nil || !ok {
			return err
		}
		vis := append(s.checkVis(u, c.By), access.Person(a.ID))
		return s.Journal.Write(ctx, journal.Entry{Action: "check.answered", By: a, Object: Check{ID: check}.object(), Vis: vis, At: now})
	})
	if err != nil {
		return c, fmt.Errorf("answer check %s: %w", check, err)
	}
	return s.store.Call(ctx, a.Agency, c.ID)
}

// answered counts how a person answered the checks of the last days.
func (s *Service) answered(ctx context.Context, agency, person string) (Answered, error) {
	calls, err := s.store.CallsOf(ctx, agency, person, s.since(), 1000)
	var n Answered
	for _, c := range calls {
		if c.AnsweredAt == nil && c.Until.After(s.Clock.Now()) {
			continue // still running
		}
		n.Asked++
		if c.InTime() {
			n.Count++
		}
	}
	return n, err
}
