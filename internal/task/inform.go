package task

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
)

// Informed is somebody who sees given work and acts on nothing of it: named for information (nhận để biết) when it is given, or
// shown it later without the rest of its unit (need to know).
type Informed struct {
	Person  string     `bson:"person"`
	Follows bool       `bson:"follows,omitempty" json:",omitempty"` // follows it from when it is given (+theodoi:)
	By      string     `bson:"by,omitempty" json:",omitempty"`      // who named them, set by the service
	At      *time.Time `bson:"at,omitempty" json:",omitempty"`
}

// informing is the row of the verb table for it: it stands beside the names, not in the action bar.
var informing = verb{
	from: []State{Assigned, InProgress, Submitted, Paused, Completed}, who: either(assigner, leads), refuse: ErrNotInforming,
	action: "task.informed", tells: toInformed,
}

// ErrNotInforming says that only the assigner and the lead show work to others.
var ErrNotInforming = errs.New(errs.Forbidden, "task.not_informing", "only the assigner and the lead name people for information")

// CanInform reports whether a names who sees t for information: its assigner or lead.
func CanInform(a access.Actor, t Task) bool { return informing.allow(a, t) == nil }

// CanSeeFollowers reports whether a sees who follows t: its assigner, its lead, and whoever is in charge of the leading unit.
func CanSeeFollowers(a access.Actor, t Task) bool {
	return assigner(a, t) || leads(a, t) || inCharge(a, t)
}

// takesPart reports whether somebody has to do with t by another part than information.
func (t Task) takesPart(person string) bool {
	return person == t.Lead.Person || person == t.AssignedBy || person == t.Approver || t.HasPart(person)
}

// inform notes who sees t for information from now on; whoever takes part in it is left out, and who stays is as before.
func (t *Task) inform(people []Informed, by string, now time.Time) {
	var all []Informed
	for _, p := range people {
		if t.takesPart(p.Person) || slices.ContainsFunc(all, func(x Informed) bool { return x.Person == p.Person }) {
			continue
		}
		if i := slices.IndexFunc(t.Informed, func(x Informed) bool { return x.Person == p.Person }); i >= 0 {
			p.By, p.At = t.Informed[i].By, t.Informed[i].At
		} else {
			p.By, p.At = by, &now
		}
		all = append(all, p)
	}
	t.Informed = all
}

// follow lets those follow t who were named to, once it is given.
func (t *Task) follow() {
	for _, p := range t.Informed {
		if p.Follows && len(t.Watchers) < maxWatchers {
			t.Watchers = add(clip(t.Watchers), p.Person)
		}
	}
}

// informed returns t shown to people for information and to nobody else for that. Errors: ErrNotInforming, ErrState.
func (t Task) informed(a access.Actor, people []Informed, paths map[string][]string, now time.Time) (Task, error) {
	if err := informing.allow(a, t); err != nil {
		return Task{}, err
	}
	before := t.givenVis(paths)
	t.inform(people, a.Doer(), now)
	helpers := t.Helpers
	t.seenBy(before, paths)
	t.Helpers = helpers
	t.UpdatedAt = now
	return t, nil
}

// checkInformed adds the fault of more people than are named for information, and of one that is none.
func checkInformed(fault *errs.Error, people []Informed) *errs.Error {
	if len(people) > maxWatchers {
		fault = fault.With(errs.Field{Path: "informed", Code: "too_many", Args: map[string]string{"max": fmt.Sprint(maxWatchers)}})
	}
	return fault
}

// known returns errs.ErrInvalid for each of people whom the agency does not have.
func (s *Service) known(ctx context.Context, agency string, people []Informed) error {
	ids := make([]string, len(people))
	for i, p := range people {
		ids[i] = p.Person
	}
	found, err := s.deps.People.People(ctx, agency, ids)
	if err != nil {
		return err
	}
	fault := errs.ErrInvalid
	for i, p := range people {
		if _, ok := found[p.Person]; !ok {
			fault = fault.At(fmt.Sprintf("informed[%d]", i), "not_found")
		}
	}
	return fault.OrNil()
}

// Inform changes who sees given work for information (nhận để biết), without their units; who is new gets one message, ever.
// Errors: ErrNotInforming, ErrState; errs.ErrInvalid at "informed[i]"; errs.ErrChanged when version is stale; errs.ErrNotFound
// outside a's scope.
func (s *Service) Inform(ctx context.Context, a access.Actor, id string, version int64, people []Informed) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		if err := informing.allow(a, t); err != nil { // before who is named is looked up
			return Task{}, act{}, err
		}
		if err := checkInformed(errs.ErrInvalid, people).OrNil(); err != nil {
			return Task{}, act{}, err
		}
		if err := s.known(ctx, t.Agency, people); err != nil {
			return Task{}, act{}, err
		}
		paths, err := s.partPaths(ctx, t)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.informed(a, people, paths, m.now)
		if err != nil {
			return Task{}, act{}, err
		}
		ids := []string{}
		for _, p := range next.Informed {
			ids = append(ids, p.Person)
		}
		found, err := s.deps.People.People(ctx, t.Agency, ids)
		names := []string{}
		for _, id := range ids {
			names = append(names, found[id].Name)
		}
		return next, act{verb: informing, params: map[string]string{"people": short(strings.Join(names, ", "))}}, err
	})
	return t, wrap("name people for information about", id, err)
}

// toInformed tells those who are new.
func toInformed(_ context.Context, _ *Service, prev, t Task) ([]journal.Message, error) {
	return informedOf(prev, t), nil
}

// informedOf returns the messages to those who see t for information and did not see prev for it: one to each ever, however
// often they are named.
func informedOf(prev, t Task) []journal.Message {
	var all []journal.Message
	for _, p := range t.Informed {
		if prev.State.Given() && slices.ContainsFunc(prev.Informed, func(x Informed) bool { return x.Person == p.Person }) {
			continue
		}
		all = append(all, journal.Message{To: p.Person, Why: whyInformed, Key: "task.informed|" + t.ID + "|" + p.Person})
	}
	return all
}

// whyInformed is the part of those who see work for information in what is told to them.
const whyInformed = "informed"
