package identity

import (
	"congvu/internal/cursor"
	"congvu/internal/errs"
)

// cursorOf returns a position in the list that parts make up as clients hand it back.
func cursorOf(parts []rank, at position) string { return cursor.Of(listOf(parts), at.part, at.key) }

// parseCursor returns the position of a cursor, the beginning for none; errs.ErrInvalid for one that is not of this list.
func parseCursor(s string, parts []rank) (at position, err error) {
	if s != "" && (!cursor.Read(listOf(parts), s, &at.part, &at.key) || at.part < 0 || at.part >= len(parts)) {
		return position{}, errs.ErrInvalid.At("cursor", "format")
	}
	return at, nil
}
