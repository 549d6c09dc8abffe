package task

import (
	"context"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
)

// MaxBlockers is for how many tasks one can wait, and how many can wait for one.
const MaxBlockers = 30

// eventLinks is the type of the event that something has happened to a task for which another waits, or that it waits for one
// more; the object is the one whose page says so.
const eventLinks = "links"

// blocking and unblocking are the rows of the verb table for them: they stand beside the action bar, and are no work done. The
// way of a task does not hang on them: to wait for other work is said, and bars nobody.
var (
	blocking   = verb{from: openStates, who: links, refuse: ErrNotLinking, action: "task.blocked", tells: toHolders}
	unblocking = verb{from: openStates, who: links, refuse: ErrNotLinking, action: "task.unblocked", tells: toHolders}
)

// openStates are those of open work.
var openStates = []State{Draft, Assigned, InProgress, Submitted, Paused, Recalled}

// links reports whether a may say what t waits for: who works on it or names who does, who gave or drafted it, and who decides
// about it.
func links(a access.Actor, t Task) bool {
	return leads(a, t) || names(a, t) || assigner(a, t) || decides(a, t) || drafts(a, t)
}

// CanBlock reports whether a may say for which other work t waits (chờ việc), or no longer waits: while it is open.
func CanBlock(a access.Actor, t Task) bool { return blocking.allow(a, t) == nil }

// blocked returns t waiting for the task on too. Errors: ErrNotLinking, ErrState; errs.ErrInvalid at "blocker" for itself, for
// work above or below it in its tree, which it waits for anyhow or can never wait for, for ended work, and for one too many.
func (t Task) blocked(a access.Actor, on Task) (Task, error) {
	if err := blocking.allow(a, t); err != nil {
		return Task{}, err
	}
	switch {
	case on.ID == t.ID:
		return Task{}, errs.ErrInvalid.At("blocker", "itself")
	case slices.Contains(t.Blockers, on.ID):
		return Task{}, errs.ErrInvalid.At("blocker", "duplicate")
	case slices.Contains(t.Above, on.ID), slices.Contains(on.Above, t.ID):
		return Task{}, errs.ErrInvalid.At("blocker", "same_tree")
	case !on.Open:
		return Task{}, errs.ErrInvalid.At("blocker", "work_ended")
	case len(t.Blockers) >= MaxBlockers:
		return Task{}, errs.ErrInvalid.At("blocker", "too_many_links")
	}
	t.Blockers = append(clip(t.Blockers), on.ID)
	return t, nil
}

// unblocked returns t waiting no longer for the task id. Errors: ErrNotLinking, ErrState; errs.ErrInvalid at "blocker" when it did
// not wait for it.
func (t Task) unblocked(a access.Actor, id string) (Task, error) {
	if err := unblocking.allow(a, t); err != nil {
		return Task{}, err
	}
	at := slices.Index(t.Blockers, id)
	if at < 0 {
		return Task{}, errs.ErrInvalid.At("blocker", "not_found")
	}
	t.Blockers = slices.Delete(slices.Clone(t.Blockers), at, at+1)
	if len(t.Blockers) == 0 {
		t.Blockers = nil // as of a task that never waited: the index leaves it out
	}
	return t, nil
}

// Block says that the task id waits for the task on (chờ việc), or with waits false that it no longer does. a must see both. It
// bars nothing: the page, the tree and the lists say so, and whoever has the waiting work is told when the other ends or its
// deadline moves. Work that waits for each other, over any number of steps or over parts of one tree, is refused.
// Errors: ErrNotLinking, ErrState; errs.ErrInvalid at "blocker"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's
// scope.
func (s *Service) Block(ctx context.Context, a access.Actor, id string, version int64, on string, waits bool) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		v, change := blocking, t.blocked
		if !waits {
			v, change = unblocking, func(a access.Actor, on Task) (Task, error) { return t.unblocked(a, on.ID) }
		}
		if err := v.allow(a, t); err != nil { // before what the request names is looked up
			return Task{}, act{}, err
		}
		other, err := s.store.Get(ctx, a.Tokens(), on)
		if err != nil {
			return Task{}, act{}, orField(err, errs.ErrInvalid, "blocker")
		}
		next, err := change(a, other)
		next.UpdatedAt = m.now
		done := act{verb: v, params: map[string]string{"on": other.Code}, also: s.announceLinks(other)}
		if waits {
			done.hold = func(ctx context.Context) error { return s.endless(ctx, t, other) }
		}
		return next, done, err
	})
	return t, wrap("say what waits for", id, err)
}

// announceLinks tells the screens of a task that others wait for it, or no longer do.
func (s *Service) announceLinks(t Task) func(context.Context) error {
	return func(ctx context.Context) error {
		return s.deps.Journal.Announce(ctx, t.Agency, eventLinks, t.ID, t.Vis...)
	}
}

// maxChain is how many tasks are looked at to find out whether work would wait for itself.
const maxChain = 2000

// endless returns the fault of t waiting for on when on, or what has to end before it can, waits for t or for work that t is a
// part of: its blockers and its parts, theirs, and so on. Two requests at once are looked at one after the other.
func (s *Service) endless(ctx context.Context, t, on Task) error {
	if err := s.store.LockLinks(ctx, t.Agency); err != nil {
		return err
	}
	switch n, err := s.store.WaitingForCount(ctx, t.Agency, on.ID); {
	case err != nil:
		return err
	case n >= MaxBlockers:
		return errs.ErrInvalid.At("blocker", "too_many_links")
	}
	ends := append(clip(t.Above), t.ID)
	seen, next := map[string]bool{}, []string{on.ID}
	for len(next) > 0 {
		for _, id := range next {
			seen[id] = true
		}
		if len(seen) > maxChain {
			return errs.ErrInvalid.At("blocker", "chain")
		}
		reached, err := s.store.HeldBy(ctx, t.Agency, next)
		if err != nil {
			return err
		}
		next = nil
		for _, id := range reached {
			if slices.Contains(ends, id) {
				return errs.ErrInvalid.At("blocker", "cycle")
			}
			if !seen[id] {
				seen[id] = true
				next = append(next, id)
			}
		}
	}
	return nil
}

// Links are the tasks that one waits for and those that wait for it, as far as somebody sees them.
type Links struct {
	WaitsFor     []Row // in the order they were named
	WaitsHidden  int   // others it waits for, out of sight and open
	Blocks       []Row // open ones, old first
	BlocksHidden int   // others, out of sight
	MayRelease   map[string]bool
}

// Links returns a task that a may see with what it waits for and what waits for it. errs.ErrNotFound outside a's scope.
func (s *Service) Links(ctx context.Context, a access.Actor, id string) (Task, Links, error) {
	t, err := s.load(ctx, a, id)
	if err != nil {
		return Task{}, Links{}, err
	}
	l := Links{MayRelease: map[string]bool{}}
	named := map[string]Task{}
	if len(t.Blockers) > 0 {
		all, err := s.store.OfIDs(ctx, t.Agency, t.Blockers)
		if err != nil {
			return Task{}, Links{}, err
		}
		for _, b := range all {
			named[b.ID] = b
		}
	}
	for _, id := range t.Blockers {
		switch b, ok := named[id]; {
		case ok && CanWatch(a, b):
			l.WaitsFor = append(l.WaitsFor, b.Row)
		case ok && b.Open:
			l.WaitsHidden++
		}
	}
	blocked, err := s.store.WaitingFor(ctx, t.Agency, t.ID)
	if err != nil {
		return Task{}, Links{}, err
	}
	for _, b := range blocked {
		if !CanWatch(a, b) {
			l.BlocksHidden++
			continue
		}
		if b.ApproverGone, err = s.gone(ctx, b); err != nil {
			return Task{}, Links{}, err
		}
		l.Blocks, l.MayRelease[b.ID] = append(l.Blocks, b.Row), CanBlock(a, b)
	}
	return t, l, nil
}

// Wait says for which other work a task waits.
type Wait struct {
	Count int  // how many of them are open
	First *Row // the one of them due first that the reader sees, nil when they see none
}

// Waits returns for what those of rows wait that wait for open work, by id; one read for all of them, and none where no row
// names another task.
func (s *Service) Waits(ctx context.Context, a access.Actor, rows []Row) (map[string]Wait, error) {
	var ids []string
	for _, r := range rows {
		if r.Open {
			ids = append(ids, r.Blockers...)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	slices.Sort(ids)
	all, err := s.store.OfIDs(ctx, a.Agency, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	named := map[string]Task{}
	for _, t := range all {
		named[t.ID] = t
	}
	waits := map[string]Wait{}
	for _, r := range rows {
		var w Wait
		for _, id := range r.Blockers {
			b, ok := named[id]
			if !ok || !b.Open || !r.Open {
				continue
			}
			w.Count++
			if CanWatch(a, b) && (w.First == nil || b.DueAt.Before(w.First.DueAt)) {
				w.First = &b.Row
			}
		}
		if w.Count > 0 {
			waits[r.ID] = w
		}
	}
	return waits, nil
}

// The messages to whoever has work that waited for other work.
const (
	blockerDone     = "task.blocker_done"     // it was approved
	blockerDropped  = "task.blocker_dropped"  // it was cancelled, so that nothing comes of it
	blockerReopened = "task.blocker_reopened" // it is worked on again
	blockerMoved    = "task.blocker_moved"    // its deadline is another
)

// blockerNews returns what an act on a task means for what waits for it, "" when nothing.
func blockerNews(prev, next Task) string {
	switch {
	case prev.ID == "":
		return ""
	case prev.Open && next.State == Completed:
		return blockerDone
	case prev.Open && !next.Open:
		return blockerDropped
	case !prev.Open && next.Open:
		return blockerReopened
	case prev.State.Given() && next.State.Given() && prev.DueOn != next.DueOn:
		return blockerMoved
	}
	return ""
}

// tellBlocked tells whoever has the open work that waits for next what has become of it, in the transaction of the act. The
// messages and the history name its code alone: who is told need not see it. The waiting tasks themselves do not change.
func (s *Service) tellBlocked(ctx context.Context, a access.Actor, prev, next Task) error {
	news := blockerNews(prev, next)
	if news == "" {
		return nil
	}
	all, err := s.store.WaitingFor(ctx, next.Agency, next.ID)
	if err != nil {
		return err
	}
	for _, t := range all {
		params := map[string]string{"on": next.Code}
		if news == blockerMoved {
			params["was"], params["due"] = prev.DueOn.Display(), next.DueOn.Display()
		}
		e := journal.Entry{Action: news, By: a, At: next.UpdatedAt, Params: params}
		for _, person := range t.havers() {
			e.Inbox = append(e.Inbox, journal.Message{To: person, Kind: news, Rule: "task.blocker", Why: "lead", Params: params, Key: news + "|" + next.ID + "|" + strconv.FormatInt(next.Version, 10) + "|" + t.ID + "|" + person})
		}
		e = e.Of(t, t)
		e.First = true // nobody has acted on it: what they were asked about it is still asked
		if err := s.deps.Journal.Write(ctx, e); err != nil {
			return err
		}
		if err := s.announceLinks(t)(ctx); err != nil {
			return err
		}
	}
	return nil
}

// havers are who has open work now: those whose act comes next and its lead; of a draft nobody waits for, its author.
func (t Task) havers() []string {
	all := slices.Clone(t.Waiting)
	if t.State.Given() && t.Lead.Person != "" {
		all = add(all, t.Lead.Person)
	}
	if len(all) == 0 {
		all = add(all, t.AssignedBy)
	}
	return all
}
