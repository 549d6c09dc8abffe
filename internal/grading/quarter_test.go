package grading

import (
	"slices"
	"testing"
)

func points(s string) *Decimal {
	d, err := ParseDecimal(s)
	if err != nil {
		panic(err)
	}
	return &d
}

// made is a line of K 2, so many assigned and done, with its faults.
func made(task string, assigned, done, failed, late int64) Line {
	return Line{Task: task, K: Int(2), Assigned: Int(assigned), Done: Int(done), FailedReviews: failed, LateEvents: late}
}

// worked is a month with its general points, "" for none yet.
func worked(period, general string, lines ...Line) QuarterMonth {
	m := QuarterMonth{Period: Period(period), Worked: true, Lines: lines}
	if general != "" {
		m.General = points(general)
	}
	return m
}

// lead adds đ and e to a month.
func lead(m QuarterMonth, dd, e int64) QuarterMonth {
	x, y := Int(dd), Int(e)
	m.Lead = &Leadership{DD: &x, E: &y}
	return m
}

// totalled adds the month's total.
func totalled(m QuarterMonth, total string) QuarterMonth {
	m.Total = total
	return m
}

func dropped(m QuarterMonth) QuarterMonth { m.Worked = false; return m }
func running(m QuarterMonth) QuarterMonth { m.Running = true; return m }

// TestQuarter: a quarter from its months, the arithmetic beside each.
func TestQuarter(t *testing.T) {
	policy, _ := policies(t).Find("nd335-2025")
	staff, leader := Subject{Class: "cong_chuc"}, Subject{Class: "cong_chuc", Leader: true}
	oct := worked("2026-10", "27.5", made("t1", 1, 1, 1, 1)) // 2 of 2, b 1.5, c 1.5
	nov := worked("2026-11", "27", made("t2", 1, 0, 0, 1))   // not done, carried over
	dec := worked("2026-12", "28", made("t2", 1, 1, 0, 1), made("t3", 1, 1, 0, 0))
	for name, tc := range map[string]struct {
		facts                 QuarterFacts
		a, b, c, total, exact string
		general               string
		status                Status
		grade                 Grade
		reasons               []Reason
	}{
		"sums, each task once": { // S = 6: a 6, b 5.5, c 1.5 + 1.5 + 2 = 5; 0.7 × (100 + 91.6667 + 83.3333) ÷ 3 + 27.5
			QuarterFacts{Subject: staff, Months: []QuarterMonth{oct, nov, dec}},
			"100", "91.6667", "83.3333", "91.67", "275/3", "27.5", Scored, Excellent, nil,
		},
		"a carried line that is not done yet": { // S = 4, 2 done: a 50, b 37.5, c 37.5; 29.1667 + 27.25
			QuarterFacts{Subject: staff, Months: []QuarterMonth{oct, nov}},
			"50", "37.5", "37.5", "56.42", "677/12", "27.25", Scored, Completed, nil,
		},
		"a month on leave is dropped, not 0": { // t1, t2, t3; general (27.5 + 28) ÷ 2
			QuarterFacts{Subject: staff, Months: []QuarterMonth{oct, dropped(worked("2026-11", "")), dec}},
			"100", "91.6667", "83.3333", "91.92", "1103/12", "27.75", Scored, Excellent, nil,
		},
		"a mean without end": { // (27 + 27 + 28) ÷ 3 = 27.3333…; all done: 70
			QuarterFacts{Subject: staff, Months: []QuarterMonth{worked("2026-10", "27", made("t1", 1, 1, 0, 0)), worked("2026-11", "27"), worked("2026-12", "28")}},
			"100", "100", "100", "97.33", "292/3", "27.3333", Scored, Excellent, nil,
		},
		"a month that is over without general points": {
			QuarterFacts{Subject: staff, Months: []QuarterMonth{oct, worked("2026-11", ""), dec}},
			"100", "91.6667", "83.3333", "", "", "", NeedsDecision, "", []Reason{GeneralMissing},
		},
		"a month that runs has time": { // as "sums", general (27.5 + 27) ÷ 2
			QuarterFacts{Subject: staff, Months: []QuarterMonth{oct, nov, running(worked("2026-12", "", made("t2", 1, 1, 0, 1), made("t3", 1, 1, 0, 0)))}},
			"100", "91.6667", "83.3333", "91.42", "1097/12", "27.25", Scored, Excellent, nil,
		},
		"on leave all the quarter": {
			QuarterFacts{Subject: staff, Months: []QuarterMonth{dropped(oct), dropped(nov), dropped(dec)}},
			"", "", "", "", "", "", InsufficientData, "", []Reason{NothingWorked},
		},
		"nothing assigned in any month": {
			QuarterFacts{Subject: staff, Months: []QuarterMonth{worked("2026-10", "28")}},
			"", "", "", "", "", "28", InsufficientData, "", []Reason{NothingAssigned},
		},
		"a leader: d anew, đ and e the lowest": { // (100 + 75 + 75 + 100 + 50 + 50) ÷ 6 = 75; 52.5 + 27.25
			QuarterFacts{
				Subject: leader, Managed: []Decimal{Int(50)},
				Months: []QuarterMonth{lead(oct, 100, 50), lead(worked("2026-11", "27"), 50, 100)},
			},
			"100", "75", "75", "79.75", "319/4", "27.25", Scored, Good, nil,
		},
		"a leader since November": { // only the months in which they led count for đ and e
			QuarterFacts{Subject: leader, Managed: []Decimal{Int(70)}, Months: []QuarterMonth{oct, lead(worked("2026-11", "27"), 100, 100)}},
			"100", "75", "75", "91.42", "1097/12", "27.25", Scored, Excellent, nil, // (550 ÷ 6) × 0.7 = 64.1667
		},
		"a leader without đ and e in one month": {
			QuarterFacts{
				Subject: leader, Managed: []Decimal{Int(70)},
				Months: []QuarterMonth{lead(oct, 100, 100), {Period: "2026-11", Worked: true, General: points("27"), Lead: &Leadership{}}},
			},
			"100", "75", "75", "", "", "27.25", NeedsDecision, "", []Reason{LeadershipMissing},
		},
		"overridden, the total stays": {
			QuarterFacts{Subject: staff, Months: []QuarterMonth{oct, nov, dec}, Overrides: []Override{{Kind: "duty_discipline", Document: "12/QĐ", Date: "2026-11-03"}}},
			"100", "91.6667", "83.3333", "91.67", "275/3", "27.5", Scored, NotCompleted, nil,
		},
		"the mean of the months' totals": { // (515/6 + 90 + 89) ÷ 3 = 1589/18
			QuarterFacts{Subject: staff, Strategy: QuarterMean, Months: []QuarterMonth{totalled(oct, "515/6"), totalled(nov, "90"), totalled(dec, "89")}},
			"", "", "", "88.28", "1589/18", "", Scored, Good, nil,
		},
		"the mean without a dropped month": {
			QuarterFacts{Subject: staff, Strategy: QuarterMean, Months: []QuarterMonth{totalled(oct, "90"), dropped(nov), totalled(dec, "80")}},
			"", "", "", "85.00", "85", "", Scored, Good, nil,
		},
		"the mean lacks a month": {
			QuarterFacts{Subject: staff, Strategy: QuarterMean, Months: []QuarterMonth{totalled(oct, "90"), nov}},
			"", "", "", "", "", "", NeedsDecision, "", []Reason{PeriodMissing},
		},
		"another class": {
			QuarterFacts{Subject: Subject{Class: "can_bo"}, Months: []QuarterMonth{oct}},
			"", "", "", "", "", "", NoPolicy, "", []Reason{WrongSubjectClass},
		},
	} {
		tc.facts.Quarter = "2026-Q4"
		r := policy.GradeQuarter(tc.facts)
		if r.Status != tc.status || r.A != tc.a || r.B != tc.b || r.C != tc.c || r.Total != tc.total || r.TotalExact != tc.exact ||
			r.General != tc.general || r.Grade != tc.grade || !slices.Equal(r.Reasons, tc.reasons) {
			t.Errorf("%s: %s", name, r.Bytes())
		}
		if scored := r.Status == Scored; scored && (!slices.Contains(r.Basis, "335/2025/NĐ-CP Điều 17") || r.Clause() == "") {
			t.Errorf("%s: basis %v, clause %q", name, r.Basis, r.Clause())
		}
	}
}

// TestYearOfRoundedTotals: what is shown is rounded, the mean is of the unrounded totals.
func TestYearOfRoundedTotals(t *testing.T) {
	policy, _ := policies(t).Find("nd335-2025")
	r := policy.GradeYear(YearFacts{Year: 2026, Subject: Subject{Class: "cong_chuc"}, Periods: []YearPeriod{
		{Period: "2026-Q3", Total: points("90.00"), Exact: "26999/300", Worked: true}, // 89.9966…
		{Period: "2026-Q4", Total: points("90"), Worked: true},
	}})
	if r.Total != "90.00" || r.TotalExact != "53999/600" || r.Grade != Good || r.Clause != "335/2025/NĐ-CP Điều 20 khoản 2" {
		t.Errorf("%s %q", r.Bytes(), r.Clause)
	}
}

// TestPeriodsWithin: a year has four quarters, a quarter three months.
func TestPeriodsWithin(t *testing.T) {
	for period, want := range map[Period][]Period{
		"2026":    {"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"},
		"2026-Q4": {"2026-10", "2026-11", "2026-12"},
		"2026-10": nil, "2026-W43": nil, "20x6": nil, "2026-Q5": nil,
	} {
		if got := period.Parts(); !slices.Equal(got, want) {
			t.Errorf("%s: %v", period, got)
		}
	}
	if months := Period("2026").Months(); len(months) != 12 || months[11] != "2026-12" {
		t.Errorf("months of 2026: %v", months)
	}
	if Period("2026").Next() != "2027" || Period("2026").Prev() != "2025" || Period("2026").Month() || Period("2026").Last() != "2026-12-31" {
		t.Error("the year does not follow the one before")
	}
	if _, err := ParsePeriod("2026"); err == nil {
		t.Error("a year is no period of monitoring")
	}
}
