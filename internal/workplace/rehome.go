package workplace

import (
	"context"
	"iter"
	"slices"

	"congvu/internal/diary"
	"congvu/internal/org"
)

// Records returns registrations and absences as a change of the tree of units sees them. Rules and checks name a unit and carry
// nothing of the tree.
func (s *Service) Records() []org.Records { return []org.Records{registrations{s}, absences{s}} }

type registrations struct{ *Service }

// Kind names them.
func (registrations) Kind() string { return "registrations" }

// Tally counts the registrations of a unit and of all below it, and those of them that wait for somebody.
func (r registrations) Tally(ctx context.Context, agency, unit string) (t org.Tally, err error) {
	if t.All, err = r.store.CountUnder(ctx, agency, unit, false); err == nil {
		t.Open, err = r.store.CountUnder(ctx, agency, unit, true)
	}
	return t, err
}

// Astray yields the registrations that do not stand as the tree says.
func (r registrations) Astray(ctx context.Context, m org.Relocation) iter.Seq2[string, error] {
	walk := r.store.Under(ctx, m.Agency, m.Unit)
	return org.AstrayIn(walk, m, Registration.rehomed, func(x Registration) string { return x.ID })
}

// Rehome brings registrations in line with the tree.
func (r registrations) Rehome(ctx context.Context, m org.Relocation, ids []string) (audience []string, err error) {
	found, err := r.store.ByID(ctx, m.Agency, ids)
	if err != nil {
		return nil, err
	}
	moved, audience := org.Moved(found, m, Registration.rehomed, Registration.JournalVis)
	return audience, r.store.Rehomed(ctx, moved)
}

// Settled has nothing to forget.
func (registrations) Settled(org.Relocation, []string) {}

// rehomed returns r as it stands in the tree, and whether that is another way than now: it stays with the unit from which it
// was sent, which lies elsewhere since. A draft is its author's alone.
func (r Registration) rehomed(m org.Relocation) (Registration, bool) {
	next, changed := r, false
	if r.State != Draft {
		next.Units, next.Vis, changed = diary.Rehomed(m, r.Person, r.Units, r.Passed, r.Vis)
	} else if n := len(r.Units); n > 0 {
		next.Units = m.Path(r.Units[n-1])
		changed = !slices.Equal(next.Units, r.Units)
	}
	return next, changed
}

type absences struct{ *Service }

// Kind names them.
func (absences) Kind() string { return "absences" }

// Tally counts the absences of a unit and of all below it, and those of them that are not over.
func (r absences) Tally(ctx context.Context, agency, unit string) (t org.Tally, err error) {
	if t.All, err = r.store.CountAbsences(ctx, agency, unit, ""); err == nil {
		t.Open, err = r.store.CountAbsences(ctx, agency, unit, HalfOf(r.today(), false))
	}
	return t, err
}

// Astray yields the absences that do not stand as the tree says.
func (r absences) Astray(ctx context.Context, m org.Relocation) iter.Seq2[string, error] {
	return org.AstrayIn(r.store.AbsencesUnder(ctx, m.Agency, m.Unit), m, Absence.rehomed, func(x Absence) string { return x.ID })
}

// Rehome brings absences in line with the tree.
func (r absences) Rehome(ctx context.Context, m org.Relocation, ids []string) (audience []string, err error) {
	found, err := r.store.AbsencesByID(ctx, m.Agency, ids)
	if err != nil {
		return nil, err
	}
	moved, audience := org.Moved(found, m, Absence.rehomed, Absence.JournalVis)
	return audience, r.store.RehomedAbsences(ctx, moved)
}

// Settled has nothing to forget.
func (absences) Settled(org.Relocation, []string) {}

// rehomed returns x as it stands in the tree, and whether that is another way than now: it stays with the unit in which it was
// entered.
func (x Absence) rehomed(m org.Relocation) (Absence, bool) {
	next := x
	next.Vis = absenceVis(x.Person, m.Path(x.Unit))
	return next, !slices.Equal(slices.Sorted(slices.Values(next.Vis)), slices.Sorted(slices.Values(x.Vis)))
}
