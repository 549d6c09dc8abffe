package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"congvu/internal/access"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// ordinary returns the everyday work of the three months: what heads give to their people, and to the units below.
func (p planner) ordinary() []plannedTask {
	var all []plannedTask
	for _, m := range p.members {
		giver, every := p.head(m.Unit).No, 7
		switch {
		case m.No == chair:
			continue
		case m.worker() && m.Unit == deskUnit:
			every = 4
		case m.Role == access.Head:
			giver, every = p.head(p.parent(m.Unit)).No, 14
		case m.Role == access.Deputy:
			every = 10
		}
		all = append(all, p.stream(m, giver, every)...)
	}
	for _, u := range p.units {
		if parent := u["parent"]; parent != "" && p.head(u["code"]).No != "" {
			all = append(all, p.unitStream(u["code"], p.head(parent).No)...)
		}
	}
	return all
}

// stream returns the work one person gets, a new piece about every so many working days.
func (p planner) stream(m member, giver string, every int) []plannedTask {
	r := random("work " + m.No)
	var all []plannedTask
	for d := p.cal.AddWorking(p.from, r.IntN(every)); d <= p.today(); d = p.cal.AddWorking(d, 1+r.IntN(2*every-1)) {
		t := p.about(r, m.Unit, d)
		t.Unit, t.Lead = m.Unit, m.No
		s := script{planner: p, r: r, giver: giver, lead: m.No, pieces: t.Pieces}
		s.course(d, t.Due.N, "")
		t.Acts = s.acts
		if m.No != officer || s.acts[len(s.acts)-1].At.Before(p.cal.AddWorking(p.today(), -6).Start()) { // hers of the last days: desk
			all = append(all, t)
		}
	}
	return all
}

// unitStream returns the work a unit as a whole gets from the head above, about every two weeks.
func (p planner) unitStream(unit, giver string) []plannedTask {
	r := random("unit work " + unit)
	people := p.nameable(unit)
	if len(people) == 0 {
		return nil
	}
	var all []plannedTask
	for d := p.cal.AddWorking(p.from, r.IntN(10)); d <= p.today(); d = p.cal.AddWorking(d, 7+r.IntN(8)) {
		t := p.about(r, unit, d)
		t.Unit = unit
		t.Due.N += 2
		lead := pick(r, people)
		if lead == officer { // her desk is laid out by itself
			lead = people[len(people)-1]
		}
		s := script{planner: p, r: r, giver: giver, lead: lead, pieces: t.Pieces}
		s.course(d, t.Due.N, p.head(unit).No)
		t.Acts = s.acts
		all = append(all, t)
	}
	return all
}

// course writes the acts of a task given on day d with n working days.
func (s *script) course(d vncal.Date, n int, namedBy string) {
	accepted := s.taken(d, namedBy)
	if namedBy == "" && s.r.IntN(60) == 0 { // not theirs: given back and dropped
		s.acts = s.acts[:1]
		s.add(d, noon, plannedAct{Do: declines, By: s.lead, Text: declineReason})
		s.add(s.cal.NextWorking(d), morning+2, plannedAct{Do: cancels, By: s.giver, Text: cancelReason})
		return
	}
	due, h := s.cal.DueWorking(d, n), habitOf(s.lead)
	day := due
	switch x := s.r.IntN(100); {
	case x < h.stuck:
		day = s.cal.AddWorking(due, 5+s.r.IntN(4))
	case x < h.stuck+h.late:
		day = s.cal.AddWorking(due, 1+s.r.IntN(2))
	case x < 60:
		day = s.cal.AddWorking(due, -1)
	case x < 75:
		day = s.cal.AddWorking(due, -2)
	}
	day = max(day, accepted)
	s.progressed(accepted, day)
	s.handedIn(day)
}

// about makes up what a task of a unit is about, with its product, quantity and term.
func (p planner) about(r *rand.Rand, unit string, d vncal.Date) plannedTask {
	kind := p.kind(r, unit)
	topics := p.topics[unit]
	if len(topics) == 0 {
		topics = p.topics[p.parent(unit)]
	}
	if len(topics) == 0 {
		topics = p.topics["QNAM"]
	}
	_, week := d.Start().In(vncal.Zone()).ISOWeek()
	title := strings.NewReplacer("{topic}", pick(r, topics), "{week}", strconv.Itoa(week),
		"{month}", fmt.Sprintf("%02d/%d", d.Month(), d.Year())).Replace(kind.Title)
	urgency := task.Normal
	if r.IntN(12) == 0 {
		urgency = task.Urgent
	}
	return plannedTask{
		Title: title, Product: kind.Product, Pieces: 1 + r.IntN(kind.Most), Urgency: urgency,
		Due: vncal.Rule{Kind: vncal.KindWorking, N: min(p.norms[kind.Product]+1+r.IntN(2), 12)},
	}
}

// kind picks a kind of work that falls to a unit, the frequent ones more often.
func (p planner) kind(r *rand.Rand, unit string) workKind {
	var fits []workKind
	for _, k := range p.kinds {
		if k.Units[0] == "*" || slices.Contains(k.Units, unit) {
			for range k.Weight {
				fits = append(fits, k)
			}
		}
	}
	return pick(r, fits)
}
