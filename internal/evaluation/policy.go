package evaluation

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

//go:embed policies/*.json
var policyFiles embed.FS

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
	Deduction Decimal `json:"deduction"` // share of a product's points lost by each failed review or lateness event
	Mark      Mark    `json:"mark"`
}

// LeadershipRules say what the three components of a leader are worth (d, đ, e), in percent.
type LeadershipRules struct {
	Full             Decimal `json:"full"`
	Partial          Decimal `json:"partial"`
	SubordinatesFrom Decimal `json:"subordinates_from"` // d is full when every civil servant managed scores at least this
	Mark             Mark    `json:"mark"`
}

// Band is a grade and the lowest total that earns it.
type Band struct {
	Grade Grade   `json:"grade"`
	From  Decimal `json:"from"`
	Name  string  `json:"name"`
}

// OverrideRule is a fact that makes the grade khong_hoan_thanh whatever the score.
type OverrideRule struct {
	Kind        string `json:"kind"`
	Name        string `json:"name"`
	LeadersOnly bool   `json:"leaders_only"`
	SameYear    bool   `json:"same_year"` // counts in the year of its decision only
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
	DeductionUnit        Setting[string]   `json:"deduction_unit"` // DeductPiece or DeductLine
	Gates                Setting[[]string] `json:"gates"`          // extra conditions, such as GateAllDone
	Carry                Setting[string]   `json:"carry"`          // what becomes of unfinished work at a month's close
	UndecidedWorkingDays Setting[int]      `json:"undecided_working_days"`
	CloseWorkingDays     Setting[int]      `json:"close_working_days"`
}

// Values of the settings.
const (
	DeductPiece = "piece"          // a fault costs its share of one piece: K·max(0, D − 0.25·q)
	DeductLine  = "line"           // a fault costs its share of the whole line: D·K·max(0, 1 − 0.25·q)
	GateAllDone = "all_tasks_done" // less than everything assigned done makes the grade khong_hoan_thanh
	CarryRest   = "remainder"      // the unfinished rest is a line of the next month
)

// Basis names the clause of each step, as written in results.
type Basis struct {
	Scale      string `json:"scale"`
	Ratios     string `json:"ratios"`
	Leadership string `json:"leadership"`
	Formula    string `json:"formula"`
	Bands      string `json:"bands"`
	Overrides  string `json:"overrides"`
}

// Name returns id and version as results carry them: "nd335-2025@1".
func (p Policy) Name() string { return fmt.Sprintf("%s@%d", p.ID, p.Version) }

// Covers reports whether the policy is in force on a local day ("2026-10-31").
func (p Policy) Covers(day string) bool {
	return p.InForce.From <= day && (p.InForce.To == "" || day <= p.InForce.To)
}

// Policies are the embedded policies, by id and version.
type Policies []Policy

// LoadPolicies reads and checks the embedded files; a fault in them is a defect that stops the start.
func LoadPolicies() (Policies, error) {
	names, err := fs.Glob(policyFiles, "policies/*.json")
	if err != nil {
		return nil, fmt.Errorf("list policies: %w", err)
	}
	var all Policies
	for _, name := range names {
		raw, err := policyFiles.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("read policy %s: %w", name, err)
		}
		var p Policy
		dec := json.NewDecoder(strings.NewReader(string(raw)))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&p); err != nil {
			return nil, fmt.Errorf("read policy %s: %w", name, err)
		}
		if err := p.check(); err != nil || p.Name()+".json" != path.Base(name) {
			return nil, fmt.Errorf("policy file %s holds %s: %w", name, p.Name(), err)
		}
		all = append(all, p)
	}
	return all, nil
}

// check finds what would make Grade meaningless.
func (p Policy) check() error {
	sum := Decimal{}
	for _, g := range p.General.Groups {
		sum = sum.Add(g.Max)
	}
	descending := slices.IsSortedFunc(p.Bands, func(a, b Band) int { return b.From.Cmp(a.From) })
	switch {
	case sum.Cmp(p.General.Max) != 0:
		return errors.New("the groups' maxima do not add up to the general maximum")
	case len(p.Bands) == 0 || !descending || p.Bands[len(p.Bands)-1].From.Sign() != 0:
		return errors.New("the bands must go down to 0")
	case p.General.Step.Sign() <= 0 || p.Task.Max.Sign() <= 0 || p.Task.Deduction.Sign() < 0:
		return errors.New("step, maximum and deduction must be positive")
	case !slices.Contains(deductionUnits, p.Settings.DeductionUnit.Value):
		return errors.New("unknown deduction unit")
	}
	return nil
}

// Find returns the policy called id ("nd335-2025", the newest version) or id and version ("nd335-2025@1").
func (all Policies) Find(name string) (Policy, bool) {
	found, ok := Policy{}, false
	for _, p := range all {
		if p.Name() == name || p.ID == name && p.Version >= found.Version {
			found, ok = p, true
		}
	}
	return found, ok
}

// InForce returns the policy that grades a subject class on a local day, the newest version of it.
func (all Policies) InForce(day, class string) (Policy, bool) {
	found, ok := Policy{}, false
	for _, p := range all {
		if p.Covers(day) && slices.Contains(p.Subjects, class) && p.Version >= found.Version {
			found, ok = p, true
		}
	}
	return found, ok
}

// IDs returns the ids that Find knows, sorted.
func (all Policies) IDs() []string {
	var ids []string
	for _, p := range all {
		if !slices.Contains(ids, p.ID) {
			ids = append(ids, p.ID)
		}
	}
	slices.Sort(ids)
	return ids
}
