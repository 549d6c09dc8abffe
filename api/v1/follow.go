package v1

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/org"
	"congvu/internal/tasklist"
	"congvu/pkg/vncal"
)

// How units stand (Theo dõi đơn vị), for heads, follow-up officers and inspectors.
func (s *Server) registerFollow(api huma.API) {
	followers := roles(access.Head, access.Deputy, access.Monitor, access.Inspector)
	huma.Register(api, op("follow-report", http.MethodGet, "/follow/report", "Biểu theo dõi nhiệm vụ của đơn vị", followers, 403, 404, 422), s.followReport)
	huma.Register(api, op("follow-people", http.MethodGet, "/follow/people", "Mỗi người của đơn vị đang giữ bao nhiêu việc", followers, 403, 404), s.followPeople)
}

// FollowCells are the cells of the report.
type FollowCells struct {
	Total   int `json:"total" doc:"Tổng số, có hạn trong kỳ"`
	OnTime  int `json:"onTime" doc:"Đã hoàn thành đúng hạn"`
	Late    int `json:"late" doc:"Đã hoàn thành quá hạn"`
	InTime  int `json:"inTime" doc:"Chưa hoàn thành, trong hạn"`
	Overdue int `json:"overdue" doc:"Chưa hoàn thành, quá hạn"`
}

func followCells(t tasklist.Tally) FollowCells {
	return FollowCells{t.Total(), t.OnTime, t.Late, t.InTime, t.Overdue}
}

// FollowRow is one line of the report: of a unit with those below it, a person or a document; of none of them, the rest.
type FollowRow struct {
	Unit     *UnitRef      `json:"unit,omitempty" doc:"Đơn vị trực thuộc, gồm các đơn vị bên dưới"`
	Person   *PersonRef    `json:"person,omitempty" doc:"Người chủ trì"`
	Document *TaskDocument `json:"document,omitempty" doc:"Văn bản nguồn"`
	Cells    FollowCells   `json:"cells" doc:"Các ô"`
}

// FollowReport says how a unit stands in a period.
type FollowReport struct {
	Unit  UnitRef     `json:"unit" doc:"Đơn vị"`
	From  string      `json:"from" format:"date" doc:"Hạn từ ngày"`
	To    string      `json:"to" format:"date" doc:"Hạn đến hết ngày"`
	Cells FollowCells `json:"cells" doc:"Cả đơn vị"`
	NoDue int         `json:"noDue" doc:"Không hạn, chưa hoàn thành, ngoài tổng số"`
	Rows  []FollowRow `json:"rows" doc:"Nhiều quá hạn trước, nhiều nhất 200 dòng"`
	More  int         `json:"more,omitempty" doc:"Số dòng không đưa ra"`
}

// Bounds of a report: days of a period, and lines.
const (
	maxFollowDays = 366
	maxFollowRows = 200
)

type followReportInput struct {
	Unit string      `query:"unit" maxLength:"26" doc:"Đơn vị; mặc định là đơn vị tôi phụ trách hoặc theo dõi"`
	From vncal.Date  `query:"from" required:"true" format:"date" doc:"Hạn từ ngày"`
	To   vncal.Date  `query:"to" required:"true" format:"date" doc:"Hạn đến hết ngày, không quá một năm"`
	By   tasklist.By `query:"by" enum:"unit,person,document" default:"unit" doc:"Chia theo đơn vị, người chủ trì, văn bản nguồn"`
}

// followReport serves GET /api/v1/follow/report.
func (s *Server) followReport(ctx context.Context, in *followReportInput) (*reply[FollowReport], error) {
	a := actorOf(ctx)
	switch {
	case !in.From.Valid():
		return nil, errs.ErrInvalid.At("from", "date")
	case !in.To.Valid():
		return nil, errs.ErrInvalid.At("to", "date")
	case in.To < in.From:
		return nil, errs.ErrInvalid.At("to", "before")
	case in.To > in.From.AddDays(maxFollowDays):
		return nil, errs.ErrInvalid.With(errs.Field{Path: "to", Code: "too_far", Args: map[string]string{"max": in.From.AddDays(maxFollowDays).Display()}})
	}
	u, err := s.followed(ctx, a, in.Unit)
	if err != nil {
		return nil, err
	}
	r, err := s.TaskLists.Report(ctx, a, tasklist.TallyQuery{Path: u.Path(), From: in.From, To: in.To, By: in.By})
	if err != nil {
		return nil, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	out := FollowReport{Unit: unitRef(units, u.ID), From: string(in.From), To: string(in.To), NoDue: r.NoDue, Rows: []FollowRow{}}
	var all tasklist.Tally
	for _, row := range r.Rows {
		all = all.Plus(row.Tally)
	}
	out.Cells = followCells(all)
	rows := r.Rows
	if in.By == tasklist.ByUnit {
		rows = rolledUp(rows, units, u)
	}
	rows = slices.SortedFunc(slices.Values(rows), func(x, y tasklist.TallyRow) int {
		return cmp.Or(cmp.Compare(y.Overdue, x.Overdue), cmp.Compare(y.Late, x.Late), cmp.Compare(y.Total(), x.Total()), cmp.Compare(x.Key, y.Key))
	})
	out.More = max(len(rows)-maxFollowRows, 0)
	out.Rows, err = s.followRows(ctx, a, rows[:len(rows)-out.More], in.By, units)
	return replyWith(out), err
}

// rolledUp sums the lines of a report by unit into those of u's own parts: the units directly below it, each with all below
// it, and what u leads itself, which is nobody's part.
func rolledUp(rows []tasklist.TallyRow, units map[string]org.Unit, u org.Unit) []tasklist.TallyRow {
	sums := map[string]tasklist.Tally{}
	for _, row := range rows {
		part, path := "", units[row.Key].Path()
		if at := slices.Index(path, u.ID); at >= 0 && at+1 < len(path) {
			part = path[at+1]
		}
		sums[part] = sums[part].Plus(row.Tally)
	}
	out := []tasklist.TallyRow{}
	for id, sum := range sums {
		out = append(out, tasklist.TallyRow{Key: id, Tally: sum})
	}
	return out
}

// followRows names the lines of a report.
func (s *Server) followRows(ctx context.Context, a access.Actor, rows []tasklist.TallyRow, by tasklist.By, units map[string]org.Unit) ([]FollowRow, error) {
	ids := []string{}
	for _, row := range rows {
		if row.Key != "" {
			ids = append(ids, row.Key)
		}
	}
	n, docs := names{units: units}, map[string]string{}
	switch by {
	case tasklist.ByPerson:
		var err error
		if n.people, err = s.Identity.People(ctx, a.Agency, ids); err != nil {
			return nil, err
		}
	case tasklist.ByDocument: // whoever sees the work sees what it rests on
		found, err := s.Documents.Named(ctx, a.Agency, ids...)
		if err != nil {
			return nil, err
		}
		for id, d := range found {
			docs[id] = d.Number
		}
	}
	out := []FollowRow{}
	for _, row := range rows {
		line := FollowRow{Cells: followCells(row.Tally)}
		switch {
		case row.Key == "":
		case by == tasklist.ByPerson:
			line.Person = n.maybe(row.Key)
		case by == tasklist.ByDocument:
			line.Document = &TaskDocument{ID: row.Key, Number: cmp.Or(docs[row.Key], "(không rõ)")}
		default:
			ref := n.unit(row.Key)
			line.Unit = &ref
		}
		out = append(out, line)
	}
	return out, nil
}

// followed returns a unit whose work a sees, a's first for none; errs.ErrNotFound otherwise.
func (s *Server) followed(ctx context.Context, a access.Actor, id string) (org.Unit, error) {
	if id == "" {
		if tops := a.Reach(access.Work); len(tops) > 0 {
			id = tops[0]
		}
	}
	u, err := s.Org.Unit(ctx, a.Agency, id)
	if err == nil && !tasklist.Reaches(a, u.Path()) {
		err = fmt.Errorf("follow unit %s: %w", id, errs.ErrNotFound)
	}
	return u, err
}

// FollowPerson is what one person of a unit holds.
type FollowPerson struct {
	Person    PersonRef `json:"person" doc:"Người"`
	Open      int       `json:"open" doc:"Việc đang chủ trì, chưa hoàn thành"`
	Overdue   int       `json:"overdue" doc:"Trong đó quá hạn"`
	Converted float64   `json:"converted" doc:"Số lượng quy đổi của các việc đó"`
}

// FollowPeople is the load of a unit's people.
type FollowPeople struct {
	Unit UnitRef        `json:"unit" doc:"Đơn vị"`
	Rows []FollowPerson `json:"rows" doc:"Người của chính đơn vị, theo thứ tự danh sách"`
	Mean float64        `json:"mean" doc:"Bình quân quy đổi mỗi người"`
}

// followPeople serves GET /api/v1/follow/people.
func (s *Server) followPeople(ctx context.Context, in *unitQuery) (*reply[FollowPeople], error) {
	a := actorOf(ctx)
	u, err := s.followed(ctx, a, in.Unit)
	if err != nil {
		return nil, err
	}
	people, err := s.Identity.Staffed(ctx, a.Agency, u.ID, vncal.DateOf(s.Clock.Now()))
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	loads, err := s.TaskLists.Loads(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	out, sum := FollowPeople{Unit: n.unit(u.ID), Rows: []FollowPerson{}}, int64(0)
	for _, id := range ids {
		l := loads[id]
		sum += l.Converted
		out.Rows = append(out.Rows, FollowPerson{Person: n.person(id), Open: l.Open, Overdue: l.Overdue, Converted: milli(l.Converted)})
	}
	if len(ids) > 0 {
		out.Mean = milli(sum / int64(len(ids)))
	}
	return replyWith(out), nil
}
