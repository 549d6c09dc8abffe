package notify

import (
	"net/mail"
	"strings"
	"time"
	"unicode"

	"congvu/internal/errs"
)

// State says how far a letter is.
type State string

// The states, as stored and sent.
const (
	Waiting State = "waiting" // chờ gửi, also between two attempts
	Handing State = "handing" // đang giao cho máy chủ thư
	Sent    State = "sent"    // the mail server has taken it
	Failed  State = "failed"  // the mail server will not have it, or could not be reached for a day
	Unknown State = "unknown" // the node or the line broke while it was handed over: perhaps it arrived
	Dropped State = "dropped" // of no use any more when its turn came
)

// Letter is one e-mail to one person.
type Letter struct {
	ID     string    `bson:"_id"`
	Agency string    `bson:"agency"`
	Kind   string    `bson:"kind"`            // who writes it, see Service.On
	Person string    `bson:"person"`          // whom it is for
	To     string    `bson:"to"`              // the address as it was when it was queued
	About  string    `bson:"about,omitempty"` // id of what its writer writes about
	State  State     `bson:"state"`
	Queued time.Time `bson:"queued"`

	Tries int       `bson:"tries"`           // attempts that reached no end
	Next  time.Time `bson:"next"`            // before this it is left alone
	Token string    `bson:"token,omitempty"` // of who has it in hand until Next
	Ended time.Time `bson:"ended,omitempty"` // when it got its last state
	Fault string    `bson:"fault,omitempty"` // what the mail server said last
	GC    time.Time `bson:"gc"`
}

// How letters are tried: what cannot be handed over in a day is of no use to its reader.
const (
	hold   = 2 * time.Minute // for how long a node has a letter in hand; the mail server gets half of it
	giveUp = 24 * time.Hour
	keep   = 60 * 24 * time.Hour
)

// backOff are the waits after the first attempts; later ones wait as long as the last.
var backOff = []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 3 * time.Hour}

// put returns l after an attempt at now that came to nothing: to be tried later, or given up.
func (l Letter) put(fault string, now time.Time) Letter {
	l.Fault, l.Token = fault, ""
	if !now.Before(l.Queued.Add(giveUp)) {
		l.State, l.Ended = Failed, now
		return l
	}
	l.Next = now.Add(backOff[min(l.Tries, len(backOff)-1)])
	if last := l.Queued.Add(giveUp); l.Next.After(last) {
		l.Next = last
	}
	l.Tries++
	l.State = Waiting
	return l
}

// ended returns l in its last state.
func (l Letter) ended(s State, fault string, now time.Time) Letter {
	l.State, l.Fault, l.Token, l.Ended = s, fault, "", now
	return l
}

// Text is what a letter says: a subject of one line, and plain text.
type Text struct{ Subject, Body string }

// ErrLetter refuses a letter whose address or subject would be more than that: a line break in one writes headers of its own.
var ErrLetter = errs.New(errs.Invalid, "notify.letter", "the letter's address or subject is not one line")

// Address returns the bare address in s. ErrLetter when s is none, names somebody beside it, or holds control characters.
func Address(s string) (string, error) {
	a, err := mail.ParseAddress(s)
	if err != nil || a.Name != "" || a.Address != s || !line(s) {
		return "", ErrLetter
	}
	return a.Address, nil
}

func line(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' })
}
