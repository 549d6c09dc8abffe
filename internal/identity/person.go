package identity

import (
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/idempotency"
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
	StaffNo      string   `bson:"staff_no"`         // staff code, unique in the agency, one of the two names to sign in with
	Name         string   `bson:"name"`             // family, middle and given name
	Title        string   `bson:"title"`            // of the primary appointment: "Chuyên viên"
	Email        string   `bson:"email,omitempty"`  // unique in the installation; may be missing
	Phone        string   `bson:"phone,omitempty"`  // as people write it: "0235 3810 111"
	SubjectClass string   `bson:"subject_class"`    // one of the classes above
	Duties       string   `bson:"duties,omitempty"` // group of similar duties (nhóm nhiệm vụ tương tự), for the caps of evaluation
	Units        []string `bson:"units"`            // path of the primary unit, root first, itself last; empty without one
	Primary      Post     `bson:"primary"`          // the primary appointment in short; zero without one
	Fold         []string `bson:"fold"`             // what the person is found by, see searchKeys
	Sort         string   `bson:"sort"`             // place in lists, unique in the agency, see sortKey
	Demo         bool     `bson:"demo"`             // made up: "Dữ liệu mẫu"
	Rights       int64    `bson:"rights"`           // rises with every change of what the person may do
	Version      int64    `bson:"version"`

	State  State           `bson:"state,omitempty"`  // whether in office; empty as Active for those stored before there were others
	Home   string          `bson:"home,omitempty"`   // the primary unit: of today, else the next one, else the last one
	Starts vncal.Date      `bson:"starts,omitempty"` // of somebody who is still to come: the first day
	Turned vncal.Date      `bson:"turned,omitempty"` // the last day on which a post of theirs took force by itself
	Op     *idempotency.Op `bson:"op,omitempty"`     // the request that made it
}

// State is whether a person is in office (trạng thái công tác).
type State string

// The states, as stored and sent.
const (
	Active   State = "active"   // đang công tác
	Upcoming State = "upcoming" // chưa bắt đầu
	Left     State = "left"     // đã thôi việc, chuyển đi
	Retired  State = "retired"  // đã nghỉ hưu
	Deceased State = "deceased" // đã từ trần
)

// States lists every state.
func States() []State { return []State{Active, Upcoming, Left, Retired, Deceased} }

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

	Kind   Kind   `bson:"kind,omitempty"`   // by what kind of decision it was given; empty where that was not recorded
	Paper  Paper  `bson:"paper"`            // the document that gave it
	Ended  *End   `bson:"ended,omitempty"`  // what gave it its last day, nil while it has none
	Sleeps string `bson:"sleeps,omitempty"` // of a secondment: the post that sleeps meanwhile
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
	maxPhone   = 30
	maxDuties  = 100
)

// phoneNumber is a telephone number as people write one: digits with spaces, dots, brackets and an extension.
var phoneNumber = regexp.MustCompile(`^\+?[0-9][0-9 .()/-]{5,}[0-9]$`)

// normal returns p with its texts as they are stored and compared.
func (p Person) normal() Person {
	p.StaffNo, p.Name, p.Email = fold.Line(p.StaffNo), fold.Line(p.Name), fold.Line(p.Email)
	p.Phone, p.Duties = fold.Line(p.Phone), fold.Line(p.Duties)
	return p
}

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
		// One plain address: a name beside it, a second one or a blank would become a part of a letter's head.
		_, host, _ := strings.Cut(p.Email, "@")
		if a, err := mail.ParseAddress(p.Email); err != nil || a.Address != p.Email || !strings.Contains(host, ".") {
			fault = fault.At("email", "format")
		}
	}
	if p.Phone != "" {
		text("phone", p.Phone, maxPhone)
		if !phoneNumber.MatchString(p.Phone) {
			fault = fault.At("phone", "format")
		}
	}
	if p.Duties != "" {
		text("duties", p.Duties, maxDuties)
	}
	if !slices.Contains(classes, p.SubjectClass) {
		fault = fault.At("subjectClass", "choice")
	}
	if !slices.Contains(access.Roles(), a.Role) {
		fault = fault.At("role", "choice")
	}
	switch {
	case !a.From.Valid() || !a.To.Valid():
		fault = fault.At("from", "date")
	case a.To < a.From:
		fault = fault.At("to", "before")
	}
	if len(fault.Fields) > 0 {
		return fault
	}
	return nil
}

// sortKey returns the place of a person in a list, as Vietnamese lists are kept: by given name, then by family and middle
// name, then by staff code. The code makes it unique, so a page can go on after it.
func sortKey(p Person) string {
	words := strings.Fields(p.Name)
	given := max(0, len(words)-1)
	parts := []string{fold.Key(strings.Join(words[given:], "")), fold.Key(strings.Join(words[:given], " ")), fold.Fold(p.StaffNo)}
	return strings.Join(parts, " ")
}

// givenKey returns the search key of people whose given name begins with word; "" for none.
func givenKey(word string) string {
	if word == "" {
		return ""
	}
	return "=" + word
}

// lastWord returns the last word of a text as it is searched, "" for none: of a name the given name.
func lastWord(text string) string {
	fields := strings.Fields(text)
	for i := len(fields) - 1; i >= 0; i-- {
		if words := fold.Tokens(fields[i]); len(words) > 0 {
			return words[len(words)-1]
		}
	}
	return ""
}

// searchKeys returns what a person is found by: every beginning of every word of the name, the staff code, the title
// and the e-mail's name. Names are short, so this costs some twenty keys a person and lets a half-typed word be an
// exact match of an index instead of a range to be sorted. The beginnings of the given name stand once more as givenKey.
func searchKeys(p Person) []string {
	user, _, _ := strings.Cut(p.Email, "@")
	keys := []string{}
	given := []rune(lastWord(p.Name))
	for n := range given {
		keys = append(keys, givenKey(string(given[:n+1])))
	}
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
