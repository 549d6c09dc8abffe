package v1

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/checklist"
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
	"congvu/pkg/vncal"
)

// evalOffice is the API over a division with one finished task, on Wednesday 29/4/2026.
type evalOffice struct {
	*diaryOffice
	eval *evaluation.Service
}

func newEvalOffice(t *testing.T) *evalOffice {
	t.Helper()
	db := mongotest.New(t, slices.Concat(evaluation.Indexes(), override.Indexes(), ratification.Indexes(), substitute.Indexes(), task.Indexes(), identity.Indexes(), session.Indexes(), org.Indexes(), calendar.Indexes(),
		catalogue.Indexes(), document.Indexes(), journal.Indexes(), inbox.Indexes(), realtime.Indexes(), []mongodb.Indexes{mongodb.CodeIndexes()})...)
	log, clk := slog.New(slog.DiscardHandler), &hands{}
	clk.set("2026-04-20", 8)
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
	o := &evalOffice{
		diaryOffice: &diaryOffice{clock: clk, inbox: messages, person: map[string]identity.Person{}, token: map[string]string{}, unit: map[string]string{}},
		eval:        evaluation.New(db, policies, people, units, cal, j, clk, log),
	}
	products := catalogue.New(db, j, clk)
	tasks := task.New(task.Deps{DB: db, Clock: clk, Units: units, People: people, Calendars: cal, Products: products,
		Documents: document.New(db, units, j, clk), Facts: o.eval, Journal: j})
	o.app, _ = New(&Server{Log: log, Clock: clk, Services: Services{Identity: people, Sessions: sessions, Factors: factor.New(db, people, j, clk, clk), Org: units, Calendar: cal, Inbox: messages, Tasks: tasks, TaskLists: tasklist.New(db, clk), Checklists: checklist.New(checklist.Deps{DB: db, Tasks: tasks, Journal: j, Clock: clk}), Evaluation: o.eval, Published: policies, Overrides: override.New(db, people, o.eval, j, clk), SelfScores: selfscore.New(db, o.eval, j, clk), Petitions: petition.New(petition.Deps{DB: db, Evaluations: o.eval, Ratings: ratification.New(ratification.Deps{DB: db}), People: people, Calendars: cal, Journal: j, Clock: clk}), Procedure: procedure.New(procedure.Deps{Evaluations: o.eval, SelfScores: selfscore.New(db, o.eval, j, clk), People: people, Units: units, Calendars: cal, Clock: clk}),
		Ratings: ratification.New(ratification.Deps{DB: db, Scores: o.eval, People: people, Units: units, StandIns: substitute.New(db, people, j, clk), Journal: j, Clock: clk})}}, nil)

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
		{"phongkhac", "phongkhac", access.Head}, {"nhansu", "so", access.HR},
	} {
		made, err := people.Add(t.Context(), access.System(agency), identity.Person{StaffNo: p.name, Name: p.name, SubjectClass: identity.CivilServant},
			identity.Appointment{Unit: o.unit[p.unit], Role: p.role, Title: p.name, From: "2020-01-01"})
		ok(err)
		ok(sessions.OpenAccount(t.Context(), access.System(agency), made.ID, hash))
		in, err := sessions.SignIn(t.Context(), session.Credentials{Login: p.name, Password: password})
		ok(err)
		o.person[p.name], o.token[p.name] = made, in.Access
	}

	head, err := people.Actor(t.Context(), o.person["truongphong"].ID)
	ok(err)
	lan, err := people.Actor(t.Context(), o.person["lan"].ID)
	ok(err)
	x, err := tasks.Create(t.Context(), head, task.Input{Title: "Báo cáo tuần", Lead: task.Lead{Unit: o.unit["phong"], Person: lan.ID}, ProductText: "Báo cáo",
		PointsMilli: 10_000, QtyMilli: 1000, Due: vncal.Rule{Kind: vncal.KindDate, Date: "2026-04-24"}, Urgency: task.Normal}, true, "")
	ok(err)
	x, err = tasks.Accept(t.Context(), lan, x.ID, x.Version, "")
	ok(err)
	x, err = tasks.Submit(t.Context(), lan, x.ID, x.Version, "Báo cáo hoàn thành", 1000)
	ok(err)
	_, err = tasks.Approve(t.Context(), head, x.ID, x.Version, task.Met, 1000, task.Faulty{}, "")
	ok(err)
	clk.set("2026-04-29", 16)
	for name := range o.token { // access tokens live ten minutes
		in, err := sessions.SignIn(t.Context(), session.Credentials{Login: name, Password: password})
		ok(err)
		o.token[name] = in.Access
	}
	return o
}

// raw sends a body and returns status and bytes.
func (o *evalOffice) raw(t *testing.T, who, path string, body []byte) (int, []byte) {
	t.Helper()
	req := httptest.NewRequest(http.MethodPost, Prefix+path, bytes.NewReader(body))
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
	return res.StatusCode, raw
}

// TestSimulate: the four outputs of spec/evaluation.md §5, byte for byte, and faults by their path.
func TestSimulate(t *testing.T) {
	t.Parallel()
	o := newEvalOffice(t)
	const dir = "../../internal/grading/testdata/grade/"
	for _, name := range []string{"output-1", "output-2", "output-3", "output-4"} {
		in, err := os.ReadFile(dir + name + ".in.json")
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(dir + name + ".out.json")
		if err != nil {
			t.Fatal(err)
		}
		if status, got := o.raw(t, "lan", "/evaluations/simulate", in); status != 200 || !bytes.Equal(got, want) {
			t.Errorf("%s: %d\ngot  %s\nwant %s", name, status, got, want)
		}
	}
	for body, path := range map[string]string{
		`{"policy":"nd335-2025","period":"2026-10","subject":{"class":"cong_chuc","leader":false},"general":31,"lines":[]}`:               "general",
		`{"policy":"nd335-2025","Period":"2026-10","subject":{"class":"cong_chuc","leader":false},"lines":[]}`:                            "Period",
		`{"policy":"nd335-2025","period":"2026-10","period":"2026-10","subject":{"class":"cong_chuc","leader":false},"lines":[]}`:         "period",
		`{"policy":"nd335-2025","period":"2026-10","subject":{"class":"cong_chuc","leader":false},"lines":[{"task":"x","k":1,"done":1}]}`: "lines[0].assigned",
		`{"policy":`: "$",
	} {
		status, raw := o.raw(t, "lan", "/evaluations/simulate", []byte(body))
		var p Problem
		if err := json.Unmarshal(raw, &p); err != nil || status != 422 || p.Code != "grading.facts" ||
			!slices.ContainsFunc(p.Fields, func(f ProblemField) bool { return f.Path == path }) {
			t.Errorf("%s: %d %s", body, status, raw)
		}
	}
	if status, _ := o.raw(t, "", "/evaluations/simulate", []byte(`{}`)); status != 401 {
		t.Errorf("nobody simulates: %d", status)
	}
}

const pointsBody = `{"version":0,"groups":[{"key":"a","points":9.5,"remark":"Còn đi muộn"},{"key":"b","points":10},{"key":"c","points":8,"remark":"Chưa có sáng kiến"}]}`

func TestScoresOverTheAPI(t *testing.T) {
	t.Parallel()
	o := newEvalOffice(t)
	lan := "/evaluations/people/" + o.person["lan"].ID

	var sc Score
	if status := o.call(t, "lan", "GET", "/evaluations/me?period=2026-04", "", &sc); status != 200 || sc.Status != "needs_decision" ||
		strings.Join(sc.TotalRange, "…") != "70.00…100.00" || len(sc.Lines) != 1 || sc.Lines[0].Title != "Báo cáo tuần" || !slices.Equal(sc.Acts, []string{"self"}) {
		t.Errorf("own score = %d %+v", status, sc)
	}
	for who, want := range map[string]int{"": 401, "lan": 200, "minh": 404, "truongphong": 200, "giamdoc": 200, "phongkhac": 404, "nhansu": 200} {
		if status := o.call(t, who, "GET", lan+"?period=2026-04", "", nil); status != want {
			t.Errorf("%q reads the score: %d, want %d", who, status, want)
		}
	}
	for who, want := range map[string]int{"": 401, "lan": 403, "minh": 403, "giamdoc": 403, "phongkhac": 404, "nhansu": 403} {
		if status := o.call(t, who, "PUT", lan+"/2026-04/general", pointsBody, nil); status != want {
			t.Errorf("%q gives points: %d, want %d", who, status, want)
		}
	}
	for body, want := range map[string]string{
		strings.Replace(pointsBody, "9.5", "9.4", 1):                   "groups[0].points",
		strings.Replace(pointsBody, "9.5", "9.50001", 1):               "groups.points",
		strings.Replace(pointsBody, `,"remark":"Còn đi muộn"`, ``, 1):  "groups[0].remark",
		strings.Replace(pointsBody, `"key":"c"`, `"key":"d"`, 1):       "groups[2].key",
		strings.Replace(pointsBody, `{"key":"b","points":10},`, ``, 1): "groups",
		strings.Replace(pointsBody, `"version":0,`, ``, 1):             "version",
	} {
		var p Problem
		if status := o.call(t, "truongphong", "PUT", lan+"/2026-04/general", body, &p); status != 422 ||
			!slices.ContainsFunc(p.Fields, func(f ProblemField) bool { return f.Path == want && f.Detail != "" }) {
			t.Errorf("%s: %d %+v", body, status, p)
		}
	}
	if status := o.call(t, "truongphong", "PUT", lan+"/2026-04/general", pointsBody, &sc); status != 200 || sc.Total != "97.50" || sc.Grade != "xuat_sac" ||
		sc.Version != 1 || sc.GeneralBy.Name != "truongphong" || sc.GeneralGroups[2].Points != "8" || sc.GeneralGroups[2].Step != "0.5" || sc.Deduction != "0.25" || sc.GeneralGroups[2].Remark == "" {
		t.Errorf("points given = %d %+v", status, sc)
	}
	var conflict struct {
		Code    string
		Current Score
	}
	if status := o.call(t, "truongphong", "PUT", lan+"/2026-04/general", pointsBody, &conflict); status != 409 || conflict.Code != "errs.changed" || conflict.Current.Version != 1 {
		t.Errorf("a stale PUT = %d %+v", status, conflict)
	}
	var table UnitScores
	if status := o.call(t, "truongphong", "GET", "/evaluations/units/"+o.unit["phong"]+"?period=2026-04", "", &table); status != 200 || len(table.Rows) != 3 ||
		table.Rows[0].Person.Name != "lan" || table.Rows[0].Acts[0] != "general" || table.Distribution[0] != (GradeCount{"xuat_sac", 1}) || table.Groups[0].Step != "0.5" {
		t.Errorf("unit table = %d %+v", status, table)
	}
	for who, want := range map[string]int{"": 401, "lan": 403, "phongkhac": 404, "giamdoc": 200, "nhansu": 200} {
		if status := o.call(t, who, "GET", "/evaluations/units/"+o.unit["phong"]+"?period=2026-04", "", nil); status != want {
			t.Errorf("%q reads the unit's table: %d, want %d", who, status, want)
		}
	}
	var p Problem
	if status := o.call(t, "lan", "GET", "/evaluations/me?period=2026-05", "", &p); status != 422 || p.Code != "evaluation.future" {
		t.Errorf("the future = %d %+v", status, p)
	}
}

func TestCloseOverTheAPI(t *testing.T) {
	t.Parallel()
	o := newEvalOffice(t)
	const path = "/evaluations/periods/2026-04/close"
	for who, want := range map[string]int{"": 401, "lan": 403, "truongphong": 403, "giamdoc": 403, "nhansu": 409} {
		if status := o.call(t, who, "POST", path, `{}`, nil); status != want {
			t.Errorf("%q closes a running month: %d, want %d", who, status, want)
		}
	}
	var months struct{ Items []EvalPeriod }
	if status := o.call(t, "lan", "GET", "/evaluations/periods", "", &months); status != 200 || len(months.Items) != 1 ||
		months.Items[0] != (EvalPeriod{Period: "2026-04", Type: "month", From: "2026-04-01", To: "2026-04-30", State: "open", Policy: "nd335-2025@2"}) {
		t.Errorf("periods = %d %+v", status, months)
	}
}

// TestLongPeriods: a quarter and a year are read where months are, with what they are made of, and listed apart from months.
func TestLongPeriods(t *testing.T) {
	t.Parallel()
	o := newEvalOffice(t)
	get := func(who, path string, want int) (body []byte) {
		t.Helper()
		var raw json.RawMessage
		if status := o.call(t, who, http.MethodGet, path, "", &raw); status != want {
			t.Fatalf("%s: %d %s", path, status, raw)
		}
		return raw
	}
	var quarter, year Score
	for path, into := range map[string]*Score{"2026-Q2": &quarter, "2026": &year} {
		if err := json.Unmarshal(get("lan", "/evaluations/me?period="+path, 200), into); err != nil {
			t.Fatal(err)
		}
	}
	if q := quarter; q.Period != "2026-Q2" || q.PeriodState != "open" || !q.Provisional || q.A != "100" || len(q.Lines) != 1 || q.Lines[0].Title == "" || q.Lines[0].Code == "" || len(q.Parts) != 1 ||
		q.Parts[0].Period != "2026-04" || q.Parts[0].A != "100" || q.Parts[0].Weight == "" || q.Parts[0].Unit == nil {
		t.Errorf("quarter %+v", q)
	}
	keys := []string{}
	for _, x := range year.Settings {
		keys = append(keys, x.Key+"="+x.Value)
	}
	if y := year; len(y.Parts) != 2 || y.Parts[0].Why != "running" || y.Parts[1].Within != "2026-Q2" || y.Status != "insufficient_data" ||
		!slices.Contains(keys, "year=mean_of_periods") || !slices.Contains(keys, "quarter=cumulative") {
		t.Errorf("year %+v", y)
	}
	if raw := get("truongphong", "/evaluations/units/"+o.unit["phong"]+"?period=2026-Q2", 200); !bytes.Contains(raw, []byte(`"period":"2026-Q2"`)) {
		t.Errorf("table %s", raw)
	}
	get("minh", "/evaluations/people/"+o.person["lan"].ID+"?period=2026-Q2", 404)
	get("lan", "/evaluations/me?period=2026-Q3", 422)
	get("lan", "/evaluations/me?period=2026-Q9", 422)
	raw := get("lan", "/evaluations/periods?type=long", 200)
	for _, want := range []string{`"period":"2026","type":"year"`, `"period":"2026-Q2","type":"quarter"`} {
		if !bytes.Contains(raw, []byte(want)) {
			t.Errorf("long periods %s", raw)
		}
	}
	if raw := get("lan", "/evaluations/periods", 200); bytes.Contains(raw, []byte(`quarter`)) {
		t.Errorf("months %s", raw)
	}
}

// TestPolicies: what the page "Cách tính điểm" shows is the policy that grades the period, and no other.
func TestPolicies(t *testing.T) {
	t.Parallel()
	o := newEvalOffice(t)
	names := func(period string) (names []string) {
		var all struct{ Items []EvalPolicy }
		if status := o.call(t, "lan", http.MethodGet, "/evaluations/policies?period="+period, "", &all); status != 200 {
			t.Fatalf("%s: %d", period, status)
		}
		for _, p := range all.Items {
			names = append(names, p.Name)
			var sum grading.Decimal
			for _, g := range p.Groups {
				d, err := grading.ParseDecimal(g.Max)
				if err != nil {
					t.Fatal(err)
				}
				sum = sum.Add(d)
			}
			if sum.String() != p.GeneralMax || len(p.Bands) != 4 || p.Bands[0].From != "90" || p.Cap == nil || p.Cap.Share != "0.2" ||
				p.Year == nil || p.Year.Quarter != grading.QuarterSums || len(p.Settings) == 0 || p.Deduction != "0.25" {
				t.Errorf("%s: %+v", p.Name, p)
			}
		}
		return names
	}
	for period, want := range map[string][]string{
		"2025-12": nil,
		"2026-06": {"nd335-2025@2"},
		"2026-10": {"nd335-2025@2", "nd233-2026@1"},
		"2026-Q2": {"nd335-2025@2"},
		"2026":    {"nd335-2025@2", "nd233-2026@1"},
	} {
		if got := names(period); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", period, got, want)
		}
	}
	for _, period := range []string{"2026-13", "2026-Q5", "x"} {
		var p Problem
		if status := o.call(t, "lan", http.MethodGet, "/evaluations/policies?period="+period, "", &p); status != 422 || len(p.Fields) != 1 || p.Fields[0].Path != "period" {
			t.Errorf("%q: %d %+v", period, status, p)
		}
	}
}
