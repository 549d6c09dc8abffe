package grading

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"congvu/internal/errs"
)

func asFields(err error) []errs.Field {
	if err == nil {
		return nil
	}
	return errs.As(err).Fields
}

const officer = `{"policy":"nd335-2025","period":"2026-10","subject":{"class":"cong_chuc","leader":false},"general":27.5,` +
	`"lines":[{"task":"NV-2026-000012","k":2,"assigned":1,"done":1,"failed_reviews":1,"late_events":2,"excused_late_events":1}]}`

// TestReadFactsFaults changes one thing in a good file; the fault names the place.
func TestReadFactsFaults(t *testing.T) {
	all := policies(t)
	if _, _, err := all.ReadFacts([]byte(officer)); err != nil {
		t.Fatalf("the file to change is not good: %v", err)
	}
	leader := strings.NewReplacer(`"leader":false}`, `"leader":true}`, `"lines"`, `"leader":{"dd":100,"e":50,"subordinate_scores":[70]},"lines"`).Replace(officer)
	override := func(kind, document, date string) string {
		return `"overrides":[{"kind":"` + kind + `","document":"` + document + `","date":"` + date + `"}],"lines"`
	}
	for name, tc := range map[string]struct{ file, old, new, path, code string }{
		"unknown key":              {officer, `"general"`, `"bonus":1,"general"`, "bonus", "unknown"},
		"wrong case":               {officer, `"general"`, `"General"`, "General", "unknown"},
		"unknown key of a line":    {officer, `"late_events"`, `"late"`, "lines[0].late", "unknown"},
		"key twice":                {officer, `"general":27.5`, `"general":27.5,"general":30`, "general", "duplicate"},
		"key twice, deep":          {officer, `"k":2`, `"k":2,"k":3`, "lines[0].k", "duplicate"},
		"year is a later format":   {officer, `"period":"2026-10"`, `"year":2026`, "year", "unknown"},
		"other decree":             {officer, `nd335-2025`, `nd90-2020`, "policy", "facts_policy"},
		"other version":            {officer, `nd335-2025`, `nd335-2025@3`, "policy", "facts_policy"},
		"done, not assigned":       {officer, `"assigned":1`, `"assigned":0`, "lines[0].done", "facts_not_assigned"},
		"failed pieces, no review": {officer, `"failed_reviews":1`, `"failed_quantity":0`, "lines[0].failed_quantity", "facts_no_failed_review"},
		"failed pieces, excused":   {officer, `"failed_reviews":1`, `"failed_reviews":1,"excused_failed_reviews":1,"failed_quantity":1`, "lines[0].failed_quantity", "too_large"},
		"failed pieces above all":  {officer, `"failed_reviews":1`, `"failed_reviews":2,"failed_quantity":2.001`, "lines[0].failed_quantity", "too_large"},
		"failed pieces negative":   {officer, `"failed_reviews":1`, `"failed_reviews":1,"failed_quantity":-1`, "lines[0].failed_quantity", "too_small"},
		"version 1 names none":     {officer, `nd335-2025","period":"2026-10","subject":{"class":"cong_chuc","leader":false},"general":27.5,"lines":[{`, `nd335-2025@1","period":"2026-10","subject":{"class":"cong_chuc","leader":false},"general":27.5,"lines":[{"failed_quantity":1,`, "lines[0].failed_quantity", "unknown"},
		"version 1 caps no line":   {officer, `nd335-2025","period"`, `nd335-2025@1","settings":{"cap_line_at_assigned":true},"period"`, "settings.cap_line_at_assigned", "unknown"},
		"line cap as text":         {officer, `"lines"`, `"settings":{"cap_line_at_assigned":"no"},"lines"`, "settings.cap_line_at_assigned", "type"},
		"policy as number":         {officer, `"nd335-2025"`, `335`, "policy", "type"},
		"month 13":                 {officer, `2026-10`, `2026-13`, "period", "facts_period"},
		"quarter 5":                {officer, `2026-10`, `2026-Q5`, "period", "facts_period"},
		"year as period":           {officer, `2026-10`, `2026`, "period", "facts_period"},
		"no period":                {officer, `"period":"2026-10",`, ``, "period", "required"},
		"no subject":               {officer, `"subject":{"class":"cong_chuc","leader":false},`, ``, "subject", "required"},
		"unknown class":            {officer, `cong_chuc`, `quan_chuc`, "subject.class", "facts_one_of"},
		"leader as text":           {officer, `"leader":false`, `"leader":"no"`, "subject.leader", "type"},
		"general above maximum":    {officer, `27.5`, `30.01`, "general", "too_large"},
		"general negative":         {officer, `27.5`, `-0.5`, "general", "too_small"},
		"general as text":          {officer, `27.5`, `"27.5"`, "general", "type"},
		"general null":             {officer, `27.5`, `null`, "general", "type"},
		"huge exponent":            {officer, `27.5`, `1e999999999`, "general", "facts_exponent"},
		"tiny exponent":            {officer, `27.5`, `1e-999999999`, "general", "facts_exponent"},
		"endless digits":           {officer, `27.5`, `0.` + strings.Repeat("3", 1000), "general", "facts_digits"},
		"lines missing":            {officer, `"lines"`, `"settings":{},"overrides"`, "lines", "required"},
		"line is no object":        {officer, `"lines":[`, `"lines":[7,`, "lines[0]", "type"},
		"task empty":               {officer, `NV-2026-000012`, ` `, "lines[0].task", "required"},
		"task too long":            {officer, `NV-2026-000012`, strings.Repeat("x", 101), "lines[0].task", "too_long"},
		"quantity negative":        {officer, `"assigned":1`, `"assigned":-1`, "lines[0].assigned", "too_small"},
		"K missing":                {officer, `"k":2,`, ``, "lines[0].k", "required"},
		"half an event":            {officer, `"late_events":2`, `"late_events":1.5`, "lines[0].late_events", "facts_whole"},
		"more excused than events": {officer, `"excused_late_events":1`, `"excused_late_events":3`, "lines[0].excused_late_events", "facts_excused"},
		"excused without events":   {officer, `"failed_reviews":1`, `"excused_failed_reviews":1`, "lines[0].excused_failed_reviews", "facts_excused"},
		"leadership of an officer": {officer, `"lines"`, `"leader":{"dd":100},"lines"`, "leader", "facts_leaders_only"},
		"đ in between":             {leader, `"dd":100`, `"dd":75`, "leader.dd", "facts_one_of"},
		"e above":                  {leader, `"e":50`, `"e":150`, "leader.e", "facts_one_of"},
		"subordinate above 100":    {leader, `[70]`, `[70,100.5]`, "leader.subordinate_scores[1]", "too_large"},
		"override unknown":         {officer, `"lines"`, override("gossip", "1/QĐ", "2026-09-03"), "overrides[0].kind", "facts_one_of"},
		"override not documented":  {officer, `"lines"`, override("degradation", "", "2026-09-03"), "overrides[0].document", "required"},
		"override on no day":       {officer, `"lines"`, override("degradation", "1/QĐ", "2026-02-30"), "overrides[0].date", "date"},
		"override for leaders":     {officer, `"lines"`, override("unit_corruption", "1/QĐ", "2026-02-03"), "overrides[0].kind", "facts_leaders_only"},
		"discipline of last year":  {officer, `"lines"`, override("duty_discipline", "1/QĐ", "2025-12-31"), "overrides[0].date", "facts_same_year"},
		"setting unknown":          {officer, `"lines"`, `"settings":{"carry":"none"},"lines"`, "settings.carry", "unknown"},
		"deduction unknown":        {officer, `"lines"`, `"settings":{"deduction_unit":"half"},"lines"`, "settings.deduction_unit", "facts_one_of"},
		"gate unknown":             {officer, `"lines"`, `"settings":{"gates":["all"]},"lines"`, "settings.gates[0]", "facts_one_of"},
		"gate twice":               {officer, `"lines"`, `"settings":{"gates":["all_tasks_done","all_tasks_done"]},"lines"`, "settings.gates[1]", "duplicate"},
		"trailing data":            {officer, `}]}`, `}]} {}`, "$", "facts_json"},
		"trailing comma":           {officer, `}]}`, `},]}`, "$", "facts_json"},
		"cut off":                  {officer, `}]}`, `}`, "$", "facts_json"},
		"not UTF-8":                {officer, `NV-2026-000012`, "NV\xff", "$", "facts_utf8"},
		"a list":                   {`[]`, ``, ``, "$", "type"},
		"empty":                    {``, ``, ``, "$", "facts_json"},
		"too deep":                 {strings.Repeat("[", 40) + strings.Repeat("]", 40), ``, ``, "$" + strings.Repeat("[0]", 32), "facts_depth"},
		"far too deep":             {strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000), ``, ``, "$", "facts_depth"},
		"too many values":          {`[` + strings.Repeat("1,", 100_000) + `1]`, ``, ``, "$", "facts_too_big"},
		"61 digits":                {officer, `27.5`, `0.` + strings.Repeat("1", 60), "general", "facts_digits"},
		"empty key":                {officer, `"general"`, `"":1,"general"`, `""`, "unknown"},
		"empty key of a line":      {officer, `"late_events"`, `"":1,"late_events"`, `lines[0].""`, "unknown"},
		"task not to be seen":      {officer, `NV-2026-000012`, "\u200b\u202e", "lines[0].task", "required"},
		"override twice":           {officer, `"lines"`, strings.Replace(override("degradation", "1/QĐ", "2026-09-03"), `}],"lines"`, `},{"kind":"degradation","document":"1/QĐ","date":"2026-09-03"}],"lines"`, 1), "overrides[1]", "duplicate"},
		"too big":                  {strings.Repeat(" ", MaxFactsBytes) + officer, ``, ``, "$", "facts_too_big"},
	} {
		_, _, err := all.ReadFacts([]byte(strings.Replace(tc.file, tc.old, tc.new, 1)))
		if !slices.ContainsFunc(asFields(err), func(f errs.Field) bool { return f.Path == tc.path && f.Code == tc.code }) {
			t.Errorf("%s: faults %+v, want %s at %s", name, asFields(err), tc.code, tc.path)
		}
		for _, f := range asFields(err) {
			if !errs.Known("field." + f.Code) {
				t.Errorf("%s: no sentence for %q", name, f.Code)
			}
		}
	}
}

// TestReadFactsKeepsDigits shows that no number passes through a float.
func TestReadFactsKeepsDigits(t *testing.T) {
	all := policies(t)
	for in, want := range map[string]string{
		"29.99999999999999999999": "29.99999999999999999999", "0.1": "0.1", "1e1": "10", "275e-1": "27.5", "-0": "0", "30.000": "30",
	} {
		p, f, err := all.ReadFacts([]byte(strings.Replace(officer, "27.5", in, 1)))
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		if got := p.Grade(f).General; got != want {
			t.Errorf("general %s is written %s, want %s", in, got, want)
		}
	}
}

// FuzzReadFacts: whatever the file holds, reading and grading end, and equal input gives equal bytes.
func FuzzReadFacts(f *testing.F) {
	all := policies(f)
	examples, err := os.ReadDir("testdata/grade")
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range examples {
		raw, err := os.ReadFile("testdata/grade/" + e.Name())
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	for _, s := range []string{``, `{`, `[[[[`, `{"policy":"nd335-2025"}`, `{"a":1e999999999}`, `"\ud800"`, "\xef\xbb\xbf{}", strings.Repeat("[", 5000),
		strings.Replace(officer, "27.5", "1e-60", 1), strings.Replace(officer, `"k":2`, `"k":9e59`, 1), strings.Replace(officer, `"k":2`, `"k":0`, 1)} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		p, facts, err := all.ReadFacts(raw)
		if err != nil {
			if len(asFields(err)) == 0 {
				t.Fatalf("refused without naming a place: %v", err)
			}
			return
		}
		first := p.Grade(facts).Bytes()
		if !bytes.Equal(first, p.Grade(facts).Bytes()) || bytes.Count(first, []byte("\n")) != 1 {
			t.Fatalf("not one line, or not the same twice: %s", first)
		}
	})
}

// TestHostileFacts: a text that is all fault costs what its length says, and is answered in few words.
func TestHostileFacts(t *testing.T) {
	all := policies(t)
	long := strings.Repeat("k", 20_000)
	for name, raw := range map[string]string{
		"values below a long key":  `{"` + long + `":[` + strings.TrimSuffix(strings.Repeat("0,", 300_000), ",") + `]}`,
		"as many faults as values": `{"policy":"nd335-2025","lines":[` + strings.TrimSuffix(strings.Repeat("{},", 200_000), ",") + `]}`,
		"one key again and again":  `{` + strings.TrimSuffix(strings.Repeat(`"a":0,`, 100_000), ",") + `}`,
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, _, err := all.ReadFacts([]byte(raw))
		runtime.ReadMemStats(&after)
		fields := errs.As(err).Fields
		if !errors.Is(err, ErrFacts) || len(fields) == 0 || len(fields) > 100 {
			t.Errorf("%s: %d faults", name, len(fields))
		}
		if got := after.TotalAlloc - before.TotalAlloc; got > 1<<30 {
			t.Errorf("%s: %d MB for %d KB", name, got>>20, len(raw)>>10)
		}
		for _, f := range fields {
			if len(f.Path) > 200 {
				t.Errorf("%s: a path of %d bytes", name, len(f.Path))
			}
		}
	}
}

// TestAppendString: only what JSON asks for is escaped, and the text comes back.
func TestAppendString(t *testing.T) {
	for in, want := range map[string]string{
		"Kế hoạch": `"Kế hoạch"`, `a"b\c/<>&`: `"a\"b\\c/<>&"`, "a\u2028b\u2029": "\"a\u2028b\u2029\"", "\x7f": "\"\x7f\"",
		"\b\f\n\r\t": `"\b\f\n\r\t"`, "\x00\x1f": `"\u0000\u001f"`, "": `""`,
	} {
		got := appendString(nil, in)
		var back string
		if err := json.Unmarshal(got, &back); string(got) != want || err != nil || back != in {
			t.Errorf("%q: %s, want %s (%q, %v)", in, got, want, back, err)
		}
	}
}
