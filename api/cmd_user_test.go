package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/org"
	"congvu/internal/session"
	"congvu/internal/setup"
)

// TestCreateAdmin: at the server's terminal an administrator is made on the first day, and rescued when nobody is left.
func TestCreateAdmin(t *testing.T) {
	t.Parallel()
	f := newFirstDay(t)
	tin := setup.Admin{Name: "Ngô Văn Tín", StaffNo: "QN-0001"}
	if _, err := f.Setup.CreateAdmin(t.Context(), nil, tin); !errors.Is(err, org.ErrNoneIn) {
		t.Errorf("no agency, and none given: %v", err)
	}
	agency := &setup.Agency{Name: "Ủy ban nhân dân tỉnh Quảng Nam", Code: "QNAM", Kind: org.Province}
	for path, change := range map[string]func(a *setup.Agency, u *setup.Admin){
		"agency.kind": func(a *setup.Agency, _ *setup.Admin) { a.Kind = org.Division },
		"agency.code": func(a *setup.Agency, _ *setup.Admin) { a.Code = " " },
		"admin.name":  func(_ *setup.Agency, u *setup.Admin) { u.Name = "" },
		"admin.email": func(_ *setup.Agency, u *setup.Admin) { u.Email = "tin" },
	} {
		a, u := *agency, tin
		change(&a, &u)
		_, err := f.Setup.CreateAdmin(t.Context(), &a, u)
		if e := errs.As(err); e.Kind != errs.Invalid || len(e.Fields) != 1 || e.Fields[0].Path != path {
			t.Errorf("%s: %v %v", path, err, e.Fields)
		}
		if _, err := f.Org.Agency(t.Context()); !errors.Is(err, org.ErrNoneIn) {
			t.Fatalf("%s: half done", path)
		}
	}

	activate := func(slip session.Slip, password string) access.Actor {
		in, err := f.Sessions.Activate(t.Context(), session.Activation{Code: slip.Code, Credentials: session.Credentials{
			Login: slip.Person.StaffNo, Password: password, Address: "127.0.0.1",
		}})
		if err != nil {
			t.Fatal(err)
		}
		return in.Actor
	}
	slip, err := f.Setup.CreateAdmin(t.Context(), agency, tin)
	if err != nil {
		t.Fatal(err)
	}
	if a := activate(slip, "mưa rào tháng sáu"); !a.Has(access.Admin) {
		t.Errorf("the first one: %+v", a)
	}

	// The only administrator's account was closed: the same command opens it with a new password.
	root, err := f.Org.Agency(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Sessions.SetState(t.Context(), access.System(root.ID), slip.Person.ID, 2, session.Closed, ""); err != nil {
		t.Fatal(err)
	}
	again, err := f.Setup.CreateAdmin(t.Context(), nil, tin)
	if err != nil || again.Person.ID != slip.Person.ID {
		t.Fatalf("rescue: %+v, %v", again.Person, err)
	}
	activate(again, "nắng vàng tháng chín")
	if posts, err := f.Identity.Appointments(t.Context(), root.ID, slip.Person.ID); err != nil || len(posts) != 1 {
		t.Errorf("posts %v, %v; want the one", posts, err)
	}

	// Somebody who works there already becomes one beside what they are; the agency that is given is not looked at.
	other, err := f.Setup.CreateAdmin(t.Context(), &setup.Agency{Name: "Khác", Code: "KHAC", Kind: org.Commune}, setup.Admin{Name: "Lê Thị Hoa", StaffNo: "QN-0002"})
	if err != nil {
		t.Fatal(err)
	}
	if a := activate(other, "gió mùa đông bắc về"); !a.Has(access.Admin) || a.Agency != root.ID {
		t.Errorf("a second one: %+v", a)
	}
}

func TestUserUsage(t *testing.T) {
	for _, args := range [][]string{{"user"}, {"user", "list"}, {"user", "create-admin"}, {"user", "create-admin", "--staff-no", " "}, {"user", "create-admin", "--staff-no", "a", "thừa"}} {
		var out, errOut bytes.Buffer
		if status := run(args, nil, &out, &errOut); status != 2 || !strings.Contains(errOut.String(), "create-admin") || out.Len() > 0 {
			t.Errorf("%v: %d %s", args, status, errOut.String())
		}
	}
}
