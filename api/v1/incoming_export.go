package v1

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/sheet"
	"congvu/pkg/vncal"
)

type incomingExportInput struct {
	IncomingListed
	Form string `query:"form" enum:"register,follow" default:"register" doc:"Sổ đăng ký văn bản đến (10 cột) hoặc sổ theo dõi giải quyết (7 cột)"`
}

// incomingExport serves GET /api/v1/incoming/export: the lines that GET /api/v1/incoming with the same parameters lists, in the
// order of numbers and in the columns of the decree.
func (s *Server) incomingExport(ctx context.Context, in *incomingExportInput) (*workbook, error) {
	lang, q := languageIn(ctx), in.query()
	q.Limit, q.Oldest = exportPage, true
	unit := ""
	if in.Unit != "" {
		units, err := s.Org.Map(ctx, actorOf(ctx).Agency)
		if err != nil {
			return nil, err
		}
		unit = units[in.Unit].Name
	}
	year := in.Year
	if year == 0 {
		year = vncal.DateOf(s.Clock.Now()).Year()
	}
	l := listFile{
		list: "incoming-" + in.Form, title: errs.Text(lang, "export.incoming."+in.Form, map[string]string{"year": strconv.Itoa(year)}),
		about: about(lang, "show", shownLines(lang, in.Show), "receiver", unit, "since", displayed(in.From), "until", displayed(in.To),
			"urgency", named(lang, "urgency", in.Urgency), "words", in.Q),
		fields: registerFields(lang),
	}
	cells := registerCells
	if in.Form == "follow" {
		l.fields, cells = settlingFields(lang), settlingCells
	}
	l.rows = paged(func(cursor string) ([]IncomingRow, string, error) {
		q.Cursor = cursor
		p, rows, err := s.incomingPage(ctx, q)
		return rows, p.Next, err
	}, func(rows []IncomingRow) ([][]any, error) {
		var all [][]any
		for _, r := range rows {
			all = append(all, cells(lang, r))
		}
		return all, nil
	})
	return s.exported(ctx, l)
}

func shownLines(lang errs.Lang, show string) string {
	if document.Show(show) == document.ShowAll {
		return ""
	}
	return exportWord(lang, "lines."+show)
}

func displayed(d vncal.Date) string {
	if d == "" {
		return ""
	}
	return d.Display()
}

// registerFields are the ten columns of the register of incoming documents (Decree 30/2020, Annex IV).
func registerFields(lang errs.Lang) []sheet.Field {
	return []sheet.Field{
		field(lang, "arrivedOn", sheet.AsDay, 12), field(lang, "arrival", sheet.AsNumber, 8), field(lang, "issuer", sheet.AsText, 24),
		field(lang, "number", sheet.AsText, 20), field(lang, "issuedOn", sheet.AsDay, 12), field(lang, "abstract", sheet.AsText, 60),
		field(lang, "receivers", sheet.AsText, 28), field(lang, "handedOn", sheet.AsDay, 12), field(lang, "signedBy", sheet.AsText, 20),
		field(lang, "note", sheet.AsText, 30),
	}
}

func registerCells(lang errs.Lang, r IncomingRow) []any {
	return []any{
		vncal.Date(r.ArrivedOn), r.N, r.Issuer, r.Number, vncal.Date(r.Date), strings.TrimSpace(r.Type + " " + r.Abstract), receiverNames(r),
		vncal.Date(r.HandedOn), r.SignedBy, noted(lang, r),
	}
}

// settlingFields are the seven columns of the register by which the answering of incoming documents is followed up.
func settlingFields(lang errs.Lang) []sheet.Field {
	return []sheet.Field{
		field(lang, "arrival", sheet.AsNumber, 8), field(lang, "described", sheet.AsText, 60), field(lang, "receivers", sheet.AsText, 28),
		field(lang, "term", sheet.AsDay, 12), field(lang, "settling", sheet.AsText, 26), field(lang, "answer", sheet.AsText, 22), field(lang, "note", sheet.AsText, 30),
	}
}

func settlingCells(lang errs.Lang, r IncomingRow) []any {
	described := fmt.Sprintf("%s %s, %s, %s: %s", r.Type, r.Number, vncal.Date(r.Date).Display(), r.Issuer, r.Abstract)
	return []any{r.N, strings.TrimSpace(described), receiverNames(r), vncal.Date(r.Progress.DueOn), settled(lang, r), r.Answer, noted(lang, r)}
}

// settled says how far the work on a document is: "2/3 việc xong", with what is late.
func settled(lang errs.Lang, r IncomingRow) string {
	p := r.Progress
	said := func(code string) string {
		return errs.Text(lang, "export.settled."+code, map[string]string{"done": strconv.Itoa(p.Done), "n": strconv.Itoa(p.Tasks), "late": strconv.Itoa(p.Late)})
	}
	switch {
	case r.State == "cancelled":
		return ""
	case p.Tasks == 0:
		return said(r.State)
	case p.Late > 0:
		return said("late")
	case p.Done == p.Tasks:
		return said("done")
	}
	return said("some")
}

func noted(lang errs.Lang, r IncomingRow) string {
	if r.State == "cancelled" {
		return errs.Text(lang, "export.cancelled", map[string]string{"reason": r.Cancelled})
	}
	return r.Note
}

func receiverNames(r IncomingRow) string {
	all := make([]string, len(r.Receivers))
	for i, p := range r.Receivers {
		all[i] = p.Unit.ShortName
		if p.Person != nil {
			all[i] = p.Person.Name
		}
	}
	return strings.Join(all, ", ")
}
