package session

import (
	"errors"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
)

func TestBrake(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)
	b := brake{free: 5, max: 15 * time.Minute}
	for name, tc := range map[string]struct {
		n    int           // attempts before
		ago  time.Duration // since the last
		want time.Duration // the wait after one more
	}{
		"first":              {0, 0, 0},
		"fifth":              {4, time.Second, 0},
		"sixth":              {5, time.Second, time.Second},
		"seventh":            {6, time.Second, 2 * time.Second},
		"fifteenth":          {14, time.Second, 512 * time.Second},
		"never above max":    {90, time.Second, 15 * time.Minute},
		"a day later, first": {90, 24 * time.Hour, 0},
	} {
		next := attempts{N: tc.n, At: now.Add(-tc.ago)}.taken(b, now)
		if got := next.wait(now); got != tc.want {
			t.Errorf("%s: wait = %v, want %v", name, got, tc.want)
		}
	}
}

// try signs in and returns the error only.
func (w *world) try(login, password, address string) error {
	_, err := w.SignIn(w.t.Context(), Credentials{Login: login, Password: password, Address: address})
	return err
}

func TestThrottle(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("qn01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	if err := w.try("qn01", goodPassword, "home"); err != nil {
		t.Fatalf("the owner signs in from home: %v", err)
	}

	for _, login := range []string{"qn01", "nobody"} { // a name that does not exist behaves alike
		for i := range pairBrake.free + 1 {
			if err := w.try(login, "sai mật khẩu", "cafe"); !errors.Is(err, ErrSignIn) {
				t.Fatalf("%s, attempt %d: %v, want ErrSignIn", login, i+1, err)
			}
		}
		err := w.try(login, goodPassword, "cafe")
		if !errors.Is(err, ErrTooMany) || errs.As(err).RetryAfter != time.Second {
			t.Fatalf("%s, one too many: %v, want ErrTooMany for a second", login, err)
		}
	}
	if err := w.try("qn01", goodPassword, "home"); err != nil {
		t.Errorf("the owner from a known address while a stranger guesses: %v", err)
	}
	w.clock.forward(time.Second)
	if err := w.try("QN01 ", goodPassword, "cafe"); err != nil {
		t.Errorf("after the wait, with the right password: %v", err)
	}
	if err := w.try("qn01", "sai mật khẩu", "cafe"); !errors.Is(err, ErrSignIn) {
		t.Errorf("a success starts the count anew: %v, want ErrSignIn", err)
	}
}

// TestStrangersCannotLockOut has many addresses guess at one account: a new address waits for seconds, an address that
// the owner has used before not at all.
func TestStrangersCannotLockOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.addUser("qn01", "Nguyễn Thị Lan", "PHONG", access.Officer)
	if err := w.try("qn01", goodPassword, "home"); err != nil {
		t.Fatal(err)
	}
	l := normalLogin("qn01")
	for i := range accountBrake.free + 12 { // counted without the cost of hashing
		if err := w.throttle.take(t.Context(), lapOf(l, "bot"+time.Duration(i).String())); err != nil && !errors.Is(err, ErrTooMany) {
			t.Fatal(err)
		}
		w.clock.forward(accountBrake.max)
	}
	if err := w.throttle.take(t.Context(), lapOf(l, "one more bot")); err != nil {
		t.Fatal(err)
	}
	err := w.try("qn01", goodPassword, "new laptop")
	if !errors.Is(err, ErrTooMany) || errs.As(err).RetryAfter > accountBrake.max {
		t.Errorf("the owner from a new address: %v, want a wait of at most %v", err, accountBrake.max)
	}
	if err := w.try("qn01", goodPassword, "home"); err != nil {
		t.Errorf("the owner from a known address: %v", err)
	}
}
