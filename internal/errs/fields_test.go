package errs_test

import (
	"strings"
	"testing"

	"congvu/internal/errs"
)

func TestLength(t *testing.T) {
	for name, tc := range map[string]struct {
		text      string
		low, high int
		want      string
	}{
		"in bounds":           {"Việc", 1, 10, ""},
		"exactly the least":   {"đủ mười ký", 10, 10, ""},
		"empty":               {"", 1, 10, "required"},
		"empty and allowed":   {"", 0, 10, ""},
		"ten dots":            {"..........", 10, 10, "required"},
		"Braille blanks":      {"\u2800\u2800\u2800\u2800\u2800", 5, 10, "required"},
		"signs and allowed":   {"...", 0, 10, ""},
		"one short":           {"abcd", 5, 10, "too_short"},
		"one too many":        {strings.Repeat("ế", 11), 1, 10, "too_long"},
		"counted in letters":  {strings.Repeat("ế", 10), 1, 10, ""},
		"too long, not asked": {strings.Repeat("-", 11), 0, 10, "too_long"},
	} {
		err := errs.ErrInvalid.Length("f", tc.text, tc.low, tc.high).OrNil()
		got := ""
		if err != nil {
			got = errs.As(err).Fields[0].Code
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}
