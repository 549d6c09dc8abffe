package faults

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/session"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// How many work at once: spec/operations.md §5 asks for 50 writers.
const (
	divisions = 5
	officers  = 10 // of a division
	password  = "Muong-Thanh-mua-gat-29"
)

// opening is when the nodes start: a Thursday, some seconds before the reminders of 08:30 fall due.
var opening = time.Date(2026, 10, 29, 8, 29, 50, 0, vncal.Zone())

// office is an agency of made-up people, for whom nodes may run under a clock of the test's.
type office struct {
	db       *mongodb.DB
	services v1.Services // of the test's own, to lay out the office and to look at what became of it
	agency   string
	teams    []*team
	people   []*person
	owed     []task.Task // work due on the opening day, of which each lead is to be reminded once
	clock    clock.Clock // the office's time
}

// team is a division: its head gives work, its officers do it.
type team struct {
	unit     string
	head     *person
	officers []*person
}

// person is somebody with an open session.
type person struct {
	id, login string
	tokens    []string // what events for them are addressed to

	mu      sync.Mutex
	access  string
	refresh string
}

// newOffice lays out an office of so many divisions in an empty database.
func newOffice(t testing.TB, db *mongodb.DB, divisions, officers int) *office {
	t.Helper()
	ctx := context.Background()
	o := &office{db: db, clock: clock.StartingAt(opening.AddDate(0, 0, -1))} // what is given for the same day is not reminded of
	must(t, db.Ensure(ctx, wiring.Indexes()...))
	services, err := wiring.Wire(db, o.clock, slog.New(slog.DiscardHandler))
	must(t, err)
	services.Sessions.Cheapen()
	o.services = services
	hash, err := services.Sessions.HashPassword(ctx, password)
	must(t, err)
	unit := func(code, parent, kind string) string {
		made, err := services.Org.Create(ctx, access.System(o.agency), org.Unit{Code: code, Name: code, ShortName: code, Kind: kind, Parent: parent, From: "2020-01-01"})
		must(t, err)
		o.agency = made.Agency
		return made.ID
	}
	province := unit("tinh", "", org.Province)
	department := unit("so", province, org.Department)
	for d := range divisions {
		at := &team{unit: unit(fmt.Sprintf("phong%d", d), department, org.Division)}
		at.head = o.join(t, fmt.Sprintf("truongphong%d", d), at.unit, access.Head, hash)
		for i := range officers {
			at.officers = append(at.officers, o.join(t, fmt.Sprintf("chuyenvien%d-%d", d, i), at.unit, access.Officer, hash))
		}
		o.teams = append(o.teams, at)
	}
	o.join(t, "giamdoc", department, access.Head, hash)
	o.owe(t)
	return o
}

// join adds somebody with a post and signs in.
func (o *office) join(t testing.TB, login, unit string, role access.Role, hash string) *person {
	t.Helper()
	ctx := context.Background()
	by := access.System(o.agency)
	made, err := o.services.Identity.Add(ctx, by, identity.Person{StaffNo: login, Name: login, SubjectClass: identity.CivilServant, Demo: true},
		identity.Appointment{Unit: unit, Role: role, Title: login, From: "2020-01-01"})
	must(t, err)
	must(t, o.services.Sessions.OpenAccount(ctx, by, made.ID, hash))
	in, err := o.services.Sessions.SignIn(ctx, session.Credentials{Login: login, Password: password})
	must(t, err)
	p := &person{
		id: made.ID, login: login, access: in.Access, refresh: in.Refresh,
		tokens: append(in.Actor.Tokens().All, access.Everybody(o.agency)),
	}
	o.people = append(o.people, p)
	return p
}

// owe gives each officer work that is due on the opening day, and of which nobody does anything.
func (o *office) owe(t testing.TB) {
	t.Helper()
	for _, at := range o.teams {
		head, err := o.services.Identity.Actor(context.Background(), at.head.id)
		must(t, err)
		for _, p := range at.officers {
			made, err := o.services.Tasks.Create(context.Background(), head, task.Input{
				Title: "Việc đến hạn của " + p.login, Lead: task.Lead{Unit: at.unit, Person: p.id}, ProductText: "Báo cáo", PointsMilli: 10_000, QtyMilli: 1000,
				Due: vncal.Rule{Kind: vncal.KindDate, Date: vncal.DateOf(opening)}, Urgency: task.Normal,
			}, true, "")
			must(t, err)
			o.owed = append(o.owed, made)
		}
	}
}

// open lets the office's day begin; env tells a node that starts what time it is.
func (o *office) open() { o.clock = clock.StartingAt(opening) }

// env returns the settings of a node that starts now, its clock wrong by so much.
func (o *office) env(uri string, wrong time.Duration) []string {
	return []string{
		"MONGODB_URI=" + uri, "CONGVU_DB=" + o.db.Name(), "CONGVU_LOG=warn",
		"CONGVU_CLOCK=" + o.clock.Now().Add(wrong).Format(time.RFC3339Nano),
	}
}

func (o *office) today() vncal.Date { return vncal.DateOf(o.clock.Now()) }

// pairs returns everybody who does work, with who gives it to them.
func (o *office) pairs() (all []pair) {
	for _, at := range o.teams {
		for _, p := range at.officers {
			all = append(all, pair{at.unit, at.head, p})
		}
	}
	return all
}

// pair is a head and an officer of one division.
type pair struct {
	unit          string
	head, officer *person
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
