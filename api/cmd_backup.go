package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"filippo.io/age"

	"congvu/api/wiring"
	"congvu/internal/backup"
	"congvu/internal/clock"
	"congvu/internal/config"
	"congvu/pkg/vncal"
)

const backupUsage = `congvu backup --to THƯ_MỤC|TỆP [--encrypt-to age1…]

Sao lưu toàn bộ cơ sở dữ liệu, kể cả tệp đính kèm, đúng như lúc bắt đầu, vào một tệp mới (.tar.zst, mã hóa thì .tar.zst.age);
đọc lại và đối chiếu xong mới đặt tên tệp. Có gì không chắc thì không có tệp và mã kết thúc khác 0. Chạy được trong khi congvu serve đang chạy.
--encrypt-to ghi nhiều lần được: mỗi khóa công khai age một người mở được bằng khóa bí mật của mình. Giữ khóa bí mật ngoài máy này.
`

const restoreUsage = `congvu restore [--identity TỆP_KHÓA] [--check] TỆP

Phục hồi bản sao lưu vào cơ sở dữ liệu trống (CONGVU_DATA hoặc MONGODB_URI, CONGVU_DB): đối chiếu tệp, ghi, đọc lại từ cơ sở dữ liệu và
đối chiếu lần nữa, rồi mới báo xong. Mọi phiên đăng nhập của bản cũ hết hiệu lực; mật khẩu giữ nguyên. Dừng congvu serve trước.
--check chỉ kiểm tra tệp, không cần cơ sở dữ liệu. --identity là tệp khóa bí mật age của bản đã mã hóa.
`

// several is a flag that may be given more than once.
type several []string

func (s *several) String() string     { return strings.Join(*s, ",") }
func (s *several) Set(v string) error { *s = append(*s, v); return nil }

// parsed reads flags; the exit status is for a command line that ends here, -1 for one that goes on.
func parsed(flags *flag.FlagSet, args []string, usage string, out, errOut io.Writer) int {
	flags.SetOutput(io.Discard)
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, usage)
		return 0
	case err != nil:
		fmt.Fprint(errOut, usage)
		return 2
	}
	return -1
}

// runBackup copies the database into a file.
func runBackup(args []string, _ io.Reader, out, errOut io.Writer) int {
	flags := flag.NewFlagSet("backup", flag.ContinueOnError)
	to := flags.String("to", "", "")
	var keys several
	flags.Var(&keys, "encrypt-to", "")
	if status := parsed(flags, args, backupUsage, out, errOut); status >= 0 {
		return status
	}
	if *to == "" || flags.NArg() > 0 {
		fmt.Fprint(errOut, backupUsage)
		return 2
	}
	recipients, err := backup.Recipients(keys)
	if err != nil {
		return failed(errOut, err)
	}
	return onSettings(errOut, func(ctx context.Context, cfg config.Config) (err error) {
		log, closeLog, err := newLogger(cfg)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, closeLog()) }()
		db, err := joinDatabase(ctx, cfg, log, out)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, db.close()) }()
		s := wiring.NewBackup(db.DB)
		s.Use(backup.Settings{Program: version})
		made, err := s.Create(ctx, *to, recipients, telling(out))
		if err != nil {
			return err
		}
		how := ""
		if made.Encrypted {
			how = ", đã mã hóa"
		}
		_, err = fmt.Fprintf(out, "Đã sao lưu và kiểm tra lại: %s\n  %s%s, %d bản ghi của %d bộ dữ liệu, đúng như lúc %s, mất %d giây\n  SHA-256 %s\n",
			made.File, bytesOf(made.Size), how, made.Documents, made.Collections, momentOf(made.At), int(made.Took.Seconds()), made.SHA256)
		return err
	})
}

// runRestore writes a copy into an empty database, or only looks whether it could.
func runRestore(args []string, _ io.Reader, out, errOut io.Writer) int {
	flags := flag.NewFlagSet("restore", flag.ContinueOnError)
	identity, check := flags.String("identity", "", ""), flags.Bool("check", false, "")
	if status := parsed(flags, args, restoreUsage, out, errOut); status >= 0 {
		return status
	}
	if flags.NArg() != 1 {
		fmt.Fprint(errOut, restoreUsage)
		return 2
	}
	var keys []age.Identity
	if *identity != "" {
		var err error
		if keys, err = backup.Identities(*identity); err != nil {
			return failed(errOut, err)
		}
	}
	if *check {
		m, err := wiring.NewBackup(nil).Check(flags.Arg(0), keys, telling(out))
		if err != nil {
			return failed(errOut, err)
		}
		fmt.Fprintf(out, "Bản sao lưu dùng được: Công Vụ %s, dữ liệu lúc %s.\n  %d bản ghi của %d bộ dữ liệu, %s khi chưa nén; mọi mã kiểm tra đều khớp. Chưa ghi gì.\n",
			m.Program, momentOf(m.At), m.Documents(), len(m.Collections), bytesOf(m.Bytes()))
		return 0
	}
	return onSettings(errOut, func(ctx context.Context, cfg config.Config) error { return restore(ctx, cfg, flags.Arg(0), keys, out) })
}

func restore(ctx context.Context, cfg config.Config, path string, keys []age.Identity, out io.Writer) (err error) {
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
	clk := clock.System()
	m, err := wiring.NewBackup(db.DB).Restore(ctx, path, backup.Plan{
		Keys: keys, Indexes: wiring.Indexes(),
		After: func(ctx context.Context) error {
			if err := upToDate(ctx, db.DB, clk, log, out); err != nil {
				return err
			}
			return wiring.Renew(ctx, db.DB, clk, log)
		},
	}, telling(out))
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "Đã phục hồi và đối chiếu: %d bản ghi của %d bộ dữ liệu, đúng như lúc %s.\nMọi người đăng nhập lại bằng mật khẩu cũ. Chạy congvu serve.\n",
		m.Documents(), len(m.Collections), momentOf(m.At))
	return err
}

// steps are what the screen calls the steps of a copy and a restore.
var steps = map[backup.Step]string{
	backup.Reading: "Đang sao lưu", backup.Checking: "Đang kiểm tra tệp", backup.Loading: "Đang ghi", backup.Comparing: "Đang đối chiếu",
	backup.Preparing: "Đang dựng chỉ mục, kết thúc các phiên cũ",
}

// telling prints progress: a line for each step, and while it lasts one every two seconds.
func telling(out io.Writer) backup.Tell {
	var step backup.Step
	passed := clock.Stopwatch()
	said := time.Duration(0)
	return func(p backup.Progress) {
		if p.Step == step && passed()-said < tellEvery {
			return
		}
		where := ""
		if p.Step == step && p.Collection != "" {
			where = fmt.Sprintf(": %s, %d bản ghi", p.Collection, p.Done)
			if p.Total > 0 {
				where = fmt.Sprintf(": %s, %d trong %d bản ghi", p.Collection, p.Done, p.Total)
			}
		}
		step, said = p.Step, passed()
		fmt.Fprintf(out, "%s%s…\n", steps[p.Step], where)
	}
}

func momentOf(at time.Time) string { return at.In(vncal.Zone()).Format("15:04:05, 02/01/2006") }

// bytesOf writes a length as people read it.
func bytesOf(n int64) string {
	for _, unit := range []struct {
		size int64
		name string
	}{{1e9, "GB"}, {1e6, "MB"}} {
		if n >= unit.size {
			return strings.ReplaceAll(fmt.Sprintf("%.1f", float64(n)/float64(unit.size)), ".", ",") + " " + unit.name
		}
	}
	return fmt.Sprintf("%d KB", (n+999)/1000)
}
