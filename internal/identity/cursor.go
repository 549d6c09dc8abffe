package identity

import (
	"encoding/base64"

	"congvu/internal/errs"
)

// cursorOf returns the position after p as clients hand it back.
func cursorOf(p Person) string { return base64.RawURLEncoding.EncodeToString([]byte(p.Sort)) }

// parseCursor returns the sort key of a cursor, empty for none; errs.ErrInvalid for one that is not ours.
func parseCursor(s string) (string, error) {
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return "", errs.ErrInvalid.At("cursor", "format")
	}
	return string(raw), nil
}
