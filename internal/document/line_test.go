package document

import (
	"errors"
	"testing"

	"congvu/internal/errs"
)

// TestFieldsOfADocument: number and issuer are one line, the "Số:" that is copied along is no part of the number, and
// what says nothing is missing.
func TestFieldsOfADocument(t *testing.T) {
	t.Parallel()
	in := Input{Number: "Số: 2124/UBND-NC\n", Issuer: "UBND\ntỉnh", Abstract: "Đổi mới phương thức làm việc", Date: "2020-04-22"}
	d, err := in.document()
	if err != nil || d.Number != "2124/UBND-NC" || d.Issuer != "UBND tỉnh" || d.Seq != 2124 {
		t.Errorf("%q of %q, %d, %v", d.Number, d.Issuer, d.Seq, err)
	}
	for path, change := range map[string]func(*Input){
		"number": func(in *Input) { in.Number = "\u2800" }, "issuer": func(in *Input) { in.Issuer = "......" },
		"abstract": func(in *Input) { in.Abstract = "…………" },
	} {
		bad := in
		change(&bad)
		_, err := bad.document()
		if f := errs.As(err).Fields; !errors.Is(err, errs.ErrInvalid) || len(f) != 1 || f[0].Path != path || f[0].Code != "required" {
			t.Errorf("%s: %v, %+v", path, err, f)
		}
	}
}
