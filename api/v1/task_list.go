package v1

import (
	"context"
	"errors"
	"slices"

	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/internal/tasklist"
	"congvu/pkg/vncal"
)

// TaskNarrow is what a list of tasks is narrowed by; huma leaves embedded fields of other types out, so it is exported.
type TaskNarrow struct {
	Late     string     `query:"late" enum:"overdue,in_time,week,late,on_time,none" doc:"Thời hạn: quá hạn, chưa hoàn thành trong hạn, đến hạn trong 7 ngày, hoàn thành quá hạn, hoàn thành đúng hạn, không hạn"`
	Unit     string     `query:"unit" maxLength:"26" doc:"Đơn vị chủ trì, kể cả các đơn vị bên dưới"`
	Person   string     `query:"person" maxLength:"26" doc:"Người chủ trì"`
	Document string     `query:"document" maxLength:"26" doc:"Văn bản nguồn"`
	Product  string     `query:"product" maxLength:"40" doc:"Mã sản phẩm trong danh mục"`
	From     vncal.Date `query:"from" format:"date" doc:"Hạn từ ngày"`
	To       vncal.Date `query:"to" format:"date" doc:"Hạn đến hết ngày"`
	Urgency  []string   `query:"urgency" maxItems:"4" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn, một hoặc nhiều"`
	States   []string   `query:"states" maxItems:"8" enum:"draft,assigned,in_progress,submitted,paused,completed,recalled,cancelled" doc:"Tiến trình, một hoặc nhiều"`
}

// TaskListed is which list of tasks is asked for, in which order.
type TaskListed struct {
	TaskNarrow
	Tab   string `query:"tab" required:"true" enum:"lead,assigned,coordinating,watching,waiting,unit,all" doc:"Được giao, Tôi giao, Phối hợp, Theo dõi, Nhiệm vụ chờ tôi, Đơn vị, mọi nhiệm vụ tôi được xem"`
	State string `query:"state" enum:"open,finished,all" default:"open" doc:"Chưa kết thúc, đã kết thúc, tất cả"`
	Q     string `query:"q" maxLength:"200" doc:"Mã, số ký hiệu văn bản, hoặc từ trong tên; không dấu cũng được. Kết quả mới trước"`
	Sort  string `query:"sort" enum:"due,updated,created" default:"due" doc:"Thứ tự"`
}

// query returns what the list is asked by.
func (s *Server) taskQuery(ctx context.Context, in TaskListed) (tasklist.Query, error) {
	n, err := s.narrow(ctx, in.TaskNarrow)
	return tasklist.Query{Tab: tasklist.Tab(in.Tab), Filter: tasklist.Filter(in.State), Narrow: n, Text: in.Q, Sort: task.Sort(in.Sort)}, err
}

// narrow returns what the service works with. A unit that there is none of narrows to nothing: what became of a value says
// GET /tasks/filter.
func (s *Server) narrow(ctx context.Context, in TaskNarrow) (tasklist.Narrow, error) {
	n := tasklist.Narrow{
		Late: tasklist.Late(in.Late), Unit: in.Unit, Person: in.Person, Document: in.Document, Product: in.Product, From: in.From, To: in.To,
	}
	for _, u := range in.Urgency {
		n.Urgency = append(n.Urgency, task.Urgency(u))
	}
	for _, state := range in.States {
		n.States = append(n.States, task.State(state))
	}
	slices.Sort(n.Urgency) // the same list whatever the order it was asked for in
	slices.Sort(n.States)
	if in.Unit == "" {
		return n, nil
	}
	u, err := s.Org.Unit(ctx, actorOf(ctx).Agency, in.Unit)
	if errors.Is(err, errs.ErrNotFound) {
		return n, nil
	}
	n.Path = u.Path()
	return n, err
}

type taskListInput struct {
	PageInput
	TaskListed
}

// taskList serves GET /api/v1/tasks.
func (s *Server) taskList(ctx context.Context, in *taskListInput) (*page[TaskRow], error) {
	a := actorOf(ctx)
	q, err := s.taskQuery(ctx, in.TaskListed)
	if err != nil {
		return nil, err
	}
	q.Cursor, q.Limit = in.Cursor, in.Limit
	rows, next, err := s.TaskLists.List(ctx, a, q)
	if err != nil {
		return nil, err
	}
	items, err := s.taskRows(ctx, a, rows)
	if err != nil {
		return nil, err
	}
	return pageOf(items, next), nil
}
