package recurring

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/pkg/recurrence"
	"congvu/pkg/vncal"
)

// Tasks gives work; task.Service fits.
type Tasks interface {
	// GiveAll makes and gives tasks, all or none, and calls with in the transaction that stores them.
	GiveAll(ctx context.Context, a access.Actor, all []task.Input, with func(ctx context.Context, made []task.Task) error) ([]task.Task, error)
	// Check applies the rules of giving a task now, and stores nothing.
	Check(ctx context.Context, a access.Actor, in task.Input) error
}

// People says what somebody may do; identity.Service fits.
type People interface {
	Actor(ctx context.Context, person string) (access.Actor, error)
}

// Calendars answers for an agency's working days; calendar.Service fits.
type Calendars interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Deps are what the service works with.
type Deps struct {
	DB        *mongodb.DB
	Clock     clock.Clock
	Journal   *journal.Journal
	Tasks     Tasks
	People    People
	Calendars Calendars
}

// Service keeps recurring work and gives it. It is safe for concurrent use.
type Service struct {
	deps  Deps
	store store
}

// New returns the service over a database.
func New(d Deps) *Service { return &Service{deps: d, store: newStore(d.DB)} }

// shown is how many of the next days are shown.
const shown = 5

// View is a rule with the next days on which it comes.
type View struct {
	Rule

	Days []recurrence.Day
}

// view adds the next days, none of a rule that does not run.
func (s *Service) view(cal *vncal.Calendar, r Rule) (View, error) {
	if r.State != Active {
		return View{Rule: r}, nil
	}
	days, err := r.after(cal, s.today(), shown)
	return View{r, days}, err
}

func (s *Service) today() vncal.Date { return vncal.DateOf(s.deps.Clock.Now()) }

// List returns the rules by which a gives work.
func (s *Service) List(ctx context.Context, a access.Actor) ([]View, error) {
	rules, err := s.store.Own(ctx, a.Agency, a.ID)
	if err != nil {
		return nil, err
	}
	cal, err := s.deps.Calendars.Of(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	views := make([]View, 0, len(rules))
	for _, r := range rules {
		v, err := s.view(cal, r)
		if err != nil {
			return nil, fmt.Errorf("days of %s: %w", r.ID, err)
		}
		views = append(views, v)
	}
	return views, nil
}

// Make has work come again. key is the client's Idempotency-Key, "" for none: repeating it gives the rule that was made then.
// Errors: ErrAssign, ErrInput, ErrMany, errs.ErrKeyReused; those of giving the task now, below "task.".
func (s *Service) Make(ctx context.Context, a access.Actor, in Input, key string) (View, error) {
	if !CanMake(a) {
		return View{}, ErrAssign
	}
	op, err := idempotency.Of(a.ID, key, in)
	if err != nil {
		return View{}, err
	}
	cal, err := s.deps.Calendars.Of(ctx, a.Agency)
	if err != nil {
		return View{}, err
	}
	if op != nil {
		if made, err := s.made(ctx, a, *op); !errors.Is(err, errs.ErrNotFound) {
			return s.answer(cal, made, err)
		}
	}
	r, err := s.drafted(ctx, a, in, cal)
	if err != nil {
		return View{}, err
	}
	r.Op = op
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		n, err := s.store.Count(ctx, a.Agency, a.ID, maxOwn)
		switch {
		case err != nil:
			return err
		case n >= maxOwn:
			return ErrMany
		}
		if err := s.store.Put(ctx, 0, r); err != nil {
			return err
		}
		return s.deps.Journal.Write(ctx, journal.Entry{Action: "recurring.made", By: a, First: true}.Of(nil, r))
	})
	if errors.Is(err, mongodb.ErrDuplicate) && op != nil { // the same request was here at the same time
		made, err := s.made(ctx, a, *op)
		return s.answer(cal, made, err)
	}
	return s.answer(cal, r, err)
}

func (s *Service) answer(cal *vncal.Calendar, r Rule, err error) (View, error) {
	if err != nil {
		return View{}, err
	}
	return s.view(cal, r)
}

func (s *Service) made(ctx context.Context, a access.Actor, op idempotency.Op) (Rule, error) {
	r, err := s.store.Made(ctx, a.Agency, op)
	if err == nil && r.Op.Hash != op.Hash {
		return Rule{}, errs.ErrKeyReused
	}
	return r, err
}

// drafted applies the rules of having work come again.
func (s *Service) drafted(ctx context.Context, a access.Actor, in Input, cal *vncal.Calendar) (Rule, error) {
	now := s.deps.Clock.Now()
	start := in.Start
	if start == "" {
		start = vncal.DateOf(now)
	}
	if !start.Valid() || start < vncal.DateOf(now) || start > vncal.DateOf(now).AddMonths(12) {
		return Rule{}, ErrInput.At("start", "invalid")
	}
	said, err := every(in.Words, now, cal)
	if err != nil {
		return Rule{}, err
	}
	work, err := workOf(in.Task)
	if err != nil {
		return Rule{}, err
	}
	by := recurrence.Of(said, start)
	r := Rule{
		ID: mongodb.NewID(), Agency: a.Agency, Version: 1, Giver: a.ID, Words: said.Say(), RRule: by.RRule, Start: by.Start, Off: by.Off, Inside: by.Inside,
		Work: work, State: Active, At: now, UpdatedAt: now,
	}
	if r, err = s.next(cal, r, start); err != nil {
		return Rule{}, err
	}
	if r.Next == "" {
		return Rule{}, ErrInput.At("words", "never")
	}
	// What could not be given today could not be given then: the faults are told to whom they can be told.
	if err := s.deps.Tasks.Check(ctx, a, work.input(r.Words, max(r.Next, vncal.DateOf(now)))); err != nil {
		return Rule{}, task.Within(err, "task.")
	}
	return r, nil
}

// next returns r with the first day from a day on.
func (s *Service) next(cal *vncal.Calendar, r Rule, from vncal.Date) (Rule, error) {
	days, err := r.after(cal, from, 1)
	if err != nil {
		return r, fmt.Errorf("next day of %s: %w", r.ID, err)
	}
	r.Next = ""
	if len(days) > 0 {
		r.Next = days[0].Date
	}
	return r, nil
}

// Verb is what a giver does with a rule.
type Verb string

// The verbs, as sent.
const (
	Pause  Verb = "pause"  // tạm dừng
	Resume Verb = "resume" // chạy tiếp
	End    Verb = "end"    // kết thúc
)

// verbs say from which state each leads where, and under which name it is written down.
var verbs = map[Verb]struct {
	from   []State
	to     State
	action string
}{
	Pause:  {[]State{Active}, Paused, "recurring.paused"},
	Resume: {[]State{Paused}, Active, "recurring.resumed"},
	End:    {[]State{Active, Paused}, Ended, "recurring.ended"},
}

// Do pauses, resumes or ends a rule. Resumed, it comes next from today on: what passed meanwhile is not made up for.
// Errors: errs.ErrNotFound, ErrState; ErrAssign to resume without the right to give work; errs.ErrChanged with the stored rule.
func (s *Service) Do(ctx context.Context, a access.Actor, id string, version int64, verb Verb) (View, error) {
	cal, err := s.deps.Calendars.Of(ctx, a.Agency)
	if err != nil {
		return View{}, err
	}
	r, err := s.store.Get(ctx, a.Agency, id)
	how := verbs[verb]
	switch {
	case err != nil:
		return View{}, err
	case !CanSee(a, r):
		return View{}, errs.ErrNotFound
	case r.Version != version:
		return View{}, errs.ErrChanged.Having(r)
	case how.action == "" || !slices.Contains(how.from, r.State):
		return View{}, ErrState
	case verb == Resume && !CanMake(a):
		return View{}, ErrAssign
	}
	next := r
	next.State, next.Why, next.Version, next.UpdatedAt = how.to, "", r.Version+1, s.deps.Clock.Now()
	if next.State == Active {
		if next, err = s.next(cal, next, max(next.Start, s.today())); err != nil {
			return View{}, err
		}
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Put(ctx, r.Version, next); err != nil {
			return err
		}
		return s.deps.Journal.Write(ctx, journal.Entry{Action: how.action, By: a}.Of(r, next))
	})
	return s.answer(cal, next, err)
}
