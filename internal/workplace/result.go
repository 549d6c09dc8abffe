package workplace

import (
	"fmt"
	"time"

	"congvu/pkg/fold"
)

// ResultState is where the result of the registered days stands.
type ResultState string

// The states of a result, as stored and sent.
const (
	ResultNone      ResultState = ""          // not written yet
	ResultSubmitted ResultState = "submitted" // gửi xác nhận
	ResultReturned  ResultState = "returned"  // trả lại để bổ sung
	ResultConfirmed ResultState = "confirmed" // đã xác nhận
)

// Done says how far a thing planned has come.
type Done string

// How far, as stored and sent.
const (
	DoneAll  Done = "all"  // hoàn thành
	DonePart Done = "part" // đang làm
	DoneNone Done = "none" // chưa làm
)

// Outcome is what became of one thing planned, in the person's own words.
type Outcome struct {
	Done Done   `bson:"done"`
	Text string `bson:"text"`
}

// Result is what the person reports at the end of the registered days, beside the plan (báo cáo kết quả).
type Result struct {
	State       ResultState `bson:"state"`
	Outcomes    []Outcome   `bson:"outcomes"` // one for each of Works, in their order
	Note        string      `bson:"note"`     // other work, difficulties, proposals
	At          *time.Time  `bson:"at,omitempty"`
	ConfirmedBy string      `bson:"confirmed_by,omitempty"`
	ConfirmedAt *time.Time  `bson:"confirmed_at,omitempty"`
	Why         string      `bson:"why,omitempty"` // of the last return
}

// ResultInput is a result as the person writes it.
type ResultInput struct {
	Outcomes []Outcome
	Note     string
}

// Normal returns in as it is stored, for a plan of n things. Errors: ErrInput naming each faulty field.
func (in ResultInput) Normal(n int) (ResultInput, error) {
	fault := ErrInput
	in.Note = fold.Clean(in.Note)
	fault = fault.Length("note", in.Note, 0, MaxWhy)
	if len(in.Outcomes) != n {
		return in, fault.At("outcomes", "each")
	}
	outcomes := make([]Outcome, 0, n)
	for i, o := range in.Outcomes {
		o.Text = fold.Clean(o.Text)
		at := func(name string) string { return fmt.Sprintf("outcomes[%d].%s", i, name) }
		if o.Done != DoneAll && o.Done != DonePart && o.Done != DoneNone {
			fault = fault.At(at("done"), "choice")
		}
		fault = fault.Length(at("text"), o.Text, 1, MaxWhy)
		outcomes = append(outcomes, o)
	}
	in.Outcomes = outcomes
	return in, fault.OrNil()
}

// reported returns r with its result sent to approver.
func (r Registration) reported(in ResultInput, approver string, now time.Time) Registration {
	r.Result = Result{State: ResultSubmitted, Outcomes: in.Outcomes, Note: in.Note, At: &now}
	r.wait(approver, now)
	return r
}

// confirmed returns r with its result confirmed.
func (r Registration) confirmed(by string, now time.Time) Registration {
	r.Result.State, r.Result.ConfirmedBy, r.Result.ConfirmedAt, r.Result.Why = ResultConfirmed, by, &now, ""
	r.wait("", now)
	return r
}

// returned returns r with its result sent back to the person.
func (r Registration) returned(why string, now time.Time) Registration {
	r.Result.State, r.Result.Why = ResultReturned, why
	r.wait(r.Person, now)
	return r
}
