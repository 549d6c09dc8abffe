package reminder

import (
	"context"
	"iter"
	"sync/atomic"
	"time"

	"congvu/internal/clock"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/notify"
	"congvu/internal/org"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// Tasks reads the work that deadlines are urged of; task.Service fits.
type Tasks interface {
	// OpenDue yields the work that its lead has and has not handed in, due from..to, nearest first.
	OpenDue(ctx context.Context, agency string, from, to vncal.Date) iter.Seq2[task.DueRow, error]
	// OpenPartsDue yields the work of which a part has a deadline of its own from..to; the part may be handed in.
	OpenPartsDue(ctx context.Context, agency string, from, to vncal.Date) iter.Seq2[task.DueRow, error]
}

// Diaries knows whose diary is empty; diary.Service fits.
type Diaries interface {
	// Empty calls yield with everybody who has kept no entry of a date and is not off that day.
	Empty(ctx context.Context, agency string, date vncal.Date, yield func(person string) error) error
	// Prepared returns how many lines lie prepared for an empty day, from what the person did.
	Prepared(ctx context.Context, agency, person string, date vncal.Date) (int, error)
}

// People finds those above a lead; identity.Service fits.
type People interface {
	HeadsOf(ctx context.Context, agency, unit string) ([]identity.Person, error)
	People(ctx context.Context, agency string, ids []string) (map[string]identity.Person, error)
	Superior(ctx context.Context, agency, person string) (identity.Person, error)
	// SubstitutesAt returns who stands in at an instant for each of people who has somebody.
	SubstitutesAt(ctx context.Context, agency string, at time.Time, people ...string) (map[string]journal.StandIn, error)
}

// Agencies names the agency of the installation; org.Service fits.
type Agencies interface {
	Agency(ctx context.Context) (org.Unit, error)
}

// Calendars answers for an agency's working days; calendar.Service fits.
type Calendars interface {
	Of(ctx context.Context, agency string) (*vncal.Calendar, error)
}

// Inbox gives messages to people, once per key ever; inbox.Service fits.
type Inbox interface {
	Deliver(ctx context.Context, messages ...journal.Message) error
	// Given returns which of keys an agency's messages have had.
	Given(ctx context.Context, agency string, keys []string) (map[string]bool, error)
	Message(ctx context.Context, agency, id string) (inbox.Row, error)
	Unseen(ctx context.Context, agency, kind string, from, to time.Time) ([]inbox.Row, error)
	Mailed(ctx context.Context, agency, id, letter string, at time.Time) error
}

// Mail is the outbox of letters; notify.Service fits.
type Mail interface {
	On(kind string, w notify.Writer)
	Set() bool
	Address() string
	Queue(ctx context.Context, letters ...notify.Letter) ([]string, error)
	Again(ctx context.Context, agency, id string) (notify.Letter, error)
}

// Journal records acts; journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
}

// Deps is what a Service is made of.
type Deps struct {
	DB        *mongodb.DB // where jobs, inbox and outbox lie, for a message is kept only with the claim of its run
	Agencies  Agencies
	Calendars Calendars
	People    People
	Tasks     Tasks
	Diaries   Diaries
	Steps     []Steps
	Inbox     Inbox
	Mail      Mail
	Journal   Journal
	Clock     clock.Clock
}

// Service sends reminders.
type Service struct {
	db        *mongodb.DB
	agencies  Agencies
	calendars Calendars
	people    People
	tasks     Tasks
	diaries   Diaries
	steps     []Steps
	inbox     Inbox
	mail      Mail
	journal   Journal
	clock     clock.Clock
	given     atomic.Uint64
}

// Given returns how many reminders this node has put into inboxes since its start; one that was there already counts, too.
func (s *Service) Given() uint64 { return s.given.Load() }

// New returns the service, which writes the letters of its kind from then on.
func New(d Deps) *Service {
	s := &Service{
		db: d.DB, agencies: d.Agencies, calendars: d.Calendars, people: d.People, tasks: d.Tasks, diaries: d.Diaries, steps: d.Steps, inbox: d.Inbox,
		mail: d.Mail, journal: d.Journal, clock: d.Clock,
	}
	d.Mail.On(letterUnseen, s.writeUnseen)
	return s
}

// Names of the jobs, as stored and shown.
const (
	DueJob   = "reminder-due"
	DiaryJob = "reminder-diary"
	MailJob  = "reminder-mail"
)

// When the jobs run, and the hours in which people are left alone (spec/reminders.md: 18:00–07:00), as local times of day.
const (
	dueAt      = 8*time.Hour + 30*time.Minute
	diaryAt    = 16*time.Hour + 30*time.Minute
	quietFrom  = 18 * time.Hour
	quietUntil = 7 * time.Hour
)

// Jobs returns the jobs that send reminders. A run that was missed is made up for on the same day only: what holds then
// is what holds that day, and the next day's run asks anew. Deadlines may be late until midnight, for work that is hỏa tốc
// knows no quiet hours; nobody is asked for a diary after 18:00.
func (s *Service) Jobs() []jobs.Job {
	return []jobs.Job{
		{Name: DueJob, Spec: "30 8 * * *", Policy: before(24*time.Hour, dueAt), Run: s.RemindDue},
		{Name: DiaryJob, Spec: "30 16 * * *", Policy: before(quietFrom, diaryAt), Run: s.RemindDiary},
		{Name: MailJob, Spec: "*/15 * * * *", Policy: jobs.Latest(), Run: s.MailUnseen},
	}
}

// before makes up for a run until just before a time of the same day.
func before(end, at time.Duration) jobs.Policy { return jobs.Within(end - at - time.Millisecond) }

// quiet reports whether nobody is to be disturbed now.
func quiet(now time.Time) bool {
	local := now.In(vncal.Zone())
	at := time.Duration(local.Hour())*time.Hour + time.Duration(local.Minute())*time.Minute
	return at >= quietFrom || at < quietUntil
}

// day returns the agency, its calendar and the day that a run speaks of. It reports false when nothing is to be sent: on a
// day off, and when the run is made up for on a later day than its own.
func (s *Service) day(ctx context.Context, r jobs.Run) (agency string, cal *vncal.Calendar, today vncal.Date, send bool, err error) {
	today = vncal.DateOf(r.Now)
	if today != vncal.DateOf(r.At) {
		return "", nil, today, false, nil
	}
	agency, err = org.Root(s.agencies)(ctx)
	if err != nil || agency == "" { // a new installation has nobody to remind
		return "", nil, today, false, err
	}
	if cal, err = s.calendars.Of(ctx, agency); err != nil {
		return "", nil, today, false, err
	}
	return agency, cal, today, cal.IsWorking(today), nil
}
