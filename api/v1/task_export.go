package v1

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"congvu/internal/errs"
	"congvu/internal/sheet"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// taskColumn is a column of the file of a list of tasks.
type taskColumn struct {
	key   string
	form  sheet.Form
	width float64
	value func(r TaskRow, lang errs.Lang) any
}

// taskColumns are the columns that a list of tasks can have, in their order; screens offer the same.
var taskColumns = []taskColumn{
	{"code", sheet.AsText, 17, func(r TaskRow, _ errs.Lang) any { return r.Code }},
	{"title", sheet.AsText, 60, func(r TaskRow, _ errs.Lang) any { return r.Title }},
	{"lead", sheet.AsText, 24, func(r TaskRow, _ errs.Lang) any {
		if r.Lead.Person == nil {
			return r.Lead.Unit.ShortName
		}
		return r.Lead.Person.Name
	}},
	{"unit", sheet.AsText, 28, func(r TaskRow, _ errs.Lang) any { return r.Lead.Unit.Name }},
	{"assigner", sheet.AsText, 24, func(r TaskRow, _ errs.Lang) any { return r.AssignedBy.Name }},
	{"document", sheet.AsText, 18, func(r TaskRow, _ errs.Lang) any {
		if r.Document == nil {
			return nil
		}
		return r.Document.Number
	}},
	{"product", sheet.AsText, 36, func(r TaskRow, _ errs.Lang) any { return r.Product.Name }},
	{"urgency", sheet.AsText, 12, func(r TaskRow, lang errs.Lang) any { return exportWord(lang, "urgency."+r.Urgency) }},
	{"state", sheet.AsText, 18, func(r TaskRow, lang errs.Lang) any { return stateWord(lang, r) }},
	{"waiting", sheet.AsText, 24, func(r TaskRow, _ errs.Lang) any {
		names := make([]string, len(r.Waiting))
		for i, p := range r.Waiting {
			names[i] = p.Name
		}
		return strings.Join(names, ", ")
	}},
	{"waits", sheet.AsText, 30, waitsWord},
	{"checklist", sheet.AsText, 12, func(r TaskRow, _ errs.Lang) any {
		if r.Checklist == nil {
			return nil
		}
		return fmt.Sprintf("%d/%d", r.Checklist.Done, r.Checklist.N)
	}},
	{"progress", sheet.AsNumber, 10, func(r TaskRow, _ errs.Lang) any { return r.Progress }},
	{"due", sheet.AsText, 22, func(r TaskRow, lang errs.Lang) any { return dueWord(lang, r) }},
	{"date", sheet.AsDay, 12, func(r TaskRow, _ errs.Lang) any { return vncal.Date(r.DueOn) }},
	{"quantity", sheet.AsNumber, 10, func(r TaskRow, _ errs.Lang) any { return r.Quantity }},
	{"converted", sheet.AsNumber, 10, func(r TaskRow, _ errs.Lang) any { return r.Converted }},
	{"updated", sheet.AsInstant, 17, func(r TaskRow, _ errs.Lang) any { return r.UpdatedAt }},
}

// exportWord returns a word of files.
func exportWord(lang errs.Lang, code string) string { return errs.Text(lang, "export."+code, nil) }

// stateWord says where a task is in its life, or that it came back, as lists on the screen do.
func stateWord(lang errs.Lang, r TaskRow) string {
	switch {
	case r.State == string(task.InProgress) && r.Rework > 0:
		return errs.Text(lang, "export.state.rework", map[string]string{"n": strconv.Itoa(r.Rework)})
	case r.State == string(task.Draft) && r.Back != nil:
		return exportWord(lang, "state.declined")
	}
	return exportWord(lang, "state."+r.State)
}

// waitsWord says for which other work a task waits and with whom that lies, as lists on the screen do; nil of all other work.
func waitsWord(r TaskRow, lang errs.Lang) any {
	w := r.WaitsFor
	if w == nil {
		return nil
	}
	names := make([]string, len(w.Holders))
	for i, p := range w.Holders {
		names[i] = p.Name
	}
	args := map[string]string{"code": w.Code, "names": strings.Join(names, ", "), "n": strconv.Itoa(w.Count), "more": strconv.Itoa(w.Count - 1)}
	switch {
	case w.Code == "":
		return errs.Text(lang, "export.waits.hidden", args)
	case w.Count > 1:
		return errs.Text(lang, "export.waits.more", args)
	}
	return errs.Text(lang, "export.waits.one", args)
}

// dueWord says how a task stands to its deadline, as lists on the screen do; nothing of dropped work.
func dueWord(lang errs.Lang, r TaskRow) string {
	kind, days := vncal.Timeliness(r.Timeliness.Kind), r.Timeliness.Days
	submitted := r.State == string(task.Submitted) || r.Paused != nil && r.Paused.From == string(task.Submitted)
	said := func(code string) string {
		return errs.Text(lang, "export.due."+code, map[string]string{"n": strconv.Itoa(max(days, -days))})
	}
	switch {
	case kind == task.Dropped:
		return ""
	case kind == task.NotStarted && r.State == string(task.Assigned) && days == 0:
		return said("todayUnaccepted")
	case kind == vncal.Overdue && submitted:
		return said("submittedLate")
	case kind == vncal.Overdue:
		return said("over")
	case kind != vncal.OnTrack && kind != vncal.DueSoon:
		return said(string(kind))
	case submitted:
		return said("submitted")
	case days == 0:
		return said("today")
	}
	return said("left")
}

type taskExportInput struct {
	TaskListed
	Columns []string `query:"columns" maxItems:"18" enum:"code,title,lead,unit,assigner,document,product,urgency,state,waiting,waits,checklist,progress,due,date,quantity,converted,updated" default:"code,title,lead,state,due,date,converted" doc:"Các cột, theo thứ tự của danh mục cột"`
}

// taskExport serves GET /api/v1/tasks/export: the list that GET /api/v1/tasks with the same parameters gives, page after page.
func (s *Server) taskExport(ctx context.Context, in *taskExportInput) (*workbook, error) {
	a, lang := actorOf(ctx), languageIn(ctx)
	q, err := s.taskQuery(ctx, in.TaskListed)
	if err != nil {
		return nil, err
	}
	chips, err := s.chips(ctx, in.TaskNarrow)
	if err != nil {
		return nil, err
	}
	l := listFile{list: "tasks", title: exportWord(lang, "tasks."+in.Tab), unit: in.Unit}
	l.about = exportWord(lang, "filter."+in.State) + "; " + exportWord(lang, "sort."+in.Sort)
	if in.Tab == "waiting" {
		l.about = ""
	}
	about := []string{l.about}
	if in.Q != "" {
		about = []string{exportWord(lang, "filter."+in.State), errs.Text(lang, "export.words", map[string]string{"q": in.Q})}
	}
	for _, c := range chips {
		about = append(about, c.Name+": "+c.Text)
	}
	l.about = strings.Join(slices.DeleteFunc(about, func(s string) bool { return s == "" }), "; ")
	columns := slices.DeleteFunc(slices.Clone(taskColumns), func(c taskColumn) bool { return !slices.Contains(in.Columns, c.key) })
	for _, c := range columns {
		l.fields = append(l.fields, sheet.Field{Title: exportWord(lang, "column."+c.key), Form: c.form, Width: c.width})
	}
	q.Limit = exportPage
	l.rows = paged(func(cursor string) ([]task.Row, string, error) {
		q.Cursor = cursor
		return s.TaskLists.List(ctx, a, q)
	}, func(rows []task.Row) ([][]any, error) {
		items, err := s.taskRows(ctx, a, rows)
		all := make([][]any, 0, len(items))
		for _, r := range items {
			cells := make([]any, len(columns))
			for i, c := range columns {
				cells[i] = c.value(r, lang)
			}
			all = append(all, cells)
		}
		return all, err
	})
	return s.exported(ctx, l)
}

// TaskChip is one of the values that a list of tasks is narrowed by, in words.
type TaskChip struct {
	Field string `json:"field" enum:"late,unit,person,document,product,from,to,urgency,states" doc:"Trường"`
	Name  string `json:"name" doc:"Tên trường"`
	Text  string `json:"text" doc:"Giá trị, bằng chữ"`
	Note  string `json:"note,omitempty" doc:"Vì sao giá trị này có thể không còn như khi lưu: không còn tìm thấy, đã kết thúc, đã thôi việc"`
}

// taskFilter serves GET /api/v1/tasks/filter: what the parameters of a list mean today, for the chips of an address that
// somebody passed on or saved.
func (s *Server) taskFilter(ctx context.Context, in *TaskNarrow) (*list[TaskChip], error) {
	chips, err := s.chips(ctx, *in)
	if err != nil {
		return nil, err
	}
	return listOf(chips), nil
}

// chips says what a list is narrowed by. Names of units and people are no secret inside the agency; of a document no more is
// said than the caller may see.
func (s *Server) chips(ctx context.Context, in TaskNarrow) ([]TaskChip, error) {
	a, lang := actorOf(ctx), languageIn(ctx)
	chips := []TaskChip{}
	add := func(field, text, note string) {
		if note != "" {
			note = exportWord(lang, "note."+note)
		}
		chips = append(chips, TaskChip{Field: field, Name: exportWord(lang, "field."+field), Text: text, Note: note})
	}
	words := func(field string, values []string) {
		for i, v := range values {
			values[i] = exportWord(lang, strings.TrimSuffix(field, "s")+"."+v) // states: the words of a state
		}
		if len(values) > 0 {
			add(field, strings.Join(values, ", "), "")
		}
	}
	words("late", one(in.Late))
	if in.Unit != "" {
		u, err := s.Org.Unit(ctx, a.Agency, in.Unit)
		switch {
		case errors.Is(err, errs.ErrNotFound):
			add("unit", in.Unit, "unit.gone")
		case err != nil:
			return nil, err
		case !u.Live(vncal.DateOf(s.Clock.Now())):
			add("unit", u.Name, "unit.ended")
		default:
			add("unit", u.Name, "")
		}
	}
	if in.Person != "" {
		p, err := s.Identity.Person(ctx, a.Agency, in.Person)
		switch {
		case errors.Is(err, errs.ErrNotFound):
			add("person", in.Person, "person.gone")
		case err != nil:
			return nil, err
		case p.Primary.Unit == "":
			add("person", p.Name, "person.left")
		default:
			add("person", p.Name, "")
		}
	}
	if in.Document != "" {
		d, err := s.Documents.Get(ctx, a, in.Document)
		switch {
		case errors.Is(err, errs.ErrNotFound):
			add("document", in.Document, "document.gone")
		case err != nil:
			return nil, err
		default:
			add("document", d.Number, "")
		}
	}
	if in.Product != "" {
		p, err := s.Catalogue.Get(ctx, a.Agency, in.Product)
		switch {
		case errors.Is(err, errs.ErrNotFound):
			add("product", in.Product, "product.gone")
		case err != nil:
			return nil, err
		default:
			add("product", p.Name, "")
		}
	}
	for _, day := range []struct {
		field string
		on    vncal.Date
	}{{"from", in.From}, {"to", in.To}} {
		if day.on != "" {
			add(day.field, day.on.Display(), "")
		}
	}
	words("urgency", slices.Clone(in.Urgency))
	words("states", slices.Clone(in.States))
	return chips, nil
}

// one returns a list of a value, an empty one of none.
func one(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}
