package factor

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"encoding/base64"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"
)

// The codes of an app, as every app reads them when nothing else is said (RFC 6238).
const (
	stepSeconds = 30
	digits      = otp.DigitsSix
	skew        = 1  // steps by which the phone's clock may be off, either way
	secretBytes = 20 // 160 bits, as RFC 4226 recommends
)

// RecoveryCodes is how many recovery codes are given at once.
const RecoveryCodes = 10

// newSecret returns a secret that nobody can guess, as apps take it: base32 without padding.
func newSecret() string {
	b := make([]byte, secretBytes)
	_, _ = rand.Read(b) // never fails: it ends the program rather than go on with guessable secrets
	return base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b)
}

// stepOf returns the number of the 30 seconds that hold an instant.
func stepOf(at time.Time) int64 { return at.Unix() / stepSeconds }

// matches returns the step whose code was typed, among those near now and after the last one used; false for none.
func matches(secret, typed string, now time.Time, used int64) (step int64, ok bool) {
	for step = stepOf(now) - skew; step <= stepOf(now)+skew; step++ {
		if step <= used {
			continue
		}
		want, err := codeAt(secret, step)
		if err == nil && subtle.ConstantTimeCompare([]byte(want), []byte(typed)) == 1 {
			return step, true
		}
	}
	return 0, false
}

func codeAt(secret string, step int64) (string, error) {
	return hotp.GenerateCodeCustom(secret, uint64(step), hotp.ValidateOpts{Digits: digits, Algorithm: otp.AlgorithmSHA1})
}

// Code returns the code that an app shows at an instant, for whoever plays the app: tests and the demo.
func Code(secret string, at time.Time) (string, error) { return codeAt(secret, stepOf(at)) }

// address returns the otpauth URI that an app reads from a QR code.
func address(issuer, account, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {issuer}}
	// Apps read %20 and not +, whatever a query may say.
	return "otpauth://totp/" + url.PathEscape(issuer+":"+account) + "?" + strings.ReplaceAll(q.Encode(), "+", "%20")
}

// recoveryLetters are what recovery codes are written with: nothing that paper or a tired eye takes for another.
const recoveryLetters = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

// newRecovery returns recovery codes as they are written down, "K7TM2-QXD94" (49 bits, each good once), and their hashes.
func newRecovery(person string) (codes, hashes []string) {
	for range RecoveryCodes {
		var b strings.Builder
		for n := 0; n < 10; {
			r := make([]byte, 1)
			_, _ = rand.Read(r)
			if int(r[0]) >= 256/len(recoveryLetters)*len(recoveryLetters) { // else the first letters would come more often
				continue
			}
			if n == 5 {
				b.WriteByte('-')
			}
			b.WriteByte(recoveryLetters[int(r[0])%len(recoveryLetters)])
			n++
		}
		codes, hashes = append(codes, b.String()), append(hashes, recoveryHash(person, b.String()))
	}
	return codes, hashes
}

// recoveryHash returns what is stored of a person's recovery code. Codes are random and tried slowly, so a plain hash keeps them.
func recoveryHash(person, code string) string {
	sum := sha256.Sum256([]byte("recovery\x00" + person + "\x00" + bare(code)))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// bare returns the letters and digits of a code however it was typed: with spaces, dashes, small letters.
func bare(typed string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' {
			return r
		}
		return -1
	}, strings.ToUpper(typed))
}
