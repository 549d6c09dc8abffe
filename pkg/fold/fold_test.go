package fold_test

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"congvu/pkg/fold"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                             "",
		"Đôn đốc KẾ HOẠCH":             "don doc ke hoach",
		"Nguyễn Thị Hường":             "nguyen thi huong",
		"2124/UBND-NC":                 "2124/ubnd-nc",
		norm.NFD.String("Ứng dụng"):    "ung dung",
		"ăâêôơư ẮẰẲẴẶ ỡợở":             "aaeoou aaaaa ooo",
		"diện tích 20 m², ﬁle, Ⅳ":      "dien tich 20 m2, file, iv",
		"don doc":                      "don doc",
		"Ngu\u200byễn\u00ad Lan\ufeff": "nguyen lan",
		"Quý I/2026 – 50% (đợt 1), ơ":  "quy i/2026 – 50% (dot 1), o",
	} {
		got := fold.Fold(in)
		if got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
		if again := fold.Fold(got); again != got {
			t.Errorf("Fold(%q) = %q, is not stable", got, again)
		}
	}
}

func TestTokens(t *testing.T) {
	for name, tc := range map[string]struct {
		in   []string
		want []string
	}{
		"nothing":           {nil, []string{}},
		"only marks":        {[]string{" – / "}, []string{}},
		"number and words":  {[]string{"2124/UBND-NC", "Báo cáo, báo CÁO nhanh"}, []string{"2124", "ubnd", "nc", "bao", "cao", "nhanh"}},
		"a very long token": {[]string{strings.Repeat("ă", 60)}, []string{strings.Repeat("a", 40)}},
	} {
		if got := fold.Tokens(tc.in...); !slices.Equal(got, tc.want) {
			t.Errorf("%s: Tokens = %q, want %q", name, got, tc.want)
		}
	}
}

func FuzzFold(f *testing.F) {
	f.Add("Đôn đốc KẾ HOẠCH")
	f.Add("İ\u0301\xff")
	f.Fuzz(func(t *testing.T, s string) {
		once := fold.Fold(s)
		if again := fold.Fold(once); again != once {
			t.Errorf("Fold(%q) = %q, then %q", s, once, again)
		}
	})
}
