package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/procedure"
)

func (s *Server) registerProcedure(api huma.API) {
	huma.Register(api, op("evaluation-steps", http.MethodGet, "/evaluations/units/{id}/steps", "Theo dõi kỳ: từng bước đến đâu, ai chậm bước nào",
		roles(access.Head, access.Deputy, access.HR), 403, 404, 422), s.evalSteps)
}

// EvalSteps is how far the evaluation of a period is in a unit and below it.
type EvalSteps struct {
	Unit        UnitRef       `json:"unit" doc:"Đơn vị"`
	Period      string        `json:"period" doc:"Kỳ"`
	PeriodState string        `json:"periodState" enum:"open,closing,closed" doc:"Trạng thái của kỳ"`
	Steps       []EvalStep    `json:"steps" doc:"Các bước theo thứ tự; quý và năm chỉ có quyết định"`
	Rows        []EvalStepRow `json:"rows" doc:"Từng đơn vị trực thuộc, chậm nhất trước"`
}

// EvalStep is one step with its day.
type EvalStep struct {
	Step  string `json:"step" enum:"self,review,decide" doc:"Tự chấm, cấp trên chấm, quyết định (của tháng là đóng kỳ)"`
	DueOn string `json:"dueOn,omitempty" doc:"Hạn; không có là chính sách không đặt"`
	Done  int    `json:"done" doc:"Đã xong"`
	Total int    `json:"total" doc:"Tất cả"`
	Late  bool   `json:"late" doc:"Đã quá hạn mà chưa xong"`
}

// EvalStepRow is how far one unit is.
type EvalStepRow struct {
	Unit     UnitRef       `json:"unit" doc:"Đơn vị"`
	People   int           `json:"people" doc:"Số người được đánh giá"`
	Self     int           `json:"self" doc:"Số người đã tự chấm"`
	Reviewed int           `json:"reviewed" doc:"Số người đã được cho điểm"`
	Decided  int           `json:"decided" doc:"Của quý và năm: số người có mức đã quyết định"`
	NoSelf   []PersonRef   `json:"noSelf" doc:"Ai chưa tự chấm; nhiều nhất 50 tên"`
	Waiting  []EvalWaiting `json:"waiting" doc:"Đang chờ ai cho điểm, mấy người"`
}

// EvalWaiting is who still has points to give, and to how many.
type EvalWaiting struct {
	Giver  *PersonRef `json:"giver,omitempty" doc:"Người cho điểm; không có là người ngoài cơ quan"`
	People int        `json:"people" doc:"Số người đang chờ"`
}

// maxNoSelf is how many people a row names.
const maxNoSelf = 50

// evalSteps serves GET /api/v1/evaluations/units/{id}/steps.
func (s *Server) evalSteps(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"26" doc:"Mã đơn vị"`
	PeriodQuery
}) (*reply[EvalSteps], error) {
	b, err := s.Procedure.Board(ctx, actorOf(ctx), in.ID, grading.Period(in.Period))
	if err != nil {
		return nil, err
	}
	var ids []string
	for i := range b.Rows {
		row := &b.Rows[i]
		row.NoSelf = row.NoSelf[:min(len(row.NoSelf), maxNoSelf)]
		for _, who := range row.NoSelf {
			ids = append(ids, who.ID)
		}
		for _, w := range row.Waiting {
			ids = append(ids, w.Giver)
		}
	}
	n, err := s.namesOf(ctx, b.Unit.Agency, ids)
	if err != nil {
		return nil, err
	}
	return replyWith(evalStepsShape(b, n)), nil
}

func evalStepsShape(b procedure.Board, n names) EvalSteps {
	out := EvalSteps{Unit: n.unit(b.Unit.ID), Period: string(b.Month.Period), PeriodState: string(b.Month.State), Steps: []EvalStep{}, Rows: []EvalStepRow{}}
	for _, x := range b.Steps {
		out.Steps = append(out.Steps, EvalStep{x.Name, string(x.Due), x.Done, x.Total, x.Late(b.Today)})
	}
	for _, r := range b.Rows {
		row := EvalStepRow{
			Unit: n.unit(r.Unit), People: r.People, Self: r.Self, Reviewed: r.Reviewed, Decided: r.Decided, NoSelf: []PersonRef{}, Waiting: []EvalWaiting{},
		}
		for _, who := range r.NoSelf {
			row.NoSelf = append(row.NoSelf, n.person(who.ID))
		}
		for _, w := range r.Waiting {
			x := EvalWaiting{People: w.People}
			if w.Giver != "" {
				who := n.person(w.Giver)
				x.Giver = &who
			}
			row.Waiting = append(row.Waiting, x)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}
