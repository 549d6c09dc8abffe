package v1

import (
	"context"
	"time"

	"congvu/internal/journal"
)

// HistoryEntry is one act on a record; the client makes a sentence of action and params.
type HistoryEntry struct {
	ID     string            `json:"id" doc:"Mã"`
	At     time.Time         `json:"at" doc:"Lúc"`
	By     PersonRef         `json:"by" doc:"Ai"`
	For    string            `json:"for,omitempty" doc:"Thay ai, tên tại thời điểm đó; không có khi làm việc của mình"`
	Action string            `json:"action" doc:"Việc gì, ví dụ task.assigned"`
	Params map[string]string `json:"params" doc:"Giá trị trong câu, như tại thời điểm đó"`
	Reason string            `json:"reason,omitempty" doc:"Lý do"`
}

// history returns journal records in their shape. Names are those of the time of the act.
func (s *Server) history(ctx context.Context, agency string, records []journal.Record) ([]HistoryEntry, error) {
	ids := []string{}
	for _, r := range records {
		ids = append(ids, r.By)
	}
	n, err := s.namesOf(ctx, agency, ids)
	if err != nil {
		return nil, err
	}
	items := make([]HistoryEntry, 0, len(records))
	for _, r := range records {
		by := n.person(r.By)
		by.Name = r.ByName
		params := r.Params
		if params == nil {
			params = map[string]string{}
		}
		items = append(items, HistoryEntry{ID: r.ID, At: r.At, By: by, For: r.ForName, Action: r.Action, Params: params, Reason: r.Reason})
	}
	return items, nil
}
