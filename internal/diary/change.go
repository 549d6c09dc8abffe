package diary

import (
	"cmp"
	"time"

	"congvu/pkg/vncal"
)

// written returns d with in, already normal, in its place at now. Entries keep their ids and the times at which they were
// written, also one that its device knows by its key alone because the answer to its first sending was lost; one that is new or changed after its day had ended is stamped late. tasks holds the tasks that in names; newID
// makes ids. Errors: those of CanWrite for the state d reads as, ErrFuture.
func (d Day) written(state State, in Input, tasks map[string]TaskRef, now time.Time, newID func() string) (Day, error) {
	if err := CanWrite(state); err != nil {
		return d, err
	}
	if d.Date > vncal.DateOf(now) && len(in.Entries) > 0 {
		return d, ErrFuture
	}
	return d.with(in, tasks, now, newID), nil
}

// with returns d with in, already normal, in its place, as written says.
func (d Day) with(in Input, tasks map[string]TaskRef, now time.Time, newID func() string) Day {
	stored, sent := make(map[string]Entry, len(d.Entries)), map[string]Entry{}
	taken := map[string]bool{}
	for _, e := range d.Entries {
		stored[e.ID] = e
		if e.Key != "" {
			sent[e.Key] = e
		}
	}
	late := !now.Before(d.Date.End())
	next := d
	next.Place, next.Plan, next.Difficulties = in.Place, in.Plan, in.Difficulties
	next.Entries, next.Late = make([]Entry, 0, len(in.Entries)), false
	for _, e := range in.Entries {
		prev, known := stored[e.ID]
		if !known && e.Key != "" {
			prev, known = sent[e.Key]
		}
		if known && taken[prev.ID] { // named twice, by its id and by its key: the second is another line
			prev, known = Entry{}, false
		}
		taken[prev.ID] = true
		entry := Entry{
			ID: prev.ID, Text: e.Text, Minutes: e.Minutes, From: e.From, To: e.To, Result: e.Result, Unplanned: e.Unplanned,
			CreatedAt: prev.CreatedAt, ChangedAt: prev.ChangedAt, Late: prev.Late, Source: e.Source, DeviceAt: prev.DeviceAt,
			Key: cmp.Or(prev.Key, e.Key),
		}
		if ref, ok := tasks[e.Task]; ok && e.Task != "" {
			entry.Task = &ref
		}
		switch {
		case !known:
			entry.ID, entry.CreatedAt, entry.ChangedAt, entry.Late, entry.DeviceAt = newID(), now, now, late, deviceTime(e.DeviceAt)
		case !entry.same(prev):
			entry.ChangedAt, entry.Late, entry.DeviceAt = now, prev.Late || late, deviceTime(e.DeviceAt)
		}
		next.Entries = append(next.Entries, entry)
		next.Late = next.Late || entry.Late
	}
	return next
}

// deviceTime is an instant of a device as it is kept: in UTC, cut to milliseconds like every other.
func deviceTime(t *time.Time) *time.Time {
	if t == nil {
		return nil
	}
	cut := t.UTC().Truncate(time.Millisecond)
	return &cut
}

// corrected returns d, submitted or confirmed, with in, already normal, in its place as a correction made at now (bổ sung, đính
// chính). It is confirmed anew: a day that was still waiting keeps its place among those that wait, a confirmed one waits for
// confirmer from now; "" waits for nobody. What stood there stays in the day's versions.
// Errors: those of CanCorrect, ErrEmpty, ErrUnchanged.
func (d Day) corrected(closed bool, in Input, tasks map[string]TaskRef, confirmer, reason string, now time.Time, newID func() string) (Day, error) {
	if err := CanCorrect(d.State, closed); err != nil {
		return d, err
	}
	next := d.with(in, tasks, now, newID)
	switch {
	case next.Empty():
		return d, ErrEmpty
	case next.same(d):
		return d, ErrUnchanged
	}
	next.Correction = &Correction{N: 1, At: now, Reason: reason, Confirmed: d.State == StateConfirmed}
	if d.Correction != nil {
		next.Correction.N += d.Correction.N
		if d.State == StateSubmitted { // what the confirmer has not seen yet follows the same confirmation
			next.Correction.Confirmed = d.Correction.Confirmed
		}
	}
	if d.State == StateConfirmed {
		next.State, next.SubmittedAt = StateSubmitted, &now
		next.wait(confirmer, now)
	}
	return next, nil
}

// says reports whether d says what in, already normal, would make it say: by content alone, for the ids of new lines are given
// when they are stored.
func (d Day) says(in Input) bool {
	if d.Place != in.Place || d.Plan != in.Plan || d.Difficulties != in.Difficulties || len(d.Entries) != len(in.Entries) {
		return false
	}
	for i, e := range d.Entries {
		o := in.Entries[i]
		if e.Text != o.Text || e.task() != o.Task || e.Minutes != o.Minutes || e.From != o.From || e.To != o.To ||
			e.Result != o.Result || e.Unplanned != o.Unplanned || e.Source != o.Source {
			return false
		}
	}
	return true
}

// same reports whether two entries say the same.
func (e Entry) same(o Entry) bool {
	return e.ID == o.ID && e.Text == o.Text && e.Minutes == o.Minutes && e.From == o.From && e.To == o.To &&
		e.Result == o.Result && e.Unplanned == o.Unplanned && e.Source == o.Source && e.task() == o.task()
}

// task returns the id of the entry's task, or "".
func (e Entry) task() string {
	if e.Task == nil {
		return ""
	}
	return e.Task.ID
}

// same reports whether two days say the same: saving such a day again makes no new version.
func (d Day) same(o Day) bool {
	if d.Place != o.Place || d.Plan != o.Plan || d.Difficulties != o.Difficulties || len(d.Entries) != len(o.Entries) {
		return false
	}
	for i, e := range d.Entries {
		if !e.same(o.Entries[i]) {
			return false
		}
	}
	return true
}

// submitted returns d sent for confirmation at now. confirmer is who is waited for; "" while that post and those above are
// vacant: such a day stays submitted and waits for nobody yet. Errors: those of CanWrite, ErrFuture, ErrEmpty.
func (d Day) submitted(state State, confirmer string, now time.Time) (Day, error) {
	if err := CanWrite(state); err != nil {
		return d, err
	}
	switch {
	case d.Date > vncal.DateOf(now):
		return d, ErrFuture
	case d.Empty():
		return d, ErrEmpty
	}
	d.State, d.SubmittedAt = StateSubmitted, &now
	d.wait(confirmer, now)
	return d, nil
}

// wait sets whose act comes next, from now on; nobody's for "".
func (d *Day) wait(person string, now time.Time) {
	d.Waiting, d.WaitingSince = nil, nil
	if person != "" {
		d.Waiting, d.WaitingSince = []string{person}, &now
	}
}

// confirmed returns d confirmed by a person at now; the caller has asked CanDecide.
func (d Day) confirmed(by string, now time.Time) Day {
	d.State, d.ConfirmedAt, d.ConfirmedBy = StateConfirmed, &now, by
	d.wait("", now)
	return d
}

// returned returns d sent back to its author, who is waited for from now; the caller has asked CanDecide.
func (d Day) returned(by, reason string, now time.Time) Day {
	d.State, d.ReturnedAt, d.ReturnedBy, d.ReturnReason = StateReturned, &now, by, reason
	d.wait(d.Person, now)
	return d
}
