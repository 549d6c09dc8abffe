package identity

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

const today vncal.Date = "2026-11-27"

// career is somebody's posts as the tables below begin: an officer of a since 2020, and since 2025 beside it clerk of b for
// a time.
func career() []Appointment {
	return []Appointment{
		{ID: "first", Unit: "a", Role: access.Officer, Title: "Chuyên viên", Charge: []string{}, Primary: true, From: "2020-01-01", To: NoEnd, Version: 1},
		{ID: "beside", Unit: "b", Role: access.Clerk, Title: "Văn thư", Charge: []string{}, From: "2025-01-01", To: "2026-12-31", Version: 3},
	}
}

// spans writes posts in short, by first day: "a 2020-01-01–2026-11-30*", the primary ones with a star.
func spans(posts []Appointment) string {
	slices.SortStableFunc(posts, func(x, y Appointment) int { return strings.Compare(string(x.From), string(y.From)) })
	all := []string{}
	for _, a := range posts {
		to := string(a.To)
		if a.To == NoEnd {
			to = ""
		}
		star := map[bool]string{true: "*"}[a.Primary]
		all = append(all, fmt.Sprintf("%s %s–%s%s", a.Unit, a.From, to, star))
	}
	return strings.Join(all, ", ")
}

// merged puts what a decision changed into the posts.
func merged(posts, changed []Appointment) []Appointment {
	all := slices.Clone(posts)
	for _, a := range changed {
		if i := slices.IndexFunc(all, func(x Appointment) bool { return a.ID != "" && x.ID == a.ID }); i >= 0 {
			a.Version++
			all[i] = a
			continue
		}
		a.ID, a.Version = fmt.Sprintf("new-%s-%s", a.Kind, a.From), 1
		all = append(all, a)
	}
	return all
}

func transfer(unit string, from vncal.Date) Decision {
	return Decision{Kind: Moving, Unit: unit, Role: access.Officer, Title: "Chuyên viên", From: from}
}

func second(unit string, from, to vncal.Date) Decision {
	return Decision{Kind: Seconding, Unit: unit, Role: access.Officer, Title: "Chuyên viên", From: from, To: to}
}

// TestDecisions: what each kind of decision makes of the posts, and each way in which one is refused.
func TestDecisions(t *testing.T) {
	beside := "b 2025-01-01–2026-12-31"
	with := func(change func(d *Decision), d Decision) Decision { change(&d); return d }
	for name, tc := range map[string]struct {
		before []Decision // decided already
		d      Decision
		want   string // the posts afterwards
		err    error
		field  string // path and code of the fault, "path:code"
	}{
		"transfer":                 {nil, transfer("c", "2026-12-01"), "a 2020-01-01–2026-11-30*, " + beside + ", c 2026-12-01–*", nil, ""},
		"transfer, signed late":    {nil, transfer("c", "2026-09-01"), "a 2020-01-01–2026-08-31*, " + beside + ", c 2026-09-01–*", nil, ""},
		"promotion in the unit":    {nil, Decision{Kind: Promoting, Unit: "a", Role: access.Head, Title: "Trưởng phòng", From: "2026-12-01"}, "a 2020-01-01–2026-11-30*, " + beside + ", a 2026-12-01–*", nil, ""},
		"secondment":               {nil, second("c", "2026-12-01", "2027-11-30"), "a 2020-01-01–2026-11-30*, " + beside + ", c 2026-12-01–2027-11-30*, a 2027-12-01–*", nil, ""},
		"secondment ended early":   {[]Decision{second("c", "2026-12-01", "2027-11-30")}, Decision{Kind: Ending, Post: "new-second-2026-12-01", Version: 1, To: "2027-03-31"}, "a 2020-01-01–2026-11-30*, " + beside + ", c 2026-12-01–2027-03-31*, a 2027-04-01–*", nil, ""},
		"secondment prolonged":     {[]Decision{second("c", "2026-12-01", "2027-11-30")}, Decision{Kind: Prolonging, Post: "new-second-2026-12-01", Version: 1, To: "2028-02-29"}, "a 2020-01-01–2026-11-30*, " + beside + ", c 2026-12-01–2028-02-29*, a 2028-03-01–*", nil, ""},
		"one more post":            {nil, Decision{Kind: Adding, Unit: "c", Role: access.HR, Title: "Cán bộ tổ chức", From: "2026-11-27"}, "a 2020-01-01–*, " + beside + ", c 2026-11-27–", nil, ""},
		"another title beside it":  {nil, Decision{Kind: Adding, Unit: "b", Role: access.Clerk, Title: "Lưu trữ viên", From: "2026-11-27"}, "a 2020-01-01–*, " + beside + ", b 2026-11-27–", nil, ""},
		"post beside it ended":     {nil, Decision{Kind: Ending, Post: "beside", Version: 3, To: "2026-11-30"}, "a 2020-01-01–*, b 2025-01-01–2026-11-30", nil, ""},
		"post beside it prolonged": {nil, Decision{Kind: Prolonging, Post: "beside", Version: 3}, "a 2020-01-01–*, b 2025-01-01–", nil, ""},
		"retirement":               {nil, Decision{Kind: Retiring, To: "2026-12-31"}, "a 2020-01-01–2026-12-31*, " + beside, nil, ""},
		"death":                    {nil, Decision{Kind: Dying, To: "2026-11-20"}, "a 2020-01-01–2026-11-20*, b 2025-01-01–2026-11-20", nil, ""},
		"leaves while seconded":    {[]Decision{second("c", "2026-12-01", "2027-11-30")}, Decision{Kind: Leaving, To: "2027-01-31"}, "a 2020-01-01–2026-11-30*, " + beside + ", c 2026-12-01–2027-01-31*, a 2027-12-01–2027-11-30*", nil, ""},
		"comes back":               {[]Decision{{Kind: Leaving, To: "2026-10-31"}}, Decision{Kind: Appointing, Unit: "c", Role: access.Officer, Title: "Chuyên viên", From: "2026-12-01"}, "a 2020-01-01–2026-10-31*, b 2025-01-01–2026-10-31, c 2026-12-01–*", nil, ""},
		"promoted before leaving":  {[]Decision{{Kind: Retiring, To: "2027-03-31"}}, transfer("c", "2026-12-01"), "a 2020-01-01–2026-11-30*, " + beside + ", c 2026-12-01–2027-03-31*", nil, ""},
		"stays longer":             {[]Decision{{Kind: Retiring, To: "2027-03-31"}}, Decision{Kind: Prolonging, Post: "first", Version: 2}, "a 2020-01-01–*, " + beside, nil, ""},
		"one more taken back":      {[]Decision{{Kind: Adding, Unit: "c", Role: access.HR, Title: "Cán bộ", From: "2026-12-15"}}, Decision{Kind: Ending, Post: "new-concurrent-2026-12-15", Version: 1, To: "2026-12-14"}, "a 2020-01-01–*, " + beside + ", c 2026-12-15–2026-12-14", nil, ""},

		"unknown kind":                    {nil, Decision{Kind: "x"}, "", errs.ErrInvalid, "kind:choice"},
		"nobody asks to resume":           {nil, Decision{Kind: Resuming}, "", errs.ErrInvalid, "kind:choice"},
		"transfer to the same unit":       {nil, transfer("a", "2026-12-01"), "", errs.ErrInvalid, "unit:same"},
		"promotion to the same":           {nil, Decision{Kind: Promoting, Unit: "a", Role: access.Officer, Title: "Chuyên viên", From: "2026-12-01"}, "", errs.ErrInvalid, "title:same"},
		"transfer before the post":        {nil, transfer("c", "2019-01-01"), "", errs.ErrInvalid, "from:far"},
		"transfer on the first day":       {[]Decision{transfer("c", "2026-11-01")}, transfer("d", "2026-11-01"), "", errs.ErrInvalid, "from:same_day"},
		"transfer before a later one":     {[]Decision{transfer("c", "2026-12-10")}, transfer("d", "2026-12-01"), "", ErrLater, ""},
		"transfer two years ahead":        {nil, transfer("c", "2028-11-27"), "", errs.ErrInvalid, "from:far"},
		"transfer on a wrong day":         {nil, transfer("c", "2026-02-30"), "", errs.ErrInvalid, "from:date"},
		"transfer with a last day":        {nil, with(func(d *Decision) { d.To = "2027-01-01" }, transfer("c", "2026-12-01")), "", errs.ErrInvalid, "to:invalid"},
		"transfer nowhere":                {nil, transfer("", "2026-12-01"), "", errs.ErrInvalid, "unit:required"},
		"transfer without a title":        {nil, with(func(d *Decision) { d.Title = " " }, transfer("c", "2026-12-01")), "", errs.ErrInvalid, "title:required"},
		"transfer to an unknown role":     {nil, with(func(d *Decision) { d.Role = "x" }, transfer("c", "2026-12-01")), "", errs.ErrInvalid, "role:choice"},
		"transfer while seconded":         {[]Decision{second("c", "2026-11-01", "2027-11-30")}, transfer("d", "2026-12-01"), "", ErrSeconded, ""},
		"secondment while seconded":       {[]Decision{second("c", "2026-11-01", "2027-11-30")}, second("d", "2026-12-01", "2026-12-31"), "", ErrSeconded, ""},
		"transfer after leaving":          {[]Decision{{Kind: Leaving, To: "2026-11-26"}}, transfer("c", "2026-12-01"), "", ErrNoPrimary, ""},
		"secondment without an end":       {nil, second("c", "2026-12-01", ""), "", errs.ErrInvalid, "to:required"},
		"secondment that ends before":     {nil, second("c", "2026-12-01", "2026-11-30"), "", errs.ErrInvalid, "to:before"},
		"secondment to the own unit":      {nil, second("a", "2026-12-01", "2027-01-31"), "", errs.ErrInvalid, "unit:same"},
		"secondment beyond the post":      {[]Decision{{Kind: Retiring, To: "2027-03-31"}}, second("c", "2026-12-01", "2027-06-30"), "", errs.ErrInvalid, "to:after_end"},
		"a second primary post":           {nil, Decision{Kind: Appointing, Unit: "c", Role: access.Officer, Title: "Chuyên viên", From: "2026-12-01"}, "", ErrPrimary, ""},
		"comes back before leaving":       {[]Decision{{Kind: Leaving, To: "2026-12-31"}}, Decision{Kind: Appointing, Unit: "c", Role: access.Officer, Title: "Chuyên viên", From: "2026-12-31"}, "", ErrPrimary, ""},
		"the same post again":             {nil, Decision{Kind: Adding, Unit: "b", Role: access.Clerk, Title: "Văn thư", From: "2026-12-01"}, "", errs.ErrInvalid, "unit:duplicate"},
		"primary post just ended":         {nil, Decision{Kind: Ending, Post: "first", Version: 1, To: "2026-11-30"}, "", ErrStays, ""},
		"a post ended later":              {nil, Decision{Kind: Ending, Post: "beside", Version: 3, To: "2027-06-30"}, "", ErrEnded, ""},
		"a post ended before it began":    {nil, Decision{Kind: Ending, Post: "beside", Version: 3, To: "2024-12-30"}, "", errs.ErrInvalid, "to:far"},
		"a post ended on no day":          {nil, Decision{Kind: Ending, Post: "beside", Version: 3}, "", errs.ErrInvalid, "to:required"},
		"no post ended":                   {nil, Decision{Kind: Ending, To: "2026-12-01"}, "", errs.ErrInvalid, "post:required"},
		"somebody else's post":            {nil, Decision{Kind: Ending, Post: "other", Version: 1, To: "2026-12-01"}, "", errs.ErrNotFound, ""},
		"a post changed meanwhile":        {nil, Decision{Kind: Ending, Post: "beside", Version: 2, To: "2026-12-01"}, "", errs.ErrChanged, ""},
		"prolonged to an earlier day":     {nil, Decision{Kind: Prolonging, Post: "beside", Version: 3, To: "2026-12-31"}, "", errs.ErrInvalid, "to:not_later"},
		"prolonged without an end":        {nil, Decision{Kind: Prolonging, Post: "first", Version: 1, To: "2027-12-31"}, "", ErrEnded, ""},
		"prolonged after it had ended":    {[]Decision{{Kind: Ending, Post: "beside", Version: 3, To: "2026-11-20"}}, Decision{Kind: Prolonging, Post: "beside", Version: 4, To: "2027-12-31"}, "", ErrEnded, ""},
		"former post after a transfer":    {[]Decision{transfer("c", "2026-12-10")}, Decision{Kind: Prolonging, Post: "first", Version: 2, To: "2026-12-31"}, "", ErrLater, ""},
		"secondment prolonged for ever":   {[]Decision{second("c", "2026-12-01", "2027-11-30")}, Decision{Kind: Prolonging, Post: "new-second-2026-12-01", Version: 1}, "", errs.ErrInvalid, "to:after_end"},
		"leaves twice":                    {[]Decision{{Kind: Leaving, To: "2026-11-26"}}, Decision{Kind: Retiring, To: "2026-11-30"}, "", ErrNoPrimary, ""},
		"dies tomorrow":                   {nil, Decision{Kind: Dying, To: "2026-11-28"}, "", errs.ErrInvalid, "to:future"},
		"leaves on no day":                {nil, Decision{Kind: Leaving}, "", errs.ErrInvalid, "to:required"},
		"a document of tomorrow":          {nil, with(func(d *Decision) { d.Paper.On = "2026-11-28" }, transfer("c", "2026-12-01")), "", errs.ErrInvalid, "documentOn:future"},
		"a document without a real date":  {nil, with(func(d *Decision) { d.Paper.On = "2026-13-01" }, transfer("c", "2026-12-01")), "", errs.ErrInvalid, "documentOn:date"},
		"a document number out of bounds": {nil, with(func(d *Decision) { d.Paper.Number = strings.Repeat("1", 51) }, transfer("c", "2026-12-01")), "", errs.ErrInvalid, "number:too_long"},
	} {
		posts := career()
		for _, d := range tc.before {
			changed, err := d.normal().applied(posts, today)
			if err != nil {
				t.Fatalf("%s: before it: %v", name, err)
			}
			posts = merged(posts, changed)
		}
		was := spans(slices.Clone(posts))
		changed, err := tc.d.normal().applied(posts, today)
		field := ""
		if e := errs.As(err); err != nil && len(e.Fields) > 0 {
			field = e.Fields[0].Path + ":" + e.Fields[0].Code
		}
		if !errors.Is(err, tc.err) || field != tc.field {
			t.Errorf("%s: %v %s, want %v %s", name, err, field, tc.err, tc.field)
			continue
		}
		if got := spans(slices.Clone(posts)); got != was {
			t.Errorf("%s: the posts themselves were changed to %s", name, got)
		}
		if err != nil {
			continue
		}
		after := merged(posts, changed)
		if got := spans(after); got != tc.want {
			t.Errorf("%s:\n got %s\nwant %s", name, got, tc.want)
		}
		onePrimary(t, name, after)
	}
}

// onePrimary fails when on some day two primary posts are in force, or none between two.
func onePrimary(t *testing.T, name string, posts []Appointment) {
	t.Helper()
	primary := slices.DeleteFunc(slices.Clone(posts), func(a Appointment) bool { return !a.Primary || !a.held() })
	slices.SortFunc(primary, func(x, y Appointment) int { return strings.Compare(string(x.From), string(y.From)) })
	for i := 1; i < len(primary); i++ {
		if primary[i].From <= primary[i-1].To {
			t.Errorf("%s: two primary posts at once: %s", name, spans(posts))
		}
		if primary[i].From != primary[i-1].To.AddDays(1) && primary[i].Kind != Appointing {
			t.Errorf("%s: days without a primary post: %s", name, spans(posts))
		}
	}
}
