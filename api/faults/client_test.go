package faults

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	v1 "congvu/api/v1"
)

const (
	limit    = 25 * time.Second // for one answer, as in the web client
	patience = 2 * time.Minute  // for an answer that says what became of an act
)

// site is what people reach: nodes behind a balancer, which sends each request to any of them.
type site struct {
	nodes []*node
	http  *http.Client

	unknown atomic.Int64 // answers that did not say what became of an act
	mu      sync.Mutex
	faults  []string // answers that no client should get
}

func newSite(nodes ...*node) *site {
	return &site{nodes: nodes, http: &http.Client{Timeout: limit, Transport: &http.Transport{MaxIdleConnsPerHost: 100}}}
}

func (s *site) fault(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = append(s.faults, fmt.Sprintf(format, args...))
}

// found returns the answers that no client should get.
func (s *site) found() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.faults)
}

// any returns one of the nodes, a running one unless there is none.
func (s *site) any() *node {
	order := rand.Perm(len(s.nodes))
	for _, i := range order {
		if !s.nodes[i].ended() {
			return s.nodes[i]
		}
	}
	return s.nodes[order[0]]
}

// answer is what came back for a request.
type answer struct {
	status  int
	body    []byte
	cookies []*http.Cookie
}

// ask sends one request once.
func (s *site) ask(method, at, path string, body []byte, header map[string]string) (answer, error) {
	req, err := http.NewRequest(method, "http://"+at+v1.Prefix+path, bytes.NewReader(body))
	if err != nil {
		return answer{}, err
	}
	if len(body) > 0 {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	res, err := s.http.Do(req)
	if err != nil {
		return answer{}, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	return answer{res.StatusCode, raw, res.Cookies()}, err
}

// act is what a person wants done: one request that is repeated under one key until an answer says what became of it.
type act struct {
	by           *person
	method, path string
	key          string
	body         any
	// done reports whether what is stored, as a 409 shows it, is what the act wanted: an earlier try was kept although
	// its answer was lost. Only acts that carry a version have it.
	done func(stored json.RawMessage) bool
}

// do repeats an act until it is answered, and reads the answer into out.
func (s *site) do(a act, out any) error {
	body, err := json.Marshal(a.body)
	if err != nil {
		return err
	}
	if a.body == nil {
		body = nil
	}
	tried := 0
	for late := time.Now().Add(patience); time.Now().Before(late); tried++ {
		header := map[string]string{"Authorization": "Bearer " + a.by.token()}
		if a.key != "" {
			header["Idempotency-Key"] = a.key
		}
		got, err := s.ask(a.method, s.any().addr, a.path, body, header)
		switch {
		case err != nil || slices.Contains([]int{http.StatusServiceUnavailable, http.StatusTooManyRequests, http.StatusBadGateway}, got.status):
			s.unknown.Add(1)
			time.Sleep(100*time.Millisecond + rand.N(300*time.Millisecond))
		case got.status == http.StatusUnauthorized:
			if err := s.renew(a.by, strings.TrimPrefix(header["Authorization"], "Bearer ")); err != nil {
				time.Sleep(100*time.Millisecond + rand.N(300*time.Millisecond))
			}
		case got.status < 300:
			return json.Unmarshal(orEmpty(got.body), out)
		case got.status == http.StatusConflict && tried > 0 && a.done != nil:
			var problem struct{ Current json.RawMessage }
			if err := json.Unmarshal(got.body, &problem); err != nil || !a.done(problem.Current) {
				return fmt.Errorf("%s %s, tried %d times: %s", a.method, a.path, tried+1, got.body)
			}
			return json.Unmarshal(problem.Current, out)
		default:
			return fmt.Errorf("%s %s: %d %s", a.method, a.path, got.status, got.body)
		}
	}
	return fmt.Errorf("%s %s: %w", a.method, a.path, errGone)
}

func orEmpty(raw []byte) []byte {
	if len(raw) == 0 {
		return []byte("{}")
	}
	return raw
}

func (p *person) token() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.access
}

// renew changes a token that is refused for a fresh one, once however many requests ask; whoever cannot signs in again.
func (s *site) renew(p *person, refused string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.access != refused {
		return nil
	}
	n := s.any()
	got, err := s.ask("POST", n.addr, "/session/refresh", nil, map[string]string{"X-Congvu": "1", "Origin": "http://" + n.addr, "Cookie": "__Host-congvu=" + p.refresh})
	if err == nil && got.status == http.StatusUnauthorized {
		body, _ := json.Marshal(map[string]string{"login": p.login, "password": password})
		got, err = s.ask("POST", n.addr, "/session", body, nil)
	}
	if err != nil {
		return err
	}
	if got.status != http.StatusOK {
		return fmt.Errorf("renew: %d %s", got.status, got.body)
	}
	var in v1.Session
	if err := json.Unmarshal(got.body, &in); err != nil {
		return err
	}
	p.access = in.AccessToken
	for _, c := range got.cookies {
		p.refresh = c.Value
	}
	return nil
}
