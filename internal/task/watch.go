package task

import (
	"context"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
)

// maxWatchers is how many people may follow one task: each is asked for their rights when it ends or its deadline moves.
const maxWatchers = 50

// eventWatch is the type of the event that somebody follows a task or ceases to; only the own screens hear of it.
const eventWatch = "watch"

// whyWatcher is the part of those who follow a task in what is told to them.
const whyWatcher = "watcher"

// watched are the acts of which those who follow a task get a message: it ends, comes to life again, or its deadline is
// another. Everything else they see on the page and in their list.
var watched = []string{"task.approved", "task.reopened", "task.extension_answered", "task.rescheduled", "task.recalled", "task.cancelled"}

// Watches reports whether person follows the task.
func (t Task) Watches(person string) bool { return slices.Contains(t.Watchers, person) }

// CanWatch reports whether a may follow t: whoever sees it by own right, and not by standing in for somebody.
func CanWatch(a access.Actor, t Task) bool {
	return a.Agency == t.Agency && slices.ContainsFunc(a.Tokens().All, func(token string) bool { return slices.Contains(t.Vis, token) })
}

// Watch makes a follow a task (theo dõi), or cease to. It is no change of the task: the version stays, nobody else is told
// and no history tells of it; asking twice is once. Errors: ErrNotWatching, ErrWatchers; errs.ErrNotFound outside a's scope.
func (s *Service) Watch(ctx context.Context, a access.Actor, id string, on bool) (Task, error) {
	t, err := s.load(ctx, a, id)
	switch {
	case err != nil:
		return Task{}, wrap("watch", id, err)
	case on && !CanWatch(a, t):
		return Task{}, wrap("watch", id, ErrNotWatching)
	case t.Watches(a.ID) == on:
		return t, nil
	case on && len(t.Watchers) >= maxWatchers:
		return Task{}, wrap("watch", id, ErrWatchers)
	}
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		done, err := s.store.Watch(ctx, a.Tokens(), t, a.ID, on)
		if err != nil {
			return err
		}
		if !done { // the place was taken, or the sight lost, meanwhile
			if _, err := s.store.Get(ctx, a.Tokens(), id); err != nil {
				return err
			}
			return ErrWatchers
		}
		return s.deps.Journal.Announce(ctx, t.Agency, eventWatch, t.ID, access.Person(a.ID))
	})
	if err != nil {
		return Task{}, wrap("watch", id, err)
	}
	return s.load(ctx, a, id)
}

// keepWatchers takes from next who follows it but sees it no more. They are asked for when it matters: another circle sees
// the task, or they would be told of it.
func (s *Service) keepWatchers(ctx context.Context, prev Task, next *Task, v verb) error {
	if len(next.Watchers) == 0 || !slices.Contains(watched, v.action) && slices.Equal(prev.Vis, next.Vis) {
		return nil
	}
	kept := []string{}
	for _, person := range next.Watchers {
		a, err := s.deps.People.Actor(ctx, person)
		if e := errs.As(err); err != nil && e.Kind != errs.NotFound {
			return err
		}
		if err == nil && CanWatch(a, *next) {
			kept = append(kept, person)
		}
	}
	next.Watchers = kept
	return nil
}

// toWatchers tells those who follow the task of what they are told, but for whom it is told already.
func toWatchers(t Task, v verb, told []journal.Message) []journal.Message {
	if !slices.Contains(watched, v.action) {
		return nil
	}
	var all []journal.Message
	for _, person := range t.Watchers {
		if !slices.ContainsFunc(told, func(m journal.Message) bool { return m.To == person }) {
			all = append(all, journal.Message{To: person, Why: whyWatcher})
		}
	}
	return all
}
