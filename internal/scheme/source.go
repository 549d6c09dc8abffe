package scheme

import (
	"context"
	"fmt"
	"time"

	"congvu/internal/cache"
	"congvu/internal/clock"
	"congvu/internal/grading"
	"congvu/internal/mongodb"
)

// freshFor is how long a node may go on with settings that another node has changed. They count from a whole month on that
// has not begun to close, so nothing is closed by old ones.
const freshFor = 10 * time.Second

// Source gives the policies with what an agency has set of them. It is safe for concurrent use.
type Source struct {
	store     store
	published grading.Policies
	kept      *cache.Cache[grading.Policies] // by agency
}

// NewSource returns the source over db and the policies as they were published. machine is the clock by which what is kept
// grows old, nil for the system's.
func NewSource(db *mongodb.DB, published grading.Policies, machine clock.Clock) *Source {
	if machine == nil {
		machine = clock.System()
	}
	return &Source{store: newStore(db), published: published, kept: cache.New[grading.Policies](machine, freshFor, mongodb.InTx)}
}

// Published returns the policies as they were published, which congvu grade computes by.
func (s *Source) Published() grading.Policies { return s.published }

// Of returns the policies of an agency with what it has decided of them, each version from its day on.
func (s *Source) Of(ctx context.Context, agency string) (grading.Policies, error) {
	return s.kept.Load(ctx, agency, func(ctx context.Context) (grading.Policies, error) { return s.read(ctx, agency) })
}

func (s *Source) read(ctx context.Context, agency string) (grading.Policies, error) {
	decided, err := s.store.In(ctx, agency, Decided)
	if err != nil {
		return nil, fmt.Errorf("policies of %s: %w", agency, err)
	}
	choices := make([]grading.Dated, len(decided))
	for i, v := range decided {
		choices[i] = grading.Dated{Policy: v.Policy, From: v.From, Document: v.Document, Choice: v.Choice}
	}
	return s.published.Under(choices), nil
}

// Heard forgets the kept policies of an agency: its settings have changed, on this node or another.
func (s *Source) Heard(agency string) { s.kept.Drop(agency) }
