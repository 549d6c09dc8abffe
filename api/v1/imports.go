package v1

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/valyala/fasthttp"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/importer"
	"congvu/internal/sheet"
)

// uploads are the paths, under Prefix, that take a file as it is instead of JSON.
var uploads = map[string]bool{"/imports": true}

// uploadLimit is how long such a body may be; a little more than what is read, so that the answer is a sentence about files.
const uploadLimit = sheet.MaxBytes + 1<<20

// uploadTimeout is how long a file may take to arrive: 10 MB by a line of one megabit per second.
const uploadTimeout = 90 * time.Second

// keepers are the roles that may bring tables in; which ones, the kind of table says.
func keepers() map[string]any { return roles(importRoles...) }

var importRoles = []access.Role{access.HR, access.Admin, access.Clerk}

func (s *Server) registerImports(api huma.API) {
	huma.Register(api, op("import-list", http.MethodGet, "/imports", "Các lần nhập dữ liệu gần đây của tôi", keepers(), 403), s.importList)
	upload := op("import-upload", http.MethodPost, "/imports", "Chạy thử một tệp XLSX hoặc CSV", keepers(), 403, 422, 503)
	upload.MaxBodyBytes = uploadLimit
	huma.Register(api, upload, s.importUpload)
	huma.Register(api, op("import-get", http.MethodGet, "/imports/{id}", "Một lần nhập dữ liệu", keepers(), 403, 404), s.importGet)
	huma.Register(api, op("import-rows", http.MethodGet, "/imports/{id}/rows", "Các dòng của lần chạy thử", keepers(), 403, 404, 422), s.importRows)
	huma.Register(api, op("import-check", http.MethodPost, "/imports/{id}/check", "Chạy thử lại, với ô đã sửa hoặc trang tính khác", keepers(), 403, 404, 409, 422, 503), s.importCheck)
	huma.Register(api, op("import-apply", http.MethodPost, "/imports/{id}/apply", "Ghi vào hệ thống: tất cả hoặc không", keepers(), 403, 404, 409, 422), s.importApply)
	huma.Register(api, op("import-copy", http.MethodGet, "/imports/{id}/copy", "Bảng có đánh dấu ô lỗi, dạng XLSX", keepers(), 403, 404, 503), s.importCopy)
	huma.Register(api, op("import-template", http.MethodGet, "/import-templates/{table}", "Mẫu XLSX đã điền dữ liệu đang có", keepers(), 403, 404, 422), s.importTemplate)
}

// largeBody gives the longer limits of a file to whoever may send one, before the body is read: nobody else makes the
// server keep more than a mebibyte.
func (s *Server) largeBody(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	at, err := url.ParseRequestURI(string(h.RequestURI()))
	switch {
	case err != nil:
	case isPart(string(h.Method()), at.Path): // no longer than any other body, but perhaps by a weak line
		return fasthttp.RequestConfig{ReadTimeout: uploadTimeout}
	case isContent(string(h.Method()), at.Path):
		return fasthttp.RequestConfig{WriteTimeout: contentTimeout}
	}
	if err != nil || !h.IsPost() || len(at.Path) <= len(Prefix) || !uploads[at.Path[len(Prefix):]] {
		return fasthttp.RequestConfig{}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	a, err := s.actor(ctx, string(h.Peek("Authorization")))
	if err != nil || !a.Has(importRoles...) {
		return fasthttp.RequestConfig{}
	}
	return fasthttp.RequestConfig{ReadTimeout: uploadTimeout, MaxRequestBodySize: uploadLimit}
}

// ImportFault is what is wrong with a cell, or what to look at.
type ImportFault struct {
	Row    int    `json:"row" doc:"Dòng, như trong tệp"`
	Index  int    `json:"index" doc:"Cột tính từ 0; -1 khi là cả dòng"`
	Column string `json:"column" doc:"Chữ của cột; trống khi là cả dòng"`
	Text   string `json:"text" doc:"Câu nói rõ lỗi"`
	Offer  string `json:"offer,omitempty" doc:"Giá trị gần nhất"`
	Note   bool   `json:"note" doc:"Chỉ là lưu ý, vẫn ghi được"`
}

// ImportColumn is a column of the file.
type ImportColumn struct {
	Index   int    `json:"index" doc:"Thứ tự, từ 0"`
	Letter  string `json:"letter" doc:"Chữ của cột"`
	Heading string `json:"heading" doc:"Tên cột trong tệp"`
	Read    bool   `json:"read" doc:"Cột được dùng"`
}

// Import is a file being brought in.
type Import struct {
	ID      string         `json:"id" doc:"Mã"`
	Table   string         `json:"table" enum:"units,products,people,incoming" doc:"Loại dữ liệu"`
	File    string         `json:"file" doc:"Tên tệp"`
	Sheet   string         `json:"sheet" doc:"Trang tính; trống khi là CSV"`
	Sheets  []string       `json:"sheets" doc:"Các trang tính"`
	Columns []ImportColumn `json:"columns" doc:"Các cột"`
	State   string         `json:"state" enum:"checked,ordered,applied" doc:"Trạng thái"`
	Version int64          `json:"version" doc:"Phiên bản"`
	Rows    int            `json:"rows" doc:"Số dòng"`
	Made    int            `json:"made" doc:"Số dòng tạo mới"`
	Changed int            `json:"changed" doc:"Số dòng thay đổi"`
	Same    int            `json:"same" doc:"Số dòng không đổi"`
	Faulty  int            `json:"faulty" doc:"Số dòng có lỗi"`
	Faults  int            `json:"faults" doc:"Số ô lỗi"`
	Notes   int            `json:"notes" doc:"Số lưu ý"`
	Found   []ImportFault  `json:"found" doc:"Các lỗi và lưu ý đầu tiên, nhiều nhất 500"`
	Fixes   []ImportFix    `json:"fixes" doc:"Các ô đã sửa trên màn hình"`
	Stale   bool           `json:"stale" doc:"Dữ liệu đã đổi sau lần chạy thử trước: chưa ghi gì, đã chạy thử lại"`
	Done    int            `json:"done" doc:"Số dòng đã ghi"`
	At      time.Time      `json:"at" doc:"Lúc tải lên"`
	Until   time.Time      `json:"until" doc:"Giữ đến"`
	Applied *time.Time     `json:"applied,omitempty" doc:"Lúc ghi xong"`
}

// ImportFix is a cell put right on the screen.
type ImportFix struct {
	Row    int    `json:"row" minimum:"1" maximum:"1048576" doc:"Dòng, như trong tệp"`
	Column int    `json:"column" minimum:"0" maximum:"99" doc:"Cột, từ 0"`
	Text   string `json:"text" maxLength:"1000" doc:"Nội dung của ô"`
}

func importFault(ctx context.Context, row int, f sheet.Fault) ImportFault {
	out := ImportFault{Row: row, Index: f.Index, Text: errs.Text(languageIn(ctx), "field."+f.Code, f.Args), Offer: f.Offer, Note: f.Note}
	if f.Index >= 0 {
		out.Column = sheet.Letter(f.Index)
	}
	return out
}

func importOf(ctx context.Context, i importer.Import) Import {
	c := i.Counts
	out := Import{
		ID: i.ID, Table: i.Kind, File: i.File, Sheet: i.Sheet, Sheets: nonNil(i.Sheets), Columns: []ImportColumn{}, State: string(i.State), Version: i.Version,
		Rows: c.Rows, Made: c.Made, Changed: c.Changed, Same: c.Same, Faulty: c.Faulty, Faults: c.Faults, Notes: c.Notes,
		Found: []ImportFault{}, Fixes: []ImportFix{}, Stale: i.Stale, Done: i.Done, At: i.At, Until: i.Expires, Applied: i.Applied,
	}
	for _, p := range i.Places {
		out.Columns = append(out.Columns, ImportColumn{Index: p.Index, Letter: sheet.Letter(p.Index), Heading: p.Heading, Read: p.Key != ""})
	}
	for _, f := range i.Faults {
		out.Found = append(out.Found, importFault(ctx, f.Row, f.Fault))
	}
	for _, f := range i.Fixes {
		out.Fixes = append(out.Fixes, ImportFix{Row: f.Row, Column: f.Index, Text: f.Text})
	}
	return out
}

// imported answers with an import; a conflict carries the stored one.
func imported(ctx context.Context, i importer.Import, err error) (*reply[Import], error) {
	if stored, ok := errs.As(err).Current.(importer.Import); ok {
		return nil, errs.As(err).Having(importOf(ctx, stored))
	}
	if err != nil {
		return nil, err
	}
	return replyWith(importOf(ctx, i)), nil
}

// importList serves GET /api/v1/imports.
func (s *Server) importList(ctx context.Context, _ *struct{}) (*list[Import], error) {
	all, err := s.Imports.Recent(ctx, actorOf(ctx))
	if err != nil {
		return nil, err
	}
	items := make([]Import, 0, len(all))
	for _, i := range all {
		i.Faults = nil // of one at a time
		items = append(items, importOf(ctx, i))
	}
	return listOf(items), nil
}

type uploadInput struct {
	Idempotent
	Table   string `query:"table" required:"true" enum:"units,products,people,incoming" doc:"Loại dữ liệu"`
	File    string `query:"file" required:"true" maxLength:"200" doc:"Tên tệp"`
	Sheet   string `query:"sheet" maxLength:"100" doc:"Trang tính; để trống là trang đầu"`
	RawBody []byte `contentType:"application/octet-stream"`
}

// importUpload serves POST /api/v1/imports. Nothing of the file is written but the trial itself.
func (s *Server) importUpload(ctx context.Context, in *uploadInput) (*reply[Import], error) {
	i, err := s.Imports.Upload(ctx, actorOf(ctx), in.Table, in.File, in.Sheet, in.RawBody, in.Key)
	return imported(ctx, i, err)
}

// ImportID names an import in a path.
type ImportID struct {
	ID string `path:"id" maxLength:"26" doc:"Mã lần nhập"`
}

// importGet serves GET /api/v1/imports/{id}.
func (s *Server) importGet(ctx context.Context, in *ImportID) (*reply[Import], error) {
	i, err := s.Imports.Get(ctx, actorOf(ctx), in.ID)
	return imported(ctx, i, err)
}

// ImportRow is a row of the table and what becomes of it.
type ImportRow struct {
	N       int            `json:"n" doc:"Dòng, như trong tệp"`
	Act     string         `json:"act" enum:"made,changed,same,faulty" doc:"Kết quả"`
	Cells   []string       `json:"cells" doc:"Các ô, ô dài bị cắt"`
	Changes []ImportChange `json:"changes" doc:"Từng mục thay đổi"`
	Faults  []ImportFault  `json:"faults" doc:"Lỗi và lưu ý"`
}

// ImportChange is a field of a record that a row changes.
type ImportChange struct {
	Column int    `json:"column" doc:"Cột, từ 0"`
	From   string `json:"from" doc:"Đang là"`
	To     string `json:"to" doc:"Sẽ là"`
}

type importRowsInput struct {
	ImportID
	Show string `query:"show" enum:"look,all" default:"look" doc:"look: dòng có lỗi, lưu ý hoặc thay đổi; all: mọi dòng"`
	Skip int    `query:"skip" minimum:"0" maximum:"10000" doc:"Bỏ qua chừng này dòng"`
}

// importPage is how many rows one page holds.
const importPage = 100

// ImportRows is a page of rows.
type ImportRows struct {
	Items []ImportRow `json:"items" doc:"Các dòng"`
	More  bool        `json:"more" doc:"Còn dòng sau"`
}

// importRows serves GET /api/v1/imports/{id}/rows.
func (s *Server) importRows(ctx context.Context, in *importRowsInput) (*reply[ImportRows], error) {
	i, err := s.Imports.Get(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	rows, more, err := s.Imports.Rows(ctx, actorOf(ctx), in.ID, in.Show == "look", in.Skip, importPage)
	if err != nil {
		return nil, err
	}
	column := map[string]int{}
	for _, p := range i.Places {
		column[p.Key] = p.Index
	}
	out := ImportRows{Items: []ImportRow{}, More: more}
	for _, r := range rows {
		row := ImportRow{N: r.N, Act: string(r.Act), Cells: nonNil(r.Cells), Changes: []ImportChange{}, Faults: []ImportFault{}}
		for _, c := range r.Changes {
			row.Changes = append(row.Changes, ImportChange{Column: column[c.Key], From: c.From, To: c.To})
		}
		for _, f := range r.Faults {
			row.Faults = append(row.Faults, importFault(ctx, r.N, f))
		}
		out.Items = append(out.Items, row)
	}
	return replyWith(out), nil
}

type importCheckInput struct {
	ImportID
	Body struct {
		Version int64       `json:"version" doc:"Phiên bản đang xem"`
		Sheet   string      `json:"sheet,omitempty" maxLength:"100" doc:"Trang tính khác; các ô đã sửa bị bỏ"`
		Fixes   []ImportFix `json:"fixes" maxItems:"500" doc:"Các ô đã sửa"`
	}
}

// importCheck serves POST /api/v1/imports/{id}/check.
func (s *Server) importCheck(ctx context.Context, in *importCheckInput) (*reply[Import], error) {
	fixes := make([]importer.Fix, 0, len(in.Body.Fixes))
	for _, f := range in.Body.Fixes {
		fixes = append(fixes, importer.Fix{Row: f.Row, Index: f.Column, Text: f.Text})
	}
	i, err := s.Imports.Check(ctx, actorOf(ctx), in.ID, in.Body.Version, in.Body.Sheet, fixes)
	return imported(ctx, i, err)
}

type importApplyInput struct {
	ImportID
	Body struct {
		Version int64 `json:"version" doc:"Phiên bản đang xem"`
	}
}

// importApply serves POST /api/v1/imports/{id}/apply: it records the order, which the job carries out at once, on this node
// or on the one that is at it.
func (s *Server) importApply(ctx context.Context, in *importApplyInput) (*reply[Import], error) {
	i, err := s.Imports.Apply(ctx, actorOf(ctx), in.ID, in.Body.Version)
	if err == nil {
		if err := s.Jobs.Wake(ctx, actorOf(ctx), importer.JobName); err != nil {
			s.Log.WarnContext(ctx, "the import begins with the job's next time", "error", err)
		}
	}
	return imported(ctx, i, err)
}

// workbook is an XLSX file to be saved.
type workbook struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	More        string `header:"Congvu-More" doc:"1 khi danh sách còn dòng mà tệp không có; tệp cũng ghi rõ"`
	Body        []byte
}

func workbookOf(name string, data []byte) *workbook {
	return &workbook{
		ContentType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Body: data,
		Disposition: `attachment; filename="` + name + `.xlsx"`,
	}
}

// importCopy serves GET /api/v1/imports/{id}/copy.
func (s *Server) importCopy(ctx context.Context, in *ImportID) (*workbook, error) {
	data, err := s.Imports.Copy(ctx, actorOf(ctx), in.ID, func(f sheet.Fault) string { return errs.Text(languageIn(ctx), "field."+f.Code, f.Args) })
	if err != nil {
		return nil, err
	}
	return workbookOf("bang-loi", data), nil
}

type templateInput struct {
	Table string `path:"table" enum:"units,products,people,incoming" doc:"Loại dữ liệu"`
}

// importTemplate serves GET /api/v1/import-templates/{table}.
func (s *Server) importTemplate(ctx context.Context, in *templateInput) (*workbook, error) {
	data, err := s.Imports.Template(ctx, actorOf(ctx), in.Table)
	if err != nil {
		return nil, err
	}
	return workbookOf("mau-"+in.Table, data), nil
}
