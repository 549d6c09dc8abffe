package session

import (
	"context"
	"errors"
	"log/slog"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/identity"
	"congvu/internal/notify"
)

// box is a mail server that keeps what it takes.
type box struct {
	to   []string
	text []notify.Text
}

func (b *box) Dial(context.Context) (notify.Line, error) { return b, nil }
func (*box) Close()                                      {}
func (b *box) Send(_, to string, text notify.Text) (notify.State, error) {
	b.to, b.text = append(b.to, to), append(b.text, text)
	return notify.Sent, nil
}

// withMail gives the world a mail server.
func (w *world) withMail() *box {
	b := &box{}
	w.mail = notify.New(w.db, w.clock, slog.New(slog.DiscardHandler))
	w.mail.Through(b, "https://congvu.example.vn")
	w.mail.On(letterCode, w.writeCode)
	w.mail.On(letterTold, w.writeTold)
	return b
}

func (w *world) deliver() {
	w.t.Helper()
	if err := w.mail.Deliver(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
}

// linkOf returns what the link of a letter fills in.
func linkOf(t *testing.T, text notify.Text) (login, code string) {
	t.Helper()
	m := regexp.MustCompile(`https://congvu\.example\.vn/activate#(\S+)`).FindStringSubmatch(text.Body)
	if m == nil {
		t.Fatalf("no link in %q", text.Body)
	}
	q, err := url.ParseQuery(m[1])
	if err != nil {
		t.Fatal(err)
	}
	return q.Get("login"), q.Get("code")
}

// TestMailCodes: a code comes by mail in a link of one use that expires, it is stored nowhere before, and a letter tells of the
// password that was set with it.
func TestMailCodes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	mail := w.withMail()
	hr := w.actor(w.add("NS01", "Bùi Thị Thu Thảo", "UBND", access.HR))
	lan := w.add("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	paper := w.code(hr, lan)
	sent, err := w.MailCodes(t.Context(), hr, []string{lan.ID})
	if err != nil || len(sent) != 1 || sent[0].To != "qn01@example.vn" && sent[0].To != "QN01@example.vn" {
		t.Fatalf("%+v, %v", sent, err)
	}
	if _, err := w.activate("QN01", paper); !errors.Is(err, ErrCode) {
		t.Errorf("the code given before: %v", err)
	}
	if _, err := w.MailCodes(t.Context(), hr, []string{lan.ID}); err != nil { // pressed twice
		t.Error(err)
	}
	w.deliver()
	w.deliver()
	if len(mail.text) != 1 {
		t.Fatalf("%d letters", len(mail.text))
	}
	login, code := linkOf(t, mail.text[0])
	if login != "QN01" || !strings.Contains(mail.text[0].Body, "Nguyễn Thị Lan") || strings.ContainsAny(mail.text[0].Subject+mail.text[0].Body, "{}") {
		t.Errorf("the letter for %s: %q", login, mail.text[0])
	}
	rows, _, err := w.Overviews(t.Context(), hr, identity.Query{Text: "Lan", Limit: 5}, "")
	if err != nil || len(rows) != 1 || !rows[0].CanMail || rows[0].Letter == nil || rows[0].Letter.State != notify.Sent || rows[0].Waiting.IsZero() {
		t.Errorf("the list says %+v, %v", rows, err)
	}
	if _, err := w.activate(login, code); err != nil {
		t.Fatalf("by the link: %v", err)
	}
	if _, err := w.activate(login, code); !errors.Is(err, ErrCode) {
		t.Errorf("by the link again: %v", err)
	}
	w.deliver()
	if len(mail.text) != 2 || strings.Contains(mail.text[1].Body, "activate") || !strings.Contains(mail.text[1].Subject, "mật khẩu") {
		t.Errorf("told afterwards: %+v", mail.text[1:])
	}

	// Forgotten: the old password holds until the link is used, which expires.
	if _, err := w.MailCodes(t.Context(), hr, []string{lan.ID}); err != nil {
		t.Fatal(err)
	}
	w.deliver()
	login, code = linkOf(t, mail.text[2])
	if !strings.Contains(mail.text[2].Subject, "đặt lại mật khẩu") {
		t.Errorf("the letter is called %q", mail.text[2].Subject)
	}
	w.signIn("QN01")
	w.clock.forward(CodeLife + time.Second)
	if _, err := w.activate(login, code); !errors.Is(err, ErrCode) {
		t.Errorf("after a week: %v", err)
	}
}

// TestMailRefused: who may send a code by mail to whom, and what stops a letter on its way.
func TestMailRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	hr := w.actor(w.add("NS01", "Bùi Thị Thu Thảo", "PHONG", access.HR))
	admin := w.actor(w.add("QT01", "Đặng Ngọc Sơn", "UBND", access.Admin))
	lan := w.add("QN01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	minh := w.add("QN02", "Trịnh Văn Minh", "KHAC", access.Officer)
	if _, err := w.MailCodes(t.Context(), hr, []string{lan.ID}); !errors.Is(err, ErrNoMail) {
		t.Errorf("without a mail server: %v", err)
	}
	mail := w.withMail()
	bare, err := w.people.Edit(t.Context(), w.system(), func() identity.Person {
		p := w.add("QN03", "Lê Văn Ba", "PHONG", access.Officer)
		p.Email = ""
		return p
	}())
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		by     access.Actor
		people []string
		want   error
	}{
		"nobody": {hr, nil, errs.ErrInvalid}, "too many": {hr, slices.Repeat([]string{lan.ID}, MaxCodes+1), errs.ErrInvalid},
		"oneself": {hr, []string{hr.ID}, ErrOwn}, "of another unit": {hr, []string{minh.ID}, errs.ErrNotFound},
		"without an address":             {hr, []string{bare.ID}, ErrNoAddress},
		"one who may and one who mayn't": {hr, []string{lan.ID, minh.ID}, errs.ErrNotFound},
	} {
		if _, err := w.MailCodes(t.Context(), tc.by, tc.people); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	w.deliver()
	if len(mail.to) != 0 {
		t.Fatalf("letters to %v", mail.to)
	}
	for name, stop := range map[string]func() error{
		"another code on paper": func() error { w.code(hr, lan); return nil },
		"the account is closed": func() error {
			acc, err := w.store.Account(t.Context(), lan.ID)
			return errors.Join(err, w.SetState(t.Context(), admin, lan.ID, acc.Version, Closed, ""))
		},
	} {
		if acc, err := w.store.Account(t.Context(), lan.ID); err == nil && acc.Closed {
			if err := w.SetState(t.Context(), admin, lan.ID, acc.Version, Active, ""); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := w.MailCodes(t.Context(), hr, []string{lan.ID}); err != nil {
			t.Fatal(err)
		}
		if err := stop(); err != nil {
			t.Fatal(err)
		}
		w.deliver()
		if len(mail.to) != 0 {
			t.Errorf("%s: letters to %v", name, mail.to)
		}
	}
}
