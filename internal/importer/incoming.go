package importer

import (
	"context"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"congvu/internal/access"
	"congvu/internal/document"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/internal/sheet"
	"congvu/pkg/docnumber"
	"congvu/pkg/fold"
)

// Register keeps the registers of incoming documents; document.Register fits.
type Register interface {
	// TryBring says what would become of lines in the register of by's body.
	TryBring(ctx context.Context, by access.Actor, lines []document.Brought) ([]document.Trial, error)
	// Bring writes them, all or none.
	Bring(ctx context.Context, by access.Actor, lines []document.Brought, told func(done int)) error
	// List returns a page of the register.
	List(ctx context.Context, by access.Actor, q document.Query) (document.Page, error)
}

// incomingKind brings in lines of the register of incoming documents (sổ đăng ký văn bản đến) that were kept elsewhere: in the ten
// columns of the decree, as this system writes them too, and some more.
type incomingKind struct {
	register Register
	units    Units
	people   People
}

func (incomingKind) columns() []sheet.Column {
	return []sheet.Column{
		{Key: "arrivedOn", Title: "Ngày đến", Also: []string{"ngày nhận"}, Needed: true},
		{Key: "n", Title: "Số đến", Also: []string{"số thứ tự đến", "stt đến"}},
		{Key: "issuer", Title: "Tác giả", Also: []string{"cơ quan ban hành", "nơi gửi", "nơi ban hành", "cơ quan gửi", "tên cơ quan ban hành"}, Needed: true},
		{Key: "number", Title: "Số, ký hiệu", Also: []string{"số ký hiệu văn bản", "số và ký hiệu", "số hiệu", "số văn bản"}, Needed: true},
		{Key: "date", Title: "Ngày tháng", Also: []string{"ngày văn bản", "ngày ban hành", "ngày tháng văn bản", "ngày tháng năm văn bản"}, Needed: true},
		{Key: "type", Title: "Tên loại", Also: []string{"loại văn bản", "loại"}},
		{Key: "abstract", Title: "Tên loại và trích yếu nội dung", Also: []string{"trích yếu", "trích yếu nội dung", "tên loại trích yếu nội dung", "nội dung"}, Needed: true},
		{Key: "receivers", Title: "Đơn vị hoặc người nhận", Also: []string{"đơn vị nhận", "người nhận", "đơn vị người nhận", "nơi nhận"}},
		{Key: "handedOn", Title: "Ngày chuyển", Also: []string{"ngày giao"}},
		{Key: "signedBy", Title: "Ký nhận"},
		{Key: "note", Title: "Ghi chú"},
		{Key: "urgency", Title: "Độ khẩn", Also: []string{"mức độ khẩn"}},
		{Key: "secrecy", Title: "Độ mật", Also: []string{"mức độ mật"}},
		{Key: "answer", Title: "Số, ký hiệu văn bản trả lời", Also: []string{"văn bản trả lời"}},
	}
}

func (incomingKind) may(a access.Actor) bool { return a.Has(access.Clerk) }

// urgencyWords are the grades of urgency as registers write them.
var urgencyWords = []sheet.Word{
	{Value: "thuong", Title: "Thường", Also: []string{"không", "bình thường"}},
	{Value: "khan", Title: "Khẩn"},
	{Value: "thuong_khan", Title: "Thượng khẩn"},
	{Value: "hoa_toc", Title: "Hỏa tốc", Also: []string{"hoả tốc"}},
}

// voided is how registers say that a number was taken out of the count.
var voided = regexp.MustCompile(`^(da huy|huy|bo so|huy so)\b`)

func (k incomingKind) plan(ctx context.Context, by access.Actor, t sheet.Table) (plan, error) {
	if len(t.Lines) > document.MaxBrought {
		return plan{}, sheet.ErrRows.Arg("max", strconv.Itoa(document.MaxBrought))
	}
	who, err := k.receivers(ctx, by)
	if err != nil {
		return plan{}, err
	}
	var p plan
	var brought []document.Brought
	for _, row := range t.Lines {
		e := &entry{line: t.Line(row)}
		p.lines = append(p.lines, e)
		brought = append(brought, lineOf(e.line, who))
	}
	trials, err := k.register.TryBring(ctx, by, brought)
	if err != nil {
		return plan{}, err
	}
	var good []document.Brought
	for i, tried := range trials {
		e := p.lines[i]
		if e.act = Made; tried.Same {
			e.act = Same
		}
		for _, f := range tried.Faults {
			key := columnOfField(f.Path)
			if !e.line.FaultyAt(key) { // that the cell cannot be read says it better
				e.line.Fault(key, cellCode(f.Code), pairs(f.Args)...)
			}
		}
		for _, f := range tried.Notes {
			e.line.Note(columnOfField(f.Path), cellCode(f.Code), pairs(f.Args)...)
		}
		if !e.line.Faulty() {
			good = append(good, brought[i])
		}
	}
	p.write = func(ctx context.Context, told func(int)) error { return k.register.Bring(ctx, by, good, told) }
	return p, nil
}

// columnOfField returns the column that a field of the register is read from.
func columnOfField(path string) string {
	name, _, _ := strings.Cut(path, "[")
	return name
}

// cellCode is the sentence about a cell for what is wrong with a field.
func cellCode(code string) string {
	switch code {
	case "required":
		return "cell_empty"
	case "too_long":
		return "cell_long"
	case "date":
		return "cell_date_format"
	}
	return "cell_" + code
}

func pairs(args map[string]string) []string {
	var all []string
	for name, value := range args {
		all = append(all, name, value)
	}
	return all
}

// example marks the made-up lines of the template, which nobody means to bring in.
const example = "(dòng ví dụ, xin xóa)"

// lineOf reads a row.
func lineOf(l *sheet.Line, who addressees) document.Brought {
	const long = 1200 // the register itself says what is too long for it
	var b document.Brought
	b.On, _ = l.Date("arrivedOn", true)
	b.Date, _ = l.Date("date", true)
	n, _ := l.Whole("n", 1, 999_999, false)
	b.N = int64(n)
	b.Issuer, b.Number, b.Abstract = l.Text("issuer", long, true), l.Text("number", long, true), l.Text("abstract", long, true)
	b.Type, b.SignedBy, b.Note = l.Text("type", long, false), l.Text("signedBy", long, false), l.Text("note", long, false)
	b.HandedOn, _ = l.Date("handedOn", false)
	b.Answer, b.Secrecy = l.Text("answer", long, false), l.Text("secrecy", long, false)
	if secrecyIn(l, "urgency") {
		b.Secrecy = "mật"
	} else {
		b.Urgency, _ = l.Choice("urgency", urgencyWords, false)
	}
	if fold.Fold(b.Secrecy) == "khong" || b.Secrecy == "-" {
		b.Secrecy = ""
	}
	if strings.Contains(b.Abstract, example) {
		l.Fault("abstract", "cell_example")
	}
	if b.Type == "" { // "Quyết định về việc …" under 15/QĐ-BNV
		b.Type, b.Abstract = parted(b.Number, b.Abstract)
	}
	if voided.MatchString(fold.Fold(b.Note)) {
		b.Cancelled = b.Note
	}
	text := l.Text("receivers", long, false)
	to, unknown := who.read(text)
	b.To = to
	if len(unknown) > 0 {
		names := strings.Join(unknown, ", ")
		l.Note("receivers", "cell_receiver_unknown", "names", names)
		b.Note = strings.TrimSpace(b.Note + " Nơi nhận: " + names + ".") // nothing that was written is lost
	}
	return b
}

// secrecyIn reports whether a grade of secrecy stands in a column.
func secrecyIn(l *sheet.Line, key string) bool {
	for _, word := range strings.Fields(fold.Fold(l.Text(key, 200, false))) {
		if word == "mat" {
			return true
		}
	}
	return false
}

// parted takes the name of the type off the beginning of a text that holds both, where the symbol says the same type.
func parted(number, text string) (typ, abstract string) {
	name := docnumber.TypeName(number)
	n := utf8.RuneCountInString(name)
	if runes := []rune(text); n > 0 && len(runes) > n+1 && fold.Fold(string(runes[:n])) == fold.Fold(name) {
		if rest := strings.TrimLeft(string(runes[n:]), " ,:;.-–"); rest != "" {
			return name, rest
		}
	}
	return "", text
}

// addressees are whom a document can be for, by folded name: within the body first.
type addressees map[string][]document.Party

// receivers collects units by name, short name and code, and people in office by name.
func (k incomingKind) receivers(ctx context.Context, by access.Actor) (addressees, error) {
	tree, err := k.units.Tree(ctx, by.Agency)
	if err != nil {
		return nil, err
	}
	everybody, err := k.people.Everybody(ctx, by.Agency)
	if err != nil {
		return nil, err
	}
	page, err := k.register.List(ctx, by, document.Query{Limit: 1})
	if err != nil {
		return nil, err
	}
	who, inside := addressees{}, map[string]bool{}
	add := func(name string, p document.Party) {
		key := fold.Fold(name)
		if key == "" {
			return
		}
		for _, other := range who[key] {
			if other == p {
				return
			}
		}
		who[key] = append(who[key], p)
	}
	for _, own := range []bool{true, false} { // a name within the own body means the unit there
		found := addressees{}
		for _, u := range tree {
			if inside[u.ID] = u.Within(page.Body); u.To != org.NoEnd || inside[u.ID] != own {
				continue
			}
			for _, name := range []string{u.Name, u.ShortName, u.Code} {
				if len(who[fold.Fold(name)]) == 0 {
					found[fold.Fold(name)] = append(found[fold.Fold(name)], document.Party{Unit: u.ID})
				}
			}
		}
		for name, all := range found {
			for _, p := range all {
				add(name, p)
			}
		}
	}
	for _, p := range everybody {
		if inside[p.Primary.Unit] && (p.State == identity.Active || p.State == "") {
			add(p.Name, document.Party{Unit: p.Primary.Unit, Person: p.ID})
		}
	}
	return who, nil
}

var (
	semicolons = regexp.MustCompile(`\s*[;\n/+]\s*`)
	commas     = regexp.MustCompile(`\s*,\s*`)
)

// read finds whom a text names; what names nobody, or several, is returned as it is written. A name may hold a comma.
func (who addressees) read(text string) (to []document.Party, unknown []string) {
	seen := map[document.Party]bool{}
	add := func(name string) bool {
		found := who[fold.Fold(name)]
		if len(found) != 1 {
			return false
		}
		if !seen[found[0]] {
			seen[found[0]] = true
			to = append(to, found[0])
		}
		return true
	}
	if text == "" || add(text) {
		return to, nil
	}
	for _, part := range semicolons.Split(text, -1) {
		if part == "" || add(part) {
			continue
		}
		for _, name := range commas.Split(part, -1) {
			if name != "" && !add(name) {
				unknown = append(unknown, name)
			}
		}
	}
	return to, unknown
}

// present is the latest lines of the register, as they are brought in; of an empty one two made-up lines of a register that
// begins in the middle of a year.
func (k incomingKind) present(ctx context.Context, by access.Actor) ([][]string, error) {
	page, err := k.register.List(ctx, by, document.Query{Limit: 20})
	if err != nil {
		return nil, err
	}
	if len(page.Docs) == 0 {
		return [][]string{
			{"02/11/2026", "1234", "UBND tỉnh", "2236/UBND-KSTTHC", "30/10/2026", "Công văn", "Rà soát thủ tục hành chính nội bộ " + example, "", "02/11/2026", "", "", "Thường", "", ""},
			{"02/11/2026", "1235", "Bộ Nội vụ", "15/QĐ-BNV", "29/10/2026", "Quyết định", "Ban hành kế hoạch kiểm tra " + example, "", "", "", "", "Khẩn", "", ""},
		}, nil
	}
	tree, err := k.units.Tree(ctx, by.Agency)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, u := range tree {
		names[u.ID] = u.Name
	}
	everybody, err := k.people.Everybody(ctx, by.Agency)
	if err != nil {
		return nil, err
	}
	for _, p := range everybody {
		names[p.ID] = p.Name
	}
	rows := make([][]string, 0, len(page.Docs))
	for i := range page.Docs {
		d := page.Docs[len(page.Docs)-1-i] // in the order of numbers
		v := d.Arrival
		to := []string{}
		for _, p := range v.To {
			if p.Person != "" {
				to = append(to, names[p.Person])
			} else {
				to = append(to, names[p.Unit])
			}
		}
		note := v.Note
		if v.Cancelled != nil {
			note = "Đã hủy: " + v.Cancelled.Reason
		}
		handed := ""
		if v.HandedOn != "" {
			handed = v.HandedOn.Display()
		}
		rows = append(rows, []string{
			v.On.Display(), strconv.FormatInt(v.N, 10), d.Issuer, d.Number, d.Date.Display(), v.Type, d.Abstract, strings.Join(to, "; "), handed, v.SignedBy, note,
			titleOf(urgencyWords, d.Urgency), "", v.Answer,
		})
	}
	return rows, nil
}
