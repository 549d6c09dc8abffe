package main

import (
	"fmt"
	"slices"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/diary"
	"congvu/internal/grading"
	"congvu/internal/importer"
	"congvu/internal/mongodb"
	"congvu/internal/scheme"
	"congvu/pkg/vncal"
)

// unitTable is a table of units that nhansu may bring in; each trial of it would make one unit.
const unitTable = "Mã đơn vị;Tên đơn vị;Loại đơn vị;Đơn vị cấp trên\nP9;Phòng mới;Phòng;so\n"

// registerTable is a register that a clerk may bring in.
const registerTable = "Ngày đến;Tác giả;Số, ký hiệu;Ngày tháng;Trích yếu\n22/10/2026;Bộ Nội vụ;15/QĐ-BNV;21/10/2026;Kế hoạch kiểm tra\n"

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

// openScheme drops what is open, so that whoever may proposes anew, and makes a proposal of nhansu's where one is wanted.
func openScheme(t *testing.T, o *office, wanted bool) (id string) {
	t.Helper()
	hr := o.actor(t, "nhansu")
	all, err := o.Schemes.Versions(t.Context(), hr)
	for _, v := range all {
		if err == nil && v.State == scheme.Proposed {
			_, err = o.Schemes.Decide(t.Context(), hr, v.ID, v.Version, false, "Đề xuất lại cho đúng")
		}
	}
	if err == nil && wanted {
		var made scheme.Version
		choice := grading.Choice{YearStrategy: grading.YearQuarters}
		made, err = o.Schemes.Propose(t.Context(), hr, scheme.Proposal{Policy: "nd335-2025", From: "2026-11-01", Document: "15/QĐ", Reason: "Theo quy chế của cơ quan", Choice: choice})
		id = made.ID
	}
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func proposeScheme(t *testing.T, o *office, _ string) (string, string) {
	openScheme(t, o, false)
	return atSettings, proposal("2026-11-01", threeGroups)
}

func effectsOfScheme(t *testing.T, o *office, _ string) (string, string) {
	return atSettings + "/" + openScheme(t, o, true) + "/effects", ""
}

func decideScheme(t *testing.T, o *office, _ string) (string, string) {
	return atSettings + "/" + openScheme(t, o, true) + "/decision", `{"version":1,"approve":false,"reason":"Chưa họp tập thể lãnh đạo"}`
}

// What somebody would make of the calendar.
const (
	ownDayOff = `{"days":[{"date":"2026-12-07","name":"Ngày truyền thống","type":"swapped-off"}],"docNumber":"5/TB-UBND"}`
	dayTable  = `{"csv":"date,name,type,source\n2026-12-08,Nghỉ hoán đổi,swapped-off,5/TB\n","docNumber":"6/TB-UBND"}`
)

// wrongCode is counted for each login by itself.
func wrongCode(_ *testing.T, _ *office, who string) (string, string) {
	return "/session/activate", fmt.Sprintf(`{"login":"ma-%s","code":"K7TM-2QXD-94VR-HB3C","password":"mưa rào tháng sáu"}`, who)
}

// wrongPassword is counted for each login by itself.
func wrongPassword(_ *testing.T, _ *office, who string) (string, string) {
	return "/session", fmt.Sprintf(`{"login":"sai-%s","password":"sai-mat-khau-1"}`, who)
}

// ownDay saves or submits a day of the caller's own, each a day that no other row touches; somebody else's cannot be named.
func ownDay(verb string) try {
	return func(t *testing.T, o *office, who string) (string, string) {
		path := map[string]string{"": "/diary/days/2026-10-22", "/submit": "/diary/days/2026-10-29"}[verb]
		switch {
		case who == "":
			return path + verb, `{"version":0}`
		case verb != "":
			return path + verb, fmt.Sprintf(`{"version":%d}`, o.writeDay(t, who, "2026-10-29"))
		}
		_, raw := o.call(t, who, "GET", path, "")
		return path, dayBody(read[v1.DiaryDay](t, raw).Version)
	}
}

// ownLock sets the lock of diaries on top of what is set now.
func ownLock(t *testing.T, o *office, _ string) (string, string) {
	t.Helper()
	_, raw := o.call(t, "quantri", "GET", "/diary/settings", "")
	now := read[v1.DiarySettings](t, raw)
	return "/diary/settings", fmt.Sprintf(`{"version":%d,"lockAfter":%d}`, now.Version, 5+now.Version%2)
}

// ownCorrection corrects a day of the caller's own that was sent; another row touches none of these. Who has no diary sends none.
func ownCorrection(t *testing.T, o *office, who string) (string, string) {
	t.Helper()
	const date = "2026-10-25"
	body := func(version int64) string {
		return fmt.Sprintf(`{"reason":"Bổ sung phần còn thiếu lần %d.",%s`, version, dayBody(version)[1:])
	}
	if who == "" {
		return "/diary/days/" + date + "/corrections", body(0)
	}
	_, raw := o.call(t, who, "GET", "/diary/days/"+date, "")
	day := read[v1.DiaryDay](t, raw)
	if !slices.Contains(day.Acts, diary.ActCorrect) {
		_, raw = o.call(t, who, "POST", "/diary/days/"+date+"/submit", fmt.Sprintf(`{"version":%d}`, o.writeDay(t, who, date)))
		day = read[v1.DiaryDay](t, raw)
	}
	return "/diary/days/" + date + "/corrections", body(day.Version)
}

// decidedDay takes back a day that the agency has decided.
func decidedDay(t *testing.T, o *office, _ string) (string, string) {
	t.Helper()
	if _, err := o.CalendarChanges.Apply(t.Context(), o.actor(t, "quantri"), calendar.Change{
		Days: []vncal.Day{{Date: "2026-12-09", Name: "Ngày riêng", Type: vncal.SwappedOff}}, DocNo: "7/TB-UBND",
	}); err != nil {
		t.Fatal(err)
	}
	y, err := o.CalendarChanges.Year(t.Context(), o.agency, 2026)
	if err != nil {
		t.Fatal(err)
	}
	version := int64(0)
	for _, d := range y.Days {
		if d.Date == "2026-12-09" {
			version = d.Version
		}
	}
	return "/calendar/days/2026-12-09/withdraw", fmt.Sprintf(`{"version":%d,"docNumber":"8/TB-UBND","reason":"Hoãn hoán đổi"}`, version)
}
