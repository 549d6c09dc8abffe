package comment

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/clock"
	cursors "congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// Tasks knows the tasks; task.Service fits.
type Tasks interface {
	// Look returns a task that a may see, errs.ErrNotFound otherwise.
	Look(ctx context.Context, a access.Actor, id string) (task.Task, error)
}

// People knows who may see a task; identity.Service fits.
type People interface {
	// Actor returns a person with the appointments in force now, errs.ErrNotFound for an unknown one.
	Actor(ctx context.Context, person string) (access.Actor, error)
	// People returns the named people by id; unknown ids are left out.
	People(ctx context.Context, agency string, ids []string) (map[string]identity.Person, error)
	// Named finds people of a's agency by name.
	Named(ctx context.Context, a access.Actor, q identity.Query) (identity.Page, error)
	// HeadsOf returns who is appointed head of exactly this unit today, none when vacant.
	HeadsOf(ctx context.Context, agency, unit string) ([]identity.Person, error)
}

// Journal records acts; *journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
	Announce(ctx context.Context, agency, typ, id string, audience ...string) error
}

// Deps is what the service works with; every field is needed.
type Deps struct {
	DB      *mongodb.DB
	Clock   clock.Clock
	Tasks   Tasks
	People  People
	Journal Journal
}

// Service keeps comments. It is safe for concurrent use.
type Service struct {
	deps  Deps
	store store
}

// New returns the service over d.
func New(d Deps) *Service { return &Service{deps: d, store: store{d.DB.Collection(collection)}} }

// Page is a page of comments, newest first, with the comments that they answer by id.
type Page struct {
	Items   []Comment
	Answers map[string]Comment
	Next    string // cursor of the following page, "" after the last
}

// List returns what was said about a task that a may see, newest first. Errors: ErrCursor; errs.ErrNotFound outside a's scope.
func (s *Service) List(ctx context.Context, a access.Actor, taskID, cursor string, limit int) (Page, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return Page{}, err
	}
	name, before := "comments|"+t.ID, ""
	if cursor != "" && !cursors.Read(name, cursor, &before) {
		return Page{}, ErrCursor
	}
	items, err := s.store.List(ctx, t.Agency, t.ID, before, limit+1)
	if err != nil {
		return Page{}, err
	}
	p := Page{}
	if len(items) > limit {
		items = items[:limit]
		p.Next = cursors.Of(name, items[limit-1].ID)
	}
	p.Items = items
	p.Answers, err = s.answered(ctx, t, items...)
	return p, err
}

// answered returns the comments that others of a task answer, by id.
func (s *Service) answered(ctx context.Context, t task.Task, all ...Comment) (map[string]Comment, error) {
	found := map[string]Comment{}
	missing := []string{}
	for _, c := range all {
		found[c.ID] = c
	}
	for _, c := range all {
		if _, here := found[c.ReplyTo]; c.ReplyTo != "" && !here && !slices.Contains(missing, c.ReplyTo) {
			missing = append(missing, c.ReplyTo)
		}
	}
	if len(missing) == 0 {
		return found, nil
	}
	more, err := s.store.Some(ctx, t.Agency, t.ID, missing)
	for _, c := range more {
		found[c.ID] = c
	}
	return found, err
}

// Add says something about a task. Whoever is named, is answered, or takes part in the task is told. key is the client's
// Idempotency-Key, "" for none: repeating it gives the comment made then. Errors: ErrInput with the faulty field (somebody
// named who may not see the task, too); errs.ErrKeyReused; errs.ErrNotFound outside a's scope.
func (s *Service) Add(ctx context.Context, a access.Actor, taskID string, in Input, key string) (Page, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return Page{}, err
	}
	if in, err = in.clean(); err != nil {
		return Page{}, err
	}
	c := Comment{
		ID: mongodb.NewID(), Agency: t.Agency, Task: t.ID, Version: 1, By: a.ID, At: s.deps.Clock.Now(), Text: in.Text, ReplyTo: in.ReplyTo, Mentions: in.Mentions,
	}
	if key != "" {
		c.Op = &Op{Person: a.ID, Key: key, Hash: hashOf(t.ID, in)}
		if made, err := s.made(ctx, a, *c.Op); !errors.Is(err, errs.ErrNotFound) {
			return s.with(ctx, t, made, err)
		}
	}
	answered := ""
	if c.ReplyTo != "" {
		to, err := s.store.Get(ctx, t.Agency, t.ID, c.ReplyTo)
		switch {
		case errors.Is(err, errs.ErrNotFound):
			return Page{}, ErrInput.At("replyTo", "not_found")
		case err != nil:
			return Page{}, err
		}
		answered = to.By
	}
	if err := s.mayBeNamed(ctx, t, c.Mentions, nil); err != nil {
		return Page{}, err
	}
	told, err := s.told(ctx, t, c, answered)
	if err != nil {
		return Page{}, err
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Insert(ctx, c); err != nil {
			return err
		}
		return s.record(ctx, a, t, journal.Entry{Action: "task.commented", At: c.At, Inbox: told, Diary: true})
	})
	if errors.Is(err, mongodb.ErrDuplicate) && c.Op != nil { // the same request was here at the same time
		made, err := s.made(ctx, a, *c.Op)
		return s.with(ctx, t, made, err)
	}
	if err != nil {
		return Page{}, fmt.Errorf("comment on task %s: %w", t.ID, err)
	}
	return s.with(ctx, t, c, nil)
}

func (s *Service) made(ctx context.Context, a access.Actor, op Op) (Comment, error) {
	c, err := s.store.Made(ctx, a.Agency, op)
	if err == nil && c.Op.Hash != op.Hash {
		return Comment{}, errs.ErrKeyReused
	}
	return c, err
}

// with returns a page of c alone, with the comment that it answers.
func (s *Service) with(ctx context.Context, t task.Task, c Comment, err error) (Page, error) {
	if err != nil {
		return Page{}, err
	}
	answers, err := s.answered(ctx, t, c)
	return Page{Items: []Comment{c}, Answers: answers}, err
}

// Edit gives a comment another text within EditWithin; who is newly named is told. Errors: ErrNotAuthor, ErrTooLate, ErrGone,
// ErrInput; errs.ErrChanged with the stored one when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) Edit(ctx context.Context, a access.Actor, taskID, id string, version int64, in Input) (Page, error) {
	t, c, err := s.mine(ctx, a, taskID, id, version)
	if err != nil {
		return Page{}, err
	}
	if in, err = in.clean(); err != nil {
		return Page{}, err
	}
	next, err := c.edited(a, in, s.deps.Clock.Now())
	if err != nil {
		return Page{}, err
	}
	if err := s.mayBeNamed(ctx, t, next.Mentions, c.Mentions); err != nil {
		return Page{}, err
	}
	told := []journal.Message{}
	for _, m := range named(next) {
		if !slices.Contains(c.Mentions, m.To) {
			told = append(told, m)
		}
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Replace(ctx, c.Version, next); err != nil {
			return err
		}
		return s.record(ctx, a, t, journal.Entry{Action: "task.comment_edited", At: s.deps.Clock.Now(), Inbox: told})
	})
	if err != nil {
		return Page{}, fmt.Errorf("edit comment %s: %w", id, err)
	}
	return s.with(ctx, t, next, nil)
}

// Delete takes a comment out of sight; that there was one, and whose, stays. Errors: those of Edit but ErrTooLate and ErrInput.
func (s *Service) Delete(ctx context.Context, a access.Actor, taskID, id string, version int64) error {
	t, c, err := s.mine(ctx, a, taskID, id, version)
	if err != nil {
		return err
	}
	next, err := c.deleted(a, s.deps.Clock.Now())
	if err != nil {
		return err
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Replace(ctx, c.Version, next); err != nil {
			return err
		}
		return s.record(ctx, a, t, journal.Entry{Action: "task.comment_deleted", At: next.Deleted})
	})
	if err != nil {
		return fmt.Errorf("delete comment %s: %w", id, err)
	}
	return nil
}

// mine returns a comment of a's own, in the version that was seen, with its task.
func (s *Service) mine(ctx context.Context, a access.Actor, taskID, id string, version int64) (task.Task, Comment, error) {
	t, err := s.deps.Tasks.Look(ctx, a, taskID)
	if err != nil {
		return task.Task{}, Comment{}, err
	}
	c, err := s.store.Get(ctx, t.Agency, t.ID, id)
	switch {
	case err != nil:
		return task.Task{}, Comment{}, err
	case !a.Is(c.By):
		return task.Task{}, Comment{}, ErrNotAuthor
	case c.Version != version:
		return task.Task{}, Comment{}, errs.ErrChanged.Having(c)
	}
	return t, c, nil
}

// record writes the act into the history of the task, and has the open pages of all who see it hear of it. The task itself
// is not changed: its version stays.
func (s *Service) record(ctx context.Context, a access.Actor, t task.Task, e journal.Entry) error {
	e.By, e.Object, e.Version, e.Vis = a, t.JournalObject(), t.Version, t.JournalVis()
	if err := s.deps.Journal.Write(ctx, e); err != nil {
		return err
	}
	return s.deps.Journal.Announce(ctx, t.Agency, EventType, t.ID, t.JournalVis()...)
}

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
		tell(part.Person, "task.commented", "coordinator")
		if part.Person != "" {
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
		if part.Person != "" {
			ids = append(ids, part.Person)
		} else {
			units = append(units, part.Unit)
		}
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

func hashOf(task string, in Input) string {
	raw, _ := json.Marshal([]any{task, in}) // texts and lists of them: cannot fail
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:])
}
