package demo

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/session"
	"congvu/pkg/vncal"
)

func plannerAt(t *testing.T, now string) planner {
	t.Helper()
	tb, err := readTables()
	if err != nil {
		t.Fatal(err)
	}
	at := local(t, now)
	return newPlanner(tb, begins(vncal.DateOf(at)), at)
}

func TestMembers(t *testing.T) {
	t.Parallel()
	p := plannerAt(t, "2026-11-24 10:15")
	if n := len(p.members); n < 55 || n > 70 {
		t.Errorf("%d people, want about 60", n)
	}
	units, names, roles, short := map[string]bool{}, map[string]bool{}, map[access.Role][]string{}, 0
	for _, u := range p.units {
		units[u["code"]] = true
	}
	for _, m := range p.members {
		if names[m.Name] {
			t.Errorf("two people are called %s", m.Name)
		}
		names[m.Name] = true
		if !units[m.Unit] {
			t.Errorf("%s works in unit %q, which there is not", m.No, m.Unit)
		}
		if len(strings.Fields(m.Name)) == 2 {
			short++
		}
		if !slices.Contains(roles[m.Role], m.Unit) {
			roles[m.Role] = append(roles[m.Role], m.Unit)
		}
		for _, r := range m.Also {
			roles[access.Role(r)] = append(roles[access.Role(r)], m.Unit)
		}
	}
	if short < 5 || short > len(p.members)/2 {
		t.Errorf("%d of %d names have no middle name", short, len(p.members))
	}
	for _, r := range access.Roles() {
		if want := 2; len(roles[r]) < want && r != access.Admin || len(roles[r]) == 0 {
			t.Errorf("role %s stands in %v, want several units", r, roles[r])
		}
	}
	for u := range units {
		if p.head(u).No == "" {
			t.Errorf("unit %s has no head", u)
		}
	}
	if err := session.CheckPassword(Password, "Công Vụ", "Quảng Nam"); err != nil {
		t.Errorf("the sample's password breaks the rules: %v", err)
	}
}

// TestPlan looks at the sample of several days: a working day, a Monday, a Sunday, the first of a month, early and late.
func TestPlan(t *testing.T) {
	t.Parallel()
	for _, now := range []string{
		"2026-11-24 10:15", "2026-11-23 07:00", "2026-11-22 12:00", "2026-12-01 00:05", "2026-03-02 16:12", "2026-04-29 16:12", "2027-02-10 09:00",
	} {
		t.Run(now, func(t *testing.T) {
			t.Parallel()
			p := plannerAt(t, now)
			tasks, err := p.plan()
			if err != nil {
				t.Fatal(err)
			}
			again, err := plannerAt(t, now).plan()
			if err != nil || !reflect.DeepEqual(tasks, again) {
				t.Errorf("the same seed and day gave another plan (%v)", err)
			}
			historic := 0
			for i, x := range tasks {
				if x.Document != "" && x.Acts[0].At.Year() == 2020 {
					historic++
				}
				if i > 0 && x.Acts[0].At.Before(tasks[i-1].Acts[0].At) {
					t.Fatalf("%q is not in the order of giving", x.Title)
				}
				checkActs(t, p, x)
			}
			if historic != 21 {
				t.Errorf("%d tasks of 2020, want the 21 of the documents", historic)
			}
			if len(tasks) < 400 {
				t.Errorf("%d tasks, want three months of work", len(tasks))
			}
		})
	}
}

// checkActs checks that a task's acts follow each other, on working days, none after now.
func checkActs(t *testing.T, p planner, x plannedTask) {
	t.Helper()
	var last time.Time
	for _, a := range x.Acts {
		if !a.At.After(last) {
			t.Errorf("%q: %s is not after what came before", x.Title, a.Do)
		}
		last = a.At
		if a.At.After(p.now) {
			t.Errorf("%q: %s lies in the future", x.Title, a.Do)
		}
		if d := vncal.DateOf(a.At); !p.cal.IsWorking(d) {
			t.Errorf("%q: %s on %s, a day off", x.Title, a.Do, d)
		}
		if a.By == "" {
			t.Errorf("%q: %s by nobody", x.Title, a.Do)
		}
	}
	if x.Acts[0].Do != assigns || strings.Contains(x.Title, "{") {
		t.Errorf("%q begins with %s", x.Title, x.Acts[0].Do)
	}
}

func TestAccounts(t *testing.T) {
	t.Parallel()
	list, err := Accounts()
	if err != nil {
		t.Fatal(err)
	}
	roles := map[access.Role]bool{}
	for _, a := range list {
		roles[a.Role] = true
		if a.Name == "" || a.Unit == "" || a.Title == "" {
			t.Errorf("account %+v is not complete", a)
		}
	}
	if list[0].Name != "Phan Hữu Thịnh" || list[1].Name != "Nguyễn Thị Lan" {
		t.Errorf("the first two are %s and %s", list[0].Name, list[1].Name)
	}
	for _, r := range access.Roles() {
		if !roles[r] && r != access.Deputy {
			t.Errorf("no account shows the role %s", r)
		}
	}
}
