package tasklist

import (
	"context"
	"time"

	"congvu/internal/access"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// maxAttention is how many rows each part of Attention shows; the number beside it says how many there are.
const maxAttention = 20

// Part is one part of what a head has to look after.
type Part struct {
	Rows  []task.Row // the worst first, at most 20
	Count Count
}

// Attention is the open work of the units that somebody is in charge of which needs a look (cần đôn đốc). A task can stand
// in Late or Today and in Stuck; work that the reader leads is in their own lists and in none of these.
type Attention struct {
	Late  Part // past its deadline and not handed in, the latest first
	Today Part // due today and not handed in
	Stuck Part // waits for somebody's act, the same since before an instant, the longest first
}

// Attention returns what a has to look after in the units that a is in charge of or follows; empty for everybody else.
// stuckBefore is the instant before which waiting for the same act counts as stuck.
func (s *Service) Attention(ctx context.Context, a access.Actor, stuckBefore time.Time) (all Attention, err error) {
	now := s.clock.Now()
	sc := scopeOf(a, TabUnit)
	for _, part := range []struct {
		to *Part
		is attention
	}{
		{&all.Late, dueBetween(time.Time{}, now)},
		{&all.Today, dueBetween(now, vncal.DateOf(now).End())},
		{&all.Stuck, stuckSince(stuckBefore)},
	} {
		if part.to.Rows = []task.Row{}; len(sc.values) == 0 {
			continue
		}
		if part.to.Rows, err = s.store.needing(ctx, sc, a.ID, part.is, maxAttention); err != nil {
			return Attention{}, err
		}
		if part.to.Count.N = len(part.to.Rows); part.to.Count.N < maxAttention {
			continue
		}
		n, err := s.store.countNeeding(ctx, sc, a.ID, part.is, countLimit)
		if err != nil {
			return Attention{}, err
		}
		part.to.Count = Count{N: min(n, countLimit-1), More: n >= countLimit}
	}
	return all, nil
}
