package task

import (
	"context"

	"congvu/internal/document"
)

// OfDocuments returns the rows of the tasks that rest on documents, by the id of the document and in the order of their making,
// whoever may see them: for the follow-up of a document, which says no more than how far its work is. Drafts and what was
// taken back are left out.
func (s *Service) OfDocuments(ctx context.Context, agency string, docs []document.Document) (map[string][]Row, error) {
	of, numbers, ids := map[string]string{}, []string{}, []string{}
	docIDs := make([]string, 0, len(docs))
	for _, d := range docs {
		docIDs, numbers = append(docIDs, d.ID), append(numbers, d.Number)
		for _, id := range d.Tasks() {
			of[id], ids = d.ID, append(ids, id)
		}
	}
	found := map[string][]Row{}
	if len(docs) == 0 {
		return found, nil
	}
	rows, err := s.store.OfDocuments(ctx, agency, docIDs, numbers, ids)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		id := of[r.ID]
		if id == "" && r.Document != nil {
			id = r.Document.ID
		}
		found[id] = append(found[id], r)
	}
	return found, nil
}

// VisOfDocument returns the tokens of all who may see a task that rests on a document: whom it concerns that its files are others.
func (s *Service) VisOfDocument(ctx context.Context, d document.Document) ([]string, error) {
	return s.store.VisOfDocument(ctx, d.Agency, d.ID, d.Number, d.Tasks())
}
