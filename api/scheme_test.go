package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/grading"
	"congvu/internal/inbox"
	"congvu/internal/scheme"
)

// proposal is a proposal of settings as it is sent.
func proposal(from, choice string) string {
	return fmt.Sprintf(`{"policy":"nd335-2025","from":%q,"document":"15/QĐ-UBND","reason":"Theo quy chế đánh giá của cơ quan","choice":%s}`, from, choice)
}

const (
	threeGroups = `{"groups":[{"code":"a","max":9},{"code":"b","max":9},{"code":"c","max":12}],"year":"quarter_count"}`
	atSettings  = "/evaluations/settings"
)

// decide decides a version that waits, in the state in which it is.
func (o *office) decide(t *testing.T, who, id string, approve bool, reason string) (int, []byte) {
	t.Helper()
	version := int64(1)
	all, err := o.Schemes.Versions(t.Context(), o.actor(t, "nhansu"))
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range all {
		if v.ID == id {
			version = v.Version
		}
	}
	return o.call(t, who, http.MethodPost, atSettings+"/"+id+"/decision", fmt.Sprintf(`{"version":%d,"approve":%t,"reason":%q}`, version, approve, reason))
}

// groupsOf returns the maxima of the general criteria that count in a period, and the agency's document.
func (o *office) groupsOf(t *testing.T, period string) string {
	t.Helper()
	status, raw := o.call(t, "lan", http.MethodGet, "/evaluations/policies?period="+period, "")
	if status != 200 {
		t.Fatalf("policies of %s: %d %s", period, status, raw)
	}
	for _, p := range read[struct{ Items []v1.EvalPolicy }](t, raw).Items {
		if !strings.HasPrefix(p.Name, "nd335-2025") {
			continue
		}
		var max []string
		for _, g := range p.Groups {
			max = append(max, g.Max)
		}
		out := strings.Join(max, "/") + " " + p.Year.Strategy
		if p.Local != nil {
			out += " " + p.Local.Document + " " + p.Local.From
		}
		return out
	}
	t.Fatal("the decree is missing")
	return ""
}

// TestSchemes: what an agency sets of a policy is proposed by one person, tried on what is closed, decided by another, and
// counts from its day on.
func TestSchemes(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	// without the operation, which wakes the job that tries it
	made, err := o.Schemes.Propose(t.Context(), o.actor(t, "nhansu"), scheme.Proposal{
		Policy: "nd335-2025", From: "2026-11-01", Document: "15/QĐ-UBND", Reason: "Theo quy chế đánh giá của cơ quan",
		Choice: grading.Choice{YearStrategy: grading.YearQuarters, Groups: []grading.ChosenMax{{Code: "a", MaxMilli: 9000}, {Code: "b", MaxMilli: 9000}, {Code: "c", MaxMilli: 12000}}},
	})
	if err != nil || made.State != scheme.Proposed || made.Trial != nil || len(made.Choice.Groups) != 3 {
		t.Fatalf("proposed: %+v, %v", made, err)
	}
	refused := func(want int, code string, status int, raw []byte) {
		t.Helper()
		if status != want || !strings.Contains(string(raw), code) {
			t.Errorf("%d %s, want %d %s", status, raw, want, code)
		}
	}
	status, raw := o.decide(t, "chutich", made.ID, true, "")
	refused(409, "scheme.untried", status, raw)
	status, raw = o.call(t, "nhansu", http.MethodPost, atSettings, proposal("2026-12-01", threeGroups))
	refused(409, "scheme.open", status, raw)
	if err := o.Schemes.TryAll(t.Context(), o.agency, nil); err != nil {
		t.Fatal(err)
	}
	status, raw = o.call(t, "chutich", http.MethodGet, atSettings+"/"+made.ID+"/effects", "")
	if status != 200 || len(read[struct{ Items []v1.SchemeEffect }](t, raw).Items) != 0 {
		t.Errorf("nothing is closed, and the trial says: %d %s", status, raw)
	}
	status, raw = o.call(t, "nhansu", http.MethodPost, atSettings+"/"+made.ID+"/decision", `{"version":2,"approve":true}`)
	refused(409, "errs.changed", status, raw)
	status, raw = o.decide(t, "nhansu", made.ID, true, "")
	refused(409, "scheme.second", status, raw)
	status, raw = o.decide(t, "giamdoc", made.ID, true, "")
	refused(403, "scheme.rights", status, raw)
	status, raw = o.decide(t, "chutich", made.ID, false, "")
	refused(422, "reason", status, raw)
	if status, raw = o.decide(t, "chutich", made.ID, true, ""); status != 200 || read[v1.SchemeVersion](t, raw).State != "decided" {
		t.Fatalf("decided: %d %s", status, raw)
	}
	status, raw = o.decide(t, "chutich", made.ID, true, "")
	refused(409, "scheme.ended", status, raw)
	for period, want := range map[string]string{
		"2026-10": "10/10/10 mean_of_periods",
		"2026-11": "9/9/12 quarter_count 15/QĐ-UBND 2026-11-01",
		"2026":    "9/9/12 quarter_count 15/QĐ-UBND 2026-11-01",
	} {
		if got := o.groupsOf(t, period); got != want {
			t.Errorf("%s is graded by %s, want %s", period, got, want)
		}
	}
	// the head was asked, the personnel officer was told
	for who, kind := range map[string]string{"chutich": "scheme.proposed", "nhansu": "scheme.decided"} {
		rows, _, err := o.Inbox.List(t.Context(), o.actor(t, who), false, "", 50)
		if err != nil || !slices.ContainsFunc(rows, func(r inbox.Row) bool { return r.Kind == kind && r.Params["document"] == "15/QĐ-UBND" }) {
			t.Errorf("%s was not told of %s: %+v, %v", who, kind, rows, err)
		}
	}
	status, raw = o.call(t, "nhansu", http.MethodPost, atSettings, proposal("2026-12-01", threeGroups))
	refused(409, "scheme.same", status, raw)
	// back to the decree as it was published, a month later; dropped by who proposed it
	status, raw = o.call(t, "nhansu", http.MethodPost, atSettings, proposal("2026-12-01", `{}`))
	back := read[v1.SchemeVersion](t, raw)
	if status != 200 {
		t.Fatalf("back: %d %s", status, raw)
	}
	if status, raw = o.decide(t, "nhansu", back.ID, false, "Chưa họp tập thể lãnh đạo"); status != 200 || read[v1.SchemeVersion](t, raw).State != "dropped" {
		t.Errorf("dropped: %d %s", status, raw)
	}
	if got := o.groupsOf(t, "2026-12"); !strings.HasPrefix(got, "9/9/12") {
		t.Errorf("a dropped proposal counts: %s", got)
	}
	if all, err := o.Schemes.Versions(t.Context(), o.actor(t, "chutich")); err != nil || len(all) != 2 || all[0].State != scheme.Dropped {
		t.Errorf("versions %+v, %v", all, err)
	}
}

// TestSchemesRefused has a row for each way in which a proposal can be wrong.
func TestSchemesRefused(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for _, x := range []struct {
		name, body, path string
	}{
		{"not the first of a month", proposal("2026-11-02", threeGroups), "from"},
		{"no day", proposal("2026-11-31", threeGroups), "from"},
		{"a month that is over", proposal("2026-09-01", `{"year":"quarter_count"}`), "from"},
		{"points of the running month were given by other groups", proposal("2026-10-01", threeGroups), "from"},
		{"too far", proposal("2029-01-01", threeGroups), "from"},
		{"a policy nobody knows", strings.Replace(proposal("2026-11-01", `{}`), "nd335-2025", "nd1-1990", 1), "policy"},
		{"a version of a policy", strings.Replace(proposal("2026-11-01", `{}`), "nd335-2025", "nd335-2025@1", 1), "policy"},
		{"no document", strings.Replace(proposal("2026-11-01", threeGroups), "15/QĐ-UBND", " ", 1), "document"},
		{"no reason", strings.Replace(proposal("2026-11-01", threeGroups), "Theo quy chế đánh giá của cơ quan", "theo quy", 1), "reason"},
		{"groups above 30", proposal("2026-11-01", `{"groups":[{"code":"a","max":19},{"code":"b","max":9},{"code":"c","max":12}]}`), "choice.groups"},
		{"a step of a thousandth of a thousandth", proposal("2026-11-01", `{"step":0.0001}`), "choice.step"},
		{"days without end", proposal("2026-11-01", `{"closeWorkingDays":400}`), "choice.closeWorkingDays"},
		{"a setting nobody knows", proposal("2026-11-01", `{"bonus":true}`), "choice.bonus"},
	} {
		status, raw := o.call(t, "nhansu", http.MethodPost, atSettings, x.body)
		if status != 422 || !strings.Contains(string(raw), fmt.Sprintf("%q", x.path)) && !strings.Contains(string(raw), x.path) {
			t.Errorf("%s: %d %s, want %s", x.name, status, raw, x.path)
		}
	}
	if status, raw := o.call(t, "nhansu", http.MethodPost, atSettings, proposal("2026-11-01", `{}`)); status != 409 || !strings.Contains(string(raw), "scheme.same") {
		t.Errorf("nothing new: %d %s", status, raw)
	}
	// settings of the running month count for it as long as its close has not begun
	if status, raw := o.call(t, "nhansu", http.MethodPost, atSettings, proposal("2026-10-01", `{"allTasksDone":true}`)); status != 200 {
		t.Errorf("the running month: %d %s", status, raw)
	}
}
