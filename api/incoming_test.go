package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/document"
	"congvu/internal/task"
	"congvu/internal/tasklist"
	"congvu/pkg/edxml"
	"congvu/pkg/vncal"
)

// arrive enters a document for phong1 as the clerk of the office and returns it.
func (o *office) arrive(t *testing.T, number string) v1.IncomingDocument {
	t.Helper()
	if o.token["vanthu"] == "" {
		o.join(t, "vanthu", o.post("so", access.Clerk))
	}
	status, raw := o.call(t, "vanthu", http.MethodPost, "/incoming", fmt.Sprintf(`{"arrivedOn":"2026-10-22","number":%q,"date":"2026-10-21",
		"issuer":"UBND tỉnh","abstract":"Rà soát thủ tục hành chính nội bộ","urgency":"khan","receivers":[{"unit":%q}]}`, number, o.unit["phong1"]))
	var d v1.IncomingDocument
	if err := json.Unmarshal(raw, &d); status != http.StatusCreated || err != nil {
		t.Fatalf("enter %s: %d %s", number, status, raw)
	}
	return d
}

// work is one task of a direction as it is sent.
func (o *office) directed(lead, title string) string {
	return fmt.Sprintf(`{"title":%q,"lead":{"unit":%q},"coordinators":[{"unit":%q}],"product":{"text":"Báo cáo","points":5},"quantity":1,"due":{"kind":"working","n":5}}`,
		title, o.unit[lead], o.unit["phong2"])
}

// TestDirection: what a leader says becomes tasks, linked both ways; the register follows them by itself, and nothing is kept of
// a direction of which one task is refused.
func TestDirection(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	d := o.arrive(t, "2236/UBND-KSTTHC")
	at := "/incoming/" + d.ID
	direct := func(who string, version int64, tasks ...string) (int, v1.IncomingDocument, string) {
		t.Helper()
		status, raw := o.call(t, who, http.MethodPost, at+"/direction", fmt.Sprintf(
			`{"version":%d,"text":"Phòng 1 chủ trì","toAnswer":true,"tasks":[%s]}`, version, strings.Join(tasks, ",")))
		var out v1.IncomingDocument
		_ = json.Unmarshal(raw, &out)
		return status, out, string(raw)
	}
	for name, c := range map[string]struct {
		who    string
		tasks  []string
		status int
		says   string
	}{
		"one lead out of reach":      {"giamdoc", []string{o.directed("phong1", "Rà soát thủ tục nội bộ"), o.directed("tinh", "Báo cáo Ủy ban nhân dân tỉnh")}, 403, "tasks[1].lead.unit"},
		"one title too short":        {"giamdoc", []string{o.directed("phong1", "Rà soát thủ tục nội bộ"), o.directed("phong1", "Báo")}, 422, "tasks[1].title"},
		"a clerk":                    {"vanthu", nil, 403, ""},
		"a head who does not see it": {"phongben", nil, 404, ""},
	} {
		status, _, raw := direct(c.who, 1, c.tasks...)
		if status != c.status || !strings.Contains(raw, c.says) {
			t.Errorf("%s: %d %s", name, status, raw)
		}
	}
	rows, _, err := o.TaskLists.List(t.Context(), o.actor(t, "chutich"), tasklist.Query{Tab: tasklist.TabUnit, Limit: 10})
	if err != nil || len(rows) != 0 {
		t.Fatalf("of refused directions %d tasks are left, %v", len(rows), err)
	}

	status, done, raw := direct("giamdoc", 1, o.directed("phong1", "Rà soát thủ tục nội bộ"), o.directed("phong1", "Báo cáo Ủy ban nhân dân tỉnh"))
	if status != http.StatusOK || len(done.Directions) != 1 || len(done.Directions[0].Tasks) != 2 || done.State != "directed" || !done.ToAnswer ||
		len(done.Receivers) != 2 || done.Progress.Tasks != 2 || done.Progress.DueOn == "" || done.Progress.Timeliness.Kind != "not_started" {
		t.Fatalf("direction: %d %s", status, raw)
	}
	if again, _, _ := direct("giamdoc", 1, o.directed("phong1", "Rà soát thủ tục nội bộ")); again != http.StatusConflict {
		t.Errorf("the same direction sent twice: %d", again)
	}
	given := done.Directions[0].Tasks[0]
	if given.Document == nil || given.Document.ID != d.ID || given.Lead.Unit.ID != o.unit["phong1"] {
		t.Errorf("the task rests on %+v", given.Document)
	}
	if status, raw := o.call(t, "vanthu", http.MethodPost, at+"/cancel", fmt.Sprintf(`{"version":%d,"reason":"Vào sổ nhầm văn bản"}`, done.Version)); status != http.StatusConflict {
		t.Errorf("cancelled over its tasks: %d %s", status, raw)
	}

	// The register follows: one task is done, the other is not.
	head := o.actor(t, "truongphong")
	done1, err := o.Tasks.Accept(t.Context(), head, given.ID, given.Version, o.person["lan"])
	if err == nil && done1.State == task.Assigned {
		done1, err = o.Tasks.Accept(t.Context(), o.actor(t, "lan"), done1.ID, done1.Version, "")
	}
	if err == nil {
		done1, err = o.Tasks.Submit(t.Context(), o.actor(t, "lan"), done1.ID, done1.Version, "Đã xong", 1000)
	}
	if err == nil {
		_, err = o.Tasks.Approve(t.Context(), o.actor(t, "giamdoc"), done1.ID, done1.Version, task.Met, 1000, task.Faulty{}, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	_, raw2 := o.call(t, "vanthu", http.MethodGet, at, "")
	var seen v1.IncomingDocument
	if err := json.Unmarshal(raw2, &seen); err != nil || seen.Progress.Done != 1 || seen.Progress.Tasks != 2 || seen.Directions[0].Hidden != 2 || !seen.Edit || seen.Cancel || seen.Direct {
		t.Errorf("as the clerk sees it: %s, %v", raw2, err)
	}
}

// TestIncomingExport: both registers are taken away in their columns, ten and seven, in the order of numbers.
func TestIncomingExport(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.arrive(t, "15/QĐ-BNV")
	o.arrive(t, "2236/UBND-KSTTHC")
	for form, want := range map[string][]string{
		"register": {"Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày tháng", "Tên loại và trích yếu nội dung", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú"},
		"follow": {
			"Số đến", "Tên loại, số, ký hiệu, ngày tháng, cơ quan ban hành", "Đơn vị hoặc người nhận", "Thời hạn giải quyết", "Tiến độ giải quyết",
			"Số, ký hiệu văn bản trả lời", "Ghi chú",
		},
	} {
		got := o.take(t, "vanthu", "/incoming/export?form="+form)
		if strings.Join(got.rows[0], "|") != strings.Join(want, "|") {
			t.Errorf("%s has the columns %q", form, got.rows[0])
		}
		if first := strings.Join(got.rows[1], "|"); !strings.Contains(first, "15/QĐ-BNV") || !strings.Contains(first, "Quyết định") {
			t.Errorf("%s begins with %s", form, first)
		}
	}
}

// TestScan: the scan comes with the line or later in a better version; who has work of the document opens it through the work,
// also when the document is none of theirs, and that is seen.
func TestScan(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.arrive(t, "15/QĐ-BNV") // the clerk is here
	vanthu := cell{T: t, o: o, who: "vanthu", of: subject{name: "vanthu"}}
	first := vanthu.bring(true)
	line := func(number, file string) (int, []byte) {
		return o.call(t, "vanthu", http.MethodPost, "/incoming", fmt.Sprintf(`{"arrivedOn":"2026-10-22","number":%q,"date":"2026-10-21",
			"issuer":"UBND tỉnh","abstract":"Rà soát thủ tục","receivers":[{"unit":%q}],"files":[%q]}`, number, o.unit["phong1"], file))
	}
	status, raw := line("2236/UBND-KSTTHC", first)
	d := read[v1.IncomingDocument](t, raw)
	if status != http.StatusCreated {
		t.Fatalf("entered: %d %s", status, raw)
	}
	if status, raw := line("2237/UBND-KSTTHC", first); status != http.StatusUnprocessableEntity || !strings.Contains(string(raw), `"path":"files[0]"`) {
		t.Errorf("a file that hangs elsewhere: %d %s", status, raw)
	}
	status, raw = o.call(t, "giamdoc", http.MethodPost, "/incoming/"+d.ID+"/direction", fmt.Sprintf(`{"version":1,"tasks":[%s]}`, o.directed("phong1", "Rà soát thủ tục nội bộ")))
	given := read[v1.IncomingDocument](t, raw)
	if status != http.StatusOK {
		t.Fatalf("direction: %d %s", status, raw)
	}
	work := given.Directions[0].Tasks[0]
	source := "/tasks/" + work.ID + "/source/files"
	for who, want := range map[string]int{"lan": 404, "phongben": 200, "truongphong": 200} {
		if status, raw := o.call(t, who, http.MethodGet, source, ""); status != want {
			t.Errorf("%s before the work is shared out: %d %s", who, status, raw)
		}
	}
	if _, err := o.Tasks.Accept(t.Context(), o.actor(t, "truongphong"), work.ID, work.Version, o.person["lan"]); err != nil {
		t.Fatal(err)
	}

	better := vanthu.bring(true)
	path := "/incoming/" + d.ID + "/files"
	if status, raw := o.call(t, "vanthu", http.MethodPost, path, fmt.Sprintf(`{"files":[{"id":%q,"replaces":%q}]}`, better, first)); status != http.StatusOK {
		t.Fatalf("a better scan: %d %s", status, raw)
	}
	doc, _, err := o.Register.Get(t.Context(), o.actor(t, "vanthu"), d.ID)
	sees, err2 := o.Tasks.VisOfDocument(t.Context(), doc)
	if err != nil || err2 != nil || !slices.Contains(sees, access.Person(o.person["lan"])) {
		t.Errorf("told of it: %v, %v, %v", sees, err, err2)
	}
	for _, at := range []string{path, path + "/" + better} {
		if status, raw := o.call(t, "lan", http.MethodGet, at, ""); status != http.StatusNotFound {
			t.Errorf("the document itself is none of hers: %s %d %s", at, status, raw)
		}
	}
	if status, raw := o.call(t, "lan", http.MethodGet, source+"/"+better, ""); status != http.StatusOK || string(raw) != fileText {
		t.Errorf("through the work: %d %s", status, raw)
	}
	_, raw = o.call(t, "giamdoc", http.MethodGet, path, "")
	all := read[struct{ Items []v1.TaskFile }](t, raw).Items
	if len(all) != 2 || all[1].N != 2 || all[1].Series != first || len(all[1].Seen) != 1 || all[1].Seen[0].By.ID != o.person["lan"] {
		t.Errorf("both versions and who has opened: %s", raw)
	}

	// A wrong scan is taken away by a clerk of the register: nobody opens it any more, its trace stays.
	for who, want := range map[string]int{"giamdoc": 403, "lan": 403, "vanthu": 204} {
		if status, raw := o.call(t, who, http.MethodDelete, path+"/"+better, ""); status != want {
			t.Errorf("taken away by %s: %d %s", who, status, raw)
		}
	}
	if status, raw := o.call(t, "vanthu", http.MethodDelete, path+"/"+better, ""); status != http.StatusNoContent {
		t.Errorf("taken away twice: %d %s", status, raw)
	}
	for who, at := range map[string]string{"lan": source + "/" + better, "giamdoc": path + "/" + better} {
		if status, raw := o.call(t, who, http.MethodGet, at, ""); status != http.StatusNotFound {
			t.Errorf("opened by %s afterwards: %d %s", who, status, raw)
		}
	}
	_, raw = o.call(t, "giamdoc", http.MethodGet, path, "")
	if all := read[struct{ Items []v1.TaskFile }](t, raw).Items; len(all) != 2 || all[1].Removed == nil || all[1].Removed.By.ID != o.person["vanthu"] {
		t.Errorf("what is left of it: %s", raw)
	}

	wrong := o.arrive(t, "16/QĐ-BNV")
	if status, raw := o.call(t, "vanthu", http.MethodPost, "/incoming/"+wrong.ID+"/cancel", `{"version":1,"reason":"Vào sổ nhầm văn bản"}`); status != http.StatusOK {
		t.Fatalf("cancelled: %d %s", status, raw)
	}
	if status, raw := o.call(t, "vanthu", http.MethodPost, "/incoming/"+wrong.ID+"/files", fmt.Sprintf(`{"files":[{"id":%q}]}`, vanthu.bring(true))); status != http.StatusConflict {
		t.Errorf("to a cancelled line: %d %s", status, raw)
	}
}

// edxmlText is a message of the standard with two files, one of which says it is a PDF and is a program.
var edxmlText = `<?xml version="1.0" encoding="utf-8"?><edXML xmlns="` + edxml.Namespace + `"><edXML:edXMLEnvelope xmlns:edXML="` + edxml.Namespace + `"><edXML:edXMLHeader><edXML:MessageHeader>
<edXML:From><edXML:OrganName>Bộ Nội vụ</edXML:OrganName></edXML:From><edXML:To><edXML:OrganName>Sở Nội vụ</edXML:OrganName></edXML:To>
<edXML:Code><edXML:CodeNumber>2124</edXML:CodeNumber><edXML:CodeNotation>BNV-CCHC</edXML:CodeNotation></edXML:Code>
<edXML:PromulgationInfo><edXML:PromulgationDate>2026/10/21</edXML:PromulgationDate></edXML:PromulgationInfo>
<edXML:DocumentType><edXML:TypeName>Công văn</edXML:TypeName></edXML:DocumentType><edXML:Subject>V/v rà soát thủ tục</edXML:Subject>
<edXML:OtherInfo><edXML:Priority>3</edXML:Priority></edXML:OtherInfo></edXML:MessageHeader></edXML:edXMLHeader>
<edXML:edXMLBody><edXML:edXMLManifest>
<edXML:Reference><edXML:AttachmentName>cong-van.txt</edXML:AttachmentName><edXML:ContentId>cid:1</edXML:ContentId></edXML:Reference>
<edXML:Reference><edXML:AttachmentName>phu-luc.pdf</edXML:AttachmentName><edXML:ContentId>cid:2</edXML:ContentId></edXML:Reference>
<edXML:Reference><edXML:AttachmentName>../thoat.txt</edXML:AttachmentName><edXML:ContentId>cid:3</edXML:ContentId></edXML:Reference>
</edXML:edXMLManifest></edXML:edXMLBody></edXML:edXMLEnvelope><AttachmentEncoded>
<Attachment><ContentId>1</ContentId><ContentTransferEncoded>` + base64.StdEncoding.EncodeToString([]byte("Kính gửi")) + `</ContentTransferEncoded></Attachment>
<Attachment><ContentId>2</ContentId><ContentTransferEncoded>` + base64.StdEncoding.EncodeToString([]byte("MZ program")) + `</ContentTransferEncoded></Attachment>
<Attachment><ContentId>3</ContentId><ContentTransferEncoded>` + base64.StdEncoding.EncodeToString([]byte("Kính gửi")) + `</ContentTransferEncoded></Attachment>
</AttachmentEncoded></edXML>`

// TestMessage: a message between document systems becomes a line of the register with its files; what is not taken says why, and
// reading it again keeps nothing twice. One that is made to harm is refused.
func TestMessage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.arrive(t, "15/QĐ-BNV") // the clerk is here
	keep := func(name, text string) string {
		t.Helper()
		f, err := o.Files.Keep(t.Context(), o.actor(t, "vanthu"), name, []byte(text), "")
		if err != nil {
			t.Fatal(err)
		}
		return f.ID
	}
	readIt := func(file string) (int, v1.IncomingMessage, string) {
		t.Helper()
		status, raw := o.call(t, "vanthu", http.MethodPost, "/incoming/messages", fmt.Sprintf(`{"file":%q}`, file))
		var m v1.IncomingMessage
		_ = json.Unmarshal(raw, &m)
		return status, m, string(raw)
	}
	file := keep("vb.edxml", edxmlText)
	status, m, raw := readIt(file)
	if status != http.StatusOK || m.Number != "2124/BNV-CCHC" || m.Date != "2026-10-21" || m.Issuer != "Bộ Nội vụ" || m.Type != "Công văn" || m.Urgency != "hoa_toc" || m.Kind != "new" {
		t.Fatalf("read: %d %s", status, raw)
	}
	if len(m.Files) != 1 || m.Files[0].Name != "cong-van.txt" || len(m.Refused) != 2 || !strings.Contains(m.Refused[0].Why, "chương trình") || m.Refused[1].Why == "" {
		t.Errorf("its files: %s", raw)
	}
	if _, again, raw := readIt(file); len(again.Files) != 1 || again.Files[0].ID != m.Files[0].ID {
		t.Errorf("read again: %s", raw)
	}
	status, entered := o.call(t, "vanthu", http.MethodPost, "/incoming", fmt.Sprintf(
		`{"arrivedOn":"2026-10-22","number":%q,"date":%q,"issuer":%q,"type":%q,"abstract":%q,"urgency":%q,"files":[%q]}`,
		m.Number, m.Date, m.Issuer, m.Type, m.Abstract, m.Urgency, m.Files[0].ID))
	if status != http.StatusCreated {
		t.Errorf("entered: %d %s", status, entered)
	}
	for says, text := range map[string]string{
		"document.message_harmful":   strings.Replace(edxmlText, "<edXML ", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><edXML `, 1),
		"document.message\"":         "<a/>",
		"document.message_withdrawn": strings.Replace(edxmlText, "</edXML:edXMLHeader>", "<edXML:TraceHeaderList><edXML:Bussiness><edXML:BussinessDocType>1</edXML:BussinessDocType></edXML:Bussiness></edXML:TraceHeaderList></edXML:edXMLHeader>", 1),
	} {
		if status, _, raw := readIt(keep("x.edxml", text)); status != http.StatusUnprocessableEntity || !strings.Contains(raw, says) {
			t.Errorf("%s: %d %s", says, status, raw)
		}
	}
}

// TestIncomingOverdue: the lines whose work is late are listed by what the work says on that day, and only they.
func TestIncomingOverdue(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for i, number := range []string{"15/QĐ-BNV", "16/QĐ-BNV", "17/QĐ-BNV"} {
		d := o.arrive(t, number)
		work := o.directed("phong1", "Rà soát thủ tục nội bộ")
		if i == 1 {
			work = strings.Replace(work, `{"kind":"working","n":5}`, `{"kind":"none"}`, 1)
		}
		if i == 2 {
			continue // nothing was said of it
		}
		if status, raw := o.call(t, "giamdoc", http.MethodPost, "/incoming/"+d.ID+"/direction", fmt.Sprintf(`{"version":1,"tasks":[%s]}`, work)); status != http.StatusOK {
			t.Fatalf("direction: %d %s", status, raw)
		}
	}
	if _, raw := o.call(t, "vanthu", http.MethodGet, "/incoming?show=overdue", ""); len(read[v1.IncomingPage](t, raw).Items) != 0 {
		t.Errorf("late on the first day: %s", raw)
	}
	later, err := wiring.Wire(o.db, clock.Fixed(time.Date(2026, 12, 1, 9, 0, 0, 0, vncal.Zone())), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"vanthu", "truongphong"} {
		p, err := later.Directions.Lines(t.Context(), o.actor(t, who), document.Query{Show: document.ShowOverdue, Limit: 1})
		if err != nil || len(p.Docs) != 1 || p.Docs[0].Number != "15/QĐ-BNV" {
			t.Errorf("late as %s sees it: %+v, %v", who, p.Docs, err)
		}
	}
}
