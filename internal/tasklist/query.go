package tasklist

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"time"

	"github.com/oklog/ulid/v2"

	"congvu/internal/access"
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
	case fold.Clean(q.Text) != "":
		q.Sort = task.ByCreated
	case q.Tab == TabWaiting:
		q.Sort = task.ByWaiting
	}
	return q
}

// cursor is where the next page begins: after the row with this key and id, of the same list.
type cursor struct {
	List  string `json:"l"`           // tab, filter, sort and text of the list
	At    int64  `json:"t,omitempty"` // the sort's instant in ms, of sorts that have one
	ID    string `json:"i"`
	Exact bool   `json:"x,omitempty"` // still among the exact hits of a search
}

// list names what the cursor belongs to.
func (q Query) list() string {
	return strings.Join([]string{string(q.Tab), string(q.Filter), string(q.Sort), strings.Join(fold.Tokens(q.Text), " ")}, "|")
}

// after reads the query's cursor; ErrCursor when another list, or nobody, made it. It carries no right: every page is
// limited to the actor's tokens whatever the cursor says.
func (q Query) after() (c cursor, err error) {
	if q.Cursor == "" {
		return cursor{}, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(q.Cursor)
	if err != nil || json.Unmarshal(raw, &c) != nil || c.List != q.list() {
		return cursor{}, ErrCursor
	}
	if _, err := ulid.ParseStrict(c.ID); err != nil {
		return cursor{}, ErrCursor
	}
	return c, nil
}

// next writes the cursor of the page after row.
func (q Query) next(id string, at time.Time, exact bool) string {
	c := cursor{List: q.list(), ID: id, Exact: exact}
	if !at.IsZero() {
		c.At = at.UnixMilli()
	}
	raw, err := json.Marshal(c)
	if err != nil { // three strings and a number always have a JSON form
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(raw)
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
