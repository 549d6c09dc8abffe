package session

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

func TestHash(t *testing.T) {
	t.Parallel()
	h := newHasher(wanted)
	phc, err := h.hash(t.Context(), goodPassword)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(phc, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hash = %s, want an argon2id PHC string of the agreed cost", phc)
	}
	weaker := encode(params{1, 8 << 10, 1}, []byte("0123456789abcdef"), derive(params{1, 8 << 10, 1}, []byte("0123456789abcdef"), goodPassword))
	for name, tc := range map[string]struct {
		phc, password string
		ok, weak      bool
	}{
		"right":                    {phc, goodPassword, true, false},
		"typed decomposed":         {phc, norm.NFD.String(goodPassword), true, false},
		"wrong":                    {phc, goodPassword + " ", false, false},
		"empty":                    {phc, "", false, false},
		"unknown user":             {"", goodPassword, false, false},
		"too long":                 {phc, goodPassword + strings.Repeat("x", maxPassword), false, false},
		"hash of a lower cost":     {weaker, goodPassword, true, true},
		"lower cost, wrong answer": {weaker, "khác hẳn", false, true},
	} {
		ok, weak, err := h.verify(t.Context(), tc.phc, tc.password)
		if err != nil || ok != tc.ok || weak != tc.weak {
			t.Errorf("%s: verify = %v, %v, %v; want %v, %v", name, ok, weak, err, tc.ok, tc.weak)
		}
	}
	for _, bad := range []string{"x", "$argon2i$v=19$m=1,t=1,p=1$YQ$YQ", "$argon2id$v=19$m=8,t=0,p=1$YQ$YQ", "$argon2id$v=19$m=8,t=1,p=1$YQ"} {
		if _, _, err := h.verify(t.Context(), bad, "a"); !errors.Is(err, errPHC) {
			t.Errorf("verify against %q: %v, want errPHC", bad, err)
		}
	}
}

// TestHasherIsBounded fills the queue and sees the next caller refused at once instead of piling up.
func TestHasherIsBounded(t *testing.T) {
	t.Parallel()
	h := newHasher(wanted)
	for range cap(h.queue) {
		h.queue <- struct{}{}
	}
	if _, err := h.hash(t.Context(), goodPassword); !errors.Is(err, ErrBusy) || ErrBusy.RetryAfter <= 0 {
		t.Errorf("full queue: %v, want ErrBusy with RetryAfter", err)
	}
}

func TestCheckPassword(t *testing.T) {
	t.Parallel()
	context := []string{"Nguyễn Thị Lan", "QN0012", "Ủy ban nhân dân tỉnh Quảng Nam"}
	for password, want := range map[string]error{
		"mưa rào tháng sáu":              nil,
		"hoa-sen-2026":                   nil,
		"xqzvplkm":                       nil,
		"ngắn":                           ErrPasswordShort,
		"bảychữ7":                        ErrPasswordShort,
		strings.Repeat("dài", 100):       ErrPasswordLong,
		"12345678":                       ErrPasswordCommon,
		"Matkhau@123":                    ErrPasswordCommon,
		"Mật_Khẩu_2026":                  ErrPasswordCommon,
		"aaaaaaaaaa":                     ErrPasswordCommon,
		"congvu@2026":                    ErrPasswordCommon,
		"Nguyễn2026":                     ErrPasswordCommon,
		"nguyenthilan1":                  ErrPasswordCommon,
		"quangnam@510":                   ErrPasswordCommon,
		"QN0012!!":                       ErrPasswordCommon,
		"lan và mưa rào trên sông":       nil,
		"ủy ban nhân dân tỉnh quảng nam": ErrPasswordCommon,
	} {
		if err := CheckPassword(password, context...); !errors.Is(err, want) {
			t.Errorf("CheckPassword(%q) = %v, want %v", password, err, want)
		}
	}
}
