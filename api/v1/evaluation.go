package v1

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
)

func (s *Server) registerEvaluation(api huma.API) {
	huma.Register(api, op("evaluation-periods", http.MethodGet, "/evaluations/periods", "Các kỳ đánh giá, mới nhất trước", signedIn()), s.evalPeriods)
	huma.Register(api, op("evaluation-me", http.MethodGet, "/evaluations/me", "Điểm của tôi và vì sao", signedIn(), 422), s.evalMe)
	huma.Register(api, op("evaluation-person", http.MethodGet, "/evaluations/people/{id}", "Điểm của một người và vì sao", signedIn(), 404, 422), s.evalPerson)
	huma.Register(api, op("evaluation-unit", http.MethodGet, "/evaluations/units/{id}", "Bảng điểm của đơn vị",
		roles(access.Head, access.Deputy, access.HR), 403, 404, 422), s.evalUnit)
	huma.Register(api, op("evaluation-outlook", http.MethodPost, "/evaluations/people/{id}/{period}/outlook", "Nếu phần việc còn lại xong như giả định thì điểm ra sao", signedIn(), 404, 422), s.evalOutlook)
	huma.Register(api, op("evaluation-unit-outlook", http.MethodPost, "/evaluations/units/{id}/{period}/outlook", "Cũng hỏi như vậy, cho cả đơn vị",
		roles(access.Head, access.Deputy, access.HR), 403, 404, 422), s.evalUnitOutlook)
	huma.Register(api, op("evaluation-general", http.MethodPut, "/evaluations/people/{id}/{period}/general", "Cho điểm tiêu chí chung",
		roles(access.Head), 403, 404, 409, 422), s.evalGeneral)
	huma.Register(api, op("evaluation-closure", http.MethodGet, "/evaluations/periods/{period}/close", "Đóng kỳ thì điều gì xảy ra",
		roles(access.HR, access.Head), 403, 409, 422), s.evalClosure)
	huma.Register(api, accepted(op("evaluation-close", http.MethodPost, "/evaluations/periods/{period}/close", "Đóng kỳ đánh giá, hoặc xác nhận việc đóng kỳ",
		roles(access.HR, access.Head), 403, 409, 422)), s.evalClose)
	huma.Register(api, op("evaluation-remind", http.MethodPost, "/evaluations/periods/{period}/reminders", "Nhắc cấp trên còn phải cho điểm",
		roles(access.HR, access.Head), 403, 409, 422), s.evalRemind)
	huma.Register(api, op("evaluation-reopen", http.MethodPost, "/evaluations/periods/{period}/reopen", "Mở lại kỳ đã đóng",
		roles(access.HR, access.Head), 403, 409, 422), s.evalReopen)
	simulate := op("evaluation-simulate", http.MethodPost, "/evaluations/simulate",
		"Chấm thử theo chính sách: cùng dữ liệu vào và ra với lệnh congvu grade", signedIn(), 422)
	simulate.SkipValidateBody = true // the service does, with exact numbers and every fault by its path
	huma.Register(api, simulate, s.evalSimulate)
	describeSimulate(api)
}

// accepted marks an operation that answers 202: what it asks for is done in the background.
func accepted(o huma.Operation) huma.Operation {
	o.DefaultStatus = http.StatusAccepted
	return o
}

// describeSimulate says in the contract what POST /evaluations/simulate takes and gives: huma knows only that its bytes
// are read and written by the service itself.
func describeSimulate(api huma.API) {
	simulate := api.OpenAPI().Paths["/evaluations/simulate"].Post
	simulate.RequestBody.Content["application/json"].Schema = &huma.Schema{
		Type: huma.TypeObject, Description: "Số liệu của một kỳ: policy, period, subject, general, leader, lines, adjustments, overrides, settings; hoặc của một năm: policy, year, subject, periods, overrides, settings",
	}
	simulate.Responses["200"].Content = map[string]*huma.MediaType{"application/json": {Schema: &huma.Schema{
		Type: huma.TypeObject, Description: "Kết quả, đúng từng byte như lệnh congvu grade",
	}}}
}

// EvalPeriod is one month of evaluation, or a quarter or year made of months.
type EvalPeriod struct {
	Period string `json:"period" doc:"Kỳ, ví dụ 2026-04, 2026-Q2, 2026"`
	Type   string `json:"type" enum:"month,quarter,year" doc:"Tháng, quý, năm"`
	From   string `json:"from" doc:"Ngày đầu"`
	To     string `json:"to" doc:"Ngày cuối"`
	State  string `json:"state" enum:"open,closing,closed" doc:"Đang diễn ra, đang tổng hợp, đã đóng"`
	Policy string `json:"policy,omitempty" doc:"Chính sách và phiên bản"`

	Version  int64         `json:"version" doc:"Phiên bản của kỳ"`
	Asked    *EvalAct      `json:"asked,omitempty" doc:"Ai đề nghị đóng kỳ, chờ người thứ hai xác nhận"`
	Ordered  *EvalAct      `json:"ordered,omitempty" doc:"Ai ra lệnh đóng kỳ"`
	Reopened *EvalAct      `json:"reopened,omitempty" doc:"Ai mở lại kỳ lần cuối"`
	Progress *EvalProgress `json:"progress,omitempty" doc:"Đang đóng: đến đâu"`
}

// EvalAct is what somebody did to a period.
type EvalAct struct {
	By   string    `json:"by" doc:"Mã người làm"`
	Name string    `json:"name" doc:"Tên người làm"`
	At   time.Time `json:"at" doc:"Lúc"`
}

// EvalProgress is how far a close has come.
type EvalProgress struct {
	Done  int `json:"done" doc:"Số phiếu đã xong"`
	Total int `json:"total" doc:"Tổng số phiếu"`
}

func evalPeriod(m evaluation.Month) EvalPeriod {
	act := func(a *evaluation.Act) *EvalAct {
		if a == nil {
			return nil
		}
		return &EvalAct{a.By, a.Name, a.At}
	}
	p := EvalPeriod{
		Period: string(m.Period), Type: m.Type, From: m.From, To: m.To, State: string(m.State), Policy: m.Policy, Version: m.Version,
		Asked: act(m.Asked), Ordered: act(m.Ordered), Reopened: act(m.Reopened),
	}
	if m.Closes() {
		p.Progress = &EvalProgress{m.Progress.Done, m.Progress.Total}
	}
	return p
}

// evalPeriods serves GET /api/v1/evaluations/periods: the months, or the quarters and years that follow from them.
func (s *Server) evalPeriods(ctx context.Context, in *struct {
	Type string `query:"type" enum:"month,long" default:"month" doc:"Các tháng, hoặc các quý và năm (long)"`
}) (*list[EvalPeriod], error) {
	periods := s.Evaluation.Periods
	if in.Type == "long" {
		periods = s.Evaluation.LongPeriods
	}
	months, err := periods(ctx, actorOf(ctx).Agency)
	if err != nil {
		return nil, err
	}
	items := make([]EvalPeriod, 0, len(months))
	for _, m := range months {
		items = append(items, evalPeriod(m))
	}
	return listOf(items), nil
}

// PeriodQuery names a month, a quarter or a year; the service says what is wrong with another text.
type PeriodQuery struct {
	Period string `query:"period" required:"true" maxLength:"7" doc:"Kỳ, ví dụ 2026-04, 2026-Q2, 2026"`
}

// evalMe serves GET /api/v1/evaluations/me.
func (s *Server) evalMe(ctx context.Context, in *PeriodQuery) (*reply[Score], error) {
	a := actorOf(ctx)
	sc, err := s.Evaluation.Score(ctx, a, a.ID, grading.Period(in.Period))
	return s.scoreReply(ctx, sc, err)
}

// evalPerson serves GET /api/v1/evaluations/people/{id}: to the person, the superiors and personnel officers.
func (s *Server) evalPerson(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"26" doc:"Mã người"`
	PeriodQuery
}) (*reply[Score], error) {
	sc, err := s.Evaluation.Score(ctx, actorOf(ctx), in.ID, grading.Period(in.Period))
	return s.scoreReply(ctx, sc, err)
}

// evalUnit serves GET /api/v1/evaluations/units/{id}.
func (s *Server) evalUnit(ctx context.Context, in *struct {
	ID string `path:"id" maxLength:"26" doc:"Mã đơn vị"`
	PeriodQuery
}) (*reply[UnitScores], error) {
	table, err := s.Evaluation.UnitScores(ctx, actorOf(ctx), in.ID, grading.Period(in.Period))
	if err != nil {
		return nil, err
	}
	n, err := s.namesOf(ctx, actorOf(ctx).Agency, nil)
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(table.Rows))
	for i, row := range table.Rows {
		ids[i] = row.Person.ID
	}
	own, err := s.SelfScores.OfAll(ctx, actorOf(ctx).Agency, table.Month.Period, ids...)
	if err != nil {
		return nil, err
	}
	return replyWith(unitScores(table, own, n)), nil
}

// GeneralInput are the points of the general criteria as they are typed.
type GeneralInput struct {
	Version int64               `json:"version" minimum:"0" doc:"Phiên bản đang xem; 0 khi chưa có"`
	Groups  []GeneralGroupInput `json:"groups" maxItems:"20" doc:"Điểm từng nhóm"`

	Leadership *LeadershipInput `json:"leadership,omitempty" doc:"đ và e của lãnh đạo, quản lý; không gửi thì giữ nguyên"`
}

// LeadershipInput are the two components of a leader that people give.
type LeadershipInput struct {
	DD     int64  `json:"dd" enum:"50,100" doc:"đ: tổ chức triển khai"`
	E      int64  `json:"e" enum:"50,100" doc:"e: quy tụ, đoàn kết"`
	Reason string `json:"reason,omitempty" maxLength:"2000" doc:"Lý do; cần có khi một thành phần là 50"`
}

// GeneralGroupInput are the points of one group.
type GeneralGroupInput struct {
	Key    string  `json:"key" maxLength:"20" doc:"Mã nhóm"`
	Points float64 `json:"points" minimum:"0" maximum:"100" doc:"Điểm, theo bước của chính sách"`
	Remark string  `json:"remark,omitempty" maxLength:"1000" doc:"Nhận xét; cần có khi điểm dưới mức tối đa"`
}

// evalGeneral serves PUT /api/v1/evaluations/people/{id}/{period}/general. A stale version or a closed month is a 409 with
// the score as it is.
func (s *Server) evalGeneral(ctx context.Context, in *struct {
	ID     string `path:"id" maxLength:"26" doc:"Mã người"`
	Period string `path:"period" maxLength:"7" doc:"Kỳ"`
	Body   GeneralInput
}) (*reply[Score], error) {
	groups, lead, err := in.Body.given()
	if err != nil {
		return nil, err
	}
	sc, err := s.Evaluation.General(ctx, actorOf(ctx), in.ID, grading.Period(in.Period), in.Body.Version, groups, lead)
	return s.presentReply(ctx, sc, err)
}

// given returns what was typed as it is checked.
func (in GeneralInput) given() ([]grading.GroupPoints, *evaluation.Leadership, error) {
	groups := make([]grading.GroupPoints, 0, len(in.Groups))
	for _, g := range in.Groups {
		points, err := thousandths("groups.points", g.Points)
		if err != nil {
			return nil, nil, err
		}
		groups = append(groups, grading.GroupPoints{Key: g.Key, PointsMilli: points, Remark: strings.TrimSpace(g.Remark)})
	}
	if l := in.Leadership; l != nil {
		return groups, &evaluation.Leadership{DD: l.DD, E: l.E, Reason: l.Reason}, nil
	}
	return groups, nil, nil
}

// presentReply is scoreReply; an error that has the present score gives it its shape.
func (s *Server) presentReply(ctx context.Context, sc evaluation.Score, err error) (*reply[Score], error) {
	if current, ok := errs.As(err).Current.(evaluation.Score); err != nil && ok {
		shape, failed := s.scoreShape(ctx, current)
		if failed != nil {
			return nil, failed
		}
		return nil, errs.As(err).Having(shape)
	}
	return s.scoreReply(ctx, sc, err)
}

// EvalClosure is what closing a month would do now, to the whole agency.
type EvalClosure struct {
	Period    string         `json:"period" doc:"Kỳ sẽ đóng"`
	Next      string         `json:"next" doc:"Kỳ nhận những việc chưa được duyệt"`
	Ungraded  int            `json:"ungraded" doc:"Số người chưa có điểm tiêu chí chung, trong toàn cơ quan"`
	Units     []EvalUngraded `json:"units" doc:"Những người ấy theo đơn vị; nhiều nhất 500 tên"`
	Undecided int            `json:"undecided" doc:"Số việc chờ duyệt sẽ chuyển sang kỳ sau"`
	Second    bool           `json:"second" doc:"Cần người thứ hai xác nhận"`
	Asked     *EvalAct       `json:"asked,omitempty" doc:"Ai đã đề nghị đóng kỳ"`
	Mine      bool           `json:"mine" doc:"Người đề nghị là tôi: tôi không xác nhận được"`
	Version   int64          `json:"version" doc:"Phiên bản của kỳ, gửi kèm khi đóng"`
}

// EvalUngraded are the people of a unit who lack general points.
type EvalUngraded struct {
	Unit   UnitRef     `json:"unit" doc:"Đơn vị"`
	People []PersonRef `json:"people" doc:"Người chưa có điểm"`
}

// maxUngraded is how many people a closure names.
const maxUngraded = 500

// evalClosure serves GET /api/v1/evaluations/periods/{period}/close.
func (s *Server) evalClosure(ctx context.Context, in *PeriodID) (*reply[EvalClosure], error) {
	a := actorOf(ctx)
	c, err := s.Evaluation.Closure(ctx, a, grading.Period(in.Period))
	if err != nil {
		return nil, closedAs(err)
	}
	out := EvalClosure{
		Period: string(c.Month.Period), Next: string(c.Month.Period.Next()), Ungraded: len(c.Ungraded), Units: []EvalUngraded{},
		Undecided: c.Undecided, Second: c.Second, Asked: evalPeriod(c.Month).Asked, Version: c.Month.Version,
		Mine: c.Month.Asked != nil && a.Is(c.Month.Asked.By),
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	for _, who := range c.Ungraded[:min(len(c.Ungraded), maxUngraded)] {
		unit := who.Primary.Unit
		i, known := at[unit]
		if !known {
			i, at[unit] = len(out.Units), len(out.Units)
			out.Units = append(out.Units, EvalUngraded{Unit: unitRef(units, unit)})
		}
		out.Units[i].People = append(out.Units[i].People, PersonRef{ID: who.ID, Name: who.Name, Title: who.Title, Unit: units[unit].ShortName})
	}
	return replyWith(out), nil
}

// PeriodID is the period of a path.
type PeriodID struct {
	Period string `path:"period" maxLength:"7" doc:"Kỳ"`
}

// EvalReminded says how many superiors were reminded.
type EvalReminded struct {
	People int `json:"people" doc:"Số cấp trên được nhắc"`
}

// evalRemind serves POST /api/v1/evaluations/periods/{period}/reminders.
func (s *Server) evalRemind(ctx context.Context, in *PeriodID) (*reply[EvalReminded], error) {
	n, err := s.Evaluation.Remind(ctx, actorOf(ctx), grading.Period(in.Period))
	if err != nil {
		return nil, closedAs(err)
	}
	return replyWith(EvalReminded{n}), nil
}

// evalReopen serves POST /api/v1/evaluations/periods/{period}/reopen.
func (s *Server) evalReopen(ctx context.Context, in *struct {
	PeriodID
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Reason  string `json:"reason" minLength:"10" maxLength:"2000" doc:"Lý do mở lại"`
	}
}) (*reply[EvalPeriod], error) {
	m, err := s.Evaluation.Reopen(ctx, actorOf(ctx), grading.Period(in.Period), in.Body.Version, in.Body.Reason)
	if err != nil {
		return nil, closedAs(err)
	}
	return replyWith(evalPeriod(m)), nil
}

// closedAs returns err with the month it carries as clients read it.
func closedAs(err error) error {
	if m, ok := errs.As(err).Current.(evaluation.Month); ok {
		return errs.As(err).Having(evalPeriod(m))
	}
	return err
}

// evalClose serves POST /api/v1/evaluations/periods/{period}/close: it records the command, which the job carries out at
// once, on this node or on the one that is at it.
func (s *Server) evalClose(ctx context.Context, in *struct {
	PeriodID
	Body struct {
		Version *int64 `json:"version,omitempty" minimum:"0" doc:"Phiên bản đang xem"`
	}
}) (*reply[EvalPeriod], error) {
	m, err := s.Evaluation.Close(ctx, actorOf(ctx), grading.Period(in.Period), in.Body.Version)
	if err != nil {
		return nil, closedAs(err)
	}
	if m.Closes() {
		if err := s.Jobs.Wake(ctx, actorOf(ctx), evaluation.CommandJob); err != nil {
			s.Log.WarnContext(ctx, "the close begins with the job's next time", "error", err)
		}
	}
	return replyWith(evalPeriod(m)), nil
}

// factsInput is a body that the service reads itself.
type factsInput struct {
	RawBody []byte `contentType:"application/json"`
}

// rawJSON is a reply whose bytes are those of the service.
type rawJSON struct {
	ContentType string `header:"Content-Type"`
	Body        []byte
}

// evalSimulate serves POST /api/v1/evaluations/simulate. Nothing is stored.
func (s *Server) evalSimulate(_ context.Context, in *factsInput) (*rawJSON, error) {
	result, err := s.Published.Compute(in.RawBody)
	if err != nil {
		return nil, err
	}
	return &rawJSON{ContentType: "application/json", Body: result}, nil
}
