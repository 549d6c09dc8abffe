package quickadd

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"congvu/pkg/fold"
)

// word is a run of what is no space; what stands between double quotes belongs to one word.
type word struct {
	from, to int    // bytes of the line
	text     string // line[from:to]
	core     string // text without the punctuation behind it
	sounds   []sound
}

// stops is the punctuation that may stand behind a word without belonging to it.
const stops = ",.;:!?)…"

// closing returns the mark that ends a quotation begun with r, 0 when r begins none.
func closing(r rune) rune {
	switch r {
	case '"':
		return '"'
	case '“', '„':
		return '”'
	case '«':
		return '»'
	}
	return 0
}

// words cuts a line into words.
func words(line string) []word {
	var all []word
	from := -1
	end := func(to int) {
		if from >= 0 {
			all = append(all, split(line, from, to)...)
		}
		from = -1
	}
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		switch c := closing(r); {
		case unicode.IsSpace(r):
			end(i)
		default:
			if from < 0 {
				from = i
			}
			if c == 0 {
				break
			}
			if to := strings.IndexRune(line[i+n:], c); to >= 0 { // an open quotation that is never closed is a letter
				n += to + utf8.RuneLen(c)
			}
		}
		i += n
	}
	end(len(line))
	return all
}

// split returns one word, or two where a keyword and what follows it are written together: "hạn:25/9".
func split(line string, from, to int) []word {
	w := newWord(line, from, to)
	if i := strings.IndexByte(w.text, ':'); i > 0 && i+1 < len(w.text) {
		if head := newWord(line, from, from+i+1); head.is("hạn", "lặp", "nhắc") {
			return []word{head, newWord(line, from+i+1, to)}
		}
	}
	return []word{w}
}

func newWord(line string, from, to int) word {
	w := word{from: from, to: to, text: line[from:to]}
	w.core = strings.TrimRight(w.text, stops)
	if len(w.core) > 24 { // longer than any keyword in any spelling
		return w
	}
	w.sounds = append(w.sounds, read(w.core, ""), read(w.core, "telex"))
	if r, _ := utf8.DecodeRuneInString(w.core); unicode.IsLetter(r) {
		w.sounds = append(w.sounds, read(w.core, "vni"))
	}
	return w
}

// is reports whether w is one of the words, which are written with their marks: as they are, without marks, half-typed, or as
// the keys of Telex and VNI.
func (w word) is(any ...string) bool {
	for _, k := range any {
		want := read(k, "")
		for _, s := range w.sounds {
			if s.may(want) {
				return true
			}
		}
	}
	return false
}

// one returns which of the words w is; "" for none.
func (w word) one(any ...string) string {
	for _, k := range any {
		if w.is(k) {
			return k
		}
	}
	return ""
}

// ends reports whether punctuation stands behind w, so that what follows belongs to something else.
func (w word) ends() bool { return strings.ContainsAny(w.text[len(w.core):], ",;") }

// plain returns the core of w without marks and in lower case.
func (w word) plain() string { return fold.Fold(w.core) }

// bare returns a name without the quotes around it.
func bare(name string) string {
	name = strings.TrimSpace(name)
	r, n := utf8.DecodeRuneInString(name)
	c := closing(r)
	if c == 0 || len(name) <= n || !strings.HasSuffix(name, string(c)) {
		return name
	}
	return strings.TrimSpace(strings.TrimSuffix(name[n:], string(c)))
}

// tidy removes what hangs at the end of a title after its parts were taken out, and space before punctuation.
func tidy(s string) string {
	for _, stop := range []string{",", ";"} {
		for strings.Contains(s, " "+stop) {
			s = strings.ReplaceAll(s, " "+stop, stop)
		}
		for strings.Contains(s, stop+stop) {
			s = strings.ReplaceAll(s, stop+stop, stop)
		}
	}
	return strings.TrimSpace(strings.Trim(s, " ,;–-"))
}
