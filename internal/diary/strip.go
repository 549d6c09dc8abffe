package diary

import "congvu/pkg/vncal"

// StripDay is one day of a month as its author sees it at a glance.
type StripDay struct {
	Date    vncal.Date
	Working bool
	Why     string // why it is a day off, "" on working days
	State   State  // "" when nothing is stored and it can still be written
	Minutes int
	Entries int
	Missing bool // a past working day without an entry that is not marked as off
	Future  bool
	Late    bool
	Away    Place // where an approved absence puts the author all day: Off on leave, Field on a mission; "" for no such paper
}

// Strip returns a person's days from..to as they read today. days are the stored ones in any order; since is the date of
// the first one ever stored, "" for none: nothing is missing before somebody began to keep a diary. away are the absences that
// papers know of, by DayID.
func Strip(person string, days []Day, away map[string]Places, from, to, since, today vncal.Date, cal *vncal.Calendar, lockAfter int) []StripDay {
	stored := make(map[vncal.Date]Day, len(days))
	for _, d := range days {
		stored[d.Date] = d
	}
	out := []StripDay{}
	for date := from; date != "" && date <= to; date = date.AddDays(1) {
		s := StripDay{Date: date, Working: cal.IsWorking(date), Why: cal.Why(date), Future: date > today}
		d, ok := stored[date]
		if !ok {
			d = Day{Date: date, State: StateOpen}
		}
		if state := StateOn(d, today, cal, lockAfter); ok || state == StateLocked {
			s.State = state
		}
		s.Minutes, s.Entries, s.Late = d.Minutes(), len(d.Entries), d.Late
		if s.Working {
			s.Away = Away(away[DayID(person, date)])
		}
		s.Missing = since != "" && date >= since && Missing(d, s.Away, today, cal)
		out = append(out, s)
	}
	return out
}

// Missing reports whether a day lacks its diary: a working day before today without any entry, neither marked as off nor away
// all day by a paper (Away).
func Missing(d Day, away Place, today vncal.Date, cal *vncal.Calendar) bool {
	return d.Date < today && cal.IsWorking(d.Date) && d.Empty() && !d.Place.Off() && away == ""
}

// Away returns what absences of both half-days come to, "" for a half that no paper covers: Off when all of the day is leave, Field
// when all of it is covered and some on a mission, "" when a half is left to be worked as usual.
func Away(p Places) Place {
	switch {
	case p.AM == "" || p.PM == "":
		return ""
	case p.Off():
		return Off
	}
	return Field
}

// DefaultPlace returns the places a day starts with: off on a day off, else those of the latest earlier day on which its
// author worked, else at the office. earlier is newest first.
func DefaultPlace(earlier []Places, working bool) Places {
	if !working {
		return Places{AM: Off, PM: Off}
	}
	for _, p := range earlier {
		if p.AM != Off && p.PM != Off {
			return p
		}
	}
	return Places{AM: Office, PM: Office}
}
