package grading

// ComputeCap reads people with their totals and returns the canonical result of ApplyCap: what `congvu grade --cap` gives.
// ErrFacts names every fault by its JSON path.
func (all Policies) ComputeCap(raw []byte) ([]byte, error) {
	tree, err := readTree(raw)
	if err != nil {
		return nil, err
	}
	r := &factsReader{}
	p, f := r.cap(tree, all)
	if err := r.err(); err != nil {
		return nil, err
	}
	return p.ApplyCap(f).Bytes(), nil
}

// Lengths of ids and names of groups, in characters.
const (
	maxPersonID = 100
	maxGroup    = 200
)

func (r *factsReader) cap(v value, all Policies) (p Policy, f CapFacts) {
	if !r.object(v, "policy", "people", "exceptional", "settings") {
		return p, f
	}
	p, ok := r.policy(v.member("policy"), all)
	if !ok {
		return p, f
	}
	if p.Cap == nil {
		r.fault(v.member("policy"), "facts_no_cap")
		return p, f
	}
	seen := map[string]bool{}
	for _, item := range r.list(v.member("people")) {
		x := r.capPerson(item)
		if x.ID != "" && seen[x.ID] {
			r.fault(item.member("id"), "duplicate")
		}
		seen[x.ID] = true
		f.People = append(f.People, x)
	}
	if e := v.member("exceptional"); e.kind != missing {
		f.Exceptional = r.boolean(e)
	}
	if s := v.member("settings"); s.kind != missing && r.object(s, "cap_base") {
		f.Base = r.choice(s.member("cap_base"), capBases)
	}
	return p, f
}

func (r *factsReader) capPerson(v value) (x CapPerson) {
	if !r.object(v, "id", "total", "group") {
		return x
	}
	x.ID = r.text(v.member("id"), maxPersonID)
	x.Total = r.number(v.member("total"), &hundred)
	if g := v.member("group"); g.kind != missing {
		x.Group = r.text(g, maxGroup)
	}
	return x
}
