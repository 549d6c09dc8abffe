package diary

import (
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"congvu/internal/errs"
	"congvu/pkg/fold"
)

// Input is a whole day as its author saves it.
type Input struct {
	Place        Places
	Entries      []EntryInput // in the author's order
	Plan         string
	Difficulties string
}

// EntryInput is one line as its author saves it.
type EntryInput struct {
	ID        string // of the stored entry that it replaces; unknown or empty: a new entry
	Text      string
	Task      string // task id, or empty
	Minutes   int    // 0 = not given; computed from From and To when they are given
	From, To  string // "HH:MM", both or neither
	Result    string
	Unplanned bool
	Source    string // id of the suggestion it was kept from, or empty

	Key      string     // the device's own name of the line, kept over every try to send it; "" for none
	DeviceAt *time.Time // when it was written by the clock of the author's device; nil when that is not known
}

// Normal returns in as it is stored: text in NFC without surrounding space, minutes computed from times.
// Errors: ErrInput naming each faulty field, ErrTooLong.
func (in Input) Normal() (Input, error) {
	in.Plan, in.Difficulties = fold.Clean(in.Plan), fold.Clean(in.Difficulties)
	in.Entries = slices.Clone(in.Entries)
	var faults []errs.Field
	fault := func(path, code string, args ...string) {
		f := errs.Field{Path: path, Code: code}
		if len(args) == 2 {
			f.Args = map[string]string{args[0]: args[1]}
		}
		faults = append(faults, f)
	}
	long := func(path, s string, limit int) {
		if utf8.RuneCountInString(s) > limit {
			fault(path, "too_long", "max", strconv.Itoa(limit))
		}
	}
	if !in.Place.AM.Valid() {
		fault("place.am", "choice")
	}
	if !in.Place.PM.Valid() {
		fault("place.pm", "choice")
	}
	long("plan", in.Plan, MaxPlan)
	long("difficulties", in.Difficulties, MaxPlan)
	if len(in.Entries) > MaxEntries {
		fault("entries", "too_many", "max", strconv.Itoa(MaxEntries))
		return in, ErrInput.With(faults...)
	}
	ids, keys, sum := map[string]bool{}, map[string]bool{}, 0
	for i, e := range in.Entries {
		at := func(name string) string { return fmt.Sprintf("entries[%d].%s", i, name) }
		e.Text, e.Result = fold.Clean(e.Text), fold.Clean(e.Result)
		if e.Text == "" {
			fault(at("text"), "required")
		}
		long(at("text"), e.Text, MaxText)
		long(at("result"), e.Result, MaxText)
		long(at("source"), e.Source, MaxSource)
		if e.ID != "" && ids[e.ID] {
			fault(at("id"), "duplicate")
		}
		ids[e.ID] = true
		long(at("key"), e.Key, MaxKey)
		if e.Key != "" && keys[e.Key] {
			fault(at("key"), "duplicate")
		}
		keys[e.Key] = true
		var code string
		var path string
		if e.Minutes, path, code = minutes(e); code != "" {
			fault(at(path), code, "max", strconv.Itoa(dayMinutes))
		}
		sum += e.Minutes
		in.Entries[i] = e
	}
	switch {
	case len(faults) > 0:
		return in, ErrInput.With(faults...)
	case sum > dayMinutes:
		return in, ErrTooLong
	}
	return in, nil
}

// minutes returns an entry's minutes, or the faulty field and what is wrong with it.
func minutes(e EntryInput) (n int, path, code string) {
	if e.From == "" && e.To == "" {
		switch {
		case e.Minutes < 0:
			return 0, "minutes", "invalid"
		case e.Minutes > dayMinutes:
			return 0, "minutes", "too_large"
		}
		return e.Minutes, "", ""
	}
	from, ok := timeOfDay(e.From)
	if !ok {
		return 0, "from", missing(e.From)
	}
	to, ok := timeOfDay(e.To)
	if e.To == "24:00" { // no time of a day, but the end of one
		to, ok = dayMinutes, true
	}
	if !ok {
		return 0, "to", missing(e.To)
	}
	if to <= from {
		return 0, "to", "not_after"
	}
	return to - from, "", ""
}

func missing(s string) string {
	if s == "" {
		return "required"
	}
	return "format"
}

// timeOfDay reads "HH:MM" as minutes since midnight, 0 to 1439.
func timeOfDay(s string) (int, bool) {
	if len(s) != 5 || s[2] != ':' {
		return 0, false
	}
	for _, i := range [...]int{0, 1, 3, 4} {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
	}
	h, m := int(s[0]-'0')*10+int(s[1]-'0'), int(s[3]-'0')*10+int(s[4]-'0')
	return h*60 + m, h < 24 && m < 60
}
