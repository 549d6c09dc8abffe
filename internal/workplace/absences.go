package workplace

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Enter stores a leave or a mission of somebody (nhập nghỉ, công tác) and tells the person. key as in Create.
// Errors: ErrInput; ErrUnit unless a is hr for the person's unit or commands it; ErrTaken when another absence covers some of
// these days; errs.ErrNotFound for somebody whom a does not see; errs.ErrKeyReused.
func (s *Service) Enter(ctx context.Context, a access.Actor, in AbsenceInput, key string) (Absence, error) {
	in, err := in.Normal()
	if err != nil {
		return Absence{}, err
	}
	op, err := idempotency.Of(a.ID, key, in)
	if err != nil {
		return Absence{}, err
	}
	if x, found, err := s.entered(ctx, a, op); found || err != nil {
		return x, err
	}
	p, err := s.People.Person(ctx, a.Agency, in.Person)
	if err != nil {
		return Absence{}, orField(err, "person")
	}
	u, err := s.led(ctx, a, p.Primary.Unit, CanEnter)
	if err != nil {
		return Absence{}, orField(err, "person")
	}
	x := Absence{
		ID: mongodb.NewID(), Agency: a.Agency, Person: p.ID, Version: 1, Kind: in.Kind, From: in.From, To: in.To, Paper: in.Paper, Note: in.Note,
		Unit: u.ID, Vis: absenceVis(p.ID, p.Units), By: a.ID, At: s.Clock.Now(), Op: op,
	}
	params := map[string]string{"days": span(x.From.Date(), x.To.Date()), "paper": x.Paper, "kind": string(x.Kind), "name": p.Name}
	err = s.putAbsence(ctx, a, Absence{}, x, journal.Entry{
		Action: "absence.entered", By: a, At: x.At, Params: params,
		Inbox: []journal.Message{{To: p.ID, Kind: "absence.entered", Rule: "absence.entered", Why: "author", Params: params}},
	})
	if err != nil { // the same request came twice at once
		if made, found, again := s.entered(ctx, a, op); found || again != nil {
			return made, again
		}
	}
	return x, err
}

// orField says which field names somebody who cannot be found.
func orField(err error, path string) error {
	if errors.Is(err, errs.ErrNotFound) {
		return ErrInput.At(path, "not_found")
	}
	return err
}

// entered returns the absence that the same request entered.
func (s *Service) entered(ctx context.Context, a access.Actor, op *idempotency.Op) (Absence, bool, error) {
	if op == nil {
		return Absence{}, false, nil
	}
	x, err := s.store.MadeAbsence(ctx, a.Agency, *op)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return Absence{}, false, nil
	case err != nil:
		return Absence{}, false, err
	case x.Op.Hash != op.Hash:
		return Absence{}, false, errs.ErrKeyReused
	}
	return x, true, nil
}

// putAbsence stores next in the place of prev with its journal entry, or nothing, and tells everybody who looks at the unit.
// It counts behind the unit's lock, so that of two absences of the same days only one is kept.
func (s *Service) putAbsence(ctx context.Context, a access.Actor, prev, next Absence, e journal.Entry) error {
	audience, err := s.watchers(ctx, next.Agency, next.Unit)
	if err != nil {
		return err
	}
	err = s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Lock(ctx, next.Agency, next.Unit); err != nil {
			return err
		}
		if next.Cancelled == nil {
			others, err := s.store.Absences(ctx, next.Agency, []string{next.Person}, next.From, next.To)
			if err != nil {
				return err
			}
			for _, o := range others {
				if o.ID != next.ID {
					return ErrTaken.Arg("paper", o.Paper)
				}
			}
		}
		if err := s.store.PutAbsence(ctx, prev.Version, next); err != nil {
			return err
		}
		if err := s.Journal.Write(ctx, e.Of(prev, next)); err != nil {
			return err
		}
		return s.Journal.Announce(ctx, next.Agency, EventType, next.Unit, audience...)
	})
	if err != nil {
		return fmt.Errorf("save absence of %s by %s: %w", next.Person, a.ID, err)
	}
	return nil
}

// Cancel takes back an absence with a reason (hủy): the days count as if it had not been entered.
// Errors: ErrReason; ErrUnit; ErrEnded; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Cancel(ctx context.Context, a access.Actor, id string, version int64, why string) (Absence, error) {
	why, err := reasoned(why)
	if err != nil {
		return Absence{}, err
	}
	x, err := s.store.Absence(ctx, a.Tokens(), id)
	if err != nil {
		return Absence{}, err
	}
	if _, err := s.led(ctx, a, x.Unit, CanEnter); err != nil {
		return Absence{}, err
	}
	switch {
	case x.Version != version:
		return Absence{}, errs.ErrChanged.Having(x)
	case x.Cancelled != nil:
		return Absence{}, ErrEnded.Having(x)
	}
	next, now := x, s.Clock.Now()
	next.Cancelled, next.Why, next.Version = &now, why, x.Version+1
	params := map[string]string{"days": span(x.From.Date(), x.To.Date()), "paper": x.Paper, "reason": cut(why, messageReason)}
	err = s.putAbsence(ctx, a, x, next, journal.Entry{
		Action: "absence.cancelled", By: a, At: now, Reason: why, Params: params,
		Inbox: []journal.Message{{To: x.Person, Kind: "absence.cancelled", Rule: "absence.cancelled", Why: "author", Params: params}},
	})
	if errors.Is(err, errs.ErrChanged) {
		return Absence{}, errs.ErrChanged
	}
	return next, err
}

// Absences returns the absences of a unit's people that reach into some days, those that began first in front.
// Errors: ErrRange; errs.ErrNotFound for a unit that a does not see; ErrUnit unless a oversees it.
func (s *Service) Absences(ctx context.Context, a access.Actor, unit string, from, to vncal.Date) ([]Absence, bool, error) {
	if !from.Valid() || !to.Valid() || to < from || to > from.AddDays(366) {
		return nil, false, ErrRange.Arg("max", "366")
	}
	u, err := s.led(ctx, a, unit, ReadsAbsences)
	if err != nil {
		return nil, false, err
	}
	_, ids, err := s.staffOf(ctx, a.Agency, u.ID, s.today())
	if err != nil {
		return nil, false, err
	}
	found, err := s.store.Absences(ctx, a.Agency, ids, HalfOf(from, false), HalfOf(to, true))
	return found, CanEnter(a, u), err
}

// ReadsAbsences reports whether a reads the list of a unit's absences: whoever reaches its staff.
func ReadsAbsences(a access.Actor, u org.Unit) bool {
	path := u.Path()
	for _, top := range a.Reach(access.Staff) {
		for _, id := range path {
			if id == top {
				return true
			}
		}
	}
	return false
}
