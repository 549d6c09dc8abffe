package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/backup"
	"congvu/internal/clock"
	"congvu/internal/config"
	"congvu/internal/demo"
	"congvu/internal/errs"
	"congvu/internal/files"
	"congvu/internal/mongodb"
	"congvu/internal/notify"
	"congvu/internal/org"
	"congvu/internal/setup"
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
	if err := backup.Refuse(ctx, db); err != nil {
		return nil, err
	}
	clk := clock.System()
	if at, err := cfg.Now(); err == nil && !at.IsZero() {
		clk = clock.StartingAt(at)
	}
	if err := upToDate(ctx, db, clk, log, out); err != nil {
		return nil, err
	}
	p := &product{db: db, clock: clk, log: log}
	var err error
	if p.Services, err = wiring.Wire(db, clk, log); err != nil {
		return nil, err
	}
	p.Files.Use(fileSettings(cfg))
	if err := p.copyTo(cfg); err != nil {
		return nil, err
	}
	return p, p.mailThrough(cfg)
}

// upToDate gives the database the form and the indexes of this version.
func upToDate(ctx context.Context, db *mongodb.DB, clk clock.Clock, log *slog.Logger, out io.Writer) error {
	telling := db.Telling(tellEvery, preparing(out))
	if _, err := mongodb.Migrate(ctx, telling, wiring.Migrations(clk, log)); err != nil {
		return err
	}
	return telling.Ensure(ctx, wiring.Indexes()...)
}

// copyTo sets where the daily copies go. Without a folder the schedule does not show a job that does nothing.
func (p *product) copyTo(cfg config.Config) error {
	dir, err := cfg.BackupDir()
	if err != nil {
		return fmt.Errorf("CONGVU_BACKUP_DIR: %w", err)
	}
	to, err := backup.Recipients(cfg.BackupTo)
	if err != nil {
		return fmt.Errorf("CONGVU_BACKUP_RECIPIENTS: %w", err)
	}
	if dir == "" {
		p.Jobs.Leave(backup.Job)
	}
	p.Backup.Use(backup.Settings{Program: version, Dir: dir, To: to})
	return nil
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

// fileSettings is what is set of files.
func fileSettings(cfg config.Config) files.Settings {
	s := files.Settings{Person: cfg.PersonMB << 20, Agency: cfg.AgencyGB << 30}
	if cfg.Clamd != "" {
		s.Scanner = files.Clamd{Address: cfg.Clamd}
	}
	return s
}

// server returns the HTTP side.
func (p *product) server(cfg config.Config, reg prometheus.Registerer, web fiber.Handler) *fiber.App {
	reg.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "congvu_fact_drift", Help: "Grading lines that differed from their tasks in this node's last nightly check.",
	}, func() float64 { return float64(p.Evaluation.Drift()) }))
	reg.MustRegister(socketFigures{p.Hub.Stats}, newFigures(p))
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
