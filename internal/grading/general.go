package grading

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"congvu/internal/errs"
)

// Lengths of a remark, in characters.
const (
	minRemark = 3
	maxRemark = 1000
)

// GroupPoints are the points of one group, in thousandths, with the remark that less than the maximum needs.
type GroupPoints struct {
	Key         string `bson:"key"`
	PointsMilli int64  `bson:"points"`
	Remark      string `bson:"remark,omitempty"`
}

// CheckPoints checks general points against the policy's tree: every group once, each from 0 to its maximum in whole
// steps, with a remark where they are below the maximum. It returns them in the tree's order, remarks trimmed.
// ErrPoints names each fault by its JSON path "groups[i]…".
//
// Legal source: Nghị định 335/2025/NĐ-CP Điều 12 khoản 2; groups, step and remark are settings of the agency.
func (r GeneralRules) CheckPoints(given []GroupPoints) ([]GroupPoints, error) {
	var faults []errs.Field
	byKey := map[string]GroupPoints{}
	for i, g := range given {
		path := fmt.Sprintf("groups[%d]", i)
		rule, known := r.group(g.Key)
		_, twice := byKey[g.Key]
		switch {
		case !known:
			faults = append(faults, errs.Field{Path: path + ".key", Code: "choice"})
		case twice:
			faults = append(faults, errs.Field{Path: path + ".key", Code: "duplicate"})
		default:
			g.Remark = strings.TrimSpace(g.Remark)
			faults = append(faults, r.check(rule, g, path)...)
			byKey[g.Key] = g
		}
	}
	ordered := make([]GroupPoints, 0, len(r.Groups))
	for _, rule := range r.Groups {
		g, ok := byKey[rule.Code]
		if !ok {
			faults = append(faults, errs.Field{Path: "groups", Code: "points_group", Args: map[string]string{"group": rule.Name}})
		}
		ordered = append(ordered, g)
	}
	if len(faults) > 0 {
		return nil, ErrPoints.With(faults...)
	}
	return ordered, nil
}

// check returns the faults of one group's points.
func (r GeneralRules) check(rule GeneralGroup, g GroupPoints, path string) (faults []errs.Field) {
	points := Milli(g.PointsMilli)
	fault := func(field, code string, args map[string]string) {
		faults = append(faults, errs.Field{Path: path + "." + field, Code: code, Args: args})
	}
	steps := points.Rat()
	switch steps.Quo(steps, r.Step.Rat()); {
	case points.Sign() < 0:
		fault("points", "too_small", map[string]string{"min": "0"})
	case points.Cmp(rule.Max) > 0:
		fault("points", "too_large", map[string]string{"max": rule.Max.String()})
	case !steps.IsInt():
		fault("points", "points_step", map[string]string{"step": strings.Replace(r.Step.String(), ".", ",", 1)})
	}
	switch n := utf8.RuneCountInString(g.Remark); {
	case n > maxRemark:
		fault("remark", "too_long", map[string]string{"max": fmt.Sprint(maxRemark)})
	case n < minRemark && r.RemarkBelowMax && points.Cmp(rule.Max) < 0:
		fault("remark", "points_remark", nil)
	}
	return faults
}

func (r GeneralRules) group(key string) (GeneralGroup, bool) {
	for _, g := range r.Groups {
		if g.Code == key {
			return g, true
		}
	}
	return GeneralGroup{}, false
}
