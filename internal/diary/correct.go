package diary

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"
	"unicode/utf8"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Correct changes a day of a's own diary that was submitted or confirmed, with a reason (bổ sung, đính chính): a new version, to
// be confirmed again; whoever may read the day reads both texts. The topmost head's stays closed. The same request again, as
// after a lost reply, changes nothing and returns the day.
// Errors: ErrInput, ErrTooLong, ErrWhy, ErrEmpty, ErrUnchanged; errs.ErrChanged, ErrNotSent and ErrLocked carry the stored View.
func (s *Service) Correct(ctx context.Context, a access.Actor, date vncal.Date, version int64, in Input, reason string) (View, error) {
	in, err := in.Normal()
	if err != nil {
		return View{}, err
	}
	reason = fold.Clean(reason)
	if n := utf8.RuneCountInString(reason); n < MinReason || n > MaxReason {
		return View{}, ErrWhy.At("reason", "invalid")
	}
	w, err := s.write(ctx, a, date, version)
	if errors.Is(err, errs.ErrChanged) && w.day.Version == version+1 && w.day.Correction != nil && w.day.Correction.Reason == reason && w.day.says(in) {
		return s.view(ctx, a, w.day)
	}
	if err != nil {
		return View{}, err
	}
	refs, err := s.taskRefs(ctx, a, w.day, in)
	if err != nil {
		return View{}, err
	}
	confirmer, err := s.confirmer(ctx, a.Agency, a.ID)
	if err != nil {
		return View{}, err
	}
	next, err := w.day.corrected(w.closed, in, refs, confirmer, reason, w.now, mongodb.NewID)
	if err != nil {
		return View{}, s.refused(ctx, a, w.day, err)
	}
	if w.topmost {
		next = next.confirmed(a.ID, w.now)
	}
	return s.save(ctx, a, w.day, next, act{name: actionCorrected, reason: reason, at: w.now})
}

// actionCorrected is the act of a correction in the journal and among versions.
const actionCorrected = "diary.corrected"

// told are the acts whose versions people read: what was sent, decided and corrected. What is saved while a day is being written
// is kept as well, and is its author's desk.
var told = []string{"diary.submitted", "diary.closed", "diary.returned", "diary.confirmed", actionCorrected}

// Told is one version of a day as people read it.
type Told struct {
	Of           int64 // the day's version
	Action       string
	By           string // who acted
	At           time.Time
	Reason       string // of a return or a correction
	Place        Places
	Entries      []Entry // their task without its title, which versions do not keep
	Plan         string
	Difficulties string
}

// Versions returns what a day of somebody's diary said each time that it was sent, decided or corrected, newest first, at most
// MaxTold; errs.ErrNotFound when a may not read the day.
func (s *Service) Versions(ctx context.Context, a access.Actor, person string, date vncal.Date) ([]Told, error) {
	if !date.Valid() {
		return nil, ErrInput.At("date", "date")
	}
	cal, err := s.calendar.Of(ctx, a.Agency)
	if err != nil {
		return nil, err
	}
	d, err := s.load(ctx, a, person, date, cal)
	if err != nil {
		return nil, err
	}
	kept, err := s.store.Versions(ctx, a.Agency, d.ID)
	if err != nil {
		return nil, err
	}
	out := make([]Told, 0, len(kept))
	for _, v := range kept {
		t, err := v.told()
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// told reads what a version says, in any form it was ever written in.
func (v Version) told() (Told, error) {
	var b body
	if err := json.Unmarshal(v.Body, &b); err != nil {
		return Told{}, fmt.Errorf("read diary version %s: %w", v.ID, err)
	}
	t := Told{
		Of: v.Of, Action: v.Action, By: v.By, At: v.At, Reason: v.Reason, Place: Places{AM: b.AM, PM: b.PM},
		Entries: make([]Entry, 0, len(b.Entries)), Plan: b.Plan, Difficulties: b.Difficulties,
	}
	for _, l := range b.Entries {
		e := Entry{
			ID: l.ID, Text: l.Text, Minutes: l.Minutes, From: l.From, To: l.To, Result: l.Result, Unplanned: l.Unplanned, Late: l.Late, Source: l.Source,
		}
		if l.Task != "" {
			e.Task = &TaskRef{ID: l.Task, Code: l.TaskCode}
		}
		var err error
		if e.CreatedAt, err = time.Parse(instant, l.CreatedAt); err == nil {
			e.ChangedAt, err = time.Parse(instant, l.ChangedAt)
		}
		if err == nil && l.DeviceAt != "" {
			var device time.Time
			device, err = time.Parse(instant, l.DeviceAt)
			e.DeviceAt = &device
		}
		if err != nil {
			return Told{}, fmt.Errorf("read times of diary version %s: %w", v.ID, err)
		}
		t.Entries = append(t.Entries, e)
	}
	return t, nil
}

// sent reports whether d stands as its author's submission leaves it: waiting, or closed by the author alone.
func (d Day) sent(author string) bool {
	return d.State == StateSubmitted || d.State == StateConfirmed && d.ConfirmedBy == author
}
