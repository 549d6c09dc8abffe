package vncal

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// DayType says why a day is named in the calendar.
type DayType string

// The types of a named day, as stored and sent.
const (
	Holiday      DayType = "holiday"      // ngày lễ, tết (Điều 112)
	Compensatory DayType = "compensatory" // nghỉ bù (Điều 111 khoản 3)
	SwappedOff   DayType = "swapped-off"  // nghỉ hoán đổi: a weekday off, worked on another day
	SwappedWork  DayType = "swapped-work" // làm bù: a rest day that is worked
)

// Valid reports whether t is one of the four types.
func (t DayType) Valid() bool {
	return t == Holiday || t == Compensatory || t == SwappedOff || t == SwappedWork
}

// Working reports whether a day of this type is worked.
func (t DayType) Working() bool { return t == SwappedWork }

// Day is one named day with the document it rests on.
type Day struct {
	Date   Date    // the day
	Name   string  // Vietnamese name as shown, e.g. "Nghỉ bù Giỗ Tổ Hùng Vương"
	Type   DayType // off or worked, and why
	Source string  // code or number of the document
}

// digest returns eight hexadecimal digits that stand for rows.
func digest(rows []Day) string {
	h := sha256.New()
	for _, d := range rows {
		fmt.Fprintf(h, "%q %q %q %q\n", d.Date, d.Name, d.Type, d.Source)
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
}

func between(days []Day, from, to Date) []Day {
	var in []Day
	for _, d := range days {
		if from <= d.Date && d.Date <= to {
			in = append(in, d)
		}
	}
	return in
}
