package task

import "time"

// Sort is the order of a list; the waiting tab is always in the order of waiting.
type Sort string

// The sorts, as sent; the last is that of the waiting tab alone.
const (
	ByDue     Sort = "due"     // nearest deadline first, without a deadline last
	ByUpdated Sort = "updated" // last changed first
	ByCreated Sort = "created" // newest first
	ByWaiting Sort = "waiting" // longest waiting first
)

// Keys returns the fields of the sort, descending ones with a leading "-"; the last is the id, which makes the order total.
func (s Sort) Keys() []string {
	switch s {
	case ByUpdated:
		return []string{"-updated_at", "-_id"}
	case ByCreated:
		return []string{"-_id"}
	case ByWaiting:
		return []string{"waiting_since", "_id"}
	}
	return []string{"due_at", "_id"}
}

// Instant returns the row's value of the sort's first key, zero for sorts by id alone.
func (s Sort) Instant(r Row) time.Time {
	switch s {
	case ByDue:
		return r.DueAt
	case ByUpdated:
		return r.UpdatedAt
	case ByWaiting:
		if r.WaitingSince != nil {
			return *r.WaitingSince
		}
	}
	return time.Time{}
}
