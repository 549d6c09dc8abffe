package monthly

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/tasklist"
	"congvu/pkg/vncal"
)

// JobName is the name of the job that sends the reports, as stored and shown.
const JobName = "report-monthly"

// Kind is the kind and the rule of the message, Object the type of what it is about: a unit and a month, parted by "|".
const (
	Kind   = "report.monthly"
	Object = "report"
)

// Units knows the tree; org.Service fits.
type Units interface {
	Unit(ctx context.Context, agency, id string) (org.Unit, error)
}

// People knows who may see a unit's report; identity.Service fits.
type People interface {
	// Overseers returns who is in charge of one of the units of a path, follows it up or inspects it.
	Overseers(ctx context.Context, agency string, path []string) ([]identity.Person, error)
	Actor(ctx context.Context, person string) (access.Actor, error)
}

// Reports counts how a unit stands; tasklist.Service fits.
type Reports interface {
	Report(ctx context.Context, a access.Actor, q tasklist.TallyQuery) (tasklist.Report, error)
}

// Calendars answers for an agency's working days; calendar.Service fits.
type Calendars interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Inbox gives messages to people, once per key ever; inbox.Service fits.
type Inbox interface {
	Deliver(ctx context.Context, messages ...journal.Message) error
}

// Deps are what the service works with; every field is needed.
type Deps struct {
	DB        *mongodb.DB
	Clock     clock.Clock
	Journal   *journal.Journal
	Units     Units
	People    People
	Reports   Reports
	Calendars Calendars
	Inbox     Inbox
}

// Service keeps the plans and sends the reports. It is safe for concurrent use.
type Service struct {
	deps  Deps
	store store
}

// New returns the service over d.
func New(d Deps) *Service { return &Service{deps: d, store: store{d.DB.Collection(collection)}} }

// View is a plan with what a screen shows of it.
type View struct {
	Plan
	Next     vncal.Date        // when the next report is sent, "" while it goes to nobody
	May      bool              // whether the caller may say otherwise
	Offered  []identity.Person // whom it can be sent to
	Unit     org.Unit
	calendar *vncal.Calendar
}

// Get returns the plan of a unit that a sees, one that sends nothing where none was made. errs.ErrNotFound outside a's scope.
func (s *Service) Get(ctx context.Context, a access.Actor, unit string) (View, error) {
	u, err := s.deps.Units.Unit(ctx, a.Agency, unit)
	if err == nil && !tasklist.Reaches(a, u.Path()) {
		err = errs.ErrNotFound
	}
	if err != nil {
		return View{}, err
	}
	v := View{Unit: u, May: CanSet(a, u.Path())}
	if v.Plan, err = s.store.Get(ctx, a.Agency, u.ID); errors.Is(err, errs.ErrNotFound) {
		v.Plan, err = Plan{ID: u.ID, Agency: a.Agency, Day: usualDay, Receivers: []string{}}, nil
	}
	if err != nil {
		return View{}, err
	}
	if v.Offered, err = s.deps.People.Overseers(ctx, a.Agency, u.Path()); err != nil {
		return View{}, err
	}
	v.calendar, err = s.deps.Calendars.Of(ctx, a.Agency)
	return v.dated(s.today()), err
}

// dated fills in the next day.
func (v View) dated(today vncal.Date) View {
	if v.Next = ""; v.calendar == nil || len(v.Receivers) == 0 {
		return v
	}
	month := today
	if v.Next = v.dueOn(v.calendar, month); v.Next <= today {
		v.Next = v.dueOn(v.calendar, firstOf(month).AddMonths(1))
	}
	return v
}

func (s *Service) today() vncal.Date { return vncal.DateOf(s.deps.Clock.Now()) }

// Set says when and to whom the report of a unit goes; nobody ends it. What was due before is not sent any more. Errors: ErrSetter;
// errs.ErrInvalid with the faulty fields; errs.ErrChanged with the plan as it is when version is stale; errs.ErrNotFound outside
// a's scope.
func (s *Service) Set(ctx context.Context, a access.Actor, unit string, version int64, day int, receivers []string) (View, error) {
	v, err := s.Get(ctx, a, unit)
	switch {
	case err != nil:
		return View{}, err
	case !v.May:
		return View{}, ErrSetter
	case v.Version != version:
		return View{}, errs.ErrChanged.Having(v)
	}
	reach := make([]string, len(v.Offered))
	for i, p := range v.Offered {
		reach[i] = p.ID
	}
	next := v.Plan
	next.Day, next.Receivers, next.By, next.Version = day, slices.Clone(receivers), a.ID, version+1
	if next, err = next.checked(reach); err != nil {
		return View{}, err
	}
	next.Last = max(v.Last, next.wanted(v.calendar, s.today()))
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Put(ctx, version, next); err != nil {
			return err
		}
		return s.deps.Journal.Write(ctx, journal.Entry{
			Action: "unit.monthly_report", By: a, Object: journal.Object{Type: "unit", ID: v.Unit.ID, Code: v.Unit.Code, Title: v.Unit.Name}, Version: v.Unit.Version,
			Vis: []string{access.Work(v.Unit.ID)}, Params: map[string]string{"day": strconv.Itoa(day), "people": strconv.Itoa(len(receivers))},
		})
	})
	if errors.Is(err, errs.ErrChanged) {
		if now, again := s.Get(ctx, a, unit); again == nil {
			return View{}, errs.ErrChanged.Having(now)
		}
	}
	if err != nil {
		return View{}, fmt.Errorf("set monthly report of %s: %w", unit, err)
	}
	v.Plan = next
	return v.dated(s.today()), nil
}

// Job sends the reports that are due. root names the agency of the installation.
func (s *Service) Job(root func(ctx context.Context) (string, error)) jobs.Job {
	return jobs.Job{Name: JobName, Spec: "20 8 * * *", Policy: jobs.Latest(), Run: jobs.ForAgency(root, func(ctx context.Context, agency string, r jobs.Run) error {
		return s.SendDue(ctx, agency, r.Hold)
	})}
}

// SendDue sends, of each unit, the report of the latest month that is due and was not sent, once however often it is called and by
// however many nodes; of months that were missed the last one. One failure does not stop the rest. hold is called in each
// transaction and refuses it when another node does the same work.
func (s *Service) SendDue(ctx context.Context, agency string, hold func(context.Context) error) error {
	cal, err := s.deps.Calendars.Of(ctx, agency)
	if err != nil {
		return err
	}
	today, failed, first := s.today(), 0, error(nil)
	for p, err := range s.store.All(ctx, agency) {
		if err != nil {
			return err
		}
		month := p.wanted(cal, today)
		if len(p.Receivers) == 0 || p.Last >= month {
			continue
		}
		if err := s.send(ctx, p, month, hold); err != nil && !errors.Is(err, errs.ErrChanged) {
			if failed++; first == nil {
				first = fmt.Errorf("unit %s: %w", p.ID, err)
			}
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d monthly reports not sent, first: %w", failed, first)
	}
	return nil
}

// send gives the report of one unit to those of its receivers who may still see it.
func (s *Service) send(ctx context.Context, p Plan, month string, hold func(context.Context) error) error {
	u, err := s.deps.Units.Unit(ctx, p.Agency, p.ID)
	if err != nil {
		return err
	}
	from, to := spanOf(month)
	var letters []journal.Message
	for _, person := range p.Receivers {
		a, err := s.deps.People.Actor(ctx, person)
		if errors.Is(err, errs.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		r, err := s.deps.Reports.Report(ctx, a, tasklist.TallyQuery{Path: u.Path(), From: from, To: to, By: tasklist.ByUnit})
		if errors.Is(err, errs.ErrNotFound) { // the post has ended since
			continue
		}
		if err != nil {
			return err
		}
		all := sum(r)
		letters = append(letters, journal.Message{
			To: person, Kind: Kind, Rule: Kind, Why: "named", Agency: p.Agency, At: s.deps.Clock.Now(),
			By: access.SystemID, ByName: access.System(p.Agency).Name,
			Object: journal.Object{Type: Object, ID: u.ID + "|" + month, Code: month, Title: u.Name},
			Key:    strings.Join([]string{Kind, u.ID, month, person}, "|"),
			Params: map[string]string{
				"month": month, "total": strconv.Itoa(all.Total()), "onTime": strconv.Itoa(all.OnTime), "late": strconv.Itoa(all.Late),
				"inTime": strconv.Itoa(all.InTime), "overdue": strconv.Itoa(all.Overdue),
			},
		})
	}
	return s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if hold != nil {
			if err := hold(ctx); err != nil {
				return err
			}
		}
		if err := s.store.Sent(ctx, p, month); err != nil {
			return err
		}
		if len(letters) == 0 {
			return nil
		}
		return s.deps.Inbox.Deliver(ctx, letters...)
	})
}
