package task

import (
	"context"
	"iter"

	"congvu/internal/access"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// maxObjects is how many tasks one call of Objects looks up; a diary day names at most 50.
const maxObjects = 100

// Objects returns code and title of those of the tasks that a may see, by id; at most 100 are looked up.
func (s *Service) Objects(ctx context.Context, a access.Actor, ids []string) (map[string]journal.Object, error) {
	return s.store.Objects(ctx, a.Tokens(), ids[:min(len(ids), maxObjects)])
}

// OpenDue yields the work of an agency that its lead has and has not handed in, due on a day from first to last, nearest
// first: what reminders are about. It stops after the first error.
func (s *Service) OpenDue(ctx context.Context, agency string, first, last vncal.Date) iter.Seq2[DueRow, error] {
	return s.store.OpenDue(ctx, agency, ends(first), ends(last.AddDays(1)))
}

// OpenPartsDue yields the work of an agency of which somebody's part (phần phối hợp) has a deadline of its own on a day from first
// to last, in no order of days; a part of it may be handed in already, as DueRow.OpenParts tells. It stops after the first error.
func (s *Service) OpenPartsDue(ctx context.Context, agency string, first, last vncal.Date) iter.Seq2[DueRow, error] {
	return s.store.OpenPartsDue(ctx, agency, first, last)
}

// Loads returns what people have open as leads; people without any are missing.
func (s *Service) Loads(ctx context.Context, agency string, people []string) (map[string]Load, error) {
	return s.store.Loads(ctx, agency, people)
}

// Named returns the rows of those of the tasks that a may see, by id; at most 100 are looked up.
func (s *Service) Named(ctx context.Context, a access.Actor, ids []string) (map[string]Row, error) {
	if len(ids) == 0 {
		return map[string]Row{}, nil
	}
	return s.store.Named(ctx, a.Tokens(), ids[:min(len(ids), maxObjects)])
}

// Products returns the catalogue code of the product of each of the tasks that has one, by id, whoever may see them: for numbers
// that name no task.
func (s *Service) Products(ctx context.Context, agency string, ids []string) (map[string]string, error) {
	if len(ids) == 0 {
		return map[string]string{}, nil
	}
	return s.store.Products(ctx, agency, ids)
}

// Concerned returns a message to everybody who takes part in t, who gave the work, and who decides it, each in the part that
// comes first; without kind, rule and text. A draft is nobody's work yet.
func (s *Service) Concerned(ctx context.Context, t Task) ([]journal.Message, error) {
	if t.State == Draft {
		return nil, nil
	}
	return toConcerned(ctx, s, t, t)
}
