package grading

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"congvu/internal/errs"
	"congvu/internal/strictjson"
)

// Facts are read here and not by strictjson.Check, though under the same limits: a file that a person wrote for congvu grade is
// to be told every fault in it at once, with lines and columns, and keeps the order of its members and the digits of its
// numbers. Check says the first fault of a request, holds nothing and reads every body of the API; it would pay for a tree.

// value is one JSON value and the place that faults about it name.
type value struct {
	at      *place
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

// place is where a value stands. Its text is put together only for a fault: a path kept with every value would cost the
// length of the keys above times the number of values, gigabytes for a text within the limit.
type place struct {
	in   *place // nil at the root
	name string // of the member
	item int    // position in a list, from 0, or inObject
}

// inObject is the item of a place in an object, whose name may be empty.
const inObject = -1

// Limits of what a text that is wrong from end to end can make us say.
const (
	maxFaults = 100 // faults named
	maxStep   = 60  // bytes of one key in a path
)

// String returns the path, e.g. "lines[2].k"; root for the whole document.
func (p *place) String() string {
	if p == nil {
		return root
	}
	var steps []string
	for ; p != nil; p = p.in {
		step := "[" + strconv.Itoa(p.item) + "]"
		if p.item == inObject {
			step = "." + p.name
			if p.name == "" {
				step = `.""`
			}
			if len(step) > maxStep {
				step = strings.ToValidUTF8(step[:maxStep], "") + "…"
			}
		}
		steps = append(steps, step)
	}
	slices.Reverse(steps)
	path, below := strings.CutPrefix(strings.Join(steps, ""), ".")
	if !below { // the whole document is a list
		path = root + path
	}
	return path
}

// member returns the member called name, of kind missing when there is none.
func (v value) member(name string) value {
	if m, ok := v.members[name]; ok {
		return m
	}
	return value{at: &place{in: v.at, name: name, item: inObject}}
}

// root is the path of the whole document.
const root = "$"

// parseJSON reads exactly one JSON value. Unlike encoding/json alone it refuses keys that stand twice, text that is
// not UTF-8, deep nesting and more values than anybody writes; numbers keep their digits. A byte order mark, as Notepad
// writes it, is passed over.
func parseJSON(raw []byte) (value, []errs.Field) {
	raw = bytes.TrimPrefix(raw, []byte("\ufeff"))
	var whole json.RawMessage
	if !utf8.Valid(raw) {
		return value{}, []errs.Field{{Path: root, Code: "facts_utf8"}}
	}
	if err := json.Unmarshal(raw, &whole); err != nil { // syntax of the whole, trailing data included
		return value{}, []errs.Field{syntaxFault(raw, err)}
	}
	p := treeParser{dec: json.NewDecoder(bytes.NewReader(raw))}
	p.dec.UseNumber()
	v := p.next(nil, 0)
	return v, p.faults
}

// syntaxFault says where the text stops being JSON.
func syntaxFault(raw []byte, err error) errs.Field {
	if strings.Contains(err.Error(), "exceeded max depth") { // of encoding/json, far beyond ours
		return depthFault(nil)
	}
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

func depthFault(at *place) errs.Field {
	return errs.Field{Path: at.String(), Code: "facts_depth", Args: map[string]string{"max": strconv.Itoa(strictjson.MaxDepth)}}
}

// treeParser builds values from tokens of a text whose syntax was checked before.
type treeParser struct {
	dec    *json.Decoder
	faults []errs.Field
	n      int  // values so far
	over   bool // too deep or too many, said once, or faults enough: the rest is skipped
}

func (p *treeParser) next(at *place, depth int) value {
	token, err := p.dec.Token()
	if err != nil || p.over {
		return value{at: at}
	}
	v := value{at: at}
	if p.n++; p.n > strictjson.MaxValues {
		p.stop(errs.Field{Path: root, Code: "facts_too_big"})
		return v
	}
	switch t := token.(type) {
	case json.Delim:
		if depth == strictjson.MaxDepth {
			p.stop(depthFault(at))
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

// stop notes the fault that ends the reading.
func (p *treeParser) stop(f errs.Field) {
	p.over = true
	p.faults = append(p.faults, f)
}

func (p *treeParser) object(v *value, depth int) {
	v.kind, v.members = object, map[string]value{}
	for p.dec.More() && !p.over {
		name, _ := p.dec.Token() // a string: the syntax was checked
		key := fmt.Sprint(name)
		m := p.next(&place{in: v.at, name: key, item: inObject}, depth+1)
		if _, twice := v.members[key]; twice {
			p.faults = append(p.faults, errs.Field{Path: m.at.String(), Code: "duplicate"})
			p.over = p.over || len(p.faults) == maxFaults
			continue
		}
		v.members[key] = m
		v.order = append(v.order, key)
	}
	p.close()
}

func (p *treeParser) array(v *value, depth int) {
	v.kind = array
	for p.dec.More() && !p.over {
		v.items = append(v.items, p.next(&place{in: v.at, item: len(v.items)}, depth+1))
	}
	p.close()
}

// close reads the bracket that ends an object or list; its syntax was checked.
func (p *treeParser) close() {
	if !p.over {
		_, _ = p.dec.Token()
	}
}
