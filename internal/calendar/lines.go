package calendar

import (
	"bytes"
	"encoding/json"
	"errors"
	"maps"
	"slices"
	"strconv"

	"congvu/internal/errs"
	"congvu/internal/strictjson"
	"congvu/pkg/vncal"
)

// Faults of a line of the command line's input.
var (
	ErrJSON = errs.New(errs.Malformed, "calendar.json", "not one JSON object")
	ErrLine = errs.New(errs.TooLarge, "calendar.line", "line too long")
)

// ParseRule reads a rule that counts from a day, as the command line takes it:
// {"kind":"working"|"calendar"|"month","start":"2026-02-13","n":3}. Each key stands exactly once and no other is known.
// Errors: ErrJSON; ErrRule with every field that is unknown, missing, repeated or of a wrong type, else the fault of its value.
func ParseRule(text []byte) (vncal.Rule, error) {
	values, fields, err := object(text)
	if err != nil {
		return vncal.Rule{}, err
	}
	var r vncal.Rule
	for _, f := range []struct {
		name string
		read func(raw json.RawMessage) bool
	}{
		{"kind", func(raw json.RawMessage) bool { return readText(raw, (*string)(&r.Kind)) }},
		{"start", func(raw json.RawMessage) bool { return readText(raw, (*string)(&r.Start)) }},
		{"n", func(raw json.RawMessage) (ok bool) { r.N, ok = readInt(raw); return ok }},
	} {
		switch raw, ok := values[f.name]; {
		case !ok:
			fields = append(fields, errs.Field{Path: f.name, Code: "required"})
		case !f.read(raw):
			fields = append(fields, errs.Field{Path: f.name, Code: "type"})
		}
		delete(values, f.name)
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		fields = append(fields, errs.Field{Path: name, Code: "unknown"})
	}
	if len(fields) > 0 {
		return r, ErrRule.With(fields...)
	}
	if r.Kind == vncal.KindDate || r.Kind == vncal.KindNone { // nothing to count
		return r, ErrRule.At("kind", "choice")
	}
	return r, Check("", r)
}

// object splits one JSON object into its members, and names the keys that stand more than once. A byte order mark, as
// Notepad writes it before the first line, is passed over.
func object(text []byte) (map[string]json.RawMessage, []errs.Field, error) {
	members, ok := strictjson.Object(bytes.TrimPrefix(text, []byte("\ufeff")))
	if !ok {
		return nil, nil, ErrJSON
	}
	values, repeated := map[string]json.RawMessage{}, []errs.Field(nil)
	for _, m := range members {
		if _, dup := values[m.Name]; dup {
			repeated = append(repeated, errs.Field{Path: m.Name, Code: "duplicate"})
		}
		values[m.Name] = m.Value
	}
	return values, repeated, nil
}

func readText(raw json.RawMessage, into *string) bool {
	return len(raw) > 0 && raw[0] == '"' && json.Unmarshal(raw, into) == nil
}

// readInt reads digits with an optional minus; a number beyond int is cut to the largest, which no term may reach.
func readInt(raw json.RawMessage) (int, bool) {
	n, err := strconv.ParseInt(string(raw), 10, 32)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	return int(n), true
}
