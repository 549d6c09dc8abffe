package workplace

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// Rule are the dated settings of a unit for it and all units below (quy định làm việc tại nhà). What stands above a unit
// binds it too: of several rules the strictest counts.
type Rule struct {
	ID      string     `bson:"_id"` // "<unit>|<from>"
	Agency  string     `bson:"agency"`
	Unit    string     `bson:"unit"`
	From    vncal.Date `bson:"from"` // in force until the unit's next one begins
	Version int64      `bson:"version"`

	MinOnSite int      `bson:"min_on_site"` // at least so many percent on site, 0 to 100; 0 = no limit
	MaxOnSite int      `bson:"max_on_site"` // at most so many percent on site, 1 to 100; 0 = no limit
	MaxDays   int      `bson:"max_days"`    // days at home of one person in a week, 1 to 5; 0 = no limit
	Posts     []Post   `bson:"posts"`       // posts that must be on site, such as those that receive citizens
	Products  []string `bson:"products"`    // catalogue codes of work that may not leave the office
	Basis     string   `bson:"basis"`       // the paper that says so: "Công văn 1552/UBND-KGVX"

	By string    `bson:"by"`
	At time.Time `bson:"at"`
}

// Post is a post that must be on site, by its holder when the rule was set; who moves on to another post is free of it.
type Post struct {
	Appointment string `bson:"appointment"`
	Person      string `bson:"person"`
}

// RuleID returns the id of the rule of a unit that begins on a day.
func RuleID(unit string, from vncal.Date) string { return unit + "|" + string(from) }

// JournalObject names the rule in the journal.
func (r Rule) JournalObject() journal.Object {
	return journal.Object{Type: "workrule", ID: r.ID, Title: r.From.Display()}
}

// Effective returns what binds the people of a unit on a day: of each unit of path (root first) the rule in force, the
// strictest of them together. The zero Rule when there is none.
func Effective(rules []Rule, path []string, day vncal.Date) Rule {
	var all Rule
	for _, unit := range path {
		r, ok := inForce(rules, unit, day)
		if !ok {
			continue
		}
		all.MinOnSite = max(all.MinOnSite, r.MinOnSite)
		all.MaxOnSite = lower(all.MaxOnSite, r.MaxOnSite)
		all.MaxDays = lower(all.MaxDays, r.MaxDays)
		all.Posts = append(all.Posts, r.Posts...)
		all.Products = append(all.Products, r.Products...)
		all.Basis = cmp.Or(r.Basis, all.Basis)
		all.Unit, all.From = r.Unit, r.From
	}
	return all
}

// inForce returns the latest rule of a unit that has begun on a day.
func inForce(rules []Rule, unit string, day vncal.Date) (found Rule, ok bool) {
	for _, r := range rules {
		if r.Unit == unit && r.From <= day && (!ok || r.From > found.From) {
			found, ok = r, true
		}
	}
	return found, ok
}

// lower returns the smaller of two limits, where 0 is none.
func lower(a, b int) int {
	if a == 0 || b == 0 {
		return max(a, b)
	}
	return min(a, b)
}

// Count says where the staff of a unit is on one half-day.
type Count struct {
	Staff  int // people whose primary post lies in exactly this unit
	Leave  int // on leave
	Remote int // at home, by an approved registration
	Field  int // on a mission
}

// Base returns whom the percentages are of: all but those on leave.
func (c Count) Base() int { return c.Staff - c.Leave }

// OnSite returns how many are expected on site.
func (c Count) OnSite() int { return c.Staff - c.Leave - c.Remote - c.Field }

// Need returns how many must be on site at least, rounded up.
func (r Rule) Need(c Count) int { return (c.Base()*r.MinOnSite + 99) / 100 }

// Most returns how many may be on site at most, rounded down; all of them without a limit.
func (r Rule) Most(c Count) int {
	if r.MaxOnSite == 0 {
		return c.Base()
	}
	return c.Base() * r.MaxOnSite / 100
}

// Allows reports why c, the state after another was sent home on h, breaks r: nil or ErrQuota with its numbers.
func (r Rule) Allows(h Half, c Count) error {
	if r.MinOnSite == 0 || c.OnSite() >= r.Need(c) {
		return nil
	}
	return ErrQuota.Arg("half", h.Name()).Arg("left", strconv.Itoa(c.OnSite())).Arg("base", strconv.Itoa(c.Base())).
		Arg("need", strconv.Itoa(r.Need(c))).Arg("percent", strconv.Itoa(r.MinOnSite)).At("days", "quota")
}

// Takes reports why c, the state after somebody came back on h, breaks r: nil or ErrCrowded with its numbers.
func (r Rule) Takes(h Half, c Count) error {
	if r.MaxOnSite == 0 || c.OnSite() <= r.Most(c) {
		return nil
	}
	return ErrCrowded.Arg("half", h.Name()).Arg("left", strconv.Itoa(c.OnSite())).Arg("base", strconv.Itoa(c.Base())).
		Arg("most", strconv.Itoa(r.Most(c))).Arg("percent", strconv.Itoa(r.MaxOnSite))
}

// Week reports why halves, all that one person has at home, are too many in one week: nil or ErrWeek with its numbers.
func (r Rule) Week(halves []Half) error {
	if r.MaxDays == 0 {
		return nil
	}
	weeks := map[vncal.Date]int{}
	for _, h := range halves {
		weeks[monday(h.Date())]++
	}
	mondays := make([]vncal.Date, 0, len(weeks))
	for d := range weeks {
		mondays = append(mondays, d)
	}
	slices.Sort(mondays)
	for _, d := range mondays {
		if n := weeks[d]; n > 2*r.MaxDays {
			return ErrWeek.Arg("week", d.Display()).Arg("days", days(n)).Arg("max", strconv.Itoa(r.MaxDays)).At("days", "quota")
		}
	}
	return nil
}

// days writes a number of half-days as days, with a comma: 5 is "2,5".
func days(halves int) string {
	s := strconv.Itoa(halves / 2)
	if halves%2 == 1 {
		s += ",5"
	}
	return s
}

// OnPost reports whether one of a person's appointments is a post that must be on site.
func (r Rule) OnPost(appointments []string) bool {
	return slices.ContainsFunc(r.Posts, func(p Post) bool { return slices.Contains(appointments, p.Appointment) })
}

// Indoors returns those of works that may not leave the office.
func (r Rule) Indoors(works []Work) []Work {
	found := []Work{}
	for _, w := range works {
		if w.ProductCode != "" && slices.Contains(r.Products, w.ProductCode) {
			found = append(found, w)
		}
	}
	return found
}
