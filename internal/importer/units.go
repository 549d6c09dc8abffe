package importer

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/sheet"
	"congvu/pkg/fold"
)

// Units is the tree; org.Service fits.
type Units interface {
	// Tree returns every unit of the agency, parents before their children.
	Tree(ctx context.Context, agency string) ([]org.Unit, error)
	// PutAll makes units, parents before their children, and changes others.
	PutAll(ctx context.Context, by access.Actor, made, changed []org.Unit, told func(done int)) error
}

// unitKind brings in units (đơn vị): those below a personnel officer's own.
type unitKind struct{ units Units }

// kindWords are the kinds of unit as tables write them.
var kindWords = []sheet.Word{
	{Value: org.Province, Title: "Ủy ban nhân dân tỉnh", Also: []string{"UBND tỉnh", "tỉnh", "thành phố trực thuộc trung ương"}},
	{Value: org.Department, Title: "Sở, ban, ngành", Also: []string{"sở", "ban", "ngành", "văn phòng", "sở ngành"}},
	{Value: org.Division, Title: "Phòng", Also: []string{"phòng chuyên môn", "phòng ban", "tổ"}},
	{Value: org.Centre, Title: "Trung tâm", Also: []string{"đơn vị sự nghiệp"}},
	{Value: org.District, Title: "Huyện", Also: []string{"quận", "thị xã", "thành phố thuộc tỉnh", "UBND huyện"}},
	{Value: org.Commune, Title: "Xã, phường, thị trấn", Also: []string{"xã", "phường", "thị trấn", "đặc khu", "UBND xã", "UBND phường"}},
	{Value: org.Partner, Title: "Đơn vị phối hợp", Also: []string{"phối hợp"}},
}

func (unitKind) columns() []sheet.Column {
	return []sheet.Column{
		{Key: "code", Title: "Mã đơn vị", Also: []string{"mã", "mã số", "code", "mã đv"}, Needed: true},
		{Key: "name", Title: "Tên đơn vị", Also: []string{"tên", "đơn vị", "tên đầy đủ", "name"}, Needed: true},
		{Key: "shortName", Title: "Tên viết tắt", Also: []string{"viết tắt", "tên ngắn", "short name"}},
		{Key: "kind", Title: "Loại đơn vị", Also: []string{"loại", "kind"}, Needed: true},
		{Key: "parent", Title: "Đơn vị cấp trên", Also: []string{"cấp trên", "mã đơn vị cấp trên", "trực thuộc", "mã cấp trên", "parent"}, Needed: true},
		{Key: "order", Title: "Thứ tự", Also: []string{"stt trong đơn vị", "order"}},
	}
}

func (unitKind) may(a access.Actor) bool { return a.Has(access.HR) }

func (k unitKind) plan(ctx context.Context, by access.Actor, t sheet.Table) (plan, error) {
	tree, err := k.units.Tree(ctx, by.Agency)
	if err != nil {
		return plan{}, err
	}
	u := &unitPlan{by: by, byCode: map[string]org.Unit{}, byPath: map[string]org.Unit{}, byID: map[string]org.Unit{}, rows: map[string]*unitRow{}}
	for _, unit := range tree {
		u.byID[unit.ID], u.byCode[fold.Fold(unit.Code)] = unit, unit
		u.byPath[u.path(unit)] = unit
		u.codes = append(u.codes, unit.Code)
	}
	for _, row := range t.Lines {
		u.read(t.Line(row))
	}
	u.place()
	p := plan{write: func(ctx context.Context, told func(int)) error {
		return k.units.PutAll(ctx, by, u.made(), u.changed(), told)
	}}
	for _, r := range u.all {
		p.lines = append(p.lines, r.entry)
	}
	return p, nil
}

// unitRow is one row and the unit that it describes.
type unitRow struct {
	*entry
	unit   org.Unit // as it would be stored
	parent string   // as written
	exists bool
	state  int // of place: 0 not yet, 1 under way, 2 placed
}

// unitPlan is a table of units on its way.
type unitPlan struct {
	by     access.Actor
	byID   map[string]org.Unit
	byCode map[string]org.Unit // folded
	byPath map[string]org.Unit // folded names from the root down
	codes  []string
	rows   map[string]*unitRow // by folded code
	all    []*unitRow
	order  []*unitRow // those that are made, parents first
}

// path is how a table may name a unit in full: "UBND tỉnh / Sở Nội vụ / Văn phòng", the root left out or not.
func (u *unitPlan) path(unit org.Unit) string {
	names := []string{}
	for _, id := range unit.Path() {
		names = append(names, fold.Fold(u.byID[id].Name))
	}
	return strings.Join(names, "/")
}

// read reads one row by itself.
func (u *unitPlan) read(l *sheet.Line) {
	r := &unitRow{entry: &entry{line: l}}
	u.all = append(u.all, r)
	code := l.Code("code", 40, 0, true)
	name := l.Text("name", 200, true)
	short := l.Text("shortName", 200, false)
	kind, _ := l.Choice("kind", kindWords, true)
	order, ordered := l.Whole("order", 0, 9999, false)
	r.parent = l.Text("parent", 1000, false)
	if code == "" {
		return
	}
	if first, twice := u.rows[fold.Fold(code)]; twice {
		l.Fault("code", "cell_twice", "row", strconv.Itoa(first.line.N()))
		return
	}
	u.rows[fold.Fold(code)] = r
	stored, exists := u.byCode[fold.Fold(code)]
	r.exists, r.unit = exists, stored
	if !exists {
		r.act = Made
		r.unit = org.Unit{ID: mongodb.NewID(), Agency: u.by.Agency, Code: code, Name: name, ShortName: short, Kind: kind, Order: order}
		if short == "" {
			r.unit.ShortName = name
		}
		return
	}
	if stored.To != org.NoEnd {
		l.Fault("code", "cell_unit_ended", "date", stored.To.Display())
		return
	}
	r.differs("name", stored.Name, name)
	r.unit.Name = name
	if short != "" {
		r.differs("shortName", stored.ShortName, short)
		r.unit.ShortName = short
	}
	r.differs("kind", titleOf(kindWords, stored.Kind), titleOf(kindWords, kind))
	r.unit.Kind = kind
	if ordered {
		r.differs("order", strconv.Itoa(stored.Order), strconv.Itoa(order))
		r.unit.Order = order
	}
	r.settle()
}

func titleOf(words []sheet.Word, value string) string {
	for _, w := range words {
		if w.Value == value {
			return w.Title
		}
	}
	return value
}

// place finds the parents: units that exist, or other rows of the table in any order.
func (u *unitPlan) place() {
	for _, r := range u.all {
		u.placed(r)
	}
	for _, r := range u.all {
		if r.unit.ID != "" && !r.line.Faulty() && r.act != Same && !org.CanEdit(u.by, r.unit) {
			r.line.Fault("code", "cell_unit_outside")
		}
	}
}

// placed gives a row its parent and ancestors; false when it has none that can be made.
func (u *unitPlan) placed(r *unitRow) bool {
	switch {
	case r.state == 1: // below itself
		r.line.Fault("parent", "cell_circle")
		return false
	case r.state == 2 || r.unit.ID == "":
		return r.unit.ID != "" && !r.line.Faulty()
	}
	r.state = 1
	defer func() { r.state = 2 }()
	root := r.exists && r.unit.Parent == ""
	switch {
	case root && r.parent == "":
		return true
	case r.parent == "":
		r.line.Fault("parent", "cell_empty")
		return false
	}
	parent, row := u.find(r.parent)
	switch {
	case row != nil && !u.placed(row):
		if !r.line.FaultyAt("parent") {
			r.line.Fault("parent", "cell_parent_faulty", "row", strconv.Itoa(row.line.N()))
		}
		return false
	case row != nil:
		parent = row.unit
	case parent.ID == "":
		r.line.Offer("parent", "cell_no_unit", sheet.Nearest(r.parent, u.codes))
		return false
	case parent.To != org.NoEnd:
		r.line.Fault("parent", "cell_unit_ended", "date", parent.To.Display())
		return false
	}
	if r.exists {
		if parent.ID != r.unit.Parent {
			r.line.Fault("parent", "cell_unit_moves")
			return false
		}
		return true
	}
	r.unit.Parent, r.unit.Ancestors = parent.ID, parent.Path()
	if !r.line.Faulty() {
		u.order = append(u.order, r)
	}
	return !r.line.Faulty()
}

// find returns the unit that a text names by code or full path: a row of the table, else one that exists.
func (u *unitPlan) find(text string) (org.Unit, *unitRow) {
	if r, ok := u.rows[fold.Fold(text)]; ok && !r.exists {
		return org.Unit{}, r
	}
	if unit, ok := u.byCode[fold.Fold(text)]; ok {
		return unit, nil
	}
	return byPath(u.byPath, text), nil
}

// byPath finds a unit by its names from the root down, parted by "/", ">" or "\"; the root may be left out.
func byPath(paths map[string]org.Unit, text string) org.Unit {
	names := strings.FieldsFunc(fold.Fold(text), func(r rune) bool { return r == '/' || r == '>' || r == '\\' })
	for i := range names {
		names[i] = strings.TrimSpace(names[i])
	}
	asked := strings.Join(names, "/")
	if unit, ok := paths[asked]; ok {
		return unit
	}
	var found []org.Unit
	for path, unit := range paths {
		if _, below, ok := strings.Cut(path, "/"); ok && below == asked {
			found = append(found, unit)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return org.Unit{}
}

func (u *unitPlan) made() []org.Unit {
	var units []org.Unit
	for _, r := range u.order {
		units = append(units, r.unit)
	}
	return units
}

func (u *unitPlan) changed() []org.Unit {
	var units []org.Unit
	for _, r := range u.all {
		if r.act == Changed && !r.line.Faulty() {
			units = append(units, r.unit)
		}
	}
	return units
}

func (k unitKind) present(ctx context.Context, by access.Actor) ([][]string, error) {
	tree, err := k.units.Tree(ctx, by.Agency)
	if err != nil {
		return nil, err
	}
	codes := map[string]string{}
	var rows [][]string
	for _, u := range tree {
		codes[u.ID] = u.Code
		if u.To != org.NoEnd || !org.CanEdit(by, u) {
			continue
		}
		rows = append(rows, []string{u.Code, u.Name, u.ShortName, titleOf(kindWords, u.Kind), codes[u.Parent], strconv.Itoa(u.Order)})
	}
	return slices.Clip(rows), nil
}
