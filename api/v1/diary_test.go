package v1

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/diary"
	"congvu/internal/factor"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/realtime"
	"congvu/internal/session"
	"congvu/pkg/vncal"
)

// hands is a clock that a test sets.
type hands struct {
	mu  sync.Mutex
	now time.Time
}

func (h *hands) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.now }

func (h *hands) set(day vncal.Date, hour int) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = day.Start().Add(time.Duration(hour) * time.Hour)
}

// noTasks are the tasks of somebody who has none.
type noTasks struct{}

func (noTasks) Objects(context.Context, access.Actor, []string) (map[string]journal.Object, error) {
	return nil, nil
}

// diaryOffice is the API over an agency with a division and one beside it, on Wednesday 29/4/2026, 16:00.
type diaryOffice struct {
	app    *fiber.App
	clock  *hands
	inbox  *inbox.Service
	person map[string]identity.Person
	token  map[string]string // by name; "" for nobody
	unit   map[string]string
}

func newDiaryOffice(t *testing.T) *diaryOffice {
	t.Helper()
	db := mongotest.New(t, slices.Concat(diary.Indexes(), identity.Indexes(), session.Indexes(), org.Indexes(), calendar.Indexes(),
		journal.Indexes(), inbox.Indexes(), realtime.Indexes())...)
	log, clk := slog.New(slog.DiscardHandler), &hands{}
	clk.set("2026-04-29", 16)
	events := realtime.NewEvents(db)
	messages := inbox.New(db, clk, events)
	j := journal.New(db, clk, events, messages)
	units := org.New(db, j, clk)
	people := identity.New(identity.Deps{DB: db, Org: units, Journal: j, Clock: clk})
	sessions := session.New(session.Deps{DB: db, People: people, Journal: j, Clock: clk, Log: log})
	sessions.Cheapen()
	cal := calendar.New(db, clk)
	o := &diaryOffice{clock: clk, inbox: messages, person: map[string]identity.Person{}, token: map[string]string{}, unit: map[string]string{}}
	o.app, _ = New(&Server{Log: log, Clock: clk, Services: Services{
		Identity: people, Sessions: sessions, Factors: factor.New(db, people, j, clk, clk), Org: units, Calendar: cal, Inbox: messages,
		Diary: diary.New(diary.Deps{DB: db, Clock: clk, Journal: j, Calendars: cal, People: people, Units: units, Tasks: noTasks{}, Settings: diary.DefaultSettings()}),
	}}, nil)

	agency := ""
	for _, u := range [][2]string{{"so", ""}, {"phong", "so"}, {"phongkhac", "so"}} {
		made, err := units.Create(t.Context(), access.System(agency), org.Unit{Code: u[0], Name: u[0], ShortName: u[0], Kind: org.Division, Parent: o.unit[u[1]]})
		if err != nil {
			t.Fatal(err)
		}
		agency, o.unit[u[0]] = made.Agency, made.ID
	}
	const password = "Muong-Thanh-mua-gat-29"
	hash, err := sessions.HashPassword(t.Context(), password)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []struct {
		name, unit string
		role       access.Role
	}{
		{"giamdoc", "so", access.Head}, {"truongphong", "phong", access.Head}, {"lan", "phong", access.Officer}, {"minh", "phong", access.Officer},
		{"phongkhac", "phongkhac", access.Head}, {"nhansu", "so", access.HR}, {"quantri", "so", access.Admin},
	} {
		made, err := people.Add(t.Context(), access.System(agency), identity.Person{StaffNo: p.name, Name: p.name, SubjectClass: identity.CivilServant},
			identity.Appointment{Unit: o.unit[p.unit], Role: p.role, Title: p.name, From: "2020-01-01"})
		if err == nil {
			err = sessions.OpenAccount(t.Context(), access.System(agency), made.ID, hash)
		}
		if err != nil {
			t.Fatal(err)
		}
		in, err := sessions.SignIn(t.Context(), session.Credentials{Login: p.name, Password: password})
		if err != nil {
			t.Fatal(err)
		}
		o.person[p.name], o.token[p.name] = made, in.Access
	}
	return o
}

// call sends a request as somebody and reads the reply into out.
func (o *diaryOffice) call(t *testing.T, who, method, path, body string, out any) int {
	t.Helper()
	req := httptest.NewRequest(method, Prefix+path, strings.NewReader(body))
	req.Header.Set("Content-Type", "application/json")
	if o.token[who] != "" {
		req.Header.Set("Authorization", "Bearer "+o.token[who])
	}
	res, err := o.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if out != nil {
		if err := json.Unmarshal(raw, out); err != nil {
			t.Fatalf("%s %s: %d %s", method, path, res.StatusCode, raw)
		}
	}
	return res.StatusCode
}

const (
	own   = "/diary/days/2026-04-29"
	blank = `{"version":0,"place":{"am":"remote","pm":"office"},"entries":[],"plan":"","difficulties":""}`
	wrote = `{"version":0,"place":{"am":"remote","pm":"office"},"plan":"Họp","difficulties":"","entries":[
		{"text":"Soạn tờ trình","from":"08:00","to":"10:30","unplanned":false},{"text":"Trả lời 3 xã","minutes":45,"unplanned":true}]}`
)

func TestDiaryWholeWay(t *testing.T) {
	t.Parallel()
	o := newDiaryOffice(t)
	var day DiaryDay
	if status := o.call(t, "lan", "GET", own, "", &day); status != 200 || day.Version != 0 || day.State != "open" || day.NextWorking != "2026-05-04" ||
		day.Confirmer == nil || day.Confirmer.Name != "truongphong" || len(day.Readers) != 3 || day.UpdatedAt != nil {
		t.Fatalf("GET = %d %+v", status, day)
	}
	if status := o.call(t, "lan", "PUT", own, wrote, &day); status != 200 || day.Version != 1 || day.Minutes != 195 || !day.Entries[1].Unplanned {
		t.Fatalf("PUT = %d %+v", status, day)
	}
	var conflict struct {
		Code    string
		Current DiaryDay
	}
	if status := o.call(t, "lan", "PUT", own, blank, &conflict); status != 409 || conflict.Code != "errs.changed" || conflict.Current.Version != 1 || len(conflict.Current.Entries) != 2 {
		t.Errorf("a stale PUT = %d %+v", status, conflict)
	}
	if status := o.call(t, "lan", "POST", own+"/submit", `{"version":1}`, &day); status != 200 || day.State != "submitted" || day.SubmittedAt == nil || !slices.Equal(day.Acts, []diary.Act{"correct"}) {
		t.Fatalf("submit = %d %+v", status, day)
	}
	theirs := "/diary/people/" + o.person["lan"].ID + "/days/2026-04-29"
	if status := o.call(t, "truongphong", "GET", theirs, "", &day); status != 200 || !slices.Equal(day.Acts, []diary.Act{"confirm", "return"}) {
		t.Errorf("as the head = %d %+v", status, day.Acts)
	}
	if status := o.call(t, "truongphong", "POST", theirs+"/return", `{"version":2,"reason":"Bổ sung số liệu."}`, &day); status != 200 || day.State != "returned" || day.ReturnedBy.Name != "truongphong" {
		t.Errorf("return = %d %+v", status, day)
	}
	if status := o.call(t, "lan", "POST", own+"/submit", `{"version":3}`, &day); status != 200 {
		t.Errorf("submit again = %d", status)
	}

	var team struct{ Items []DiaryRow }
	if status := o.call(t, "truongphong", "GET", "/diary/team?date=2026-04-29", "", &team); status != 200 || len(team.Items) != 2 {
		t.Fatalf("team = %d %+v", status, team)
	}
	lan := team.Items[slices.IndexFunc(team.Items, func(r DiaryRow) bool { return r.Person.Name == "lan" })]
	if lan.State != "submitted" || lan.Minutes != 195 || lan.Entries != 2 || !slices.Equal(lan.Summary, []string{"Soạn tờ trình", "Trả lời 3 xã"}) || lan.Place.AM != "remote" {
		t.Errorf("row = %+v", lan)
	}
	var many struct{ Items []DiaryConfirmationResult }
	body := `{"items":[{"person":"` + lan.Person.ID + `","date":"2026-04-29","version":1},{"person":"` + lan.Person.ID + `","date":"2026-04-29","version":4}]}`
	if status := o.call(t, "truongphong", "POST", "/diary/confirmations", body, &many); status != 200 || many.Items[0].OK || !many.Items[1].OK {
		t.Fatalf("confirmations = %d %+v", status, many)
	}
	if p := many.Items[0].Problem; p == nil || p.Status != 409 || p.Code != "errs.changed" || p.Detail == "" || p.RequestID == "" {
		t.Errorf("problem of the stale row = %+v", p)
	}
	var strip struct{ Items []DiaryStripDay }
	if status := o.call(t, "lan", "GET", "/diary/days?from=2026-04-28&to=2026-05-01", "", &strip); status != 200 || len(strip.Items) != 4 || strip.Items[1].State != "confirmed" || strip.Items[2].Why == "" {
		t.Errorf("strip = %d %+v", status, strip)
	}

	// That it was returned asked lan to mend it, which is done.
	var told struct{ Items []InboxItem }
	if status := o.call(t, "lan", "GET", "/inbox?unread=true", "", &told); status != 200 || len(told.Items) != 1 || told.Items[0].Kind != "diary.confirmed" || told.Items[0].Object.Type != "diary" || told.Items[0].By.Name != "truongphong" {
		t.Fatalf("inbox = %d %+v", status, told)
	}
	one := `{"ids":["` + told.Items[0].ID + `"],"through":"` + told.Items[0].ID + `"}`
	if status := o.call(t, "minh", "POST", "/inbox/read", one, nil); status != 200 {
		t.Errorf("reading another's message = %d, want it ignored", status)
	}
	var count InboxCount
	if status := o.call(t, "lan", "GET", "/inbox/count", "", &count); status != 200 || count.Unread != 1 {
		t.Errorf("count = %d %+v", status, count)
	}
	if status := o.call(t, "lan", "POST", "/inbox/read", one, &count); status != 200 || count.Unread != 0 {
		t.Errorf("read one = %d %+v", status, count)
	}
}

// TestDiaryCorrection follows a correction of a confirmed day with both clocks, to the head's list and to both texts.
func TestDiaryCorrection(t *testing.T) {
	t.Parallel()
	o := newDiaryOffice(t)
	const yesterday = "/diary/days/2026-04-28" // written the day after, and so late
	theirs := "/diary/people/" + o.person["lan"].ID + "/days/2026-04-28"
	o.call(t, "lan", "PUT", yesterday, wrote, nil)
	o.call(t, "lan", "POST", yesterday+"/submit", `{"version":1}`, nil)
	o.call(t, "truongphong", "POST", theirs+"/confirm", `{"version":2}`, nil)
	fix := strings.Replace(wrote, `{"version":0`, `{"version":3,"reason":"Bổ sung xã thứ tư."`, 1)
	fix = strings.Replace(fix, `"text":"Trả lời 3 xã"`, `"text":"Trả lời 4 xã","deviceAt":"2026-04-28T10:00:00+07:00"`, 1)
	var day DiaryDay
	if status := o.call(t, "lan", "POST", yesterday+"/corrections", fix, &day); status != 200 || day.State != "submitted" || day.Version != 4 || day.Correction == nil || !day.Correction.Waiting || !day.Correction.Confirmed || day.Until != "" {
		t.Fatalf("correct = %d %+v", status, day)
	}
	if e := day.Entries[1]; !e.Late || e.DeviceAt == nil || e.DeviceAt.UTC().Hour() != 3 || !e.ChangedAt.Equal(vncal.Date("2026-04-29").Start().Add(16*time.Hour)) {
		t.Errorf("entry = %+v, want it late with both clocks", e)
	}
	if status := o.call(t, "lan", "POST", yesterday+"/corrections", fix, &day); status != 200 || day.Version != 4 {
		t.Errorf("the same request again = %d, version %d", status, day.Version)
	}
	var team struct{ Items []DiaryRow }
	o.call(t, "truongphong", "GET", "/diary/team?date=2026-04-28", "", &team)
	row := team.Items[slices.IndexFunc(team.Items, func(r DiaryRow) bool { return r.Person.Name == "lan" })]
	if row.Correction == nil || row.Correction.Reason != "Bổ sung xã thứ tư." || !slices.Equal(row.Acts, []diary.Act{"confirm", "return"}) {
		t.Errorf("row = %+v", row)
	}
	var told struct{ Items []DiaryVersion }
	if status := o.call(t, "truongphong", "GET", theirs+"/versions", "", &told); status != 200 || len(told.Items) != 3 {
		t.Fatalf("versions = %d %+v", status, told)
	}
	if now, was := told.Items[0], told.Items[1]; now.Act != "corrected" || now.By.Name != "lan" || now.Reason == "" || now.Entries[1].Text != "Trả lời 4 xã" ||
		was.Act != "confirmed" || was.By.Name != "truongphong" || was.Entries[1].Text != "Trả lời 3 xã" {
		t.Errorf("versions = %+v", told.Items)
	}
}

// TestDiaryWho tries every operation on another's day as everybody; an officer's day was never saved.
func TestDiaryWho(t *testing.T) {
	t.Parallel()
	o := newDiaryOffice(t)
	theirs := "/diary/people/" + o.person["lan"].ID + "/days/2026-04-29"
	for _, tc := range []struct {
		method, path, body string
		status             map[string]int // by name, "" for nobody; the default is others
		others             int
	}{
		{"GET", theirs, "", map[string]int{"lan": 200, "truongphong": 200, "giamdoc": 200, "": 401}, 404},
		{"GET", theirs + "/versions", "", map[string]int{"lan": 200, "truongphong": 200, "giamdoc": 200, "": 401}, 404},
		{"POST", theirs + "/confirm", `{"version":0}`, map[string]int{"truongphong": 409, "giamdoc": 403, "phongkhac": 404, "": 401}, 403},
		{"POST", theirs + "/return", `{"version":0,"reason":"Bổ sung số liệu."}`, map[string]int{"truongphong": 409, "giamdoc": 403, "phongkhac": 404, "": 401}, 403},
		{"GET", "/diary/team?date=2026-04-29&unit=" + o.unit["phong"], "", map[string]int{"truongphong": 200, "giamdoc": 200, "": 401}, 403},
		{"POST", "/diary/confirmations", `{"items":[{"person":"x","date":"2026-04-29","version":1}]}`, map[string]int{"truongphong": 200, "giamdoc": 200, "phongkhac": 200, "": 401}, 403},
		{"GET", "/jobs", "", map[string]int{"quantri": 0, "": 401}, 403},
		{"POST", "/jobs/reminder-due/run", "{}", map[string]int{"quantri": 0, "": 401}, 403},
	} {
		for _, who := range []string{"", "lan", "minh", "truongphong", "giamdoc", "phongkhac", "nhansu", "quantri"} {
			want, ok := tc.status[who]
			if !ok {
				want = tc.others
			}
			if want == 0 {
				continue // needs a scheduler
			}
			if got := o.call(t, who, tc.method, tc.path, tc.body, nil); got != want {
				t.Errorf("%s %s as %q = %d, want %d", tc.method, tc.path, who, got, want)
			}
		}
	}
}

func TestDiaryInput(t *testing.T) {
	t.Parallel()
	o := newDiaryOffice(t)
	for name, tc := range map[string]struct {
		method, path, body string
		status             int
		code, field        string
	}{
		"no such day":      {"GET", "/diary/days/2026-02-30", "", 422, "http.invalid", "date"},
		"no version":       {"PUT", own, `{"place":{"am":"off","pm":"off"},"entries":[],"plan":"","difficulties":""}`, 422, "http.invalid", "version"},
		"no entries":       {"PUT", own, `{"version":0,"place":{"am":"off","pm":"off"},"entries":null,"plan":"","difficulties":""}`, 422, "http.invalid", "entries"},
		"unknown place":    {"PUT", own, strings.Replace(blank, "remote", "home", 1), 422, "http.invalid", "place.am"},
		"ends too early":   {"PUT", own, strings.Replace(wrote, "10:30", "07:30", 1), 422, "diary.input", "entries[0].to"},
		"task of nobody":   {"PUT", own, strings.Replace(wrote, `"minutes":45`, `"task":"01J"`, 1), 422, "diary.input", "entries[1].task"},
		"work of tomorrow": {"PUT", "/diary/days/2026-04-30", wrote, 422, "diary.future", ""},
		"long gone":        {"PUT", "/diary/days/2026-04-01", wrote, 409, "diary.locked", ""},
		"no device time":   {"PUT", own, strings.Replace(wrote, `"minutes":45`, `"deviceAt":"hôm qua"`, 1), 422, "http.invalid", "entries[1].deviceAt"},
		"no reason":        {"POST", own + "/corrections", blank, 422, "http.invalid", "reason"},
		"blank reason":     {"POST", own + "/corrections", strings.Replace(blank, `{`, `{"reason":"           ",`, 1), 422, "diary.why", "reason"},
		"never sent":       {"POST", own + "/corrections", strings.Replace(blank, `{`, `{"reason":"Bổ sung việc thiếu.",`, 1), 409, "diary.not_sent", ""},
		"nothing to send":  {"POST", own + "/submit", `{"version":0}`, 422, "diary.empty", ""},
		"range too long":   {"GET", "/diary/days?from=2025-01-01&to=2026-04-01", "", 422, "diary.range", ""},
		"range turned":     {"GET", "/calendar?from=2026-04-02&to=2026-04-01", "", 422, "calendar.range", ""},
		"odd cursor":       {"GET", "/inbox?cursor=x", "", 400, "inbox.cursor", ""},
		"odd rule":         {"POST", "/calendar/due", `{"kind":"working","n":-1}`, 422, "http.invalid", "n"},
		"no fixed date":    {"POST", "/calendar/due", `{"kind":"date"}`, 422, "calendar.rule", "date"},
	} {
		var p Problem
		if status := o.call(t, "lan", tc.method, tc.path, tc.body, &p); status != tc.status || p.Code != tc.code {
			t.Errorf("%s: %d %s, want %d %s: %+v", name, status, p.Code, tc.status, tc.code, p)
		}
		if tc.field != "" && !slices.ContainsFunc(p.Fields, func(f ProblemField) bool { return f.Path == tc.field && f.Label != "" && f.Detail != "" }) {
			t.Errorf("%s: fields %+v, want %s", name, p.Fields, tc.field)
		}
	}
}

func TestCalendarDue(t *testing.T) {
	t.Parallel()
	o := newDiaryOffice(t)
	var p DuePreview
	if status := o.call(t, "lan", "POST", "/calendar/due", `{"kind":"working","n":3}`, &p); status != 200 || p.Rule.Start != "2026-04-29" || p.Due != "2026-05-06" ||
		len(p.Skipped) != 4 || len(p.Days) != 8 || p.Days[7].Mark != "due" || p.Explain == "" {
		t.Errorf("due = %d %+v", status, p)
	}
	var days struct{ Items []CalendarDay }
	if status := o.call(t, "lan", "GET", "/calendar?from=2026-04-29&to=2026-05-01", "", &days); status != 200 || len(days.Items) != 3 || !days.Items[0].Working || days.Items[1].Type != "holiday" {
		t.Errorf("calendar = %d %+v", status, days)
	}
}
