package quick

import (
	"context"
	"slices"
	"strings"

	"congvu/internal/access"
	"congvu/internal/catalogue"
	"congvu/internal/document"
	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/pkg/docnumber"
	"congvu/pkg/fold"
	"congvu/pkg/quickadd"
	"congvu/pkg/vncal"
)

// finder looks up names for one request; what stands on many lines is looked up once.
type finder struct {
	deps  Deps
	actor access.Actor
	today vncal.Date
	units []org.Unit
	seen  map[string]Part
}

// The sentences that say why nothing was found. Nobody learns from them whether something exists elsewhere.
const (
	onlyOwn     = "Bạn đề xuất việc cho chính mình; người khác do thủ trưởng giao."
	noHelpers   = "Người đề xuất chưa nêu được người phối hợp; thủ trưởng ghi khi giao."
	nobody      = "Không có người hay đơn vị này trong phạm vi bạn được giao việc."
	noHelper    = "Không có người hay đơn vị này trong cơ quan."
	noFollowers = "Người đề xuất chưa nêu được người theo dõi; thủ trưởng ghi khi giao."
	noFollower  = "Không có người này trong cơ quan; đơn vị thì không theo dõi được."
	noDoc       = "Không có văn bản này trong những văn bản bạn được xem."
	noProduct   = "Không có mã hay tên này trong danh mục đang dùng."
)

// find returns what was found for a part.
func (f *finder) find(ctx context.Context, p quickadd.Part) (Part, error) {
	found := Part{Part: p}
	if len(p.Names) == 0 {
		return found, nil
	}
	key := string(p.Kind) + "\x00" + strings.Join(p.Names, "\x00")
	if known, ok := f.seen[key]; ok {
		known.Part = p
		return known, nil
	}
	var err error
	switch p.Kind {
	case quickadd.Lead, quickadd.Coordinators, quickadd.Watchers:
		for _, typed := range p.Names {
			name, err := f.party(ctx, typed, p.Kind == quickadd.Lead)
			if p.Kind == quickadd.Watchers {
				name = onlyPeople(name)
			}
			if err != nil {
				return Part{}, err
			}
			found.Names = append(found.Names, name)
		}
	case quickadd.Document:
		if found.Documents, _, err = f.deps.Documents.List(ctx, f.actor, p.Names[0], "", maxChoices); err != nil {
			return Part{}, err
		}
		key := docnumber.Key(p.Names[0])
		other := slices.IndexFunc(found.Documents, func(d document.Document) bool { return d.Key != key })
		if other > 0 { // those of exactly the number come first
			found.Documents = found.Documents[:other]
		}
	case quickadd.Product:
		if found.Products, err = f.products(ctx, p.Names[0]); err != nil {
			return Part{}, err
		}
	}
	f.seen[key] = found
	return found, nil
}

// Why says why a part that was looked up is not settled: "" when it is, or when it is to be chosen from.
func (p Part) Why() string {
	switch {
	case p.Fault != nil:
		return p.Fault.Text
	case p.Kind == quickadd.Document && len(p.Documents) == 0:
		return noDoc
	case p.Kind == quickadd.Product && len(p.Products) == 0:
		return noProduct
	}
	for _, n := range p.Names {
		if n.Why != "" {
			return "“" + n.Typed + "”: " + n.Why
		}
	}
	return ""
}

// products returns the product of exactly the code, else those found by the words.
func (f *finder) products(ctx context.Context, typed string) ([]catalogue.Product, error) {
	all, err := f.deps.Products.List(ctx, f.actor.Agency, typed)
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if fold.Fold(p.Code) == fold.Fold(typed) {
			return []catalogue.Product{p}, nil
		}
	}
	return all[:min(len(all), maxChoices)], nil
}

// party returns whom a name can mean: as lead somebody whom the actor may give work to, else anybody of the agency.
func (f *finder) party(ctx context.Context, typed string, lead bool) (Name, error) {
	name := Name{Typed: typed}
	if !identity.CanAssign(f.actor) {
		return f.own(ctx, typed, lead)
	}
	people, err := f.people(ctx, typed, lead)
	if err != nil {
		return Name{}, err
	}
	exact, partly, err := f.unitsCalled(ctx, typed, lead)
	if err != nil {
		return Name{}, err
	}
	sure := func(p identity.Person) bool { return called(p, typed) }
	if some := slices.ContainsFunc(people, sure); some || len(exact) > 0 {
		people = slices.DeleteFunc(people, func(p identity.Person) bool { return !sure(p) })
		partly = nil
	}
	for _, p := range people {
		name.Parties = append(name.Parties, Party{Unit: p.Primary.Unit, Person: p})
	}
	if len(people) == 0 { // letters that begin a name are hardly meant to begin a unit's
		exact = append(exact, partly...)
	}
	for _, u := range exact {
		name.Parties = append(name.Parties, Party{Unit: u.ID})
	}
	if len(name.Parties) > maxChoices {
		name.Parties, name.More = name.Parties[:maxChoices], true
	}
	if len(name.Parties) == 0 {
		name.Why = noHelper
		if lead {
			name.Why = nobody
		}
	}
	return name, nil
}

// onlyPeople leaves units out: it is people who follow work.
func onlyPeople(name Name) Name {
	name.Parties = slices.DeleteFunc(name.Parties, func(p Party) bool { return p.Person.ID == "" })
	if name.Why == noHelpers {
		name.Why = noFollowers
	}
	if len(name.Parties) == 0 && (name.Why == "" || name.Why == noHelper) {
		name.Why = noFollower
	}
	return name
}

// own is party for who only proposes: as lead oneself, and nobody beside.
func (f *finder) own(ctx context.Context, typed string, lead bool) (Name, error) {
	if !lead {
		return Name{Typed: typed, Why: noHelpers}, nil
	}
	me, err := f.deps.People.Person(ctx, f.actor.Agency, f.actor.ID)
	if err != nil {
		return Name{}, err
	}
	if !called(me, typed) && !begun(me, typed) {
		return Name{Typed: typed, Why: onlyOwn}, nil
	}
	return Name{Typed: typed, Parties: []Party{{Unit: me.Primary.Unit, Person: me}}}, nil
}

// people returns who has the words of a name, or a handle of that shape; of leads the actor, too, who proposes then.
func (f *finder) people(ctx context.Context, typed string, lead bool) ([]identity.Person, error) {
	find := f.deps.People.Colleagues
	if lead {
		find = f.deps.People.Assignable
	}
	text := cut(typed)
	found, err := find(ctx, f.actor, identity.Query{Text: text, Limit: maxChoices + 1})
	if err != nil {
		return nil, err
	}
	people := found.People
	if given, _, dotted := strings.Cut(text, "."); dotted && !fold.Blank(given) {
		more, err := find(ctx, f.actor, identity.Query{Text: given, Limit: 100})
		if err != nil {
			return nil, err
		}
		for _, p := range more.People {
			if called(p, typed) && !slices.ContainsFunc(people, func(q identity.Person) bool { return q.ID == p.ID }) {
				people = append(people, p)
			}
		}
	}
	if me, err := f.deps.People.Person(ctx, f.actor.Agency, f.actor.ID); err == nil && lead && called(me, typed) {
		people = append(people, me)
	}
	return people, nil
}

// cut returns at most as much of a name as can be searched for.
func cut(s string) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), 100)])
}

// called reports whether typed is somebody's whole name, staff code, name of the mail account, or the given name with the first
// letters of the others, as accounts are named: "lan.nt" is Nguyễn Thị Lan.
func called(p identity.Person, typed string) bool {
	typed = fold.Fold(fold.Line(typed))
	user, _, _ := strings.Cut(fold.Fold(p.Email), "@")
	switch typed {
	case "":
		return false
	case fold.Fold(fold.Line(p.Name)), fold.Fold(p.StaffNo), user, handle(p.Name), strings.ReplaceAll(handle(p.Name), ".", ""):
		return true
	}
	return false
}

// begun reports whether every word of typed begins a word of somebody's name.
func begun(p identity.Person, typed string) bool {
	name := strings.Fields(fold.Fold(p.Name))
	for _, word := range strings.Fields(fold.Fold(typed)) {
		if !slices.ContainsFunc(name, func(w string) bool { return strings.HasPrefix(w, word) }) {
			return false
		}
	}
	return !fold.Blank(typed)
}

// handle returns the given name with the first letters of the others: "lan.nt" of Nguyễn Thị Lan.
func handle(name string) string {
	words := strings.Fields(fold.Fold(name))
	if len(words) == 0 {
		return ""
	}
	last, initials := words[len(words)-1], ""
	for _, w := range words[:len(words)-1] {
		initials += string([]rune(w)[:1])
	}
	if initials == "" {
		return last
	}
	return last + "." + initials
}

// unitsCalled returns the living units of exactly the name, short name or code, and those whose names have every word; as leads
// only units in the actor's charge.
func (f *finder) unitsCalled(ctx context.Context, typed string, lead bool) (exact, partly []org.Unit, err error) {
	if f.units == nil {
		if f.units, err = f.deps.Units.Tree(ctx, f.actor.Agency); err != nil {
			return nil, nil, err
		}
	}
	want := fold.Fold(fold.Line(typed))
	words := fold.Tokens(typed)
	for _, u := range f.units {
		if !u.Live(f.today) || lead && !f.actor.Commands(u.Path()...) {
			continue
		}
		switch {
		case want == fold.Fold(u.Name), want == fold.Fold(u.ShortName), want == fold.Fold(u.Code):
			exact = append(exact, u)
		case len(words) > 0 && has(fold.Tokens(u.Name, u.ShortName, u.Code), words):
			partly = append(partly, u)
		}
	}
	return exact, partly, nil
}

// has reports whether every one of words begins one of all.
func has(all, words []string) bool {
	for _, w := range words {
		if !slices.ContainsFunc(all, func(one string) bool { return strings.HasPrefix(one, w) }) {
			return false
		}
	}
	return true
}
