package diary

import (
	"time"

	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// State is where a day stands between its author and the head (trạng thái nhật ký).
type State string

// The states of a day, as stored and sent. StateLocked is computed and never stored.
const (
	StateOpen      State = "open"      // đang ghi
	StateSubmitted State = "submitted" // đã gửi xác nhận
	StateConfirmed State = "confirmed" // đã xác nhận; a correction opens it again
	StateReturned  State = "returned"  // trả lại để bổ sung
	StateLocked    State = "locked"    // khóa: not submitted in time, can no longer be written
)

// Place is where somebody works during half a day (nơi làm việc).
type Place string

// The places, as stored and sent.
const (
	Remote Place = "remote" // tại nhà, từ xa
	Office Place = "office" // tại cơ quan
	Field  Place = "field"  // công tác, đi cơ sở
	Off    Place = "off"    // nghỉ
)

// Valid reports whether p is one of the four places.
func (p Place) Valid() bool { return p == Remote || p == Office || p == Field || p == Off }

// Places are the places of the two half-days.
type Places struct {
	AM Place `bson:"am"` // sáng
	PM Place `bson:"pm"` // chiều
}

// Off reports whether the whole day is off (nghỉ cả ngày): such a day is neither missing nor reminded of.
func (p Places) Off() bool { return p.AM == Off && p.PM == Off }

// TaskRef names the assigned task that an entry belongs to, as it read when the entry was written.
type TaskRef struct {
	ID    string `bson:"id"`
	Code  string `bson:"code"`  // "NV-2026-000123"
	Title string `bson:"title"` // at most 300 characters
}

// Entry is one line of a day (dòng nhật ký).
type Entry struct {
	ID        string    `bson:"id"`               // ULID, given by the server
	Text      string    `bson:"text"`             // what was done, 1 to 2000 characters
	Task      *TaskRef  `bson:"task,omitempty"`   // nil: no assigned task
	Minutes   int       `bson:"minutes"`          // 0 = not given, else 1 to 1440; that of From–To when they are given
	From      string    `bson:"from,omitempty"`   // "HH:MM", together with To
	To        string    `bson:"to,omitempty"`     // "HH:MM", after From on the same day; "24:00" at its end
	Result    string    `bson:"result,omitempty"` // at most 2000 characters
	Unplanned bool      `bson:"unplanned"`        // công việc phát sinh, đột xuất
	CreatedAt time.Time `bson:"created_at"`       // when the server first got it
	ChangedAt time.Time `bson:"changed_at"`       // when the server got its content as it is now
	Late      bool      `bson:"late"`             // written or changed after its day had ended, by the server's clock
	Source    string    `bson:"source,omitempty"` // the Suggestion it was kept from

	Key      string     `bson:"key,omitempty"`       // the device's own name of the line, by which one that is sent twice is one; "" for a device that gave none
	DeviceAt *time.Time `bson:"device_at,omitempty"` // when its content was written by the clock of the author's device, right or wrong; nil: the device did not say
}

// Day is one person's diary of one date.
type Day struct {
	ID      string     `bson:"_id"` // DayID
	Agency  string     `bson:"agency"`
	Person  string     `bson:"person"` // the author
	Date    vncal.Date `bson:"date"`
	Version int64      `bson:"version"` // 1 for the first save; 0 = not stored yet

	State        State   `bson:"state"`
	Place        Places  `bson:"place"`
	Entries      []Entry `bson:"entries"`      // at most 50, in the author's order
	Plan         string  `bson:"plan"`         // kế hoạch ngày làm việc tới
	Difficulties string  `bson:"difficulties"` // khó khăn, đề xuất
	Late         bool    `bson:"late"`         // some entry was written after the day

	Units        []string   `bson:"units"`            // the author's unit and its ancestors when last written
	Passed       []string   `bson:"passed,omitempty"` // units to whose heads, and those above, it was passed on since, for the author had moved
	Vis          []string   `bson:"vis"`              // tokens that may see it
	Waiting      []string   `bson:"waiting"`
	WaitingSince *time.Time `bson:"waiting_since,omitempty"`

	CreatedAt    time.Time  `bson:"created_at"`
	UpdatedAt    time.Time  `bson:"updated_at"`
	SubmittedAt  *time.Time `bson:"submitted_at,omitempty"` // the last submission
	ConfirmedAt  *time.Time `bson:"confirmed_at,omitempty"`
	ConfirmedBy  string     `bson:"confirmed_by,omitempty"`
	ReturnedAt   *time.Time `bson:"returned_at,omitempty"` // the last return; kept when it is submitted again
	ReturnedBy   string     `bson:"returned_by,omitempty"`
	ReturnReason string     `bson:"return_reason,omitempty"`

	Correction *Correction `bson:"correction,omitempty"` // the last one; nil: written once and left so
}

// Correction is what was said of the last change of a day after its submission (bổ sung, đính chính). The texts before it are
// in the day's versions.
type Correction struct {
	N         int       `bson:"n"` // how many there were, from 1
	At        time.Time `bson:"at"`
	Reason    string    `bson:"reason"`    // MinReason to MaxReason characters
	Confirmed bool      `bson:"confirmed"` // the day had been confirmed when it was corrected
}

// Corrected reports whether d waits to be confirmed as a correction: what its confirmer reads is not what was submitted first.
// What was written after a return is submitted anew, and is none.
func (d Day) Corrected() bool {
	return d.State == StateSubmitted && d.Correction != nil && (d.ReturnedAt == nil || d.Correction.At.After(*d.ReturnedAt))
}

// DayID returns the id of a person's day: "<person>|<date>".
func DayID(person string, date vncal.Date) string { return person + "|" + string(date) }

// Minutes returns the sum of the entries' minutes, 0 to 1440.
func (d Day) Minutes() int {
	sum := 0
	for _, e := range d.Entries {
		sum += e.Minutes
	}
	return sum
}

// Empty reports whether no entry was kept: suggestions do not count.
func (d Day) Empty() bool { return len(d.Entries) == 0 }

// JournalObject names the day in the journal, by its date as sentences write it.
func (d Day) JournalObject() journal.Object {
	return journal.Object{Type: "diary", ID: d.ID, Title: d.Date.Short()}
}

// JournalVersion returns the version that the journal's entry speaks of.
func (d Day) JournalVersion() int64 { return d.Version }

// JournalVis returns the tokens that may see the day.
func (d Day) JournalVis() []string { return d.Vis }

// JournalWaiting returns those whose act comes next.
func (d Day) JournalWaiting() []string { return d.Waiting }
