package v1

import (
	"math"

	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TaskLeadInput names who is to lead: a person of a unit, or the unit alone.
type TaskLeadInput struct {
	Unit   string `json:"unit" maxLength:"26" doc:"Đơn vị chủ trì"`
	Person string `json:"person,omitempty" maxLength:"26" doc:"Người chủ trì; bỏ trống để thủ trưởng đơn vị phân công"`
}

// TaskPartInput names who is to coordinate: a unit or a person, with the share agreed and a deadline of its own.
type TaskPartInput struct {
	Unit   string `json:"unit,omitempty" maxLength:"26" doc:"Đơn vị phối hợp"`
	Person string `json:"person,omitempty" maxLength:"26" doc:"Người phối hợp"`
	Share  int    `json:"share,omitempty" minimum:"0" maximum:"99" doc:"Tỷ lệ, phần trăm; phần còn lại là của chủ trì"`
	Due    string `json:"due,omitempty" format:"date" doc:"Hạn riêng: hết ngày này; không có là theo hạn của nhiệm vụ"`
}

// TaskProductInput is a product of the catalogue by its code, or free text with points.
type TaskProductInput struct {
	Code   string  `json:"code,omitempty" maxLength:"40" doc:"Mã trong danh mục"`
	Text   string  `json:"text,omitempty" maxLength:"200" doc:"Hoặc mô tả sản phẩm"`
	Points float64 `json:"points,omitempty" minimum:"0" maximum:"500" doc:"và số điểm, bội của 0,5"`
}

// TaskInput is the content of a task as it is typed.
type TaskInput struct {
	Title        string           `json:"title" minLength:"5" maxLength:"300" doc:"Tên nhiệm vụ"`
	Description  string           `json:"description,omitempty" maxLength:"5000" doc:"Nội dung"`
	DocumentID   string           `json:"documentId,omitempty" maxLength:"26" doc:"Văn bản nguồn"`
	Lead         TaskLeadInput    `json:"lead,omitempty" doc:"Chủ trì; bản nháp có thể chưa có"`
	Coordinators []TaskPartInput  `json:"coordinators,omitempty" maxItems:"30" doc:"Phối hợp"`
	Product      TaskProductInput `json:"product,omitempty" doc:"Sản phẩm; bản nháp có thể chưa có"`
	Quantity     float64          `json:"quantity,omitempty" minimum:"0.001" maximum:"100000" doc:"Số lượng, nhiều nhất 3 chữ số thập phân; bản nháp có thể chưa có"`
	Due          DueRule          `json:"due,omitempty" doc:"Thời hạn; không có là không hạn"`
	Informed     []TaskInformed   `json:"informed,omitempty" maxItems:"50" doc:"Nhận để biết: xem được khi việc được giao, không xử lý gì"`
	Urgency      string           `json:"urgency,omitempty" default:"thuong" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
}

// NewTask is a task to be created.
type NewTask struct {
	TaskInput
	Assign bool `json:"assign" doc:"Giao ngay, không lưu nháp"`
}

// NewTasks is a new task and who else is given one of the same content below it.
type NewTasks struct {
	NewTask
	Others []TaskLeadInput `json:"others,omitempty" maxItems:"99" doc:"Giao thêm mỗi nơi một việc con cùng nội dung"`
}

// leadsOf returns whom others names.
func leadsOf(others []TaskLeadInput) []task.Lead {
	leads := make([]task.Lead, len(others))
	for i, lead := range others {
		leads[i] = task.Lead(lead)
	}
	return leads
}

// EditTask is another content for a draft or a recalled task.
type EditTask struct {
	Version int64 `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
	TaskInput
}

// input returns what the service works with. errs.ErrInvalid for numbers with more decimals than are kept.
func (in TaskInput) input() (task.Input, error) {
	quantity, err := thousandths("quantity", in.Quantity)
	if err != nil {
		return task.Input{}, err
	}
	points, err := thousandths("product.points", in.Product.Points)
	if err != nil {
		return task.Input{}, err
	}
	content := task.Input{
		Title: in.Title, Description: in.Description, Document: in.DocumentID, Lead: task.Lead(in.Lead),
		ProductCode: in.Product.Code, ProductText: in.Product.Text, PointsMilli: points, QtyMilli: quantity,
		Due: in.Due.rule(), Urgency: task.Urgency(in.Urgency),
	}
	content.Coordinators, content.Informed = partsOf(in.Coordinators), informedOf(in.Informed)
	return content, nil
}

func partsOf(in []TaskPartInput) []task.Part {
	var parts []task.Part
	for _, c := range in {
		parts = append(parts, task.Part{Unit: c.Unit, Person: c.Person, Share: c.Share, DueOn: vncal.Date(c.Due)})
	}
	return parts
}

// thousandths returns a JSON number in thousandths; errs.ErrInvalid when it has more than three decimals. The nearest
// double of a decimal with three places is never further from it than this.
func thousandths(path string, x float64) (int64, error) {
	n := math.Round(x * 1000)
	if math.Abs(x*1000-n) > 1e-6 {
		return 0, errs.ErrInvalid.At(path, "format")
	}
	return int64(n), nil
}
