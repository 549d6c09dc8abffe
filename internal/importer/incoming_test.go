package importer_test

import (
	"fmt"
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/importer"
)

const registerHead = "Ngày đến;Số đến;Tác giả;Số, ký hiệu;Ngày tháng;Tên loại và trích yếu nội dung;Đơn vị hoặc người nhận;Ngày chuyển;Ký nhận;Ghi chú;Độ khẩn;Độ mật\n"

// arrived is a row of a register: its number of arrival, and the number of the document.
func arrived(n, number string) string {
	return fmt.Sprintf("02/10/2026;%s;Bộ Nội vụ;%s;01/10/2026;Rà soát thủ tục hành chính;;;;;;\n", n, number)
}

// lines is the register of the year as number of arrival and number of document.
func (w *world) lines() string {
	w.t.Helper()
	p, err := w.register.List(w.t.Context(), w.vt, document.Query{Oldest: true, Limit: 100})
	w.ok(err)
	out := []string{}
	for _, d := range p.Docs {
		out = append(out, fmt.Sprintf("%d %s", d.Arrival.N, d.Number))
	}
	return strings.Join(out, ", ")
}

// TestIncoming: an office that begins in October with number 1.234 goes on from there; what came before is joined in front, what
// comes later behind, and the same file again changes nothing.
func TestIncoming(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	_, err := w.people.Add(t.Context(), access.System(w.vt.Agency), identity.Person{StaffNo: "1", Name: "Trần Thị Lan", SubjectClass: identity.CivilServant},
		identity.Appointment{Unit: w.unit["SO1"].ID, Role: access.Officer, Title: "Chuyên viên", Primary: true, From: "2026-01-01"})
	w.ok(err)
	text := "Ủy ban nhân dân tỉnh\nSỔ ĐĂNG KÝ VĂN BẢN ĐẾN\n" + registerHead + "(1);(2);(3);(4);(5);(6);(7);(8);(9);(10);;\n" +
		"01/10/2026;1234;Bộ Nội vụ;15/QĐ-BNV;30/9/2026;Quyết định về kế hoạch kiểm tra;Sở Nội vụ, Trần Thị Lan; 02/10/2026;Lan;;Hỏa tốc;\n" +
		"01/10/2026;1235;UBND tỉnh;2236/UBND-NC;30/9/2026;V/v rà soát;Đồng chí Bình;;;gấp;;Thường\n" +
		"02/10/2026;1236;Sở Y tế;44/SYT-VP;30/9/2026;Mời họp;;;;Đã hủy: vào sổ hai lần;;\n"
	i := w.try(w.vt, importer.KindIncoming, text)
	if i.Counts.Made != 3 || i.Counts.Notes != 1 || w.lines() != "" {
		t.Fatalf("trial: %+v %v", i.Counts, said(i))
	}
	w.apply(w.vt, i)
	p, err := w.register.List(t.Context(), w.vt, document.Query{Oldest: true, Limit: 10})
	w.ok(err)
	first, second, third := p.Docs[0], p.Docs[1], p.Docs[2]
	switch v := first.Arrival; {
	case v.N != 1234 || v.Type != "Quyết định" || first.Abstract != "về kế hoạch kiểm tra" || first.Urgency != "hoa_toc" || v.Open || v.HandedOn != "2026-10-02":
		t.Errorf("first line %+v %+v", first, v)
	case len(v.To) != 2 || v.To[0].Unit != w.unit["SO1"].ID || v.To[1].Person == "":
		t.Errorf("its receivers %+v", v.To)
	}
	if second.Arrival.Note != "gấp Nơi nhận: Đồng chí Bình." || !second.Arrival.Open || third.Arrival.Cancelled == nil {
		t.Errorf("second %+v, third %+v", second.Arrival, third.Arrival)
	}
	next, err := w.register.Enter(t.Context(), w.vt, document.Entry{
		Input: document.Input{Number: "1/A", Date: "2026-10-01", Issuer: "Sở Y tế", Abstract: "Mời họp"}, On: "2026-10-02"}, "")
	if err != nil || next.Arrival.N != 1237 {
		t.Errorf("the next line is %+v, %v", next.Arrival, err)
	}
	if again := w.try(w.vt, importer.KindIncoming, text); again.Counts.Same != 3 || again.Counts.Faulty != 0 {
		t.Errorf("again: %+v %v", again.Counts, said(again))
	}
	w.apply(w.vt, w.try(w.vt, importer.KindIncoming, registerHead+arrived("1232", "7/B")+arrived("1233", "8/B")+arrived("1238", "9/B")))
	w.apply(w.vt, w.try(w.vt, importer.KindIncoming, registerHead+arrived("", "10/B")+arrived("", "11/B")))
	if got, want := w.lines(), "1232 7/B, 1233 8/B, 1234 15/QĐ-BNV, 1235 2236/UBND-NC, 1236 44/SYT-VP, 1237 1/A, 1238 9/B, 1239 10/B, 1240 11/B"; got != want {
		t.Errorf("the register is %s", got)
	}
	data, err := w.imports.Template(t.Context(), w.vt, importer.KindIncoming)
	w.ok(err)
	same, err := w.imports.Upload(t.Context(), w.vt, importer.KindIncoming, "mau.xlsx", "", data, "")
	if err != nil || same.Counts.Same != 9 || same.Counts.Faulty != 0 {
		t.Errorf("the template brought back: %+v %v, %v", same.Counts, said(same), err)
	}
}

// TestIncomingFaults: every way to break a line or the register, each named at its cell; nothing is written while one is left.
func TestIncomingFaults(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.apply(w.vt, w.try(w.vt, importer.KindIncoming, registerHead+arrived("10", "1/A")+arrived("11", "2/A")))
	row := func(change ...string) string {
		text := "02/10/2026;12;Bộ Nội vụ;3/A;01/10/2026;Rà soát;;;;;;\n"
		return strings.NewReplacer(change...).Replace(text)
	}
	for name, tc := range map[string]struct{ rows, want string }{
		"a gap":                      {arrived("13", "3/A"), "2·B Sổ không được cách số: thiếu số đến 12. Nếu số đó đã hủy, hãy ghi dòng ấy với ghi chú “Đã hủy: lý do”."},
		"a gap between":              {arrived("12", "3/A") + arrived("14", "4/A"), "3·B Sổ không được cách số: thiếu số đến 13. Nếu số đó đã hủy, hãy ghi dòng ấy với ghi chú “Đã hủy: lý do”."},
		"a gap in front":             {arrived("8", "3/A"), "2·B Sổ không được cách số: thiếu số đến 9. Nếu số đó đã hủy, hãy ghi dòng ấy với ghi chú “Đã hủy: lý do”."},
		"a number of another":        {arrived("11", "3/A"), "2·B Số đến này đã có trong sổ, của văn bản 2/A."},
		"a number twice":             {arrived("12", "3/A") + arrived("12", "4/A"), "3·B Số đến này đã có ở một dòng trên."},
		"some without a number":      {arrived("12", "3/A") + arrived("", "4/A"), "3·B Ô này bắt buộc, đang để trống."},
		"secret":                     {row(";;;;;;\n", ";;;;;;Tối mật\n"), "2·L Hệ thống không tiếp nhận văn bản có độ mật. Hãy bỏ dòng này, xử lý ngoài hệ thống."},
		"secret as urgency":          {row(";;;;;;\n", ";;;;;Mật;\n"), "2·L Hệ thống không tiếp nhận văn bản có độ mật. Hãy bỏ dòng này, xử lý ngoài hệ thống."},
		"after today":                {row("02/10/2026", "30/10/2026"), "2·A Ngày này sau hôm nay."},
		"arrived before it was made": {row("01/10/2026", "03/10/2026"), "2·A Ngày đến trước ngày của văn bản."},
		"handed over before":         {row("Rà soát;;", "Rà soát;;01/10/2026"), "2·H Ngày chuyển trước ngày đến."},
		"no day":                     {row("02/10/2026", "hôm qua"), "2·A Không phải là ngày. Hãy ghi dạng ngày/tháng/năm, ví dụ 01/05/2026."},
		"nothing said":               {row("Rà soát", ""), "2·F Ô này bắt buộc, đang để trống."},
		"a formula that failed":      {row("Bộ Nội vụ", "#REF!"), "2·C Công thức trong ô báo lỗi. Hãy sửa công thức hoặc dán giá trị."},
		"too long":                   {row("3/A", strings.Repeat("3", 101)), "2·D Dài quá 100 ký tự."},
		"no such urgency":            {row(";;;;;;\n", ";;;;;rất gấp;\n"), "2·K Không nhận giá trị này. Chỉ nhận: Thường, Khẩn, Thượng khẩn, Hỏa tốc."},
		"the example":                {row("Rà soát", "Rà soát (dòng ví dụ, xin xóa)"), "2·F Đây là dòng ví dụ của mẫu. Hãy xóa dòng này."},
	} {
		i := w.try(w.vt, importer.KindIncoming, registerHead+tc.rows)
		if got := strings.Join(said(i), " | "); got != tc.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tc.want)
		}
		if _, err := w.imports.Apply(t.Context(), w.vt, i.ID, i.Version); !errs.As(err).Is(importer.ErrFaulty) {
			t.Errorf("%s: apply: %v", name, err)
		}
	}
	twin := w.try(w.vt, importer.KindIncoming, registerHead+arrived("12", "2 / a")+arrived("13", "02/A"))
	if twin.Counts.Faulty != 0 || twin.Counts.Notes != 2 {
		t.Errorf("duplicates are warned of: %+v %v", twin.Counts, said(twin))
	}
	// Somebody enters between the trial and the writing: number 12 is taken, nothing is written.
	_, err := w.imports.Apply(t.Context(), w.vt, twin.ID, twin.Version)
	w.ok(err)
	_, err = w.register.Enter(t.Context(), w.vt, document.Entry{Input: document.Input{Number: "9/C", Date: "2026-10-01", Issuer: "X", Abstract: "Y"}, On: "2026-10-02"}, "")
	w.ok(err)
	w.ok(w.run())
	if got, err := w.imports.Get(t.Context(), w.vt, twin.ID); err != nil || !got.Stale || got.Counts.Faulty != 1 || w.lines() != "10 1/A, 11 2/A, 12 9/C" {
		t.Errorf("%+v, %v; the register is %s", got, err, w.lines())
	}
	for _, who := range []access.Actor{w.hr, w.an} {
		if _, err := w.imports.Upload(t.Context(), who, importer.KindIncoming, "x.csv", "", []byte(registerHead+row()), ""); !errs.As(err).Is(errs.ErrForbidden) {
			t.Errorf("%s: %v", who.ID, err)
		}
	}
}

// TestFirstNumber: the first line of a year that is entered by hand may have any number; none after it.
func TestFirstNumber(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	enter := func(number string, first int64) (document.Document, error) {
		return w.register.Enter(t.Context(), w.vt, document.Entry{
			Input: document.Input{Number: number, Date: "2026-10-01", Issuer: "X", Abstract: "Y"}, On: "2026-10-02", First: first}, "")
	}
	if d, err := enter("1/A", 1234); err != nil || d.Arrival.N != 1234 {
		t.Fatalf("%+v, %v", d.Arrival, err)
	}
	if _, err := enter("2/A", 2000); errs.As(err).Fields == nil || errs.As(err).Fields[0].Code != "register_begun" {
		t.Errorf("once more: %v", err)
	}
	if d, err := enter("2/A", 0); err != nil || d.Arrival.N != 1235 {
		t.Errorf("%+v, %v", d.Arrival, err)
	}
}
