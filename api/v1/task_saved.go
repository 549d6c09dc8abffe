package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/errs"
	"congvu/internal/savedfilter"
)

func (s *Server) registerSavedFilters(api huma.API) {
	huma.Register(api, op("saved-list", http.MethodGet, "/tasks/saved", "Bộ lọc đã lưu của tôi và của đơn vị tôi", signedIn()), s.savedList)
	huma.Register(api, created(op("saved-create", http.MethodPost, "/tasks/saved", "Lưu bộ lọc", signedIn(), 403, 409, 422)), s.savedCreate)
	huma.Register(api, op("saved-change", http.MethodPut, "/tasks/saved/{id}", "Sửa bộ lọc đã lưu", signedIn(), 403, 404, 409, 422), s.savedChange)
	remove := op("saved-remove", http.MethodDelete, "/tasks/saved/{id}", "Xóa bộ lọc đã lưu", signedIn(), 403, 404, 409, 422)
	remove.DefaultStatus = http.StatusNoContent
	huma.Register(api, remove, s.savedRemove)
}

// SavedList is a list of tasks as it is kept: the parameters of GET /tasks.
type SavedList struct {
	Tab      string   `json:"tab" enum:"lead,assigned,coordinating,watching,waiting,unit" doc:"Danh sách"`
	State    string   `json:"state,omitempty" enum:"open,finished,all" doc:"Trạng thái"`
	Sort     string   `json:"sort,omitempty" enum:"due,updated,created" doc:"Thứ tự"`
	Q        string   `json:"q,omitempty" maxLength:"200" doc:"Có chữ"`
	Late     string   `json:"late,omitempty" enum:"overdue,week,late,on_time,none" doc:"Thời hạn"`
	Unit     string   `json:"unit,omitempty" maxLength:"26" doc:"Đơn vị chủ trì"`
	Person   string   `json:"person,omitempty" maxLength:"26" doc:"Người chủ trì"`
	Document string   `json:"document,omitempty" maxLength:"26" doc:"Văn bản nguồn"`
	Product  string   `json:"product,omitempty" maxLength:"40" doc:"Mã sản phẩm"`
	From     string   `json:"from,omitempty" format:"date" doc:"Hạn từ ngày"`
	To       string   `json:"to,omitempty" format:"date" doc:"Hạn đến hết ngày"`
	Urgency  []string `json:"urgency,omitempty" maxItems:"4" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
	States   []string `json:"states,omitempty" maxItems:"8" enum:"draft,assigned,in_progress,submitted,paused,completed,recalled,cancelled" doc:"Tiến trình"`
}

// SavedFilter is a saved list of tasks.
type SavedFilter struct {
	ID      string    `json:"id" doc:"Mã"`
	Version int64     `json:"version" doc:"Phiên bản"`
	Name    string    `json:"name" doc:"Tên"`
	Owner   PersonRef `json:"owner" doc:"Người lưu"`
	Shared  *UnitRef  `json:"shared,omitempty" doc:"Đơn vị cùng dùng; không có khi chỉ của tôi"`
	List    SavedList `json:"list" doc:"Danh sách"`
	Change  bool      `json:"change" doc:"Tôi được sửa, xóa"`
}

// SavedFilters are the filters that somebody sees.
type SavedFilters struct {
	Items []SavedFilter `json:"items" doc:"Theo tên"`
	Share []UnitRef     `json:"share" doc:"Đơn vị tôi đứng đầu, có thể chia sẻ bộ lọc"`
}

func (s *Server) saved(ctx context.Context, all ...savedfilter.Filter) ([]SavedFilter, error) {
	a := actorOf(ctx)
	var ids []string
	for _, f := range all {
		ids = append(ids, f.Owner)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	out := make([]SavedFilter, 0, len(all))
	for _, f := range all {
		item := SavedFilter{
			ID: f.ID, Version: f.Version, Name: f.Name, Owner: n.person(f.Owner), List: SavedList(f.List), Change: savedfilter.CanChange(a, f),
		}
		if f.Shared != "" {
			unit := n.unit(f.Shared)
			item.Shared = &unit
		}
		out = append(out, item)
	}
	return out, nil
}

// savedList serves GET /api/v1/tasks/saved.
func (s *Server) savedList(ctx context.Context, _ *struct{}) (*reply[SavedFilters], error) {
	a := actorOf(ctx)
	all, err := s.Saved.List(ctx, a)
	if err != nil {
		return nil, err
	}
	items, err := s.saved(ctx, all...)
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	out := SavedFilters{Items: items, Share: []UnitRef{}}
	for _, p := range a.Appointments {
		if savedfilter.CanShare(a, p.Unit) {
			out.Share = append(out.Share, unitRef(units, p.Unit))
		}
	}
	return replyWith(out), nil
}

// SavedInput is what is typed of a filter.
type SavedInput struct {
	Name   string    `json:"name" minLength:"1" maxLength:"80" doc:"Tên"`
	Shared string    `json:"shared,omitempty" maxLength:"26" doc:"Đơn vị tôi đứng đầu mà mọi người cùng dùng; bỏ trống là chỉ của tôi"`
	List   SavedList `json:"list" doc:"Danh sách"`
}

func (in SavedInput) input() savedfilter.Input {
	return savedfilter.Input{Name: in.Name, Shared: in.Shared, List: savedfilter.List(in.List)}
}

func (s *Server) savedReply(ctx context.Context, f savedfilter.Filter, err error) (*reply[SavedFilter], error) {
	if stored, ok := errs.As(err).Current.(savedfilter.Filter); ok {
		shapes, shapeErr := s.saved(ctx, stored)
		if shapeErr != nil {
			return nil, shapeErr
		}
		return nil, errs.As(err).Having(shapes[0])
	}
	if err != nil {
		return nil, err
	}
	shapes, err := s.saved(ctx, f)
	if err != nil {
		return nil, err
	}
	return replyWith(shapes[0]), nil
}

type savedCreateInput struct {
	Idempotent
	Body SavedInput
}

// savedCreate serves POST /api/v1/tasks/saved.
func (s *Server) savedCreate(ctx context.Context, in *savedCreateInput) (*reply[SavedFilter], error) {
	f, err := s.Saved.Save(ctx, actorOf(ctx), in.Body.input(), in.Key)
	return s.savedReply(ctx, f, err)
}

type savedChangeInput struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã bộ lọc"`
	Body struct {
		Version int64 `json:"version" minimum:"1" doc:"Phiên bản đang xem"`
		SavedInput
	}
}

// savedChange serves PUT /api/v1/tasks/saved/{id}.
func (s *Server) savedChange(ctx context.Context, in *savedChangeInput) (*reply[SavedFilter], error) {
	f, err := s.Saved.Change(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.input())
	return s.savedReply(ctx, f, err)
}

type savedRemoveInput struct {
	ID      string `path:"id" maxLength:"26" doc:"Mã bộ lọc"`
	Version int64  `query:"version" required:"true" minimum:"1" doc:"Phiên bản đang xem"`
}

// savedRemove serves DELETE /api/v1/tasks/saved/{id}.
func (s *Server) savedRemove(ctx context.Context, in *savedRemoveInput) (*struct{}, error) {
	_, err := s.savedReply(ctx, savedfilter.Filter{}, s.Saved.Remove(ctx, actorOf(ctx), in.ID, in.Version))
	return nil, err
}
