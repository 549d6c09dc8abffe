package v1

import (
	"context"
	"mime"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/compress"
	"github.com/gofiber/fiber/v2/middleware/recover"
	"golang.org/x/text/language"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
)

const requestHeader = "X-Request-Id"

// contentPolicy lets the page load only what this server serves; Mantine writes style attributes, hence the one
// unsafe-inline, which is for styles only.
const contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
	"connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// useMiddleware installs what every request passes, outermost first.
func (s *Server) useMiddleware(app *fiber.App) {
	app.Use(s.identify, s.observe)
	app.Use(recover.New(recover.Config{EnableStackTrace: true, StackTraceHandler: func(c *fiber.Ctx, e any) {
		s.Log.ErrorContext(c.UserContext(), "panic", "panic", e, "stack", string(debug.Stack()))
	}}))
	app.Use(secure)
	app.Use(Prefix, refuseUnread, refuseEmpty, deadline)
	app.Use(Prefix, compress.New(compress.Config{
		Level: compress.LevelBestSpeed,
		Next:  func(c *fiber.Ctx) bool { return isContent(c.Method(), c.Path()) }, // most are packed already, and it holds what it packs
	}))
}

// identify gives each request an id of ours: a client's own could forge log lines. From here on the context carries it,
// to the reply, the audit and every log line.
func (s *Server) identify(c *fiber.Ctx) error {
	number(c)
	return c.Next()
}

func number(c *fiber.Ctx) {
	id := mongodb.NewID()
	c.SetUserContext(journal.WithRequest(c.UserContext(), id))
	c.Set(requestHeader, id)
}

// observe writes the access log and the metrics of a finished request; ids and routes only, never content.
func (s *Server) observe(c *fiber.Ctx) error {
	passed := clock.Stopwatch()
	err := c.Next()
	if err != nil { // answer here, so that the status below is the one sent
		if err := s.fiberError(c, err); err != nil {
			return err
		}
	}
	took := passed()
	status := c.Response().StatusCode()
	if strings.HasPrefix(c.Path(), Prefix) {
		s.Metrics.observe(c.Method(), c.Route().Path, status, took)
		s.Log.DebugContext(c.UserContext(), "request", "method", c.Method(), "route", c.Route().Path,
			"status", status, "ms", took.Milliseconds())
	}
	return nil
}

// secure sets the headers of every reply.
func secure(c *fiber.Ctx) error {
	protect(c)
	return c.Next()
}

// protect sets the headers that keep a browser from doing more with a reply than it should.
func protect(c *fiber.Ctx) {
	c.Set("Content-Security-Policy", contentPolicy)
	c.Set("X-Content-Type-Options", "nosniff")
	c.Set("Referrer-Policy", "same-origin")
	c.Set("Cross-Origin-Opener-Policy", "same-origin")
	c.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	if c.Secure() {
		c.Set("Strict-Transport-Security", "max-age=31536000")
	}
	if strings.HasPrefix(c.Path(), Prefix) {
		c.Set(fiber.HeaderCacheControl, "no-store")
	}
}

// refuseUnread refuses bodies that Fiber would decompress without limit or read as a form.
func refuseUnread(c *fiber.Ctx) error {
	if c.Get(fiber.HeaderContentEncoding) != "" {
		return problem(errMedia)
	}
	if uploads[strings.TrimPrefix(c.Path(), Prefix)] && c.Method() == fiber.MethodPost || isPart(c.Method(), c.Path()) {
		if media, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType)); err != nil || media != fiber.MIMEOctetStream {
			return problem(errMedia)
		}
		return c.Next()
	}
	if len(c.Request().Body()) > 0 {
		media, _, err := mime.ParseMediaType(c.Get(fiber.HeaderContentType))
		if err != nil || media != fiber.MIMEApplicationJSON {
			return problem(errMedia)
		}
		c.Request().Header.SetContentType(fiber.MIMEApplicationJSON) // huma compares it letter by letter
	}
	return c.Next()
}

// refuseEmpty refuses query parameters without a value: "?state=" of a screen that forgot to fill it in would otherwise be
// answered as if nothing had been asked.
func refuseEmpty(c *fiber.Ctx) error {
	var empty []errs.Field
	for name, value := range c.Request().URI().QueryArgs().All() {
		if len(value) == 0 {
			empty = append(empty, errs.Field{Path: string(name), Code: "required"})
		}
	}
	if len(empty) > 0 {
		return problem(errMalformed.With(empty...))
	}
	return c.Next()
}

// deadline bounds the work of one request; Fiber's context has none.
func deadline(c *fiber.Ctx) error {
	if strings.HasSuffix(c.Path(), "/ws") {
		return c.Next() // a socket outlives its request
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), requestTimeout)
	defer cancel()
	ctx = context.WithValue(ctx, languageKey, languageOf(c))
	ctx = context.WithValue(ctx, addressKey, c.IP())
	ctx = context.WithValue(ctx, privateKey, private(c))
	c.SetUserContext(ctx)
	return c.Next()
}

// private reports whether nobody on the way can read a request: it came over TLS, as far as this server or a trusted proxy can
// tell, or it never left this machine. What a proxy that is not trusted passes on has left another one.
func private(c *fiber.Ctx) bool {
	return c.Secure() || c.Context().RemoteIP().IsLoopback() && c.Get(fiber.HeaderXForwardedFor) == "" && c.Get("Forwarded") == ""
}

// languages are matched in this order; the first is the fallback.
var languages = language.NewMatcher([]language.Tag{language.Vietnamese, language.English})

// languageOf picks the language of sentences by Accept-Language, Vietnamese unless English is preferred.
func languageOf(c *fiber.Ctx) errs.Lang {
	tags, _, err := language.ParseAcceptLanguage(c.Get(fiber.HeaderAcceptLanguage))
	if err != nil || len(tags) == 0 {
		return errs.Vietnamese
	}
	if _, i, _ := languages.Match(tags...); i == 1 {
		return errs.English
	}
	return errs.Vietnamese
}

// authenticate resolves the bearer token to an Actor and enforces the operation's declaration.
func (s *Server) authenticate(ctx huma.Context, next func(huma.Context)) {
	allowed := declared(ctx.Operation().Metadata)
	if allowed.public {
		next(ctx)
		return
	}
	actor, err := s.actor(ctx.Context(), ctx.Header("Authorization"))
	if err == nil {
		humafiber.Unwrap(ctx).Locals(actorKey, actor)
		err = s.work.take(actor.ID)
	}
	if err == nil && !allowed.unenrolled {
		err = s.Factors.Admits(ctx.Context(), actor)
	}
	if err == nil && !allowed.includes(actor) {
		err = errs.ErrForbidden
	}
	if err != nil {
		p := problem(err)
		s.finish(humafiber.Unwrap(ctx), p)
		if p.Status == 401 {
			ctx.SetHeader("WWW-Authenticate", "Bearer")
		}
		c := humafiber.Unwrap(ctx)
		c.Status(p.Status)
		if err := c.JSON(p, "application/problem+json"); err != nil {
			s.Log.ErrorContext(ctx.Context(), "write problem", "error", err)
		}
		return
	}
	next(huma.WithValue(ctx, actorKey, actor))
}

// actor returns who holds the bearer token of an Authorization header.
func (s *Server) actor(ctx context.Context, header string) (access.Actor, error) {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return access.Actor{}, errSignIn
	}
	return s.Sessions.Authenticate(ctx, token)
}

// allowedOrigin reports whether a browser at origin may refresh a session or open a socket.
func (s *Server) allowedOrigin(origin string) bool {
	return origin != "" && slices.Contains(s.Origins, origin)
}

// addressOf returns the client's address for throttling.
func addressOf(ctx context.Context) string {
	a, _ := ctx.Value(addressKey).(string)
	return a
}
