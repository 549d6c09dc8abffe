package quickadd

import (
	"slices"
	"strconv"
	"strings"

	"congvu/pkg/fold"
)

var numerals = []string{"không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười"}

// number returns a whole number in figures or in words up to ten.
func number(w word) (int, bool) {
	if n, err := strconv.Atoi(w.plain()); err == nil && n >= 0 && n <= 1_000_000 && fold.Fold(w.core) == strconv.Itoa(n) {
		return n, true
	}
	if n, err := strconv.Atoi(strings.TrimLeft(w.plain(), "0")); err == nil && n > 0 && n <= 31 && len(w.plain()) == 2 {
		return n, true // "05 ngày"
	}
	i := slices.Index(numerals, w.one(numerals[1:]...))
	return i, i > 0
}

// figure returns the number that word i is in figures.
func figure(words []word, i int) (int, bool) {
	if i < 0 || i >= len(words) {
		return 0, false
	}
	plain := words[i].plain()
	n, err := strconv.Atoi(plain)
	return n, err == nil && n >= 0 && n <= 1_000_000 && plain[0] != '+' && plain[0] != '-'
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

func startsWithFigure(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }
