package reminder

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// RemindDue sends the reminders of deadlines and of steps that hold today and were not sent yet.
func (s *Service) RemindDue(ctx context.Context, r jobs.Run) error {
	agency, cal, today, send, err := s.day(ctx, r)
	if err != nil || !send {
		return err
	}
	mail := s.mailing(r)
	err = errors.Join(mail.deadlines(ctx, agency, cal, today), mail.stepsDue(ctx, agency, cal, today))
	return errors.Join(err, mail.end(ctx))
}

// deadlines gathers what the rules of deadlines ask for on a working day.
func (l *letters) deadlines(ctx context.Context, agency string, cal *vncal.Calendar, today vncal.Date) error {
	rules := Rules(today)
	from, to := span(rules, cal, today)
	remind := func(t task.DueRow) {
		for _, notice := range Deadline(rules, cal, t, today) {
			l.due(ctx, agency, t, notice)
		}
	}
	for i, found := range []iter.Seq2[task.DueRow, error]{l.tasks.OpenDue(ctx, agency, from, to), l.tasks.OpenPartsDue(ctx, agency, from, to)} {
		own := i == 1 // parts with a deadline of their own: that of the work may be far
		for t, err := range found {
			if err != nil {
				return fmt.Errorf("tasks due %s to %s: %w", from, to, err)
			}
			if quiet(l.at) && t.Urgency != task.Express {
				continue // tomorrow's run finds what still holds then
			}
			if !own {
				remind(t)
			}
			for _, p := range t.OpenParts() {
				if p.Own == own {
					remind(p)
				}
			}
		}
	}
	return nil
}

// due gathers one notice to everybody whom its rule names. Whoever does not hold the work is told who does, and since when.
func (l *letters) due(ctx context.Context, agency string, t task.DueRow, n Notice) {
	to, err := l.recipients(ctx, agency, &t, n.Rule.Who)
	var holder string
	if err == nil {
		holder, err = l.holder(ctx, agency, t)
	}
	var instead map[string]journal.StandIn
	if err == nil && t.State == task.Assigned { // what its lead is at is nobody else's to see or to do
		instead, err = l.people.SubstitutesAt(ctx, agency, l.at, t.Waiting...)
	}
	if err != nil {
		l.failed.add(fmt.Errorf("whom to remind of %s: %w", t.ID, err))
	}
	for _, p := range to {
		letter := message(agency, n.Rule, n.Kind, journal.Object{Type: "task", ID: t.ID, Code: t.Code, Title: t.Title}, t.DueOn, p, l.at)
		letter.Params = map[string]string{"due": t.DueOn.Display(), "days": strconv.Itoa(n.Days)}
		letter.Holder = t.Waiting
		if t.Urgency != task.Normal {
			letter.Params["urgency"] = string(t.Urgency)
		}
		if holder != "" && !slices.Contains(t.Waiting, p.person) {
			letter.Params["holder"] = holder
			if t.WaitingSince != nil {
				letter.Params["since"] = vncal.DateOf(*t.WaitingSince).Display()
			}
		}
		l.add(letter)
		if in, away := instead[p.person]; away && !slices.ContainsFunc(to, func(r receiver) bool { return r.person == in.To }) {
			letter.Key = strings.TrimSuffix(letter.Key, letter.To) + in.To
			letter.To, letter.For, letter.Why = in.To, in.For, "substitute"
			l.add(letter)
		}
	}
}

// holder names those whose act comes next.
func (s *Service) holder(ctx context.Context, agency string, t task.DueRow) (string, error) {
	people, err := s.people.People(ctx, agency, t.Waiting)
	names := make([]string, 0, len(t.Waiting))
	for _, id := range t.Waiting {
		if p, ok := people[id]; ok {
			names = append(names, p.Name)
		}
	}
	return strings.Join(names, ", "), err
}

// receiver is a person and the part they play.
type receiver struct {
	person string
	why    Recipient
}

// recipients returns whom a rule names for t, each person once and in the first part they play. A part for which its unit has
// named nobody waits for the unit's heads from here on.
func (s *Service) recipients(ctx context.Context, agency string, t *task.DueRow, who []Recipient) ([]receiver, error) {
	var to []receiver
	add := func(why Recipient, people ...string) {
		for _, p := range people {
			if p != "" && !slices.ContainsFunc(to, func(r receiver) bool { return r.person == p }) {
				to = append(to, receiver{p, why})
			}
		}
	}
	heads, err := s.people.HeadsOf(ctx, agency, t.Lead.Unit)
	if err != nil {
		return nil, err
	}
	if t.Whole != nil && t.Lead.Person == "" {
		for _, h := range heads {
			t.Waiting = append(t.Waiting, h.ID)
		}
	}
	leads := []string{t.Lead.Person}
	if t.Lead.Person == "" { // the unit has named nobody yet: it waits for its heads, or for those above a vacant post
		leads = t.Waiting
	}
	for _, w := range who {
		if t.Whole != nil && !t.Own && w != ToCoordinator {
			continue // by the deadline of the work, of which the others are reminded already
		}
		switch {
		case w == ToCoordinator:
			add(ToCoordinator, leads...)
		case w == ToLead && t.Whole != nil:
			add(ToLead, t.Whole.Lead.Person) // "": a unit that has named nobody has its own reminders
		case w == ToLead:
			add(ToLead, leads...)
		case w == ToHead:
			before := len(to)
			for _, h := range heads {
				if !slices.Contains(leads, h.ID) {
					add(ToHead, h.ID)
				}
			}
			if len(to) > before || len(leads) == 0 {
				continue
			}
			above, err := s.people.Superior(ctx, agency, leads[0]) // the head leads it: the one above is told
			if err != nil && !errors.Is(err, errs.ErrNotFound) {
				return nil, err
			}
			add(ToHead, above.ID)
		case w == ToAssigner:
			add(ToAssigner, t.AssignedBy)
		}
	}
	return to, nil
}

// message makes what all reminders have in common; its key lets it be sent once ever for this rule, object, day and person.
func message(agency string, rule Rule, kind string, o journal.Object, due vncal.Date, to receiver, at time.Time) journal.Message {
	return journal.Message{
		To: to.person, Kind: kind, Rule: rule.ID, Why: string(to.why), Agency: agency, Object: o, At: at,
		By: access.SystemID, ByName: access.System(agency).Name,
		Key: strings.Join([]string{rule.ID, o.Type, o.ID, string(due), to.person}, "|"),
	}
}

// RemindDiary reminds everybody whose diary of today is empty; only the author is told.
func (s *Service) RemindDiary(ctx context.Context, r jobs.Run) error {
	agency, _, today, send, err := s.day(ctx, r)
	if err != nil || !send || quiet(r.Now) {
		return err
	}
	mail := s.mailing(r)
	err = mail.diaries(ctx, agency, today)
	for i := range mail.all {
		m := &mail.all[i]
		lines, err := s.diaries.Prepared(ctx, agency, m.To, today)
		if err != nil {
			mail.failed.add(fmt.Errorf("lines prepared for %s: %w", m.To, err))
		}
		if lines > 0 {
			m.Kind, m.Params["lines"] = kindPrepared, strconv.Itoa(lines)
		}
	}
	return errors.Join(err, mail.end(ctx))
}

// diaries gathers what is said to everybody whose diary of today is empty.
func (l *letters) diaries(ctx context.Context, agency string, today vncal.Date) error {
	rules := Rules(today)
	at := slices.IndexFunc(rules, func(x Rule) bool { return x.ID == ruleDiaryEmpty })
	if at < 0 {
		return nil
	}
	err := l.Service.diaries.Empty(ctx, agency, today, func(person string) error {
		o := journal.Object{Type: "diary", ID: diary.DayID(person, today), Title: today.Short()}
		m := message(agency, rules[at], rules[at].Kind, o, today, receiver{person, ToAuthor}, l.at)
		m.Params, m.Holder = map[string]string{"date": today.Display()}, []string{person}
		l.add(m)
		return nil
	})
	if err != nil {
		return fmt.Errorf("empty diaries of %s: %w", today, err)
	}
	return nil
}
