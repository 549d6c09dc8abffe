package task

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/journal"
)

// act is what was done, for the journal.
type act struct {
	verb    verb
	params  map[string]string // values for the history's sentence that only the request knows
	reason  string
	comment *Comment // stored with the act
	group   string   // messages of it are one line to their reader, "": those about one task

	also func(context.Context) error // what is stored in the same transaction after it, nil: nothing
	hold func(context.Context) error // of a job: refuses the transaction once another node does the same work
}

// audience says who is told of an act that made t of prev, and in which part.
type audience func(ctx context.Context, s *Service, prev, t Task) ([]journal.Message, error)

// entry returns the journal entry of an act that made next of prev. Names and dates in it are ready to be shown: they are
// what they were at the time.
func (s *Service) entry(ctx context.Context, a access.Actor, prev, next Task, done act) (journal.Entry, error) {
	v := done.verb
	e := journal.Entry{Action: v.action, By: a, At: next.UpdatedAt, Reason: done.reason, Params: map[string]string{}, Diary: v.diary}
	if v.params != nil {
		maps.Copy(e.Params, v.params(next))
	}
	maps.Copy(e.Params, done.params)
	if _, wanted := e.Params["lead"]; wanted {
		lead, err := s.leadName(ctx, next)
		if err != nil {
			return e, err
		}
		e.Params["lead"] = lead
	}
	if v.tells != nil {
		var err error
		if e.Inbox, err = v.tells(ctx, s, prev, next); err != nil {
			return e, err
		}
	}
	if v.act == ActAssign {
		for _, m := range informedOf(prev, next) {
			if !slices.ContainsFunc(e.Inbox, func(x journal.Message) bool { return x.To == m.To }) {
				e.Inbox = append(e.Inbox, m)
			}
		}
	}
	e.Inbox = append(e.Inbox, toWatchers(next, v, e.Inbox)...)
	for i := range e.Inbox {
		kind := v.action
		if kind == "task.assigned" && e.Inbox[i].Why == "coordinator" { // helping is not leading: the message says so
			kind = "task.coordinated"
		}
		if e.Inbox[i].Why == whyInformed {
			kind = informing.action
		}
		e.Inbox[i].Group = done.group
		e.Inbox[i].Kind, e.Inbox[i].Rule, e.Inbox[i].Params = kind, kind, messageParams(e, next)
		if e.Inbox[i].Why == whyWatcher {
			e.Inbox[i].Rule = "task.watched"
		}
	}
	if prev.ID == "" {
		e.First = true
		e = e.Of(nil, next)
	} else {
		e = e.Of(prev, next)
	}
	instead, err := s.deps.People.Substitutes(ctx, next.Agency, next.Waiting...)
	return e.ToStandIns().Telling(instead), err
}

// messageParams returns the values for a message's text: those of the history, the deadline, and the reason given.
func messageParams(e journal.Entry, t Task) map[string]string {
	p := map[string]string{"due": t.DueOn.Display(), "urgency": string(t.Urgency)}
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
	if t.Lead.Unit == "" { // a draft that names none yet
		return "", nil
	}
	u, err := s.deps.Units.Unit(ctx, t.Agency, t.Lead.Unit)
	return u.Name, err
}

// toLead tells the person who leads.
func toLead(_ context.Context, _ *Service, _, t Task) ([]journal.Message, error) {
	return []journal.Message{{To: t.Lead.Person, Why: "lead"}}, nil
}

// toJudged tells the lead what was decided, and whoever's part was found to have a major content error.
func toJudged(_ context.Context, _ *Service, _, t Task) ([]journal.Message, error) {
	all := []journal.Message{{To: t.Lead.Person, Why: "lead"}}
	if last := t.last(); last != nil && last.Decision != nil && last.Decision.Of != "" {
		all = append(all, journal.Message{To: last.Decision.Of, Why: "coordinator"})
	}
	return all, nil
}

// toAssigner tells who gave the work.
func toAssigner(_ context.Context, _ *Service, _, t Task) ([]journal.Message, error) {
	return []journal.Message{{To: t.AssignedBy, Why: "assigner"}}, nil
}

// toDeciders tells those for whom it waits to be decided: the approver of a submission, the heads of a proposal.
func toDeciders(_ context.Context, _ *Service, _, t Task) ([]journal.Message, error) {
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

// toReceivers tells those to whom declined work comes back, its assigner or who stands in, and the head who had named the
// lead.
func toReceivers(ctx context.Context, s *Service, prev, t Task) ([]journal.Message, error) {
	told := toAssigner
	if t.ApproverGone {
		told = toDeciders
	}
	all, err := told(ctx, s, prev, t)
	if err != nil || t.NamedBy == "" || slices.ContainsFunc(all, func(m journal.Message) bool { return m.To == t.NamedBy }) {
		return all, err
	}
	return append(all, journal.Message{To: t.NamedBy, Why: "head"}), nil
}

// toHolders tells those for whom it waits, each in the part by which it does.
func toHolders(_ context.Context, _ *Service, _, t Task) ([]journal.Message, error) {
	var all []journal.Message
	for _, person := range t.Waiting {
		why := "head"
		switch {
		case person == t.Lead.Person:
			why = "lead"
		case t.State == Submitted:
			why = "approver"
		}
		all = append(all, journal.Message{To: person, Why: why})
	}
	return all, nil
}

// nudgedTimes returns how often it was pressed for by now.
func nudgedTimes(t Task) map[string]string {
	return map[string]string{"count": strconv.Itoa(t.Nudged.Count)}
}

// toBereft tells those who lose work that is dropped: who proposed it, or who had it; of a draft, and of work that had been
// taken from them before, nobody.
func toBereft(ctx context.Context, s *Service, prev, t Task) ([]journal.Message, error) {
	switch {
	case prev.Proposal:
		return toLead(ctx, s, prev, t)
	case prev.State.Given():
		return toTakers(ctx, s, prev, t)
	}
	return nil, nil
}

// content returns what a task that is made, changed or given is about. The lead's name is filled in where it is asked for.
func content(t Task) map[string]string {
	return map[string]string{"due": t.DueOn.Display(), "product": t.Product.Name, "quantity": decimal(t.QtyMilli), "lead": ""}
}

// namedLead asks for the lead's name.
func namedLead(Task) map[string]string { return map[string]string{"lead": ""} }

// handedBack returns the deadline after a return, and what failed.
func handedBack(t Task) map[string]string {
	p := failedPieces(t)
	p["due"] = t.DueOn.Display()
	return p
}

// failedPieces returns how many pieces the decision just made found faulty, and whether that was a major content error.
func failedPieces(t Task) map[string]string {
	p := map[string]string{}
	if last := t.last(); last != nil && last.Decision != nil {
		if last.Decision.FailedMilli > 0 {
			p["failed"] = decimal(last.Decision.FailedMilli)
		}
		if last.Decision.Major {
			p["major"] = "true"
		}
	}
	return p
}

// toTakers tells everybody who takes part in the work: the lead, or the heads of the leading unit, and the coordinators,
// for a unit its heads. Everybody is told once, in the first part that fits.
func toTakers(ctx context.Context, s *Service, _, t Task) ([]journal.Message, error) {
	var all []journal.Message
	tell := func(person, why string) {
		if person != "" && !slices.ContainsFunc(all, func(m journal.Message) bool { return m.To == person }) {
			all = append(all, journal.Message{To: person, Why: why})
		}
	}
	tell(t.Lead.Person, "lead")
	if t.Lead.Person == "" {
		heads, err := s.nearestHeads(ctx, t.Agency, t.Units, "")
		if err != nil && !errors.Is(err, ErrNoHead) { // a vacant post keeps nobody else from being told
			return nil, err
		}
		for _, h := range heads {
			tell(h, "head")
		}
	}
	for _, c := range t.Coordinators {
		who, err := s.partPeople(ctx, t.Agency, c, "coordinator")
		if err != nil {
			return nil, err
		}
		for _, m := range who {
			tell(m.To, m.Why)
		}
	}
	return all, nil
}

// partPeople tells who does a part, or the heads of a unit that has named nobody.
func (s *Service) partPeople(ctx context.Context, agency string, p Part, why string) ([]journal.Message, error) {
	if person := p.Doing(); person != "" {
		return []journal.Message{{To: person, Why: why}}, nil
	}
	heads, err := s.deps.People.HeadsOf(ctx, agency, p.Unit)
	var all []journal.Message
	for _, h := range heads {
		all = append(all, journal.Message{To: h.ID, Why: why})
	}
	return all, err
}

// toFormer tells those for whom it waited before.
func toFormer(_ context.Context, _ *Service, prev, _ Task) ([]journal.Message, error) {
	var all []journal.Message
	for _, person := range prev.Waiting {
		all = append(all, journal.Message{To: person, Why: "approver"})
	}
	return all, nil
}

// extensionRequest returns the days of a request for a later deadline.
func extensionRequest(t Task) map[string]string {
	last := t.Extensions[len(t.Extensions)-1]
	return map[string]string{"was": last.From.Display(), "due": last.To.Display()}
}

// extensionAnswer returns the answer that was just given, and the deadline in force.
func extensionAnswer(t Task) map[string]string {
	last := t.Extensions[len(t.Extensions)-1]
	return map[string]string{"was": last.From.Display(), "due": t.DueOn.Display(), "answer": string(last.Answer.Kind)}
}

// anotherDue returns the deadline in force and the one before it.
func anotherDue(t Task) map[string]string {
	p := map[string]string{"due": t.DueOn.Display(), "was": ""}
	if dues := t.present(); len(dues) > 1 {
		p["was"] = dues[len(dues)-2].On.Display()
	}
	return p
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
