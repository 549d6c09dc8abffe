package task

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/pkg/fold"
)

// Coordinate changes who helps with given work, with which shares and until when (đổi phối hợp). Errors: those of coordinators in
// Create; ErrNotAssigner, ErrState; ErrReason where something agreed changes; errs.ErrChanged when version is stale;
// errs.ErrNotFound outside a's scope.
func (s *Service) Coordinate(ctx context.Context, a access.Actor, id string, version int64, parts []Part, reason string) (Task, error) {
	reason = fold.Clean(reason)
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		if err := coordinating.allow(a, t); err != nil { // before what the input names is looked up
			return Task{}, act{}, err
		}
		if err := tooMany(checkParts(errs.ErrInvalid, parts), parts).OrNil(); err != nil {
			return Task{}, act{}, err
		}
		paths, err := s.partPaths(ctx, t)
		if err != nil {
			return Task{}, act{}, err
		}
		want, err := s.coordinators(ctx, t.Agency, t.Lead, parts, paths)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.coordinated(a, want, paths, reason, m.now)
		if err != nil {
			return Task{}, act{}, err
		}
		v := coordinating
		v.tells = toAffected
		names, err := s.partNames(ctx, next)
		return next, act{verb: v, reason: reason, params: map[string]string{"parts": names}}, err
	})
	return t, wrap("change who helps with", id, err)
}

// toAffected tells the lead, and everybody whose part is new, another or gone.
func toAffected(ctx context.Context, s *Service, prev, t Task) ([]journal.Message, error) {
	var all []journal.Message
	tell := func(m journal.Message) {
		if m.To != "" && !slices.ContainsFunc(all, func(x journal.Message) bool { return x.To == m.To }) {
			all = append(all, m)
		}
	}
	for _, of := range [2]struct{ now, then Task }{{t, prev}, {prev, t}} {
		for _, p := range of.now.Coordinators {
			i := of.then.partOf(p.Party())
			if i >= 0 && of.then.Coordinators[i].Share == p.Share && of.then.Coordinators[i].DueOn == p.DueOn {
				continue
			}
			who, err := s.partPeople(ctx, t.Agency, p, "coordinator")
			if err != nil {
				return nil, err
			}
			for _, m := range who {
				if t.partOf(p.Party()) < 0 {
					m.Why = "former_coordinator"
				}
				tell(m)
			}
		}
	}
	if prev.LeadShare() != t.LeadShare() {
		tell(journal.Message{To: t.Lead.Person, Why: "lead"})
	}
	return all, nil
}

// partNames returns who helps, with the shares: "Lê Thị Hoa 20%, Sở Tài chính".
func (s *Service) partNames(ctx context.Context, t Task) (string, error) {
	text := ""
	for i, p := range t.Coordinators {
		name, err := s.leadName(ctx, Task{Row: Row{Agency: t.Agency, Lead: Lead{Unit: p.Unit, Person: p.Person}}})
		if err != nil {
			return "", err
		}
		if i > 0 {
			text += ", "
		}
		if text += name; p.Share > 0 {
			text += " " + strconv.Itoa(p.Share) + "%"
		}
	}
	return short(text), nil
}

// onPart applies a verb to the part of a party of the version that the caller saw. errs.ErrInvalid at "of" for somebody who has
// none.
func (s *Service) onPart(
	ctx context.Context, a access.Actor, id string, version int64, who Party, verb func(a access.Actor, t Task, i int, m moment) (Task, act, error),
) (Task, error) {
	return s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		i := t.partOf(who)
		if i < 0 {
			return Task{}, act{}, errs.ErrInvalid.At("of", "not_found")
		}
		return verb(a, t, i, m)
	})
}

// NamePart names who does the part of a unit (cử người phối hợp): somebody with a post in it or below. Errors: ErrNotHelping,
// ErrState; ErrLead at "person"; errs.ErrInvalid at "of"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's
// scope.
func (s *Service) NamePart(ctx context.Context, a access.Actor, id string, version int64, who Party, person string) (Task, error) {
	t, err := s.onPart(ctx, a, id, version, who, func(a access.Actor, t Task, i int, m moment) (Task, act, error) {
		p := t.Coordinators[i]
		if p.Person != "" || !a.Commands(p.Unit) { // before the person is looked up
			return Task{}, act{}, ErrNotHelping
		}
		if _, _, err := s.post(ctx, a, Task{Row: Row{Agency: t.Agency, Lead: Lead{Unit: p.Unit}}}, person); err != nil {
			return Task{}, act{}, err
		}
		next, err := t.partNamed(a, i, person, m.now)
		if err != nil {
			return Task{}, act{}, err
		}
		v := namingPart
		v.tells = toDoer(i)
		name, err := s.leadName(ctx, Task{Row: Row{Agency: t.Agency, Lead: Lead{Person: person}}})
		return next, act{verb: v, params: map[string]string{"to": name}}, err
	})
	return t, wrap("name who helps with", id, err)
}

// DeliverPart hands a part in to the lead (báo xong phần phối hợp): note says what and where. Errors: ErrNotHelping, ErrState;
// errs.ErrInvalid for the note or at "of"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) DeliverPart(ctx context.Context, a access.Actor, id string, version int64, who Party, note string) (Task, error) {
	note = fold.Clean(note)
	t, err := s.onPart(ctx, a, id, version, who, func(a access.Actor, t Task, i int, m moment) (Task, act, error) {
		next, err := t.delivered(a, i, note, m.now)
		return next, act{verb: deliveringOne, params: map[string]string{"text": short(note)}}, err
	})
	return t, wrap("hand in a part of", id, err)
}

// AnswerPart takes a part that was handed in into the work (xác nhận), or sends it back with a reason (yêu cầu làm lại). Errors:
// ErrNotLead, ErrState, ErrReason; errs.ErrInvalid at "of"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's
// scope.
func (s *Service) AnswerPart(ctx context.Context, a access.Actor, id string, version int64, who Party, taken bool, reason string) (Task, error) {
	reason = fold.Clean(reason)
	t, err := s.onPart(ctx, a, id, version, who, func(a access.Actor, t Task, i int, m moment) (Task, act, error) {
		next, err := t.partAnswered(a, i, taken, reason, m.now, m.cal)
		if err != nil {
			return Task{}, act{}, err
		}
		v := returningPart
		if taken {
			v = takingPart
		}
		v.tells = toDoer(i)
		name, err := s.leadName(ctx, Task{Row: Row{Agency: t.Agency, Lead: Lead{Unit: next.Coordinators[i].Unit, Person: next.Coordinators[i].Doing()}}})
		return next, act{verb: v, reason: reason, params: map[string]string{"of": name, "due": next.Part(next.Coordinators[i]).DueOn.Display()}}, err
	})
	return t, wrap("answer for a part of", id, err)
}

// tooMany adds the fault of more parts than a task has.
func tooMany(fault *errs.Error, parts []Part) *errs.Error {
	if len(parts) > maxParts {
		fault = fault.With(errs.Field{Path: "coordinators", Code: "too_many", Args: map[string]string{"max": fmt.Sprint(maxParts)}})
	}
	return fault
}
