package identity

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
)

func TestAddRefuses(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.add("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	hr := w.actor(w.add("QN02", "Trần Văn Bình", "SO", access.HR))
	good := Person{StaffNo: "QN09", Name: "Lê Thị Hoa", SubjectClass: CivilServant}
	post := Appointment{Unit: w.units["PHONG"].ID, Role: access.Officer, Title: "Chuyên viên"}
	for name, tc := range map[string]struct {
		by     access.Actor
		change func(*Person, *Appointment)
		want   error
	}{
		"the same staff code": {w.system(), func(p *Person, _ *Appointment) { p.StaffNo = "QN01" }, ErrStaffNo},
		"the same e-mail":     {w.system(), func(p *Person, _ *Appointment) { p.Email = "QN01@example.vn" }, ErrStaffNo},
		"no name":             {w.system(), func(p *Person, _ *Appointment) { p.Name = "" }, errs.ErrInvalid},
		"no class":            {w.system(), func(p *Person, _ *Appointment) { p.SubjectClass = "x" }, errs.ErrInvalid},
		"unknown role":        {w.system(), func(_ *Person, a *Appointment) { a.Role = "x" }, errs.ErrInvalid},
		"unknown unit":        {w.system(), func(_ *Person, a *Appointment) { a.Unit = "01" }, errs.ErrNotFound},
		"hr above it":         {hr, func(*Person, *Appointment) {}, nil},
		"hr of below":         {hr, func(p *Person, a *Appointment) { p.StaffNo, a.Unit = "QN10", w.units["UBND"].ID }, errs.ErrForbidden},
		"an officer":          {access.Actor{ID: "x", Agency: w.units["UBND"].ID}, func(*Person, *Appointment) {}, errs.ErrForbidden},
	} {
		p, a := good, post
		tc.change(&p, &a)
		if _, err := w.Add(t.Context(), tc.by, p, a); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}

func TestOnePrimaryAppointment(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.add("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	second := Appointment{Unit: w.units["KHAC"].ID, Role: access.Head, Title: "Trưởng phòng", Primary: true}
	if _, err := w.Appoint(t.Context(), w.system(), p.ID, second); !errors.Is(err, ErrPrimary) {
		t.Fatalf("a second primary appointment: %v, want ErrPrimary", err)
	}
	posts, err := w.Appointments(t.Context(), p.Agency, p.ID)
	if err != nil || len(posts) != 1 {
		t.Fatalf("appointments = %v, %v", posts, err)
	}
	end := func() error { return w.EndAppointment(t.Context(), w.system(), posts[0].ID, posts[0].Version) }
	if err := end(); err != nil {
		t.Fatal(err)
	}
	if err := end(); !errors.Is(err, errs.ErrChanged) {
		t.Errorf("ended twice: %v, want ErrChanged", err)
	}
	if got, _ := w.Person(t.Context(), p.Agency, p.ID); len(got.Units) != 0 || got.Leader() {
		t.Errorf("without a primary appointment: %+v, want in no unit's staff", got)
	}
	if _, err := w.Appoint(t.Context(), w.system(), p.ID, second); err != nil {
		t.Fatal(err)
	}
	if got, _ := w.Person(t.Context(), p.Agency, p.ID); got.Title != "Trưởng phòng" || !got.Leader() || got.Units[len(got.Units)-1] != second.Unit {
		t.Errorf("after the move: %+v", got)
	}
}

func TestSuperior(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	chair := w.add("QN01", "Lê Trí Thanh", "UBND", access.Head)
	director := w.add("QN02", "Phạm Hồng Quảng", "SO", access.Head)
	head := w.add("QN03", "Phan Hữu Thịnh", "PHONG", access.Head)
	deputy := w.add("QN04", "Trần Bình", "PHONG", access.Deputy)
	officer := w.add("QN05", "Nguyễn Thị Lan", "PHONG", access.Officer)
	orphan := w.add("QN06", "Võ Minh", "KHAC", access.Officer) // their unit has no head
	for name, tc := range map[string]struct{ of, want Person }{
		"officer":                   {officer, head},
		"deputy":                    {deputy, head},
		"head":                      {head, director},
		"head of a department":      {director, chair},
		"officer of a vacant unit":  {orphan, director},
		"the topmost head has none": {chair, Person{}},
	} {
		got, err := w.Superior(t.Context(), tc.of.Agency, tc.of.ID)
		if got.ID != tc.want.ID || tc.want.ID == "" != errors.Is(err, errs.ErrNotFound) {
			t.Errorf("%s: %s, %v; want %s", name, got.Name, err, tc.want.Name)
		}
	}
	heads, err := w.HeadsOf(t.Context(), chair.Agency, w.units["PHONG"].ID)
	if err != nil || len(heads) != 1 || heads[0].ID != head.ID {
		t.Errorf("heads of the division = %v, %v", heads, err)
	}
	facts, err := w.UnitFacts(t.Context(), chair.Agency)
	if f := facts[w.units["SO"].ID]; err != nil || f.Members != 5 || f.Head.ID != director.ID {
		t.Errorf("facts of the department = %+v, %v; want 5 members and its director", f, err)
	}
}

func TestMembersOfADay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.add("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	w.add("QN02", "Trần Ân", "SO", access.Officer)
	before := w.today()
	w.clock.forward(10 * 24 * 60 * 60 * 1e9)
	posts, err := w.Appointments(t.Context(), p.Agency, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.EndAppointment(t.Context(), w.system(), posts[0].ID, posts[0].Version); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Appoint(t.Context(), w.system(), p.ID, Appointment{Unit: w.units["KHAC"].ID, Role: access.Head, Title: "Trưởng phòng", Primary: true}); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		unit string
		then bool // as of the day before the move
		want string
	}{
		{"SO", true, "QN02/SO QN01/PHONG"}, {"PHONG", true, "QN01/PHONG"}, {"KHAC", true, ""},
		{"SO", false, "QN02/SO QN01/KHAC"}, {"PHONG", false, ""}, {"KHAC", false, "QN01/KHAC"},
	} {
		day := w.today()
		if tc.then {
			day = before
		}
		members, err := w.Members(t.Context(), p.Agency, w.units[tc.unit].ID, day)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, m := range members {
			code := ""
			for c, u := range w.units {
				if u.ID == m.Primary.Unit {
					code = c
				}
			}
			got = append(got, m.StaffNo+"/"+code)
		}
		if strings.Join(got, " ") != tc.want {
			t.Errorf("members of %s on %s = %v, want %q", tc.unit, day, got, tc.want)
		}
	}
}

func TestDirectoryScope(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	chair := w.add("QN01", "Lê Trí Thanh", "UBND", access.Head)
	director := w.add("QN02", "Phạm Hồng Quảng", "SO", access.Head)
	head := w.add("QN03", "Phan Hữu Thịnh", "PHONG", access.Head)
	officer := w.add("QN04", "Nguyễn Thị Lan", "PHONG", access.Officer)
	w.add("QN05", "Đỗ Văn Lân", "KHAC", access.Officer)
	hr := w.add("QN06", "Hồ Thị Mai", "SO", access.HR)
	admin := w.add("QN07", "Quản Trị", "UBND", access.Admin)

	type find func(a access.Actor, q Query) (Page, error)
	lead := func(a access.Actor, q Query) (Page, error) { return w.Assignable(t.Context(), a, q) }
	anyone := func(a access.Actor, q Query) (Page, error) { return w.Colleagues(t.Context(), a, q) }
	staff := func(a access.Actor, q Query) (Page, error) { return w.Staff(t.Context(), a, q) }
	for name, tc := range map[string]struct {
		find find
		who  Person
		q    Query
		want string
		err  error
	}{
		"head assigns in the own unit":        {lead, head, Query{}, "QN04", nil},
		"director assigns below":              {lead, director, Query{}, "QN04 QN05 QN06 QN03", nil},
		"director asks for one division":      {lead, director, Query{Unit: w.units["KHAC"].ID}, "QN05", nil},
		"head asks for a sibling division":    {lead, head, Query{Unit: w.units["KHAC"].ID}, "", nil},
		"head asks for an unknown unit":       {lead, head, Query{Unit: "01"}, "", nil},
		"officer may not assign":              {lead, officer, Query{}, "", errs.ErrForbidden},
		"hr may not assign":                   {lead, hr, Query{}, "", errs.ErrForbidden},
		"without diacritics":                  {anyone, head, Query{Text: "lan"}, "QN04 QN05", nil},
		"đ is d, words in any order":          {anyone, head, Query{Text: "lân đỗ"}, "QN05", nil},
		"beginning of a word":                 {anyone, head, Query{Text: "thi ng"}, "QN04", nil},
		"staff code":                          {anyone, head, Query{Text: "qn05"}, "QN05", nil},
		"nobody of that name":                 {anyone, head, Query{Text: "xyz"}, "", nil},
		"officer sees no staff list":          {staff, officer, Query{}, "", nil},
		"admin sees no staff list":            {staff, admin, Query{}, "", nil},
		"hr sees the department":              {staff, hr, Query{}, "QN04 QN05 QN06 QN02 QN03", nil},
		"hr, by name":                         {staff, hr, Query{Text: "Thịnh"}, "QN03", nil},
		"head sees the own unit with oneself": {staff, head, Query{}, "QN04 QN03", nil},
		"chair sees all":                      {staff, chair, Query{}, "QN04 QN05 QN06 QN02 QN01 QN03 QN07", nil},
	} {
		tc.q.Limit = 50
		page, err := tc.find(w.actor(tc.who), tc.q)
		got := []string{}
		for _, p := range page.People {
			got = append(got, p.StaffNo)
		}
		if strings.Join(got, " ") != tc.want || !errors.Is(err, tc.err) || page.Next != "" {
			t.Errorf("%s: %v, %v (next %q); want %q, %v", name, got, err, page.Next, tc.want, tc.err)
		}
	}
	for _, bad := range []string{"!", "QW4", cursor.Of("tasks", "An")} {
		if _, err := w.Staff(t.Context(), w.actor(chair), Query{Cursor: bad, Limit: 5}); !errors.Is(err, errs.ErrInvalid) {
			t.Errorf("a cursor that is not ours, %q: %v, want ErrInvalid", bad, err)
		}
	}
}

// TestDirectoryOfDeputies: nobody is offered the head under whom they are deputy, for that head cannot be given work.
func TestDirectoryOfDeputies(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.add("QN01", "Phan Hữu Thịnh", "PHONG", access.Head)
	w.add("QN02", "Nguyễn Thị Lan", "PHONG", access.Officer)
	deputy := w.add("QN03", "Trần Bình", "PHONG", access.Deputy)
	offered := func() string {
		page, err := w.Assignable(t.Context(), w.actor(deputy), Query{Limit: 50})
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, p := range page.People {
			got = append(got, p.StaffNo)
		}
		return strings.Join(got, " ")
	}
	if got := offered(); got != "QN02" {
		t.Errorf("a deputy is offered %q, want QN02", got)
	}
	if _, err := w.Appoint(t.Context(), w.system(), deputy.ID, Appointment{Unit: w.units["SO"].ID, Role: access.Head, Title: "Giám đốc Sở", From: w.today()}); err != nil {
		t.Fatal(err)
	}
	if got := offered(); got != "QN02 QN01" {
		t.Errorf("a deputy who heads the unit above is offered %q, want QN02 QN01", got)
	}
}

// TestDirectoryPlans pages through 20,000 people by index: no scan, no sort in memory, a bounded number of keys.
func TestDirectoryPlans(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	chair := w.add("QN01", "Lê Trí Thanh", "UBND", access.Head)
	names := []string{"Nguyễn Thị Lan", "Trần Văn Bình", "Lê Hoàng", "Phạm Thị Thu Hà", "Võ Minh Đức"}
	people := make([]any, 20_000)
	for i := range people {
		p := Person{
			ID: mongodb.NewID(), Agency: chair.Agency, StaffNo: fmt.Sprintf("T%05d", i), Name: names[i%len(names)], SubjectClass: CivilServant,
		}
		u := w.units[[]string{"SO", "PHONG", "KHAC"}[i%3]]
		post := Appointment{Unit: u.ID, Role: access.Officer, Title: "Chuyên viên", Primary: true, From: "2020-01-01", To: NoEnd}
		people[i] = p.standing([]Appointment{post}, map[string]org.Unit{u.ID: u}, "2026-03-02")
	}
	for part := range slices.Chunk(people, 1000) { // in less than the time limit of one operation, on a busy machine too
		if _, err := w.store.people.InsertMany(t.Context(), part); err != nil {
			t.Fatal(err)
		}
	}
	a := w.actor(chair)
	mongotest.Plans(t, w.db, 50, func() {
		for _, q := range []Query{{}, {Unit: w.units["PHONG"].ID}, {Text: "thu ha"}, {Text: "T19999"}} {
			deep := cursorOf(ranks(q.Text, ""), position{key: people[15_003].(Person).Sort}) // among thousands of the same name
			for _, cursor := range []string{"", deep} {
				q.Limit, q.Cursor = 50, cursor
				for _, f := range []func() (Page, error){
					func() (Page, error) { return w.Staff(t.Context(), a, q) },
					func() (Page, error) { return w.Colleagues(t.Context(), a, q) },
				} {
					if _, err := f(); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	})
	mongotest.Plans(t, w.db, len(people), func() { // a sum over everybody, kept for 5 s
		if _, err := w.store.CountIn(t.Context(), chair.Agency); err != nil {
			t.Fatal(err)
		}
	})
	seen := map[string]bool{}
	for q := (Query{Limit: 100, Unit: w.units["KHAC"].ID}); ; {
		page, err := w.Staff(t.Context(), a, q)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range page.People {
			if seen[p.ID] {
				t.Fatalf("%s stands on two pages", p.StaffNo)
			}
			seen[p.ID] = true
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			break
		}
	}
	if want := 20_000 / 3; len(seen) != want {
		t.Errorf("pages hold %d people, want %d", len(seen), want)
	}
}
