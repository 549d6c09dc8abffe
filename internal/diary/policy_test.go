package diary

import (
	"errors"
	"slices"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, vncal.Zone())
	if err != nil {
		panic(err)
	}
	return t.UTC()
}

func ptr[T any](v T) *T { return &v }

// TestLockedOn counts over 30/4 and 1/5: from Wednesday 29/4 the fifth working day after is Thursday 7/5.
func TestLockedOn(t *testing.T) {
	cal := vncal.Official()
	for name, tc := range map[string]struct {
		day  Day
		want vncal.Date
	}{
		"open":                    {Day{Date: "2026-04-29", State: StateOpen}, "2026-05-09"},
		"open, on a day off":      {Day{Date: "2026-05-03", State: StateOpen}, "2026-05-09"},
		"submitted":               {Day{Date: "2026-04-29", State: StateSubmitted}, ""},
		"confirmed":               {Day{Date: "2026-04-29", State: StateConfirmed}, ""},
		"returned at once":        {Day{Date: "2026-04-29", State: StateReturned, ReturnedAt: ptr(at("2026-04-29 17:00"))}, "2026-05-09"},
		"returned a week later":   {Day{Date: "2026-04-29", State: StateReturned, ReturnedAt: ptr(at("2026-05-11 09:00"))}, "2026-05-19"},
		"returned before its day": {Day{Date: "2026-04-29", State: StateReturned, ReturnedAt: ptr(at("2026-04-28 09:00"))}, "2026-05-09"},
	} {
		if got := LockedOn(tc.day, cal, 5); got != tc.want {
			t.Errorf("%s: LockedOn = %q, want %q", name, got, tc.want)
		}
	}
	for name, tc := range map[string]struct {
		day  Day
		want vncal.Date
	}{
		"open":                        {Day{Date: "2026-04-29", State: StateOpen}, "2026-05-09"},
		"waiting":                     {Day{Date: "2026-04-29", State: StateSubmitted}, ""},
		"confirmed":                   {Day{Date: "2026-04-29", State: StateConfirmed}, "2026-05-09"},
		"confirmed late":              {Day{Date: "2026-04-29", State: StateConfirmed, ConfirmedAt: ptr(at("2026-05-20 09:00"))}, "2026-05-09"},
		"returned, then confirmed":    {Day{Date: "2026-04-29", State: StateConfirmed, ReturnedAt: ptr(at("2026-05-11 09:00"))}, "2026-05-19"},
		"returned, waiting once more": {Day{Date: "2026-04-29", State: StateSubmitted, ReturnedAt: ptr(at("2026-05-11 09:00"))}, ""},
	} {
		if got := ClosedOn(tc.day, cal, 5); got != tc.want {
			t.Errorf("%s: ClosedOn = %q, want %q", name, got, tc.want)
		}
	}
	open := Day{Date: "2026-04-29", State: StateOpen}
	if got := StateOn(open, "2026-05-08", cal, 5); got != StateOpen {
		t.Errorf("on the last day it reads %s, want open", got)
	}
	if got := StateOn(open, "2026-05-09", cal, 5); got != StateLocked {
		t.Errorf("the day after it reads %s, want locked", got)
	}
}

func TestCanDecide(t *testing.T) {
	submitted := Day{Person: "lan", State: StateSubmitted}
	for name, tc := range map[string]struct {
		actor     string
		day       Day
		confirmer string
		want      error
	}{
		"the superior":             {"thinh", submitted, "thinh", nil},
		"somebody else":            {"minh", submitted, "thinh", ErrNotConfirmer},
		"the author":               {"lan", submitted, "thinh", ErrOwn},
		"the author, as superior":  {"lan", submitted, "lan", ErrOwn},
		"nobody above":             {"minh", submitted, "", ErrNotConfirmer},
		"not sent yet":             {"thinh", Day{Person: "lan", State: StateOpen}, "thinh", ErrNotSubmitted},
		"confirmed already":        {"thinh", Day{Person: "lan", State: StateConfirmed}, "thinh", ErrNotSubmitted},
		"returned already":         {"thinh", Day{Person: "lan", State: StateReturned}, "thinh", ErrNotSubmitted},
		"jobs confirm nothing":     {access.SystemID, submitted, "thinh", ErrNotConfirmer},
		"no person is no superior": {"", submitted, "", ErrNotConfirmer},
	} {
		if got := CanDecide(access.Actor{ID: tc.actor}, tc.day, tc.confirmer); !errors.Is(got, tc.want) {
			t.Errorf("%s: CanDecide = %v, want %v", name, got, tc.want)
		}
	}
}

func TestActs(t *testing.T) {
	const today = vncal.Date("2026-04-29")
	entries := []Entry{{Text: "a"}}
	for name, tc := range map[string]struct {
		actor string
		day   Day
		state State
		want  []Act
	}{
		"author, open":            {"lan", Day{Date: today, Entries: entries}, StateOpen, []Act{ActEdit, ActSubmit}},
		"author, nothing written": {"lan", Day{Date: today}, StateOpen, []Act{ActEdit}},
		"author, tomorrow":        {"lan", Day{Date: "2026-04-30"}, StateOpen, []Act{ActEdit}},
		"author, returned":        {"lan", Day{Date: today, Entries: entries}, StateReturned, []Act{ActEdit, ActSubmit}},
		"author, submitted":       {"lan", Day{Date: today, Entries: entries, State: StateSubmitted}, StateSubmitted, []Act{ActCorrect}},
		"author, confirmed":       {"lan", Day{Date: today, Entries: entries, State: StateConfirmed}, StateConfirmed, []Act{ActCorrect}},
		"author, closed":          {"lan", Day{Date: "2026-04-01", Entries: entries, State: StateConfirmed}, StateConfirmed, []Act{}},
		"author, locked":          {"lan", Day{Date: "2026-04-01", Entries: entries}, StateLocked, []Act{}},
		"superior, open":          {"thinh", Day{Date: today, Entries: entries, State: StateOpen}, StateOpen, []Act{}},
		"superior, submitted":     {"thinh", Day{Date: today, State: StateSubmitted}, StateSubmitted, []Act{ActConfirm, ActReturn}},
		"superior, confirmed":     {"thinh", Day{Date: today, State: StateConfirmed}, StateConfirmed, []Act{}},
	} {
		tc.day.Person = "lan"
		if got := Acts(access.Actor{ID: tc.actor}, tc.day, tc.state, Closed(tc.day, today, vncal.Official(), 5), "thinh", today); !slices.Equal(got, tc.want) {
			t.Errorf("%s: Acts = %v, want %v", name, got, tc.want)
		}
	}
}

func TestTopmostIsAHeadWithoutAUnitAbove(t *testing.T) {
	person := func(role access.Role, units ...string) identity.Person {
		return identity.Person{Units: units, Primary: identity.Post{Role: role}}
	}
	for name, tc := range map[string]struct {
		person identity.Person
		want   bool
	}{
		"head of the root":      {person(access.Head, "tinh"), true},
		"deputy in the root":    {person(access.Deputy, "tinh"), false},
		"officer of the root":   {person(access.Officer, "tinh"), false},
		"head below":            {person(access.Head, "tinh", "so"), false},
		"somebody without post": {person(""), false},
	} {
		if got := topmost(tc.person); got != tc.want {
			t.Errorf("%s: topmost = %v, want %v", name, got, tc.want)
		}
	}
}

func TestVisibility(t *testing.T) {
	path := []string{"tinh", "so", "phong"}
	if got, want := Visibility("lan", path, false), []string{"u:lan", "d:tinh", "d:so", "d:phong"}; !slices.Equal(got, want) {
		t.Errorf("of an officer: %v, want %v", got, want)
	}
	if got, want := Visibility("thinh", path, true), []string{"u:thinh", "d:tinh", "d:so"}; !slices.Equal(got, want) {
		t.Errorf("of a head: %v, want %v", got, want)
	}
	if got, want := Visibility("chi", []string{"tinh"}, true), []string{"u:chi"}; !slices.Equal(got, want) {
		t.Errorf("of the topmost head: %v, want %v", got, want)
	}
	if got, want := Visibility("moi", nil, false), []string{"u:moi"}; !slices.Equal(got, want) {
		t.Errorf("of somebody without a post: %v, want %v", got, want)
	}
}
