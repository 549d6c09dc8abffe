package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// alphabet is the order of letters in Vietnamese dictionaries, with those of foreign names where English has them.
const alphabet = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"

// firstLetter is the byte that the first letter of the alphabet is written as; digits stand before it, tones before those.
const firstLetter, firstTone = 'A', '!'

// tones are the marks of tones in the order of dictionaries: a, à, ả, ã, á, ạ. The first stands for none.
var tones = []rune{0, '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'}

// wordEnd stands between two words: after every tone and before every digit and letter, so that a shorter text comes first.
const wordEnd = "-"

// Key returns a text whose order by bytes is the order of s in a Vietnamese dictionary: word by word, the letters first
// (a ă â b c d đ …), then the tones (a à ả ã á ạ), whatever the case and wherever the tone was written (hoà, hòa). Marks of
// other languages count as their bare letter. It is what a database sorts by; it is not for reading.
func Key(s string) string {
	words := strings.FieldsFunc(norm.NFD.String(strings.ToLower(strings.ToValidUTF8(s, "\uFFFD"))), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
	for i, w := range words {
		words[i] = wordKey([]rune(w))
	}
	return strings.Join(words, wordEnd)
}

// wordKey returns the letters of a decomposed word followed by its tones.
func wordKey(word []rune) string {
	var letters, toned strings.Builder
	for i := 0; i < len(word); {
		base := word[i]
		for i++; i < len(word) && unicode.Is(unicode.Mn, word[i]); i++ {
			if tone := indexOf(tones, word[i]); tone > 0 {
				toned.WriteByte(byte(firstTone + tone))
			} else if c := []rune(norm.NFC.String(string([]rune{base, word[i]}))); len(c) == 1 && strings.ContainsRune(alphabet, c[0]) {
				base = c[0] // ă â ê ô ơ ư
			}
		}
		if place := indexOf([]rune(alphabet), base); place >= 0 {
			letters.WriteByte(byte(firstLetter + place))
		} else if !unicode.Is(unicode.Mn, base) {
			letters.WriteRune(base)
		}
	}
	if toned.Len() == 0 {
		toned.WriteByte(firstTone)
	}
	return letters.String() + toned.String()
}

func indexOf(list []rune, r rune) int {
	for i, x := range list {
		if x == r {
			return i
		}
	}
	return -1
}
