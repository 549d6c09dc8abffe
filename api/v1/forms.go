package v1

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/forms"
	"congvu/internal/grading"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/pkg/paper"
	"congvu/pkg/vncal"
)

func (s *Server) registerForms(api huma.API) {
	huma.Register(api, op("evaluation-form", http.MethodGet, "/evaluations/people/{id}/form",
		"Mẫu số 01: phiếu theo dõi, đánh giá của một người, để in và ký", signedIn(), 404, 422, 503), s.evalForm)
	huma.Register(api, op("evaluation-case", http.MethodGet, "/evaluations/people/{id}/case",
		"Hồ sơ đánh giá của một người và một năm: mọi phiếu, danh mục minh chứng, mã băm", signedIn(), 404, 409, 422, 503), s.evalCase)
	s.registerUnitForms(api)
}

// Errors of papers.
var (
	errNoForm  = errs.New(errs.Invalid, "forms.no_policy", "no policy grades the person in the period")
	errTooLong = errs.New(errs.Invalid, "forms.too_long", "the paper has too many pages")
)

// PaperFormat is the kind of file a paper is asked for in.
type PaperFormat struct {
	Format string `query:"format" enum:"pdf,docx" default:"pdf" doc:"Loại tệp: PDF để in, DOCX để sửa"`
}

// paperFile is a paper to be saved.
type paperFile struct {
	ContentType string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// paperTypes are the media types of papers.
var paperTypes = map[string]string{
	"pdf": "application/pdf", "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

// printed writes a paper as a file, and records in the system log that it was taken; without that there is no file. Whoever
// takes the own paper is not recorded (own).
func (s *Server) printed(ctx context.Context, format, name string, own bool, x journal.Export, fill func() paper.Document) (*paperFile, error) {
	select {
	case s.exporting <- struct{}{}:
		defer func() { <-s.exporting }()
	case <-ctx.Done():
		return nil, errExporting
	}
	d := fill()
	write := d.PDF
	if format == "docx" {
		write = d.DOCX
	}
	data, err := write()
	if errors.Is(err, paper.ErrTooLong) {
		return nil, errTooLong
	}
	if err != nil {
		return nil, err
	}
	if !own {
		x.By = actorOf(ctx)
		if err := s.Journal.Exported(ctx, x); err != nil {
			return nil, err
		}
	}
	return &paperFile{ContentType: paperTypes[format], Disposition: `attachment; filename="` + fileName(name) + "." + format + `"`, Body: data}, nil
}

type evalFormInput struct {
	ID string `path:"id" maxLength:"26" doc:"Mã người"`
	PeriodQuery
	PaperFormat
}

// evalForm serves GET /api/v1/evaluations/people/{id}/form: to those who may read the score.
func (s *Server) evalForm(ctx context.Context, in *evalFormInput) (*paperFile, error) {
	a := actorOf(ctx)
	sheet, err := s.sheetOf(ctx, in.ID, grading.Period(in.Period))
	if err != nil {
		return nil, err
	}
	sc := sheet.Score
	return s.printed(ctx, in.Format, "Phiếu đánh giá "+in.Period+" "+sc.Person.StaffNo, a.Is(sc.Person.ID), journal.Export{
		List: "form01", Title: exportWord(languageIn(ctx), "form01"), Rows: 1, About: sc.Person.Name + ", " + sc.Month.Period.Display(), Vis: exportVis(sheet.Units, a),
	}, func() paper.Document { return forms.Form01(sheet) })
}

// sheetOf reads what Form 01 of a person is filled from. Errors: those of evaluation.Service.Score, errNoForm.
func (s *Server) sheetOf(ctx context.Context, person string, p grading.Period) (forms.Sheet, error) {
	a := actorOf(ctx)
	sc, err := s.Evaluation.Score(ctx, a, person, p)
	if err != nil {
		return forms.Sheet{}, err
	}
	if sc.Result.Status == grading.NoPolicy {
		return forms.Sheet{}, errNoForm
	}
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return forms.Sheet{}, err
	}
	superior, err := s.competent(ctx, sc)
	if err != nil {
		return forms.Sheet{}, err
	}
	sheet := forms.Sheet{Score: sc, Units: units, Superior: superior, Today: vncal.DateOf(s.Clock.Now())}
	self, sent, err := s.SelfScores.Of(ctx, a.Agency, person, p)
	if err != nil {
		return forms.Sheet{}, err
	}
	if sent {
		sheet.Self = &self
	}
	final, decided, err := s.Ratings.Of(ctx, a.Agency, person, p)
	if decided {
		sheet.Decided = &final
	}
	return sheet, err
}

// competent returns who signs a sheet as the competent level: whoever gave the general points, else the direct superior; zero
// where nobody in the agency does.
func (s *Server) competent(ctx context.Context, sc evaluation.Score) (identity.Person, error) {
	if g := sc.Sheet.General; g != nil {
		return s.Identity.Person(ctx, sc.Person.Agency, g.By)
	}
	p, err := s.Identity.Superior(ctx, sc.Person.Agency, sc.Person.ID)
	if errors.Is(err, errs.ErrNotFound) {
		return identity.Person{}, nil
	}
	return p, err
}
