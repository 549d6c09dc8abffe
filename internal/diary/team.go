package diary

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

// Row is one person's day in a head's list. Day has version 0 when nothing is stored.
type Row struct {
	Day
	Reads   State    // as it reads today; "" when nothing is stored and it can still be written
	Lines   []string // first lines of the first entries
	Missing bool
	Away    Place // as in StripDay
	Acts    []Act // confirm and return, or none
}

// summaryLines is how many entries a row shows.
const summaryLines = 3

// Team returns the day of everybody whose diary the head of a unit confirms: the members of the unit itself and the heads
// of the units directly below it, in the order of lists, without a. unit "" is the first of Reach.
// Errors: ErrUnit; errs.ErrNotFound for an unknown unit.
func (s *Service) Team(ctx context.Context, a access.Actor, unit string, date vncal.Date) ([]Row, error) {
	if !date.Valid() {
		return nil, ErrInput.At("date", "date")
	}
	people, err := s.Members(ctx, a, unit, date)
	if err != nil {
		return nil, err
	}
	return s.teamRows(ctx, a, people, date)
}

// Members returns whose diaries Team lists of a unit on a day, in the order of lists. Errors: those of Team.
func (s *Service) Members(ctx context.Context, a access.Actor, unit string, date vncal.Date) ([]identity.Person, error) {
	tops := Reach(a)
	if len(tops) == 0 {
		return nil, ErrUnit
	}
	unit = cmp.Or(unit, tops[0])
	units, err := s.org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	u, ok := units[unit]
	switch {
	case !ok:
		return nil, fmt.Errorf("team of %s: %w", unit, errs.ErrNotFound)
	case !slices.ContainsFunc(u.Path(), func(id string) bool { return slices.Contains(tops, id) }):
		return nil, ErrUnit
	}
	people, err := s.people.Staffed(ctx, a.Agency, unit, date)
	if err != nil {
		return nil, err
	}
	var below []string
	for _, child := range units {
		if child.Parent == unit {
			below = append(below, child.ID)
		}
	}
	heads, err := s.people.HeadsOfAll(ctx, a.Agency, below...)
	if err != nil {
		return nil, err
	}
	for child, holders := range heads {
		for _, h := range holders {
			if h.Primary.Unit == child { // somebody who heads two units is in one list only
				people = append(people, h)
			}
		}
	}
	people = slices.DeleteFunc(people, func(p identity.Person) bool { return a.Is(p.ID) || !visible(a, p) })
	slices.SortStableFunc(people, func(x, y identity.Person) int { return cmp.Or(cmp.Compare(x.Sort, y.Sort), cmp.Compare(x.ID, y.ID)) })
	return people, nil
}

// visible reports whether a may read p's diary as it would be written now.
func visible(a access.Actor, p identity.Person) bool {
	vis := Visibility(p.ID, p.Units, p.Primary.Role == access.Head)
	return slices.ContainsFunc(a.Tokens().All, func(t string) bool { return slices.Contains(vis, t) })
}

func (s *Service) teamRows(ctx context.Context, a access.Actor, people []identity.Person, date vncal.Date) ([]Row, error) {
	ids := make([]string, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	days, err := s.store.Of(ctx, a.Tokens(), ids, date)
	if err != nil {
		return nil, err
	}
	stored := make(map[string]Day, len(days))
	for _, d := range days {
		stored[d.Person] = d
	}
	away, err := s.absent(ctx, a.Agency, ids, date, date)
	if err != nil {
		return nil, err
	}
	lock, err := s.lockAfter(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, 0, len(people))
	for _, p := range people {
		d, ok := stored[p.ID]
		if !ok {
			d = Day{ID: DayID(p.ID, date), Agency: a.Agency, Person: p.ID, Date: date, State: StateOpen}
		}
		r, err := s.row(ctx, a, d, Away(away[d.ID]), lock)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// row makes one row of a list; away is where a paper puts the author all day, lock after how many working days a day is locked.
func (s *Service) row(ctx context.Context, a access.Actor, d Day, away Place, lock int) (Row, error) {
	cal, err := s.calendar.Of(ctx, a.Agency)
	if err != nil {
		return Row{}, err
	}
	today := vncal.DateOf(s.clock.Now())
	r := Row{Day: d, Lines: []string{}, Missing: Missing(d, away, today, cal), Away: away, Acts: []Act{}}
	if state := StateOn(d, today, cal, lock); d.Version > 0 || state == StateLocked {
		r.Reads = state
	}
	for _, e := range d.Entries[:min(len(d.Entries), summaryLines)] {
		r.Lines = append(r.Lines, firstLine(e.Text))
	}
	if d.State == StateSubmitted {
		confirmer, err := s.confirmer(ctx, a.Agency, d.Person)
		if err != nil {
			return Row{}, err
		}
		if CanDecide(a, d, confirmer) == nil {
			r.Acts = []Act{ActConfirm, ActReturn}
		}
	}
	return r, nil
}

// Waiting returns the first limit days that wait for a, longest first: submitted ones to confirm, and a's own that were
// returned.
func (s *Service) Waiting(ctx context.Context, a access.Actor, limit int) ([]Row, error) {
	days, err := s.store.Waiting(ctx, a.Tokens(), int64(limit))
	if err != nil {
		return nil, err
	}
	lock, err := s.lockAfter(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	rows := make([]Row, 0, len(days))
	for _, d := range days {
		r, err := s.row(ctx, a, d, "", lock) // submitted or returned: nobody asks where its author was
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// CountWaiting returns how many days wait for a, counting no further than limit.
func (s *Service) CountWaiting(ctx context.Context, a access.Actor, limit int) (int, error) {
	return s.store.CountWaiting(ctx, a.Tokens(), int64(limit))
}
