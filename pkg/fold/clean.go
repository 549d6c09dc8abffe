package fold

import (
	"regexp"
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
		case r == brailleBlank:
			return ' '
		case unseen(r), r == unicode.ReplacementChar:
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(norm.NFC.String(s))
}

const brailleBlank = '\u2800' // looks like a space and is none

// unseen reports whether r leaves nothing on a screen: control characters, marks of direction, spaces of no width, letters
// that stand for nothing (the fillers of Hangul), selectors of a form.
func unseen(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector)
}

// Line is Clean for a text of one line: every run of space and line ends becomes one space.
func Line(s string) string { return strings.Join(strings.Fields(Clean(s)), " ") }

// Blank reports whether a text says nothing: it has neither a letter nor a digit. Dots, dashes and the empty cell of Braille
// (U+2800), which looks like a space and is none, are nothing.
func Blank(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// numbered finds what is written before the number of a document: "Số:", "số ", "So.".
var numbered = regexp.MustCompile(`(?i)^(?:số|so)[\s\x{a0}]*[:.]?[\s\x{a0}]*(\d)`)

// Number returns what somebody looks for as it is looked for: Clean, and without the "Số:" that is copied along with the
// number of a document: "Số: 2124/UBND-NC" is "2124/UBND-NC".
func Number(s string) string { return numbered.ReplaceAllString(Clean(s), "$1") }
