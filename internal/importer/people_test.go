package importer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/importer"
	"congvu/internal/sheet"
)

// records edits people as package session does, without accounts.
type records struct{ *identity.Service }

func (r records) EditPerson(ctx context.Context, by access.Actor, next identity.Person) (identity.Person, error) {
	return r.Edit(ctx, by, next)
}

const peopleHead = "Mã số;Họ và tên;Đơn vị;Chức vụ;Vai trò;Loại;Từ ngày;E-mail;Điện thoại\n"

// TestPeople: people are added with their posts, edited field by field, and the same file again changes nothing.
func TestPeople(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	text := peopleHead + "CB01;Trần Thị Lan;SO1;Chuyên viên;chuyên viên;CC;01/05/2026;lan@so1.gov.vn;905123456\n" +
		"CB02;Nguyễn An;Sở Tài chính;Giám đốc;Thủ trưởng;Công chức;;;\n"
	i := w.try(w.hr, importer.KindPeople, text)
	if i.Counts.Made != 2 || i.Counts.Notes != 1 {
		t.Fatalf("%+v %v", i.Counts, said(i))
	}
	w.apply(w.hr, i)
	lan := w.person("CB01")
	if lan.Name != "Trần Thị Lan" || lan.Primary.Unit != w.unit["SO1"].ID || lan.Phone != "0905123456" || lan.SubjectClass != identity.CivilServant || lan.Title != "Chuyên viên" {
		t.Errorf("%+v", lan)
	}
	posts, err := w.people.Appointments(t.Context(), w.hr.Agency, lan.ID)
	if err != nil || len(posts) != 1 || posts[0].From != "2026-05-01" || !posts[0].Primary {
		t.Errorf("posts %+v, %v", posts, err)
	}
	if again := w.try(w.hr, importer.KindPeople, text); again.Counts.Same != 2 {
		t.Errorf("again: %+v %v", again.Counts, said(again))
	}
	edited := w.try(w.hr, importer.KindPeople, strings.Replace(text, "Trần Thị Lan", "Trần Thị Ngọc Lan", 1))
	if edited.Counts.Changed != 1 || edited.Counts.Same != 1 {
		t.Fatalf("%+v %v", edited.Counts, said(edited))
	}
	w.apply(w.hr, edited)
	if lan := w.person("CB01"); lan.Name != "Trần Thị Ngọc Lan" || lan.Version != 2 {
		t.Errorf("%+v", lan)
	}
	data, err := w.imports.Template(t.Context(), w.hr, importer.KindPeople)
	w.ok(err)
	if same, err := w.imports.Upload(t.Context(), w.hr, importer.KindPeople, "mau.xlsx", "", data, ""); err != nil || same.Counts.Same != 2 {
		t.Errorf("the template: %+v %v %v", same.Counts, said(same), err)
	}
}

func (w *world) person(staffNo string) identity.Person {
	w.t.Helper()
	all, err := w.people.Everybody(w.t.Context(), w.hr.Agency)
	w.ok(err)
	for _, p := range all {
		if p.StaffNo == staffNo {
			return p
		}
	}
	w.t.Fatalf("nobody has the number %s", staffNo)
	return identity.Person{}
}

// TestPeopleFaults: each with its sentence; nobody is added while one is left.
func TestPeopleFaults(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.apply(w.hr, w.try(w.hr, importer.KindPeople, peopleHead+"CB01;Trần Thị Lan;SO1;Chuyên viên;chuyên viên;CC;;lan@so1.gov.vn;\n"))
	row := func(cells string) string { return peopleHead + cells + "\n" }
	for name, tc := range map[string]struct {
		who  access.Actor
		text string
		want string
	}{
		"unknown unit":      {w.hr, row("CB9;An;SO3;CV;chuyên viên;CC;;;"), "2·C Không có đơn vị này. Hãy ghi mã hoặc tên đầy đủ từ cấp cao nhất, cách nhau bằng dấu /. → SO1"},
		"no unit":           {w.hr, row("CB9;An;;CV;chuyên viên;CC;;;"), "2·C Ô này bắt buộc, đang để trống."},
		"a number twice":    {w.hr, row("CB9;An;SO1;CV;chuyên viên;CC;;;\ncb9;Ba;SO1;CV;chuyên viên;CC;;;"), "3·A Trùng với dòng 2."},
		"a bad e-mail":      {w.hr, row("CB9;An;SO1;CV;chuyên viên;CC;;an@;"), "2·H Không phải là địa chỉ thư điện tử."},
		"another's e-mail":  {w.hr, row("CB9;An;SO1;CV;chuyên viên;CC;;LAN@so1.gov.vn;"), "2·H Thư điện tử này đã thuộc về người khác."},
		"a bad phone":       {w.hr, row("CB9;An;SO1;CV;chuyên viên;CC;;;không có"), "2·I Không phải là số điện thoại."},
		"a day of a month":  {w.hr, row("CB9;An;SO1;CV;chuyên viên;CC;5/2026;;"), "2·G Cần đủ ngày, tháng, năm, ví dụ 01/05/2026."},
		"a post that moves": {w.hr, row("CB01;Trần Thị Lan;SO2;Chuyên viên;chuyên viên;CC;;lan@so1.gov.vn;"), "2·C Người này đã có. Đổi đơn vị, chức vụ, vai trò bằng quyết định ở màn hình Cán bộ, không bằng nhập tệp."},
		"outside":           {w.hr1, row("CB9;An;SO2;CV;chuyên viên;CC;;;"), "2·C Đơn vị này nằm ngoài phạm vi bạn quản lý."},
		"an administrator":  {w.hr, row("CB9;An;SO1;Quản trị;quản trị;CC;;;"), "2·E Bạn không được giao vai trò này ở đơn vị đó."},
		"another's person":  {w.hr1, row("CB01;Trần Lan;SO1;Chuyên viên;chuyên viên;CC;;lan@so1.gov.vn;"), ""},
	} {
		i := w.try(tc.who, importer.KindPeople, tc.text)
		if got := strings.Join(said(i), " | "); got != tc.want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, tc.want)
		}
		if tc.want == "" {
			continue
		}
		if _, err := w.imports.Apply(t.Context(), tc.who, i.ID, i.Version); !errs.As(err).Is(importer.ErrFaulty) {
			t.Errorf("%s: apply: %v", name, err)
		}
	}
	if _, err := w.imports.Upload(t.Context(), w.an, importer.KindPeople, "x.csv", "", []byte(peopleHead), ""); !errs.As(err).Is(errs.ErrForbidden) {
		t.Errorf("a head imports people: %v", err)
	}
}

// TestManyRows: 2,000 people and 5,000 units are tried and written as a whole, and how far it is can be seen.
func TestManyRows(t *testing.T) {
	w := newWorld(t)
	people, units := strings.Builder{}, strings.Builder{}
	people.WriteString(peopleHead)
	for n := range 2000 {
		fmt.Fprintf(&people, "M%05d;Nguyễn Văn %c%c;SO%d;Chuyên viên;chuyên viên;CC;01/05/2026;m%05d@tinh.gov.vn;\n", n, 'A'+rune(n%26), 'a'+rune(n/26%26), n%2+1, n)
	}
	units.WriteString(unitHead)
	for n := range 5000 {
		fmt.Fprintf(&units, "P%05d;Phòng số %d;Phòng;SO%d;\n", n, n, n%2+1)
	}
	for kind, c := range map[string]struct {
		text string
		want int
	}{importer.KindPeople: {people.String(), 2000}, importer.KindUnits: {units.String(), 5000}} {
		began := time.Now()
		i := w.try(w.hr, kind, c.text)
		tried := time.Since(began)
		done := w.apply(w.hr, i)
		t.Logf("%d %s: tried in %s, tried and written in %s", c.want, kind, tried, time.Since(began))
		if diff := cmp.Diff(importer.Counts{Rows: c.want, Made: c.want}, done.Counts); diff != "" || done.Done != c.want {
			t.Error(diff, done.Done)
		}
	}
	if everybody, err := w.people.Everybody(t.Context(), w.hr.Agency); err != nil || len(everybody) != 2000 || len(w.tree()) != 5003 {
		t.Errorf("%d people, %d units, %v", len(everybody), len(w.tree()), err)
	}
	if _, err := w.imports.Upload(t.Context(), w.hr, importer.KindPeople, "x.csv", "", []byte(people.String()+"M9;An;SO1;CV;chuyên viên;CC;;;\n"), ""); !errs.As(err).Is(sheet.ErrRows) {
		t.Errorf("2,001 people: %v", err)
	}
}
