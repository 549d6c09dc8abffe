package org

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// sample is a tree, each unit below the one before the slash; "cu" has ended, "moi" begins on 01/06/2026.
//
//	tinh ─ so1 ─ phong1 ─ to
//	     │     └ phong2
//	     ├ so2 ─ cu (ended)
//	     └ moi
func sample() map[string]Unit {
	units := map[string]Unit{}
	for _, path := range []string{"tinh", "tinh/so1", "tinh/so2", "tinh/so1/phong1", "tinh/so1/phong2", "tinh/so1/phong1/to", "tinh/so2/cu", "tinh/moi"} {
		ids := strings.Split(path, "/")
		u := Unit{ID: ids[len(ids)-1], Agency: "tinh", Kind: Division, Ancestors: ids[:len(ids)-1], From: "2020-01-01", To: NoEnd, Version: 1}
		u.Code, u.Name, u.ShortName = strings.ToUpper(u.ID), "Đơn vị "+u.ID, u.ID
		if len(ids) > 1 {
			u.Parent = ids[len(ids)-2]
		}
		switch u.ID {
		case "cu":
			u.To = "2025-12-31"
		case "moi":
			u.From = "2026-06-01"
		}
		units[u.ID] = u
	}
	return units
}

func change(kind ChangeKind, unit, target string) Change {
	c := Change{Kind: kind, Unit: unit, Target: target, On: "2026-07-01", DocNumber: "12/QĐ-UBND", DocDate: "2026-06-20"}
	if kind == Make || kind == Rename {
		c.Code, c.Name, c.ShortName, c.UnitKind = "MOI-1", "Đơn vị mới 1", "ĐVM1", Division
	}
	return c
}

// TestChangeRefused is a row for each way in which a change contradicts the tree or itself.
func TestChangeRefused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change Change
		edit   func(*Change)
		want   *errs.Error
		field  string // path:code
	}{
		"made at a second root":      {change(Make, "x", ""), nil, errs.ErrInvalid, "target:required"},
		"made below nothing":         {change(Make, "x", "khong"), nil, errs.ErrInvalid, "target:not_found"},
		"made below an ended one":    {change(Make, "x", "cu"), nil, ErrGone, "target:ended"},
		"made before its parent":     {change(Make, "x", "moi"), func(c *Change) { c.On = "2026-05-31" }, ErrEarly, "on:too_early"},
		"made with a code in use":    {change(Make, "x", "so1"), func(c *Change) { c.Code = "so2" }, ErrCode, "details.code:duplicate"},
		"made with an ended's code":  {change(Make, "x", "so1"), func(c *Change) { c.Code = "CU" }, ErrCode, "details.code:duplicate"},
		"made without a name":        {change(Make, "x", "so1"), func(c *Change) { c.Name = "" }, errs.ErrInvalid, "details.name:required"},
		"made of no kind":            {change(Make, "x", "so1"), func(c *Change) { c.UnitKind = "bo" }, errs.ErrInvalid, "details.kind:choice"},
		"renamed without a change":   {change(Rename, "so1", ""), func(c *Change) { c.Code, c.Name, c.ShortName = "SO1", "Đơn vị so1", "so1" }, ErrSame, "details.name:unchanged"},
		"renamed to a code in use":   {change(Rename, "so1", ""), func(c *Change) { c.Code = "SO2" }, ErrCode, "details.code:duplicate"},
		"renamed when ended":         {change(Rename, "cu", ""), nil, ErrGone, "unit:ended"},
		"renamed on its first day":   {change(Rename, "moi", ""), func(c *Change) { c.On = "2026-06-01" }, ErrEarly, "on:too_early"},
		"renamed, not there":         {change(Rename, "khong", ""), nil, errs.ErrInvalid, "unit:not_found"},
		"moved below itself":         {change(Move, "so1", "so1"), nil, ErrCycle, "target:invalid"},
		"moved below its child":      {change(Move, "so1", "phong1"), nil, ErrCycle, "target:invalid"},
		"moved below its grandchild": {change(Move, "so1", "to"), nil, ErrCycle, "target:invalid"},
		"moved where it is":          {change(Move, "phong1", "so1"), nil, ErrSame, "target:unchanged"},
		"moved, the agency":          {change(Move, "tinh", "so1"), nil, ErrRoot, "unit:invalid"},
		"moved, ended":               {change(Move, "cu", "so1"), nil, ErrGone, "unit:ended"},
		"moved below an ended one":   {change(Move, "phong1", "cu"), nil, ErrGone, "target:ended"},
		"moved to nowhere":           {change(Move, "phong1", "khong"), nil, errs.ErrInvalid, "target:not_found"},
		"moved before it began":      {change(Move, "moi", "so1"), func(c *Change) { c.On = "2026-05-01" }, ErrEarly, "on:too_early"},
		"moved before the target":    {change(Move, "so1", "moi"), func(c *Change) { c.On = "2026-05-31" }, ErrEarly, "on:too_early"},
		"merged into itself":         {change(Merge, "so1", "so1"), nil, ErrCycle, "target:invalid"},
		"merged into its child":      {change(Merge, "so1", "phong2"), nil, ErrCycle, "target:invalid"},
		"merged, the agency":         {change(Merge, "tinh", "so1"), nil, ErrRoot, "unit:invalid"},
		"merged into an ended one":   {change(Merge, "so1", "cu"), nil, ErrGone, "target:ended"},
		"merged twice":               {change(Merge, "cu", "so1"), nil, ErrGone, "unit:ended"},
		"ended with units below":     {change(End, "so1", ""), nil, ErrLeft, ""},
		"ended, the agency":          {change(End, "tinh", ""), nil, ErrRoot, "unit:invalid"},
		"ended twice":                {change(End, "cu", ""), nil, ErrGone, "unit:ended"},
		"ended on its first day":     {change(End, "moi", ""), func(c *Change) { c.On = "2026-06-01" }, ErrEarly, "on:too_early"},
	} {
		if tc.edit != nil {
			tc.edit(&tc.change)
		}
		_, err := tc.change.apply(sample())
		fields := []string{}
		for _, f := range errs.As(err).Fields {
			fields = append(fields, f.Path+":"+f.Code)
		}
		if !errors.Is(err, tc.want) || tc.field != "" && !slices.Contains(fields, tc.field) {
			t.Errorf("%s: %v %v, want %v at %s", name, err, fields, tc.want, tc.field)
		}
	}
}

// TestChangeForm is a row for each thing that can be typed wrongly.
func TestChangeForm(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit func(*Change)
		want string // path:code; "" for none
	}{
		"right":               {func(*Change) {}, ""},
		"no document":         {func(c *Change) { c.DocNumber = " " }, "docNumber:required"},
		"a long number":       {func(c *Change) { c.DocNumber = strings.Repeat("1", 101) }, "docNumber:too_long"},
		"no date of it":       {func(c *Change) { c.DocDate = "" }, "docDate:date"},
		"not signed yet":      {func(c *Change) { c.DocDate = "2026-07-02" }, "docDate:future"},
		"no such day":         {func(c *Change) { c.On = "2026-02-30" }, "on:date"},
		"a year too far":      {func(c *Change) { c.On = "2027-07-03" }, "on:too_far"},
		"a year too long ago": {func(c *Change) { c.On = "2025-06-29" }, "on:too_early"},
		"no unit":             {func(c *Change) { c.Unit = "" }, "unit:required"},
		"no target":           {func(c *Change) { c.Target = "" }, "target:required"},
	} {
		c := change(Move, "phong1", "so2")
		tc.edit(&c)
		got := ""
		if err := c.form("2026-07-01"); err != nil {
			f := errs.As(err).Fields
			got = f[0].Path + ":" + f[0].Code
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
	if err := change("split", "phong1", "so2").form("2026-07-01"); !errors.Is(err, ErrKind) {
		t.Errorf("unknown kind: %v", err)
	}
}

// TestChangeApplied: what each kind does to the tree; nothing else of it changes.
func TestChangeApplied(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change Change
		want   map[string]string // path, last day and successor of every unit that changes
	}{
		"make":           {change(Make, "x", "so2"), map[string]string{"x": "tinh/so2/x 9999-12-31 "}},
		"rename":         {change(Rename, "so2", ""), map[string]string{"so2": "tinh/so2 9999-12-31 "}},
		"move":           {change(Move, "phong1", "so2"), map[string]string{"phong1": "tinh/so2/phong1 9999-12-31 ", "to": "tinh/so2/phong1/to 9999-12-31 "}},
		"move up":        {change(Move, "phong1", "tinh"), map[string]string{"phong1": "tinh/phong1 9999-12-31 ", "to": "tinh/phong1/to 9999-12-31 "}},
		"move with past": {change(Move, "so2", "so1"), map[string]string{"so2": "tinh/so1/so2 9999-12-31 ", "cu": "tinh/so1/so2/cu 2025-12-31 "}},
		"merge": {change(Merge, "phong1", "so2"), map[string]string{
			"phong1": "tinh/so2/phong1 2026-06-30 so2", "to": "tinh/so2/to 9999-12-31 ",
		}},
		"merge into the one above": {change(Merge, "phong1", "so1"), map[string]string{
			"phong1": "tinh/so1/phong1 2026-06-30 so1", "to": "tinh/so1/to 9999-12-31 ",
		}},
		"merge with past": {change(Merge, "so2", "so1"), map[string]string{"so2": "tinh/so1/so2 2026-06-30 so1", "cu": "tinh/so1/so2/cu 2025-12-31 "}},
		"end":             {change(End, "phong2", ""), map[string]string{"phong2": "tinh/so1/phong2 2026-06-30 "}},
		"end with past":   {change(End, "so2", ""), map[string]string{"so2": "tinh/so2 2026-06-30 "}},
	} {
		before := sample()
		changed, err := tc.change.apply(before)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		got := map[string]string{}
		for _, u := range changed {
			got[u.ID] = strings.Join(u.Path(), "/") + " " + string(u.To) + " " + u.Into
			if u.Version != before[u.ID].Version+1 {
				t.Errorf("%s: %s has version %d", name, u.ID, u.Version)
			}
		}
		for id, want := range tc.want {
			if got[id] != want {
				t.Errorf("%s: %s is %q, want %q", name, id, got[id], want)
			}
		}
		if len(got) != len(tc.want) {
			t.Errorf("%s: %v changed, want %v", name, got, tc.want)
		}
	}
	renamed, err := change(Rename, "so2", "").apply(sample())
	if err != nil || !slices.Equal(renamed[0].Former, []Former{{"SO2", "Đơn vị so2", "so2", "2026-06-30"}}) {
		t.Errorf("former names: %+v, %v", renamed, err)
	}
}

// TestCanChange: nobody changes the own unit's place, nor beyond the own charge.
func TestCanChange(t *testing.T) {
	t.Parallel()
	units := sample()
	for name, tc := range map[string]struct {
		role access.Role
		unit string
		c    Change
		want bool
	}{
		"admin of all makes":              {access.Admin, "tinh", change(Make, "x", "so1"), true},
		"hr of all moves":                 {access.HR, "tinh", change(Move, "phong1", "so2"), true},
		"hr of one makes there":           {access.HR, "so1", change(Make, "x", "phong1"), true},
		"hr of one makes elsewhere":       {access.HR, "so1", change(Make, "x", "so2"), false},
		"hr of one moves inside":          {access.HR, "so1", change(Move, "to", "phong2"), true},
		"hr of one moves out":             {access.HR, "so1", change(Move, "phong1", "so2"), false},
		"hr of one takes in":              {access.HR, "so2", change(Move, "phong1", "so2"), false},
		"hr of one moves the own":         {access.HR, "so1", change(Move, "so1", "so2"), false},
		"hr of one ends the own":          {access.HR, "so1", change(End, "so1", ""), false},
		"hr of one ends inside":           {access.HR, "so1", change(End, "phong2", ""), true},
		"hr of one renames the own":       {access.HR, "so1", change(Rename, "so1", ""), true},
		"hr of one renames another":       {access.HR, "so1", change(Rename, "so2", ""), false},
		"hr of one merges inside":         {access.HR, "so1", change(Merge, "phong1", "phong2"), true},
		"hr of one merges into the own":   {access.HR, "so1", change(Merge, "phong1", "so1"), true},
		"hr of one merges the own away":   {access.HR, "so1", change(Merge, "so1", "so2"), false},
		"a head does not":                 {access.Head, "tinh", change(Move, "phong1", "so2"), false},
		"a deputy does not":               {access.Deputy, "tinh", change(Rename, "so1", ""), false},
		"an inspector does not":           {access.Inspector, "tinh", change(End, "phong2", ""), false},
		"a clerk does not":                {access.Clerk, "tinh", change(Make, "x", "so1"), false},
		"an officer does not":             {access.Officer, "tinh", change(Merge, "phong1", "phong2"), false},
		"a monitor does not":              {access.Monitor, "tinh", change(Merge, "phong1", "phong2"), false},
		"admin of all renames the agency": {access.Admin, "tinh", change(Rename, "tinh", ""), true},
	} {
		a := access.Actor{ID: "p", Agency: "tinh", Appointments: []access.Appointment{{Unit: tc.unit, Role: tc.role}}}
		if got := CanChange(a, units, tc.c); got != tc.want {
			t.Errorf("%s: %t, want %t", name, got, tc.want)
		}
		a.Agency = "khac"
		if CanChange(a, units, tc.c) {
			t.Errorf("%s: somebody of another agency may", name)
		}
	}
}
