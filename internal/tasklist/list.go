package tasklist

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"congvu/internal/access"
	"congvu/internal/cache"
	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/pkg/fold"
)

// Service answers for the lists of tasks. It is safe for concurrent use.
type Service struct {
	clock   clock.Clock
	store   store
	reports *cache.Cache[Report]
}

// New returns the service over db's tasks.
func New(db *mongodb.DB, c clock.Clock) *Service {
	return &Service{
		clock: c, store: store{tasks: db.Collection(task.Collection)}, reports: cache.New[Report](clock.System(), tallyFor, mongodb.InTx),
	}
}

// windows are how many rows of a list one page of a search for common words looks at, in growing steps until the page is full; then it
// offers to go on ("Tìm tiếp"). Looking at all of them takes some 60 ms on an idle server; a request may take 300.
var windows = []int{1000, 3000, 8000}

// smallScope is how many rows a list may have to be searched row by row; a larger one is searched by the words' index.
const smallScope = 5000

// countLimit is where counting stops: more reads "999+".
const countLimit = 1000

// List returns a page of the tasks in a tab that a may see. next is the cursor of the following page, "" after the last.
// With a text, the rows of exactly that code or document number come first, then those that contain its words, newest
// first; such a page can be short and still have a next one. Errors: ErrCursor.
func (s *Service) List(ctx context.Context, a access.Actor, q Query) (rows []task.Row, next string, err error) {
	q = q.normal()
	after, err := q.after()
	if err != nil {
		return nil, "", err
	}
	sc := scopeOf(a, q.Tab).narrow(q.Narrow, q.Sort, s.clock.Now())
	if sc.never(q.Filter.open()) { // nobody's unit: an $in of nothing would still ask the server
		return []task.Row{}, "", nil
	}
	if text := fold.Number(q.Text); text != "" {
		return s.search(ctx, sc, q, text, after)
	}
	if len(sc.also) > 0 {
		return s.narrowed(ctx, sc, q, after)
	}
	rows, err = s.store.Page(ctx, sc, q, after)
	if err != nil || len(rows) <= q.Limit {
		return rows, "", err
	}
	rows = rows[:q.Limit]
	last := rows[q.Limit-1]
	return rows, q.next(last.ID, q.Sort.Instant(last), false), nil
}

// search returns a page of a list's rows for a text.
func (s *Service) search(ctx context.Context, sc scope, q Query, text string, after place) (rows []task.Row, next string, err error) {
	sc = sc.searchable()
	open, before := q.Filter.open(), after.ID
	if before == "" || after.Exact {
		if rows, err = s.store.exactly(ctx, sc, open, text, before, q.Limit+1); err != nil {
			return nil, "", err
		}
		if len(rows) > q.Limit {
			last := rows[q.Limit-1]
			if last.Code == text { // it stands before the others whatever its age: those begin with the newest
				last.ID = newest
			}
			return rows[:q.Limit], q.next(last.ID, time.Time{}, true), nil
		}
		before = "" // the exact ones are exhausted: the others begin with the newest
	}
	words := fold.Tokens(text)
	if len(words) == 0 {
		return rows, "", nil
	}
	switch few, ok, err := s.few(ctx, sc.agency, words); {
	case err != nil:
		return nil, "", err
	case ok:
		return s.searchFew(ctx, sc, q, text, words, few, before, rows)
	}
	w, err := s.walk(ctx, sc, open, words)
	if err != nil {
		return nil, "", err
	}
	for _, window := range windows {
		floor, err := s.store.floor(ctx, w, before, window)
		if err != nil {
			return nil, "", err
		}
		room := q.Limit - len(rows)
		found, err := s.store.containing(ctx, w, words, text, before, floor, room+1)
		if err != nil {
			return nil, "", err
		}
		if len(found) > room {
			if room > 0 {
				before = found[room-1].ID
			}
			if before == "" { // a page full of exact hits: the others begin on the next one
				before = newest
			}
			return append(rows, found[:room]...), q.next(before, time.Time{}, false), nil
		}
		rows = append(rows, found...)
		if floor == "" {
			return rows, "", nil
		}
		before = floor
	}
	return rows, q.next(before, time.Time{}, false), nil
}

// newest lies behind every id: a place before the first row of a list that is newest first.
const newest = "7ZZZZZZZZZZZZZZZZZZZZZZZZZ"

// maxFew is how many tasks a word may stand in to be looked up whole: their ids are a range of the words' index.
const maxFew = 1000

// maxAsked is how many words of a search are tried for being rare.
const maxAsked = 4

// few returns the ids of the tasks with the first word of a search that stands in few of them, newest first; the last word
// may be incomplete. ok is false when each stands in many.
func (s *Service) few(ctx context.Context, agency string, words []string) (ids []string, ok bool, err error) {
	order := []int{len(words) - 1}
	for i := range len(words) - 1 {
		order = append(order, i)
	}
	slices.SortStableFunc(order[1:], func(i, j int) int { return len(words[j]) - len(words[i]) }) // long words are rarer
	for _, i := range order[:min(len(order), maxAsked)] {
		if ids, ok, err = s.store.rare(ctx, agency, words, i, maxFew); ok || err != nil {
			return ids, ok, err
		}
	}
	return nil, false, nil
}

// searchFew returns the page of a search whose hits are all among ids, after the exact hits rows: nothing is missed, and
// there is no "search on".
func (s *Service) searchFew(ctx context.Context, sc scope, q Query, text string, words, ids []string, before string, rows []task.Row) ([]task.Row, string, error) {
	if before != "" {
		ids = slices.DeleteFunc(ids, func(id string) bool { return id >= before })
	}
	room := q.Limit - len(rows)
	found, err := s.store.among(ctx, sc, q.Filter.open(), ids, words, text, room+1)
	switch {
	case err != nil:
		return nil, "", err
	case len(found) <= room:
		return append(rows, found...), "", nil
	case room > 0:
		return append(rows, found[:room]...), q.next(found[room-1].ID, time.Time{}, false), nil
	}
	return rows, q.next(newest, time.Time{}, false), nil // a page full of exact hits: the others begin on the next one
}

// walk chooses how a list is searched: a small one row by row, a large one by the longest complete word, which is bound
// to stand in fewer rows. A single word may be incomplete, so it is always looked for row by row.
func (s *Service) walk(ctx context.Context, sc scope, open []bool, words []string) (walk, error) {
	byRow := walk{filter: sc.base(open), rest: sc.also, hint: sc.hint(task.ByCreated)}
	if len(words) == 1 {
		return byRow, nil
	}
	n, err := s.store.Size(ctx, sc, open, smallScope)
	if err != nil || n < smallScope {
		return byRow, err
	}
	longest := words[0]
	for _, word := range words[1 : len(words)-1] {
		if len(word) > len(longest) {
			longest = word
		}
	}
	return byWord(sc, open, longest), nil
}

// Count is a number of tasks that stops at 999.
type Count struct {
	N    int
	More bool // there are more than N: "999+"
}

// Counts are the numbers on the tabs, of open tasks.
type Counts struct {
	Lead, Assigned, Coordinating, Watching, Waiting, Unit Count
	Overdue                                               Count // of those a leads
}

// Counts returns how many open tasks each tab has for a.
func (s *Service) Counts(ctx context.Context, a access.Actor) (c Counts, err error) {
	var all sync.WaitGroup
	var failed [7]error // each count its own, and all at once: one after the other they are seven trips
	for i, one := range []struct {
		sc scope
		to *Count
	}{
		{scopeOf(a, TabLead), &c.Lead}, {scopeOf(a, TabAssigned), &c.Assigned}, {scopeOf(a, TabCoordinating), &c.Coordinating}, {scopeOf(a, TabWatching), &c.Watching},
		{scopeOf(a, TabWaiting), &c.Waiting}, {scopeOf(a, TabUnit), &c.Unit}, {scopeOf(a, TabLead).and(overdue(s.clock.Now())), &c.Overdue},
	} {
		all.Go(func() { *one.to, failed[i] = s.count(ctx, one.sc) })
	}
	all.Wait()
	return c, errors.Join(failed[:]...)
}

// Waiting returns how many tasks wait for a's act.
func (s *Service) Waiting(ctx context.Context, a access.Actor) (Count, error) {
	return s.count(ctx, scopeOf(a, TabWaiting))
}

func (s *Service) count(ctx context.Context, sc scope) (Count, error) {
	n, err := s.store.Size(ctx, sc, OnlyOpen.open(), countLimit)
	if n >= countLimit {
		return Count{N: countLimit - 1, More: true}, err
	}
	return Count{N: n}, err
}
