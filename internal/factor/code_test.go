package factor

import (
	"strings"
	"testing"
	"time"
)

// TestCode: the codes of RFC 6238, appendix B (SHA-1), of which apps show the last six digits.
func TestCode(t *testing.T) {
	const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ" // "12345678901234567890"
	for at, want := range map[int64]string{
		59: "287082", 1111111109: "081804", 1111111111: "050471", 1234567890: "005924", 2000000000: "279037", 20000000000: "353130",
	} {
		if got, err := Code(secret, time.Unix(at, 0)); err != nil || got != want {
			t.Errorf("at %d: %s %v, want %s", at, got, err, want)
		}
	}
}

// TestMatches: a phone may be half a minute off either way, no more; a code that was used, or is older than one that was, is good for
// nothing.
func TestMatches(t *testing.T) {
	secret, now := newSecret(), time.Date(2026, 10, 29, 8, 0, 15, 0, time.UTC)
	for name, tc := range map[string]struct {
		off  int64 // steps of the phone from ours
		used int64 // the last step used, from now's
		ok   bool
	}{
		"right":                {0, -5, true},
		"half a minute behind": {-1, -5, true},
		"half a minute ahead":  {1, -5, true},
		"a minute behind":      {-2, -5, false},
		"a minute ahead":       {2, -5, false},
		"used":                 {0, 0, false},
		"older than one used":  {-1, 0, false},
		"the next after it":    {1, 0, true},
	} {
		code, err := codeAt(secret, stepOf(now)+tc.off)
		if err != nil {
			t.Fatal(err)
		}
		if step, ok := matches(secret, code, now, stepOf(now)+tc.used); ok != tc.ok || ok && step != stepOf(now)+tc.off {
			t.Errorf("%s: %d %t", name, step-stepOf(now), ok)
		}
	}
	for _, typed := range []string{"", "0", "abcdef", "1234567"} {
		if _, ok := matches(secret, typed, now, 0); ok {
			t.Errorf("%q is taken", typed)
		}
	}
}

// TestRecoveryHash: however a code was typed; a code of somebody else is none.
func TestRecoveryHash(t *testing.T) {
	codes, hashes := newRecovery("an")
	if len(codes) != RecoveryCodes || len(codes[0]) != 11 || codes[0] == codes[1] {
		t.Fatalf("%q", codes)
	}
	for _, typed := range []string{codes[0], strings.ToLower(codes[0]), strings.ReplaceAll(codes[0], "-", " "), strings.ReplaceAll(codes[0], "-", "–")} {
		if recoveryHash("an", typed) != hashes[0] {
			t.Errorf("%q is not %q", typed, codes[0])
		}
	}
	if recoveryHash("chi", codes[0]) == hashes[0] {
		t.Error("a code fits two people")
	}
}

// TestAddress: what apps read, also with the marks of Vietnamese in it.
func TestAddress(t *testing.T) {
	if got, want := address("Công Vụ", "QN026", "ABC"), "otpauth://totp/C%C3%B4ng%20V%E1%BB%A5:QN026?issuer=C%C3%B4ng%20V%E1%BB%A5&secret=ABC"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
