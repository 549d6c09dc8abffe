package task

import (
	"context"
	"slices"

	"congvu/internal/access"
	"congvu/internal/journal"
)

// act is what was done, for the journal.
type act struct {
	action  string            // audit action and kind of the messages: "task.returned"
	params  map[string]string // values for the history's sentence beside those that every act has
	reason  string
	told    audience // who gets a message; nil: nobody
	comment *Comment // stored with the act

	hold func(context.Context) error // of a job: refuses the transaction once another node does the same work
}

// audience says who is told of an act and in which part.
type audience func(ctx context.Context, s *Service, t Task) ([]journal.Message, error)

// entry returns the journal entry of an act that made next of prev. Names and dates in it are ready to be shown: they are
// what they were at the time.
func (s *Service) entry(ctx context.Context, a access.Actor, prev, next Task, done act) (journal.Entry, error) {
	e := journal.Entry{Action: done.action, By: a, At: next.UpdatedAt, Reason: done.reason, Params: map[string]string{}, Diary: true}
	lead, err := s.leadName(ctx, next)
	if err != nil {
		return e, err
	}
	switch done.action {
	case "task.created", "task.edited", "task.assigned":
		e.Params["due"], e.Params["product"], e.Params["quantity"] = next.DueOn.Display(), next.Product.Name, decimal(next.QtyMilli)
		fallthrough
	case "task.named":
		e.Params["lead"] = lead
	}
	switch done.action {
	case "task.created", "task.edited", actionPassed, actionRecounted: // a draft is no work done yet, and a job keeps no diary
		e.Diary = false
	}
	for k, v := range done.params {
		e.Params[k] = v
	}
	if done.told != nil {
		if e.Inbox, err = done.told(ctx, s, next); err != nil {
			return e, err
		}
	}
	for i := range e.Inbox {
		kind := done.action
		if kind == "task.assigned" && e.Inbox[i].Why == "coordinator" { // helping is not leading: the message says so
			kind = "task.coordinated"
		}
		e.Inbox[i].Kind, e.Inbox[i].Rule, e.Inbox[i].Params = kind, kind, messageParams(e, next)
	}
	if prev.ID == "" {
		return e.Of(nil, next), nil
	}
	return e.Of(prev, next), nil
}

// messageParams returns the values for a message's text: those of the history, the deadline, and the reason given.
func messageParams(e journal.Entry, t Task) map[string]string {
	p := map[string]string{"due": t.DueOn.Display()}
	if t.Urgency != Normal {
		p["urgency"] = string(t.Urgency)
	}
	for k, v := range e.Params {
		p[k] = v
	}
	if e.Reason != "" {
		p["reason"] = short(e.Reason)
	}
	return p
}

// leadName returns the name of the person, else of the unit, who leads.
func (s *Service) leadName(ctx context.Context, t Task) (string, error) {
	if t.Lead.Person != "" {
		people, err := s.deps.People.People(ctx, t.Agency, []string{t.Lead.Person})
		return people[t.Lead.Person].Name, err
	}
	u, err := s.deps.Units.Unit(ctx, t.Agency, t.Lead.Unit)
	return u.Name, err
}

// toLead tells the person who leads.
func toLead(_ context.Context, _ *Service, t Task) ([]journal.Message, error) {
	return []journal.Message{{To: t.Lead.Person, Why: "lead"}}, nil
}

// toAssigner tells who gave the work.
func toAssigner(_ context.Context, _ *Service, t Task) ([]journal.Message, error) {
	return []journal.Message{{To: t.AssignedBy, Why: "assigner"}}, nil
}

// toDeciders tells those for whom it waits to be decided: the approver of a submission, the heads of a proposal.
func toDeciders(_ context.Context, _ *Service, t Task) ([]journal.Message, error) {
	why := "approver"
	if t.State == Draft {
		why = "head"
	}
	var all []journal.Message
	for _, person := range t.Waiting {
		all = append(all, journal.Message{To: person, Why: why})
	}
	return all, nil
}

// withNamer tells beside those of told the head who had named the lead.
func withNamer(told audience) audience {
	return func(ctx context.Context, s *Service, t Task) ([]journal.Message, error) {
		all, err := told(ctx, s, t)
		if t.NamedBy == "" || slices.ContainsFunc(all, func(m journal.Message) bool { return m.To == t.NamedBy }) {
			return all, err
		}
		return append(all, journal.Message{To: t.NamedBy, Why: "head"}), err
	}
}

// toTakers tells everybody who takes part in the work: the lead, or the heads of the leading unit, and the coordinators,
// for a unit its heads. Everybody is told once, in the first part that fits.
func toTakers(ctx context.Context, s *Service, t Task) ([]journal.Message, error) {
	var all []journal.Message
	tell := func(person, why string) {
		if person != "" && !slices.ContainsFunc(all, func(m journal.Message) bool { return m.To == person }) {
			all = append(all, journal.Message{To: person, Why: why})
		}
	}
	tell(t.Lead.Person, "lead")
	if t.Lead.Person == "" {
		heads, err := s.nearestHeads(ctx, t.Agency, t.Units, "")
		if err != nil {
			return nil, err
		}
		for _, h := range heads {
			tell(h, "head")
		}
	}
	for _, c := range t.Coordinators {
		tell(c.Person, "coordinator")
		if c.Person != "" {
			continue
		}
		heads, err := s.deps.People.HeadsOf(ctx, t.Agency, c.Unit)
		if err != nil {
			return nil, err
		}
		for _, h := range heads {
			tell(h.ID, "coordinator")
		}
	}
	return all, nil
}

// maxShort is how much of a text a message or a line of history shows, in characters.
const maxShort = 200

// short cuts a text for a message.
func short(s string) string {
	r := []rune(s)
	if len(r) <= maxShort {
		return s
	}
	return string(r[:maxShort-1]) + "…"
}
