package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/internal/session"
)

// The matrix of rights (spec/security.md §2): who × whose record × operation. What each cell must answer is computed from the
// rule of the operation (matrix_rules_test.go) and from the tree and the posts declared here; nothing of the product is asked.
//
//	tinh
//	├ so
//	│ ├ phong1
//	│ └ tram
//	├ so2
//	└ xa (own seal)
//
// and the same tree once more, as another agency in the same database.

// above says of each unit the one above it, "" for the agency.
var above = map[string]string{"tinh": "", "so": "tinh", "phong1": "so", "tram": "so", "so2": "tinh", "xa": "tinh"}

// within reports whether a unit is another or lies below it.
func within(unit, top string) bool {
	for ; unit != ""; unit = above[unit] {
		if unit == top {
			return true
		}
	}
	return false
}

// held is a post in force; of a deputy with a charge the unit is that of the charge, and in the post's own.
type held struct {
	role access.Role
	unit string
	in   string // where the post itself is
}

// actor is somebody of the matrix, with the posts in force now.
type actor struct {
	name  string
	posts []held
	out   bool // nobody, or disabled: no session
	past  bool // holds no post: no record can be begun for them
}

// has reports whether one of the posts has one of the roles.
func (a actor) has(roles ...access.Role) bool {
	return slices.ContainsFunc(a.posts, func(p held) bool { return slices.Contains(roles, p.role) })
}

// over reports whether a post of one of the roles reaches a unit, which lies in it or below it.
func (a actor) over(unit string, roles ...access.Role) bool {
	return slices.ContainsFunc(a.posts, func(p held) bool { return slices.Contains(roles, p.role) && within(unit, p.unit) })
}

// post is one post in the unit it reaches.
func post(role access.Role, unit string) []held { return []held{{role, unit, unit}} }

// actors are the rows of the matrix. Most stand at so, so that there is something above, beside and below them.
var actors = []actor{
	{name: "", out: true},
	{name: "chuyenvien", posts: post(access.Officer, "so")},
	{name: "vanthu", posts: post(access.Clerk, "so")},
	{name: "giamdoc", posts: post(access.Head, "so")},
	{name: "phogiamdoc", posts: []held{{access.Deputy, "phong1", "so"}}}, // has charge of phong1
	{name: "phoso", posts: post(access.Deputy, "so")},                    // has no charge, and so the own unit
	{name: "chutich", posts: post(access.Head, "tinh")},
	{name: "nhansu", posts: post(access.HR, "tinh")},
	{name: "nhansuso", posts: post(access.HR, "so")},
	{name: "kiemtra", posts: post(access.Inspector, "so")},
	{name: "quantri", posts: post(access.Admin, "tinh")},
	{name: "quantriso", posts: post(access.Admin, "so")},
	{name: "theodoi", posts: post(access.Monitor, "so")},
	{name: "kiemnhiem", posts: append(post(access.Officer, "so2"), post(access.Head, "tram")...)},
	{name: "dachuyen", posts: post(access.Officer, "so2")}, // was deputy of so until yesterday
	{name: "dathoi", past: true},                           // was, too, and is nothing now
	{name: "bikhoa", posts: post(access.Deputy, "so"), out: true},
}

// heads are those of the units of the tree.
var heads = map[string]string{"tinh": "chutich", "so": "giamdoc", "phong1": "truongphong", "tram": "kiemnhiem", "so2": "giamdoc2", "xa": "chutichxa"}

// subject is whose record it is.
type subject struct {
	name, unit string
	rank       access.Role
	self       bool
	other      bool // of another agency
	at         string
}

// boss is the direct superior, "" for the topmost.
func (s subject) boss() string {
	unit := s.unit
	if heads[unit] == s.name {
		unit = above[unit]
	}
	return heads[unit]
}

// chain reports whether somebody is a head above s: of the unit or of one above it, but not s.
func (s subject) chain(a actor) bool { return !s.self && s.ruled(a, access.Head) }

// ruled reports whether one of the roles reaches s from above: nobody of the own unit stands above its head, but who heads
// it in another's stead.
func (s subject) ruled(a actor, roles ...access.Role) bool {
	unit := s.unit
	if s.rank == access.Head {
		unit = above[unit]
	}
	return unit != "" && a.over(unit, roles...)
}

// subjects are the columns: an officer of each unit, and of another agency.
var subjects = []subject{
	{name: "cvtinh", unit: "tinh", at: "parent"},
	{name: "cvso", unit: "so", at: "same unit"},
	{name: "lan", unit: "phong1", at: "child"},
	{name: "cvtram", unit: "tram", at: "child without charge"},
	{name: "cvso2", unit: "so2", at: "sibling"},
	{name: "cvxa", unit: "xa", at: "other body"},
	{name: "cvso", unit: "so", other: true, at: "other agency"},
}

// of are the columns of one actor: the own records, and everybody else's.
func (a actor) of() []subject {
	if a.out || a.past {
		return subjects
	}
	p := a.posts[0]
	return append([]subject{{name: a.name, unit: p.in, rank: p.role, self: true, at: "own"}}, subjects...)
}

// world is the office with everybody of the matrix, and another one like it.
type world struct {
	*office

	other  *office
	copied *copied
}

// copied are the records of the other office as they were brought over last, by collection and id.
type copied struct {
	sync.Mutex

	raw map[string]string
}

func newWorld(t *testing.T) world {
	t.Helper()
	w := world{newCast(t), newCast(t), &copied{raw: map[string]string{}}}
	if err := w.db.Collection("units").Indexes().DropOne(t.Context(), "one_agency"); err != nil { // no screen makes a second one
		t.Fatal(err)
	}
	t.Cleanup(func() { // the database is used again
		ctx := context.Background()
		_, err := w.db.Collection("units").DeleteMany(ctx, bson.M{})
		if err == nil {
			err = w.db.Ensure(ctx, org.Indexes()...)
		}
		if err != nil {
			t.Error(err)
		}
	})
	w.copy(t)
	return w
}

// copy brings what the other office has into the database of the first, as the records of another agency there: what was
// brought before and is the same is left, since nobody of the first may change it.
func (w world) copy(t *testing.T) {
	t.Helper()
	w.copied.Lock()
	defer w.copied.Unlock()
	ctx := t.Context()
	names, err := w.other.db.Database().ListCollectionNames(ctx, bson.M{"name": bson.M{"$not": bson.M{"$regex": "^system"}}, "type": "collection"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if slices.Contains([]string{"events", "audit", "inbox", "sessions"}, name) {
			continue
		}
		cursor, err := w.other.db.Collection(name).Find(ctx, bson.M{"agency": w.other.agency})
		if err != nil {
			t.Fatal(err)
		}
		for cursor.Next(ctx) {
			key := name + cursor.Current.Lookup("_id").String()
			if w.copied.raw[key] == string(cursor.Current) {
				continue
			}
			w.copied.raw[key] = string(cursor.Current)
			var d bson.M
			if err := cursor.Decode(&d); err != nil {
				t.Fatal(err)
			}
			if name == "accounts" { // names are those of the whole installation
				d["login"] = bson.A{fmt.Sprint("khac-", d["_id"])}
			}
			if _, err := w.db.Collection(name).ReplaceOne(ctx, bson.M{"_id": d["_id"]}, d, options.Replace().SetUpsert(true)); err != nil {
				t.Fatal(err)
			}
		}
		if err := cursor.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

// newCast is the office with the units and people of the matrix.
func newCast(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	for _, u := range []org.Unit{
		{Code: "so2", Kind: org.Department},
		{Code: "tram", Kind: org.Centre},
		{Code: "xa", Kind: org.Commune, Body: true},
	} {
		u.Name, u.ShortName, u.Parent, u.From = u.Code, u.Code, o.unit[above[u.Code]], "2020-01-01"
		made, err := o.Org.Create(t.Context(), access.System(o.agency), u)
		if err != nil {
			t.Fatal(err)
		}
		o.unit[u.Code] = made.ID
	}
	former := o.post("so", access.Deputy)
	former.To = "2026-10-28"
	primary := func(unit string, role access.Role) identity.Appointment {
		p := o.post(unit, role)
		p.Primary = true
		return p
	}
	for _, p := range []struct {
		name  string
		posts []identity.Appointment
	}{
		{"cvtinh", []identity.Appointment{o.post("tinh", access.Officer)}},
		{"cvso", []identity.Appointment{o.post("so", access.Officer)}},
		{"cvtram", []identity.Appointment{o.post("tram", access.Officer)}},
		{"cvso2", []identity.Appointment{o.post("so2", access.Officer)}},
		{"cvxa", []identity.Appointment{o.post("xa", access.Officer)}},
		{"giamdoc2", []identity.Appointment{o.post("so2", access.Head)}},
		{"chutichxa", []identity.Appointment{o.post("xa", access.Head)}},
		{"chuyenvien", []identity.Appointment{o.post("so", access.Officer)}},
		{"vanthu", []identity.Appointment{o.post("so", access.Clerk)}},
		{"phogiamdoc", []identity.Appointment{o.post("so", access.Deputy, "phong1")}},
		{"phoso", []identity.Appointment{o.post("so", access.Deputy)}},
		{"nhansuso", []identity.Appointment{o.post("so", access.HR)}},
		{"kiemtra", []identity.Appointment{o.post("so", access.Inspector)}},
		{"quantriso", []identity.Appointment{o.post("so", access.Admin)}},
		{"kiemnhiem", []identity.Appointment{o.post("so2", access.Officer), o.post("tram", access.Head)}},
		{"dachuyen", []identity.Appointment{former, primary("so2", access.Officer)}},
		{"dathoi", []identity.Appointment{former}},
		{"bikhoa", []identity.Appointment{o.post("so", access.Deputy)}},
	} {
		o.join(t, p.name, p.posts...)
	}
	if err := o.Sessions.SetState(t.Context(), o.actor(t, "quantri"), o.person["bikhoa"], 1, session.Disabled, ""); err != nil {
		t.Fatal(err)
	}
	return o
}

// cell is one field of the matrix while its request is prepared. o is the office of the record, another one for the records of another
// agency.
type cell struct {
	*testing.T

	o   *office
	who string // who asks
	of  subject
}

// id is the person whose record it is.
func (c cell) id() string { return c.o.person[c.of.name] }

// unit is the unit of that person.
func (c cell) unit() string { return c.o.unit[c.of.unit] }

// need is one condition of an operation, and what it answers to those who lack it: 403 where they may know of the record, 404 where
// they may not.
type need struct {
	ok     func(a actor, s subject) bool
	status int
	gate   bool // a matter of the actor alone
}

// rule says of one operation how it is asked and what it needs. The first need that is not met is the answer; who meets all
// is served.
type rule struct {
	ask  request
	need []need

	busy  bool                                     // those who are served may be told, too, that it is being done already: 409
	open  int                                      // of an operation that needs no session: what it always answers
	alone bool                                     // no record of anybody is named: one cell for each actor
	not   func(a actor, s subject) bool            // cells that cannot be: nil for none
	read  func(c cell, status int, raw string) int // of a reply that answers for several records: the status of this one
	fail  int                                      // what those who meet all needs are answered, where it is no success
}

// wanted computes what a cell answers; 200 stands for every success.
func (r rule) wanted(a actor, s subject) int {
	switch {
	case r.open != 0:
		return r.open
	case a.out:
		return 401
	}
	for _, n := range r.need {
		if !n.ok(a, s) {
			return n.status
		}
	}
	if r.fail != 0 {
		return r.fail
	}
	return 200
}

// closed reports whether a holds none of the roles of the operation, whatever the record.
func (r rule) closed(a actor) bool {
	return len(r.need) > 0 && r.need[0].gate && !r.need[0].ok(a, subject{})
}

// TestMatrix asks every operation in every cell. An operation without a rule, and a rule without an operation, fails. What stands
// behind a # in the name of a rule tells two rules of one operation apart.
func TestMatrix(t *testing.T) {
	w := newWorld(t)
	type operation struct{ method, path string }
	operations := map[string]operation{}
	for path, item := range w.api.OpenAPI().Paths {
		for method, op := range methods(item) {
			operations[op.OperationID] = operation{method, path}
		}
	}
	ruled, cells := map[string]bool{}, atomic.Int64{}
	t.Run("of", func(t *testing.T) {
		for name, rules := range allRules() {
			for id := range rules {
				op, _, _ := strings.Cut(id, "#")
				ruled[op] = true
				if operations[op].method == "" {
					t.Errorf("%s has a rule but no operation has that name", op)
				}
			}
			t.Run(name, func(t *testing.T) { // each kind of record by itself: no two change the same
				t.Parallel()
				for _, id := range slices.Sorted(maps.Keys(rules)) {
					op, _, _ := strings.Cut(id, "#")
					t.Run(id, func(t *testing.T) { cells.Add(int64(w.try(t, operations[op].method, rules[id]))) })
				}
			})
		}
	})
	for id, op := range operations {
		if !ruled[id] {
			t.Errorf("%s (%s %s) has no rule: say in matrix_rules_test.go who may", id, op.method, op.path)
		}
	}
	t.Logf("%d cells", cells.Load())
	if cells.Load() < 7000 {
		t.Error("so few cells are no matrix")
	}
}

// try asks one operation in all its cells. A record that nobody has changed serves the next who asks, too.
func (w world) try(t *testing.T, method string, r rule) (cells int) {
	ready := map[string]struct{ path, body string }{}
	for _, a := range actors {
		columns := a.of()
		if r.alone || a.out || r.closed(a) { // it does not depend on the record
			columns = columns[:1]
		}
		for _, s := range columns {
			if r.not != nil && r.not(a, s) {
				continue
			}
			cells++
			c := cell{T: t, o: w.office, who: a.name, of: s}
			if s.other {
				c.o = w.other
			}
			key := s.name + s.at
			ask, ok := ready[key]
			if !ok || r.alone {
				ask.path, ask.body = r.ask(c)
				if s.other {
					w.copy(t)
				}
			}
			ready[key] = ask
			got, raw := w.call(t, a.name, method, ask.path, ask.body)
			status := got
			if r.read != nil && got < 400 {
				got = r.read(c, got, string(raw))
			}
			if got/100 == 2 || got == 409 && r.busy {
				got = 200
			}
			if status < 400 && method != "GET" {
				delete(ready, key)
			}
			if want := r.wanted(a, s); got != want {
				t.Errorf("%q, %s (%s of %s): %d, want %d: %s %s %.300s", a.name, s.at, s.name, s.unit, got, want, method, ask.path, raw)
			}
			if status >= 400 && c.id() != "" && !s.self && strings.Contains(string(raw), c.unit()) {
				t.Errorf("%q, %s: the refusal tells of the record: %s", a.name, s.at, raw)
			}
		}
	}
	return cells
}
