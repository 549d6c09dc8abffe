package task

import (
	"slices"
	"testing"

	"congvu/pkg/fold"
)

// TestFold: what is searched is what is stored.
func TestFold(t *testing.T) {
	x := Task{Row: Row{Code: "NV-2026-000123", Title: "Đôn đốc kế hoạch", Document: &Source{Number: "2124/UBND-NC"}}}
	x.index()
	for _, word := range fold.Tokens("don DOC 2124 000123") {
		if !slices.Contains(x.Fold, word) {
			t.Errorf("%q is not among %v", word, x.Fold)
		}
	}
}
