package v1

import (
	"encoding/json"

	"github.com/danielgtaylor/huma/v2"
	"golang.org/x/text/unicode/norm"

	"congvu/internal/strictjson"
)

// strictJSON is the only format of the API. huma accepts duplicate keys, trailing data and any depth as it comes.
var strictJSON = huma.Format{
	Marshal: huma.DefaultJSONFormat.Marshal,
	Unmarshal: func(data []byte, v any) error {
		data = norm.NFC.Bytes(data) // before anything is counted: a limit is in characters as they are stored
		whole, first := v.(*any)    // huma reads a body twice: once to validate, once into the struct
		if first {
			if f := strictjson.Check(data); f != nil {
				return malformed(f)
			}
		} else {
			data = strictjson.Whole(data) // 1.0 is an integer to the schema, and must be one to the struct
		}
		if err := json.Unmarshal(data, v); err != nil {
			return &jsonFault{"format"}
		}
		if first {
			*whole = withoutNull(*whole)
		}
		return nil
	},
}

// null stands for a JSON null while a body is validated. huma takes nil for "left out", so that null would pass where a
// text or a number is asked for; this is of no type that a schema names, and no field of ours may be null.
type null struct{}

func withoutNull(v any) any {
	switch v := v.(type) {
	case nil:
		return null{}
	case map[string]any:
		for k, m := range v {
			v[k] = withoutNull(m)
		}
	case []any:
		for i, m := range v {
			v[i] = withoutNull(m)
		}
	}
	return v
}

// malformed describes a fault of the JSON text in the form that fieldOf reads: "<field code> <arg>=<value> name=<path>".
func malformed(f *strictjson.Fault) error {
	msg := f.Code
	for name, value := range f.Args {
		msg += " " + name + "=" + value
	}
	if f.Path != "" {
		msg += " name=" + f.Path
	}
	return &jsonFault{msg}
}

// jsonFault tells our own faults from those of encoding/json.
type jsonFault struct{ msg string }

// Error returns the message for fieldOf.
func (f *jsonFault) Error() string { return f.msg }
