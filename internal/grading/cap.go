package grading

import (
	"math/big"
	"slices"
)

// CapFacts are the people among whom the share of xuat_sac is bounded.
type CapFacts struct {
	People      []CapPerson
	Exceptional bool   // a recorded decision allows the higher share
	Base        string // what the share is taken of; "" keeps the policy's
}

// CapPerson is one person of the unit with the total of the period or year.
type CapPerson struct {
	ID    string
	Total Decimal
	Group string // of similar duties (nhóm có nhiệm vụ tương đồng); "" is bounded with the unit alone
}

// CapResult says how many may be xuat_sac and who is above that.
type CapResult struct {
	Unit     Places
	Groups   []GroupPlaces // in the order in which the people name them
	Overflow []string      // ids of those who reach the band but have no place, best first
}

// Places are how many people count for a bound, and how many of them may be xuat_sac.
type Places struct{ Eligible, Places int }

// GroupPlaces are the places of one group.
type GroupPlaces struct {
	Group string
	Places
}

// ApplyCap bounds the share of xuat_sac within the unit and within each group of similar duties. Places go to the highest
// totals; who of those with equal totals stands first in the facts goes first. It proposes only: who drops out is a person's
// choice, and every score stays. The policy must have a cap.
//
// Legal source: Nghị định 335/2025/NĐ-CP, Điều 20 khoản 5.
func (p Policy) ApplyCap(f CapFacts) CapResult {
	base, share := p.Cap.Base.Value, p.Cap.Share
	if f.Base != "" {
		base = f.Base
	}
	if f.Exceptional {
		share = p.Cap.Exceptional
	}
	from, excellent := p.bandOf(Good).From, p.bandOf(Excellent).From
	eligible := func(x CapPerson) bool { return base == CapGraded || x.Total.Cmp(from) >= 0 }

	var r CapResult
	at := map[string]int{} // of a group in r.Groups
	for _, x := range f.People {
		if _, known := at[x.Group]; !known && x.Group != "" {
			at[x.Group] = len(r.Groups)
			r.Groups = append(r.Groups, GroupPlaces{Group: x.Group})
		}
		if !eligible(x) {
			continue
		}
		r.Unit.Eligible++
		if x.Group != "" {
			r.Groups[at[x.Group]].Eligible++
		}
	}
	r.Unit.Places = places(r.Unit.Eligible, share, base)
	for i := range r.Groups {
		r.Groups[i].Places.Places = places(r.Groups[i].Eligible, share, base)
	}

	ranked := slices.Clone(f.People)
	slices.SortStableFunc(ranked, func(a, b CapPerson) int { return b.Total.Cmp(a.Total) })
	taken, takenOf := 0, make([]int, len(r.Groups))
	for _, x := range ranked {
		if x.Total.Cmp(excellent) < 0 {
			break
		}
		i, grouped := at[x.Group]
		if taken == r.Unit.Places || grouped && takenOf[i] == r.Groups[i].Places.Places {
			r.Overflow = append(r.Overflow, x.ID)
			continue
		}
		taken++
		if grouped {
			takenOf[i]++
		}
	}
	return r
}

// places returns the most x of n people with x ≤ share × base, where the base of CapGood is the n − x who are not chosen:
// x ≤ share·n ÷ (1 + share).
func places(n int, share Decimal, base string) int {
	most := share.Mul(Int(int64(n))).Rat()
	if base == CapGood {
		most.Quo(most, one.Add(share).Rat())
	}
	return int(new(big.Int).Quo(most.Num(), most.Denom()).Int64())
}

// Bytes returns the canonical JSON of the result, one line ended by a newline.
func (r CapResult) Bytes() []byte {
	w := writer{b: make([]byte, 0, 256)}
	w.open('{')
	w.key("unit")
	w.inner = false
	w.open('{')
	w.places(r.Unit)
	w.close('}')
	w.list("groups")
	for _, g := range r.Groups {
		w.open('{')
		w.text("group", g.Group)
		w.places(g.Places)
		w.close('}')
	}
	w.close(']')
	texts(&w, "overflow", r.Overflow)
	w.close('}')
	return append(w.b, '\n')
}

func (w *writer) places(p Places) {
	w.number("eligible", p.Eligible)
	w.number("places", p.Places)
}
