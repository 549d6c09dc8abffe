package docnumber

import (
	"cmp"
	"regexp"
	"strconv"
	"strings"

	"congvu/pkg/fold"
)

// Family is how a number and symbol is put together.
type Family string

// The families. Other is everything that follows none of the patterns.
const (
	Typed     Family = "typed"     // 15/QĐ-BNV
	Letter    Family = "letter"    // 1552/UBND-KGVX: công văn, which names no type
	Normative Family = "normative" // 30/2020/NĐ-CP
	Law       Family = "law"       // 91/2025/QH15
	Party     Family = "party"     // 80-NQ/TW
	Bare      Family = "bare"      // 125: a number alone
	Other     Family = "other"
)

// Number is what can be read of a number and symbol. The zero value of a field says that it could not be read.
type Number struct {
	Family Family
	Seq    int    // the number alone, 1 to 999999999
	Mark   string // a letter behind it, upper case: the "A" of 12A/QĐ-UBND
	Year   int    // where the symbol itself names it, 1945 to 2199
	Type   string // abbreviation of the type as the decree writes it: "QĐ", "TTr"; "" of a letter
	Symbol string // what follows number and year, without odd spaces: "QĐ-BNV", "UBND-KGVX"
}

// types are the abbreviations of Decree 30/2020 Annex III with those of normative and Party documents and of copies.
var types = func() map[string]string {
	m := map[string]string{}
	for _, t := range strings.Fields(`NQ QĐ CT QC QyĐ TC TB HD CTr KH PA ĐA DA BC BB TTr HĐ CĐ BGN BTT GUQ GM GGT GNP PG PC PB SY TrS SL
		NĐ TT TTLT L PL LCT NQLT VBHN CV KL QĐi ĐL TTHN SYTK`) {
		m[strings.ToUpper(t)] = t
	}
	for bare, t := range map[string]string{"QD": "QĐ", "ND": "NĐ", "DA": "DA", "HD": "HD", "QYD": "QyĐ", "CD": "CĐ"} {
		if _, ok := m[bare]; !ok { // typed without marks, where no other abbreviation is written so
			m[bare] = t
		}
	}
	return m
}()

var (
	dashes  = strings.NewReplacer("–", "-", "—", "-", "‑", "-", "‐", "-", "−", "-", "⁄", "/", "∕", "/", "\\", "/")
	around  = regexp.MustCompile(`\s*([/\-.])\s*`)
	dated   = regexp.MustCompile(`(?i)[,;]?\s+(ngày|ngay|ng\.)\s.*$`)
	leading = regexp.MustCompile(`^(\d{1,9})\s?([A-Za-zĐđ]?)(?:$|([/\-.])(.*)$)`)
	yearly  = regexp.MustCompile(`^(\d{4})(?:/(.*))?$`)
	laws    = regexp.MustCompile(`^(?:UBTV)?QH\d{1,2}$`)
	behind  = regexp.MustCompile(`^([\p{L}]{1,6})\s?(?:số\s)?(\d{1,9})/(.*)$`) // CV 45/STC
	partyly = regexp.MustCompile(`^([\p{L}]{1,6})/(.+)$`)
)

// tidy returns s on one line without "Số:", the day that is copied along and spaces around its strokes; letters stay as they are.
func tidy(s string) string {
	s = dashes.Replace(fold.Line(fold.Number(fold.Line(s))))
	s = dated.ReplaceAllString(s, "")
	return strings.Trim(around.ReplaceAllString(s, "$1"), " .,;-/")
}

// Parse reads a number and symbol as it is printed or typed. It never fails: what it cannot read is Other, with the number that
// the text begins with when there is one.
func Parse(s string) Number {
	s = tidy(s)
	lead := leading.FindStringSubmatch(s)
	if lead == nil {
		if m := behind.FindStringSubmatch(s); m != nil && known(m[1]) != "" {
			seq, _ := strconv.Atoi(m[2])
			return Number{Family: Typed, Seq: seq, Type: known(m[1]), Symbol: m[3]}
		}
		return Number{Family: Other, Symbol: s}
	}
	n := Number{Mark: strings.ToUpper(lead[2]), Symbol: lead[4]}
	n.Seq, _ = strconv.Atoi(lead[1])
	switch stroke := lead[3]; {
	case n.Symbol == "":
		n.Family = Bare
	case stroke == "-":
		n.party()
	case stroke == "/":
		n.state()
	default:
		n.Family = Other
	}
	return n
}

// party reads what follows "80-": the type, and behind a stroke who issued it.
func (n *Number) party() {
	m := partyly.FindStringSubmatch(n.Symbol)
	if m == nil || known(m[1]) == "" {
		n.Family = Other
		return
	}
	n.Family, n.Type = Party, known(m[1])
}

// state reads what follows "30/": a year, a type, or who issued it.
func (n *Number) state() {
	if m := yearly.FindStringSubmatch(n.Symbol); m != nil {
		if y, _ := strconv.Atoi(m[1]); y >= 1945 && y < 2200 {
			n.Year, n.Symbol = y, m[2]
		}
	}
	first, _, _ := strings.Cut(strings.ReplaceAll(n.Symbol, ".", "-"), "-")
	switch {
	case n.Symbol == "":
		n.Family = Bare
	case laws.MatchString(strings.ToUpper(n.Symbol)) && n.Year > 0:
		n.Family = Law
	case n.Year > 0:
		n.Family, n.Type = Normative, known(first)
	case known(first) != "":
		n.Family, n.Type = Typed, known(first)
	case strings.ContainsRune(n.Symbol, '/'):
		n.Family = Other
	default:
		n.Family = Letter
	}
}

// names are the names of types that stand in registers.
var names = map[string]string{
	"NQ": "Nghị quyết", "QĐ": "Quyết định", "QĐi": "Quy định", "CT": "Chỉ thị", "QC": "Quy chế", "QyĐ": "Quy định", "TC": "Thông cáo", "TB": "Thông báo",
	"HD": "Hướng dẫn", "CTr": "Chương trình", "KH": "Kế hoạch", "PA": "Phương án", "ĐA": "Đề án", "DA": "Dự án", "BC": "Báo cáo",
	"BB": "Biên bản", "TTr": "Tờ trình", "HĐ": "Hợp đồng", "CĐ": "Công điện", "BGN": "Bản ghi nhớ", "BTT": "Bản thỏa thuận",
	"GUQ": "Giấy ủy quyền", "GM": "Giấy mời", "GGT": "Giấy giới thiệu", "GNP": "Giấy nghỉ phép", "PG": "Phiếu gửi", "PC": "Phiếu chuyển",
	"PB": "Phiếu báo", "SY": "Bản sao y", "TrS": "Bản trích sao", "SL": "Bản sao lục", "NĐ": "Nghị định", "TT": "Thông tư",
	"TTLT": "Thông tư liên tịch", "L": "Luật", "PL": "Pháp lệnh", "LCT": "Lệnh", "NQLT": "Nghị quyết liên tịch",
	"VBHN": "Văn bản hợp nhất", "CV": "Công văn", "KL": "Kết luận", "ĐL": "Điều lệ",
}

// TypeName returns the name of the type (tên loại) that a number and symbol tells: "Quyết định" of 15/QĐ-BNV, "Công văn" of a letter;
// "" where it tells none.
func TypeName(s string) string {
	n := Parse(s)
	if n.Family == Letter {
		return names["CV"]
	}
	return names[n.Type]
}

// known returns a type as the decree writes it, "" for what is none.
func known(s string) string { return types[strings.ToUpper(s)] }

// Key returns the text by which two number and symbols are the same: without marks, case, odd spaces and dashes, and leading
// zeros, so that 05/QĐ-BNV, "5 /qđ – bnv" and "Số: 5/QD-BNV" are one. It is empty only for an empty text.
func Key(s string) string {
	s = strings.Join(strings.Fields(fold.Fold(tidy(s))), "")
	if digits := len(s) - len(strings.TrimLeft(s, "0123456789")); digits > 0 {
		s = cmp.Or(strings.TrimLeft(s[:digits], "0"), "0") + s[digits:]
	}
	return s
}

// Compare orders by year, number, the letter behind it and symbol, for sorting; negative when n comes before m.
func (n Number) Compare(m Number) int {
	return cmp.Or(cmp.Compare(n.Year, m.Year), cmp.Compare(n.Seq, m.Seq), cmp.Compare(n.Mark, m.Mark), cmp.Compare(n.Symbol, m.Symbol))
}
