package docnumber

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// shapes are number and symbols as they stand on paper, and as people type them: family, number, letter, year, type, symbol.
var shapes = []struct {
	raw  string
	want Number
}{
	// Typed (Decree 30/2020, Annex III).
	{"15/QĐ-BNV", Number{Typed, 15, "", 0, "QĐ", "QĐ-BNV"}},
	{"16/CT-TTg", Number{Typed, 16, "", 0, "CT", "CT-TTg"}},
	{"66/NQ-CP", Number{Typed, 66, "", 0, "NQ", "NQ-CP"}},
	{"57/GM-VP", Number{Typed, 57, "", 0, "GM", "GM-VP"}},
	{"44/TTr-TTCNTT", Number{Typed, 44, "", 0, "TTr", "TTr-TTCNTT"}},
	{"123/BC-STTTT", Number{Typed, 123, "", 0, "BC", "BC-STTTT"}},
	{"12/TB-UBND", Number{Typed, 12, "", 0, "TB", "TB-UBND"}},
	{"310/TB-VPCP", Number{Typed, 310, "", 0, "TB", "TB-VPCP"}},
	{"2345/QĐ-BTC", Number{Typed, 2345, "", 0, "QĐ", "QĐ-BTC"}},
	{"20/KH-UBND", Number{Typed, 20, "", 0, "KH", "KH-UBND"}},
	{"07/HD-BNV", Number{Typed, 7, "", 0, "HD", "HD-BNV"}},
	{"03/CTr-UBND", Number{Typed, 3, "", 0, "CTr", "CTr-UBND"}},
	{"09/PA-UBND", Number{Typed, 9, "", 0, "PA", "PA-UBND"}},
	{"02/ĐA-UBND", Number{Typed, 2, "", 0, "ĐA", "ĐA-UBND"}},
	{"11/QC-UBND", Number{Typed, 11, "", 0, "QC", "QC-UBND"}},
	{"04/QyĐ-SNV", Number{Typed, 4, "", 0, "QyĐ", "QyĐ-SNV"}},
	{"125/CĐ-TTg", Number{Typed, 125, "", 0, "CĐ", "CĐ-TTg"}},
	{"01/BB-HĐTĐ", Number{Typed, 1, "", 0, "BB", "BB-HĐTĐ"}},
	{"88/HĐ-STTTT", Number{Typed, 88, "", 0, "HĐ", "HĐ-STTTT"}},
	{"06/GUQ-SNV", Number{Typed, 6, "", 0, "GUQ", "GUQ-SNV"}},
	{"19/GGT-VP", Number{Typed, 19, "", 0, "GGT", "GGT-VP"}},
	{"21/PC-VP", Number{Typed, 21, "", 0, "PC", "PC-VP"}},
	{"33/PG-VP", Number{Typed, 33, "", 0, "PG", "PG-VP"}},
	{"05/SY-UBND", Number{Typed, 5, "", 0, "SY", "SY-UBND"}},
	{"08/TrS-VP", Number{Typed, 8, "", 0, "TrS", "TrS-VP"}},
	{"14/SL-VP", Number{Typed, 14, "", 0, "SL", "SL-VP"}},
	{"05/VBHN-BNV", Number{Typed, 5, "", 0, "VBHN", "VBHN-BNV"}},
	{"1/NQ-HĐND", Number{Typed, 1, "", 0, "NQ", "NQ-HĐND"}},
	{"12A/QĐ-UBND", Number{Typed, 12, "A", 0, "QĐ", "QĐ-UBND"}},
	{"300/CV-STC", Number{Typed, 300, "", 0, "CV", "CV-STC"}},
	{"218/QĐ-UBND-NV", Number{Typed, 218, "", 0, "QĐ", "QĐ-UBND-NV"}},
	{"45/QĐ.UBND", Number{Typed, 45, "", 0, "QĐ", "QĐ.UBND"}},
	// Official letters, which name no type.
	{"1552/UBND-KGVX", Number{Letter, 1552, "", 0, "", "UBND-KGVX"}},
	{"2124/UBND-NC", Number{Letter, 2124, "", 0, "", "UBND-NC"}},
	{"1801/UBND-KSTTHC", Number{Letter, 1801, "", 0, "", "UBND-KSTTHC"}},
	{"2236/UBND-KSTTHC", Number{Letter, 2236, "", 0, "", "UBND-KSTTHC"}},
	{"486/STC-NS", Number{Letter, 486, "", 0, "", "STC-NS"}},
	{"312/SNV-CCHC", Number{Letter, 312, "", 0, "", "SNV-CCHC"}},
	{"121/STTTT-CNTT", Number{Letter, 121, "", 0, "", "STTTT-CNTT"}},
	{"1024/BNV-CCVC", Number{Letter, 1024, "", 0, "", "BNV-CCVC"}},
	{"2100/VPCP-KSTT", Number{Letter, 2100, "", 0, "", "VPCP-KSTT"}},
	{"214/BTTTT-CĐSQG", Number{Letter, 214, "", 0, "", "BTTTT-CĐSQG"}},
	{"77/BHXH", Number{Letter, 77, "", 0, "", "BHXH"}},
	{"1234/KBNN-KSC", Number{Letter, 1234, "", 0, "", "KBNN-KSC"}},
	// Normative, and older numbering with a year.
	{"30/2020/NĐ-CP", Number{Normative, 30, "", 2020, "NĐ", "NĐ-CP"}},
	{"335/2025/NĐ-CP", Number{Normative, 335, "", 2025, "NĐ", "NĐ-CP"}},
	{"188/1999/QĐ-TTg", Number{Normative, 188, "", 1999, "QĐ", "QĐ-TTg"}},
	{"01/2021/TT-BNV", Number{Normative, 1, "", 2021, "TT", "TT-BNV"}},
	{"02/2023/TTLT-BTP-BNG", Number{Normative, 2, "", 2023, "TTLT", "TTLT-BTP-BNG"}},
	{"01/1998/QĐ-BNN-TCCB", Number{Normative, 1, "", 1998, "QĐ", "QĐ-BNN-TCCB"}},
	{"12/2024/QĐ-UBND", Number{Normative, 12, "", 2024, "QĐ", "QĐ-UBND"}},
	{"35/2023/NQ-HĐND", Number{Normative, 35, "", 2023, "NQ", "NQ-HĐND"}},
	{"03/2024/L-CTN", Number{Normative, 3, "", 2024, "L", "L-CTN"}},
	{"102/2024/NĐ-CP ngày 30/7/2024", Number{Normative, 102, "", 2024, "NĐ", "NĐ-CP"}},
	// Laws and resolutions of the National Assembly and its standing committee.
	{"91/2025/QH15", Number{Law, 91, "", 2025, "", "QH15"}},
	{"22/2008/QH12", Number{Law, 22, "", 2008, "", "QH12"}},
	{"1211/2016/UBTVQH13", Number{Law, 1211, "", 2016, "", "UBTVQH13"}},
	{"85/2015/qh13", Number{Law, 85, "", 2015, "", "qh13"}},
	// The Party.
	{"80-NQ/TW", Number{Party, 80, "", 0, "NQ", "NQ/TW"}},
	{"09-NQ/TU", Number{Party, 9, "", 0, "NQ", "NQ/TU"}},
	{"01-CT/TW", Number{Party, 1, "", 0, "CT", "CT/TW"}},
	{"35-HD/BTCTW", Number{Party, 35, "", 0, "HD", "HD/BTCTW"}},
	{"205-QĐ/TW", Number{Party, 205, "", 0, "QĐ", "QĐ/TW"}},
	{"112-QC/TU", Number{Party, 112, "", 0, "QC", "QC/TU"}},
	{"15-KH/ĐU", Number{Party, 15, "", 0, "KH", "KH/ĐU"}},
	{"127-KL/TW", Number{Party, 127, "", 0, "KL", "KL/TW"}},
	{"45-CV/HU", Number{Party, 45, "", 0, "CV", "CV/HU"}},
	{"60-TB/VPTU", Number{Party, 60, "", 0, "TB", "TB/VPTU"}},
	// As people type and paste them.
	{" Số: 15/QĐ-BNV ", Number{Typed, 15, "", 0, "QĐ", "QĐ-BNV"}},
	{"15 / QĐ - BNV", Number{Typed, 15, "", 0, "QĐ", "QĐ-BNV"}},
	{"15/QĐ–BNV", Number{Typed, 15, "", 0, "QĐ", "QĐ-BNV"}},
	{"15/qđ-bnv", Number{Typed, 15, "", 0, "QĐ", "qđ-bnv"}},
	{"15/QD-BNV", Number{Typed, 15, "", 0, "QĐ", "QD-BNV"}},
	{"CV 45/STC", Number{Typed, 45, "", 0, "CV", "STC"}},
	{"12b/BC-SNV", Number{Typed, 12, "B", 0, "BC", "BC-SNV"}},
	{"1552/UBND-KGVX.", Number{Letter, 1552, "", 0, "", "UBND-KGVX"}},
	{"125", Number{Bare, 125, "", 0, "", ""}},
	{"125/2026", Number{Bare, 125, "", 2026, "", ""}},
	{"không số", Number{Other, 0, "", 0, "", "không số"}},
	{"MOU-2026/ABC", Number{Other, 0, "", 0, "", "MOU-2026/ABC"}},
	{"99999999999/QĐ-X", Number{Other, 0, "", 0, "", "99999999999/QĐ-X"}},
	{"", Number{Family: Other}},
}

// TestParse: each shape of the table is read as it stands there.
func TestParse(t *testing.T) {
	t.Parallel()
	if len(shapes) < 60 {
		t.Fatalf("%d shapes, at least 60 are asked for", len(shapes))
	}
	for _, s := range shapes {
		if got := Parse(s.raw); got != s.want {
			t.Errorf("%q:\n got %+v\nwant %+v", s.raw, got, s.want)
		}
	}
}

// TestKey: ways of writing one number and symbol have one key, and different ones keep theirs.
func TestKey(t *testing.T) {
	t.Parallel()
	for _, same := range [][]string{
		{"5/QĐ-BNV", "05/QĐ-BNV", "Số: 5/QĐ–BNV", "5 / qd - bnv", "005/QĐ-BNV ngày 02/3/2026"},
		{"1552/UBND-KGVX", "1552/UBND - KGVX", "1552/ubnd-kgvx."},
		{"80-NQ/TW", "80–NQ/TW", "080-nq/tw"},
		{"không số", "Không  số"},
	} {
		for _, s := range same {
			if got, want := Key(s), Key(same[0]); got != want {
				t.Errorf("Key(%q) = %q, want %q as of %q", s, got, want, same[0])
			}
		}
	}
	seen := map[string]string{}
	for _, s := range []string{"5/QĐ-BNV", "15/QĐ-BNV", "5A/QĐ-BNV", "5/QĐ-BNG", "5/2026/QĐ-BNV", "5-QĐ/BNV", "0/QĐ-BNV", "50/QĐ-BNV"} {
		if was, ok := seen[Key(s)]; ok {
			t.Errorf("%q and %q have one key %q", was, s, Key(s))
		}
		seen[Key(s)] = s
	}
}

// TestCompare: numbers sort as numbers within their year.
func TestCompare(t *testing.T) {
	t.Parallel()
	want := []string{"2/QĐ-A", "10/QĐ-A", "10A/QĐ-A", "100/QĐ-A", "9/2025/QĐ-A", "1/2026/QĐ-A"}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, func(a, b string) int { return Parse(a).Compare(Parse(b)) })
	if !slices.Equal(got, want) {
		t.Errorf("sorted as %v, want %v", got, want)
	}
}

// TestTypeName: the symbol tells the name of the type, or nothing.
func TestTypeName(t *testing.T) {
	t.Parallel()
	for raw, want := range map[string]string{
		"15/qđ-bnv": "Quyết định", "44/TTr-X": "Tờ trình", "2124/UBND-NC": "Công văn", "30/2020/NĐ-CP": "Nghị định", "80-NQ/TW": "Nghị quyết",
		"91/2025/QH15": "", "125": "", "không số": "",
	} {
		if got := TypeName(raw); got != want {
			t.Errorf("type of %q is %q, want %q", raw, got, want)
		}
	}
}

// FuzzParse: whatever is typed is read without panic and always alike, and spaces around
// the strokes make no other key.
func FuzzParse(f *testing.F) {
	for _, s := range shapes {
		f.Add(s.raw)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		n := Parse(raw)
		if n != Parse(raw) || n.Seq < 0 || n.Seq > 999_999_999 || n.Year != 0 && (n.Year < 1945 || n.Year > 2199) {
			t.Errorf("%q read as %+v", raw, n)
		}
		key := Key(raw)
		if utf8.ValidString(raw) && (!utf8.ValidString(key) || strings.ContainsAny(key, " \n\t")) {
			t.Errorf("key of %q is %q", raw, key)
		}
		if spaced := strings.ReplaceAll(tidy(raw), "/", " / "); Key(spaced) != key {
			t.Errorf("key of %q is %q, with spaces %q", raw, key, Key(spaced))
		}
	})
}
