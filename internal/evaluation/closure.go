package evaluation

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Closure is what closing a month would do now, to the whole agency.
type Closure struct {
	Month     Month
	Ungraded  []identity.Person // who is graded and has no general points yet: they would stay needs_decision
	Undecided int               // pieces of work that wait for their approver: they would move to the next month
	Second    bool              // two people have to agree, since points are missing and the days for giving them have not passed
}

// Closure tells whoever may close or confirm what closing a month would do, before it is done.
// Errors: those of Close but errs.ErrChanged and ErrSecond.
func (s *Service) Closure(ctx context.Context, a access.Actor, p grading.Period) (Closure, error) {
	m, err := s.closable(ctx, a, p)
	if err != nil {
		return Closure{}, err
	}
	c := Closure{Month: m}
	if c.Ungraded, err = s.ungraded(ctx, m); err != nil {
		return Closure{}, err
	}
	if c.Undecided, err = s.store.Undecided(ctx, m.Agency, p); err != nil {
		return Closure{}, err
	}
	c.Second, err = s.needsSecond(ctx, m, len(c.Ungraded))
	return c, err
}

// closable returns a month that a may close, or confirm the close of, now.
// Errors: ErrNotHR, ErrMonth, ErrFuture, ErrRunning, ErrClosed, ErrEarlier with the oldest month that is not closed.
func (s *Service) closable(ctx context.Context, a access.Actor, p grading.Period) (Month, error) {
	if !CanConfirm(a) {
		return Month{}, ErrNotHR
	}
	m, err := s.month(ctx, a.Agency, p)
	switch {
	case err != nil:
		return Month{}, err
	case !CanClose(a) && m.Asked == nil:
		return Month{}, ErrNotHR
	case s.clock.Now().Before(p.Last().End()):
		return Month{}, ErrRunning.Having(m)
	case m.State == Closed:
		return Month{}, ErrClosed.Having(m)
	}
	due, err := s.unclosed(ctx, a.Agency, s.clock.Now())
	if err != nil {
		return Month{}, err
	}
	if len(due) > 0 && due[0].Period < p {
		return Month{}, ErrEarlier.Arg("month", due[0].Period.Display()).Having(due[0])
	}
	return m, nil
}

// ungraded returns who still lacks general points in a month that is over, in the order of names. Once its proposals are
// written the sheets say so; in the minutes before that it is everybody graded by a policy whose sheet has no points.
func (s *Service) ungraded(ctx context.Context, m Month) (lacking []identity.Person, err error) {
	if m.ProposedAt != nil {
		ids, err := s.store.Lacking(ctx, m.Agency, m.Period)
		if err != nil || len(ids) == 0 {
			return nil, err
		}
		people, err := s.people.People(ctx, m.Agency, ids)
		for _, who := range people {
			lacking = append(lacking, who)
		}
		slices.SortFunc(lacking, bySort)
		return lacking, err
	}
	last := m.Period.Last()
	people, err := s.people.Members(ctx, m.Agency, m.Agency, last)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(people))
	for i, who := range people {
		ids[i] = who.ID
	}
	sheets, err := s.store.SheetHeads(ctx, m.Agency, ids, m.Period)
	given := map[string]bool{}
	for _, sh := range sheets {
		given[sh.Person] = sh.General != nil
	}
	policies, err2 := s.policies.Of(ctx, m.Agency)
	if err = cmp.Or(err, err2); err != nil {
		return nil, err
	}
	for _, who := range people {
		if _, ok := policies.InForce(string(last), who.SubjectClass); ok && !given[who.ID] {
			lacking = append(lacking, who)
		}
	}
	slices.SortFunc(lacking, bySort)
	return lacking, err
}

func bySort(a, b identity.Person) int {
	return cmp.Or(cmp.Compare(a.Sort, b.Sort), cmp.Compare(a.ID, b.ID))
}

// remindBatch is how many people one transaction tells, within the 200 events that a mass act may make.
const remindBatch = 100

// Remind tells every superior who still has general points to give in a month that is over, each at most once a day, and
// returns how many they are. Errors: those of Closure.
func (s *Service) Remind(ctx context.Context, a access.Actor, p grading.Period) (int, error) {
	m, err := s.closable(ctx, a, p)
	if err != nil {
		return 0, err
	}
	raters, err := s.store.Raters(ctx, m.Agency, p)
	if err != nil {
		return 0, err
	}
	now := s.clock.Now()
	for group := range slices.Chunk(raters, remindBatch) {
		e := journal.Entry{
			Action: actionReminded, By: a, At: now, Object: m.object(), Version: m.Version, Audience: []string{access.Person(a.ID)},
			Params: map[string]string{"period": string(p), "people": strconv.Itoa(len(group))},
		}
		for _, r := range group {
			e.Inbox = append(e.Inbox, journal.Message{
				To: r.Person, Kind: actionReminded, Rule: actionReminded, Why: "head",
				Key:    actionReminded + "|" + m.ID + "|" + r.Person + "|" + string(vncal.DateOf(now)),
				Params: map[string]string{"period": string(p), "people": strconv.Itoa(r.People)},
			})
		}
		if err := s.db.WithTx(ctx, func(ctx context.Context) error { return s.journal.Write(ctx, e) }); err != nil {
			return 0, fmt.Errorf("remind superiors: %w", err)
		}
	}
	return len(raters), nil
}

// Reopen opens a closed month again so that points can be corrected (mở lại kỳ): whoever's points are given anew gets a new
// version of the sheet at the next close, the frozen one stays readable, and everybody else's sheet stays as it is. Lines do
// not change: a task that is reopened gives a line in a month that runs. The month closes again by command, or as many
// working days later as the policy sets. Errors: ErrNotHR, ErrMonth, ErrFuture, ErrNotClosed, ErrReason, errs.ErrChanged.
func (s *Service) Reopen(ctx context.Context, a access.Actor, p grading.Period, version int64, reason string) (Month, error) {
	reason = fold.Clean(reason)
	if !CanConfirm(a) {
		return Month{}, ErrNotHR
	}
	m, err := s.month(ctx, a.Agency, p)
	switch {
	case err != nil:
		return Month{}, err
	case m.Version != version:
		return Month{}, errs.ErrChanged.Having(m)
	case m.State != Closed:
		return Month{}, ErrNotClosed.Having(m)
	}
	switch n := utf8.RuneCountInString(reason); {
	case n < minReason:
		return Month{}, ErrReason.With(errs.Field{Path: "reason", Code: "too_short", Args: map[string]string{"min": strconv.Itoa(minReason)}})
	case n > maxReason:
		return Month{}, ErrReason.With(errs.Field{Path: "reason", Code: "too_long", Args: map[string]string{"max": strconv.Itoa(maxReason)}})
	}
	c := closer{Service: s, by: a, now: s.clock.Now(), hold: func(context.Context) error { return nil }}
	m.State, m.Asked, m.Ordered, m.ClosedAt = Closing, nil, nil, nil
	m.Reopened = &Act{By: a.ID, Name: a.Name, At: c.now}
	if err := c.save(ctx, &m, &journal.Entry{Action: actionReopened, Reason: reason}); err != nil {
		return Month{}, fmt.Errorf("reopen month %s: %w", p, err)
	}
	return m, nil
}

// Lengths of a reason, in characters.
const (
	minReason = 10
	maxReason = 2000
)
