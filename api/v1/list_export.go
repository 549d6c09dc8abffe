package v1

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"congvu/internal/errs"
	"congvu/internal/sheet"
	"congvu/pkg/vncal"
)

// field is a column of a file, named in words.
func field(lang errs.Lang, name string, form sheet.Form, width float64) sheet.Field {
	return sheet.Field{Title: exportWord(lang, "column."+name), Form: form, Width: width}
}

// about joins what a list is narrowed by, each by its name; empty values are left out.
func about(lang errs.Lang, pairs ...string) string {
	var all []string
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			all = append(all, exportWord(lang, "field."+pairs[i])+": "+pairs[i+1])
		}
	}
	return strings.Join(all, "; ")
}

// named returns the words of a code below a kind; "" of none.
func named(lang errs.Lang, kind, code string) string {
	if code == "" {
		return ""
	}
	return exportWord(lang, kind+"."+code)
}

type peopleExportInput struct{ PeopleListed }

// peopleExport serves GET /api/v1/people/export: the people that GET /api/v1/people lists.
func (s *Server) peopleExport(ctx context.Context, in *peopleExportInput) (*workbook, error) {
	lang := languageIn(ctx)
	units, err := s.Org.Map(ctx, actorOf(ctx).Agency)
	if err != nil {
		return nil, err
	}
	return s.exported(ctx, listFile{
		list: "people", title: exportWord(lang, "people"), unit: in.Unit,
		about: about(lang, "state", named(lang, "person", in.State), "home", units[in.Unit].Name, "role", named(lang, "role", string(in.Role)), "words", in.Q),
		fields: []sheet.Field{
			field(lang, "name", sheet.AsText, 28), field(lang, "staffNo", sheet.AsText, 14), field(lang, "post", sheet.AsText, 28),
			field(lang, "home", sheet.AsText, 36), field(lang, "role", sheet.AsText, 20), field(lang, "class", sheet.AsText, 18),
			field(lang, "employment", sheet.AsText, 20), field(lang, "email", sheet.AsText, 28), field(lang, "phone", sheet.AsText, 16),
		},
		rows: paged(func(cursor string) ([]Person, string, error) {
			return s.staffPage(ctx, in.PeopleListed, cursor, exportPage)
		},
			func(people []Person) ([][]any, error) {
				var rows [][]any
				for _, p := range people {
					rows = append(rows, []any{
						p.Name, p.StaffNo, p.Title, p.Unit.Name, named(lang, "role", string(p.Role)), named(lang, "class", p.SubjectClass),
						named(lang, "person", p.State), p.Email, p.Phone,
					})
				}
				return rows, nil
			}),
	})
}

// catalogueExport serves GET /api/v1/catalogue/export: the products in force with what approved them.
func (s *Server) catalogueExport(ctx context.Context, _ *struct{}) (*workbook, error) {
	lang := languageIn(ctx)
	standing, err := s.Catalogue.Standing(ctx, actorOf(ctx).Agency)
	if err != nil {
		return nil, err
	}
	return s.exported(ctx, listFile{
		list: "catalogue", title: exportWord(lang, "catalogue"),
		fields: []sheet.Field{
			field(lang, "product.code", sheet.AsText, 14), field(lang, "product", sheet.AsText, 60), field(lang, "measure", sheet.AsText, 16),
			field(lang, "group", sheet.AsNumber, 8), field(lang, "points", sheet.AsNumber, 8), field(lang, "k", sheet.AsNumber, 8),
			field(lang, "norm", sheet.AsNumber, 10), field(lang, "approvedBy", sheet.AsText, 24), field(lang, "version", sheet.AsNumber, 10),
		},
		rows: func(yield func([]any, error) bool) {
			for _, st := range standing {
				if st.Approved == nil {
					continue
				}
				p := productOf(*st.Approved)
				if !yield([]any{p.Code, p.Name, p.Unit, p.Group, p.Points, p.K, p.NormDays, st.Approved.DocNo, p.Version}, nil) {
					return
				}
			}
		},
	})
}

type systemLogExportInput struct{ LogListed }

// systemLogExport serves GET /api/v1/system-log/export: the lines that GET /api/v1/system-log lists.
func (s *Server) systemLogExport(ctx context.Context, in *systemLogExportInput) (*workbook, error) {
	a, lang := actorOf(ctx), languageIn(ctx)
	by := ""
	if in.Actor != "" {
		n, err := s.namesOf(ctx, a.Agency, []string{in.Actor})
		if err != nil {
			return nil, err
		}
		by = n.person(in.Actor).Name
	}
	kind := ""
	if in.Type != "" {
		kind = said(lang, "kind."+in.Type, in.Type)
	}
	day := func(d vncal.Date) string {
		if d == "" {
			return ""
		}
		return d.Display()
	}
	return s.exported(ctx, listFile{
		list: "system-log", title: exportWord(lang, "systemLog"),
		about: about(lang, "kind", kind, "by", by, "object", in.Object, "since", day(in.From), "until", day(in.To)),
		fields: []sheet.Field{
			field(lang, "at", sheet.AsInstant, 17), field(lang, "by", sheet.AsText, 24), field(lang, "act", sheet.AsText, 36),
			field(lang, "kind", sheet.AsText, 20), field(lang, "object", sheet.AsText, 36), field(lang, "changes", sheet.AsText, 60),
			field(lang, "reason", sheet.AsText, 36), field(lang, "request", sheet.AsText, 30),
		},
		rows: paged(func(cursor string) ([]LogEntry, string, error) { return s.logPage(ctx, in.LogListed, cursor, 100) },
			func(lines []LogEntry) ([][]any, error) {
				var rows [][]any
				for _, l := range lines {
					var changes []string
					for _, c := range l.Changes {
						change := c.Field + ": " + c.To
						if c.From != "" {
							change = fmt.Sprintf("%s: %s → %s", c.Field, c.From, c.To)
						}
						changes = append(changes, change)
					}
					rows = append(rows, []any{
						l.At, l.By.Name, l.What, l.Object.Kind, cmp.Or(l.Object.Title, l.Object.ID), strings.Join(changes, "; "), l.Reason, l.Request,
					})
				}
				return rows, nil
			}),
	})
}
