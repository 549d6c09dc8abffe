package main

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/identity"
	"congvu/internal/session"
)

// TestRightsOnAnotherNode takes rights, posts and sessions away on one node and asks a second node of the same database,
// which has just served their owner. The second node's caches never grow old here, so what it refuses it has heard.
func TestRightsOnAnotherNode(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	at := o.Calendar.Today().Start().Add(15 * time.Hour)
	other, err := wiring.WireAged(o.db, clock.Fixed(at), clock.Fixed(at), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Hub.Open(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { other.Hub.Close(context.Background()) })
	app, _ := v1.New(&v1.Server{Log: slog.New(slog.DiscardHandler), Clock: clock.Fixed(at), Services: other}, nil)
	ask := func(token, path string) (int, string) {
		r := httptest.NewRequest(http.MethodGet, v1.Prefix+path, nil)
		r.Header.Set("Authorization", "Bearer "+token)
		res, err := app.Test(r, -1)
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var body bytes.Buffer
		if _, err := body.ReadFrom(res.Body); err != nil {
			t.Fatal(err)
		}
		return res.StatusCode, body.String()
	}
	by := access.System(o.agency)
	relieve := func(who string) error {
		posts, err := o.Identity.Appointments(t.Context(), o.agency, o.person[who])
		if err != nil {
			return err
		}
		return o.Identity.EndAppointment(t.Context(), by, posts[0].ID, posts[0].Version)
	}
	names := func(people []identity.Person, err error) []string {
		if err != nil {
			t.Fatal(err)
		}
		list := []string{}
		for _, p := range people {
			list = append(list, p.Name)
		}
		return list
	}
	heads := func() []string { return names(other.Identity.HeadsOf(t.Context(), o.agency, o.unit["phong1"])) }
	above := func() []string {
		return names(other.Identity.Commanders(t.Context(), o.agency, []string{o.agency, o.unit["so"], o.unit["phong1"]}))
	}
	refused := func(who string) func() bool {
		return func() bool { status, _ := ask(o.token[who], "/me"); return status == http.StatusUnauthorized }
	}
	for _, who := range []string{"lan", "minh", "truongphong", "phongben"} { // the other node remembers them
		if status, body := ask(o.token[who], "/me"); status != http.StatusOK {
			t.Fatalf("%s: %d %s", who, status, body)
		}
	}
	if h, a := heads(), above(); !slices.Equal(h, []string{"truongphong"}) || !slices.Equal(a, []string{"truongphong", "giamdoc", "chutich"}) {
		t.Fatalf("heads %v, above %v", h, a)
	}

	in, err := o.Sessions.SignIn(t.Context(), session.Credentials{Login: "phongben", Password: officePassword})
	if err != nil {
		t.Fatal(err)
	}
	if status, body := ask(in.Access, "/me"); status != http.StatusOK {
		t.Fatalf("a second session: %d %s", status, body)
	}
	for _, c := range []struct {
		what   string
		change func() error
		seen   func() bool
	}{
		{"a session is ended", func() error { return o.Sessions.SignOut(t.Context(), in.Refresh) }, func() bool {
			status, _ := ask(in.Access, "/me")
			return status == http.StatusUnauthorized
		}},
		{"an account is disabled", func() error { return o.Sessions.SetState(t.Context(), by, o.person["lan"], 1, session.Disabled, "") }, refused("lan")},
		{"a post ends", func() error { return relieve("minh") }, refused("minh")},
		{"a head steps down", func() error { return relieve("truongphong") }, refused("truongphong")},
		{"the unit has no head", func() error { return nil }, func() bool { return len(heads()) == 0 }},
		{"nobody reads by that post any more", func() error { return nil }, func() bool { return !slices.Contains(above(), "truongphong") }},
		{"another head is appointed", func() error {
			_, err := o.Identity.Appoint(t.Context(), by, o.person["phongben"], o.post("phong1", access.Head))
			return err
		}, func() bool { return slices.Contains(heads(), "phongben") && slices.Contains(above(), "phongben") }},
	} {
		if err := c.change(); err != nil {
			t.Fatal(err)
		}
		await(t, c.what, c.seen)
	}
}
