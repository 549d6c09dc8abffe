package demo

import (
	"context"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/grading"
	"congvu/internal/ratification"
	"congvu/pkg/vncal"
)

// decidedUnit is the department whose last quarter is decided; that of the others waits for its decision.
const decidedUnit = "STTTT"

// quarterSteps returns the decision on the last quarter that was closed, some days ago: within the days for a petition.
func (l *loader) quarterSteps() []step {
	this := grading.QuarterOf(l.today())
	quarter := this.Prev()
	day := max(l.cal.AddWorking(quarter.Last(), closedAfter), l.cal.AddWorking(l.today(), -petitionable))
	if day >= l.today() || quarter.Last() < l.from {
		return nil
	}
	for _, m := range l.members {
		if m.Role == access.Head && l.units[m.Unit].ID == l.agency {
			return []step{{at: l.at(day, morning+2), what: "decision on a quarter", do: func(ctx context.Context) error {
				return l.decide(ctx, l.actors[m.No], quarter, day)
			}}}
		}
	}
	return nil
}

// closedAfter is after how many working days a quarter is closed for certain, petitionable how many days ago the decision lies.
const (
	closedAfter  = 9
	petitionable = 3
)

// decide has the head of the agency decide on a quarter: whoever has no place is recorded tot.
func (l *loader) decide(ctx context.Context, head access.Actor, p grading.Period, day vncal.Date) error {
	unit := l.units[decidedUnit].ID
	v, err := l.Ratings.Rating(ctx, head, unit, p)
	if err != nil || v.Early || len(v.Board.Lines) == 0 {
		return err
	}
	draft := ratification.Draft{Version: v.Rating.Version, Choices: []ratification.Choice{}}
	for _, line := range v.Board.Lines {
		if line.Over {
			draft.Choices = append(draft.Choices, ratification.Choice{Person: line.Person.ID, Grade: grading.Good, Reason: "Theo thứ hạng thì ngoài số chỗ của nhóm"})
		}
	}
	if v, err = l.Ratings.Save(ctx, head, unit, p, draft); err != nil {
		return fmt.Errorf("choices of %s: %w", p, err)
	}
	_, err = l.Ratings.Decide(ctx, head, unit, p, ratification.Order{
		Version: v.Rating.Version, Seen: v.Board.Seen, Paper: ratification.Paper{Number: "1874/QĐ-UBND", On: day},
	})
	return err
}
