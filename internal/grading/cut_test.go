package grading

import "testing"

func TestCut(t *testing.T) {
	for exact, want := range map[string]string{
		"": "", "50": "50.0000", "4999999/100000": "49.9999", "515/6": "85.8333", "0": "0.0000", "9000140/100007": "89.9951",
	} {
		if got := (Result{TotalExact: exact}).Cut(); got != want {
			t.Errorf("%s is cut to %s, want %s", exact, got, want)
		}
	}
}
