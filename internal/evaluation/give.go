package evaluation

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/journal"
	"congvu/pkg/fold"
)

// Actions that this package records.
const (
	actionGeneral  = "sheet.general"  // general points given
	actionPassed   = "sheet.passed"   // points are asked of another superior
	actionSheets   = "sheet.closed"   // results of some people frozen
	actionClosing  = "period.closing" // a month is over
	actionAsked    = "period.asked"   // a close that a second person has to confirm
	actionOrdered  = "period.ordered" // a close commanded, for the job to carry out
	actionClosed   = "period.closed"
	actionReopened = "period.reopened"
	actionReminded = "period.reminded" // superiors reminded of the points they still have to give
)

// General gives a person the points of the general criteria for a month (cho điểm tiêu chí chung), group by group, and a
// leader đ and e beside them (lead, nil to leave them as they are); they replace what was given before. version is the
// sheet's that the caller saw, 0 when there was none.
// Errors: errs.ErrNotFound outside a's scope, ErrNotSuperior, ErrMonth, ErrFuture, ErrNoPolicy, ErrPoints; ErrClosed and
// errs.ErrChanged with the present Score.
func (s *Service) General(ctx context.Context, a access.Actor, person string, p grading.Period, version int64, groups []grading.GroupPoints, lead *Leadership) (Score, error) {
	who, err := s.people.Person(ctx, a.Agency, person)
	if err != nil {
		return Score{}, fmt.Errorf("general points: %w", err)
	}
	if !CanSee(a, who) {
		return Score{}, fmt.Errorf("general points of %s: %w", person, errs.ErrNotFound)
	}
	superior, err := s.superior(ctx, a.Agency, person)
	if err != nil {
		return Score{}, err
	}
	if !CanGive(a, person, superior, Open) {
		return Score{}, ErrNotSuperior
	}
	now := s.clock.Now()
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		m, err := s.month(ctx, a.Agency, p)
		if err != nil {
			return err
		}
		policies, err := s.policies.Of(ctx, a.Agency)
		if err != nil {
			return err
		}
		policy, ok := policies.InForce(string(p.Last()), who.SubjectClass)
		if !ok {
			return ErrNoPolicy
		}
		sheet, err := s.store.Sheet(ctx, a.Agency, person, p)
		if errors.Is(err, errs.ErrNotFound) {
			sheet, err = newSheet(who, p), nil
		}
		switch {
		case err != nil:
			return err
		case m.State == Closed || sheet.Frozen != nil && m.Reopened == nil:
			return ErrClosed
		case sheet.Version != version:
			return errs.ErrChanged
		}
		ordered, err := policy.General.CheckPoints(groups)
		if err != nil {
			return err
		}
		next := sheet
		if sheet.Frozen != nil {
			next = sheet.reopened()
		}
		seen := next.Version
		next.General = &General{Groups: ordered, By: a.ID, At: now}
		if lead != nil {
			if next.Leadership, err = lead.Checked(policy.Leadership, sheet.Leader, a.ID, now); err != nil {
				return err
			}
		}
		next.awaits(superior, now)
		next.Version, next.UpdatedAt = seen+1, now
		sc, err := s.score(ctx, who, m, next, now)
		if err != nil {
			return err
		}
		next.outcome(sc.Result)
		if err := s.store.PutSheet(ctx, seen, next); err != nil {
			return err
		}
		done, err := s.lastOf(ctx, a, m)
		if err != nil {
			return err
		}
		return s.journal.Write(ctx, journal.Entry{
			Action: actionGeneral, By: a, At: now, Done: done,
			Params: map[string]string{"person": who.Name, "period": string(p), "points": next.General.Total().String()},
			Inbox:  []journal.Message{{To: person, Kind: actionGeneral, Rule: actionGeneral, Why: "author", Params: map[string]string{"period": string(p)}}},
		}.Of(nil, next))
	})
	if err != nil && errs.As(err).Kind != errs.Conflict {
		return Score{}, fmt.Errorf("general points of %s: %w", person, err)
	}
	sc, failed := s.Score(ctx, a, person, p)
	if err != nil && failed == nil {
		return Score{}, errs.As(err).Having(sc)
	}
	return sc, failed
}

// Checked returns the components as they are kept. grading.ErrPoints names the fault under "leadership": they are a leader's, each
// is the policy's full or partial value, and a partial one needs a reason of at least 10 characters.
func (l Leadership) Checked(rules grading.LeadershipRules, leader bool, by string, now time.Time) (*Leadership, error) {
	var faults []errs.Field
	fault := func(path, code string, args map[string]string) {
		faults = append(faults, errs.Field{Path: "leadership" + path, Code: code, Args: args})
	}
	partial := false
	for _, x := range []struct {
		path string
		v    int64
	}{{".dd", l.DD}, {".e", l.E}} {
		v := grading.Int(x.v)
		partial = partial || v.Cmp(rules.Partial) == 0
		if v.Cmp(rules.Full) != 0 && v.Cmp(rules.Partial) != 0 {
			fault(x.path, "facts_one_of", map[string]string{"allowed": rules.Full.String() + ", " + rules.Partial.String()})
		}
	}
	l.Reason = fold.Clean(l.Reason)
	switch n := utf8.RuneCountInString(l.Reason); {
	case !leader:
		fault("", "facts_leaders_only", nil)
	case partial && n < minReason:
		fault(".reason", "too_short", map[string]string{"min": strconv.Itoa(minReason)})
	case n > maxReason:
		fault(".reason", "too_long", map[string]string{"max": strconv.Itoa(maxReason)})
	}
	if len(faults) > 0 {
		return nil, grading.ErrPoints.With(faults...)
	}
	l.By, l.At = by, now
	return &l, nil
}

// lastOf returns the month when nobody waits for a's points in it any more: what a was reminded of is done.
func (s *Service) lastOf(ctx context.Context, a access.Actor, m Month) ([]journal.Object, error) {
	waiting, err := s.store.Waiting(ctx, a.Agency, a.ID)
	if err != nil || slices.ContainsFunc(waiting, func(w WaitingFor) bool { return w.Period == m.Period }) {
		return nil, err
	}
	return []journal.Object{m.object()}, nil
}
