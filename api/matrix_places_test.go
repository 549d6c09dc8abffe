package main

import (
	"fmt"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/workplace"
	"congvu/pkg/vncal"
)

// Places of work, of the matrix.

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

// workplaceAt is the service under the clock of another hour of October 2026.
func (o *office) workplaceAt(day, hour, minute int) *workplace.Service {
	deps := o.Workplace.Deps
	deps.Clock = clock.Fixed(time.Date(2026, 10, day, hour, minute, 0, 0, vncal.Zone()))
	return workplace.New(deps)
}

// clear takes back whatever somebody has registered for a half-day, under a clock of the day before where it has begun.
func (o *office) clear(t *testing.T, of access.Actor, half workplace.Half) {
	t.Helper()
	before := o.workplaceAt(28, 9, 0)
	rows, _, err := before.Mine(t.Context(), of, "", 100)
	for _, r := range rows {
		if err == nil && (r.State == workplace.Submitted || r.State == workplace.Approved) && r.Halves[0] == half {
			_, err = before.Withdraw(t.Context(), of, r.ID, r.Version)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
}

func placeOf(how, verb, body string) request {
	return func(c cell) (string, string) {
		r := c.registration(how)
		if body == "" {
			return "/workplace/registrations/" + r.ID + verb, ""
		}
		return "/workplace/registrations/" + r.ID + verb, versioned(r.Version, body)
	}
}

func listOfRegistrations(c cell) (string, string) {
	c.registration(sent)
	return "/workplace/registrations", ""
}

// registration returns a registration of the person that has come so far. What waits for or holds the same half-day is taken
// away first.
func (c cell) registration(how string) workplace.View {
	c.Helper()
	person, head := c.act(), c.chief()
	half := workplace.Half("2026-11-03 am")
	if how == ended || how == reported {
		half = "2026-10-29 pm" // it is 15:00 of that day
	}
	c.o.clear(c.T, person, half)
	r, err := c.o.Workplace.Create(c.Context(), person, workplace.Input{
		Halves: []workplace.Half{half}, Reason: "Công văn 1552/UBND-KGVX", Phone: "0905 417 266", Committed: true,
		Works: []workplace.WorkInput{{Title: "Soạn hướng dẫn", Product: "1 văn bản"}},
	}, true, "")
	if err == nil && how == refused {
		r, err = c.o.Workplace.Refuse(c.Context(), head, r.ID, r.Version, "Tuần này phòng còn ít người")
	}
	if err == nil && (how == granted || how == ended || how == reported) {
		r, err = c.o.Workplace.Approve(c.Context(), head, r.ID, r.Version, nil)
	}
	if err == nil && how == reported {
		r, err = c.o.Workplace.Report(c.Context(), person, r.ID, r.Version, workplace.ResultInput{Outcomes: []workplace.Outcome{{Done: workplace.DoneAll, Text: "Đã xong"}}})
	}
	return must(c, r, err)
}

func setRule(c cell) (string, string) {
	rules, err := c.o.Workplace.RulesOf(c.Context(), c.o.actor(c.T, heads[c.of.unit]), c.unit())
	must(c, rules, err)
	version := int64(0)
	if len(rules.Own) > 0 {
		version = rules.Own[0].Version
	}
	return "/workplace/rules/" + c.unit() + "/2026-10-29",
		versioned(version, `,"minOnSite":0,"maxOnSite":0,"maxDays":0,"onSite":[],"products":[],"basis":""`)
}

// leave returns two days of the person that no absence has yet.
func (c cell) leave() vncal.Date {
	c.o.taken = append(c.o.taken, "")
	return vncal.Date("2028-01-03").AddDays(7 * len(c.o.taken))
}

func enterAbsence(c cell) (string, string) {
	from := c.leave()
	return "/workplace/absences", fmt.Sprintf(`{"person":%q,"cause":"annual","from":%q,"fromAfternoon":false,"to":%q,"toNoon":false,"paper":"Đơn"}`, c.id(), from, from.AddDays(1))
}

func cancelledAbsence(c cell) (string, string) {
	from := c.leave()
	x, err := c.o.Workplace.Enter(c.Context(), c.hr(), workplace.AbsenceInput{
		Person: c.id(), Kind: workplace.Sick, From: workplace.HalfOf(from, false), To: workplace.HalfOf(from, true), Paper: "GXN",
	}, "")
	return "/workplace/absences/" + must(c, x, err).ID + "/cancel", versioned(x.Version, because)
}

func askUnit(c cell) (string, string) {
	c.registration(ended) // at home this afternoon
	return "/workplace/checks", fmt.Sprintf(`{"unit":%q,"minutes":10}`, c.unit())
}

// calledPerson answers, late, a check of this morning by which the person was asked.
func calledPerson(c cell) (string, string) {
	c.o.asked++ // one after the other: a check of the unit runs for five minutes
	early, person, head := c.o.workplaceAt(29, 7, 30+6*c.o.asked), c.act(), c.chief()
	r, err := early.Create(c.Context(), person, workplace.Input{
		Halves: []workplace.Half{"2026-10-29 am"}, Reason: "Công văn 1552/UBND-KGVX", Phone: "0905 417 266", Committed: true,
		Works: []workplace.WorkInput{{Title: "Soạn hướng dẫn", Product: "1 văn bản"}},
	}, true, "")
	if err == nil {
		_, err = early.Approve(c.Context(), head, r.ID, r.Version, nil)
	}
	if err == nil {
		_, err = early.Ask(c.Context(), head, c.unit(), 5, "")
	}
	if err == nil {
		var calls []workplace.Call
		if calls, err = early.Calls(c.Context(), person); err == nil && len(calls) > 0 {
			return "/workplace/calls/" + calls[0].Check + "/answer", ""
		}
	}
	c.Fatalf("%s was not asked: %v", c.of.name, err)
	return "", ""
}
