package bench

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// sample is what was measured of one side.
type sample struct {
	took  []time.Duration // of each act
	spent time.Duration   // by all of them, several at once
}

// quantile returns the time within which a part q of the acts, 0 to 1, was done.
func (s sample) quantile(q float64) time.Duration {
	if len(s.took) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(s.took))
	return sorted[min(int(q*float64(len(sorted))), len(sorted)-1)]
}

// rate returns how many acts were done in a second.
func (s sample) rate() float64 { return float64(len(s.took)) / cmp.Or(s.spent.Seconds(), 1) }

// result is one line of the table: the product beside the bare driver.
type result struct {
	what          string
	clients       int
	product, bare sample
}

// figure is a line below the table: something that is no time.
type figure struct{ what, value string }

// table is what the bench prints.
type table struct {
	machine string
	rows    []result
	figures []figure
}

func (t *table) row(r ...result)    { t.rows = append(t.rows, r...) }
func (t *table) figure(f ...figure) { t.figures = append(t.figures, f...) }

// print writes the table.
func (t *table) print(w io.Writer) {
	fmt.Fprintf(w, "\nTốc độ của Công Vụ, cạnh driver trần làm đúng những tài liệu ấy trong cùng một lần chạy\n%s\n\n", t.machine)
	fmt.Fprintf(w, "%-46s %6s │ %8s %8s %8s │ %8s %8s %8s │ %6s %6s\n", "", "máy", "Công Vụ", "", "", "trần", "", "", "", "")
	fmt.Fprintf(w, "%-46s %6s │ %8s %8s %8s │ %8s %8s %8s │ %6s %6s\n", "việc", "khách", "p50 ms", "p99 ms", "lượt/s", "p50 ms", "p99 ms", "lượt/s", "× p50", "lượt %")
	fmt.Fprintln(w, strings.Repeat("─", 132))
	for _, r := range t.rows {
		fmt.Fprintf(w, "%-46s %6d │ %s │ %s │ %6s %6.0f\n", r.what, r.clients, r.product, r.bare,
			decimal(float64(r.product.quantile(0.5))/float64(max(r.bare.quantile(0.5), 1)), 1), 100*r.product.rate()/cmp.Or(r.bare.rate(), 1))
	}
	fmt.Fprintln(w)
	for _, f := range t.figures {
		fmt.Fprintf(w, "%-46s %s\n", f.what, f.value)
	}
	fmt.Fprint(w, `
Công Vụ: từ yêu cầu HTTP đến hết câu trả lời, máy khách ở cùng tiến trình. Trần: chỉ gửi bằng driver những lệnh đọc, ghi ấy,
tài liệu đã mã hóa sẵn, không kiểm tra quyền hay quy tắc nào. Sự kiện: từ lúc ghi nhận đến khi máy khách cuối cùng nhận được;
trần là change stream và gorilla/websocket. Kế hoạch của các trang đã được kiểm: theo chỉ mục, không sắp xếp trong bộ nhớ.
Máy có việc khác chạy cùng thì con số lên xuống; hãy so các tỷ lệ: × p50 là lâu gấp mấy lần, lượt % là đạt bao nhiêu của trần.
`)
}

// String writes a sample's three columns.
func (s sample) String() string {
	return fmt.Sprintf("%8s %8s %8.0f", millis(s.quantile(0.5)), millis(s.quantile(0.99)), s.rate())
}

func millis(d time.Duration) string { return decimal(float64(d)/float64(time.Millisecond), 2) }

// decimal writes a number as Vietnamese text does.
func decimal(x float64, digits int) string {
	return strings.Replace(fmt.Sprintf("%.*f", digits, x), ".", ",", 1)
}

// size writes a number of bytes, in KiB or MiB.
func size(bytes float64) string {
	if bytes >= 1<<20 {
		return decimal(bytes/(1<<20), 1) + " MiB"
	}
	return decimal(bytes/(1<<10), 1) + " KiB"
}

// load returns how many processes the machine had to run in the last minute, on average.
func load() string {
	raw, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "không rõ"
	}
	return strings.Replace(strings.Fields(string(raw))[0], ".", ",", 1)
}
