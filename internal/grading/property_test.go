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
		left := func(l Line, faults int64) *big.Rat {
			x := new(big.Rat).Sub(l.Done.Rat(), big.NewRat(faults, 4))
			if x.Sign() < 0 {
				return new(big.Rat)
			}
			return x.Mul(x, l.K.Rat())
		}
		for _, l := range f.Lines {
			sum.Add(sum, new(big.Rat).Mul(l.Assigned.Rat(), l.K.Rat()))
			a.Add(a, left(l, 0))
			b.Add(b, left(l, l.FailedReviews))
			c.Add(c, left(l, l.LateEvents))
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
