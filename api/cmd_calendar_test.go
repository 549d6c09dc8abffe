package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

// due runs `congvu calendar due` over input and returns its lines and its exit status.
func due(t *testing.T, input string) ([]string, int) {
	t.Helper()
	var out, errOut bytes.Buffer
	status := runCalendar([]string{"due"}, strings.NewReader(input), &out, &errOut)
	if errOut.Len() > 0 {
		t.Errorf("wrote to standard error: %s", errOut.String())
	}
	return strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n"), status
}

// The output of spec/calendar.md §4, byte for byte.
func TestCalendarDue(t *testing.T) {
	for input, want := range map[string]string{
		`{"kind":"working","start":"2026-02-13","n":3}`: `{"due":"2026-02-25","skipped":[` +
			`{"date":"2026-02-14","why":"thứ Bảy"},{"date":"2026-02-15","why":"Chủ nhật"},` +
			`{"date":"2026-02-16","why":"Tết Âm lịch"},{"date":"2026-02-17","why":"Tết Âm lịch"},` +
			`{"date":"2026-02-18","why":"Tết Âm lịch"},{"date":"2026-02-19","why":"Tết Âm lịch"},` +
			`{"date":"2026-02-20","why":"Tết Âm lịch"},{"date":"2026-02-21","why":"thứ Bảy"},{"date":"2026-02-22","why":"Chủ nhật"}]}`,
		`{"n":1,"start":"2026-01-09","kind":"working"}`:            `{"due":"2026-01-10","skipped":[]}`,
		"\ufeff" + `{"n":1,"start":"2026-01-09","kind":"working"}`: `{"due":"2026-01-10","skipped":[]}`, // a byte order mark
		` {"kind":"calendar","start":"2026-12-25","n":7}` + "\r": `{"due":"2027-01-04","skipped":[` +
			`{"date":"2027-01-01","why":"Tết Dương lịch"},{"date":"2027-01-02","why":"thứ Bảy"},{"date":"2027-01-03","why":"Chủ nhật"}]}`,
		`{"kind":"month","start":"2026-01-31","n":1}`: `{"due":"2026-03-02","skipped":[` +
			`{"date":"2026-02-28","why":"thứ Bảy"},{"date":"2026-03-01","why":"Chủ nhật"}]}`,
	} {
		if got, status := due(t, input); status != 0 || len(got) != 1 || got[0] != want {
			t.Errorf("%s:\ngot  %d %s\nwant 0 %s", input, status, got, want)
		}
	}
}

func TestCalendarDueFaults(t *testing.T) {
	for input, want := range map[string]string{
		`{"kind":"working","start":"2026-02-30","n":3}`:                      `{"error":"start: không phải là ngày hợp lệ."}`,
		`{"kind":"working","start":"2026-02-13","n":-1}`:                     `{"error":"n: không nhỏ hơn 0."}`,
		`{"kind":"working","start":"2026-02-13","n":99999999999999999999}`:   `{"error":"n: không lớn hơn 10000."}`,
		`{"kind":"working","start":"2026-02-13","n":1.5}`:                    `{"error":"n: không đúng kiểu dữ liệu."}`,
		`{"kind":"working","start":"2026-02-13","n":"3"}`:                    `{"error":"n: không đúng kiểu dữ liệu."}`,
		`{"kind":"working","start":null,"n":3}`:                              `{"error":"start: không đúng kiểu dữ liệu."}`,
		`{"kind":"working","n":3}`:                                           `{"error":"start: cần được nhập."}`,
		`{"kind":"working","start":"2026-02-13","n":3,"n":4}`:                `{"error":"n: xuất hiện nhiều hơn một lần."}`,
		`{"kind":"working","start":"2026-02-13","n":3,"zone":"UTC","a":[1]}`: `{"error":"a: không phải là trường được biết. zone: không phải là trường được biết."}`,
		`[1]`:               `{"error":"Dòng không phải là một đối tượng JSON đúng cú pháp."}`,
		`{"kind":"working"`: `{"error":"Dòng không phải là một đối tượng JSON đúng cú pháp."}`,
		`{} {}`:             `{"error":"Dòng không phải là một đối tượng JSON đúng cú pháp."}`,
		`null`:              `{"error":"Dòng không phải là một đối tượng JSON đúng cú pháp."}`,
		`xin chào`:          `{"error":"Dòng không phải là một đối tượng JSON đúng cú pháp."}`,
		`{"kind":"` + strings.Repeat("x", 2*maxLine) + `"}`: `{"error":"Dòng dài quá 4096 byte."}`,
	} {
		if got, status := due(t, input); status != 1 || len(got) != 1 || got[0] != want {
			t.Errorf("%.80s:\ngot  %d %s\nwant 1 %s", input, status, got, want)
		}
	}
	for _, kind := range []string{"date", "none", "Working", ""} {
		got, status := due(t, `{"kind":"`+kind+`","start":"2026-02-13","n":3}`)
		if status != 1 || !strings.HasPrefix(got[0], `{"error":"`) {
			t.Errorf("kind %q: %d %s", kind, status, got)
		}
	}
}

// A bad line stands in its place and the others are answered all the same.
func TestCalendarDueKeepsOrder(t *testing.T) {
	got, status := due(t, `{"kind":"working","start":"2026-01-09","n":1}`+"\n"+strings.Repeat("y", 3*maxLine)+"\n\n"+
		`{"kind":"week","start":"2026-01-09","n":1}`+"\n"+`{"kind":"calendar","start":"2026-01-05","n":1}`)
	if status != 1 || len(got) != 4 {
		t.Fatalf("status %d, lines %q", status, got)
	}
	for i, want := range []string{`{"due":"2026-01-10"`, `{"error":`, `{"error":`, `{"due":"2026-01-06"`} {
		if !strings.HasPrefix(got[i], want) {
			t.Errorf("line %d: %s", i, got[i])
		}
	}
}

func TestCalendarDueOfNothing(t *testing.T) {
	if got, status := due(t, "\n \n"); status != 0 || len(got) != 1 || got[0] != "" {
		t.Errorf("status %d, lines %q", status, got)
	}
}

type brokenPipe struct{}

func (brokenPipe) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

type brokenFile struct{}

func (brokenFile) Read([]byte) (int, error) { return 0, errors.New("read fails") }

func TestCalendarReportsFailingStreams(t *testing.T) {
	var errOut bytes.Buffer
	if status := runCalendar([]string{"show", "2026"}, nil, brokenPipe{}, &errOut); status != 1 || errOut.Len() == 0 {
		t.Errorf("broken output: %d %q", status, errOut.String())
	}
	errOut.Reset()
	if status := runCalendar([]string{"due"}, brokenFile{}, io.Discard, &errOut); status != 1 || errOut.Len() == 0 {
		t.Errorf("broken input: %d %q", status, errOut.String())
	}
}

func TestCalendarShow(t *testing.T) {
	var out, errOut bytes.Buffer
	if status := runCalendar([]string{"show", "2026"}, nil, &out, &errOut); status != 0 {
		t.Fatalf("status %d: %s", status, errOut.String())
	}
	for _, want := range []string{
		"Lịch nghỉ năm 2026: 249 ngày làm việc",
		"Tháng  1  nghỉ 1–4, 11, 17–18, 24–25, 31\n", // 10/1 is worked
		"Tháng  2  nghỉ 1, 7–8, 14–22, 28\n",
		"27/04/2026  thứ Hai   nghỉ bù", "L111",
		"10/01/2026  thứ Bảy   làm bù",
		"24/11/2026  thứ Ba    nghỉ lễ, tết", "Ngày Văn hóa Việt Nam", "NQ28", "Nghị quyết 28/2026/QH16",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "(*)") {
		t.Errorf("2026 has no pending day\n%s", out.String())
	}
	out.Reset()
	if status := runCalendar([]string{"show", "2028"}, nil, &out, &errOut); status != 0 || !strings.Contains(out.String(), "26/01/2028  thứ Tư    nghỉ lễ, tết (*)") ||
		!strings.Contains(out.String(), "chờ xác nhận") {
		t.Errorf("2028: %d\n%s", status, out.String())
	}
	out.Reset()
	if status := runCalendar([]string{"show", "2030"}, nil, &out, &errOut); status != 0 || !strings.Contains(out.String(), "Chưa có lịch nghỉ lễ năm 2030") {
		t.Errorf("2030: %d\n%s", status, out.String())
	}
}

func TestCalendarUsage(t *testing.T) {
	for _, args := range [][]string{nil, {"due", "x"}, {"show"}, {"show", "26"}, {"show", "year"}, {"show", "9999"}, {"show", "2026", "2027"}, {"list"}} {
		var out, errOut bytes.Buffer
		if status := runCalendar(args, strings.NewReader(""), &out, &errOut); status != 2 || out.Len() > 0 || errOut.String() != calendarUsage {
			t.Errorf("%q: status %d, %q", args, status, out.String())
		}
	}
}
