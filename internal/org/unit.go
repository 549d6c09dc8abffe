package org

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// The kinds of unit (loại đơn vị), as stored and sent.
const (
	Province   = "province"   // ủy ban nhân dân tỉnh
	Department = "department" // sở, ban, ngành, văn phòng
	Division   = "division"   // phòng
	Centre     = "centre"     // trung tâm
	District   = "district"   // huyện, thành phố thuộc tỉnh
	Commune    = "commune"    // xã, phường, thị trấn
	Partner    = "partner"    // đơn vị phối hợp ngoài bộ máy: bưu điện, báo, đài
)

var kinds = []string{Province, Department, Division, Centre, District, Commune, Partner}

// NoEnd is the last day of a unit that has not been ended.
const NoEnd vncal.Date = "9999-12-31"

// Unit is one node of the tree (đơn vị). A body is a unit with its own seal and its own numbering of documents.
type Unit struct {
	ID        string     `bson:"_id"`
	Agency    string     `bson:"agency"`           // id of the root; the root's own id at the root
	Code      string     `bson:"code"`             // short stable code, unique in the agency: "STTTT-CNTT"
	Name      string     `bson:"name"`             // full name: "Phòng Công nghệ thông tin"
	ShortName string     `bson:"short_name"`       // what fits in a table: "P. CNTT"
	Kind      string     `bson:"kind"`             // one of the kinds above
	Parent    string     `bson:"parent"`           // empty at the root
	Ancestors []string   `bson:"ancestors"`        // root first, without the unit itself
	Body      bool       `bson:"body"`             // own seal, own numbering (cơ quan có con dấu riêng)
	Order     int        `bson:"order"`            // place among its siblings, from 0
	From      vncal.Date `bson:"from"`             // first day it exists
	To        vncal.Date `bson:"to"`               // last day it exists, NoEnd while it does
	Into      string     `bson:"into,omitempty"`   // the unit that took it over when it was merged; it lies below that one since
	Former    []Former   `bson:"former,omitempty"` // what it was called before, oldest first
	Version   int64      `bson:"version"`
}

// Former is what a unit was called through a day.
type Former struct {
	Code      string     `bson:"code"`
	Name      string     `bson:"name"`
	ShortName string     `bson:"short_name"`
	Until     vncal.Date `bson:"until"` // the last day of the name
}

// Path returns the ids from the root down to u itself: the units by whose heads u's records are seen.
func (u Unit) Path() []string { return append(slices.Clone(u.Ancestors), u.ID) }

// Within reports whether u is the unit or lies below it.
func (u Unit) Within(unit string) bool { return u.ID == unit || slices.Contains(u.Ancestors, unit) }

// Live reports whether u exists on day d.
func (u Unit) Live(d vncal.Date) bool { return u.From <= d && d <= u.To }

// Errors of units.
var (
	ErrMove   = errs.New(errs.Conflict, "org.move", "a unit cannot be moved below another parent")
	ErrCode   = errs.New(errs.Conflict, "org.code", "the unit code is already taken")
	ErrAgency = errs.New(errs.Conflict, "org.agency", "the installation has an agency already")
	ErrNoneIn = errs.New(errs.NotFound, "org.no_agency", "the installation has no agency yet")
)

// Limits of what is typed, in characters.
const (
	maxCode = 40
	maxName = 200
)

// check returns errs.ErrInvalid with every faulty field.
func (u Unit) check() error {
	fault := errs.ErrInvalid
	text := func(path, s string, limit int) {
		switch n := utf8.RuneCountInString(s); {
		case strings.TrimSpace(s) == "":
			fault = fault.At(path, "required")
		case n > limit:
			fault = fault.With(errs.Field{Path: path, Code: "too_long", Args: map[string]string{"max": strconv.Itoa(limit)}})
		}
	}
	text("code", u.Code, maxCode)
	text("name", u.Name, maxName)
	text("shortName", u.ShortName, maxName)
	if !slices.Contains(kinds, u.Kind) {
		fault = fault.At("kind", "choice")
	}
	if !u.From.Valid() || !u.To.Valid() || u.To < u.From {
		fault = fault.At("from", "date")
	}
	if len(fault.Fields) > 0 {
		return fault
	}
	return nil
}
