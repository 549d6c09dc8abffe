package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/forms"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/pkg/paper"
	"congvu/pkg/vncal"
)

func (s *Server) registerUnitForms(api huma.API) {
	readers := roles(access.Head, access.Deputy, access.HR)
	huma.Register(api, op("evaluation-unit-summary", http.MethodGet, "/evaluations/units/{id}/summary",
		"Bảng tổng hợp kết quả theo dõi, đánh giá của đơn vị", readers, 403, 404, 422, 503), s.unitSummary)
	huma.Register(api, op("evaluation-unit-notice", http.MethodGet, "/evaluations/units/{id}/notice",
		"Thông báo kết quả của đơn vị, khi tháng đã đóng hoặc quý, năm đã có quyết định xếp loại", readers, 403, 404, 409, 422, 503), s.unitNotice)
	huma.Register(api, op("evaluation-unit-minutes", http.MethodGet, "/evaluations/units/{id}/minutes",
		"Biên bản họp đánh giá của đơn vị", readers, 403, 404, 422, 503), s.unitMinutes)
}

// Errors of notices: a period has no results to make known yet.
var (
	errNotFinal  = errs.New(errs.Conflict, "forms.not_closed", "the period is not closed")
	errUndecided = errs.New(errs.Conflict, "forms.undecided", "nobody has decided on the grades of the quarter or year")
)

// UnitPeriod names a unit and a period.
type UnitPeriod struct {
	ID string `path:"id" maxLength:"26" doc:"Mã đơn vị"`
	PeriodQuery
}

type unitSummaryInput struct {
	UnitPeriod
	Format string `query:"format" enum:"pdf,docx,xlsx" default:"pdf" doc:"Loại tệp: PDF để in, DOCX để sửa, XLSX để tính toán"`
}

// unitSummary serves GET /api/v1/evaluations/units/{id}/summary: to those who may read the unit's table.
func (s *Server) unitSummary(ctx context.Context, in *unitSummaryInput) (*paperFile, error) {
	t, err := s.tableOf(ctx, in.UnitPeriod)
	if err != nil {
		return nil, err
	}
	if in.Format != "xlsx" {
		return s.unitPaper(ctx, t, in.Format, "unitSummary", func() paper.Document { return forms.Summary(t) })
	}
	fields, rows := forms.SummarySheet(t)
	book, err := s.exported(ctx, listFile{
		list: "unitSummary", title: exportWord(languageIn(ctx), "unitSummary"), unit: t.Scores.Unit.ID, about: t.Scores.Month.Period.Display(), fields: fields,
		rows: func(yield func([]any, error) bool) {
			for _, r := range rows {
				if !yield(r, nil) {
					return
				}
			}
		},
	})
	if err != nil {
		return nil, err
	}
	return &paperFile{ContentType: book.ContentType, Disposition: book.Disposition, Body: book.Body}, nil
}

type unitPaperInput struct {
	UnitPeriod
	PaperFormat
}

// unitNotice serves GET /api/v1/evaluations/units/{id}/notice.
func (s *Server) unitNotice(ctx context.Context, in *unitPaperInput) (*paperFile, error) {
	t, err := s.tableOf(ctx, in.UnitPeriod)
	if err != nil {
		return nil, err
	}
	switch month := t.Scores.Month; {
	case month.Period.Month() && month.State != evaluation.Closed:
		return nil, errNotFinal
	case !month.Period.Month() && len(t.Decided) == 0:
		return nil, errUndecided
	}
	return s.unitPaper(ctx, t, in.Format, "unitNotice", func() paper.Document { return forms.Notice(t) })
}

// unitMinutes serves GET /api/v1/evaluations/units/{id}/minutes.
func (s *Server) unitMinutes(ctx context.Context, in *unitPaperInput) (*paperFile, error) {
	t, err := s.tableOf(ctx, in.UnitPeriod)
	if err != nil {
		return nil, err
	}
	return s.unitPaper(ctx, t, in.Format, "unitMinutes", func() paper.Document { return forms.Minutes(t) })
}

// unitPaper writes a paper of a unit; it is always of others.
func (s *Server) unitPaper(ctx context.Context, t forms.Table, format, list string, fill func() paper.Document) (*paperFile, error) {
	title := exportWord(languageIn(ctx), list)
	u, p := t.Scores.Unit, t.Scores.Month.Period
	return s.printed(ctx, format, exportWord(errs.Vietnamese, list)+" "+string(p)+" "+u.ShortName, false, journal.Export{
		List: list, Title: title, Rows: len(t.Scores.Rows), About: u.Name + ", " + p.Display(), Vis: exportVis(t.Units, actorOf(ctx)),
	}, fill)
}

// tableOf reads what the papers of a unit are filled from. Errors: those of evaluation.Service.UnitScores.
func (s *Server) tableOf(ctx context.Context, in UnitPeriod) (forms.Table, error) {
	a := actorOf(ctx)
	scores, err := s.Evaluation.UnitScores(ctx, a, in.ID, grading.Period(in.Period))
	if err != nil {
		return forms.Table{}, err
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return forms.Table{}, err
	}
	body := forms.BodyOf(units, in.ID)
	heads, err := s.Identity.HeadsOfAll(ctx, a.Agency, in.ID, body)
	first := func(unit string) identity.Person {
		if all := heads[unit]; len(all) > 0 {
			return all[0]
		}
		return identity.Person{}
	}
	if err != nil {
		return forms.Table{}, err
	}
	people := make([]string, len(scores.Rows))
	for i, sc := range scores.Rows {
		people[i] = sc.Person.ID
	}
	decided, err := s.Ratings.OfAll(ctx, a.Agency, scores.Month.Period, people...)
	return forms.Table{
		Scores: scores, Units: units, Head: first(in.ID), Chief: first(body), Today: vncal.DateOf(s.Clock.Now()), Decided: decided,
	}, err
}
