package document

import (
	"context"
	"fmt"
	"strconv"

	"congvu/internal/access"
	cursors "congvu/internal/cursor"
	"congvu/pkg/docnumber"
	"congvu/pkg/vncal"
)

// Show narrows a register.
type Show string

// What a register shows.
const (
	ShowAll       Show = "all"
	ShowOpen      Show = "open"      // waiting for a direction (chờ ý kiến chỉ đạo)
	ShowDirected  Show = "directed"  // with one
	ShowToAnswer  Show = "to_answer" // an answer is asked for and none is noted
	ShowCancelled Show = "cancelled"
	ShowOverdue   Show = "overdue" // with work that is past its deadline; what the work says, see direction.Service.Lines
)

// Query is what part of a register is asked for. Zero fields narrow nothing.
type Query struct {
	Year    int // 0 for the year of today
	Show    Show
	Q       string // number and symbol, number of arrival, or words
	Unit    string // a receiver
	From    vncal.Date
	To      vncal.Date // days of arrival, both included
	Urgency string
	Cursor  string
	Limit   int
	Oldest  bool // in the order of numbers, as registers are printed
}

// Page is a page of a register.
type Page struct {
	Body  string // whose register; "" where lines of several are listed
	Year  int
	Keeps bool // whether the caller enters into it
	Begun bool // whether the register of that year has a line; always where lines of several are listed
	Docs  []Document
	Next  string // cursor of the following page, "" after the last
}

// List returns a page of lines, latest first: for a clerk the whole register of the own body, for others what they may see of
// all registers, for a leader's clerks may sit in another body. Errors: ErrCursor.
func (r *Register) List(ctx context.Context, a access.Actor, q Query) (Page, error) {
	body, keeps, err := r.bodyOf(ctx, a)
	if err != nil {
		return Page{}, err
	}
	if q.Year == 0 {
		q.Year = r.today().Year()
	}
	var seen []string
	if !keeps {
		body, seen = "", a.Tokens().All
	}
	p := Page{Body: body, Year: q.Year, Keeps: keeps, Begun: true}
	list, from := fmt.Sprintf("register|%s|%+v", body, q.named()), ""
	if q.Cursor != "" && !cursors.Read(list, q.Cursor, &from) {
		return Page{}, ErrCursor
	}
	if p.Docs, err = r.store.Lines(ctx, a.Agency, body, q, seen, from); err != nil {
		return Page{}, err
	}
	if keeps && len(p.Docs) == 0 {
		_, last, err := r.store.Ends(ctx, a.Agency, body, q.Year)
		if err != nil {
			return Page{}, err
		}
		p.Begun = last > 0
	}
	if len(p.Docs) > q.Limit {
		p.Docs = p.Docs[:q.Limit]
		last := p.Docs[q.Limit-1]
		p.Next = cursors.Of(list, last.ID)
		if body != "" {
			p.Next = cursors.Of(list, strconv.FormatInt(last.Arrival.N, 10))
		}
	}
	return p, nil
}

// named returns q without its place, for cursors.
func (q Query) named() Query { q.Cursor, q.Limit = "", 0; return q }

// exact returns the key of a number and symbol that is looked for, and the number of arrival when a plain number is.
func (q Query) exact() (key string, n int64) {
	key = docnumber.Key(q.Q)
	if p := docnumber.Parse(q.Q); p.Family == docnumber.Bare && p.Year == 0 && p.Mark == "" {
		n = int64(p.Seq)
	}
	return key, n
}
