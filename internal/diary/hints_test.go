package diary

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"congvu/internal/diary/hint"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// someProducts gives every task the same product.
type someProducts string

func (p someProducts) Products(_ context.Context, _ string, ids []string) (map[string]string, error) {
	found := map[string]string{}
	for _, id := range ids {
		found[id] = string(p)
	}
	return found, nil
}

// TestHints: the author is asked at once, those above once the day was sent, nobody else anything.
func TestHints(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lan := o.id("Lan")
	mustSave(t, o, "Lan", wednesday, 0, input(EntryInput{Text: "Trực", Minutes: 800}))
	want := hint.Hint{Kind: hint.Long, Own: 800, Other: 720}
	check := func(step string, reads map[string]int) {
		t.Helper()
		for _, who := range []string{"Lan", "Trưởng phòng", "Phó phòng", "Giám đốc", "Chủ tịch", "Minh", "Trưởng phòng khác", "Nhân sự", "Theo dõi", "Quản trị"} {
			got, err := o.Hints(t.Context(), o.actor[who], lan, wednesday)
			n, may := reads[who]
			switch {
			case !may && !errors.Is(err, errs.ErrNotFound):
				t.Errorf("%s, %s: %+v, %v; want nothing to be found", step, who, got, err)
			case may && (err != nil || len(got) != n || n > 0 && got[0] != want):
				t.Errorf("%s, %s: %+v, %v; want %d", step, who, got, err, n)
			}
		}
	}
	check("open", map[string]int{"Lan": 1, "Trưởng phòng": 0, "Phó phòng": 0, "Giám đốc": 0, "Chủ tịch": 0})
	if _, err := o.Submit(t.Context(), o.actor["Lan"], wednesday, 1); err != nil {
		t.Fatal(err)
	}
	check("sent", map[string]int{"Lan": 1, "Trưởng phòng": 1, "Phó phòng": 1, "Giám đốc": 1, "Chủ tịch": 1})
	if _, err := o.Return(t.Context(), o.actor["Trưởng phòng"], lan, wednesday, 2, "Xin xem lại số giờ."); err != nil {
		t.Fatal(err)
	}
	check("returned", map[string]int{"Lan": 1, "Trưởng phòng": 0, "Phó phòng": 0, "Giám đốc": 0, "Chủ tịch": 0})
	if _, err := o.Hints(t.Context(), o.actor["Lan"], lan, "2026-02-30"); !errors.Is(err, ErrInput) {
		t.Errorf("no day: %v", err)
	}
}

// TestHintsCompare reads the author's days before and the time of the others of the unit.
func TestHintsCompare(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.products = someProducts("CV-02")
	n := 0
	write := func(who string, day vncal.Date, minutes ...int) {
		t.Helper()
		in := input()
		for _, m := range minutes {
			n++
			id := fmt.Sprint("t", n)
			o.tasks[id] = o.id(who)
			in.Entries = append(in.Entries, EntryInput{Text: fmt.Sprint("Việc ", n), Task: id, Minutes: m})
		}
		mustSave(t, o, who, string(day), 0, in)
	}
	write("Minh", wednesday, 60, 70)
	write("Phó phòng", wednesday, 80, 60)
	write("Trưởng phòng", wednesday, 75)
	write("Lan", wednesday, 400, 80)
	got, err := o.Hints(t.Context(), o.actor["Lan"], o.id("Lan"), wednesday)
	if err != nil || len(got) != 1 || got[0].Kind != hint.Peers || got[0].Own != 400 || got[0].Other != 70 || got[0].People != 3 || got[0].Product != "CV-02" {
		t.Errorf("hints = %+v, %v; want the 400 minutes beside the middle of three others", got, err)
	}
	for i, day := range []vncal.Date{"2026-04-22", "2026-04-23", "2026-04-24", "2026-04-28"} {
		o.clock.set(string(day) + " 16:00")
		mustSave(t, o, "Minh", string(day), 0, input(EntryInput{Text: fmt.Sprint("Ngày ", i), Minutes: 480}))
	}
	o.clock.set("2026-05-04 16:00")
	mustSave(t, o, "Minh", "2026-05-04", 0, input(EntryInput{Text: "Ngày cuối", Minutes: 480}))
	if got, err = o.Hints(t.Context(), o.actor["Minh"], o.id("Minh"), "2026-05-04"); err != nil || len(got) != 0 {
		t.Errorf("broken by the Wednesday of 130 minutes: %+v, %v", got, err)
	}
}
