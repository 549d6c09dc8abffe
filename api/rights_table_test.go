package main

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/savedfilter"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// right is one row of the table: a request, and what it answers to each of everybody.
type right struct {
	do   try
	want [9]int // nobody, lan (the lead), minh, truongphong (the assigner), phongben, giamdoc, theodoi, nhansu, quantri
}

// rights says what each operation answers to whom. It is compared with the route table: an operation that is missing
// here, or that no longer exists, fails. 404 is what a record outside one's scope answers, 403 a visible one that one
// may not touch.
var rights = map[string]right{
	"session-start":       {wrongPassword, [9]int{401, 401, 401, 401, 401, 401, 401, 401, 401}},
	"session-refresh":     {at("/session/refresh"), [9]int{422, 422, 422, 422, 422, 422, 422, 422, 422}},
	"session-end":         {at("/session"), [9]int{422, 422, 422, 422, 422, 422, 422, 422, 422}},
	"about":               {at("/about"), [9]int{200, 200, 200, 200, 200, 200, 200, 200, 200}},
	"setup-open":          {send("/setup/link", `{"secret":"x"}`), [9]int{403, 403, 403, 403, 403, 403, 403, 403, 403}},
	"setup-found":         {send("/setup", `{"secret":"x","agency":{"name":"X","code":"X","kind":"province"},"admin":{"name":"X","staffNo":"X","password":"X"}}`), [9]int{403, 403, 403, 403, 403, 403, 403, 403, 403}},
	"setup-missing":       {at("/setup/missing"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 200}},
	"session-activate":    {wrongCode, [9]int{401, 401, 401, 401, 401, 401, 401, 401, 401}},
	"me-sessions":         {at("/me/sessions"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"me-sessions-end":     {at("/me/sessions"), [9]int{401, 204, 204, 204, 204, 204, 204, 204, 204}},
	"me-session-end":      {at("/me/sessions/01M8FMNVGKPQYEVA94Y523TN35"), [9]int{401, 404, 404, 404, 404, 404, 404, 404, 404}},
	"me-password":         {send("/me/password", `{"present":"sai-mat-khau-1","next":"mưa rào tháng sáu"}`), [9]int{401, 422, 422, 422, 422, 422, 422, 422, 422}},
	"me-contact":          {send("/me/contact", `{"version":1,"email":"x","phone":""}`), [9]int{401, 422, 422, 422, 422, 422, 422, 422, 422}},
	"account-list":        {at("/accounts"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 200}},
	"account-codes":       {codesFor, [9]int{401, 403, 403, 403, 403, 403, 403, 200, 403}},
	"account-state":       {onAccount("/state", `{"version":1,"state":"disabled"}`), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 204}},
	"account-signout":     {onAccount("/sessions", ""), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 204}},
	"today":               {at("/today"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"me":                  {at("/me"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"ws-ticket":           {at("/ws-ticket"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"calendar-days":       {at("/calendar?from=2026-10-01&to=2026-10-31"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"calendar-due":        {send("/calendar/due", `{"kind":"working","n":5}`), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"calendar-year":       {at("/calendar/years/2026"), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"calendar-change":     {send("/calendar/changes", ownDayOff), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"calendar-import":     {send("/calendar/import", dayTable), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"calendar-withdraw":   {decidedDay, [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"units":               {at("/units"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"unit-list":           {at("/org/units"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"unit-get":            {func(_ *testing.T, o *office, _ string) (string, string) { return "/org/units/" + o.unit["phong1"], "" }, [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"unit-changes":        {at("/org/changes"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 200}},
	"unit-change-preview": {moveUnit("/preview"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 200}},
	"unit-change":         {moveUnit(""), [9]int{401, 403, 403, 403, 403, 403, 403, 202, 202}},
	"unit-change-get":     {plannedMove(""), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 200}},
	"unit-change-cancel":  {plannedMove("/cancel"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 200}},
	"directory":           {at("/directory?for=lead"), [9]int{401, 403, 403, 200, 200, 200, 403, 403, 403}},
	"people":              {at("/people"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"person-add":          {newPerson, [9]int{401, 403, 403, 403, 403, 403, 403, 201, 403}},
	"person-get":          {onPerson("", ""), [9]int{401, 200, 404, 200, 404, 200, 404, 200, 200}},
	"person-edit":         {editPerson, [9]int{401, 404, 404, 403, 404, 403, 404, 200, 403}},
	"person-decide":       {decide, [9]int{401, 404, 404, 403, 404, 403, 404, 200, 403}},
	"person-history":      {onPerson("/history", ""), [9]int{401, 200, 404, 200, 404, 200, 404, 200, 200}},
	"handover-open":       {onPerson("/handover", ""), [9]int{401, 200, 404, 200, 404, 200, 404, 200, 404}},
	"handover-begin":      {handOver, [9]int{401, 403, 404, 202, 404, 202, 404, 202, 404}},
	"handover-list":       {onPerson("/handovers", ""), [9]int{401, 200, 404, 200, 404, 200, 404, 200, 404}},
	"handover-get":        {handedOver(""), [9]int{401, 200, 404, 200, 404, 200, 404, 200, 404}},
	"handover-undo":       {handedOver("/undo"), [9]int{401, 403, 404, 202, 404, 202, 404, 202, 404}},
	"me-substitutes":      {at("/me/substitutes"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"substitute-list":     {onPerson("/substitutes", ""), [9]int{401, 200, 404, 200, 404, 200, 404, 200, 404}},
	"substitute-name":     {nameSubstitute, [9]int{401, 201, 404, 201, 404, 201, 404, 403, 404}},
	"substitute-end":      {namedSubstitute, [9]int{401, 200, 403, 200, 404, 200, 404, 403, 404}}, // minh stands in
	"catalogue":           {at("/catalogue"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"catalogue-standing":  {at("/catalogue/standing"), [9]int{401, 403, 403, 200, 200, 200, 403, 200, 200}},
	"catalogue-versions":  {catalogueVersions, [9]int{401, 403, 403, 200, 200, 200, 403, 200, 200}},
	"catalogue-propose":   {proposeProduct, [9]int{401, 403, 403, 403, 403, 403, 403, 200, 200}},
	"catalogue-decide":    {decideProduct, [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}}, // it is nhansu's own proposal
	"import-list":         {at("/imports"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 200}},
	"import-upload":       {send("/imports?table=units&file=x.csv", unitTable), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 403}},
	"import-get":          {ownImport(""), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 404}},
	"import-rows":         {ownImport("/rows"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 404}},
	"import-check":        {ownImport("/check"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 404}},
	"import-apply":        {ownImport("/apply"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 404}},
	"import-copy":         {ownImport("/copy"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 404}},
	"import-template":     {at("/import-templates/units"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 403}},
	"document-list":       {at("/documents"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"document-get":        {func(_ *testing.T, o *office, _ string) (string, string) { return "/documents/" + o.doc, "" }, [9]int{401, 404, 404, 200, 404, 200, 200, 404, 404}},
	"task-list":           {at("/tasks?tab=unit"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"task-export":         {at("/tasks/export?tab=unit"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"task-filter":         {at("/tasks/filter?late=overdue"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"saved-list":          {at("/tasks/saved"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"saved-create":        {saveFilter, [9]int{401, 403, 403, 201, 403, 403, 403, 403, 403}}, // shared with phong1
	"saved-change":        {savedFilter(false), [9]int{401, 403, 403, 200, 404, 404, 404, 404, 404}},
	"saved-remove":        {savedFilter(true), [9]int{401, 403, 403, 204, 404, 404, 404, 404, 404}},
	"task-counts":         {at("/tasks/counts"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"task-attention":      {at("/tasks/attention"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"task-create":         {newTask, [9]int{401, 201, 201, 201, 403, 201, 403, 403, 403}},
	"task-get":            {seenTask(""), [9]int{401, 200, 404, 200, 404, 200, 200, 404, 404}},
	"task-history":        {seenTask("/history"), [9]int{401, 200, 404, 200, 404, 200, 200, 404, 404}},
	"task-edit":           {editTask, [9]int{401, 404, 404, 200, 404, 404, 404, 404, 404}},
	"task-assign":         {onTask(task.Recalled, "/assign", ""), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"task-accept":         {onTask(task.Assigned, "/accept", ""), [9]int{401, 200, 404, 403, 404, 403, 403, 404, 404}},
	"task-decline":        {onTask(task.Assigned, "/decline", because), [9]int{401, 200, 404, 403, 404, 403, 403, 404, 404}},
	"task-report":         {onTask(task.InProgress, "/reports", `,"percent":40,"text":"Đã có dự thảo"`), [9]int{401, 200, 404, 403, 404, 403, 403, 404, 404}},
	"task-submit":         {onTask(task.InProgress, "/submit", `,"note":"Đã xong","quantity":1`), [9]int{401, 200, 404, 403, 404, 403, 403, 404, 404}},
	"task-withdraw":       {onTask(task.Submitted, "/withdraw", ""), [9]int{401, 200, 404, 403, 404, 403, 403, 404, 404}},
	"task-extend":         {onTask(task.InProgress, "/extensions", because+`,"due":"`+laterDay+`"`), [9]int{401, 200, 404, 403, 404, 403, 403, 404, 404}},
	"task-extend-answer":  {askedTask("/extensions/answer", `,"due":"`+laterDay+`"`), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"task-reschedule":     {onTask(task.InProgress, "/reschedule", because+`,"due":"`+laterDay+`"`), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"task-pause":          {onTask(task.InProgress, "/pause", because+`,"until":"`+laterDay+`"`), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"task-resume":         {onTask(task.Paused, "/resume", ""), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"task-approve":        {onTask(task.Submitted, "/approve", `,"quantity":1,"verdict":"met"`), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"task-return":         {onTask(task.Submitted, "/return", because+`,"major":false`), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"task-nudge":          {onTask(task.InProgress, "/nudge", ""), [9]int{401, 403, 403, 200, 404, 200, 200, 403, 403}},
	"task-recall":         {onTask(task.InProgress, "/recall", because), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"task-cancel":         {onTask(task.InProgress, "/cancel", because), [9]int{401, 403, 404, 200, 404, 403, 403, 404, 404}},
	"follow-report":       {at("/follow/report?from=2026-10-01&to=2026-10-31"), [9]int{401, 403, 403, 200, 200, 200, 200, 403, 403}},
	"follow-people": {func(_ *testing.T, o *office, _ string) (string, string) {
		return "/follow/people?unit=" + o.unit["phong1"], ""
	}, [9]int{401, 403, 403, 200, 404, 200, 200, 403, 403}},
	"waiting":             {at("/waiting"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"waiting-count":       {at("/waiting/count"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"diary-strip":         {at("/diary/days?from=2026-10-01&to=2026-10-31"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"diary-day":           {at("/diary/days/2026-10-29"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"diary-save":          {ownDay(""), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"diary-submit":        {ownDay("/submit"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"diary-team":          {team, [9]int{401, 403, 403, 200, 403, 200, 403, 403, 403}},
	"diary-of":            {dayOf("", ""), [9]int{401, 200, 404, 200, 404, 200, 404, 404, 404}},
	"diary-confirm":       {dayOf("/confirm", ""), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"diary-return":        {dayOf("/return", because), [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"diary-confirmations": {confirmations, [9]int{401, 403, 403, 200, 200, 200, 403, 403, 403}},
	"inbox":               {at("/inbox"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"inbox-count":         {at("/inbox/count"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"inbox-read":          {send("/inbox/read", `{}`), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"evaluation-periods":  {at("/evaluations/periods"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"evaluation-me":       {at("/evaluations/me?period=2026-10"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"evaluation-person":   {scoreOf, [9]int{401, 200, 404, 200, 404, 200, 404, 200, 404}},
	"evaluation-unit":     {unitScores, [9]int{401, 403, 403, 200, 404, 200, 403, 200, 403}},
	"evaluation-general":  {general, [9]int{401, 403, 403, 200, 404, 403, 403, 403, 403}},
	"evaluation-closure":  {at("/evaluations/periods/2026-08/close"), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 403}},
	"evaluation-close":    {send("/evaluations/periods/2026-09/close", `{}`), [9]int{401, 403, 403, 403, 403, 403, 403, 202, 403}},
	"evaluation-remind":   {send("/evaluations/periods/2026-08/reminders", ""), [9]int{401, 403, 403, 403, 403, 403, 403, 200, 403}},
	"evaluation-reopen":   {send("/evaluations/periods/2026-07/reopen", `{"version":1,"reason":"Bổ sung điểm tiêu chí chung"}`), [9]int{401, 403, 403, 403, 403, 403, 403, 409, 403}},
	"evaluation-simulate": {send("/evaluations/simulate", `{"policy":"nd335-2025","period":"2026-10","subject":{"class":"cong_chuc","leader":false},"lines":[]}`), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"jobs":                {at("/jobs"), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"system-log-export":   {at("/system-log/export"), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"people-export":       {at("/people/export"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"catalogue-export":    {at("/catalogue/export"), [9]int{401, 403, 403, 200, 200, 200, 403, 200, 200}},
	"system-log":          {at("/system-log"), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"doctor":              {at("/doctor"), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"job-runs":            {at("/jobs/reminder-due/runs"), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"job-run":             {send("/jobs/reminder-due/run", `{}`), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 200}},
	"job-stop":            {send("/jobs/reminder-due/stop", `{"period":"2026-04-01T08:30"}`), [9]int{401, 403, 403, 403, 403, 403, 403, 403, 404}},
}

func TestRights(t *testing.T) {
	maps.Copy(rights, workplaceRights)
	o := newOffice(t)
	declared := map[string]bool{}
	for path, item := range o.api.OpenAPI().Paths {
		for method, op := range methods(item) {
			declared[op.OperationID] = true
			row, ok := rights[op.OperationID]
			if !ok {
				t.Errorf("%s (%s %s) is not in the table", op.OperationID, method, path)
				continue
			}
			for i, who := range everybody {
				at, body := row.do(t, o, who)
				got, raw := o.call(t, who, method, at, body)
				if got != row.want[i] {
					t.Errorf("%s as %q: %d, want %d: %.200s", op.OperationID, who, got, row.want[i], raw)
				}
				if got >= 400 && strings.Contains(string(raw), o.unit["phong1"]) {
					t.Errorf("%s as %q: the refusal tells of the record: %s", op.OperationID, who, raw)
				}
			}
		}
	}
	for id := range rights {
		if !declared[id] {
			t.Errorf("%s is in the table but no operation has that name", id)
		}
	}
}

// TestRoutesAreOperations: whatever the server listens to under its prefix is an operation of the table above, but for the
// socket, which asks for a ticket in its first frame.
func TestRoutesAreOperations(t *testing.T) {
	o := newOffice(t)
	param := regexp.MustCompile(`:(\w+)`)
	routes := 0
	for _, r := range o.app.GetRoutes(true) {
		path, ok := strings.CutPrefix(param.ReplaceAllString(r.Path, "{$1}"), v1.Prefix)
		if !ok || path == "/ws" {
			continue
		}
		routes++
		if _, ok := o.api.OpenAPI().Paths[path]; !ok {
			t.Errorf("%s %s is no operation: nobody has said who may call it", r.Method, r.Path)
		}
	}
	if routes == 0 {
		t.Error("no route was looked at")
	}
	for _, who := range everybody {
		if status, _ := o.call(t, who, "GET", "/ws", ""); status != 403 { // no page of ours asks
			t.Errorf("a socket without an origin as %q: %d", who, status)
		}
	}
}

// methods returns the operations of one path by method.
func methods(item *huma.PathItem) map[string]*huma.Operation {
	all := map[string]*huma.Operation{"GET": item.Get, "POST": item.Post, "PUT": item.Put, "PATCH": item.Patch, "DELETE": item.Delete}
	maps.DeleteFunc(all, func(_ string, op *huma.Operation) bool { return op == nil })
	return all
}

// wrongCode is counted for each login by itself.
func wrongCode(_ *testing.T, _ *office, who string) (string, string) {
	return "/session/activate", fmt.Sprintf(`{"login":"ma-%s","code":"K7TM-2QXD-94VR-HB3C","password":"mưa rào tháng sáu"}`, who)
}

// newcomer is an officer of phong2 with an account who has never signed in, another for each who tries.
func newcomer(t *testing.T, o *office, what, who string) string {
	t.Helper()
	by := access.System(o.agency)
	made, err := o.Identity.Add(t.Context(), by, identity.Person{StaffNo: what + who, Name: "mới", SubjectClass: identity.CivilServant}, o.post("phong2", access.Officer))
	if err == nil {
		err = o.Sessions.OpenAccount(t.Context(), by, made.ID, o.hash)
	}
	if err != nil {
		t.Fatal(err)
	}
	return made.ID
}

func codesFor(t *testing.T, o *office, who string) (string, string) {
	return "/accounts/codes", fmt.Sprintf(`{"people":[%q]}`, newcomer(t, o, "ma", who))
}

func onAccount(verb, body string) try {
	return func(t *testing.T, o *office, who string) (string, string) {
		return "/accounts/" + newcomer(t, o, verb[1:4], who) + verb, body
	}
}

// wrongPassword is counted for each login by itself.
func wrongPassword(_ *testing.T, _ *office, who string) (string, string) {
	return "/session", fmt.Sprintf(`{"login":"sai-%s","password":"sai-mat-khau-1"}`, who)
}

// newTask gives lan a task; an officer proposes it for oneself.
func newTask(_ *testing.T, o *office, who string) (string, string) {
	lead := "lan"
	if who == "minh" {
		lead = "minh"
	}
	return "/tasks", fmt.Sprintf(`{"title":"Tổng hợp số liệu tháng","lead":{"unit":%q,"person":%q},"product":{"text":"Báo cáo","points":30},`+
		`"quantity":1,"due":{"kind":"working","n":3},"urgency":"thuong","assign":%t}`, o.unit["phong1"], o.person[lead], who != "lan" && who != "minh")
}

func editTask(t *testing.T, o *office, _ string) (string, string) {
	made := o.taskIn(t, task.Draft)
	_, body := newTask(t, o, "")
	body = strings.Replace(body, `,"assign":true`, "", 1)
	return "/tasks/" + made.ID, fmt.Sprintf(`{"version":%d,`, made.Version) + body[1:]
}

// ownDay saves or submits a day of the caller's own, each a day that no other row touches; somebody else's cannot be named.
func ownDay(verb string) try {
	return func(t *testing.T, o *office, who string) (string, string) {
		path := map[string]string{"": "/diary/days/2026-10-22", "/submit": "/diary/days/2026-10-29"}[verb]
		switch {
		case who == "":
			return path + verb, `{"version":0}`
		case verb != "":
			return path + verb, fmt.Sprintf(`{"version":%d}`, o.writeDay(t, who, "2026-10-29"))
		}
		_, raw := o.call(t, who, "GET", path, "")
		return path, dayBody(read[v1.DiaryDay](t, raw).Version)
	}
}

// moveUnit moves phong1 up to the agency, later.
func moveUnit(verb string) try {
	return func(_ *testing.T, o *office, _ string) (string, string) {
		document := `"docNumber":"12/QĐ-UBND","docDate":"2026-10-01"`
		if verb == "/preview" { // asked before there is one
			document = `"docNumber":"","docDate":""`
		}
		return "/org/changes" + verb, fmt.Sprintf(`{"change":"move","unit":%q,"target":%q,"on":"2026-12-01",%s}`, o.unit["phong1"], o.unit["tinh"], document)
	}
}

// What somebody would make of the calendar.
const (
	ownDayOff = `{"days":[{"date":"2026-12-07","name":"Ngày truyền thống","type":"swapped-off"}],"docNumber":"5/TB-UBND"}`
	dayTable  = `{"csv":"date,name,type,source\n2026-12-08,Nghỉ hoán đổi,swapped-off,5/TB\n","docNumber":"6/TB-UBND"}`
)

// decidedDay takes back a day that the agency has decided.
func decidedDay(t *testing.T, o *office, _ string) (string, string) {
	t.Helper()
	if _, err := o.CalendarChanges.Apply(t.Context(), o.actor(t, "quantri"), calendar.Change{
		Days: []vncal.Day{{Date: "2026-12-09", Name: "Ngày riêng", Type: vncal.SwappedOff}}, DocNo: "7/TB-UBND",
	}); err != nil {
		t.Fatal(err)
	}
	y, err := o.CalendarChanges.Year(t.Context(), o.agency, 2026)
	if err != nil {
		t.Fatal(err)
	}
	version := int64(0)
	for _, d := range y.Days {
		if d.Date == "2026-12-09" {
			version = d.Version
		}
	}
	return "/calendar/days/2026-12-09/withdraw", fmt.Sprintf(`{"version":%d,"docNumber":"8/TB-UBND","reason":"Hoãn hoán đổi"}`, version)
}

// plannedMove reads or takes back such a change that waits for its day.
func plannedMove(verb string) try {
	return func(t *testing.T, o *office, _ string) (string, string) {
		t.Helper()
		c, err := o.OrgChanges.Plan(t.Context(), o.actor(t, "quantri"), org.Change{
			Kind: org.Move, Unit: o.unit["phong1"], Target: o.unit["tinh"], On: "2026-12-01", DocNumber: "12/QĐ-UBND", DocDate: "2026-10-01",
		}, "")
		if err != nil {
			t.Fatal(err)
		}
		if verb == "" {
			return "/org/changes/" + c.ID, ""
		}
		return "/org/changes/" + c.ID + verb, `{"version":1}`
	}
}

func team(_ *testing.T, o *office, _ string) (string, string) {
	return "/diary/team?unit=" + o.unit["phong1"] + "&date=2026-10-29", ""
}

// dayOf reads or decides a day of lan's that waits for its confirmation.
func dayOf(verb, more string) try {
	return func(t *testing.T, o *office, _ string) (string, string) {
		date, version := o.submittedDay(t)
		path := "/diary/people/" + o.person["lan"] + "/days/" + date + verb
		if verb == "" {
			return path, ""
		}
		return path, fmt.Sprintf(`{"version":%d%s}`, version, more)
	}
}

func confirmations(t *testing.T, o *office, _ string) (string, string) {
	date, version := o.submittedDay(t)
	return "/diary/confirmations", fmt.Sprintf(`{"items":[{"person":%q,"date":%q,"version":%d}]}`, o.person["lan"], date, version)
}

func scoreOf(_ *testing.T, o *office, _ string) (string, string) {
	return "/evaluations/people/" + o.person["lan"] + "?period=2026-10", ""
}

func unitScores(_ *testing.T, o *office, _ string) (string, string) {
	return "/evaluations/units/" + o.unit["phong1"] + "?period=2026-10", ""
}

func general(t *testing.T, o *office, _ string) (string, string) {
	_, raw := o.call(t, "lan", "GET", "/evaluations/me?period=2026-10", "")
	return "/evaluations/people/" + o.person["lan"] + "/2026-10/general", fmt.Sprintf(
		`{"version":%d,"groups":[{"key":"a","points":10},{"key":"b","points":9.5,"remark":"Trả lời dân còn chậm một lần"},{"key":"c","points":10}]}`,
		read[v1.Score](t, raw).Version)
}

// newPerson adds somebody to phong1 as an officer, a new one for each who tries it.
func newPerson(_ *testing.T, o *office, who string) (string, string) {
	return "/people", fmt.Sprintf(`{"staffNo":"M-%s","name":"Lê Thị Hoa","subjectClass":"cong_chuc","unit":%q,"role":"officer","title":"Chuyên viên"}`, who, o.unit["phong1"])
}

// onPerson asks for something of lan's records.
func onPerson(path, body string) try {
	return func(_ *testing.T, o *office, _ string) (string, string) {
		return "/people/" + o.person["lan"] + path, body
	}
}

// colleague adds somebody to phong1, for lan would have to sign in anew.
func (o *office) colleague(t *testing.T) identity.Person {
	t.Helper()
	p, err := o.Identity.Add(t.Context(), access.System(o.agency), identity.Person{StaffNo: mongodb.NewID()[8:], Name: "Lê Thị Hoa", SubjectClass: identity.CivilServant}, o.post("phong1", access.Officer))
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func editPerson(t *testing.T, o *office, _ string) (string, string) {
	p := o.colleague(t)
	return "/people/" + p.ID, fmt.Sprintf(`{"version":%d,"staffNo":%q,"name":"Lê Thị Hồng","subjectClass":"cong_chuc","phone":"0235 3810 111"}`, p.Version, p.StaffNo)
}

// decide gives somebody of phong1 one more post from tomorrow on.
func decide(t *testing.T, o *office, _ string) (string, string) {
	p := o.colleague(t)
	return "/people/" + p.ID + "/decisions", fmt.Sprintf(
		`{"version":%d,"kind":"concurrent","unit":%q,"role":"clerk","title":"Văn thư","from":"2026-10-30"}`, p.Version, o.unit["phong1"])
}

// handOver gives a task of lan's to minh.
func handOver(t *testing.T, o *office, _ string) (string, string) {
	made := o.taskIn(t, task.InProgress)
	return "/people/" + o.person["lan"] + "/handovers",
		fmt.Sprintf(`{"items":[{"task":%q,"version":%d,"part":"lead","to":%q}]}`, made.ID, made.Version, o.person["minh"])
}

// handedOver asks for something of a hand-over of lan's work that is done.
func handedOver(verb string) try {
	return func(t *testing.T, o *office, _ string) (string, string) {
		h := o.handOver(t, o.taskIn(t, task.InProgress))
		o.work(t, h.ID, "done")
		return "/handovers/" + h.ID + verb, ""
	}
}

func saveFilter(_ *testing.T, o *office, who string) (string, string) {
	return "/tasks/saved", fmt.Sprintf(`{"name":"Quá hạn của phòng, %s","shared":%q,"list":{"tab":"unit","late":"overdue"}}`, who, o.unit["phong1"])
}

// savedFilter is a filter that truongphong has shared with phong1.
func savedFilter(remove bool) try {
	return func(t *testing.T, o *office, _ string) (string, string) {
		f, err := o.Saved.Save(t.Context(), o.actor(t, "truongphong"),
			savedfilter.Input{Name: "Quá hạn", Shared: o.unit["phong1"], List: savedfilter.List{Tab: "unit", Late: "overdue"}}, "")
		if err != nil {
			t.Fatal(err)
		}
		if remove {
			return fmt.Sprintf("/tasks/saved/%s?version=%d", f.ID, f.Version), ""
		}
		return "/tasks/saved/" + f.ID, fmt.Sprintf(`{"version":%d,"name":"Quá hạn tuần này","list":{"tab":"unit","late":"week"}}`, f.Version)
	}
}
