package evaluation

import (
	"context"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/identity"
)

// managed returns what d of a leader follows from: the scores of everybody whose primary appointment lies in the head's
// subtree, of a deputy in the units of the recorded charge. nil without a charge: a person decides then.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 15 khoản 2; whose scores count is a setting (spec/evaluation.md §2.11).
func (s *Service) managed(ctx context.Context, who identity.Person, p grading.Period) (*Managed, error) {
	units := []string{who.Primary.Unit}
	if who.Primary.Role == access.Deputy {
		posts, err := s.people.Appointments(ctx, who.Agency, who.ID)
		if err != nil {
			return nil, err
		}
		units = nil
		for _, post := range posts {
			if post.Primary && post.Role == access.Deputy {
				units = post.Charge
			}
		}
	}
	if len(units) == 0 || units[0] == "" {
		return nil, nil //nolint:nilnil // nothing to measure by is an answer, not a fault
	}
	m, err := s.store.Managed(ctx, who.Agency, p, units, who.ID)
	return &m, err
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
