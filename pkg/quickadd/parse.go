package quickadd

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// parser reads the words of one line from left to right.
type parser struct {
	text    string
	words   []word
	today   vncal.Date
	hourNow string // "16:12"
	cal     *vncal.Calendar
	parts   []Part
	notes   []Note
	seen    map[Kind]bool
}

// run reads every word once.
func (p *parser) run() {
	for i := 0; i < len(p.words); {
		next := p.part(i)
		if next == i {
			next++
		}
		i = next
	}
}

// part reads the part that begins at word i and returns the word after it; i when none begins there.
func (p *parser) part(i int) int {
	w := p.words[i]
	if strings.Contains(w.text, "://") {
		return i
	}
	first, size := utf8.DecodeRuneInString(w.text)
	rest := w.text[size:]
	switch {
	case first == '@':
		return p.named(i, i+1, Lead, rest)
	case first == '#':
		return p.label(i, rest)
	case first == '!' && startsWithLetter(rest):
		return p.urgency(i)
	case first == '+' && startsWithLetter(rest):
		return p.helpers(i)
	case (first == 'x' || first == 'X' || first == '×') && quantity.MatchString(strings.TrimRight(rest, ",;")):
		if p.seen[Product] || p.ended(i+1) { // "máy chủ x86 mới" speaks of no quantity
			return p.quantity(i, strings.TrimRight(rest, ",;"))
		}
		return i
	}
	if kind, value, ok := prefixed(w.text); ok {
		return p.valued(i, kind, value)
	}
	switch {
	case w.is("hạn"):
		return p.due(i)
	case w.is("lặp"):
		return p.repeat(i)
	case w.is("nhắc"):
		return p.reminder(i)
	case w.is("không") && i+1 < len(p.words) && p.words[i+1].is("hạn") && p.ended(i+2):
		p.add(i, i+2, Part{Kind: Due, Rule: vncal.Rule{Kind: vncal.KindNone}})
		return i + 2
	}
	return i
}

// add appends the part of words i to j, j not included. A second one of a kind of which there is one is a fault.
func (p *parser) add(i, j int, part Part) {
	part.From, part.To = p.words[i].from, p.words[j-1].to
	if single[part.Kind] && p.seen[part.Kind] && part.Fault == nil {
		part.Fault = &Fault{Code: "again", Text: "Đã có “" + p.first(part.Kind) + "” ở trước: chỉ một được dùng."}
	}
	p.seen[part.Kind] = true
	p.parts = append(p.parts, part)
}

// first returns the text of the first part of a kind.
func (p *parser) first(kind Kind) string {
	for _, one := range p.parts {
		if one.Kind == kind {
			return strings.TrimRight(p.text[one.From:one.To], stops)
		}
	}
	return ""
}

// ended reports whether the line ends before word i or another part begins with it.
func (p *parser) ended(i int) bool {
	if i >= len(p.words) || p.words[i-1].ends() {
		return true
	}
	if typed, ok := strings.CutPrefix(strings.ToLower(p.words[i].core), "x"); ok && quantity.MatchString(typed) {
		return true
	}
	return p.marked(i)
}

// named adds a part with one name.
func (p *parser) named(i, j int, kind Kind, typed string) int {
	name := bare(strings.TrimRight(typed, ",;.:)?!"))
	part := Part{Kind: kind, Names: []string{name}}
	if fold.Blank(name) {
		part.Names = nil
		part.Fault = &Fault{Code: "empty", Text: "Chưa có tên sau “" + strings.TrimSpace(p.text[p.words[i].from:p.words[i].to]) + "”."}
	}
	p.add(i, j, part)
	return j
}

// label adds a label; "#1" is a number, as in "phiên bản #1".
func (p *parser) label(i int, typed string) int {
	if !startsWithLetter(typed) {
		return i
	}
	return p.named(i, i+1, Label, typed)
}

// urgency reads "!khẩn", "!thượng khẩn", "!hỏa tốc" and their spellings in one word.
func (p *parser) urgency(i int) int {
	head := newWord(p.text, p.words[i].from+1, p.words[i].to)
	var tail word
	if i+1 < len(p.words) && !head.ends() {
		tail = p.words[i+1]
	}
	j, code := i+1, ""
	switch {
	case head.is("thượng") && tail.is("khẩn"):
		j, code = i+2, VeryUrgent
	case head.is("hỏa", "hoả") && tail.is("tốc"):
		j, code = i+2, Express
	case head.is("thượngkhẩn"), head.plain() == "thuongkhan", head.plain() == "thuong-khan":
		code = VeryUrgent
	case head.plain() == "hoatoc", head.plain() == "hoa-toc":
		code = Express
	case head.is("thường"):
		code = Normal
	case head.is("khẩn"):
		code = Urgent
	}
	part := Part{Kind: Urgency, Code: code}
	if code == "" {
		part.Fault = &Fault{Code: "unread", Text: "Không có độ khẩn “" + head.core + "”.", Offers: []Offer{
			{"khẩn", "!khẩn"}, {"thượng khẩn", "!thượng khẩn"}, {"hỏa tốc", "!hỏa tốc"}, {"thường", "!thường"},
		}}
	}
	p.add(i, j, part)
	return j
}

// helpers reads "+phoihop:a,b" and "+theodoi:c"; the key may be two words, and names go on after a comma and a space.
func (p *parser) helpers(i int) int {
	key, value, found := strings.Cut(p.words[i].text[1:], ":")
	j := i + 1
	if !found && j < len(p.words) {
		var more string
		if more, value, found = strings.Cut(p.words[j].text, ":"); found {
			key, j = key+more, j+1
		}
	}
	if !found {
		return i // "+ 5%", "C++": no part at all
	}
	part := Part{}
	switch fold.Fold(key) {
	case "phoihop", "ph", "phooishopwj", "phooishowpj": // the last two: the keys of Telex
		part.Kind = Coordinators
	case "theodoi", "td", "theodoix":
		part.Kind = Watchers
	default:
		part.Kind = Unknown
		part.Fault = &Fault{Code: "unread", Text: "Không hiểu “+" + key + ":”.", Offers: []Offer{
			{"phối hợp", "+phoihop:" + value}, {"theo dõi", "+theodoi:" + value},
		}}
	}
	for (strings.HasSuffix(value, ",") || value == "") && j < len(p.words) && !p.marked(j) {
		value += p.words[j].text
		j++
	}
	if part.Names = names(value); len(part.Names) == 0 && part.Fault == nil {
		part.Fault = &Fault{Code: "empty", Text: "Chưa có tên sau “+" + key + ":”."}
	}
	p.add(i, j, part)
	return j
}

// marked reports whether word i begins another part by its first sign.
func (p *parser) marked(i int) bool {
	_, _, valued := prefixed(p.words[i].text)
	return valued || strings.ContainsAny(p.words[i].text[:1], "@#!+") || p.words[i].is("hạn", "lặp", "nhắc")
}

// names cuts a list of names at its commas, outside quotes; each once.
func names(list string) []string {
	var all []string
	seen := map[string]bool{}
	put := func(name string) {
		if name = bare(strings.Trim(name, " ;.")); !fold.Blank(name) && !seen[fold.Fold(name)] {
			seen[fold.Fold(name)] = true
			all = append(all, name)
		}
	}
	at := 0
	for i := 0; i < len(list); {
		r, n := utf8.DecodeRuneInString(list[i:])
		if c := closing(r); c != 0 {
			if to := strings.IndexRune(list[i+n:], c); to >= 0 {
				n += to + utf8.RuneLen(c)
			}
		}
		if r == ',' {
			put(list[at:i])
			at = i + n
		}
		i += n
	}
	put(list[at:])
	return all
}

// prefixed takes "vb:…" and "sp:…" apart.
func prefixed(text string) (Kind, string, bool) {
	key, value, found := strings.Cut(text, ":")
	if !found {
		return "", "", false
	}
	switch fold.Fold(key) {
	case "vb", "vanban":
		return Document, value, true
	case "sp", "sanpham":
		return Product, value, true
	}
	return "", "", false
}

// valued reads what follows "vb:" and "sp:", with or without a space between.
func (p *parser) valued(i int, kind Kind, value string) int {
	j := i + 1
	if value == "" && j < len(p.words) && !p.marked(j) {
		value, j = p.words[j].text, j+1
	}
	return p.named(i, j, kind, value)
}

// quantity is what follows the x: whole numbers and at most three decimals.
var quantity = regexp.MustCompile(`^\d{1,9}([.,]\d{1,3})?$`)

const maxQtyMilli = 100_000_000 // a hundred thousand pieces

// quantity reads "x2" and "x1,5".
func (p *parser) quantity(i int, typed string) int {
	whole, decimals, _ := strings.Cut(strings.ReplaceAll(typed, ",", "."), ".")
	n, _ := strconv.ParseInt(whole+(decimals + "000")[:3], 10, 64)
	part := Part{Kind: Quantity, QtyMilli: n}
	if _, thousands, dotted := strings.Cut(typed, "."); dotted && len(thousands) == 3 { // a thousand pieces, or decimals as machines write them
		plain := whole + thousands
		small := strings.TrimRight(whole+","+thousands, "0")
		part.Fault = &Fault{Code: "two_readings", Text: "“" + typed + "” là " + plain + " hay " + strings.TrimSuffix(small, ",") + "?", Offers: []Offer{
			{plain, "x" + plain}, {strings.TrimSuffix(small, ","), "x" + strings.TrimSuffix(small, ",")},
		}}
	} else if n < 1 || n > maxQtyMilli {
		part.Fault = &Fault{Code: "too_large", Text: "Số lượng từ 0,001 đến 100.000."}
	}
	p.add(i, i+1, part)
	return i + 1
}

// reminder reads "nhắc 2 ngày làm việc", "nhắc trước 3 ngày" with or without "trước hạn" behind; anything else is a word of the title.
func (p *parser) reminder(i int) int {
	j := i + 1
	if j < len(p.words) && p.words[j].is("trước") {
		j++
	}
	next, rule, ok := p.count(j)
	if !ok || rule.Kind == vncal.KindMonth {
		return i
	}
	if p.at(next, "trước") && p.at(next+1, "hạn") {
		next += 2
	} else if p.at(next, "trước") && p.ended(next+1) {
		next++
	}
	part := Part{Kind: Reminder, Rule: rule}
	if rule.N < 1 || rule.N > 365 {
		part.Fault = &Fault{Code: "too_large", Text: "Nhắc trước từ 1 đến 365 ngày."}
	}
	p.add(i, next, part)
	return next
}

// at reports whether word i is one of the words.
func (p *parser) at(i int, any ...string) bool {
	return i >= 0 && i < len(p.words) && p.words[i].is(any...)
}

func startsWithLetter(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsLetter(r)
}
