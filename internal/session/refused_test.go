package session

import (
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
)

// TestRefusedSignInsAreRecorded: the log says which account was tried and from where, never what was typed, and not more
// often than somebody reads it.
func TestRefusedSignInsAreRecorded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	for range 12 {
		_ = w.try("qn01", "Sai-Mat-Khau", "203.0.113.9")
	}
	_ = w.try("qn01", "Sai-Mat-Khau", "203.0.113.10")
	_ = w.try("ten-hay-mat-khau", "Sai-Mat-Khau", "203.0.113.9")
	if err := w.try("qn01", goodPassword, "203.0.113.11"); err != nil {
		t.Fatal(err)
	}
	if err := w.SetState(t.Context(), w.system(), p.ID, 1, Disabled, ""); err != nil {
		t.Fatal(err)
	}
	_ = w.try("qn01", goodPassword, "203.0.113.11")
	got := map[string]int{}
	rows, err := mongodb.All[journal.Record](t.Context(), "audit", w.db.Collection("audit"), map[string]any{"action": map[string]any{"$in": []string{"session.refused", "session.throttled"}}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		got[strings.Join([]string{r.Action, r.Object.Type, r.Object.ID, r.Params["address"], r.Params["times"]}, " ")]++
		if r.By != access.SystemID || r.At.IsZero() || r.Agency != p.Agency {
			t.Errorf("%+v", r)
		}
		for _, v := range r.Params {
			if strings.Contains(strings.ToLower(v), "mat-khau") {
				t.Errorf("what was typed is kept: %v", r.Params)
			}
		}
	}
	want := []string{
		"session.refused rights " + p.ID + " 203.0.113.9 1", "session.throttled rights " + p.ID + " 203.0.113.9 1",
		"session.refused rights " + p.ID + " 203.0.113.10 1", "session.refused rights unknown 203.0.113.9 1",
		"session.refused rights " + p.ID + " 203.0.113.11 1",
	}
	for _, line := range want {
		if got[line] != 1 {
			t.Errorf("%q stands %d times, want once", line, got[line])
		}
	}
	if len(rows) != len(want) {
		t.Errorf("recorded: %v, want %d lines", got, len(want))
	}
}

func TestNetwork(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"203.0.113.9":            "203.0.113.9",
		"2001:db8:1:2:3:4:5:6":   "2001:db8:1:2::/64",
		"2001:db8:1:2::9":        "2001:db8:1:2::/64",
		"2001:db8:1:3::9":        "2001:db8:1:3::/64",
		"::ffff:203.0.113.9":     "::ffff:203.0.113.9",
		"fe80::1%eth0":           "fe80::/64",
		"":                       "",
		"no address of any kind": "no address of any kind",
	} {
		if got := network(address); got != want {
			t.Errorf("network(%q) = %q, want %q", address, got, want)
		}
	}
}
