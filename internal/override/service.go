package override

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Actions that this package records.
const (
	actionRecorded  = "override.recorded"
	actionWithdrawn = "override.withdrawn"
)

// People answers who somebody is; identity.Service fits.
type People interface {
	Person(ctx context.Context, agency, id string) (identity.Person, error)
}

// Sheets are what the facts set the grade of; evaluation.Service fits.
type Sheets interface {
	// Graded returns the policy that grades a person in a period, and whether as a leader.
	Graded(ctx context.Context, who identity.Person, p grading.Period) (policy grading.Policy, leader bool, err error)
	// Follow has a person's sheet of a period follow what is recorded now, in the transaction of the record.
	Follow(ctx context.Context, a access.Actor, who identity.Person, p grading.Period) error
}

// Journal records acts; journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
}

// Service records and withdraws concluded facts. It is safe for concurrent use.
type Service struct {
	Records
	db      *mongodb.DB
	people  People
	sheets  Sheets
	journal Journal
	clock   clock.Clock
}

// New returns the service over db.
func New(db *mongodb.DB, people People, sheets Sheets, j Journal, c clock.Clock) *Service {
	return &Service{Records: NewRecords(db), db: db, people: people, sheets: sheets, journal: j, clock: c}
}

// May reports whether a records facts about a person.
func (s *Service) May(a access.Actor, who identity.Person) bool { return may(a, who) == nil }

// Record keeps a concluded fact about a person: the grade of the period is khong_hoan_thanh from now on, and the person is told.
// Errors: errs.ErrNotFound, ErrNotMay, ErrOwn; errs.ErrInvalid with the faulty fields; ErrTwice, errs.ErrKeyReused; those of
// Sheets for a period that has not begun, grades nobody of this class or is closed.
func (s *Service) Record(ctx context.Context, a access.Actor, in Request) (Record, error) {
	who, err := s.people.Person(ctx, a.Agency, in.Person)
	if err == nil {
		err = may(a, who)
	}
	if err != nil {
		return Record{}, fmt.Errorf("override of %s: %w", in.Person, err)
	}
	op, err := idempotency.Of(a.ID, in.Key, in)
	if err != nil {
		return Record{}, err
	}
	if op != nil {
		if made, err := s.made(ctx, a.Agency, *op); !errors.Is(err, errs.ErrNotFound) {
			if err == nil && made.Op.Hash != op.Hash {
				err = errs.ErrKeyReused
			}
			return made, err
		}
	}
	policy, leader, err := s.sheets.Graded(ctx, who, in.Period)
	if err != nil {
		return Record{}, err
	}
	now := s.clock.Now()
	in = in.normal()
	if err := in.check(policy, leader, vncal.DateOf(now)); err != nil {
		return Record{}, err
	}
	next := Record{
		ID: mongodb.NewID(), Agency: a.Agency, Person: in.Person, Period: in.Period, Kind: in.Kind, Document: in.Document, Same: fold.Fold(in.Document), Date: in.Date,
		By: a.ID, ByName: a.Name, At: now, Active: true, Op: op, Version: 1, Vis: []string{access.Person(who.ID)},
	}
	for _, u := range who.Units {
		next.Vis = append(next.Vis, access.Staff(u))
	}
	return next, s.put(ctx, a, who, 0, next, journal.Entry{Action: actionRecorded})
}

// Withdraw takes a record back with a reason of 10 to 2000 characters: the grade is again what the score says. version is the
// one that was seen. Errors: errs.ErrNotFound, ErrNotMay, ErrOwn; errs.ErrChanged, ErrWithdrawn; errs.ErrInvalid for the reason;
// that of Sheets for a month that is closed.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, id string, version int64, reason string) (Record, error) {
	r, err := s.get(ctx, a.Agency, id)
	if err != nil {
		return r, err
	}
	who, err := s.people.Person(ctx, a.Agency, r.Person)
	if err == nil {
		err = may(a, who)
	}
	reason = fold.Clean(reason)
	switch fault := errs.ErrInvalid.Length("reason", reason, minReason, maxReason).OrNil(); {
	case err != nil:
		return r, fmt.Errorf("withdraw override %s: %w", id, err)
	case r.Version != version:
		return r, errs.ErrChanged
	case !r.Active:
		return r, ErrWithdrawn
	case fault != nil:
		return r, fault
	}
	next := r
	next.Active, next.Version = false, r.Version+1
	next.Withdrawn = &Withdrawal{By: a.ID, At: s.clock.Now(), Reason: reason}
	return next, s.put(ctx, a, who, r.Version, next, journal.Entry{Action: actionWithdrawn, Reason: reason})
}

// put stores next, has the sheet follow and tells the person, or nothing.
func (s *Service) put(ctx context.Context, a access.Actor, who identity.Person, seen int64, next Record, e journal.Entry) error {
	e.By, e.At = a, s.clock.Now()
	e.Params = map[string]string{"person": who.Name, "period": string(next.Period), "document": next.Document}
	e.Inbox = []journal.Message{{
		To: who.ID, Kind: e.Action, Rule: e.Action, Why: "author",
		Params: map[string]string{"period": string(next.Period), "document": next.Document},
	}}
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.Records.put(ctx, seen, next); err != nil {
			return err
		}
		if err := s.sheets.Follow(ctx, a, who, next.Period); err != nil {
			return err
		}
		return s.journal.Write(ctx, e.Of(nil, next))
	})
	if err != nil {
		return fmt.Errorf("put override %s: %w", next.ID, err)
	}
	return nil
}
