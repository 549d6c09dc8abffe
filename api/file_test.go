package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/files"
)

// TestFile: a file goes through the API in parts, is attached, and comes back byte for byte with headers under which no browser
// runs it, whatever it is called; who has opened it is seen, and a part is no JSON.
func TestFile(t *testing.T) {
	o := newOffice(t)
	made, err := o.Tasks.Create(t.Context(), o.actor(t, "truongphong"), o.input(), true, "")
	if err != nil {
		t.Fatal(err)
	}
	data := bytes.Repeat([]byte("Dự thảo lần hai\n"), 40_000) // more than one part
	_, raw := o.call(t, "lan", "POST", "/uploads", fmt.Sprintf(`{"name":"Dự thảo \u0022lần 2\u0022.txt","size":%d}`, len(data)))
	if !strings.Contains(string(raw), `"path":"name"`) {
		t.Errorf("a name with quotes: %s", raw)
	}
	_, raw = o.call(t, "lan", "POST", "/uploads", fmt.Sprintf(`{"name":"Dự thảo lần 2.txt","size":%d}`, len(data)))
	up := read[v1.Upload](t, raw)
	if up.Part != files.PartBytes || len(up.Missing) != 2 {
		t.Fatalf("begun: %+v", up)
	}
	if status, raw := o.call(t, "lan", "PUT", "/uploads/"+up.ID+"/parts/0", `{"a":1}`); status != 415 {
		t.Errorf("a part as JSON: %d %s", status, raw)
	}
	for _, n := range []int{1, 0} {
		part := data[n*files.PartBytes : min(len(data), (n+1)*files.PartBytes)]
		if status, raw := o.call(t, "lan", "PUT", fmt.Sprintf("/uploads/%s/parts/%d", up.ID, n), string(part)); status != 204 {
			t.Fatalf("part %d: %d %s", n, status, raw)
		}
	}
	if status, raw := o.call(t, "lan", "POST", "/uploads/"+up.ID+"/finish", ""); status != 200 || read[v1.Upload](t, raw).State != "ready" {
		t.Fatalf("finished: %d %s", status, raw)
	}
	path := "/tasks/" + made.ID + "/files"
	if status, raw := o.call(t, "lan", "POST", path, fmt.Sprintf(`{"files":[{"id":%q}]}`, up.ID)); status != 200 {
		t.Fatalf("attached: %d %s", status, raw)
	}

	req := httptest.NewRequest(http.MethodGet, v1.Prefix+path+"/"+up.ID, nil)
	req.Header.Set("Authorization", "Bearer "+o.token["truongphong"])
	req.Header.Set("Accept-Encoding", "gzip, br")
	res, err := o.app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil || !bytes.Equal(got, data) || res.ContentLength != int64(len(data)) {
		t.Errorf("fetched %d bytes of %d, said %d, %v", len(got), len(data), res.ContentLength, err)
	}
	for name, want := range map[string]string{
		"Content-Type": "application/octet-stream", "X-Content-Type-Options": "nosniff", "Content-Encoding": "", "Cache-Control": "private, no-store",
		"Content-Security-Policy": "default-src 'none'; sandbox", "Cross-Origin-Resource-Policy": "same-origin",
		"Content-Disposition": `attachment; filename="D_ th_o l_n 2.txt"; filename*=UTF-8''D%E1%BB%B1%20th%E1%BA%A3o%20l%E1%BA%A7n%202.txt`,
	} {
		if got := res.Header.Values(name); strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	_, raw = o.call(t, "lan", "GET", path, "")
	listed := read[struct{ Items []v1.TaskFile }](t, raw).Items
	sum := sha256.Sum256(data)
	if len(listed) != 1 || len(listed[0].Seen) != 1 || listed[0].Seen[0].By.ID != o.person["truongphong"] || listed[0].SHA256 != hex.EncodeToString(sum[:]) {
		t.Errorf("listed: %+v", listed)
	}
	rows, _, err := o.Inbox.List(t.Context(), o.actor(t, "truongphong"), true, "", 10)
	if err != nil || len(rows) != 1 || rows[0].Kind != "task.file_attached" || rows[0].Params["file"] != "Dự thảo lần 2.txt" {
		t.Errorf("the head is told: %+v, %v", rows, err)
	}

	_, raw = o.call(t, "lan", "POST", "/uploads", `{"name":"Kết quả.txt","size":7}`)
	result := read[v1.Upload](t, raw).ID
	o.call(t, "lan", "PUT", "/uploads/"+result+"/parts/0", "kết qu")
	o.call(t, "lan", "PUT", "/uploads/"+result+"/parts/0", "ket qua")
	o.call(t, "lan", "POST", "/uploads/"+result+"/finish", "")
	o.call(t, "lan", "POST", "/tasks/"+made.ID+"/accept", `{"version":1}`)
	submit := func(file string) (int, []byte) {
		return o.call(t, "lan", "POST", "/tasks/"+made.ID+"/submit", fmt.Sprintf(`{"version":2,"note":"Đã xong","quantity":1,"files":[%q]}`, file))
	}
	if status, raw := submit(made.ID); status != 422 || !strings.Contains(string(raw), `"path":"files"`) {
		t.Errorf("handed in with a file that is none: %d %s", status, raw)
	}
	if status, raw := submit(result); status != 200 {
		t.Fatalf("handed in with a file: %d %s", status, raw)
	}
	_, raw = o.call(t, "truongphong", "GET", "/tasks/"+made.ID, "")
	if got := read[v1.Task](t, raw).Submissions; len(got) != 1 || len(got[0].Files) != 1 || got[0].Files[0] != result {
		t.Errorf("the approver sees %+v", got)
	}
	_, raw = o.call(t, "truongphong", "GET", path, "")
	if all := read[struct{ Items []v1.TaskFile }](t, raw).Items; len(all) != 2 || all[0].Result || !all[1].Result || all[1].ID != result {
		t.Errorf("told apart: %+v", all)
	}

	// Taking away: who attached it, what no result stands on, once.
	for _, tc := range []struct {
		who, file string
		status    int
	}{
		{"truongphong", up.ID, 403}, {"lan", result, 409}, {"lan", made.ID, 404}, {"lan", up.ID, 204}, {"lan", up.ID, 204},
	} {
		if status, raw := o.call(t, tc.who, "DELETE", path+"/"+tc.file, ""); status != tc.status {
			t.Errorf("%s takes %s away: %d %s", tc.who, tc.file, status, raw)
		}
	}
	if status, _ := o.call(t, "truongphong", "GET", path+"/"+up.ID, ""); status != 404 {
		t.Errorf("what was taken away is opened: %d", status)
	}
	_, raw = o.call(t, "truongphong", "GET", path, "")
	if all := read[struct{ Items []v1.TaskFile }](t, raw).Items; len(all) != 2 || all[0].Removed == nil || all[0].Removed.By.ID != o.person["lan"] || all[1].Removed != nil {
		t.Errorf("who took it away: %s", raw)
	}
	_, raw = o.call(t, "truongphong", "GET", "/tasks/"+made.ID+"/history", "")
	if history := read[struct{ Items []v1.HistoryEntry }](t, raw).Items; history[0].Action != "task.file_removed" || history[0].Params["file"] != "Dự thảo lần 2.txt" {
		t.Errorf("history: %+v", history[0])
	}
	// Of a result that was taken back, too; it is not handed in any more.
	o.call(t, "lan", "POST", "/tasks/"+made.ID+"/withdraw", `{"version":3}`)
	if status, raw := o.call(t, "lan", "DELETE", path+"/"+result, ""); status != 204 {
		t.Errorf("of what was taken back: %d %s", status, raw)
	}
	if status, raw := o.call(t, "lan", "POST", "/tasks/"+made.ID+"/submit", fmt.Sprintf(`{"version":4,"note":"Đã xong","quantity":1,"files":[%q]}`, result)); status != 409 {
		t.Errorf("handed in although it is gone: %d %s", status, raw)
	}
}
