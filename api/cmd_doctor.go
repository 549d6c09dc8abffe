package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"slices"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/backup"
	"congvu/internal/clock"
	"congvu/internal/config"
	"congvu/internal/doctor"
	"congvu/internal/errs"
	"congvu/internal/org"
)

const doctorUsage = `congvu doctor [--json]

Kiểm tra hệ thống như trang Quản trị: thấy gì, vì sao đáng lo, nên làm gì. Chỉ đọc; chạy được trong khi congvu serve đang chạy.
Mã kết thúc: 0 mọi thứ ổn, 1 có điều cần lưu ý, 2 có thứ hỏng hoặc không kiểm tra được.
`

// Exit statuses of doctor, by the gravest finding.
var doctorStatus = map[doctor.Level]int{doctor.OK: 0, doctor.Warn: 1, doctor.Broken: 2}

// ofNode are the checks of a node that serves, which a command knows nothing of.
var ofNode = []string{"sockets", "drift"}

// runDoctor looks at the installation from a terminal.
func runDoctor(args []string, _ io.Reader, out, errOut io.Writer) int {
	flags := flag.NewFlagSet("doctor", flag.ContinueOnError)
	asJSON := flags.Bool("json", false, "")
	if status := parsed(flags, args, doctorUsage, out, errOut); status >= 0 {
		return status
	}
	if flags.NArg() > 0 {
		fmt.Fprint(errOut, doctorUsage)
		return 2
	}
	worst := doctor.OK
	status := onSettings(errOut, func(ctx context.Context, cfg config.Config) (err error) {
		log, closeLog, err := newLogger(cfg)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, closeLog()) }()
		db, err := joinDatabase(ctx, cfg, log, io.Discard)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, db.close()) }()
		found, err := examine(ctx, cfg, db, log)
		if err != nil {
			return err
		}
		worst = doctor.Worst(found)
		return printFindings(out, found, *asJSON)
	})
	if status != 0 {
		return doctorStatus[doctor.Broken]
	}
	return doctorStatus[worst]
}

// examine looks at the database as it is: nothing is migrated, and no index is made.
func examine(ctx context.Context, cfg config.Config, db *database, log *slog.Logger) ([]doctor.Finding, error) {
	if err := backup.Refuse(ctx, db.DB); err != nil {
		return nil, err
	}
	p := &product{db: db.DB, clock: clock.System(), log: log}
	var err error
	if p.Services, err = wiring.Wire(db.DB, p.clock, log); err != nil {
		return nil, err
	}
	if err := errors.Join(p.copyTo(cfg), p.mailThrough(cfg)); err != nil {
		return nil, err
	}
	agency, err := p.Org.Agency(ctx)
	if err != nil && !errors.Is(err, org.ErrNoneIn) { // without one there is less to look at
		return nil, err
	}
	found, err := p.Doctor.Check(ctx, agency.ID)
	return slices.DeleteFunc(found, func(f doctor.Finding) bool { return slices.Contains(ofNode, f.Check) }), err
}

// printFindings writes one line for each finding, and under it what to do about it; or all of them as JSON.
func printFindings(out io.Writer, found []doctor.Finding, asJSON bool) error {
	lang := errs.Vietnamese
	if asJSON {
		all := []v1.Finding{}
		for _, f := range found {
			all = append(all, v1.Finding{Check: f.Check, Name: f.Name(lang), Level: string(f.Level), Found: f.Found(lang), Advice: f.Advice(lang)})
		}
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		enc.SetEscapeHTML(false)
		return enc.Encode(map[string]any{"version": version, "level": doctor.Worst(found), "items": all})
	}
	marks := map[doctor.Level]string{doctor.OK: "ổn", doctor.Warn: "LƯU Ý", doctor.Broken: "HỎNG"}
	for _, f := range found {
		fmt.Fprintf(out, "%-6s %s", marks[f.Level], f.Name(lang))
		if said := f.Found(lang); said != "" {
			fmt.Fprintf(out, ": %s", said)
		}
		fmt.Fprintln(out)
		if advice := f.Advice(lang); advice != "" {
			fmt.Fprintf(out, "       %s\n", advice)
		}
	}
	return nil
}
