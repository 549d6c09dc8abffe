package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns s without diacritics, with đ as d, in lower case and composed form (NFC). What only looks different is made
// the same: "m²" is m2, "ﬁ" is fi; what cannot be seen is left out. What is no letter stays as it is otherwise. Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, "\uFFFD")) {
		switch {
		case unicode.Is(unicode.Mn, r): // a tone mark, a breve, a horn …
		case r != '\n' && r != '\t' && r != '\r' && unseen(r):
		case r == 'đ' || r == 'Đ': // a letter of its own, not a d with a mark
			b.WriteByte('d')
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return norm.NFC.String(b.String())
}

// Limits of Tokens, so that one pasted page does not fill an index.
const (
	maxTokens = 200 // different tokens of one record
	maxRunes  = 40  // of one token; a longer one is cut
)

// Tokens returns the different words of the texts, folded, in the order they first appear: runs of letters and digits.
// At most 200, each of at most 40 characters. A query asks for all of its own Tokens, the last one as a prefix.
func Tokens(texts ...string) []string {
	tokens := []string{}
	seen := map[string]bool{}
	for _, text := range texts {
		for _, w := range strings.FieldsFunc(Fold(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if r := []rune(w); len(r) > maxRunes {
				w = string(r[:maxRunes])
			}
			if seen[w] {
				continue
			}
			if len(tokens) == maxTokens {
				return tokens
			}
			seen[w] = true
			tokens = append(tokens, w)
		}
	}
	return tokens
}
