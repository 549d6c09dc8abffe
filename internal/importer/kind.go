package importer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"congvu/internal/access"
	"congvu/internal/sheet"
)

// kind is what one kind of table means.
type kind interface {
	// columns names what a table may have, in the order of the template.
	columns() []sheet.Column
	// may reports whether somebody may bring such tables in at all; which rows, plan says.
	may(a access.Actor) bool
	// plan says what becomes of every row of a table as the data is now.
	plan(ctx context.Context, by access.Actor, t sheet.Table) (plan, error)
	// present returns what there is, as rows of the template.
	present(ctx context.Context, by access.Actor) ([][]string, error)
}

// plan is what would become of a table.
type plan struct {
	lines []*entry
	// write writes what is made and changed, in the transaction of ctx, and tells how many rows are done.
	write func(ctx context.Context, told func(done int)) error
}

// entry is one row on its way.
type entry struct {
	line    *sheet.Line
	act     Act // of a row without faults
	changes []Change
}

// differs notes a changed field; the same text changes nothing.
func (e *entry) differs(key, from, to string) {
	if from != to {
		e.changes = append(e.changes, Change{Key: key, From: from, To: to})
	}
}

// settle decides between changed and same, of a row whose record exists.
func (e *entry) settle() {
	if e.act = Same; len(e.changes) > 0 {
		e.act = Changed
	}
}

// rows gives the plan its shape for people.
func (p plan) rows() []Row {
	rows := make([]Row, len(p.lines))
	for i, e := range p.lines {
		r := Row{N: e.line.N(), Act: e.act, Changes: e.changes, Faults: e.line.Faults, Cells: e.line.Cells()}
		if e.line.Faulty() {
			r.Act, r.Changes = Faulty, nil
		}
		for j, text := range r.Cells {
			r.Cells[j] = short(text)
		}
		rows[i] = r
	}
	return rows
}

func short(text string) string {
	if letters := []rune(text); len(letters) > maxShown {
		return string(letters[:maxShown-1]) + "…"
	}
	return text
}

// count sums up rows.
func count(rows []Row) (c Counts, faults []Found) {
	c.Rows = len(rows)
	for _, r := range rows {
		switch r.Act {
		case Made:
			c.Made++
		case Changed:
			c.Changed++
		case Same:
			c.Same++
		case Faulty:
			c.Faulty++
		}
		for _, f := range r.Faults {
			if f.Note {
				c.Notes++
			} else {
				c.Faults++
			}
			if len(faults) < maxFound {
				faults = append(faults, Found{Row: r.N, Fault: f})
			}
		}
	}
	return c, faults
}

// digest is the same for two trials that would write the same.
func digest(rows []Row) (string, error) {
	sum := sha256.New()
	enc := json.NewEncoder(sum)
	for _, r := range rows {
		if err := enc.Encode([]any{r.N, r.Act, r.Changes}); err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
