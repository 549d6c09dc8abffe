package fold

import "testing"

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  Công văn\r\nsố 5\t ":                  "Công văn\nsố 5",
		"Co\u0302ng va\u0306n":                   "Công văn",
		"a\x00b\x07c\u202ed\u200be\ufefff\u00ad": "abcdef",
		"\u200b\u200b\u200b":                     "",
		"Lan\u3164\uffa0\u115f\u034f\ufe0f":      "Lan", // letters and marks that are not seen
		"\u2800Lan\u2800Anh\u2800":               "Lan Anh",
		"QN\u2060-\u200d0441\U000e0041":          "QN-0441",
		"Đề án 06 ≥ 90%":                         "Đề án 06 ≥ 90%",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLineAndBlank(t *testing.T) {
	for in, want := range map[string]string{
		"Báo cáo\nquý  I\t2026\r\n": "Báo cáo quý I 2026",
		" \u200b\n ":                "",
		"Việc":                      "Việc",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]bool{"": true, " \u2800 ": true, "……--": true, ".. 5 ..": false, "ă": false, "m²": false, "½": false} {
		if got := Blank(in); got != want {
			t.Errorf("Blank(%q) = %t", in, got)
		}
	}
}

func TestNumber(t *testing.T) {
	for in, want := range map[string]string{
		"Số: 2124/UBND-NC": "2124/UBND-NC", "số 2124/UBND-NC": "2124/UBND-NC", " So.2124 ": "2124", "SỐ:\u00a02124": "2124",
		"Số liệu tháng 5": "Số liệu tháng 5", "2124/UBND-NC": "2124/UBND-NC", "": "", "Số: ": "Số:",
	} {
		if got := Number(in); got != want {
			t.Errorf("Number(%q) = %q, want %q", in, got, want)
		}
	}
}
