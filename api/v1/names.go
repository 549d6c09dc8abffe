package v1

import (
	"cmp"
	"context"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/internal/org"
)

// UnitRef names a unit.
type UnitRef struct {
	ID        string `json:"id" doc:"Mã đơn vị"`
	Name      string `json:"name" doc:"Tên đầy đủ"`
	ShortName string `json:"shortName" doc:"Tên viết tắt"`
}

// unitRef names a unit by id; one that is not known, as little as can be said.
func unitRef(units map[string]org.Unit, id string) UnitRef {
	u := units[id]
	return UnitRef{ID: id, Name: u.Name, ShortName: u.ShortName}
}

// PersonRef names a person beside a record.
type PersonRef struct {
	ID    string `json:"id" doc:"Mã người"`
	Name  string `json:"name" doc:"Họ và tên"`
	Title string `json:"title,omitempty" doc:"Chức danh"`
	Unit  string `json:"unit,omitempty" doc:"Tên viết tắt của đơn vị"`
}

// names resolves ids to PersonRefs and UnitRefs; collect the ids of a whole reply first, so that they are read at once.
type names struct {
	people map[string]identity.Person
	units  map[string]org.Unit
}

// namesOf reads the people of ids, and the agency's units.
func (s *Server) namesOf(ctx context.Context, agency string, ids []string) (names, error) {
	people, err := s.Identity.People(ctx, agency, ids)
	if err != nil {
		return names{}, err
	}
	units, err := s.Org.Map(ctx, agency)
	return names{people, units}, err
}

// person names somebody; the system, and people who are not known any more, by what is left.
func (n names) person(id string) PersonRef {
	if id == access.SystemID {
		return PersonRef{ID: id, Name: access.System("").Name}
	}
	p := n.people[id]
	return PersonRef{ID: id, Name: cmp.Or(p.Name, "(không rõ)"), Title: p.Title, Unit: n.units[p.Primary.Unit].ShortName}
}

// unit names a unit.
func (n names) unit(id string) UnitRef { return unitRef(n.units, id) }
