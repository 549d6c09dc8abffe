package session

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
)

// code gives somebody an activation code.
func (w *world) code(by access.Actor, p identity.Person) string {
	w.t.Helper()
	slips, err := w.GiveCodes(w.t.Context(), by, []string{p.ID})
	if err != nil {
		w.t.Fatalf("code for %s: %v", p.Name, err)
	}
	return slips[0].Code
}

// activate uses a code with goodPassword.
func (w *world) activate(login, code string) (Tokens, error) {
	return w.Activate(w.t.Context(), Activation{Code: code, Credentials: Credentials{Login: login, Password: goodPassword, Address: "203.0.113.7"}})
}

func TestCodes(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^[2-9A-HJKMNP-Z]{4}(-[2-9A-HJKMNP-Z]{4}){3}$`)
	seen := map[rune]int{}
	for range 1000 {
		code := newCode()
		if !form.MatchString(code) {
			t.Fatalf("code %q", code)
		}
		for _, r := range code {
			seen[r]++
		}
	}
	for _, r := range codeLetters {
		if n := seen[r]; n < 350 || n > 700 { // 16,000 letters over 31: 516 each, give or take 22
			t.Errorf("%c came %d times in 16,000", r, n)
		}
	}
	code := "K7TM-2QXD-94VR-HB3C"
	for _, typed := range []string{"k7tm2qxd94vrhb3c", " K7TM – 2QXD – 94VR – HB3C ", "k7tm 2qxd 94vr hb3c"} {
		if codeHash("a", typed) != codeHash("a", code) {
			t.Errorf("typed as %q it is another code", typed)
		}
	}
	if codeHash("a", code) == codeHash("b", code) || strings.Contains(codeHash("a", code), "K7TM") {
		t.Error("a code is stored as it is, or fits two people")
	}
}

// TestActivate: a new person gets a code, chooses a password with it once, and signs in.
func TestActivate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.actor(w.add("NS01", "Bùi Thị Thu Thảo", "UBND", access.HR))
	lan := w.add("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	minh := w.add("QN02", "Trịnh Văn Minh", "PHONG", access.Officer)
	other := w.code(hr, minh)
	old := w.code(hr, lan)
	code := w.code(hr, lan)
	for name, tc := range map[string]struct{ login, code string }{
		"a code given before": {"QN01", old}, "somebody else's code": {"QN01", other}, "no such person": {"QN99", code}, "no letters": {"QN01", "-"},
	} {
		if _, err := w.activate(tc.login, tc.code); !errors.Is(err, ErrCode) {
			t.Errorf("%s: %v, want ErrCode", name, err)
		}
	}
	if _, err := w.SignIn(t.Context(), Credentials{Login: "QN01", Password: goodPassword}); !errors.Is(err, ErrSignIn) {
		t.Errorf("sign in before: %v", err)
	}
	for _, password := range []string{"ngắn", "matkhau123", "Nguyễn Thị Lan 1990"} {
		_, err := w.Activate(t.Context(), Activation{Code: code, Credentials: Credentials{Login: "QN01", Password: password, Address: "203.0.113.7"}})
		if errs.As(err).Kind != errs.Invalid {
			t.Errorf("password %q: %v", password, err)
		}
	}
	in, err := w.activate("qn01@example.vn", strings.ToLower(code))
	if err != nil || in.Actor.ID != lan.ID || in.Access == "" || in.Refresh == "" {
		t.Fatalf("activate: %+v, %v", in.Actor, err)
	}
	w.signIn("QN01")
	if _, err := w.activate("QN01", code); !errors.Is(err, ErrCode) {
		t.Errorf("used twice: %v", err)
	}
	if acc, err := w.store.Account(t.Context(), lan.ID); err != nil || acc.Code != "" || acc.State() != Active {
		t.Errorf("account %+v, %v", acc, err)
	}
	w.clock.forward(CodeLife - time.Minute)
	if _, err := w.activate("QN02", other); err != nil {
		t.Errorf("a minute before the end of its life: %v", err)
	}
}

// TestCodeExpires: after seven days a code is of no use.
func TestCodeExpires(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	code := w.code(w.actor(w.add("NS01", "Thảo", "UBND", access.HR)), w.add("QN01", "Lan", "PHONG", access.Officer))
	w.clock.forward(CodeLife)
	if _, err := w.activate("QN01", code); !errors.Is(err, ErrCode) {
		t.Errorf("after its life: %v", err)
	}
}

// TestForgottenPassword: who has forgotten the password gets a new code; the old password works until it is used, then every open
// session is over, on other nodes too, and the owner was told when the code was given.
func TestForgottenPassword(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.actor(w.add("NS01", "Thảo", "UBND", access.HR))
	lan := w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	before := w.signIn("QN01")
	code := w.code(hr, lan)
	if _, err := w.Authenticate(t.Context(), before.Access); err != nil {
		t.Errorf("the open session, once a code was given: %v", err)
	}
	told, _, err := w.inbox.List(t.Context(), access.Actor{ID: lan.ID, Agency: w.agency}, false, "", 10)
	if err != nil || len(told) != 1 || told[0].Kind != "account.code" {
		t.Errorf("told %+v, %v; want of the code", told, err)
	}
	_, err = w.Activate(t.Context(), Activation{Code: code, Credentials: Credentials{Login: "QN01", Password: "nắng vàng tháng chín", Address: "203.0.113.9"}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Authenticate(t.Context(), before.Access); !errors.Is(err, ErrSession) {
		t.Errorf("the session from before: %v", err)
	}
	if _, err := w.node().Refresh(t.Context(), before.Refresh); !errors.Is(err, ErrSession) {
		t.Errorf("refresh on another node: %v", err)
	}
	if _, err := w.SignIn(t.Context(), Credentials{Login: "QN01", Password: goodPassword, Address: "203.0.113.9"}); !errors.Is(err, ErrSignIn) {
		t.Errorf("the forgotten password: %v", err)
	}
}

// TestActivateOnce: of ten who use one code at the same moment one gets in.
func TestActivateOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	code := w.code(w.actor(w.add("NS01", "Thảo", "UBND", access.HR)), w.add("QN01", "Lan", "PHONG", access.Officer))
	results := make(chan error, 10)
	for i := range cap(results) {
		go func() {
			_, err := w.Activate(context.Background(), Activation{Code: code, Credentials: Credentials{Login: "QN01", Password: goodPassword, Address: string(rune('a' + i))}})
			results <- err
		}()
	}
	good := 0
	for range cap(results) {
		switch err := <-results; {
		case err == nil:
			good++
		case !errors.Is(err, ErrCode) && !errors.Is(err, ErrBusy):
			t.Errorf("lost with %v", err)
		}
	}
	if good != 1 {
		t.Errorf("%d got in", good)
	}
}

// TestActivateSlowed: guessing is counted as failed sign-ins are, the same for a name that there is not; a good code washes it
// away.
func TestActivateSlowed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.code(w.actor(w.add("NS01", "Thảo", "UBND", access.HR)), w.add("QN01", "Lan", "PHONG", access.Officer))
	tries := map[string]int{}
	for _, login := range []string{"QN01", "QN99"} {
		for tries[login] < 50 {
			_, err := w.activate(login, newCode())
			if errors.Is(err, ErrTooMany) {
				break
			}
			if !errors.Is(err, ErrCode) {
				t.Fatal(err)
			}
			tries[login]++
		}
	}
	if tries["QN01"] != tries["QN99"] || tries["QN01"] > 10 {
		t.Errorf("tries until slowed: %v", tries)
	}
}

// TestWhoGivesCodes: a row for each who may give a code, or may not.
func TestWhoGivesCodes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	people := map[string]identity.Person{
		"admin": w.addUser("QT01", "Tín", "UBND", access.Admin), "admin2": w.add("QT02", "Hải", "UBND", access.Admin),
		"hr": w.add("NS01", "Thảo", "UBND", access.HR), "hr of PHONG": w.add("NS02", "Hoa", "PHONG", access.HR),
		"head": w.add("TP01", "Thịnh", "PHONG", access.Head), "lan": w.add("QN01", "Lan", "PHONG", access.Officer),
		"khac":           w.add("QN03", "Khác", "KHAC", access.Officer),
		"admin of PHONG": w.add("QT03", "Sơn", "PHONG", access.Admin), "two posts": w.add("QN04", "Vân", "PHONG", access.Officer),
	}
	if _, err := w.people.Appoint(t.Context(), w.system(), people["two posts"].ID, identity.Appointment{Unit: w.units["UBND"], Role: access.HR, Title: "Chuyên viên"}); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		by, to string
		want   error
	}{
		"hr to an officer below":      {"hr", "lan", nil},
		"hr to a head":                {"hr", "head", nil},
		"hr to hr below":              {"hr", "hr of PHONG", nil},
		"hr of a unit to its officer": {"hr of PHONG", "lan", nil},
		"hr of a unit to a sibling":   {"hr of PHONG", "khac", errs.ErrNotFound},
		"hr of a unit to hr above":    {"hr of PHONG", "hr", errs.ErrNotFound},
		"hr to oneself":               {"hr", "hr", ErrOwn},
		"hr to an administrator":      {"hr", "admin", errs.ErrForbidden},
		"administrator to hr":         {"admin", "hr", nil},
		"administrator to another":    {"admin", "admin2", nil},
		"administrator to oneself":    {"admin", "admin", ErrOwn},
		"administrator to an officer": {"admin", "lan", errs.ErrForbidden},
		"administrator below":         {"admin of PHONG", "admin", errs.ErrNotFound}, // whoever has the code has the account
		"administrator below to hr":   {"admin of PHONG", "hr", errs.ErrNotFound},
		"hr to who is hr above, too":  {"hr of PHONG", "two posts", errs.ErrForbidden},
		"hr above to the same":        {"hr", "two posts", nil},
		"head to the own officer":     {"head", "lan", errs.ErrNotFound},
		"officer to the head":         {"lan", "head", errs.ErrNotFound},
	} {
		by := w.actor(people[tc.by])
		if _, err := w.GiveCodes(t.Context(), by, []string{people[tc.to].ID}); !errors.Is(err, tc.want) || (err == nil) != (tc.want == nil) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	stranger := access.Actor{ID: "x", Agency: "elsewhere", Appointments: []access.Appointment{{Unit: w.units["UBND"], Role: access.HR}}}
	if _, err := w.GiveCodes(t.Context(), stranger, []string{people["lan"].ID}); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("another agency's hr: %v", err)
	}
	// All or nobody: one who may not be given one keeps the others from it.
	before, err := w.store.Account(t.Context(), people["lan"].ID)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.GiveCodes(t.Context(), w.actor(people["hr"]), []string{people["lan"].ID, people["admin"].ID}); !errors.Is(err, errs.ErrForbidden) {
		t.Errorf("a list with an administrator: %v", err)
	}
	if after, err := w.store.Account(t.Context(), people["lan"].ID); err != nil || after.Code != before.Code {
		t.Errorf("half done: %v %v", after, err)
	}
}

// TestChangePassword: the other sessions end, the own one goes on; wrong answers are slowed.
func TestChangePassword(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	mine, other := w.signIn("QN01"), w.signIn("QN01")
	a, err := w.Authenticate(t.Context(), mine.Access)
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct{ present, next, field string }{
		"wrong present": {"sai mật khẩu", "nắng vàng tháng chín", "present"}, "short": {goodPassword, "ngắn", "next"}, "own name": {goodPassword, "nguyenthilan", "next"},
	} {
		err := w.ChangePassword(t.Context(), a, tc.present, tc.next, "203.0.113.7")
		if e := errs.As(err); e.Kind != errs.Invalid || len(e.Fields) != 1 || e.Fields[0].Path != tc.field {
			t.Errorf("%s: %v %v", name, err, e.Fields)
		}
	}
	if err := w.ChangePassword(t.Context(), a, goodPassword, "nắng vàng tháng chín", "203.0.113.7"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Authenticate(t.Context(), mine.Access); err != nil {
		t.Errorf("the own session: %v", err)
	}
	if _, err := w.Authenticate(t.Context(), other.Access); !errors.Is(err, ErrSession) {
		t.Errorf("the other session: %v", err)
	}
	if _, err := w.SignIn(t.Context(), Credentials{Login: "QN01", Password: "nắng vàng tháng chín", Address: "203.0.113.7"}); err != nil {
		t.Errorf("sign in with the new one: %v", err)
	}
	var slowed bool
	for range 10 {
		slowed = slowed || errors.Is(w.ChangePassword(t.Context(), a, "sai mật khẩu", goodPassword, "203.0.113.8"), ErrTooMany)
	}
	if !slowed {
		t.Error("passwords can be tried at will at an open screen")
	}
}

// TestOwnSessions: one sees the own open ones with device and address, ends one, the others, never somebody else's.
func TestOwnSessions(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("QN01", "Lan", "PHONG", access.Officer)
	minh := w.addUser("QN02", "Minh", "PHONG", access.Officer)
	first, here, third := w.signIn("QN01"), w.signIn("QN01"), w.signIn("QN01")
	a, err := w.Authenticate(t.Context(), here.Access)
	if err != nil {
		t.Fatal(err)
	}
	w.clock.forward(time.Minute)
	if _, err := w.Refresh(t.Context(), here.Refresh); err != nil {
		t.Fatal(err)
	}
	list, err := w.Mine(t.Context(), a)
	if err != nil || len(list) != 3 || list[0].ID != a.Session || list[0].Device != "Firefox" || list[0].Address != "203.0.113.7" {
		t.Fatalf("sessions %+v, %v", list, err)
	}
	other := w.actor(minh)
	if err := w.EndMine(t.Context(), other, list[1].ID); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("somebody else's: %v", err)
	}
	if err := w.EndMine(t.Context(), a, list[2].ID); err != nil {
		t.Error(err)
	}
	if err := w.EndMine(t.Context(), a, list[2].ID); err != nil {
		t.Errorf("twice: %v", err)
	}
	ended := 0
	for _, tokens := range []Tokens{first, third} {
		if _, err := w.Authenticate(t.Context(), tokens.Access); errors.Is(err, ErrSession) {
			ended++
		}
	}
	if ended != 1 {
		t.Errorf("%d ended, want 1", ended)
	}
	if err := w.EndOthers(t.Context(), a); err != nil {
		t.Fatal(err)
	}
	if list, err := w.Mine(t.Context(), a); err != nil || len(list) != 1 || list[0].ID != a.Session {
		t.Errorf("left %+v, %v", list, err)
	}
}

// TestSetState: who may, and that the account is then what it was made.
func TestSetState(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.actor(w.addUser("QT01", "Tín", "UBND", access.Admin))
	hr := w.actor(w.add("NS01", "Thảo", "UBND", access.HR))
	lan := w.addUser("QN01", "Lan", "PHONG", access.Officer)
	none := w.add("QN02", "Minh", "PHONG", access.Officer)
	for name, tc := range map[string]struct {
		by      access.Actor
		person  string
		version int64
		state   State
		want    error
	}{
		"hr":                         {hr, lan.ID, 1, Disabled, errs.ErrForbidden},
		"oneself":                    {w.actor(lan), lan.ID, 1, Disabled, errs.ErrForbidden},
		"an administrator's":         {admin, admin.ID, 1, Disabled, ErrOwn},
		"a stale screen":             {admin, lan.ID, 7, Disabled, errs.ErrChanged},
		"no account yet":             {admin, none.ID, 1, Disabled, ErrNoAccount},
		"nobody":                     {admin, "x", 1, Disabled, ErrNoAccount},
		"an administrator elsewhere": {w.actor(w.add("QT02", "Hải", "KHAC", access.Admin)), lan.ID, 1, Disabled, errs.ErrNotFound},
		"another agency":             {access.Actor{ID: "y", Agency: "y", Appointments: []access.Appointment{{Role: access.Admin}}}, lan.ID, 1, Disabled, ErrNoAccount},
		"back to not yet":            {admin, lan.ID, 1, Pending, errs.ErrInvalid},
	} {
		if err := w.SetState(t.Context(), tc.by, tc.person, tc.version, tc.state, ""); !errors.Is(err, tc.want) || (err == nil) != (tc.want == nil) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	if err := w.SetState(t.Context(), admin, lan.ID, 1, Disabled, ""); err != nil {
		t.Fatal(err)
	}
	signsIn := func() bool {
		_, err := w.SignIn(t.Context(), Credentials{Login: "QN01", Password: goodPassword, Address: "203.0.113.7"})
		return err == nil
	}
	if signsIn() {
		t.Error("disabled, and signs in")
	}
	if _, err := w.GiveCodes(t.Context(), hr, []string{lan.ID}); !errors.Is(err, ErrClosed) {
		t.Errorf("a code for a disabled account: %v", err)
	}
	version := int64(2)
	for _, step := range []struct {
		state State
		in    bool
	}{{Active, true}, {Closed, false}, {Active, true}} {
		if err := w.SetState(t.Context(), admin, lan.ID, version, step.state, "chuyển công tác"); err != nil {
			t.Fatal(err)
		}
		if version++; signsIn() != step.in {
			t.Errorf("%s: signs in %v", step.state, !step.in)
		}
	}
	// A code that was given before is void once the account was disabled.
	code := w.code(hr, lan)
	version++
	for _, state := range []State{Disabled, Active} {
		if err := w.SetState(t.Context(), admin, lan.ID, version, state, ""); err != nil {
			t.Fatal(err)
		}
		version++
	}
	if _, err := w.activate("QN01", code); !errors.Is(err, ErrCode) {
		t.Errorf("the code from before: %v", err)
	}
}

// TestOverviews: who sees which accounts, by state.
func TestOverviews(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	admin := w.actor(w.addUser("QT01", "Tín", "UBND", access.Admin))
	hr := w.actor(w.add("NS01", "Thảo", "PHONG", access.HR))
	w.addUser("QN01", "Lan", "PHONG", access.Officer)
	w.signIn("QN01")
	w.add("QN02", "Minh", "KHAC", access.Officer)
	names := func(by access.Actor, state State) string {
		rows, next, err := w.Overviews(t.Context(), by, identity.Query{Limit: 50}, state)
		if err != nil || next != "" {
			t.Fatalf("%v %q", err, next)
		}
		all := []string{}
		for _, o := range rows {
			all = append(all, o.Person.Name)
		}
		slices.Sort(all)
		return strings.Join(all, " ")
	}
	for _, tc := range []struct {
		by    access.Actor
		state State
		want  string
	}{{admin, "", "Lan Minh Thảo Tín"}, {admin, Active, "Lan Tín"}, {admin, Pending, "Minh Thảo"}, {admin, Closed, ""}, {hr, "", "Lan Thảo"}, {hr, Active, "Lan"}} {
		if got := names(tc.by, tc.state); got != tc.want {
			t.Errorf("%s sees %q of %q, want %q", tc.by.Name, got, tc.state, tc.want)
		}
	}
	rows, _, err := w.Overviews(t.Context(), hr, identity.Query{Limit: 50}, Active)
	if err != nil || rows[0].Sessions != 1 || rows[0].LastUsed.IsZero() || rows[0].Version != 1 {
		t.Errorf("%+v, %v", rows, err)
	}
	if _, _, err := w.Overviews(t.Context(), access.Actor{ID: "x", Agency: w.agency}, identity.Query{}, ""); !errors.Is(err, errs.ErrForbidden) {
		t.Errorf("an officer: %v", err)
	}
}
