package fold

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// TestKey holds words in the order of a Vietnamese dictionary: each must come after the one before it.
func TestKey(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"a à ả ã á ạ ă ằ ẳ ẵ ắ ặ â ầ ẩ ẫ ấ ậ b c d đ e ê g h i k l m n o ô ơ p q r s t u ư v x y",
		"Anh Ánh Ảo Ăn Ân Bình Can Cẩn Cúc Dũng Dương Đào Đức Giang Hà Hạ Hải Hoà Huy Lam Lãm Lan Lân Mai Nam Thái Thảo Thắng Thu Thủy",
		"1 2 a",
		"ha hà hàng",
		"an|an bình|an hà|anh",
		"é|ê",
		"d dz đ đa",
	} {
		sep := " "
		if strings.Contains(line, "|") {
			sep = "|"
		}
		words := strings.Split(line, sep)
		for i := 1; i < len(words); i++ {
			if Key(words[i-1]) >= Key(words[i]) {
				t.Errorf("%q does not come before %q", words[i-1], words[i])
			}
		}
	}
	for _, same := range [][2]string{
		{"Hoà", "hòa"}, {norm.NFD.String("Nguyễn Thị Hường"), "NGUYỄN THỊ HƯỜNG"}, {"Y-Bhăm", "y bhăm"}, {"  Lê   An ", "lê an"}, {"", " . "},
	} {
		if Key(same[0]) != Key(same[1]) {
			t.Errorf("%q and %q have different places", same[0], same[1])
		}
	}
}

func FuzzKey(f *testing.F) {
	f.Add("Nguyễn Thị Hường")
	f.Add("\u0301\xff ƀ")
	f.Fuzz(func(t *testing.T, s string) {
		if k := Key(s); k != Key(norm.NFC.String(s)) || strings.ContainsRune(k, ' ') {
			t.Errorf("%q: %q", s, k)
		}
	})
}
