package diary

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// View is a day with all that a screen shows beside it.
type View struct {
	Day
	Reads       State // as it reads today: Day.State or StateLocked
	Working     bool
	Why         string     // why it is a day off, "" on working days
	NextWorking vncal.Date // which day the plan is for
	Suggestions []Suggestion
	Confirmer   string     // who confirms it now; "" when nobody does
	Topmost     bool       // nobody stands above the author, who closes the day alone: not merely a vacancy above
	Readers     []string   // who may see it: the author, then those above, the nearest first
	Until       vncal.Date // the last day on which its author can write or correct it; "" while it waits to be confirmed
	Acts        []Act
}

// Own returns a day of a's own diary, with what could be kept from the day's work. A day never saved has version 0.
func (s *Service) Own(ctx context.Context, a access.Actor, date vncal.Date) (View, error) {
	return s.Of(ctx, a, a.ID, date)
}

// Of returns a day of somebody's diary; errs.ErrNotFound when a is neither the author nor one of the heads above.
func (s *Service) Of(ctx context.Context, a access.Actor, person string, date vncal.Date) (View, error) {
	if !date.Valid() {
		return View{}, ErrInput.At("date", "date")
	}
	cal, err := s.calendar.Of(ctx, a.Agency)
	if err != nil {
		return View{}, err
	}
	d, err := s.load(ctx, a, person, date, cal)
	if err != nil {
		return View{}, err
	}
	return s.view(ctx, a, d)
}

// load returns the stored day, or the one that a first save would start from; errs.ErrNotFound when a may not see it.
func (s *Service) load(ctx context.Context, a access.Actor, person string, date vncal.Date, cal *vncal.Calendar) (Day, error) {
	d, err := s.store.Get(ctx, a.Tokens(), person, date)
	if err == nil || !errors.Is(err, errs.ErrNotFound) {
		return d, err
	}
	p, err := s.people.Person(ctx, a.Agency, person)
	if err != nil {
		return Day{}, fmt.Errorf("diary of %s: %w", person, err)
	}
	vis := Visibility(p.ID, p.Units, p.Primary.Role == access.Head)
	if !slices.ContainsFunc(a.Tokens().All, func(t string) bool { return slices.Contains(vis, t) }) {
		return Day{}, fmt.Errorf("diary of %s: %w", person, errs.ErrNotFound)
	}
	place, err := s.usual(ctx, a.Agency, person, date, cal)
	if err != nil {
		return Day{}, err
	}
	return Day{
		ID: DayID(person, date), Agency: a.Agency, Person: person, Date: date, State: StateOpen, CreatedAt: s.clock.Now(),
		Place: place, Entries: []Entry{}, Units: p.Units, Vis: vis,
	}, nil
}

// usual returns the places that a day starts with: those that papers name (an approved registration, leave, a mission), else
// those of the latest earlier day.
func (s *Service) usual(ctx context.Context, agency, person string, date vncal.Date, cal *vncal.Calendar) (Places, error) {
	working := cal.IsWorking(date)
	if s.papers != nil && working {
		if place, spoken, err := s.papers.Proposed(ctx, agency, person, date); spoken || err != nil {
			return place, err
		}
	}
	earlier, err := s.store.Earlier(ctx, agency, person, date, rememberDays)
	return DefaultPlace(earlier, working), err
}

// rememberDays is how many stored days back the usual places are looked for: a holiday with leave around it.
const rememberDays = 20

// view adds to d what a's screen shows beside it.
func (s *Service) view(ctx context.Context, a access.Actor, d Day) (View, error) {
	cal, err := s.calendar.Of(ctx, d.Agency)
	if err != nil {
		return View{}, err
	}
	lock, err := s.lockAfter(ctx, d.Agency)
	if err != nil {
		return View{}, err
	}
	today := vncal.DateOf(s.clock.Now())
	v := View{
		Day: d, Reads: StateOn(d, today, cal, lock), Working: cal.IsWorking(d.Date), Why: cal.Why(d.Date),
		NextWorking: cal.NextWorking(d.Date), Suggestions: []Suggestion{},
	}
	if v.Confirmer, err = s.confirmer(ctx, d.Agency, d.Person); err != nil {
		return View{}, err
	}
	if v.Confirmer == "" {
		author, err := s.people.Person(ctx, d.Agency, d.Person)
		if err != nil {
			return View{}, fmt.Errorf("author of a diary: %w", err)
		}
		v.Topmost = topmost(author)
	}
	if on := ClosedOn(d, cal, lock); on != "" {
		v.Until = on.AddDays(-1)
	}
	v.Acts = Acts(a, d, v.Reads, v.Until != "" && today > v.Until, v.Confirmer, today)
	if d.Date <= today && slices.Contains(v.Acts, ActEdit) {
		acts, err := s.journal.By(ctx, d.Agency, d.Person, d.Date.Start(), d.Date.End())
		if err != nil {
			return View{}, fmt.Errorf("what moved on %s: %w", d.Date, err)
		}
		if v.Suggestions, err = s.nameable(ctx, a, Suggestions(acts, d.Entries)); err != nil {
			return View{}, err
		}
	}
	above, err := s.people.Commanders(ctx, d.Agency, diaryUnits(d.Vis))
	if err != nil {
		return View{}, err
	}
	v.Readers = []string{d.Person}
	for _, p := range above {
		if p.ID != d.Person {
			v.Readers = append(v.Readers, p.ID)
		}
	}
	return v, nil
}

// nameable leaves the task out of suggestions whose task a does not see any more, because it was given back or taken away
// since: their text tells what was done, and an entry may not name what its author cannot see.
func (s *Service) nameable(ctx context.Context, a access.Actor, lines []Suggestion) ([]Suggestion, error) {
	ids := make([]string, 0, len(lines))
	for _, l := range lines {
		ids = append(ids, l.Task.ID)
	}
	if len(ids) == 0 {
		return lines, nil
	}
	seen, err := s.tasks.Objects(ctx, a, ids)
	if err != nil {
		return nil, fmt.Errorf("tasks of suggestions: %w", err)
	}
	for i, l := range lines {
		if _, ok := seen[l.Task.ID]; !ok {
			lines[i].Task = nil
		}
	}
	return lines, nil
}

// diaryUnits returns the units whose heads may see a diary, root first.
func diaryUnits(vis []string) []string {
	units := []string{}
	for _, t := range vis {
		if u, ok := strings.CutPrefix(t, access.Diary("")); ok {
			units = append(units, u)
		}
	}
	return units
}

// Strip returns a's own days from..to at a glance. Errors: ErrRange.
func (s *Service) Strip(ctx context.Context, a access.Actor, from, to vncal.Date) ([]StripDay, error) {
	if !from.Valid() || !to.Valid() || to < from || to > from.AddDays(MaxRange-1) {
		return nil, ErrRange.Arg("max", strconv.Itoa(MaxRange))
	}
	cal, err := s.calendar.Of(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	days, err := s.store.Range(ctx, a.Agency, a.ID, from, to)
	if err != nil {
		return nil, err
	}
	since, err := s.store.First(ctx, a.Agency, a.ID)
	if err != nil {
		return nil, err
	}
	away, err := s.absent(ctx, a.Agency, []string{a.ID}, from, to)
	if err != nil {
		return nil, err
	}
	lock, err := s.lockAfter(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	return Strip(a.ID, days, away, from, to, since, vncal.DateOf(s.clock.Now()), cal, lock), nil
}

// absent returns where papers put people, by DayID.
func (s *Service) absent(ctx context.Context, agency string, people []string, from, to vncal.Date) (map[string]Places, error) {
	if s.papers == nil || len(people) == 0 {
		return map[string]Places{}, nil
	}
	away, err := s.papers.Absent(ctx, agency, people, from, to)
	if err != nil {
		return nil, fmt.Errorf("absences beside diaries: %w", err)
	}
	return away, nil
}

// PeriodDay is one day of a range of somebody's diary, with its lines.
type PeriodDay struct {
	StripDay
	Day Day // version 0 when nothing is stored
}

// Period returns a person's days from..to with their lines, by date, at most MaxPeriod days. Errors: ErrRange; errs.ErrNotFound
// when a is neither the author nor one of the heads above, now or of any stored day in the range.
func (s *Service) Period(ctx context.Context, a access.Actor, person string, from, to vncal.Date) ([]PeriodDay, error) {
	if !from.Valid() || !to.Valid() || to < from || to > from.AddDays(MaxPeriod-1) {
		return nil, ErrRange.Arg("max", strconv.Itoa(MaxPeriod))
	}
	days, err := s.store.Kept(ctx, a.Tokens(), person, from, to)
	if err != nil {
		return nil, err
	}
	if !a.Is(person) {
		p, err := s.people.Person(ctx, a.Agency, person)
		if err != nil {
			return nil, fmt.Errorf("diary of %s: %w", person, err)
		}
		if len(days) == 0 && !visible(a, p) {
			return nil, fmt.Errorf("diary of %s: %w", person, errs.ErrNotFound)
		}
	}
	since, err := s.store.First(ctx, a.Agency, person)
	if err != nil {
		return nil, err
	}
	return s.period(ctx, a.Agency, person, days, since, from, to)
}

// period lays stored days out over a range.
func (s *Service) period(ctx context.Context, agency, person string, days []Day, since, from, to vncal.Date) ([]PeriodDay, error) {
	cal, err := s.calendar.Of(ctx, agency)
	if err != nil {
		return nil, err
	}
	away, err := s.absent(ctx, agency, []string{person}, from, to)
	if err != nil {
		return nil, err
	}
	lock, err := s.lockAfter(ctx, agency)
	if err != nil {
		return nil, err
	}
	stored := make(map[vncal.Date]Day, len(days))
	for _, d := range days {
		stored[d.Date] = d
	}
	out := []PeriodDay{}
	for _, x := range Strip(person, days, away, from, to, since, vncal.DateOf(s.clock.Now()), cal, lock) {
		out = append(out, PeriodDay{StripDay: x, Day: stored[x.Date]})
	}
	return out, nil
}

// Kept returns the stored days of a person from one day to another, whole, that a may read, by date.
func (s *Service) Kept(ctx context.Context, a access.Actor, person string, from, to vncal.Date) ([]Day, error) {
	return s.store.Kept(ctx, a.Tokens(), person, from, to)
}

// Placed returns person, date and places of the stored days of some people from one day to another that a may read, in no
// order.
func (s *Service) Placed(ctx context.Context, a access.Actor, people []string, from, to vncal.Date) ([]Day, error) {
	return s.store.Placed(ctx, a.Tokens(), people, from, to)
}
