package comment

import (
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/pkg/fold"
)

// EventType is the type of the event that something was said about a task; its object is the task.
const EventType = "talk"

// EditWithin is how long its author may edit a comment.
const EditWithin = 15 * time.Minute

// Limits of what is said.
const (
	MaxText     = 4000 // characters of one comment
	MaxMentions = 20   // people named in one
	maxEdits    = 30   // texts kept of one; in a quarter of an hour nobody needs more
)

// Errors of comments.
var (
	ErrInput     = errs.New(errs.Invalid, "comment.invalid", "the comment has faults")
	ErrNotAuthor = errs.New(errs.Forbidden, "comment.not_author", "only its author changes a comment")
	ErrTooLate   = errs.New(errs.Conflict, "comment.too_late", "a comment is edited within 15 minutes")
	ErrGone      = errs.New(errs.Conflict, "comment.gone", "the comment was deleted")
	ErrCursor    = errs.New(errs.Malformed, "comment.cursor", "cursor does not belong to this list")
)

// Comment is one thing said about a task.
type Comment struct {
	ID       string          `bson:"_id"`
	Agency   string          `bson:"agency"`
	Task     string          `bson:"task"`
	Version  int64           `bson:"version"`
	By       string          `bson:"by"`
	At       time.Time       `bson:"at"`
	Text     string          `bson:"text"`
	ReplyTo  string          `bson:"reply_to,omitempty"` // the comment it answers, of the same task
	Mentions []string        `bson:"mentions"`           // people named, who may see the task
	Edits    []Edit          `bson:"edits,omitempty"`    // the texts before, oldest first
	Deleted  time.Time       `bson:"deleted,omitempty"`  // by its author; zero while it stands
	Fold     []string        `bson:"fold,omitempty"`     // folded words of the text, none once it is deleted
	Op       *idempotency.Op `bson:"op,omitempty"`
}

// Edit is a text that was replaced, and when.
type Edit struct {
	Text string    `bson:"text"`
	At   time.Time `bson:"at"` // when another took its place
}

// Input is what somebody says.
type Input struct {
	Text     string
	ReplyTo  string
	Mentions []string // ids of people
}

// clean returns in as it is stored. Errors: ErrInput with the faulty fields.
func (in Input) clean() (Input, error) {
	in.Text = fold.Clean(in.Text)
	fault := ErrInput.Length("text", in.Text, 1, MaxText)
	if len(in.Mentions) > MaxMentions {
		fault = fault.With(errs.Field{Path: "mentions", Code: "too_many", Args: map[string]string{"max": fmt.Sprint(MaxMentions)}})
	}
	people := []string{}
	for _, id := range in.Mentions {
		if !slices.Contains(people, id) {
			people = append(people, id)
		}
	}
	in.Mentions = people
	return in, fault.OrNil()
}

// CanEdit reports whether a may edit c now.
func CanEdit(a access.Actor, c Comment, now time.Time) bool { return c.editable(a, now) == nil }

// CanDelete reports whether a may delete c.
func CanDelete(a access.Actor, c Comment) bool { return a.Is(c.By) && c.Deleted.IsZero() }

func (c Comment) editable(a access.Actor, now time.Time) error {
	switch {
	case !a.Is(c.By):
		return ErrNotAuthor
	case !c.Deleted.IsZero():
		return ErrGone
	case now.Sub(c.At) > EditWithin || len(c.Edits) >= maxEdits:
		return ErrTooLate
	}
	return nil
}

// edited returns c with another text. The one before is kept when it differs. Errors: ErrNotAuthor, ErrGone, ErrTooLate.
func (c Comment) edited(a access.Actor, in Input, now time.Time) (Comment, error) {
	if err := c.editable(a, now); err != nil {
		return Comment{}, err
	}
	if in.Text != c.Text {
		c.Edits = append(slices.Clip(c.Edits), Edit{Text: c.Text, At: now})
	}
	c.Text, c.Mentions = in.Text, in.Mentions
	c.Version++
	return c, nil
}

// deleted returns c without being shown: the text stays stored. Errors: ErrNotAuthor, ErrGone.
func (c Comment) deleted(a access.Actor, now time.Time) (Comment, error) {
	switch {
	case !a.Is(c.By):
		return Comment{}, ErrNotAuthor
	case !c.Deleted.IsZero():
		return Comment{}, ErrGone
	}
	c.Deleted = now
	c.Version++
	return c, nil
}
