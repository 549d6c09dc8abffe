package v1

import (
	"cmp"
	"context"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// NewUnitChange is a change of the tree as it is asked for.
type NewUnitChange struct {
	Change    string       `json:"change" enum:"make,rename,move,merge,end" doc:"Thành lập, đổi tên, chuyển, sáp nhập, giải thể"`
	Unit      string       `json:"unit,omitempty" maxLength:"26" doc:"Đơn vị thay đổi; không có khi thành lập"`
	Target    string       `json:"target,omitempty" maxLength:"26" doc:"Đơn vị cấp trên mới, hoặc đơn vị nhận sáp nhập"`
	Details   *UnitDetails `json:"details,omitempty" doc:"Tên, mã, loại; khi thành lập hoặc đổi tên"`
	On        string       `json:"on,omitempty" maxLength:"10" doc:"Từ ngày; mặc định là hôm nay"`
	DocNumber string       `json:"docNumber" maxLength:"100" doc:"Số văn bản quyết định"`
	DocDate   string       `json:"docDate" maxLength:"10" doc:"Ngày văn bản"`
}

func (in NewUnitChange) change() org.Change {
	c := org.Change{
		Kind: org.ChangeKind(in.Change), Unit: in.Unit, Target: in.Target, On: vncal.Date(in.On), DocNumber: in.DocNumber, DocDate: vncal.Date(in.DocDate),
	}
	if c.Kind == org.Make {
		c.Unit = "" // its id is given here
	}
	if d := in.Details; d != nil && (c.Kind == org.Make || c.Kind == org.Rename) {
		c.Code, c.Name, c.ShortName, c.UnitKind, c.Body = d.Code, d.Name, d.ShortName, d.Kind, d.Body
	}
	return c
}

// UnitChangeOf is a change of the tree of units.
type UnitChangeOf struct {
	ID         string       `json:"id" doc:"Mã"`
	Change     string       `json:"change" enum:"make,rename,move,merge,end" doc:"Loại thay đổi"`
	Unit       UnitRef      `json:"unit" doc:"Đơn vị, tên như trước thay đổi"`
	From       string       `json:"from,omitempty" doc:"Tên đơn vị cấp trên trước đây"`
	Target     *UnitRef     `json:"target,omitempty" doc:"Đơn vị cấp trên mới, hoặc đơn vị nhận sáp nhập, tên như khi đó"`
	Details    *UnitDetails `json:"details,omitempty" doc:"Tên, mã, loại mới"`
	On         string       `json:"on" format:"date" doc:"Từ ngày"`
	DocNumber  string       `json:"docNumber" doc:"Số văn bản"`
	DocDate    string       `json:"docDate" format:"date" doc:"Ngày văn bản"`
	State      string       `json:"state" enum:"planned,blocked,running,applied,cancelled" doc:"Chờ đến ngày, vướng, đang thực hiện, đã thực hiện, đã hủy"`
	Why        string       `json:"why,omitempty" doc:"Vướng ở đâu"`
	Steps      []UnitStep   `json:"steps" doc:"Hồ sơ đã chuyển đến đâu"`
	By         string       `json:"by" doc:"Người lập"`
	CreatedAt  time.Time    `json:"createdAt" doc:"Lúc lập"`
	AppliedAt  *time.Time   `json:"appliedAt,omitempty" doc:"Lúc cây đơn vị thay đổi"`
	DoneAt     *time.Time   `json:"doneAt,omitempty" doc:"Lúc mọi hồ sơ đã chuyển xong"`
	Version    int64        `json:"version" doc:"Phiên bản"`
	Cancelable bool         `json:"cancelable" doc:"Tôi hủy được"`
}

// UnitStep is how far records of one kind have followed a change.
type UnitStep struct {
	Kind  string `json:"kind" doc:"people, tasks, documents, diaries, sheets, registrations, absences"`
	Done  int    `json:"done" doc:"Số đã chuyển"`
	Total int    `json:"total" doc:"Tổng số ước tính"`
	Ended bool   `json:"ended" doc:"Đã xong"`
}

func unitChangeOf(ctx context.Context, a access.Actor, c org.Change, units map[string]org.Unit, today vncal.Date) UnitChangeOf {
	out := UnitChangeOf{
		ID: c.ID, Change: string(c.Kind), Unit: UnitRef{ID: c.Unit, Name: cmp.Or(c.Was.Name, c.Name), ShortName: cmp.Or(c.Was.ShortName, c.ShortName)},
		From: c.Was.ParentName, On: string(c.On), DocNumber: c.DocNumber, DocDate: string(c.DocDate), State: string(c.State), Steps: []UnitStep{},
		By: c.ByName, CreatedAt: c.CreatedAt, AppliedAt: c.AppliedAt, DoneAt: c.DoneAt, Version: c.Version,
		Cancelable: (c.State == org.Planned && c.On > today || c.State == org.Blocked) && org.CanChange(a, units, c),
	}
	if c.Target != "" {
		out.Target = &UnitRef{ID: c.Target, Name: c.Was.TargetName, ShortName: units[c.Target].ShortName}
	}
	if c.Kind == org.Make || c.Kind == org.Rename {
		out.Details = &UnitDetails{Code: c.Code, Name: c.Name, ShortName: c.ShortName, Kind: c.UnitKind, Body: c.Body}
	}
	if c.Fault != nil {
		out.Why = errs.Text(languageIn(ctx), c.Fault.Code, c.Fault.Args)
	}
	for _, st := range c.Steps {
		out.Steps = append(out.Steps, UnitStep{st.Kind, st.Done, st.Total, st.Ended})
	}
	return out
}

// unitChangeReply answers with one change; a conflict shows it as it is stored.
func (s *Server) unitChangeReply(ctx context.Context, c org.Change, fault error) (*reply[UnitChangeOf], error) {
	e := errs.As(fault)
	if fault != nil {
		stored, ok := e.Current.(org.Change)
		if !ok {
			return nil, fault
		}
		c = stored
	}
	a := actorOf(ctx)
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	out := unitChangeOf(ctx, a, c, units, vncal.DateOf(s.Clock.Now()))
	if fault != nil {
		return nil, e.Having(out)
	}
	return replyWith(out), nil
}

// unitChanges serves GET /api/v1/org/changes.
func (s *Server) unitChanges(ctx context.Context, in *PageInput) (*page[UnitChangeOf], error) {
	a := actorOf(ctx)
	changes, next, err := s.OrgChanges.List(ctx, a, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	items := make([]UnitChangeOf, 0, len(changes))
	for _, c := range changes {
		items = append(items, unitChangeOf(ctx, a, c, units, vncal.DateOf(s.Clock.Now())))
	}
	return pageOf(items, next), nil
}

// UnitPreview is what a change would do.
type UnitPreview struct {
	Moves   []UnitTally `json:"moves" doc:"Những gì đổi người quản lý"`
	Losing  []UnitRef   `json:"losing" doc:"Đơn vị cấp trên không còn thấy"`
	Gaining []UnitRef   `json:"gaining" doc:"Đơn vị cấp trên sẽ thấy"`
	Left    string      `json:"left,omitempty" doc:"Vì sao chưa giải thể được"`
}

// UnitTally is how many records there are of one kind.
type UnitTally struct {
	Kind string `json:"kind" doc:"people, tasks, documents, diaries, sheets, registrations, absences"`
	All  int    `json:"all" doc:"Tổng số"`
	Open int    `json:"open" doc:"Số đang mở: chức vụ còn hạn, nhiệm vụ chưa xong, nhật ký chờ xử lý, phiếu chưa chốt"`
}

// unitPreview serves POST /api/v1/org/changes/preview; nothing is kept.
func (s *Server) unitPreview(ctx context.Context, in *struct{ Body NewUnitChange }) (*reply[UnitPreview], error) {
	c := in.Body.change()
	c.DocNumber, c.DocDate = cmp.Or(c.DocNumber, "0"), cmp.Or(c.DocDate, vncal.DateOf(s.Clock.Now())) // what follows does not hang on them
	p, err := s.OrgChanges.Preview(ctx, actorOf(ctx), c)
	if err != nil {
		return nil, err
	}
	out := UnitPreview{Moves: []UnitTally{}, Losing: []UnitRef{}, Gaining: []UnitRef{}}
	for _, t := range p.Tallies {
		out.Moves = append(out.Moves, UnitTally{t.Kind, t.All, t.Open})
	}
	for _, u := range p.Losing {
		out.Losing = append(out.Losing, UnitRef{u.ID, u.Name, u.ShortName})
	}
	for _, u := range p.Gaining {
		out.Gaining = append(out.Gaining, UnitRef{u.ID, u.Name, u.ShortName})
	}
	if p.Left != nil {
		out.Left = errs.Text(languageIn(ctx), p.Left.Code, p.Left.Args)
	}
	return replyWith(out), nil
}

// unitChange serves POST /api/v1/org/changes. A change of today or before begins at once, in the background.
func (s *Server) unitChange(ctx context.Context, in *struct {
	Idempotent
	Body NewUnitChange
}) (*reply[UnitChangeOf], error) {
	a := actorOf(ctx)
	c, err := s.OrgChanges.Plan(ctx, a, in.Body.change(), in.Key)
	if err == nil && c.State == org.Planned && c.On <= vncal.DateOf(s.Clock.Now()) {
		if err := s.Jobs.Wake(ctx, a, org.ChangeJob); err != nil {
			s.Log.WarnContext(ctx, "the change begins with the job's next time", "error", err)
		}
	}
	return s.unitChangeReply(ctx, c, err)
}

// UnitChangeID names a change in a path.
type UnitChangeID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã thay đổi"`
}

// unitChangeGet serves GET /api/v1/org/changes/{id}.
func (s *Server) unitChangeGet(ctx context.Context, in *UnitChangeID) (*reply[UnitChangeOf], error) {
	c, err := s.OrgChanges.Get(ctx, actorOf(ctx), in.ID)
	return s.unitChangeReply(ctx, c, err)
}

// unitChangeCancel serves POST /api/v1/org/changes/{id}/cancel.
func (s *Server) unitChangeCancel(ctx context.Context, in *struct {
	UnitChangeID
	Body struct {
		Version int64 `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
	}
}) (*reply[UnitChangeOf], error) {
	c, err := s.OrgChanges.Cancel(ctx, actorOf(ctx), in.ID, in.Body.Version)
	return s.unitChangeReply(ctx, c, err)
}
