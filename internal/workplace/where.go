package workplace

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"congvu/internal/access"
	"congvu/internal/cursor"
	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// Cell is where one person is on one half-day, and by which paper.
type Cell struct {
	Place diary.Place
	By    Source
	Paper string      // number of the paper, empty where none is needed or the reader is not told
	ID    string      // of the registration
	Kind  Kind        // of the absence, empty where the reader is not told
	Asked bool        // a registration waits: at home if it is approved
	Diary diary.Place // what the diary says instead, empty where it agrees or the reader may not read it
}

// Source is what a cell is known by.
type Source string

// The sources, as sent.
const (
	ByNone         Source = "none"         // on site: no paper needed
	ByRegistration Source = "registration" // đăng ký được duyệt
	ByAbsence      Source = "absence"      // nghỉ, công tác
	ByDiary        Source = "diary"        // only the diary says so, without a paper
)

// Row is one person of a grid: the cells of each day, two by two.
type Row struct {
	Person identity.Person
	Cells  []Cell
}

// GridDay is a day of a grid with how the whole unit stands.
type GridDay struct {
	Date    vncal.Date
	Working bool
	Why     string // why it is a day off
	AM, PM  Count  // of everybody in the unit, also those of other pages
	Rule    Rule   // in force
}

// Grid says where the people of a unit are from one day to another.
type Grid struct {
	Unit   string
	People int // in the unit
	Days   []GridDay
	Rows   []Row
	Next   string // place of the next page, empty at the end
	Now    Half
	May    UnitActs // what the reader may do with the unit
}

// UnitActs says which acts of a unit the reader may do.
type UnitActs struct{ Rule, Enter, Call bool }

// MaxDays is how many days a grid shows at most.
const MaxDays = 14

// GridQuery asks for a page of a grid.
type GridQuery struct {
	Unit     string // empty: the reader's own
	From, To vncal.Date
	Cursor   string
	Limit    int // people, 1 to 100
}

// unit returns the unit that a names, a's own for none; errs.ErrNotFound unless ok lets a see it.
func (s *Service) unit(ctx context.Context, a access.Actor, id string, ok func(access.Actor, org.Unit) bool) (org.Unit, error) {
	if id == "" {
		id = a.Primary().Unit
	}
	u, err := s.Units.Unit(ctx, a.Agency, id)
	if err != nil {
		return u, fmt.Errorf("unit %s: %w", id, err)
	}
	if !ok(a, u) {
		return u, fmt.Errorf("unit %s: %w", id, errs.ErrNotFound)
	}
	return u, nil
}

// led returns a unit that a sees and may act on by ok. Errors: errs.ErrNotFound, ErrUnit.
func (s *Service) led(ctx context.Context, a access.Actor, id string, ok func(access.Actor, org.Unit) bool) (org.Unit, error) {
	u, err := s.unit(ctx, a, id, Sees)
	if err == nil && !ok(a, u) {
		return u, ErrUnit
	}
	return u, err
}

// Where returns where the people of exactly one unit are (ai đang ở đâu), in the order of lists.
// Errors: ErrRange, ErrCursor; errs.ErrNotFound for a unit that a does not see.
func (s *Service) Where(ctx context.Context, a access.Actor, q GridQuery) (Grid, error) {
	if !q.From.Valid() || !q.To.Valid() || q.To < q.From || q.To > q.From.AddDays(MaxDays-1) {
		return Grid{}, ErrRange.Arg("max", strconv.Itoa(MaxDays))
	}
	u, err := s.unit(ctx, a, q.Unit, Sees)
	if err != nil {
		return Grid{}, err
	}
	list := strings.Join([]string{"grid", u.ID, string(q.From)}, "|")
	var after string
	if q.Cursor != "" && !cursor.Read(list, q.Cursor, &after) {
		return Grid{}, ErrCursor
	}
	people, ids, err := s.staffOf(ctx, a.Agency, u.ID, max(q.From, min(s.today(), q.To)))
	if err != nil {
		return Grid{}, err
	}
	first, last := HalfOf(q.From, false), HalfOf(q.To, true)
	all, err := s.papers(ctx, a.Agency, ids, first, last)
	if err != nil {
		return Grid{}, err
	}
	g := Grid{Unit: u.ID, People: len(people), Now: HalfAt(s.Clock.Now()), May: UnitActs{CanRule(a, u), CanEnter(a, u), CanCall(a, u)}}
	if g.Days, err = s.days(ctx, a.Agency, u, q.From, q.To); err != nil {
		return Grid{}, err
	}
	said, err := s.said(ctx, a, ids, q.From, q.To)
	if err != nil {
		return Grid{}, err
	}
	place := func(id string, h Half) diary.Place { return all.at(id, h).cell(said.at(id, h), false).Place }
	for i, d := range g.Days { // as the cells say it, also of those on other pages
		for _, id := range ids {
			g.Days[i].AM = g.Days[i].AM.with(place(id, HalfOf(d.Date, false)))
			g.Days[i].PM = g.Days[i].PM.with(place(id, HalfOf(d.Date, true)))
		}
	}
	page := slices.DeleteFunc(slices.Clone(people), func(p identity.Person) bool { return p.Sort <= after })
	limit := min(max(q.Limit, 1), 100)
	if len(page) > limit {
		page = page[:limit]
		g.Next = cursor.Of(list, page[limit-1].Sort)
	}
	g.Rows = rows(a, u, page, all, said, g.Days)
	return g, nil
}

// with counts one person of the staff more, at a place.
func (c Count) with(p diary.Place) Count {
	c.Staff++
	return c.add(p)
}

// days returns the days of a grid without their counts.
func (s *Service) days(ctx context.Context, agency string, u org.Unit, from, to vncal.Date) ([]GridDay, error) {
	cal, err := s.Calendars.Of(ctx, agency)
	if err != nil {
		return nil, err
	}
	rules, err := s.store.Rules(ctx, agency, u.Path(), to)
	if err != nil {
		return nil, err
	}
	days := []GridDay{}
	for d := from; d <= to; d = d.AddDays(1) {
		days = append(days, GridDay{Date: d, Working: cal.IsWorking(d), Why: cal.Why(d), Rule: Effective(rules, u.Path(), d)})
	}
	return days, nil
}

// diaries are the places that diaries give, by diary.DayID.
type diaries map[string]diary.Places

// said reads where people say in their diaries that they work.
func (s *Service) said(ctx context.Context, a access.Actor, people []string, from, to vncal.Date) (diaries, error) {
	written, err := s.Diaries.Placed(ctx, a, people, from, to)
	if err != nil {
		return nil, err
	}
	said := diaries{}
	for _, d := range written {
		said[d.ID] = d.Place
	}
	return said, nil
}

// at returns what somebody's diary says of a half-day, "" when it says nothing.
func (d diaries) at(person string, h Half) diary.Place {
	places := d[diary.DayID(person, h.Date())]
	if h.Afternoon() {
		return places.PM
	}
	return places.AM
}

// rows returns the rows of people as a may read them.
func rows(a access.Actor, u org.Unit, people []identity.Person, all papers, said diaries, days []GridDay) []Row {
	told := Oversees(a, u)
	list := make([]Row, 0, len(people))
	for _, p := range people {
		r := Row{Person: p, Cells: make([]Cell, 0, 2*len(days))}
		for _, d := range days {
			for _, h := range []Half{HalfOf(d.Date, false), HalfOf(d.Date, true)} {
				r.Cells = append(r.Cells, all.at(p.ID, h).cell(said.at(p.ID, h), told || a.Is(p.ID)))
			}
		}
		list = append(list, r)
	}
	return list
}

// cell returns a half-day as it is shown: what papers say, and beside it what the diary says. told: with kind and number of
// an absence, which colleagues are not told.
func (p paper) cell(own diary.Place, told bool) Cell {
	c := Cell{Place: p.place(), By: ByNone, Asked: p.asked != nil && p.absence == nil}
	switch {
	case p.absence != nil:
		c.By = ByAbsence
		if told {
			c.Paper, c.Kind = p.absence.Paper, p.absence.Kind
		}
	case p.registration != nil:
		c.By, c.Paper, c.ID = ByRegistration, p.registration.Code, p.registration.ID
	case own != "" && own != diary.Office:
		c.By, c.Place = ByDiary, own
	}
	if own != "" && own != c.Place {
		c.Diary = own
	}
	if c.Asked && c.ID == "" {
		c.Paper, c.ID = p.asked.Code, p.asked.ID
	}
	return c
}
