package grading

import (
	"os"
	"strconv"
	"strings"
	"testing"
)

// scheme returns Decree 335's policy with some of its text replaced, as an agency's own regulation differs from it.
func scheme(t *testing.T, changes ...string) Policy {
	t.Helper()
	raw, err := os.ReadFile("policies/nd335-2025@2.json")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for i := 0; i < len(changes); i += 2 {
		changed := strings.Replace(text, changes[i], changes[i+1], 1)
		if changed == text {
			t.Fatalf("%q is not in the policy", changes[i])
		}
		text = changed
	}
	p, err := decode([]byte(text), Policy.check)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestLocalSchemes: the format says the local schemes of spec/evaluation.md §4, and each grades as its regulation does.
func TestLocalSchemes(t *testing.T) {
	line := func(done string) string {
		return `"lines":[{"task":"NV-1","k":1,"assigned":100,"done":` + done + `}]`
	}
	facts := func(period, more string) string {
		return `{"policy":"nd335-2025","period":"` + period + `","subject":{"class":"cong_chuc","leader":false},` + more + `}`
	}
	hanoi := scheme(t, // 20 + 70 + 10 of bonus; A from 90, B from 70, C from 50; A for 30 % of all graded, exceptionally 40 %
		`"max": "30"`, `"max": "20"`, `"code": "a", "max": "10"`, `"code": "a", "max": "8"`, `"code": "b", "max": "10"`, `"code": "b", "max": "8"`, `"code": "c", "max": "10"`, `"code": "c", "max": "4"`,
		`"subjects"`, `"adjustments": [{"code": "thuong", "name": "Điểm thưởng", "max": "10", "mark": "S"}], "subjects"`,
		`"share": "0.2", "exceptional": "0.25"`, `"share": "0.3", "exceptional": "0.4"`, `"value": "good_only"`, `"value": "all_graded"`)
	fined := scheme(t, `"subjects"`, `"adjustments": [{"code": "tru", "name": "Điểm trừ", "max": "40", "deduct": true, "mark": "U"}], "subjects"`)
	hcmc := scheme(t, `"grade": "tot", "from": "70"`, `"grade": "tot", "from": "75"`)
	party := scheme(t, `"grade": "tot", "from": "70"`, `"grade": "tot", "from": "80"`, `"grade": "hoan_thanh", "from": "50"`, `"grade": "hoan_thanh", "from": "60"`,
		`"max": "30"`, `"max": "40"`, `"code": "b", "max": "10"`, `"code": "b", "max": "20"`, `"max": "70"`, `"max": "60"`) // 10 + 20 + 60 + 10
	statistics := scheme(t, `"gates": {"value": []`, `"gates": {"value": ["all_tasks_done"]`)
	decree, _ := policies(t).Find("nd335-2025")
	for name, tc := range map[string]struct {
		policy Policy
		facts  string
		want   string
	}{
		"Hà Nội with bonus":            {hanoi, facts("2026-10", `"general":15,"adjustments":[{"code":"thuong","points":5.5}],`+line("100")), `"general":"15","total":"90.50","total_exact":"181/2","grade":"xuat_sac"`}, // 15 + 70 + 5.5
		"Hà Nội without":               {hanoi, facts("2026-10", `"general":15,`+line("100")), `"total":"85.00","total_exact":"85","grade":"tot"`},
		"Hà Nội, no more than 100":     {hanoi, facts("2026-10", `"general":20,"adjustments":[{"code":"thuong","points":10}],`+line("100")), `"total":"100.00","total_exact":"100"`},
		"Hà Nội, points not given yet": {hanoi, facts("2026-10", `"adjustments":[{"code":"thuong","points":5}],`+line("100")), `"total_range":["75.00","95.00"]`}, // 70 + 5 … + 20
		"points taken off":             {fined, facts("2026-10", `"general":20,"adjustments":[{"code":"tru","points":2.5}],`+line("100")), `"total":"87.50"`},
		"no less than 0":               {fined, facts("2026-10", `"general":0,"adjustments":[{"code":"tru","points":40}],`+line("10")), `"total":"0.00","total_exact":"0","grade":"khong_hoan_thanh"`},
		"74 in Hồ Chí Minh City":       {hcmc, facts("2026-10", `"general":4,`+line("100")), `"total":"74.00","total_exact":"74","grade":"hoan_thanh"`}, // vector 21
		"74 in a Party unit":           {party, facts("2026-10", `"general":14,`+line("100")), `"total":"74.00","total_exact":"74","grade":"hoan_thanh"`},
		"74 under the decree":          {decree, facts("2026-10", `"general":4,`+line("100")), `"total":"74.00","total_exact":"74","grade":"tot"`},
		"a Party unit's 40 points":     {party, facts("2026-10", `"general":40,`+line("50")), `"task":"30","general":"40","total":"70.00"`}, // 60 · 50 %
		"statistics, a task undone":    {statistics, facts("2026-Q3", `"general":30,`+line("99")), `"grade":"khong_hoan_thanh"`},
		"statistics, all done":         {statistics, facts("2026-Q3", `"general":30,`+line("100")), `"grade":"xuat_sac"`},
		"a week in Quảng Ninh":         {decree, facts("2026-W43", `"general":30,`+line("100")), `"period":"2026-W43","a":"100"`},
	} {
		got, err := Policies{tc.policy}.Compute([]byte(tc.facts))
		if err != nil || !strings.Contains(string(got), tc.want) {
			t.Errorf("%s: %v %+v\ngot  %swant %s", name, err, asFields(err), got, tc.want)
		}
	}
	const ten = `{"policy":"nd335-2025","people":[{"id":"1","total":95},{"id":"2","total":94},{"id":"3","total":93},{"id":"4","total":92},{"id":"5","total":60},{"id":"6","total":55},{"id":"7","total":50},{"id":"8","total":45},{"id":"9","total":40},{"id":"10","total":35}]`
	for more, want := range map[string]string{
		`}`:                    `{"unit":{"eligible":10,"places":3},"groups":[],"overflow":["4"]}` + "\n",
		`,"exceptional":true}`: `{"unit":{"eligible":10,"places":4},"groups":[],"overflow":[]}` + "\n",
	} {
		if got, err := (Policies{hanoi}).ComputeCap([]byte(ten + more)); err != nil || string(got) != want {
			t.Errorf("Hà Nội's A: %v, got %swant %s", err, got, want)
		}
	}
	for name, tc := range map[string]struct{ more, want string }{
		"none in the decree": {`"policy":"nd335-2025"`, "adjustments"},
		"unknown kind":       {`"adjustments":[{"code":"khac","points":1}],`, "adjustments[0].code"},
		"kind twice":         {`"adjustments":[{"code":"thuong","points":1},{"code":"thuong","points":1}],`, "adjustments[1].code"},
		"above its maximum":  {`"adjustments":[{"code":"thuong","points":10.5}],`, "adjustments[0].points"},
	} {
		of := hanoi
		if name == "none in the decree" {
			of, tc.more = decree, `"adjustments":[],`
		}
		_, err := Policies{of}.Compute([]byte(facts("2026-10", tc.more+line("100"))))
		if fields := asFields(err); len(fields) != 1 || fields[0].Path != tc.want {
			t.Errorf("%s: %+v", name, fields)
		}
	}
}

// TestPublicEmployees: Decree 233 grades viên chức from July 2026, a head no better than the unit.
func TestPublicEmployees(t *testing.T) {
	all := policies(t)
	facts := func(period, class, more string) string {
		return `{"policy":"nd233-2026","period":"` + period + `","subject":{"class":"` + class + `","leader":` + map[bool]string{true: "true", false: "false"}[more != ""] + `},` + more +
			`"general":28,"lines":[{"task":"NV-1","k":1,"assigned":10,"done":10}]}`
	}
	const leader = `"leader":{"dd":100,"e":100,"subordinate_scores":[80]`
	for name, tc := range map[string]struct{ facts, want string }{
		"an employee":           {facts("2026-07", "vien_chuc", ""), `"total":"98.00","total_exact":"98","grade":"xuat_sac"`},
		"one clause, once":      {facts("2026-07", "vien_chuc", ""), `"basis":["233/2026/NĐ-CP"]}`},
		"in June":               {facts("2026-06", "vien_chuc", ""), `"reasons":["period"]`},
		"a civil servant":       {facts("2026-07", "cong_chuc", ""), `"reasons":["subject_class"]`},
		"head of a good unit":   {facts("2026-07", "vien_chuc", leader+`,"unit_grade":"tot"},`), `"total":"98.00","total_exact":"98","grade":"tot"`},
		"told so":               {facts("2026-07", "vien_chuc", leader+`,"unit_grade":"tot"},`), `"reasons":["unit_grade"]`},
		"of an excellent one":   {facts("2026-07", "vien_chuc", leader+`,"unit_grade":"xuat_sac"},`), `"grade":"xuat_sac","trace"`},
		"no unit grade, deputy": {facts("2026-07", "vien_chuc", leader+`},`), `"grade":"xuat_sac","trace"`},
	} {
		got, err := all.Compute([]byte(tc.facts))
		if err != nil || !strings.Contains(string(got), tc.want) {
			t.Errorf("%s: %v %+v\ngot  %swant %s", name, err, asFields(err), got, tc.want)
		}
	}
	if p, ok := all.InForce("2026-10-31", "vien_chuc"); !ok || p.Name() != "nd233-2026@1" {
		t.Errorf("in October %s grades public employees", p.Name())
	}
	if p := all.For("2026-10-31", "can_bo"); p.Name() != "nd335-2025@2" {
		t.Errorf("%s is put before officials", p.Name())
	}
	if _, err := all.Compute([]byte(strings.Replace(facts("2026-07", "cong_chuc", leader+`,"unit_grade":"tot"},`), "nd233-2026", "nd335-2025", 1))); len(asFields(err)) != 1 {
		t.Errorf("a unit's grade under Decree 335: %v", err)
	}
}

// TestWeeks: weeks begin on Monday and belong to the year of their Thursday.
func TestWeeks(t *testing.T) {
	for week, want := range map[Period]string{
		"2026-W01": "2025-12-29 2026-01-04 2026", "2026-W43": "2026-10-19 2026-10-25 2026", "2026-W53": "2026-12-28 2027-01-03 2026", "2027-W01": "2027-01-04 2027-01-10 2027",
	} {
		if got := string(week.First()) + " " + string(week.Last()) + " " + strconv.Itoa(week.Year()); got != want || week.Month() || week.Quarter() {
			t.Errorf("%s: %s, want %s", week, got, want)
		}
		if week.Next().Prev() != week || week.First().AddDays(7) != week.Next().First() {
			t.Errorf("%s is followed by %s", week, week.Next())
		}
	}
	for _, bad := range []string{"2026-W00", "2026-W54", "2025-W53", "2026-W4", "2026-w43", "2026W043", "2026-W4x", "xxxx-W01"} {
		if p, err := ParsePeriod(bad); err == nil {
			t.Errorf("%q is %s", bad, p)
		}
	}
	if Period("2026-W43").Display() != "tuần 43/2026" {
		t.Error(Period("2026-W43").Display())
	}
}

// TestPolicyFaults: a policy that is not whole does not load.
func TestPolicyFaults(t *testing.T) {
	raw, err := os.ReadFile("policies/nd335-2025@2.json")
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ old, new string }{
		"unknown key":          {`"version"`, `"verzion"`},
		"no legal basis":       {`"Luật 80/2025/QH15; Nghị định 335/2025/NĐ-CP"`, `""`},
		"no first day":         {`"2026-01-01"`, `""`},
		"ends before":          {`"to": ""`, `"to": "2025-01-01"`},
		"no people":            {`["cong_chuc"]`, `[]`},
		"unknown people":       {`"cong_chuc"`, `"quan_chuc"`},
		"unknown grade":        {`"grade": "tot"`, `"grade": "kha"`},
		"no mark":              {`"value": true, "mark": "U"`, `"value": true, "mark": ""`},
		"groups do not add up": {`"max": "30"`, `"max": "31"`},
		"bands do not descend": {`"from": "90"`, `"from": "60"`},
		"unknown strategy":     {`"mean_of_periods"`, `"best"`},
		"exceptional below":    {`"exceptional": "0.25"`, `"exceptional": "0.1"`},
		"unknown base":         {`"good_only"`, `"all"`},
		"an empty adjustment":  {`"subjects"`, `"adjustments": [{"code": "x", "name": "", "max": "0", "mark": "U"}], "subjects"`},
	} {
		text := strings.Replace(string(raw), tc.old, tc.new, 1)
		if _, err := decode([]byte(text), Policy.check); err == nil || text == string(raw) {
			t.Errorf("%s is taken", name)
		}
	}
}
