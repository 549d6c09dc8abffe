package v1

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/org"
	"congvu/internal/tasklist"
)

// TestRolledUp: work led anywhere below a part of the unit is that part's, work led by the unit itself nobody's, and the sum
// stays what it was.
func TestRolledUp(t *testing.T) {
	t.Parallel()
	units := map[string]org.Unit{}
	for id, above := range map[string][]string{"tinh": nil, "so": {"tinh"}, "phong1": {"tinh", "so"}, "to": {"tinh", "so", "phong1"}, "phong2": {"tinh", "so"}} {
		units[id] = org.Unit{ID: id, Ancestors: above}
	}
	rows := []tasklist.TallyRow{
		{Key: "so", Tally: tasklist.Tally{OnTime: 1}}, {Key: "phong1", Tally: tasklist.Tally{Overdue: 2}},
		{Key: "to", Tally: tasklist.Tally{Overdue: 3, Late: 1}}, {Key: "phong2", Tally: tasklist.Tally{InTime: 4}},
	}
	for unit, want := range map[string]map[string]tasklist.Tally{
		"so":   {"": {OnTime: 1}, "phong1": {Overdue: 5, Late: 1}, "phong2": {InTime: 4}},
		"tinh": {"so": {OnTime: 1, Overdue: 5, Late: 1, InTime: 4}},
	} {
		got := map[string]tasklist.Tally{}
		for _, row := range rolledUp(rows, units, units[unit]) {
			got[row.Key] = row.Tally
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", unit, d)
		}
	}
}
