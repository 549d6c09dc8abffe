package v1

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// Limits of a request's JSON beside its length.
const (
	maxDepth  = 32      // how deep it may nest
	maxValues = 100_000 // values in all: each costs far more than the byte or two it is written in
)

// strictJSON is the only format of the API. huma accepts duplicate keys, trailing data and any depth as it comes.
var strictJSON = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		if _, first := v.(*any); first { // huma reads a body twice: once to validate, once into the struct
			if err := checkJSON(data); err != nil {
				return err
			}
		}
		if err := json.Unmarshal(data, v); err != nil {
			return malformed("", "format")
		}
		return nil
	},
}

// malformed describes a fault of the JSON text in the form that fieldOf reads.
func malformed(path, code string) error {
	if path == "" {
		return &jsonFault{code}
	}
	return &jsonFault{code + " name=" + path}
}

// jsonFault tells our own faults from those of encoding/json.
type jsonFault struct{ msg string }

// Error returns "<field code> name=<path>".
func (f *jsonFault) Error() string { return f.msg }

// checkJSON walks the tokens of one JSON value and refuses duplicate keys, excessive depth, invalid UTF-8 and
// anything after the value.
func checkJSON(data []byte) error {
	if !utf8.Valid(data) {
		return malformed("", "format")
	}
	r := jsonReader{dec: json.NewDecoder(bytes.NewReader(data))}
	r.dec.UseNumber()
	if err := r.value(); err != nil {
		var f *jsonFault
		if errors.As(err, &f) {
			return err
		}
		return malformed("", "format")
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return malformed("", "format")
	}
	return nil
}

// jsonReader walks one JSON value. Where it stands is put together only when a fault names it: a path for every value
// would cost the length of the keys above times the number of values, 100 GB for a body within the limit.
type jsonReader struct {
	dec *json.Decoder
	at  []string // ".key" and "[index]" of the values around this one
	n   int      // values so far
}

// path returns where the reader stands, e.g. "lead.person" or "entries[2].text".
func (r *jsonReader) path() string { return strings.TrimPrefix(strings.Join(r.at, ""), ".") }

// value reads the next value with all that it holds.
func (r *jsonReader) value() error {
	if len(r.at) > maxDepth {
		return malformed(r.path(), "too_deep")
	}
	if r.n++; r.n > maxValues {
		return malformed("", "too_many max="+strconv.Itoa(maxValues))
	}
	tok, err := r.dec.Token()
	if err != nil {
		return err
	}
	switch tok {
	case json.Delim('{'):
		err = r.members()
	case json.Delim('['):
		for i := 0; err == nil && r.dec.More(); i++ {
			err = r.inside("[" + strconv.Itoa(i) + "]")
		}
	default:
		return nil
	}
	if err != nil {
		return err
	}
	_, err = r.dec.Token() // the closing delimiter
	return err
}

// members reads what an object holds.
func (r *jsonReader) members() error {
	seen := map[string]bool{}
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return err
		}
		name, ok := key.(string)
		if !ok {
			return malformed(r.path(), "format")
		}
		if seen[name] {
			r.at = append(r.at, "."+name)
			return malformed(r.path(), "duplicate")
		}
		seen[name] = true
		if err := r.inside("." + name); err != nil {
			return err
		}
	}
	return nil
}

// inside reads the value one step further in.
func (r *jsonReader) inside(step string) error {
	r.at = append(r.at, step)
	err := r.value()
	r.at = r.at[:len(r.at)-1]
	return err
}
