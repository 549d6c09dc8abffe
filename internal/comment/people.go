package comment

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/task"
)

// mayBeNamed refuses, at its place, everybody who is named and may not see t. Those of known were asked before.
func (s *Service) mayBeNamed(ctx context.Context, t task.Task, people, known []string) error {
	fault := ErrInput
	for i, id := range people {
		if slices.Contains(known, id) {
			continue
		}
		person, err := s.deps.People.Actor(ctx, id)
		at := fmt.Sprintf("mentions[%d]", i)
		switch {
		case errors.Is(err, errs.ErrNotFound) || err == nil && person.Agency != t.Agency:
			fault = fault.At(at, "not_found")
		case err != nil:
			return err
		case !task.Sees(person, t):
			fault = fault.With(errs.Field{Path: at, Code: "not_seeing", Args: map[string]string{"name": person.Name}})
		}
	}
	return fault.OrNil()
}

// named are the messages to the people named in c.
func named(c Comment) []journal.Message {
	all := make([]journal.Message, 0, len(c.Mentions))
	for _, person := range c.Mentions {
		all = append(all, c.message(person, "task.mentioned", "mentioned"))
	}
	return all
}

// message tells somebody of c, once however often.
func (c Comment) message(to, kind, why string) journal.Message {
	return journal.Message{
		To: to, Kind: kind, Rule: kind, Why: why, Key: strings.Join([]string{"comment", c.ID, to}, "|"), Params: map[string]string{"text": short(c.Text)},
	}
}

// maxShort is how much of a comment a message shows, in characters.
const maxShort = 200

func short(text string) string {
	if r := []rune(text); len(r) > maxShort {
		return string(r[:maxShort-1]) + "…"
	}
	return text
}

// told are the messages about c, one to a person, in the first part that fits: named, answered, lead, assigner, coordinator.
// Of a unit that leads, those for whom the work waits; of one that helps, its heads. A draft is nobody's work yet.
func (s *Service) told(ctx context.Context, t task.Task, c Comment, answered string) ([]journal.Message, error) {
	all := named(c)
	tell := func(person, kind, why string) {
		if person != "" && !slices.ContainsFunc(all, func(m journal.Message) bool { return m.To == person }) {
			all = append(all, c.message(person, kind, why))
		}
	}
	// Who spoke before may have moved on since: a message shows what was said.
	if answered != "" {
		person, err := s.deps.People.Actor(ctx, answered)
		if err != nil {
			return nil, err
		}
		if task.Sees(person, t) {
			tell(answered, "task.replied", "author")
		}
	}
	if t.State == task.Draft {
		return all, nil
	}
	tell(t.Lead.Person, "task.commented", "lead")
	if t.Lead.Person == "" {
		for _, head := range t.Waiting {
			tell(head, "task.commented", "head")
		}
	}
	tell(t.AssignedBy, "task.commented", "assigner")
	for _, part := range t.Coordinators {
		tell(part.Doing(), "task.commented", "coordinator")
		if part.Doing() != "" {
			continue
		}
		heads, err := s.deps.People.HeadsOf(ctx, t.Agency, part.Unit)
		if err != nil {
			return nil, err
		}
		for _, h := range heads {
			tell(h.ID, "task.commented", "coordinator")
		}
	}
	return all, nil
}

// The picker of people.
const (
	maxOffered = 8  // people offered at once
	maxAsked   = 60 // people of that name who are asked whether they see the task
)

// Nameable returns people who may see a task and whose name has the words of q, for naming them in a comment; of an empty q
// those who take part. a is not among them. errs.ErrNotFound outside a's scope.
func (s *Service) Nameable(ctx context.Context, a access.Actor, taskID, q string) ([]identity.Person, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return nil, err
	}
	var found []identity.Person
	if strings.TrimSpace(q) == "" {
		found, err = s.parties(ctx, t)
	} else {
		var page identity.Page
		page, err = s.deps.People.Named(ctx, a, identity.Query{Text: q, Limit: maxAsked})
		found = page.People
	}
	if err != nil {
		return nil, err
	}
	offered := []identity.Person{}
	for _, p := range found {
		if len(offered) == maxOffered {
			break
		}
		if a.Is(p.ID) {
			continue
		}
		person, err := s.deps.People.Actor(ctx, p.ID)
		if errors.Is(err, errs.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if task.Sees(person, t) {
			offered = append(offered, p)
		}
	}
	return offered, nil
}

// parties are who take part in t by name: lead, assigner, approver, those for whom it waits, coordinators; then the heads of the
// leading unit and of those above it.
func (s *Service) parties(ctx context.Context, t task.Task) ([]identity.Person, error) {
	ids := []string{t.Lead.Person, t.AssignedBy, t.Approver}
	ids = append(ids, t.Waiting...)
	units := []string{}
	for _, part := range t.Coordinators {
		if ids = append(ids, part.Doing()); part.Person == "" {
			units = append(units, part.Unit)
		}
	}
	for _, p := range t.Informed {
		ids = append(ids, p.Person)
	}
	for _, unit := range slices.Backward(t.Units) {
		units = append(units, unit)
	}
	people, err := s.deps.People.People(ctx, t.Agency, ids)
	if err != nil {
		return nil, err
	}
	all := []identity.Person{}
	add := func(p identity.Person) {
		if p.ID != "" && !slices.ContainsFunc(all, func(x identity.Person) bool { return x.ID == p.ID }) {
			all = append(all, p)
		}
	}
	for _, id := range ids {
		add(people[id])
	}
	for _, unit := range units {
		heads, err := s.deps.People.HeadsOf(ctx, t.Agency, unit)
		if err != nil {
			return nil, err
		}
		for _, h := range heads {
			add(h)
		}
	}
	return all, nil
}
