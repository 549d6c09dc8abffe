package main

import (
	"net/http"
	"slices"
	"testing"

	"congvu/internal/journal"
	"congvu/internal/mongodb"
)

// TestRefusedAccessIsRecorded: whoever asks for what is not theirs stands in the log with what and from where, once for many
// times; what is not there, or was misspelt, does not.
func TestRefusedAccessIsRecorded(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for range 12 {
		if status, body := o.call(t, "lan", "GET", "/directory?for=lead", ""); status != http.StatusForbidden {
			t.Fatalf("%d %s", status, body)
		}
	}
	if status, body := o.call(t, "minh", "GET", "/jobs", ""); status != http.StatusForbidden { // by the operation's declaration
		t.Fatalf("%d %s", status, body)
	}
	for path, want := range map[string]int{"/tasks/01HZZZZZZZZZZZZZZZZZZZZZZZ": http.StatusNotFound, "/tasks?limit=0": http.StatusUnprocessableEntity, "/me": http.StatusOK} {
		if status, body := o.call(t, "minh", "GET", path, ""); status != want {
			t.Fatalf("%s: %d %s", path, status, body)
		}
	}
	rows, err := mongodb.All[journal.Record](t.Context(), "audit", o.db.Collection("audit"), map[string]any{"action": "access.refused"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for _, r := range rows {
		got = append(got, r.ByName+" "+r.Params["operation"]+" "+r.Params["times"])
		if r.Object.Type != "rights" || r.Object.ID != r.By || r.Params["address"] == "" || r.Request == "" || r.At.IsZero() {
			t.Errorf("%+v", r)
		}
	}
	slices.Sort(got)
	want := []string{"lan GET /api/v1/directory 1", "lan GET /api/v1/directory 10", "minh GET /api/v1/jobs 1"}
	if !slices.Equal(got, want) {
		t.Errorf("recorded %q, want %q", got, want)
	}
}
