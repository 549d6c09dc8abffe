package main

import (
	"log/slog"
	"strings"
	"testing"

	"congvu/api/wiring"
	"congvu/internal/clock"
	"congvu/internal/doctor"
	"congvu/internal/errs"
	"congvu/internal/mongodb/mongotest"
)

// TestDoctor looks at a new installation: nothing is broken, every job has a name that people use, and an index that
// somebody dropped is seen.
func TestDoctor(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, wiring.Indexes()...)
	services, err := wiring.Wire(db, clock.System(), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	list, err := services.Jobs.Jobs(t.Context())
	if err != nil || len(list) == 0 {
		t.Fatalf("%d jobs, %v", len(list), err)
	}
	for _, j := range list {
		for _, lang := range []errs.Lang{errs.Vietnamese, errs.English} {
			if doctor.JobName(lang, j.Name) == j.Name {
				t.Errorf("job %s has no name (%s)", j.Name, lang)
			}
		}
	}
	all, err := services.Doctor.Check(t.Context(), "none")
	if err != nil || doctor.Worst(all) == doctor.Broken {
		t.Errorf("a new installation: %+v, %v", all, err)
	}
	if err := db.Collection("units").Indexes().DropAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	all, err = services.Doctor.Check(t.Context(), "none")
	if err != nil || doctor.Worst(all) != doctor.Broken {
		t.Errorf("an index is gone: %+v, %v", all, err)
	}
	for _, f := range all {
		if f.Check == "indexes" && !strings.Contains(f.Found(errs.Vietnamese), "units") {
			t.Errorf("it says %q", f.Found(errs.Vietnamese))
		}
	}
}
