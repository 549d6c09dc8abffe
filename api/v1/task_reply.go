package v1

import (
	"context"
	"errors"
	"slices"
	"time"

	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/errs"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// maxReports is how many progress reports the page of a task shows.
const maxReports = 50

// taskReply is the reply of every operation on one task: the task as the caller sees it, or the failure; a conflict
// carries the stored task in the same shape.
func (s *Server) taskReply(ctx context.Context, t task.Task, err error) (*reply[Task], error) {
	if err != nil {
		return nil, s.taskFault(ctx, err)
	}
	shape, err := s.taskShape(ctx, actorOf(ctx), t)
	if err != nil {
		return nil, err
	}
	return replyWith(shape), nil
}

// taskFault puts the stored task of a conflict into its shape.
func (s *Server) taskFault(ctx context.Context, err error) error {
	current, ok := errs.As(err).Current.(task.Task)
	if !ok {
		return err
	}
	shape, shapeErr := s.taskShape(ctx, actorOf(ctx), current)
	if shapeErr != nil {
		return errors.Join(err, shapeErr)
	}
	return errs.As(err).Having(shape)
}

// taskRows returns rows in the shape for a, with every name read at once.
func (s *Server) taskRows(ctx context.Context, a access.Actor, rows []task.Row) ([]TaskRow, error) {
	cal, err := s.Calendar.Of(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	ids := []string{}
	for _, r := range rows {
		ids = append(ids, rowPeople(r)...)
	}
	n, err := s.namesOf(ctx, a.Agency, ids)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	out := make([]TaskRow, 0, len(rows))
	for _, r := range rows {
		out = append(out, taskRow(a, r, n, cal, now))
	}
	if err := s.putTicks(ctx, a.Agency, out); err != nil {
		return nil, err
	}
	return out, s.putWaits(ctx, a, rows, out)
}

// putTicks says of rows how far their checklists are.
func (s *Server) putTicks(ctx context.Context, agency string, rows []TaskRow) error {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	counts, err := s.Checklists.Counts(ctx, agency, ids)
	for i, r := range rows {
		if c, ok := counts[r.ID]; ok {
			rows[i].Checklist = &TaskTicks{Done: c.Done, N: c.N}
		}
	}
	return err
}

// rowPeople returns the ids of the people whom a row names.
func rowPeople(r task.Row) []string {
	ids := append([]string{r.Lead.Person, r.AssignedBy}, r.Waiting...)
	if r.Back != nil {
		ids = append(ids, r.Back.By)
	}
	if r.Paused != nil {
		ids = append(ids, r.Paused.By)
	}
	if r.Nudged != nil {
		ids = append(ids, r.Nudged.By)
	}
	return ids
}

func taskRow(a access.Actor, r task.Row, n names, cal *vncal.Calendar, now time.Time) TaskRow {
	timely := r.Timeliness(cal, now)
	row := TaskRow{
		ID: r.ID, Code: r.Code, Version: r.Version, Title: r.Title, State: string(r.State), Open: r.Open,
		Timeliness: TaskTimeliness{Kind: string(timely.Kind), Days: timely.Days}, DueOn: string(r.DueOn),
		Lead:     TaskLead{Unit: n.unit(r.Lead.Unit), Person: n.maybe(r.Lead.Person)},
		Product:  TaskProduct{Code: r.Product.Code, Name: r.Product.Name, Unit: r.Product.Unit, K: milli(r.Product.KMilli)},
		Quantity: milli(r.QtyMilli), Converted: milli(r.ConvertedMilli()), Progress: r.Progress, Urgency: string(r.Urgency),
		Waiting: []PersonRef{}, WaitingSince: r.WaitingSince, AssignedBy: n.person(r.AssignedBy), UpdatedAt: r.UpdatedAt,
		SubmittedAt: r.SubmittedAt, Rework: r.Rework, AskedDue: string(r.AskedDue), AskedCause: r.AskedCause, MayNudge: task.CanNudge(a, r),
		MyPart: myPart(a, r, cal, now),
	}
	if r.Nudged != nil {
		row.Nudged = &TaskNudge{Count: r.Nudged.Count, At: r.Nudged.At, By: n.person(r.Nudged.By), Again: r.Nudged.Next()}
	}
	if r.Back != nil {
		row.Back = &TaskBack{By: n.person(r.Back.By), At: r.Back.At, Reason: r.Back.Reason, Reopened: r.Back.Reopened}
	}
	if r.Paused != nil {
		row.Paused = &TaskPause{By: n.person(r.Paused.By), At: r.Paused.At, Until: string(r.Paused.Until), Reason: r.Paused.Reason, From: string(r.Paused.From)}
	}
	if r.Document != nil {
		row.Document = &TaskDocument{ID: r.Document.ID, Number: r.Document.Number}
	}
	for _, person := range r.Waiting {
		row.Waiting = append(row.Waiting, n.person(person))
	}
	return row
}

// maybe names a person, nobody for an empty id.
func (n names) maybe(id string) *PersonRef {
	if id == "" {
		return nil
	}
	p := n.person(id)
	return &p
}

// taskShape returns a task as a sees it.
func (s *Server) taskShape(ctx context.Context, a access.Actor, t task.Task) (Task, error) {
	cal, err := s.Calendar.Of(ctx, t.Agency)
	if err != nil {
		return Task{}, err
	}
	reports, err := s.Tasks.Reports(ctx, t, maxReports)
	if err != nil {
		return Task{}, err
	}
	n, err := s.namesOf(ctx, t.Agency, taskPeople(t, reports))
	if err != nil {
		return Task{}, err
	}
	now := s.Clock.Now()
	shape := Task{
		TaskRow: taskRow(a, t.Row, n, cal, now), Description: t.Description, Approver: n.person(t.Approver),
		ProductInfo: TaskProductInfo{
			CatalogueVersion: t.Product.Version, Group: t.Product.Group, Points: milli(t.Product.PointsMilli), Divisor: t.Product.Divisor,
		},
		Due: taskDue(t, cal, now), Dues: []TaskDeadline{}, Steps: taskSteps(t), Coordinators: []TaskCoordinator{}, Reports: []TaskReport{},
		Submissions: []TaskSubmission{}, Withdrawn: []TaskSubmission{}, Extensions: []TaskExtension{}, Causes: []TaskCause{}, Excusable: []TaskEvent{}, Acts: []string{}, CreatedAt: t.CreatedAt, ClosedReason: t.ClosedReason,
		Watching: t.Watches(a.ID), MayWatch: task.CanWatch(a, t),
	}
	if a.Is(t.AssignedBy) {
		shape.SeenAt = t.SeenAt
	}
	if t.Document != nil { // whoever has the task sees what it rests on
		docs, err := s.Documents.Named(ctx, t.Agency, t.Document.ID)
		if err != nil {
			return Task{}, err
		}
		if d, ok := docs[t.Document.ID]; ok {
			info := sourceDocument(d)
			shape.DocumentInfo = &info
		}
	}
	shape.Informed, shape.MayInform = []TaskReader{}, task.CanInform(a, t)
	for _, p := range t.Informed {
		shape.Informed = append(shape.Informed, TaskReader{n.person(p.Person), p.Follows})
	}
	if task.CanSeeFollowers(a, t) {
		for _, person := range t.Watchers {
			shape.Followers = append(shape.Followers, n.person(person))
		}
	}
	shape.MayUrge = task.CanUrge(a, t)
	shape.LeadShare, shape.MayCoord = t.LeadShare(), task.CanCoordinate(a, t)
	for _, p := range t.Coordinators {
		shape.Coordinators = append(shape.Coordinators, taskCoordinator(a, t, p, n, cal, now))
	}
	shape.Children, shape.MaySplit, shape.MayRework = t.Children, task.CanSplit(a, t), task.CanRework(a, t)
	if parent := t.Parent(); parent != "" {
		seen, err := s.Tasks.Objects(ctx, a, []string{parent})
		if err != nil {
			return Task{}, err
		}
		if p, ok := seen[parent]; ok {
			shape.Parent = &TaskParent{ID: p.ID, Code: p.Code, Title: p.Title}
		}
	}
	rows := []TaskRow{shape.TaskRow}
	if err := s.putWaits(ctx, a, []task.Row{t.Row}, rows); err != nil {
		return Task{}, err
	}
	shape.WaitsFor = rows[0].WaitsFor
	shape.Instead = n.maybe(task.Instead(a, t))
	if a.Is(t.Lead.Person) {
		for _, e := range t.Excusable(now) {
			shape.Excusable = append(shape.Excusable, taskEvent(e))
		}
	}
	for _, act := range task.Acts(a, t) {
		if act == task.ActAskCause && len(shape.Excusable) == 0 {
			continue // nothing has cost points
		}
		shape.Acts = append(shape.Acts, string(act))
	}
	shape.fill(t, reports, n)
	return shape, nil
}

func taskEvent(e task.Event) TaskEvent {
	return TaskEvent{Key: e.Key(), Kind: string(e.Kind), On: string(e.On)}
}

// fill adds the lists of t.
func (shape *Task) fill(t task.Task, reports []task.Comment, n names) {
	for _, d := range t.Dues {
		if d.On != "" {
			shape.Dues = append(shape.Dues, TaskDeadline{DueOn: string(d.On), Why: string(d.Why), By: n.person(d.By), At: d.At})
		}
	}
	for _, r := range reports {
		shape.Reports = append(shape.Reports, TaskReport{ID: r.ID, At: r.At, By: n.person(r.By), Percent: r.Percent, Text: r.Text, Files: r.Files})
	}
	for _, sub := range t.Submissions {
		one := TaskSubmission{At: sub.At, By: n.person(sub.By), Note: sub.Note, Quantity: milli(sub.QtyMilli), Files: nonNil(sub.Files)}
		if d := sub.Decision; d != nil {
			one.Decision = &TaskDecision{Verdict: string(d.Verdict), At: d.At, By: n.person(d.By), Reason: d.Reason, Major: d.Major}
			if d.Verdict != task.Returned {
				accepted := milli(d.QtyMilli)
				one.Decision.Quantity = &accepted
			}
			if d.FailedMilli > 0 {
				failed := milli(d.FailedMilli)
				one.Decision.Failed = &failed
			}
			if d.Of != "" {
				of := n.person(d.Of)
				one.Decision.FailedOf = &of
			}
			if r := d.Reopened; r != nil {
				one.Decision.Reopened = &TaskReopened{At: r.At, By: n.person(r.By), Reason: r.Reason}
			}
		}
		shape.Submissions = append(shape.Submissions, one)
	}
	for _, sub := range t.Withdrawn {
		shape.Withdrawn = append(shape.Withdrawn, TaskSubmission{At: sub.At, By: n.person(sub.By), Note: sub.Note, Quantity: milli(sub.QtyMilli), Files: nonNil(sub.Files)})
	}
	for _, c := range t.Causes {
		one := TaskCause{Event: taskEvent(c.Event), At: c.At, By: n.person(c.By), Reason: c.Reason, Document: c.Document, Files: c.Files}
		if x := c.Answer; x != nil {
			one.Answer = &TaskCauseAnswer{Verdict: string(x.Verdict), At: x.At, By: n.person(x.By), Document: x.Document, Reason: x.Reason}
		}
		shape.Causes = append(shape.Causes, one)
	}
	for _, e := range t.Extensions {
		one := TaskExtension{At: e.At, By: n.person(e.By), From: string(e.From), To: string(e.To), Reason: e.Reason}
		if x := e.Answer; x != nil {
			one.Answer = &TaskExtensionAnswer{Kind: string(x.Kind), At: x.At, By: n.person(x.By), On: string(x.On), Reason: x.Reason}
		}
		shape.Extensions = append(shape.Extensions, one)
	}
}

// taskDue explains the deadline in force. After a return only the day itself is marked: the rule counts to the first one.
func taskDue(t task.Task, cal *vncal.Calendar, now time.Time) TaskDue {
	rule := t.DueRule
	shown := rule
	if shown.Start == "" {
		shown.Start = t.TermFrom
	}
	return TaskDue{
		Rule: dueRule(rule), Explain: t.Explain(cal), Days: dueDays(calendar.Days(cal, shown, t.DueOn, vncal.DateOf(now))),
	}
}

// taskPeople returns the ids of everybody whom the page of a task names.
func taskPeople(t task.Task, reports []task.Comment) []string {
	ids := append(rowPeople(t.Row), t.Approver)
	for _, d := range t.Dues {
		ids = append(ids, d.By)
	}
	for _, c := range t.Coordinators {
		ids = append(ids, c.Person, c.Doer)
		for _, h := range c.HandIns {
			if ids = append(ids, h.By); h.Answer != nil {
				ids = append(ids, h.Answer.By)
			}
		}
	}
	for _, p := range t.Informed {
		ids = append(ids, p.Person)
	}
	ids = append(ids, t.Watchers...)
	for _, r := range reports {
		ids = append(ids, r.By)
	}
	for _, c := range t.Causes {
		if ids = append(ids, c.By); c.Answer != nil {
			ids = append(ids, c.Answer.By)
		}
	}
	for _, e := range t.Extensions {
		if ids = append(ids, e.By); e.Answer != nil {
			ids = append(ids, e.Answer.By)
		}
	}
	for _, sub := range t.Withdrawn {
		ids = append(ids, sub.By)
	}
	for _, sub := range t.Submissions {
		ids = append(ids, sub.By)
		if sub.Decision != nil {
			if ids = append(ids, sub.Decision.By, sub.Decision.Of); sub.Decision.Reopened != nil {
				ids = append(ids, sub.Decision.Reopened.By)
			}
		}
	}
	slices.Sort(ids)
	return slices.DeleteFunc(slices.Compact(ids), func(id string) bool { return id == "" })
}
