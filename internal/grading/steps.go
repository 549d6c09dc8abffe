package grading

import (
	"errors"
	"slices"
	"strconv"

	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// StepDays say by when each step of an evaluation is due (thời hạn từng bước): self-scoring, the superior's review, the decision;
// then how long after the notice one may petition, and how long the answer takes. The law leaves them to the agency.
type StepDays struct {
	Way      string `json:"way" bson:"way"`           // StepsAfter or StepsWithin
	Self     int    `json:"self" bson:"self"`         // tự chấm: working days after the period, or the day of its last month
	Review   int    `json:"review" bson:"review"`     // cấp trên chấm, nhận xét
	Decide   int    `json:"decide" bson:"decide"`     // quyết định; of a month its closing
	Petition int    `json:"petition" bson:"petition"` // kiến nghị: working days after the notice
	Answer   int    `json:"answer" bson:"answer"`     // trả lời: working days after the petition
}

// Ways in which the steps are dated.
const (
	StepsAfter  = "after"    // working days after the period's last day
	StepsWithin = "in_month" // days of the period's last month, as many offices print them: 23, 25, 28
)

// Bounds of the days of a step.
const (
	maxStepDay = 28 // of a month: every month has it
)

// stepWays are the known ways.
var stepWays = []string{StepsAfter, StepsWithin}

// Dues are the days by which the steps of a period are due.
type Dues struct{ Self, Review, Decide vncal.Date }

// Due returns by when the steps of a period are due, false where the policy dates none. A day of the month that is a day off is
// moved to the next working day.
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 21 (xếp loại năm trước ngày 15 tháng 12).
func (d StepDays) Due(cal *vncal.Calendar, p Period) (Dues, bool) {
	last := p.Last()
	if d.Way == "" || !last.Valid() {
		return Dues{}, false
	}
	if p.Annual() { // nobody scores a year: it is classified before 15 December
		return Dues{Decide: cal.PrevWorking(vncal.Date(string(p) + "-12-15"))}, true
	}
	on := func(n int) vncal.Date { return cal.AddWorking(last, n) }
	if d.Way == StepsWithin {
		on = func(n int) vncal.Date {
			day := last.AddDays(n - last.Day())
			if !cal.IsWorking(day) {
				day = cal.NextWorking(day)
			}
			return day
		}
	}
	return Dues{on(d.Self), on(d.Review), on(d.Decide)}, true
}

// check finds days that no office could keep; a policy may date no steps.
func (d StepDays) check() error {
	if d != (StepDays{}) && d.faults(errs.ErrInvalid, "").OrNil() != nil {
		return errors.New("the steps are dated in a known way, one after the other")
	}
	return nil
}

// faults adds to fault what is wrong, under a path: the steps follow each other, each within the bounds of its way.
func (d StepDays) faults(fault *errs.Error, path string) *errs.Error {
	most := maxSettingDays
	if d.Way == StepsWithin {
		most = maxStepDay
	}
	if !slices.Contains(stepWays, d.Way) {
		fault = fault.At(path+"way", "choice")
	}
	within := func(name string, n, low, high int) {
		switch {
		case n < low:
			fault = fault.With(errs.Field{Path: path + name, Code: "too_small", Args: map[string]string{"min": strconv.Itoa(low)}})
		case n > high:
			fault = fault.With(errs.Field{Path: path + name, Code: "too_large", Args: map[string]string{"max": strconv.Itoa(high)}})
		}
	}
	within("self", d.Self, 1, most)
	within("review", d.Review, max(d.Self, 1), most)
	within("decide", d.Decide, max(d.Review, 1), most)
	within("petition", d.Petition, 1, maxSettingDays)
	within("answer", d.Answer, 1, maxSettingDays)
	return fault
}
