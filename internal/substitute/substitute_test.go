package substitute

import (
	"errors"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/pkg/vncal"
)

// member is somebody with one post; path is that of its unit, root first.
func member(id string, role access.Role, path ...string) party {
	unit := path[len(path)-1]
	return party{
		Person: identity.Person{ID: id, Agency: path[0], Primary: identity.Post{Unit: unit, Role: role}},
		actor:  access.Actor{ID: id, Agency: path[0], Appointments: []access.Appointment{{Unit: unit, Role: role, Primary: true}}}, home: path,
	}
}

// TestAllowed: who names whom; a row for each way in which it must not be.
func TestAllowed(t *testing.T) {
	lan, minh := member("lan", access.Officer, "tinh", "so", "phong"), member("minh", access.Officer, "tinh", "so", "phong")
	head, pho := member("head", access.Head, "tinh", "so", "phong"), member("pho", access.Deputy, "tinh", "so", "phong")
	gd, phogd := member("gd", access.Head, "tinh", "so"), member("phogd", access.Deputy, "tinh", "so")
	phogd.actor.Appointments[0].Charge = []string{"phong"}
	other := member("other", access.Officer, "tinh", "so", "ben")
	otherHead := member("otherhead", access.Head, "tinh", "so", "ben")
	hr := member("hr", access.HR, "tinh")
	gone := member("gone", access.Officer, "tinh", "so", "phong")
	gone.actor.Appointments = nil
	foreign := member("foreign", access.Officer, "xa", "so", "phong")
	for name, tc := range map[string]struct {
		by          access.Actor
		absent, sub party
		want        error
	}{
		"oneself, a colleague":                       {lan.actor, lan, minh, nil},
		"oneself, the own head":                      {lan.actor, lan, head, nil},
		"oneself, another unit":                      {lan.actor, lan, other, ErrOutside},
		"an officer, the director":                   {lan.actor, lan, gd, ErrOutside},
		"a head, the deputy":                         {head.actor, head, pho, nil},
		"a head, an officer of the unit":             {head.actor, head, lan, nil},
		"a head, the head above":                     {head.actor, head, gd, nil},
		"a head, the deputy in charge":               {head.actor, head, phogd, nil},
		"a head, a head beside":                      {head.actor, head, otherHead, ErrOutside},
		"a deputy, the own head":                     {pho.actor, pho, head, nil},
		"the head names for an officer":              {head.actor, lan, minh, nil},
		"the head names somebody of a unit beside":   {head.actor, lan, other, ErrOutside},
		"the director names from a unit beside":      {gd.actor, lan, other, nil},
		"the director names for a head":              {gd.actor, head, otherHead, nil},
		"the head names the own self":                {head.actor, lan, head, nil},
		"a deputy names for the officer":             {pho.actor, lan, minh, nil},
		"a deputy names for the head":                {pho.actor, head, lan, ErrNotNaming},
		"a colleague names":                          {minh.actor, lan, minh, ErrNotNaming},
		"hr names":                                   {hr.actor, lan, minh, ErrNotNaming},
		"a head beside names":                        {otherHead.actor, lan, minh, ErrNotNaming},
		"somebody without a post is away":            {gone.actor, gone, lan, ErrGone},
		"somebody without a post stands in":          {lan.actor, lan, gone, ErrGone},
		"somebody of another agency, same unit name": {lan.actor, lan, foreign, ErrGone},
	} {
		if got := allowed(tc.by, tc.absent, tc.sub); !errors.Is(got, tc.want) || (got == nil) != (tc.want == nil) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

// TestCheck: times and documents that cannot be.
func TestCheck(t *testing.T) {
	now := time.Date(2026, 10, 29, 15, 0, 30, 0, vncal.Zone())
	for name, tc := range map[string]struct {
		change func(*Request)
		field  string
	}{
		"good":                 {func(*Request) {}, ""},
		"oneself":              {func(r *Request) { r.Substitute = "lan" }, "substitute"},
		"over before it began": {func(r *Request) { r.To = r.From }, "to"},
		"over already":         {func(r *Request) { r.From, r.To = now.Add(-2*time.Hour), now.Add(-time.Hour) }, "to"},
		"over this minute":     {func(r *Request) { r.From, r.To = now.Add(-time.Hour), now }, "to"},
		"far away":             {func(r *Request) { r.From, r.To = now.AddDate(2, 0, 0), now.AddDate(2, 0, 1) }, "from"},
		"too long":             {func(r *Request) { r.To = now.AddDate(2, 0, 0) }, "to"},
		"a document of 2100":   {func(r *Request) { r.On = "2100-01-01" }, "documentOn"},
		"a day that is none":   {func(r *Request) { r.On = "2026-02-30" }, "documentOn"},
	} {
		r := Request{Person: "lan", Substitute: "minh", From: now, To: now.Add(48 * time.Hour)}
		tc.change(&r)
		err := r.normal(now).check(now)
		fields := errs.As(err).Fields
		if (tc.field == "") != (err == nil) || err != nil && (len(fields) != 1 || fields[0].Path != tc.field) {
			t.Errorf("%s: %v %v, want a fault at %q", name, err, fields, tc.field)
		}
	}
	past := Request{From: now.Add(-time.Hour), To: now.Add(time.Hour)}.normal(now)
	if want := now.Truncate(time.Minute); !past.From.Equal(want) || !past.To.Equal(want.Add(time.Hour)) {
		t.Errorf("a time that began before is %v – %v, want from this minute on", past.From, past.To)
	}
}

// TestClash: one substitute at a time, and no chains.
func TestClash(t *testing.T) {
	at := func(hour int) time.Time { return time.Date(2026, 10, 29, hour, 0, 0, 0, time.UTC) }
	ask := Request{Person: "lan", Substitute: "minh", From: at(8), To: at(12)}
	for name, tc := range map[string]struct {
		other Substitution
		want  error
	}{
		"just before":                         {Substitution{Person: "lan", Substitute: "hoa", From: at(6), To: at(8)}, nil},
		"just after":                          {Substitution{Person: "lan", Substitute: "hoa", From: at(12), To: at(14)}, nil},
		"in the middle":                       {Substitution{Person: "lan", Substitute: "hoa", From: at(9), To: at(10)}, ErrOverlap},
		"around":                              {Substitution{Person: "lan", Substitute: "hoa", From: at(6), To: at(18)}, ErrOverlap},
		"the substitute is away":              {Substitution{Person: "minh", Substitute: "hoa", From: at(11), To: at(13)}, ErrAway},
		"the absent one stands in":            {Substitution{Person: "hoa", Substitute: "lan", From: at(7), To: at(9)}, ErrChain},
		"the substitute stands in twice":      {Substitution{Person: "hoa", Substitute: "minh", From: at(8), To: at(12)}, nil},
		"other people":                        {Substitution{Person: "hoa", Substitute: "tam", From: at(8), To: at(12)}, nil},
		"the substitute is away, another day": {Substitution{Person: "minh", Substitute: "hoa", From: at(13), To: at(14)}, nil},
	} {
		if got := ask.clash(tc.other); !errors.Is(got, tc.want) || (got == nil) != (tc.want == nil) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

// TestStateAt: to the minute, the last one not included.
func TestStateAt(t *testing.T) {
	from, to := time.Date(2026, 10, 29, 8, 0, 0, 0, time.UTC), time.Date(2026, 10, 29, 17, 0, 0, 0, time.UTC)
	s := Substitution{From: from, To: to}
	for at, want := range map[time.Time]State{from.Add(-1): Coming, from: Running, to.Add(-1): Running, to: Over} {
		if got := s.StateAt(at); got != want {
			t.Errorf("at %v: %s, want %s", at, got, want)
		}
	}
	if got := s.ended(from.Add(-time.Hour)); got.StateAt(from) != Over || got.StateAt(from.Add(-time.Hour)) != Over {
		t.Errorf("taken back before it began: %+v", got)
	}
	if got := s.ended(from.Add(time.Hour)); got.StateAt(from.Add(time.Hour)) != Over || got.StateAt(from) != Running || got.Turns != nil {
		t.Errorf("ended: %+v", got)
	}
}
