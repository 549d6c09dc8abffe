package workplace

import (
	"time"

	"congvu/internal/access"
	"congvu/internal/diary"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// State is where a registration stands (trạng thái đăng ký).
type State string

// The states, as stored and sent.
const (
	Draft     State = "draft"     // nháp
	Submitted State = "submitted" // chờ duyệt
	Approved  State = "approved"  // duyệt, cả hoặc một phần
	Refused   State = "refused"   // từ chối
	Withdrawn State = "withdrawn" // thu hồi
)

// Work is one thing planned to be done at home (việc dự kiến làm ở nhà): an assigned task, or work in own words.
type Work struct {
	Task        string     `bson:"task,omitempty"` // task id, empty for work in own words
	Code        string     `bson:"code,omitempty"` // "NV-2026-000128"
	Title       string     `bson:"title"`
	Product     string     `bson:"product"`                // what is to come out of it
	ProductCode string     `bson:"product_code,omitempty"` // of the catalogue, of tasks
	Due         vncal.Date `bson:"due,omitempty"`          // last day in time, "" without a deadline
}

// Registration is one person's wish to work at home on some half-days (đăng ký làm việc tại nhà).
type Registration struct {
	ID      string `bson:"_id"`
	Agency  string `bson:"agency"`
	Code    string `bson:"code"` // "ĐK-2026-0138", unique in the agency
	Person  string `bson:"person"`
	Version int64  `bson:"version"`
	State   State  `bson:"state"`

	Halves    []Half     `bson:"halves"`  // asked for, in order
	Granted   []Half     `bson:"granted"` // in force: those approved and not withdrawn
	First     vncal.Date `bson:"first"`   // first and last day of Halves
	Last      vncal.Date `bson:"last"`
	Reason    string     `bson:"reason"` // lý do hoặc căn cứ
	Phone     string     `bson:"phone"`
	Works     []Work     `bson:"works"`
	Committed bool       `bson:"committed"` // the sentence of commitment was ticked (cam kết)

	Unit         string     `bson:"unit"`             // of the person when it was last sent
	Units        []string   `bson:"units"`            // that unit and its ancestors, root first
	Vis          []string   `bson:"vis"`              // tokens that may see it; a draft's author alone
	Passed       []string   `bson:"passed,omitempty"` // units to whose heads it was passed on since, who see it beside those above Unit
	Waiting      []string   `bson:"waiting"`
	WaitingSince *time.Time `bson:"waiting_since,omitempty"`

	CreatedAt   time.Time  `bson:"created_at"`
	UpdatedAt   time.Time  `bson:"updated_at"`
	SubmittedAt *time.Time `bson:"submitted_at,omitempty"`
	DecidedAt   *time.Time `bson:"decided_at,omitempty"` // approved, refused or withdrawn by the approver
	DecidedBy   string     `bson:"decided_by,omitempty"`
	Why         string     `bson:"why,omitempty"` // of the refusal or the withdrawal

	Result Result          `bson:"result"`
	Op     *idempotency.Op `bson:"op,omitempty"` // the request that made it
}

// InPart reports whether an approved registration has not all the half-days that were asked for.
func (r Registration) InPart() bool { return r.State == Approved && len(r.Granted) < len(r.Halves) }

// wait sets whose act comes next, from now on; nobody's for "".
func (r *Registration) wait(person string, now time.Time) {
	r.Waiting, r.WaitingSince = []string{}, nil
	if person != "" {
		r.Waiting, r.WaitingSince = []string{person}, &now
	}
}

// seenBy sets who may see r: its author, and once it was sent the heads above as they read the author's diary.
func (r *Registration) seenBy(units []string, head bool) {
	r.Units, r.Vis, r.Passed = units, diary.Visibility(r.Person, units, head), nil
	if r.State == Draft {
		r.Vis = []string{access.Person(r.Person)}
	}
	r.Unit = ""
	if n := len(units); n > 0 {
		r.Unit = units[n-1]
	}
}

// JournalObject names the registration in the journal.
func (r Registration) JournalObject() journal.Object {
	return journal.Object{Type: "registration", ID: r.ID, Code: r.Code, Title: span(r.First, r.Last)}
}

// JournalVersion returns the version that the journal's entry speaks of.
func (r Registration) JournalVersion() int64 { return r.Version }

// JournalVis returns the tokens that may see the registration.
func (r Registration) JournalVis() []string { return r.Vis }

// JournalWaiting returns those whose act comes next.
func (r Registration) JournalWaiting() []string { return r.Waiting }

// span writes two days as one place in a sentence: "04/05–08/05/2026".
func span(first, last vncal.Date) string {
	if first == last || last == "" {
		return first.Display()
	}
	return first.Display()[:5] + "–" + last.Display()
}
