package sheet

import (
	"congvu/pkg/fold"
)

// Nearest returns which of some names a mistyped one most probably means, "" when none is near: at most a third of its
// letters differ. Marks and case do not matter.
func Nearest(text string, names []string) string {
	asked := []rune(fold.Fold(text))
	best, least := "", len(asked)/3+1
	for _, name := range names {
		if d := distance(asked, []rune(fold.Fold(name)), least); d < least {
			best, least = name, d
		}
	}
	return best
}

// distance is how many letters are to be changed, put in or left out between two words; limit when there are that many.
func distance(a, b []rune, limit int) int {
	if len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal, least := row[0], i+1
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
			least = min(least, row[j+1])
		}
		if least >= limit {
			return limit
		}
	}
	return min(row[len(b)], limit)
}
