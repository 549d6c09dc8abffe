package journal

import (
	"context"
	"slices"
	"time"

	"congvu/internal/access"
)

// Object is the record that an act is about.
type Object struct {
	Type  string `bson:"type"`            // "task", "diary", "sheet", "person" …
	ID    string `bson:"id"`              // diary: "<person>|<date>", sheet: "<person>|<period>"
	Code  string `bson:"code,omitempty"`  // what people call it, e.g. "NV-2026-000123"
	Title string `bson:"title,omitempty"` // as it was at the time of the act
}

// Change is one changed field, for the history.
type Change struct {
	Field string `bson:"field"` // JSON path, as in the API
	From  string `bson:"from"`
	To    string `bson:"to"`
}

// Message asks for a message to one person about the act.
type Message struct {
	To      string            // person id; a message to the one who acts is dropped: nobody is told of an own act
	Kind    string            // what the text is chosen by, e.g. "task.returned"
	Rule    string            // the rule that asks for it, which says when it stops
	Why     string            // the part of the receiver: "lead", "assigner", "approver", "coordinator", "watcher", "author", "head"
	Key     string            // one message per key ever; made of rule, object, version and receiver unless given
	Params  map[string]string // values of the text's placeholders
	Group   string            // messages of one group are one line to their reader; those about one object unless given
	Planned time.Time         // the moment that its rule set; when it is given unless a run came late
	Holder  []string          // whose act on the object ends what the message asks; the receiver when it waits for them

	// Filled from the entry by Write; given by callers of Inbox.Deliver that write no entry.
	Agency string
	Object Object
	By     string // person id of who caused it, access.SystemID for a job
	ByName string
	For    string // name of the person in whose place it was done, or to whom it would have gone alone; empty for neither
	At     time.Time
}

// Entry is one act.
type Entry struct {
	Action   string // "<package>.<verb in the past>", e.g. "task.returned"; declared by the domain
	By       access.Actor
	Object   Object
	Version  int64             // of the object after the act
	Vis      []string          // who may see the object after the act
	Audience []string          // who may know that it has changed: vis before and after; Vis unless given
	Params   map[string]string // values of the history sentence's placeholders, e.g. names as they were
	Changes  []Change
	Reason   string    // what the actor gave as reason
	At       time.Time // the journal's clock unless given
	Inbox    []Message
	Diary    bool // whether it belongs into the actor's diary of the day

	Waiting []string // for whom the object waits after the act
	First   bool     // the object is new, so that nothing was said about it before
	Settled []string // for whom it waited before, and no longer does: what they were asked is done
	Done    []Object // other objects about which the actor was asked something that this act has done
}

// Subject is a record that can say what the journal needs to know of it.
type Subject interface {
	JournalObject() Object
	JournalVersion() int64
	JournalVis() []string // tokens (package access) of who may see it
}

// Waiter is a Subject that waits for people's acts.
type Waiter interface {
	JournalWaiting() []string // person ids of those whose act comes next
}

// Of returns e about the change of a record from prev to next: whoever could see it before or can now is told.
// prev is the zero value of its type, or nil, when the record is new.
func (e Entry) Of(prev, next Subject) Entry {
	e.Object, e.Version, e.Vis = next.JournalObject(), next.JournalVersion(), next.JournalVis()
	e.Audience = slices.Clone(e.Vis)
	if prev != nil {
		for _, t := range prev.JournalVis() {
			if !slices.Contains(e.Audience, t) {
				e.Audience = append(e.Audience, t)
			}
		}
	}
	if w, ok := next.(Waiter); ok {
		e.Waiting = w.JournalWaiting()
	}
	if w, ok := prev.(Waiter); ok {
		e.Settled = slices.DeleteFunc(slices.Clone(w.JournalWaiting()), func(p string) bool { return slices.Contains(e.Waiting, p) })
	}
	return e
}

// hands returns who did e, and in whose place: of an own act nobody's.
func (e Entry) hands() (by, name, instead, insteadName string) {
	if h := e.By.Hand; h != nil {
		return h.ID, h.Name, e.By.ID, e.By.Name
	}
	return e.By.ID, e.By.Name, "", ""
}

// ToStandIns adds to the audience of e who stands in for people: for those it waits, or waited.
func (e Entry) ToStandIns() Entry {
	for _, p := range slices.Concat(e.Waiting, e.Settled) {
		if t := access.Waiting(p); !slices.Contains(e.Audience, t) {
			e.Audience = append(slices.Clip(e.Audience), t)
		}
	}
	return e
}

// StandIn is who stands in for somebody now.
type StandIn struct {
	To  string // person id
	For string // name of the absent person
}

// Telling adds a message for who stands in beside each that asks an absent person to act; instead is by absent person.
func (e Entry) Telling(instead map[string]StandIn) Entry {
	told := slices.Clone(e.Inbox)
	for _, m := range e.Inbox {
		in, away := instead[m.To]
		if !away || !slices.Contains(e.Waiting, m.To) || slices.ContainsFunc(told, func(x Message) bool { return x.To == in.To }) {
			continue
		}
		m.Holder, m.Why, m.For, m.To, m.Key = []string{m.To}, "substitute", in.For, in.To, ""
		told = append(told, m)
	}
	e.Inbox = told
	return e
}

type requestKey struct{}

// WithRequest returns a ctx that carries the id of the request being served; audit entries keep it.
func WithRequest(ctx context.Context, id string) context.Context {
	return context.WithValue(ctx, requestKey{}, id)
}

// Request returns the id of the request being served, empty in jobs.
func Request(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}
