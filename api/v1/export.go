package v1

import (
	"cmp"
	"context"
	"iter"
	"strings"
	"unicode"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/org"
	"congvu/internal/sheet"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// maxExport is how many rows of a list one file holds.
const maxExport = 10_000

// exportPage is how many rows are read at a time for a file.
const exportPage = 500

// exportsAtOnce is how many files are made at the same time on one node; others wait for their turn as long as a request may
// take.
const exportsAtOnce = 2

// errExporting says that too many files are being made.
var errExporting = errs.New(errs.Unavailable, "http.exporting", "other files are being made")

// listFile is a list to be taken away as a file: the one form in which every list leaves the system.
type listFile struct {
	list   string // which one, as the system log names it
	title  string // the first line of the file
	about  string // what it is narrowed by, in words; "" for nothing
	unit   string // id of the unit that the file is named after; "" for the caller's own
	fields []sheet.Field
	rows   iter.Seq2[[]any, error]
}

// exported makes the file of a list, and records in the system log that it was made: without that there is no file.
func (s *Server) exported(ctx context.Context, l listFile) (*workbook, error) {
	select {
	case s.exporting <- struct{}{}:
		defer func() { <-s.exporting }()
	case <-ctx.Done():
		return nil, errExporting
	}
	a, lang := actorOf(ctx), languageIn(ctx)
	units, err := s.Org.Map(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	unit, now := units[cmp.Or(l.unit, a.Primary().Unit, a.Agency)], s.Clock.Now()
	said := func(what string, args map[string]string) string { return errs.Text(lang, "export."+what, args) }
	about := []string{units[a.Agency].Name}
	if unit.ID != a.Agency {
		about = append(about, unit.Name)
	}
	about = append(about, said("by", map[string]string{"name": a.Name, "at": now.In(vncal.Zone()).Format("15:04 02/01/2006")}))
	if l.about != "" {
		about = append(about, l.about)
	}
	file, err := sheet.List{
		Name: said("sheet", nil), Title: l.title, About: about, Fields: l.fields, Most: maxExport, Beyond: said("beyond", map[string]string{"n": "10.000"}),
	}.Write(l.rows)
	if err != nil {
		return nil, err
	}
	x := journal.Export{By: a, List: l.list, Title: l.title, Rows: file.Rows, About: l.about, Vis: exportVis(units, a)}
	if err := s.Journal.Exported(ctx, x); err != nil {
		return nil, err
	}
	out := workbookOf(strings.Join([]string{fileName(l.title), fileName(unit.ShortName), string(vncal.DateOf(now))}, "-"), file.Data)
	if file.More {
		out.More = "1"
	}
	return out, nil
}

// exportVis returns who reads of what a takes away in the system log: the inspectors of the units that a belongs to.
func exportVis(units map[string]org.Unit, a access.Actor) (vis []string) {
	for _, id := range units[a.Primary().Unit].Path() {
		vis = append(vis, access.Work(id))
	}
	return vis
}

// fileName returns a text as part of a file's name: lower case without marks, words joined by dashes.
func fileName(text string) string {
	words := strings.FieldsFunc(fold.Fold(text), func(r rune) bool { return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return strings.Join(words, "-")
}

// paged returns what a paged list yields, page after page, each of them turned into rows of a file.
func paged[T any](page func(cursor string) (items []T, next string, err error), rows func([]T) ([][]any, error)) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for cursor := ""; ; {
			items, next, err := page(cursor)
			var all [][]any
			if err == nil {
				all, err = rows(items)
			}
			if err != nil {
				yield(nil, err)
				return
			}
			for _, r := range all {
				if !yield(r, nil) {
					return
				}
			}
			if cursor = next; next == "" {
				return
			}
		}
	}
}
