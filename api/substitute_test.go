package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/substitute"
	"congvu/internal/task"
	"congvu/internal/tasklist"
	"congvu/pkg/vncal"
)

// officeNow is when the office's clock stands.
var officeNow = time.Date(2026, 10, 29, 15, 0, 0, 0, vncal.Zone())

// standIn has sub stand in for person, by that person, for the two hours from now.
func (o *office) standIn(t *testing.T, person, sub string) v1.Substitute {
	t.Helper()
	status, raw := o.call(t, person, "POST", "/people/"+o.person[person]+"/substitutes", o.standInBody(sub, officeNow, officeNow.Add(2*time.Hour)))
	if status != 201 {
		t.Fatalf("%s for %s: %d %s", sub, person, status, raw)
	}
	return read[v1.Substitute](t, raw)
}

func (o *office) standInBody(sub string, from, to time.Time) string {
	return fmt.Sprintf(`{"substitute":%q,"from":%q,"to":%q}`, o.person[sub], from.Format(time.RFC3339), to.Format(time.RFC3339))
}

// waitingOf returns what waits for somebody.
func (o *office) waitingOf(t *testing.T, who string) v1.Waiting {
	t.Helper()
	status, raw := o.call(t, who, "GET", "/waiting", "")
	if status != 200 {
		t.Fatalf("waiting of %s: %d %s", who, status, raw)
	}
	return read[v1.Waiting](t, raw)
}

// TestStandsIn: what waits for a head waits for who stands in too, who sees that and nothing else, and answers it; the
// history, the messages and the diary's own record say in whose place.
func TestStandsIn(t *testing.T) {
	o := newOffice(t)
	done, begun, drafted := o.taskIn(t, task.Submitted), o.taskIn(t, task.InProgress), o.taskIn(t, task.Draft)
	date, version := o.submittedDay(t)
	registration := cell{T: t, o: o, of: subject{name: "lan", unit: "phong1"}}.registration(sent)
	if w := o.waitingOf(t, "minh"); len(w.Tasks)+len(w.Diaries)+len(w.Places) != 0 {
		t.Fatalf("minh before: %+v", w)
	}
	o.standIn(t, "truongphong", "minh")

	w := o.waitingOf(t, "minh")
	if len(w.Tasks) != 1 || w.Tasks[0].ID != done.ID || w.Tasks[0].Instead == nil || w.Tasks[0].Instead.Name != "truongphong" {
		t.Errorf("tasks that wait for minh: %+v", w.Tasks)
	}
	if len(w.Diaries) != 1 || w.Diaries[0].Date != date || w.Diaries[0].Instead == nil || !slices.Contains(w.Diaries[0].Acts, "confirm") {
		t.Errorf("days that wait for minh: %+v", w.Diaries)
	}
	if len(w.Places) != 1 || w.Places[0].ID != registration.ID || w.Places[0].Instead == nil {
		t.Errorf("registrations that wait for minh: %+v", w.Places)
	}
	if _, raw := o.call(t, "minh", "GET", "/waiting/count", ""); !strings.Contains(string(raw), `"n":3`) {
		t.Errorf("count for minh: %s", raw)
	}
	if both := o.waitingOf(t, "truongphong"); len(both.Tasks) != 1 || len(both.Diaries) != 1 || len(both.Places) != 1 || both.Tasks[0].Instead != nil {
		t.Errorf("it waits for the head no longer: %+v", both)
	}

	lan := o.person["lan"]
	for path, want := range map[string]int{
		"/tasks/" + done.ID: 200, "/tasks/" + done.ID + "/history": 200, "/tasks/" + begun.ID: 404, "/tasks/" + drafted.ID: 404,
		"/diary/people/" + lan + "/days/" + date: 200, "/diary/people/" + lan + "/days/2026-10-20": 404, "/diary/team?unit=" + o.unit["phong1"] + "&date=" + date: 403,
		"/workplace/registrations/" + registration.ID: 200, "/people/" + lan: 404, "/evaluations/people/" + lan + "?period=2026-10": 404,
		"/evaluations/units/" + o.unit["phong1"] + "?period=2026-10": 403,
	} {
		if status, raw := o.call(t, "minh", "GET", path, ""); status != want {
			t.Errorf("minh reads %s: %d, want %d: %.200s", path, status, want, raw)
		}
	}
	_, raw := o.call(t, "minh", "GET", "/tasks/"+done.ID, "")
	if shape := read[v1.Task](t, raw); !slices.Equal(shape.Acts, []string{"approve", "return"}) || shape.Instead == nil {
		t.Errorf("acts of minh: %v", shape.Acts)
	}
	for path, body := range map[string]string{
		"/tasks/" + done.ID + "/recall": fmt.Sprintf(`{"version":%d%s}`, done.Version, because),
		"/tasks/" + done.ID + "/cancel": fmt.Sprintf(`{"version":%d%s}`, done.Version, because),
	} {
		if status, raw := o.call(t, "minh", "POST", path, body); status != 403 {
			t.Errorf("minh %s: %d %s", path, status, raw)
		}
	}

	for path, body := range map[string]string{
		"/tasks/" + done.ID + "/approve":                           fmt.Sprintf(`{"version":%d,"verdict":"met","quantity":1}`, done.Version),
		"/diary/people/" + lan + "/days/" + date + "/confirm":      fmt.Sprintf(`{"version":%d}`, version),
		"/workplace/registrations/" + registration.ID + "/approve": fmt.Sprintf(`{"version":%d}`, registration.Version),
	} {
		if status, raw := o.call(t, "minh", "POST", path, body); status != 200 {
			t.Fatalf("minh %s: %d %s", path, status, raw)
		}
	}
	for path, action := range map[string]string{"/tasks/" + done.ID + "/history": "task.approved", "/workplace/registrations/" + registration.ID + "/history": "workplace.approved"} {
		_, raw := o.call(t, "lan", "GET", path, "")
		items := read[struct{ Items []v1.HistoryEntry }](t, raw).Items
		i := slices.IndexFunc(items, func(e v1.HistoryEntry) bool { return e.Action == action })
		if i < 0 || items[i].By.Name != "minh" || items[i].For != "truongphong" {
			t.Errorf("history of %s: %s", path, raw)
		}
	}
	_, raw = o.call(t, "lan", "GET", "/inbox", "")
	told := map[string]string{}
	for _, m := range read[struct{ Items []v1.InboxItem }](t, raw).Items {
		if m.By != nil {
			told[m.Kind] = m.By.Name + " for " + m.For
		}
	}
	for _, kind := range []string{"task.approved", "diary.confirmed", "workplace.approved"} {
		if told[kind] != "minh for truongphong" {
			t.Errorf("lan is told of %s: %q", kind, told[kind])
		}
	}
	if w := o.waitingOf(t, "truongphong"); len(w.Tasks)+len(w.Diaries)+len(w.Places) != 0 {
		t.Errorf("what was answered still waits for the head: %+v", w)
	}
	if status, _ := o.call(t, "minh", "GET", "/tasks/"+done.ID, ""); status != 404 {
		t.Errorf("what waits no longer stays open to minh: %d", status)
	}
}

// TestStandInMessages: both hear of the time itself, who stands in also of what comes to wait while it runs, and nothing that
// was said before is lost.
func TestStandInMessages(t *testing.T) {
	o := newOffice(t)
	o.standIn(t, "truongphong", "minh")
	made := o.taskIn(t, task.Submitted)
	inbox := func(who string) map[string]v1.InboxItem {
		_, raw := o.call(t, who, "GET", "/inbox", "")
		found := map[string]v1.InboxItem{}
		for _, m := range read[struct{ Items []v1.InboxItem }](t, raw).Items {
			found[m.Kind] = m
		}
		return found
	}
	minh := inbox("minh")
	if m := minh["substitute.named"]; m.Params["person"] != "truongphong" || m.Params["to"] != "17:00 ngày 29/10/2026" {
		t.Errorf("minh is told of the time: %+v", m)
	}
	if m := minh["task.submitted"]; m.Why != "substitute" || m.For != "truongphong" || m.Object.ID != made.ID {
		t.Errorf("minh is told of the submission: %+v", minh)
	}
	if m := inbox("truongphong")["task.submitted"]; m.Why != "approver" || m.ReadAt != nil {
		t.Errorf("the head is told of the submission: %+v", m)
	}
	if _, err := o.Tasks.Approve(t.Context(), o.actor(t, "truongphong"), made.ID, made.Version, task.Met, 1000, task.Faulty{}, ""); err != nil {
		t.Fatal(err)
	}
	if m := inbox("minh")["task.submitted"]; m.ReadAt == nil {
		t.Errorf("what the head has done still asks minh: %+v", m)
	}
}

// TestStandInEnds: to the minute, by the clock and not by a cache, in front of both ends; and at once when it is ended.
func TestStandInEnds(t *testing.T) {
	o := newOffice(t)
	made := o.taskIn(t, task.Submitted)
	from, to := officeNow.Add(time.Hour), officeNow.Add(3*time.Hour)
	status, raw := o.call(t, "truongphong", "POST", "/people/"+o.person["truongphong"]+"/substitutes", o.standInBody("minh", from, to))
	named := read[v1.Substitute](t, raw)
	if status != 201 || named.State != substitute.Coming || !named.End {
		t.Fatalf("named: %d %s", status, raw)
	}
	clk := &movable{at: from.Add(-time.Millisecond)}
	services, err := wiring.WireAged(o.db, clk, clock.Fixed(officeNow), slog.New(slog.DiscardHandler)) // its caches never grow old
	if err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct {
		at   time.Time
		want bool
	}{{from.Add(-time.Millisecond), false}, {from, true}, {to.Add(-time.Millisecond), true}, {to, false}} {
		clk.at = tc.at
		a, err := services.Identity.Actor(t.Context(), o.person["minh"])
		if err != nil {
			t.Fatal(err)
		}
		rows, _, err := services.TaskLists.List(t.Context(), a, tasklist.Query{Tab: tasklist.TabWaiting, Limit: 10})
		if err != nil || (len(rows) == 1) != tc.want {
			t.Errorf("at %v: %d rows wait, %v", tc.at, len(rows), err)
		}
		if _, err := services.Tasks.Get(t.Context(), a, made.ID); (err == nil) != tc.want {
			t.Errorf("at %v: the task is seen: %v", tc.at, err)
		}
		if heard := slices.Contains(a.Tokens().All, access.Waiting(o.person["truongphong"])); heard != tc.want {
			t.Errorf("at %v: events are heard: %t", tc.at, heard)
		}
	}

	clk.at = from
	if err := services.Substitutes.Turn(t.Context(), o.agency, holding); err != nil {
		t.Fatal(err)
	}
	if _, raw := o.call(t, "minh", "GET", "/inbox", ""); strings.Count(string(raw), `"substitute.began"`) != 2 { // kind and rule
		t.Errorf("minh is told that it began: %s", raw)
	}
	if err := services.Substitutes.Turn(t.Context(), o.agency, holding); err != nil {
		t.Fatal(err)
	}
	if _, raw := o.call(t, "minh", "GET", "/inbox", ""); strings.Count(string(raw), `"substitute.began"`) != 2 {
		t.Errorf("minh is told once more: %s", raw)
	}
	a, err := services.Identity.Actor(t.Context(), o.person["minh"])
	if err != nil || len(a.For) != 1 {
		t.Fatalf("minh at the beginning: %+v, %v", a, err)
	}
	head, err := services.Identity.Actor(t.Context(), o.person["truongphong"])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := services.Substitutes.End(t.Context(), head, named.ID, named.Version); !errs.As(err).Is(errs.ErrChanged) {
		t.Errorf("a stale version: %v", err)
	}
	if _, err := services.Substitutes.End(t.Context(), head, named.ID, named.Version+1); err != nil {
		t.Fatal(err)
	}
	if a, err = services.Identity.Actor(t.Context(), o.person["minh"]); err != nil || len(a.For) != 0 {
		t.Errorf("minh after it was ended: %+v, %v", a.For, err)
	}
}

// movable is a clock that a test sets.
type movable struct{ at time.Time }

func (c *movable) Now() time.Time { return c.at }

// TestStandInOnAnotherNode: a second node, whose caches never grow old, hears when somebody begins to stand in and when that is
// ended, and gives the open screen of the substitute what waits for the absent person to hear.
func TestStandInOnAnotherNode(t *testing.T) {
	o := newOffice(t)
	other, err := wiring.WireAged(o.db, clock.Fixed(officeNow), clock.Fixed(officeNow), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Hub.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { other.Hub.Close(context.Background()) })
	stands := func() bool {
		a, err := other.Identity.Actor(t.Context(), o.person["minh"])
		if err != nil {
			t.Fatal(err)
		}
		return len(a.For) == 1
	}
	if stands() {
		t.Fatal("minh stands in for somebody already")
	}
	named := o.standIn(t, "truongphong", "minh")
	await(t, "minh stands in on the other node", stands)
	if status, raw := o.call(t, "truongphong", "POST", "/substitutes/"+named.ID+"/end", `{"version":1}`); status != 200 {
		t.Fatalf("ended: %d %s", status, raw)
	}
	await(t, "minh no longer stands in on the other node", func() bool { return !stands() })
}

// TestStandInIsTold: the events of what waits go to who stands in, and those of a sheet do not.
func TestStandInIsTold(t *testing.T) {
	o := newOffice(t)
	o.standIn(t, "truongphong", "minh")
	made := o.taskIn(t, task.Submitted)
	token := access.Waiting(o.person["truongphong"])
	if !slices.Contains(o.actor(t, "minh").Tokens().All, token) {
		t.Error("minh's sockets do not listen to what waits for the head")
	}
	type event struct {
		Type     string   `bson:"type"`
		Object   string   `bson:"object"`
		Audience []string `bson:"audience"`
	}
	cur, err := o.db.Collection("events").Find(t.Context(), map[string]any{"audience": token})
	if err != nil {
		t.Fatal(err)
	}
	var heard []event
	if err := cur.All(t.Context(), &heard); err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(heard, func(e event) bool { return e.Type == "task" && e.Object == made.ID }) {
		t.Errorf("events for who stands in: %+v", heard)
	}
	for _, e := range heard {
		if e.Type == "sheet" {
			t.Errorf("a sheet is told: %+v", e)
		}
	}
}

// TestStandInNeverGains: a row for each way in which standing in must not give more than an answer to what waits.
func TestStandInNeverGains(t *testing.T) {
	o := newOffice(t)
	o.standIn(t, "truongphong", "lan") // lan leads, and truongphong approves
	own := o.taskIn(t, task.Submitted)
	proposal, err := o.Tasks.Create(t.Context(), o.actor(t, "lan"), o.input(), false, "")
	if err != nil || !proposal.Proposal {
		t.Fatalf("proposal: %+v, %v", proposal, err)
	}
	date, version := o.submittedDay(t)
	registration := cell{T: t, o: o, of: subject{name: "lan", unit: "phong1"}}.registration(sent)
	lan := o.person["lan"]
	_, raw := o.call(t, "lan", "GET", "/evaluations/me?period=2026-10", "")
	score := read[v1.Score](t, raw).Version
	_, raw = o.call(t, "minh", "GET", "/evaluations/me?period=2026-10", "")
	minhScore := read[v1.Score](t, raw).Version
	points := `"groups":[{"key":"a","points":10},{"key":"b","points":10},{"key":"c","points":10}]}`
	for name, tc := range map[string]struct {
		path, body string
		want       []int
	}{
		"approves the own work":            {"/tasks/" + own.ID + "/approve", fmt.Sprintf(`{"version":%d,"verdict":"met","quantity":1}`, own.Version), []int{403}},
		"returns the own work":             {"/tasks/" + own.ID + "/return", fmt.Sprintf(`{"version":%d,"major":false%s}`, own.Version, because), []int{403}},
		"assigns the own proposal":         {"/tasks/" + proposal.ID + "/assign", fmt.Sprintf(`{"version":%d}`, proposal.Version), []int{403}},
		"confirms the own diary":           {"/diary/people/" + lan + "/days/" + date + "/confirm", fmt.Sprintf(`{"version":%d}`, version), []int{403}},
		"grants the own registration":      {"/workplace/registrations/" + registration.ID + "/approve", fmt.Sprintf(`{"version":%d}`, registration.Version), []int{403}},
		"gives the own general points":     {"/evaluations/people/" + lan + "/2026-10/general", fmt.Sprintf(`{"version":%d,`, score) + points, []int{403, 404}},
		"gives a colleague general points": {"/evaluations/people/" + o.person["minh"] + "/2026-10/general", fmt.Sprintf(`{"version":%d,`, minhScore) + points, []int{403, 404}},
		"closes the month":                 {"/evaluations/periods/2026-10/close", `{"version":1}`, []int{403, 404, 405}},
		"names a substitute for the head":  {"/people/" + o.person["truongphong"] + "/substitutes", o.standInBody("minh", officeNow.Add(3*time.Hour), officeNow.Add(4*time.Hour)), []int{403, 404}},
		"hands over a colleague's work":    {"/people/" + o.person["minh"] + "/handovers", `{"items":[]}`, []int{403, 404}},
	} {
		method := "POST"
		if strings.HasSuffix(tc.path, "/general") {
			method = "PUT"
		}
		if status, raw := o.call(t, "lan", method, tc.path, tc.body); !slices.Contains(tc.want, status) {
			t.Errorf("%s: %d %s", name, status, raw)
		}
	}
	if w := o.waitingOf(t, "lan"); len(w.Diaries) != 0 || len(w.Places) != 0 || len(w.Scores) != 0 ||
		slices.ContainsFunc(w.Tasks, func(r v1.TaskRow) bool { return r.ID == own.ID || r.ID == proposal.ID }) {
		t.Errorf("the own things wait for lan by standing in: %+v", w)
	}
	if status, raw := o.call(t, "lan", "POST", "/people/"+lan+"/substitutes", o.standInBody("minh", officeNow, officeNow.Add(time.Hour))); status != 409 {
		t.Errorf("a chain: %d %s", status, raw)
	}
	if status, raw := o.call(t, "truongphong", "POST", "/people/"+o.person["truongphong"]+"/substitutes", o.standInBody("minh", officeNow, officeNow.Add(time.Hour))); status != 409 {
		t.Errorf("two at a time: %d %s", status, raw)
	}
}

// TestStandInChain: even where two times were stored that make a chain, who stands in for a substitute gains nothing of the first.
func TestStandInChain(t *testing.T) {
	o := newOffice(t)
	o.taskIn(t, task.Submitted)
	o.standIn(t, "truongphong", "minh")
	if _, err := o.db.Collection("substitutes").InsertOne(t.Context(), substitute.Substitution{
		ID: "01K0000000000000000000000A", Agency: o.agency, Person: o.person["minh"], Substitute: o.person["lan"], From: officeNow, To: officeNow.Add(time.Hour), Version: 1,
	}); err != nil {
		t.Fatal(err)
	}
	o.Identity.StandInsChanged(o.person["lan"])
	if a := o.actor(t, "lan"); len(a.For) != 1 || a.For[0].ID != o.person["minh"] || len(a.For[0].For) != 0 {
		t.Errorf("lan stands in for %+v", a.For)
	}
	if w := o.waitingOf(t, "lan"); len(w.Tasks) != 0 {
		t.Errorf("lan has what waits for the head: %+v", w.Tasks)
	}
}

// TestStandInLog: the system log has who named whom, in words, and repeating the request makes no second time.
func TestStandInLog(t *testing.T) {
	o := newOffice(t)
	a := o.actor(t, "truongphong")
	ask := substitute.Request{Person: a.ID, Substitute: o.person["minh"], From: officeNow, To: officeNow.Add(time.Hour), Number: "12/QĐ-SNV", On: "2026-10-28", Key: "khoa-chong-trung"}
	one, err := o.Substitutes.Name(t.Context(), a, ask)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := o.Substitutes.Name(t.Context(), a, ask); err != nil || again.ID != one.ID {
		t.Errorf("repeated: %+v, %v", again, err)
	}
	ask.Number = "13/QĐ-SNV"
	if _, err := o.Substitutes.Name(t.Context(), a, ask); !errs.As(err).Is(errs.ErrKeyReused) {
		t.Errorf("the key with another request: %v", err)
	}
	records, _, err := o.Journal.History(t.Context(), o.agency, substitute.EventType, one.ID, "", 10)
	if err != nil || len(records) != 1 || records[0].Params["substitute"] != "minh" {
		t.Errorf("history: %+v, %v", records, err)
	}
	_, raw := o.call(t, "quantri", "GET", "/system-log?type=substitute", "")
	log := read[struct{ Items []v1.LogEntry }](t, raw).Items
	if len(log) != 1 || log[0].What != "Cử người thay khi vắng" || log[0].By.Name != "truongphong" {
		t.Errorf("system log: %s", raw)
	}
}
