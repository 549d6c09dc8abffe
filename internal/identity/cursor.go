package identity

import (
	"congvu/internal/cursor"
	"congvu/internal/errs"
)

// people names the lists of people: all are in one order, whatever they were searched by.
const people = "people"

// cursorOf returns the position after p as clients hand it back.
func cursorOf(p Person) string { return cursor.Of(people, p.Sort) }

// parseCursor returns the sort key of a cursor, empty for none; errs.ErrInvalid for one that is not ours.
func parseCursor(s string) (key string, err error) {
	if s != "" && !cursor.Read(people, s, &key) {
		return "", errs.ErrInvalid.At("cursor", "format")
	}
	return key, nil
}
