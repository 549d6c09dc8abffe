package workplace

import (
	"slices"
	"strconv"
	"time"

	"congvu/internal/access"
	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/journal"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Kind is why somebody is absent, as stored and sent. Nothing here is a payroll: only days and the paper count.
type Kind string

// The kinds: leave (nghỉ), and being elsewhere on duty (công tác).
const (
	Annual       Kind = "annual"       // nghỉ phép năm
	Sick         Kind = "sick"         // nghỉ ốm
	Maternity    Kind = "maternity"    // thai sản
	Compensatory Kind = "compensatory" // nghỉ bù
	Personal     Kind = "personal"     // việc riêng có hưởng lương
	Unpaid       Kind = "unpaid"       // nghỉ không hưởng lương
	Mission      Kind = "mission"      // đi công tác
	FieldTrip    Kind = "field"        // đi cơ sở
	Training     Kind = "training"     // đào tạo, tập huấn
)

var kinds = []Kind{Annual, Sick, Maternity, Compensatory, Personal, Unpaid, Mission, FieldTrip, Training}

// Place returns where somebody absent for that reason is.
func (k Kind) Place() diary.Place {
	if k == Mission || k == FieldTrip || k == Training {
		return diary.Field
	}
	return diary.Off
}

// Absence is one leave or mission of a person with the paper that says so (nghỉ, công tác).
type Absence struct {
	ID      string `bson:"_id"`
	Agency  string `bson:"agency"`
	Person  string `bson:"person"`
	Version int64  `bson:"version"`
	Kind    Kind   `bson:"kind"`
	From    Half   `bson:"from"` // first and last half-day
	To      Half   `bson:"to"`
	Paper   string `bson:"paper"` // number and symbol of the decision or the form: "61/QĐ-STTTT"
	Note    string `bson:"note"`

	Unit      string          `bson:"unit"` // of the person when it was entered
	Vis       []string        `bson:"vis"`
	By        string          `bson:"by"`
	At        time.Time       `bson:"at"`
	Cancelled *time.Time      `bson:"cancelled,omitempty"`
	Why       string          `bson:"why,omitempty"`
	Op        *idempotency.Op `bson:"op,omitempty"`
}

// Covers reports whether h lies in the absence.
func (x Absence) Covers(h Half) bool { return x.Cancelled == nil && x.From <= h && h <= x.To }

// JournalObject names the absence in the journal.
func (x Absence) JournalObject() journal.Object {
	return journal.Object{Type: "absence", ID: x.ID, Code: x.Paper, Title: span(x.From.Date(), x.To.Date())}
}

// JournalVersion returns the version that the journal's entry speaks of.
func (x Absence) JournalVersion() int64 { return x.Version }

// JournalVis returns the tokens that may see the absence.
func (x Absence) JournalVis() []string { return x.Vis }

// absenceVis returns who sees an absence: the person, hr and the heads above.
func absenceVis(person string, units []string) []string {
	vis := []string{access.Person(person)}
	for _, u := range units {
		vis = append(vis, access.Staff(u))
	}
	return vis
}

// AbsenceInput is an absence as it is entered.
type AbsenceInput struct {
	Person string
	Kind   Kind
	From   Half
	To     Half
	Paper  string
	Note   string
}

// maxAbsence is how many days an absence may last: unpaid leave and studies go over years.
const maxAbsence = 3 * 366

// Normal returns in as it is stored. Errors: ErrInput naming each faulty field.
func (in AbsenceInput) Normal() (AbsenceInput, error) {
	fault := ErrInput
	in.Paper, in.Note = fold.Number(in.Paper), fold.Clean(in.Note)
	if in.Person == "" {
		fault = fault.At("person", "required")
	}
	if !slices.Contains(kinds, in.Kind) {
		fault = fault.At("cause", "choice")
	}
	switch {
	case !in.From.Valid():
		fault = fault.At("from", "date")
	case !in.To.Valid():
		fault = fault.At("to", "date")
	case in.To < in.From:
		fault = fault.At("to", "before_start")
	case in.To.Date() > in.From.Date().AddDays(maxAbsence):
		fault = fault.With(errs.Field{Path: "to", Code: "too_far", Args: map[string]string{"max": in.From.Date().AddDays(maxAbsence).Display()}})
	case in.From.Date() < vncal.Date("2000-01-01"):
		fault = fault.At("from", "date")
	}
	fault = fault.Length("paper", in.Paper, 1, 60).Length("note", in.Note, 0, MaxReason)
	return in, fault.OrNil()
}

// RuleInput are the settings of a unit as they are typed.
type RuleInput struct {
	From      vncal.Date
	Version   int64 // of the rule of that day, 0 for a new one
	MinOnSite int
	MaxOnSite int
	MaxDays   int
	People    []string // whose primary posts must be on site
	Products  []string
	Basis     string
}

// Normal returns in as it is stored. A rule begins today or later: what was decided under the former one stands.
// Errors: ErrInput naming each faulty field.
func (in RuleInput) Normal(today vncal.Date) (RuleInput, error) {
	fault := ErrInput
	in.Basis = fold.Line(in.Basis)
	number := func(path string, n, high int) {
		switch {
		case n < 0:
			fault = fault.With(errs.Field{Path: path, Code: "too_small", Args: map[string]string{"min": "0"}})
		case n > high:
			fault = fault.With(errs.Field{Path: path, Code: "too_large", Args: map[string]string{"max": strconv.Itoa(high)}})
		}
	}
	switch {
	case !in.From.Valid():
		fault = fault.At("from", "date")
	case in.From < today:
		fault = fault.At("from", "past")
	}
	number("minOnSite", in.MinOnSite, 100)
	number("maxOnSite", in.MaxOnSite, 100)
	number("maxDays", in.MaxDays, 5)
	if in.MinOnSite > 0 && in.MaxOnSite > 0 && in.MinOnSite > in.MaxOnSite {
		fault = fault.At("maxOnSite", "below_min")
	}
	if len(in.People) > 200 {
		fault = fault.With(errs.Field{Path: "onSite", Code: "too_many", Args: map[string]string{"max": "200"}})
	}
	if len(in.Products) > 200 {
		fault = fault.With(errs.Field{Path: "products", Code: "too_many", Args: map[string]string{"max": "200"}})
	}
	fault = fault.Length("basis", in.Basis, 0, MaxReason)
	return in, fault.OrNil()
}
