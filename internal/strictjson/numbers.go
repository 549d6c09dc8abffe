package strictjson

import (
	"bytes"
	"math"
	"strconv"
)

// Whole returns the text with every number that is whole written without fraction and exponent: 1.0 and 1e2 are the
// integers 1 and 100 to JSON and to a schema, but not to encoding/json. The text itself is returned when there is none;
// it must be valid JSON.
func Whole(text []byte) []byte {
	if !bytes.ContainsAny(text, ".eE") {
		return text
	}
	var out []byte // nil while nothing was changed
	done := 0
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '"':
			i = afterString(text, i)
		case c == '-' || '0' <= c && c <= '9':
			end := i + 1
			for end < len(text) && bytes.IndexByte([]byte("0123456789+-.eE"), text[end]) >= 0 {
				end++
			}
			if plain, ok := whole(text[i:end]); ok {
				out = append(append(out, text[done:i]...), plain...)
				done = end
			}
			i = end
		default:
			i++
		}
	}
	if out == nil {
		return text
	}
	return append(out, text[done:]...)
}

// afterString returns the index behind the string that begins at i.
func afterString(text []byte, i int) int {
	for i++; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return i
}

// whole writes a number plainly when it has a fraction or exponent, is whole, and is exact as a float64.
func whole(number []byte) (string, bool) {
	if !bytes.ContainsAny(number, ".eE") {
		return "", false
	}
	f, err := strconv.ParseFloat(string(number), 64)
	if err != nil || f != math.Trunc(f) || math.Abs(f) >= 1<<53 {
		return "", false
	}
	return strconv.FormatInt(int64(f), 10), true
}
