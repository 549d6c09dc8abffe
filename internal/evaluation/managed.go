package evaluation

import (
	"context"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/identity"
)

// managed returns what d of a leader follows from: the scores of everybody in the units that the leader manages. nil without
// one: a person decides then.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 15 khoản 2; whose scores count is a setting (spec/evaluation.md §2.11).
func (s *Service) managed(ctx context.Context, who identity.Person, p grading.Period) (*Managed, error) {
	units, err := s.manage(ctx, who.Agency, who)
	if err != nil || len(units[who.ID]) == 0 {
		return nil, err
	}
	m, err := s.store.Managed(ctx, who.Agency, p, units[who.ID], who.ID)
	return &m, err
}

// manage returns by person the units that leaders among the people manage with all below them: a head the own one, a deputy
// those of the recorded charge, none without one.
func (s *Service) manage(ctx context.Context, agency string, people ...identity.Person) (map[string][]string, error) {
	units := map[string][]string{}
	var deputies []string
	for _, who := range people {
		switch {
		case !who.Leader():
		case who.Primary.Role == access.Deputy:
			deputies = append(deputies, who.ID)
		case who.Primary.Unit != "":
			units[who.ID] = []string{who.Primary.Unit}
		}
	}
	if len(deputies) == 0 {
		return units, nil
	}
	posts, err := s.people.AppointmentsOf(ctx, agency, deputies...)
	for _, of := range posts {
		for _, post := range of {
			if post.Primary && post.Role == access.Deputy {
				units[post.Person] = post.Charge
			}
		}
	}
	return units, err
}

// level orders leaders so that everybody is scored after those whom they manage: deeper units first, and in one unit the
// deputies before the head.
func level(who identity.Person) int {
	n := 2 * len(who.Units)
	if who.Primary.Role == access.Deputy {
		n++
	}
	return n
}

// outcomes are those of the people whom a run has graded so far: what store.Managed would find, without asking for each of
// some thousand leaders.
type outcomes struct {
	of map[string]Outcome  // by person
	in map[string][]string // people by unit of their path
}

func newOutcomes() *outcomes { return &outcomes{of: map[string]Outcome{}, in: map[string][]string{}} }

// set keeps the outcome of a sheet in the place of a former one.
func (o *outcomes) set(sh Sheet) {
	if _, known := o.of[sh.Person]; !known {
		for _, unit := range sh.Units {
			o.in[unit] = append(o.in[unit], sh.Person)
		}
	}
	o.of[sh.Person] = Outcome{Status: sh.Outcome.Status, Cut: sh.Outcome.Cut}
}

// managed sums up the outcomes of everybody in some units but one person; nil without units.
func (o *outcomes) managed(but string, units []string) *Managed {
	if len(units) == 0 {
		return nil
	}
	var m Managed
	var lowest grading.Decimal
	seen := map[string]bool{but: true}
	for _, unit := range units {
		for _, who := range o.in[unit] {
			if seen[who] {
				continue
			}
			seen[who] = true
			switch of := o.of[who]; of.Status {
			case grading.Scored:
				cut, err := grading.ParseDecimal(of.Cut)
				if err != nil {
					continue // written by us
				}
				if m.Scored++; m.Scored == 1 || cut.Cmp(lowest) < 0 {
					lowest, m.Lowest = cut, of.Cut
				}
			case grading.NeedsDecision, grading.InsufficientData:
				m.Unscored++
			}
		}
	}
	return &m
}
