package quickadd

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

var update = flag.Bool("update", false, "write what the parser says today into the golden table")

// The day of the golden table: Wednesday 29/4/2026, 16:12, the eve of a long holiday.
var eve = time.Date(2026, time.April, 29, 16, 12, 0, 0, vncal.Zone())

const golden = "testdata/sentences.txt"

// show writes a line as the golden table has it: title | kind: value | …
func show(l Line) string {
	all := []string{l.Title}
	for _, p := range l.Parts {
		var v string
		switch {
		case p.Fault != nil:
			v = "?" + p.Fault.Code
			for _, o := range p.Fault.Offers {
				v += " (" + o.Text + ")"
			}
		case p.Kind == Urgency:
			v = p.Code
		case p.Kind == Due && p.Rule.Kind == vncal.KindNone:
			v = "none"
		case p.Kind == Due && p.Rule.Kind == vncal.KindDate:
			v = string(p.Day)
		case p.Kind == Due:
			v = fmt.Sprintf("%s %d = %s", p.Rule.Kind, p.Rule.N, p.Day)
		case p.Kind == Reminder:
			v = fmt.Sprintf("%s %d", p.Rule.Kind, p.Rule.N)
		case p.Kind == Repeat:
			v = p.Every.Say()
		case p.Kind == Quantity:
			v = fmt.Sprint(p.QtyMilli)
		default:
			v = strings.Join(p.Names, ", ")
		}
		if p.Hour != "" {
			v += " @" + p.Hour
		}
		all = append(all, string(p.Kind)+": "+v)
	}
	for range l.Notes {
		all = append(all, "note")
	}
	return strings.Join(all, " | ")
}

func TestSentences(t *testing.T) {
	f, err := os.Open(golden)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var out strings.Builder
	n, cal := 0, vncal.Official()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		sentence, want, _ := strings.Cut(lines.Text(), "\t")
		if sentence == "" || strings.HasPrefix(sentence, "//") {
			out.WriteString(lines.Text() + "\n")
			continue
		}
		n++
		l := Parse(sentence, eve, cal)
		got := show(l)
		if got != want && !*update {
			t.Errorf("%s\n got %s\nwant %s", sentence, got, want)
		}
		whole(t, l)
		out.WriteString(sentence + "\t" + got + "\n")
	}
	if n < 150 {
		t.Errorf("%d sentences, want at least 150", n)
	}
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// whole checks what holds of every line: nothing of it is lost, parts do not overlap, a fault says something.
func whole(t *testing.T, l Line) {
	t.Helper()
	joined := ""
	for _, piece := range l.Pieces() {
		joined += piece.Text
	}
	if joined != l.Text {
		t.Errorf("pieces of %q make %q", l.Text, joined)
	}
	at := 0
	for _, p := range l.Parts {
		if p.From < at || p.To <= p.From || p.To > len(l.Text) {
			t.Errorf("%q: part %+v after %d", l.Text, p, at)
		}
		at = p.To
		if p.Fault != nil && p.Fault.Text == "" {
			t.Errorf("%q: a fault says nothing: %+v", l.Text, p)
		}
		if p.Kind == Due && p.Fault == nil {
			rule := p.Rule
			rule.Start = "2026-04-29"
			if err := rule.Validate(); err != nil || p.Rule.Kind != vncal.KindNone && !p.Day.Valid() {
				t.Errorf("%q: deadline %+v: %v", l.Text, p, err)
			}
		}
	}
	// Every letter of the title stands in a piece of the title, in order.
	rest := ""
	for _, piece := range l.Pieces() {
		if piece.Part == nil {
			rest += " " + piece.Text
		}
	}
	if got, want := letters(l.Title), letters(fold.Line(rest)); got != want {
		t.Errorf("title %q of %q lost something of %q", l.Title, l.Text, rest)
	}
}

// letters returns s without space and what may hang at the ends of a title.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ,;–-", r) {
			return -1
		}
		return r
	}, s)
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"Soạn báo cáo @lan.nt +phoihop:minh.tv,hoa.lt #baocao !khẩn hạn 5 ngày làm việc vb:123/UBND-NC sp:BC-02 x2",
		"hạn 31/04", "hanj cuoois thangs", "“hạn mai", "@", "+:", "hạn:", "sp:", "x0", "lặp ngày 99 hằng tháng", "\xff hạn \x00 9999-12-31",
		"hạn trước tết", "hạn cuối năm 9998", "nhắc 999999 ngày", "a\n  b\tc", "hạn 29/2", "hạn quý iv/9998",
	} {
		f.Add(s)
	}
	cal := vncal.Official()
	f.Fuzz(func(t *testing.T, s string) {
		whole(t, Parse(s, eve, cal))
		for _, r := range Lines(s) {
			whole(t, Parse(r.Text, eve, cal))
		}
	})
}
