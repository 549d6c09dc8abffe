package journal

import (
	"context"
	"fmt"
	"strconv"

	"congvu/internal/access"
)

// TypeExport is the type of the object of an export in the system log.
const TypeExport = "export"

// Export is a list that somebody has taken away as a file (xuất dữ liệu).
type Export struct {
	By    access.Actor
	List  string   // which list, the object's id: "tasks", "people" …
	Title string   // as the file says it
	Rows  int      // how many are in the file
	About string   // what the list was narrowed by, in words
	Vis   []string // tokens of those who read of it in the system log, beside administrators
}

// Exported records an export in the system log (spec/people.md §6). It changes nothing and nobody is told: it needs no
// transaction.
func (j *Journal) Exported(ctx context.Context, x Export) error {
	params := map[string]string{"rows": strconv.Itoa(x.Rows)}
	if x.About != "" {
		params["narrowed"] = x.About
	}
	e := Entry{
		Action: "export.made", By: x.By, Object: Object{Type: TypeExport, ID: x.List, Title: x.Title}, Params: params, At: j.clock.Now(), Vis: x.Vis,
	}
	if err := j.store.insert(ctx, recordOf(ctx, e)); err != nil {
		return fmt.Errorf("record export of %s: %w", x.List, err)
	}
	return nil
}
