package importer

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/internal/sheet"
	"congvu/pkg/fold"
)

// People are the records of people; identity.Service fits.
type People interface {
	// Everybody returns every person of the agency.
	Everybody(ctx context.Context, agency string) ([]identity.Person, error)
	// AddAll adds people with their primary posts.
	AddAll(ctx context.Context, by access.Actor, all []identity.Newcomer, told func(done int)) error
}

// Records edits who a person is, and lets the names of the account follow; session.Service fits.
type Records interface {
	EditPerson(ctx context.Context, by access.Actor, next identity.Person) (identity.Person, error)
}

// peopleKind brings in people with their primary posts. Whoever is there already is edited; posts of theirs are decided on
// by dated decisions, not by a file.
type peopleKind struct {
	people  People
	records Records
	units   Units
}

var roleWords = []sheet.Word{
	{Value: string(access.Head), Title: "Thủ trưởng", Also: []string{"người đứng đầu", "trưởng", "cấp trưởng", "giám đốc", "trưởng phòng", "chủ tịch"}},
	{Value: string(access.Deputy), Title: "Cấp phó", Also: []string{"phó", "phó trưởng phòng", "phó giám đốc", "phó chủ tịch"}},
	{Value: string(access.Officer), Title: "Chuyên viên", Also: []string{"công chức", "viên chức", "nhân viên", "cán bộ"}},
	{Value: string(access.Clerk), Title: "Văn thư"},
	{Value: string(access.Monitor), Title: "Theo dõi, đôn đốc", Also: []string{"theo dõi", "tổng hợp"}},
	{Value: string(access.HR), Title: "Tổ chức cán bộ", Also: []string{"nhân sự"}},
	{Value: string(access.Inspector), Title: "Kiểm tra, giám sát", Also: []string{"kiểm tra", "thanh tra"}},
	{Value: string(access.Admin), Title: "Quản trị", Also: []string{"quản trị hệ thống"}},
}

var classWords = []sheet.Word{
	{Value: identity.Cadre, Title: "Cán bộ", Also: []string{"CB"}},
	{Value: identity.CivilServant, Title: "Công chức", Also: []string{"CC"}},
	{Value: identity.PublicEmployee, Title: "Viên chức", Also: []string{"VC"}},
	{Value: identity.Contract, Title: "Hợp đồng", Also: []string{"HĐ", "lao động hợp đồng", "người lao động"}},
}

func (peopleKind) columns() []sheet.Column {
	return []sheet.Column{
		{Key: "staffNo", Title: "Mã số", Also: []string{"mã cán bộ", "số hiệu", "mã", "mã số cán bộ", "mã nhân viên"}, Needed: true},
		{Key: "name", Title: "Họ và tên", Also: []string{"họ tên", "tên"}, Needed: true},
		{Key: "unit", Title: "Đơn vị", Also: []string{"mã đơn vị", "đơn vị công tác", "phòng ban"}, Needed: true},
		{Key: "title", Title: "Chức vụ", Also: []string{"chức danh", "vị trí việc làm"}, Needed: true},
		{Key: "role", Title: "Vai trò", Needed: true},
		{Key: "class", Title: "Loại", Also: []string{"đối tượng", "loại cán bộ"}, Needed: true},
		{Key: "from", Title: "Từ ngày", Also: []string{"ngày bắt đầu", "ngày bổ nhiệm"}},
		{Key: "email", Title: "E-mail", Also: []string{"email", "thư điện tử"}},
		{Key: "phone", Title: "Điện thoại", Also: []string{"số điện thoại", "sđt", "di động"}},
		{Key: "duties", Title: "Nhóm nhiệm vụ", Also: []string{"nhóm nhiệm vụ tương tự", "nhóm"}},
	}
}

func (peopleKind) may(a access.Actor) bool { return identity.CanKeep(a) }

// peoplePlan is a table of people on its way.
type peoplePlan struct {
	by      access.Actor
	byID    map[string]org.Unit
	byCode  map[string]org.Unit
	byPath  map[string]org.Unit
	codes   []string
	known   map[string]identity.Person // by folded staff number
	emails  map[string]string          // staff number by e-mail in lower case
	rows    map[string]int             // row by folded staff number
	added   []identity.Newcomer
	changed []identity.Person
}

// maxPeople is how many people one file holds: all of it is one transaction, and somebody with the words that they are found
// by takes so much of it that 5,000 do not fit into the cache of the database that the program brings along (256 MB).
const maxPeople = 2000

func (k peopleKind) plan(ctx context.Context, by access.Actor, t sheet.Table) (plan, error) {
	if len(t.Lines) > maxPeople {
		return plan{}, sheet.ErrRows.Arg("max", strconv.Itoa(maxPeople))
	}
	tree, err := k.units.Tree(ctx, by.Agency)
	if err != nil {
		return plan{}, err
	}
	everybody, err := k.people.Everybody(ctx, by.Agency)
	if err != nil {
		return plan{}, err
	}
	u := &unitPlan{byID: map[string]org.Unit{}}
	p := &peoplePlan{
		by: by, byID: u.byID, byCode: map[string]org.Unit{}, byPath: map[string]org.Unit{}, known: map[string]identity.Person{}, emails: map[string]string{}, rows: map[string]int{},
	}
	for _, unit := range tree {
		p.byID[unit.ID], p.byCode[fold.Fold(unit.Code)] = unit, unit
		p.byPath[u.path(unit)] = unit
		p.codes = append(p.codes, unit.Code)
	}
	for _, person := range everybody {
		p.known[fold.Fold(person.StaffNo)] = person
		if person.Email != "" {
			p.emails[strings.ToLower(person.Email)] = fold.Fold(person.StaffNo)
		}
	}
	out := plan{write: func(ctx context.Context, told func(int)) error {
		if err := k.people.AddAll(ctx, by, p.added, told); err != nil {
			return err
		}
		for i, next := range p.changed {
			if _, err := k.records.EditPerson(ctx, by, next); err != nil {
				return err
			}
			told(len(p.added) + i + 1)
		}
		return nil
	}}
	for _, row := range t.Lines {
		e := &entry{line: t.Line(row)}
		out.lines = append(out.lines, e)
		p.read(e)
	}
	return out, nil
}

var (
	address = regexp.MustCompile(`^[^@\s]+@[^@\s]+\.[^@\s]+$`)
	dialled = regexp.MustCompile(`^\+?[0-9][0-9 .()/-]{5,}[0-9]$`)
)

// read reads one row.
func (p *peoplePlan) read(e *entry) {
	l := e.line
	staffNo := l.Code("staffNo", 20, 0, true)
	next := identity.Person{StaffNo: staffNo, Name: l.Text("name", 100, true), Email: l.Text("email", 254, false), Phone: p.phone(l), Duties: l.Text("duties", 100, false)}
	next.SubjectClass, _ = l.Choice("class", classWords, true)
	post := identity.Appointment{Title: l.Text("title", 100, true)}
	role, _ := l.Choice("role", roleWords, true)
	post.Role = access.Role(role)
	post.From, _ = l.Date("from", false)
	unit := p.unit(l)
	post.Unit = unit.ID
	if next.Email != "" && !address.MatchString(next.Email) {
		l.Fault("email", "cell_email")
	}
	if staffNo == "" {
		return
	}
	key := fold.Fold(staffNo)
	if first, twice := p.rows[key]; twice {
		l.Fault("staffNo", "cell_twice", "row", strconv.Itoa(first))
		return
	}
	p.rows[key] = l.N()
	if mail := strings.ToLower(next.Email); mail != "" {
		if owner, taken := p.emails[mail]; taken && owner != key {
			l.Fault("email", "cell_email_taken")
		}
		p.emails[mail] = key
	}
	was, exists := p.known[key]
	if exists {
		p.edited(e, was, next, post)
		return
	}
	if unit.ID != "" && role != "" {
		switch path := unit.Path(); {
		case !identity.Keeps(p.by, path):
			l.Fault("unit", "cell_unit_outside")
		case !identity.CanGive(p.by, post.Role, path):
			l.Fault("role", "cell_role")
		}
	}
	e.act = Made
	if !l.Faulty() {
		p.added = append(p.added, identity.Newcomer{Person: next, Post: post})
	}
}

// phone reads a telephone number; one that lost the zero in front is given it back and pointed out.
func (p *peoplePlan) phone(l *sheet.Line) string {
	text := l.Text("phone", 30, false)
	switch {
	case text == "":
	case !dialled.MatchString(text):
		l.Fault("phone", "cell_phone")
	case len(text) == 9 && !strings.HasPrefix(text, "0") && !strings.HasPrefix(text, "+"):
		l.Note("phone", "cell_phone_zero", "number", "0"+text)
		return "0" + text
	}
	return text
}

// unit reads the unit of a row, by code or full path.
func (p *peoplePlan) unit(l *sheet.Line) org.Unit {
	text := l.Text("unit", 1000, true)
	if text == "" {
		return org.Unit{}
	}
	unit, ok := p.byCode[fold.Fold(text)]
	if !ok {
		unit = byPath(p.byPath, text)
	}
	switch {
	case unit.ID == "":
		l.Offer("unit", "cell_no_unit", sheet.Nearest(text, p.codes))
	case unit.To != org.NoEnd:
		l.Fault("unit", "cell_unit_ended", "date", unit.To.Display())
		return org.Unit{}
	}
	return unit
}

// edited compares a row with who is there already.
func (p *peoplePlan) edited(e *entry, was, next identity.Person, post identity.Appointment) {
	l := e.line
	if post.Unit != "" && post.Unit != was.Primary.Unit {
		l.Fault("unit", "cell_post_moves")
	}
	if post.Role != "" && post.Role != was.Primary.Role {
		l.Fault("role", "cell_post_moves")
	}
	if post.Title != "" && post.Title != was.Title {
		l.Fault("title", "cell_post_moves")
	}
	is := was
	is.Name, is.SubjectClass = next.Name, next.SubjectClass
	e.differs("name", was.Name, is.Name)
	e.differs("class", titleOf(classWords, was.SubjectClass), titleOf(classWords, is.SubjectClass))
	for _, c := range []struct {
		key      string
		from, to string
		into     *string
	}{{"email", was.Email, next.Email, &is.Email}, {"phone", was.Phone, next.Phone, &is.Phone}, {"duties", was.Duties, next.Duties, &is.Duties}} {
		if l.Has(c.key) {
			e.differs(c.key, c.from, c.to)
			*c.into = c.to
		}
	}
	e.settle()
	if e.act == Changed && !identity.CanEdit(p.by, was, p.byID[was.Primary.Unit].Path()) {
		l.Fault("staffNo", "cell_person_outside")
	}
	if e.act == Changed && !l.Faulty() {
		p.changed = append(p.changed, is)
	}
}

func (k peopleKind) present(ctx context.Context, by access.Actor) ([][]string, error) {
	units, err := k.units.Tree(ctx, by.Agency)
	if err != nil {
		return nil, err
	}
	everybody, err := k.people.Everybody(ctx, by.Agency)
	if err != nil {
		return nil, err
	}
	byID := map[string]org.Unit{}
	for _, u := range units {
		byID[u.ID] = u
	}
	var rows [][]string
	for _, p := range everybody {
		unit, ok := byID[p.Primary.Unit]
		if !ok || !identity.Keeps(by, unit.Path()) {
			continue
		}
		rows = append(rows, []string{
			p.StaffNo, p.Name, unit.Code, p.Title, titleOf(roleWords, string(p.Primary.Role)), titleOf(classWords, p.SubjectClass), "", p.Email, p.Phone, p.Duties,
		})
	}
	return rows, nil
}
