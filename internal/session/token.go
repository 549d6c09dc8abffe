package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"congvu/internal/cache"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// What an access token says about itself. The type keeps any other token signed by the same keys from passing as one.
const (
	tokenType = "congvu-access+jwt"
	issuer    = "congvu"
	audience  = "congvu-api"
)

// AccessLife is how long an access token is good.
const AccessLife = 10 * time.Minute

// skew is how far the clocks of two nodes may differ (spec/security.md §4): a token of a node that is ahead must not be
// "issued in the future" on another.
const skew = 30 * time.Second

// ErrSession asks to sign in again: the token is not good, or no longer.
var ErrSession = errs.New(errs.Unauthenticated, "session.session", "the session is not valid or has ended")

// Claims are what an access token carries: the person (Subject), the agency, the session and the rights number at signing.
type Claims struct {
	jwt.RegisteredClaims
	Agency  string `json:"agency"`
	Session string `json:"sid"`
	Rights  int64  `json:"rights"`
}

// tokens signs and checks access tokens.
type tokens struct {
	keys  *keyring
	clock clock.Clock
	known *cache.Cache[Claims] // by token: what was found good; a bad one is never kept
}

func newTokens(keys *keyring, c, machine clock.Clock) tokens {
	return tokens{keys: keys, clock: c, known: cache.New[Claims](machine, AccessLife+skew, mongodb.InTx)}
}

// sign returns an access token of 10 minutes.
func (t tokens) sign(ctx context.Context, agency, person, session string, rights int64) (string, error) {
	key, err := t.keys.signer(ctx)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	now := t.clock.Now()
	token := jwt.NewWithClaims(jwt.SigningMethodHS256, Claims{
		RegisteredClaims: jwt.RegisteredClaims{
			Issuer: issuer, Audience: jwt.ClaimStrings{audience}, Subject: person,
			IssuedAt: jwt.NewNumericDate(now), ExpiresAt: jwt.NewNumericDate(now.Add(AccessLife)),
		},
		Agency: agency, Session: session, Rights: rights,
	})
	token.Header["kid"], token.Header["typ"] = key.ID, tokenType
	signed, err := token.SignedString(key.Secret)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	return signed, nil
}

// verify returns the claims of a token that we signed for this API and that is in time. ErrSession otherwise, whatever
// is wrong with it; errs.ErrUnavailable when the keys cannot be read. The signature of a token is checked once; whether it
// is in time, every time.
func (t tokens) verify(ctx context.Context, token string) (Claims, error) {
	c, err := t.known.Load(ctx, token, func(ctx context.Context) (Claims, error) { return t.check(ctx, token) })
	if now := t.clock.Now(); err == nil && (!now.Add(-skew).Before(c.ExpiresAt.Time) || c.IssuedAt.After(now.Add(skew))) {
		return Claims{}, ErrSession
	}
	return c, err
}

// Signed reports whether a token is one of ours and in time. Its session may have ended since.
func (s *Service) Signed(ctx context.Context, token string) bool {
	_, err := s.tokens.verify(ctx, token)
	return err == nil
}

// check reads a token for the first time.
func (t tokens) check(ctx context.Context, token string) (Claims, error) {
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}), jwt.WithIssuer(issuer), jwt.WithAudience(audience),
		jwt.WithExpirationRequired(), jwt.WithIssuedAt(), jwt.WithStrictDecoding(), jwt.WithLeeway(skew), jwt.WithTimeFunc(t.clock.Now))
	var c Claims
	_, err := parser.ParseWithClaims(token, &c, func(token *jwt.Token) (any, error) {
		kid, _ := token.Header["kid"].(string)
		if token.Header["typ"] != tokenType {
			return nil, fmt.Errorf("type: %w", ErrSession)
		}
		secret, ok, err := t.keys.byID(ctx, kid)
		if err != nil {
			return nil, err
		}
		if !ok {
			return nil, fmt.Errorf("key: %w", ErrSession)
		}
		return secret, nil
	})
	switch {
	case errors.Is(err, errs.ErrUnavailable):
		return Claims{}, err
	case err != nil:
		return Claims{}, fmt.Errorf("%w: %w", ErrSession, err)
	case c.Subject == "" || c.Session == "" || c.Agency == "" || c.IssuedAt == nil:
		return Claims{}, ErrSession
	}
	return c, nil
}
