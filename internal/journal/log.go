package journal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"congvu/internal/access"
	cursors "congvu/internal/cursor"
)

// LogQuery chooses entries of the system log (nhật ký hệ thống, spec/people.md §6): who changed which post, right, policy,
// day off or product, and when. The zero value of a field leaves it open.
type LogQuery struct {
	Types  []string  // types of objects, of those that the log is about
	By     string    // person id of who acted
	Object string    // id of the object, together with one type
	From   time.Time // the first instant
	To     time.Time // up to, not including
}

// LogReach says whose entries of the system log somebody reads.
type LogReach struct {
	All    bool     // an administrator: every entry
	Tokens []string // an inspector: those of objects that lie in the units of the appointment
}

// LogReachOf returns what a reads of the system log; the zero value for those who read nothing of it.
func LogReachOf(a access.Actor) LogReach {
	if a.Has(access.Admin) {
		return LogReach{All: true}
	}
	var r LogReach
	for _, p := range a.Appointments {
		if p.Role == access.Inspector {
			r.Tokens = append(r.Tokens, access.Work(p.Unit), access.Staff(p.Unit))
		}
	}
	return r
}

// Log returns the entries that a query chooses and the reach allows, newest first, at most limit of them (1 to 100), after
// the place cursor; next is the place after them, empty at the end. ErrCursor.
func (j *Journal) Log(ctx context.Context, agency string, reach LogReach, q LogQuery, cursor string, limit int) (items []Record, next string, err error) {
	if !reach.All && len(reach.Tokens) == 0 {
		return []Record{}, "", nil
	}
	list := strings.Join(slices.Concat([]string{"log", q.By, q.Object, q.From.String(), q.To.String()}, q.Types), "|")
	var after *moment
	if cursor != "" {
		var at int64
		after = new(moment)
		if !cursors.Read(list, cursor, &at, &after.id) {
			return nil, "", ErrCursor
		}
		after.at = time.UnixMilli(at).UTC()
	}
	limit = min(max(limit, 1), maxLog)
	items, err = j.store.log(ctx, agency, reach, q, after, limit+1)
	if err != nil {
		return nil, "", fmt.Errorf("system log: %w", err)
	}
	if len(items) > limit {
		items = items[:limit]
		last := items[limit-1]
		next = cursors.Of(list, last.At.UnixMilli(), last.ID)
	}
	return items, next, nil
}

// maxLog bounds a page of the log.
const maxLog = 100

// moment is where a page of the log ends.
type moment struct {
	at time.Time
	id string
}
