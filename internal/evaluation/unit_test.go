package evaluation_test

import (
	"fmt"
	"testing"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/mongodb/mongotest"
)

// TestUnitTableReads: a table of many people takes no more reads than one of a few.
func TestUnitTableReads(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const april = grading.Period("2026-04")
	w.approve(w.submit(w.give("2026-04-20", 1)))
	reads := func() (n, rows int) {
		t.Helper()
		table := func() {
			got, err := w.eval.UnitScores(w.ctx, w.head, w.cntt.ID, april)
			w.ok(err)
			rows = len(got.Rows)
		}
		table() // names and heads are known from here on
		return len(mongotest.Reads(t, w.db, table)), rows
	}
	few, before := reads()
	for i := range 40 {
		_, err := w.people.Add(w.ctx, access.System(w.agency),
			identity.Person{StaffNo: fmt.Sprintf("NEW%02d", i), Name: "Lê Văn Mới", SubjectClass: identity.CivilServant},
			identity.Appointment{Unit: w.cntt.ID, Role: access.Officer, Title: "Chuyên viên", From: "2026-01-01"})
		w.ok(err)
	}
	many, after := reads()
	if after != before+40 || many > few {
		t.Errorf("%d rows by %d reads, %d rows by %d", before, few, after, many)
	}
}
