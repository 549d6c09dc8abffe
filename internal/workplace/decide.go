package workplace

import (
	"context"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// Approve grants a registration that waits (duyệt), or with halves only some of what was asked for (duyệt một phần). What the
// unit's rules allow is counted in the same transaction: of two approvals at once only one takes the last place.
// Errors: ErrOwn, ErrNotApprover; ErrPost, ErrQuota, ErrWeek, ErrOverlap, ErrAbsent; ErrInput for half-days that were not
// asked for; errs.ErrChanged and ErrState carry the stored View; errs.ErrNotFound outside a's scope.
func (s *Service) Approve(ctx context.Context, a access.Actor, id string, version int64, halves []Half) (View, error) {
	c, err := s.change(ctx, a, ActApprove, id, version)
	if err != nil {
		return View{}, err
	}
	granted := slices.Clone(c.r.Halves)
	if len(halves) > 0 {
		granted = slices.Clone(halves)
		slices.Sort(granted)
		granted = slices.Compact(granted)
		for _, h := range granted {
			if !slices.Contains(c.r.Halves, h) {
				return View{}, ErrInput.At("days", "invalid")
			}
		}
	}
	if err := s.onPost(ctx, c.r); err != nil {
		return View{}, err
	}
	next := c.r.approved(c.as.Doer(), granted, c.now)
	next.seenBy(c.owner.Units, c.owner.Primary.Role == access.Head)
	do := act{as: c.as, name: "workplace.approved", at: c.now, params: next.params(), tell: toOwner(next, "workplace.approved", "")}
	do.check = func(ctx context.Context) error {
		if err := s.free(ctx, next); err != nil {
			return err
		}
		return s.fits(ctx, next)
	}
	return s.save(ctx, a, c.r, next, do)
}

// Refuse turns a registration down with a reason (từ chối). Errors: as Approve; ErrReason.
func (s *Service) Refuse(ctx context.Context, a access.Actor, id string, version int64, why string) (View, error) {
	why, err := reasoned(why)
	if err != nil {
		return View{}, err
	}
	c, err := s.change(ctx, a, ActRefuse, id, version)
	if err != nil {
		return View{}, err
	}
	next := c.r.refused(c.as.Doer(), why, c.now)
	return s.save(ctx, a, c.r, next, act{as: c.as, name: "workplace.refused", reason: why, at: c.now, params: c.r.params(), tell: toOwner(next, "workplace.refused", why)})
}

// Recall takes back what was granted and has not begun, with a reason (thu hồi). Errors: as Approve; ErrReason, ErrOver.
func (s *Service) Recall(ctx context.Context, a access.Actor, id string, version int64, why string) (View, error) {
	why, err := reasoned(why)
	if err != nil {
		return View{}, err
	}
	c, err := s.change(ctx, a, ActRecall, id, version)
	if err != nil {
		return View{}, err
	}
	next := c.r.withdrawn(c.as.Doer(), why, c.now)
	return s.save(ctx, a, c.r, next, act{as: c.as, name: "workplace.recalled", reason: why, at: c.now, params: c.r.params(), tell: toOwner(next, "workplace.recalled", why)})
}

// toOwner tells whose registration it is what became of it, with the beginning of the reason if there is one.
func toOwner(r Registration, kind, why string) []journal.Message {
	params := r.params()
	if why != "" {
		params["reason"] = cut(why, messageReason)
	}
	return []journal.Message{{To: r.Person, Kind: kind, Rule: kind, Why: "author", Params: params}}
}

// messageReason is how many characters of a reason a message holds; the registration holds it whole.
const messageReason = 200

// cut returns at most n characters of s, the last one an ellipsis when some are left out.
func cut(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// inForceOf returns the half-days of r that count: those granted, or while it waits those asked for.
func (r Registration) inForceOf() []Half {
	if r.State == Submitted {
		return r.Halves
	}
	return r.Granted
}

// free reports why the owner of r cannot be at home then: ErrOverlap when another registration that waits or is granted has
// one of the half-days, ErrAbsent when an absence covers one.
func (s *Service) free(ctx context.Context, r Registration) error {
	others, err := s.store.Of(ctx, r.Agency, []string{r.Person}, r.First, r.Last)
	if err != nil {
		return err
	}
	want := r.inForceOf()
	for _, o := range others {
		if o.ID == r.ID {
			continue
		}
		for _, h := range o.inForceOf() {
			if slices.Contains(want, h) {
				return ErrOverlap.Arg("half", h.Name()).Arg("code", o.Code).At("days", "taken")
			}
		}
	}
	absences, err := s.store.Absences(ctx, r.Agency, []string{r.Person}, HalfOf(r.First, false), HalfOf(r.Last, true))
	if err != nil {
		return err
	}
	for _, x := range absences {
		for _, h := range want {
			if x.Covers(h) {
				return ErrAbsent.Arg("half", h.Name()).Arg("paper", x.Paper).At("days", "taken")
			}
		}
	}
	return nil
}

// fits reports why what r would grant breaks the rules of the unit: ErrQuota, ErrWeek. r itself is not stored yet.
func (s *Service) fits(ctx context.Context, r Registration) error {
	rules, err := s.store.Rules(ctx, r.Agency, r.Units, r.Last)
	if err != nil || len(rules) == 0 {
		return err
	}
	counts, err := s.count(ctx, r.Agency, r.Unit, r.Granted)
	if err != nil {
		return err
	}
	for _, h := range r.Granted {
		c := counts[h]
		c.Remote++
		if err := Effective(rules, r.Units, h.Date()).Allows(h, c); err != nil {
			return err
		}
	}
	first, last := monday(r.First), monday(r.Last).AddDays(6)
	own, err := s.store.Of(ctx, r.Agency, []string{r.Person}, first, last)
	if err != nil {
		return err
	}
	all := slices.Clone(r.Granted)
	for _, o := range own {
		if o.ID != r.ID && o.State == Approved {
			all = append(all, o.Granted...)
		}
	}
	for _, d := range dates(r.Granted) { // the rule of each week on its days
		week := []Half{}
		for _, h := range all {
			if monday(h.Date()) == monday(d) {
				week = append(week, h)
			}
		}
		if err := Effective(rules, r.Units, d).Week(week); err != nil {
			return err
		}
	}
	return nil
}

// back reports ErrCrowded when the half-days that next gives back, compared with prev, would put too many on site.
func (s *Service) back(ctx context.Context, prev, next Registration) error {
	given := slices.DeleteFunc(slices.Clone(prev.Granted), func(h Half) bool { return slices.Contains(next.Granted, h) })
	rules, err := s.store.Rules(ctx, prev.Agency, prev.Units, prev.Last)
	if err != nil || len(rules) == 0 {
		return err
	}
	counts, err := s.count(ctx, prev.Agency, prev.Unit, given)
	if err != nil {
		return err
	}
	for _, h := range given {
		c := counts[h]
		c.Remote--
		if err := Effective(rules, prev.Units, h.Date()).Takes(h, c); err != nil {
			return err
		}
	}
	return nil
}

// count returns where the staff of exactly one unit is on each of halves, by absences and granted registrations.
func (s *Service) count(ctx context.Context, agency, unit string, halves []Half) (map[Half]Count, error) {
	counts := make(map[Half]Count, len(halves))
	if len(halves) == 0 {
		return counts, nil
	}
	first, last := slices.Min(halves), slices.Max(halves)
	staff := map[vncal.Date]map[string]bool{} // by day: posts begin and end
	everybody := map[string]bool{}
	for _, d := range dates(halves) {
		_, ids, err := s.staffOf(ctx, agency, unit, d)
		if err != nil {
			return nil, fmt.Errorf("count %s: %w", unit, err)
		}
		staff[d] = map[string]bool{}
		for _, id := range ids {
			staff[d][id], everybody[id] = true, true
		}
	}
	ids := make([]string, 0, len(everybody))
	for id := range everybody {
		ids = append(ids, id)
	}
	p, err := s.papers(ctx, agency, ids, first, last)
	if err != nil {
		return nil, err
	}
	for _, h := range halves {
		c := Count{Staff: len(staff[h.Date()])}
		for id := range staff[h.Date()] {
			c = c.add(p.at(id, h).place())
		}
		counts[h] = c
	}
	return counts, nil
}
