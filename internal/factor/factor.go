package factor

import (
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// Errors of this package; their sentences are in internal/errs/sentences/factor.json.
var (
	// ErrNeeded says that the password was right and a code is asked for as well.
	ErrNeeded = errs.New(errs.Unauthenticated, "factor.needed", "a code of the second factor is needed")
	// ErrCode says that a code is wrong, too old, or was used already.
	ErrCode = errs.New(errs.Unauthenticated, "factor.code", "the code of the second factor is not good")
	// ErrTyped says the same of a code typed in a form, which costs nobody the session.
	ErrTyped = errs.New(errs.Invalid, "factor.typed", "the code is not good")
	// ErrOn says that an app is set up already: it is turned off before another one is.
	ErrOn = errs.New(errs.Conflict, "factor.on", "the second factor is on")
	// ErrOff says that no app is set up, or that setting one up was not begun.
	ErrOff = errs.New(errs.Conflict, "factor.off", "the second factor is off")
	// ErrRequired says that the agency requires the second factor of a role that the person holds.
	ErrRequired = errs.New(errs.Conflict, "factor.required", "the agency requires the second factor")
	// ErrEnrol says that nothing can be done before the app that the agency requires is set up.
	ErrEnrol = errs.New(errs.Forbidden, "factor.enrol", "the second factor has to be set up first")
	// ErrRoles says that a role which is required to have it is none.
	ErrRoles = errs.New(errs.Invalid, "factor.roles", "not a role")
)

// Factor is a person's second factor.
type Factor struct {
	Person   string    `bson:"_id"`
	Agency   string    `bson:"agency"`
	Secret   string    `bson:"secret,omitempty"`  // base32; "" while it is off
	Pending  string    `bson:"pending,omitempty"` // the secret of an app that has not shown a code yet
	Step     int64     `bson:"step"`              // of the last code that was used: each is good once
	Recovery []string  `bson:"recovery"`          // hashes of the recovery codes left
	Since    time.Time `bson:"since"`             // when it was turned on
	Version  int64     `bson:"version"`
}

// On reports whether signing in asks for a code.
func (f Factor) On() bool { return f.Secret != "" }

// Policy says of which roles an agency requires the second factor (bắt buộc xác thực hai lớp).
type Policy struct {
	Agency  string        `bson:"_id"`
	Roles   []access.Role `bson:"roles"`
	By      string        `bson:"by"` // person id
	At      time.Time     `bson:"at"`
	Version int64         `bson:"version"` // 0 while nobody has decided
}

// requires reports whether a holds one of the roles in a post of their own.
func (p Policy) requires(a access.Actor) bool {
	return slices.ContainsFunc(a.Appointments, func(x access.Appointment) bool { return slices.Contains(p.Roles, x.Role) })
}

// CanSet reports whether a decides of whom the second factor is required: an administrator of the whole agency.
func CanSet(a access.Actor) bool {
	return slices.ContainsFunc(a.Appointments, func(p access.Appointment) bool { return p.Role == access.Admin && p.Unit == a.Agency })
}

// Status is what somebody sees of the own second factor.
type Status struct {
	On       bool
	Since    time.Time
	Recovery int  // recovery codes left
	Required bool // by the agency
}

// Enrolment is what an app is set up with; it is shown once.
type Enrolment struct {
	Secret  string // to be typed where no QR code can be read
	Address string // the otpauth URI of the QR code
}
