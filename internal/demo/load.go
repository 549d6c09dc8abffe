package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/diary"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/ratification"
	"congvu/internal/session"
	"congvu/internal/task"
	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// Errors of loading the sample.
var (
	ErrReal   = errs.New(errs.Conflict, "demo.real", "the database holds an agency that is not the sample")
	ErrLoaded = errs.New(errs.Conflict, "demo.loaded", "the database holds the sample already")
)

// World is what the sample is loaded through: services over one database that all run on Clock.
type World struct {
	DB         *mongodb.DB
	Clock      *Clock
	Org        *org.Service
	Identity   *identity.Service
	Sessions   *session.Service
	Calendar   *calendar.Service
	Catalogue  *catalogue.Service
	Documents  *document.Service
	Tasks      *task.Service
	Diary      *diary.Service
	Workplace  *workplace.Service
	Evaluation *evaluation.Service
	Ratings    *ratification.Service
	Inbox      *inbox.Service
	Jobs       *jobs.Scheduler // not started
}

// Load makes the sample as it stands at now: real tasks of 2020, three months of work up to now. tell gets a line of
// progress now and then. A load that was interrupted is begun again from an empty database; nothing else is ever
// deleted. Errors: ErrReal, ErrLoaded.
func Load(ctx context.Context, w World, now time.Time, tell func(string)) error {
	return load(ctx, w, begins(vncal.DateOf(now)), now, tell)
}

// begins returns the first of a month about three months before a day: so the closed months are whole.
func begins(today vncal.Date) vncal.Date {
	if today.Day() > 15 {
		return firstOf(today).AddMonths(-2)
	}
	return firstOf(today).AddMonths(-3)
}

// load makes the sample with ordinary work from a day on.
func load(ctx context.Context, w World, from vncal.Date, now time.Time, tell func(string)) error {
	if err := w.begin(ctx); err != nil {
		return err
	}
	t, err := readTables()
	if err != nil {
		return err
	}
	l := &loader{
		World: w, planner: newPlanner(t, from, now),
		tell: tell, units: map[string]org.Unit{}, people: map[string]identity.Person{}, actors: map[string]access.Actor{},
		documents: map[string]string{}, written: map[string][]diary.Confirmation{},
	}
	for _, part := range []struct {
		what string
		do   func(context.Context) error
	}{
		{"đơn vị, danh mục sản phẩm", l.loadUnits}, {"người, chức vụ, tài khoản", l.loadPeople},
		{"văn bản nguồn", l.loadDocuments}, {"công việc", l.loadWork}, {"thông báo", l.readInboxes},
	} {
		tell("Dữ liệu mẫu: " + part.what + "…")
		if err := part.do(ctx); err != nil {
			return fmt.Errorf("load sample, %s: %w", part.what, err)
		}
	}
	return store{w.DB}.Finish(ctx)
}

// begin refuses a database that is not empty, unless it holds a load that was interrupted.
func (w World) begin(ctx context.Context) error {
	st := store{w.DB}
	state, err := st.State(ctx)
	switch {
	case err != nil:
		return err
	case state == stateDone:
		return ErrLoaded
	}
	agency, err := w.Org.Agency(ctx)
	if errors.Is(err, org.ErrNoneIn) {
		return st.Begin(ctx)
	}
	if err != nil {
		return err
	}
	_, actual, err := w.Identity.Sample(ctx, agency.ID)
	switch {
	case err != nil:
		return err
	case actual || state != stateLoading:
		return ErrReal
	}
	return st.Restart(ctx)
}

// loader is one load on its way.
type loader struct {
	World
	planner
	tell func(string)

	agency    string
	units     map[string]org.Unit        // by code
	people    map[string]identity.Person // by staff code
	actors    map[string]access.Actor    // by staff code
	documents map[string]string          // id by number

	plan    []plannedTask
	tasks   []task.Task // as they stand, in the places of plan
	mu      sync.Mutex  // guards written
	written map[string][]diary.Confirmation
}

// system is who sets up the agency.
func (l *loader) system() access.Actor { return access.System(l.agency) }

func (l *loader) loadUnits(ctx context.Context) error {
	first := vncal.Date("2020-01-01")
	l.Clock.set(first.Start().Add(8 * time.Hour))
	for i, row := range l.tables.units {
		u, err := l.Org.Create(ctx, l.system(), org.Unit{
			Code: row["code"], Name: row["name"], ShortName: row["short_name"], Kind: row["kind"], Parent: l.units[row["parent"]].ID,
			Body: row["kind"] != org.Division, Order: i, From: first,
		})
		if err != nil {
			return err
		}
		l.units[u.Code], l.agency = u, u.Agency
	}
	table, err := data.ReadFile("data/catalogue.csv")
	if err != nil {
		return err
	}
	return l.Catalogue.Seed(ctx, l.agency, "Dữ liệu mẫu", bytes.NewReader(table))
}

func (l *loader) loadPeople(ctx context.Context) error {
	hash, err := l.Sessions.HashPassword(ctx, Password) // one for all: the sample has no secrets
	if err != nil {
		return err
	}
	for _, m := range l.members {
		post := func(unit string, role access.Role, title string) identity.Appointment {
			a := identity.Appointment{Unit: l.units[unit].ID, Role: role, Title: title, From: "2020-01-01"}
			for _, c := range m.Charge {
				a.Charge = append(a.Charge, l.units[c].ID)
			}
			return a
		}
		p, err := l.Identity.Add(ctx, l.system(), identity.Person{
			StaffNo: m.No, Name: m.Name, Email: strings.ToLower(m.No) + "@mau.example.vn", SubjectClass: identity.CivilServant, Demo: true,
		}, post(m.Unit, m.Role, m.Title))
		if err != nil {
			return err
		}
		for unit, role := range m.Also {
			if _, err := l.Identity.Appoint(ctx, l.system(), p.ID, post(unit, access.Role(role), m.Title)); err != nil {
				return err
			}
		}
		if err := l.Sessions.OpenAccount(ctx, l.system(), p.ID, hash); err != nil {
			return err
		}
		if l.actors[m.No], err = l.Identity.Actor(ctx, p.ID); err != nil {
			return err
		}
		l.people[m.No] = p
	}
	return nil
}

// loadDocuments registers the source documents on their days, sent to the units that their tasks fall to.
func (l *loader) loadDocuments(ctx context.Context) error {
	for _, row := range l.tables.documents {
		day := vncal.Date(row["date"])
		l.Clock.set(day.Start().Add(7*time.Hour + 30*time.Minute))
		in := document.Input{
			Number: row["number"], Date: day, Issuer: row["issuer"], Abstract: row["abstract"], Urgency: row["urgency"],
			Units: []string{l.units["VP"].ID, l.units[deskUnit].ID},
		}
		for _, t := range l.tables.tasks {
			if t["document"] == row["number"] {
				in.Units = append(in.Units, l.units[t["lead"]].ID)
			}
		}
		d, err := l.Documents.Create(ctx, l.actors["QN006"], in)
		if err != nil {
			return err
		}
		l.documents[d.Number] = d.ID
	}
	return nil
}

// readInboxes marks as read what came before yesterday afternoon, so that an inbox holds what is news.
func (l *loader) readInboxes(ctx context.Context) error {
	l.Clock.set(l.now)
	since := l.at(l.cal.PrevWorking(l.today()), afternoon)
	for _, a := range l.actors {
		for cursor := ""; ; {
			rows, next, err := l.Inbox.List(ctx, a, true, cursor, 100)
			if err != nil {
				return err
			}
			if i := firstBefore(rows, since); i >= 0 {
				if _, err := l.Inbox.Read(ctx, a, nil, rows[i].ID); err != nil {
					return err
				}
				break
			}
			if cursor = next; cursor == "" {
				break
			}
		}
	}
	return nil
}

// firstBefore returns the place of the newest row that is older than an instant, -1 when there is none.
func firstBefore(rows []inbox.Row, at time.Time) int {
	for i, r := range rows {
		if r.At.Before(at) {
			return i
		}
	}
	return -1
}
