package org_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/realtime"
)

var now = clock.Fixed(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC))

func newService(t *testing.T) (*org.Service, *mongodb.DB) {
	t.Helper()
	db := mongotest.New(t, append(append(append(org.Indexes(), journal.Indexes()...), realtime.Indexes()...), inbox.Indexes()...)...)
	events := realtime.NewEvents(db)
	return org.New(db, journal.New(db, now, events, inbox.New(db, now, events)), now), db
}

// seed makes an agency with a department and a division below it.
func seed(t *testing.T, s *org.Service) (root, department, division org.Unit) {
	t.Helper()
	root = make1(t, s, "", org.Unit{Code: "QNAM", Name: "Ủy ban nhân dân tỉnh", ShortName: "UBND tỉnh", Kind: org.Province})
	department = make1(t, s, root.ID, org.Unit{Code: "STTTT", Name: "Sở Thông tin", ShortName: "Sở TT", Kind: org.Department, Parent: root.ID, Order: 1})
	division = make1(t, s, root.ID, org.Unit{Code: "STTTT-CNTT", Name: "Phòng Công nghệ", ShortName: "P. CNTT", Kind: org.Division, Parent: department.ID})
	return root, department, division
}

func make1(t *testing.T, s *org.Service, agency string, u org.Unit) org.Unit {
	t.Helper()
	u, err := s.Create(t.Context(), access.System(agency), u)
	if err != nil {
		t.Fatalf("create %s: %v", u.Code, err)
	}
	return u
}

func TestTree(t *testing.T) {
	t.Parallel()
	s, _ := newService(t)
	if _, err := s.Agency(t.Context()); !errors.Is(err, org.ErrNoneIn) {
		t.Fatalf("agency of an empty installation: %v, want ErrNoneIn", err)
	}
	root, department, division := seed(t, s)
	office := make1(t, s, root.ID, org.Unit{Code: "VP", Name: "Văn phòng", ShortName: "VP", Kind: org.Department, Parent: root.ID, Order: 0})

	tree, err := s.Tree(t.Context(), root.ID)
	if err != nil {
		t.Fatal(err)
	}
	codes := []string{}
	for _, u := range tree {
		codes = append(codes, u.Code)
	}
	if got, want := len(codes), 4; got != want || codes[0] != "QNAM" || codes[1] != "VP" || codes[2] != "STTTT" || codes[3] != "STTTT-CNTT" {
		t.Errorf("tree = %v, want parents first and siblings by order", codes)
	}
	got, err := s.Unit(t.Context(), root.ID, division.ID)
	if err != nil {
		t.Fatal(err)
	}
	if path := got.Path(); len(path) != 3 || path[0] != root.ID || path[1] != department.ID || path[2] != division.ID {
		t.Errorf("path = %v", path)
	}
	if !got.Within(root.ID) || !got.Within(division.ID) || got.Within(office.ID) {
		t.Error("Within disagrees with the path")
	}
	if agency, err := s.Agency(t.Context()); err != nil || agency.ID != root.ID || !agency.Body {
		t.Errorf("agency = %+v, %v", agency, err)
	}
}

func TestCreateRefuses(t *testing.T) {
	t.Parallel()
	s, _ := newService(t)
	root, department, _ := seed(t, s)
	ok := org.Unit{Code: "SNV", Name: "Sở Nội vụ", ShortName: "Sở Nội vụ", Kind: org.Department, Parent: root.ID}
	for name, tc := range map[string]struct {
		by     access.Actor
		change func(*org.Unit)
		want   error
	}{
		"same code":         {access.System(root.ID), func(u *org.Unit) { u.Code = "STTTT" }, org.ErrCode},
		"second agency":     {access.System(root.ID), func(u *org.Unit) { u.Parent = "" }, org.ErrAgency},
		"no name":           {access.System(root.ID), func(u *org.Unit) { u.Name = " " }, errs.ErrInvalid},
		"unknown kind":      {access.System(root.ID), func(u *org.Unit) { u.Kind = "ministry" }, errs.ErrInvalid},
		"unknown parent":    {access.System(root.ID), func(u *org.Unit) { u.Parent = "01" }, errs.ErrNotFound},
		"an officer":        {actor(root.ID, access.Officer, root.ID), func(*org.Unit) {}, errs.ErrForbidden},
		"hr of another one": {actor(root.ID, access.HR, department.ID), func(*org.Unit) {}, errs.ErrForbidden},
		"hr of the agency":  {actor(root.ID, access.HR, root.ID), func(*org.Unit) {}, nil},
	} {
		u := ok
		tc.change(&u)
		if _, err := s.Create(t.Context(), tc.by, u); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}

func actor(agency string, r access.Role, unit string) access.Actor {
	return access.Actor{ID: "p1", Agency: agency, Appointments: []access.Appointment{{Unit: unit, Role: r}}}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	s, db := newService(t)
	root, department, division := seed(t, s)
	hr := actor(root.ID, access.HR, root.ID)

	division.Name = "Phòng Công nghệ số"
	renamed, err := s.Update(t.Context(), hr, division)
	if err != nil || renamed.Version != 2 {
		t.Fatalf("rename: %+v, %v", renamed, err)
	}
	if got, err := s.Unit(t.Context(), root.ID, division.ID); err != nil || got.Name != "Phòng Công nghệ số" {
		t.Errorf("after rename: %q, %v; the cache must not outlive the change", got.Name, err)
	}
	if _, err := s.Update(t.Context(), hr, division); !errors.Is(err, errs.ErrChanged) {
		t.Errorf("stale version: %v, want ErrChanged", err)
	}
	moved := renamed
	moved.Parent = root.ID
	if _, err := s.Update(t.Context(), hr, moved); !errors.Is(err, org.ErrMove) {
		t.Errorf("move: %v, want ErrMove", err)
	}
	if _, err := s.Update(t.Context(), actor(root.ID, access.HR, "elsewhere"), department); !errors.Is(err, errs.ErrForbidden) {
		t.Errorf("hr of elsewhere: %v, want ErrForbidden", err)
	}
	history, _, err := journal.New(db, now, nil, nil).History(t.Context(), root.ID, "unit", division.ID, "", 10)
	if err != nil || len(history) != 2 || history[0].Action != "unit.changed" {
		t.Errorf("history = %+v, %v; want the change and the creation", history, err)
	}
}

// TestTwoNodes: what one node has changed is compared with the store on another, whatever that has read before, and seen
// there as soon as the event is heard.
func TestTwoNodes(t *testing.T) {
	t.Parallel()
	s, db := newService(t)
	root, department, division := seed(t, s)
	events := realtime.NewEvents(db)
	other := org.New(db, journal.New(db, now, events, inbox.New(db, now, events)), now)
	hr := actor(root.ID, access.HR, root.ID)
	if _, err := other.Tree(t.Context(), root.ID); err != nil { // it remembers
		t.Fatal(err)
	}
	division.Name = "Phòng Công nghệ số"
	first, err := s.Update(t.Context(), hr, division)
	if err != nil {
		t.Fatal(err)
	}
	stale := division
	_, err = other.Update(t.Context(), hr, stale)
	if e := errs.As(err); !errors.Is(err, errs.ErrChanged) || e.Current.(org.Unit).Name != "Phòng Công nghệ số" {
		t.Errorf("a stale version on another node: %v, want ErrChanged with what is stored", err)
	}
	first.Name = "Phòng Chuyển đổi số"
	if got, err := other.Update(t.Context(), hr, first); err != nil || got.Version != 3 {
		t.Errorf("the version just read, on another node: %+v, %v", got, err)
	}
	below, err := s.Create(t.Context(), hr, org.Unit{Code: "MOI", Name: "Tổ mới", ShortName: "Tổ mới", Kind: org.Division, Parent: department.ID})
	if err != nil {
		t.Fatal(err)
	}
	if made, err := other.Create(t.Context(), hr, org.Unit{Code: "MOI2", Name: "Nhóm mới", ShortName: "Nhóm mới", Kind: org.Division, Parent: below.ID}); err != nil || !made.Within(below.ID) {
		t.Errorf("a unit below one just made on another node: %+v, %v", made, err)
	}
	if _, err := s.Unit(t.Context(), root.ID, division.ID); err != nil {
		t.Fatal(err)
	}
	s.Heard(org.TypeUnit, root.ID)
	if got, err := s.Unit(t.Context(), root.ID, division.ID); err != nil || got.Name != "Phòng Chuyển đổi số" {
		t.Errorf("after the event: %q, %v", got.Name, err)
	}
}

// TestPlans reads a tree of 20,000 units by index, another agency's beside it, and sorts nothing in memory.
func TestPlans(t *testing.T) {
	t.Parallel()
	s, db := newService(t)
	const many = 20_000
	units := make([]any, many)
	for i := range units {
		agency := []string{"A", "B"}[i%2]
		units[i] = org.Unit{ID: mongodb.NewID(), Agency: agency, Code: fmt.Sprintf("U%05d", i), Parent: fmt.Sprintf("P%03d", i%500), Order: i % 7}
	}
	for part := range slices.Chunk(units, 1000) {
		if _, err := db.Collection("units").InsertMany(t.Context(), part); err != nil {
			t.Fatal(err)
		}
	}
	mongotest.Plans(t, db, many/2, func() {
		if _, err := s.Tree(t.Context(), "A"); err != nil {
			t.Fatal(err)
		}
	})
}
