package forms_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/access"
	"congvu/internal/evaluation"
	"congvu/internal/forms"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/internal/selfscore"
	"congvu/internal/task"
	"congvu/pkg/paper"
	"congvu/pkg/vncal"
)

// units are a province, a department with a seal of its own, and a division of it.
var units = map[string]org.Unit{
	"tinh": {ID: "tinh", Name: "Ủy ban nhân dân tỉnh Quảng Nam", ShortName: "UBND tỉnh", Kind: org.Province, Body: true},
	"so":   {ID: "so", Code: "STTTT", Name: "Sở Thông tin và Truyền thông", ShortName: "Sở TT&TT", Kind: org.Department, Ancestors: []string{"tinh"}, Body: true},
	"cntt": {ID: "cntt", Name: "Phòng Công nghệ thông tin", ShortName: "P. CNTT", Kind: org.Division, Ancestors: []string{"tinh", "so"}},
}

func policy(t *testing.T) grading.Policy {
	t.Helper()
	all, err := grading.LoadPolicies()
	if err != nil {
		t.Fatal(err)
	}
	return all.For("2026-04-30", identity.CivilServant)
}

func number(t *testing.T, s string) grading.Decimal {
	t.Helper()
	d, err := grading.ParseDecimal(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// lan is the sheet of spec/evaluation.md, as picture 33 has it: S = 120, a, b, c = 90, 85, 75.
func lan(t *testing.T) forms.Sheet {
	t.Helper()
	p := policy(t)
	work := []struct {
		code, title, k, assigned, done string
		failed, late                   int64
	}{
		{"NV-2026-000231", "Báo cáo tỷ lệ văn bản ký số quý I", "24", "1", "1", 1, 2},
		{"NV-2026-000232", "Hướng dẫn ba xã dùng chữ ký số", "28", "3", "3", 0, 0},
		{"NV-2026-000233", "Soạn công văn trả lời kiến nghị", "12", "1", "0", 0, 0},
	}
	general := &evaluation.General{By: "thinh", Groups: []grading.GroupPoints{
		{Key: p.General.Groups[0].Code, PointsMilli: 9500}, {Key: p.General.Groups[1].Code, PointsMilli: 9000, Remark: "Cần chủ động hơn"},
		{Key: p.General.Groups[2].Code, PointsMilli: 9000},
	}}
	sum := number(t, "27.5")
	facts := grading.Facts{Period: "2026-04", Subject: grading.Subject{Class: identity.CivilServant}, General: &sum}
	var lines []evaluation.Fact
	for _, w := range work {
		facts.Lines = append(facts.Lines, grading.Line{
			Task: w.code, K: number(t, w.k), Assigned: number(t, w.assigned), Done: number(t, w.done), FailedReviews: w.failed, LateEvents: w.late,
		})
		f := evaluation.Fact{Code: w.code, State: task.Completed, Show: evaluation.Show{Title: w.title, Product: "Báo cáo", Reviews: []evaluation.Review{{On: "2026-04-09"}}}}
		if w.done == "0" {
			f.State, f.Show.Reviews = task.InProgress, nil
		}
		lines = append(lines, f)
	}
	return forms.Sheet{
		Units: units, Today: "2026-05-08", Superior: identity.Person{ID: "thinh", Name: "Phan Hữu Thịnh", Title: "Trưởng phòng"},
		Score: evaluation.Score{
			Person: identity.Person{ID: "lan", Name: "Nguyễn Thị Lan", StaffNo: "QN-0441", Title: "Chuyên viên", Primary: identity.Post{Unit: "cntt", Role: access.Officer}},
			Month:  evaluation.Month{Period: "2026-04", State: evaluation.Closed}, AsOf: time.Date(2026, 4, 29, 9, 12, 0, 0, time.UTC),
			Policy: p, Result: p.Grade(facts), Lines: lines,
			Sheet: evaluation.Sheet{
				Class: identity.CivilServant, Units: []string{"tinh", "so", "cntt"}, General: general, Rev: 1,
				Frozen: &evaluation.Frozen{Hash: "9c417e0b00000000"},
			},
		},
	}
}

// said writes a document as lines: a paragraph each, a row each with its cells between bars.
func said(d paper.Document) string {
	var b strings.Builder
	for _, x := range d.Body {
		switch x := x.(type) {
		case paper.Title:
			b.WriteString("# " + x.Kind + " / " + x.About + "\n")
		case paper.Text:
			for _, r := range x.Runs {
				b.WriteString(r.Text)
			}
			b.WriteString("\n")
		case paper.Dots:
			b.WriteString("....\n")
		case paper.Table:
			for _, r := range x.Rows {
				b.WriteString("| " + strings.ReplaceAll(strings.Join(r.Cells, " | "), "\n", " / ") + "\n")
			}
		case paper.Signatures:
			for _, p := range x.Places {
				b.WriteString("[" + p.Title + ": " + p.Name + "]\n")
			}
			if len(x.Recipients) > 0 {
				b.WriteString("Nơi nhận: " + strings.Join(x.Recipients, "; ") + "\n")
			}
		case paper.NewPage:
			b.WriteString("----\n")
		}
	}
	return b.String()
}

// TestForm01 holds the form of picture 33 against every line of it.
func TestForm01(t *testing.T) {
	t.Parallel()
	d := forms.Form01(lan(t))
	want := `# Phiếu theo dõi, đánh giá công chức / Kỳ đánh giá: tháng 4 năm 2026
Họ và tên: Nguyễn Thị Lan. Số hiệu: QN-0441
Chức vụ, chức danh: Chuyên viên
Đơn vị công tác: Phòng Công nghệ thông tin, Sở Thông tin và Truyền thông
I. Tiêu chí chung
| 1 | Phẩm chất chính trị, đạo đức, văn hóa thực thi công vụ, ý thức kỷ luật, kỷ cương | 10,00 |  | 9,50
| 2 | Năng lực chuyên môn, nghiệp vụ; tinh thần trách nhiệm, thái độ phục vụ người dân, doanh nghiệp, khả năng phối hợp | 10,00 |  | 9,00
| 3 | Năng lực đổi mới sáng tạo, dám nghĩ, dám làm, dám chịu trách nhiệm | 10,00 |  | 9,00
|  | Cộng | 30,00 |  | 27,50
II. Tổng hợp kết quả
| 1 | Điểm tiêu chí chung | 27,50 | Mục I
| 2 | Số lượng (a) | 90,00 | 108,00 ÷ 120,00
| 3 | Chất lượng (b) | 85,00 | 102,00 ÷ 120,00
| 4 | Tiến độ (c) | 80,00 | 96,00 ÷ 120,00
| 5 | Điểm kết quả thực hiện nhiệm vụ | 59,50 | 0,70 × (a + b + c) ÷ 3
| 6 | Tổng điểm (1 + 5) | 87,00 | Hoàn thành tốt nhiệm vụ
Mức xếp loại đề xuất: Hoàn thành tốt nhiệm vụ (335/2025/NĐ-CP Điều 20 khoản 2).
III. Ưu điểm
....
IV. Hạn chế, khuyết điểm
....
V. Nhận xét của cấp có thẩm quyền
Tiêu chí 2: Cần chủ động hơn
....
[NGƯỜI TỰ ĐÁNH GIÁ: Nguyễn Thị Lan]
[TRƯỞNG PHÒNG: Phan Hữu Thịnh]
----
# Phụ lục / Danh mục sản phẩm, công việc tháng 4 năm 2026 của Nguyễn Thị Lan
| 1 | Báo cáo tỷ lệ văn bản ký số quý I / (Báo cáo) | 1 | 1 | 24 | 24,00 | 18,00 | 12,00 | NV-2026-000231 / duyệt 09/4/2026 | 1 lần sai sót lớn; 2 lần trễ hạn
| 2 | Hướng dẫn ba xã dùng chữ ký số / (Báo cáo) | 3 | 3 | 28 | 84,00 | 84,00 | 84,00 | NV-2026-000232 / duyệt 09/4/2026 | 
| 3 | Soạn công văn trả lời kiến nghị / (Báo cáo) | 1 | 0 | 12 | 12,00 | 0,00 | 0,00 | NV-2026-000233 | chưa hoàn thành
|  | Cộng |  | 108,00 |  | 120,00 | 102,00 | 96,00 |  | 
`
	if diff := cmp.Diff(strings.Split(want, "\n"), strings.Split(said(d), "\n")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(&paper.Head{
		Superior: "UBND tỉnh Quảng Nam", Agency: "Sở Thông tin và Truyền thông", Dated: "Quảng Nam, ngày 08 tháng 5 năm 2026",
	}, d.Head); diff != "" {
		t.Error(diff)
	}
	if want := (paper.Foot{Left: "Mẫu số 01. Phụ lục: danh mục 3 sản phẩm", Right: "Phiếu 04/2026, QN-0441, bản 1 · mã kiểm 9C41-7E0B"}); d.Foot != want {
		t.Errorf("foot %v, want %v", d.Foot, want)
	}
	for name, write := range map[string]func() ([]byte, error){"pdf": d.PDF, "docx": d.DOCX} {
		if _, err := write(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestForm01States: what the form says of sheets that are not like that of picture 33.
func TestForm01States(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change    func(*forms.Sheet)
		has, lack []string
	}{
		"provisional": {
			func(s *forms.Sheet) { s.Score.Month.State, s.Score.Sheet.Frozen = evaluation.Open, nil },
			[]string{"(BẢN TẠM TÍNH, số liệu đến 16:12 ngày 29/4/2026)"}, nil,
		},
		"final": {func(*forms.Sheet) {}, nil, []string{"TẠM TÍNH"}},
		"no general points": {
			func(s *forms.Sheet) {
				s.Score.Sheet.General = nil
				s.Score.Result = s.Score.Policy.Grade(grading.Facts{Period: "2026-04", Subject: grading.Subject{Class: identity.CivilServant}, Lines: lines(s.Score.Result)})
			},
			[]string{
				"| 1 | Điểm tiêu chí chung | – | Mục I", "| 6 | Tổng điểm (1 + 5) | 59,50 – 89,50 | \n", "Chưa có mức xếp loại: chưa có điểm tiêu chí chung.",
				"|  | Cộng | 30,00 |  | \n",
			},
			[]string{"Tiêu chí 2", "đề xuất"},
		},
		"nothing assigned": {
			func(s *forms.Sheet) {
				sum := grading.Int(30)
				s.Score.Lines = nil
				s.Score.Result = s.Score.Policy.Grade(grading.Facts{Period: "2026-04", Subject: grading.Subject{Class: identity.CivilServant}, General: &sum})
			},
			[]string{"| 2 | Số lượng (a) | – | \n", "Chưa có mức xếp loại: trong kỳ không có sản phẩm được giao."},
			[]string{"Phụ lục", "----"},
		},
		"leader": {
			func(s *forms.Sheet) {
				dd, e, sum := grading.Int(100), grading.Int(50), grading.Int(28)
				s.Score.Sheet.Leader = true
				s.Score.Sheet.Leadership = &evaluation.Leadership{DD: 100, E: 50, Reason: "Nội bộ còn ý kiến kéo dài"}
				s.Score.Sheet.Managed = &evaluation.Managed{Scored: 4, Lowest: "49.9000"}
				s.Score.Result = s.Score.Policy.Grade(grading.Facts{
					Period: "2026-04", Subject: grading.Subject{Class: identity.CivilServant, Leader: true}, General: &sum, Lines: lines(s.Score.Result),
					Leadership: &grading.Leadership{DD: &dd, E: &e, SubordinateScores: []grading.Decimal{number(t, "49.9")}},
				})
			},
			[]string{
				"| 5 | Kết quả của đơn vị phụ trách (d) | 50,00 | 4 người có điểm, thấp nhất 49,90", "| 6 | Tổ chức triển khai nhiệm vụ (đ) | 100,00 |",
				"| 7 | Quy tụ, đoàn kết (e) | 50,00 |", "| 8 | Điểm kết quả thực hiện nhiệm vụ | 53,08 | 0,70 × (a + b + c + d + đ + e) ÷ 6", "| 9 | Tổng điểm (1 + 8) | 81,08 |",
				"Về đ và e: Nội bộ còn ý kiến kéo dài",
			}, nil,
		},
		"override": {
			func(s *forms.Sheet) {
				sum := grading.Int(28)
				s.Score.Result = s.Score.Policy.Grade(grading.Facts{
					Period: "2026-04", Subject: grading.Subject{Class: identity.CivilServant}, General: &sum, Lines: lines(s.Score.Result),
					Overrides: []grading.Override{{Kind: "duty_discipline", Document: "12/QĐ-SNV", Date: "2026-02-03"}},
				})
			},
			[]string{"Mức xếp loại đề xuất: Không hoàn thành nhiệm vụ (335/2025/NĐ-CP Điều 20 khoản 4 điểm c).", ": 12/QĐ-SNV ngày 03/02/2026."}, nil,
		},
		"public employee":             {func(s *forms.Sheet) { s.Score.Sheet.Class = identity.PublicEmployee }, []string{"# Phiếu theo dõi, đánh giá viên chức /"}, nil},
		"nobody above":                {func(s *forms.Sheet) { s.Superior = identity.Person{} }, []string{"[CẤP CÓ THẨM QUYỀN: ]"}, []string{"Thịnh"}},
		"share, carried over, waits":  {func(s *forms.Sheet) { s.Score.Lines[2] = carried(s.Score.Lines[2]) }, []string{"| phối hợp 40%; chuyển từ 03/2026; chờ duyệt\n"}, nil},
		"quarter":                     {func(s *forms.Sheet) { s.Score.Month.Period = "2026-Q2" }, []string{"Kỳ đánh giá: quý II năm 2026", "Cộng (trung bình các tháng làm việc)"}, nil},
		"left out":                    {func(s *forms.Sheet) { s.Score.Left = left() }, []string{"không tính trong kỳ này", "- Kế hoạch năm (NV-1): xong trước hạn 06/5/2026, tính vào tháng 5 năm 2026.", "- Tờ trình (NV-2): chờ duyệt khi chốt kỳ, chuyển sang tháng 5 năm 2026.", "- Góp ý (NV-3): chưa trình, không có hạn.", "- Công văn (NV-4): chưa trình, hạn 30/4/2026."}, nil},
		"moved since to another unit": {func(s *forms.Sheet) { s.Score.Person.Primary.Unit = "tinh" }, []string{"Đơn vị công tác: Phòng Công nghệ thông tin, Sở"}, nil},
	} {
		s := lan(t)
		tc.change(&s)
		got := said(forms.Form01(s))
		for _, want := range tc.has {
			if !strings.Contains(got, want) {
				t.Errorf("%s: %q is missing in\n%s", name, want, got)
			}
		}
		for _, not := range tc.lack {
			if strings.Contains(got, not) {
				t.Errorf("%s: %q stands in\n%s", name, not, got)
			}
		}
	}
}

// lines returns the lines that a result was made of.
func lines(r grading.Result) (all []grading.Line) {
	for _, x := range r.Trace {
		all = append(all, x.Line)
	}
	return all
}

func carried(f evaluation.Fact) evaluation.Fact {
	f.State, f.CarriedFrom, f.Show.Share, f.Show.Helps = task.Submitted, "2026-03", 40, true
	return f
}

func left() []evaluation.Left {
	fact := func(code, title string, due vncal.Date) evaluation.Fact {
		return evaluation.Fact{Code: code, DueOn: due, Show: evaluation.Show{Title: title}}
	}
	return []evaluation.Left{
		{Fact: fact("NV-1", "Kế hoạch năm", "2026-05-06"), Why: evaluation.LeftEarly, Period: "2026-05"},
		{Fact: fact("NV-2", "Tờ trình", "2026-04-20"), Why: evaluation.LeftWaiting, Period: "2026-05"},
		{Fact: fact("NV-3", "Góp ý", ""), Why: evaluation.LeftNotDue, Period: "2026-04"},
		{Fact: fact("NV-4", "Công văn", "2026-04-30"), Why: evaluation.LeftNotDue, Period: "2026-04"},
	}
}

// TestForm01OfAYear: a year is the mean of its quarters, and says why one is left out.
func TestForm01OfAYear(t *testing.T) {
	t.Parallel()
	s := lan(t)
	p := s.Score.Policy
	s.Score.Month.Period, s.Score.Lines = "2026", nil
	s.Score.Parts = []evaluation.PartScore{
		{Part: evaluation.Part{Period: "2026-Q1", Why: evaluation.NotPosted}},
		{Part: evaluation.Part{Period: "2026-Q2", Why: evaluation.OnLeave, Paper: "12/GNP"}},
		{Part: evaluation.Part{Period: "2026-Q3"}, State: evaluation.Closed, Result: grading.Result{Total: "85.83", Grade: grading.Good}},
		{Part: evaluation.Part{Period: "2026-Q4"}, State: evaluation.Open, Result: grading.Result{Total: "91", Grade: grading.Excellent}},
	}
	year := p.GradeYear(grading.YearFacts{Year: 2026, Subject: grading.Subject{Class: identity.CivilServant}})
	s.Score.Year = &year
	s.Score.Result = grading.Result{Total: "88.42", Grade: grading.Good}
	got := said(forms.Form01(s))
	for _, want := range []string{
		"Kỳ đánh giá: năm 2026\n", "| 1 | Quý I năm 2026 | – | – | Không tính: chưa công tác tại cơ quan\n", "| 2 | Quý II năm 2026 | – | – | Không tính: nghỉ cả kỳ (12/GNP)\n",
		"| 3 | Quý III năm 2026 | 85,83 | Hoàn thành tốt nhiệm vụ | \n", "| 4 | Quý IV năm 2026 | 91,00 | Hoàn thành xuất sắc nhiệm vụ | Tạm tính\n",
		"|  | Điểm của năm | 88,42 | Hoàn thành tốt nhiệm vụ | \n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

// TestForm01Self: what a person gave themselves stands beside the superior's points and under III and IV; nothing of it counts.
func TestForm01Self(t *testing.T) {
	t.Parallel()
	s := lan(t)
	groups := s.Score.Policy.General.Groups
	s.Self = &selfscore.Self{
		Groups: []grading.GroupPoints{
			{Key: groups[0].Code, PointsMilli: 10_000}, {Key: groups[1].Code, PointsMilli: 9500, Remark: "Trả lời dân còn chậm"}, {Key: groups[2].Code, PointsMilli: 10_000},
		},
		Leadership: &evaluation.Leadership{DD: 100, E: 50, Reason: "Còn ý kiến khác nhau"},
		Strengths:  "Đúng hạn.\n\nKhông sai sót.", Limits: "Ít sáng kiến.",
	}
	got := said(forms.Form01(s))
	for _, want := range []string{
		"| 10,00 | 9,50 | ", "| 30,00 | 29,50 | 27,50", "Tự đề xuất: đ = 100, e = 50. Còn ý kiến khác nhau",
		"III. Ưu điểm\nĐúng hạn.\nKhông sai sót.\nIV. Hạn chế, khuyết điểm\nÍt sáng kiến.\nTiêu chí 2: Trả lời dân còn chậm\nV.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
}

func TestOfficeOf(t *testing.T) {
	t.Parallel()
	all := map[string]org.Unit{
		"xa":   {ID: "xa", Name: "Ủy ban nhân dân xã Điện Bàn", Kind: org.Commune, Ancestors: []string{"tinh"}, Body: true},
		"lien": {ID: "lien", Name: "Liên đoàn", Kind: org.Department, Body: true},
		"tt":   {ID: "tt", Name: "Trung tâm", Kind: org.Centre, Ancestors: []string{"tinh", "so"}, Body: true},
	}
	for id, u := range units {
		all[id] = u
	}
	for unit, want := range map[string]forms.Office{
		"tinh": {Name: "Ủy ban nhân dân tỉnh Quảng Nam", Short: "UBND tỉnh", Place: "Quảng Nam"},
		"so":   {Superior: "UBND tỉnh Quảng Nam", Name: "Sở Thông tin và Truyền thông", Short: "Sở TT&TT", Place: "Quảng Nam"},
		"cntt": {Superior: "UBND tỉnh Quảng Nam", Name: "Sở Thông tin và Truyền thông", Short: "Sở TT&TT", Place: "Quảng Nam"},
		"tt":   {Superior: "Sở Thông tin và Truyền thông", Name: "Trung tâm", Place: "Quảng Nam"},
		"xa":   {Superior: "UBND tỉnh Quảng Nam", Name: "Ủy ban nhân dân xã Điện Bàn", Place: "Điện Bàn"},
		"lien": {Name: "Liên đoàn"},
	} {
		if got := forms.OfficeOf(all, unit); got != want {
			t.Errorf("OfficeOf(%s) = %+v, want %+v", unit, got, want)
		}
	}
}
