package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// The verbs. Each answers with the task as it is then; a stale version with 409 and the stored task.
func (s *Server) registerTaskActs(api huma.API) {
	act := func(id, path, summary string) huma.Operation {
		return op(id, http.MethodPost, "/tasks/{id}"+path, summary, signedIn(), 403, 404, 409, 422)
	}
	giving := func(o huma.Operation) huma.Operation {
		o.Metadata = orStanding(access.Head, access.Deputy)
		return o
	}
	huma.Register(api, giving(act("task-assign", "/assign", "Giao")), s.taskAssign)
	huma.Register(api, act("task-accept", "/accept", "Tiếp nhận; thủ trưởng đơn vị chủ trì: phân công"), s.taskAccept)
	huma.Register(api, act("task-decline", "/decline", "Trả lại"), s.taskDecline)
	huma.Register(api, act("task-report", "/reports", "Báo cáo tiến độ"), s.taskReport)
	huma.Register(api, act("task-submit", "/submit", "Trình duyệt"), s.taskSubmit)
	huma.Register(api, act("task-withdraw", "/withdraw", "Rút lại bản trình để sửa"), s.taskWithdraw)
	huma.Register(api, act("task-extend", "/extensions", "Xin gia hạn"), s.taskAskExtension)
	huma.Register(api, giving(act("task-extend-answer", "/extensions/answer", "Trả lời đề nghị gia hạn")), s.taskAnswerExtension)
	huma.Register(api, act("task-cause", "/causes", "Đề nghị xác nhận nguyên nhân khách quan"), s.taskAskCause)
	huma.Register(api, giving(act("task-cause-answer", "/causes/answer", "Xác nhận hoặc không xác nhận nguyên nhân khách quan")), s.taskAnswerCause)
	huma.Register(api, giving(act("task-reschedule", "/reschedule", "Đổi hạn")), s.taskReschedule)
	urgency := act("task-urgency", "/urgency", "Đổi độ khẩn, cả việc con đang mở")
	urgency.Metadata = roles(access.Head, access.Deputy)
	huma.Register(api, urgency, s.taskUrgency)
	huma.Register(api, giving(act("task-pause", "/pause", "Tạm dừng")), s.taskPause)
	huma.Register(api, giving(act("task-resume", "/resume", "Tiếp tục việc đang tạm dừng")), s.taskResume)
	huma.Register(api, giving(act("task-approve", "/approve", "Duyệt hoàn thành")), s.taskApprove)
	huma.Register(api, giving(act("task-return", "/return", "Yêu cầu làm lại")), s.taskReturn)
	huma.Register(api, giving(act("task-reopen", "/reopen", "Mở lại nhiệm vụ đã hoàn thành")), s.taskReopen)
	nudge := act("task-nudge", "/nudge", "Đôn đốc: báo người đang giữ việc, nhiều nhất một lần trong 4 giờ")
	nudge.Metadata = roles(access.Head, access.Deputy, access.Monitor)
	huma.Register(api, nudge, s.taskNudge)
	huma.Register(api, giving(act("task-recall", "/recall", "Thu hồi")), s.taskRecall)
	huma.Register(api, act("task-cancel", "/cancel", "Hủy"), s.taskCancel)
}

// taskVersionInput is the input of the verbs that need nothing but the version.
type taskVersionInput struct {
	TaskID
	Body struct {
		Version int64 `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
	}
}

// taskAssign serves POST /api/v1/tasks/{id}/assign.
func (s *Server) taskAssign(ctx context.Context, in *taskVersionInput) (*reply[Task], error) {
	t, err := s.Tasks.Assign(ctx, actorOf(ctx), in.ID, in.Body.Version)
	return s.taskReply(ctx, t, err)
}

type taskAcceptInput struct {
	TaskID
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Person  string `json:"person,omitempty" maxLength:"26" doc:"Người được phân công, khi đơn vị chủ trì"`
	}
}

// taskAccept serves POST /api/v1/tasks/{id}/accept.
func (s *Server) taskAccept(ctx context.Context, in *taskAcceptInput) (*reply[Task], error) {
	t, err := s.Tasks.Accept(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Person)
	return s.taskReply(ctx, t, err)
}

// taskReasonInput is the input of the verbs that need nothing but a reason.
type taskReasonInput struct {
	TaskID
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Reason  string `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do"`
	}
}

// taskDecline serves POST /api/v1/tasks/{id}/decline.
func (s *Server) taskDecline(ctx context.Context, in *taskReasonInput) (*reply[Task], error) {
	t, err := s.Tasks.Decline(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

type taskReportInput struct {
	TaskID
	Idempotent
	Body struct {
		Version int64    `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Percent int      `json:"percent" minimum:"0" maximum:"100" doc:"Tiến độ, phần trăm"`
		Text    string   `json:"text" minLength:"1" maxLength:"2000" doc:"Đã làm được gì, vướng mắc gì"`
		Files   []string `json:"files,omitempty" maxItems:"20" doc:"Tệp kèm báo cáo: mã các tệp đã gửi đủ"`
	}
}

// taskReport serves POST /api/v1/tasks/{id}/reports.
func (s *Server) taskReport(ctx context.Context, in *taskReportInput) (*reply[Task], error) {
	t, err := s.Tasks.Report(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Percent, in.Body.Text, in.Key, in.Body.Files...)
	return s.taskReply(ctx, t, err)
}

type taskSubmitInput struct {
	TaskID
	Body struct {
		Version  int64    `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Note     string   `json:"note" minLength:"1" maxLength:"2000" doc:"Sản phẩm là gì, ở đâu"`
		Quantity float64  `json:"quantity" minimum:"0.001" maximum:"100000" doc:"Số lượng trình"`
		Files    []string `json:"files,omitempty" maxItems:"20" doc:"Tệp kết quả: mã các tệp đã gửi đủ, hoặc đã trình lần trước"`
	}
}

// taskSubmit serves POST /api/v1/tasks/{id}/submit.
func (s *Server) taskSubmit(ctx context.Context, in *taskSubmitInput) (*reply[Task], error) {
	quantity, err := thousandths("quantity", in.Body.Quantity)
	if err != nil {
		return nil, err
	}
	t, err := s.Tasks.Submit(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Note, quantity, in.Body.Files...)
	return s.taskReply(ctx, t, err)
}

// taskWithdraw serves POST /api/v1/tasks/{id}/withdraw.
func (s *Server) taskWithdraw(ctx context.Context, in *taskVersionInput) (*reply[Task], error) {
	t, err := s.Tasks.Withdraw(ctx, actorOf(ctx), in.ID, in.Body.Version)
	return s.taskReply(ctx, t, err)
}

// taskDayInput is the input of the verbs that name another deadline and say why.
type taskDayInput struct {
	TaskID
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Due     string `json:"due" format:"date" doc:"Hạn: hết ngày này"`
		Reason  string `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do"`
	}
}

// taskAskExtension serves POST /api/v1/tasks/{id}/extensions.
func (s *Server) taskAskExtension(ctx context.Context, in *taskDayInput) (*reply[Task], error) {
	t, err := s.Tasks.AskExtension(ctx, actorOf(ctx), in.ID, in.Body.Version, vncal.Date(in.Body.Due), in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

type taskAnswerInput struct {
	TaskID
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Due     string `json:"due,omitempty" format:"date" doc:"Hạn mới: ngày được xin, hoặc sớm hơn; không có là không đồng ý"`
		Reason  string `json:"reason,omitempty" maxLength:"2000" doc:"Lý do; cần có khi không đồng ý trọn ngày được xin"`
	}
}

// taskAnswerExtension serves POST /api/v1/tasks/{id}/extensions/answer.
func (s *Server) taskAnswerExtension(ctx context.Context, in *taskAnswerInput) (*reply[Task], error) {
	t, err := s.Tasks.AnswerExtension(ctx, actorOf(ctx), in.ID, in.Body.Version, vncal.Date(in.Body.Due), in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

// taskReschedule serves POST /api/v1/tasks/{id}/reschedule.
func (s *Server) taskReschedule(ctx context.Context, in *taskDayInput) (*reply[Task], error) {
	t, err := s.Tasks.Reschedule(ctx, actorOf(ctx), in.ID, in.Body.Version, vncal.Date(in.Body.Due), in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

type taskUrgencyInput struct {
	TaskID
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Urgency string `json:"urgency" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
		Reason  string `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do"`
	}
}

// taskUrgency serves POST /api/v1/tasks/{id}/urgency.
func (s *Server) taskUrgency(ctx context.Context, in *taskUrgencyInput) (*reply[Task], error) {
	t, err := s.Tasks.SetUrgency(ctx, actorOf(ctx), in.ID, in.Body.Version, task.Urgency(in.Body.Urgency), in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

type taskCauseInput struct {
	TaskID
	Body struct {
		Version  int64    `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Event    string   `json:"event" maxLength:"60" doc:"Lần bị trừ điểm: key của một mục trong excusable"`
		Reason   string   `json:"reason" minLength:"10" maxLength:"2000" doc:"Nguyên nhân và minh chứng"`
		Document string   `json:"document,omitempty" maxLength:"100" doc:"Số văn bản làm minh chứng"`
		Files    []string `json:"files,omitempty" maxItems:"20" doc:"Tệp minh chứng: mã các tệp đã gửi đủ"`
	}
}

// taskAskCause serves POST /api/v1/tasks/{id}/causes.
func (s *Server) taskAskCause(ctx context.Context, in *taskCauseInput) (*reply[Task], error) {
	t, err := s.Tasks.AskCause(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Event, in.Body.Reason, in.Body.Document, in.Body.Files...)
	return s.taskReply(ctx, t, err)
}

type taskCauseAnswerInput struct {
	TaskID
	Body struct {
		Version   int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Confirmed bool   `json:"confirmed" doc:"Xác nhận là nguyên nhân khách quan"`
		Document  string `json:"document,omitempty" maxLength:"100" doc:"Số văn bản xác nhận; cần có khi xác nhận"`
		Reason    string `json:"reason,omitempty" maxLength:"2000" doc:"Lý do; cần có khi không xác nhận"`
	}
}

// taskAnswerCause serves POST /api/v1/tasks/{id}/causes/answer.
func (s *Server) taskAnswerCause(ctx context.Context, in *taskCauseAnswerInput) (*reply[Task], error) {
	t, err := s.Tasks.AnswerCause(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Confirmed, in.Body.Document, in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

type taskPauseInput struct {
	TaskID
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Until   string `json:"until" format:"date" doc:"Ngày tự tiếp tục, sau hôm nay"`
		Reason  string `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do"`
	}
}

// taskPause serves POST /api/v1/tasks/{id}/pause.
func (s *Server) taskPause(ctx context.Context, in *taskPauseInput) (*reply[Task], error) {
	t, err := s.Tasks.Pause(ctx, actorOf(ctx), in.ID, in.Body.Version, vncal.Date(in.Body.Until), in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

// taskResume serves POST /api/v1/tasks/{id}/resume.
func (s *Server) taskResume(ctx context.Context, in *taskVersionInput) (*reply[Task], error) {
	t, err := s.Tasks.Resume(ctx, actorOf(ctx), in.ID, in.Body.Version)
	return s.taskReply(ctx, t, err)
}

type taskApproveInput struct {
	TaskID
	Body struct {
		Version  int64   `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Quantity float64 `json:"quantity" minimum:"0.001" maximum:"100000" doc:"Số lượng được duyệt"`
		Verdict  string  `json:"verdict" enum:"met,major_error" doc:"Đạt yêu cầu, hoặc có sai sót lớn về nội dung"`
		Failed   float64 `json:"failedQuantity,omitempty" minimum:"0.001" maximum:"100000" doc:"Trong số đã trình, bao nhiêu sản phẩm có sai sót lớn; không ghi là tất cả"`
		FailedOf string  `json:"failedOf,omitempty" maxLength:"26" doc:"Người phối hợp có phần sai sót lớn; không ghi là chủ trì"`
		Remark   string  `json:"remark,omitempty" maxLength:"2000" doc:"Nhận xét"`
	}
}

// taskApprove serves POST /api/v1/tasks/{id}/approve.
func (s *Server) taskApprove(ctx context.Context, in *taskApproveInput) (*reply[Task], error) {
	quantity, err := thousandths("quantity", in.Body.Quantity)
	if err != nil {
		return nil, err
	}
	failed, err := thousandths("failedQuantity", in.Body.Failed)
	if err != nil {
		return nil, err
	}
	t, err := s.Tasks.Approve(ctx, actorOf(ctx), in.ID, in.Body.Version, task.Verdict(in.Body.Verdict), quantity, task.Faulty{Milli: failed, Of: in.Body.FailedOf}, in.Body.Remark)
	return s.taskReply(ctx, t, err)
}

type taskReturnInput struct {
	TaskID
	Body struct {
		Version  int64   `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Reason   string  `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do"`
		Major    bool    `json:"major" doc:"Sai sót lớn về nội dung"`
		Failed   float64 `json:"failedQuantity,omitempty" minimum:"0.001" maximum:"100000" doc:"Trong số đã trình, bao nhiêu sản phẩm có sai sót lớn; không ghi là tất cả"`
		FailedOf string  `json:"failedOf,omitempty" maxLength:"26" doc:"Người phối hợp có phần sai sót lớn; không ghi là chủ trì"`
	}
}

// taskReturn serves POST /api/v1/tasks/{id}/return.
func (s *Server) taskReturn(ctx context.Context, in *taskReturnInput) (*reply[Task], error) {
	failed, err := thousandths("failedQuantity", in.Body.Failed)
	if err != nil {
		return nil, err
	}
	t, err := s.Tasks.Return(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason, in.Body.Major, task.Faulty{Milli: failed, Of: in.Body.FailedOf})
	return s.taskReply(ctx, t, err)
}

// taskReopen serves POST /api/v1/tasks/{id}/reopen.
func (s *Server) taskReopen(ctx context.Context, in *taskReasonInput) (*reply[Task], error) {
	t, err := s.Tasks.Reopen(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

// taskNudge serves POST /api/v1/tasks/{id}/nudge.
func (s *Server) taskNudge(ctx context.Context, in *taskVersionInput) (*reply[Task], error) {
	t, err := s.Tasks.Nudge(ctx, actorOf(ctx), in.ID, in.Body.Version)
	return s.taskReply(ctx, t, err)
}

// taskRecall serves POST /api/v1/tasks/{id}/recall.
func (s *Server) taskRecall(ctx context.Context, in *taskReasonInput) (*reply[Task], error) {
	t, err := s.Tasks.Recall(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason)
	return s.taskReply(ctx, t, err)
}

// taskCancel serves POST /api/v1/tasks/{id}/cancel.
func (s *Server) taskCancel(ctx context.Context, in *taskReasonInput) (*reply[Task], error) {
	t, err := s.Tasks.Cancel(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason)
	return s.taskReply(ctx, t, err)
}
