package diary

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
)

// Settings are the numbers that hold while an agency has set none; spec/diary-roster.md §1 gives the defaults.
type Settings struct {
	LockAfter int // working days after the day, or after its return, during which it can be written
}

// Chosen is what an agency has set of its diaries (cài đặt nhật ký của cơ quan); version 0 is what holds while it set nothing.
type Chosen struct {
	ID        string    `bson:"_id"` // the agency
	Agency    string    `bson:"agency"`
	Version   int64     `bson:"version"`
	LockAfter int       `bson:"lock_after"` // working days, LeastLock to MostLock
	By        string    `bson:"by"`
	At        time.Time `bson:"at"`
}

// Bounds of Chosen.LockAfter, in working days.
const (
	LeastLock = 1
	MostLock  = 60
)

// Chosen returns what the agency has set, or what holds without.
func (s *Service) Chosen(ctx context.Context, agency string) (Chosen, error) {
	c, err := s.store.Chosen(ctx, agency)
	if errors.Is(err, errs.ErrNotFound) {
		return Chosen{ID: agency, Agency: agency, LockAfter: s.settings.LockAfter}, nil
	}
	return c, err
}

// lockAfter returns after how many working days an agency's days are locked.
func (s *Service) lockAfter(ctx context.Context, agency string) (int, error) {
	c, err := s.Chosen(ctx, agency)
	return c.LockAfter, err
}

// Choose sets after how many working days days are locked, at once for all days: whether one is locked is asked when it is read.
// The caller has asked whether a may. Errors: ErrInput with lockAfter; errs.ErrChanged when version is stale.
func (s *Service) Choose(ctx context.Context, a access.Actor, version int64, lockAfter int) (Chosen, error) {
	if lockAfter < LeastLock {
		return Chosen{}, ErrInput.With(errs.Field{Path: "lockAfter", Code: "too_small", Args: map[string]string{"min": strconv.Itoa(LeastLock)}})
	}
	if lockAfter > MostLock {
		return Chosen{}, ErrInput.With(errs.Field{Path: "lockAfter", Code: "too_large", Args: map[string]string{"max": strconv.Itoa(MostLock)}})
	}
	before, err := s.Chosen(ctx, a.Agency)
	switch {
	case err != nil:
		return Chosen{}, err
	case before.Version != version:
		return Chosen{}, errs.ErrChanged
	case before.LockAfter == lockAfter:
		return before, nil
	}
	root, err := s.org.Map(ctx, a.Agency)
	if err != nil {
		return Chosen{}, err
	}
	next := Chosen{ID: a.Agency, Agency: a.Agency, Version: version + 1, LockAfter: lockAfter, By: a.ID, At: s.clock.Now()}
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Choose(ctx, version, next); err != nil {
			return err
		}
		return s.journal.Write(ctx, journal.Entry{
			Action: "diary.lock_set", By: a, At: next.At, Version: next.Version,
			Object: journal.Object{Type: "unit", ID: a.Agency, Title: root[a.Agency].Name}, Vis: []string{access.Work(a.Agency)}, Audience: []string{},
			Changes: []journal.Change{{Field: "lockAfter", From: strconv.Itoa(before.LockAfter), To: strconv.Itoa(lockAfter)}},
		})
	})
	if err != nil {
		return Chosen{}, fmt.Errorf("set diary settings: %w", err)
	}
	return next, nil
}

// DefaultSettings returns five working days until the lock.
func DefaultSettings() Settings { return Settings{LockAfter: 5} }

// Limits of one day and of one request.
const (
	MaxEntries = 50   // entries in a day
	MaxText    = 2000 // characters of an entry's text or result
	MaxPlan    = 5000 // characters of the plan and of the difficulties
	MinReason  = 10   // characters of the reason of a return or a correction
	MaxReason  = 2000 // characters of the reason of a return or a correction
	MaxSource  = 100  // characters of a suggestion's id
	MaxKey     = 80   // characters of a device's name of a line
	MaxRange   = 400  // days in one range
	MaxTold    = 100  // versions of a day that are told at once, the newest
	MaxPeriod  = 42   // days in one range with their lines: a month in whole weeks
	MaxBatch   = 100  // days confirmed in one request
	maxAhead   = 366  // days that a coming day may be ahead
	dayMinutes = 24 * 60
)
