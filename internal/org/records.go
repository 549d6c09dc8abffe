package org

import (
	"context"
	"iter"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/pkg/vncal"
)

// Records are the records of one kind that carry tokens of units: those of the unit they belong to and of all units above.
// The packages that keep such records implement it, and api passes them to NewChanges.
//
// What a record carries is a function of the units it names and of the tree: Astray and Rehome compute it as if the record
// were written now, so that doing them again changes nothing, whatever was interrupted.
type Records interface {
	// Kind names them, as stored and sent: "people", "tasks" …
	Kind() string
	// Tally counts the records of a unit and of all below it.
	Tally(ctx context.Context, agency, unit string) (Tally, error)
	// Astray yields the ids of those of the relocated unit, and of all below it, that do not stand as the tree says.
	Astray(ctx context.Context, r Relocation) iter.Seq2[string, error]
	// Rehome brings some of them in line with the tree, in the transaction of ctx, raising their versions, and returns the
	// tokens of who saw them before or sees them now. An id that is in line already is left alone.
	Rehome(ctx context.Context, r Relocation, ids []string) (audience []string, err error)
	// Settled drops what is remembered of them, once that transaction has ended.
	Settled(r Relocation, ids []string)
}

// Tally is how many records there are of one kind.
type Tally struct {
	Kind string
	All  int
	Open int // of people the posts that have not ended; of tasks and documents the open ones; of days and sheets those not decided
}

// Relocation is a unit that was moved or merged, with the tree as it is since.
type Relocation struct {
	Agency string
	Unit   string
	On     vncal.Date   // from this day on
	Number string       // of the document that decides it
	Signed vncal.Date   // its date
	By     access.Actor // who planned it
	At     time.Time
	units  map[string]Unit
}

// Path returns the ids from the root to the unit; only the unit itself when the tree does not know it.
func (r Relocation) Path(unit string) []string {
	u, ok := r.units[unit]
	if !ok {
		return []string{unit}
	}
	return u.Path()
}

// Heir returns the unit in whose hands the open work of unit lies now: the unit itself, or what it was merged into.
func (r Relocation) Heir(unit string) string {
	for range len(r.units) { // a chain of mergers has an end; a loop would be a defect and must not hang
		u := r.units[unit]
		if u.Into == "" {
			break
		}
		unit = u.Into
	}
	return unit
}

// Units returns the agency's units by id as they are now. The map is shared: do not change it.
func (r Relocation) Units() map[string]Unit { return r.units }

// Now returns the relocated unit as it is now.
func (r Relocation) Now() Unit { return r.units[r.Unit] }

// Union returns a with what b holds and a does not.
func Union(a, b []string) []string {
	out := slices.Clone(a)
	for _, t := range b {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	return out
}

// AstrayIn is Astray for records that a store can walk: it yields those that rehomed finds to stand otherwise than now.
func AstrayIn[T any](walk iter.Seq2[T, error], r Relocation, rehomed func(T, Relocation) (T, bool), id func(T) string) iter.Seq2[string, error] {
	return func(yield func(string, error) bool) {
		for one, err := range walk {
			if err != nil {
				yield("", err)
				return
			}
			if _, changed := rehomed(one, r); changed && !yield(id(one), nil) {
				return
			}
		}
	}
}

// Moved returns, of all, those that stand otherwise than now as they should, and the tokens of who saw them before or sees
// them then.
func Moved[T any](all []T, r Relocation, rehomed func(T, Relocation) (T, bool), vis func(T) []string) (moved []T, audience []string) {
	for _, one := range all {
		if next, changed := rehomed(one, r); changed {
			moved = append(moved, next)
			audience = Union(Union(audience, vis(one)), vis(next))
		}
	}
	return moved, audience
}
