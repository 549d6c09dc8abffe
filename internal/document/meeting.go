package document

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"congvu/internal/access"
	cursors "congvu/internal/cursor"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/docnumber"
	"congvu/pkg/fold"
)

// Meeting marks a document as the conclusions of a meeting (kết luận cuộc họp): a notice (thông báo kết luận) or minutes (biên bản) of
// the own body, which a leader records together with the work that it gives. It stands in no register of incoming documents.
type Meeting struct {
	Body  string    `bson:"body"`  // the unit with its own seal whose meeting it was
	Type  string    `bson:"type"`  // tên loại, as the symbol says: "Thông báo", "Biên bản"; "" when it says nothing
	At    time.Time `bson:"at"`    // when it was recorded
	Tasks []string  `bson:"tasks"` // the work that was made with it, in the order of the conclusions; what was given on it later names it itself
}

// Conclusions is the head of a meeting's conclusions as it is typed. Of Input the issuer may be "", which is the own body; Units are
// those of the work.
type Conclusions struct {
	Input
	Files []string `json:",omitempty"` // finished files of who records it: its scan
}

// Concluded checks what a typed and returns the conclusions without what is made of them; nothing is stored. The second value reports
// whether op made them before, and then they are what is stored.
// Errors: ErrSecret, errs.ErrInvalid with the faulty fields, ErrExists as in Service.Create, errs.ErrKeyReused.
func (r *Register) Concluded(ctx context.Context, a access.Actor, in Conclusions, op *idempotency.Op) (d Document, before bool, err error) {
	if op != nil {
		if made, err := r.made(ctx, a.Agency, *op); !errors.Is(err, errs.ErrNotFound) {
			return made, err == nil, err
		}
	}
	body, _, err := r.bodyOf(ctx, a)
	if err != nil {
		return Document{}, false, err
	}
	if fold.Line(in.Issuer) == "" {
		u, err := r.deps.Units.Unit(ctx, a.Agency, body)
		if err != nil {
			return Document{}, false, err
		}
		in.Issuer = u.Name
	}
	if d, err = in.document(); err != nil {
		return Document{}, false, err
	}
	if in.Date > r.today() {
		return Document{}, false, errs.ErrInvalid.At("date", "future")
	}
	if err := (Entry{Files: in.Files}).scans(); err != nil {
		return Document{}, false, err
	}
	d.ID, d.Agency, d.By, d.Op = mongodb.NewID(), a.Agency, a.ID, op
	d.Meeting = &Meeting{Body: body, Type: docnumber.TypeName(d.Number), At: r.deps.Clock.Now()}
	if !in.Again {
		if err := r.once(ctx, a, d); err != nil {
			return Document{}, false, err
		}
	}
	return d, false, nil
}

// Conclude stores conclusions that Concluded returned with their files and the work made of them, in the transaction of ctx. Who leads a
// part and who helps with one sees them, and whoever is in charge of the body.
func (r *Register) Conclude(ctx context.Context, a access.Actor, d Document, scans, tasks []string, to []Party) (Document, error) {
	meeting := *d.Meeting
	meeting.Tasks = tasks
	d.Meeting = &meeting
	d, _, err := r.sent(ctx, d, meeting.Body, nil, to)
	if err != nil {
		return Document{}, err
	}
	if err := r.store.Insert(ctx, d); err != nil {
		return Document{}, err
	}
	if err := r.attach(ctx, a, d, scans); err != nil {
		return Document{}, err
	}
	return d, r.deps.Journal.Write(ctx, journal.Entry{Action: "document.concluded", By: a, At: meeting.At, First: true}.Of(nil, d))
}

// Conclusion returns the conclusions of a meeting that a may see; errs.ErrNotFound otherwise.
func (s *Service) Conclusion(ctx context.Context, a access.Actor, id string) (Document, error) {
	d, err := s.Get(ctx, a, id)
	if err == nil && d.Meeting == nil {
		return Document{}, errs.ErrNotFound
	}
	return d, err
}

// Conclusions returns a page of the meetings' conclusions that a may see, newest first: those in which every word of q begins a word of
// number, title or issuer. next is the cursor of the following page, "" after the last. Errors: ErrCursor.
func (s *Service) Conclusions(ctx context.Context, a access.Actor, q, cursor string, limit int) (docs []Document, next string, err error) {
	words := fold.Tokens(fold.Number(q))
	slices.Sort(words)
	list, before := fmt.Sprintf("conclusions|%v", words), ""
	if cursor != "" && !cursors.Read(list, cursor, &before) {
		return nil, "", ErrCursor
	}
	docs, err = s.store.Conclusions(ctx, a.Tokens(), words, before, limit+1)
	if err == nil && len(docs) > limit {
		docs = docs[:limit]
		next = cursors.Of(list, docs[limit-1].ID)
	}
	return docs, next, err
}
