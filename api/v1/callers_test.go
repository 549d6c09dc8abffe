package v1

import (
	"net/http"
	"slices"
	"testing"

	"congvu/internal/access"
)

// TestCallers: a declaration that is missing, empty or of another type lets nobody in.
func TestCallers(t *testing.T) {
	head := access.Actor{ID: "h", Appointments: []access.Appointment{{Role: access.Head, Unit: "u"}}}
	former := access.Actor{ID: "f"} // without any appointment in force
	for name, tc := range map[string]struct {
		who                  map[string]any
		head, former, public bool
	}{
		"nothing declared":     {nil, false, false, false},
		"another type":         {map[string]any{callersKey: []access.Role{access.Head}}, false, false, false},
		"a nil of another one": {map[string]any{callersKey: []access.Role(nil)}, false, false, false},
		"no roles":             {roles(), false, false, false},
		"another role":         {roles(access.HR), false, false, false},
		"the role":             {roles(access.HR, access.Head), true, false, false},
		"every role":           {roles(access.Roles()...), true, false, false},
		"signed in":            {signedIn(), true, true, false},
		"public":               {public(), true, true, true},
	} {
		c := declared(tc.who)
		if c.includes(head) != tc.head || c.includes(former) != tc.former || c.public != tc.public || isPublic(tc.who) != tc.public {
			t.Errorf("%s: head %t, former %t, public %t", name, c.includes(head), c.includes(former), c.public)
		}
		if c.nobody() != (!tc.head && !tc.former && !tc.public && name != "another role") {
			t.Errorf("%s: nobody is %t", name, c.nobody())
		}
	}
}

// TestBoundIsDeclared: whoever signs in is bounded in every operation alike, so each of them may answer 429 and says so.
func TestBoundIsDeclared(t *testing.T) {
	_, api := New(&Server{}, nil)
	for _, op := range operations(api) {
		if !isPublic(op.Metadata) && !slices.Contains(op.Errors, http.StatusTooManyRequests) {
			t.Errorf("%s does not declare 429", op.OperationID)
		}
	}
}
