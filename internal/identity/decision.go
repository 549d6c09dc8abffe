package identity

import (
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Kind is what a personnel decision (quyết định về cán bộ) does with a person's posts, as stored and sent.
type Kind string

// The kinds of decision. Posts are never overwritten: what was held until a day stays as it was, and what comes after is
// another post.
const (
	Appointing Kind = "appoint"    // tiếp nhận, bổ nhiệm vào chức vụ chính khi chưa có
	Promoting  Kind = "promote"    // bổ nhiệm chức vụ khác: another role or title, mostly in the same unit
	Moving     Kind = "transfer"   // điều động: the primary post goes to another unit
	Seconding  Kind = "second"     // biệt phái: a primary post elsewhere for a time, while the first sleeps
	Resuming   Kind = "resume"     // the sleeping post after a secondment; made by Seconding, never asked for
	Adding     Kind = "concurrent" // kiêm nhiệm
	Prolonging Kind = "prolong"    // kéo dài thời hạn
	Ending     Kind = "end"        // thôi kiêm nhiệm, hết biệt phái
	Leaving    Kind = "leave"      // thôi việc, chuyển công tác ra ngoài cơ quan
	Retiring   Kind = "retire"     // nghỉ hưu
	Dying      Kind = "die"        // từ trần
)

// asked are the kinds that somebody can decide.
var asked = []Kind{Appointing, Promoting, Moving, Seconding, Adding, Prolonging, Ending, Leaving, Retiring, Dying}

// gives reports whether a decision of the kind gives a post.
func (k Kind) gives() bool {
	return slices.Contains([]Kind{Appointing, Promoting, Moving, Seconding, Adding}, k)
}

// parts reports whether the person leaves the agency by it.
func (k Kind) parts() bool { return k == Leaving || k == Retiring || k == Dying }

// Paper names the document that a decision stands in (quyết định).
type Paper struct {
	Number string     `bson:"number"` // number and symbol: "77/QĐ-SNV"; empty where none was recorded
	On     vncal.Date `bson:"on"`     // its date, "" where none was recorded
}

// End says by which decision a post got its last day.
type End struct {
	Kind  Kind  `bson:"kind"`
	Paper Paper `bson:"paper"`
}

// Decision is one dated change of a person's posts.
type Decision struct {
	Kind  Kind
	Paper Paper

	Post    string // the post that is ended or prolonged
	Version int64  // of that post, as it was seen

	// Of a post that is given.
	Unit   string
	Role   access.Role
	Title  string
	Charge []string // a deputy's units in charge

	From vncal.Date // first day of a post that is given
	To   vncal.Date // last day: of a post given for a time, of one that is ended or prolonged, in office; "" is no end
}

// Errors of decisions about posts.
var (
	ErrNoPrimary = errs.New(errs.Conflict, "identity.no_primary", "no primary appointment is in force on that day")
	ErrLater     = errs.New(errs.Conflict, "identity.later", "a later decision about the primary appointment exists already")
	ErrSeconded  = errs.New(errs.Conflict, "identity.seconded", "the person is on secondment then: end that first")
	ErrStays     = errs.New(errs.Conflict, "identity.stays", "a primary appointment ends only by another one or by leaving the agency")
	ErrOwnPost   = errs.New(errs.Forbidden, "identity.own_post", "nobody decides about an own appointment")
	ErrRole      = errs.New(errs.Forbidden, "identity.role", "this role is not given by personnel officers")
	ErrLastAdmin = errs.New(errs.Conflict, "identity.last_admin", "the agency would have no administrator any more")
)

// maxDays is how far from today a decision may take force, in days: papers are signed late, and are known early.
const maxDays = 366

// maxNumber is the length of a document number in characters.
const maxNumber = 50

// normal returns d as it is stored and compared.
func (d Decision) normal() Decision {
	d.Title, d.Paper.Number = fold.Line(d.Title), fold.Number(fold.Line(d.Paper.Number))
	if d.Charge == nil || d.Role != access.Deputy {
		d.Charge = []string{}
	}
	if d.To == "" && !d.Kind.parts() && d.Kind != Ending {
		d.To = NoEnd
	}
	return d
}

// check returns errs.ErrInvalid with every faulty field that can be seen without the posts.
func (d Decision) check(today vncal.Date) error {
	fault := errs.ErrInvalid
	if !slices.Contains(asked, d.Kind) {
		return fault.At("kind", "choice")
	}
	near := func(path string, day vncal.Date) {
		switch {
		case day == "":
			fault = fault.At(path, "required")
		case !day.Valid():
			fault = fault.At(path, "date")
		case day < today.AddDays(-maxDays) && d.Kind != Appointing && d.Kind != Adding, // these were there before we knew
			day != NoEnd && day > today.AddDays(10*maxDays):
			fault = fault.At(path, "far")
		}
	}
	if d.Kind.gives() {
		fault = fault.Length("title", d.Title, 1, maxTitle)
		if strings.TrimSpace(d.Unit) == "" {
			fault = fault.At("unit", "required")
		}
		if !slices.Contains(access.Roles(), d.Role) {
			fault = fault.At("role", "choice")
		}
		near("from", d.From)
		if d.From.Valid() && d.From > today.AddDays(maxDays) {
			fault = fault.At("from", "far")
		}
		if d.To != NoEnd {
			near("to", d.To)
		}
		switch {
		case d.Kind == Seconding && d.To == NoEnd:
			fault = fault.At("to", "required")
		case d.Kind != Seconding && d.Kind != Adding && d.To != NoEnd: // the primary one is held until another decision
			fault = fault.At("to", "invalid")
		case d.To < d.From && d.From.Valid():
			fault = fault.At("to", "before")
		}
	} else {
		near("to", d.To)
		if d.Kind == Dying && d.To.Valid() && d.To > today {
			fault = fault.At("to", "future")
		}
		if !d.Kind.parts() && d.Post == "" {
			fault = fault.At("post", "required")
		}
	}
	fault = fault.Length("number", d.Paper.Number, 0, maxNumber)
	if d.Paper.On != "" && (!d.Paper.On.Valid() || d.Paper.On > today) {
		fault = fault.At("documentOn", map[bool]string{true: "future", false: "date"}[d.Paper.On.Valid()])
	}
	return fault.OrNil()
}

// applied returns what d makes of a person's posts, all that the person ever had: those that are changed, under their ids,
// and the new ones, without an id. Whatever it returns, exactly one primary post is in force on each day on which the person
// is in office.
// Errors: errs.ErrInvalid with the faulty field, ErrPrimary, ErrNoPrimary, ErrLater, ErrSeconded, ErrStays, ErrEnded,
// errs.ErrNotFound for a post that is not the person's, errs.ErrChanged when it is not the version that was seen.
func (d Decision) applied(posts []Appointment, today vncal.Date) ([]Appointment, error) {
	if err := d.check(today); err != nil {
		return nil, err
	}
	given := Appointment{Unit: d.Unit, Role: d.Role, Title: d.Title, Charge: d.Charge, From: d.From, To: d.To, Kind: d.Kind, Paper: d.Paper}
	switch d.Kind {
	case Adding:
		if slices.ContainsFunc(posts, func(a Appointment) bool {
			return a.Unit == d.Unit && a.Role == d.Role && a.Title == d.Title && a.From <= d.To && d.From <= a.To && slices.Equal(a.Charge, d.Charge)
		}) {
			return nil, errs.ErrInvalid.At("unit", "duplicate")
		}
		return []Appointment{given}, nil
	case Appointing:
		given.Primary = true
		if slices.ContainsFunc(posts, func(a Appointment) bool { return a.Primary && a.held() && a.To >= d.From }) {
			return nil, ErrPrimary
		}
		return []Appointment{given}, nil
	case Promoting, Moving, Seconding:
		return d.replaced(posts, given)
	case Ending:
		return d.ended(posts)
	case Prolonging:
		return d.prolonged(posts, today)
	}
	return d.left(posts)
}

// replaced lets the post d gives take the place of the primary one from d.From on; a secondment gives it back afterwards.
func (d Decision) replaced(posts []Appointment, given Appointment) ([]Appointment, error) {
	i := slices.IndexFunc(posts, func(a Appointment) bool { return a.Primary && a.From <= d.From && d.From <= a.To })
	if i < 0 {
		return nil, ErrNoPrimary
	}
	now := posts[i]
	switch {
	case now.Kind == Seconding:
		return nil, ErrSeconded
	case slices.ContainsFunc(posts, func(a Appointment) bool { return a.Primary && a.held() && a.From > now.From }):
		return nil, ErrLater
	case d.From == now.From:
		return nil, errs.ErrInvalid.At("from", "same_day")
	case d.Kind != Promoting && d.Unit == now.Unit:
		return nil, errs.ErrInvalid.At("unit", "same")
	case d.Kind == Promoting && d.Unit == now.Unit && d.Role == now.Role && d.Title == now.Title && slices.Equal(d.Charge, now.Charge):
		return nil, errs.ErrInvalid.At("title", "same")
	case d.Kind == Seconding && d.To > now.To:
		return nil, errs.ErrInvalid.At("to", "after_end")
	}
	given.Primary = true
	back := now // as it goes on after a secondment
	now.To, now.Ended = d.From.AddDays(-1), &End{Kind: d.Kind, Paper: d.Paper}
	if d.Kind != Seconding {
		given.To, given.Ended = back.To, back.Ended // a day of leaving that is known already stays
		return []Appointment{now, given}, nil
	}
	given.Sleeps = now.ID
	if d.To >= back.To {
		return []Appointment{now, given}, nil
	}
	back.ID, back.Version, back.From, back.Kind = "", 0, d.To.AddDays(1), Resuming
	return []Appointment{now, given, back}, nil
}

// named returns the post that d names, with its place.
func (d Decision) named(posts []Appointment) (Appointment, error) {
	i := slices.IndexFunc(posts, func(a Appointment) bool { return a.ID == d.Post })
	switch {
	case i < 0:
		return Appointment{}, errs.ErrNotFound
	case posts[i].Version != d.Version:
		return Appointment{}, errs.ErrChanged
	}
	return posts[i], nil
}

// resumed returns the post that goes on after the secondment s.
func resumed(posts []Appointment, s Appointment) (Appointment, bool) {
	i := slices.IndexFunc(posts, func(a Appointment) bool { return a.Kind == Resuming && a.From == s.To.AddDays(1) })
	if i < 0 {
		return Appointment{}, false
	}
	return posts[i], true
}

// ended gives a post that is no longer wanted an earlier last day; the day before its first one undoes it.
func (d Decision) ended(posts []Appointment) ([]Appointment, error) {
	a, err := d.named(posts)
	switch {
	case err != nil:
		return nil, err
	case a.Primary && a.Kind != Seconding:
		return nil, ErrStays
	case d.To >= a.To:
		return nil, ErrEnded
	case d.To < a.From.AddDays(-1):
		return nil, errs.ErrInvalid.At("to", "before")
	}
	changed := []Appointment{}
	if back, ok := resumed(posts, a); a.Primary && ok {
		back.From = d.To.AddDays(1)
		changed = append(changed, back)
	} else if a.Primary { // nothing would be left to go back to
		return nil, ErrStays
	}
	a.To, a.Ended = d.To, &End{Kind: Ending, Paper: d.Paper}
	return append(changed, a), nil
}

// prolonged gives a post that is held for a time a later last day, or none.
func (d Decision) prolonged(posts []Appointment, today vncal.Date) ([]Appointment, error) {
	a, err := d.named(posts)
	switch {
	case err != nil:
		return nil, err
	case a.To < today, a.To == NoEnd, !a.held():
		return nil, ErrEnded
	case d.To <= a.To:
		return nil, errs.ErrInvalid.At("to", "not_later")
	case !a.Primary:
		a.To, a.Ended = d.To, nil
		return []Appointment{a}, nil
	case a.Kind == Seconding:
		back, ok := resumed(posts, a)
		if !ok || d.To >= back.To {
			return nil, errs.ErrInvalid.At("to", "after_end")
		}
		a.To, back.From = d.To, d.To.AddDays(1)
		return []Appointment{a, back}, nil
	case slices.ContainsFunc(posts, func(x Appointment) bool { return x.Primary && x.held() && x.From > a.From }):
		return nil, ErrLater
	}
	if a.To = d.To; a.To == NoEnd {
		a.Ended = nil
	}
	return []Appointment{a}, nil
}

// left ends whatever the person holds after the last day in office.
func (d Decision) left(posts []Appointment) ([]Appointment, error) {
	changed := []Appointment{}
	for _, a := range posts {
		if !a.held() || a.To <= d.To {
			continue
		}
		a.To, a.Ended = max(d.To, a.From.AddDays(-1)), &End{Kind: d.Kind, Paper: d.Paper}
		changed = append(changed, a)
	}
	if !slices.ContainsFunc(changed, func(a Appointment) bool { return a.Primary }) {
		return nil, ErrNoPrimary
	}
	return changed, nil
}

// held reports whether a is in force on any day: one that was taken back before it began is not.
func (a Appointment) held() bool { return a.From <= a.To }

// onDay reports whether a is in force on a day.
func (a Appointment) onDay(day vncal.Date) bool { return a.From <= day && day <= a.To }
