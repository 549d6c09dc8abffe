package workplace

import (
	"context"

	"congvu/internal/diary"
	"congvu/pkg/vncal"
)

// Leaves returns by person the absences in force between two days on which somebody did not work at all: leave of every kind,
// not missions, field trips and training.
func (p Papers) Leaves(ctx context.Context, agency string, people []string, from, to vncal.Date) (map[string][]Absence, error) {
	all, err := p.store.Absences(ctx, agency, people, HalfOf(from, false), HalfOf(to, true))
	leaves := map[string][]Absence{}
	for _, x := range all {
		if x.Kind.Place() == diary.Off {
			leaves[x.Person] = append(leaves[x.Person], x)
		}
	}
	return leaves, err
}
