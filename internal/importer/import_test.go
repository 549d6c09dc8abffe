package importer_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/access"
	"congvu/internal/catalogue"
	"congvu/internal/clock"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/files"
	"congvu/internal/identity"
	"congvu/internal/importer"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/realtime"
	"congvu/internal/sheet"
	"congvu/pkg/vncal"
)

var at = time.Date(2026, 10, 29, 15, 0, 0, 0, vncal.Zone())

// world is an agency with two departments and those who may import: hr of the agency, hr of so1, the administrator.
//
//	tinh (hr, admin; an: head)
//	├ so1 (hr1)
//	└ so2
type world struct {
	t         testing.TB
	db        *mongodb.DB
	units     *org.Service
	people    *identity.Service
	products  *catalogue.Service
	imports   *importer.Service
	register  *document.Register
	journal   *journal.Journal
	unit      map[string]org.Unit
	hr, hr1   access.Actor
	admin, an access.Actor
	vt        access.Actor // clerk of the agency
}

// actors answers with the actors of the world.
type actors map[string]access.Actor

func (a actors) Actor(_ context.Context, id string) (access.Actor, error) { return a[id], nil }

func newWorld(t testing.TB) *world {
	t.Helper()
	var all []mongodb.Indexes
	for _, more := range [][]mongodb.Indexes{
		importer.Indexes(), org.Indexes(), identity.Indexes(), journal.Indexes(), inbox.Indexes(), realtime.Indexes(), catalogue.Indexes(), document.Indexes(), files.Indexes(), {mongodb.CodeIndexes()},
	} {
		all = append(all, more...)
	}
	w := &world{t: t, db: mongotest.New(t, all...), unit: map[string]org.Unit{}}
	events := realtime.NewEvents(w.db)
	clk := clock.Fixed(at)
	w.journal = journal.New(w.db, clk, events, inbox.New(w.db, clk, events))
	w.units = org.New(w.db, w.journal, clk)
	w.people = identity.New(identity.Deps{DB: w.db, Org: w.units, Journal: w.journal, Clock: clk})
	w.products = catalogue.New(w.db, w.journal, clk)
	for _, u := range [][3]string{{"TINH", "", "Ủy ban nhân dân tỉnh"}, {"SO1", "TINH", "Sở Nội vụ"}, {"SO2", "TINH", "Sở Tài chính"}} {
		made, err := w.units.Create(t.Context(), access.System(w.unit["TINH"].ID), org.Unit{
			Code: u[0], Name: u[2], ShortName: u[0], Kind: org.Department, Parent: w.unit[u[1]].ID,
		})
		w.ok(err)
		w.unit[u[0]] = made
	}
	actor := func(id string, role access.Role, unit string) access.Actor {
		return access.Actor{ID: id, Name: id, Agency: w.unit["TINH"].ID, Appointments: []access.Appointment{{ID: id, Unit: w.unit[unit].ID, Role: role, Primary: true}}}
	}
	w.hr, w.hr1 = actor("hr", access.HR, "TINH"), actor("hr1", access.HR, "SO1")
	w.admin, w.an = actor("admin", access.Admin, "TINH"), actor("an", access.Head, "TINH")
	w.vt = actor("vt", access.Clerk, "TINH")
	w.register = document.NewRegister(document.RegisterDeps{
		DB: w.db, Units: w.units, People: w.people, Files: files.New(w.db, clk, files.DefaultSettings()), Journal: w.journal, Clock: clk,
	})
	w.imports = importer.New(importer.Deps{
		DB: w.db, Journal: w.journal, Clock: clk, Actors: actors{"hr": w.hr, "hr1": w.hr1, "admin": w.admin, "an": w.an, "vt": w.vt}, Units: w.units, Products: w.products,
		People: w.people, Records: records{w.people}, Register: w.register,
	})
	return w
}

func (w *world) ok(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

// try uploads a text table.
func (w *world) try(a access.Actor, kind, text string) importer.Import {
	w.t.Helper()
	i, err := w.imports.Upload(w.t.Context(), a, kind, "bang.csv", "", []byte(text), "")
	w.ok(err)
	return i
}

// run does what is ordered, as the scheduler does.
func (w *world) run() error {
	return w.imports.Job(org.Root(w.units)).Run(w.t.Context(), jobs.Run{})
}

// apply orders an import and does it.
func (w *world) apply(a access.Actor, i importer.Import) importer.Import {
	w.t.Helper()
	_, err := w.imports.Apply(w.t.Context(), a, i.ID, i.Version)
	w.ok(err)
	w.ok(w.run())
	done, err := w.imports.Get(w.t.Context(), a, i.ID)
	w.ok(err)
	return done
}

// said are the faults of an import as people read them: row, column, sentence, and what is offered.
func said(i importer.Import) []string {
	out := []string{}
	for _, f := range i.Faults {
		s := fmt.Sprintf("%d·%s %s", f.Row, sheet.Letter(f.Fault.Index), errs.Text(errs.Vietnamese, "field."+f.Fault.Code, f.Fault.Args))
		if f.Fault.Offer != "" {
			s += " → " + f.Fault.Offer
		}
		out = append(out, s)
	}
	return out
}

const unitHead = "Mã đơn vị;Tên đơn vị;Loại đơn vị;Đơn vị cấp trên;Tên viết tắt\n"

// tree is every unit as code of parent/code.
func (w *world) tree() []string {
	w.t.Helper()
	all, err := org.New(w.db, w.journal, clock.Fixed(at)).Tree(w.t.Context(), w.hr.Agency)
	w.ok(err)
	codes, out := map[string]string{}, []string{}
	for _, u := range all {
		codes[u.ID] = u.Code
		out = append(out, codes[u.Parent]+"/"+u.Code)
	}
	return out
}

// TestUnits: made below each other in any order, changed field by field, written as a whole; again nothing changes.
func TestUnits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	text := unitHead +
		"P11;Phòng Tổ chức;phòng;P1;P. TC\n" + // before its parent
		"P1;Văn phòng;Phòng;ủy ban nhân dân tỉnh / sở tài chính;\n" +
		"SO1;Sở Nội vụ và Lao động;Sở;TINH;\n" +
		"SO2;Sở Tài chính;Sở, ban, ngành;tinh;SO2\n"
	i := w.try(w.hr, importer.KindUnits, text)
	if want := (importer.Counts{Rows: 4, Made: 2, Changed: 1, Same: 1}); i.Counts != want || i.State != importer.Checked {
		t.Fatalf("trial: %+v %v, want %+v", i.Counts, said(i), want)
	}
	rows, more, err := w.imports.Rows(t.Context(), w.hr, i.ID, true, 0, 10)
	w.ok(err)
	if len(rows) != 1 || more || !cmp.Equal(rows[0].Changes, []importer.Change{{Key: "name", From: "Sở Nội vụ", To: "Sở Nội vụ và Lao động"}}) {
		t.Errorf("rows to look at: %+v, %t", rows, more)
	}
	if len(w.tree()) != 3 {
		t.Error("the trial wrote something")
	}
	done := w.apply(w.hr, i)
	if done.State != importer.Applied || done.Applied == nil || done.Done != 4 {
		t.Errorf("applied: %+v", done)
	}
	if diff := cmp.Diff([]string{"/TINH", "TINH/SO1", "TINH/SO2", "SO2/P1", "P1/P11"}, w.tree()); diff != "" {
		t.Error(diff)
	}
	history, _, err := w.journal.History(t.Context(), w.hr.Agency, "unit", w.unit["SO1"].ID, "", 10)
	if err != nil || len(history) != 2 || history[0].Action != "unit.changed" || history[0].By != "hr" {
		t.Errorf("history %+v, %v", history, err)
	}
	again := w.try(w.hr, importer.KindUnits, text)
	if again.Counts.Same != 4 {
		t.Errorf("again: %+v %v", again.Counts, said(again))
	}
	if _, err := w.imports.Apply(t.Context(), w.hr, again.ID, again.Version); !errs.As(err).Is(importer.ErrNothing) {
		t.Errorf("nothing to write: %v", err)
	}
	if _, err := w.imports.Apply(t.Context(), w.hr, done.ID, done.Version); !errs.As(err).Is(importer.ErrState) {
		t.Errorf("applied twice: %v", err)
	}
}

// TestUnitFaults: each with its sentence; nothing is written while one is left.
func TestUnitFaults(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, tc := range map[string]struct {
		who  access.Actor
		rows string
		want string
	}{
		"unknown parent":       {w.hr, "P1;Phòng;Phòng;SO3;\n", "2·D Không có đơn vị này. Hãy ghi mã hoặc tên đầy đủ từ cấp cao nhất, cách nhau bằng dấu /. → SO1"},
		"no parent":            {w.hr, "P1;Phòng;Phòng;;\n", "2·D Ô này bắt buộc, đang để trống."},
		"a circle":             {w.hr, "P1;Phòng;Phòng;P2;\nP2;Phòng;Phòng;P1;\n", "2·D Đơn vị cấp trên lại thuộc chính đơn vị này. | 3·D Đơn vị cấp trên ở dòng 2 có lỗi."},
		"below itself":         {w.hr, "P1;Phòng;Phòng;P1;\n", "2·D Đơn vị cấp trên lại thuộc chính đơn vị này."},
		"the parent is faulty": {w.hr, "P1;Phòng;Phòng;P2;\nP2;;Phòng;SO1;\n", "2·D Đơn vị cấp trên ở dòng 3 có lỗi. | 3·B Ô này bắt buộc, đang để trống."},
		"a code twice":         {w.hr, "P1;Phòng;Phòng;SO1;\np1;Khác;Phòng;SO1;\n", "3·A Trùng với dòng 2."},
		"moved":                {w.hr, "SO1;Sở Nội vụ;Sở;SO2;\n", "2·D Đơn vị đang thuộc cấp trên khác. Chuyển đơn vị làm ở màn hình Tổ chức, không làm bằng nhập tệp."},
		"another kind":         {w.hr, "P1;Phòng;Phong ban chuyên;SO1;\n", "2·C Không nhận giá trị này. Chỉ nhận: Ủy ban nhân dân tỉnh, Sở, ban, ngành, Phòng, Trung tâm, Huyện, Xã, phường, thị trấn, Đơn vị phối hợp."},
		"not mine":             {w.hr1, "P1;Phòng;Phòng;SO2;\n", "2·? Đơn vị này nằm ngoài phạm vi bạn quản lý."},
		"not mine, changed":    {w.hr1, "SO2;Sở Khác;Sở;TINH;\n", "2·? Đơn vị này nằm ngoài phạm vi bạn quản lý."},
	} {
		i := w.try(tc.who, importer.KindUnits, unitHead+tc.rows)
		want := strings.ReplaceAll(tc.want, "·?", "·A")
		if got := strings.Join(said(i), " | "); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", name, got, want)
		}
		if _, err := w.imports.Apply(t.Context(), tc.who, i.ID, i.Version); !errs.As(err).Is(importer.ErrFaulty) {
			t.Errorf("%s: apply: %v", name, err)
		}
	}
	if len(w.tree()) != 3 {
		t.Errorf("a faulty table was written: %v", w.tree())
	}
}

// TestFixes: cells are put right on the spot; another sheet drops that.
func TestFixes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.try(w.hr, importer.KindUnits, unitHead+"P1;Phòng;Phòng;SO3;\n")
	i, err := w.imports.Check(t.Context(), w.hr, i.ID, i.Version, "", []importer.Fix{{Row: 2, Index: 3, Text: "SO1"}, {Row: 99, Index: 3, Text: "x"}})
	w.ok(err)
	if i.Counts.Faulty != 0 || i.Counts.Made != 1 {
		t.Fatalf("after the fix: %+v %v", i.Counts, said(i))
	}
	if _, err := w.imports.Check(t.Context(), w.hr, i.ID, i.Version-1, "", nil); !errs.As(err).Is(errs.ErrChanged) {
		t.Errorf("stale version: %v", err)
	}
	w.apply(w.hr, i)
	if tree := w.tree(); len(tree) != 4 || tree[2] != "SO1/P1" {
		t.Errorf("%v", tree)
	}
}

// TestStale: what changed between the trial and the order is tried again, and nothing is written.
func TestStale(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.try(w.hr, importer.KindUnits, unitHead+"P1;Phòng A;Phòng;SO1;\nP2;Phòng B;Phòng;SO1;\n")
	_, err := w.imports.Apply(t.Context(), w.hr, i.ID, i.Version)
	w.ok(err)
	_, err = w.units.Create(t.Context(), access.System(w.hr.Agency), org.Unit{Code: "P2", Name: "Phòng khác", ShortName: "x", Kind: org.Division, Parent: w.unit["SO1"].ID})
	w.ok(err)
	w.ok(w.run())
	got, err := w.imports.Get(t.Context(), w.hr, i.ID)
	w.ok(err)
	if got.State != importer.Checked || !got.Stale || got.Counts.Changed != 1 || got.Counts.Made != 1 {
		t.Errorf("%s stale %t %+v", got.State, got.Stale, got.Counts)
	}
	if len(w.tree()) != 4 {
		t.Errorf("half of it was written: %v", w.tree())
	}
	w.apply(w.hr, got) // seen and ordered anew
	if len(w.tree()) != 5 {
		t.Errorf("%v", w.tree())
	}
}

// TestOwn: an import is its maker's alone, and each kind has its own makers.
func TestOwn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.try(w.hr, importer.KindUnits, unitHead+"P1;Phòng;Phòng;SO1;\n")
	if _, err := w.imports.Get(t.Context(), w.hr1, i.ID); !errs.As(err).Is(errs.ErrNotFound) {
		t.Errorf("another person's import: %v", err)
	}
	if _, err := w.imports.Apply(t.Context(), w.hr1, i.ID, i.Version); !errs.As(err).Is(errs.ErrNotFound) {
		t.Errorf("another person applies it: %v", err)
	}
	for kind, who := range map[string][]access.Actor{importer.KindUnits: {w.admin, w.an}, importer.KindProducts: {w.hr1, w.an}} {
		for _, a := range who {
			if _, err := w.imports.Upload(t.Context(), a, kind, "x.csv", "", []byte("a,b\n"), ""); !errs.As(err).Is(errs.ErrForbidden) {
				t.Errorf("%s uploads %s: %v", a.ID, kind, err)
			}
			if _, err := w.imports.Template(t.Context(), a, kind); !errs.As(err).Is(errs.ErrForbidden) {
				t.Errorf("%s takes the template of %s: %v", a.ID, kind, err)
			}
		}
	}
	if _, err := w.imports.Upload(t.Context(), w.hr, "cars", "x.csv", "", []byte("a,b\n"), ""); !errs.As(err).Is(importer.ErrKind) {
		t.Errorf("unknown kind: %v", err)
	}
}

// TestKey: the same upload twice is one import; the same key with another file is refused.
func TestKey(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	one := func(text string) (importer.Import, error) {
		return w.imports.Upload(t.Context(), w.hr, importer.KindUnits, "x.csv", "", []byte(text), "key-0001")
	}
	first, err := one(unitHead + "P1;Phòng;Phòng;SO1;\n")
	w.ok(err)
	if again, err := one(unitHead + "P1;Phòng;Phòng;SO1;\n"); err != nil || again.ID != first.ID {
		t.Errorf("again: %v, %v", again.ID, err)
	}
	if _, err := one(unitHead + "P2;Phòng;Phòng;SO1;\n"); !errs.As(err).Is(errs.ErrKeyReused) {
		t.Errorf("another file: %v", err)
	}
}

// TestTemplate: the template holds what there is, and importing it changes nothing.
func TestTemplate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.ok(w.products.Seed(t.Context(), w.hr.Agency, "01/QĐ", strings.NewReader("code,name,unit,group,points,norm_days\nCV-01,=Công văn,văn bản,1,5,1\n")))
	for _, kind := range []string{importer.KindUnits, importer.KindProducts} {
		data, err := w.imports.Template(t.Context(), w.hr, kind)
		w.ok(err)
		i, err := w.imports.Upload(t.Context(), w.hr, kind, "mau.xlsx", "", data, "")
		w.ok(err)
		if i.Counts.Rows == 0 || i.Counts.Same != i.Counts.Rows {
			t.Errorf("%s: %+v %v", kind, i.Counts, said(i))
		}
	}
	own, err := w.imports.Template(t.Context(), w.hr1, importer.KindUnits)
	w.ok(err)
	s, err := sheet.Read(own, "")
	if err != nil || len(s.Rows) != 2 {
		t.Errorf("hr of one department sees %d rows, %v; want its own", len(s.Rows), err)
	}
}

// TestCopy: the copy with marks says what is wrong, and read again it has the same faults.
func TestCopy(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	i := w.try(w.hr, importer.KindUnits, "Danh sách\n"+unitHead+"P1;Phòng;Phòng;SO3;\nP2;Phòng B;Phòng;SO1;\n")
	data, err := w.imports.Copy(t.Context(), w.hr, i.ID, func(f sheet.Fault) string { return errs.Text(errs.Vietnamese, "field."+f.Code, f.Args) })
	w.ok(err)
	s, err := sheet.Read(data, "")
	w.ok(err)
	if n := len(s.Rows[1].Cells); s.Rows[0].Cells[5].Text != "Lỗi cần sửa" || !strings.HasPrefix(s.Rows[1].Cells[n-1].Text, "Không có đơn vị này") || len(s.Rows[2].Cells) != 4 {
		t.Errorf("%+v", s.Rows)
	}
	again, err := w.imports.Upload(t.Context(), w.hr, importer.KindUnits, "loi.xlsx", "", data, "")
	w.ok(err)
	if again.Counts.Faults != 1 || again.Counts.Made != 1 {
		t.Errorf("%+v", again.Counts)
	}
}

const productHead = "Mã;Tên sản phẩm;ĐVT;Nhóm;Điểm;Định mức\n"

// TestProducts: what is imported is proposed; another person approves it, and work given from then on counts by it.
func TestProducts(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.ok(w.products.Seed(t.Context(), w.hr.Agency, "01/QĐ", strings.NewReader("code,name,unit,group,points,norm_days\nCV-01,Công văn,văn bản,1,5,1\nCV-02,Hướng dẫn,văn bản,2,90,5\n")))
	text := productHead + "CV-01;Công văn;văn bản;1;5;1\nCV-02;Hướng dẫn;văn bản;2;75;5\nBC-01;Báo cáo;báo cáo;1;30;\n"
	i := w.try(w.hr, importer.KindProducts, text)
	if want := (importer.Counts{Rows: 3, Made: 1, Changed: 1, Same: 1}); i.Counts != want {
		t.Fatalf("%+v %v", i.Counts, said(i))
	}
	w.apply(w.hr, i)
	standing, err := w.products.Standing(t.Context(), w.hr.Agency)
	w.ok(err)
	var choices []catalogue.Choice
	for _, s := range standing {
		if s.Proposed != nil {
			choices = append(choices, catalogue.Choice{ID: s.Proposed.ID, Rev: s.Proposed.Rev})
		}
	}
	if len(standing) != 3 || len(choices) != 2 {
		t.Fatalf("%d standing, %d proposed", len(standing), len(choices))
	}
	if p, err := w.products.Get(t.Context(), w.hr.Agency, "CV-02"); err != nil || p.PointsMilli != 90_000 {
		t.Errorf("before the approval: %+v, %v", p, err)
	}
	if err := w.products.Decide(t.Context(), w.hr, choices, true, "02/QĐ"); !errs.As(err).Is(catalogue.ErrSecond) {
		t.Errorf("approved by who proposed: %v", err)
	}
	w.ok(w.products.Decide(t.Context(), w.an, choices, true, "02/QĐ"))
	if p, err := w.products.Get(t.Context(), w.hr.Agency, "CV-02"); err != nil || p.PointsMilli != 75_000 || p.Version != 2 || p.DocNo != "02/QĐ" {
		t.Errorf("after the approval: %+v, %v", p, err)
	}
	if again := w.try(w.hr, importer.KindProducts, text); again.Counts.Same != 3 {
		t.Errorf("again: %+v %v", again.Counts, said(again))
	}
	faulty := w.try(w.admin, importer.KindProducts, productHead+"A;Tên;văn bản;6;5;\nB;Tên;văn bản;1;150;\nC;Tên;văn bản;1;0,001;\nA;Tên;văn bản;1;5;\n")
	want := []string{"2·D Cần từ 1 đến 5.", "3·E Quá điểm trần của nhóm 1: 100 điểm.", "4·E Điểm phải chia hết để hệ số có không quá 3 chữ số thập phân.", "5·A Trùng với dòng 2."}
	if diff := cmp.Diff(want, said(faulty)); diff != "" {
		t.Error(diff)
	}
}
