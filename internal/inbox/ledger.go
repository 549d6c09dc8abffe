package inbox

import (
	"context"
	"fmt"
	"time"

	cursors "congvu/internal/cursor"
)

// Ledger returns the messages of an agency, newest first (sổ gửi tin): of everybody, or of one person. At most limit (1 to 100)
// after the place cursor; next is the place after them. A message lies in the ledger as long as in its reader's inbox: 180 days
// after it was read. ErrCursor.
func (s *Service) Ledger(ctx context.Context, agency, person, cursor string, limit int) (rows []Row, next string, err error) {
	name, before := "ledger|"+person, ""
	if cursor != "" && !cursors.Read(name, cursor, &before) {
		return nil, "", ErrCursor
	}
	limit = min(max(limit, 1), 100)
	if rows, err = s.store.ledger(ctx, agency, person, before, limit+1); err != nil {
		return nil, "", fmt.Errorf("ledger of messages: %w", err)
	}
	if len(rows) > limit {
		rows = rows[:limit]
		next = cursors.Of(name, rows[limit-1].ID)
	}
	return rows, next, nil
}

// Message returns one message; errs.ErrNotFound when there is none.
func (s *Service) Message(ctx context.Context, agency, id string) (Row, error) {
	return s.store.get(ctx, agency, id)
}

// Unseen returns messages of a kind that were given in from <= at <= to, that nobody has seen yet and no e-mail tells of, oldest
// first.
func (s *Service) Unseen(ctx context.Context, agency, kind string, from, to time.Time) ([]Row, error) {
	return s.store.unseen(ctx, agency, kind, from, to)
}

// Mailed keeps which letter tells of a message, in the transaction that queues it. errs.ErrChanged when it was seen meanwhile, or
// another letter tells of it.
func (s *Service) Mailed(ctx context.Context, agency, id, letter string, at time.Time) error {
	return s.store.mailed(ctx, agency, id, letter, at)
}
