package reminder

import (
	"context"
	"slices"
	"strings"
	"testing"

	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// procedure is one self-score that is due on a day.
type procedure struct {
	to   string
	due  vncal.Date
	done bool
}

func (p *procedure) StepsDue(_ context.Context, _, step string, _ vncal.Date, holds func(vncal.Date) bool) ([]Step, error) {
	if step != "self" || p.done || !holds(p.due) {
		return nil, nil
	}
	return []Step{{To: p.to, Due: p.due, Object: journal.Object{Type: "sheet", ID: p.to + "|2026-02", Code: "2026-02"}, Params: map[string]string{"period": "2026-02"}}}, nil
}

// TestSteps: a step is reminded of on its day, once, made up for two working days, and foreseen by the dry run.
func TestSteps(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	p := &procedure{to: o.actor["lan"].ID, due: "2026-03-03"}
	o.steps = []Steps{p}
	plan, err := o.Plan(t.Context(), "2026-03", at("2026-03-02 09:00"))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(plan.Messages, func(m Planned) bool {
		return m.Rule.ID == "step_self" && m.To == p.to && m.Params["due"] == "03/03/2026"
	}) {
		t.Errorf("the dry run foresees %+v", plan.Messages)
	}
	steps := func() (all []string) {
		for _, x := range o.got(t, "lan") {
			if strings.HasPrefix(x, "step_") {
				all = append(all, x)
			}
		}
		return all
	}
	o.clock.set("2026-03-02 08:31")
	o.run(t, o.RemindDue, "2026-03-02 08:30")
	if got := steps(); got != nil {
		t.Errorf("the day before: %v", got)
	}
	o.clock.set("2026-03-05 08:31") // the runs of the 3rd and the 4th were missed
	o.run(t, o.RemindDue, "2026-03-05 08:30")
	o.run(t, o.RemindDue, "2026-03-05 08:30")
	if got := steps(); !slices.Equal(got, []string{"step_self 2026-02 2 author"}) {
		t.Errorf("made up for: %v", got)
	}
	p.due = "2026-03-06"
	o.clock.set("2026-03-06 19:00")
	o.run(t, o.RemindDue, "2026-03-06 08:30")
	if got := steps(); len(got) != 1 {
		t.Errorf("in the evening: %v", got)
	}
	p.done = true
	o.clock.set("2026-03-09 08:31")
	o.run(t, o.RemindDue, "2026-03-09 08:30")
	if got := steps(); len(got) != 1 {
		t.Errorf("of what is done: %v", got)
	}
}
