package errs

import (
	"errors"
	"maps"
	"time"
)

// Kind is the class of a failure; api/v1 maps each to one HTTP status.
type Kind int

// The kinds of failure. Internal is the zero value: an error nobody classified is a defect.
const (
	Internal        Kind = iota // 500, logged once, a neutral sentence to the client
	Malformed                   // 400, cannot be read
	Unauthenticated             // 401, not signed in
	Forbidden                   // 403, visible but not allowed
	NotFound                    // 404, missing or outside the actor's scope
	Conflict                    // 409, stale version or a state that forbids the act
	TooLarge                    // 413
	Unsupported                 // 415
	Invalid                     // 422, a field is wrong
	TooMany                     // 429, with RetryAfter
	Unavailable                 // 503, with RetryAfter; the outcome may be unknown
)

// Field names one faulty input field. The value itself is never carried: it may be a password.
type Field struct {
	Path string            // JSON path from the body's root, e.g. "lead.person"
	Code string            // what is wrong, a code of sentences/field.json without its "field." prefix, e.g. "required"
	Args map[string]string // values of the sentence's {placeholders}: limits, never the user's input
}

// Error is a classified failure. Compare with errors.Is against the declared value: equality is by Code.
type Error struct {
	Kind       Kind
	Code       string            // "<package>.<what>", stable
	Msg        string            // English, for logs and developers
	Fields     []Field           // which inputs are wrong (Invalid, Malformed)
	Args       map[string]string // values of the sentence's {placeholders}
	RetryAfter time.Duration     // for TooMany and Unavailable
	Current    any               // Conflict only: the stored record, for the client to show beside its own
}

// New declares an error of a kind with its code and a developer's message.
func New(kind Kind, code, msg string) *Error { return &Error{Kind: kind, Code: code, Msg: msg} }

// Error returns the developer's message; users see Sentence.
func (e *Error) Error() string { return e.Msg }

// Is reports whether target is an Error with the same code.
func (e *Error) Is(target error) bool {
	var t *Error
	return errors.As(target, &t) && t.Code == e.Code
}

// At returns a copy of e that names one faulty field.
func (e *Error) At(path, code string) *Error { return e.With(Field{Path: path, Code: code}) }

// With returns a copy of e with more faulty fields.
func (e *Error) With(fields ...Field) *Error {
	c := *e
	c.Fields = append(append([]Field(nil), e.Fields...), fields...)
	return &c
}

// Arg returns a copy of e with one placeholder filled.
func (e *Error) Arg(name, value string) *Error {
	c := *e
	c.Args = maps.Clone(e.Args)
	if c.Args == nil {
		c.Args = map[string]string{}
	}
	c.Args[name] = value
	return &c
}

// After returns a copy of e that asks the client to wait for d.
func (e *Error) After(d time.Duration) *Error {
	c := *e
	c.RetryAfter = d
	return &c
}

// Having returns a copy of e that carries the stored record of a conflict.
func (e *Error) Having(current any) *Error {
	c := *e
	c.Current = current
	return &c
}

// As returns the classified error in err's chain; anything else becomes ErrInternal.
func As(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return ErrInternal
}

// Errors that belong to no single domain.
var (
	ErrInternal    = New(Internal, "errs.internal", "internal error")
	ErrNotFound    = New(NotFound, "errs.not_found", "not found")
	ErrForbidden   = New(Forbidden, "errs.forbidden", "not allowed")
	ErrChanged     = New(Conflict, "errs.changed", "changed by somebody else since it was read")
	ErrInvalid     = New(Invalid, "errs.invalid", "invalid input")
	ErrUnavailable = New(Unavailable, "errs.unavailable", "temporarily unavailable, outcome unknown")
	ErrKeyReused   = New(Invalid, "errs.key_reused", "idempotency key reused with another payload")
)
