package v1

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/direction"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

func (s *Server) registerIncoming(api huma.API) {
	huma.Register(api, op("incoming-list", http.MethodGet, "/incoming", "Sổ văn bản đến", signedIn(), 400, 422), s.incomingList)
	huma.Register(api, op("incoming-export", http.MethodGet, "/incoming/export", "Sổ văn bản đến hoặc sổ theo dõi giải quyết, dạng XLSX", signedIn(), 422, 503), s.incomingExport)
	huma.Register(api, op("incoming-get", http.MethodGet, "/incoming/{id}", "Một văn bản đến", signedIn(), 404), s.incomingGet)
	huma.Register(api, created(op("incoming-enter", http.MethodPost, "/incoming", "Vào sổ văn bản đến", roles(access.Clerk), 403, 409, 422)), s.incomingEnter)
	huma.Register(api, op("incoming-edit", http.MethodPut, "/incoming/{id}", "Sửa một dòng của sổ", roles(access.Clerk), 403, 404, 409, 422), s.incomingEdit)
	huma.Register(api, op("incoming-cancel", http.MethodPost, "/incoming/{id}/cancel", "Hủy một dòng, số đến được giữ", roles(access.Clerk), 403, 404, 409, 422), s.incomingCancel)
	huma.Register(api, op("incoming-direct", http.MethodPost, "/incoming/{id}/direction", "Cho ý kiến chỉ đạo và giao việc, tất cả hoặc không", roles(access.Head, access.Deputy), 403, 404, 409, 422), s.incomingDirect)
}

// IncomingParty is whom a document is for.
type IncomingParty struct {
	Unit   UnitRef    `json:"unit" doc:"Đơn vị"`
	Person *PersonRef `json:"person,omitempty" doc:"Người nhận; không có khi là cả đơn vị"`
}

// IncomingProgress is how far the work on a document is.
type IncomingProgress struct {
	Tasks      int            `json:"tasks" doc:"Số nhiệm vụ"`
	Done       int            `json:"done" doc:"Đã hoàn thành"`
	Late       int            `json:"late" doc:"Đang quá hạn"`
	DueOn      string         `json:"dueOn,omitempty" format:"date" doc:"Thời hạn giải quyết"`
	Timeliness TaskTimeliness `json:"timeliness" doc:"So với hạn"`
}

// IncomingRow is a line of the register of incoming documents.
type IncomingRow struct {
	ID        string           `json:"id" doc:"Mã"`
	Version   int64            `json:"version" doc:"Phiên bản"`
	N         int64            `json:"n" doc:"Số đến"`
	Year      int              `json:"year" doc:"Năm của sổ"`
	Body      UnitRef          `json:"body" doc:"Cơ quan có sổ"`
	ArrivedOn string           `json:"arrivedOn" format:"date" doc:"Ngày đến"`
	Issuer    string           `json:"issuer" doc:"Tác giả"`
	Number    string           `json:"number" doc:"Số, ký hiệu"`
	Date      string           `json:"date" format:"date" doc:"Ngày văn bản"`
	Type      string           `json:"type,omitempty" doc:"Tên loại"`
	Abstract  string           `json:"abstract" doc:"Trích yếu"`
	Urgency   string           `json:"urgency" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
	Receivers []IncomingParty  `json:"receivers" doc:"Đơn vị hoặc người nhận"`
	HandedOn  string           `json:"handedOn,omitempty" format:"date" doc:"Ngày chuyển"`
	SignedBy  string           `json:"signedBy,omitempty" doc:"Ký nhận"`
	Note      string           `json:"note,omitempty" doc:"Ghi chú"`
	ToAnswer  bool             `json:"toAnswer" doc:"Cần văn bản trả lời"`
	Answer    string           `json:"answer,omitempty" doc:"Số, ký hiệu văn bản trả lời"`
	State     string           `json:"state" enum:"open,directed,cancelled" doc:"Chờ ý kiến chỉ đạo, đã có ý kiến, đã hủy"`
	Cancelled string           `json:"cancelled,omitempty" doc:"Lý do hủy"`
	Progress  IncomingProgress `json:"progress" doc:"Tiến độ giải quyết"`
}

// IncomingDirection is what a leader said.
type IncomingDirection struct {
	By     PersonRef `json:"by" doc:"Người cho ý kiến"`
	At     time.Time `json:"at" doc:"Lúc"`
	Text   string    `json:"text,omitempty" doc:"Nội dung"`
	Tasks  []TaskRow `json:"tasks" doc:"Các nhiệm vụ tôi được xem"`
	Hidden int       `json:"hidden" doc:"Số nhiệm vụ khác"`
}

// IncomingDocument is a line of the register with what was said about it and what the caller may do.
type IncomingDocument struct {
	IncomingRow
	By         PersonRef           `json:"by" doc:"Văn thư vào sổ"`
	At         time.Time           `json:"at" doc:"Lúc vào sổ"`
	Directions []IncomingDirection `json:"directions" doc:"Ý kiến chỉ đạo, cũ trước"`
	Edit       bool                `json:"edit" doc:"Tôi được sửa"`
	Cancel     bool                `json:"cancel" doc:"Tôi được hủy"`
	Direct     bool                `json:"direct" doc:"Tôi được cho ý kiến chỉ đạo"`
}

// IncomingPage is a page of a register.
type IncomingPage struct {
	Body  *UnitRef      `json:"body,omitempty" doc:"Cơ quan có sổ; không có khi gồm nhiều sổ"`
	Year  int           `json:"year" doc:"Năm của sổ"`
	Keeps bool          `json:"keeps" doc:"Tôi vào sổ này"`
	Begun bool          `json:"begun" doc:"Sổ của năm đã có số"`
	Items []IncomingRow `json:"items" doc:"Các dòng"`
	Next  string        `json:"next,omitempty" doc:"Con trỏ của trang sau"`
}

// IncomingListed is what part of a register is shown.
type IncomingListed struct {
	Year    int        `query:"year" minimum:"2000" maximum:"2200" doc:"Năm của sổ; bỏ trống là năm nay"`
	Show    string     `query:"show" enum:"all,open,directed,overdue,to_answer,cancelled" default:"all" doc:"Tất cả, chờ ý kiến chỉ đạo, đã có ý kiến, có việc quá hạn, chưa trả lời, đã hủy"`
	Q       string     `query:"q" maxLength:"200" doc:"Số đến, số ký hiệu hoặc từ trong trích yếu; không dấu cũng được"`
	Unit    string     `query:"unit" maxLength:"26" doc:"Đơn vị nhận"`
	From    vncal.Date `query:"from" format:"date" doc:"Đến từ ngày"`
	To      vncal.Date `query:"to" format:"date" doc:"Đến hết ngày"`
	Urgency string     `query:"urgency" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
	Oldest  bool       `query:"oldest" doc:"Theo thứ tự số đến, như sổ in"`
}

func (in IncomingListed) query() document.Query {
	return document.Query{
		Year: in.Year, Show: document.Show(in.Show), Q: in.Q, Unit: in.Unit, From: in.From, To: in.To, Urgency: in.Urgency, Oldest: in.Oldest,
	}
}

type incomingListInput struct {
	PageInput
	IncomingListed
}

// incomingList serves GET /api/v1/incoming: the register that the caller keeps, or what the caller sees of all registers.
func (s *Server) incomingList(ctx context.Context, in *incomingListInput) (*reply[IncomingPage], error) {
	q := in.query()
	q.Cursor, q.Limit = in.Cursor, in.Limit
	p, items, err := s.incomingPage(ctx, q)
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, actorOf(ctx).Agency)
	if err != nil {
		return nil, err
	}
	out := IncomingPage{Year: p.Year, Keeps: p.Keeps, Begun: p.Begun, Items: nonNil(items), Next: p.Next}
	if p.Body != "" {
		body := unitRef(units, p.Body)
		out.Body = &body
	}
	return replyWith(out), nil
}

// incomingPage reads a page of the register with how far the work on each document is.
func (s *Server) incomingPage(ctx context.Context, q document.Query) (document.Page, []IncomingRow, error) {
	a := actorOf(ctx)
	p, err := s.Directions.Lines(ctx, a, q)
	if err != nil {
		return p, nil, err
	}
	rows, err := s.incomingRows(ctx, p.Docs)
	return p, rows, err
}

// incomingRows gives lines their shape, with every name and all work read at once.
func (s *Server) incomingRows(ctx context.Context, docs []document.Document) ([]IncomingRow, error) {
	a := actorOf(ctx)
	follow, err := s.Directions.Follow(ctx, a.Agency, docs)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, d := range docs {
		for _, p := range d.Arrival.To {
			ids = append(ids, p.Person)
		}
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	rows := make([]IncomingRow, 0, len(docs))
	for _, d := range docs {
		rows = append(rows, incomingRow(d, follow[d.ID], n))
	}
	return rows, nil
}

func incomingRow(d document.Document, p direction.Progress, n names) IncomingRow {
	v := d.Arrival
	row := IncomingRow{
		ID: d.ID, Version: d.Version, N: v.N, Year: v.Year, Body: n.unit(v.Body), ArrivedOn: string(v.On), Issuer: d.Issuer, Number: d.Number, Date: string(d.Date),
		Type: v.Type, Abstract: d.Abstract, Urgency: d.Urgency, Receivers: []IncomingParty{}, HandedOn: string(v.HandedOn), SignedBy: v.SignedBy,
		Note: v.Note, ToAnswer: v.ToAnswer, Answer: v.Answer, State: "directed", Progress: progressOf(p),
	}
	switch {
	case v.Cancelled != nil:
		row.State, row.Cancelled = "cancelled", v.Cancelled.Reason
	case v.Open:
		row.State = "open"
	}
	for _, to := range v.To {
		party := IncomingParty{Unit: n.unit(to.Unit)}
		if to.Person != "" {
			who := n.person(to.Person)
			party.Person = &who
		}
		row.Receivers = append(row.Receivers, party)
	}
	return row
}

func progressOf(p direction.Progress) IncomingProgress {
	return IncomingProgress{
		Tasks: p.Tasks, Done: p.Done, Late: p.Late, DueOn: string(p.DueOn), Timeliness: TaskTimeliness{Kind: string(p.Timeliness.Kind), Days: p.Timeliness.Days},
	}
}

// IncomingID is the path of an operation on one line.
type IncomingID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã văn bản"`
}

// incomingGet serves GET /api/v1/incoming/{id}.
func (s *Server) incomingGet(ctx context.Context, in *IncomingID) (*reply[IncomingDocument], error) {
	d, _, err := s.Register.Get(ctx, actorOf(ctx), in.ID)
	return s.incomingReply(ctx, d, err)
}

// incomingReply is the reply of every operation on one line: the line as the caller sees it, or the failure; a conflict carries the
// stored line in the same shape.
func (s *Server) incomingReply(ctx context.Context, d document.Document, err error) (*reply[IncomingDocument], error) {
	if err != nil {
		current, ok := errs.As(err).Current.(document.Document)
		if !ok || current.Arrival == nil {
			if ok {
				return nil, errs.As(err).Having(sourceDocument(current))
			}
			return nil, err
		}
		shape, shapeErr := s.incomingShape(ctx, current)
		if shapeErr != nil {
			return nil, errors.Join(err, shapeErr)
		}
		return nil, errs.As(err).Having(shape)
	}
	shape, err := s.incomingShape(ctx, d)
	if err != nil {
		return nil, err
	}
	return replyWith(shape), nil
}

func (s *Server) incomingShape(ctx context.Context, d document.Document) (IncomingDocument, error) {
	a := actorOf(ctx)
	_, keeps, err := s.Register.Get(ctx, a, d.ID)
	if err != nil {
		return IncomingDocument{}, err
	}
	rows, err := s.incomingRows(ctx, []document.Document{d})
	if err != nil {
		return IncomingDocument{}, err
	}
	ids := []string{d.By}
	for _, one := range d.Arrival.Directed {
		ids = append(ids, one.By)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return IncomingDocument{}, err
	}
	live := d.Arrival.Cancelled == nil
	out := IncomingDocument{
		IncomingRow: rows[0], By: n.person(d.By), At: d.Arrival.At, Directions: []IncomingDirection{},
		Edit: keeps && live, Cancel: keeps && live && len(d.Arrival.Directed) == 0, Direct: live && direction.Can(a),
	}
	for _, one := range d.Arrival.Directed {
		found, err := s.Tasks.Named(ctx, a, one.Tasks)
		if err != nil {
			return IncomingDocument{}, err
		}
		var seen []task.Row
		for _, id := range one.Tasks {
			if r, ok := found[id]; ok {
				seen = append(seen, r)
			}
		}
		tasks, err := s.taskRows(ctx, a, seen)
		if err != nil {
			return IncomingDocument{}, err
		}
		out.Directions = append(out.Directions, IncomingDirection{By: n.person(one.By), At: one.At, Text: one.Text, Tasks: nonNil(tasks), Hidden: len(one.Tasks) - len(tasks)})
	}
	return out, nil
}

// IncomingEntry is a line of the register as it is typed.
type IncomingEntry struct {
	ArrivedOn vncal.Date    `json:"arrivedOn" format:"date" doc:"Ngày đến"`
	Number    string        `json:"number" minLength:"1" maxLength:"100" doc:"Số, ký hiệu"`
	Date      vncal.Date    `json:"date" format:"date" doc:"Ngày văn bản"`
	Issuer    string        `json:"issuer" minLength:"1" maxLength:"200" doc:"Tác giả"`
	Type      string        `json:"type,omitempty" maxLength:"60" doc:"Tên loại; bỏ trống thì theo ký hiệu"`
	Abstract  string        `json:"abstract" minLength:"1" maxLength:"1000" doc:"Trích yếu"`
	Urgency   string        `json:"urgency,omitempty" default:"thuong" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
	Secrecy   string        `json:"secrecy,omitempty" maxLength:"20" doc:"Độ mật ghi trên văn bản; văn bản mật không được tiếp nhận"`
	Receivers []TaskPartRef `json:"receivers,omitempty" maxItems:"60" doc:"Đơn vị hoặc người nhận"`
	HandedOn  vncal.Date    `json:"handedOn,omitempty" format:"date" doc:"Ngày chuyển"`
	SignedBy  string        `json:"signedBy,omitempty" maxLength:"100" doc:"Ký nhận"`
	Note      string        `json:"note,omitempty" maxLength:"500" doc:"Ghi chú"`
	ToAnswer  bool          `json:"toAnswer,omitempty" doc:"Cần văn bản trả lời"`
	Answer    string        `json:"answer,omitempty" maxLength:"100" doc:"Số, ký hiệu văn bản trả lời"`
	Again     bool          `json:"again,omitempty" doc:"Vẫn vào sổ dù đã có văn bản cùng số, ký hiệu và tác giả"`
}

func (in IncomingEntry) entry() document.Entry {
	e := document.Entry{
		Input: document.Input{
			Number: in.Number, Date: in.Date, Issuer: in.Issuer, Abstract: in.Abstract, Urgency: in.Urgency, Secrecy: in.Secrecy, Again: in.Again,
		},
		On: in.ArrivedOn, Type: in.Type, HandedOn: in.HandedOn, SignedBy: in.SignedBy, Note: in.Note, ToAnswer: in.ToAnswer, Answer: in.Answer,
	}
	for _, p := range in.Receivers {
		e.To = append(e.To, document.Party(p))
	}
	return e
}

// NewIncoming is a new line of the register, with the files of the document.
type NewIncoming struct {
	IncomingEntry
	FirstNumber int64    `json:"firstNumber,omitempty" minimum:"1" maximum:"99999" doc:"Số đến đầu tiên của sổ năm, khi sổ chưa có số nào; bỏ trống là 1"`
	Files       []string `json:"files,omitempty" maxItems:"20" doc:"Bản chụp văn bản: mã các tệp đã gửi đủ"`
}

type incomingEnterInput struct {
	Idempotent
	Body NewIncoming
}

// incomingEnter serves POST /api/v1/incoming.
func (s *Server) incomingEnter(ctx context.Context, in *incomingEnterInput) (*reply[IncomingDocument], error) {
	e := in.Body.entry()
	e.Files, e.First = in.Body.Files, in.Body.FirstNumber
	d, err := s.Register.Enter(ctx, actorOf(ctx), e, in.Key)
	return s.incomingReply(ctx, d, err)
}

// EditIncoming is another content for a line.
type EditIncoming struct {
	Version int64 `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
	IncomingEntry
}

type incomingEditInput struct {
	IncomingID
	Body EditIncoming
}

// incomingEdit serves PUT /api/v1/incoming/{id}.
func (s *Server) incomingEdit(ctx context.Context, in *incomingEditInput) (*reply[IncomingDocument], error) {
	d, err := s.Register.Edit(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.entry())
	return s.incomingReply(ctx, d, err)
}

type incomingCancelInput struct {
	IncomingID
	Body struct {
		Version int64  `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Reason  string `json:"reason" maxLength:"2000" doc:"Lý do hủy, từ 10 ký tự"`
	}
}

// incomingCancel serves POST /api/v1/incoming/{id}/cancel.
func (s *Server) incomingCancel(ctx context.Context, in *incomingCancelInput) (*reply[IncomingDocument], error) {
	d, err := s.Register.Cancel(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Reason)
	return s.incomingReply(ctx, d, err)
}

type incomingDirectInput struct {
	IncomingID
	Body struct {
		Version  int64       `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		Text     string      `json:"text,omitempty" maxLength:"2000" doc:"Ý kiến chỉ đạo"`
		ToAnswer bool        `json:"toAnswer,omitempty" doc:"Cần văn bản trả lời"`
		Tasks    []TaskInput `json:"tasks,omitempty" maxItems:"50" doc:"Các nhiệm vụ: chủ trì, phối hợp, thời hạn"`
	}
}

// incomingDirect serves POST /api/v1/incoming/{id}/direction.
func (s *Server) incomingDirect(ctx context.Context, in *incomingDirectInput) (*reply[IncomingDocument], error) {
	given := direction.Input{Text: in.Body.Text, ToAnswer: in.Body.ToAnswer}
	for _, t := range in.Body.Tasks {
		content, err := t.input()
		if err != nil {
			return nil, err
		}
		given.Tasks = append(given.Tasks, content)
	}
	d, err := s.Directions.Give(ctx, actorOf(ctx), in.ID, in.Body.Version, given)
	return s.incomingReply(ctx, d, err)
}
