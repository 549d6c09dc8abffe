package session

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"congvu/internal/clock"
	"congvu/internal/errs"
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

// Claims are what an access token carries: the person (Subject), the session and the rights number at signing.
type Claims struct {
	jwt.RegisteredClaims
	Session string `json:"sid"`
	Rights  int64  `json:"rights"`
}

// tokens signs and checks access tokens.
type tokens struct {
	keys  *keyring
	clock clock.Clock
}

// sign returns an access token of 10 minutes.
func (t tokens) sign(ctx context.Context, person, session string, rights int64) (string, error) {
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
		Session: session, Rights: rights,
	})
	token.Header["kid"], token.Header["typ"] = key.ID, tokenType
	signed, err := token.SignedString(key.Secret)
	if err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	return signed, nil
}

// verify returns the claims of a token that we signed for this API and that is in time. ErrSession otherwise, whatever
// is wrong with it; errs.ErrUnavailable when the keys cannot be read.
func (t tokens) verify(ctx context.Context, token string) (Claims, error) {
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
	case c.Subject == "" || c.Session == "":
		return Claims{}, ErrSession
	}
	return c, nil
}
