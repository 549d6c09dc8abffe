package ratification

import (
	"context"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Published are the grades of a unit's people as everybody in it may read them (công khai kết quả xếp loại): the word alone.
type Published struct {
	Unit   org.Unit
	Period grading.Period
	Rows   []PublishedRow // in the order of lists; nobody before the decision
}

// PublishedRow is one person with the grade.
type PublishedRow struct {
	Person identity.Person
	Grade  grading.Grade
	Paper  Paper // the decision, or what it was amended by last
}

// CanReadGrades reports whether a may read the grades of a unit, given by its path: who is posted in exactly that unit, who reads its
// scores, and nobody else.
func CanReadGrades(a access.Actor, unit string, path []string) bool {
	return slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool { return p.Unit == unit }) || evaluation.CanSeeUnit(a, path)
}

// Published returns the decided grades of those who are posted in exactly a unit. Errors: errs.ErrNotFound outside a's scope; ErrPeriod.
func (s *Service) Published(ctx context.Context, a access.Actor, unit string, p grading.Period) (Published, error) {
	u, err := s.Units.Unit(ctx, a.Agency, unit)
	if err == nil && !CanReadGrades(a, u.ID, u.Path()) {
		err = errs.ErrNotFound
	}
	switch {
	case err != nil:
		return Published{}, fmt.Errorf("grades of unit %s: %w", unit, err)
	case p.Month() || !p.First().Valid():
		return Published{}, ErrPeriod
	}
	people, err := s.People.Staffed(ctx, a.Agency, unit, min(p.Last(), vncal.DateOf(s.Clock.Now())))
	if err != nil {
		return Published{}, err
	}
	ids := make([]string, len(people))
	for i, who := range people {
		ids[i] = who.ID
	}
	final, err := s.OfAll(ctx, a.Agency, p, ids...)
	out := Published{Unit: u, Period: p}
	for _, who := range people {
		x, decided := final[who.ID]
		if !decided {
			continue
		}
		row := PublishedRow{Person: who, Grade: x.Grade, Paper: x.Decision.Paper}
		if n := len(x.Amended); n > 0 {
			row.Paper = x.Amended[n-1].Paper
		}
		out.Rows = append(out.Rows, row)
	}
	return out, err
}
