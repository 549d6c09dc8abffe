package errs

import (
	"strconv"
	"unicode/utf8"

	"congvu/pkg/fold"
)

// Length returns e with a fault at path when text has fewer than low or more than high characters. With low above 0 a text
// that says nothing (fold.Blank) is missing: spaces, dots and empty Braille cells are no reason. Texts are counted as they
// are stored, so compose them first (fold.Clean, fold.Line).
func (e *Error) Length(path, text string, low, high int) *Error {
	n := utf8.RuneCountInString(text)
	switch {
	case low > 0 && fold.Blank(text):
		return e.At(path, "required")
	case n < low:
		return e.With(Field{Path: path, Code: "too_short", Args: map[string]string{"min": strconv.Itoa(low)}})
	case n > high:
		return e.With(Field{Path: path, Code: "too_long", Args: map[string]string{"max": strconv.Itoa(high)}})
	}
	return e
}

// OrNil returns e when it names a faulty field, else nil: what a check of several fields ends with. A nil *Error in an error
// would not be nil.
func (e *Error) OrNil() error {
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}
