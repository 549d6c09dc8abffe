package faults

import (
	"cmp"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	v1 "congvu/api/v1"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// think is how long a writer of the load rests between two acts, on average.
const think = 250 * time.Millisecond

// dayLines is how many lines a writer puts into one day before going on with the day before.
const dayLines = 40

// piece is one piece of work as its writer knows it: what was acknowledged, in this order.
type piece struct {
	id, title string
	acts      []string // as its history names them
	reports   []string
	said      []string // comments
}

// ledger keeps what the writers were told is stored.
type ledger struct {
	mu     sync.Mutex
	pieces []*piece
	days   map[string][]string // person|date → lines of the diary
	acks   int
	last   time.Time
	gap    time.Duration // the longest time in which nothing was acknowledged to anybody

	closing bool // the writers go home, and most have gone
	faults  []string
}

func newLedger() *ledger { return &ledger{days: map[string][]string{}, last: time.Now()} }

// keep notes an acknowledged write.
func (l *ledger) keep(note func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	note()
	now := time.Now()
	if !l.closing {
		l.gap = max(l.gap, now.Sub(l.last))
	}
	l.acks, l.last = l.acks+1, now
}

func (l *ledger) fault(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.faults = append(l.faults, err.Error())
}

// stored is what the answers say of a task.
type stored struct {
	ID      string
	State   string
	Version int64
}

// writer is an officer at work, with the head who gives the work and takes it.
type writer struct {
	pair
	site   *site
	ledger *ledger
	days   []vncal.Date
	rest   time.Duration // between two acts, on average
	n      int
}

// work does one piece of work after the other until stop; the last act of each is seen to its end.
func (w *writer) work(stop <-chan struct{}) {
	for {
		select {
		case <-stop:
			return
		default:
		}
		if err := w.piece(stop); err != nil {
			w.ledger.fault(err)
			return
		}
	}
}

// piece takes a task from its assignment to its approval, with talk and a line in the diary; stop ends it between two acts.
func (w *writer) piece(stop <-chan struct{}) error {
	w.n++
	p := &piece{title: fmt.Sprintf("%s, việc số %d", w.officer.login, w.n)}
	var at stored
	if err := w.site.do(act{by: w.head, method: "POST", path: "/tasks", key: mongodb.NewID(), body: assignment(w.unit, w.officer, p.title)}, &at); err != nil {
		return err
	}
	w.ledger.keep(func() {
		p.id = at.ID
		p.acts = append(p.acts, "task.assigned")
		w.ledger.pieces = append(w.ledger.pieces, p)
	})
	for i, step := range []func() error{
		func() error { return w.verb(p, &at, w.officer, "accept", "task.accepted", "in_progress", nil) },
		func() error { return w.say(p, w.officer) },
		func() error { return w.line() },
		func() error { return w.report(p, &at) },
		func() error { return w.say(p, w.head) },
		func() error {
			return w.verb(p, &at, w.officer, "submit", "task.submitted", "submitted", map[string]any{"note": "Đã xong", "quantity": 1})
		},
		func() error {
			return w.verb(p, &at, w.head, "approve", "task.approved", "completed", map[string]any{"verdict": "met", "quantity": 1})
		},
	} {
		select {
		case <-stop:
			return nil
		case <-time.After(w.rest/2 + rand.N(w.rest+1)):
		}
		if err := step(); err != nil {
			return fmt.Errorf("step %d: %w", i, err)
		}
	}
	return nil
}

// verb does an act that carries the version its actor saw.
func (w *writer) verb(p *piece, at *stored, by *person, path, action, state string, body map[string]any) error {
	whole := map[string]any{"version": at.Version}
	for k, v := range body {
		whole[k] = v
	}
	seen := at.Version
	if err := w.site.do(act{by: by, method: "POST", path: "/tasks/" + p.id + "/" + path, body: whole, done: func(raw json.RawMessage) bool {
		var now stored
		return json.Unmarshal(raw, &now) == nil && now.Version == seen+1 && now.State == state
	}}, at); err != nil {
		return err
	}
	w.ledger.keep(func() { p.acts = append(p.acts, action) })
	return nil
}

// report tells of progress, once whatever happens to the answer.
func (w *writer) report(p *piece, at *stored) error {
	text := p.title + ", được một nửa"
	if err := w.site.do(act{by: w.officer, method: "POST", path: "/tasks/" + p.id + "/reports", key: mongodb.NewID(),
		body: map[string]any{"version": at.Version, "percent": 50, "text": text}}, at); err != nil {
		return err
	}
	w.ledger.keep(func() { p.acts, p.reports = append(p.acts, "task.reported"), append(p.reports, text) })
	return nil
}

// say writes a comment.
func (w *writer) say(p *piece, by *person) error {
	text := fmt.Sprintf("%s, lời thứ %d", p.title, len(p.said)+1)
	var made struct{ ID string }
	if err := w.site.do(act{by: by, method: "POST", path: "/tasks/" + p.id + "/comments", key: mongodb.NewID(), body: map[string]any{"text": text}}, &made); err != nil {
		return err
	}
	w.ledger.keep(func() { p.acts, p.said = append(p.acts, "task.commented"), append(p.said, text) })
	return nil
}

// assignment is a task given to an officer.
func assignment(unit string, to *person, title string) map[string]any {
	return map[string]any{
		"title": title, "assign": true, "lead": map[string]string{"unit": unit, "person": to.id},
		"product": map[string]any{"text": "Báo cáo", "points": 10}, "quantity": 1,
		"due": map[string]any{"kind": "working", "n": 3}, "urgency": "thuong",
	}
}

// line adds a line to the diary: the whole day is saved, as its page does.
func (w *writer) line() error {
	for _, date := range w.days {
		key := w.officer.id + "|" + string(date)
		w.ledger.mu.Lock()
		have := slices.Clone(w.ledger.days[key])
		w.ledger.mu.Unlock()
		if len(have) >= dayLines {
			continue
		}
		var day v1.DiaryDay
		if err := w.site.do(act{by: w.officer, method: "GET", path: "/diary/days/" + string(date)}, &day); err != nil {
			return err
		}
		if got := texts(day); !slices.Equal(got, have) {
			return fmt.Errorf("%s %s reads %q, acknowledged were %q", w.officer.login, date, got, have)
		}
		in := v1.DiaryInput{VersionBody: v1.VersionBody{Version: day.Version}, Place: v1.DiaryPlaces{AM: "remote", PM: "remote"}}
		for _, e := range day.Entries {
			in.Entries = append(in.Entries, v1.DiaryEntryInput{ID: e.ID, Text: e.Text, Minutes: e.Minutes})
		}
		text := fmt.Sprintf("Dòng %d của %s", len(have)+1, w.officer.login)
		in.Entries = append(in.Entries, v1.DiaryEntryInput{Text: text, Minutes: 5})
		want := slices.Concat(have, []string{text})
		if err := w.site.do(act{by: w.officer, method: "PUT", path: "/diary/days/" + string(date), body: in, done: func(raw json.RawMessage) bool {
			var now v1.DiaryDay
			return json.Unmarshal(raw, &now) == nil && now.Version == day.Version+1 && slices.Equal(texts(now), want)
		}}, &day); err != nil {
			return err
		}
		w.ledger.keep(func() { w.ledger.days[key] = want })
		return nil
	}
	return nil // every day is full
}

func texts(d v1.DiaryDay) (all []string) {
	for _, e := range d.Entries {
		all = append(all, e.Text)
	}
	return all
}

// load has so many officers, 0 for all, work until stop is called, which returns what they were told is stored.
func load(o *office, s *site, writers int) (stop func() *ledger) {
	l, quit := newLedger(), make(chan struct{})
	today := o.today()
	days := []vncal.Date{today, today.AddDays(-1), today.AddDays(-2), today.AddDays(-3)}
	var all sync.WaitGroup
	pairs := o.pairs()
	rand.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	for _, p := range pairs[:min(len(pairs), cmp.Or(writers, len(pairs)))] {
		w := &writer{pair: p, site: s, ledger: l, days: days, rest: think}
		all.Go(func() {
			time.Sleep(rand.N(4 * think)) // nobody begins with anybody else
			w.work(quit)
		})
	}
	return func() *ledger {
		l.mu.Lock()
		l.closing = true
		l.mu.Unlock()
		close(quit)
		all.Wait()
		return l
	}
}
