package faults

import (
	"fmt"
	"io"
	"testing"
	"time"
	"unicode/utf8"
)

// report fails the test for every fault, and says the figures.
func (v *verdict) report(t testing.TB) {
	t.Helper()
	for _, f := range v.faults {
		t.Errorf("%s: %s", v.what, f)
	}
	if v.found != v.acks || v.doubled > 0 || v.toldAgain > 0 {
		t.Errorf("%s: %d acknowledged, %d found, %d doubled; %d reminders doubled", v.what, v.acks, v.found, v.doubled, v.toldAgain)
	}
	if v.acks == 0 && len(v.faults) == 0 && v.took > 0 {
		t.Errorf("%s: nothing was written", v.what)
	}
	t.Logf("%s: %d acknowledged, %d found, %d doubled, %d unknown answers; %d events meant, %d heard, %d breaks, %d fetched anew; %d runs, %d taken over; %d/%d reminders, %d doubled; longest silence %v; %v",
		v.what, v.acks, v.found, v.doubled, v.unknown, v.meant, v.heard, v.breaks, v.resyncs, v.runs, v.again, v.told, v.owed, v.toldAgain, v.gap.Round(10*time.Millisecond), v.took.Round(time.Second))
}

// table prints all verdicts beside each other.
func table(out io.Writer, all []*verdict) {
	if len(all) == 0 {
		return
	}
	head := []string{"tình huống", "đã nhận", "tìm thấy", "hai lần", "chưa rõ", "tin phải nghe", "đã nghe", "đứt", "tải lại", "lượt việc", "nhận lại", "nhắc", "hai lần", "lặng dài nhất", "mất", "kết quả"}
	rows := [][]string{head}
	for _, v := range all {
		result := "đạt"
		if len(v.faults) > 0 || v.found != v.acks || v.doubled+v.toldAgain > 0 {
			result = "KHÔNG ĐẠT"
		}
		if v.took == 0 {
			result = "chưa thử"
		}
		n := func(i int) string { return fmt.Sprint(i) }
		rows = append(rows, []string{v.what, n(v.acks), n(v.found), n(v.doubled), n(int(v.unknown)), n(v.meant), n(v.heard), n(v.breaks), n(v.resyncs), n(v.runs), n(v.again),
			fmt.Sprintf("%d/%d", v.told, v.owed), n(v.toldAgain), fmt.Sprintf("%.1f s", v.gap.Seconds()), fmt.Sprintf("%.0f s", v.took.Seconds()), result})
	}
	width := make([]int, len(head))
	for _, row := range rows {
		for i, cell := range row {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	fmt.Fprintln(out)
	for _, row := range rows {
		for i, cell := range row {
			pad := width[i] - utf8.RuneCountInString(cell)
			if i == 0 {
				fmt.Fprintf(out, "%s%*s", cell, pad, "")
			} else {
				fmt.Fprintf(out, "  %*s%s", pad, "", cell)
			}
		}
		fmt.Fprintln(out)
	}
}
