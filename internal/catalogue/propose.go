package catalogue

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
)

// Errors of proposals.
var (
	ErrSecond = errs.New(errs.Forbidden, "catalogue.second", "whoever proposed a version does not approve it")
	ErrDocNo  = errs.New(errs.Invalid, "catalogue.doc_no", "an approval rests on a document")
	ErrSame   = errs.New(errs.Conflict, "catalogue.same", "the proposal changes nothing")
)

const maxDocNo = 60

// CanPropose reports whether a keeps the catalogue of the agency: its personnel officers and administrators.
func CanPropose(a access.Actor) bool { return holds(a, access.HR, access.Admin) }

// CanApprove reports whether a may approve what another person proposed: who keeps the catalogue, and those at the head of
// the agency.
func CanApprove(a access.Actor) bool {
	return holds(a, access.HR, access.Admin, access.Head, access.Deputy)
}

// holds reports whether a has one of the roles in the agency itself, not in a unit of it.
func holds(a access.Actor, roles ...access.Role) bool {
	return a.ID == access.SystemID || slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool {
		return p.Unit == a.Agency && slices.Contains(roles, p.Role)
	})
}

// Standing is a product as it stands: what is approved, and what is proposed in its place.
type Standing struct {
	Approved *Product // nil when none is
	Proposed *Product // nil when nothing is proposed
}

// Last returns what was written last: the proposal, else the approved version.
func (s Standing) Last() Product {
	if s.Proposed != nil {
		return *s.Proposed
	}
	if s.Approved != nil {
		return *s.Approved
	}
	return Product{}
}

// Code returns the code of the product.
func (s Standing) Code() string { return s.Last().Code }

// Standing returns the approved version of every product, and what is proposed in its place, by code.
func (s *Service) Standing(ctx context.Context, agency string) ([]Standing, error) {
	rows, err := s.store.Standing(ctx, agency)
	if err != nil {
		return nil, err
	}
	var all []Standing
	for i := range rows {
		p := &rows[i]
		if len(all) == 0 || all[len(all)-1].Code() != p.Code {
			all = append(all, Standing{})
		}
		last := &all[len(all)-1]
		if p.State == Approved {
			last.Approved = p
		} else {
			last.Proposed = p
		}
	}
	return all, nil
}

// Versions returns every version of a product, the newest first; errs.ErrNotFound for an unknown code.
func (s *Service) Versions(ctx context.Context, agency, code string) ([]Product, error) {
	all, err := s.store.Versions(ctx, agency, fold.Clean(code))
	if err == nil && len(all) == 0 {
		err = fmt.Errorf("versions of product: %w", errs.ErrNotFound)
	}
	return all, err
}

// Propose proposes a version of a product for another person to approve; it takes the place of a proposal there was.
// seen is the Rev of that one, 0 when none was seen. Errors: errs.ErrForbidden unless CanPropose, ErrProduct, ErrSame,
// errs.ErrChanged.
func (s *Service) Propose(ctx context.Context, by access.Actor, seen int64, p Product) (Product, error) {
	standing, err := s.standing(ctx, by.Agency, p.Code)
	if err != nil {
		return Product{}, err
	}
	if was := standing.Proposed; was == nil && seen != 0 || was != nil && was.Rev != seen {
		return Product{}, errs.ErrChanged
	}
	next, err := s.proposal(by, standing, p)
	if err != nil {
		return Product{}, err
	}
	return next, s.put(ctx, by, []Product{next}, func(int) {})
}

// ProposeAll proposes many versions at once, all or none; each takes the place of a proposal there was. told hears how many
// are done. Errors: as Propose.
func (s *Service) ProposeAll(ctx context.Context, by access.Actor, products []Product, told func(done int)) error {
	all, err := s.Standing(ctx, by.Agency)
	if err != nil {
		return err
	}
	known := make(map[string]Standing, len(all))
	for _, st := range all {
		known[st.Code()] = st
	}
	next := make([]Product, 0, len(products))
	for _, p := range products {
		proposed, err := s.proposal(by, known[fold.Clean(p.Code)], p)
		if errors.Is(err, ErrSame) {
			continue
		}
		if err != nil {
			return err
		}
		next = append(next, proposed)
	}
	return s.put(ctx, by, next, told)
}

// standing returns one product as it stands.
func (s *Service) standing(ctx context.Context, agency, code string) (st Standing, err error) {
	rows, err := s.store.StandingOf(ctx, agency, fold.Clean(code))
	for i := range rows {
		if rows[i].State == Approved {
			st.Approved = &rows[i]
		} else {
			st.Proposed = &rows[i]
		}
	}
	return st, err
}

// proposal returns p as it is stored as a proposal.
func (s *Service) proposal(by access.Actor, standing Standing, p Product) (Product, error) {
	if !CanPropose(by) {
		return Product{}, errs.ErrForbidden
	}
	p, err := p.complete()
	if err != nil {
		return Product{}, err
	}
	if last := standing.Last(); last.Code != "" && p.says(last) {
		return Product{}, ErrSame
	}
	now := s.clock.Now()
	p.ID, p.Agency, p.Version, p.Rev, p.State = mongodb.NewID(), by.Agency, 1, 1, Drafted
	p.ProposedBy, p.ProposedAt, p.DocNo = by.ID, &now, ""
	switch {
	case standing.Proposed != nil:
		p.ID, p.Version, p.Rev = standing.Proposed.ID, standing.Proposed.Version, standing.Proposed.Rev+1
	case standing.Approved != nil:
		p.Version = standing.Approved.Version + 1
	}
	return p, nil
}

// says reports whether two versions say the same.
func (p Product) says(q Product) bool {
	return p.Name == q.Name && p.Unit == q.Unit && p.Group == q.Group && p.PointsMilli == q.PointsMilli && p.NormDays == q.NormDays
}

// Choice is a proposal as somebody saw it.
type Choice struct {
	ID  string
	Rev int64
}

// Decide approves proposals under a document, or drops them: each then counts from now on for work given anew, and the
// version before is retired. All or none.
// Errors: errs.ErrForbidden unless CanApprove; ErrSecond for an own proposal that is approved, which may be dropped;
// ErrDocNo; errs.ErrChanged when a proposal is not what was seen; errs.ErrNotFound.
func (s *Service) Decide(ctx context.Context, by access.Actor, choices []Choice, approve bool, docNo string) error {
	if !CanApprove(by) {
		return errs.ErrForbidden
	}
	if docNo = fold.Line(docNo); approve {
		if err := ErrDocNo.Length("docNo", docNo, 1, maxDocNo).OrNil(); err != nil {
			return err
		}
	}
	now := s.clock.Now()
	return s.db.WithTx(ctx, func(ctx context.Context) error {
		ids := make([]string, len(choices))
		seen := map[string]int64{}
		for i, c := range choices {
			ids[i], seen[c.ID] = c.ID, c.Rev
		}
		proposed, err := s.store.ByID(ctx, by.Agency, ids)
		if err != nil {
			return err
		}
		if len(seen) == 0 || len(proposed) != len(seen) {
			return fmt.Errorf("decide on products: %w", errs.ErrNotFound)
		}
		var write []Product
		for _, p := range proposed {
			if p.State != Drafted || p.Rev != seen[p.ID] {
				return errs.ErrChanged
			}
			more, err := s.decided(ctx, by, p, approve, docNo, now)
			if err != nil {
				return err
			}
			write = append(write, more...)
		}
		return s.put(ctx, by, write, func(int) {})
	})
}

// decided returns a proposal that was decided, and the version that it retires.
func (s *Service) decided(ctx context.Context, by access.Actor, p Product, approve bool, docNo string, now time.Time) ([]Product, error) {
	p.Rev++
	p.DecidedBy, p.DecidedAt = by.ID, &now
	if !approve {
		p.State = Dropped
		return []Product{p}, nil
	}
	if by.Is(p.ProposedBy) {
		return nil, ErrSecond
	}
	p.State, p.DocNo = Approved, docNo
	st, err := s.standing(ctx, by.Agency, p.Code)
	if err != nil || st.Approved == nil {
		return []Product{p}, err
	}
	before := *st.Approved
	before.State = Retired
	before.Rev = max(before.Rev, 1) + 1
	return []Product{before, p}, nil
}

// actions are what the journal calls the state that a version comes into.
var actions = map[State]string{Drafted: "product.proposed", Approved: "product.approved", Dropped: "product.dropped", Retired: "product.retired"}

// chunk is how many versions are written by one command.
const chunk = 1000

// put stores versions with what is said of each in the journal.
func (s *Service) put(ctx context.Context, by access.Actor, products []Product, told func(done int)) error {
	err := s.db.WithTx(ctx, func(ctx context.Context) error {
		done := 0
		for part := range slices.Chunk(products, chunk) {
			if err := s.store.PutAll(ctx, part); err != nil {
				return err
			}
			entries := make([]journal.Entry, len(part))
			for i, p := range part {
				vis := []string{access.Staff(by.Agency), access.Person(by.ID)}
				if p.ProposedBy != "" && p.ProposedBy != by.ID {
					vis = append(vis, access.Person(p.ProposedBy))
				}
				entries[i] = journal.Entry{
					Action: actions[p.State], By: by, Version: p.Rev, Vis: vis,
					Object: journal.Object{Type: "product", ID: p.ID, Code: p.Code, Title: p.Name},
					Params: map[string]string{"version": strconv.Itoa(p.Version), "points": strconv.FormatInt(p.PointsMilli/1000, 10), "docNo": p.DocNo},
				}
			}
			if err := s.journal.WriteAll(ctx, entries); err != nil {
				return err
			}
			done += len(part)
			told(done)
		}
		return nil
	})
	switch {
	case mongodb.IsDuplicate(err): // two proposed a version of the same product at once
		return errs.ErrChanged
	case err != nil:
		return fmt.Errorf("put products: %w", err)
	}
	return nil
}
