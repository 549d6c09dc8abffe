package session

import (
	_ "embed"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"congvu/internal/errs"
	"congvu/pkg/fold"
)

// minPassword is the shortest password in characters (NIST SP 800-63B-4 and ASVS 5.0 ask for no composition rules).
const minPassword = 8

// Faults of a new password.
var (
	ErrPasswordShort  = errs.New(errs.Invalid, "session.password_short", "the password is shorter than 8 characters")
	ErrPasswordLong   = errs.New(errs.Invalid, "session.password_long", "the password is longer than 256 bytes")
	ErrPasswordCommon = errs.New(errs.Invalid, "session.password_common", "the password is a common or a context word")
)

//go:embed common.txt
var commonFile string

// CheckPassword says whether password may be chosen: 8 characters or more, at most 256 bytes, not one of the common
// ones and, without digits and signs around it, not one of the words near (names, staff code, agency). There is no
// rule of composition: those make passwords worse.
func CheckPassword(password string, near ...string) error {
	password = norm.NFC.String(password)
	switch {
	case utf8.RuneCountInString(password) < minPassword:
		return ErrPasswordShort.With(errs.Field{Path: "password", Code: "too_short", Args: map[string]string{"min": strconv.Itoa(minPassword)}})
	case len(password) > maxPassword:
		return ErrPasswordLong.At("password", "invalid")
	}
	bare := letters(password)
	if strings.Count(password, password[:1]) == len(password) { // one character over and over
		return ErrPasswordCommon.At("password", "invalid")
	}
	for word := range strings.FieldsSeq(commonFile) {
		if folded := fold.Fold(password); folded == word || bare != "" && bare == letters(word) {
			return ErrPasswordCommon.At("password", "invalid")
		}
	}
	for _, text := range near {
		if whole := letters(text); whole != "" && bare == whole {
			return ErrPasswordCommon.At("password", "invalid")
		}
		for _, w := range fold.Tokens(text) {
			if bare == letters(w) && bare != "" {
				return ErrPasswordCommon.At("password", "invalid")
			}
		}
	}
	return nil
}

// letters returns the letters of s, folded: "Hà-Nội@2026" and "hanoi" are the same to someone guessing.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' {
			return r
		}
		return -1
	}, fold.Fold(s))
}
