package identity

import (
	"context"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
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

// world is one database with the services of one node on it, and a small agency.
type world struct {
	*Service
	t     *testing.T
	db    *mongodb.DB
	clock *steps
	units map[string]org.Unit // by code: UBND, SO (below it), PHONG and KHAC (below SO)
}

func newWorld(t *testing.T) *world {
	t.Helper()
	indexes := append(append(append(append(Indexes(), org.Indexes()...), journal.Indexes()...), realtime.Indexes()...), inbox.Indexes()...)
	w := &world{
		t: t, db: mongotest.New(t, indexes...), units: map[string]org.Unit{},
		clock: &steps{at: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)},
	}
	w.Service = w.node()
	for _, u := range []struct{ code, kind, parent string }{
		{"UBND", org.Province, ""}, {"SO", org.Department, "UBND"}, {"PHONG", org.Division, "SO"}, {"KHAC", org.Division, "SO"},
	} {
		made, err := w.org.Create(t.Context(), w.system(), org.Unit{
			Code: u.code, Name: u.code, ShortName: u.code, Kind: u.kind, Parent: w.units[u.parent].ID,
		})
		if err != nil {
			t.Fatal(err)
		}
		w.units[u.code] = made
	}
	return w
}

// node returns the service as another node of the same installation has it, with caches of its own, which the test's
// steps make old.
func (w *world) node() *Service {
	events := realtime.NewEvents(w.db)
	j := journal.New(w.db, w.clock, events, inbox.New(w.db, w.clock, events))
	return New(Deps{DB: w.db, Org: org.New(w.db, j, w.clock), Journal: j, Clock: w.clock, Machine: w.clock})
}

func (w *world) system() access.Actor { return access.System(w.units["UBND"].ID) }

// add makes a person with a primary appointment.
func (w *world) add(staffNo, name, unit string, role access.Role) Person {
	w.t.Helper()
	p, err := w.Add(w.t.Context(), w.system(),
		Person{StaffNo: staffNo, Name: name, Email: staffNo + "@example.vn", SubjectClass: CivilServant},
		Appointment{Unit: w.units[unit].ID, Role: role, Title: string(role)})
	if err != nil {
		w.t.Fatalf("add %s: %v", name, err)
	}
	return p
}

func (w *world) actor(p Person) access.Actor {
	w.t.Helper()
	a, err := w.Actor(context.Background(), p.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

var _ clock.Clock = (*steps)(nil)
