package grading

import (
	"math/big"
	"slices"
)

// Facts are everything a grade depends on: who, when, the points given by people, and one line for each piece of work.
type Facts struct {
	Period     Period
	Subject    Subject
	General    *Decimal    // points for the general criteria, 0 to the policy's maximum; nil when not given yet
	Leadership *Leadership // leaders only
	Lines      []Line
	Overrides  []Override
	Settings   SettingsChange

	Adjustments []Adjustment // each kind of the policy at most once

	// MonthlyGeneral are, for a quarter made of months, the general points of each month worked, of which the mean counts in
	// the place of General; nil for other periods.
	MonthlyGeneral []Decimal
}

// general returns the general points that count, nil when none are given.
func (f Facts) general() *big.Rat {
	if len(f.MonthlyGeneral) > 0 {
		all := make([]*big.Rat, len(f.MonthlyGeneral))
		for i, points := range f.MonthlyGeneral {
			all[i] = points.Rat()
		}
		return mean(all)
	}
	if f.General != nil {
		return f.General.Rat()
	}
	return nil
}

// Adjustment is points of one kind beyond the two parts of the total (điểm thưởng, điểm trừ).
type Adjustment struct {
	Code   string // of the policy's adjustments
	Points Decimal
}

// Subject is the person graded.
type Subject struct {
	Class  string // can_bo, cong_chuc, vien_chuc or hop_dong
	Leader bool   // head or deputy (công chức lãnh đạo, quản lý)
}

// subjectClasses are the classes of people under different decrees: cán bộ, công chức, viên chức, hợp đồng.
var subjectClasses = []string{"can_bo", "cong_chuc", "vien_chuc", "hop_dong"}

// Leadership holds what only leaders are measured by (Điều 15): d follows from the scores of the people managed,
// đ and e are 100 or 50, nil when not given yet.
type Leadership struct {
	DD                *Decimal  // đ: organising implementation (tổ chức triển khai)
	E                 *Decimal  // e: gathering and uniting (tập hợp, đoàn kết)
	SubordinateScores []Decimal // totals, 0 to 100, of those managed who have one

	// UnitGrade is the unit's own grade, above which its head is not graded where the policy says so; "" where there is none,
	// as for a deputy.
	UnitGrade Grade
}

// Line is one piece of work of one person in one period.
type Line struct {
	Task          string  // the task's code, the way back to it
	K             Decimal // coefficient of the product (hệ số quy đổi)
	Assigned      Decimal // A, quantity × share
	Done          Decimal // D, accepted quantity × share
	FailedReviews int64   // reviews that found a major content error, excused ones already taken off
	LateEvents    int64   // missed deadlines, excused ones already taken off

	// FailedQuantity is how many pieces those reviews found faulty, summed over the reviews, as the approver named them; nil
	// when nobody did.
	FailedQuantity *Decimal
}

// Override is a concluded fact that makes the grade khong_hoan_thanh whatever the score (Điều 20 khoản 4).
type Override struct {
	Kind     string // of the policy's overrides
	Document string // number of the decision
	Date     string // of the decision, yyyy-mm-dd
}

// SettingsChange overrides settings of the policy for one computation; zero fields keep the policy's value.
type SettingsChange struct {
	CapRatioAt100     *bool
	CapLineAtAssigned *bool
	DeductionUnit     string
	Gates             []string // nil keeps the policy's gates, an empty list removes them
}

// What settings may be set to.
var (
	deductionUnits = []string{DeductPiece, DeductLine}
	knownGates     = []string{GateAllDone}
	yearStrategies = []string{YearMean, YearQuarters}
	quarterWays    = []string{QuarterSums, QuarterMean, ""}
	capBases       = []string{CapGood, CapGoodOrBetter, CapGraded}
)

// with returns the settings with c's changes.
func (s Settings) with(c SettingsChange) Settings {
	if c.CapRatioAt100 != nil {
		s.CapRatioAt100.Value = *c.CapRatioAt100
	}
	if c.CapLineAtAssigned != nil {
		s.CapLineAtAssigned.Value = *c.CapLineAtAssigned
	}
	if c.DeductionUnit != "" {
		s.DeductionUnit.Value = c.DeductionUnit
	}
	if c.Gates != nil {
		s.Gates.Value = slices.Clone(c.Gates)
	}
	return s
}
