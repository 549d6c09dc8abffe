package strictjson

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"slices"
)

// Member is one "key": value of an object, the value as it is written.
type Member struct {
	Name  string
	Value json.RawMessage
}

// Object splits a text that is exactly one JSON object into its members, in the order they stand: also those whose key
// stands more than once, for the caller says which faults it names. It reports false when the text is anything else.
func Object(text []byte) (members []Member, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(text))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, false
	}
	for dec.More() {
		key, err := dec.Token()
		name, isText := key.(string)
		var raw json.RawMessage
		if err != nil || !isText || dec.Decode(&raw) != nil {
			return nil, false
		}
		members = append(members, Member{Name: name, Value: raw})
	}
	if _, err := dec.Token(); err != nil {
		return nil, false
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) { // something after the object
		return nil, false
	}
	return members, true
}

// Texts reads an object of which every value is a string and every key is one of known, each at most once; a key that is
// not there is an empty string. It reports false for any other text.
func Texts(text []byte, known ...string) (values map[string]string, ok bool) {
	if Check(text) != nil {
		return nil, false
	}
	members, ok := Object(text)
	values = make(map[string]string, len(members))
	for _, m := range members {
		var v string
		if !slices.Contains(known, m.Name) || len(m.Value) == 0 || m.Value[0] != '"' || json.Unmarshal(m.Value, &v) != nil {
			return nil, false
		}
		values[m.Name] = v
	}
	return values, ok
}
