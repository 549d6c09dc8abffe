package task

import (
	"context"
	"fmt"

	"congvu/pkg/vncal"
)

// Moving is what a change of the calendar would do to the deadlines of open work.
type Moving struct {
	Tasks  int // whose deadline would be another day
	People int // who lead them
}

// Moving counts the deadlines of an agency's open work that are another day by the calendar after than by the calendar
// before; first is the first day that differs between them. It reads and keeps nothing, and tells no content of any work.
func (s *Service) Moving(ctx context.Context, agency string, before, after *vncal.Calendar, first vncal.Date) (m Moving, err error) {
	people, now := map[string]bool{}, s.deps.Clock.Now()
	for t, err := range s.store.DueFrom(ctx, agency, first) {
		if err != nil {
			return Moving{}, fmt.Errorf("count deadlines that move: %w", err)
		}
		was, _ := t.recounted(before, now)
		if will, _ := t.recounted(after, now); will.DueOn == was.DueOn {
			continue
		}
		m.Tasks++
		if t.Lead.Person != "" {
			people[t.Lead.Person] = true
		}
	}
	m.People = len(people)
	return m, nil
}
