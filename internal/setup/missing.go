package setup

import (
	"strconv"

	"congvu/internal/identity"
	"congvu/internal/org"
	"congvu/pkg/vncal"
)

// The things without which an office cannot work, as sent, in the order in which they are best done.
const (
	MissingUnits     = "units"     // there is no unit below the agency
	MissingHR        = "hr"        // nobody keeps the personnel
	MissingPeople    = "people"    // nobody but those who run the system
	MissingHeads     = "heads"     // units whose post of head is vacant
	MissingCatalogue = "catalogue" // no product in the catalogue: work earns no points
	MissingMail      = "mail"      // no mail server: codes go on paper; named beside others only, for an office can do without
	MissingCalendar  = "calendar"  // days off of this year, or from October on of the next, are not known
)

// Missing is one thing that an office still lacks.
type Missing struct {
	What  string
	N     int      // of what: vacant posts; 0 where it is not counted
	Units []string // ids of the first units whose post is vacant
	Year  string   // whose days off are not known
}

// nextYearFrom is the month from which the next year's days off are asked for: the official notice comes in the autumn.
const nextYearFrom = 10

// named is how many units with a vacant post are named; the tree shows the others.
const named = 8

// Facts are what the list is made from.
type Facts struct {
	Today    vncal.Date
	Units    []org.Unit                    // parents before children
	Staff    map[string]identity.UnitFacts // by unit
	HR       int                           // people who keep the personnel
	Products int
	Mail     bool // a mail server is set
	Calendar *vncal.Calendar
}

// Lacks returns what an office still lacks; nothing when the first day is over.
func Lacks(f Facts) []Missing {
	var list []Missing
	add := func(is bool, m Missing) {
		if is {
			list = append(list, m)
		}
	}
	root, live := "", 0
	vacant := Missing{What: MissingHeads}
	for _, u := range f.Units {
		if !u.Live(f.Today) || u.Kind == org.Partner {
			continue
		}
		live++
		if u.Parent == "" {
			root = u.ID
		}
		if f.Staff[u.ID].Head.ID == "" {
			if vacant.N++; len(vacant.Units) < named {
				vacant.Units = append(vacant.Units, u.ID)
			}
		}
	}
	add(live < 2, Missing{What: MissingUnits})
	add(f.HR == 0, Missing{What: MissingHR})
	add(f.Staff[root].Members < 3, Missing{What: MissingPeople}) // the administrator and the personnel officer alone
	add(vacant.N > 0, vacant)
	add(f.Products == 0, Missing{What: MissingCatalogue})
	year := f.Today.Year()
	unknown := func(year int) bool { return !f.Calendar.Covers(year) || len(f.Calendar.Missing(year)) > 0 }
	if !unknown(year) && f.Today.Month() >= nextYearFrom {
		year++
	}
	add(unknown(year), Missing{What: MissingCalendar, Year: strconv.Itoa(year)})
	add(len(list) > 0 && !f.Mail, Missing{What: MissingMail})
	return list
}
