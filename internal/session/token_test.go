package session

import (
	"errors"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"congvu/internal/access"
)

func TestForgedTokens(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.addUser("qn01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	good := w.signIn("qn01")
	key, err := w.tokens.keys.signer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	now := w.clock.Now()
	sess := good.Actor.Session

	forge := func(method jwt.SigningMethod, secret any, header map[string]any, change func(*Claims)) string {
		c := Claims{RegisteredClaims: jwt.RegisteredClaims{
			Issuer: issuer, Audience: jwt.ClaimStrings{audience}, Subject: p.ID,
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(AccessLife)),
		}, Agency: p.Agency, Session: sess, Rights: 1}
		if change != nil {
			change(&c)
		}
		token := jwt.NewWithClaims(method, c)
		token.Header["kid"], token.Header["typ"] = key.ID, tokenType
		for k, v := range header {
			token.Header[k] = v
		}
		s, err := token.SignedString(secret)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if _, err := w.Authenticate(t.Context(), forge(jwt.SigningMethodHS256, key.Secret, nil, nil)); err != nil {
		t.Fatalf("a token made the way we make them: %v; the cases below would prove nothing", err)
	}
	for name, token := range map[string]string{
		"empty":             "",
		"no token":          "abc",
		"alg none":          forge(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, nil, nil),
		"another algorithm": forge(jwt.SigningMethodHS512, key.Secret, nil, nil),
		"another key":       forge(jwt.SigningMethodHS256, randomBytes(32), nil, nil),
		"empty key":         forge(jwt.SigningMethodHS256, []byte{}, nil, nil),
		"unknown kid":       forge(jwt.SigningMethodHS256, key.Secret, map[string]any{"kid": "other"}, nil),
		"kid of no string":  forge(jwt.SigningMethodHS256, key.Secret, map[string]any{"kid": 1}, nil),
		"another type":      forge(jwt.SigningMethodHS256, key.Secret, map[string]any{"typ": "JWT"}, nil),
		"another issuer":    forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.Issuer = "x" }),
		"another audience":  forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.Audience = jwt.ClaimStrings{"x"} }),
		"no audience":       forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.Audience = nil }),
		"no expiry":         forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.ExpiresAt = nil }),
		"expired":           forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.ExpiresAt = jwt.NewNumericDate(now.Add(-time.Minute)) }),
		"from the future":   forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.IssuedAt = jwt.NewNumericDate(now.Add(time.Hour)) }),
		"no agency":         forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.Agency = "" }),
		"no person":         forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.Subject = "" }),
		"unknown person":    forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.Subject = "01X" }),
		"unknown session":   forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.Session = "01X" }),
		"older rights":      forge(jwt.SigningMethodHS256, key.Secret, nil, func(c *Claims) { c.Rights = 0 }),
		"a refresh token":   good.Refresh,
	} {
		if _, err := w.Authenticate(t.Context(), token); !errors.Is(err, ErrSession) {
			t.Errorf("%s: %v, want ErrSession", name, err)
		}
	}
	if _, err := w.Authenticate(t.Context(), good.Access); err != nil {
		t.Errorf("the real token: %v", err)
	}
	w.clock.forward(AccessLife + skew)
	if _, err := w.Authenticate(t.Context(), good.Access); !errors.Is(err, ErrSession) {
		t.Errorf("the real token after its time: %v, want ErrSession", err)
	}
}

// TestKeyRotation lets the signing key grow old: a new one signs, the old one still checks, the one before not.
func TestKeyRotation(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	other := w.node() // has read the keys before they change
	sign := func() string {
		token, err := w.tokens.sign(t.Context(), "a", "p", "s", 1)
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	first := sign()
	if _, err := other.tokens.verify(t.Context(), first); err != nil {
		t.Fatalf("another node: %v", err)
	}
	w.clock.forward(keyLife - time.Second)
	before := sign() // by the first key, just before it is replaced
	w.clock.forward(time.Second)
	after := sign()
	for name, token := range map[string]string{"before": before, "after": after} {
		if _, err := other.tokens.verify(t.Context(), token); err != nil {
			t.Errorf("signed %s the rotation, on another node: %v", name, err)
		}
	}
	if kid(t, before) == kid(t, after) {
		t.Error("the key was not rotated")
	}
	w.clock.forward(keyLife)
	sign() // a third key: the first one is of no use any more
	if _, ok, err := w.tokens.keys.byID(t.Context(), kid(t, first)); ok || err != nil {
		t.Errorf("the key before the last one: %v, %v; want it forgotten", ok, err)
	}
}

func kid(t *testing.T, token string) string {
	t.Helper()
	parsed, _, err := jwt.NewParser().ParseUnverified(token, &Claims{})
	if err != nil {
		t.Fatal(err)
	}
	id, _ := parsed.Header["kid"].(string)
	return id
}
