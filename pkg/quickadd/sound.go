package quickadd

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// sound is a Vietnamese word taken apart: its plain letters, the mark each letter has, and its tone. A word half-typed lacks
// marks; it may be a word that has them, never one that has others.
type sound struct {
	base  string // plain lower-case letters
	marks string // for each letter of base: '^' â ê ô, '(' ă, '+' ơ ư, 'd' đ, '.' none
	tone  byte   // s f r x j as Telex has them, 0 for none
}

// The combining marks of Vietnamese.
var (
	toneOf = map[rune]byte{0x301: 's', 0x300: 'f', 0x309: 'r', 0x303: 'x', 0x323: 'j'}
	markOf = map[rune]byte{0x302: '^', 0x306: '(', 0x31b: '+'}
)

// may reports whether s can be the word k: the same letters, and no mark that k has not.
func (s sound) may(k sound) bool {
	if s.base != k.base || s.tone != 0 && s.tone != k.tone {
		return false
	}
	for i := range len(s.marks) {
		if s.marks[i] != '.' && s.marks[i] != k.marks[i] {
			return false
		}
	}
	return true
}

// builder puts a sound together letter by letter.
type builder struct {
	base, marks []byte
	tone        byte
}

func (b *builder) letter(c, mark byte) { b.base, b.marks = append(b.base, c), append(b.marks, mark) }

func (b *builder) sound() sound {
	return sound{base: string(b.base), marks: string(b.marks), tone: b.tone}
}

// vowel reports whether a vowel has been written.
func (b *builder) vowel() bool { return strings.ContainsAny(string(b.base), "aeiouy") }

// bare returns the place of the last of letters that has no mark yet, -1 when there is none.
func (b *builder) bare(letters string) int {
	for i := len(b.base) - 1; i >= 0; i-- {
		if b.marks[i] == '.' && strings.IndexByte(letters, b.base[i]) >= 0 {
			return i
		}
	}
	return -1
}

// read takes a word apart as it is written; with keys also the raw keys of an input method are marks: "telex", "vni" or ""
// for neither. What is no letter of Vietnamese stays a letter without a mark.
func read(word, keys string) sound {
	b := &builder{}
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		switch {
		case toneOf[r] != 0:
			b.tone = toneOf[r]
		case markOf[r] != 0:
			if n := len(b.marks); n > 0 {
				b.marks[n-1] = markOf[r]
			}
		case r == 'đ':
			b.letter('d', 'd')
		case unicode.Is(unicode.Mn, r):
		case r > unicode.MaxASCII:
			b.letter('?', '.')
		case keys == "telex" && b.telex(byte(r)):
		case keys == "vni" && b.vni(byte(r)):
		default:
			b.letter(byte(r), '.')
		}
	}
	return b.sound()
}

// telex takes a key of Telex as a mark of what was written before; false when it is a letter.
func (b *builder) telex(c byte) bool {
	n := len(b.base)
	switch {
	case strings.IndexByte("sfrxj", c) >= 0 && b.vowel() && b.tone == 0:
		b.tone = c
	case c == 'w':
		b.horn()
	case strings.IndexByte("aeo", c) >= 0 && n > 0 && b.base[n-1] == c && b.marks[n-1] == '.':
		b.marks[n-1] = '^'
	case c == 'd' && n > 0 && b.base[n-1] == 'd' && b.marks[n-1] == '.':
		b.marks[n-1] = 'd'
	default:
		return false
	}
	return true
}

// horn is the key w: ă, ơ, ư of what was written, ươ of uo, or ư by itself.
func (b *builder) horn() {
	i := b.bare("aou")
	switch {
	case i < 0:
		b.letter('u', '+')
	case b.base[i] == 'a':
		b.marks[i] = '('
	default:
		b.marks[i] = '+'
		if b.base[i] == 'o' && i > 0 && b.base[i-1] == 'u' {
			b.marks[i-1] = '+'
		}
	}
}

// vni takes a key of VNI as a mark of what was written before; false when it is a figure.
func (b *builder) vni(c byte) bool {
	mark := func(letters string, mark byte) bool {
		i := b.bare(letters)
		if i >= 0 {
			b.marks[i] = mark
		}
		return i >= 0
	}
	switch {
	case c >= '1' && c <= '5' && b.vowel() && b.tone == 0:
		b.tone = "sfrxj"[c-'1']
		return true
	case c == '6':
		return mark("aeo", '^')
	case c == '7':
		if i := b.bare("o"); i > 0 && b.base[i-1] == 'u' && b.marks[i-1] == '.' {
			b.marks[i-1] = '+'
		}
		return mark("ou", '+')
	case c == '8':
		return mark("a", '(')
	case c == '9':
		return mark("d", 'd')
	}
	return false
}
