package reminder

import (
	"context"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// Step is somebody's step of a procedure that is not done (một bước của quy trình).
type Step struct {
	To     string // person id
	Due    vncal.Date
	Object journal.Object
	Params map[string]string // values of the text's placeholders, beside due and days
}

// Steps knows the steps of procedures; procedure.Service fits.
type Steps interface {
	// StepsDue returns who has a step of a name to do, as things stand now, of those that are due on a day that holds.
	StepsDue(ctx context.Context, agency, step string, today vncal.Date, holds func(due vncal.Date) bool) ([]Step, error)
}

// stepPrefix begins the kinds of messages about steps.
const stepPrefix = "reminder.step_"

// isStep reports whether a message is about a step of a procedure.
func isStep(m journal.Message) bool { return strings.HasPrefix(m.Kind, stepPrefix) }

// stepsDue gathers what the rules of steps ask for on a working day.
func (l *letters) stepsDue(ctx context.Context, agency string, cal *vncal.Calendar, today vncal.Date) error {
	if quiet(l.at) {
		return nil // the next run makes up for it
	}
	for _, rule := range Rules(today) {
		if rule.Step == "" {
			continue
		}
		holds := func(due vncal.Date) bool {
			at := Position(cal, due, today)
			return rule.First <= at && at <= rule.Last
		}
		for _, source := range l.steps {
			all, err := source.StepsDue(ctx, agency, rule.Step, today, holds)
			if err != nil {
				return fmt.Errorf("step %s: %w", rule.Step, err)
			}
			for _, x := range all {
				m := message(agency, rule, rule.Kind, x.Object, x.Due, receiver{x.To, rule.Who[0]}, l.at)
				m.Params = map[string]string{"due": x.Due.Display(), "days": strconv.Itoa(max(0, Position(cal, x.Due, today)))}
				maps.Copy(m.Params, x.Params)
				m.Holder = []string{x.To}
				l.add(m)
			}
		}
	}
	return nil
}
