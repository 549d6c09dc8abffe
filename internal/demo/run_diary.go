package demo

import (
	"context"
	"math/rand/v2"
	"slices"

	"congvu/internal/access"
	"congvu/internal/diary"
	"congvu/pkg/vncal"
)

// recentDays is for how many working days back everybody has a diary; the division of the main story and its director
// have it for the whole time.
const recentDays = 8

// diarySteps returns the writing and the confirming of diaries up to the last working day before today, which waits to be
// confirmed, and the first line of today.
func (l *loader) diarySteps() []step {
	var steps []step
	last := l.cal.PrevWorking(l.today())
	for _, m := range l.members {
		if m.No == chair {
			continue // nobody confirms the topmost head's
		}
		from := l.from
		if m.Unit != deskUnit && m.No != director {
			from = max(from, l.cal.AddWorking(last, 1-recentDays))
		}
		for _, d := range l.workingDays(from, last) {
			steps = append(steps, l.diaryDay(m, d, last)...)
		}
	}
	for _, m := range l.members {
		if m.Role != access.Head {
			continue
		}
		for _, d := range l.workingDays(l.from, last) {
			steps = append(steps, step{at: l.at(d, morning+1), what: "confirm diaries", do: func(ctx context.Context) error {
				return l.confirm(ctx, m.No)
			}})
		}
	}
	if l.cal.IsWorking(l.today()) {
		steps = append(steps, step{at: l.at(l.today(), morning+2), what: "begin diary", do: func(ctx context.Context) error {
			return l.beginDay(ctx, officer)
		}})
	}
	return steps
}

// diaryDay returns how one person keeps one day: mostly written and submitted in the afternoon; now and then on leave,
// forgotten, or returned and written again.
func (l *loader) diaryDay(m member, d, last vncal.Date) []step {
	r := random("diary " + m.No + string(d))
	switch x := r.IntN(100); {
	case x < 4:
		return nil // forgotten
	case x < 7 && m.No != officer:
		return []step{{at: l.at(d, morning+1), what: "diary on leave", do: func(ctx context.Context) error {
			return l.keep(ctx, m.No, d, func(diary.View) diary.Input {
				return diary.Input{Place: diary.Places{AM: diary.Off, PM: diary.Off}, Entries: []diary.EntryInput{{Text: "Nghỉ phép theo đơn đã được duyệt"}}}
			})
		}}}
	}
	steps := []step{{at: l.at(d, afternoon+7+r.IntN(4)), what: "write diary", do: func(ctx context.Context) error {
		return l.keep(ctx, m.No, d, func(v diary.View) diary.Input { return compose(r, v) })
	}}}
	if next := l.cal.NextWorking(d); r.IntN(33) == 0 && next < last {
		steps = append(steps,
			step{at: l.at(next, morning), what: "return diary", do: func(ctx context.Context) error { return l.sendBack(ctx, m.No, d) }},
			step{at: l.at(next, afternoon+1), what: "rewrite diary", do: func(ctx context.Context) error {
				return l.keep(ctx, m.No, d, amend)
			}})
	}
	return steps
}

// keep saves and submits a day of the author's diary.
func (l *loader) keep(ctx context.Context, no string, d vncal.Date, write func(diary.View) diary.Input) error {
	a := l.actors[no]
	v, err := l.Diary.Own(ctx, a, d)
	if err != nil {
		return err
	}
	if v.Version > 0 && v.State != diary.StateReturned {
		return nil // it was not returned after all
	}
	if v, err = l.Diary.Save(ctx, a, d, v.Version, write(v)); err != nil {
		return err
	}
	if v, err = l.Diary.Submit(ctx, a, d, v.Version); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.written[v.Confirmer] = append(l.written[v.Confirmer], diary.Confirmation{Person: a.ID, Date: d, Version: v.Version})
	return nil
}

// confirm confirms what waits for a head from earlier days, but for the days that are about to be returned.
func (l *loader) confirm(ctx context.Context, no string) error {
	a := l.actors[no]
	l.mu.Lock()
	rows := l.written[a.ID]
	delete(l.written, a.ID)
	l.mu.Unlock()
	for chunk := range slices.Chunk(rows, diary.MaxBatch) {
		results, err := l.Diary.ConfirmMany(ctx, a, chunk)
		if err != nil {
			return err
		}
		for _, err := range results {
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// sendBack returns a day to its author, when it is not confirmed yet.
func (l *loader) sendBack(ctx context.Context, no string, d vncal.Date) error {
	v, err := l.Diary.Own(ctx, l.actors[no], d)
	if err != nil || v.State != diary.StateSubmitted {
		return err
	}
	head, err := l.Identity.Actor(ctx, v.Confirmer)
	if err != nil {
		return err
	}
	if _, err := l.Diary.Return(ctx, head, l.actors[no].ID, d, v.Version, diaryReason); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.written[head.ID] = slices.DeleteFunc(l.written[head.ID], func(c diary.Confirmation) bool { return c.Person == v.Person && c.Date == d })
	return nil
}

// beginDay keeps the first suggestion of today, as somebody does who writes along.
func (l *loader) beginDay(ctx context.Context, no string) error {
	a := l.actors[no]
	v, err := l.Diary.Own(ctx, a, l.today())
	if err != nil || len(v.Suggestions) == 0 {
		return err
	}
	in := diary.Input{Place: v.Place, Entries: []diary.EntryInput{entryOf(v.Suggestions[0], 20)}}
	_, err = l.Diary.Save(ctx, a, l.today(), v.Version, in)
	return err
}

// compose writes a day: what moved, with the time it took, and the routine around it, about eight hours in all.
func compose(r *rand.Rand, v diary.View) diary.Input {
	in := diary.Input{Place: places(r, v.Person, v.Date), Entries: []diary.EntryInput{}}
	left := 420 + 15*r.IntN(5)
	for _, s := range v.Suggestions[:min(len(v.Suggestions), 12)] {
		minutes := min(left, 15*(1+r.IntN(7)))
		left -= minutes
		in.Entries = append(in.Entries, entryOf(s, minutes))
	}
	if r.IntN(7) == 0 && left > 60 {
		left -= 45
		in.Entries = append(in.Entries, diary.EntryInput{Text: pick(r, unplanned), Minutes: 45, Unplanned: true})
	}
	lines := r.Perm(len(routine))[:1+r.IntN(2)]
	for n, i := range lines {
		minutes := left / (len(lines) - n) / 15 * 15
		left -= minutes
		in.Entries = append(in.Entries, diary.EntryInput{Text: routine[i], Minutes: minutes})
	}
	if r.IntN(3) > 0 {
		in.Plan = pick(r, plans)
	}
	if r.IntN(12) == 0 {
		in.Difficulties = pick(r, difficulties)
	}
	return in
}

// amend writes a returned day again: the same lines, with what came out of each.
func amend(v diary.View) diary.Input {
	in := diary.Input{Place: v.Place, Plan: v.Plan, Difficulties: v.Difficulties}
	for _, e := range v.Entries {
		line := diary.EntryInput{ID: e.ID, Text: e.Text, Minutes: e.Minutes, Result: "Đã hoàn thành phần việc trong ngày.", Unplanned: e.Unplanned, Source: e.Source}
		if e.Task != nil {
			line.Task = e.Task.ID
		}
		in.Entries = append(in.Entries, line)
	}
	return in
}

func entryOf(s diary.Suggestion, minutes int) diary.EntryInput {
	e := diary.EntryInput{Text: s.Text, Minutes: minutes, Source: s.Source}
	if s.Task != nil {
		e.Task = s.Task.ID
	}
	return e
}

// places says where somebody worked: two days a week from home, now and then out of the office.
func places(r *rand.Rand, person string, d vncal.Date) diary.Places {
	home := random("home " + person).IntN(5)
	at := diary.Office
	if w := int(d.Weekday()) - 1; w == home || w == (home+2)%5 {
		at = diary.Remote
	}
	p := diary.Places{AM: at, PM: at}
	if r.IntN(15) == 0 {
		p.PM = diary.Field
	}
	return p
}
