package quickadd

import (
	"time"

	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Kind says what a part of a line is about.
type Kind string

// The kinds of parts, as sent.
const (
	Lead         Kind = "lead"         // @: chủ trì, one name
	Coordinators Kind = "coordinators" // +phoihop: phối hợp, names
	Watchers     Kind = "watchers"     // +theodoi: theo dõi, names
	Label        Kind = "label"        // #: nhãn, one name
	Urgency      Kind = "urgency"      // !: độ khẩn
	Due          Kind = "due"          // hạn …
	Repeat       Kind = "repeat"       // lặp …
	Document     Kind = "document"     // vb: văn bản nguồn, its number as typed
	Product      Kind = "product"      // sp: sản phẩm, its code as typed
	Quantity     Kind = "quantity"     // xN: số lượng
	Reminder     Kind = "reminder"     // nhắc …
	Unknown      Kind = "unknown"      // has the shape of a part and is none of those above
)

// single are the kinds of which a line has at most one.
var single = map[Kind]bool{Lead: true, Urgency: true, Due: true, Repeat: true, Document: true, Product: true, Quantity: true, Reminder: true}

// The codes of urgency, as stored and sent: thường, khẩn, thượng khẩn, hỏa tốc.
const (
	Normal     = "thuong"
	Urgent     = "khan"
	VeryUrgent = "thuong_khan"
	Express    = "hoa_toc"
)

// Part is something a line says beside its title. Which fields are set depends on its kind; with a Fault none need be.
type Part struct {
	From, To int        // bytes of the line: line[From:To]
	Kind     Kind       // what it is about
	Names    []string   // lead, coordinators, watchers, label, document, product: as typed, without the marker
	Code     string     // urgency: one of the codes above
	Rule     vncal.Rule // due: without a start, for it runs from the day the task is given; reminder: N working or calendar days before
	Day      vncal.Date // due: what the rule comes to when given today; "" for no deadline
	Hour     string     // due: the hour or half of the day as typed, "" for none
	QtyMilli int64      // quantity: thousandths of a piece, at least 1
	Every    *Every     // repeat
	Fault    *Fault     // why the part is not understood or not settled; nil when it is
}

// Fault says why a part cannot be taken as it stands, and what may have been meant.
type Fault struct {
	Code   string  // "unread", "no_day", "past", "two_readings", "again", "empty", "too_large"
	Text   string  // the Vietnamese sentence
	Offers []Offer // other texts for the part, the likeliest first; may be none
}

// Offer is what may be put in the place of a part.
type Offer struct {
	Label string // as shown: "thứ Sáu, 15/05/2026"
	Text  string // in the place of line[From:To]: "hạn 15/05/2026"
}

// Note is what whoever types should know of something that stays in the title.
type Note struct {
	From, To int    // bytes of the line
	Text     string // the Vietnamese sentence
}

// Line is one line, read.
type Line struct {
	Text  string // the line itself
	Title string // what is left without the parts, in one line, without hanging commas
	Parts []Part // in the order of the text; they do not overlap
	Notes []Note
}

// Piece is a stretch of a line: a part, or what stands between parts.
type Piece struct {
	Text string
	Part *Part // nil for a piece of the title
}

// Pieces returns the line cut at its parts; joined together they are the line.
func (l Line) Pieces() []Piece {
	var all []Piece
	at := 0
	for i := range l.Parts {
		p := &l.Parts[i]
		if p.From > at {
			all = append(all, Piece{Text: l.Text[at:p.From]})
		}
		all = append(all, Piece{Text: l.Text[p.From:p.To], Part: p})
		at = p.To
	}
	if at < len(l.Text) {
		all = append(all, Piece{Text: l.Text[at:]})
	}
	return all
}

// Settled reports whether every part is understood.
func (l Line) Settled() bool {
	for _, p := range l.Parts {
		if p.Fault != nil {
			return false
		}
	}
	return true
}

// Parse reads one line at an instant; days are computed with cal. Line ends count as space.
func Parse(line string, now time.Time, cal *vncal.Calendar) Line {
	p := &parser{text: line, words: words(line), today: vncal.DateOf(now), hourNow: now.In(vncal.Zone()).Format("15:04"), cal: cal, seen: map[Kind]bool{}}
	p.run()
	return Line{Text: line, Title: title(line, p.parts), Parts: p.parts, Notes: p.notes}
}

// title returns what is left of a line without its parts.
func title(line string, parts []Part) string {
	rest, at := "", 0
	for _, p := range parts {
		rest += line[at:p.From] + " "
		at = p.To
	}
	return tidy(fold.Line(rest + line[at:]))
}
