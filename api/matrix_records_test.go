package main

import (
	"congvu/internal/batch"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/attachment"
	"congvu/internal/document"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/override"
	"congvu/internal/petition"
	"congvu/internal/recurring"
	"congvu/internal/session"
	"congvu/internal/task"
)

// request prepares the record of a cell and says how it is asked for.
type request = func(c cell) (path, body string)

// plain asks for something that names no record.
func plain(path, body string) request { return func(cell) (string, string) { return path, body } }

// bare asks for something of the office.
func bare(do try) request { return func(c cell) (string, string) { return do(c.T, c.o, c.who) } }

// versioned is a body with a version and more; " " is the version alone.
func versioned(version int64, more string) string {
	return fmt.Sprintf(`{"version":%d%s}`, version, strings.TrimSpace(more))
}

// listed reads a list: whoever does not find the person's record in it does not see it.
func listed(c cell, status int, raw string) int {
	if strings.Contains(raw, c.id()) {
		return status
	}
	return 404
}

// listedUnit is listed for a list of units.
func listedUnit(c cell, status int, raw string) int {
	if strings.Contains(raw, c.unit()) {
		return status
	}
	return 404
}

// filled is listed for a list that asks for the one record.
func filled(_ cell, status int, raw string) int {
	if strings.Contains(raw, `"items":[{`) {
		return status
	}
	return 404
}

// must ends the test on an error.
func must[V any](c cell, v V, err error) V {
	c.Helper()
	if err != nil {
		c.Fatalf("%s of %s: %v", c.of.at, c.of.name, err)
	}
	return v
}

// act is the person, and chief the direct superior, as they may act now.
func (c cell) act() access.Actor   { return c.o.actor(c.T, c.of.name) }
func (c cell) chief() access.Actor { return c.o.actor(c.T, c.of.boss()) }
func (c cell) hr() access.Actor    { return c.o.actor(c.T, "nhansu") }

// People.

// ownContact is an address that is none, for whoever asks, on top of their present record: nobody's is changed.
func ownContact(c cell) (string, string) {
	version := int64(1)
	if id, ok := c.o.person[c.who]; ok {
		p, err := c.o.Identity.Person(c.Context(), c.o.agency, id)
		version = must(c, p, err).Version
	}
	return "/me/contact", versioned(version, `,"email":"x","phone":""`)
}

// sessionOf is one more session of the person, so that the one of the matrix goes on.
func sessionOf(c cell) (string, string) {
	before, err := c.o.Sessions.Mine(c.Context(), c.act())
	if !c.of.self {
		return "/me/sessions/" + must(c, before, err)[0].ID, ""
	}
	if err == nil {
		_, err = c.o.Sessions.SignIn(c.Context(), session.Credentials{Login: c.of.name, Password: officePassword})
	}
	must(c, before, err)
	after, err := c.o.Sessions.Mine(c.Context(), c.act())
	for _, one := range must(c, after, err) {
		if !slices.ContainsFunc(before, func(x session.Session) bool { return x.ID == one.ID }) {
			return "/me/sessions/" + one.ID, ""
		}
	}
	c.Fatal("no new session")
	return "", ""
}

func ofPerson(path string) request {
	return func(c cell) (string, string) { return path + c.of.name, "" }
}

func ofID(path, more string) request {
	return func(c cell) (string, string) { return path + c.id() + more, "" }
}

func personAt(path, body string) request {
	return func(c cell) (string, string) { return "/people/" + c.id() + path, body }
}

func addPerson(c cell) (string, string) {
	return "/people", fmt.Sprintf(`{"staffNo":%q,"name":"Lê Thị Hoa","subjectClass":"cong_chuc","unit":%q,"role":"officer","title":"Chuyên viên"}`,
		mongodb.NewID()[8:], c.unit())
}

// colleague adds somebody to the person's unit.
func (c cell) colleague(role access.Role) identity.Person {
	no := mongodb.NewID()[8:]
	p, err := c.o.Identity.Add(c.Context(), access.System(c.o.agency),
		identity.Person{StaffNo: no, Name: "Lê Thị Hoa", Email: no + "@example.vn", SubjectClass: identity.CivilServant}, c.o.post(c.of.unit, role))
	return must(c, p, err)
}

// newColleague asks for something of somebody new in the person's unit: who is changed has to sign in anew.
func newColleague(ask func(c cell, p identity.Person) (string, string)) request {
	return func(c cell) (string, string) { return ask(c, c.colleague(access.Officer)) }
}

func editOf(_ cell, p identity.Person) (string, string) {
	return "/people/" + p.ID, fmt.Sprintf(`{"version":%d,"staffNo":%q,"name":"Lê Thị Hồng","subjectClass":"cong_chuc"}`, p.Version, p.StaffNo)
}

func decisionOn(c cell, p identity.Person) (string, string) {
	return "/people/" + p.ID + "/decisions",
		fmt.Sprintf(`{"version":%d,"kind":"concurrent","unit":%q,"role":"clerk","title":"Văn thư","from":"2026-10-30"}`, p.Version, c.unit())
}

// newAccount is newColleague with an account.
func newAccount(role access.Role, ask func(p identity.Person) (string, string)) request {
	return func(c cell) (string, string) {
		p := c.colleague(role)
		return ask(must(c, p, c.o.Sessions.OpenAccount(c.Context(), access.System(c.o.agency), p.ID, c.o.hash)))
	}
}

func codeFor(p identity.Person) (string, string) {
	return "/accounts/codes", fmt.Sprintf(`{"people":[%q]}`, p.ID)
}
func mailTo(p identity.Person) (string, string) {
	return "/accounts/mail", fmt.Sprintf(`{"people":[%q]}`, p.ID)
}
func stateOf(p identity.Person) (string, string) {
	return "/accounts/" + p.ID + "/state", `{"version":1,"state":"disabled"}`
}
func factorOf(p identity.Person) (string, string) {
	return "/accounts/" + p.ID + "/second-factor/reset", `{"password":"` + officePassword + `","reason":"Mất điện thoại, đã gặp tại trụ sở"}`
}

// factorBegun confirms an app that was begun, with a code that it does not show.
func factorBegun(c cell) (string, string) {
	c.o.call(c.T, c.who, "POST", "/me/second-factor", again)
	return "/me/second-factor/confirm", `{"factor":"xxxxxx"}`
}
func signOutOf(p identity.Person) (string, string) { return "/accounts/" + p.ID + "/sessions", "" }

// receiver is somebody of the unit who can take over what the person has.
func (c cell) receiver() string { return c.colleague(access.Officer).ID }

func beginHandover(c cell) (string, string) {
	made := c.task(task.InProgress)
	return "/people/" + c.id() + "/handovers",
		fmt.Sprintf(`{"items":[{"task":%q,"version":%d,"part":"lead","to":%q}]}`, made.ID, made.Version, c.receiver())
}

// by is who arranges a hand-over: hr, and of hr's own work the superior.
func (c cell) by() access.Actor {
	if c.of.name == "nhansu" {
		return c.chief()
	}
	return c.hr()
}

func doneHandover(verb string) request {
	return func(c cell) (string, string) {
		h := c.o.handOverOf(c.T, c.by(), c.id(), c.receiver(), c.task(task.InProgress))
		c.o.work(c.T, h.ID, "done")
		return "/handovers/" + h.ID + verb, ""
	}
}

func beginBatch(c cell) (string, string) {
	made := c.task(task.InProgress)
	return "/batches", fmt.Sprintf(`{"act":"nudge","items":[{"task":%q,"version":%d}]}`, made.ID, made.Version)
}

// batchOf is a nudge that the person asked for, which nobody can undo.
func batchOf(verb string) request {
	return func(c cell) (string, string) {
		made := c.task(task.InProgress)
		b, err := c.o.Batches.Begin(c.Context(), c.act(), task.Doing{Act: task.ActNudge}, []batch.Item{{Task: made.ID, Version: made.Version}}, "")
		if err != nil {
			c.Fatal(err)
		}
		return "/batches/" + b.ID + verb, ""
	}
}

// Units.

func unitList(c cell) (string, string) {
	return "/org/units?q=" + c.of.unit, ""
}

func unitAt(path string) request {
	return func(c cell) (string, string) { return "/org/units/" + c.unit() + path, "" }
}

func unitPath(path string) request {
	return func(c cell) (string, string) { return path + c.unit(), "" }
}

func rename(verb string) request {
	return func(c cell) (string, string) {
		document := `"docNumber":"12/QĐ-UBND","docDate":"2026-10-01"`
		if verb != "" { // asked before there is one
			document = `"docNumber":"","docDate":""`
		}
		return "/org/changes" + verb, fmt.Sprintf(`{"change":"rename","unit":%q,"details":{"code":%q,"name":"Tên mới","shortName":"Tên mới","kind":"division","body":false},"on":"2026-12-01",%s}`,
			c.unit(), mongodb.NewID(), document)
	}
}

// plannedRename plans a new name of the person's unit.
func plannedRename(ask func(c cell, id string) (string, string)) request {
	return func(c cell) (string, string) {
		change, err := c.o.OrgChanges.Plan(c.Context(), c.o.actor(c.T, "quantri"), org.Change{
			Kind: org.Rename, Unit: c.unit(), Code: c.of.unit + mongodb.NewID()[20:], Name: "Tên mới", ShortName: "Tên mới", UnitKind: org.Division,
			On: "2026-12-01", DocNumber: "12/QĐ-UBND", DocDate: "2026-10-01",
		}, "")
		return ask(c, must(c, change, err).ID)
	}
}

// Documents and the system log.

func documentOf(path string) request {
	return func(c cell) (string, string) {
		d, err := c.o.Documents.Create(c.Context(), access.System(c.o.agency), document.Input{
			Number: mongodb.NewID()[20:] + "/UBND-NC", Date: "2026-10-22", Issuer: "UBND tỉnh", Abstract: "Đổi mới phương thức làm việc", Urgency: "khan",
			Units: []string{c.unit()}, Again: true,
		})
		must(c, d, err)
		if strings.HasSuffix(path, "=") {
			return path + url.QueryEscape(d.Number), ""
		}
		return path + d.ID, ""
	}
}

// registerLine is a line of the register as it is sent.
const registerLine = `{"arrivedOn":"2026-10-22","number":"486/STC-NS","date":"2026-10-21","issuer":"Sở Tài chính","abstract":"Góp ý biểu phí","again":true}`

// incomingOf enters a document for the person's unit into the register of the agency.
func incomingOf(ask func(d document.Document) (string, string)) request {
	return func(c cell) (string, string) {
		clerk := access.Actor{
			ID: c.o.person["vanthu"], Agency: c.o.agency, Appointments: []access.Appointment{{Unit: c.o.unit["so"], Role: access.Clerk, Primary: true}},
		}
		d, err := c.o.Register.Enter(c.Context(), clerk, document.Entry{
			Input: document.Input{Number: mongodb.NewID()[20:] + "/UBND-NC", Date: "2026-10-21", Issuer: "UBND tỉnh", Abstract: "Rà soát thủ tục hành chính"},
			On:    "2026-10-22", To: []document.Party{{Unit: c.unit()}},
		}, "")
		return ask(must(c, d, err))
	}
}

// conclude records the conclusions of a meeting with work for the person.
func conclude(c cell) (string, string) {
	return "/conclusions", fmt.Sprintf(`{"number":%q,"date":"2026-10-21","abstract":"Kết luận giao ban","items":[%s]}`,
		mongodb.NewID()[20:]+"/TB-UBND", c.taskBody(`,"assign":true`))
}

// conclusionOf are conclusions with work of the person that the head above has given, and a scan; a path that ends in "/" ends in its file.
func conclusionOf(ask func(d document.Document) string) request {
	return func(c cell) (string, string) {
		boss := cell{T: c.T, o: c.o, who: c.who, of: subject{name: c.of.boss()}}
		id := boss.bring(true)
		d, err := c.o.Directions.Conclude(c.Context(), boss.act(), document.Conclusions{
			Input: document.Input{Number: mongodb.NewID()[20:] + "/TB-UBND", Date: "2026-10-21", Abstract: "Kết luận giao ban"}, Files: []string{id},
		}, []task.Making{{Assign: true, Input: task.Input{
			Title: "Báo cáo tuần của đơn vị", Lead: task.Lead{Unit: c.unit(), Person: c.id()}, ProductText: "1 báo cáo", PointsMilli: 5000, QtyMilli: 1000,
		}}}, "")
		path := ask(must(c, d, err))
		if strings.HasSuffix(path, "/files/") {
			path += id
		}
		return path, ""
	}
}

// scannedFor is a file of the clerk to be attached to such a document, or one that is.
func scannedFor(attached bool) request {
	return func(c cell) (string, string) {
		vanthu := cell{T: c.T, o: c.o, who: c.who, of: subject{name: "vanthu"}}
		path := ""
		incomingOf(func(d document.Document) (string, string) { path = "/incoming/" + d.ID + "/files"; return "", "" })(c)
		id := vanthu.bring(true)
		if !attached {
			return path, fmt.Sprintf(`{"files":[{"id":%q}]}`, id)
		}
		all, err := c.o.Attachments.AttachToDocument(c.Context(), vanthu.act(), strings.Split(path, "/")[2], []attachment.Item{{File: id}})
		must(c, all, err)
		return path + "/" + id, ""
	}
}

// messageOf is a message that the clerk has brought, its file theirs alone.
func messageOf(c cell) (string, string) {
	vanthu := cell{T: c.T, o: c.o, who: c.who, of: subject{name: "vanthu"}}
	kept, err := c.o.Files.Keep(c.Context(), vanthu.act(), "vb.edxml", []byte(edxmlText), "message")
	return "/incoming/messages", fmt.Sprintf(`{"file":%q}`, must(c, kept, err).ID)
}

func logOf(c cell) (string, string) { return "/system-log?limit=100&object=" + c.id(), "" }

// Tasks.

// input is a task that the person leads.
func (c cell) input() task.Input {
	in := c.o.input()
	in.Lead = task.Lead{Unit: c.unit(), Person: c.id()}
	return in
}

// task makes a task that the direct superior gave the person, and walks it to a state.
func (c cell) task(state task.State) task.Task {
	c.Helper()
	head, lead := c.chief(), c.act()
	made, err := c.o.Tasks.Create(c.Context(), head, c.input(), state != task.Draft, "")
	if err == nil && (state == task.InProgress || state == task.Submitted || state == task.Paused || state == task.Completed) {
		made, err = c.o.Tasks.Accept(c.Context(), lead, made.ID, made.Version, "")
	}
	if err == nil && (state == task.Submitted || state == task.Completed) {
		made, err = c.o.Tasks.Submit(c.Context(), lead, made.ID, made.Version, "Đã xong", 1000)
	}
	if err == nil && state == task.Completed {
		made, err = c.o.Tasks.Approve(c.Context(), head, made.ID, made.Version, task.Met, 1000, task.Faulty{}, "")
	}
	if err == nil && state == task.Paused {
		made, err = c.o.Tasks.Pause(c.Context(), head, made.ID, made.Version, laterDay, "Chờ hướng dẫn của cấp trên")
	}
	if err == nil && state == task.Recalled {
		made, err = c.o.Tasks.Recall(c.Context(), head, made.ID, made.Version, "Chuyển cho người khác làm")
	}
	return must(c, made, err)
}

func taskOf(state task.State, verb, more string) request {
	return func(c cell) (string, string) {
		made := c.task(state)
		if more == "" {
			return "/tasks/" + made.ID + verb, ""
		}
		return "/tasks/" + made.ID + verb, versioned(made.Version, more)
	}
}

// faulty is work that was sent back with a major content error, and what a claim of an objective cause says of it.
func (c cell) faulty() (task.Task, string) {
	c.Helper()
	made := c.task(task.Submitted)
	made, err := c.o.Tasks.Return(c.Context(), c.chief(), made.ID, made.Version, "Sai số liệu của ba huyện", true, task.Faulty{})
	made = must(c, made, err)
	return made, made.Excusable(made.UpdatedAt)[0].Key()
}

func faultyTask(c cell) (string, string) {
	made, key := c.faulty()
	return "/tasks/" + made.ID + "/causes", versioned(made.Version, because+fmt.Sprintf(`,"event":%q`, key))
}

// claimedTask answers such a claim.
func claimedTask(c cell) (string, string) {
	made, key := c.faulty()
	made, err := c.o.Tasks.AskCause(c.Context(), c.act(), made.ID, made.Version, key, "Số liệu nguồn của huyện bị sai", "15/BC-UBND")
	made = must(c, made, err)
	return "/tasks/" + made.ID + "/causes/answer", versioned(made.Version, `,"confirmed":true,"document":"20/TB-UBND"`)
}

func taskListed(c cell) (string, string) {
	return "/tasks?tab=all&q=" + c.task(task.Assigned).Code, ""
}

func (c cell) taskBody(assign string) string {
	return fmt.Sprintf(`{"title":"Tổng hợp số liệu tháng","lead":{"unit":%q,"person":%q},"product":{"text":"Báo cáo","points":30},`+
		`"quantity":1,"due":{"kind":"working","n":3},"urgency":"thuong"%s}`, c.unit(), c.id(), assign)
}

func createTask(c cell) (string, string) { return "/tasks", c.taskBody(`,"assign":true`) }

func createTasks(c cell) (string, string) {
	return "/tasks/batch", `{"items":[` + c.taskBody(`,"assign":true`) + `]}`
}

func proposeTask(c cell) (string, string) { return "/tasks", c.taskBody(`,"assign":false`) }

func makeRecurring(c cell) (string, string) {
	return "/tasks/recurring", `{"words":"thứ Hai hằng tuần","task":` + c.taskBody("") + `}`
}

// recurringOf pauses recurring work for the person, which the head of their unit gives.
func recurringOf(c cell) (string, string) {
	who := c.o.actor(c.T, heads[c.of.unit])
	v, err := c.o.Recurring.Make(c.Context(), who, recurring.Input{Words: "thứ Hai hằng tuần", Task: task.Input{
		Title: "Báo cáo tuần của đơn vị", Lead: task.Lead{Unit: c.unit()}, ProductText: "1 báo cáo", PointsMilli: 5000, QtyMilli: 1000,
	}}, "")
	v = must(c, v, err)
	return "/tasks/recurring/" + v.ID + "/pause", versioned(v.Version, "")
}

// reworkedTask sends finished parts of work back that has come back itself.
func reworkedTask(c cell) (string, string) {
	made, _ := c.faulty()
	return "/tasks/" + made.ID + "/children/rework", versioned(made.Version, because+`,"tasks":["01HZZZZZZZZZZZZZZZZZZZZZZZ"]`)
}

// splitTask hands a part of work of the person on; who leads it is said later.
func splitTask(c cell) (string, string) {
	return "/tasks/" + c.task(task.InProgress).ID + "/children", `{"title":"Tổng hợp số liệu của một huyện","assign":false}`
}

func editedTask(c cell) (string, string) {
	made := c.task(task.Draft)
	return "/tasks/" + made.ID, fmt.Sprintf(`{"version":%d,`, made.Version) + c.taskBody("")[1:]
}

// waitingOf prepares a day of the person that waits for its confirmation, and asks for what waits.
func waitingOf(c cell) (string, string) {
	c.day()
	return "/waiting", ""
}

// awaited reports whether a day of the person waits for whoever asked.
func awaited(c cell, status int, raw string) int {
	var all v1.Waiting
	if err := json.Unmarshal([]byte(raw), &all); err != nil {
		c.Fatal(err)
	}
	for _, d := range all.Diaries {
		if d.Person.ID == c.id() {
			return status
		}
	}
	return 403
}

// Diaries.

// day returns a day of the person that waits for its confirmation, and its version. Days that were confirmed are used up.
func (c cell) day() (date string, version int64) {
	c.Helper()
	for _, date := range []string{"2026-10-28", "2026-10-27", "2026-10-26", "2026-10-23"} {
		_, raw := c.o.call(c.T, c.of.name, "GET", "/diary/days/"+date, "")
		day := read[v1.DiaryDay](c.T, raw)
		if day.State == "confirmed" {
			continue
		}
		if day.State != "submitted" {
			day.Version = c.o.writeDay(c.T, c.of.name, date)
			_, raw = c.o.call(c.T, c.of.name, "POST", "/diary/days/"+date+"/submit", versioned(day.Version, ""))
			day = read[v1.DiaryDay](c.T, raw)
		}
		return date, day.Version
	}
	c.Fatalf("no day of %s is left to submit", c.of.name)
	return "", 0
}

func diaryDay(verb, more string) request {
	return func(c cell) (string, string) {
		date, version := c.day()
		path := "/diary/people/" + c.id() + "/days/" + date + verb
		if verb == "" {
			return path, ""
		}
		return path, versioned(version, more)
	}
}

func diaryPeriod(c cell) (string, string) {
	c.day()
	return "/diary/people/" + c.id() + "/days?from=2026-10-19&to=2026-11-01", ""
}

func diaryConfirmations(c cell) (string, string) {
	date, version := c.day()
	return "/diary/confirmations", fmt.Sprintf(`{"items":[{"person":%q,"date":%q,"version":%d}]}`, c.id(), date, version)
}

// confirmed reports what became of the one row of a batch.
func confirmed(c cell, status int, raw string) int {
	var all struct{ Items []v1.DiaryConfirmationResult }
	if err := json.Unmarshal([]byte(raw), &all); err != nil {
		c.Fatal(err)
	}
	if all.Items[0].OK {
		return status
	}
	return 403
}

// Evaluation.

func unitScore(c cell) (string, string) {
	return "/evaluations/units/" + c.unit() + "?period=2026-10", ""
}

// outlookOf supposes that the rest of the person's month is done in time.
func outlookOf(c cell) (string, string) {
	return "/evaluations/people/" + c.id() + "/2026-10/outlook", `{"rest":true}`
}

func unitOutlook(c cell) (string, string) {
	return "/evaluations/units/" + c.unit() + "/2026-10/outlook", `{"rest":true}`
}

// unitSteps asks how far the evaluation of a month is in a unit.
func unitSteps(c cell) (string, string) {
	return "/evaluations/units/" + c.unit() + "/steps?period=2026-10", ""
}

// petitionOf stores a petition of the person that waits for the answer of the chair, of the director where that is the chair.
func petitionOf(c cell) petition.Petition {
	c.Helper()
	by := "chutich"
	if c.of.name == by {
		by = "giamdoc"
	}
	p := petition.Petition{
		ID: mongodb.NewID(), Agency: c.o.agency, Person: c.id(), Period: grading.Period(mongodb.NewID()), Grade: grading.Good, Number: "1/QĐ", Reason: "Điểm tiến độ chưa đúng",
		At: time.Date(2026, 10, 29, 2, 0, 0, 0, time.UTC), Due: "2026-11-12", Reviewer: c.o.person[by], Barred: []string{c.id()}, State: petition.Waiting, Version: 1,
	}
	if _, err := c.o.db.Collection("petitions").InsertOne(c.Context(), p); err != nil {
		c.Fatal(err)
	}
	return p
}

// petitionAssigned names the head of another department.
func petitionAssigned(c cell) (string, string) {
	return "/evaluations/petitions/" + petitionOf(c).ID + "/reviewer", versioned(1, fmt.Sprintf(`,"reviewer":%q`, c.o.person["giamdoc2"]))
}

// petitionAnswered upholds the grade.
func petitionAnswered(c cell) (string, string) {
	return "/evaluations/petitions/" + petitionOf(c).ID + "/answer", versioned(1, `,"answerText":"Giữ nguyên vì điểm tính đúng"`)
}

// unitGrades asks for the published grades of the person's unit.
func unitGrades(c cell) (string, string) {
	return "/evaluations/units/" + c.unit() + "/grades?period=2026-Q2", ""
}

// unitPaper asks for a paper of a unit.
func unitPaper(kind string) request {
	return func(c cell) (string, string) {
		return "/evaluations/units/" + c.unit() + "/" + kind + "?period=2026-10", ""
	}
}

func generalPoints(c cell) (string, string) {
	_, raw := c.o.call(c.T, c.of.name, "GET", "/evaluations/me?period=2026-10", "")
	return "/evaluations/people/" + c.id() + "/2026-10/general", versioned(read[v1.Score](c.T, raw).Version,
		`,"groups":[{"key":"a","points":10},{"key":"b","points":9.5,"remark":"Trả lời dân còn chậm một lần"},{"key":"c","points":10}]`)
}

// selfScored assesses oneself for a month of which nobody has given points.
func selfScored(c cell) (string, string) {
	_, raw := c.o.call(c.T, c.of.name, "GET", "/evaluations/me?period=2026-06", "")
	sc, version, lead := read[v1.Score](c.T, raw), int64(0), ""
	if sc.Self != nil {
		version = sc.Self.Version
	}
	if sc.Leader {
		lead = `,"leadership":{"dd":100,"e":100}`
	}
	return "/evaluations/me/2026-06/self", versioned(version, `,"groups":[{"key":"a","points":10},{"key":"b","points":10},{"key":"c","points":9,"remark":"Chưa có sáng kiến"}],"strengths":"Hoàn thành đúng hạn"`+lead)
}

// overrideOf records a concluded fact against a quarter that runs, of which no sheet is stored.
func overrideOf(c cell) (string, string) {
	return "/evaluations/people/" + c.id() + "/2026-Q4/overrides", fmt.Sprintf(`{"overrideKind":"degradation","document":%q,"date":"2026-10-01"}`, mongodb.NewID())
}

// ratingOf is the board of the person's unit for the year.
func ratingOf(c cell) (string, string) {
	return "/evaluations/units/" + c.unit() + "/ratings/2026", ""
}

// ratingSaved records no choice on top of what was recorded before.
func ratingSaved(c cell) (string, string) {
	path, _ := ratingOf(c)
	v, err := c.o.Ratings.Rating(c.Context(), c.o.actor(c.T, "chutich"), c.unit(), "2026")
	return path, versioned(must(c, v, err).Rating.Version, `,"choices":[]`)
}

// ratingDecided asks for a decision on a year of which it is too early, or on a board that has changed.
func ratingDecided(c cell) (string, string) {
	return "/evaluations/units/" + c.unit() + "/ratings/2026/decision", `{"version":0,"seen":"cu","number":"1/QĐ","documentOn":"2026-10-01"}`
}

// overrideWithdrawn takes back what another authority recorded.
func overrideWithdrawn(c cell) (string, string) {
	by := "nhansu"
	if c.of.name == by {
		by = "chutich"
	}
	r, err := c.o.Overrides.Record(c.Context(), c.o.actor(c.T, by), override.Request{
		Person: c.id(), Period: "2026-Q4", Kind: "degradation", Document: mongodb.NewID(), Date: "2026-10-01",
	})
	if err != nil {
		c.Fatal(err)
	}
	return "/evaluations/overrides/" + r.ID + "/withdraw", versioned(r.Version, `,"reason":"Ghi nhầm người hoặc nhầm kỳ"`)
}

// monthlySet says that the report of the person's unit goes to nobody, on top of what was said before.
func monthlySet(c cell) (string, string) {
	v, err := c.o.Monthly.Get(c.Context(), c.o.actor(c.T, "chutich"), c.unit())
	return "/follow/monthly/" + c.unit(), fmt.Sprintf(`{"version":%d,"day":5,"receivers":[]}`, must(c, v, err).Version)
}
