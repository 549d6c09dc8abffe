package access

import (
	"slices"
	"strings"
)

// Role is what an appointment entitles its holder to do (vai trò).
type Role string

// The roles, as stored and sent.
const (
	Head      Role = "head"      // thủ trưởng, người đứng đầu
	Deputy    Role = "deputy"    // cấp phó
	Officer   Role = "officer"   // chuyên viên
	Clerk     Role = "clerk"     // văn thư
	Monitor   Role = "monitor"   // chuyên viên theo dõi, đôn đốc
	HR        Role = "hr"        // tổ chức cán bộ
	Inspector Role = "inspector" // tổ kiểm tra
	Admin     Role = "admin"     // quản trị
)

// Roles lists every role.
func Roles() []Role { return []Role{Head, Deputy, Officer, Clerk, Monitor, HR, Inspector, Admin} }

// Appointment is one post held by a person (chức vụ, kiêm nhiệm).
type Appointment struct {
	ID      string   // ULID
	Unit    string   // unit id
	Role    Role     // what it entitles to
	Charge  []string // a deputy's units in charge (lĩnh vực phụ trách); empty means the own unit
	Primary bool     // exactly one appointment of a person is primary
}

// reach returns the units at the top of what the appointment reaches; everything below them is included because a
// record carries a token for each ancestor of its unit.
func (p Appointment) reach() []string {
	if p.Role == Deputy && len(p.Charge) > 0 {
		return p.Charge
	}
	return []string{p.Unit}
}

// Actor is a person acting, with the appointments in force now. Services take it as a parameter; a job passes System.
type Actor struct {
	ID           string        // person id
	Agency       string        // root unit id of the installation's tree
	Name         string        // display name, for audit labels
	Session      string        // session id, empty for jobs
	Appointments []Appointment // the primary one first
	For          []Actor       // whom a stands in for at this moment (người thay khi vắng); they stand in for nobody themselves
	Hand         *Hand         // who acts in a's place, nil when a acts
}

// Hand is a person who acts in the place of another.
type Hand struct{ ID, Name string }

// StandsFor returns those among people whom a stands in for now, each as the actor whose act it is and by a's hand. Whoever
// asks decides which acts that opens: on what waits for those people, and on nothing else.
func (a Actor) StandsFor(people []string) []Actor {
	var found []Actor
	for _, p := range a.For {
		if slices.Contains(people, p.ID) {
			p.Session, p.For, p.Hand = a.Session, nil, &Hand{ID: a.ID, Name: a.Name}
			found = append(found, p)
		}
	}
	return found
}

// Away returns the ids of those whom a stands in for now.
func (a Actor) Away() []string {
	ids := make([]string, 0, len(a.For))
	for _, p := range a.For {
		ids = append(ids, p.ID)
	}
	return ids
}

// Doer returns the id of who does what a does: a, or whose hand it is.
func (a Actor) Doer() string {
	if a.Hand != nil {
		return a.Hand.ID
	}
	return a.ID
}

// SystemID is the actor id of scheduled jobs in audit entries ("Hệ thống").
const SystemID = "system"

// System returns the actor that jobs act as: it holds no token and no role.
func System(agency string) Actor { return Actor{ID: SystemID, Agency: agency, Name: "Hệ thống"} }

// Is reports whether a is that person.
func (a Actor) Is(person string) bool { return person != "" && a.ID == person }

// Has reports whether one of a's appointments has one of the roles.
func (a Actor) Has(roles ...Role) bool {
	return slices.ContainsFunc(a.Appointments, func(p Appointment) bool { return slices.Contains(roles, p.Role) })
}

// Primary returns the primary appointment, or the first, or a zero one.
func (a Actor) Primary() Appointment {
	for _, p := range a.Appointments {
		if p.Primary {
			return p
		}
	}
	if len(a.Appointments) > 0 {
		return a.Appointments[0]
	}
	return Appointment{}
}

// Commands reports whether a is head, or deputy in charge, of one of the units; pass a unit together with its
// ancestors to ask "does a command this unit or something above it".
func (a Actor) Commands(units ...string) bool {
	for _, p := range a.Appointments {
		if p.Role != Head && p.Role != Deputy {
			continue
		}
		for _, u := range p.reach() {
			if slices.Contains(units, u) {
				return true
			}
		}
	}
	return false
}

// Heads reports whether a is the head (not a deputy) of one of the units.
func (a Actor) Heads(units ...string) bool {
	return slices.ContainsFunc(a.Appointments, func(p Appointment) bool {
		return p.Role == Head && slices.Contains(units, p.Unit)
	})
}

// Follows reports whether a is the follow-up officer of one of the units; pass a unit together with its ancestors.
func (a Actor) Follows(units ...string) bool {
	return slices.ContainsFunc(a.Appointments, func(p Appointment) bool {
		return p.Role == Monitor && slices.Contains(units, p.Unit)
	})
}

// Tokens are what an actor may see inside one agency; a record is visible when its vis holds one of All.
type Tokens struct {
	Agency string
	All    []string
	Self   string   // whose they are
	Away   []string // people whose waiting things may be seen too, by who stands in for them
}

// Tokens returns a's tokens (spec/security.md §2): own u:, and for each appointment what its role reaches:
// head and deputy o: d: s:, follow-up officer and inspector o:, hr s:, clerk k:.
func (a Actor) Tokens() Tokens {
	all := []string{}
	add := func(t string) {
		if !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	if a.ID != SystemID {
		add(Person(a.ID))
	}
	for _, p := range a.Appointments {
		for _, u := range p.reach() {
			switch p.Role {
			case Head, Deputy:
				add(Work(u))
				add(Diary(u))
				add(Staff(u))
			case Monitor, Inspector:
				add(Work(u))
			case HR:
				add(Staff(u))
			case Clerk:
				add(Book(u))
			}
		}
	}
	for _, p := range a.For {
		add(Waiting(p.ID))
	}
	return Tokens{Agency: a.Agency, All: all, Self: a.ID, Away: a.Away()}
}

// Reach returns the units at the top of what a reaches with the tokens of one kind, those of the primary appointment
// first; everything below them is reached too, so it is empty only for somebody who reaches nothing.
func (a Actor) Reach(kind func(unit string) string) []string {
	units := []string{}
	for _, t := range a.Tokens().All {
		if u, ok := strings.CutPrefix(t, kind("")); ok {
			units = append(units, u)
		}
	}
	return units
}

// Everybody returns the address of everybody in an agency for events. It is no token: nothing is seen by it, so that it
// stands in no actor's Tokens.
func Everybody(agency string) string { return "a:" + agency }

// Person returns the token of one person.
func Person(id string) string { return "u:" + id }

// Waiting returns the token of what waits for a person, by which who stands in hears of it. No record carries it: it is in the
// audience of events alone.
func Waiting(person string) string { return "w:" + person }

// Work returns the token of a unit on tasks and documents.
func Work(unit string) string { return "o:" + unit }

// Diary returns the token of a unit on diaries.
func Diary(unit string) string { return "d:" + unit }

// Staff returns the token of a unit on people and sheets.
func Staff(unit string) string { return "s:" + unit }

// Book returns the token of the clerks of a unit on the registers they keep.
func Book(unit string) string { return "k:" + unit }
