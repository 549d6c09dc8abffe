package doctor

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/backup"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/mongodb"
	"congvu/internal/notify"
	"congvu/pkg/vncal"
)

// Deps are the parts of a running node that are looked at.
type Deps struct {
	DB      *mongodb.DB
	Indexes []mongodb.Indexes // every one that the product declares
	Clock   clock.Clock       // of the office: what day it is there
	Jobs    interface {
		Jobs(ctx context.Context) ([]jobs.Status, error)
	}
	Calendars interface {
		Of(ctx context.Context, agency string) (*vncal.Calendar, error)
	}
	Drift   func() int64                                                              // grading lines that differ from their tasks
	Mail    func(ctx context.Context, agency string) (notify.Standing, error)         // how the letters stand
	Backups func(ctx context.Context) (backup.Standing, error)                        // how the copies stand
	Sockets func() int                                                                // open on this node
	Sample  func(ctx context.Context, agency string) (madeUp, actual bool, err error) // whose people the agency has
}

// Service looks at one running node.
type Service struct {
	deps    Deps
	machine clock.Clock // unshifted: the database's clock is compared with this one
}

// New returns the service.
func New(d Deps) *Service { return &Service{deps: d, machine: clock.System()} }

// Check measures everything once and says what follows. What the database's user may not ask is said as unknown.
// errs.ErrUnavailable when the database does not answer.
func (s *Service) Check(ctx context.Context, agency string) ([]Finding, error) {
	f, err := s.measure(ctx, agency)
	if err != nil {
		return nil, fmt.Errorf("doctor: %w", err)
	}
	return Judge(f), nil
}

func (s *Service) measure(ctx context.Context, agency string) (f Facts, err error) {
	d := s.deps
	f = Facts{Today: vncal.DateOf(d.Clock.Now()), Drift: d.Drift(), Sockets: d.Sockets()}
	if f.Server, err = d.DB.Info(ctx); err != nil {
		return f, err
	}
	f.Now = s.machine.Now()
	for _, ask := range []func() error{
		func() (err error) { f.Members, err = d.DB.Members(ctx); return err },
		func() (err error) { f.OpenTx, err = d.DB.OpenTx(ctx); return err },
		func() (err error) { f.Disk, err = d.DB.Disk(ctx); return err },
	} {
		if err := ask(); errors.Is(err, errs.ErrUnavailable) { // refused to our user is no fault: it stays unknown
			return f, err
		}
	}
	if f.Lacking, err = d.DB.Missing(ctx, d.Indexes...); err != nil {
		return f, err
	}
	if f.Jobs, err = d.Jobs.Jobs(ctx); err != nil {
		return f, err
	}
	if f.Calendar, err = d.Calendars.Of(ctx, agency); err != nil {
		return f, err
	}
	if f.Mail, err = d.Mail(ctx, agency); err != nil {
		return f, err
	}
	if f.Backup, err = d.Backups(ctx); err != nil {
		return f, err
	}
	if f.Since, err = d.DB.Since(ctx); err != nil {
		return f, err
	}
	f.Demo, _, err = d.Sample(ctx, agency)
	return f, err
}
