package main

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/config"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/setup"
	"congvu/pkg/vncal"
)

// firstDay is an installation with nothing in it, served on this machine.
type firstDay struct {
	*product
	t      *testing.T
	db     *mongodb.DB
	addr   string
	clock  *moved
	secret string
}

// moved is a clock that a test sets.
type moved struct {
	mu sync.Mutex
	at time.Time
}

func (m *moved) Now() time.Time { m.mu.Lock(); defer m.mu.Unlock(); return m.at }

func (m *moved) forward(d time.Duration) { m.mu.Lock(); defer m.mu.Unlock(); m.at = m.at.Add(d) }

func newFirstDay(t *testing.T) *firstDay {
	t.Helper()
	f := &firstDay{t: t, db: mongotest.New(t, wiring.Indexes()...), clock: &moved{at: time.Date(2026, 10, 29, 15, 0, 0, 0, vncal.Zone())}}
	services, err := wiring.Wire(f.db, f.clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	services.Sessions.Cheapen()
	f.product = &product{Services: services, db: f.db, clock: f.clock, log: slog.New(slog.DiscardHandler)}
	if err := f.prepare(t.Context(), config.Config{}, false, io.Discard); err != nil {
		t.Fatal(err)
	}
	f.secret = f.setup
	listener := listen(t)
	f.addr = listener.Addr().String()
	app := f.server(config.Config{Origins: []string{"http://" + f.addr}}, prometheus.NewRegistry(), func(c *fiber.Ctx) error { return c.SendString("page") })
	go func() { _ = app.Listener(listener) }()
	t.Cleanup(func() { _ = app.Shutdown() })
	return f
}

const foundBody = `{"secret":"SECRET","agency":{"name":"Ủy ban nhân dân tỉnh Quảng Nam","code":"QNAM","kind":"province"},` +
	`"admin":{"name":"Ngô Văn Tín","staffNo":"QN-0001","email":"tin@example.vn","password":"mưa rào tháng sáu"}}`

// post sends a body, in which SECRET stands for the link's secret, as a page of our own does.
func (f *firstDay) post(path, body string, header ...string) (int, string) {
	f.t.Helper()
	req, err := http.NewRequestWithContext(f.t.Context(), http.MethodPost, "http://"+f.addr+v1.Prefix+path, strings.NewReader(strings.ReplaceAll(body, "SECRET", f.secret)))
	if err != nil {
		f.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Origin", "http://"+f.addr)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		f.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		f.t.Fatal(err)
	}
	return res.StatusCode, string(raw)
}

// TestFirstDay: the link that serve prints makes the agency and its administrator, who is signed in at once; then it is of no
// use, and a start prints none.
func TestFirstDay(t *testing.T) {
	t.Parallel()
	f := newFirstDay(t)
	var screen bytes.Buffer
	banner(&screen, config.Config{Addr: f.addr, Origins: []string{"http://" + f.addr}}, &database{}, f.product)
	if len(f.secret) != 43 || !strings.Contains(screen.String(), "http://"+f.addr+"/setup#"+f.secret) {
		t.Errorf("the secret has %d characters of 43; the screen says\n%s", len(f.secret), screen.String())
	}
	if status, raw := f.post("/setup/link", `{"secret":"SECRET"}`); status != 200 || !strings.Contains(raw, "2026-10-30T08:00:00Z") {
		t.Errorf("open: %d %s", status, raw)
	}
	status, raw := f.post("/setup", foundBody)
	if status != 200 || !strings.Contains(raw, `"roles":["admin"]`) || !strings.Contains(raw, `"accessToken":"`) {
		t.Fatalf("set up: %d %s", status, raw)
	}
	root, err := f.Org.Agency(t.Context())
	if err != nil || root.Code != "QNAM" || !root.Body || root.ShortName != root.Name {
		t.Errorf("agency %+v, %v", root, err)
	}
	for path, body := range map[string]string{"/setup/link": `{"secret":"SECRET"}`, "/setup": foundBody} {
		if status, raw := f.post(path, body); status != 403 || !strings.Contains(raw, "setup.link") {
			t.Errorf("a second time %s: %d %s", path, status, raw)
		}
	}
	var in v1.Session
	if err := json.Unmarshal([]byte(raw), &in); err != nil {
		t.Fatal(err)
	}
	status, raw = asking(t, in.AccessToken, "GET", "http://"+f.addr+v1.Prefix+"/setup/missing", "")
	for _, what := range []string{setup.MissingUnits, setup.MissingHR, setup.MissingPeople, setup.MissingHeads, setup.MissingCatalogue} {
		if status != 200 || !strings.Contains(raw, `"what":"`+what+`"`) || !strings.Contains(raw, "Ủy ban nhân dân tỉnh Quảng Nam") {
			t.Errorf("missing: %d %s, want %s", status, raw, what)
		}
	}
	if err := f.prepare(t.Context(), config.Config{}, false, io.Discard); err != nil || f.setup != f.secret {
		t.Errorf("a start with an agency makes a link: %v", err)
	}
	if _, err := f.Setup.Link(t.Context()); err == nil {
		t.Error("a link was made beside an agency")
	}
}

// TestSetupStoresNoSecret: whoever reads the database cannot use a link that waits in it.
func TestSetupStoresNoSecret(t *testing.T) {
	t.Parallel()
	f := newFirstDay(t)
	rows, err := mongodb.All[map[string]any](t.Context(), "links", f.db.Collection("setup_links"), map[string]any{})
	if err != nil || len(rows) != 1 {
		t.Fatalf("links: %v %v", rows, err)
	}
	if strings.Contains(jsonOf(t, rows), f.secret) {
		t.Errorf("the secret is stored: %v", rows)
	}
}

// TestSetupRefused: each way in which a set-up may not be done, and that nothing of it is left.
func TestSetupRefused(t *testing.T) {
	t.Parallel()
	f := newFirstDay(t)
	elsewhere := "https://elsewhere.example"
	for name, tc := range map[string]struct {
		change [2]string // of the body
		header []string
		status int
		says   string
	}{
		"another secret":       {[2]string{"SECRET", strings.Repeat("a", 43)}, nil, 403, "setup.link"},
		"no secret":            {[2]string{"SECRET", ""}, nil, 422, `"path":"secret"`},
		"a foreign page":       {[2]string{}, []string{"Origin", elsewhere}, 403, "http.origin"},
		"over a proxy's http":  {[2]string{}, []string{"X-Forwarded-For", "203.0.113.7"}, 403, "setup.line"},
		"a proxy nobody named": {[2]string{}, []string{"X-Forwarded-For", "203.0.113.7", "X-Forwarded-Proto", "https"}, 403, "setup.line"},
		"another's Forwarded":  {[2]string{}, []string{"Forwarded", "for=203.0.113.7"}, 403, "setup.line"},
		"no name":              {[2]string{"Ủy ban nhân dân tỉnh Quảng Nam", " "}, nil, 422, `"path":"agency.name"`},
		"no code":              {[2]string{"QNAM", " "}, nil, 422, `"path":"agency.code"`},
		"no such kind":         {[2]string{`"province"`, `"division"`}, nil, 422, `"path":"agency.kind"`},
		"nobody":               {[2]string{"Ngô Văn Tín", "\u200b "}, nil, 422, `"path":"admin.name"`},
		"no staff code":        {[2]string{"QN-0001", " "}, nil, 422, `"path":"admin.staffNo"`},
		"a faulty e-mail":      {[2]string{"tin@example.vn", "tin"}, nil, 422, `"path":"admin.email"`},
		"a short password":     {[2]string{"mưa rào tháng sáu", "ngắn"}, nil, 422, `"path":"admin.password"`},
		"a common password":    {[2]string{"mưa rào tháng sáu", "matkhau123"}, nil, 422, "session.password_common"},
		"the own name":         {[2]string{"mưa rào tháng sáu", "Ngô Văn Tín 1"}, nil, 422, "session.password_common"},
		"the agency's code":    {[2]string{"mưa rào tháng sáu", "QNAM123456"}, nil, 422, "session.password_common"},
	} {
		status, raw := f.post("/setup", strings.ReplaceAll(foundBody, tc.change[0], tc.change[1]), tc.header...)
		if tc.change[0] == "" {
			status, raw = f.post("/setup", foundBody, tc.header...)
		}
		if status != tc.status || !strings.Contains(raw, tc.says) {
			t.Errorf("%s: %d %s, want %d %s", name, status, raw, tc.status, tc.says)
		}
		if strings.Contains(raw, "mưa rào") || strings.Contains(raw, f.secret) {
			t.Errorf("%s: the reply gives a secret away: %s", name, raw)
		}
		if _, err := f.Org.Agency(t.Context()); err == nil {
			t.Fatalf("%s: an agency was made", name)
		}
	}
	if status, raw := f.post("/setup", foundBody); status != 200 {
		t.Errorf("the link after all that: %d %s", status, raw)
	}
}

// TestSetupLinkLife: a link is good for a day and no second longer.
func TestSetupLinkLife(t *testing.T) {
	t.Parallel()
	f := newFirstDay(t)
	f.clock.forward(setup.LinkLife - time.Second)
	if status, raw := f.post("/setup/link", `{"secret":"SECRET"}`); status != 200 {
		t.Errorf("a second before: %d %s", status, raw)
	}
	f.clock.forward(time.Second)
	for _, path := range []string{"/setup", "/setup/link"} {
		body := foundBody
		if path == "/setup/link" {
			body = `{"secret":"SECRET"}`
		}
		if status, raw := f.post(path, body); status != 403 || !strings.Contains(raw, "setup.link") {
			t.Errorf("%s a day later: %d %s", path, status, raw)
		}
	}
}

// TestSetupOnce: of ten who use a link, or two links of two nodes, at the same moment one makes the agency, and it has one
// administrator.
func TestSetupOnce(t *testing.T) {
	t.Parallel()
	f := newFirstDay(t)
	second, err := f.Setup.Link(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	statuses := make(chan int, 10)
	for i := range cap(statuses) {
		body := foundBody
		if i%2 == 1 {
			body = strings.ReplaceAll(body, "SECRET", second)
		}
		go func() {
			status, _ := f.post("/setup", body)
			statuses <- status
		}()
	}
	made := 0
	for range cap(statuses) {
		switch status := <-statuses; status {
		case 200:
			made++
		case 403, 503: // 503: all cores are hashing
		default:
			t.Errorf("answered %d", status)
		}
	}
	root, err := f.Org.Agency(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	people, err := f.Identity.Members(t.Context(), root.ID, root.ID, vncal.DateOf(f.clock.Now()))
	if made != 1 || err != nil || len(people) != 1 || people[0].Primary.Role != access.Admin {
		t.Errorf("made %d times, by %v, %v", made, people, err)
	}
}

// TestSetupBehindProxy: what a listed proxy took over TLS counts as private; what it took in the clear does not.
func TestSetupBehindProxy(t *testing.T) {
	t.Parallel()
	f := newFirstDay(t)
	app, _ := v1.New(&v1.Server{
		Log: f.log, Clock: clock.Fixed(f.clock.Now()), Origins: []string{ourOrigin}, Proxies: []string{"0.0.0.0"}, Services: f.Services,
	}, nil)
	behind := front{&office{app: app}, t}
	body := strings.ReplaceAll(`{"secret":"SECRET"}`, "SECRET", f.secret)
	for proto, want := range map[string]int{"https": 200, "http": 403, "": 403} {
		header := map[string]string{"X-Forwarded-For": "203.0.113.7"}
		if proto != "" {
			header["X-Forwarded-Proto"] = proto
		}
		if status, _, reply := behind.send("POST", "/setup/link", body, header); status != want {
			t.Errorf("proxy over %q: %d %v, want %d", proto, status, reply, want)
		}
	}
}

// TestAboutBeforeSetup: the sign-in page of an empty installation learns that there is nobody to sign in yet.
func TestAboutBeforeSetup(t *testing.T) {
	t.Parallel()
	f := newFirstDay(t)
	res, err := http.Get("http://" + f.addr + v1.Prefix + "/about")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK || !strings.Contains(string(raw), `"setup":true`) || strings.Contains(string(raw), f.secret) {
		t.Errorf("%d %s", res.StatusCode, raw)
	}
}
