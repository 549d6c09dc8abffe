package v1

import (
	"net/http"
	"testing"
)

// TestSelfScore: a person assesses themselves until the superior gives points; the superior sees it, and it never counts.
func TestSelfScore(t *testing.T) {
	t.Parallel()
	o := newEvalOffice(t)
	const mine = "/evaluations/me?period=2026-04"
	const full = `"groups":[{"key":"a","points":10},{"key":"b","points":9.5,"remark":"Trả lời dân còn chậm"},{"key":"c","points":10}]`
	before := asked[Score](t, o, 200, "lan", http.MethodGet, mine, "")
	if before.Self != nil || len(before.Acts) != 1 || before.Acts[0] != "self" {
		t.Fatalf("before: %+v %v", before.Self, before.Acts)
	}
	asked[Problem](t, o, 422, "lan", http.MethodPut, "/evaluations/me/2026-04/self", `{"version":0,"groups":[{"key":"a","points":9},{"key":"b","points":10},{"key":"c","points":10}]}`)
	asked[Problem](t, o, 422, "lan", http.MethodPut, "/evaluations/me/2026-Q2/self", `{"version":0,`+full+`}`)
	sent := asked[Score](t, o, 200, "lan", http.MethodPut, "/evaluations/me/2026-04/self", `{"version":0,`+full+`,"strengths":"Đúng hạn","limits":"Ít sáng kiến"}`)
	if x := sent.Self; x == nil || x.Total != "29.5" || x.Version != 1 || x.Strengths != "Đúng hạn" || x.Limits != "Ít sáng kiến" || sent.General != "" {
		t.Fatalf("sent: %+v, general %q", sent.Self, sent.General)
	}
	asked[Problem](t, o, 409, "lan", http.MethodPut, "/evaluations/me/2026-04/self", `{"version":0,`+full+`}`) // the version before
	again := asked[Score](t, o, 200, "lan", http.MethodPut, "/evaluations/me/2026-04/self", `{"version":1,`+full+`}`)
	if again.Self.Version != 2 || !again.Self.SentAt.Equal(sent.Self.SentAt) {
		t.Errorf("sent again: %+v", again.Self)
	}

	person := o.person["lan"].ID
	seen := asked[Score](t, o, 200, "truongphong", http.MethodGet, "/evaluations/people/"+person+"?period=2026-04", "")
	if seen.Self == nil || seen.Self.Groups[1].Remark != "Trả lời dân còn chậm" {
		t.Errorf("the superior sees %+v", seen.Self)
	}
	asked[Problem](t, o, 404, "minh", http.MethodGet, "/evaluations/people/"+person+"?period=2026-04", "")
	table := asked[UnitScores](t, o, 200, "truongphong", http.MethodGet, "/evaluations/units/"+o.unit["phong"]+"?period=2026-04", "")
	for _, row := range table.Rows {
		if (row.Self != nil) != (row.Person.ID == person) {
			t.Errorf("row of %s: %+v", row.Person.Name, row.Self)
		}
	}

	given := asked[Score](t, o, 200, "truongphong", http.MethodPut, "/evaluations/people/"+person+"/2026-04/general", `{"version":0,"groups":[{"key":"a","points":9,"remark":"Vào họp muộn"},{"key":"b","points":9,"remark":"Còn chậm"},{"key":"c","points":9,"remark":"Chưa đề xuất"}]}`)
	if given.General != "27" {
		t.Errorf("general points %q", given.General)
	}
	asked[Problem](t, o, 409, "lan", http.MethodPut, "/evaluations/me/2026-04/self", `{"version":2,`+full+`}`) // reviewed
	after := asked[Score](t, o, 200, "lan", http.MethodGet, mine, "")
	if after.General != "27" || after.Self == nil || after.Self.Version != 2 || len(after.Acts) != 0 {
		t.Errorf("after: general %q, self %+v, acts %v", after.General, after.Self, after.Acts)
	}
}

// asked sends a request that is answered with a status, and reads the answer.
func asked[T any](t *testing.T, o *evalOffice, status int, who, method, path, body string) (out T) {
	t.Helper()
	if got := o.call(t, who, method, path, body, &out); got != status {
		t.Fatalf("%s %s by %s: %d, want %d: %+v", method, path, who, got, status, out)
	}
	return out
}
