package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Limits of a text beside its length.
const (
	MaxDepth  = 32      // how deep objects and lists may nest
	MaxValues = 100_000 // values in all: each costs far more than the byte or two it is written in
	MaxKeys   = 2_000   // keys of one object: a reader that names each unknown one would be kept busy by the rest
)

// Fault says what is wrong with a text, and where.
type Fault struct {
	Code string            // format, duplicate, too_deep, too_many, as in the table of field sentences
	Path string            // e.g. "lead.person" or "entries[2].text"; empty for the whole text
	Args map[string]string // limits, never what the text says
}

// Error returns code and path, for logs.
func (f *Fault) Error() string { return strings.TrimSpace(f.Code + " " + f.Path) }

// Check reads one JSON value and refuses duplicate keys, excessive depth or number of values, text that is not UTF-8, and
// anything after the value. It returns nil when there is nothing to say.
func Check(text []byte) *Fault {
	if !utf8.Valid(text) {
		return &Fault{Code: "format"}
	}
	r := reader{dec: json.NewDecoder(bytes.NewReader(text))}
	r.dec.UseNumber()
	if err := r.value(); err != nil {
		var f *Fault
		if errors.As(err, &f) {
			return f
		}
		return &Fault{Code: "format"}
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return &Fault{Code: "format"}
	}
	return nil
}

// reader walks one JSON value. Where it stands is put together only when a fault names it: a path for every value would
// cost the length of the keys above times the number of values, 100 GB for a text of one mebibyte.
type reader struct {
	dec *json.Decoder
	at  []string // ".key" and "[index]" of the values around this one
	n   int      // values so far
}

// path returns where the reader stands.
func (r *reader) path() string { return strings.TrimPrefix(strings.Join(r.at, ""), ".") }

// value reads the next value with all that it holds.
func (r *reader) value() error {
	if len(r.at) > MaxDepth {
		return &Fault{Code: "too_deep", Path: r.path()}
	}
	if r.n++; r.n > MaxValues {
		return tooMany("", MaxValues)
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
func (r *reader) members() error {
	seen := map[string]bool{}
	for r.dec.More() {
		key, err := r.dec.Token()
		if err != nil {
			return err
		}
		name, ok := key.(string)
		if !ok {
			return &Fault{Code: "format", Path: r.path()}
		}
		if seen[name] {
			r.at = append(r.at, "."+name)
			return &Fault{Code: "duplicate", Path: r.path()}
		}
		if seen[name] = true; len(seen) > MaxKeys {
			return tooMany(r.path(), MaxKeys)
		}
		if err := r.inside("." + name); err != nil {
			return err
		}
	}
	return nil
}

// inside reads the value one step further in.
func (r *reader) inside(step string) error {
	r.at = append(r.at, step)
	err := r.value()
	r.at = r.at[:len(r.at)-1]
	return err
}

func tooMany(path string, limit int) *Fault {
	return &Fault{Code: "too_many", Path: path, Args: map[string]string{"max": strconv.Itoa(limit)}}
}
