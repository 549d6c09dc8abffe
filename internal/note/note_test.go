package note_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/note"
	"congvu/internal/task"
)

// seen is work that some may see.
type seen map[string]bool

func (s seen) Look(_ context.Context, a access.Actor, id string) (task.Task, error) {
	if !s[a.ID] {
		return task.Task{}, errs.ErrNotFound
	}
	return task.Task{Row: task.Row{ID: id, Agency: a.Agency}}, nil
}

// told keeps whom an event reaches.
type told []string

func (all *told) Announce(_ context.Context, _, typ, id string, audience ...string) error {
	*all = append(*all, typ+" "+id+" "+strings.Join(audience, ","))
	return nil
}

func person(id string) access.Actor { return access.Actor{ID: id, Agency: "province"} }

// TestNoteIsItsAuthors: two who see the same task have a note each and never meet the other's; only the own screens are told;
// whoever may not see the task has none.
func TestNoteIsItsAuthors(t *testing.T) {
	t.Parallel()
	var events told
	at := time.Date(2026, 10, 29, 8, 0, 0, 0, time.UTC)
	s := note.New(mongotest.New(t, note.Indexes()...), seen{"lan": true, "thinh": true}, &events, clock.Fixed(at))
	lan, thinh := person("lan"), person("thinh")
	if n, err := s.Get(t.Context(), lan, "T1"); err != nil || n.Version != 0 || n.Text != "" {
		t.Fatalf("before: %+v, %v", n, err)
	}
	n, err := s.Put(t.Context(), lan, "T1", 0, "  Hỏi lại chị Hoa về phụ lục 2 ")
	if err != nil || n.Version != 1 || n.Text != "Hỏi lại chị Hoa về phụ lục 2" {
		t.Fatalf("written: %+v, %v", n, err)
	}
	for who, id := range map[string]string{"thinh": "T1", "lan": "T2"} {
		if n, err := s.Get(t.Context(), person(who), id); err != nil || n.Version != 0 || n.Text != "" {
			t.Errorf("%s on %s reads %+v, %v", who, id, n, err)
		}
	}
	if _, err := s.Put(t.Context(), thinh, "T1", 0, "Duyệt trước thứ Sáu"); err != nil {
		t.Errorf("another's note on the same task: %v", err)
	}
	if n, err := s.Get(t.Context(), lan, "T1"); err != nil || n.Text != "Hỏi lại chị Hoa về phụ lục 2" {
		t.Errorf("after it: %+v, %v", n, err)
	}
	for name, err := range map[string]error{
		"reading": func() error { _, err := s.Get(t.Context(), person("giang"), "T1"); return err }(),
		"writing": func() error { _, err := s.Put(t.Context(), person("giang"), "T1", 0, "x"); return err }(),
	} {
		if !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("%s without seeing the task: %v", name, err)
		}
	}
	if want := "note T1 u:lan|note T1 u:thinh"; strings.Join(events, "|") != want {
		t.Errorf("told %v, want %s", events, want)
	}
}

// TestNoteIsNotLost: what another window has stored meanwhile is shown in place of being overwritten, a repeated request is no
// conflict, a note can be emptied, and one that is too long is refused at its field.
func TestNoteIsNotLost(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 10, 29, 8, 0, 0, 0, time.UTC)
	s := note.New(mongotest.New(t, note.Indexes()...), seen{"lan": true}, &told{}, clock.Fixed(at))
	put := func(version int64, text string) (note.Note, error) {
		return s.Put(t.Context(), person("lan"), "T1", version, text)
	}
	for _, version := range []int64{0, 0} {
		if n, err := put(version, "Bản một"); err != nil || n.Version != 1 {
			t.Fatalf("written: %+v, %v", n, err)
		}
	}
	for _, version := range []int64{0, 7} {
		_, err := put(version, "Bản hai")
		if stored, ok := errs.As(err).Current.(note.Note); !errors.Is(err, errs.ErrChanged) || !ok || stored.Text != "Bản một" {
			t.Errorf("on version %d: %v", version, err)
		}
	}
	if n, err := put(1, ""); err != nil || n.Version != 2 || n.Text != "" {
		t.Errorf("emptied: %+v, %v", n, err)
	}
	if _, err := put(2, strings.Repeat("á", note.MaxText+1)); !errors.Is(err, note.ErrInput) || errs.As(err).Fields[0].Path != "text" {
		t.Errorf("too long: %v", err)
	}
}
