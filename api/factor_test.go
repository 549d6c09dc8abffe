package main

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"congvu/internal/factor"
	"congvu/pkg/vncal"
)

// app plays the authenticator app of somebody in a front, whose clock stands: it shows three codes that are good, the last minute's,
// this one's and the next one's.
type app struct {
	front
	secret string
}

func (a app) code(steps int) string {
	a.t.Helper()
	at := time.Date(2026, 10, 29, 15, 0, 0, 0, vncal.Zone()).Add(time.Duration(steps) * 30 * time.Second)
	code, err := factor.Code(a.secret, at)
	if err != nil {
		a.t.Fatal(err)
	}
	return code
}

// wrong is a code that the app does not show.
func (a app) wrong() string {
	for n := 0; ; n++ {
		code := fmt.Sprintf("%06d", n)
		if !slices.Contains([]string{a.code(-1), a.code(0), a.code(1)}, code) {
			return code
		}
	}
}

// as sends a request of somebody of the office.
func (f front) as(name, method, path, body string) (int, map[string]any) {
	f.t.Helper()
	status, _, reply := f.send(method, path, body, map[string]string{"Authorization": "Bearer " + f.token[name]})
	return status, reply
}

const again = `{"password":"` + officePassword + `"}`

// enrol sets the app up and returns it with the recovery codes; it uses the last minute's code.
func (f front) enrol(name string) (app, []string) {
	f.t.Helper()
	status, setup := f.as(name, "POST", "/me/second-factor", again)
	if status != 200 || !strings.HasPrefix(setup["image"].(string), "data:image/png;base64,") {
		f.t.Fatalf("begin: %d %v", status, setup)
	}
	a := app{f, setup["secret"].(string)}
	if status, p := f.as(name, "POST", "/me/second-factor/confirm", `{"factor":"`+a.wrong()+`"}`); status != 422 || p["code"] != "factor.typed" {
		f.t.Errorf("a wrong first code: %d %v", status, p)
	}
	status, given := f.as(name, "POST", "/me/second-factor/confirm", `{"factor":"`+a.code(-1)+`"}`)
	if status != 200 {
		f.t.Fatalf("confirm: %d %v", status, given)
	}
	var codes []string
	for _, c := range given["codes"].([]any) {
		codes = append(codes, c.(string))
	}
	return a, codes
}

// signInWith signs in with a code of the second factor, "" for none.
func (f front) signInWith(login, code string) (int, string) {
	f.t.Helper()
	status, _, p := f.send("POST", "/session", fmt.Sprintf(`{"login":%q,"password":%q,"factor":%q}`, login, officePassword, code), nil)
	said, _ := p["code"].(string)
	return status, said
}

// TestSecondFactor: a sign-in asks for a code once the app is set up, each code is good once, also when twenty ask at once, and a
// recovery code stands in for the phone.
func TestSecondFactor(t *testing.T) {
	f := newFront(t)
	if status, p := f.as("lan", "POST", "/me/second-factor", `{"password":"sai-mat-khau-1"}`); status != 422 || p["code"] != "session.password" {
		t.Errorf("without the password: %d %v", status, p)
	}
	a, recovery := f.enrol("lan")
	for _, tc := range []struct {
		what, code string
		status     int
		said       string
	}{
		{"no code", "", 401, "factor.needed"},
		{"a wrong one", a.wrong(), 401, "factor.code"},
		{"the one that set it up", a.code(-1), 401, "factor.code"},
		{"the right one", a.code(0), 200, ""},
		{"the same again", a.code(0), 401, "factor.code"},
		{"a recovery code, as it was written down", strings.ToLower(strings.ReplaceAll(recovery[3], "-", " ")), 200, ""},
		{"the same again", recovery[3], 401, "factor.code"},
	} {
		if status, said := f.signInWith("lan", tc.code); status != tc.status || said != tc.said {
			t.Errorf("%s: %d %s, want %d %s", tc.what, status, said, tc.status, tc.said)
		}
	}
	if status, st := f.as("lan", "GET", "/me/second-factor", ""); status != 200 || st["on"] != true || st["recovery"] != 9.0 {
		t.Errorf("%d %v", status, st)
	}
	if status, p := f.as("lan", "POST", "/me/second-factor", again); status != 409 || p["code"] != "factor.on" {
		t.Errorf("another app beside it: %d %v", status, p)
	}

	// Its owner hears of the day on which the phone was not there.
	_, inbox := f.as("lan", "GET", "/inbox", "")
	var kinds []string
	for _, m := range inbox["items"].([]any) {
		kinds = append(kinds, m.(map[string]any)["kind"].(string))
	}
	if !slices.Contains(kinds, "factor.recovery") {
		t.Errorf("told %v", kinds)
	}

	// Twenty devices show the next code at once: one of them is let in.
	var in sync.WaitGroup
	var mu sync.Mutex
	let := 0
	for range 20 {
		in.Go(func() {
			if status, _ := f.signInWith("lan", a.code(1)); status == 200 {
				mu.Lock()
				defer mu.Unlock()
				let++
			}
		})
	}
	in.Wait()
	if let > 1 {
		t.Errorf("%d were let in by one code", let)
	}
}

// TestSecondFactorGuessed: guesses are counted as guesses of a password, and asking without a code does not wash them away.
func TestSecondFactorGuessed(t *testing.T) {
	f := newFront(t)
	a, _ := f.enrol("lan")
	statuses := []int{}
	for range 5 {
		status, _ := f.signInWith("lan", a.wrong())
		statuses = append(statuses, status)
		status, _ = f.signInWith("lan", "")
		statuses = append(statuses, status)
	}
	if !slices.Contains(statuses, 429) {
		t.Errorf("ten tries: %v", statuses)
	}
}

// TestSecondFactorOff: turned off against the password and a code, never where the agency requires it; taken off by an administrator
// for who lost the phone, with every session; an activation code does not get past it.
func TestSecondFactorOff(t *testing.T) {
	f := newFront(t)
	a, recovery := f.enrol("lan")
	off := func(code string) (int, any) {
		status, p := f.as("lan", "POST", "/me/second-factor/off", fmt.Sprintf(`{"password":%q,"factor":%q}`, officePassword, code))
		return status, p["code"]
	}
	if status, code := off(a.wrong()); status != 422 || code != "factor.typed" {
		t.Errorf("a wrong code: %d %v", status, code)
	}
	status, renewed := f.as("lan", "POST", "/me/second-factor/recovery", again)
	if status != 200 || len(renewed["codes"].([]any)) != factor.RecoveryCodes {
		t.Fatalf("renew: %d %v", status, renewed)
	}
	if status, code := off(recovery[0]); status != 422 || code != "factor.typed" {
		t.Errorf("a recovery code given before: %d %v", status, code)
	}
	_, slips := f.as("nhansu", "POST", "/accounts/codes", fmt.Sprintf(`{"people":[%q]}`, f.person["lan"]))
	activation := slips["items"].([]any)[0].(map[string]any)["code"].(string)
	body := fmt.Sprintf(`{"login":"lan","code":%q,"password":"nắng vàng tháng chín"`, activation)
	if status, _, p := f.send("POST", "/session/activate", body+"}", nil); status != 401 || p["code"] != "factor.needed" {
		t.Errorf("an activation code alone: %d %v", status, p)
	}
	if status, _, p := f.send("POST", "/session/activate", body+`,"factor":"`+a.code(0)+`"}`, nil); status != 200 {
		t.Errorf("an activation code and a code: %d %v", status, p)
	}

	reset := func(by, password string) (int, any) {
		status, p := f.as(by, "POST", "/accounts/"+f.person["lan"]+"/second-factor/reset", fmt.Sprintf(`{"password":%q,"reason":"Mất điện thoại, đã gặp tại trụ sở"}`, password))
		return status, p["code"]
	}
	if status, _ := reset("nhansu", officePassword); status != 403 {
		t.Errorf("personnel takes it off: %d", status)
	}
	if status, code := reset("quantri", "sai-mat-khau-1"); status != 422 || code != "session.password" {
		t.Errorf("without the password: %d %v", status, code)
	}
	if status, code := reset("quantri", officePassword); status != 204 {
		t.Fatalf("an administrator: %d %v", status, code)
	}
	if status, code := reset("quantri", officePassword); status != 409 || code != "factor.off" {
		t.Errorf("twice: %d %v", status, code)
	}
	if status, _, p := f.send("POST", "/session", `{"login":"lan","password":"nắng vàng tháng chín"}`, nil); status != 200 {
		t.Errorf("afterwards the password is enough: %d %v", status, p)
	}
}

// TestSecondFactorRequired: an agency requires it of roles: whoever holds one can do nothing else before, and never turns it off.
func TestSecondFactorRequired(t *testing.T) {
	f := newFront(t)
	set := func(by, roles string, version int) (int, map[string]any) {
		return f.as(by, "PUT", "/accounts/second-factor", fmt.Sprintf(`{"password":%q,"roles":[%s],"version":%d}`, officePassword, roles, version))
	}
	if status, _ := set("nhansu", `"hr"`, 0); status != 403 {
		t.Errorf("personnel: %d", status)
	}
	if status, p := set("quantri", `"hr","king"`, 0); status != 422 {
		t.Errorf("no role: %d %v", status, p)
	}
	if status, p := set("quantri", `"hr","hr"`, 0); status != 422 || p["code"] != "factor.roles" {
		t.Errorf("a role twice: %d %v", status, p)
	}
	if status, p := set("quantri", `"hr"`, 0); status != 200 {
		t.Fatalf("%d %v", status, p)
	}
	if status, p := set("quantri", `"admin"`, 0); status != 409 || p["current"] == nil {
		t.Errorf("a stale version: %d %v", status, p)
	}
	for path, want := range map[string]int{"/me": 200, "/me/second-factor": 200, "/inbox": 403, "/accounts": 403, "/tasks?tab=mine": 403} {
		if status, p := f.as("nhansu", "GET", path, ""); status != want || want == 403 && p["code"] != "factor.enrol" {
			t.Errorf("before: %s %d %v", path, status, p["code"])
		}
	}
	if status, p := f.as("nhansu", "POST", "/ws-ticket", ""); status != 403 || p["code"] != "factor.enrol" {
		t.Errorf("a socket before: %d %v", status, p)
	}
	if _, me := f.as("nhansu", "GET", "/me", ""); me["enrol"] != true {
		t.Errorf("me does not say it: %v", me["enrol"])
	}
	if status, _ := f.as("lan", "GET", "/inbox", ""); status != http.StatusOK {
		t.Errorf("of another role: %d", status)
	}
	a, _ := f.enrol("nhansu")
	if status, _ := f.as("nhansu", "GET", "/accounts", ""); status != 200 {
		t.Errorf("after: %d", status)
	}
	status, p := f.as("nhansu", "POST", "/me/second-factor/off", fmt.Sprintf(`{"password":%q,"factor":%q}`, officePassword, a.code(0)))
	if status != 409 || p["code"] != "factor.required" {
		t.Errorf("turned off: %d %v", status, p)
	}
}
