package main

import (
	"bytes"
	"fmt"
	"slices"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/org"
)

// newReachOffice is the office with everybody whose reach is not simply that of one post in the own unit.
//
//	tinh (+ pho: deputy in charge of so; kiemtra: inspector)
//	└ so (+ phoso: deputy in charge of phong2; nhansuso: hr; vanthu: clerk; haivai: officer, and hr of tinh)
//	  ├ phong1 (+ phophong: deputy without a charge)
//	  ├ phong2 (+ kiem: officer, and head of tram)
//	  └ tram (hai: officer)
func newReachOffice(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	made, err := o.Org.Create(t.Context(), access.System(o.agency),
		org.Unit{Code: "tram", Name: "tram", ShortName: "tram", Kind: org.Division, Parent: o.unit["so"], From: "2020-01-01"})
	if err != nil {
		t.Fatal(err)
	}
	o.unit["tram"] = made.ID
	o.join(t, "pho", o.post("tinh", access.Deputy, "so"))
	o.join(t, "kiemtra", o.post("tinh", access.Inspector))
	o.join(t, "phoso", o.post("so", access.Deputy, "phong2"))
	o.join(t, "nhansuso", o.post("so", access.HR))
	o.join(t, "vanthu", o.post("so", access.Clerk))
	o.join(t, "haivai", o.post("so", access.Officer), o.post("tinh", access.HR))
	o.join(t, "phophong", o.post("phong1", access.Deputy))
	o.join(t, "kiem", o.post("phong2", access.Officer), o.post("tram", access.Head))
	o.join(t, "hai", o.post("tram", access.Officer))
	return o
}

// me reads GET /me as somebody.
func (o *office) me(t *testing.T, who string) v1.Me {
	t.Helper()
	status, raw := o.call(t, who, "GET", "/me", "")
	if status != 200 {
		t.Fatalf("me of %s: %d %s", who, status, raw)
	}
	return read[v1.Me](t, raw)
}

// under returns the units of tops and all below them, as a selector offers them.
func (o *office) under(t *testing.T, who string, tops []string) []string {
	t.Helper()
	_, raw := o.call(t, who, "GET", "/units", "")
	offered := []string{}
	for _, u := range read[struct{ Items []v1.Unit }](t, raw).Items { // parents before children
		if slices.Contains(tops, u.ID) || slices.Contains(offered, u.Parent) {
			offered = append(offered, u.ID)
		}
	}
	return offered
}

// TestReachOpens: of every account, the units offered are those whose pages open, and the one in front is the one that
// opens when none is named.
func TestReachOpens(t *testing.T) {
	o := newReachOffice(t)
	for who := range o.person {
		reach := o.me(t, who).Reach
		for page, tops := range map[string][]string{"/evaluations/units/%s?period=2026-10": reach.Scores, "/diary/team?unit=%s&date=2026-10-29": reach.Leads} {
			offered := o.under(t, who, tops)
			for code, unit := range o.unit {
				path := fmt.Sprintf(page, unit)
				if status, raw := o.call(t, who, "GET", path, ""); (status == 200) != slices.Contains(offered, unit) {
					t.Errorf("%s opens %s of %s: %d, while offered is %t: %.200s", who, page, code, status, slices.Contains(offered, unit), raw)
				}
			}
		}
		if len(reach.Leads) == 0 {
			continue
		}
		_, first := o.call(t, who, "GET", "/diary/team?date=2026-10-29&unit="+reach.Leads[0], "")
		if status, got := o.call(t, who, "GET", "/diary/team?date=2026-10-29", ""); status != 200 || !bytes.Equal(got, first) {
			t.Errorf("%s opens the team of no unit: %d %.200s\nwant that of the first of reach.leads: %.200s", who, status, got, first)
		}
	}
}

// TestReachOf: which units those are.
func TestReachOf(t *testing.T) {
	o := newReachOffice(t)
	for who, tc := range map[string]struct{ leads, scores []string }{
		"chutich":  {[]string{"tinh"}, []string{"tinh"}},
		"pho":      {[]string{"so"}, []string{"so"}},
		"kiemtra":  {nil, nil},
		"theodoi":  {nil, nil},
		"vanthu":   {nil, nil},
		"quantri":  {nil, nil},
		"lan":      {nil, nil},
		"phoso":    {[]string{"phong2"}, []string{"phong2"}},
		"phophong": {[]string{"phong1"}, []string{"phong1"}},
		"nhansuso": {nil, []string{"so"}},
		"haivai":   {nil, []string{"tinh"}},
		"kiem":     {[]string{"tram"}, []string{"tram"}},
	} {
		reach := o.me(t, who).Reach
		for name, c := range map[string]struct{ got, want []string }{"leads": {reach.Leads, tc.leads}, "scores": {reach.Scores, tc.scores}} {
			want := []string{}
			for _, code := range c.want {
				want = append(want, o.unit[code])
			}
			if !slices.Equal(c.got, want) {
				t.Errorf("%s of %s: %v, want %v", name, who, c.got, c.want)
			}
		}
	}
}

// TestFlags: each flag of /me says for every account what the operation behind it answers.
func TestFlags(t *testing.T) {
	o := newReachOffice(t)
	for who := range o.person {
		me := o.me(t, who)
		for flag, c := range map[string]struct{ shown, allowed bool }{
			"assign":         {me.Can.Assign, o.assigns(t, who)},
			"team":           {me.Can.Team, o.answers(t, who, "GET", "/diary/team?date=2026-10-29", "")},
			"score":          {me.Can.Score, o.gives(t, who, me.Reach.Scores)},
			"closePeriods":   {me.Can.ClosePeriods, o.answers(t, who, "POST", "/evaluations/periods/2026-09/close", `{}`)},
			"confirmPeriods": {me.Can.ConfirmPeriods, o.answers(t, who, "POST", "/evaluations/periods/2026-07/reopen", `{"version":1,"reason":"Bổ sung điểm tiêu chí chung"}`)},
		} {
			if c.shown != c.allowed {
				t.Errorf("%s: can.%s is %t, while the operation is allowed: %t", who, flag, c.shown, c.allowed)
			}
		}
	}
}

// answers reports whether an operation is allowed; what is done already is, too.
func (o *office) answers(t *testing.T, who, method, path, body string) bool {
	t.Helper()
	status, raw := o.call(t, who, method, path, body)
	switch status {
	case 200, 202, 409:
		return true
	case 403, 404:
		return false
	}
	t.Fatalf("%s as %s: %d %.200s", path, who, status, raw)
	return false
}

// assigns gives a task to each person that the directory offers for that; whoever is offered must be one who can lead.
func (o *office) assigns(t *testing.T, who string) bool {
	t.Helper()
	status, raw := o.call(t, who, "GET", "/directory?for=lead", "")
	offered := []v1.DirectoryEntry{}
	if status == 200 {
		offered = read[struct{ Items []v1.DirectoryEntry }](t, raw).Items
	}
	task := func(unit, person string) (int, []byte) {
		return o.call(t, who, "POST", "/tasks", fmt.Sprintf(`{"title":"Tổng hợp số liệu tháng","lead":{"unit":%q,"person":%q},`+
			`"product":{"text":"Báo cáo","points":30},"quantity":1,"due":{"kind":"working","n":3},"urgency":"thuong","assign":true}`, unit, person))
	}
	for _, p := range offered {
		if status, raw := task(p.Unit.ID, p.ID); status != 201 {
			t.Errorf("%s is offered %s to lead: %d %.200s", who, p.Name, status, raw)
		}
	}
	if len(offered) == 0 {
		if status, _ := task(o.unit["phong1"], o.person["minh"]); status == 201 && who != "minh" {
			t.Errorf("%s gives minh work without being offered anybody", who)
		}
	}
	return len(offered) > 0
}

// gives tries the general points of everybody in the tables that somebody is offered; the act of a row must say whether
// they are taken.
func (o *office) gives(t *testing.T, who string, tops []string) bool {
	t.Helper()
	any := false
	for _, unit := range o.under(t, who, tops) {
		_, raw := o.call(t, who, "GET", "/evaluations/units/"+unit+"?period=2026-10", "")
		for _, row := range read[v1.UnitScores](t, raw).Rows {
			offered := slices.Contains(row.Acts, "general")
			body := fmt.Sprintf(`{"version":%d,"groups":[{"key":"a","points":10},{"key":"b","points":10},{"key":"c","points":10}]}`, row.Version)
			if taken := o.answers(t, who, "PUT", "/evaluations/people/"+row.Person.ID+"/2026-10/general", body); taken != offered {
				t.Errorf("%s gives points to %s: taken %t, offered %t", who, row.Person.Name, taken, offered)
			}
			any = any || offered
		}
	}
	return any
}
