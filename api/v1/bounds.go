package v1

import (
	"context"
	"strings"
	"sync"
	"time"

	"github.com/valyala/fasthttp"

	"congvu/internal/clock"
	"congvu/internal/errs"
)

// errTooMuch refuses more requests of one person than a minute has room for.
var errTooMuch = errs.New(errs.TooMany, "http.too_much", "too many requests of one person in a minute")

// perMinute is how many requests of one person a node serves in a minute: many times what the busiest screen sends, and few
// enough that a program gone wild under somebody's name leaves the others their share.
const perMinute = 3000

// workload counts the requests of each person in the minute that runs. It is safe for concurrent use.
type workload struct {
	clock clock.Clock // never shifted or stopped
	limit int

	mu     sync.Mutex
	minute time.Time
	count  map[string]int
}

// take counts a request of a person, and returns errTooMuch with when to ask again once there are too many.
func (w *workload) take(person string) error {
	now := w.clock.Now()
	w.mu.Lock()
	defer w.mu.Unlock()
	if minute := now.Truncate(time.Minute); !minute.Equal(w.minute) {
		w.minute, w.count = minute, map[string]int{}
	}
	w.count[person]++
	if w.count[person] > w.limit {
		return errTooMuch.After(w.minute.Add(time.Minute).Sub(now))
	}
	return nil
}

// bodyPatience is how long a signature may take to be checked while a body waits to be read.
const bodyPatience = 2 * time.Second

// bound says how much of a request's body is read: of somebody who has not signed in no more than the operations open to
// all take, so that a stranger's mebibyte is refused by its header.
func (s *Server) bound(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	if n := h.ContentLength(); 0 <= n && n <= publicBody || s.signed(string(h.Peek(fasthttp.HeaderAuthorization))) {
		return s.largeBody(h)
	}
	return fasthttp.RequestConfig{MaxRequestBodySize: publicBody}
}

// signed reports whether an Authorization header holds an access token of ours that is in time. Whether its session still
// lives is for the operation to ask.
func (s *Server) signed(header string) bool {
	scheme, token, _ := strings.Cut(header, " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" || s.Sessions == nil {
		return false
	}
	ctx, cancel := context.WithTimeout(context.Background(), bodyPatience)
	defer cancel()
	return s.Sessions.Signed(ctx, token)
}
