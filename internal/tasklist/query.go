package tasklist

import (
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/pkg/fold"
)

// ErrCursor refuses a cursor that no list gave.
var ErrCursor = errs.New(errs.Malformed, "tasklist.cursor", "cursor does not belong to this list")

// Tab is one of the lists of tasks.
type Tab string

// The tabs, as sent.
const (
	TabLead         Tab = "lead"         // Được giao: work I lead
	TabAssigned     Tab = "assigned"     // Tôi giao: work I gave, my drafts too
	TabCoordinating Tab = "coordinating" // Phối hợp: work in which I, or the unit I head, help
	TabWatching     Tab = "watching"     // Theo dõi: work I follow, and may see
	TabWaiting      Tab = "waiting"      // Nhiệm vụ chờ tôi: my act comes next
	TabUnit         Tab = "unit"         // Đơn vị: what my units lead or coordinate
	TabAll          Tab = "all"          // everything I may see, in whatever part: for searching
)

// Filter narrows a list by whether the work is finished; the waiting tab holds only what is not.
type Filter string

// The filters, as sent.
const (
	OnlyOpen     Filter = "open"
	OnlyFinished Filter = "finished"
	All          Filter = "all"
)

// open returns the stored values of Row.Open that the filter lets through.
func (f Filter) open() []bool {
	switch f {
	case OnlyOpen:
		return []bool{true}
	case OnlyFinished:
		return []bool{false}
	}
	return []bool{true, false}
}

// Query asks for a page of tasks.
type Query struct {
	Tab    Tab
	Filter Filter
	Narrow Narrow
	Text   string // words of title, code or document number, without diacritics too; then newest first whatever Sort says
	Sort   task.Sort
	Cursor string // next of the page before, "" for the first
	Limit  int
}

// normal fills in the defaults.
func (q Query) normal() Query {
	if q.Filter == "" {
		q.Filter = OnlyOpen
	}
	if q.Sort == "" {
		q.Sort = task.ByDue
	}
	switch {
	case fold.Number(q.Text) != "":
		q.Sort = task.ByCreated
	case q.Tab == TabWaiting:
		q.Sort = task.ByWaiting
	}
	return q
}

// place is where the next page begins: after the row with this key and id; of the zero value with the first row.
type place struct {
	At    int64 // the sort's instant in ms, of sorts that have one
	ID    string
	Exact bool // still among the exact hits of a search
}

// list names what a cursor belongs to: tab, filter, narrowing, sort and text.
func (q Query) list() string {
	parts := []string{"tasks", string(q.Tab), string(q.Filter), string(q.Sort), strings.Join(fold.Tokens(q.Text), " ")}
	if q.Narrow.any() {
		parts = append(parts, q.Narrow.key())
	}
	return strings.Join(parts, "|")
}

// after reads the query's cursor; ErrCursor when another list, or nobody, made it.
func (q Query) after() (p place, err error) {
	if q.Cursor == "" {
		return place{}, nil
	}
	if !cursor.Read(q.list(), q.Cursor, &p.At, &p.ID, &p.Exact) {
		return place{}, ErrCursor
	}
	return p, nil
}

// next writes the cursor of the page after row.
func (q Query) next(id string, at time.Time, exact bool) string {
	return q.nextAt(place{At: milli(at), ID: id, Exact: exact})
}

// nextAt writes the cursor of the page after a place.
func (q Query) nextAt(p place) string { return cursor.Of(q.list(), p.At, p.ID, p.Exact) }

// milli returns an instant in ms, 0 for none.
func milli(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}

// helperTokens returns the tokens by which work that a helps with is found: a's own, and those of the very units that a
// heads or is in charge of; what lies below them is their heads' part.
func helperTokens(a access.Actor) []string {
	tokens := []string{access.Person(a.ID)}
	for _, p := range a.Appointments {
		switch {
		case p.Role == access.Deputy && len(p.Charge) > 0:
			for _, unit := range p.Charge {
				tokens = append(tokens, access.Work(unit))
			}
		case p.Role == access.Head || p.Role == access.Deputy:
			tokens = append(tokens, access.Work(p.Unit))
		}
	}
	return tokens
}

// unitTokens returns the actor's tokens for units: what the unit tab is limited to.
func unitTokens(a access.Actor) []string {
	units := []string{}
	for _, t := range a.Tokens().All {
		if strings.HasPrefix(t, access.Work("")) {
			units = append(units, t)
		}
	}
	return units
}
