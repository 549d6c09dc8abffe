package diary

import (
	"context"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/diary/hint"
	"congvu/pkg/vncal"
)

// How far back hints look.
const (
	hintDays  = 10 // written days of the author
	peersDays = 30 // days of the author's unit, the asked one among them
)

// Hints returns what about a day of somebody's diary is unlikely enough to be asked: the author reads it at once, those above
// only what was sent. It is computed on reading, kept nowhere and counts for no score. errs.ErrNotFound when a may not read the
// day.
func (s *Service) Hints(ctx context.Context, a access.Actor, person string, date vncal.Date) ([]hint.Hint, error) {
	if !date.Valid() {
		return nil, ErrInput.At("date", "date")
	}
	cal, err := s.calendar.Of(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	d, err := s.load(ctx, a, person, date, cal)
	if err != nil {
		return nil, err
	}
	if d.Empty() || !a.Is(person) && d.State != StateSubmitted && d.State != StateConfirmed {
		return []hint.Hint{}, nil
	}
	earlier, err := s.store.Before(ctx, a.Agency, person, date, hintDays)
	if err != nil {
		return nil, err
	}
	own, others, err := s.spent(ctx, d)
	if err != nil {
		return nil, err
	}
	before := make([]hint.Day, 0, len(earlier))
	for _, x := range earlier {
		before = append(before, x.hinted())
	}
	return hint.Of(d.hinted(), before, own, others, cal), nil
}

// hinted returns d as hints see it.
func (d Day) hinted() hint.Day {
	out := hint.Day{Date: d.Date}
	for _, e := range d.Entries {
		out.Lines = append(out.Lines, hint.Line{Text: e.Text, Minutes: e.Minutes, Prepared: e.Source != "", Changed: vncal.DateOf(e.ChangedAt)})
	}
	return out
}

// spent returns the time that the author of d and the others of the unit have written for the tasks of the products of d, in the
// last days up to it. Nobody reads them but Of, which tells a middle.
func (s *Service) spent(ctx context.Context, d Day) (own, others []hint.Spent, err error) {
	named := map[string]bool{}
	for _, e := range d.Entries {
		if e.Task != nil {
			named[e.Task.ID] = true
		}
	}
	if s.products == nil || len(named) == 0 || len(d.Units) == 0 {
		return nil, nil, nil
	}
	people, err := s.people.Staffed(ctx, d.Agency, d.Units[len(d.Units)-1], d.Date)
	if err != nil {
		return nil, nil, err
	}
	ids := []string{d.Person}
	for _, p := range people {
		if p.ID != d.Person {
			ids = append(ids, p.ID)
		}
	}
	days, err := s.store.Timed(ctx, d.Agency, ids, d.Date.AddDays(1-peersDays), d.Date)
	if err != nil {
		return nil, nil, err
	}
	type work struct{ person, task string }
	sums, codes, order := map[work]int{}, map[string]string{}, []work{}
	for _, x := range days {
		for _, e := range x.Entries {
			if e.Task == nil {
				continue
			}
			w := work{x.Person, e.Task.ID}
			if _, known := sums[w]; !known {
				order = append(order, w)
			}
			sums[w] += e.Minutes
			codes[e.Task.ID] = e.Task.Code
		}
	}
	tasks := make([]string, 0, len(codes))
	for id := range codes {
		tasks = append(tasks, id)
	}
	slices.Sort(tasks)
	products, err := s.products.Products(ctx, d.Agency, tasks)
	if err != nil {
		return nil, nil, fmt.Errorf("products of diary entries: %w", err)
	}
	for _, w := range order {
		x := hint.Spent{Person: w.person, Task: codes[w.task], Product: products[w.task], Minutes: sums[w]}
		switch {
		case w.person != d.Person:
			others = append(others, x)
		case named[w.task]:
			own = append(own, x)
		}
	}
	return own, others, nil
}
