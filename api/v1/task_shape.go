package v1

import (
	"time"

	"congvu/internal/task"
)

// TaskTimeliness is how a task stands to its deadline.
type TaskTimeliness struct {
	Kind string `json:"kind" enum:"none,not_started,on_track,due_soon,overdue,early,on_time,late,dropped" doc:"Tình trạng thời hạn; dropped: đã thu hồi hoặc hủy, không tính nữa"`
	Days int    `json:"days" doc:"Số ngày làm việc còn lại; 0 là hôm nay; âm là quá hạn"`
}

// TaskLead is who answers for the work.
type TaskLead struct {
	Unit   UnitRef    `json:"unit" doc:"Đơn vị chủ trì"`
	Person *PersonRef `json:"person,omitempty" doc:"Người chủ trì; không có khi đơn vị chưa phân công"`
}

// TaskDocument names the source document of a task.
type TaskDocument struct {
	ID     string `json:"id" doc:"Mã văn bản"`
	Number string `json:"number" doc:"Số, ký hiệu"`
}

// TaskProduct is what is expected, in a row.
type TaskProduct struct {
	Code string  `json:"code,omitempty" doc:"Mã trong danh mục"`
	Name string  `json:"name" doc:"Tên sản phẩm"`
	Unit string  `json:"unit,omitempty" doc:"Đơn vị tính"`
	K    float64 `json:"k" doc:"Hệ số quy đổi"`
}

// TaskBack says why work came back to those for whom it waits.
type TaskBack struct {
	By     PersonRef `json:"by" doc:"Người trả lại hoặc yêu cầu làm lại"`
	At     time.Time `json:"at" doc:"Lúc"`
	Reason string    `json:"reason" doc:"Lý do"`

	Reopened bool `json:"reopened,omitempty" doc:"Việc đã hoàn thành được mở lại"`
}

// TaskPause says until when work rests.
type TaskPause struct {
	By     PersonRef `json:"by" doc:"Người cho tạm dừng"`
	At     time.Time `json:"at" doc:"Lúc"`
	Until  string    `json:"until" format:"date" doc:"Ngày tự tiếp tục"`
	Reason string    `json:"reason" doc:"Lý do"`
	From   string    `json:"from" enum:"assigned,in_progress,submitted" doc:"Tiến trình lúc tạm dừng, cũng là nơi tiếp tục"`
}

// TaskNudge says how often those for whom work waits were pressed for it.
type TaskNudge struct {
	Count int       `json:"count" doc:"Số lần đôn đốc"`
	At    time.Time `json:"at" doc:"Lần gần nhất"`
	By    PersonRef `json:"by" doc:"Người đôn đốc gần nhất"`
	Again time.Time `json:"again" doc:"Đôn đốc lại được từ lúc"`
}

// TaskRow is one line of a list of tasks.
type TaskRow struct {
	ID           string         `json:"id" doc:"Mã"`
	Code         string         `json:"code" doc:"Mã nhiệm vụ, ví dụ NV-2026-000123"`
	Version      int64          `json:"version" doc:"Phiên bản, gửi lại khi thay đổi"`
	Title        string         `json:"title" doc:"Tên nhiệm vụ"`
	State        string         `json:"state" enum:"draft,assigned,in_progress,submitted,paused,completed,recalled,cancelled" doc:"Tiến trình"`
	Open         bool           `json:"open" doc:"Chưa kết thúc"`
	Timeliness   TaskTimeliness `json:"timeliness" doc:"Thời hạn, tính tại thời điểm trả lời"`
	DueOn        string         `json:"dueOn,omitempty" format:"date" doc:"Hạn; không có khi không hạn"`
	Lead         TaskLead       `json:"lead" doc:"Chủ trì"`
	Document     *TaskDocument  `json:"document,omitempty" doc:"Văn bản nguồn"`
	Product      TaskProduct    `json:"product" doc:"Sản phẩm"`
	Quantity     float64        `json:"quantity" doc:"Số lượng giao"`
	Converted    float64        `json:"converted" doc:"Số lượng × hệ số"`
	Progress     int            `json:"progress" doc:"Tiến độ báo cáo gần nhất, phần trăm"`
	Urgency      string         `json:"urgency" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
	Waiting      []PersonRef    `json:"waiting" doc:"Đang chờ ai"`
	WaitingSince *time.Time     `json:"waitingSince,omitempty" doc:"Chờ từ bao giờ"`
	Instead      *PersonRef     `json:"instead,omitempty" doc:"Tôi xử lý thay ai; chỉ có ở việc chờ người mà tôi đang thay"`
	AskedDue     string         `json:"askedDue,omitempty" format:"date" doc:"Chủ trì đang xin gia hạn đến ngày này"`
	AskedCause   bool           `json:"askedCause,omitempty" doc:"Có đề nghị xác nhận nguyên nhân khách quan đang chờ trả lời"`
	Paused       *TaskPause     `json:"paused,omitempty" doc:"Đang tạm dừng; không có khi không"`
	Rework       int            `json:"rework,omitempty" doc:"Số lần bị yêu cầu làm lại"`
	Back         *TaskBack      `json:"back,omitempty" doc:"Vì sao trở lại: chủ trì trả lại, hoặc bị yêu cầu làm lại; không có khi đã giao lại, trình lại"`
	Nudged       *TaskNudge     `json:"nudged,omitempty" doc:"Đã đôn đốc; không có khi chưa, hoặc từ lần giao này chưa"`
	MayNudge     bool           `json:"mayNudge,omitempty" doc:"Tôi đôn đốc được"`
	AssignedBy   PersonRef      `json:"assignedBy" doc:"Người giao; bản nháp: người soạn"`
	UpdatedAt    time.Time      `json:"updatedAt" doc:"Thay đổi gần nhất"`
	SubmittedAt  *time.Time     `json:"submittedAt,omitempty" doc:"Lần trình đang chờ duyệt hoặc đã duyệt"`
	MyPart       *TaskMyPart    `json:"myPart,omitempty" doc:"Phần của tôi, hoặc của đơn vị tôi phụ trách; không có khi không phối hợp"`
	WaitsFor     *TaskWaits     `json:"waitsFor,omitempty" doc:"Đang chờ việc khác; không có khi không, hoặc các việc ấy đã xong"`
	Checklist    *TaskTicks     `json:"checklist,omitempty" doc:"Mục cần làm; không có khi không có mục nào"`
}

// TaskTicks says how many items of a task's checklist are done.
type TaskTicks struct {
	Done int `json:"done" doc:"Số mục đã xong"`
	N    int `json:"n" doc:"Số mục"`
}

// TaskProductInfo is where the coefficient of a task comes from.
type TaskProductInfo struct {
	CatalogueVersion int     `json:"catalogueVersion,omitempty" doc:"Phiên bản danh mục khi giao"`
	Group            int     `json:"group,omitempty" doc:"Nhóm phức tạp, 1 đến 5"`
	Points           float64 `json:"points" doc:"Điểm của một sản phẩm"`
	Divisor          int64   `json:"divisor" doc:"Điểm của sản phẩm chuẩn; hệ số = điểm ÷ số này"`
}

// TaskDue explains the deadline in force.
type TaskDue struct {
	Rule    DueRule  `json:"rule" doc:"Quy tắc khi giao"`
	Explain string   `json:"explain" doc:"Câu giải thích"`
	Days    []DueDay `json:"days" doc:"Các ngày từ lúc bắt đầu đến hạn"`
}

// TaskDeadline is one of the deadlines a task had.
type TaskDeadline struct {
	DueOn string    `json:"dueOn" format:"date" doc:"Hạn"`
	Why   string    `json:"why" enum:"original,returned,reopened,extended,rescheduled,paused,resumed,calendar" doc:"Vì sao có hạn này"`
	By    PersonRef `json:"by" doc:"Người đặt"`
	At    time.Time `json:"at" doc:"Đặt lúc"`
}

// TaskStep is one dot of the line from assignment to completion.
type TaskStep struct {
	Key     string     `json:"key" enum:"assigned,accepted,in_progress,submitted,completed" doc:"Bước"`
	At      *time.Time `json:"at,omitempty" doc:"Lúc"`
	Current bool       `json:"current" doc:"Đang ở bước này"`
	Done    bool       `json:"done" doc:"Đã qua"`
}

// TaskReport is one progress report.
type TaskReport struct {
	ID      string    `json:"id" doc:"Mã"`
	At      time.Time `json:"at" doc:"Lúc"`
	By      PersonRef `json:"by" doc:"Người báo cáo"`
	Percent int       `json:"percent" doc:"Tiến độ, phần trăm"`
	Text    string    `json:"text" doc:"Nội dung"`
	Files   []string  `json:"files,omitempty" doc:"Mã các tệp kèm báo cáo"`
}

// TaskSubmission is one result handed in.
type TaskSubmission struct {
	At       time.Time     `json:"at" doc:"Lúc"`
	By       PersonRef     `json:"by" doc:"Người trình"`
	Note     string        `json:"note" doc:"Nội dung trình duyệt"`
	Quantity float64       `json:"quantity" doc:"Số lượng trình"`
	Files    []string      `json:"files" doc:"Mã các tệp kết quả"`
	Decision *TaskDecision `json:"decision,omitempty" doc:"Kết quả; không có khi đang chờ"`
}

// TaskEvent is something that costs points and that an objective cause can excuse.
type TaskEvent struct {
	Key  string `json:"key" doc:"Gửi lại khi đề nghị"`
	Kind string `json:"kind" enum:"late,review" doc:"Trễ hạn, hoặc sai sót lớn về nội dung"`
	On   string `json:"on" format:"date" doc:"Hạn đã trễ, hoặc ngày kết luận có sai sót"`
}

// TaskCause is one claim of an objective cause.
type TaskCause struct {
	Event    TaskEvent        `json:"event" doc:"Cho lần bị trừ điểm nào"`
	At       time.Time        `json:"at" doc:"Đề nghị lúc"`
	By       PersonRef        `json:"by" doc:"Người đề nghị"`
	Reason   string           `json:"reason" doc:"Nguyên nhân và minh chứng"`
	Document string           `json:"document,omitempty" doc:"Số văn bản làm minh chứng"`
	Files    []string         `json:"files,omitempty" doc:"Mã các tệp minh chứng"`
	Answer   *TaskCauseAnswer `json:"answer,omitempty" doc:"Trả lời; không có khi đang chờ"`
}

// TaskCauseAnswer is what became of such a claim.
type TaskCauseAnswer struct {
	Verdict  string    `json:"verdict" enum:"confirmed,refused,lapsed" doc:"Xác nhận, không xác nhận; lapsed: không còn cần"`
	At       time.Time `json:"at" doc:"Lúc"`
	By       PersonRef `json:"by" doc:"Người trả lời"`
	Document string    `json:"document,omitempty" doc:"Số văn bản xác nhận"`
	Reason   string    `json:"reason,omitempty" doc:"Lý do"`
}

// TaskExtension is one request for a later deadline.
type TaskExtension struct {
	At     time.Time            `json:"at" doc:"Xin lúc"`
	By     PersonRef            `json:"by" doc:"Người xin"`
	From   string               `json:"from" format:"date" doc:"Hạn lúc xin"`
	To     string               `json:"to" format:"date" doc:"Xin đến hết ngày"`
	Reason string               `json:"reason" doc:"Lý do"`
	Answer *TaskExtensionAnswer `json:"answer,omitempty" doc:"Trả lời; không có khi đang chờ"`
}

// TaskExtensionAnswer is what became of such a request.
type TaskExtensionAnswer struct {
	Kind   string    `json:"kind" enum:"granted,shortened,refused,lapsed" doc:"Đồng ý, đồng ý một phần, không đồng ý; lapsed: không còn cần"`
	At     time.Time `json:"at" doc:"Lúc"`
	By     PersonRef `json:"by" doc:"Người trả lời"`
	On     string    `json:"on,omitempty" format:"date" doc:"Hạn mới"`
	Reason string    `json:"reason,omitempty" doc:"Lý do"`
}

// TaskDecision answers a submission.
type TaskDecision struct {
	Verdict  string     `json:"verdict" enum:"met,major_error,returned" doc:"Kết quả duyệt"`
	At       time.Time  `json:"at" doc:"Lúc"`
	By       PersonRef  `json:"by" doc:"Người duyệt"`
	Reason   string     `json:"reason,omitempty" doc:"Lý do yêu cầu làm lại, hoặc nhận xét"`
	Major    bool       `json:"major,omitempty" doc:"Trả lại vì sai sót lớn về nội dung"`
	Quantity *float64   `json:"quantity,omitempty" doc:"Số lượng được duyệt"`
	Failed   *float64   `json:"failedQuantity,omitempty" doc:"Số lượng có sai sót lớn về nội dung, khi người duyệt có nêu"`
	FailedOf *PersonRef `json:"failedOf,omitempty" doc:"Người phối hợp có phần sai sót lớn; không có khi là chủ trì"`

	Reopened *TaskReopened `json:"reopened,omitempty" doc:"Đã mở lại; không có khi vẫn có hiệu lực"`
}

// TaskReopened says that an approval was taken back.
type TaskReopened struct {
	At     time.Time `json:"at" doc:"Lúc"`
	By     PersonRef `json:"by" doc:"Người mở lại"`
	Reason string    `json:"reason" doc:"Lý do"`
}

// TaskParent names the task that another is a part of.
type TaskParent struct {
	ID    string `json:"id" doc:"Mã"`
	Code  string `json:"code" doc:"Mã nhiệm vụ"`
	Title string `json:"title" doc:"Tên nhiệm vụ"`
}

// Task is one task as its page shows it.
type Task struct {
	TaskRow
	Parent       *TaskParent       `json:"parent,omitempty" doc:"Việc cha; không có khi không là việc con, hoặc tôi không xem được"`
	Children     int               `json:"children,omitempty" doc:"Số việc con đã giao, kể cả đã kết thúc"`
	MaySplit     bool              `json:"maySplit,omitempty" doc:"Tôi giao việc con được"`
	MayRework    bool              `json:"mayRework,omitempty" doc:"Tôi yêu cầu làm lại các việc con đã hoàn thành được: việc này đã bị trả về"`
	Description  string            `json:"description" doc:"Nội dung"`
	Approver     PersonRef         `json:"approver" doc:"Người phê duyệt"`
	DocumentInfo *SourceDocument   `json:"documentInfo,omitempty" doc:"Văn bản nguồn"`
	ProductInfo  TaskProductInfo   `json:"productInfo" doc:"Căn cứ của hệ số"`
	Due          TaskDue           `json:"due" doc:"Giải thích thời hạn"`
	Dues         []TaskDeadline    `json:"dues" doc:"Mọi thời hạn đã có, cũ trước"`
	Steps        []TaskStep        `json:"steps" doc:"Tiến trình"`
	Coordinators []TaskCoordinator `json:"coordinators" doc:"Phối hợp"`
	LeadShare    int               `json:"leadShare" doc:"Tỷ lệ của chủ trì, phần trăm"`
	MayCoord     bool              `json:"mayCoordinate,omitempty" doc:"Tôi đổi phối hợp, tỷ lệ, hạn phối hợp được"`
	Reports      []TaskReport      `json:"reports" doc:"Báo cáo tiến độ, mới trước, nhiều nhất 50"`
	Submissions  []TaskSubmission  `json:"submissions" doc:"Các lần trình duyệt, cũ trước"`
	Withdrawn    []TaskSubmission  `json:"withdrawn" doc:"Các lần trình đã rút lại để sửa, cũ trước"`
	Causes       []TaskCause       `json:"causes" doc:"Các lần đề nghị xác nhận nguyên nhân khách quan, cũ trước"`
	Excusable    []TaskEvent       `json:"excusable" doc:"Các lần bị trừ điểm mà tôi đề nghị xác nhận nguyên nhân khách quan được"`
	Extensions   []TaskExtension   `json:"extensions" doc:"Các lần xin gia hạn, cũ trước"`
	Acts         []string          `json:"acts" enum:"ask_cause,answer_cause,edit,assign,accept,name,nudge,decline,report,submit,withdraw,ask_extension,answer_extension,approve,return,reschedule,pause,resume,reopen,recall,cancel" doc:"Việc tôi làm được lúc này"`
	Informed     []TaskReader      `json:"informed" doc:"Nhận để biết"`
	MayUrge      bool              `json:"mayUrge,omitempty" doc:"Tôi đổi độ khẩn được"`
	MayInform    bool              `json:"mayInform,omitempty" doc:"Tôi chọn người nhận để biết được"`
	Followers    []PersonRef       `json:"followers,omitempty" doc:"Người theo dõi; chỉ người giao, chủ trì và lãnh đạo phụ trách thấy"`
	Watching     bool              `json:"watching" doc:"Tôi đang theo dõi"`
	MayWatch     bool              `json:"mayWatch" doc:"Tôi theo dõi được: tôi xem được việc này không chỉ vì đang thay người khác"`
	SeenAt       *time.Time        `json:"seenAt,omitempty" doc:"Chủ trì mở lần đầu; chỉ người giao thấy"`
	CreatedAt    time.Time         `json:"createdAt" doc:"Tạo lúc"`
	ClosedReason string            `json:"closedReason,omitempty" doc:"Lý do thu hồi hoặc hủy"`
}

// stepKeys are the steps in their order.
var stepKeys = []string{"assigned", "accepted", "in_progress", "submitted", "completed"}

// taskSteps returns the line from assignment to completion. Work taken back or dropped keeps the steps it had passed and
// stands at none.
func taskSteps(t task.Task) []TaskStep {
	at := []*time.Time{t.AssignedAt, t.AcceptedAt, t.AcceptedAt, t.SubmittedAt, nil}
	passed, current := 0, -1
	switch t.Standing() {
	case task.Draft:
		at, current = make([]*time.Time, len(stepKeys)), 0
	case task.Assigned:
		passed, current = 1, 1
	case task.InProgress:
		passed, current = 2, 2
	case task.Submitted:
		passed, current = 3, 3
	case task.Completed:
		passed, at[4] = len(stepKeys), t.ClosedAt
	default:
		for passed < 2 && at[passed] != nil {
			passed++
		}
	}
	steps := make([]TaskStep, len(stepKeys))
	for i, key := range stepKeys {
		steps[i] = TaskStep{Key: key, Current: i == current, Done: i < passed}
		if steps[i].Done || steps[i].Current {
			steps[i].At = at[i]
		}
	}
	return steps
}

// milli returns thousandths as a JSON number.
func milli(n int64) float64 { return float64(n) / 1000 }
