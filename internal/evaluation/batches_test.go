package evaluation

import (
	"iter"
	"testing"
)

// TestAligned pairs people with the lines that were read in the same order, with lines of others and people without
// lines in between.
func TestAligned(t *testing.T) {
	var month iter.Seq2[personFacts, error] = func(yield func(personFacts, error) bool) {
		for _, who := range []string{"a", "c", "d", "f"} {
			if !yield(personFacts{Person: who, Facts: []storedFact{{Fact: Fact{Code: who}}}}, nil) {
				return
			}
		}
	}
	facts := newAligned(month)
	defer facts.stop()
	for _, who := range []string{"b", "c", "e", "f", "g"} {
		got, err := facts.of(who)
		if err != nil {
			t.Fatal(err)
		}
		want := who == "c" || who == "f"
		if (len(got) == 1) != want || want && got[0].Code != who {
			t.Errorf("lines of %s: %v", who, got)
		}
	}
}
