package grading

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
)

// randomFacts makes plausible work: shares of pieces, some unfinished, some with faults.
func randomFacts(rnd *rand.Rand) Facts {
	general := Milli(rnd.Int64N(30_001))
	f := Facts{Period: "2026-10", Subject: Subject{Class: "cong_chuc"}, General: &general}
	for i := range 1 + rnd.IntN(20) {
		assigned := 1 + rnd.Int64N(5000)
		l := Line{
			Task: fmt.Sprintf("NV-2026-%06d", i), K: Milli(1 + rnd.Int64N(20_000)), Assigned: Milli(assigned),
			Done: Milli(rnd.Int64N(assigned + 1)), FailedReviews: rnd.Int64N(3), LateEvents: rnd.Int64N(3),
		}
		if rnd.IntN(3) > 0 {
			l.Done = l.Assigned
		}
		if l.FailedReviews > 0 && rnd.IntN(2) == 0 {
			q := Milli(rnd.Int64N(l.FailedReviews*assigned + 1))
			l.FailedQuantity = &q
		}
		f.Lines = append(f.Lines, l)
	}
	return f
}

func exact(t *testing.T, r Result) *big.Rat {
	t.Helper()
	x, ok := new(big.Rat).SetString(r.TotalExact)
	if !ok {
		t.Fatalf("total %q of %+v", r.TotalExact, r)
	}
	return x
}

// TestExtraWorkNeverLowers: whoever takes on more and does all of it well, or finishes more of what was assigned,
// never gets a lower total, under every combination of settings (spec/tasks.md: helping never lowers anyone's score).
func TestExtraWorkNeverLowers(t *testing.T) {
	p, _ := policies(t).Find("nd335-2025")
	rank := func(g Grade) int {
		return slices.IndexFunc(p.Bands, func(b Band) bool { return b.Grade == g })
	}
	rnd := rand.New(rand.NewPCG(335, 2025))
	for i := range 3000 {
		f := randomFacts(rnd)
		f.Settings.DeductionUnit = deductionUnits[i%2]
		if i%3 == 0 {
			f.Settings.Gates = []string{GateAllDone}
		}
		before := p.Grade(f)

		more, extra := f, Milli(1+rnd.Int64N(9000))
		more.Lines = append(slices.Clone(f.Lines), Line{Task: "extra", K: Milli(1 + rnd.Int64N(30_000)), Assigned: extra, Done: extra})
		finished := f
		finished.Lines = slices.Clone(f.Lines)
		finished.Lines[0].Done = finished.Lines[0].Assigned

		for what, after := range map[string]Result{"extra work": p.Grade(more), "finishing": p.Grade(finished)} {
			if exact(t, after).Cmp(exact(t, before)) < 0 || rank(after.Grade) > rank(before.Grade) {
				t.Fatalf("%s lowers %s %s to %s %s: %+v", what, before.TotalExact, before.Grade, after.TotalExact, after.Grade, f)
			}
		}
	}
}

// TestGradeAgainstFractions recomputes with plain fractions: the fast arithmetic of machine words loses nothing.
func TestGradeAgainstFractions(t *testing.T) {
	p, _ := policies(t).Find("nd335-2025")
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 1000 {
		f := randomFacts(rnd)
		sum, a, b, c := new(big.Rat), new(big.Rat), new(big.Rat), new(big.Rat)
		left := func(x *big.Rat) *big.Rat {
			if x.Sign() < 0 {
				return new(big.Rat)
			}
			return x
		}
		times := func(x, y *big.Rat) *big.Rat { return new(big.Rat).Mul(x, y) }
		for _, l := range f.Lines {
			k, done := l.K.Rat(), l.Done.Rat()
			failed := times(big.NewRat(l.FailedReviews, 1), done)
			if q := l.FailedQuantity; q != nil && q.Rat().Cmp(failed) < 0 {
				failed = q.Rat()
			}
			sum.Add(sum, times(l.Assigned.Rat(), k))
			a.Add(a, times(done, k))
			b.Add(b, times(left(new(big.Rat).Sub(done, times(failed, big.NewRat(1, 4)))), k))
			c.Add(c, times(times(left(big.NewRat(4-l.LateEvents, 4)), done), k))
		}
		want := a.Add(a, b)
		want.Add(want, c)
		want.Mul(want, big.NewRat(70, 3))
		want.Quo(want, sum)
		want.Add(want, f.General.Rat())
		if got := p.Grade(f); exact(t, got).Cmp(want) != 0 {
			t.Fatalf("total %s, want %s of %+v", got.TotalExact, want.RatString(), f)
		}
	}
}

// TestSurplusPaysForNothing: what one product has above its assigned quantity changes nothing at all, so it can pay for no
// other product.
func TestSurplusPaysForNothing(t *testing.T) {
	p, _ := policies(t).Find("nd335-2025")
	rnd := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		f := randomFacts(rnd)
		more := f
		more.Lines = slices.Clone(f.Lines)
		i := rnd.IntN(len(f.Lines))
		f.Lines[i].Done, more.Lines[i].Done = f.Lines[i].Assigned, f.Lines[i].Assigned.Add(Milli(1+rnd.Int64N(5000)))
		if got, want := p.Grade(more), p.Grade(f); got.TotalExact != want.TotalExact {
			t.Fatalf("surplus makes %s of %s: %+v", got.TotalExact, want.TotalExact, more)
		}
	}
}

// BenchmarkGrade grades one person with 30 lines and writes the canonical bytes.
func BenchmarkGrade(b *testing.B) {
	p, _ := policies(b).Find("nd335-2025")
	rnd := rand.New(rand.NewPCG(3, 4))
	f := randomFacts(rnd)
	for len(f.Lines) < 30 {
		f.Lines = append(f.Lines, randomFacts(rnd).Lines...)
	}
	f.Lines = f.Lines[:30]
	b.Run("grade", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p.Grade(f)
		}
	})
	b.Run("grade and write", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			p.Grade(f).Bytes()
		}
	})
}
