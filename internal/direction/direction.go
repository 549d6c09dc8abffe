package direction

import (
	"time"

	"congvu/internal/access"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Errors of directions.
var (
	ErrLeader = errs.New(errs.Forbidden, "direction.leader", "only heads and deputies give directions on documents")
	// ErrConclude is returned to who records the conclusions of a meeting and leads nobody.
	ErrConclude = errs.New(errs.Forbidden, "direction.conclude", "only heads and deputies record the conclusions of meetings")
	ErrEmpty    = errs.New(errs.Invalid, "direction.empty", "a direction says something or gives work")
	ErrMany     = errs.New(errs.Invalid, "direction.many", "too many tasks at once")
)

// Limits of one direction: characters, tasks.
const (
	maxText  = 2000
	maxTasks = 50
)

// Input is a direction as it is typed. The tasks' document is the one it is about.
type Input struct {
	Text     string
	Tasks    []task.Input
	ToAnswer bool // an answer in writing is asked for
}

// Can reports whether a may give directions on documents that a sees.
func Can(a access.Actor) bool { return a.Has(access.Head, access.Deputy) }

// checked returns in composed, with its tasks resting on a document. Errors: ErrEmpty, ErrMany, errs.ErrInvalid.
func (in Input) checked(doc string) (Input, error) {
	in.Text = fold.Clean(in.Text)
	switch {
	case len(in.Tasks) == 0 && fold.Blank(in.Text):
		return in, ErrEmpty.At("text", "required")
	case len(in.Tasks) > maxTasks:
		return in, ErrMany.With(errs.Field{Path: "tasks", Code: "too_many", Args: map[string]string{"max": "50"}})
	}
	tasks := make([]task.Input, len(in.Tasks))
	for i, t := range in.Tasks {
		t.Document = doc
		tasks[i] = t
	}
	in.Tasks = tasks
	return in, errs.ErrInvalid.Length("text", in.Text, 0, maxText).OrNil()
}

// receivers are those whom tasks name, each once, who leads first.
func receivers(tasks []task.Task) []document.Party {
	var to []document.Party
	add := func(unit, person string) {
		if person != "" {
			unit = "" // the register fills in the person's own
		}
		to = append(to, document.Party{Unit: unit, Person: person})
	}
	for _, t := range tasks {
		add(t.Lead.Unit, t.Lead.Person)
	}
	for _, t := range tasks {
		for _, c := range t.Coordinators {
			add(c.Unit, c.Person)
		}
	}
	return to
}

// Progress is how far the work on a document is (tiến độ giải quyết): computed, never stored.
type Progress struct {
	Tasks, Done int             // given and finished pieces of work
	Late        int             // open ones past their deadline
	DueOn       vncal.Date      // the next deadline of open work, or the last of all; "" without one (thời hạn giải quyết)
	Timeliness  task.Timeliness // how the work stands to it; of finished work the latest
}

// Of computes how far tasks are at an instant.
func Of(rows []task.Row, cal *vncal.Calendar, now time.Time) Progress {
	var p Progress
	var next, worst *task.Row
	for i, r := range rows {
		p.Tasks++
		at := r.Timeliness(cal, now)
		if r.State == task.Completed {
			p.Done++
			if r.DueOn != "" && (worst == nil || at.Days < worst.Timeliness(cal, now).Days) {
				worst = &rows[i]
			}
			continue
		}
		if at.Kind == vncal.Overdue {
			p.Late++
		}
		if r.DueOn != "" && (next == nil || r.DueOn < next.DueOn) {
			next = &rows[i]
		}
	}
	switch {
	case next != nil:
		p.DueOn, p.Timeliness = next.DueOn, next.Timeliness(cal, now)
	case p.Done == p.Tasks && worst != nil:
		p.DueOn, p.Timeliness = worst.DueOn, worst.Timeliness(cal, now)
	default:
		p.Timeliness = task.Timeliness{Kind: vncal.NoDeadline}
	}
	return p
}
