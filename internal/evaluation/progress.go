package evaluation

import (
	"context"
	"slices"

	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// Reviewed is how far the superior's review of one person is.
type Reviewed struct {
	Person identity.Person
	Done   bool   // every point that people give is given
	Giver  string // who gives it, "" where nobody in the agency can
}

// Review returns for everybody of a unit and below it whom a policy grades how far the review of a month is, in the order of
// lists. Whether the reader may see them is the caller's question. Errors: ErrMonth, ErrFuture.
func (s *Service) Review(ctx context.Context, agency, unit string, p grading.Period) (Month, []Reviewed, error) {
	m, err := s.month(ctx, agency, p)
	if err != nil {
		return Month{}, nil, err
	}
	day := min(p.Last(), vncal.DateOf(s.clock.Now()))
	people, err := s.people.Members(ctx, agency, unit, day)
	if err != nil {
		return Month{}, nil, err
	}
	policies, err := s.policies.Of(ctx, agency)
	if err != nil {
		return Month{}, nil, err
	}
	graded := make([]identity.Person, 0, len(people))
	ids := make([]string, 0, len(people))
	for _, who := range people {
		if _, ok := policies.InForce(string(p.Last()), who.SubjectClass); ok {
			graded, ids = append(graded, who), append(ids, who.ID)
		}
	}
	sheets, err := s.store.SheetHeads(ctx, agency, ids, p)
	if err != nil {
		return Month{}, nil, err
	}
	done := make(map[string]bool, len(sheets))
	for _, sh := range sheets {
		done[sh.Person] = !sh.lacks()
	}
	givers, err := s.giversOf(ctx, agency, graded, s.superiors(agency))
	all := make([]Reviewed, len(graded))
	for i, who := range graded {
		all[i] = Reviewed{Person: who, Done: done[who.ID], Giver: givers[who.ID]}
	}
	return m, all, err
}

// Object names a period in messages.
func (m Month) Object() journal.Object { return m.object() }

// Scorers returns who gave a person general points in the months of a period, whichever version of the sheets.
func (s *Service) Scorers(ctx context.Context, agency, person string, p grading.Period) ([]string, error) {
	months := []grading.Period{p}
	if long(p) {
		months = p.Months()
	}
	var all []string
	for _, month := range months {
		sheets, err := s.store.Versions(ctx, agency, person, month)
		if err != nil {
			return nil, err
		}
		for _, sh := range sheets {
			if sh.General != nil && !slices.Contains(all, sh.General.By) {
				all = append(all, sh.General.By)
			}
			if sh.Leadership != nil && !slices.Contains(all, sh.Leadership.By) {
				all = append(all, sh.Leadership.By)
			}
		}
	}
	return all, nil
}
