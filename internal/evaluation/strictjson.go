package evaluation

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"unicode/utf8"

	"congvu/internal/errs"
)

// value is one JSON value and the path that faults about it name.
type value struct {
	path    string
	kind    string // one of the kinds below; "" when the member is missing
	text    string // of strings and numbers, the latter as written
	truth   bool
	items   []value
	members map[string]value
	order   []string // names of members as they stand
}

// The kinds of value.
const (
	missing = ""
	object  = "object"
	array   = "array"
	text    = "string"
	number  = "number"
	boolean = "boolean"
	null    = "null"
)

// maxDepth is how deep objects and lists may be nested, as for every request of the API.
const maxDepth = 32

// member returns the member called name, of kind missing when there is none.
func (v value) member(name string) value {
	if m, ok := v.members[name]; ok {
		return m
	}
	return value{path: join(v.path, name)}
}

// root is the path of the whole document.
const root = "$"

func join(path, name string) string {
	if path == root {
		return name
	}
	return path + "." + name
}

// parseJSON reads exactly one JSON value. Unlike encoding/json alone it refuses keys that stand twice, text that is
// not UTF-8, and deep nesting; numbers keep their digits.
func parseJSON(raw []byte) (value, []errs.Field) {
	var whole json.RawMessage
	if err := json.Unmarshal(raw, &whole); err != nil { // syntax of the whole, trailing data included
		return value{}, []errs.Field{syntaxFault(raw, err)}
	}
	if !utf8.Valid(raw) {
		return value{}, []errs.Field{{Path: root, Code: "facts_utf8"}}
	}
	p := treeParser{dec: json.NewDecoder(bytes.NewReader(raw))}
	p.dec.UseNumber()
	v := p.next(root, 0)
	return v, p.faults
}

// syntaxFault says where the text stops being JSON.
func syntaxFault(raw []byte, err error) errs.Field {
	at := int64(len(raw))
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) && syntax.Offset < at {
		at = syntax.Offset
	}
	before := raw[:at]
	line := bytes.Count(before, []byte("\n")) + 1
	column := utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])
	return errs.Field{Path: root, Code: "facts_json", Args: map[string]string{
		"line": strconv.Itoa(line), "column": strconv.Itoa(max(column, 1)),
	}}
}

// treeParser builds values from tokens of a text whose syntax was checked before.
type treeParser struct {
	dec    *json.Decoder
	faults []errs.Field
	deep   bool // too deep: said once, the rest is skipped
}

func (p *treeParser) next(path string, depth int) value {
	token, err := p.dec.Token()
	if err != nil || p.deep {
		return value{path: path}
	}
	v := value{path: path}
	switch t := token.(type) {
	case json.Delim:
		if depth == maxDepth {
			p.deep = true
			p.faults = append(p.faults, errs.Field{Path: path, Code: "facts_depth", Args: map[string]string{"max": strconv.Itoa(maxDepth)}})
			return v
		}
		if t == '{' {
			p.object(&v, depth)
		} else {
			p.array(&v, depth)
		}
	case string:
		v.kind, v.text = text, t
	case json.Number:
		v.kind, v.text = number, t.String()
	case bool:
		v.kind, v.truth = boolean, t
	default:
		v.kind = null
	}
	return v
}

func (p *treeParser) object(v *value, depth int) {
	v.kind, v.members = object, map[string]value{}
	for p.dec.More() && !p.deep {
		name, _ := p.dec.Token() // a string: the syntax was checked
		key := fmt.Sprint(name)
		m := p.next(join(v.path, key), depth+1)
		if _, twice := v.members[key]; twice {
			p.faults = append(p.faults, errs.Field{Path: m.path, Code: "duplicate"})
			continue
		}
		v.members[key] = m
		v.order = append(v.order, key)
	}
	p.close()
}

func (p *treeParser) array(v *value, depth int) {
	v.kind = array
	for p.dec.More() && !p.deep {
		v.items = append(v.items, p.next(fmt.Sprintf("%s[%d]", v.path, len(v.items)), depth+1))
	}
	p.close()
}

// close reads the bracket that ends an object or list; its syntax was checked.
func (p *treeParser) close() {
	if !p.deep {
		_, _ = p.dec.Token()
	}
}
