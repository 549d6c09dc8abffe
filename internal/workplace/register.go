package workplace

import (
	"context"
	"errors"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// Create stores a new registration of a: a draft, or with send one that waits for the head at once. key is the client's
// Idempotency-Key, "" for none: repeating it gives the registration that was made then, as it is now.
// Errors: ErrInput; with send also ErrNoApprover, ErrPost, ErrOverlap, ErrAbsent; errs.ErrKeyReused.
func (s *Service) Create(ctx context.Context, a access.Actor, in Input, send bool, key string) (View, error) {
	op, err := idempotency.Of(a.ID, key, struct {
		In   Input
		Send bool
	}{in, send})
	if err != nil {
		return View{}, err
	}
	if v, found, err := s.made(ctx, a, op); found || err != nil {
		return v, err
	}
	r := Registration{Agency: a.Agency, Person: a.ID, State: Draft, CreatedAt: s.Clock.Now(), Op: op}
	next, do, err := s.writing(ctx, a, r, in, send)
	if err != nil {
		return View{}, err
	}
	year := vncal.DateOf(r.CreatedAt).Year()
	n, err := s.DB.NextCode(ctx, a.Agency, fmt.Sprintf("workplace-%d", year))
	if err != nil {
		return View{}, err
	}
	next.ID, next.Code = mongodb.NewID(), fmt.Sprintf("ĐK-%d-%04d", year, n)
	v, err := s.save(ctx, a, r, next, do)
	if err != nil { // the same request came twice at once
		if v, found, again := s.made(ctx, a, op); found || again != nil {
			return v, again
		}
	}
	return v, err
}

// made returns the registration that the same request made before.
func (s *Service) made(ctx context.Context, a access.Actor, op *idempotency.Op) (v View, found bool, err error) {
	if op == nil {
		return View{}, false, nil
	}
	r, err := s.store.Made(ctx, a.Agency, *op)
	switch {
	case errors.Is(err, errs.ErrNotFound):
		return View{}, false, nil
	case err != nil:
		return View{}, false, err
	case r.Op.Hash != op.Hash:
		return View{}, false, errs.ErrKeyReused
	}
	v, err = s.Get(ctx, a, r.ID) // with today's rights, as on every reading
	return v, err == nil, err
}

// Edit stores in in the place of a draft or of a refused registration, and sends it when send is set.
// Errors: as Create; ErrNotOwner; errs.ErrChanged and ErrState carry the stored View; errs.ErrNotFound outside a's scope.
func (s *Service) Edit(ctx context.Context, a access.Actor, id string, version int64, in Input, send bool) (View, error) {
	c, err := s.change(ctx, a, ActEdit, id, version)
	if err != nil {
		return View{}, err
	}
	next, do, err := s.writing(ctx, a, c.r, in, send)
	if err != nil {
		return View{}, err
	}
	return s.save(ctx, a, c.r, next, do)
}

// writing puts in into r, and when send is set lets it wait for the head: what to store, and by which act.
func (s *Service) writing(ctx context.Context, a access.Actor, r Registration, in Input, send bool) (Registration, act, error) {
	do := act{name: "workplace.saved", at: s.Clock.Now()}
	cal, err := s.Calendars.Of(ctx, a.Agency)
	if err != nil {
		return r, do, err
	}
	if in, err = in.Normal(send, HalfAt(do.at), cal); err != nil {
		return r, do, err
	}
	works, err := s.plan(ctx, a, in.Works)
	if err != nil {
		return r, do, err
	}
	p, err := s.People.Person(ctx, a.Agency, a.ID)
	if err != nil {
		return r, do, err
	}
	next := r.written(in, works)
	if !send {
		next.seenBy(p.Units, p.Primary.Role == access.Head)
		return next, do, nil
	}
	chain, err := s.chain(ctx, a.Agency, p)
	switch {
	case err != nil:
		return r, do, err
	case len(chain) == 0:
		return r, do, ErrNoApprover
	}
	next = next.sent(chain[0], do.at)
	next.seenBy(p.Units, p.Primary.Role == access.Head)
	if err := s.onPost(ctx, next); err != nil {
		return r, do, err
	}
	do.name, do.params = "workplace.submitted", next.params()
	do.tell = []journal.Message{{To: chain[0], Kind: do.name, Rule: do.name, Why: "approver", Params: next.params()}}
	do.check = func(ctx context.Context) error { return s.free(ctx, next) }
	return next, do, nil
}

// params are the values of the sentences that tell of r.
func (r Registration) params() map[string]string {
	p := map[string]string{"days": span(r.First, r.Last), "amount": days(len(r.Halves))}
	if r.State == Approved {
		p["amount"] = days(len(r.Granted))
		if r.InPart() {
			p["asked"] = days(len(r.Halves))
		}
	}
	return p
}

// plan looks up the tasks that a plan names; those that r names already are kept as they were.
func (s *Service) plan(ctx context.Context, a access.Actor, in []WorkInput) ([]Work, error) {
	ids := []string{}
	for _, w := range in {
		if w.Task != "" {
			ids = append(ids, w.Task)
		}
	}
	found, err := s.Tasks.Named(ctx, a, ids)
	if err != nil {
		return nil, fmt.Errorf("tasks of a plan: %w", err)
	}
	works, fault := make([]Work, 0, len(in)), ErrInput
	for i, w := range in {
		if w.Task == "" {
			works = append(works, Work{Title: w.Title, Product: w.Product, Due: w.Due})
			continue
		}
		t, ok := found[w.Task]
		if !ok {
			fault = fault.At(fmt.Sprintf("works[%d].task", i), "not_found")
			continue
		}
		works = append(works, Work{Task: t.ID, Code: t.Code, Title: t.Title, Product: t.Product.Name, ProductCode: t.Product.Code, Due: t.DueOn})
	}
	return works, fault.OrNil()
}

// Submit sends a stored draft (gửi duyệt). Errors: as Edit.
func (s *Service) Submit(ctx context.Context, a access.Actor, id string, version int64) (View, error) {
	c, err := s.change(ctx, a, ActSubmit, id, version)
	if err != nil {
		return View{}, err
	}
	next, do, err := s.writing(ctx, a, c.r, c.r.input(), true)
	if err != nil {
		return View{}, err
	}
	return s.save(ctx, a, c.r, next, do)
}

// input returns r as its author could write it.
func (r Registration) input() Input {
	in := Input{Halves: r.Halves, Reason: r.Reason, Phone: r.Phone, Committed: r.Committed}
	for _, w := range r.Works {
		if w.Task != "" {
			in.Works = append(in.Works, WorkInput{Task: w.Task})
		} else {
			in.Works = append(in.Works, WorkInput{Title: w.Title, Product: w.Product, Due: w.Due})
		}
	}
	return in
}

// Withdraw takes back an own registration: one that waits becomes a draft again (rút lại để sửa), a draft is dropped, and
// of an approved one the half-days that have not begun are given back (thu hồi).
// Errors: as Edit; ErrOver carries the stored View; ErrCrowded when too many would be on site.
func (s *Service) Withdraw(ctx context.Context, a access.Actor, id string, version int64) (View, error) {
	c, err := s.change(ctx, a, ActWithdraw, id, version)
	if err != nil {
		return View{}, err
	}
	next := c.r.withdrawn(a.ID, "", c.now)
	next.seenBy(c.owner.Units, c.owner.Primary.Role == access.Head)
	do := act{name: "workplace.withdrawn", at: c.now, params: c.r.params()}
	if c.r.State == Approved {
		do.tell = []journal.Message{{To: c.r.DecidedBy, Kind: do.name, Rule: do.name, Why: "approver", Params: do.params}}
		do.check = func(ctx context.Context) error { return s.back(ctx, c.r, next) }
	}
	return s.save(ctx, a, c.r, next, do)
}

// onPost reports ErrPost when the owner of r holds a post that must be on site on one of its days.
func (s *Service) onPost(ctx context.Context, r Registration) error {
	posts, err := s.People.Appointments(ctx, r.Agency, r.Person)
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(posts))
	for _, p := range posts {
		ids = append(ids, p.ID)
	}
	rules, err := s.store.Rules(ctx, r.Agency, r.Units, r.Last)
	if err != nil {
		return err
	}
	for _, d := range dates(r.Halves) {
		if Effective(rules, r.Units, d).OnPost(ids) {
			return ErrPost.At("days", "quota")
		}
	}
	return nil
}

// staffOf returns the people of exactly one unit by id.
func (s *Service) staffOf(ctx context.Context, agency, unit string, day vncal.Date) ([]identity.Person, []string, error) {
	people, err := s.People.Staffed(ctx, agency, unit, day)
	if err != nil {
		return nil, nil, err
	}
	ids := make([]string, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	return people, ids, nil
}
