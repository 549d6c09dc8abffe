package task

import (
	"errors"
	"testing"
)

// TestUndoable: nothing is undone that would make a lead late for having trusted a later deadline, nor what cannot be unsaid.
func TestUndoable(t *testing.T) {
	at, now := local("2026-03-02 16:00"), local("2026-03-03 00:30")
	for name, tc := range map[string]struct {
		was  Row
		done Act
		want error
	}{
		"the old deadline is to come":    {Row{DueAt: ends("2026-03-03")}, ActReschedule, nil},
		"it passed meanwhile":            {Row{DueAt: ends("2026-03-02")}, ActReschedule, ErrUndo},
		"it had passed before":           {Row{DueAt: ends("2026-02-27")}, ActReschedule, nil},
		"it had none":                    {Row{DueAt: noDeadline}, ActReschedule, nil},
		"another lead, whatever the day": {Row{DueAt: ends("2026-03-02")}, ActLead, nil},
		"a recall":                       {Row{DueAt: ends("2026-03-02")}, ActRecall, nil},
		"a recall with what was below":   {Row{Children: 1}, ActRecall, ErrUndo},
		"a nudge":                        {Row{}, ActNudge, ErrUndo},
		"another urgency":                {Row{DueAt: ends("2026-03-02")}, ActUrge, nil},
		"… that work below has too":      {Row{Children: 1}, ActUrge, ErrUndo},
		"another day of work with parts": {Row{DueAt: ends("2026-03-03"), Children: 2}, ActReschedule, nil},
	} {
		if err := undoable(Task{Row: tc.was}, tc.done, at, now); !errors.Is(err, tc.want) || (tc.want == nil) != (err == nil) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}
