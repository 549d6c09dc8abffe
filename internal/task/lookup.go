package task

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// Every id that a client sends is a question of rights; this file asks them all.

// complete looks up what in names: the source document, which a must be able to see, and the product. prev is the task
// being edited: what it already names is kept without asking again.
func (s *Service) complete(ctx context.Context, a access.Actor, in Input, prev Task) (Input, error) {
	switch {
	case in.Document == "": // or of a document that comes with it, see MakeAll
	case prev.Document != nil && prev.Document.ID == in.Document:
		in.source = prev.Document
	default:
		d, err := s.deps.Documents.Get(ctx, a, in.Document)
		if err != nil {
			return in, orField(err, errs.ErrInvalid, "documentId")
		}
		in.source = &Source{ID: d.ID, Number: d.Number}
	}
	if in.ProductCode == "" {
		in.product = in.free()
		return in, nil
	}
	p, err := s.deps.Products.Get(ctx, a.Agency, in.ProductCode)
	in.product = fromCatalogue(p)
	return in, orField(err, errs.ErrInvalid, "product.code")
}

// orField says which field names something that cannot be found.
func orField(err error, fault *errs.Error, path string) error {
	if errors.Is(err, errs.ErrNotFound) {
		return fault.At(path, "not_found")
	}
	return err
}

// place looks up where a lead and coordinators stand, and whether a may give them work: the lead unit exists, the person
// belongs to it, and a is in charge of it or above it, unless the lead is a, who proposes own work to the head.
// The coordinators are returned with each person's unit filled in.
// Errors: errs.ErrInvalid or ErrLead with the field, ErrOutside, ErrSuperior.
func (s *Service) place(ctx context.Context, a access.Actor, lead Lead, parts []Part) (place, []Part, error) {
	if lead == (Lead{}) { // a draft that names none yet
		p := place{units: []string{}, parts: map[string][]string{}}
		parts, err := s.coordinators(ctx, a.Agency, lead, parts, p.parts)
		return p, parts, err
	}
	u, err := s.deps.Units.Unit(ctx, a.Agency, lead.Unit)
	if err != nil {
		return place{}, nil, orField(err, ErrLead, "lead.unit")
	}
	if !u.Live(vncal.DateOf(s.deps.Clock.Now())) {
		return place{}, nil, ErrLead.At("lead.unit", "invalid")
	}
	p := place{units: u.Path(), parts: map[string][]string{}}
	if lead.Person != "" {
		if err := s.mayLead(ctx, a, lead, p.units); err != nil {
			return place{}, nil, err
		}
	}
	if !a.Is(lead.Person) && !a.Commands(p.units...) {
		return place{}, nil, ErrOutside
	}
	if lead.Person == "" || a.Is(lead.Person) {
		if p.heads, err = s.nearestHeads(ctx, a.Agency, p.units, lead.Person); err != nil {
			return place{}, nil, err
		}
	}
	if lead.Person == "" {
		if err := s.mayHave(ctx, a, p); err != nil {
			return place{}, nil, err
		}
	}
	parts, err = s.coordinators(ctx, a.Agency, lead, parts, p.parts)
	return p, parts, err
}

// mayLead checks a person who is to lead: in post in exactly that unit, and not the head under whom a is deputy.
func (s *Service) mayLead(ctx context.Context, a access.Actor, lead Lead, path []string) error {
	person, err := s.deps.People.Actor(ctx, lead.Person)
	switch {
	case err != nil:
		return orField(err, ErrLead, "lead.person")
	case person.Agency != a.Agency:
		return ErrLead.At("lead.person", "not_found")
	case !slices.ContainsFunc(person.Appointments, func(p access.Appointment) bool { return p.Unit == lead.Unit }):
		return ErrLead.At("lead.person", "invalid")
	}
	if outranks(person, a, path) {
		return ErrSuperior
	}
	return nil
}

// mayHave checks the heads for whom work led by their unit would wait: the head under whom a is deputy is not among them.
func (s *Service) mayHave(ctx context.Context, a access.Actor, p place) error {
	for _, id := range p.heads {
		head, err := s.deps.People.Actor(ctx, id)
		if err != nil {
			return err
		}
		if outranks(head, a, p.units) {
			return ErrSuperior
		}
	}
	return nil
}

// nearestHeads returns the heads of the unit at the end of path, or where that post is vacant of the nearest unit above;
// without the person except. ErrNoHead when there is none up to the root.
func (s *Service) nearestHeads(ctx context.Context, agency string, path []string, except string) ([]string, error) {
	for _, unit := range slices.Backward(path) {
		people, err := s.deps.People.HeadsOf(ctx, agency, unit)
		if err != nil {
			return nil, err
		}
		heads := []string{}
		for _, p := range people {
			if p.ID != except {
				heads = append(heads, p.ID)
			}
		}
		if len(heads) > 0 {
			return heads, nil
		}
	}
	return nil, ErrNoHead
}

// coordinators checks that everybody who is to coordinate exists, once, and does not lead; paths gets the path of each
// coordinating unit.
func (s *Service) coordinators(ctx context.Context, agency string, lead Lead, parts []Part, paths map[string][]string) ([]Part, error) {
	ids := []string{}
	for _, c := range parts {
		ids = append(ids, c.Person)
	}
	people, err := s.deps.People.People(ctx, agency, ids)
	if err != nil {
		return nil, err
	}
	done := make([]Part, 0, len(parts))
	for i, c := range parts {
		at := fmt.Sprintf("coordinators[%d]", i)
		if c.Person != "" {
			p, ok := people[c.Person]
			if !ok {
				return nil, errs.ErrInvalid.At(at+".person", "not_found")
			}
			c.Unit = p.Primary.Unit
		} else {
			u, err := s.deps.Units.Unit(ctx, agency, c.Unit)
			if err != nil {
				return nil, orField(err, errs.ErrInvalid, at+".unit")
			}
			paths[c.Unit] = u.Path()
		}
		if slices.ContainsFunc(done, func(d Part) bool { return d.Party() == c.Party() }) || c.Person != "" && c.Person == lead.Person || c.Person == "" && lead == (Lead{Unit: c.Unit}) {
			return nil, errs.ErrInvalid.At(at, "duplicate")
		}
		done = append(done, c)
	}
	return done, nil
}

// post returns the lead that a makes of a task led by a unit by naming a person: the person in the own unit, which is that
// unit or lies below it. ErrLead at "person" when the person has no post there, ErrSuperior for the head over a deputy.
func (s *Service) post(ctx context.Context, a access.Actor, t Task, person string) (Lead, place, error) {
	p, err := s.deps.People.Actor(ctx, person)
	if err != nil {
		return Lead{}, place{}, orField(err, ErrLead, "person")
	}
	posts := slices.Clone(p.Appointments)
	slices.SortStableFunc(posts, func(x, y access.Appointment) int { // the primary post first
		switch {
		case x.Primary && !y.Primary:
			return -1
		case y.Primary && !x.Primary:
			return 1
		}
		return 0
	})
	for _, post := range posts {
		u, err := s.deps.Units.Unit(ctx, t.Agency, post.Unit)
		if errors.Is(err, errs.ErrNotFound) { // a post in another agency
			continue
		}
		if err != nil {
			return Lead{}, place{}, err
		}
		if u.Within(t.Lead.Unit) {
			where := place{units: u.Path(), parts: map[string][]string{}}
			if outranks(p, a, where.units) {
				return Lead{}, place{}, ErrSuperior
			}
			lead := Lead{Unit: u.ID, Person: person}
			_, err := s.coordinators(ctx, t.Agency, lead, slices.DeleteFunc(slices.Clone(t.Coordinators), func(c Part) bool {
				return c.Person != "" // people were checked when they were named; only the paths of units are needed
			}), where.parts)
			return lead, where, err
		}
	}
	return Lead{}, place{}, ErrLead.At("person", "invalid")
}
