package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/document"
)

func (s *Server) registerDocuments(api huma.API) {
	huma.Register(api, op("document-list", http.MethodGet, "/documents", "Văn bản nguồn", signedIn(), 400, 422), s.documentList)
	huma.Register(api, op("document-get", http.MethodGet, "/documents/{id}", "Một văn bản nguồn", signedIn(), 404), s.documentGet)
}

// SourceDocument is what a task rests on.
type SourceDocument struct {
	ID       string `json:"id" doc:"Mã"`
	Number   string `json:"number" doc:"Số, ký hiệu"`
	Date     string `json:"date" format:"date" doc:"Ngày ban hành"`
	Issuer   string `json:"issuer" doc:"Cơ quan ban hành"`
	Abstract string `json:"abstract" doc:"Trích yếu"`
	Urgency  string `json:"urgency" enum:"thuong,khan,thuong_khan,hoa_toc" doc:"Độ khẩn"`
}

func sourceDocument(d document.Document) SourceDocument {
	return SourceDocument{ID: d.ID, Number: d.Number, Date: string(d.Date), Issuer: d.Issuer, Abstract: d.Abstract, Urgency: d.Urgency}
}

type documentListInput struct {
	PageInput
	Q string `query:"q" maxLength:"200" doc:"Số, ký hiệu hoặc từ trong trích yếu; không dấu cũng được"`
}

// documentList serves GET /api/v1/documents.
func (s *Server) documentList(ctx context.Context, in *documentListInput) (*page[SourceDocument], error) {
	docs, next, err := s.Documents.List(ctx, actorOf(ctx), in.Q, in.Cursor, in.Limit)
	if err != nil {
		return nil, err
	}
	items := make([]SourceDocument, 0, len(docs))
	for _, d := range docs {
		items = append(items, sourceDocument(d))
	}
	return pageOf(items, next), nil
}

type documentGetInput struct {
	ID string `path:"id" maxLength:"26" doc:"Mã văn bản"`
}

// documentGet serves GET /api/v1/documents/{id}.
func (s *Server) documentGet(ctx context.Context, in *documentGetInput) (*reply[SourceDocument], error) {
	d, err := s.Documents.Get(ctx, actorOf(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	return replyWith(sourceDocument(d)), nil
}
