package session

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/binary"
	"strings"
)

// A refresh token reads "<session id>.<base64url of counter ‖ secret ‖ tag>". The store keeps a hash of the newest
// secret and the family's salt, never a secret:
//
//	next secret = HMAC-SHA256(salt, "next" ‖ secret)    so a repeated request gets the same successor, underived from
//	                                                    anything the database holds without the token itself
//	tag         = HMAC-SHA256(salt, "tag" ‖ counter ‖ secret), its first 16 bytes
//
// The tag tells an old token of ours, whose reuse ends the family, from an invented one, which means nothing: a stranger
// who has seen a session id cannot end the session with it.
type refreshToken struct {
	session string
	counter uint32
	secret  [32]byte
	tag     [16]byte
}

const refreshBytes = 4 + 32 + 16

// firstRefresh returns the first token of a new family.
func firstRefresh(session string, salt []byte) refreshToken {
	t := refreshToken{session: session, secret: [32]byte(randomBytes(32))}
	t.tag = t.mac(salt)
	return t
}

// successor returns the only token that may follow t.
func (t refreshToken) successor(salt []byte) refreshToken {
	h := hmac.New(sha256.New, salt)
	h.Write([]byte("next"))
	h.Write(t.secret[:])
	next := refreshToken{session: t.session, counter: t.counter + 1, secret: [32]byte(h.Sum(nil))}
	next.tag = next.mac(salt)
	return next
}

// genuine reports whether the family of salt issued t, now or earlier.
func (t refreshToken) genuine(salt []byte) bool {
	want := t.mac(salt)
	return subtle.ConstantTimeCompare(want[:], t.tag[:]) == 1
}

// is reports whether t's secret has that hash.
func (t refreshToken) is(hash []byte) bool { return subtle.ConstantTimeCompare(t.hash(), hash) == 1 }

// hash returns what is stored of t.
func (t refreshToken) hash() []byte {
	sum := sha256.Sum256(t.secret[:])
	return sum[:]
}

func (t refreshToken) mac(salt []byte) [16]byte {
	h := hmac.New(sha256.New, salt)
	h.Write([]byte("tag"))
	h.Write(binary.BigEndian.AppendUint32(nil, t.counter))
	h.Write(t.secret[:])
	return [16]byte(h.Sum(nil)[:16])
}

// String returns t as the cookie carries it.
func (t refreshToken) String() string {
	b := binary.BigEndian.AppendUint32(make([]byte, 0, refreshBytes), t.counter)
	b = append(append(b, t.secret[:]...), t.tag[:]...)
	return t.session + "." + base64.RawURLEncoding.EncodeToString(b)
}

// parseRefresh reads a cookie; false when it cannot be one of ours.
func parseRefresh(s string) (t refreshToken, ok bool) {
	session, rest, _ := strings.Cut(s, ".")
	b, err := base64.RawURLEncoding.DecodeString(rest)
	if err != nil || len(b) != refreshBytes || session == "" {
		return refreshToken{}, false
	}
	t.session, t.counter = session, binary.BigEndian.Uint32(b)
	copy(t.secret[:], b[4:36])
	copy(t.tag[:], b[36:])
	return t, true
}
