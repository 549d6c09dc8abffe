package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Clean returns a text as it is stored: composed (NFC), lines ended by "\n", without surrounding space and without what
// cannot be seen: control characters, marks that turn the direction of writing, spaces of no width. Two titles that look
// the same are then the same, and none can disguise itself.
func Clean(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n', r == '\t':
			return r
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

// Line is Clean for a text of one line: every run of space and line ends becomes one space.
func Line(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// Blank reports whether a text says nothing: it has neither a letter nor a digit. Dots, dashes and the empty cell of Braille
// (U+2800), which looks like a space and is none, are nothing.
func Blank(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}
