package org

import (
	"time"

	"congvu/internal/access"
	"congvu/internal/idempotency"
	"congvu/pkg/vncal"
)

// ChangeKind is what a change does to the tree.
type ChangeKind string

// The kinds of change (sắp xếp tổ chức), as stored and sent.
const (
	Make   ChangeKind = "make"   // thành lập
	Rename ChangeKind = "rename" // đổi tên, mã, loại
	Move   ChangeKind = "move"   // chuyển sang đơn vị cấp trên khác
	Merge  ChangeKind = "merge"  // sáp nhập vào đơn vị khác
	End    ChangeKind = "end"    // giải thể
)

// ChangeState is how far a change has come.
type ChangeState string

// The states of a change, as stored and sent.
const (
	Planned   ChangeState = "planned"   // waits for its day
	Blocked   ChangeState = "blocked"   // its day has come and something stands in the way; tried again until it does not
	Running   ChangeState = "running"   // the tree is changed, records follow
	Applied   ChangeState = "applied"   // done
	Cancelled ChangeState = "cancelled" // taken back before its day
)

// Change is one change of the tree from a day on, by a document.
type Change struct {
	ID     string     `bson:"_id"`
	Agency string     `bson:"agency"`
	Kind   ChangeKind `bson:"kind"`
	Unit   string     `bson:"unit"`             // id of what changes; of Make the id that the new unit gets
	Target string     `bson:"target,omitempty"` // Make and Move: the unit above; Merge: the unit that takes it over

	Code      string `bson:"code,omitempty"` // these five of Make and Rename only, see Unit
	Name      string `bson:"name,omitempty"`
	ShortName string `bson:"short_name,omitempty"`
	UnitKind  string `bson:"unit_kind,omitempty"`
	Body      bool   `bson:"body,omitempty"`

	On        vncal.Date `bson:"on"`         // from this day on
	DocNumber string     `bson:"doc_number"` // of the document that decides it: "12/QĐ-UBND"
	DocDate   vncal.Date `bson:"doc_date"`

	State     ChangeState     `bson:"state"`
	Fault     *Fault          `bson:"fault,omitempty"` // why it is blocked
	Was       Was             `bson:"was"`             // names before the change, for its history
	Steps     []Step          `bson:"steps"`           // how far the records are, in the order in which they follow
	By        string          `bson:"by"`              // person id of who planned it
	ByName    string          `bson:"by_name"`
	CreatedAt time.Time       `bson:"created_at"`
	AppliedAt *time.Time      `bson:"applied_at,omitempty"` // when the tree was changed
	DoneAt    *time.Time      `bson:"done_at,omitempty"`    // when every record had followed
	Recheck   bool            `bson:"recheck"`              // another node may have written by the old tree: looked at once more
	Concerns  []string        `bson:"concerns"`             // the unit and the target
	Path      []string        `bson:"path"`                 // units whose administrators it concerns: both with all above
	Version   int64           `bson:"version"`
	Op        *idempotency.Op `bson:"op,omitempty"`
}

// Fault is a refusal as stored: the code of its sentence and the values in it.
type Fault struct {
	Code string            `bson:"code"`
	Args map[string]string `bson:"args,omitempty"`
}

// Was is what units were called before a change.
type Was struct {
	Code       string `bson:"code,omitempty"`
	Name       string `bson:"name,omitempty"`
	ShortName  string `bson:"short_name,omitempty"`
	Parent     string `bson:"parent,omitempty"`      // id of the unit above
	ParentName string `bson:"parent_name,omitempty"` // its name then
	TargetName string `bson:"target_name,omitempty"` // the target's name then
}

// Step is how far the records of one kind have followed a change.
type Step struct {
	Kind  string `bson:"kind"`
	Done  int    `bson:"done"`
	Total int    `bson:"total"` // an estimate made before; Done ends at or below it
	Ended bool   `bson:"ended"`
}

// planner is who planned the change, as the journal names the one who acts.
func (c Change) planner() access.Actor {
	return access.Actor{ID: c.By, Agency: c.Agency, Name: c.ByName}
}

// moves reports whether records follow the change: their tokens name the units above.
func (c Change) moves() bool { return c.Kind == Move || c.Kind == Merge }
