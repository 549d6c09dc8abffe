package demo

import (
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// The two people whose desks are laid out by hand, so that every screen has something to show today: an officer and the
// head of her division.
const (
	officer       = "QN026" // Nguyễn Thị Lan
	divisionHead  = "QN024" // Phan Hữu Thịnh
	director      = "QN019"
	colleague     = "QN027"
	otherOfficer  = "QN028"
	deskDeputy    = "QN025"
	staffOfficer  = "QN022" // of the department
	deskUnit      = "STTTT-CNTT"
	returnedMajor = "Số liệu sự cố của ba đơn vị không khớp với báo cáo giám sát, cần rà soát lại toàn bộ bảng tổng hợp."
)

// beat is an act so many working days from the last working day, in a slot.
type beat struct {
	day, slot int
	plannedAct
}

// desk returns what lies on the two desks: overdue, due today, soon and later; new, returned, waiting for approval, for a
// name, for a new decision.
func (p planner) desk() []plannedTask {
	base := p.today()
	if !p.cal.IsWorking(base) {
		base = p.cal.PrevWorking(base)
	}
	due := func(n int) vncal.Rule {
		d := p.cal.AddWorking(base, n)
		if n == 0 && base != p.today() { // on a day off, "today" is the next day that counts
			d = p.cal.NextWorking(base)
		}
		return vncal.Rule{Kind: vncal.KindDate, Date: d}
	}
	lay := func(t plannedTask, beats ...beat) plannedTask {
		if t.Unit == "" {
			t.Unit = deskUnit
		}
		if t.Pieces == 0 {
			t.Pieces = 1
		}
		if t.Urgency == "" {
			t.Urgency = task.Normal
		}
		for _, b := range beats {
			b.At = p.at(p.cal.AddWorking(base, b.day), b.slot)
			t.Acts = append(t.Acts, b.plannedAct)
		}
		return t
	}
	given := func(day, slot int) beat { return beat{day, slot, plannedAct{Do: assigns, By: divisionHead}} }
	taken := func(day, slot int, by string) beat { return beat{day, slot, plannedAct{Do: accepts, By: by}} }
	says := func(day, slot, percent int, text string) beat {
		return beat{day, slot, plannedAct{Do: reports, By: officer, Percent: percent, Text: text}}
	}
	handsIn := func(day, slot int, by, text string) beat {
		return beat{day, slot, plannedAct{Do: submits, By: by, Text: text}}
	}
	return []plannedTask{
		lay(plannedTask{Title: "Rà soát tài khoản truy cập hệ thống quản lý văn bản của các phòng", Lead: officer, Product: "BC-03", Due: due(-2)},
			given(-9, 1), taken(-9, 3, officer), says(-3, 19, 60, "Đã rà soát 5/8 phòng; ba phòng còn lại chưa gửi danh sách.")),
		lay(plannedTask{Title: "Báo cáo kết quả vận hành hội nghị trực tuyến ba cấp", Lead: officer, Product: "BC-02", Due: due(0)},
			given(-4, 2), taken(-4, 4, officer), says(-1, 20, 80, "Đã tổng hợp xong số liệu, đang viết phần đánh giá.")),
		lay(plannedTask{
			Title: "Hướng dẫn sử dụng chữ ký số chuyên dùng cho cấp xã", Lead: officer, Product: "CV-02", Due: due(1),
			Document: "1804/UBND-KGVX", Coordinators: []string{"VP-KGVX"}, Urgency: task.Urgent,
		}, given(-4, 5), taken(-4, 7, officer), says(0, 5, 55, "Đã xong phần cài đặt và ký; còn phần xử lý lỗi thường gặp.")),
		lay(plannedTask{Title: "Kế hoạch diễn tập ứng cứu sự cố an toàn thông tin", Lead: officer, Product: "KH-01", Due: due(5)},
			given(-1, 21), taken(0, 0, officer)),
		lay(plannedTask{Title: "Kế hoạch chuyển đổi số cấp xã năm tới", Lead: officer, Product: "KH-02", Due: due(12)},
			given(-3, 3), taken(-3, 6, officer)),
		lay(plannedTask{
			Title: "Công văn đôn đốc tích hợp dịch vụ công trực tuyến", Lead: officer, Product: "CV-01", Pieces: 2, Due: due(3),
			Document: "1968/UBND-KSTTHC",
		}, given(0, 1)),
		lay(plannedTask{
			Title: "Hướng dẫn kết nối nền tảng chia sẻ dữ liệu cho Sở Y tế", Lead: officer, Product: "CV-02", Due: due(1), Coordinators: []string{"SYT"},
		}, given(-6, 2), taken(-6, 4, officer), says(-3, 21, 70, "Đã thử kết nối với hệ thống của Sở Y tế."),
			handsIn(-1, 23, officer, "Trình văn bản hướng dẫn và phụ lục mô tả giao diện kết nối.")),
		lay(plannedTask{Title: "Báo cáo giám sát an toàn thông tin quý", Lead: officer, Product: "BC-03", Due: due(-1)},
			given(-8, 2), taken(-8, 4, officer), handsIn(-2, 22, officer, "Trình báo cáo và bảng tổng hợp sự cố."),
			beat{-1, 3, plannedAct{Do: returns, By: divisionHead, Text: returnedMajor, Major: true}}),

		lay(plannedTask{Title: "Rà soát, đề xuất nâng cấp mạng truyền số liệu chuyên dùng", Product: "TTR-01", Due: due(7)},
			beat{-1, 22, plannedAct{Do: assigns, By: director}}),
		lay(plannedTask{Title: "Tham mưu kế hoạch công tác quý của Sở về công nghệ thông tin", Lead: divisionHead, Product: "KH-01", Due: due(3)},
			beat{-3, 4, plannedAct{Do: assigns, By: director}}, taken(-3, 7, divisionHead)),
		lay(plannedTask{Title: "Thẩm định cấu hình phòng họp trực tuyến cấp huyện", Lead: colleague, Product: "TD-01", Due: due(2)},
			given(-9, 4), taken(-9, 6, colleague), handsIn(-1, 24, colleague, "Trình báo cáo thẩm định, kèm biên bản kiểm tra tại chỗ.")),
		lay(plannedTask{Title: "Khắc phục sự cố đường truyền của Trung tâm Phục vụ hành chính công", Lead: otherOfficer, Product: "CV-01", Due: due(2)},
			given(-1, 5), beat{-1, 9, plannedAct{Do: declines, By: otherOfficer, Text: declineReason}}),
	}
}
