package v1

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

func (s *Server) registerCatalogue(api huma.API) {
	huma.Register(api, op("catalogue", http.MethodGet, "/catalogue", "Danh mục sản phẩm, công việc", signedIn(), 422), s.catalogue)
}

// Product is an approved product of the catalogue.
type Product struct {
	Code     string  `json:"code" doc:"Mã"`
	Version  int     `json:"version" doc:"Phiên bản"`
	Name     string  `json:"name" doc:"Tên"`
	Unit     string  `json:"unit" doc:"Đơn vị tính"`
	Group    int     `json:"group" doc:"Nhóm phức tạp, 1 đến 5"`
	Points   float64 `json:"points" doc:"Điểm của một sản phẩm"`
	K        float64 `json:"k" doc:"Hệ số quy đổi"`
	NormDays int     `json:"normDays" doc:"Định mức, ngày làm việc"`
}

type catalogueInput struct {
	Q string `query:"q" maxLength:"100" doc:"Mã hoặc từ trong tên; không dấu cũng được"`
}

// catalogue serves GET /api/v1/catalogue.
func (s *Server) catalogue(ctx context.Context, in *catalogueInput) (*list[Product], error) {
	products, err := s.Catalogue.List(ctx, actorOf(ctx).Agency, in.Q)
	if err != nil {
		return nil, err
	}
	items := make([]Product, 0, len(products))
	for _, p := range products {
		items = append(items, Product{
			Code: p.Code, Version: p.Version, Name: p.Name, Unit: p.Unit, Group: p.Group, Points: milli(p.PointsMilli),
			K: milli(p.KMilli), NormDays: p.NormDays,
		})
	}
	return listOf(items), nil
}
