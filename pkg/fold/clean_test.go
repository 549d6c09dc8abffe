package fold

import "testing"

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"  Công văn\r\nsố 5\t ":                  "Công văn\nsố 5",
		"Co\u0302ng va\u0306n":                   "Công văn",
		"a\x00b\x07c\u202ed\u200be\ufefff\u00ad": "abcdef",
		"\u200b\u200b\u200b":                     "",
		"Đề án 06 ≥ 90%":                         "Đề án 06 ≥ 90%",
	} {
		if got := Clean(in); got != want {
			t.Errorf("Clean(%q) = %q, want %q", in, got, want)
		}
	}
}
