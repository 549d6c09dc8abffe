package identity

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// now returns a person as it is stored.
func (w *world) now(p Person) Person {
	w.t.Helper()
	stored, err := w.store.Person(w.t.Context(), p.Agency, p.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return stored
}

// post returns the id and version of a person's first post in a unit.
func (w *world) post(p Person, unit string) (id string, version int64) {
	w.t.Helper()
	posts, err := w.store.Career(w.t.Context(), p.Agency, p.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, a := range posts {
		if a.Unit == w.units[unit].ID {
			return a.ID, a.Version
		}
	}
	w.t.Fatalf("%s has no post in %s", p.StaffNo, unit)
	return "", 0
}

func (w *world) move(unit string, from vncal.Date) Decision {
	return Decision{Kind: Moving, Unit: w.units[unit].ID, Role: access.Officer, Title: "Chuyên viên", From: from}
}

// TestDecideRights: who decides about whose posts, a row for each way in which somebody must not.
func TestDecideRights(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	head := w.add("QN01", "Phan Hữu Thịnh", "PHONG", access.Head)
	hr := w.add("QN02", "Trần Văn Bình", "UBND", access.HR)
	hrOfSo := w.add("QN03", "Lê Thị Hoa", "SO", access.HR)
	hrOfPhong := w.add("QN04", "Võ Minh", "PHONG", access.HR)
	admin := w.add("QN05", "Quản Trị", "UBND", access.Admin)
	officer := w.add("QN06", "Nguyễn Thị Lan", "PHONG", access.Officer)
	inSo := w.add("QN07", "Đỗ Văn Lân", "SO", access.Officer)
	deputy := w.add("QN08", "Trần Ân", "SO", access.Deputy)
	today := w.today()
	ended, err := w.org.Create(t.Context(), w.system(), org.Unit{Code: "CU", Name: "Cũ", ShortName: "Cũ", Kind: org.Division, Parent: w.units["SO"].ID, From: "2020-01-01", To: today.AddDays(-1)})
	if err != nil {
		t.Fatal(err)
	}
	w.units["CU"] = ended
	adding := func(role access.Role, unit string) Decision {
		return Decision{Kind: Adding, Unit: w.units[unit].ID, Role: role, Title: "Chức danh mới", From: today.AddDays(1)}
	}
	charge := func(codes ...string) Decision {
		d := Decision{Kind: Promoting, Unit: w.units["SO"].ID, Role: access.Deputy, Title: "Phó Giám đốc", From: today.AddDays(1)}
		for _, c := range codes {
			d.Charge = append(d.Charge, w.units[c].ID)
		}
		return d
	}
	for name, tc := range map[string]struct {
		by, who Person
		d       Decision
		want    error
		field   string
	}{
		"hr above both units":                   {hr, officer, w.move("KHAC", today.AddDays(1)), nil, ""},
		"hr of the unit alone":                  {hrOfPhong, officer, w.move("KHAC", today.AddDays(1)), errs.ErrForbidden, ""},
		"hr of the unit, a post there":          {hrOfPhong, officer, adding(access.Clerk, "PHONG"), nil, ""},
		"hr below whoever it is":                {hrOfPhong, inSo, adding(access.Clerk, "PHONG"), errs.ErrNotFound, ""},
		"hr of the department upwards":          {hrOfSo, officer, w.move("UBND", today.AddDays(1)), errs.ErrForbidden, ""},
		"the own head":                          {head, officer, adding(access.Clerk, "PHONG"), errs.ErrForbidden, ""},
		"a colleague":                           {officer, head, adding(access.Clerk, "PHONG"), errs.ErrNotFound, ""},
		"oneself, without being hr":             {officer, officer, adding(access.Clerk, "PHONG"), errs.ErrForbidden, ""},
		"hr, an own post given":                 {hr, hr, adding(access.Head, "UBND"), ErrOwnPost, ""},
		"hr, an own transfer":                   {hr, hr, w.move("SO", today.AddDays(1)), ErrOwnPost, ""},
		"hr, own leaving":                       {hr, hr, Decision{Kind: Leaving, To: today}, ErrOwnPost, ""},
		"hr gives the role of an administrator": {hr, officer, adding(access.Admin, "UBND"), ErrRole, ""},
		"an administrator gives it":             {admin, officer, adding(access.Admin, "UBND"), nil, ""},
		"an administrator to oneself":           {admin, admin, adding(access.HR, "UBND"), ErrOwnPost, ""},
		"an administrator makes hr":             {admin, officer, adding(access.HR, "SO"), nil, ""},
		"an administrator makes a head":         {admin, officer, adding(access.Head, "PHONG"), errs.ErrForbidden, ""},
		"hr makes hr":                           {hr, officer, adding(access.HR, "SO"), nil, ""},
		"to a unit that is gone":                {hr, officer, w.move("CU", today.AddDays(1)), errs.ErrInvalid, "unit:ended"},
		"to an unknown unit":                    {hr, officer, Decision{Kind: Adding, Unit: "01", Role: access.Clerk, Title: "Văn thư", From: today}, errs.ErrInvalid, "unit:not_found"},
		"a charge inside the post's unit":       {hr, deputy, charge("PHONG", "KHAC"), nil, ""},
		"a charge outside of it":                {hr, deputy, charge("PHONG", "UBND"), errs.ErrInvalid, "charge:outside"},
		"the last administrator leaves":         {hr, admin, Decision{Kind: Leaving, To: today}, ErrLastAdmin, ""},
		"the last administrator is moved":       {hr, admin, w.move("SO", today.AddDays(1)), ErrLastAdmin, ""},
		"the last one, and by the system":       {Person{}, admin, Decision{Kind: Retiring, To: today.AddDays(30)}, ErrLastAdmin, ""},
	} {
		by := w.system()
		if tc.by.ID != "" {
			by = w.actor(tc.by)
		}
		err := w.db.WithTx(t.Context(), func(ctx context.Context) error { // each row begins with the same posts
			p, err := w.store.Person(ctx, by.Agency, tc.who.ID)
			if err != nil {
				return err
			}
			if _, err := w.Decide(ctx, by, p.ID, p.Version, tc.d); err != nil {
				return err
			}
			return errUndone
		})
		if errors.Is(err, errUndone) {
			err = nil
		}
		field := ""
		if e := errs.As(err); err != nil && len(e.Fields) > 0 {
			field = e.Fields[0].Path + ":" + e.Fields[0].Code
		}
		if !errors.Is(err, tc.want) || field != tc.field {
			t.Errorf("%s: %v %s, want %v %s", name, err, field, tc.want, tc.field)
		}
	}
	if _, err := w.Decide(t.Context(), w.actor(hr), officer.ID, 7, w.move("KHAC", today)); !errors.Is(err, errs.ErrChanged) {
		t.Errorf("a stale version: %v", err)
	}
	own, version := w.post(hr, "UBND")
	if _, err := w.Decide(t.Context(), w.actor(hr), hr.ID, 1, Decision{Kind: Prolonging, Post: own, Version: version, To: "2027-01-01"}); !errors.Is(err, ErrEnded) && !errors.Is(err, ErrOwnPost) {
		t.Errorf("an own post prolonged: %v", err)
	}
}

var errUndone = errors.New("undone")

// TestLastAdmin: of two administrators who are taken at the same moment one stays.
func TestLastAdmin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.actor(w.add("QN01", "Trần Văn Bình", "UBND", access.HR))
	admins := []Person{w.add("QN02", "Quản Trị Một", "UBND", access.Admin), w.add("QN03", "Quản Trị Hai", "UBND", access.Admin)}
	results := make([]error, 2)
	var all sync.WaitGroup
	for i, p := range admins {
		all.Go(func() {
			_, results[i] = w.Decide(context.Background(), hr, p.ID, p.Version, Decision{Kind: Leaving, To: w.today().AddDays(-1)})
		})
	}
	all.Wait()
	gone := 0
	for _, err := range results {
		if err == nil {
			gone++
		} else if !errors.Is(err, ErrLastAdmin) {
			t.Errorf("refused for another reason: %v", err)
		}
	}
	if gone != 1 {
		t.Errorf("%d of two administrators are gone: %v", gone, results)
	}
}

// TestTurn: a post that begins or ends on a day takes force on that day, here and on a node that heard nothing: rights by
// the day itself, lists by the job; and until then nothing of it shows.
func TestTurn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.actor(w.add("QN01", "Trần Văn Bình", "UBND", access.HR))
	head := w.add("QN02", "Phan Hữu Thịnh", "PHONG", access.Head)
	p := w.add("QN03", "Nguyễn Thị Lan", "PHONG", access.Officer)
	if _, err := w.Decide(t.Context(), hr, p.ID, p.Version, Decision{
		Kind: Seconding, Unit: w.units["KHAC"].ID, Role: access.Head, Title: "Trưởng phòng", From: w.today().AddDays(2), To: w.today().AddDays(3),
		Paper: Paper{Number: "77/QĐ-SNV", On: w.today()},
	}); err != nil {
		t.Fatal(err)
	}
	other := w.node()
	stands := func(when, unit, title string, staff int) {
		t.Helper()
		if err := w.Turn(t.Context(), p.Agency, func(context.Context) error { return nil }); err != nil {
			t.Fatal(err)
		}
		stored := w.now(p)
		if stored.Primary.Unit != w.units[unit].ID || stored.Title != title {
			t.Errorf("%s: %s of %s, want %s of %s", when, stored.Title, stored.Primary.Unit, title, unit)
		}
		for _, node := range []*Service{w.Service, other} {
			a, err := node.Actor(t.Context(), p.ID)
			if err != nil || len(a.Appointments) != 1 || a.Appointments[0].Unit != w.units[unit].ID {
				t.Errorf("%s: may act as %+v, %v", when, a.Appointments, err)
			}
		}
		page, err := w.Staff(t.Context(), w.actor(head), Query{Limit: 10})
		if err != nil || len(page.People) != staff {
			t.Errorf("%s: the head of the first unit sees %d of staff, want %d (%v)", when, len(page.People), staff, err)
		}
	}
	stands("decided ahead", "PHONG", "officer", 2)
	before := w.now(p).Version
	stands("looked at again", "PHONG", "officer", 2)
	if v := w.now(p).Version; v != before {
		t.Errorf("a look that found nothing made version %d of %d", v, before)
	}
	w.clock.forward(48 * time.Hour)
	stands("seconded", "KHAC", "Trưởng phòng", 1)
	w.clock.forward(48 * time.Hour)
	stands("back again", "PHONG", "officer", 2)

	if _, err := w.Decide(t.Context(), hr, p.ID, w.now(p).Version, Decision{Kind: Retiring, To: w.today()}); err != nil {
		t.Fatal(err)
	}
	stands("the last day", "PHONG", "officer", 2)
	w.clock.forward(24 * time.Hour)
	if err := w.Turn(t.Context(), p.Agency, func(context.Context) error { return nil }); err != nil {
		t.Fatal(err)
	}
	gone := w.now(p)
	if a := w.actor(p); len(a.Appointments) != 0 || gone.State != Retired || len(gone.Units) != 0 || gone.Home != w.units["PHONG"].ID {
		t.Errorf("retired: %+v, may act as %+v", gone, a.Appointments)
	}
	page, err := w.Staff(t.Context(), hr, Query{Limit: 10, State: Retired})
	if err != nil || len(page.People) != 1 || page.People[0].ID != p.ID {
		t.Errorf("hr finds the retired: %+v, %v", page.People, err)
	}
	mongotest.Plans(t, w.db, 20, func() {
		if err := w.Turn(t.Context(), p.Agency, func(context.Context) error { return nil }); err != nil {
			t.Fatal(err)
		}
	})
}

// TestNewcomer: somebody added ahead of the first day is in nobody's staff until then, and is found by hr.
func TestNewcomer(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.actor(w.add("QN01", "Trần Văn Bình", "UBND", access.HR))
	p, err := w.Add(t.Context(), hr, Person{StaffNo: "QN09", Name: "Lê  Thị Hoa ", SubjectClass: CivilServant, Phone: "0235 3810 111"},
		Appointment{Unit: w.units["PHONG"].ID, Role: access.Officer, Title: "Chuyên viên", From: w.today().AddDays(3)})
	if err != nil || p.State != Upcoming || p.Starts != w.today().AddDays(3) || p.Name != "Lê Thị Hoa" {
		t.Fatalf("added %+v, %v", p, err)
	}
	find := func(q Query) int {
		t.Helper()
		q.Limit = 50
		page, err := w.Staff(t.Context(), hr, q)
		if err != nil {
			t.Fatal(err)
		}
		return len(page.People)
	}
	for name, tc := range map[string]struct {
		q    Query
		want int
	}{
		"in office":              {Query{}, 1},
		"to come":                {Query{State: Upcoming}, 1},
		"to come, in the unit":   {Query{State: Upcoming, Unit: w.units["SO"].ID}, 1},
		"to come, in another":    {Query{State: Upcoming, Unit: w.units["KHAC"].ID}, 0},
		"to come, by name":       {Query{State: Upcoming, Text: "hoa"}, 1},
		"retired":                {Query{State: Retired}, 0},
		"personnel officers":     {Query{Role: access.HR}, 1},
		"heads":                  {Query{Role: access.Head}, 0},
		"personnel officers, so": {Query{Role: access.HR, Unit: w.units["SO"].ID}, 0},
	} {
		if got := find(tc.q); got != tc.want {
			t.Errorf("%s: %d, want %d", name, got, tc.want)
		}
	}
	if _, posts, err := w.Profile(t.Context(), hr, p.ID); err != nil || len(posts) != 1 || posts[0].From != p.Starts {
		t.Errorf("profile: %+v, %v", posts, err)
	}
}

// TestEdit: who edits whom, and what is refused.
func TestEdit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.actor(w.add("QN01", "Trần Văn Bình", "SO", access.HR))
	p := w.add("QN02", "Nguyễn Thị Lan", "PHONG", access.Officer)
	w.add("QN03", "Đỗ Văn Lân", "KHAC", access.Officer)
	chair := w.add("QN04", "Lê Trí Thanh", "UBND", access.Head)
	for name, tc := range map[string]struct {
		by     access.Actor
		who    Person
		change func(*Person)
		want   error
	}{
		"a taken staff number":   {hr, p, func(p *Person) { p.StaffNo = "QN03" }, ErrStaffNo},
		"no name":                {hr, p, func(p *Person) { p.Name = " " }, errs.ErrInvalid},
		"an e-mail that is none": {hr, p, func(p *Person) { p.Email = "lan" }, errs.ErrInvalid},
		"a phone that is none":   {hr, p, func(p *Person) { p.Phone = "gọi cô Lan" }, errs.ErrInvalid},
		"no such class":          {hr, p, func(p *Person) { p.SubjectClass = "x" }, errs.ErrInvalid},
		"a stale version":        {hr, p, func(p *Person) { p.Version = 7 }, errs.ErrChanged},
		"the person":             {w.actor(p), p, func(p *Person) { p.Name = "Nguyễn Lan" }, errs.ErrForbidden},
		"hr below":               {hr, chair, func(p *Person) { p.Name = "Lê Thanh" }, errs.ErrNotFound},
		"a colleague":            {w.actor(p), chair, func(p *Person) { p.Name = "Lê Thanh" }, errs.ErrNotFound},
	} {
		next := tc.who
		tc.change(&next)
		if _, err := w.Edit(t.Context(), tc.by, next); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	next := p
	next.StaffNo, next.Name, next.Duties = "QN22", "Nguyễn Thị Mai", "Tổng hợp"
	got, err := w.Edit(t.Context(), hr, next)
	if err != nil || got.Version != p.Version+1 || got.Sort == p.Sort {
		t.Fatalf("edited %+v, %v", got, err)
	}
	if again, err := w.Edit(t.Context(), hr, got); err != nil || again.Version != got.Version {
		t.Errorf("the same again: %+v, %v", again, err)
	}
}

// TestSampleGrows: whom the people of a sample agency add is of the sample too; the program would not start again with both.
func TestSampleGrows(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	post := Appointment{Unit: w.units["UBND"].ID, Role: access.HR, Title: "Chuyên viên"}
	for i, demo := range []bool{true, false} {
		hr, err := w.Add(t.Context(), w.system(), Person{StaffNo: fmt.Sprintf("QN1%d", i), Name: "Trần Văn Bình", SubjectClass: CivilServant, Demo: demo}, post)
		if err != nil {
			t.Fatal(err)
		}
		made, err := w.Add(t.Context(), w.actor(hr), Person{StaffNo: fmt.Sprintf("QN2%d", i), Name: "Lê Thị Hoa", SubjectClass: CivilServant}, post)
		if err != nil || made.Demo != demo {
			t.Errorf("added by somebody of the sample %t: %t, %v", demo, made.Demo, err)
		}
	}
}

// TestAddOnce: a request that comes twice adds one person.
func TestAddOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := Person{StaffNo: "QN09", Name: "Lê Thị Hoa", SubjectClass: CivilServant}
	post := Appointment{Unit: w.units["PHONG"].ID, Role: access.Officer, Title: "Chuyên viên"}
	first, err := w.AddOnce(t.Context(), w.system(), p, post, "key-0001")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := w.AddOnce(t.Context(), w.system(), p, post, "key-0001"); err != nil || again.ID != first.ID {
		t.Errorf("again: %s, %v", again.ID, err)
	}
	p.Name = "Lê Thị Hồng"
	if _, err := w.AddOnce(t.Context(), w.system(), p, post, "key-0001"); !errors.Is(err, errs.ErrKeyReused) {
		t.Errorf("the same key for somebody else: %v", err)
	}
	if _, err := w.AddOnce(t.Context(), w.system(), p, post, "key-0002"); !errors.Is(err, ErrStaffNo) {
		t.Errorf("the same number by another request: %v", err)
	}
}
