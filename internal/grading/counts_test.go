package grading

import (
	"os"
	"strings"
	"testing"

	"congvu/internal/errs"
)

// tasks90 are facts under Decree 90 of who did twenty tasks on time, ten of them beyond what was asked.
const tasks90 = `{"policy":"nd90-2020","year":2025,"subject":{"class":"cong_chuc","leader":false},"tasks_total":20,"done":20,"on_time_with_quality":20,"beyond":10,"late_or_poor":0,"months_worked":12,"months_absent":0}`

// leader90 are those of a head whose unit did its ten targets, five of them beyond, and whose ten units are good in seven
// cases.
var leader90 = strings.NewReplacer(`"leader":false`, `"leader":true`, `"months_worked"`,
	`"targets_total":10,"targets_done":10,"targets_exceeded":5,"targets_on_time_with_quality":8,"units_total":10,"units_completed":10,"units_good":7,"months_worked"`,
).Replace(tasks90)

// TestCounts changes one thing of good facts: every condition of Decree 90 from both sides of its bound, vector 24 first.
func TestCounts(t *testing.T) {
	all := policies(t)
	for name, tc := range map[string]struct{ facts, old, new, want string }{
		"vector 24, 10 beyond":     {tasks90, ``, ``, `{"status":"scored","policy":"nd90-2020@1","year":2025,"grade":"xuat_sac","unmet":[],"overrides":[],"reasons":[],"basis":["90/2020/NĐ-CP Điều 8"]}`},
		"vector 24, 9 beyond":      {tasks90, `"beyond":10`, `"beyond":9`, `"grade":"tot","unmet":[{"grade":"xuat_sac","count":"beyond","has":"9","of":"tasks_total","from":"20","at_least":"0.5"}],"overrides":[],"reasons":[],"basis":["90/2020/NĐ-CP Điều 9"]}`},
		"one late":                 {tasks90, `"on_time_with_quality":20,"beyond":10,"late_or_poor":0`, `"on_time_with_quality":19,"beyond":10,"late_or_poor":1`, `"grade":"hoan_thanh"`},
		"a fifth late":             {tasks90, `"on_time_with_quality":20,"beyond":10,"late_or_poor":0`, `"on_time_with_quality":16,"beyond":10,"late_or_poor":4`, `"grade":"hoan_thanh"`},
		"more than a fifth":        {tasks90, `"on_time_with_quality":20,"beyond":10,"late_or_poor":0`, `"on_time_with_quality":15,"beyond":10,"late_or_poor":5`, `{"status":"needs_decision","policy":"nd90-2020@1","year":2025,"unmet":[`},
		"half":                     {tasks90, `"on_time_with_quality":20,"beyond":10,"late_or_poor":0`, `"on_time_with_quality":10,"beyond":10,"late_or_poor":10`, `"reasons":["between_grades"],"basis":[]}`},
		"more than half":           {tasks90, `"on_time_with_quality":20,"beyond":10,"late_or_poor":0`, `"on_time_with_quality":9,"beyond":9,"late_or_poor":11`, `"grade":"khong_hoan_thanh"`},
		"one not done":             {tasks90, `"done":20,"on_time_with_quality":20`, `"done":19,"on_time_with_quality":19`, `"status":"needs_decision"`},
		"most not done":            {tasks90, `"done":20,"on_time_with_quality":20,"beyond":10`, `"done":9,"on_time_with_quality":9,"beyond":9`, `"grade":"khong_hoan_thanh"`},
		"late is the rest":         {tasks90, `"on_time_with_quality":20,"beyond":10,"late_or_poor":0`, `"on_time_with_quality":16,"beyond":10`, `"grade":"hoan_thanh"`},
		"viên chức":                {tasks90, `cong_chuc`, `vien_chuc`, `"basis":["90/2020/NĐ-CP Điều 12"]`},
		"a quarter":                {tasks90, `"year":2025`, `"period":"2025-Q3"`, `"period":"2025-Q3","grade":"xuat_sac"`},
		"five months":              {tasks90, `"months_worked":12`, `"months_worked":5.9`, `{"status":"insufficient_data","policy":"nd90-2020@1","year":2025,"unmet":[],"overrides":[],"reasons":["months_worked"],"basis":["90/2020/NĐ-CP Điều 2"]}`},
		"six months":               {tasks90, `"months_worked":12`, `"months_worked":6`, `"grade":"xuat_sac"`},
		"absent three months":      {tasks90, `"months_worked":12,"months_absent":0`, `"months_absent":3`, `"grade":"hoan_thanh","unmet":[],"overrides":[],"reasons":["months_absent"],"basis":["90/2020/NĐ-CP Điều 2"]}`},
		"absent less":              {tasks90, `"months_worked":12,"months_absent":0`, `"months_absent":2.9`, `"grade":"xuat_sac"`},
		"absent over half":         {tasks90, `"months_worked":12,"months_absent":0`, `"months_absent":6.1`, `"status":"insufficient_data"`},
		"absent, and failed":       {tasks90, `"done":20,"on_time_with_quality":20,"beyond":10,"late_or_poor":0,"months_worked":12,"months_absent":0`, `"done":0,"on_time_with_quality":0,"beyond":0,"months_absent":4`, `"grade":"khong_hoan_thanh","unmet":`},
		"nothing assigned":         {tasks90, `"tasks_total":20,"done":20,"on_time_with_quality":20,"beyond":10`, `"tasks_total":0,"done":0,"on_time_with_quality":0,"beyond":0`, `"status":"insufficient_data","policy":"nd90-2020@1","year":2025,"unmet":[],"overrides":[],"reasons":["nothing_assigned"]`},
		"disciplined":              {tasks90, `"months_worked"`, `"overrides":[{"kind":"discipline","document":"4/QĐ","date":"2025-05-04"}],"months_worked"`, `"grade":"khong_hoan_thanh","unmet":[],"overrides":[{"kind":"discipline","document":"4/QĐ","date":"2025-05-04"}],"reasons":[],"basis":["90/2020/NĐ-CP Điều 11"]}`},
		"cán bộ":                   {tasks90, `cong_chuc`, `can_bo`, `{"status":"no_policy","policy":"nd90-2020@1","year":2025,"unmet":[],"overrides":[],"reasons":["subject_class"],"basis":[]}`},
		"công chức in 2026":        {tasks90, `2025`, `2026`, `"reasons":["period"]`},
		"viên chức in spring 2026": {strings.Replace(tasks90, "cong_chuc", "vien_chuc", 1), `"year":2025`, `"period":"2026-Q2"`, `"status":"scored"`},
		"viên chức, summer 2026":   {strings.Replace(tasks90, "cong_chuc", "vien_chuc", 1), `"year":2025`, `"period":"2026-Q3"`, `"reasons":["period"]`},
		"before the decree":        {tasks90, `2025`, `2019`, `"reasons":["period"]`},

		"leader":                          {leader90, ``, ``, `"grade":"xuat_sac","unmet":[]`},
		"leader, a target missed":         {leader90, `"targets_done":10`, `"targets_done":9`, `"grade":"hoan_thanh"`},
		"leader, few targets beyond":      {leader90, `"targets_exceeded":5`, `"targets_exceeded":4`, `"grade":"tot"`},
		"leader, targets late":            {leader90, `"targets_exceeded":5,"targets_on_time_with_quality":8`, `"targets_exceeded":4,"targets_on_time_with_quality":7`, `"grade":"hoan_thanh"`},
		"leader, a unit failed":           {leader90, `"units_completed":10`, `"units_completed":9`, `"grade":"tot"`},
		"leader, few units good":          {leader90, `"units_good":7`, `"units_good":6`, `"grade":"hoan_thanh"`},
		"leader, seven targets of ten":    {leader90, `"targets_done":10`, `"targets_done":7`, `"status":"needs_decision"`},
		"leader, half of the targets":     {leader90, `"targets_done":10,"targets_exceeded":5,"targets_on_time_with_quality":8`, `"targets_done":5,"targets_exceeded":5,"targets_on_time_with_quality":5`, `"status":"needs_decision"`},
		"leader, below half":              {leader90, `"targets_done":10,"targets_exceeded":5,"targets_on_time_with_quality":8`, `"targets_done":4,"targets_exceeded":4,"targets_on_time_with_quality":4`, `"grade":"khong_hoan_thanh"`},
		"leader, units barely completed":  {leader90, `"units_completed":10,"units_good":7`, `"units_completed":7,"units_good":6`, `"grade":"hoan_thanh"`},
		"leader, too few units completed": {leader90, `"units_completed":10,"units_good":7`, `"units_completed":6,"units_good":6`, `"status":"needs_decision"`},
		"leader without units":            {leader90, `"units_total":10,"units_completed":10,"units_good":7`, `"units_total":0,"units_completed":0,"units_good":0`, `"grade":"xuat_sac"`},
		"leader, units not known yet":     {leader90, `"units_total":10,"units_completed":10,"units_good":7,`, ``, `{"status":"needs_decision","policy":"nd90-2020@1","year":2025,"unmet":[],"overrides":[],"reasons":["leadership_missing"]`},
	} {
		facts := strings.Replace(tc.facts, tc.old, tc.new, 1)
		got, err := all.Compute([]byte(facts))
		if err != nil || !strings.Contains(string(got), tc.want) || facts == tc.facts && tc.old != "" {
			t.Errorf("%s: %v %+v\ngot  %swant %s", name, err, asFields(err), got, tc.want)
		}
	}
}

func TestCountFaults(t *testing.T) {
	all := policies(t)
	for name, tc := range map[string]struct{ facts, old, new, path, code string }{
		"unknown key":             {tasks90, `"beyond"`, `"general":1,"beyond"`, "general", "unknown"},
		"year and period":         {tasks90, `"year"`, `"period":"2025-10","year"`, "period", "facts_year_or_period"},
		"neither":                 {tasks90, `"year":2025,`, ``, "period", "required"},
		"no subject":              {tasks90, `"subject":{"class":"cong_chuc","leader":false},`, ``, "subject", "required"},
		"no total":                {tasks90, `"tasks_total":20,`, ``, "tasks_total", "required"},
		"a tenth of a task":       {tasks90, `"beyond":10`, `"beyond":9.5`, "beyond", "facts_whole"},
		"below zero":              {tasks90, `"beyond":10`, `"beyond":-1`, "beyond", "too_small"},
		"more done than given":    {tasks90, `"done":20`, `"done":21`, "done", "too_large"},
		"on time, not done":       {tasks90, `"done":20`, `"done":19`, "on_time_with_quality", "too_large"},
		"beyond, not done":        {tasks90, `"done":20,"on_time_with_quality":20`, `"done":9,"on_time_with_quality":9`, "beyond", "too_large"},
		"late and on time":        {tasks90, `"late_or_poor":0`, `"late_or_poor":1`, "late_or_poor", "too_large"},
		"neither late nor good":   {tasks90, `"on_time_with_quality":20,"beyond":10`, `"on_time_with_quality":10,"beyond":10`, "late_or_poor", "too_small"},
		"thirteen months":         {tasks90, `"months_worked":12`, `"months_worked":13`, "months_worked", "too_large"},
		"worked while absent":     {tasks90, `"months_absent":0`, `"months_absent":1`, "months_worked", "too_large"},
		"targets of an officer":   {tasks90, `"beyond"`, `"targets_total":1,"beyond"`, "targets_total", "facts_leaders_only"},
		"more units than all":     {leader90, `"units_good":7`, `"units_good":11`, "units_good", "too_large"},
		"discipline of last year": {tasks90, `"beyond"`, `"overrides":[{"kind":"discipline","document":"1","date":"2024-01-02"}],"beyond"`, "overrides[0].date", "facts_same_year"},
		"an override of another":  {tasks90, `"beyond"`, `"overrides":[{"kind":"degradation","document":"1","date":"2025-01-02"}],"beyond"`, "overrides[0].kind", "facts_one_of"},
		"another version":         {tasks90, `nd90-2020`, `nd90-2020@2`, "policy", "facts_policy"},
	} {
		_, err := all.Compute([]byte(strings.Replace(tc.facts, tc.old, tc.new, 1)))
		if want := (errs.Field{Path: tc.path, Code: tc.code}); !named(err, want) {
			t.Errorf("%s: %v %+v, want %v", name, err, asFields(err), want)
		}
	}
	if _, err := all.ComputeCap([]byte(`{"policy":"nd90-2020","people":[]}`)); !named(err, errs.Field{Path: "policy", Code: "facts_policy"}) {
		t.Errorf("places without points: %v", err)
	}
}

// TestCountPolicyFaults: a file that says nothing or too much does not load.
func TestCountPolicyFaults(t *testing.T) {
	good, err := os.ReadFile("policies/counts/nd90-2020@1.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := decode(good, CountPolicy.check); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ old, new string }{
		"an unknown count":    {`"count": "beyond"`, `"count": "quick"`},
		"a count of another":  {`"count": "beyond", "of": "tasks_total"`, `"count": "beyond", "of": "units_total"`},
		"two bounds":          {`"at_least": "0.5"`, `"at_least": "0.5", "below": "0.9"`},
		"no bound":            {`, "at_least": "0.5"`, ``},
		"an unknown key":      {`"version"`, `"verzion"`},
		"an unknown class":    {`"cong_chuc": {"from"`, `"quan_chuc": {"from"`},
		"no clause":           {`90/2020/NĐ-CP Điều 10`, ``},
		"grades out of order": {`"grade": "tot"`, `"grade": "hoan_thanh"`},
		"a bound as a float":  {`"0.5"`, `0.5`},
	} {
		text := strings.Replace(string(good), tc.old, tc.new, 1)
		_, err := decode([]byte(text), CountPolicy.check)
		if text == string(good) || err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}
