package v1

import (
	"cmp"
	"context"
	"strings"

	"congvu/internal/diary"
	"congvu/internal/errs"
	"congvu/internal/sheet"
	"congvu/pkg/vncal"
)

type diaryExportInput struct {
	Person string `query:"person" maxLength:"26" doc:"Của ai; không có cả đơn vị thì là của tôi"`
	Unit   string `query:"unit" maxLength:"26" doc:"Của mọi người trong danh sách nhật ký của đơn vị này; người đứng đầu hoặc phụ trách xuất được"`
	From   string `query:"from" required:"true" format:"date" doc:"Ngày đầu"`
	To     string `query:"to" required:"true" format:"date" doc:"Ngày cuối, không quá 42 ngày kể từ ngày đầu"`
}

// whose is one person whose diary goes into a file.
type whose struct{ id, name, title string }

// diaryExport serves GET /api/v1/diary/export: line by line what GET /api/v1/diary/people/{id}/days tells of each person; a day
// without a line stands there when one was expected, or with why none was.
func (s *Server) diaryExport(ctx context.Context, in *diaryExportInput) (*workbook, error) {
	a, lang := actorOf(ctx), languageIn(ctx)
	from, to := vncal.Date(in.From), vncal.Date(in.To)
	people, about, err := s.diaryPeople(ctx, in, to)
	if err != nil {
		return nil, err
	}
	// A refusal must come before the file is begun.
	first, err := s.Diary.Period(ctx, a, cmp.Or(in.Person, a.ID), from, to)
	if err != nil {
		return nil, err
	}
	return s.exported(ctx, listFile{
		list: "diary", title: exportWord(lang, "diary"), unit: in.Unit, about: about + "; " + errs.Text(lang, "export.diary.range", map[string]string{"from": from.Display(), "to": to.Display()}),
		fields: []sheet.Field{
			field(lang, "name", sheet.AsText, 26), field(lang, "post", sheet.AsText, 22), field(lang, "diary.day", sheet.AsDay, 12),
			field(lang, "diary.state", sheet.AsText, 22), field(lang, "diary.place", sheet.AsText, 24), field(lang, "diary.time", sheet.AsText, 14),
			field(lang, "diary.minutes", sheet.AsNumber, 10), field(lang, "diary.line", sheet.AsText, 60), field(lang, "diary.task", sheet.AsText, 18),
			field(lang, "diary.result", sheet.AsText, 40), field(lang, "diary.unplanned", sheet.AsText, 14), field(lang, "diary.late", sheet.AsText, 12),
		},
		rows: func(yield func([]any, error) bool) {
			for _, w := range people {
				days := first
				if w.id != cmp.Or(in.Person, a.ID) {
					var err error
					if days, err = s.Diary.Period(ctx, a, w.id, from, to); err != nil {
						yield(nil, err)
						return
					}
				}
				for _, row := range diaryLines(lang, w, days) {
					if !yield(row, nil) {
						return
					}
				}
			}
		},
	})
}

// diaryPeople returns whose diaries a file holds, and how it names them.
func (s *Server) diaryPeople(ctx context.Context, in *diaryExportInput, on vncal.Date) ([]whose, string, error) {
	a, lang := actorOf(ctx), languageIn(ctx)
	if in.Unit == "" {
		id := cmp.Or(in.Person, a.ID)
		n, err := s.namesOf(ctx, a.Agency, []string{id})
		if err != nil {
			return nil, "", err
		}
		p := n.person(id)
		return []whose{{id, p.Name, p.Title}}, about(lang, "diary.person", p.Name), nil
	}
	members, err := s.Diary.Members(ctx, a, in.Unit, min(on, vncal.DateOf(s.Clock.Now())))
	if err != nil {
		return nil, "", err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, "", err
	}
	ids := make([]string, 0, len(members))
	for _, m := range members {
		ids = append(ids, m.ID)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, "", err
	}
	people := make([]whose, 0, len(ids))
	for _, id := range ids {
		p := n.person(id)
		people = append(people, whose{id, p.Name, p.Title})
	}
	return people, about(lang, "home", units[in.Unit].Name), nil
}

// diaryLines returns the rows of a person's days.
func diaryLines(lang errs.Lang, w whose, days []diary.PeriodDay) [][]any {
	var rows [][]any
	for _, d := range days {
		state := diaryDayWord(lang, d)
		if len(d.Day.Entries) == 0 {
			if d.Missing || d.Away != "" || d.State != "" && d.Working {
				rows = append(rows, []any{w.name, w.title, d.Date, state})
			}
			continue
		}
		place := placeWord(lang, d.Day.Place)
		for _, e := range d.Day.Entries {
			row := []any{w.name, w.title, d.Date, state, place, "", nil, e.Text, "", e.Result, "", ""}
			if e.From != "" {
				row[5] = e.From + "–" + e.To
			}
			if e.Minutes > 0 {
				row[6] = e.Minutes
			}
			if e.Task != nil {
				row[8] = e.Task.Code
			}
			if e.Unplanned {
				row[10] = exportWord(lang, "yes")
			}
			if e.Late {
				row[11] = exportWord(lang, "yes")
			}
			rows = append(rows, row)
		}
	}
	return rows
}

// diaryDayWord says what a day came to.
func diaryDayWord(lang errs.Lang, d diary.PeriodDay) string {
	switch {
	case d.Entries == 0 && d.Away != "":
		return named(lang, "diary.away", string(d.Away))
	case d.Missing:
		return exportWord(lang, "diary.missing")
	case d.Day.Corrected():
		return exportWord(lang, "diary.corrected")
	}
	return named(lang, "diary.state", string(d.State))
}

// placeWord writes the places of a day.
func placeWord(lang errs.Lang, p diary.Places) string {
	am, pm := named(lang, "diary.place", string(p.AM)), named(lang, "diary.place", string(p.PM))
	if am == pm {
		return am
	}
	return strings.Join([]string{am, pm}, " / ")
}
