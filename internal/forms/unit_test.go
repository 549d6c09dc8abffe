package forms_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/evaluation"
	"congvu/internal/forms"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/ratification"
	"congvu/pkg/paper"
)

// table is the unit of lan: she, a leader better than her, and somebody whose points are missing.
func table(t *testing.T) forms.Table {
	t.Helper()
	one := lan(t)
	first := one.Score
	first.Person = identity.Person{ID: "thinh", Name: "Phan Hữu Thịnh", Title: "Trưởng phòng", Sort: "thinh", StaffNo: "QN-0440"}
	first.Sheet.Leader = true
	first.Result.Total, first.Result.Grade, first.Result.D, first.Result.DD, first.Result.E = "93.45", grading.Excellent, "100", "100", "50"
	last := one.Score
	last.Person = identity.Person{ID: "an", Name: "Huỳnh An", Title: "Chuyên viên", Sort: "an"}
	last.Result = grading.Result{Status: grading.NeedsDecision, Reasons: []grading.Reason{grading.GeneralMissing}, TotalRange: []string{"60", "90"}}
	one.Score.Person.Sort = "lan"
	return forms.Table{
		Units: units, Today: "2026-05-08", Head: first.Person, Chief: identity.Person{ID: "ly", Name: "Trương Công Lý", Title: "Giám đốc"},
		Scores: evaluation.UnitScores{
			Unit: units["cntt"], Month: one.Score.Month, Policy: one.Score.Policy, Rows: []evaluation.Score{first, one.Score, last},
			Distribution: []evaluation.GradeCount{{Grade: grading.Excellent, N: 1}, {Grade: grading.Good, N: 1}, {Grade: grading.Completed}, {Grade: grading.NotCompleted}},
		},
	}
}

func TestUnitPapers(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fill func(forms.Table) paper.Document
		want string
	}{
		"summary": {forms.Summary, `# Bảng tổng hợp kết quả / Theo dõi, đánh giá công chức tháng 4 năm 2026, Phòng Công nghệ thông tin
| 1 | Phan Hữu Thịnh | Trưởng phòng | 27,50 | 90,00 | 85,00 | 80,00 | 100,00 | 100,00 | 50,00 | 59,50 | 93,45 | Hoàn thành xuất sắc nhiệm vụ | 
| 2 | Nguyễn Thị Lan | Chuyên viên | 27,50 | 90,00 | 85,00 | 80,00 | – | – | – | 59,50 | 87,00 | Hoàn thành tốt nhiệm vụ | 
| 3 | Huỳnh An | Chuyên viên | – | – | – | – | – | – | – | – | 60,00 – 90,00 | – | Chưa có điểm tiêu chí chung
Tổng số 3 người. Hoàn thành xuất sắc nhiệm vụ: 1; Hoàn thành tốt nhiệm vụ: 1; Hoàn thành nhiệm vụ: 0; Không hoàn thành nhiệm vụ: 0; chưa có mức: 1.
[NGƯỜI LẬP BẢNG: ]
[TRƯỞNG PHÒNG: Phan Hữu Thịnh]
`},
		"notice": {forms.Notice, `# Thông báo / Kết quả đánh giá, xếp loại chất lượng công chức tháng 4 năm 2026
Căn cứ Luật 80/2025/QH15; Nghị định 335/2025/NĐ-CP;
Sở Thông tin và Truyền thông thông báo kết quả đánh giá, xếp loại chất lượng công chức tháng 4 năm 2026 của Phòng Công nghệ thông tin như sau:
| 1 | Huỳnh An | Chuyên viên | Chưa xếp loại
| 2 | Nguyễn Thị Lan | Chuyên viên | Hoàn thành tốt nhiệm vụ
| 3 | Phan Hữu Thịnh | Trưởng phòng | Hoàn thành xuất sắc nhiệm vụ
Người được đánh giá có quyền kiến nghị về kết quả của mình theo quy định.
[GIÁM ĐỐC: Trương Công Lý]
Nơi nhận: Các cá nhân có tên trên; Phòng Công nghệ thông tin; Lưu: VT, TCCB
`},
		"minutes": {forms.Minutes, `# Biên bản / Họp đánh giá, xếp loại chất lượng công chức tháng 4 năm 2026
Hôm nay, hồi …… giờ …… ngày …… tháng …… năm 2026, tại ………………………………, Phòng Công nghệ thông tin họp đánh giá, xếp loại chất lượng công chức tháng 4 năm 2026.
I. Thành phần
1. Chủ trì: Phan Hữu Thịnh, Trưởng phòng
2. Thư ký: ………………………………
3. Có mặt: ……/3 người; vắng: ………………………………
II. Nội dung
Từng người tự nhận xét, đánh giá; cuộc họp góp ý và biểu quyết về mức đề xuất, kết quả như sau:
| 1 | Phan Hữu Thịnh | 93,45 | Hoàn thành xuất sắc nhiệm vụ |  /  | ……/……
| 2 | Nguyễn Thị Lan | 87,00 | Hoàn thành tốt nhiệm vụ |  /  | ……/……
| 3 | Huỳnh An | 60,00 – 90,00 | – |  /  | ……/……
III. Kết luận của người chủ trì
....
Cuộc họp kết thúc hồi …… giờ …… cùng ngày; biên bản được đọc lại và mọi người dự họp nhất trí thông qua.
[THƯ KÝ: ]
[CHỦ TRÌ: Phan Hữu Thịnh]
`},
	} {
		d := tc.fill(table(t))
		if diff := cmp.Diff(strings.Split(tc.want, "\n"), strings.Split(said(d), "\n")); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
		for format, write := range map[string]func() ([]byte, error){"pdf": d.PDF, "docx": d.DOCX} {
			if _, err := write(); err != nil {
				t.Errorf("%s as %s: %v", name, format, err)
			}
		}
	}
	if got := forms.Notice(table(t)).Head.Number; got != "Số: ……/TB-STTTT" {
		t.Errorf("number %q", got)
	}
	province := table(t)
	province.Scores.Unit = units["tinh"]
	if got := forms.Notice(province).Head.Number; got != "Số: ……/TB-UBND" {
		t.Errorf("number of a people's committee %q", got)
	}
}

// TestUnitPaperStates: a running period is said to run, an empty unit and a vacant post leave places free, and a unit of
// several classes names them all.
func TestUnitPaperStates(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*forms.Table)
		has    string
	}{
		"running":   {func(x *forms.Table) { x.Scores.Month.State = evaluation.Open }, "(BẢN TẠM TÍNH"},
		"vacant":    {func(x *forms.Table) { x.Head = identity.Person{} }, "[THỦ TRƯỞNG ĐƠN VỊ: ]"},
		"nobody":    {func(x *forms.Table) { x.Scores.Rows, x.Scores.Distribution = nil, nil }, "Tổng số 0 người."},
		"classes":   {func(x *forms.Table) { x.Scores.Rows[2].Sheet.Class = identity.PublicEmployee }, "cán bộ, công chức, viên chức tháng 4"},
		"a year":    {func(x *forms.Table) { x.Scores.Month.Period = "2026"; x.Scores.Rows[1].Parts = quarters() }, "| 2 | Nguyễn Thị Lan | Chuyên viên | – | 85,83 | 91,00 | – | 87,00 |"},
		"a quarter": {func(x *forms.Table) { x.Scores.Month.Period = "2026-Q2" }, "quý II năm 2026"},
	} {
		x := table(t)
		tc.change(&x)
		if got := said(forms.Summary(x)); !strings.Contains(got, tc.has) {
			t.Errorf("%s: %q is missing in\n%s", name, tc.has, got)
		}
	}
}

// TestNoticeOfADecision: the notice of a quarter or year makes known what was decided and by what, not what was proposed; the
// summary and the sheet of a person say it beside the proposal.
func TestNoticeOfADecision(t *testing.T) {
	t.Parallel()
	x := table(t)
	x.Scores.Month.Period = "2026"
	lan := x.Scores.Rows[1]
	decided := ratification.Standing{
		Final:    ratification.Final{Person: lan.Person.ID, Proposed: grading.Excellent, Grade: grading.Good, Reason: "Vượt số được xếp loại xuất sắc"},
		Decision: ratification.Decision{Paper: ratification.Paper{Number: "45/QĐ-STTTT", On: "2026-12-10"}},
	}
	x.Decided = map[string]ratification.Standing{lan.Person.ID: decided}
	notice := said(forms.Notice(x))
	for _, want := range []string{
		"Căn cứ Quyết định số 45/QĐ-STTTT ngày 10/12/2026;", "| Nguyễn Thị Lan | Chuyên viên | Hoàn thành tốt nhiệm vụ",
		"| Phan Hữu Thịnh | Trưởng phòng | Chưa xếp loại",
	} {
		if !strings.Contains(notice, want) {
			t.Errorf("%q is missing in\n%s", want, notice)
		}
	}
	if got := said(forms.Summary(x)); !strings.Contains(got, "Quyết định: Hoàn thành tốt nhiệm vụ") {
		t.Errorf("the summary says\n%s", got)
	}
	sheet := forms.Sheet{Score: lan, Units: x.Units, Today: x.Today, Decided: &decided}
	if got := said(forms.Form01(sheet)); !strings.Contains(got, "Mức xếp loại theo Quyết định số 45/QĐ-STTTT ngày 10/12/2026: Hoàn thành tốt nhiệm vụ. Lý do lựa chọn: Vượt số được xếp loại xuất sắc") {
		t.Errorf("the sheet says\n%s", got)
	}
}

// quarters are those of somebody who came in the second: the first does not count, whatever it says.
func quarters() []evaluation.PartScore {
	return []evaluation.PartScore{
		{Part: evaluation.Part{Period: "2026-Q1", Why: evaluation.NotPosted}, Result: grading.Result{Total: "50"}},
		{Part: evaluation.Part{Period: "2026-Q2"}, Result: grading.Result{Total: "85.83"}},
		{Part: evaluation.Part{Period: "2026-Q3"}, Result: grading.Result{Total: "91"}},
	}
}

// TestSummarySheet: the spreadsheet has the columns of the paper, numbers as numbers.
func TestSummarySheet(t *testing.T) {
	t.Parallel()
	fields, rows := forms.SummarySheet(table(t))
	if len(rows) != 3 || len(fields) != len(rows[0]) {
		t.Fatalf("%d rows, %d fields", len(rows), len(fields))
	}
	want := []any{2, "Nguyễn Thị Lan", "QN-0441", "Chuyên viên", 27.5, 90.0, 85.0, 80.0, nil, nil, nil, 59.5, 87.0, "Hoàn thành tốt nhiệm vụ", ""}
	if diff := cmp.Diff(want, rows[1]); diff != "" {
		t.Error(diff)
	}
}
