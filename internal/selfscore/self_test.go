package selfscore

import (
	"errors"
	"testing"
	"time"

	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/identity"
)

func policy(t *testing.T) grading.Policy {
	t.Helper()
	all, err := grading.LoadPolicies()
	if err != nil {
		t.Fatal(err)
	}
	p, ok := all.InForce("2026-10-31", identity.CivilServant)
	if !ok {
		t.Fatal("no policy")
	}
	return p
}

// TestOpen: each way in which one may not assess oneself.
func TestOpen(t *testing.T) {
	t.Parallel()
	of := func(p grading.Period, state evaluation.State) evaluation.Score {
		return evaluation.Score{Month: evaluation.Month{Period: p, State: state}}
	}
	reviewed, ungraded := of("2026-10", evaluation.Closing), of("2026-10", evaluation.Open)
	reviewed.Sheet.General = &evaluation.General{}
	ungraded.Result.Status = grading.NoPolicy
	for name, tc := range map[string]struct {
		sc   evaluation.Score
		want error
	}{
		"the running month":     {of("2026-10", evaluation.Open), nil},
		"a month that is over":  {of("2026-10", evaluation.Closing), nil},
		"a quarter":             {of("2026-Q4", evaluation.Open), evaluation.ErrMonth},
		"a year":                {of("2026", evaluation.Open), evaluation.ErrMonth},
		"a closed month":        {of("2026-10", evaluation.Closed), evaluation.ErrClosed},
		"after the review":      {reviewed, ErrReviewed},
		"whom no policy grades": {ungraded, evaluation.ErrNoPolicy},
	} {
		if err := Open(tc.sc); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}

// TestGiven: each fault of what somebody gives themselves, by its field.
func TestGiven(t *testing.T) {
	t.Parallel()
	p := policy(t)
	long := make([]byte, maxText+1)
	for i := range long {
		long[i] = 'x'
	}
	full := func(change func(*Given)) Given {
		in := Given{}
		for _, g := range p.General.Groups {
			in.Groups = append(in.Groups, grading.GroupPoints{Key: g.Code, PointsMilli: 10_000})
		}
		if change != nil {
			change(&in)
		}
		return in
	}
	for name, tc := range map[string]struct {
		in     Given
		leader bool
		want   string // field and code, "" where it stands
	}{
		"full marks":                  {full(nil), false, ""},
		"less without a remark":       {full(func(in *Given) { in.Groups[0].PointsMilli = 9500 }), false, "groups[0].remark points_remark"},
		"less with a remark":          {full(func(in *Given) { in.Groups[0].PointsMilli, in.Groups[0].Remark = 9500, "Vào họp muộn" }), false, ""},
		"a group is missing":          {full(func(in *Given) { in.Groups = in.Groups[1:] }), false, "groups points_group"},
		"half a step":                 {full(func(in *Given) { in.Groups[0].PointsMilli, in.Groups[0].Remark = 9300, "Vào họp muộn" }), false, "groups[0].points points_step"},
		"too much":                    {full(func(in *Given) { in.Groups[0].PointsMilli = 10_500 }), false, "groups[0].points too_large"},
		"strengths beyond all bounds": {full(func(in *Given) { in.Strengths = string(long) }), false, "strengths too_long"},
		"limits beyond all bounds":    {full(func(in *Given) { in.Limits = string(long) }), false, "limits too_long"},
		"a leader without đ and e":    {full(nil), true, "leadership required"},
		"a leader with both":          {full(func(in *Given) { in.Leadership = &evaluation.Leadership{DD: 100, E: 100} }), true, ""},
		"a 50 without a reason":       {full(func(in *Given) { in.Leadership = &evaluation.Leadership{DD: 100, E: 50} }), true, "leadership.reason too_short"},
		"đ of 75":                     {full(func(in *Given) { in.Leadership = &evaluation.Leadership{DD: 75, E: 100} }), true, "leadership.dd facts_one_of"},
		"an officer with đ and e":     {full(func(in *Given) { in.Leadership = &evaluation.Leadership{DD: 100, E: 100} }), false, "leadership facts_leaders_only"},
	} {
		now := time.Date(2026, 11, 2, 2, 0, 0, 0, time.UTC)
		sc := evaluation.Score{Policy: p, Sheet: evaluation.Sheet{Leader: tc.leader}}
		next, err := tc.in.next(Self{Person: "lan"}, sc, now)
		got := ""
		if err != nil {
			for _, f := range errs.As(err).Fields {
				got += f.Path + " " + f.Code
			}
		}
		if got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
		if err != nil {
			continue
		}
		if next.Version != 1 || !next.SentAt.Equal(now) || next.Vis[0] != "u:lan" {
			t.Errorf("%s: %+v", name, next)
		}
		again, err := tc.in.next(next, sc, now.Add(time.Hour))
		if err != nil || again.Version != 2 || !again.SentAt.Equal(now) || !again.UpdatedAt.Equal(now.Add(time.Hour)) {
			t.Errorf("%s, sent again: %+v %v", name, again, err)
		}
	}
}
