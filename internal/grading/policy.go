package grading

import "fmt"

// Mark says how sure a rule of a policy is: the clause itself, a single source, or a choice of the agency.
type Mark string

// The marks of spec/evaluation.md.
const (
	Confirmed    Mark = "C"
	SingleSource Mark = "S"
	Unknown      Mark = "U"
)

// Grade is a level of quality (mức xếp loại chất lượng).
type Grade string

// The grades, as stored and sent.
const (
	Excellent    Grade = "xuat_sac"         // Hoàn thành xuất sắc nhiệm vụ
	Good         Grade = "tot"              // Hoàn thành tốt nhiệm vụ
	Completed    Grade = "hoan_thanh"       // Hoàn thành nhiệm vụ
	NotCompleted Grade = "khong_hoan_thanh" // Không hoàn thành nhiệm vụ
)

// Policy is one version of one decree's rules (chính sách đánh giá). It is data and never changes once a period
// was closed under it; a correction is a new version.
type Policy struct {
	ID         string          `json:"id"`          // "nd335-2025"
	Version    int             `json:"version"`     // from 1
	Title      string          `json:"title"`       // the decree's name in Vietnamese
	LegalBasis string          `json:"legal_basis"` // law and decree
	InForce    InForce         `json:"in_force"`
	Subjects   []string        `json:"subjects"` // subject classes it grades, e.g. cong_chuc
	General    GeneralRules    `json:"general"`
	Task       TaskRules       `json:"task"`
	Leadership LeadershipRules `json:"leadership"`
	Bands      []Band          `json:"bands"` // from the highest down; the last one starts at 0
	Overrides  []OverrideRule  `json:"overrides"`
	Settings   Settings        `json:"settings"`
	Basis      Basis           `json:"basis"`
	Year       *YearRules      `json:"year"` // nil where the policy classifies no years
	Cap        *CapRules       `json:"cap"`  // nil where nothing bounds the share of xuat_sac

	Steps Setting[StepDays] `json:"steps"` // without a way where the policy dates no steps

	Adjustments []AdjustmentRule `json:"adjustments"` // none in the decrees; local schemes know some

	Local     Local `json:"-"` // what an agency chose of it, and for when
	published *Policy
}

// AdjustmentRule is a kind of points beyond general criteria and results, added to the total or taken off; the total stays
// between 0 and 100.
type AdjustmentRule struct {
	Code   string  `json:"code"`
	Name   string  `json:"name"`
	Max    Decimal `json:"max"`
	Deduct bool    `json:"deduct"`
	Mark   Mark    `json:"mark"`
}

// InForce is the time in which a policy applies, local days, both included; an empty To is open.
type InForce struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// GeneralRules are the general criteria (tiêu chí chung): their maximum, and the tree by which they are given.
type GeneralRules struct {
	Max            Decimal        `json:"max"`
	Step           Decimal        `json:"step"`             // binds the scoring screen only
	RemarkBelowMax bool           `json:"remark_below_max"` // less than a group's maximum needs a written remark
	Groups         []GeneralGroup `json:"groups"`
	Basis          string         `json:"basis"`
	Mark           Mark           `json:"mark"`
	TreeMark       Mark           `json:"tree_mark"` // of step, remark and split into groups
}

// GeneralGroup is one group of the general criteria (nhóm tiêu chí).
type GeneralGroup struct {
	Code string  `json:"code"`
	Name string  `json:"name"`
	Max  Decimal `json:"max"`
}

// TaskRules weigh the results of the work (tiêu chí kết quả thực hiện nhiệm vụ).
type TaskRules struct {
	Max       Decimal `json:"max"`       // points when every ratio is 100 %
	Deduction Decimal `json:"deduction"` // share of the points lost by each failed review or lateness event
	ByLine    bool    `json:"by_line"`   // a missed deadline takes its share of the whole line, which has one deadline; else faults go by the deduction unit
	Mark      Mark    `json:"mark"`
}

// LeadershipRules say what the three components of a leader are worth (d, đ, e), in percent.
type LeadershipRules struct {
	Full             Decimal `json:"full"`
	Partial          Decimal `json:"partial"`
	SubordinatesFrom Decimal `json:"subordinates_from"` // d is full when every civil servant managed scores at least this
	NotAboveUnit     bool    `json:"not_above_unit"`    // a head is graded no better than the unit
	Mark             Mark    `json:"mark"`
}

// Band is a grade and the lowest total that earns it.
type Band struct {
	Grade Grade   `json:"grade"`
	From  Decimal `json:"from"`
	Name  string  `json:"name"`
	Basis string  `json:"basis"` // the clause that gives this grade, "" where the policy cites one clause for all
}

// OverrideRule is a fact that makes the grade khong_hoan_thanh whatever the score.
type OverrideRule struct {
	Kind        string `json:"kind"`
	Name        string `json:"name"`
	LeadersOnly bool   `json:"leaders_only"`
	SameYear    bool   `json:"same_year"` // counts in the year of its decision only
	Basis       string `json:"basis"`     // its clause, cited in place of the band's; "" where the policy cites one clause for all
}

// Setting is a rule that the law leaves open: its default, and how sure it is.
type Setting[T any] struct {
	Value T      `json:"value"`
	Mark  Mark   `json:"mark"`
	Note  string `json:"note"` // Vietnamese, for the screen that lists the settings
}

// Settings are the choices of the agency, shown in the trace as "theo cài đặt của đơn vị".
type Settings struct {
	CapRatioAt100        Setting[bool]     `json:"cap_ratio_at_100"`
	CapLineAtAssigned    Setting[bool]     `json:"cap_line_at_assigned"` // surplus of one product pays for no other
	DeductionUnit        Setting[string]   `json:"deduction_unit"`       // DeductPiece or DeductLine
	Gates                Setting[[]string] `json:"gates"`                // extra conditions, such as GateAllDone
	Carry                Setting[string]   `json:"carry"`                // what becomes of unfinished work at a month's close
	UndecidedWorkingDays Setting[int]      `json:"undecided_working_days"`
	CloseWorkingDays     Setting[int]      `json:"close_working_days"`
}

// Values of the settings.
const (
	DeductPiece = "piece"          // a failed review whose pieces nobody named costs its share of one piece
	DeductLine  = "line"           // … of everything the line brings
	GateAllDone = "all_tasks_done" // less than everything assigned done makes the grade khong_hoan_thanh
	CarryRest   = "remainder"      // the unfinished rest is a line of the next month
)

// YearRules say how the periods of a year become its classification (xếp loại chất lượng hằng năm).
type YearRules struct {
	Strategy Setting[string] `json:"strategy"` // YearMean or YearQuarters
	Quarter  Setting[string] `json:"quarter"`  // QuarterSums or QuarterMean; "" is QuarterSums
	Basis    string          `json:"basis"`    // the clause of the year's total
	Closing  string          `json:"closing"`  // the clause of the yearly classification
}

// Ways to classify a year.
const (
	YearMean     = "mean_of_periods" // the band of the mean of the periods worked
	YearQuarters = "quarter_count"   // how many quarters have which grade
)

// Ways to make a quarter of its months.
const (
	QuarterSums = "cumulative"     // Σ numerators ÷ Σ denominators over the months worked
	QuarterMean = "mean_of_months" // the mean of the totals of the months worked
)

// CapRules bound how many may be xuat_sac (tỷ lệ xếp loại hoàn thành xuất sắc nhiệm vụ), as shares from 0 to 1.
type CapRules struct {
	Share       Decimal         `json:"share"`
	Exceptional Decimal         `json:"exceptional"` // by a recorded decision only
	Base        Setting[string] `json:"base"`        // CapGood, CapGoodOrBetter or CapGraded
	Basis       string          `json:"basis"`
}

// What the share is taken of.
const (
	CapGood         = "good_only"      // those rated tot, without those who are xuat_sac
	CapGoodOrBetter = "good_or_better" // those rated tot or xuat_sac
	CapGraded       = "all_graded"
)

// Basis names the clause of each step, as written in results; one that is cited already is not written again.
type Basis struct {
	Scale      string `json:"scale"`
	Ratios     string `json:"ratios"`
	Leadership string `json:"leadership"`
	Formula    string `json:"formula"`
	Bands      string `json:"bands"`     // cited with every score; "" where each band has its own clause
	Overrides  string `json:"overrides"` // cited beside it; "" where each override has its own clause
}

// Name returns id and version as results carry them: "nd335-2025@2".
func (p Policy) Name() string { return fmt.Sprintf("%s@%d", p.ID, p.Version) }

// Covers reports whether the policy is in force on a local day ("2026-10-31").
func (p Policy) Covers(day string) bool {
	return p.InForce.From <= day && (p.InForce.To == "" || day <= p.InForce.To) && p.Local.covers(day)
}
