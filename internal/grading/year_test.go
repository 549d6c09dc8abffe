package grading

import (
	"fmt"
	"strings"
	"testing"

	"congvu/internal/errs"
)

// periodsOf writes periods of 2026 as facts hold them: "Q1=92", "Q3" for one not worked, "Q4?" for one without a score.
func periodsOf(all string) string {
	var list []string
	for _, x := range strings.Fields(all) {
		name, total, scored := strings.Cut(x, "=")
		switch {
		case scored:
			list = append(list, fmt.Sprintf(`{"period":"2026-%s","total":%s,"worked":true}`, name, total))
		case strings.HasSuffix(name, "?"):
			list = append(list, fmt.Sprintf(`{"period":"2026-%s","worked":true}`, strings.TrimSuffix(name, "?")))
		default:
			list = append(list, fmt.Sprintf(`{"period":"2026-%s","worked":false}`, name))
		}
	}
	return strings.Join(list, ",")
}

func yearFacts(more, periods string) string {
	return `{"policy":"nd335-2025","year":2026,` + more + `"periods":[` + periodsOf(periods) + `]}`
}

// TestYear classifies years: the specification's own bytes, its vectors 17 and 20, and each way in which a year has no mean
// or its mean does not decide. The arithmetic stands beside the case.
func TestYear(t *testing.T) {
	const decree = `"335/2025/NĐ-CP Điều `
	all := policies(t)
	for name, tc := range map[string]struct{ facts, want string }{
		"the specification's": {
			`{"policy":"nd335-2025","year":2026,"periods":[{"period":"2026-Q1","total":92,"grade":"xuat_sac","worked":true},{"period":"2026-Q2","total":88,"grade":"tot","worked":true},{"period":"2026-Q3","total":95,"grade":"xuat_sac","worked":true},{"period":"2026-Q4","total":89,"grade":"tot","worked":true}]}`,
			`{"status":"scored","policy":"nd335-2025@2","year":2026,"total":"91.00","total_exact":"91","grade":"xuat_sac","periods":[{"period":"2026-Q1","total":"92","counted":true},{"period":"2026-Q2","total":"88","counted":true},{"period":"2026-Q3","total":"95","counted":true},{"period":"2026-Q4","total":"89","counted":true}],"overrides":[],"reasons":[],"basis":["335/2025/NĐ-CP Điều 17","335/2025/NĐ-CP Điều 20 khoản 1","335/2025/NĐ-CP Điều 21"]}`,
		},
		"on maternity leave from July": { // (90 + 85) ÷ 2
			yearFacts("", "Q1=90 Q2=85 Q3 Q4"),
			`"total":"87.50","total_exact":"175/2","grade":"tot","periods":[{"period":"2026-Q1","total":"90","counted":true},{"period":"2026-Q2","total":"85","counted":true},{"period":"2026-Q3","counted":false},{"period":"2026-Q4","counted":false}]`,
		},
		"the mean of 93, 91, 80, 60": {yearFacts("", "Q1=93 Q2=91 Q3=80 Q4=60"), `"total":"81.00","total_exact":"81","grade":"tot"`},
		"the same, counted": { // two of xuat_sac, none failed
			yearFacts(`"settings":{"year":"quarter_count"},`, "Q1=93 Q2=91 Q3=80 Q4=60"),
			`"total":"81.00","total_exact":"81","grade":"xuat_sac"`,
		},
		"counted: its clause is the grade's": {
			yearFacts(`"settings":{"year":"quarter_count"},`, "Q1=93 Q2=91 Q3=80 Q4=60"), `"basis":[` + decree + `17",` + decree + `20 khoản 1",` + decree + `21"]`,
		},
		"counted: two failed fail the year": { // though the mean is 70
			yearFacts(`"settings":{"year":"quarter_count"},`, "Q1=95 Q2=95 Q3=45 Q4=45"), `"total":"70.00","total_exact":"70","grade":"khong_hoan_thanh"`,
		},
		"counted: two excellent and one failed": {
			yearFacts(`"settings":{"year":"quarter_count"},`, "Q1=95 Q2=95 Q3=45 Q4=75"), `"grade":"tot"`,
		},
		"counted: three just completed": {
			yearFacts(`"settings":{"year":"quarter_count"},`, "Q1=95 Q2=60 Q3=60 Q4=60"), `"grade":"hoan_thanh"`,
		},
		"counted: the grade decided, not the band of the total": {
			`{"policy":"nd335-2025","year":2026,"settings":{"year":"quarter_count"},"periods":[{"period":"2026-Q1","total":92,"grade":"tot"},{"period":"2026-Q2","total":92,"grade":"xuat_sac"}]}`,
			`"total":"92.00","total_exact":"92","grade":"tot"`,
		},
		"shown as 90.00, but below": { // (89.99 + 90 + 90) ÷ 3 = 89.9966…
			yearFacts("", "Q1=89.99 Q2=90 Q3=90 Q4"), `"total":"90.00","total_exact":"26999/300","grade":"tot"`,
		},
		"months, joined in November": {yearFacts("", "10 11=70 12=69.99"), `"total":"70.00","total_exact":"13999/200","grade":"hoan_thanh"`}, // 69.995, half up
		"months, then quarters":      {yearFacts("", "01=80 02=80 03=80 Q2=100"), `"total":"85.00"`},                                         // every evaluated period counts once
		"a transfer within the year": { // periods of both bodies
			yearFacts("", "Q1=70 Q2=80 Q3=90 Q4=100"), `"total":"85.00","total_exact":"85","grade":"tot"`,
		},
		"zero is a score": {yearFacts("", "Q1=0 Q2=100"), `"total":"50.00","total_exact":"50","grade":"hoan_thanh"`},
		"a discipline of the year": { // the total stays
			yearFacts(`"overrides":[{"kind":"duty_discipline","document":"12/QĐ-SNV","date":"2026-09-03"}],`, "Q1=92"),
			`"total":"92.00","total_exact":"92","grade":"khong_hoan_thanh","periods":[{"period":"2026-Q1","total":"92","counted":true}],"overrides":[{"kind":"duty_discipline","document":"12/QĐ-SNV","date":"2026-09-03"}],"reasons":[],"basis":[` + decree + `17",` + decree + `20 khoản 4 điểm c",` + decree + `21"]`,
		},
		"a leader's unit in a case of corruption": {
			yearFacts(`"subject":{"class":"cong_chuc","leader":true},"overrides":[{"kind":"unit_corruption","document":"3/KL-TTr","date":"2025-12-30"}],`, "Q1=92"),
			`"grade":"khong_hoan_thanh"`,
		},
		"a quarter that nobody scored yet": {
			yearFacts("", "Q1=92 Q4?"),
			`{"status":"needs_decision","policy":"nd335-2025@2","year":2026,"periods":[{"period":"2026-Q1","total":"92","counted":true},{"period":"2026-Q4","counted":false}],"overrides":[],"reasons":["period_missing"],"basis":[` + decree + `17",` + decree + `21"]}`,
		},
		"overridden without a score": {
			yearFacts(`"overrides":[{"kind":"degradation","document":"1/KL","date":"2026-01-03"}],`, "Q4?"),
			`{"status":"needs_decision","policy":"nd335-2025@2","year":2026,"grade":"khong_hoan_thanh"`,
		},
		"on leave all the year": {
			yearFacts("", "Q1 Q2 Q3 Q4"), `{"status":"insufficient_data","policy":"nd335-2025@2","year":2026,"periods":[`,
		},
		"no period at all": {yearFacts("", ""), `"periods":[],"overrides":[],"reasons":["nothing_worked"],`},
		"an official of another law": {
			yearFacts(`"subject":{"class":"can_bo","leader":true},`, "Q1=92"),
			`{"status":"no_policy","policy":"nd335-2025@2","year":2026,"periods":[],"overrides":[],"reasons":["subject_class"],"basis":[]}`,
		},
		"a year before the decree": {
			`{"policy":"nd335-2025","year":2025,"periods":[{"period":"2025-Q4","total":92}]}`, `{"status":"no_policy","policy":"nd335-2025@2","year":2025,"periods":[],"overrides":[],"reasons":["period"]`,
		},
	} {
		got, err := all.Compute([]byte(tc.facts))
		if err != nil || !strings.Contains(string(got), tc.want) || !strings.HasSuffix(string(got), "}\n") {
			t.Errorf("%s: %v %+v\ngot  %swant %s", name, err, asFields(err), got, tc.want)
		}
	}
}

// TestYearFaults: what is wrong with the facts of a year is named by its place.
func TestYearFaults(t *testing.T) {
	all := policies(t)
	good := `{"policy":"nd335-2025","year":2026,"periods":[{"period":"2026-Q1","total":92,"grade":"xuat_sac","worked":true},{"period":"2026-Q2","total":88}]}`
	if _, err := all.Compute([]byte(good)); err != nil {
		t.Fatal(err)
	}
	override := func(kind, date string) string {
		return `"overrides":[{"kind":"` + kind + `","document":"1","date":"` + date + `"}],"periods"`
	}
	for name, tc := range map[string]struct{ old, new, path, code string }{
		"year as text":             {`2026,`, `"2026",`, "year", "type"},
		"half a year":              {`2026,`, `2026.5,`, "year", "facts_whole"},
		"a year long ago":          {`2026,`, `26,`, "year", "too_small"},
		"a year far off":           {`2026,`, `20260,`, "year", "too_large"},
		"unknown key":              {`"periods"`, `"lines":[],"periods"`, "lines", "unknown"},
		"a period beside the year": {`"periods"`, `"period":"2026-10","periods"`, "period", "unknown"},
		"no periods":               {`"periods"`, `"quarters"`, "periods", "required"},
		"period of another year":   {`2026-Q2`, `2025-Q2`, "periods[1].period", "facts_same_year"},
		"period twice":             {`2026-Q2`, `2026-Q1`, "periods[1].period", "facts_overlap"},
		"month within a quarter":   {`2026-Q2`, `2026-03`, "periods[1].period", "facts_overlap"},
		"no period":                {`"period":"2026-Q2"`, `"worked":true`, "periods[1].period", "required"},
		"total above":              {`88`, `100.01`, "periods[1].total", "too_large"},
		"total below":              {`88`, `-1`, "periods[1].total", "too_small"},
		"total as text":            {`88`, `"88"`, "periods[1].total", "type"},
		"unknown grade":            {`xuat_sac`, `kem`, "periods[0].grade", "facts_one_of"},
		"a grade without a total":  {`"total":92,`, ``, "periods[0].total", "required"},
		"worked as text":           {`true`, `"yes"`, "periods[0].worked", "type"},
		"unknown strategy":         {`"periods"`, `"settings":{"year":"best"},"periods"`, "settings.year", "facts_one_of"},
		"counting months":          {`"periods":[`, `"settings":{"year":"quarter_count"},"periods":[{"period":"2026-07","total":1},`, "periods[0].period", "facts_quarters"},
		"another setting":          {`"periods"`, `"settings":{"gates":[]},"periods"`, "settings.gates", "unknown"},
		"discipline of last year":  {`"periods"`, override("duty_discipline", "2025-09-03"), "overrides[0].date", "facts_same_year"},
		"corruption, no leader":    {`"periods"`, override("unit_corruption", "2026-09-03"), "overrides[0].kind", "facts_leaders_only"},
		"version without years":    {`nd335-2025`, `nd335-2025@1`, "policy", "facts_no_year"},
	} {
		_, err := all.Compute([]byte(strings.Replace(good, tc.old, tc.new, 1)))
		if want := (errs.Field{Path: tc.path, Code: tc.code}); !named(err, want) {
			t.Errorf("%s: %v %+v, want %v", name, err, asFields(err), want)
		}
	}
}

// named reports whether err is ErrFacts and names a place with a code.
func named(err error, want errs.Field) bool {
	for _, f := range asFields(err) {
		if f.Path == want.Path && f.Code == want.Code {
			return errs.As(err).Is(ErrFacts)
		}
	}
	return false
}
