package session

import (
	"context"
	"log/slog"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/notify"
	"congvu/internal/org"
	"congvu/internal/realtime"
)

// steps is a clock that the test moves.
type steps struct {
	mu sync.Mutex
	at time.Time
}

func (s *steps) Now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at
}

func (s *steps) forward(d time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = s.at.Add(d)
}

// world is one database with the services of one node on it, and an agency of two divisions.
type world struct {
	*Service
	t      testing.TB
	db     *mongodb.DB
	clock  *steps
	inbox  *inbox.Service
	agency string
	units  map[string]string // by code: UBND, and PHONG and KHAC below it
}

func newWorld(t testing.TB) *world {
	t.Helper()
	indexes := append(append(append(append(append(append(Indexes(), notify.Indexes()...), identity.Indexes()...), org.Indexes()...), journal.Indexes()...), realtime.Indexes()...), inbox.Indexes()...)
	w := &world{
		t: t, db: mongotest.New(t, indexes...), units: map[string]string{},
		clock: &steps{at: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)},
	}
	events := realtime.NewEvents(w.db)
	w.inbox = inbox.New(w.db, w.clock, events)
	w.Service = w.node()
	units := org.New(w.db, w.journal, w.clock)
	for _, u := range []struct{ code, kind, parent string }{
		{"UBND", org.Province, ""}, {"PHONG", org.Division, "UBND"}, {"KHAC", org.Division, "UBND"},
	} {
		made, err := units.Create(t.Context(), access.System(w.agency), org.Unit{
			Code: u.code, Name: u.code, ShortName: u.code, Kind: u.kind, Parent: w.units[u.parent],
		})
		if err != nil {
			t.Fatal(err)
		}
		w.units[u.code], w.agency = made.ID, made.Agency
	}
	return w
}

// node returns the service as another node of the same installation has it, with caches of its own, which the test's
// steps make old.
func (w *world) node() *Service {
	events := realtime.NewEvents(w.db)
	j := journal.New(w.db, w.clock, events, w.inbox)
	people := identity.New(identity.Deps{DB: w.db, Org: org.New(w.db, j, w.clock), Journal: j, Clock: w.clock, Machine: w.clock})
	return New(Deps{DB: w.db, People: people, Journal: j, Clock: w.clock, Machine: w.clock, Log: slog.New(slog.DiscardHandler)})
}

func (w *world) system() access.Actor { return access.System(w.agency) }

// add makes a person with a primary appointment.
func (w *world) add(staffNo, name, unit string, role access.Role) identity.Person {
	w.t.Helper()
	p, err := w.people.Add(w.t.Context(), w.system(),
		identity.Person{StaffNo: staffNo, Name: name, Email: staffNo + "@example.vn", SubjectClass: identity.CivilServant},
		identity.Appointment{Unit: w.units[unit], Role: role, Title: string(role)})
	if err != nil {
		w.t.Fatalf("add %s: %v", name, err)
	}
	return p
}

const goodPassword = "mưa rào tháng sáu"

// addUser makes a person who can sign in with goodPassword.
func (w *world) addUser(staffNo, name, unit string, role access.Role) identity.Person {
	w.t.Helper()
	p := w.add(staffNo, name, unit, role)
	hash, err := w.HashPassword(w.t.Context(), goodPassword)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := w.OpenAccount(w.t.Context(), w.system(), p.ID, hash); err != nil {
		w.t.Fatal(err)
	}
	return p
}

// signIn signs in with goodPassword from an address of its own.
func (w *world) signIn(login string) Tokens {
	w.t.Helper()
	tokens, err := w.SignIn(w.t.Context(), Credentials{Login: login, Password: goodPassword, Device: "Firefox", Address: "203.0.113.7"})
	if err != nil {
		w.t.Fatalf("sign in %s: %v", login, err)
	}
	return tokens
}

func (w *world) actor(p identity.Person) access.Actor {
	w.t.Helper()
	a, err := w.people.Actor(context.Background(), p.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

var _ clock.Clock = (*steps)(nil)
