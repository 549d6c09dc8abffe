package workplace

import (
	"errors"
	"slices"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/pkg/vncal"
)

// TestMachine tries every act in every state as the owner, as a head above, as somebody else and as a job: what is not in the
// table below is refused, by the right reason.
func TestMachine(t *testing.T) {
	allowed := map[Act]map[State]bool{
		ActEdit:     {Draft: true, Refused: true},
		ActSubmit:   {Draft: true, Refused: true},
		ActWithdraw: {Draft: true, Submitted: true, Approved: true},
		ActApprove:  {Submitted: true},
		ActRefuse:   {Submitted: true},
		ActRecall:   {Approved: true},
		ActReport:   {},
		ActConfirm:  {},
		ActReturn:   {},
	}
	owners := []Act{ActEdit, ActSubmit, ActWithdraw, ActReport}
	for act, states := range allowed {
		for _, state := range []State{Draft, Submitted, Approved, Refused, Withdrawn} {
			r := Registration{Person: "lan", State: state}
			if state == Approved {
				r.Granted = []Half{"2026-05-08 am"}
			}
			for who, row := range map[string]struct {
				owner bool
				other error
			}{
				"lan": {true, ErrOwn}, "thinh": {false, ErrNotOwner}, "giamdoc": {false, ErrNotOwner}, "minh": {false, nil}, access.SystemID: {false, nil}, "": {false, nil},
			} {
				got := May(access.Actor{ID: who}, act, r, []string{"thinh", "giamdoc"}, "2026-05-07 am")
				mine := slices.Contains(owners, act)
				var want error
				switch {
				case mine && !row.owner:
					want = ErrNotOwner
				case !mine && row.owner:
					want = ErrOwn
				case !mine && row.other == nil:
					want = ErrNotApprover
				case !states[state]:
					want = ErrState
				}
				if !errors.Is(got, want) || (want == nil) != (got == nil) {
					t.Errorf("%s of %s by %q: %v, want %v", act, state, who, got, want)
				}
			}
		}
	}
}

// TestEndOfDays: what depends on the day and on the result.
func TestEndOfDays(t *testing.T) {
	granted := []Half{"2026-05-07 am", "2026-05-08 pm"}
	for name, tc := range map[string]struct {
		who    string
		act    Act
		result ResultState
		now    Half
		want   error
	}{
		"withdraw before":            {"lan", ActWithdraw, "", "2026-05-06 pm", nil},
		"withdraw half of it":        {"lan", ActWithdraw, "", "2026-05-07 pm", nil},
		"withdraw when all began":    {"lan", ActWithdraw, "", "2026-05-08 pm", ErrOver},
		"recall when all began":      {"thinh", ActRecall, "", "2026-05-09 am", ErrOver},
		"recall before the last":     {"thinh", ActRecall, "", "2026-05-08 am", nil},
		"report before the last day": {"lan", ActReport, "", "2026-05-07 pm", ErrState},
		"report on the last day":     {"lan", ActReport, "", "2026-05-08 am", nil},
		"report again":               {"lan", ActReport, ResultSubmitted, "2026-05-09 am", nil},
		"report when returned":       {"lan", ActReport, ResultReturned, "2026-05-09 am", nil},
		"report when confirmed":      {"lan", ActReport, ResultConfirmed, "2026-05-09 am", ErrState},
		"confirm nothing":            {"thinh", ActConfirm, "", "2026-05-09 am", ErrState},
		"confirm":                    {"thinh", ActConfirm, ResultSubmitted, "2026-05-09 am", nil},
		"confirm twice":              {"thinh", ActConfirm, ResultConfirmed, "2026-05-09 am", ErrState},
		"confirm an own result":      {"lan", ActConfirm, ResultSubmitted, "2026-05-09 am", ErrOwn},
		"return":                     {"thinh", ActReturn, ResultSubmitted, "2026-05-09 am", nil},
		"return twice":               {"thinh", ActReturn, ResultReturned, "2026-05-09 am", ErrState},
	} {
		r := Registration{Person: "lan", State: Approved, Granted: granted, Result: Result{State: tc.result}}
		if got := May(access.Actor{ID: tc.who}, tc.act, r, []string{"thinh"}, tc.now); !errors.Is(got, tc.want) || (got == nil) != (tc.want == nil) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

func TestWithdrawn(t *testing.T) {
	at := time.Date(2026, 5, 7, 14, 0, 0, 0, vncal.Zone())
	granted := []Half{"2026-05-07 am", "2026-05-07 pm", "2026-05-08 am"}
	if r := (Registration{State: Submitted, Halves: granted}).withdrawn("lan", "", at); r.State != Draft || r.DecidedAt != nil {
		t.Errorf("of one that waits: %+v", r)
	}
	if r := (Registration{State: Draft}).withdrawn("lan", "", at); r.State != Withdrawn {
		t.Errorf("of a draft: %s", r.State)
	}
	if r := (Registration{State: Approved, Granted: granted}).withdrawn("lan", "", at); r.State != Approved || len(r.Granted) != 2 {
		t.Errorf("what has begun is not kept: %s %v", r.State, r.Granted)
	}
	if r := (Registration{State: Approved, Granted: granted[2:]}).withdrawn("lan", "", at); r.State != Withdrawn || len(r.Granted) != 0 {
		t.Errorf("of one that has not begun: %s %v", r.State, r.Granted)
	}
}

func TestHalf(t *testing.T) {
	for local, want := range map[string]Half{"11:59": "2026-05-07 am", "12:00": "2026-05-07 pm"} {
		at, err := time.ParseInLocation("2006-01-02 15:04", "2026-05-07 "+local, vncal.Zone())
		if err != nil {
			t.Fatal(err)
		}
		if got := HalfAt(at); got != want {
			t.Errorf("at %s: %s, want %s", local, got, want)
		}
	}
	h := HalfOf("2026-05-05", true)
	if h.Date() != "2026-05-05" || !h.Afternoon() || h.Name() != "chiều thứ Ba 05/05/2026" || !h.Valid() {
		t.Errorf("half = %q %s %t", h, h.Name(), h.Valid())
	}
	for _, bad := range []Half{"", "2026-05-05", "2026-02-30 am", "2026-05-05 xx"} {
		if bad.Valid() {
			t.Errorf("%q is valid", bad)
		}
	}
	for d, want := range map[vncal.Date]vncal.Date{"2026-05-04": "2026-05-04", "2026-05-07": "2026-05-04", "2026-05-10": "2026-05-04", "2026-05-11": "2026-05-11"} {
		if got := monday(d); got != want {
			t.Errorf("monday of %s: %s, want %s", d, got, want)
		}
	}
}
