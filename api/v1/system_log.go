package v1

import (
	"cmp"
	"context"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/realtime"
	"congvu/internal/scheme"
	"congvu/internal/substitute"
	"congvu/pkg/vncal"
)

// LoggedTypes returns the types of the objects that the system log is about (spec/people.md §6): posts and rights, sign-in,
// units, products, imports, days off, the periods of evaluation and what the agency sets of it, exports and who stands in for whom. Work and diaries have histories of their own.
func LoggedTypes() []string {
	return []string{"person", realtime.TypeRights, realtime.TypeSession, "unit", "product", "import", "period", "calendar", scheme.TypeScheme, journal.TypeExport, substitute.EventType}
}

func (s *Server) registerSystemLog(api huma.API) {
	huma.Register(api, op("system-log", http.MethodGet, "/system-log", "Nhật ký hệ thống, mới nhất trước",
		roles(access.Admin, access.Inspector), 400, 403, 422), s.systemLog)
	huma.Register(api, op("system-log-export", http.MethodGet, "/system-log/export", "Nhật ký hệ thống, dạng XLSX",
		roles(access.Admin, access.Inspector), 403, 422, 503), s.systemLogExport)
}

// LogEntry is one line of the system log, in words.
type LogEntry struct {
	ID      string      `json:"id" doc:"Mã"`
	At      time.Time   `json:"at" doc:"Lúc"`
	By      PersonRef   `json:"by" doc:"Ai, tên tại thời điểm đó"`
	Action  string      `json:"action" doc:"Mã việc làm, ví dụ person.transferred"`
	What    string      `json:"what" doc:"Việc làm"`
	Object  LogObject   `json:"object" doc:"Với gì"`
	Changes []LogChange `json:"changes" doc:"Trước và sau"`
	Reason  string      `json:"reason,omitempty" doc:"Lý do"`
	Request string      `json:"request,omitempty" doc:"Mã yêu cầu, để đối chiếu với nhật ký máy chủ"`
}

// LogObject names what a line of the log is about.
type LogObject struct {
	Type  string `json:"type" doc:"Loại bản ghi"`
	Kind  string `json:"kind" doc:"Loại bản ghi, bằng chữ"`
	ID    string `json:"id" doc:"Mã"`
	Title string `json:"title,omitempty" doc:"Tên tại thời điểm đó"`
}

// LogChange is one value that an act has changed or was done with.
type LogChange struct {
	Field string `json:"field" doc:"Tên trường"`
	From  string `json:"from,omitempty" doc:"Trước"`
	To    string `json:"to,omitempty" doc:"Sau"`
}

// LogListed is which lines of the log are asked for.
type LogListed struct {
	Type   string     `query:"type" enum:"person,rights,session,unit,product,import,period,calendar,export,substitute" doc:"Loại bản ghi; mặc định là mọi loại"`
	Actor  string     `query:"actor" maxLength:"32" doc:"Mã người làm"`
	Object string     `query:"object" maxLength:"64" doc:"Mã bản ghi"`
	From   vncal.Date `query:"from" format:"date" doc:"Từ ngày"`
	To     vncal.Date `query:"to" format:"date" doc:"Đến hết ngày"`
}

type systemLogInput struct {
	PageInput
	LogListed
}

// systemLog serves GET /api/v1/system-log: an administrator reads all of it, an inspector what lies in the units of the
// appointment.
func (s *Server) systemLog(ctx context.Context, in *systemLogInput) (*page[LogEntry], error) {
	items, next, err := s.logPage(ctx, in.LogListed, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	return pageOf(items, next), nil
}

// logPage returns a page of the lines asked for, as far as the caller reads them.
func (s *Server) logPage(ctx context.Context, in LogListed, cursor string, limit int) ([]LogEntry, string, error) {
	a := actorOf(ctx)
	q := journal.LogQuery{Types: LoggedTypes(), By: in.Actor, Object: in.Object}
	if in.Type != "" {
		q.Types = []string{in.Type}
	}
	if in.From != "" {
		q.From = in.From.Start()
	}
	if in.To != "" {
		q.To = in.To.End()
	}
	records, next, err := s.Journal.Log(ctx, a.Agency, journal.LogReachOf(a), q, cursor, limit)
	if err != nil {
		return nil, "", err
	}
	ids := []string{}
	for _, r := range records {
		ids = append(ids, r.By, r.Object.ID)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, "", err
	}
	lang := languageIn(ctx)
	items := make([]LogEntry, 0, len(records))
	for _, r := range records {
		items = append(items, logEntry(lang, r, n))
	}
	return items, next, nil
}

func logEntry(lang errs.Lang, r journal.Record, n names) LogEntry {
	by := n.person(r.By)
	by.Name = cmp.Or(r.ByName, by.Name)
	e := LogEntry{
		ID: r.ID, At: r.At, By: by, Action: r.Action, What: said(lang, "act."+r.Action, r.Action),
		Object:  LogObject{Type: r.Object.Type, Kind: said(lang, "kind."+r.Object.Type, r.Object.Type), ID: r.Object.ID, Title: r.Object.Title},
		Changes: []LogChange{}, Reason: r.Reason, Request: r.Request,
	}
	if e.Object.Title == "" && r.Object.Type == realtime.TypeRights {
		e.Object.Title = n.people[r.Object.ID].Name
	}
	for _, c := range r.Changes {
		e.Changes = append(e.Changes, LogChange{Field: errs.Label(lang, c.Field), From: c.From, To: c.To})
	}
	for _, key := range slices.Sorted(maps.Keys(r.Params)) {
		e.Changes = append(e.Changes, LogChange{Field: said(lang, "log."+key, errs.Label(lang, key)), To: r.Params[key]})
	}
	return e
}

// said returns the sentence of a code; otherwise when nobody has written one.
func said(lang errs.Lang, code, otherwise string) string {
	if errs.Known(code) {
		return errs.Text(lang, code, nil)
	}
	return otherwise
}
