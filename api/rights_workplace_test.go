package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// How far a registration of lan's has come.
const (
	sent     = "sent"
	refused  = "refused"
	granted  = "granted"
	ended    = "ended"    // granted, and its last day has come
	reported = "reported" // ended, with the result sent
)

const (
	draftRegistration   = `{"days":[],"reason":"","phone":"","works":[],"committed":false,"send":false}`
	registrationFields  = `,"days":[],"reason":"Bố trí làm việc tại nhà","phone":"","works":[],"committed":false,"send":false`
	registrationOutcome = `,"outcomes":[{"done":"all","text":"Đã xong dự thảo"}],"note":""`
)

// registered prepares a registration of lan's and asks for a verb of it; body " " is the version alone, "" none.
func registered(how, verb, body string) try {
	return func(t *testing.T, o *office, who string) (string, string) {
		r := o.registration(t, how)
		path := "/workplace/registrations/" + r.ID + verb
		if body == "" {
			return path, ""
		}
		return path, fmt.Sprintf(`{"version":%d%s}`, r.Version, strings.TrimSpace(body))
	}
}

// registration returns a registration of lan's that has come so far. What waits for or holds the same half-day is taken away
// first: each case has one of its own.
func (o *office) registration(t *testing.T, how string) workplace.View {
	t.Helper()
	lan, head := o.actor(t, "lan"), o.actor(t, "truongphong")
	half := workplace.Half("2026-11-03 am")
	if how == ended || how == reported {
		half = "2026-10-29 pm" // it is 15:00 of that day
	}
	o.clear(t, lan, half)
	r, err := o.Workplace.Create(t.Context(), lan, workplace.Input{
		Halves: []workplace.Half{half}, Reason: "Công văn 1552/UBND-KGVX", Phone: "0905 417 266", Committed: true,
		Works: []workplace.WorkInput{{Title: "Soạn hướng dẫn", Product: "1 văn bản"}},
	}, true, "")
	if err == nil && how == refused {
		r, err = o.Workplace.Refuse(t.Context(), head, r.ID, r.Version, "Tuần này phòng còn ít người")
	}
	if err == nil && (how == granted || how == ended || how == reported) {
		r, err = o.Workplace.Approve(t.Context(), head, r.ID, r.Version, nil)
	}
	if err == nil && how == reported {
		r, err = o.Workplace.Report(t.Context(), lan, r.ID, r.Version, workplace.ResultInput{Outcomes: []workplace.Outcome{{Done: workplace.DoneAll, Text: "Đã xong"}}})
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// workplaceAt is the service under the clock of another hour of October 2026.
func (o *office) workplaceAt(day, hour, minute int) *workplace.Service {
	deps := o.Workplace.Deps
	deps.Clock = clock.Fixed(time.Date(2026, 10, day, hour, minute, 0, 0, vncal.Zone()))
	return workplace.New(deps)
}

// clear takes back whatever lan has registered for a half-day, under a clock of the day before where it has begun.
func (o *office) clear(t *testing.T, lan access.Actor, half workplace.Half) {
	t.Helper()
	before := o.workplaceAt(28, 9, 0)
	rows, _, err := before.Mine(t.Context(), lan, "", 100)
	for _, r := range rows {
		if err == nil && (r.State == workplace.Submitted || r.State == workplace.Approved) && r.Halves[0] == half {
			_, err = before.Withdraw(t.Context(), lan, r.ID, r.Version)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

// ofPhong1 asks for something of the division phong1.
func ofPhong1(path string) try {
	return func(_ *testing.T, o *office, _ string) (string, string) { return path + o.unit["phong1"], "" }
}

// workRule sets a rule of phong1 that binds nobody, each try on top of the former.
func workRule(t *testing.T, o *office, _ string) (string, string) {
	rules, err := o.Workplace.RulesOf(t.Context(), o.actor(t, "truongphong"), o.unit["phong1"])
	if err != nil {
		t.Fatal(err)
	}
	version := int64(0)
	if len(rules.Own) > 0 {
		version = rules.Own[0].Version
	}
	return "/workplace/rules/" + o.unit["phong1"] + "/2026-10-29",
		fmt.Sprintf(`{"version":%d,"minOnSite":0,"maxOnSite":0,"maxDays":0,"onSite":[],"products":[],"basis":""}`, version)
}

// absence enters a leave of minh's, each try in another month.
func absence(_ *testing.T, o *office, who string) (string, string) {
	month := 1 + len(who)%12
	return "/workplace/absences", fmt.Sprintf(`{"person":%q,"cause":"annual","from":"2027-%02d-01","fromAfternoon":false,"to":"2027-%02d-02","toNoon":false,"paper":"Đơn"}`,
		o.person["minh"], month, month)
}

// cancelAbsence cancels a leave of minh's.
func cancelAbsence(t *testing.T, o *office, who string) (string, string) {
	x, err := o.Workplace.Enter(t.Context(), o.actor(t, "truongphong"), workplace.AbsenceInput{
		Person: o.person["minh"], Kind: workplace.Sick, From: workplace.HalfOf(vncal.Date("2028-01-03").AddDays(7*len(o.taken)), false),
		To: workplace.HalfOf(vncal.Date("2028-01-03").AddDays(7*len(o.taken)), true), Paper: "GXN " + who,
	}, "")
	if err != nil {
		t.Fatal(err)
	}
	o.taken = append(o.taken, x.ID)
	return "/workplace/absences/" + x.ID + "/cancel", fmt.Sprintf(`{"version":%d%s}`, x.Version, because)
}

func askPhong1(t *testing.T, o *office, who string) (string, string) {
	if who == "truongphong" { // lan is at home this afternoon
		o.registration(t, ended)
	}
	return "/workplace/checks", fmt.Sprintf(`{"unit":%q,"minutes":10}`, o.unit["phong1"])
}

// answerCall answers, late, a check of this morning by which lan was asked.
func answerCall(t *testing.T, o *office, _ string) (string, string) {
	early, lan, head := o.workplaceAt(29, 9, 0), o.actor(t, "lan"), o.actor(t, "truongphong")
	calls, err := early.Calls(t.Context(), lan)
	if err == nil && (len(calls) == 0 || calls[len(calls)-1].At.After(early.Clock.Now())) {
		r, failed := early.Create(t.Context(), lan, workplace.Input{
			Halves: []workplace.Half{"2026-10-29 am"}, Reason: "Công văn 1552/UBND-KGVX", Phone: "0905 417 266", Committed: true,
			Works: []workplace.WorkInput{{Title: "Soạn hướng dẫn", Product: "1 văn bản"}},
		}, true, "")
		if failed == nil {
			_, failed = early.Approve(t.Context(), head, r.ID, r.Version, nil)
		}
		if failed == nil {
			_, failed = early.Ask(t.Context(), head, o.unit["phong1"], 10, "")
		}
		if failed == nil {
			calls, failed = early.Calls(t.Context(), lan)
		}
		err = failed
	}
	if err != nil {
		t.Fatal(err)
	}
	return "/workplace/calls/" + calls[len(calls)-1].Check + "/answer", ""
}

// workplaceRights are the rows of the table about places of work.
var workplaceRights = map[string]right{
	"registration-list":     {at("/workplace/registrations"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"registration-create":   {send("/workplace/registrations", draftRegistration), [9]int{401, 201, 201, 201, 201, 201, 201, 201, 201}},
	"registration-get":      {registered(sent, "", ""), [9]int{401, 200, 404, 200, 404, 200, 404, 404, 404}},
	"registration-edit":     {registered(refused, "", registrationFields), [9]int{401, 200, 404, 403, 404, 403, 404, 404, 404}},
	"registration-history":  {registered(sent, "/history", ""), [9]int{401, 200, 404, 200, 404, 200, 404, 404, 404}},
	"registration-submit":   {registered(refused, "/submit", " "), [9]int{401, 200, 404, 403, 404, 403, 404, 404, 404}},
	"registration-withdraw": {registered(sent, "/withdraw", " "), [9]int{401, 200, 404, 403, 404, 403, 404, 404, 404}},
	"registration-approve":  {registered(sent, "/approve", " "), [9]int{401, 403, 404, 200, 404, 200, 404, 404, 404}},
	"registration-refuse":   {registered(sent, "/refuse", because), [9]int{401, 403, 404, 200, 404, 200, 404, 404, 404}},
	"registration-recall":   {registered(granted, "/recall", because), [9]int{401, 403, 404, 200, 404, 200, 404, 404, 404}},
	"registration-report":   {registered(ended, "/result", registrationOutcome), [9]int{401, 200, 404, 403, 404, 403, 404, 404, 404}},
	"registration-confirm":  {registered(reported, "/result/confirm", " "), [9]int{401, 403, 404, 200, 404, 200, 404, 404, 404}},
	"registration-return":   {registered(reported, "/result/return", because), [9]int{401, 403, 404, 200, 404, 200, 404, 404, 404}},
	"workplace-week":        {at("/workplace/week?from=2026-10-29"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"workplace-grid":        {ofPhong1("/workplace/grid?from=2026-10-29&to=2026-10-30&unit="), [9]int{401, 200, 200, 200, 404, 200, 200, 200, 404}},
	"workplace-rules":       {ofPhong1("/workplace/rules?unit="), [9]int{401, 200, 200, 200, 404, 200, 200, 200, 404}},
	"workplace-rule-set":    {workRule, [9]int{401, 403, 403, 200, 404, 200, 403, 403, 403}},
	"absence-list":          {ofPhong1("/workplace/absences?from=2026-10-01&to=2026-10-31&unit="), [9]int{401, 403, 403, 200, 404, 200, 403, 200, 403}},
	"absence-enter":         {absence, [9]int{401, 403, 403, 201, 422, 201, 403, 201, 403}},
	"absence-cancel":        {cancelAbsence, [9]int{401, 403, 403, 200, 404, 200, 403, 200, 403}},
	"check-list":            {ofPhong1("/workplace/checks?unit="), [9]int{401, 403, 403, 200, 404, 200, 403, 403, 403}},
	"check-ask":             {askPhong1, [9]int{401, 403, 403, 201, 404, 409, 403, 403, 403}}, // giamdoc may ask, but the one of truongphong runs
	"call-list":             {at("/workplace/calls"), [9]int{401, 200, 200, 200, 200, 200, 200, 200, 200}},
	"call-answer":           {answerCall, [9]int{401, 200, 404, 404, 404, 404, 404, 404, 404}},
}
