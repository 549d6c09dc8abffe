package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/calendar"
	"congvu/internal/config"
	"congvu/internal/errs"
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
	cfg, err := config.Load()
	if err != nil {
		fmt.Fprintf(errOut, "Cài đặt chưa đúng:\n%v\n", err)
		return 2
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	if err := importCalendar(ctx, cfg, file, *doc, *dry, out); err != nil {
		fmt.Fprintf(errOut, "congvu: %s\n", told(err))
		for _, f := range errs.As(err).Fields {
			fmt.Fprintf(errOut, "  %s\n", f.Sentence(errs.Vietnamese))
		}
		return 1
	}
	return 0
}

// importCalendar opens the database, takes the table in, and closes it again.
func importCalendar(ctx context.Context, cfg config.Config, file, doc string, dry bool, out io.Writer) (err error) {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	text, err := io.ReadAll(io.LimitReader(f, calendar.MaxTable+1))
	if err != nil {
		return err
	}
	days, err := calendar.ReadTable(string(text))
	if err != nil {
		return err
	}
	log, closeLog, err := newLogger(cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeLog()) }()
	db, err := openDatabase(ctx, cfg, log, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.close()) }()
	p, err := newProduct(ctx, cfg, db.DB, log, out)
	if err != nil {
		return err
	}
	return takeDays(ctx, p.Services, calendar.Change{Days: days, DocNo: doc}, dry, out)
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
