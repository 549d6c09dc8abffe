package v1

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/danielgtaylor/huma/v2/validation"
	"github.com/gofiber/fiber/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/realtime"
)

// Faults of the transport itself.
var (
	errMalformed   = errs.New(errs.Malformed, "http.malformed", "request cannot be read")
	errInput       = errs.New(errs.Invalid, "http.invalid", "validation failed")
	errNoRoute     = errs.New(errs.NotFound, "http.no_route", "no such address")
	errMethod      = errs.New(errs.NotFound, "http.method", "method not allowed here")
	errTooLarge    = errs.New(errs.TooLarge, "http.too_large", "request too large")
	errMedia       = errs.New(errs.Unsupported, "http.media", "only application/json without content encoding is read")
	errSignIn      = errs.New(errs.Unauthenticated, "http.sign_in", "not signed in")
	errOrigin      = errs.New(errs.Forbidden, "http.origin", "origin not allowed")
	errSlowRequest = errs.New(errs.Unavailable, "http.slow", "request took too long to arrive")
)

// statusOf is the one table from kind of failure to HTTP status.
var statusOf = map[errs.Kind]int{
	errs.Internal: http.StatusInternalServerError, errs.Malformed: http.StatusBadRequest,
	errs.Unauthenticated: http.StatusUnauthorized, errs.Forbidden: http.StatusForbidden,
	errs.NotFound: http.StatusNotFound, errs.Conflict: http.StatusConflict,
	errs.TooLarge: http.StatusRequestEntityTooLarge, errs.Unsupported: http.StatusUnsupportedMediaType,
	errs.Invalid: http.StatusUnprocessableEntity, errs.TooMany: http.StatusTooManyRequests,
	errs.Unavailable: http.StatusServiceUnavailable,
}

// Problem is the reply to every failure (RFC 9457). It never carries what the client sent, nor internals.
type Problem struct {
	Type      string         `json:"type" doc:"Luôn là about:blank"`
	Title     string         `json:"title" doc:"Tên trạng thái HTTP"`
	Status    int            `json:"status" doc:"Trạng thái HTTP"`
	Code      string         `json:"code" doc:"Mã ổn định, ví dụ task.not_submitted"`
	Detail    string         `json:"detail" doc:"Câu cho người dùng, theo Accept-Language"`
	Fields    []ProblemField `json:"fields,omitempty" doc:"Các mục nhập sai"`
	RequestID string         `json:"requestId" doc:"Mã yêu cầu, để báo quản trị"`
	Current   any            `json:"current,omitempty" doc:"Bản đang lưu, khi trạng thái là 409"`

	cause error
}

// ProblemField names one faulty field.
type ProblemField struct {
	Path   string `json:"path" doc:"Đường dẫn JSON, ví dụ lead.person"`
	Label  string `json:"label" doc:"Tên mục trên màn hình"`
	Detail string `json:"detail" doc:"Sai ở đâu"`
}

// Error returns the cause's message, for logs.
func (p *Problem) Error() string { return p.cause.Error() }

// Unwrap returns the cause.
func (p *Problem) Unwrap() error { return p.cause }

// GetStatus returns the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes huma send application/problem+json.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// problem turns a domain error into the reply; language and request id are filled in when it is written.
func problem(err error) *Problem {
	e := errs.As(err)
	if errors.As(err, new(*http.MaxBytesError)) {
		e = errTooLarge
	}
	return &Problem{
		Type: "about:blank", Title: http.StatusText(statusOf[e.Kind]), Status: statusOf[e.Kind], Code: e.Code,
		Current: e.Current, cause: err,
	}
}

// maxFields is how many faulty fields a reply names. A body of one mebibyte can hold a million faults, and a reply that
// named them all would be a hundred times its size.
const maxFields = 100

// localize fills in p's sentences.
func (p *Problem) localize(lang errs.Lang, requestID string) {
	e := errs.As(p.cause)
	p.RequestID, p.Detail = requestID, e.Sentence(lang)
	p.Fields = nil
	for _, f := range e.Fields[:min(len(e.Fields), maxFields)] {
		p.Fields = append(p.Fields, ProblemField{
			Path: f.Path, Label: errs.Label(lang, f.Path), Detail: errs.Text(lang, "field."+f.Code, f.Args),
		})
	}
}

// finishProblem is the last step before a problem is written: language, request id, Retry-After, and the log line
// of a defect, once.
func (s *Server) finishProblem(ctx huma.Context, _ string, v any) (any, error) {
	p, ok := v.(*Problem)
	if !ok {
		return v, nil
	}
	s.finish(humafiber.Unwrap(ctx), p)
	return p, nil
}

// retryAfter is when a client asks again unless the error knows better: about as long as a replica set takes to elect.
const retryAfter = 5 * time.Second

func (s *Server) finish(c *fiber.Ctx, p *Problem) {
	p.localize(languageOf(c), journal.Request(c.UserContext()))
	if p.Status == http.StatusTooManyRequests || p.Status == http.StatusServiceUnavailable {
		after := cmp.Or(errs.As(p.cause).RetryAfter, retryAfter)
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int((after+time.Second-1)/time.Second)))
	}
	if p.Status >= http.StatusInternalServerError && s.Log != nil {
		level := slog.LevelWarn // what is not to be had for now is nobody's defect
		if p.Status == http.StatusInternalServerError {
			level = slog.LevelError
		}
		s.Log.Log(c.UserContext(), level, "request failed", "method", c.Method(),
			"route", c.Route().Path, "status", p.Status, "error", p.cause)
	}
	switch {
	case p.Status == http.StatusForbidden:
		s.recordRefusal(c, "access.refused")
	case errors.Is(p.cause, errTooMuch):
		s.recordRefusal(c, "access.throttled")
	}
}

// recordRefusal records that somebody signed in was refused something: who, what and from where, not what was sent.
func (s *Server) recordRefusal(c *fiber.Ctx, action string) {
	a, known := c.Locals(actorKey).(access.Actor)
	if !known || s.Journal == nil {
		return
	}
	what, address := c.Method()+" "+c.Route().Path, c.IP()
	err := s.Journal.Refused(c.UserContext(), action+"|"+a.ID+"|"+what, func(context.Context) (journal.Refusal, error) {
		return journal.Refusal{
			Action: action, By: a, Object: journal.Object{Type: realtime.TypeRights, ID: a.ID, Title: a.Name},
			Params: map[string]string{"operation": what, "address": address},
		}, nil
	})
	if err != nil && s.Log != nil {
		s.Log.WarnContext(c.UserContext(), "refusal not recorded", "error", err)
	}
}

// fiberError answers failures that arise outside an operation: unknown address, wrong method, body too large,
// a panic caught by the recover middleware.
func (s *Server) fiberError(c *fiber.Ctx, err error) error {
	var p *Problem
	var fe *fiber.Error
	switch {
	case errors.As(err, &p):
	case errors.As(err, &fe):
		p = problem(map[int]error{
			http.StatusNotFound: errNoRoute, http.StatusMethodNotAllowed: errMethod,
			http.StatusRequestEntityTooLarge: errTooLarge, http.StatusUnsupportedMediaType: errMedia,
			http.StatusRequestTimeout: errSlowRequest, http.StatusBadRequest: errMalformed,
			http.StatusRequestHeaderFieldsTooLarge: errTooLarge,
		}[fe.Code])
		if fe.Code == http.StatusMethodNotAllowed {
			p.Status, p.Title = fe.Code, http.StatusText(fe.Code)
		}
	default:
		p = problem(err)
	}
	if p.cause == nil {
		p = problem(fmt.Errorf("unclassified fault: %w", err))
	}
	if journal.Request(c.UserContext()) == "" { // before any middleware: a header that cannot be read, a body too long
		number(c)
	}
	protect(c)
	s.finish(c, p)
	c.Status(p.Status)
	return c.JSON(p, "application/problem+json")
}

// adoptHuma makes huma speak our problems. Its messages are package variables, so this is done once per process:
// each becomes "<field code> name=value", read back by fieldOf.
var adoptHuma = sync.OnceFunc(func() {
	huma.ValidateStrictCasing = true
	huma.DefaultArrayNullable = false // a list is never null, neither taken nor given
	for msg, code := range map[*string]string{
		&validation.MsgUnexpectedProperty: "unknown", &validation.MsgExpectedBoolean: "type", &validation.MsgExpectedNumber: "type",
		&validation.MsgExpectedInteger: "type", &validation.MsgExpectedString: "type", &validation.MsgExpectedArray: "type",
		&validation.MsgExpectedObject: "type", &validation.MsgExpectedRFC3339Date: "date", &validation.MsgExpectedRFC3339DateTime: "date",
		&validation.MsgExpectedOneOf: "choice", &validation.MsgExpectedMinimumNumber: "too_small min=%v",
		&validation.MsgExpectedExclusiveMinimumNumber: "too_small min=%v", &validation.MsgExpectedMaximumNumber: "too_large max=%v",
		&validation.MsgExpectedExclusiveMaximumNumber: "too_large max=%v", &validation.MsgExpectedMinLength: "too_short min=%d",
		&validation.MsgExpectedMaxLength: "too_long max=%d", &validation.MsgExpectedMinItems: "too_few min=%d",
		&validation.MsgExpectedMaxItems: "too_many max=%d", &validation.MsgExpectedRequiredProperty: "required name=%s",
		&validation.MsgExpectedMatchPattern: "format", &validation.MsgExpectedBePattern: "format",
		&validation.MsgExpectedArrayItemsUnique: "duplicate",
	} {
		*msg = code
	}
	huma.NewError = func(status int, _ string, faults ...error) huma.StatusError { return fromHuma(status, faults) }
	huma.NewErrorWithContext = func(_ huma.Context, status int, _ string, faults ...error) huma.StatusError {
		return fromHuma(status, faults)
	}
})

// fromHuma turns huma's own faults into a problem; a plain error in a handler's return is classified as it is.
func fromHuma(status int, faults []error) *Problem {
	var fields []errs.Field
	for _, f := range faults {
		var d huma.ErrorDetailer
		if !errors.As(f, &d) {
			return problem(f)
		}
		fields = append(fields, fieldOf(d.ErrorDetail()))
	}
	base := map[int]*errs.Error{
		http.StatusBadRequest: errMalformed, http.StatusRequestEntityTooLarge: errTooLarge,
		http.StatusUnsupportedMediaType: errMedia, http.StatusNotAcceptable: errMedia, http.StatusRequestTimeout: errSlowRequest,
		http.StatusUnprocessableEntity: errInput,
	}[status]
	if base == nil {
		base = errs.ErrInternal
	}
	return problem(base.With(sorted(fields)...))
}

// sorted orders fields by path: huma walks a map for unknown properties, and equal requests get equal replies.
func sorted(fields []errs.Field) []errs.Field {
	slices.SortFunc(fields, func(a, b errs.Field) int { return strings.Compare(a.Path+a.Code, b.Path+b.Code) })
	return fields
}

// fieldOf reads one of the messages that adoptHuma installed. Values are dropped: they may be a password.
func fieldOf(d *huma.ErrorDetail) errs.Field {
	path := strings.TrimPrefix(d.Location, "body.")
	for _, where := range []string{"body", "path.", "query.", "header."} {
		path = strings.TrimPrefix(path, where)
	}
	words := strings.Fields(d.Message)
	f := errs.Field{Path: path, Code: "invalid"}
	if len(words) == 0 || errs.Text(errs.English, "field."+words[0], nil) == errs.ErrInternal.Sentence(errs.English) {
		if strings.HasPrefix(d.Message, "required ") {
			f.Code = "required"
		}
		return f
	}
	f.Code = words[0]
	for _, w := range words[1:] {
		name, value, ok := strings.Cut(w, "=")
		switch {
		case !ok:
		case name == "name":
			f.Path = strings.TrimPrefix(path+"."+value, ".")
		default:
			f.Args = maps.Clone(f.Args)
			if f.Args == nil {
				f.Args = map[string]string{}
			}
			f.Args[name] = value
		}
	}
	return f
}
