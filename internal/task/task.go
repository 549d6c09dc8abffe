package task

import (
	"time"

	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// State is where a task stands on its way (trạng thái).
type State string

// The states, as stored and sent.
const (
	Draft      State = "draft"       // nháp
	Assigned   State = "assigned"    // mới giao, chờ tiếp nhận
	InProgress State = "in_progress" // đang thực hiện
	Submitted  State = "submitted"   // chờ duyệt
	Paused     State = "paused"      // tạm dừng
	Completed  State = "completed"   // hoàn thành
	Recalled   State = "recalled"    // đã thu hồi
	Cancelled  State = "cancelled"   // đã hủy
)

// Open reports whether the work is not finished. A draft is open, so that its author finds it among what is to be done, and
// so is recalled work: its assigner gives it again or drops it.
func (s State) Open() bool { return s == Draft || s == Recalled || s.Given() }

// Given reports whether somebody has the work now, even if it rests: it was assigned, and neither finished nor taken back.
func (s State) Given() bool { return s == Assigned || s == InProgress || s == Submitted || s == Paused }

// Urgency (độ khẩn) changes reminders and order, never points.
type Urgency string

// The grades of urgency, as stored and sent.
const (
	Normal     Urgency = "thuong"      // thường
	Urgent     Urgency = "khan"        // khẩn
	VeryUrgent Urgency = "thuong_khan" // thượng khẩn
	Express    Urgency = "hoa_toc"     // hỏa tốc
)

// Valid reports whether u is one of the four grades.
func (u Urgency) Valid() bool { return u == Normal || u == Urgent || u == VeryUrgent || u == Express }

// Lead is who answers for the work (chủ trì): a person, or a unit whose head still has to name one (Person is empty then).
// There is exactly one.
type Lead struct {
	Unit   string `bson:"unit"`
	Person string `bson:"person,omitempty"`
}

// Source names the document that the work comes from (văn bản nguồn).
type Source struct {
	ID     string `bson:"id"`
	Number string `bson:"number"` // number and symbol as printed: "2124/UBND-NC"
}

// Product is what is expected (sản phẩm): copied from the catalogue when the work is given, so that a later version of the
// catalogue changes nothing, or free text with points.
type Product struct {
	Code        string `bson:"code,omitempty"`    // code in the catalogue, empty for free text
	Version     int    `bson:"version,omitempty"` // version in the catalogue, 0 for free text
	Name        string `bson:"name"`
	Unit        string `bson:"unit,omitempty"`  // unit of measure: "văn bản"
	Group       int    `bson:"group,omitempty"` // group of complexity 1 to 5, 0 for free text
	PointsMilli int64  `bson:"points_milli"`    // points of one piece, thousandths
	Divisor     int64  `bson:"divisor"`         // points of the standard product
	KMilli      int64  `bson:"k_milli"`         // coefficient K = points ÷ divisor (hệ số quy đổi), thousandths
}

// Row is what lists show of a task; they read nothing else.
type Row struct {
	ID           string     `bson:"_id"`
	Agency       string     `bson:"agency"`
	Code         string     `bson:"code"` // "NV-2026-000123", unique in the agency
	Version      int64      `bson:"version"`
	Title        string     `bson:"title"`
	State        State      `bson:"state"`
	Open         bool       `bson:"open"` // State.Open(), for the indexes
	Lead         Lead       `bson:"lead"`
	Document     *Source    `bson:"document,omitempty"`
	Product      Product    `bson:"product"`
	QtyMilli     int64      `bson:"qty_milli"` // pieces assigned, thousandths
	Progress     int        `bson:"progress"`  // percent last reported, 0 to 100
	Urgency      Urgency    `bson:"urgency"`
	DueOn        vncal.Date `bson:"due_on"`                // last day in time, "" without a deadline
	DueAt        time.Time  `bson:"due_at"`                // the instant at which DueOn ends, 9999-12-31 without a deadline
	TermFrom     vncal.Date `bson:"term_from"`             // day from which the term of the deadline runs
	Waiting      []string   `bson:"waiting"`               // people whose act comes next (đang nằm ở ai)
	WaitingSince *time.Time `bson:"waiting_since"`         // from when it waits for them, nil when it waits for nobody
	Asked        bool       `bson:"asked"`                 // they are asked to act; false while work in progress simply lies with its lead
	AskedDue     vncal.Date `bson:"asked_due,omitempty"`   // the day that a request for a later deadline asks for, "" while none waits
	AskedCause   bool       `bson:"asked_cause,omitempty"` // a claim of an objective cause waits for its answer
	Paused       *Pause     `bson:"paused,omitempty"`      // until when and why it rests, nil when it does not
	Rework       int        `bson:"rework"`                // how often this assignment was sent back for rework (làm lại lần n)
	Back         *Back      `bson:"back,omitempty"`        // why it came back to those for whom it waits, nil when it did not
	AssignedBy   string     `bson:"assigned_by"`           // who gave it; of a draft its author
	SubmittedAt  *time.Time `bson:"submitted_at"`          // the submission that waits or was approved, nil otherwise
	Units        []string   `bson:"units"`                 // the lead unit and its ancestors, root first
	Nudged       *Nudged    `bson:"nudged,omitempty"`      // how this assignment was pressed for, nil when it was not
	Above        []string   `bson:"above,omitempty"`       // the tasks this one is a part of, the topmost first, its parent last (việc cha)
	Children     int        `bson:"children,omitempty"`    // how many child tasks were made of it (việc con), whatever became of them
	Coordinators []Part     `bson:"parts"`
	Blockers     []string   `bson:"blockers,omitempty"` // the tasks it waits for, whatever became of them (chờ việc); at most MaxBlockers
	CreatedAt    time.Time  `bson:"created_at"`
	UpdatedAt    time.Time  `bson:"updated_at"`
}

// Back says why work came back: declined by its lead, so that it is a draft again (trả lại), or returned by its approver
// for rework (yêu cầu làm lại) or reopened (mở lại). It is kept until the work is given or handed in again, or ends.
type Back struct {
	By     string    `bson:"by"`
	At     time.Time `bson:"at"`
	Reason string    `bson:"reason"`

	Reopened bool `bson:"reopened,omitempty"` // completed work that its approver reopened (mở lại)
}

// Nudged says how often the people for whom work waits were pressed for it (đôn đốc), and last by whom and when.
type Nudged struct {
	Count int       `bson:"count"`
	At    time.Time `bson:"at"`
	By    string    `bson:"by"`
}

// NudgeEvery is how long a task rests between two nudges, whoever makes them.
const NudgeEvery = 4 * time.Hour

// Next returns from when the task may be nudged again.
func (n Nudged) Next() time.Time { return n.At.Add(NudgeEvery) }

// ConvertedMilli returns quantity × K (sản phẩm quy đổi) in thousandths, half up.
func (r Row) ConvertedMilli() int64 { return (r.QtyMilli*r.Product.KMilli + 500) / 1000 }

// Task is one piece of assigned work, as stored.
type Task struct {
	Row          `bson:",inline"`
	Description  string       `bson:"description"`
	Fold         []string     `bson:"fold"`                 // folded words of code, title and document number, for searching
	Approver     string       `bson:"approver"`             // decides about the result, never the lead: the assigner; of a proposal the head it waits for
	Proposal     bool         `bson:"proposal"`             // a draft that its own lead proposes (đề xuất việc cho mình)
	Helpers      []string     `bson:"helpers"`              // tokens of the coordinators while they see it: persons u:, units o: without those above
	DueRule      vncal.Rule   `bson:"due_rule"`             // how the first deadline was set
	Calendar     string       `bson:"due_calendar"`         // version of the calendar it was computed with
	Dues         []Due        `bson:"dues"`                 // every deadline, the one in force last
	Causes       []Cause      `bson:"causes,omitempty"`     // claims of objective causes, old first
	Extensions   []Extension  `bson:"extensions,omitempty"` // requests for a later deadline, old first
	Submissions  []Submission `bson:"submissions"`
	Withdrawn    []Submission `bson:"withdrawn,omitempty"` // taken back by the lead before anybody decided, old first
	Vis          []string     `bson:"vis"`                 // tokens of those who may see it
	Merged       []string     `bson:"merged,omitempty"`    // units merged since it was given to them: whoever is in charge of what they were sees it still
	AssignedAt   *time.Time   `bson:"assigned_at"`
	NamedAt      *time.Time   `bson:"named_at,omitempty"` // when the leading unit's head named the person, nil when given to a person
	NamedBy      string       `bson:"named_by,omitempty"` // who named them
	AcceptedAt   *time.Time   `bson:"accepted_at"`
	ClosedAt     *time.Time   `bson:"closed_at"` // completed, recalled or cancelled
	ClosedReason string       `bson:"closed_reason"`
	Informed     []Informed   `bson:"informed,omitempty"` // people who see it for information and act on nothing (nhận để biết)
	Watchers     []string     `bson:"watchers,omitempty"` // people who follow it (theo dõi), each for as long as they may see it
	SeenAt       *time.Time   `bson:"seen_at,omitempty"`  // when the lead first opened it; told to the assigner only
	Op           *Op          `bson:"op,omitempty"`       // the request that made it

	// ApproverGone says that the appointment ended by which the approver was in charge of the lead; found out on reading,
	// not stored.
	ApproverGone bool `bson:"-"`
}

// Op is the request by which a record was made; repeating it gives that record again.
type Op struct {
	Person string `bson:"person"`
	Route  string `bson:"route"`
	Key    string `bson:"key"`  // the client's Idempotency-Key
	Hash   string `bson:"hash"` // of the payload: the same key with another payload is refused
}

// Verdict is the answer to a submission.
type Verdict string

// The verdicts, as stored and sent.
const (
	Met        Verdict = "met"         // đạt yêu cầu
	MajorError Verdict = "major_error" // duyệt, nhưng có sai sót lớn về nội dung
	Returned   Verdict = "returned"    // yêu cầu làm lại
)

// Submission is one result handed in (trình duyệt), with the answer once there is one.
type Submission struct {
	At       time.Time `bson:"at"`
	By       string    `bson:"by"`
	Note     string    `bson:"note"`
	QtyMilli int64     `bson:"qty_milli"`       // pieces handed in, thousandths
	Files    []string  `bson:"files,omitempty"` // ids of the files handed in with it (tệp kết quả)
	Decision *Decision `bson:"decision,omitempty"`
}

// Decision answers a submission.
type Decision struct {
	Verdict  Verdict   `bson:"verdict"`
	At       time.Time `bson:"at"`
	By       string    `bson:"by"`
	Reason   string    `bson:"reason"`    // why it was returned, or the remark of the approval
	Major    bool      `bson:"major"`     // returned for a major content error (sai sót lớn về nội dung): a failed review
	QtyMilli int64     `bson:"qty_milli"` // pieces accepted, thousandths; 0 when returned

	// Of is the coordinator whose part has the major content error, "" for the lead's: it counts in the line of that person.
	Of string `bson:"of,omitempty"`

	// FailedMilli is how many of the pieces handed in have the major content error, thousandths; 0 where there is none, and
	// in decisions that were made before approvers named them.
	FailedMilli int64 `bson:"failed_milli,omitempty"`

	Progress int       `bson:"progress,omitempty"` // of an approval: percent last reported before it, for when it is taken back
	Reopened *Reopened `bson:"reopened,omitempty"` // the approval was taken back
}

// Faulty says which of what was handed in has a major content error (sai sót lớn về nội dung). The zero value is all of it, by the
// lead.
type Faulty struct {
	Milli int64  // pieces, thousandths; 0 for all that were handed in
	Of    string // the coordinator whose part it is in; "" for the lead's
}

// Failed reports whether the decision is a failed review: approved or returned with a major content error. An approval that
// was taken back found nothing.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 14 khoản 2 (sai sót lớn về nội dung).
func (d Decision) Failed() bool { return d.Major || d.Verdict == MajorError && d.Reopened == nil }

// last returns the latest submission of the present assignment, nil when there is none.
func (t Task) last() *Submission {
	if n := len(t.Submissions); n > 0 && t.AssignedAt != nil && !t.Submissions[n-1].At.Before(*t.AssignedAt) {
		return &t.Submissions[n-1]
	}
	return nil
}

// JournalObject names the task in journal entries and events.
func (t Task) JournalObject() journal.Object {
	return journal.Object{Type: "task", ID: t.ID, Code: t.Code, Title: t.Title}
}

// JournalVersion returns the version that an event announces.
func (t Task) JournalVersion() int64 { return t.Version }

// JournalVis returns the tokens of those who may see the task.
func (t Task) JournalVis() []string { return t.Vis }

// JournalWaiting returns those whose act comes next.
func (t Task) JournalWaiting() []string { return t.Waiting }
