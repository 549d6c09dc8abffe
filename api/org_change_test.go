package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/session"
	"congvu/internal/task"
	"congvu/internal/workplace"
)

// newMovingOffice is newReachOffice with a second department and records of every kind in most units.
//
//	tinh ─ so ─ phong1, phong2, tram
//	     └ so2 (giamdoc2: head) ─ phong3 (ba: officer, bon: head)
func newMovingOffice(t *testing.T) *office {
	t.Helper()
	o := newReachOffice(t)
	for _, u := range [][2]string{{"so2", "tinh"}, {"phong3", "so2"}} {
		made, err := o.Org.Create(t.Context(), access.System(o.agency), org.Unit{
			Code: u[0], Name: u[0], ShortName: u[0], Kind: org.Division, Parent: o.unit[u[1]], From: "2020-01-01",
		})
		if err != nil {
			t.Fatal(err)
		}
		o.unit[u[0]] = made.ID
	}
	o.join(t, "giamdoc2", o.post("so2", access.Head))
	o.join(t, "bon", o.post("phong3", access.Head))
	o.join(t, "ba", o.post("phong3", access.Officer))
	o.join(t, "pho2", o.post("phong3", access.Deputy))
	for _, state := range []task.State{task.Draft, task.Assigned, task.InProgress, task.Submitted, task.Recalled} {
		o.taskIn(t, state)
	}
	ended := o.taskIn(t, task.InProgress)
	if _, err := o.Tasks.Cancel(t.Context(), o.actor(t, "truongphong"), ended.ID, ended.Version, "Không còn cần làm nữa"); err != nil {
		t.Fatal(err)
	}
	give := func(by string, lead task.Lead, parts ...task.Part) {
		t.Helper()
		in := o.input()
		in.Lead, in.Coordinators = lead, parts
		if _, err := o.Tasks.Create(t.Context(), o.actor(t, by), in, true, ""); err != nil {
			t.Fatal(err)
		}
	}
	give("giamdoc", task.Lead{Unit: o.unit["phong2"]}, task.Part{Unit: o.unit["tram"]}, task.Part{Unit: o.unit["phong3"]})
	give("giamdoc", task.Lead{Unit: o.unit["phong1"], Person: o.person["minh"]}, task.Part{Unit: o.unit["phong2"]}, task.Part{Person: o.person["ba"]})
	give("chutich", task.Lead{Unit: o.unit["so2"]}, task.Part{Unit: o.unit["so"]})
	give("bon", task.Lead{Unit: o.unit["phong3"], Person: o.person["ba"]}, task.Part{Unit: o.unit["phong1"]})
	give("kiem", task.Lead{Unit: o.unit["tram"], Person: o.person["hai"]})
	for _, who := range []string{"lan", "minh", "truongphong", "hai", "kiem", "ba", "bon", "giamdoc2", "nhansuso"} {
		for _, date := range []string{"2026-10-27", "2026-10-28"} {
			version := o.writeDay(t, who, date)
			if date == "2026-10-27" {
				o.call(t, who, "POST", "/diary/days/"+date+"/submit", fmt.Sprintf(`{"version":%d}`, version))
			}
		}
	}
	for i, units := range [][]string{{"phong1"}, {"so", "phong2"}, {"so2", "tram", "phong3"}, {"tinh"}} {
		in := document.Input{Number: fmt.Sprintf("%d/CV", i+1), Date: "2026-10-20", Issuer: "Bộ Nội vụ", Abstract: "Sắp xếp", Urgency: "thuong"}
		for _, u := range units {
			in.Units = append(in.Units, o.unit[u])
		}
		if _, err := o.Documents.Create(t.Context(), o.actor(t, "vanthu"), in); err != nil {
			t.Fatal(err)
		}
	}
	for who, head := range map[string]string{"lan": "truongphong", "hai": "kiem", "ba": "bon", "bon": "giamdoc2", "truongphong": "giamdoc"} {
		_, raw := o.call(t, who, "GET", "/evaluations/me?period=2026-10", "")
		o.call(t, head, "PUT", "/evaluations/people/"+o.person[who]+"/2026-10/general",
			fmt.Sprintf(`{"version":%v,"groups":[{"key":"a","points":10},{"key":"b","points":10},{"key":"c","points":10}]}`, read[map[string]any](t, raw)["version"]))
	}
	for who, send := range map[string]bool{"lan": true, "truongphong": true, "ba": true, "bon": true, "minh": true, "hai": false} {
		if _, err := o.Workplace.Create(t.Context(), o.actor(t, who), workplace.Input{
			Halves: []workplace.Half{"2026-11-03 am"}, Reason: "Công văn 1552/UBND-KGVX", Phone: "0905 417 266", Committed: true,
			Works: []workplace.WorkInput{{Title: "Soạn hướng dẫn", Product: "1 văn bản"}},
		}, send, ""); err != nil {
			t.Fatal(who, err)
		}
	}
	passed := bson.D{ // what lan wrote was once passed on to phong3
		{Key: "$set", Value: bson.D{{Key: "passed", Value: bson.A{o.unit["phong3"]}}}},
		{Key: "$addToSet", Value: bson.D{{Key: "vis", Value: bson.D{{Key: "$each", Value: bson.A{
			access.Diary(o.unit["tinh"]), access.Diary(o.unit["so2"]), access.Diary(o.unit["phong3"]),
		}}}}}},
	}
	for _, collection := range []string{"diary_days", "workplace_registrations"} {
		res, err := o.db.Collection(collection).UpdateMany(t.Context(), bson.D{{Key: "person", Value: o.person["lan"]}}, passed)
		if err != nil || res.ModifiedCount == 0 {
			t.Fatal(collection, res, err)
		}
	}
	for head, who := range map[string]string{"truongphong": "lan", "bon": "ba", "giamdoc": "truongphong"} {
		if _, err := o.Workplace.Enter(t.Context(), o.actor(t, head), workplace.AbsenceInput{
			Person: o.person[who], Kind: workplace.Mission, From: "2026-11-05 am", To: "2026-11-06 pm", Paper: "61/QĐ-STTTT",
		}, ""); err != nil {
			t.Fatal(head, err)
		}
	}
	return o
}

// carry carries out what is due, stopping at the n-th transaction that asks whether it may go on; 0 for none.
func (o *office) carry(ctx context.Context, stop int) (asked int, err error) {
	err = o.OrgChanges.Carry(ctx, o.agency, func(context.Context) error {
		if asked++; asked == stop {
			return errStopped
		}
		return nil
	})
	return asked, err
}

var errStopped = errors.New("stopped")

// stored are all documents of a collection by id.
func (o *office) stored(t *testing.T, collection string) map[string]bson.M {
	t.Helper()
	rows, err := mongodb.All[bson.M](t.Context(), "all", o.db.Collection(collection), bson.D{})
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]bson.M{}
	for _, r := range rows {
		byID[r["_id"].(string)] = r
	}
	return byID
}

// texts reads a list of texts.
func texts(v any) []string {
	out := []string{}
	list, _ := v.(bson.A)
	for _, x := range list {
		out = append(out, x.(string))
	}
	return out
}

// part reads a text in a stored part of a document, "" when it has none.
func part(of any, field string) string {
	for _, e := range of.(bson.D) {
		if v, ok := e.Value.(string); ok && e.Key == field {
			return v
		}
	}
	return ""
}

// scratch computes from the parents alone, which say nothing of paths, what every record should carry. It knows which units
// each record named when it was made.
type scratch struct {
	parent, into map[string]string
}

func (o *office) scratch(t *testing.T) scratch {
	s := scratch{map[string]string{}, map[string]string{}}
	for id, u := range o.stored(t, "units") {
		s.parent[id] = u["parent"].(string)
		s.into[id], _ = u["into"].(string)
	}
	return s
}

// path returns the unit and all above it, root first.
func (s scratch) path(unit string) []string {
	if unit == "" {
		return []string{}
	}
	return append(s.path(s.parent[unit]), unit)
}

func (s scratch) heir(unit string) string {
	for s.into[unit] != "" {
		unit = s.into[unit]
	}
	return unit
}

// tokens returns the tokens of a kind of the units and of all above them.
func (s scratch) tokens(kind string, units ...string) []string {
	out := []string{}
	for _, u := range units {
		for _, id := range s.path(u) {
			out = append(out, kind+id)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// origin is what a record named when it was made, whatever happened to the units since.
type origin struct {
	lead   string
	parts  []string
	people []string // tokens of single people
	given  bool
	head   bool
}

// origins remembers the units that records name before anything moves.
func (o *office) origins(t *testing.T) map[string]map[string]origin {
	t.Helper()
	all := map[string]map[string]origin{"tasks": {}, "documents": {}, "diary_days": {}, "sheets": {}, "people": {}, "workplace_registrations": {}, "workplace_absences": {}}
	for collection, of := range all {
		for id, r := range o.stored(t, collection) {
			var from origin
			for _, token := range texts(r["vis"]) {
				if strings.HasPrefix(token, "u:") {
					from.people = append(from.people, token)
				} else {
					from.given = true
				}
			}
			units := texts(r["units"])
			switch collection {
			case "documents":
				from.parts = units
			case "tasks":
				from.lead = part(r["lead"], "unit")
				for _, p := range r["parts"].(bson.A) {
					if part(p, "person") == "" {
						from.parts = append(from.parts, part(p, "unit"))
					}
				}
			case "workplace_absences":
				from.lead = r["unit"].(string)
			default:
				from.lead = units[len(units)-1]
				from.head = !slices.Contains(texts(r["vis"]), "d:"+from.lead)
			}
			of[id] = from
		}
	}
	return all
}

// compare tells every record that does not stand as a rebuild from scratch would have it.
func (o *office) compare(t *testing.T, story []string, all map[string]map[string]origin) {
	t.Helper()
	s := o.scratch(t)
	for id, u := range o.stored(t, "units") {
		if got, want := texts(u["ancestors"]), s.path(u["parent"].(string)); !slices.Equal(got, want) {
			t.Errorf("%v: unit %s lies below %v, want %v", story, id, got, want)
		}
	}
	check := func(collection, id, what string, got, want []string) {
		t.Helper()
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(slices.Compact(got), slices.Compact(want)) {
			t.Errorf("%v: %s of %s %s:\n got %v\nwant %v", story, what, collection, id, got, want)
		}
	}
	for collection, of := range all {
		for id, r := range o.stored(t, collection) {
			from := of[id]
			switch collection {
			case "people":
				check(collection, id, "path", texts(r["units"]), s.path(s.heir(from.lead)))
			case "documents":
				check(collection, id, "tokens", texts(r["vis"]), append(s.tokens("o:", from.parts...), from.people...))
			case "sheets":
				check(collection, id, "path", texts(r["units"]), s.path(from.lead))
				check(collection, id, "tokens", texts(r["vis"]), append(s.tokens("s:", from.lead), from.people...))
			case "workplace_absences":
				check(collection, id, "tokens", texts(r["vis"]), append(s.tokens("s:", from.lead), from.people...))
			case "diary_days", "workplace_registrations":
				check(collection, id, "path", texts(r["units"]), s.path(from.lead))
				if !from.given { // a draft
					check(collection, id, "tokens", texts(r["vis"]), from.people)
					continue
				}
				top := from.lead
				if from.head {
					top = s.parent[top]
				}
				check(collection, id, "tokens", texts(r["vis"]), append(s.tokens("d:", append(texts(r["passed"]), top)...), from.people...))
			case "tasks":
				lead, parts := from.lead, from.parts
				want := []string{}
				if from.given {
					want = s.tokens("o:", append(parts, lead)...) // of merged units too: they lie below what took them over
				}
				if r["open"].(bool) {
					lead = s.heir(lead)
				}
				check(collection, id, "path", texts(r["units"]), s.path(lead))
				if got := part(r["lead"], "unit"); got != lead {
					t.Errorf("%v: task %s is led by %s, want %s", story, id, got, lead)
				}
				units := slices.DeleteFunc(texts(r["vis"]), func(token string) bool { return !strings.HasPrefix(token, "o:") })
				check(collection, id, "tokens", units, want)
			}
		}
	}
}

// seen asks every account for every task: what it opens is what its tokens say.
func (o *office) seen(t *testing.T, story []string) {
	t.Helper()
	tasks := o.stored(t, "tasks")
	for who, person := range o.person {
		a, err := o.Identity.ReadRights(t.Context(), o.agency, person)
		if err != nil {
			t.Fatal(err)
		}
		if status, _ := o.call(t, who, "GET", "/me", ""); status == 401 { // rights have changed since
			in, err := o.Sessions.SignIn(t.Context(), session.Credentials{Login: who, Password: officePassword})
			if err != nil {
				t.Fatal(err)
			}
			o.token[who] = in.Access
		}
		for id, r := range tasks {
			want := 404
			if slices.ContainsFunc(texts(r["vis"]), func(token string) bool { return slices.Contains(a.Actor.Tokens().All, token) }) {
				want = 200
			}
			if got, _ := o.call(t, who, "GET", "/tasks/"+id, ""); got != want {
				t.Errorf("%v: %s opens task %s: %d, want %d", story, who, id, got, want)
			}
		}
	}
}

// some returns a change at random; most are possible, some are refused.
func (o *office) some(t *testing.T, r *rand.Rand, n int) org.Change {
	t.Helper()
	tree, err := o.Org.Tree(t.Context(), o.agency)
	if err != nil {
		t.Fatal(err)
	}
	live := slices.DeleteFunc(slices.Clone(tree), func(u org.Unit) bool { return u.To != org.NoEnd })
	pick := func() org.Unit { return live[r.IntN(len(live))] }
	c := org.Change{Kind: org.Move, Unit: pick().ID, Target: pick().ID, On: "2026-10-29", DocNumber: "12/QĐ", DocDate: "2026-10-20"}
	switch r.IntN(6) {
	case 0:
		c.Kind = org.Rename
		u := pick()
		c.Unit, c.Target, c.Code, c.Name, c.ShortName, c.UnitKind = u.ID, "", u.Code, fmt.Sprint("Tên mới ", n), "TM", u.Kind
	case 1:
		c.Kind, c.Target = org.End, ""
	case 2, 3:
		c.Kind = org.Merge
	}
	return c
}

// TestChangesAreExact plays random changes, each stopped at a random transaction and taken up again, and compares after each
// what everybody sees with a rebuild from scratch.
func TestChangesAreExact(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		o := newMovingOffice(t)
		all, r := o.origins(t), rand.New(rand.NewPCG(seed, 7))
		story, applied := []string{fmt.Sprint("seed ", seed)}, map[org.ChangeKind]int{}
		for n := range 10 {
			c := o.some(t, r, n)
			_, err := o.OrgChanges.Plan(t.Context(), o.actor(t, "quantri"), c, "")
			if err != nil {
				if k := errs.As(err).Kind; k != errs.Invalid && k != errs.Conflict {
					t.Fatalf("%v: %v", story, err)
				}
				continue
			}
			applied[c.Kind]++
			units, err := o.Org.Map(t.Context(), o.agency)
			if err != nil {
				t.Fatal(err)
			}
			story = append(story, fmt.Sprint(c.Kind, " ", units[c.Unit].Code, " ", units[c.Target].Code))
			if _, err := o.carry(t.Context(), 1+r.IntN(6)); err != nil && !errors.Is(err, errStopped) {
				t.Fatalf("%v: %v", story, err)
			}
			if _, err := o.carry(t.Context(), 0); err != nil {
				t.Fatalf("%v: %v", story, err)
			}
			o.compare(t, story, all)
			if t.Failed() {
				return
			}
		}
		o.seen(t, story)
		if applied[org.Move] == 0 && applied[org.Merge] == 0 {
			t.Errorf("%v: nothing moved", slices.Collect(maps.Keys(applied)))
		}
	}
}

// TestMergeInterrupted stops a merger at each of its transactions in turn; what a second run makes of it is always the same.
func TestMergeInterrupted(t *testing.T) {
	t.Parallel()
	o := newMovingOffice(t)
	all := o.origins(t)
	if _, err := o.OrgChanges.Plan(t.Context(), o.actor(t, "quantri"), org.Change{
		Kind: org.Merge, Unit: o.unit["so"], Target: o.unit["so2"], On: "2026-10-29", DocNumber: "7/NQ-HĐND", DocDate: "2026-10-01",
	}, ""); err != nil {
		t.Fatal(err)
	}
	for stop, n := 1, 0; ; stop = n + 1 {
		// Each run gets one transaction further than the one before: it repeats nothing that was kept.
		asked, err := o.carry(t.Context(), 2)
		if err == nil {
			break
		}
		if !errors.Is(err, errStopped) {
			t.Fatal(err)
		}
		if n += asked - 1; n > 200 {
			t.Fatalf("no end after %d transactions", stop)
		}
		if n == 3 {
			if state := o.changeState(t); state != org.Running {
				t.Errorf("in the middle the change is %s", state)
			}
		}
	}
	o.compare(t, []string{"merge so so2"}, all)
	o.seen(t, []string{"merge so so2"})
	if state := o.changeState(t); state != org.Applied {
		t.Errorf("the change is %s at the end", state)
	}
	for who, want := range map[string]string{ // posts go on in the unit that took the merged one over
		"giamdoc": "so2 deputy so", "nhansuso": "so2 hr ", "vanthu": "so2 clerk ", "phoso": "so2 deputy phong2", "theodoi": "so2 monitor ",
	} {
		posts, err := o.Identity.Appointments(t.Context(), o.agency, o.person[who])
		if err != nil || len(posts) != 1 {
			t.Fatalf("posts of %s: %v, %v", who, posts, err)
		}
		if got := o.codes(posts[0]); got != want {
			t.Errorf("%s: %s, want %s", who, got, want)
		}
		if posts[0].From != "2026-10-29" || !posts[0].Primary {
			t.Errorf("%s: %+v", who, posts[0])
		}
	}
}

func (o *office) codes(a identity.Appointment) string {
	code := func(id string) string {
		for name, unit := range o.unit {
			if unit == id {
				return name
			}
		}
		return id
	}
	charge := []string{}
	for _, c := range a.Charge {
		charge = append(charge, code(c))
	}
	return code(a.Unit) + " " + string(a.Role) + " " + strings.Join(charge, ",")
}

func (o *office) changeState(t *testing.T) org.ChangeState {
	t.Helper()
	items, _, err := o.OrgChanges.List(t.Context(), o.actor(t, "quantri"), "", 1)
	if err != nil || len(items) != 1 {
		t.Fatalf("changes: %v, %v", items, err)
	}
	return items[0].State
}
