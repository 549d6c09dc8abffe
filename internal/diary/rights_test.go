package diary

import (
	"errors"
	"slices"
	"testing"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// TestWhoReads tries the diaries of an officer and of a head as everybody else (spec/security.md §2: a diary is read by its
// author and the heads above), stored and not stored yet.
func TestWhoReads(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	readers := map[string][]string{
		"Lan":          {"Lan", "Phó phòng", "Trưởng phòng", "Phó Giám đốc", "Giám đốc", "Chủ tịch"},
		"Trưởng phòng": {"Trưởng phòng", "Giám đốc", "Chủ tịch"},
	}
	for author, allowed := range readers {
		mustSave(t, o, author, wednesday, 0, oneLine("a"))
		for who, a := range o.actor {
			for _, day := range []string{wednesday, "2026-04-28"} {
				_, err := o.Of(t.Context(), a, o.id(author), date(day))
				if want := slices.Contains(allowed, who); want != (err == nil) || !want && !errors.Is(err, errs.ErrNotFound) {
					t.Errorf("%s reads the %s of %s: %v, want allowed %v, else not found", who, day, author, err, want)
				}
			}
		}
	}
	for name, a := range map[string]access.Actor{"nobody": {Agency: o.actor["Lan"].Agency}, "a job": access.System(o.actor["Lan"].Agency)} {
		if _, err := o.Of(t.Context(), a, o.id("Lan"), wednesday); !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("%s: %v, want not found", name, err)
		}
	}
}

// TestWhoDecides tries confirm and return on an officer's submitted day as everybody.
func TestWhoDecides(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	mustSave(t, o, "Lan", wednesday, 0, oneLine("a"))
	if _, err := o.Submit(t.Context(), o.actor["Lan"], wednesday, 1); err != nil {
		t.Fatal(err)
	}
	want := map[string]error{"Lan": ErrOwn, "Phó phòng": ErrNotConfirmer, "Phó Giám đốc": ErrNotConfirmer, "Giám đốc": ErrNotConfirmer, "Chủ tịch": ErrNotConfirmer}
	for who, a := range o.actor {
		if who == "Trưởng phòng" {
			continue // the one who may
		}
		refused, ok := want[who]
		if !ok {
			refused = errs.ErrNotFound
		}
		if _, err := o.Confirm(t.Context(), a, o.id("Lan"), wednesday, 2); !errors.Is(err, refused) {
			t.Errorf("%s confirms: %v, want %v", who, err, refused)
		}
		if _, err := o.Return(t.Context(), a, o.id("Lan"), wednesday, 2, "Bổ sung số liệu."); !errors.Is(err, refused) {
			t.Errorf("%s returns: %v, want %v", who, err, refused)
		}
	}
	if _, err := o.Confirm(t.Context(), o.actor["Trưởng phòng"], o.id("Lan"), wednesday, 2); err != nil {
		t.Errorf("the head confirms: %v", err)
	}
}

// TestReaders: the note "who may see this" names those above, nearest first, deputies in charge too.
func TestReaders(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	for who, want := range map[string][]string{
		"Lan":               {"Lan", "Trưởng phòng", "Phó phòng", "Giám đốc", "Phó Giám đốc", "Chủ tịch"},
		"Trưởng phòng":      {"Trưởng phòng", "Giám đốc", "Chủ tịch"},
		"Trưởng phòng khác": {"Trưởng phòng khác", "Giám đốc", "Chủ tịch"},
		"Nhân sự":           {"Nhân sự", "Giám đốc", "Chủ tịch"},
	} {
		v, err := o.Own(t.Context(), o.actor[who], wednesday)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, id := range v.Readers {
			got = append(got, o.name(id))
		}
		if !slices.Equal(got, want) {
			t.Errorf("readers of %s = %v, want %v", who, got, want)
		}
	}
}

func TestTeam(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	mustSave(t, o, "Lan", wednesday, 0, input(
		EntryInput{Text: "Họp\nchi tiết", Minutes: 60}, EntryInput{Text: "b"}, EntryInput{Text: "c"}, EntryInput{Text: "d"}))
	if _, err := o.Submit(t.Context(), o.actor["Lan"], wednesday, 1); err != nil {
		t.Fatal(err)
	}
	for who, want := range map[string][]string{
		"Trưởng phòng": {"Lan", "Minh", "Phó phòng"},
		"Phó phòng":    {"Lan", "Minh"},
		"Phó Giám đốc": {"Lan", "Minh", "Phó phòng"},
		"Giám đốc":     {"Nhân sự", "Phó Giám đốc", "Theo dõi", "Trưởng phòng", "Trưởng phòng khác"},
		"Chủ tịch":     {"Giám đốc", "Quản trị"},
	} {
		rows, err := o.Team(t.Context(), o.actor[who], "", wednesday)
		if err != nil {
			t.Errorf("team of %s: %v", who, err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, o.name(r.Person))
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("team of %s = %v, want %v", who, got, want)
		}
	}

	rows, err := o.Team(t.Context(), o.actor["Trưởng phòng"], o.unit["phong"], wednesday)
	if err != nil {
		t.Fatal(err)
	}
	lan := rows[slices.IndexFunc(rows, func(r Row) bool { return r.Person == o.id("Lan") })]
	if lan.Reads != StateSubmitted || !slices.Equal(lan.Lines, []string{"Họp", "b", "c"}) || len(lan.Entries) != 4 || lan.Minutes() != 60 || len(lan.Acts) != 2 {
		t.Errorf("row = %+v", lan)
	}
	minh := rows[slices.IndexFunc(rows, func(r Row) bool { return r.Person == o.id("Minh") })]
	if minh.Version != 0 || minh.Reads != "" || minh.Missing || len(minh.Acts) != 0 {
		t.Errorf("row of a day not written = %+v", minh)
	}

	for who, unit := range map[string]string{"Lan": "phong", "Trưởng phòng": "phongkhac", "Nhân sự": "phong", "Quản trị": "phong", "Phó Giám đốc": "so", "Theo dõi": "so"} {
		if _, err := o.Team(t.Context(), o.actor[who], o.unit[unit], wednesday); !errors.Is(err, ErrUnit) {
			t.Errorf("team of %s as %s: %v, want ErrUnit", unit, who, err)
		}
	}
	if _, err := o.Team(t.Context(), o.actor["Trưởng phòng"], "nowhere", wednesday); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("team of an unknown unit: %v", err)
	}
	if below, err := o.Team(t.Context(), o.actor["Giám đốc"], o.unit["phong"], wednesday); err != nil || len(below) != 4 {
		t.Errorf("the director reads a division's team: %d rows, %v; want its head too", len(below), err)
	}
}

func TestEmpty(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	mustSave(t, o, "Lan", wednesday, 0, oneLine("a"))
	mustSave(t, o, "Minh", wednesday, 0, Input{Place: Places{Off, Off}})
	mustSave(t, o, "Giám đốc", wednesday, 0, Input{Place: Places{Field, Off}, Plan: "Họp tỉnh"})
	var got []string
	err := o.Empty(t.Context(), o.actor["Lan"].Agency, wednesday, func(person string) error {
		got = append(got, o.name(person))
		return nil
	})
	if err != nil || len(got) != len(o.actor)-3 || slices.Contains(got, "Quản trị") || slices.Contains(got, "Lan") || slices.Contains(got, "Minh") || !slices.Contains(got, "Giám đốc") {
		t.Errorf("Empty = %v, %v; want everybody but who wrote, who is off and who only administers", got, err)
	}
	stop := errors.New("stop")
	if err := o.Empty(t.Context(), o.actor["Lan"].Agency, wednesday, func(string) error { return stop }); !errors.Is(err, stop) {
		t.Errorf("an error of yield = %v, want it back", err)
	}
}

// TestPeriod: the lines of a range, to the author and the heads above and to nobody else.
func TestPeriod(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	lan := o.id("Lan")
	mustSave(t, o, "Lan", "2026-04-28", 0, oneLine("Họp giao ban"))
	mustSave(t, o, "Lan", wednesday, 0, oneLine("Soạn tờ trình"))
	for who, reads := range map[string]bool{
		"Lan": true, "Trưởng phòng": true, "Phó phòng": true, "Giám đốc": true, "Phó Giám đốc": true, "Chủ tịch": true,
		"Minh": false, "Trưởng phòng khác": false, "Nhân sự": false, "Theo dõi": false, "Quản trị": false,
	} {
		for _, from := range []string{"2026-04-27", "2026-06-01"} { // with stored days and without any
			got, err := o.Period(t.Context(), o.actor[who], lan, date(from), date(from).AddDays(6))
			if !reads {
				if !errors.Is(err, errs.ErrNotFound) {
					t.Errorf("%s reads from %s: %+v, %v", who, from, got, err)
				}
				continue
			}
			if err != nil || len(got) != 7 {
				t.Errorf("%s from %s: %d days, %v", who, from, len(got), err)
				continue
			}
			if from == "2026-04-27" && (got[1].Day.Entries[0].Text != "Họp giao ban" || got[2].Entries != 1 || got[0].Day.Version != 0 || got[3].Why == "") {
				t.Errorf("%s from %s: %+v", who, from, got)
			}
		}
	}
	for name, r := range map[string][2]string{
		"turned": {"2026-04-29", "2026-04-28"}, "no day": {"2026-02-30", "2026-03-01"}, "too long": {"2026-04-01", "2026-05-13"}, "empty": {"", ""},
	} {
		if _, err := o.Period(t.Context(), o.actor["Lan"], lan, date(r[0]), date(r[1])); !errors.Is(err, ErrRange) {
			t.Errorf("%s: %v, want ErrRange", name, err)
		}
	}
}
