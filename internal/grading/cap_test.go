package grading

import (
	"fmt"
	"strings"
	"testing"

	"congvu/internal/errs"
)

// crowd writes n people of a group with one total each; ids go on from the number of those before.
func crowd(before, n int, total, group string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"id":"p%d","total":%s`, before+i+1, total)
		if group != "" {
			fmt.Fprintf(&b, `,"group":%q`, group)
		}
		b.WriteString("},")
	}
	return b.String()
}

func capFacts(more string, people ...string) string {
	return `{"policy":"nd335-2025",` + more + `"people":[` + strings.TrimSuffix(strings.Join(people, ""), ",") + `]}`
}

// TestCap bounds the share of xuat_sac: vector 15 of the specification under each base and share, groups inside a unit, and
// who goes over. x of N may be chosen with x ≤ 20 % of the N − x rated tot.
func TestCap(t *testing.T) {
	all := policies(t)
	forty := []string{crowd(0, 12, "95", ""), crowd(12, 28, "75", ""), crowd(40, 10, "60", "")}
	over := func(from int) string {
		var ids []string
		for i := from; i <= 12; i++ {
			ids = append(ids, fmt.Sprintf(`"p%d"`, i))
		}
		return `"overflow":[` + strings.Join(ids, ",") + `]}`
	}
	for name, tc := range map[string]struct{ facts, want string }{
		"vector 15":                      {capFacts("", forty...), `{"unit":{"eligible":40,"places":6},"groups":[],` + over(7)},                                 // 0.2·40 ÷ 1.2 = 6.67
		"vector 15, 25 %":                {capFacts(`"exceptional":true,`, forty...), `{"unit":{"eligible":40,"places":8},"groups":[],` + over(9)},              // 0.25·40 ÷ 1.25 = 8
		"vector 15, of tot and better":   {capFacts(`"settings":{"cap_base":"good_or_better"},`, forty...), `{"unit":{"eligible":40,"places":8},` + `"groups"`}, // 0.2·40
		"vector 15, 25 % of tot, better": {capFacts(`"exceptional":true,"settings":{"cap_base":"good_or_better"},`, forty...), `"places":10}`},
		"vector 15, of all graded":       {capFacts(`"settings":{"cap_base":"all_graded"},`, forty...), `{"unit":{"eligible":50,"places":10},"groups":[],` + over(11)},
		"41 people":                      {capFacts("", crowd(0, 41, "70", "")), `{"unit":{"eligible":41,"places":6},"groups":[],"overflow":[]}`},
		"five people have no place":      {capFacts("", crowd(0, 1, "99", ""), crowd(1, 4, "80", "")), `{"unit":{"eligible":5,"places":0},"groups":[],"overflow":["p1"]}`}, // 0.83
		"six have one":                   {capFacts("", crowd(0, 1, "99", ""), crowd(1, 5, "80", "")), `{"unit":{"eligible":6,"places":1},"groups":[],"overflow":[]}`},     // exactly 1
		"exactly at the bands":           {capFacts("", crowd(0, 1, "90", ""), crowd(1, 1, "89.99", ""), crowd(2, 4, "70", ""), crowd(6, 1, "69.99", "")), `{"unit":{"eligible":6,"places":1},"groups":[],"overflow":[]}`},
		"a full group in a unit with room": { // lanh_dao 0.2·10 ÷ 1.2 = 1.67; chuyen_vien 0.2·31 ÷ 1.2 = 5.17; unit 0.2·41 ÷ 1.2 = 6.83
			capFacts("", crowd(0, 3, "95", "lanh_dao"), crowd(3, 7, "80", "lanh_dao"), crowd(10, 2, "92", "chuyen_vien"), crowd(12, 29, "80", "chuyen_vien")),
			`{"unit":{"eligible":41,"places":6},"groups":[{"group":"lanh_dao","eligible":10,"places":1},{"group":"chuyen_vien","eligible":31,"places":5}],"overflow":["p2","p3"]}`,
		},
		"a full unit with people of no group": { // unit 0.2·12 ÷ 1.2 = 2, group 0.2·6 ÷ 1.2 = 1
			capFacts("", crowd(0, 1, "91", "g"), crowd(1, 5, "80", "g"), crowd(6, 3, "95", ""), crowd(9, 3, "80", "")),
			`{"unit":{"eligible":12,"places":2},"groups":[{"group":"g","eligible":6,"places":1}],"overflow":["p9","p1"]}`,
		},
		"over, the best first": {
			capFacts("", crowd(0, 1, "91", ""), crowd(1, 1, "99.5", ""), crowd(2, 1, "95", ""), crowd(3, 3, "80", "")),
			`"overflow":["p3","p1"]}`,
		},
		"a group that nobody reaches tot in": {
			capFacts("", crowd(0, 3, "60", "tạp vụ")), `{"unit":{"eligible":0,"places":0},"groups":[{"group":"tạp vụ","eligible":0,"places":0}],"overflow":[]}`,
		},
		"nobody": {capFacts(""), `{"unit":{"eligible":0,"places":0},"groups":[],"overflow":[]}`},
	} {
		got, err := all.ComputeCap([]byte(tc.facts))
		if err != nil || !strings.Contains(string(got), tc.want) || !strings.HasSuffix(string(got), "]}\n") {
			t.Errorf("%s: %v %+v\ngot  %swant %s", name, err, asFields(err), got, tc.want)
		}
	}
}

// TestCapIsKept: whatever the people, those who keep their place are within the share of the unit and of every group, and
// nobody stands over who would have fitted.
func TestCapIsKept(t *testing.T) {
	p, _ := policies(t).Find("nd335-2025")
	for seed := range 200 {
		var f CapFacts
		for i := range seed {
			f.People = append(f.People, CapPerson{ID: fmt.Sprint(i), Total: Int(int64((i*37 + seed*11) % 101)), Group: []string{"", "a", "b"}[(i*7+seed)%3]})
		}
		r, over := p.ApplyCap(f), map[string]bool{}
		for _, id := range r.Overflow {
			over[id] = true
		}
		kept, good := map[string]int64{}, map[string]int64{}
		for _, x := range f.People {
			for _, of := range []string{"unit", x.Group} {
				switch excellent := x.Total.Cmp(Int(90)) >= 0; {
				case excellent && !over[x.ID]:
					kept[of]++
				case x.Total.Cmp(Int(70)) >= 0: // who drops out is rated tot
					good[of]++
				}
			}
		}
		for _, of := range []string{"unit", "a", "b"} {
			if 5*kept[of] > good[of] {
				t.Errorf("seed %d: %d xuat_sac beside %d tot of %s", seed, kept[of], good[of], of)
			}
		}
		for _, x := range f.People {
			if over[x.ID] && 5*(kept["unit"]+1) <= good["unit"]-1 && (x.Group == "" || 5*(kept[x.Group]+1) <= good[x.Group]-1) {
				t.Errorf("seed %d: %s of %q would have had a place", seed, x.ID, x.Group)
			}
		}
	}
}

func TestCapFaults(t *testing.T) {
	all := policies(t)
	good := `{"policy":"nd335-2025","people":[{"id":"a","total":92,"group":"g"},{"id":"b","total":88}],"exceptional":false}`
	if _, err := all.ComputeCap([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ old, new, path, code string }{
		"unknown key":          {`"exceptional"`, `"share"`, "share", "unknown"},
		"unknown policy":       {`nd335-2025`, `nd1`, "policy", "facts_policy"},
		"policy without a cap": {`nd335-2025`, `nd335-2025@1`, "policy", "facts_no_cap"},
		"no people":            {`"people"`, `"persons"`, "people", "required"},
		"somebody twice":       {`"b"`, `"a"`, "people[1].id", "duplicate"},
		"no id":                {`"id":"b",`, ``, "people[1].id", "required"},
		"no total":             {`"total":88`, `"group":"g"`, "people[1].total", "required"},
		"total above 100":      {`88`, `100.5`, "people[1].total", "too_large"},
		"an empty group":       {`"g"`, `" "`, "people[0].group", "required"},
		"exceptional by word":  {`false`, `"12/QĐ"`, "exceptional", "type"},
		"unknown base":         {`"exceptional"`, `"settings":{"cap_base":"all"},"exceptional"`, "settings.cap_base", "facts_one_of"},
	} {
		_, err := all.ComputeCap([]byte(strings.Replace(good, tc.old, tc.new, 1)))
		if want := (errs.Field{Path: tc.path, Code: tc.code}); !named(err, want) {
			t.Errorf("%s: %v %+v, want %v", name, err, asFields(err), want)
		}
	}
}
