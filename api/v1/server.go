package v1

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"

	"congvu/internal/access"
	"congvu/internal/clock"
)

// Prefix is where the API lives; the web app owns every other path.
const Prefix = "/api/v1"

// limits of a request; uploads get their own route and limits when they come.
const (
	bodyLimit      = 1 << 20          // bytes
	requestTimeout = 20 * time.Second // for a handler, longer than one database operation
)

// Server holds what the operations call. Fields are set once by main and never changed.
type Server struct {
	Log     *slog.Logger
	Clock   clock.Clock
	Version string   // build version shown by GET /about
	Origins []string // origins allowed to refresh a session and to open a socket, e.g. "https://congvu.example.vn"
	Proxies []string // addresses and ranges of proxies whose X-Forwarded-For is believed
	Demo    *Demo    // how to sign in to demo data; nil for a real office
	Shifted bool     // CONGVU_CLOCK moved the clock

	PerMinute int // how many requests of one person are served in a minute; 0 is the bound of an installation

	Metrics *Metrics // figures of requests; nil keeps none

	Services // the domain services, see services.go

	work      *workload
	exporting chan struct{} // a place for each file being made
}

// Demo is what the sign-in page tells of a sample agency.
type Demo struct {
	Accounts []DemoAccount
	Password string
}

// New builds the Fiber app with every operation of the API and the web app's files behind it.
// It panics when an operation does not declare who may call it: that is a defect of the build, not of an input.
func New(s *Server, web fiber.Handler) (*fiber.App, huma.API) {
	adoptHuma()
	s.exporting = make(chan struct{}, exportsAtOnce)
	s.work = &workload{clock: clock.System(), limit: cmp.Or(s.PerMinute, perMinute)}
	app := fiber.New(fiber.Config{
		AppName:               "Công Vụ",
		DisableStartupMessage: true,
		Immutable:             true, // Fiber reuses its buffers; values of a request outlive its handler here
		StrictRouting:         true,
		CaseSensitive:         true,
		BodyLimit:             bodyLimit,
		ReadTimeout:           15 * time.Second,
		WriteTimeout:          30 * time.Second,
		IdleTimeout:           75 * time.Second,
		ReadBufferSize:        16 << 10,
		ReduceMemoryUsage:     true, // a waiting socket would keep the read buffer of its upgrade: 39 KiB each instead of 23
		ErrorHandler:          s.fiberError,
		// X-Forwarded-For counts only when it comes from a listed proxy, and only as an address.
		EnableTrustedProxyCheck: true,
		TrustedProxies:          s.Proxies,
		ProxyHeader:             fiber.HeaderXForwardedFor,
		EnableIPValidation:      true,
	})
	app.Server().HeaderReceived = s.bound
	app.Server().KeepHijackedConns = true // the hub closes a socket; fasthttp would keep its request until then
	allowed := pathMethods{}
	s.guard(app, allowed)
	s.useMiddleware(app)

	config := huma.DefaultConfig("Công Vụ", "1")
	config.CreateHooks = nil // its hook adds "$schema" links to every body
	config.DocsPath = ""     // its page loads a foreign script
	config.OpenAPIPath = ""
	config.SchemasPath = ""
	config.RejectUnknownQueryParameters = true
	config.Formats = map[string]huma.Format{"application/json": strictJSON, "json": strictJSON}
	config.Servers = []*huma.Server{{URL: Prefix}}
	config.Info.Description = "Giao việc, nhật ký công vụ, nhắc việc và đánh giá cho cơ quan nhà nước."
	config.Transformers = []huma.Transformer{s.finishProblem}
	group := app.Group(Prefix)
	api := humafiber.NewWithGroup(app, group, config)
	api.UseMiddleware(s.authenticate)
	s.register(api)
	for _, op := range operations(api) {
		if declared(op.Metadata).nobody() {
			panic(fmt.Sprintf("operation %s does not declare who may call it", op.OperationID))
		}
	}
	group.Get("/ws", s.socket())
	for path, item := range api.OpenAPI().Paths { // behind the operations: what is left there is another method
		pattern := strings.NewReplacer("{", ":", "}", "").Replace(path)
		allowed[Prefix+pattern] = strings.Join(methodsOf(item), ", ")
		group.All(pattern, allowOnly(allowed[Prefix+pattern]))
	}
	allowed[Prefix+"/ws"] = http.MethodGet
	group.All("/ws", allowOnly(http.MethodGet))
	group.Use(func(*fiber.Ctx) error { return fiber.ErrNotFound })
	if web != nil {
		app.Use(web)
	}
	return app, api
}

// guard looks at requests before Fiber does: methods that HTTP does not know, which Fiber would answer in plain text, and
// bodies framed in two ways.
func (s *Server) guard(app *fiber.App, allowed pathMethods) {
	known := app.Server().Handler
	app.Server().Handler = func(ctx *fasthttp.RequestCtx) {
		var fault error
		switch {
		case framedTwice(ctx.Request.Header.RawHeaders()):
			fault = fiber.ErrBadRequest
			ctx.SetConnectionClose() // what follows may be half of a body
		case !slices.Contains(fiber.DefaultMethods, string(ctx.Method())):
			fault = fiber.ErrMethodNotAllowed
		default:
			known(ctx)
			return
		}
		c := app.AcquireCtx(ctx)
		defer app.ReleaseCtx(c)
		if errors.Is(fault, fiber.ErrMethodNotAllowed) {
			c.Set(fiber.HeaderAllow, allowed.of(c.Path()))
		}
		if err := s.fiberError(c, fault); err != nil {
			s.Log.ErrorContext(c.UserContext(), "answer what Fiber does not see", "error", err)
		}
	}
}

// framedTwice reports whether a request has both Transfer-Encoding and Content-Length. A proxy that goes by the one and a
// server that goes by the other see different requests in the same bytes (RFC 9112 §6.1: request smuggling).
func framedTwice(headers []byte) bool {
	var chunked, length bool
	for line := range bytes.Lines(headers) {
		name, _, _ := bytes.Cut(line, []byte(":"))
		name = bytes.TrimSpace(name)
		chunked = chunked || bytes.EqualFold(name, []byte(fiber.HeaderTransferEncoding))
		length = length || bytes.EqualFold(name, []byte(fiber.HeaderContentLength))
	}
	return chunked && length
}

// pathMethods are the methods of each path, by patterns such as "/api/v1/tasks/:id"; filled before the first request.
type pathMethods map[string]string

// of returns the methods of a path, those of the web app's files for one that no operation has.
func (p pathMethods) of(path string) string {
	if methods, ok := p[path]; ok {
		return methods
	}
	steps := strings.Split(path, "/")
	for pattern, methods := range p {
		same := func(part, step string) bool { return part == step || strings.HasPrefix(part, ":") }
		if slices.EqualFunc(strings.Split(pattern, "/"), steps, same) {
			return methods
		}
	}
	return "GET, HEAD"
}

// allowOnly is the answer to another method than those of a path.
func allowOnly(allowed string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderAllow, allowed)
		return fiber.ErrMethodNotAllowed
	}
}

// methodsOf returns the methods that a path answers, HEAD beside GET as Fiber has it.
func methodsOf(p *huma.PathItem) []string {
	var methods []string
	for _, m := range []struct {
		op    *huma.Operation
		names []string
	}{
		{p.Get, []string{http.MethodGet, http.MethodHead}}, {p.Post, []string{http.MethodPost}}, {p.Put, []string{http.MethodPut}},
		{p.Patch, []string{http.MethodPatch}}, {p.Delete, []string{http.MethodDelete}},
	} {
		if m.op != nil {
			methods = append(methods, m.names...)
		}
	}
	return methods
}

// operations returns every declared operation, in no particular order.
func operations(api huma.API) []*huma.Operation {
	var all []*huma.Operation
	for _, p := range api.OpenAPI().Paths {
		for _, op := range []*huma.Operation{p.Get, p.Post, p.Put, p.Patch, p.Delete} {
			if op != nil {
				all = append(all, op)
			}
		}
	}
	return all
}

// callersKey is the metadata key under which an operation declares who may call it.
const callersKey = "callers"

// callers says who may call an operation. Its zero value is nobody, so that a declaration that is missing or of another type
// refuses everybody instead of letting everybody in.
type callers struct {
	public   bool          // without a session
	signedIn bool          // everybody with one: also somebody without any appointment in force
	roles    []access.Role // people who hold one of them in an appointment
	standing bool          // and who stands in for one of those now

	unenrolled bool // also who still has to set up the second factor that the agency requires
}

// declared returns what an operation declares.
func declared(who map[string]any) callers {
	c, _ := who[callersKey].(callers)
	return c
}

// includes reports whether a, who has a session, is among c.
func (c callers) includes(a access.Actor) bool {
	return c.public || c.signedIn || a.Has(c.roles...) ||
		c.standing && slices.ContainsFunc(a.For, func(p access.Actor) bool { return p.Has(c.roles...) })
}

// nobody reports whether the declaration lets nobody in.
func (c callers) nobody() bool { return !c.public && !c.signedIn && len(c.roles) == 0 }

// public marks an operation that needs no session.
func public() map[string]any { return map[string]any{callersKey: callers{public: true}} }

// isPublic reports whether who is the declaration of public.
func isPublic(who map[string]any) bool { return declared(who).public }

// signedIn marks an operation for everybody with a session.
func signedIn() map[string]any { return map[string]any{callersKey: callers{signedIn: true}} }

// roles marks an operation for people who hold one of the roles in an appointment; scope is the service's matter.
func roles(allowed ...access.Role) map[string]any {
	return map[string]any{callersKey: callers{roles: allowed}}
}

// orStanding marks an operation for people who hold one of the roles and for whoever stands in for one of them: an answer to
// what waits for somebody, never a decision of evaluation.
func orStanding(allowed ...access.Role) map[string]any {
	return map[string]any{callersKey: callers{roles: allowed, standing: true}}
}

// list is the reply of a list that is never paged.
type list[T any] struct {
	Body struct {
		Items []T `json:"items" doc:"Danh sách"`
	}
}

// listOf wraps items, never null.
func listOf[T any](items []T) *list[T] {
	out := &list[T]{}
	out.Body.Items = nonNil(items)
	return out
}

// page is the reply of a paged list.
type page[T any] struct {
	Body struct {
		Items []T    `json:"items" doc:"Danh sách"`
		Next  string `json:"next,omitempty" doc:"Con trỏ của trang sau; không có khi đã hết"`
	}
}

// pageOf wraps one page of items, never null.
func pageOf[T any](items []T, next string) *page[T] {
	out := &page[T]{}
	out.Body.Items, out.Body.Next = nonNil(items), next
	return out
}

// reply is a body with status 200 (or the operation's default).
type reply[T any] struct{ Body T }

// replyWith wraps a body.
func replyWith[T any](body T) *reply[T] { return &reply[T]{Body: body} }

func nonNil[T any](items []T) []T {
	if items == nil {
		return []T{}
	}
	return slices.Clip(items)
}

// PageInput are the query parameters of every paged list. It is exported because huma leaves embedded fields of other types out.
type PageInput struct {
	Cursor string `query:"cursor" maxLength:"400" doc:"Con trỏ của trang trước trả về"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50" doc:"Số dòng một trang"`
}

// Idempotent is the header of every POST that creates.
type Idempotent struct {
	Key string `header:"Idempotency-Key" minLength:"8" maxLength:"80" doc:"Khóa chống gửi trùng; gửi lại cùng khóa trả về bản ghi đã tạo"`
}

type contextKey int

const (
	actorKey contextKey = iota
	languageKey
	addressKey
	privateKey
)

// actorOf returns who is calling; the zero Actor in a public operation.
func actorOf(ctx context.Context) access.Actor {
	a, _ := ctx.Value(actorKey).(access.Actor)
	return a
}

// publicBody is how long a body may be that somebody sends who has not signed in, in bytes: a name, a password.
const publicBody = 8 << 10

// op declares the parts of an operation that all share. Whatever it is, a request may be unreadable (400) or come by
// another method than the path has (405); a body may be too long (413) or of another type (415).
func op(id, method, path, summary string, who map[string]any, faults ...int) huma.Operation {
	faults = append([]int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusMethodNotAllowed}, faults...)
	if method != http.MethodGet {
		faults = append(faults, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	}
	if !isPublic(who) { // the bound of one person's requests
		faults = append(faults, http.StatusTooManyRequests)
	}
	slices.Sort(faults)
	o := huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: summary, Metadata: who,
		DefaultStatus: http.StatusOK, Errors: slices.Compact(faults),
	}
	if isPublic(who) {
		o.MaxBodyBytes = publicBody
	}
	return o
}
