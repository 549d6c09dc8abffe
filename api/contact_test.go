package main

import (
	"fmt"
	"strings"
	"testing"

	v1 "congvu/api/v1"
	"congvu/internal/session"
)

// TestContact: everybody changes the own e-mail and phone, which others then find; what is wrong is said of its field, and nothing
// is lost.
func TestContact(t *testing.T) {
	o := newOffice(t)
	if status, raw := o.call(t, "minh", "PUT", "/me/contact", `{"version":1,"email":"minh@danang.gov.vn","phone":""}`); status != 200 {
		t.Fatalf("minh's e-mail: %d %s", status, raw)
	}
	me := o.me(t, "lan")
	for name, tc := range map[string]struct {
		version      int64
		email, phone string
		status       int
		says         string
	}{
		"no address":           {me.Version, "lan", "", 422, `"path":"email"`},
		"no name in it":        {me.Version, "@danang.gov.vn", "", 422, `"path":"email"`},
		"no host in it":        {me.Version, "lan@danang", "", 422, `"path":"email"`},
		"two lines":            {me.Version, "lan@danang.gov.vn\\r\\nBcc: x@y.vn", "", 422, `"path":"email"`},
		"no number":            {me.Version, "", "máy lẻ", 422, `"path":"phone"`},
		"somebody else's":      {me.Version, "Minh@danang.gov.vn", "", 409, `"code":"`},
		"somebody's login":     {me.Version, "minh", "", 422, `"path":"email"`},
		"what nobody sees now": {me.Version + 1, "lan@danang.gov.vn", "", 409, `"code":"errs.changed"`},
	} {
		body := fmt.Sprintf(`{"version":%d,"email":"%s","phone":"%s"}`, tc.version, tc.email, tc.phone)
		if status, raw := o.call(t, "lan", "PUT", "/me/contact", body); status != tc.status || !strings.Contains(string(raw), tc.says) {
			t.Errorf("%s: %d %s, want %d", name, status, raw, tc.status)
		}
	}
	if again := o.me(t, "lan"); again.Email != "" || again.Phone != "" || again.Version != me.Version {
		t.Errorf("after what was refused: %+v", again)
	}
	status, raw := o.call(t, "lan", "PUT", "/me/contact", fmt.Sprintf(`{"version":%d,"email":" lan@danang.gov.vn ","phone":"0235 3810 111"}`, me.Version))
	if got := read[v1.Contact](t, raw); status != 200 || got.Email != "lan@danang.gov.vn" || got.Phone != "0235 3810 111" || got.Version != me.Version+1 {
		t.Fatalf("lan's: %d %s", status, raw)
	}
	in, err := o.Sessions.SignIn(t.Context(), session.Credentials{Login: "LAN@danang.gov.vn", Password: officePassword})
	if err != nil {
		t.Fatalf("sign in with the new e-mail: %v", err)
	}
	o.token["lan"] = in.Access
	if again := o.me(t, "lan"); again.Email != "lan@danang.gov.vn" || again.Phone != "0235 3810 111" {
		t.Errorf("as lan reads it: %+v", again)
	}
	if _, raw = o.call(t, "truongphong", "GET", "/people/"+o.person["lan"], ""); !strings.Contains(string(raw), "0235 3810 111") {
		t.Errorf("as the head reads it: %s", raw)
	}
	if _, raw = o.call(t, "quantri", "GET", "/system-log?object="+o.person["lan"], ""); !strings.Contains(string(raw), `"person.contact"`) {
		t.Errorf("the system log: %s", raw)
	}
}
