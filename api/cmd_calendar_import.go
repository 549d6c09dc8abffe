package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/config"
	"congvu/pkg/vncal"
)

// outcomes say in the terminal what becomes of a row.
var outcomes = map[calendar.Outcome]string{
	calendar.OutcomeAdded: "thêm", calendar.OutcomeConfirmed: "xác nhận ngày chờ", calendar.OutcomeReplaced: "thay ngày đã có",
	calendar.OutcomeSame: "đã có, giữ nguyên",
}

// runCalendarImport is `congvu calendar import`: the days of a table become days of the agency, as on the screen of the
// calendar. The deadlines that move are counted anew when congvu serve starts.
func runCalendarImport(args []string, out, errOut io.Writer) int {
	flags := flag.NewFlagSet("calendar import", flag.ContinueOnError)
	flags.SetOutput(errOut)
	flags.Usage = func() { fmt.Fprint(errOut, calendarUsage) }
	doc := flags.String("doc", "", "")
	dry := flags.Bool("dry-run", false, "")
	var file string
	if len(args) > 0 && args[0] != "" && args[0][0] != '-' { // the file may stand before the flags
		file, args = args[0], args[1:]
	}
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if file == "" && flags.NArg() == 1 {
		file = flags.Arg(0)
	} else if flags.NArg() > 0 {
		file = ""
	}
	if file == "" {
		fmt.Fprint(errOut, calendarUsage)
		return 2
	}
	days, err := tableOf(file)
	if err != nil {
		return failed(errOut, err)
	}
	return onProduct(out, errOut, func(ctx context.Context, _ config.Config, p *product) error {
		return takeDays(ctx, p.Services, calendar.Change{Days: days, DocNo: *doc}, *dry, out)
	})
}

// tableOf reads the table of days in a file.
func tableOf(file string) (days []vncal.Day, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	text, err := io.ReadAll(io.LimitReader(f, calendar.MaxTable+1))
	if err != nil {
		return nil, err
	}
	return calendar.ReadTable(string(text))
}

// takeDays decides the days of a table for the agency, or only says what would come of it, and which deadlines move.
// Errors: those of calendar.Changes; org.ErrNoneIn while there is no agency.
func takeDays(ctx context.Context, s v1.Services, change calendar.Change, dry bool, out io.Writer) error {
	agency, err := s.Org.Agency(ctx)
	if err != nil {
		return err
	}
	plan, err := s.CalendarChanges.Preview(ctx, agency.ID, change)
	if err != nil {
		return err
	}
	for _, d := range plan.Days {
		fmt.Fprintf(out, "%s  %-8s  %s: %s\n", d.Date.Display(), vncal.WeekdayName(d.Date), d.Name, outcomes[d.Outcome])
	}
	if !plan.Moves() {
		fmt.Fprintln(out, "Lịch không thay đổi.")
		return nil
	}
	moving, err := s.Tasks.Moving(ctx, agency.ID, plan.Before, plan.After, plan.First())
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d nhiệm vụ đang mở của %d người chủ trì đổi hạn.\n", moving.Tasks, moving.People)
	if dry {
		fmt.Fprintln(out, "Chưa thay đổi gì (--dry-run).")
		return nil
	}
	if _, err := s.CalendarChanges.Apply(ctx, access.System(agency.ID), change); err != nil {
		return err
	}
	fmt.Fprintln(out, "Đã nạp. Hạn được tính lại khi congvu serve chạy, và những người liên quan được báo.")
	return nil
}
