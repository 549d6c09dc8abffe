package session

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"congvu/internal/access"
)

func TestSignIn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	for name, tc := range map[string]struct {
		login, password string
		want            error
	}{
		"staff code":           {"qn01", goodPassword, nil},
		"staff code in spaces": {" QN01 ", goodPassword, nil},
		"what is not seen":     {"\ufeffQN\u200b01\u00a0", goodPassword, nil},
		"e-mail":               {"qn01@Example.VN", goodPassword, nil},
		"wrong password":       {"QN01", "khác", ErrSignIn},
		"unknown name":         {"QN02", goodPassword, ErrSignIn},
		"empty":                {"", "", ErrSignIn},
		"an endless password":  {"QN01", strings.Repeat("x", 5000), ErrSignIn},
	} {
		tokens, err := w.SignIn(t.Context(), Credentials{Login: tc.login, Password: tc.password, Address: name})
		if !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
		if tc.want != nil {
			continue
		}
		if a, err := w.Authenticate(t.Context(), tokens.Access); err != nil || a.ID != p.ID || !a.Has(access.Officer) || a.Session == "" {
			t.Errorf("%s: actor = %+v, %v", name, a, err)
		}
	}
	if err := w.SetState(t.Context(), w.system(), p.ID, 1, Disabled, ""); err != nil {
		t.Fatal(err)
	}
	if err := w.try("QN01", goodPassword, "home"); !errors.Is(err, ErrSignIn) {
		t.Errorf("disabled account with the right password: %v, want the same ErrSignIn", err)
	}
}

func TestRehash(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.add("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	cheap, salt := params{1, 8 << 10, 1}, randomBytes(saltLen)
	if err := w.OpenAccount(t.Context(), w.system(), p.ID, encode(cheap, salt, derive(cheap, salt, goodPassword))); err != nil {
		t.Fatal(err)
	}
	w.signIn("QN01")
	acc, err := w.store.Account(t.Context(), p.ID)
	if err != nil || !strings.Contains(acc.Hash, "m=19456,t=2,p=1") {
		t.Errorf("hash after a sign-in = %s, %v; want it made anew at today's cost", acc.Hash, err)
	}
	w.signIn("QN01")
}

func TestRefreshRotates(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	token := w.signIn("QN01").Refresh
	for i := range 3 {
		w.clock.forward(AccessLife)
		next, err := w.Refresh(t.Context(), token)
		if err != nil || next.Refresh == token {
			t.Fatalf("refresh %d: %v, token changed: %v", i+1, err, next.Refresh != token)
		}
		if _, err := w.Authenticate(t.Context(), next.Access); err != nil {
			t.Fatalf("refresh %d: the new access token: %v", i+1, err)
		}
		token = next.Refresh
	}
	for name, bad := range map[string]string{
		"nothing":        "",
		"not ours":       "abc.def",
		"no such family": firstRefresh("01X", randomBytes(32)).String(),
	} {
		if _, err := w.Refresh(t.Context(), bad); !errors.Is(err, ErrSession) {
			t.Errorf("%s: %v, want ErrSession", name, err)
		}
	}
}

// TestRefreshTogether lets many tabs refresh with one token at once: all get the same successor.
func TestRefreshTogether(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	token, other := w.signIn("QN01").Refresh, w.node()
	var wg sync.WaitGroup
	got := make([]string, 12)
	for i := range got {
		wg.Go(func() {
			node := w.Service
			if i%2 == 1 {
				node = other
			}
			next, err := node.Refresh(context.Background(), token)
			if err != nil {
				t.Errorf("tab %d: %v", i, err)
			}
			got[i] = next.Refresh
		})
	}
	wg.Wait()
	for i := range got {
		if got[i] != got[0] || got[i] == "" || got[i] == token {
			t.Fatalf("tab %d got another successor than tab 0", i)
		}
	}
	w.clock.forward(refreshGrace)
	if again, err := w.Refresh(t.Context(), token); err != nil || again.Refresh != got[0] {
		t.Errorf("once more within the grace: %v, want the same successor", err)
	}
}

func TestRefreshReuseEndsTheFamily(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	stolen := w.signIn("QN01").Refresh
	kept := w.signIn("QN01") // another device of the same person
	now, err := w.Refresh(t.Context(), stolen)
	if err != nil {
		t.Fatal(err)
	}
	invented := "" // a stranger who has seen the session id cannot end it
	if read, ok := parseRefresh(stolen); ok {
		read.secret = [32]byte(randomBytes(32))
		invented = read.String()
	}
	w.clock.forward(refreshGrace + time.Second)
	if _, err := w.Refresh(t.Context(), invented); !errors.Is(err, ErrSession) {
		t.Errorf("invented token: %v, want ErrSession", err)
	}
	if _, err := w.Authenticate(t.Context(), now.Access); err != nil {
		t.Fatalf("an invented token must not end the session: %v", err)
	}

	if _, err := w.Refresh(t.Context(), stolen); !errors.Is(err, ErrSession) {
		t.Fatalf("the old token after the grace: %v, want ErrSession", err)
	}
	if _, err := w.Refresh(t.Context(), now.Refresh); !errors.Is(err, ErrSession) {
		t.Errorf("the newest token of the ended family: %v, want ErrSession", err)
	}
	if _, err := w.Authenticate(t.Context(), now.Access); !errors.Is(err, ErrSession) {
		t.Errorf("the access token of the ended family: %v, want ErrSession", err)
	}
	if _, err := w.Authenticate(t.Context(), kept.Access); err != nil {
		t.Errorf("the other device: %v, want it left alone", err)
	}
	history, _, err := w.journal.History(t.Context(), p.Agency, "session", now.Actor.Session, "", 10)
	if err != nil || len(history) != 1 || history[0].Action != "session.reuse" {
		t.Errorf("audit = %+v, %v; want one session.reuse", history, err)
	}
	told, _, err := w.inbox.List(t.Context(), w.actor(p), true, "", 10)
	if err != nil || len(told) != 1 || told[0].Kind != "session.reuse" {
		t.Errorf("inbox = %+v, %v; want the owner told once", told, err)
	}
}

func TestSessionLimits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)

	idle := w.signIn("QN01")
	w.clock.forward(SessionIdle)
	if _, err := w.Refresh(t.Context(), idle.Refresh); !errors.Is(err, ErrSession) {
		t.Errorf("after %v without use: %v, want ErrSession", SessionIdle, err)
	}

	used := w.signIn("QN01").Refresh
	for used != "" {
		w.clock.forward(SessionIdle - time.Hour)
		next, err := w.Refresh(t.Context(), used)
		if err == nil && next.RefreshExpires.Sub(w.clock.Now()) > SessionIdle {
			t.Fatalf("the cookie lives until %v, longer than the idle limit", next.RefreshExpires)
		}
		used = next.Refresh
		if w.clock.Now().Sub(time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)) > 60*24*time.Hour {
			t.Fatal("a session that is used never ends")
		}
	}
}

// TestTooManySessions: whoever signs in on one machine more than anybody has ends the oldest session, everywhere, and
// nobody else's.
func TestTooManySessions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	w.addUser("QN02", "Trần Minh", "PHONG", access.Officer)
	other := w.signIn("QN02")
	var all []Tokens
	for range maxSessions + 2 {
		all = append(all, w.signIn("QN01"))
		w.clock.forward(time.Second)
	}
	for i, tokens := range append(all, other) {
		_, err := w.Authenticate(t.Context(), tokens.Access)
		if ended := i < 2; errors.Is(err, ErrSession) != ended || !ended && err != nil {
			t.Errorf("session %d: %v", i, err)
		}
	}
	if _, err := w.Refresh(t.Context(), all[1].Refresh); !errors.Is(err, ErrSession) {
		t.Errorf("the oldest can be refreshed: %v", err)
	}
}

func TestSignOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	first, second := w.signIn("QN01"), w.signIn("QN01")
	for range 2 { // twice is no error
		if err := w.SignOut(t.Context(), first.Refresh); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.SignOut(t.Context(), "nothing"); err != nil {
		t.Errorf("without a session: %v", err)
	}
	if _, err := w.Authenticate(t.Context(), first.Access); !errors.Is(err, ErrSession) {
		t.Errorf("after signing out: %v, want ErrSession", err)
	}
	if _, err := w.Authenticate(t.Context(), second.Access); err != nil {
		t.Errorf("the other session: %v", err)
	}
}

func TestTicket(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	tokens := w.signIn("QN01")
	ticket := func() string {
		s, err := w.Ticket(t.Context(), tokens.Actor)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	one := ticket()
	if a, err := w.node().RedeemTicket(t.Context(), one); err != nil || a.ID != p.ID || a.Session != tokens.Actor.Session || !a.Has(access.Officer) {
		t.Errorf("redeemed on another node: %+v, %v", a, err)
	}
	if _, err := w.RedeemTicket(t.Context(), one); !errors.Is(err, ErrSession) {
		t.Errorf("used twice: %v, want ErrSession", err)
	}
	late := ticket()
	w.clock.forward(TicketLife)
	if _, err := w.RedeemTicket(t.Context(), late); !errors.Is(err, ErrSession) {
		t.Errorf("after 30 s: %v, want ErrSession", err)
	}
	ended := ticket()
	if err := w.SignOut(t.Context(), tokens.Refresh); err != nil {
		t.Fatal(err)
	}
	if _, err := w.RedeemTicket(t.Context(), ended); !errors.Is(err, ErrSession) {
		t.Errorf("of a session that has ended: %v, want ErrSession", err)
	}
}

// TestEditPerson: who gets another staff number signs in with that one, and no longer with the former.
func TestEditPerson(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	p.StaffNo = "QN22"
	if _, err := w.EditPerson(t.Context(), w.system(), p); err != nil {
		t.Fatal(err)
	}
	w.signIn("QN22")
	if _, err := w.SignIn(t.Context(), Credentials{Login: "QN01", Password: goodPassword}); !errors.Is(err, ErrSignIn) {
		t.Errorf("the former number still signs in: %v", err)
	}
}
