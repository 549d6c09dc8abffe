package hint

import (
	"fmt"
	"slices"
	"testing"

	"congvu/pkg/vncal"
)

const wednesday = vncal.Date("2026-04-29") // the eve of 30/4 and 1/5

const long20 = "Soạn tờ trình về biểu phí dịch vụ công trực tuyến, gửi Sở Tài chính góp ý, tổng hợp số liệu mười tám địa phương"

func of(date vncal.Date, minutes ...int) Day {
	d := Day{Date: date}
	for i, m := range minutes {
		d.Lines = append(d.Lines, Line{Text: fmt.Sprintf("Việc %s %d", date, i), Minutes: m, Changed: date})
	}
	return d
}

// run returns n earlier days of exactly those minutes, newest first.
func run(n, minutes int) []Day {
	days := make([]Day, 0, n)
	for i := range n {
		days = append(days, of(wednesday.AddDays(-1-i), minutes))
	}
	return days
}

func written(date vncal.Date, texts ...string) Day {
	d := Day{Date: date}
	for _, s := range texts {
		d.Lines = append(d.Lines, Line{Text: s, Changed: date})
	}
	return d
}

// TestDay: each rule about the day itself, at its bound and on both sides of it.
func TestDay(t *testing.T) {
	changed := func(day vncal.Date) Day {
		return Day{Date: wednesday, Lines: []Line{{Text: "a", Changed: wednesday}, {Text: "b", Changed: day}}}
	}
	prepared := written(wednesday, long20)
	prepared.Lines[0].Prepared = true
	for name, tc := range map[string]struct {
		day     Day
		earlier []Day
		want    []Hint
	}{
		"an ordinary day":            {of(wednesday, 120, 150, 200), run(4, 450), nil},
		"nothing written":            {Day{Date: wednesday}, nil, nil},
		"twelve hours":               {of(wednesday, 720), nil, nil},
		"more than twelve hours":     {of(wednesday, 600, 121), nil, []Hint{{Kind: Long, Own: 721, Other: 720}}},
		"five days of eight hours":   {of(wednesday, 240, 240), run(4, 480), []Hint{{Kind: Steady, Own: 5, Other: 480}}},
		"seven":                      {of(wednesday, 480), run(6, 480), []Hint{{Kind: Steady, Own: 7, Other: 480}}},
		"four":                       {of(wednesday, 480), run(3, 480), nil},
		"broken by today":            {of(wednesday, 475), run(9, 480), nil},
		"broken by another":          {of(wednesday, 480), append([]Day{of("2026-04-28", 450)}, run(9, 480)...), nil},
		"five days of seven hours":   {of(wednesday, 420), run(9, 420), nil},
		"a copy":                     {written(wednesday, long20), []Day{written("2026-04-28", "Họp"), written("2026-04-27", long20)}, []Hint{{Kind: Copy, Own: 100, Date: "2026-04-27"}}},
		"a copy without marks":       {written(wednesday, "SOAN to trinh ve bieu phi dich vu cong truc tuyen, gui So Tai chinh gop y, tong hop so lieu muoi tam dia phuong"), []Day{written("2026-04-28", long20)}, []Hint{{Kind: Copy, Own: 100, Date: "2026-04-28"}}},
		"half of it":                 {written(wednesday, long20), []Day{written("2026-04-28", long20[:60])}, nil},
		"too short to be a copy":     {written(wednesday, "Trực bộ phận một cửa"), []Day{written("2026-04-28", "Trực bộ phận một cửa")}, nil},
		"what the system wrote":      {prepared, []Day{written("2026-04-28", long20)}, nil},
		"written two days after":     {changed("2026-05-05"), nil, nil}, // 4 and 5/5: 30/4 to 3/5 are off
		"written three days after":   {changed("2026-05-06"), nil, []Hint{{Kind: Late, Own: 3, Other: 3}}},
		"written over the holiday":   {changed("2026-05-03"), nil, nil},
		"planned and written before": {changed("2026-04-27"), nil, nil},
	} {
		if got := Of(tc.day, tc.earlier, nil, nil, vncal.Official()); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %+v, want %+v", name, got, tc.want)
		}
	}
}

// TestPeers: far from the middle of the others on the same product, more or less, and only where there are enough of them.
func TestPeers(t *testing.T) {
	others := func(minutes ...int) []Spent {
		var all []Spent
		for i, m := range minutes {
			all = append(all, Spent{Person: fmt.Sprint("p", i%3), Task: fmt.Sprint("NV-", i), Product: "CV-02", Minutes: m})
		}
		return all
	}
	mine := func(minutes int) []Spent {
		return []Spent{{Person: "lan", Task: "NV-9", Product: "CV-02", Minutes: minutes}}
	}
	usual := others(90, 120, 100, 110, 400)
	hint := func(own, other int) []Hint {
		return []Hint{{Kind: Peers, Own: own, Other: other, Task: "NV-9", Product: "CV-02", People: 3}}
	}
	one := others(90, 120, 100, 110, 400)
	for i := range one {
		one[i].Person = "p1"
	}
	own := others(90, 120, 100, 110, 400)
	for i := range own[:3] {
		own[i].Person = "lan"
	}
	for name, tc := range map[string]struct {
		own, others []Spent
		want        []Hint
	}{
		"as the others":               {mine(130), usual, nil},
		"just under three times":      {mine(329), usual, nil},
		"three times":                 {mine(330), usual, hint(330, 110)},
		"a third":                     {mine(36), usual, hint(36, 110)},
		"just over a third":           {mine(37), usual, nil},
		"no time written":             {mine(0), usual, nil},
		"short work":                  {mine(50), others(10, 10, 10, 10, 10), nil},
		"too few tasks":               {mine(600), others(90, 120, 100, 110), nil},
		"one other person":            {mine(600), one, nil},
		"the author's own other work": {mine(600), own, nil},
		"another product":             {[]Spent{{Person: "lan", Product: "CV-03", Minutes: 600}}, usual, nil},
		"free text":                   {[]Spent{{Person: "lan", Minutes: 600}}, []Spent{{Person: "a", Minutes: 9}, {Person: "b", Minutes: 9}, {Person: "c", Minutes: 9}, {Person: "a", Minutes: 9}, {Person: "b", Minutes: 9}}, nil},
		"an even count":               {mine(600), others(100, 200, 100, 200, 100, 200), hint(600, 100)},
		"those who wrote no time":     {mine(600), others(90, 0, 100, 110, 120), nil},
	} {
		if got := Of(of(wednesday, 60), nil, tc.own, tc.others, vncal.Official()); !slices.Equal(got, tc.want) {
			t.Errorf("%s: %+v, want %+v", name, got, tc.want)
		}
	}
}
