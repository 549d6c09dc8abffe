package calendar

import (
	"errors"
	"testing"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

func TestCheck(t *testing.T) {
	for name, tc := range map[string]struct {
		path string
		rule vncal.Rule
		want string // path and code of the fault
	}{
		"no kind":        {"due", vncal.Rule{}, "due.kind required"},
		"unknown kind":   {"", vncal.Rule{Kind: "week"}, "kind choice"},
		"no start":       {"due", vncal.Rule{Kind: vncal.KindWorking, N: 1}, "due.start required"},
		"no such day":    {"", vncal.Rule{Kind: vncal.KindMonth, Start: "2026-02-30"}, "start date"},
		"no fixed date":  {"due", vncal.Rule{Kind: vncal.KindDate}, "due.date required"},
		"bad fixed date": {"due", vncal.Rule{Kind: vncal.KindDate, Date: "mai"}, "due.date date"},
		"negative":       {"", vncal.Rule{Kind: vncal.KindCalendar, Start: "2026-01-05", N: -1}, "n too_small"},
		"too long":       {"due", vncal.Rule{Kind: vncal.KindMonth, Start: "2026-01-05", N: 1201}, "due.n too_large"},
	} {
		err := Check(tc.path, tc.rule)
		e := errs.As(err)
		if !errors.Is(err, ErrRule) || len(e.Fields) != 1 || e.Fields[0].Path+" "+e.Fields[0].Code != tc.want {
			t.Errorf("%s: %v %+v, want %s", name, err, e.Fields, tc.want)
		}
	}
	if err := Check("due", vncal.Rule{Kind: vncal.KindNone}); err != nil {
		t.Errorf("no deadline: %v", err)
	}
}

func TestCheckSpeaksOfTheLimit(t *testing.T) {
	e := errs.As(Check("due", vncal.Rule{Kind: vncal.KindMonth, Start: "2026-01-05", N: 5000}))
	if got := e.Fields[0].Sentence(errs.Vietnamese); got != "Số ngày hoặc tháng: không lớn hơn 1200." {
		t.Error(got)
	}
}

func TestParseRule(t *testing.T) {
	r, err := ParseRule([]byte(`{"kind":"month","start":"2026-01-31","n":2}`))
	if want := (vncal.Rule{Kind: vncal.KindMonth, Start: "2026-01-31", N: 2}); err != nil || r != want {
		t.Errorf("got %+v, %v", r, err)
	}
}

// FuzzParseRule: whatever is read can be computed, and every fault has a sentence.
func FuzzParseRule(f *testing.F) {
	f.Add([]byte(`{"kind":"working","start":"2026-02-13","n":3}`))
	f.Add([]byte(`{"kind":"calendar","start":"9999-12-31","n":3}`))
	f.Add([]byte(`{"kind":"month","start":"2026-02-13","n":-0,"n":1}`))
	f.Add([]byte(`{"kind":1}{`))
	f.Add([]byte("\xff{}"))
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := ParseRule(text)
		if err == nil {
			_, err = Due(vncal.Official(), "", r)
		}
		if err == nil {
			return
		}
		if errs.As(err) == errs.ErrInternal {
			t.Fatalf("%q: %v is not classified", text, err)
		}
	})
}
