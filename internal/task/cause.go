package task

import (
	"context"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// CauseKind is what an objective cause is claimed for.
type CauseKind string

// What can be excused, as stored and sent.
const (
	CauseLate   CauseKind = "late"   // a missed deadline (trễ hạn)
	CauseReview CauseKind = "review" // a failed review (sai sót lớn về nội dung)
)

// Event is something that costs points in grading and that an objective cause can excuse: a deadline that was missed, or a
// decision that found a major content error.
type Event struct {
	Kind CauseKind  `bson:"kind"`
	On   vncal.Date `bson:"on"`           // the deadline missed, or the day of the decision
	At   *time.Time `bson:"at,omitempty"` // of a review: when it was decided
}

// Key names the event among those of its task.
func (e Event) Key() string {
	if e.At != nil {
		return string(e.Kind) + ":" + e.At.UTC().Format("2006-01-02T15:04:05.000Z")
	}
	return string(e.Kind) + ":" + string(e.On)
}

// Cause is one claim that an event had an objective cause (nguyên nhân khách quan): asked by the lead with evidence, answered by
// who decides about the work. A confirmed one takes the deduction away.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 14 khoản 2: no deduction where the cause is objective and confirmed by the
// competent authority; who, when and on which document is kept.
type Cause struct {
	Event    Event        `bson:"event"`
	By       string       `bson:"by"`
	At       time.Time    `bson:"at"`
	Reason   string       `bson:"reason"`
	Document string       `bson:"document,omitempty"` // the evidence by its number; may be empty
	Files    []string     `bson:"files,omitempty"`    // ids of the files that prove it (tệp minh chứng)
	Answer   *CauseAnswer `bson:"answer,omitempty"`
}

// CauseVerdict is what became of such a claim.
type CauseVerdict string

// The answers, as stored and sent.
const (
	CauseConfirmed CauseVerdict = "confirmed" // xác nhận
	CauseRefused   CauseVerdict = "refused"   // không xác nhận
	CauseLapsed    CauseVerdict = "lapsed"    // không còn cần: the work was passed on or taken back first
)

// CauseAnswer ends such a claim.
type CauseAnswer struct {
	Verdict  CauseVerdict `bson:"verdict"`
	By       string       `bson:"by"`
	At       time.Time    `bson:"at"`
	Document string       `bson:"document,omitempty"` // on which it was confirmed
	Reason   string       `bson:"reason,omitempty"`
}

// ErrCause says that a claim of an objective cause waits for its answer.
var ErrCause = errs.New(errs.Conflict, "task.cause_waits", "a claim of an objective cause waits for its answer")

// maxDocument is how long the number of a document may be, in characters.
const maxDocument = 100

// Excused returns the claims that were confirmed, in the order of asking.
func (t Task) Excused() []Cause {
	var all []Cause
	for _, c := range t.Causes {
		if c.Answer != nil && c.Answer.Verdict == CauseConfirmed {
			all = append(all, c)
		}
	}
	return all
}

// Excusable returns the events of the present assignment up to an instant for which a cause can be claimed: none that was
// claimed already, unless that was refused.
func (t Task) Excusable(now time.Time) []Event {
	events := []Event{}
	for _, day := range t.Missed(now) {
		events = append(events, Event{Kind: CauseLate, On: day})
	}
	for _, s := range t.Submissions {
		if d := s.Decision; d != nil && d.Failed() && d.Of == "" && (t.AssignedAt == nil || !s.At.Before(*t.AssignedAt)) {
			events = append(events, Event{Kind: CauseReview, On: vncal.DateOf(d.At), At: &d.At})
		}
	}
	return slices.DeleteFunc(events, func(e Event) bool {
		return slices.ContainsFunc(t.Causes, func(c Cause) bool {
			return c.Event.Key() == e.Key() && (c.Answer == nil || c.Answer.Verdict == CauseConfirmed)
		})
	})
}

// claim returns the claim that waits for its answer, nil when there is none.
func (t Task) claim() *Cause {
	if n := len(t.Causes); n > 0 && t.Causes[n-1].Answer == nil {
		return &t.Causes[n-1]
	}
	return nil
}

// unclaimed asks that no claim waits. Errors: ErrCause.
func unclaimed(t Task) error {
	if t.claim() != nil {
		return ErrCause
	}
	return nil
}

// claimed asks for a claim that waits. Errors: ErrState.
func claimed(t Task) error {
	if t.claim() == nil {
		return ErrState
	}
	return nil
}

// causeAsked returns t with its lead's claim that the event of a key had an objective cause; it waits for those who decide, and
// everything else goes on. Errors: ErrNotLead, ErrState, ErrCause, ErrReason; errs.ErrInvalid at "event" for one that is none or
// is claimed already, at "document" for a number that is too long.
func (t Task) causeAsked(a access.Actor, key, reason, document string, deciders []string, now time.Time) (Task, error) {
	if err := allowed(a, t, ActAskCause); err != nil {
		return Task{}, err
	}
	if err := checkReason(reason); err != nil {
		return Task{}, err
	}
	events := t.Excusable(now)
	at := slices.IndexFunc(events, func(e Event) bool { return e.Key() == key })
	if at < 0 {
		return Task{}, errs.ErrInvalid.At("event", "not_found")
	}
	if err := errs.ErrInvalid.Length("document", document, 0, maxDocument).OrNil(); err != nil {
		return Task{}, err
	}
	t.Causes = append(clip(t.Causes), Cause{Event: events[at], By: a.ID, At: now, Reason: reason, Document: document})
	t.AskedCause, t.UpdatedAt = true, now
	t.wait(deciders, now)
	t.show(deciders)
	return t, nil
}

// causeAnswered returns t with the answer to the claim that waits. Confirming needs the document it rests on, refusing a
// reason. Errors: ErrNotApprover, ErrState, ErrReason; errs.ErrInvalid at "document".
func (t Task) causeAnswered(a access.Actor, confirmed bool, document, reason string, now time.Time) (Task, error) {
	if err := allowed(a, t, ActAnswerCause); err != nil {
		return Task{}, err
	}
	answer := CauseAnswer{Verdict: CauseRefused, By: a.Doer(), At: now, Reason: reason}
	if confirmed {
		answer.Verdict, answer.Document = CauseConfirmed, document
		if err := errs.ErrInvalid.Length("document", document, 1, maxDocument).OrNil(); err != nil {
			return Task{}, err
		}
	}
	if !confirmed || reason != "" {
		if err := checkReason(reason); err != nil {
			return Task{}, err
		}
	}
	t.answerCause(answer)
	t.UpdatedAt = now
	switch {
	case t.State == Completed:
		t.wait(nil, now)
	case t.State == InProgress && t.pending() == nil:
		t.wait([]string{t.Lead.Person}, now)
	}
	return t, nil
}

// answerCause writes the answer to the claim that waits.
func (t *Task) answerCause(a CauseAnswer) {
	t.Causes = append([]Cause{}, t.Causes...)
	t.Causes[len(t.Causes)-1].Answer = &a
	t.AskedCause = false
}

// handBack sets whose act comes next once those who decided have: people, unless a claim of an objective cause still waits for
// the ones it waited for.
func (t *Task) handBack(people []string, now time.Time) {
	if t.claim() != nil {
		people = t.Waiting
	}
	t.wait(people, now)
}

// claimedEvent returns what the last claim is about, and its answer.
func claimedEvent(t Task) map[string]string {
	last := t.Causes[len(t.Causes)-1]
	p := map[string]string{"event": string(last.Event.Kind), "on": last.Event.On.Display()}
	if last.Answer != nil {
		p["answer"], p["document"] = string(last.Answer.Verdict), last.Answer.Document
	}
	return p
}

// AskCause claims an objective cause for what cost points (đề nghị xác nhận nguyên nhân khách quan): key names the event,
// document and files the evidence, which may be empty: finished files of a's, attached in the act. Errors: ErrNotLead, ErrState,
// ErrCause, ErrReason, ErrMonthClosed; files.ErrState, files.ErrFull; errs.ErrInvalid at "event", "document" or "files"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's scope.
func (s *Service) AskCause(ctx context.Context, a access.Actor, id string, version int64, key, reason, document string, files ...string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		who, err := s.decidersFor(ctx, a, t, ActAskCause)
		if err != nil {
			return Task{}, act{}, err
		}
		next, err := t.causeAsked(a, key, fold.Clean(reason), fold.Clean(document), who, m.now)
		if err == nil {
			err = enclosed(files)
		}
		if err != nil {
			return Task{}, act{}, err
		}
		next.Causes[len(next.Causes)-1].Files = files
		return next, act{verb: verbOf(ActAskCause), reason: fold.Clean(reason), hold: s.unsettled(t, t.alone()), also: s.keep(a, next, files, nil, false)}, nil
	})
	return t, wrap("claim a cause of", id, err)
}

// AnswerCause answers the claim that waits: confirmed on a document, or refused with a reason. Errors: ErrNotApprover, ErrState,
// ErrReason, ErrMonthClosed; errs.ErrInvalid at "document"; errs.ErrChanged when version is stale; errs.ErrNotFound outside a's
// scope.
func (s *Service) AnswerCause(ctx context.Context, a access.Actor, id string, version int64, confirmed bool, document, reason string) (Task, error) {
	t, err := s.change(ctx, a, id, version, func(a access.Actor, t Task, m moment) (Task, act, error) {
		next, err := t.causeAnswered(a, confirmed, fold.Clean(document), fold.Clean(reason), m.now)
		done := act{verb: verbOf(ActAnswerCause), reason: fold.Clean(reason)}
		if confirmed { // refusing changes no line
			done.hold = s.unsettled(t, t.alone())
		}
		return next, done, err
	}, ActAnswerCause)
	return t, wrap("answer the claim about", id, err)
}

// alone returns t as if nobody had a share of it but the lead, whose events a claim is about.
func (t Task) alone() Task {
	t.Coordinators = nil
	return t
}

// unsettled refuses a transaction about t once a month in which it counts is settled.
func (s *Service) unsettled(t, counts Task) func(context.Context) error {
	return func(ctx context.Context) error {
		settled, err := s.deps.Facts.Settled(ctx, counts)
		if err == nil && settled {
			err = ErrMonthClosed.Having(t)
		}
		return err
	}
}
