package cursor

import (
	"encoding/base64"
	"strings"
	"testing"
)

func TestOfAndRead(t *testing.T) {
	t.Parallel()
	c := Of("tasks|open|due", int64(1_772_000_000_123), "01ARZ3NDEKTSV4RRFFQ69G5FAV", true)
	var at int64
	var id string
	var exact bool
	if !Read("tasks|open|due", c, &at, &id, &exact) || at != 1_772_000_000_123 || id != "01ARZ3NDEKTSV4RRFFQ69G5FAV" || !exact {
		t.Errorf("%q is read as %d %q %v", c, at, id, exact)
	}
	if c != Of("tasks|open|due", at, id, exact) {
		t.Error("two cursors of one place differ")
	}
	if long := Of(strings.Repeat("một danh sách rất dài ", 100), id); len(long) > 80 {
		t.Errorf("the length of a list's name shows: %d", len(long))
	}
	if Of("a", id) == Of("b", id) {
		t.Error("two lists have the same cursor")
	}
	text := func(json string) string { return base64.RawURLEncoding.EncodeToString([]byte(json)) }
	name := nameOf("l")
	for what, bad := range map[string]string{
		"nothing":         "",
		"no base64":       "!",
		"padded":          base64.URLEncoding.EncodeToString([]byte(`["` + name + `","xy"]`)),
		"no JSON":         text("x"),
		"an object":       text(`{"a":1}`),
		"another list":    Of("m", "x"),
		"no list":         text(`["x"]`),
		"a number's list": text(`[1,"x"]`),
		"too short":       Of("l"),
		"too long":        Of("l", "x", "y"),
		"another type":    Of("l", 1),
		"null":            text(`["` + name + `",null]`),
		"two values":      text(`["` + name + `","x"]["x"]`),
	} {
		if Read("l", bad, new(string)) {
			t.Errorf("%s is read", what)
		}
	}
	if !Read("l", Of("l", "x"), new(string)) {
		t.Error("our own is not read")
	}
}
