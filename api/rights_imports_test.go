package main

import (
	"fmt"
	"testing"

	"congvu/internal/catalogue"
	"congvu/internal/importer"
	"congvu/internal/mongodb"
)

// unitTable is a table of units that nhansu may bring in; each trial of it would make one unit.
const unitTable = "Mã đơn vị;Tên đơn vị;Loại đơn vị;Đơn vị cấp trên\nP9;Phòng mới;Phòng;so\n"

// ownImport asks for something of a table that nhansu has brought.
func ownImport(verb string) try {
	return func(t *testing.T, o *office, _ string) (string, string) {
		made, err := o.Imports.Upload(t.Context(), o.actor(t, "nhansu"), importer.KindUnits, "x.csv", "", []byte(unitTable), "")
		if err != nil {
			t.Fatal(err)
		}
		body := map[string]string{"/check": `,"fixes":[]`, "/apply": ""}
		more, ok := body[verb]
		if !ok {
			return "/imports/" + made.ID + verb, ""
		}
		return "/imports/" + made.ID + verb, fmt.Sprintf(`{"version":%d%s}`, made.Version, more)
	}
}

// proposed makes a proposal of nhansu's, each of another product.
func proposed(t *testing.T, o *office) catalogue.Product {
	t.Helper()
	p, err := o.Catalogue.Propose(t.Context(), o.actor(t, "nhansu"), 0, catalogue.Product{Code: mongodb.NewID(), Name: "Báo cáo", Unit: "báo cáo", Group: 1, PointsMilli: 30_000})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func catalogueVersions(t *testing.T, o *office, _ string) (string, string) {
	return "/catalogue/versions?code=" + proposed(t, o).Code, ""
}

func proposeProduct(_ *testing.T, _ *office, _ string) (string, string) {
	return "/catalogue/proposals", fmt.Sprintf(`{"code":%q,"name":"Báo cáo","unit":"báo cáo","group":1,"points":30,"normDays":1,"rev":0}`, mongodb.NewID())
}

func decideProduct(t *testing.T, o *office, _ string) (string, string) {
	p := proposed(t, o)
	return "/catalogue/decisions", fmt.Sprintf(`{"items":[{"id":%q,"rev":%d}],"approve":true,"docNo":"02/QĐ-UBND"}`, p.ID, p.Rev)
}
