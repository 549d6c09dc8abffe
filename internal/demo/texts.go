package demo

// What people write in the sample.
var (
	progressTexts = []string{
		"Đã thu thập số liệu của các đơn vị, đang tổng hợp.",
		"Đã hoàn thành dự thảo lần một, đang xin ý kiến trong phòng.",
		"Đã làm việc với đơn vị phối hợp, thống nhất nội dung chính.",
		"Đang rà soát căn cứ pháp lý và chỉnh sửa thể thức văn bản.",
		"Đã nhận góp ý của các đơn vị, đang hoàn thiện.",
		"Còn hai đơn vị chưa gửi số liệu, đã gọi điện đôn đốc.",
	}
	submitTexts = []string{
		"Trình dự thảo và phụ lục số liệu; đã có ý kiến của các đơn vị phối hợp.",
		"Trình văn bản hoàn chỉnh, đã rà soát thể thức theo Nghị định 30/2020/NĐ-CP.",
		"Trình kết quả; số liệu đã đối chiếu với các đơn vị.",
		"Trình bản cuối kèm bảng tiếp thu, giải trình ý kiến góp ý.",
	}
	minorReasons = []string{
		"Cần bổ sung căn cứ pháp lý và chỉnh lại thể thức theo Nghị định 30/2020/NĐ-CP.",
		"Phần kiến nghị còn chung chung, cần nêu rõ đơn vị chủ trì và thời hạn.",
		"Bổ sung biểu số liệu so sánh với cùng kỳ trước khi trình.",
	}
	majorReasons = []string{
		"Số liệu tổng hợp sai lệch so với báo cáo của các đơn vị, cần rà soát lại toàn bộ.",
		"Nội dung chưa đúng yêu cầu của văn bản giao, thiếu phần đánh giá kết quả.",
	}
	declineReason = "Nội dung thuộc lĩnh vực của Trung tâm, đề nghị chuyển đơn vị chủ trì phù hợp."
	cancelReason  = "Nội dung đã giao cho đơn vị khác thực hiện, không tiếp tục nhiệm vụ này."
	remarks       = []string{"", "", "", "Đạt yêu cầu.", "Nội dung tốt, trình bày rõ ràng."}
	routine       = []string{
		"Xử lý văn bản đến và thư công vụ",
		"Trao đổi với các đơn vị về số liệu báo cáo",
		"Nghiên cứu văn bản mới, cập nhật căn cứ pháp lý",
		"Rà soát hồ sơ công việc trên hệ thống quản lý văn bản",
		"Tham gia họp giao ban của đơn vị",
	}
	unplanned = []string{
		"Hỗ trợ đơn vị khắc phục sự cố kết nối họp trực tuyến",
		"Chuẩn bị số liệu gấp phục vụ họp của lãnh đạo",
		"Trả lời điện thoại của công dân về thủ tục hành chính",
	}
	plans = []string{
		"Tiếp tục hoàn thiện các dự thảo đang thực hiện.",
		"Đôn đốc các đơn vị gửi số liệu còn thiếu.",
		"Trình lãnh đạo phòng các văn bản đến hạn.",
	}
	difficulties = []string{
		"Một số đơn vị gửi số liệu chậm, đề nghị lãnh đạo phòng có văn bản đôn đốc.",
		"Đường truyền tại nhà chập chờn buổi chiều.",
	}
	diaryReason    = "Nhật ký còn ghi chung chung, đề nghị nêu rõ kết quả từng việc."
	generalRemarks = []string{
		"Cần chủ động hơn trong phối hợp với các đơn vị.",
		"Có cố gắng; cần thêm sáng kiến trong công việc.",
		"Đôi lúc báo cáo chưa kịp thời.",
	}
)
