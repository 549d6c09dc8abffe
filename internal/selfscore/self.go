package selfscore

import (
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/journal"
	"congvu/pkg/fold"
)

// Self is how a person assessed themselves for a month.
type Self struct {
	ID         string                 `bson:"_id"` // agency|person|period
	Agency     string                 `bson:"agency"`
	Person     string                 `bson:"person"`
	Period     grading.Period         `bson:"period"`
	Groups     []grading.GroupPoints  `bson:"groups"`
	Leadership *evaluation.Leadership `bson:"leadership,omitempty"` // of a leader: đ and e as proposed
	Strengths  string                 `bson:"strengths,omitempty"`  // ưu điểm
	Limits     string                 `bson:"limits,omitempty"`     // hạn chế, khuyết điểm
	SentAt     time.Time              `bson:"sent_at"`              // first; what is changed later stays sent
	Vis        []string               `bson:"vis"`
	Version    int64                  `bson:"version"`
	UpdatedAt  time.Time              `bson:"updated_at"`
}

// Errors of self-scoring.
var (
	// ErrReviewed says that the superior has given points: what was proposed before stays as it was seen.
	ErrReviewed = errs.New(errs.Conflict, "selfscore.reviewed", "the superior has given points already")
)

// maxText bounds strengths and limitations, in characters.
const maxText = 4000

// Given is what a person gives.
type Given struct {
	Version    int64 // of what was seen, 0 when nothing was sent
	Groups     []grading.GroupPoints
	Leadership *evaluation.Leadership // a leader's, nil of others
	Strengths  string
	Limits     string
}

// Open says whether the person may still assess themselves on a score, by the error that says why not: months only, which have
// begun, until the superior gives points or the month is closed, and only who is graded by a policy.
func Open(sc evaluation.Score) error {
	switch {
	case !sc.Month.Period.Month():
		return evaluation.ErrMonth
	case sc.Result.Status == grading.NoPolicy:
		return evaluation.ErrNoPolicy
	case sc.Month.State == evaluation.Closed:
		return evaluation.ErrClosed
	case sc.Sheet.General != nil:
		return ErrReviewed
	}
	return nil
}

// next returns what was given in the place of prev. Errors: grading.ErrPoints with every fault of the points;
// errs.ErrInvalid for texts that are too long.
func (in Given) next(prev Self, sc evaluation.Score, now time.Time) (Self, error) {
	groups, err := sc.Policy.General.CheckPoints(in.Groups)
	if err != nil {
		return prev, err
	}
	var lead *evaluation.Leadership
	switch {
	case in.Leadership != nil:
		if lead, err = in.Leadership.Checked(sc.Policy.Leadership, sc.Sheet.Leader, prev.Person, now); err != nil {
			return prev, err
		}
	case sc.Sheet.Leader:
		return prev, grading.ErrPoints.With(errs.Field{Path: "leadership", Code: "required"})
	}
	in.Strengths, in.Limits = fold.Clean(in.Strengths), fold.Clean(in.Limits)
	if err := errs.ErrInvalid.Length("strengths", in.Strengths, 0, maxText).Length("limits", in.Limits, 0, maxText).OrNil(); err != nil {
		return prev, err
	}
	next := prev
	next.Groups, next.Leadership, next.Strengths, next.Limits = groups, lead, in.Strengths, in.Limits
	next.Vis = []string{access.Person(prev.Person)}
	for _, unit := range sc.Person.Units {
		next.Vis = append(next.Vis, access.Staff(unit))
	}
	if next.SentAt.IsZero() {
		next.SentAt = now
	}
	next.Version, next.UpdatedAt = prev.Version+1, now
	return next, nil
}

// Total returns the sum of the groups.
func (s Self) Total() grading.Decimal {
	sum := grading.Decimal{}
	for _, g := range s.Groups {
		sum = sum.Add(grading.Milli(g.PointsMilli))
	}
	return sum
}

func selfID(agency, person string, p grading.Period) string {
	return agency + "|" + person + "|" + string(p)
}

// JournalObject names the sheet that it stands beside: who shows the one is told of the other.
func (s Self) JournalObject() journal.Object {
	return journal.Object{Type: "sheet", ID: s.Person + "|" + string(s.Period), Code: string(s.Period)}
}

// JournalVersion returns the version that an event announces.
func (s Self) JournalVersion() int64 { return s.Version }

// JournalVis returns the tokens of those who may see it: the person, the superiors, personnel officers.
func (s Self) JournalVis() []string { return s.Vis }
