package session

import (
	"strings"
	"testing"
)

func TestRefreshToken(t *testing.T) {
	t.Parallel()
	salt, other := randomBytes(32), randomBytes(32)
	first := firstRefresh("01S", salt)
	second := first.successor(salt)
	read, ok := parseRefresh(second.String())
	if !ok || read != second {
		t.Fatalf("parse(String) = %+v, %v; want the same token", read, ok)
	}
	if again := first.successor(salt); again != second {
		t.Error("the successor differs from one request to the next")
	}
	if first.successor(other) == second {
		t.Error("the successor does not depend on the family")
	}
	if !first.genuine(salt) || !second.genuine(salt) || first.genuine(other) {
		t.Error("genuine does not tell tokens of the family from others")
	}
	if !second.is(second.hash()) || first.is(second.hash()) {
		t.Error("is does not tell the newest token from an old one")
	}
	invented := second
	invented.counter-- // claims to be an older one
	if invented.genuine(salt) {
		t.Error("a token with a changed counter passes as genuine")
	}
	for _, bad := range []string{"", ".", "01S", "01S.", "." + strings.SplitN(first.String(), ".", 2)[1], first.String() + "A", "01S.!!!!"} {
		if _, ok := parseRefresh(bad); ok {
			t.Errorf("parseRefresh(%q) = ok", bad)
		}
	}
}
