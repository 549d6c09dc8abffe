package diary

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"congvu/internal/errs"
)

func input(entries ...EntryInput) Input {
	return Input{Place: Places{AM: Office, PM: Remote}, Entries: entries}
}

func TestInputNormal(t *testing.T) {
	long := strings.Repeat("ễ", MaxText+1)
	for name, tc := range map[string]struct {
		in   Input
		want string // faulty fields, "path code", or the error's code, or "" when it is good
	}{
		"nothing but places":     {input(), ""},
		"minutes":                {input(EntryInput{Text: "Họp", Minutes: 60}), ""},
		"times":                  {input(EntryInput{Text: "Họp", From: "08:00", To: "10:30"}), ""},
		"longest text":           {input(EntryInput{Text: long[:len(long)-len("ễ")]}), ""},
		"no text":                {input(EntryInput{Text: " \n"}), "entries[0].text required"},
		"text too long":          {input(EntryInput{Text: long}), "entries[0].text too_long"},
		"result too long":        {input(EntryInput{Text: "a", Result: long}), "entries[0].result too_long"},
		"source too long":        {input(EntryInput{Text: "a", Source: long}), "entries[0].source too_long"},
		"until midnight":         {input(EntryInput{Text: "Trực", From: "23:30", To: "24:00"}), ""},
		"past midnight":          {input(EntryInput{Text: "Trực", From: "23:30", To: "24:01"}), "entries[0].to format"},
		"no such hour":           {input(EntryInput{Text: "a", From: "24:00", To: "24:10"}), "entries[0].from format"},
		"no such minute":         {input(EntryInput{Text: "a", From: "08:00", To: "08:60"}), "entries[0].to format"},
		"not a time":             {input(EntryInput{Text: "a", From: "8:00", To: "09:00"}), "entries[0].from format"},
		"no end":                 {input(EntryInput{Text: "a", From: "08:00"}), "entries[0].to required"},
		"no start":               {input(EntryInput{Text: "a", To: "08:00"}), "entries[0].from required"},
		"ends when it starts":    {input(EntryInput{Text: "a", From: "08:00", To: "08:00"}), "entries[0].to not_after"},
		"negative minutes":       {input(EntryInput{Text: "a", Minutes: -1}), "entries[0].minutes invalid"},
		"more than a day":        {input(EntryInput{Text: "a", Minutes: 1441}), "entries[0].minutes too_large"},
		"a day in two lines":     {input(EntryInput{Text: "a", Minutes: 720}, EntryInput{Text: "b", Minutes: 720}), ""},
		"more than that":         {input(EntryInput{Text: "a", Minutes: 720}, EntryInput{Text: "b", Minutes: 721}), "diary.too_long"},
		"one entry twice":        {input(EntryInput{ID: "1", Text: "a"}, EntryInput{ID: "1", Text: "b"}), "entries[1].id duplicate"},
		"one key twice":          {input(EntryInput{Key: "k", Text: "a"}, EntryInput{Key: "k", Text: "b"}), "entries[1].key duplicate"},
		"key too long":           {input(EntryInput{Text: "a", Key: strings.Repeat("k", MaxKey+1)}), "entries[0].key too_long"},
		"two new entries":        {input(EntryInput{Text: "a"}, EntryInput{Text: "b"}), ""},
		"too many entries":       {input(make([]EntryInput, MaxEntries+1)...), "entries too_many"},
		"no place":               {Input{Place: Places{AM: "home"}}, "place.am choice, place.pm choice"},
		"plan too long":          {Input{Place: Places{Office, Office}, Plan: strings.Repeat("a", MaxPlan+1)}, "plan too_long"},
		"difficulties too long":  {Input{Place: Places{Office, Office}, Difficulties: strings.Repeat("a", MaxPlan+1)}, "difficulties too_long"},
		"several faults at once": {input(EntryInput{}, EntryInput{Text: "a", From: "x", To: "y"}), "entries[0].text required, entries[1].from format"},
	} {
		_, err := tc.in.Normal()
		if got := faults(err); got != tc.want {
			t.Errorf("%s: Normal = %q, want %q", name, got, tc.want)
		}
	}
}

// faults writes an error as its faulty fields, else its code.
func faults(err error) string {
	var e *errs.Error
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &e):
		return err.Error()
	case len(e.Fields) == 0:
		return e.Code
	}
	var all []string
	for _, f := range e.Fields {
		all = append(all, fmt.Sprintf("%s %s", f.Path, f.Code))
	}
	return strings.Join(all, ", ")
}

func TestInputNormalText(t *testing.T) {
	decomposed := "Ho\u0323p giao ban\r\nTuần 18 \n"
	in, err := input(EntryInput{Text: decomposed, From: "08:00", To: "10:30", Minutes: 5}).Normal()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := in.Entries[0].Text, "Họp giao ban\nTuần 18"; got != want {
		t.Errorf("text = %q, want %q", got, want)
	}
	if got := in.Entries[0].Minutes; got != 150 {
		t.Errorf("minutes of 08:00 to 10:30 = %d, want 150", got)
	}
}
