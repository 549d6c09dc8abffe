package identity

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// The classes of people that evaluation policies tell apart (spec/evaluation.md §1), as stored and sent.
const (
	Cadre          = "can_bo"    // cán bộ
	CivilServant   = "cong_chuc" // công chức
	PublicEmployee = "vien_chuc" // viên chức
	Contract       = "hop_dong"  // người lao động theo hợp đồng
)

var classes = []string{Cadre, CivilServant, PublicEmployee, Contract}

// Person is somebody who works in the agency (cán bộ, công chức, viên chức, người lao động).
type Person struct {
	ID           string   `bson:"_id"`
	Agency       string   `bson:"agency"`
	StaffNo      string   `bson:"staff_no"`        // staff code, unique in the agency, one of the two names to sign in with
	Name         string   `bson:"name"`            // family, middle and given name
	Title        string   `bson:"title"`           // of the primary appointment: "Chuyên viên"
	Email        string   `bson:"email,omitempty"` // unique in the installation; may be missing
	SubjectClass string   `bson:"subject_class"`   // one of the classes above
	Units        []string `bson:"units"`           // path of the primary unit, root first, itself last; empty without one
	Primary      Post     `bson:"primary"`         // the primary appointment in short; zero without one
	Fold         []string `bson:"fold"`            // what the person is found by, see searchKeys
	Sort         string   `bson:"sort"`            // place in lists, unique in the agency, see sortKey
	Demo         bool     `bson:"demo"`            // made up: "Dữ liệu mẫu"
	Rights       int64    `bson:"rights"`          // rises with every change of what the person may do
	Version      int64    `bson:"version"`
}

// Post is the primary appointment of a person in short.
type Post struct {
	Unit string      `bson:"unit"`
	Role access.Role `bson:"role"`
}

// Leader reports whether the primary appointment is that of a head or a deputy.
func (p Person) Leader() bool {
	return p.Primary.Role == access.Head || p.Primary.Role == access.Deputy
}

// Vis returns the tokens of those who see the person in lists of staff.
func (p Person) Vis() []string {
	tokens := []string{access.Person(p.ID)}
	for _, u := range p.Units {
		tokens = append(tokens, access.Staff(u))
	}
	return tokens
}

// Appointment is one post of a person (chức vụ, kiêm nhiệm), in force from From through To.
type Appointment struct {
	ID      string      `bson:"_id"`
	Agency  string      `bson:"agency"`
	Person  string      `bson:"person"`
	Unit    string      `bson:"unit"`
	Role    access.Role `bson:"role"`
	Title   string      `bson:"title"`  // "Trưởng phòng"
	Charge  []string    `bson:"charge"` // a deputy's units in charge; empty means the own unit
	Primary bool        `bson:"primary"`
	From    vncal.Date  `bson:"from"`
	To      vncal.Date  `bson:"to"` // NoEnd while it lasts
	Version int64       `bson:"version"`
}

// NoEnd is the last day of an appointment that has not been ended.
const NoEnd vncal.Date = "9999-12-31"

// access returns what a's holder may do by it.
func (a Appointment) access() access.Appointment {
	return access.Appointment{ID: a.ID, Unit: a.Unit, Role: a.Role, Charge: a.Charge, Primary: a.Primary}
}

// Limits of what is typed, in characters.
const (
	maxStaffNo = 20
	maxName    = 100
	maxTitle   = 100
	maxEmail   = 254
)

// check returns errs.ErrInvalid with every faulty field of p and its appointment.
func check(p Person, a Appointment) error {
	fault := errs.ErrInvalid
	text := func(path, s string, limit int) {
		switch n := utf8.RuneCountInString(s); {
		case strings.TrimSpace(s) == "":
			fault = fault.At(path, "required")
		case n > limit:
			fault = fault.With(errs.Field{Path: path, Code: "too_long", Args: map[string]string{"max": strconv.Itoa(limit)}})
		}
	}
	text("staffNo", p.StaffNo, maxStaffNo)
	text("name", p.Name, maxName)
	text("title", a.Title, maxTitle)
	if p.Email != "" {
		text("email", p.Email, maxEmail)
		if name, host, ok := strings.Cut(p.Email, "@"); !ok || name == "" || !strings.Contains(host, ".") {
			fault = fault.At("email", "format")
		}
	}
	if !slices.Contains(classes, p.SubjectClass) {
		fault = fault.At("subjectClass", "choice")
	}
	if !slices.Contains(access.Roles(), a.Role) {
		fault = fault.At("role", "choice")
	}
	if !a.From.Valid() || !a.To.Valid() {
		fault = fault.At("from", "date")
	}
	if len(fault.Fields) > 0 {
		return fault
	}
	return nil
}

// sortKey returns the place of a person in a list: by given name, as Vietnamese lists are kept, then by the whole name,
// then by staff code, all folded. The code makes it unique, so a page can go on after it.
func sortKey(p Person) string {
	words := strings.Fields(fold.Fold(p.Name))
	return strings.Join(append(slices.Clone(words[max(0, len(words)-1):]), append(words, fold.Fold(p.StaffNo))...), " ")
}

// searchKeys returns what a person is found by: every beginning of every word of the name, the staff code, the title
// and the e-mail's name. Names are short, so this costs some twenty keys a person and lets a half-typed word be an
// exact match of an index instead of a range to be sorted.
func searchKeys(p Person) []string {
	user, _, _ := strings.Cut(p.Email, "@")
	keys := []string{}
	for _, w := range fold.Tokens(p.Name, p.StaffNo, p.Title, user) {
		letters := []rune(w)
		for n := 1; n <= len(letters); n++ {
			if k := string(letters[:n]); !slices.Contains(keys, k) {
				keys = append(keys, k)
			}
		}
	}
	return keys
}

// queryKeys returns what a typed text asks of searchKeys, the most selective first: the store looks that one up and
// filters by the others.
func queryKeys(text string) []string {
	keys := fold.Tokens(text)
	slices.SortStableFunc(keys, func(a, b string) int { return utf8.RuneCountInString(b) - utf8.RuneCountInString(a) })
	return keys[:min(len(keys), 6)]
}
