package v1

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/checklist"
	"congvu/internal/diary"
	"congvu/internal/document"
	"congvu/internal/evaluation"
	"congvu/internal/factor"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/inbox"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/override"
	"congvu/internal/petition"
	"congvu/internal/procedure"
	"congvu/internal/ratification"
	"congvu/internal/realtime"
	"congvu/internal/selfscore"
	"congvu/internal/session"
	"congvu/internal/substitute"
	"congvu/internal/task"
	"congvu/internal/tasklist"
	"congvu/internal/workplace"
)

// taskOffice is the whole API over a department with two divisions, on Friday 24/4/2026, 09:00, with one product and one
// document that the head of the first division sees.
type taskOffice struct {
	*diaryOffice
	document string
}

func newTaskOffice(t *testing.T) *taskOffice {
	t.Helper()
	db := mongotest.New(t, slices.Concat(evaluation.Indexes(), override.Indexes(), ratification.Indexes(), substitute.Indexes(), workplace.Indexes(), diary.Indexes(), task.Indexes(), identity.Indexes(), session.Indexes(), org.Indexes(), calendar.Indexes(),
		catalogue.Indexes(), document.Indexes(), journal.Indexes(), inbox.Indexes(), realtime.Indexes(), []mongodb.Indexes{mongodb.CodeIndexes()})...)
	log, clk := slog.New(slog.DiscardHandler), &hands{}
	clk.set("2026-04-24", 9)
	policies, err := grading.LoadPolicies()
	ok := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ok(err)
	events := realtime.NewEvents(db)
	messages := inbox.New(db, clk, events)
	j := journal.New(db, clk, events, messages)
	units := org.New(db, j, clk)
	people := identity.New(identity.Deps{DB: db, Org: units, Journal: j, Clock: clk})
	sessions := session.New(session.Deps{DB: db, People: people, Journal: j, Clock: clk, Log: log})
	sessions.Cheapen()
	cal := calendar.New(db, clk)
	products, docs := catalogue.New(db, j, clk), document.New(db, units, j, clk)
	eval := evaluation.New(db, policies, people, units, cal, j, clk, log)
	tasks := task.New(task.Deps{DB: db, Clock: clk, Units: units, People: people, Calendars: cal, Products: products, Documents: docs, Facts: eval, Journal: j})
	diaries := diary.New(diary.Deps{DB: db, Clock: clk, Journal: j, Calendars: cal, People: people, Units: units, Tasks: tasks, Settings: diary.DefaultSettings()})
	o := &taskOffice{diaryOffice: &diaryOffice{clock: clk, inbox: messages, person: map[string]identity.Person{}, token: map[string]string{}, unit: map[string]string{}}}
	o.app, _ = New(&Server{Log: log, Clock: clk, Services: Services{
		Identity: people, Sessions: sessions, Factors: factor.New(db, people, j, clk, clk), Org: units, Calendar: cal, Inbox: messages, Tasks: tasks, TaskLists: tasklist.New(db, clk), Checklists: checklist.New(checklist.Deps{DB: db, Tasks: tasks, Journal: j, Clock: clk}), Catalogue: products, Documents: docs, Evaluation: eval,
		Overrides: override.New(db, people, eval, j, clk), SelfScores: selfscore.New(db, eval, j, clk), Petitions: petition.New(petition.Deps{DB: db, Evaluations: eval, Ratings: ratification.New(ratification.Deps{DB: db}), People: people, Calendars: cal, Journal: j, Clock: clk}), Procedure: procedure.New(procedure.Deps{Evaluations: eval, SelfScores: selfscore.New(db, eval, j, clk), People: people, Units: units, Calendars: cal, Clock: clk}),
		Ratings: ratification.New(ratification.Deps{DB: db, Scores: eval, People: people, Units: units, StandIns: substitute.New(db, people, j, clk), Journal: j, Clock: clk}),
		Diary:   diaries, Workplace: workplace.New(workplace.Deps{DB: db, Clock: clk, Journal: j, Calendars: cal, People: people, Units: units, Tasks: tasks, Diaries: diaries}),
	}}, nil)

	agency := ""
	for _, u := range [][2]string{{"so", ""}, {"phong", "so"}, {"phongkhac", "so"}} {
		made, err := units.Create(t.Context(), access.System(agency), org.Unit{Code: u[0], Name: u[0], ShortName: u[0], Kind: org.Division, Parent: o.unit[u[1]]})
		ok(err)
		agency, o.unit[u[0]] = made.Agency, made.ID
	}
	const password = "Muong-Thanh-mua-gat-29"
	hash, err := sessions.HashPassword(t.Context(), password)
	ok(err)
	for _, p := range []struct {
		name, unit string
		role       access.Role
	}{
		{"giamdoc", "so", access.Head}, {"truongphong", "phong", access.Head}, {"lan", "phong", access.Officer}, {"minh", "phong", access.Officer},
		{"phongkhac", "phongkhac", access.Head}, {"nhansu", "so", access.HR}, {"quantri", "so", access.Admin},
	} {
		made, err := people.Add(t.Context(), access.System(agency), identity.Person{StaffNo: p.name, Name: p.name, SubjectClass: identity.CivilServant},
			identity.Appointment{Unit: o.unit[p.unit], Role: p.role, Title: p.name, From: "2020-01-01"})
		ok(err)
		ok(sessions.OpenAccount(t.Context(), access.System(agency), made.ID, hash))
		in, err := sessions.SignIn(t.Context(), session.Credentials{Login: p.name, Password: password})
		ok(err)
		o.person[p.name], o.token[p.name] = made, in.Access
	}
	_, err = products.Approve(t.Context(), agency, "01/QĐ", catalogue.Product{Code: "CV-02", Name: "Văn bản hướng dẫn", Unit: "văn bản", Group: 2, PointsMilli: 90_000, NormDays: 5})
	ok(err)
	d, err := docs.Create(t.Context(), access.System(agency), document.Input{Number: "2124/UBND-NC", Date: "2020-04-22", Issuer: "UBND tỉnh",
		Abstract: "Đổi mới phương thức làm việc", Urgency: "khan", Units: []string{o.unit["phong"]}})
	ok(err)
	o.document = d.ID
	return o
}

// body returns a task for lan, given at once, with changes as pairs of key and JSON value.
func (o *taskOffice) body(changes ...string) string {
	fields := map[string]string{
		"title": `"Hướng dẫn đăng ký tài khoản"`, "documentId": `"` + o.document + `"`, "product": `{"code":"CV-02"}`, "quantity": "1",
		"lead": `{"unit":"` + o.unit["phong"] + `","person":"` + o.person["lan"].ID + `"}`,
		"due":  `{"kind":"working","n":5}`, "urgency": `"khan"`, "assign": "true",
	}
	for i := 0; i < len(changes); i += 2 {
		fields[changes[i]] = changes[i+1]
	}
	var all []string
	for k, v := range fields {
		if v != "" {
			all = append(all, `"`+k+`":`+v)
		}
	}
	return "{" + strings.Join(all, ",") + "}"
}

// give creates and assigns a task by the head of the division to lan.
func (o *taskOffice) give(t *testing.T) Task {
	t.Helper()
	var x Task
	if status := o.call(t, "truongphong", "POST", "/tasks", o.body(), &x); status != 201 {
		t.Fatalf("create = %d %+v", status, x)
	}
	return x
}

func TestTaskWholeWay(t *testing.T) {
	t.Parallel()
	o := newTaskOffice(t)
	x := o.give(t)
	if x.Code != "NV-2026-000001" || x.State != "assigned" || x.DueOn != "2026-05-06" || x.Timeliness != (TaskTimeliness{"not_started", 5}) ||
		x.Converted != 18 || x.DocumentInfo.Number != "2124/UBND-NC" || x.ProductInfo.Points != 90 || len(x.Due.Days) != 13 || x.Due.Days[12].Mark != "due" ||
		x.Due.Explain == "" || x.Waiting[0].Name != "lan" || x.AssignedBy.Unit != "phong" || !slices.Equal(x.Acts, []string{"nudge", "reschedule", "pause", "recall", "cancel"}) {
		t.Errorf("created %+v", x)
	}
	at := "/tasks/" + x.ID
	act := func(who, path, body string) Task {
		t.Helper()
		var next Task
		if status := o.call(t, who, "POST", at+path, body, &next); status != 200 {
			t.Fatalf("%s by %s = %d", path, who, status)
		}
		return next
	}
	var seen Task
	if status := o.call(t, "lan", "GET", at, "", &seen); status != 200 || seen.SeenAt != nil || !slices.Equal(seen.Acts, []string{"accept", "decline"}) {
		t.Errorf("GET as the lead = %d, seen %v, acts %v", status, seen.SeenAt, seen.Acts)
	}
	if o.call(t, "truongphong", "GET", at, "", &seen); seen.SeenAt == nil {
		t.Error("the assigner is not told that the lead has opened it")
	}
	var waiting Waiting
	if o.call(t, "lan", "GET", "/waiting", "", &waiting); len(waiting.Tasks) != 1 || waiting.Tasks[0].ID != x.ID || waiting.Diaries == nil || waiting.Scores == nil {
		t.Errorf("waiting %+v", waiting)
	}
	act("lan", "/accept", `{"version":1}`)
	x = act("lan", "/reports", `{"version":2,"percent":60,"text":"Dự thảo lần 2"}`)
	if x.Progress != 60 || len(x.Reports) != 1 || x.Reports[0].By.Name != "lan" || !x.Steps[2].Current || !x.Steps[1].Done || x.Steps[3].Done {
		t.Errorf("reported %+v %+v", x.Reports, x.Steps)
	}
	x = act("lan", "/submit", `{"version":3,"note":"Văn bản đã ký nháp","quantity":1}`)
	var count WaitingCount
	if o.call(t, "truongphong", "GET", "/waiting/count", "", &count); count.Total != (Count{1, false}) || x.Timeliness.Kind != "on_track" || x.SubmittedAt == nil {
		t.Errorf("count %+v, %+v", count, x.Timeliness)
	}
	x = act("truongphong", "/return", `{"version":4,"reason":"Thiếu biểu phí đính kèm","major":true}`)
	if d := x.Submissions[0].Decision; d.Verdict != "returned" || !d.Major || d.Quantity != nil || x.SubmittedAt != nil {
		t.Errorf("returned %+v", d)
	}
	if o.call(t, "lan", "GET", "/waiting", "", &waiting); len(waiting.Tasks) != 1 || waiting.Tasks[0].Rework != 1 ||
		waiting.Tasks[0].Back == nil || waiting.Tasks[0].Back.By.Name != "truongphong" || waiting.Tasks[0].Back.Reason != "Thiếu biểu phí đính kèm" {
		t.Errorf("waiting for the rework %+v", waiting.Tasks)
	}
	act("lan", "/submit", `{"version":5,"note":"Đã bổ sung","quantity":1}`)
	x = act("truongphong", "/approve", `{"version":6,"quantity":1,"verdict":"met"}`)
	if x.State != "completed" || x.Open || x.Timeliness.Kind != "early" || !slices.Equal(x.Acts, []string{"reopen"}) || !x.Steps[4].Done || x.Steps[4].At == nil || x.Progress != 100 {
		t.Errorf("approved %+v", x)
	}
	// Nobody opened the inbox: what it asked for is done, and what is left tells lan of the decision.
	for who, want := range map[string]string{"lan": "task.approved", "truongphong": ""} {
		var left struct{ Items []InboxItem }
		o.call(t, who, "GET", "/inbox?unread=true", "", &left)
		kinds := ""
		for _, m := range left.Items {
			kinds += m.Kind
		}
		if kinds != want || want != "" && left.Items[0].Group != "task|"+x.ID {
			t.Errorf("%s has unread %q, want %q", who, kinds, want)
		}
	}
	var history struct{ Items []HistoryEntry }
	if o.call(t, "lan", "GET", at+"/history", "", &history); len(history.Items) != 7 || history.Items[0].Action != "task.approved" ||
		history.Items[2].Action != "task.returned" && history.Items[2].Reason == "" || history.Items[6].Params["lead"] != "lan" {
		t.Errorf("history %+v", history.Items)
	}
	var list struct {
		Items []TaskRow
		Next  string
	}
	if o.call(t, "lan", "GET", "/tasks?tab=lead&state=finished&q=huong%20dan", "", &list); len(list.Items) != 1 || list.Items[0].Code != x.Code {
		t.Errorf("list %+v", list)
	}
	if o.call(t, "lan", "GET", "/tasks?tab=unit", "", &list); len(list.Items) != 0 {
		t.Errorf("an officer has a unit tab: %+v", list)
	}
}

// TestTaskHelpers: whoever coordinates finds the work in a list of its own and in the search of everything; nobody else does.
func TestTaskHelpers(t *testing.T) {
	t.Parallel()
	o := newTaskOffice(t)
	var x Task
	body := o.body("coordinators", `[{"unit":"`+o.unit["phongkhac"]+`"},{"person":"`+o.person["minh"].ID+`"}]`)
	if status := o.call(t, "truongphong", "POST", "/tasks", body, &x); status != 201 {
		t.Fatalf("create = %d", status)
	}
	for who, helps := range map[string]int{"minh": 1, "phongkhac": 1, "lan": 0, "truongphong": 0, "giamdoc": 0, "nhansu": 0} {
		var counts TaskCounts
		var list struct{ Items []TaskRow }
		if status := o.call(t, who, "GET", "/tasks/counts", "", &counts); status != 200 || counts.Coordinating != (Count{N: helps}) {
			t.Errorf("%s: counts = %d %+v", who, status, counts)
		}
		if status := o.call(t, who, "GET", "/tasks?tab=coordinating", "", &list); status != 200 || len(list.Items) != helps {
			t.Errorf("%s: list = %d %+v", who, status, list.Items)
		}
		found, want := 1, 200
		if who == "nhansu" {
			found, want = 0, 404
		}
		if o.call(t, who, "GET", "/tasks?tab=all&state=all&q=dang%20ky", "", &list); len(list.Items) != found {
			t.Errorf("%s finds %+v", who, list.Items)
		}
		if status := o.call(t, who, "GET", "/tasks/"+x.ID, "", nil); status != want {
			t.Errorf("%s opens it: %d, want %d", who, status, want)
		}
	}
}

// TestTaskConflict answers a stale screen with the stored task, as the caller sees it.
func TestTaskConflict(t *testing.T) {
	t.Parallel()
	o := newTaskOffice(t)
	x := o.give(t)
	o.call(t, "lan", "POST", "/tasks/"+x.ID+"/accept", `{"version":1}`, nil)
	var conflict struct {
		Code    string
		Current Task
	}
	if status := o.call(t, "lan", "POST", "/tasks/"+x.ID+"/decline", `{"version":1,"reason":"Việc của phòng khác"}`, &conflict); status != 409 ||
		conflict.Code != "errs.changed" || conflict.Current.Version != 2 || conflict.Current.State != "in_progress" || !slices.Contains(conflict.Current.Acts, "submit") {
		t.Errorf("stale = %d %+v", status, conflict)
	}
	conflict.Current = Task{}
	if status := o.call(t, "lan", "POST", "/tasks/"+x.ID+"/decline", `{"version":2,"reason":"Việc của phòng khác"}`, &conflict); status != 409 ||
		conflict.Code != "task.state" || conflict.Current.Version != 2 || conflict.Current.State != "in_progress" {
		t.Errorf("wrong state = %d %+v", status, conflict)
	}
}

// TestTaskIdempotency repeats a creating request over HTTP.
func TestTaskIdempotency(t *testing.T) {
	t.Parallel()
	o := newTaskOffice(t)
	send := func(body string) (int, string) {
		req := httptest.NewRequest(http.MethodPost, Prefix+"/tasks", strings.NewReader(body))
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Idempotency-Key", "0123456789")
		req.Header.Set("Authorization", "Bearer "+o.token["truongphong"])
		res, err := o.app.Test(req, -1)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var x struct{ ID, Code string }
		if err := json.NewDecoder(res.Body).Decode(&x); err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, x.ID + x.Code
	}
	first, id := send(o.body())
	again, same := send(o.body())
	if first != 201 || again != 201 || id != same {
		t.Errorf("%d %s, then %d %s", first, id, again, same)
	}
	if other, code := send(o.body("quantity", "2")); other != 422 || code != "errs.key_reused" {
		t.Errorf("another content: %d %s", other, code)
	}
}

// TestTaskWho tries every operation on a task in every state as everybody. The task is led by lan, whose head gave it.
func TestTaskWho(t *testing.T) {
	t.Parallel()
	o := newTaskOffice(t)
	everybody := []string{"", "minh", "giamdoc", "phongkhac", "nhansu", "quantri", "truongphong", "lan"} // who may act comes last: it changes the version
	try := func(method, path, body string, others int, status map[string]int) {
		t.Helper()
		for _, who := range everybody {
			want, ok := status[who]
			switch {
			case who == "":
				want = 401
			case !ok:
				want = others
			}
			if got := o.call(t, who, method, path, body, nil); got != want {
				t.Errorf("%s %s as %q = %d, want %d", method, path, who, got, want)
			}
		}
	}
	reason := `{"version":%d,"reason":"Một lý do đủ dài"}`
	assigned := o.give(t)
	at := "/tasks/" + assigned.ID
	// Who sees the task but must not act gets 403; who does not see it 404; a role that never gives work 403 at the door.
	try("GET", at, "", 404, map[string]int{"lan": 200, "truongphong": 200, "giamdoc": 200})
	try("GET", at+"/history", "", 404, map[string]int{"lan": 200, "truongphong": 200, "giamdoc": 200})
	try("PATCH", at, strings.Replace(o.body("assign", ""), "{", `{"version":1,`, 1), 404, map[string]int{"lan": 403, "truongphong": 409, "giamdoc": 403})
	try("POST", at+"/assign", `{"version":1}`, 403, map[string]int{"truongphong": 409, "giamdoc": 403, "phongkhac": 404})
	try("POST", at+"/submit", `{"version":1,"note":"Kết quả","quantity":1}`, 404, map[string]int{"lan": 409, "truongphong": 403, "giamdoc": 403})
	try("POST", at+"/reports", `{"version":1,"text":"Kết quả","percent":1}`, 404, map[string]int{"lan": 409, "truongphong": 403, "giamdoc": 403})
	try("POST", at+"/approve", `{"version":1,"verdict":"met","quantity":1}`, 403, map[string]int{"truongphong": 409, "giamdoc": 403, "phongkhac": 404})
	try("POST", at+"/return", `{"version":1,"reason":"Một lý do đủ dài","major":false}`, 403, map[string]int{"truongphong": 409, "giamdoc": 403, "phongkhac": 404})
	try("POST", at+"/accept", `{"version":1}`, 404, map[string]int{"truongphong": 403, "giamdoc": 403, "lan": 200})
	try("POST", at+"/accept", `{"version":2}`, 404, map[string]int{"truongphong": 403, "giamdoc": 403, "lan": 409})
	try("POST", at+"/decline", fmt.Sprintf(reason, 2), 404, map[string]int{"lan": 409, "truongphong": 403, "giamdoc": 403})
	try("POST", at+"/recall", fmt.Sprintf(reason, 2), 403, map[string]int{"truongphong": 200, "giamdoc": 403, "phongkhac": 404})
	try("POST", at+"/cancel", fmt.Sprintf(reason, 3), 404, map[string]int{"truongphong": 200, "giamdoc": 403, "lan": 409}) // recalled work is open
	try("POST", at+"/cancel", fmt.Sprintf(reason, 4), 404, map[string]int{"truongphong": 409, "giamdoc": 403, "lan": 403})
	try("POST", "/tasks", o.body(), 403, map[string]int{"truongphong": 201, "giamdoc": 201})
	try("POST", "/tasks", o.body("documentId", ""), 403, map[string]int{"truongphong": 201, "giamdoc": 201})
	try("GET", "/documents/"+o.document, "", 404, map[string]int{"truongphong": 200, "giamdoc": 200})
	for _, path := range []string{"/tasks?tab=lead", "/tasks/counts", "/waiting", "/waiting/count", "/catalogue", "/documents"} {
		try("GET", path, "", 200, nil)
	}
}

// TestTaskInput: what is wrong is named, in the caller's language.
func TestTaskInput(t *testing.T) {
	t.Parallel()
	o := newTaskOffice(t)
	for name, tc := range map[string]struct {
		method, path, body string
		status             int
		code, field        string
	}{
		"short title":        {"POST", "/tasks", o.body("title", `"Việc"`), 422, "http.invalid", "title"},
		"spaces only":        {"POST", "/tasks", o.body("title", `"          "`), 422, "errs.invalid", "title"},
		"no product":         {"POST", "/tasks", o.body("product", `{}`), 422, "errs.invalid", "product.text"},
		"unknown product":    {"POST", "/tasks", o.body("product", `{"code":"XX"}`), 422, "errs.invalid", "product.code"},
		"odd points":         {"POST", "/tasks", o.body("product", `{"text":"Tờ rơi","points":7.25}`), 422, "errs.invalid", "product.points"},
		"four decimals":      {"POST", "/tasks", o.body("quantity", "1.0005"), 422, "errs.invalid", "quantity"},
		"nothing":            {"POST", "/tasks", o.body("quantity", "0"), 422, "http.invalid", "quantity"},
		"unknown urgency":    {"POST", "/tasks", o.body("urgency", `"gap"`), 422, "http.invalid", "urgency"},
		"unknown field":      {"POST", "/tasks", o.body("vis", `["o:x"]`), 422, "http.invalid", "vis"},
		"unknown document":   {"POST", "/tasks", o.body("documentId", `"01J00000000000000000000000"`), 422, "errs.invalid", "documentId"},
		"person beside":      {"POST", "/tasks", o.body("lead", `{"unit":"`+o.unit["phong"]+`","person":"`+o.person["phongkhac"].ID+`"}`), 422, "task.lead", "lead.person"},
		"outside":            {"POST", "/tasks", o.body("lead", `{"unit":"`+o.unit["phongkhac"]+`"}`), 403, "task.outside", ""},
		"past":               {"POST", "/tasks", o.body("due", `{"kind":"date","date":"2026-04-23"}`), 422, "errs.invalid", "due.date"},
		"unknown tab":        {"GET", "/tasks?tab=x", "", 422, "http.invalid", "tab"},
		"no tab":             {"GET", "/tasks", "", 422, "http.invalid", "tab"},
		"unknown parameter":  {"GET", "/tasks?tab=lead&order=x", "", 422, "http.invalid", "order"},
		"forged cursor":      {"GET", "/tasks?tab=lead&cursor=abcd", "", 400, "tasklist.cursor", ""},
		"document's cursor":  {"GET", "/documents?cursor=x", "", 400, "document.cursor", ""},
		"short reason":       {"POST", "/tasks/x/decline", `{"version":1,"reason":"ngắn"}`, 422, "http.invalid", "reason"},
		"no version":         {"POST", "/tasks/x/accept", `{}`, 422, "http.invalid", "version"},
		"missing task":       {"POST", "/tasks/x/accept", `{"version":1}`, 404, "errs.not_found", ""},
		"unknown verdict":    {"POST", "/tasks/x/approve", `{"version":1,"quantity":1,"verdict":"returned"}`, 422, "http.invalid", "verdict"},
		"more than all done": {"POST", "/tasks/x/reports", `{"version":1,"percent":101,"text":"x"}`, 422, "http.invalid", "percent"},
	} {
		var p Problem
		if status := o.call(t, "truongphong", tc.method, tc.path, tc.body, &p); status != tc.status || p.Code != tc.code {
			t.Errorf("%s: %d %s, want %d %s: %+v", name, status, p.Code, tc.status, tc.code, p)
		}
		if tc.field != "" && !slices.ContainsFunc(p.Fields, func(f ProblemField) bool { return f.Path == tc.field && f.Label != "" && f.Detail != "" }) {
			t.Errorf("%s: fields %+v, want %s", name, p.Fields, tc.field)
		}
	}
}

// TestTaskEdit: a draft is changed, given, declined and changed again.
func TestTaskEdit(t *testing.T) {
	t.Parallel()
	o := newTaskOffice(t)
	var x Task
	if status := o.call(t, "truongphong", "POST", "/tasks", o.body("assign", "false", "due", `{"kind":"none"}`), &x); status != 201 || x.State != "draft" ||
		x.DueOn != "" || x.Timeliness.Kind != "none" || len(x.Due.Days) != 0 || !x.Steps[0].Current || !slices.Equal(x.Acts, []string{"assign", "edit", "cancel"}) {
		t.Fatalf("draft = %d %+v", status, x)
	}
	if status := o.call(t, "lan", "GET", "/tasks/"+x.ID, "", nil); status != 404 {
		t.Errorf("the draft's lead sees it: %d", status)
	}
	edit := o.body("assign", "", "product", `{"text":"Tờ rơi","points":7.5}`, "quantity", "2.5", "coordinators", `[{"person":"`+o.person["minh"].ID+`"},{"unit":"`+o.unit["phongkhac"]+`"}]`)
	if status := o.call(t, "truongphong", "PATCH", "/tasks/"+x.ID, strings.Replace(edit, "{", `{"version":1,`, 1), &x); status != 200 || x.Version != 2 ||
		x.Product.K != 1.5 || x.Converted != 3.75 || len(x.Coordinators) != 2 || x.Coordinators[0].Person.Name != "minh" || x.Coordinators[0].Unit.Name != "phong" || x.Coordinators[1].Unit.Name != "phongkhac" {
		t.Fatalf("edited = %d %+v", status, x)
	}
	if status := o.call(t, "truongphong", "POST", "/tasks/"+x.ID+"/assign", `{"version":2}`, &x); status != 200 || x.DueOn != "2026-05-06" {
		t.Errorf("assigned = %d %+v", status, x)
	}
	for _, who := range []string{"minh", "phongkhac", "lan"} {
		if status := o.call(t, who, "GET", "/tasks/"+x.ID, "", nil); status != 200 {
			t.Errorf("%s who takes part: %d", who, status)
		}
	}
	if status := o.call(t, "lan", "POST", "/tasks/"+x.ID+"/decline", `{"version":3,"reason":"Việc của phòng khác"}`, &x); status != 200 || x.State != "draft" || x.Waiting[0].Name != "truongphong" {
		t.Errorf("declined = %d %+v", status, x)
	}
}
