package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/clock"
	"congvu/internal/comment"
	"congvu/internal/config"
	"congvu/internal/demo"
	"congvu/internal/diary"
	"congvu/internal/direction"
	"congvu/internal/doctor"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/handover"
	"congvu/internal/identity"
	"congvu/internal/importer"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/note"
	"congvu/internal/notify"
	"congvu/internal/org"
	"congvu/internal/quick"
	"congvu/internal/realtime"
	"congvu/internal/reminder"
	"congvu/internal/savedfilter"
	"congvu/internal/session"
	"congvu/internal/setup"
	"congvu/internal/substitute"
	"congvu/internal/task"
	"congvu/internal/tasklist"
	"congvu/internal/workplace"
)

// errClock refuses to run an office under a clock that is not the true one.
var errClock = errs.New(errs.Invalid, "main.clock", "CONGVU_CLOCK is for demo data only")

// product is one running node: the services over one database, its jobs and its sockets.
type product struct {
	v1.Services

	db      *mongodb.DB
	clock   clock.Clock
	log     *slog.Logger
	demo    *v1.Demo           // how to sign in to demo data; nil for a real office
	halt    context.CancelFunc // of the sending of mail
	mailing sync.WaitGroup
	setup   string // secret of the set-up link, where there is no agency yet
}

// indexes lists what every store declares.
func indexes() []mongodb.Indexes {
	return slices.Concat(
		[]mongodb.Indexes{mongodb.CodeIndexes()}, realtime.Indexes(), jobs.Indexes(), journal.Indexes(v1.LoggedTypes()...), inbox.Indexes(),
		notify.Indexes(), calendar.Indexes(), org.Indexes(), identity.Indexes(), session.Indexes(), setup.Indexes(), catalogue.Indexes(), document.Indexes(), task.Indexes(), comment.Indexes(), note.Indexes(),
		diary.Indexes(), evaluation.Indexes(), handover.Indexes(), importer.Indexes(), workplace.Indexes(), substitute.Indexes(), savedfilter.Indexes(),
	)
}

// migrations lists the changes of stored forms since the first release, oldest first.
func migrations(clk clock.Clock, log *slog.Logger) []mongodb.Migration {
	return []mongodb.Migration{{
		Version: 1, What: "grading lines keep who decided, how deadlines moved and which pieces failed",
		Up: func(ctx context.Context, db *mongodb.DB) error {
			s, err := wire(db, clk, log)
			if err != nil {
				return err
			}
			root, err := s.Org.Agency(ctx)
			if errors.Is(err, org.ErrNoneIn) {
				return nil // a new installation
			}
			if err != nil {
				return err
			}
			return s.Evaluation.Rebuild(ctx, s.Tasks, root.ID)
		},
	}, {
		Version: 2, What: "months keep the settings of each policy", Up: evaluation.KeepSettingsByPolicy,
	}, {
		Version: 3, What: "recalled work is open work of its assigner", Up: task.ReopenRecalled,
	}, {
		Version: 4, What: "people stand in the order of Vietnamese names", Up: identity.KeepVietnameseOrder,
	}, {
		Version: 5, What: "documents keep to which units they were sent", Up: document.KeepUnits,
	}, {
		Version: 6, What: "the system log holds exports", Up: journal.RenewLog,
	}, {
		Version: 7, What: "documents keep by which ways of writing one number are the same", Up: document.KeepKeys,
	}}
}

// tellEvery is how often the screen says how far a long preparation is.
const tellEvery = 2 * time.Second

// preparing returns what prints the progress of a migration or of the build of an index: on a large database they take
// minutes, and a screen that stands still looks like a fault.
func preparing(out io.Writer) func(mongodb.Progress) {
	return func(p mongodb.Progress) {
		took := int(p.Took.Seconds())
		switch {
		case p.Migration != "":
			fmt.Fprintf(out, "Đang chuyển dữ liệu sang dạng mới (%s): %d giây\n", p.Migration, took)
		case p.Total > 0:
			fmt.Fprintf(out, "Đang dựng chỉ mục của %s: bước này %d%%, %d giây\n", p.Collection, 100*p.Done/p.Total, took)
		default:
			fmt.Fprintf(out, "Đang dựng chỉ mục của %s: %d giây\n", p.Collection, took)
		}
	}
}

// newProduct brings the database up to date, telling out how far it is, and wires the services; nothing runs yet.
func newProduct(ctx context.Context, cfg config.Config, db *mongodb.DB, log *slog.Logger, out io.Writer) (*product, error) {
	telling := db.Telling(tellEvery, preparing(out))
	clk := clock.System()
	if at, err := cfg.Now(); err == nil && !at.IsZero() {
		clk = clock.StartingAt(at)
	}
	if _, err := mongodb.Migrate(ctx, telling, migrations(clk, log)); err != nil {
		return nil, err
	}
	if err := telling.Ensure(ctx, indexes()...); err != nil {
		return nil, err
	}
	p := &product{db: db, clock: clk, log: log}
	var err error
	if p.Services, err = wire(db, clk, log); err != nil {
		return nil, err
	}
	return p, p.mailThrough(cfg)
}

// mailThrough names the mail server of the settings, if there is one.
func (p *product) mailThrough(cfg config.Config) error {
	if cfg.SMTP == "" {
		return nil
	}
	password, err := cfg.MailPassword()
	if err != nil {
		return fmt.Errorf("CONGVU_SMTP_PASSWORD_FILE: %w", err)
	}
	sender, err := notify.SMTP(notify.Server{URL: cfg.SMTP, User: cfg.MailUser, Password: password, From: cfg.MailFrom, Name: "Công Vụ"})
	if err != nil {
		return fmt.Errorf("CONGVU_SMTP: %w", err)
	}
	p.Mail.Through(sender, cfg.Origins[0])
	return nil
}

// wire makes the services over one database and one clock; the demo makes a second set whose clock it moves.
func wire(db *mongodb.DB, clk clock.Clock, log *slog.Logger) (v1.Services, error) {
	return wireAged(db, clk, nil, log)
}

// wireAged is wire with the clock by which the caches of people and sessions grow old, nil for the system's: tests stop it
// to see what events alone do.
func wireAged(db *mongodb.DB, clk, machine clock.Clock, log *slog.Logger) (s v1.Services, err error) {
	policies, err := grading.LoadPolicies()
	if err != nil {
		return s, err
	}
	events := realtime.NewEvents(db)
	s.Inbox = inbox.New(db, clk, events)
	record := journal.New(db, clk, events, s.Inbox)
	s.Journal = record
	s.Calendar = calendar.New(db, clk)
	s.CalendarChanges = calendar.NewChanges(calendar.ChangeDeps{DB: db, Days: s.Calendar, Journal: record, Clock: clk})
	s.Org = org.New(db, record, clk)
	s.Identity = identity.New(identity.Deps{DB: db, Org: s.Org, Journal: record, Clock: clk, Machine: machine, StandIns: substitute.NewReader(db)})
	s.Substitutes = substitute.New(db, s.Identity, record, clk)
	s.Mail = notify.New(db, clk, log)
	s.Sessions = session.New(session.Deps{DB: db, People: s.Identity, Journal: record, Clock: clk, Machine: machine, Log: log, Mail: s.Mail})
	s.Setup = setup.New(setup.Deps{DB: db, Clock: clk, Units: s.Org, People: s.Identity, Accounts: s.Sessions})
	s.Catalogue = catalogue.New(db, record, clk)
	s.Imports = importer.New(importer.Deps{DB: db, Journal: record, Clock: clk, Actors: s.Identity, Units: s.Org, Products: s.Catalogue, People: s.Identity, Records: s.Sessions})
	s.Documents = document.New(db, s.Org, record, clk)
	s.Register = document.NewRegister(document.RegisterDeps{DB: db, Units: s.Org, People: s.Identity, Journal: record, Clock: clk})
	s.Evaluation = evaluation.New(db, policies, s.Identity, s.Org, s.Calendar, record, clk, log)
	s.Tasks = task.New(task.Deps{
		DB: db, Clock: clk, Units: s.Org, People: s.Identity, Calendars: s.Calendar, Products: s.Catalogue,
		Documents: s.Documents, Facts: s.Evaluation, Journal: record,
	})
	s.Notes = note.New(db, s.Tasks, record, clk)
	s.Comments = comment.New(comment.Deps{DB: db, Clock: clk, Tasks: s.Tasks, People: s.Identity, Journal: record})
	s.Directions = direction.New(direction.Deps{Register: s.Register, Tasks: s.Tasks, Calendars: s.Calendar, Clock: clk})
	s.TaskLists = tasklist.New(db, clk)
	s.Quick = quick.New(quick.Deps{People: s.Identity, Units: s.Org, Products: s.Catalogue, Documents: s.Documents, Calendar: s.Calendar, Clock: clk})
	s.Saved = savedfilter.New(savedfilter.Deps{DB: db, Clock: clk, Journal: record, People: s.Identity})
	s.Diary = diary.New(diary.Deps{
		DB: db, Clock: clk, Journal: record, Calendars: s.Calendar, People: s.Identity, Units: s.Org, Tasks: s.Tasks, Papers: workplace.NewPapers(db),
		Settings: diary.DefaultSettings(),
	})
	s.Workplace = workplace.New(workplace.Deps{
		DB: db, Clock: clk, Journal: record, Calendars: s.Calendar, People: s.Identity, Units: s.Org, Tasks: s.Tasks, Diaries: s.Diary,
	})
	s.Handovers = handover.New(handover.Deps{
		DB: db, Clock: clk, Org: s.Org, People: s.Identity, Tasks: s.Tasks, Diary: s.Diary, Journal: record,
	})
	s.OrgChanges = org.NewChanges(org.ChangeDeps{
		DB: db, Units: s.Org, Journal: record, Clock: clk,
		Records: append([]org.Records{s.Identity.Records(), s.Tasks.Records(), s.Documents.Records(), s.Diary.Records(), s.Evaluation.Records()},
			s.Workplace.Records()...),
		After: []func(context.Context, string, func(context.Context) error) error{s.Tasks.PassOn, s.Diary.PassOn, s.Workplace.PassOn},
	})
	reminders := reminder.New(db, s.Org, s.Calendar, s.Identity, s.Tasks, s.Diary, s.Inbox)
	if s.Jobs, err = jobs.New(db, clk, log, append(reminders.Jobs(), s.Identity.Job(), s.Handovers.Jobs(), s.Substitutes.Jobs(org.Root(s.Org)), s.Evaluation.Job(), s.Evaluation.CloseJob(), s.Evaluation.Check(s.Tasks), s.Tasks.Job(), s.Tasks.CalendarJob(), s.Tasks.ResumeJob(), s.Diary.Job(), s.Workplace.Job(), s.Imports.Job(org.Root(s.Org)), s.OrgChanges.Job())...); err != nil {
		return s, err
	}
	s.Hub = realtime.NewHub(events, realtime.Options{Log: log, Rights: func(ctx context.Context, who realtime.Session) (access.Tokens, error) {
		actor, err := s.Sessions.Recheck(ctx, access.Actor{ID: who.Person, Agency: who.Tokens.Agency, Session: who.ID})
		return actor.Tokens(), err
	}})
	s.Doctor = doctor.New(doctor.Deps{
		DB: db, Indexes: indexes(), Clock: clk, Jobs: s.Jobs, Calendars: s.Calendar, Drift: s.Evaluation.Drift,
		Sockets: func() int { return s.Hub.Stats().Sockets }, Sample: s.Identity.Sample, Mail: s.Mail.Standing,
	})
	s.Hub.On(calendar.TypeCalendar, func(e realtime.Event) { s.Calendar.Heard(e.Agency) })
	for _, typ := range []string{realtime.TypeRights, realtime.TypePosts, realtime.TypeSession, org.TypeUnit} {
		s.Hub.On(typ, func(e realtime.Event) {
			s.Org.Heard(e.Type, e.Agency)
			s.Identity.Heard(e.Type, e.Object)
			s.Sessions.Heard(e.Type, e.Object)
		})
	}
	return s, nil
}

// server returns the HTTP side.
func (p *product) server(cfg config.Config, reg prometheus.Registerer, web fiber.Handler) *fiber.App {
	reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "congvu_fact_drift", Help: "Grading lines that differed from their tasks in this node's last nightly check.",
	}, func() float64 { return float64(p.Evaluation.Drift()) }))
	reg.MustRegister(socketFigures{p.Hub.Stats})
	app, _ := v1.New(&v1.Server{
		Log: p.log, Clock: p.clock, Version: version, Origins: cfg.Origins, Proxies: cfg.Proxies, Demo: p.demo,
		Shifted: cfg.Clock != "", Metrics: v1.NewMetrics(reg), Services: p.Services,
	}, web)
	return app
}

// start opens the change stream, before any socket may be taken, and then the jobs.
func (p *product) start(ctx context.Context) error {
	if err := p.Hub.Open(ctx); err != nil {
		return fmt.Errorf("open change stream: %w", err)
	}
	p.Jobs.Start()
	ctx, p.halt = context.WithCancel(context.WithoutCancel(ctx))
	p.mailing.Go(func() { p.Mail.Run(ctx) })
	return nil
}

// haltMail lets the letter in hand be finished and sends no other.
func (p *product) haltMail() {
	if p.halt != nil {
		p.halt()
	}
	p.mailing.Wait()
}

// check answers /readyz: the database answers and the change stream is followed.
func (p *product) check(ctx context.Context) error {
	_, err := p.db.Now(ctx)
	return errors.Join(err, p.Hub.Ready())
}

// prepare decides whether this database may be served with these settings, and loads the demo into an empty one when
// asked to.
func (p *product) prepare(ctx context.Context, cfg config.Config, withDemo bool, out io.Writer) error {
	sample, others, err := isDemo(ctx, p)
	empty := errors.Is(err, org.ErrNoneIn)
	switch {
	case withDemo && (empty || err == nil && !others):
		if err := p.loadDemo(ctx, out); err != nil && !errors.Is(err, demo.ErrLoaded) {
			return err
		}
		sample = true
	case err != nil && !empty:
		return err
	}
	if cfg.Clock != "" && (!sample || others) {
		return errClock
	}
	if empty && !sample {
		p.setup, err = p.Setup.Link(ctx)
		return err
	}
	if !sample || others {
		return nil
	}
	p.demo, err = demoAccounts()
	return err
}

// banner is the one screenful a person needs once everything runs.
func banner(out io.Writer, cfg config.Config, db *database, p *product) {
	d := p.demo
	fmt.Fprintf(out, "\nCông Vụ %s đang chạy.\n\n  Mở       http://%s\n", version, cfg.Addr)
	if d != nil {
		fmt.Fprintf(out, "  Đăng nhập bằng một tài khoản mẫu, mật khẩu chung %s\n", d.Password)
		for _, a := range d.Accounts {
			fmt.Fprintf(out, "    %-8s %s, %s, %s\n", a.Login, a.Name, a.Title, a.Unit)
		}
	}
	if p.setup != "" {
		fmt.Fprintf(out, "  Thiết lập lần đầu (dùng một lần, trong %d giờ; đừng gửi cho người khác):\n           %s/setup#%s\n",
			int(setup.LinkLife.Hours()), cfg.Origins[0], p.setup)
	}
	if db.program != "" {
		fmt.Fprintf(out, "  Dữ liệu  %s (MongoDB %s riêng, chỉ trên máy này)\n", cfg.Data, db.info.Version)
	} else {
		fmt.Fprintf(out, "  Dữ liệu  MongoDB %s, cơ sở dữ liệu %s\n", db.info.Version, cfg.Name)
	}
	if db.info.Old() {
		fmt.Fprintln(out, "  Lưu ý    MongoDB này cũ hơn 7.0, không còn được vá lỗi: chỉ để dùng thử hoặc cho một văn phòng nhỏ trên máy riêng.")
	}
	fmt.Fprintln(out, "  Dừng     Ctrl-C (dữ liệu được giữ)")
}
