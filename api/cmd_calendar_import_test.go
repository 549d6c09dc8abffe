package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"congvu/internal/calendar"
	"congvu/internal/errs"
	"congvu/internal/task"
)

// TestCalendarImport: a table is looked at first, taken in whole, and changes nothing the second time.
func TestCalendarImport(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	made := o.taskIn(t, task.InProgress)
	due := made.DueOn
	days, err := calendar.ReadTable("date,name,type,source\n" + string(due) + ",Nghỉ theo thông báo,swapped-off,\n")
	if err != nil {
		t.Fatal(err)
	}
	change := calendar.Change{Days: days, DocNo: "12/TB-UBND"}
	run := func(c calendar.Change, dry bool) string {
		t.Helper()
		var out bytes.Buffer
		if err := takeDays(t.Context(), o.Services, c, dry, &out); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	if said := run(change, true); !strings.Contains(said, "nhiệm vụ đang mở") || !strings.Contains(said, "--dry-run") {
		t.Errorf("looked at: %s", said)
	}
	off := func() bool {
		cal, err := o.Calendar.Of(t.Context(), o.agency)
		if err != nil {
			t.Fatal(err)
		}
		return !cal.IsWorking(due)
	}
	if off() {
		t.Error("a look has changed the calendar")
	}
	if err := takeDays(t.Context(), o.Services, calendar.Change{Days: days}, false, &bytes.Buffer{}); errs.As(err).Kind != errs.Invalid || errs.As(err).Fields[0].Path != "docNumber" {
		t.Errorf("without a document: %v", err)
	}
	if said := run(change, false); !strings.Contains(said, due.Display()) || !strings.Contains(said, "Đã nạp") || !off() {
		t.Errorf("taken in: off %t, %s", off(), said)
	}
	if said := run(change, false); !strings.Contains(said, "Lịch không thay đổi") {
		t.Errorf("taken in again: %s", said)
	}
}

// TestCalendarImportCalls: what cannot be read is said before any database is opened.
func TestCalendarImportCalls(t *testing.T) {
	broken := filepath.Join(t.TempDir(), "x.csv")
	if err := os.WriteFile(broken, []byte("ngày,tên\n2027-02-30,Tết\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		args []string
		want int
	}{
		"no file":      {[]string{"import"}, 2},
		"two files":    {[]string{"import", "a.csv", "--doc", "1", "b.csv"}, 2},
		"unknown flag": {[]string{"import", "a.csv", "--force"}, 2},
		"missing file": {[]string{"import", filepath.Join(t.TempDir(), "none.csv"), "--doc", "1"}, 1},
		"no heading":   {[]string{"import", "--doc", "1", broken}, 1},
	} {
		var out, errOut bytes.Buffer
		if status := runCalendar(tc.args, nil, &out, &errOut); status != tc.want || errOut.Len() == 0 || out.Len() > 0 {
			t.Errorf("%s: %d, %s%s", name, status, out.String(), errOut.String())
		}
	}
}
