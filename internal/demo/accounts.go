package demo

import (
	"slices"

	"congvu/internal/access"
)

// Password is what everybody in the sample signs in with.
const Password = "hoa-sen-2026"

// Account is somebody to sign in as.
type Account struct {
	Login string // staff code
	Name  string
	Title string
	Unit  string // short name
	Role  access.Role
}

// shown are the accounts worth trying first, the two of the main story in front.
var shown = []string{divisionHead, officer, director, chair, "QN006", "QN007", "QN043", "QN003", "QN034"}

// Accounts returns whom a newcomer may sign in as: one of each role, the head and the officer of one division first.
func Accounts() ([]Account, error) {
	t, err := readTables()
	if err != nil {
		return nil, err
	}
	list := make([]Account, 0, len(shown))
	for _, no := range shown {
		m := t.members[slices.IndexFunc(t.members, func(m member) bool { return m.No == no })]
		role := m.Role
		if r, ok := m.Also["QNAM"]; ok { // what the person is here to show
			role = access.Role(r)
		}
		i := slices.IndexFunc(t.units, func(u map[string]string) bool { return u["code"] == m.Unit })
		list = append(list, Account{Login: m.No, Name: m.Name, Title: m.Title, Unit: t.units[i]["short_name"], Role: role})
	}
	return list, nil
}
