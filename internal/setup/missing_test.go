package setup

import (
	"slices"
	"testing"

	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// TestLacks: a whole office lacks nothing; each thing taken away is named, and only that.
func TestLacks(t *testing.T) {
	t.Parallel()
	head := identity.UnitFacts{Members: 3, Head: identity.Person{ID: "h"}}
	whole := func() Facts {
		return Facts{
			Today: "2026-03-02", HR: 1, Products: 1, Mail: true, Calendar: vncal.Official(),
			Units: []org.Unit{
				{ID: "a", Kind: org.Province, From: "2020-01-01", To: org.NoEnd}, {ID: "b", Parent: "a", Kind: org.Division, From: "2020-01-01", To: org.NoEnd},
				{ID: "old", Parent: "a", Kind: org.Division, From: "2020-01-01", To: "2025-06-30"}, {ID: "post", Parent: "a", Kind: org.Partner, From: "2020-01-01", To: org.NoEnd},
			},
			Staff: map[string]identity.UnitFacts{"a": head, "b": head},
		}
	}
	for name, tc := range map[string]struct {
		change func(f *Facts)
		want   []string
	}{
		"nothing":      {func(*Facts) {}, nil},
		"no units":     {func(f *Facts) { f.Units = f.Units[:1] }, []string{MissingUnits}},
		"nobody of hr": {func(f *Facts) { f.HR = 0 }, []string{MissingHR}},
		"nobody else":  {func(f *Facts) { f.Staff["a"] = identity.UnitFacts{Members: 2, Head: head.Head} }, []string{MissingPeople}},
		"a vacancy":    {func(f *Facts) { f.Staff["b"] = identity.UnitFacts{Members: 3} }, []string{MissingHeads}},
		"no products":  {func(f *Facts) { f.Products = 0 }, []string{MissingCatalogue}},
		"no calendar":  {func(f *Facts) { f.Today = "2041-03-02" }, []string{MissingCalendar}},
		"no mail":      {func(f *Facts) { f.Mail = false }, nil},
		"all of it": {func(f *Facts) {
			*f = Facts{Today: "2041-03-02", Units: f.Units[:1], Calendar: f.Calendar}
		}, []string{MissingUnits, MissingHR, MissingPeople, MissingHeads, MissingCatalogue, MissingCalendar, MissingMail}},
	} {
		f := whole()
		tc.change(&f)
		var got []string
		for _, m := range Lacks(f) {
			got = append(got, m.What)
			if m.What == MissingHeads && (m.N != len(m.Units) || !slices.Contains([]string{"a", "b"}, m.Units[0])) {
				t.Errorf("%s: vacant %+v", name, m)
			}
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}
