package org

import (
	"maps"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// Errors of changes of the tree.
var (
	ErrCycle  = errs.New(errs.Invalid, "org.cycle", "the target is the unit itself or lies below it")
	ErrRoot   = errs.New(errs.Invalid, "org.root", "the agency itself cannot be moved, merged or ended")
	ErrGone   = errs.New(errs.Invalid, "org.gone", "the unit does not exist on that day")
	ErrEarly  = errs.New(errs.Invalid, "org.early", "the day is before the unit began")
	ErrSame   = errs.New(errs.Invalid, "org.same", "the change changes nothing")
	ErrLeft   = errs.New(errs.Conflict, "org.left", "people, open work or units are left in the unit")
	ErrBegun  = errs.New(errs.Conflict, "org.begun", "the change was applied already and cannot be taken back")
	ErrKind   = errs.New(errs.Invalid, "org.kind", "unknown kind of change")
	errNoRoot = errs.ErrInvalid.At("target", "required")
)

// maxDays is how far from today a change may be dated, in days: further away it is a slip of the pen.
const maxDays = 366

// maxDoc is how long the number of a document may be, in characters.
const maxDoc = 100

// CanChange reports whether a may plan c on these units: an administrator or personnel officer of the unit above what is
// made, moved, merged or ended, and of the target; of the unit itself for its names. Nobody moves or ends the own unit
// without being in charge of the one above.
func CanChange(a access.Actor, units map[string]Unit, c Change) bool {
	may := func(id string) bool {
		u, ok := units[id]
		return ok && CanEdit(a, u)
	}
	switch u := units[c.Unit]; c.Kind {
	case Make:
		return may(c.Target)
	case Rename:
		return may(c.Unit)
	case Move, Merge:
		return (u.Parent == "" && may(u.ID) || may(u.Parent)) && may(c.Target)
	case End:
		return u.Parent == "" && may(u.ID) || may(u.Parent)
	}
	return false
}

// form checks what was typed, whatever the tree: errs.ErrInvalid with every faulty field, ErrKind.
func (c Change) form(today vncal.Date) error {
	if !slices.Contains([]ChangeKind{Make, Rename, Move, Merge, End}, c.Kind) {
		return ErrKind
	}
	fault := errs.ErrInvalid.Length("docNumber", c.DocNumber, 1, maxDoc)
	switch {
	case !c.On.Valid():
		fault = fault.At("on", "date")
	case c.On > today.AddDays(maxDays):
		fault = fault.With(errs.Field{Path: "on", Code: "too_far", Args: map[string]string{"max": today.AddDays(maxDays).Display()}})
	case c.On < today.AddDays(-maxDays):
		fault = fault.With(errs.Field{Path: "on", Code: "too_early", Args: map[string]string{"min": today.AddDays(-maxDays).Display()}})
	}
	switch {
	case !c.DocDate.Valid():
		fault = fault.At("docDate", "date")
	case c.DocDate > today:
		fault = fault.At("docDate", "future")
	}
	if c.Kind != Make && c.Unit == "" {
		fault = fault.At("unit", "required")
	}
	if (c.Kind == Move || c.Kind == Merge) && c.Target == "" {
		fault = fault.At("target", "required")
	}
	return fault.OrNil()
}

// apply returns the units that c changes, as they are afterwards with raised versions. It looks at nothing but the tree.
// Errors: errs.ErrInvalid with the faulty fields, ErrCode, ErrCycle, ErrRoot, ErrGone, ErrEarly, ErrSame; ErrLeft when units
// are left below one to be ended.
func (c Change) apply(units map[string]Unit) ([]Unit, error) {
	target, hasTarget := units[c.Target]
	if c.Kind == Make && !hasTarget && c.Target == "" { // an agency has one root, and it is there
		return nil, errNoRoot
	}
	if (c.Kind == Make || c.moves()) && !hasTarget {
		return nil, errs.ErrInvalid.At("target", "not_found")
	}
	if hasTarget {
		if err := c.during(target, "target"); err != nil {
			return nil, err
		}
	}
	if c.Kind == Make {
		return c.made(units, target)
	}
	u, ok := units[c.Unit]
	if !ok {
		return nil, errs.ErrInvalid.At("unit", "not_found")
	}
	if err := c.during(u, "unit"); err != nil {
		return nil, err
	}
	if c.Kind == Rename {
		return c.renamed(units, u)
	}
	if u.Parent == "" {
		return nil, ErrRoot.At("unit", "invalid")
	}
	switch c.Kind {
	case Move:
		return c.moved(units, u, target)
	case Merge:
		return c.merged(units, u, target)
	default:
		return c.ended(units, u)
	}
}

// during checks that u exists on the day before the change and on the day itself.
func (c Change) during(u Unit, path string) error {
	switch {
	case u.To != NoEnd:
		return ErrGone.At(path, "ended")
	case c.On <= u.From && (c.Unit == u.ID || c.On < u.From): // what changes has had a day under the old order
		return ErrEarly.Arg("unit", u.Name).Arg("from", u.From.Display()).With(errs.Field{Path: "on", Code: "too_early", Args: map[string]string{"min": u.From.AddDays(1).Display()}})
	}
	return nil
}

// free checks that no other unit has the code, whether it has ended or not.
func (c Change) free(units map[string]Unit) error {
	for _, other := range units {
		if other.ID != c.Unit && strings.EqualFold(other.Code, c.Code) {
			return ErrCode.At("details.code", "duplicate")
		}
	}
	return nil
}

func (c Change) made(units map[string]Unit, parent Unit) ([]Unit, error) {
	order := 0
	for _, u := range units {
		if u.Parent == parent.ID {
			order = max(order, u.Order+1)
		}
	}
	u := Unit{
		ID: c.Unit, Agency: parent.Agency, Code: c.Code, Name: c.Name, ShortName: c.ShortName, Kind: c.UnitKind, Body: c.Body,
		Parent: parent.ID, Ancestors: parent.Path(), Order: order, From: c.On, To: NoEnd, Version: 1,
	}
	if err := detailed(u.check()); err != nil {
		return nil, err
	}
	return []Unit{u}, c.free(units)
}

func (c Change) renamed(units map[string]Unit, u Unit) ([]Unit, error) {
	next := u
	next.Code, next.Name, next.ShortName, next.Kind, next.Body = c.Code, c.Name, c.ShortName, c.UnitKind, c.Body || u.Parent == ""
	if err := detailed(next.check()); err != nil {
		return nil, err
	}
	if next.Code == u.Code && next.Name == u.Name && next.ShortName == u.ShortName && next.Kind == u.Kind && next.Body == u.Body {
		return nil, ErrSame.At("details.name", "unchanged")
	}
	next.Former = append(slices.Clip(u.Former), Former{u.Code, u.Name, u.ShortName, c.On.AddDays(-1)})
	next.Version++
	return []Unit{next}, c.free(units)
}

func (c Change) moved(units map[string]Unit, u, target Unit) ([]Unit, error) {
	switch {
	case target.Within(u.ID):
		return nil, ErrCycle.At("target", "invalid")
	case target.ID == u.Parent:
		return nil, ErrSame.At("target", "unchanged")
	}
	next := u
	next.Parent = target.ID
	return below(units, next), nil
}

// merged puts u, ended, below the unit that takes it over, where its past is seen by whoever is in charge of that one; the
// units directly below it go on below that one.
func (c Change) merged(units map[string]Unit, u, target Unit) ([]Unit, error) {
	if target.Within(u.ID) {
		return nil, ErrCycle.At("target", "invalid")
	}
	next := u
	next.Parent, next.Into, next.To = target.ID, target.ID, c.On.AddDays(-1)
	changed := []Unit{next}
	for _, child := range units {
		if child.Parent == u.ID && child.To == NoEnd {
			child.Parent = target.ID
			changed = append(changed, child)
		}
	}
	return below(units, changed...), nil
}

func (c Change) ended(units map[string]Unit, u Unit) ([]Unit, error) {
	left := 0
	for _, child := range units {
		if child.Parent == u.ID && child.To >= c.On {
			left++
		}
	}
	if left > 0 {
		return nil, stillThere(u, 0, 0, left)
	}
	u.To = c.On.AddDays(-1)
	u.Version++
	return []Unit{u}, nil
}

// below returns the changed units, and all that lie below one of them, with their ancestors as they are now.
func below(units map[string]Unit, changed ...Unit) []Unit {
	next := maps.Clone(units)
	for _, u := range changed {
		next[u.ID] = u
	}
	var path func(id string) []string
	path = func(id string) []string {
		if id == "" {
			return []string{}
		}
		return append(path(next[id].Parent), id)
	}
	var out []Unit
	for _, id := range slices.Sorted(maps.Keys(next)) {
		u, was := next[id], units[id]
		u.Ancestors = path(u.Parent)
		if u.Parent == was.Parent && u.To == was.To && slices.Equal(u.Ancestors, was.Ancestors) {
			continue
		}
		u.Version = was.Version + 1
		out = append(out, u)
	}
	return out
}

// detailed names the faulty fields of a unit as a change carries them.
func detailed(err error) error {
	if err == nil {
		return nil
	}
	fault := *errs.As(err)
	fault.Fields = slices.Clone(fault.Fields)
	for i := range fault.Fields {
		fault.Fields[i].Path = "details." + fault.Fields[i].Path
	}
	return &fault
}
