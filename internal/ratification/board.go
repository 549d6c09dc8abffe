package ratification

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"math/big"
	"slices"
	"strconv"

	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
)

// Board is what a decision is taken on: everybody with a grade, how many may be xuat_sac and how many are.
type Board struct {
	Lines    []Line // best first
	Unit     Count
	Groups   []Count // by name
	Ungraded []identity.Person
	Seen     string // names what the board says of scores and groups: a decision on an older one is refused
}

// Line is one person of the board.
type Line struct {
	Person   identity.Person
	Group    string // of similar duties
	Total    string // "" where the grade holds without a score
	Exact    string
	Rev      int // version of the sheet, 0 where none is stored
	Proposed grading.Grade
	Grade    grading.Grade // as chosen, else as proposed
	Reason   string
	Rank     int  // among those of the group who reach xuat_sac, from 1; 0 for others
	Over     bool // by rank there is no place: somebody has to be chosen
}

// Count are the places of the unit or of one group.
type Count struct {
	Group    string // "" of the unit
	Eligible int    // whom the share is taken of
	Places   int    // the most that may be xuat_sac
	Reach    int    // who reach it
	Chosen   int    // who would be xuat_sac now
}

// Small reports whether a group has nobody's place though somebody reaches xuat_sac.
func (c Count) Small() bool { return c.Places == 0 && c.Reach > 0 }

// group returns the group of similar duties of a person (nhóm có nhiệm vụ tương đồng): as recorded on the person, else the title
// of the post.
func group(who identity.Person) string { return cmp.Or(who.Duties, who.Title) }

// lay makes the board of scores, with what was chosen so far. head is not on it: the head of the agency is graded by the
// authority above. Where the policy bounds nothing there are no counts.
func lay(policy grading.Policy, scores []evaluation.Score, head string, r Rating) Board {
	b := Board{Groups: []Count{}}
	var facts grading.CapFacts
	facts.Exceptional = r.Exceptional != nil
	for _, sc := range scores {
		switch {
		case sc.Person.ID == head || sc.Result.Status == grading.NoPolicy:
			continue
		case sc.Result.Grade == "":
			b.Ungraded = append(b.Ungraded, sc.Person)
			continue
		}
		line := Line{
			Person: sc.Person, Group: group(sc.Person), Total: sc.Result.Total, Exact: sc.Result.TotalExact,
			Proposed: sc.Result.Grade, Grade: sc.Result.Grade,
		}
		if sc.Sheet.Frozen != nil {
			line.Rev = sc.Sheet.Rev
		}
		if c, ok := r.choice(line.Person.ID); ok && line.Proposed == grading.Excellent {
			line.Grade, line.Reason = c.Grade, c.Reason
		}
		b.Lines = append(b.Lines, line)
		if sc.Policy.Name() == policy.Name() {
			facts.People = append(facts.People, capPerson(line, sc))
		}
	}
	b.Seen = b.mark(facts.Exceptional)
	if policy.Cap == nil {
		return b
	}
	b.count(policy.ApplyCap(facts), facts.People)
	return b
}

// capPerson is a line as the cap takes it. Who is rated lower than the score says, by a concluded fact, counts among no one rated
// tot; the unrounded score is cut, never rounded up to a band.
func capPerson(line Line, sc evaluation.Score) grading.CapPerson {
	x := grading.CapPerson{ID: line.Person.ID, Group: line.Group}
	if line.Proposed == grading.Excellent || line.Proposed == grading.Good {
		if cut, err := grading.ParseDecimal(sc.Result.Cut()); err == nil {
			x.Total = cut
		}
	}
	return x
}

// count fills the places, who reaches them and who is beyond them.
func (b *Board) count(r grading.CapResult, people []grading.CapPerson) {
	bounded := map[string]bool{}
	for _, x := range people {
		bounded[x.ID] = true
	}
	b.Unit = Count{Eligible: r.Unit.Eligible, Places: r.Unit.Places}
	for _, g := range r.Groups {
		b.Groups = append(b.Groups, Count{Group: g.Group, Eligible: g.Eligible, Places: g.Places.Places})
	}
	slices.SortFunc(b.Groups, func(x, y Count) int { return cmp.Compare(x.Group, y.Group) })
	for i := range b.Lines {
		l := &b.Lines[i]
		if !bounded[l.Person.ID] || l.Proposed != grading.Excellent {
			continue
		}
		l.Over = slices.Contains(r.Overflow, l.Person.ID)
		at := slices.IndexFunc(b.Groups, func(c Count) bool { return c.Group == l.Group })
		for _, c := range []*Count{&b.Unit, b.groupAt(at)} {
			if c.Reach++; l.Grade == grading.Excellent {
				c.Chosen++
			}
			l.Rank = c.Reach
		}
	}
}

// groupAt returns a group's count; that of nobody for people without a group, whom the unit alone bounds.
func (b *Board) groupAt(i int) *Count {
	if i < 0 {
		return &Count{}
	}
	return &b.Groups[i]
}

// line returns the line of a person.
func (b Board) line(person string) (Line, bool) {
	i := slices.IndexFunc(b.Lines, func(l Line) bool { return l.Person.ID == person })
	if i < 0 {
		return Line{}, false
	}
	return b.Lines[i], true
}

// mark names what the board says of scores and groups.
func (b Board) mark(exceptional bool) string {
	h := sha256.New()
	h.Write([]byte(strconv.FormatBool(exceptional)))
	for _, l := range b.Lines {
		h.Write([]byte("\n" + l.Person.ID + "|" + l.Group + "|" + l.Exact + "|" + string(l.Proposed)))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// check says which rule a decision on the board would break, nil for none: nobody to decide on, more people xuat_sac than the
// unit or a group has places, a lower grade without a reason, somebody chosen before a higher score without a reason.
//
// Legal source: Nghị định 335/2025/NĐ-CP, Điều 20 khoản 5.
func (b Board) check() error {
	switch {
	case len(b.Lines) == 0:
		return ErrNobody
	case len(b.Lines) > maxPeople:
		return ErrMany.Arg("n", strconv.Itoa(maxPeople))
	}
	for _, c := range append([]Count{b.Unit}, b.Groups...) {
		if c.Chosen <= c.Places {
			continue
		}
		err := ErrPlaces
		if c.Group != "" {
			err = ErrGroupPlaces.Arg("group", c.Group)
		}
		return err.Arg("chosen", strconv.Itoa(c.Chosen)).Arg("places", strconv.Itoa(c.Places))
	}
	for i, l := range b.Lines {
		switch {
		case l.Grade != l.Proposed && l.Reason == "":
			return ErrDropped.Arg("name", l.Person.Name)
		case l.Rank > 0 && l.Grade == grading.Excellent && l.Reason == "":
			for _, better := range b.Lines[:i] { // best first
				if better.Grade != better.Proposed && better.Group == l.Group && exceeds(better, l) {
					return ErrPassedOver.Arg("name", l.Person.Name).Arg("other", better.Person.Name)
				}
			}
		}
	}
	return nil
}

// exceeds reports whether one score is strictly above another.
func exceeds(a, b Line) bool {
	x, ok := new(big.Rat).SetString(a.Exact)
	y, also := new(big.Rat).SetString(b.Exact)
	return ok && also && x.Cmp(y) > 0
}

// finals are the grades of the board as a decision keeps them.
func (b Board) finals() []Final {
	all := make([]Final, len(b.Lines))
	for i, l := range b.Lines {
		all[i] = Final{
			Person: l.Person.ID, Group: l.Group, Total: l.Total, Exact: l.Exact, Proposed: l.Proposed, Grade: l.Grade, Reason: l.Reason, Rev: l.Rev,
		}
	}
	return all
}

// decided returns the board as a decision kept it: what a score has become since is not on it.
func (b Board) decided(d Decision) Board {
	for i := range b.Lines {
		if f, ok := d.of(b.Lines[i].Person.ID); ok {
			l := &b.Lines[i]
			l.Group, l.Total, l.Exact, l.Proposed, l.Grade, l.Reason, l.Rev = f.Group, f.Total, f.Exact, f.Proposed, f.Grade, f.Reason, f.Rev
		}
	}
	return b
}
