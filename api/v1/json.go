package v1

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
)

// maxDepth is how deep a request's JSON may nest.
const maxDepth = 32

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
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := checkValue(dec, "", 0); err != nil {
		var f *jsonFault
		if errors.As(err, &f) {
			return err
		}
		return malformed("", "format")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return malformed("", "format")
	}
	return nil
}

func checkValue(dec *json.Decoder, path string, depth int) error {
	if depth > maxDepth {
		return malformed(path, "too_deep")
	}
	tok, err := dec.Token()
	if err != nil {
		return err
	}
	switch tok {
	case json.Delim('{'):
		seen := map[string]bool{}
		for dec.More() {
			key, err := dec.Token()
			if err != nil {
				return err
			}
			name, ok := key.(string)
			if !ok {
				return malformed(path, "format")
			}
			at := name
			if path != "" {
				at = path + "." + name
			}
			if seen[name] {
				return malformed(at, "duplicate")
			}
			seen[name] = true
			if err := checkValue(dec, at, depth+1); err != nil {
				return err
			}
		}
	case json.Delim('['):
		for i := 0; dec.More(); i++ {
			if err := checkValue(dec, fmt.Sprintf("%s[%d]", path, i), depth+1); err != nil {
				return err
			}
		}
	default:
		return nil
	}
	_, err = dec.Token() // the closing delimiter
	return err
}
