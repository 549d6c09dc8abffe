package v1

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"congvu/internal/errs"
	"congvu/internal/forms"
	"congvu/internal/grading"
	"congvu/internal/journal"
	"congvu/pkg/paper"
	"congvu/pkg/vncal"
)

// errNoCase says that a year has no sheet of a person.
var errNoCase = errs.New(errs.Conflict, "forms.no_case", "the person has no sheet in the year")

type evalCaseInput struct {
	ID   string `path:"id" maxLength:"26" doc:"Mã người"`
	Year int    `query:"year" required:"true" minimum:"2020" maximum:"2100" doc:"Năm của hồ sơ"`

	Format string `query:"format" enum:"zip" default:"zip" doc:"Loại tệp: một ZIP"`
}

// evalCase serves GET /api/v1/evaluations/people/{id}/case: every form of a person's year in one file, with hashes, to those
// who may read the scores. It is made whole before it is sent: nobody keeps half a case file for a whole one. Its size is
// bound by the forms of one person and year.
func (s *Server) evalCase(ctx context.Context, in *evalCaseInput) (*paperFile, error) {
	select {
	case s.exporting <- struct{}{}:
		defer func() { <-s.exporting }()
	case <-ctx.Done():
		return nil, errExporting
	}
	a := actorOf(ctx)
	c := forms.Case{Year: in.Year, By: a.Name, At: s.Clock.Now()}
	for _, p := range periodsOf(in.Year, vncal.DateOf(c.At)) {
		sheets, err := s.sheetsOf(ctx, in.ID, p)
		if err != nil {
			return nil, err
		}
		c.Sheets = append(c.Sheets, sheets...)
	}
	if len(c.Sheets) == 0 {
		if _, err := s.Evaluation.Score(ctx, a, in.ID, grading.MonthOf(vncal.DateOf(c.At))); err != nil { // whoever may not look is not told
			return nil, err
		}
		return nil, errNoCase
	}
	first := c.Sheets[0]
	c.Person = first.Score.Person
	data, err := c.Zip()
	if errors.Is(err, paper.ErrTooLong) {
		return nil, errTooLong
	}
	if err != nil {
		return nil, err
	}
	if !a.Is(c.Person.ID) {
		if err := s.Journal.Exported(ctx, journal.Export{
			By: a, List: "case", Title: exportWord(languageIn(ctx), "case"), Rows: len(c.Sheets),
			About: c.Person.Name + ", " + strconv.Itoa(in.Year), Vis: exportVis(first.Units, a),
		}); err != nil {
			return nil, err
		}
	}
	name := fileName(fmt.Sprintf("Hồ sơ đánh giá %d %s", in.Year, c.Person.StaffNo))
	return &paperFile{ContentType: "application/zip", Disposition: `attachment; filename="` + name + `.zip"`, Body: data}, nil
}

// periodsOf lists a year, its quarters and its months, those that have begun.
func periodsOf(year int, today vncal.Date) (begun []grading.Period) {
	y := grading.Period(strconv.Itoa(year))
	for _, p := range append(append([]grading.Period{y}, y.Parts()...), y.Months()...) {
		if p.First() <= today {
			begun = append(begun, p)
		}
	}
	return begun
}

// sheetsOf reads the sheets of a person and a period: every frozen version of a month before the one that stands; none where
// nothing was graded.
func (s *Server) sheetsOf(ctx context.Context, person string, p grading.Period) ([]forms.Sheet, error) {
	last, err := s.sheetOf(ctx, person, p)
	if errors.Is(err, errNoForm) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	sc := last.Score
	if sc.Sheet.Version == 0 && sc.Result.Total == "" && len(sc.Result.Trace) == 0 && len(sc.Left) == 0 {
		return nil, nil
	}
	var all []forms.Sheet
	if p.Month() && sc.Sheet.Rev > 1 {
		versions, err := s.Evaluation.Versions(ctx, actorOf(ctx), person, p)
		if err != nil {
			return nil, err
		}
		for _, old := range versions {
			if old.Sheet.Rev < sc.Sheet.Rev {
				x := last
				x.Score = old
				all = append(all, x)
			}
		}
	}
	return append(all, last), nil
}
