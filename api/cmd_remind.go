package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"congvu/internal/config"
	"congvu/internal/errs"
	"congvu/internal/reminder"
	"congvu/pkg/vncal"
)

const remindUsage = `congvu remind --dry-run [--month 2026-12]

Chạy thử: in ai sẽ nhận tin nhắc nào, lúc nào, theo quy tắc nào trong một tháng (mặc định là tháng này), theo hiện trạng công việc
và nhật ký lúc này. Không gửi và không ghi gì; tin thật do tác vụ định kỳ của congvu serve gửi.
Khi dùng MongoDB đi kèm, hãy dừng congvu serve trước, hoặc xem màn hình Lịch nhắc việc.
`

// runRemind prints what the jobs of reminders would send.
func runRemind(args []string, _ io.Reader, out, errOut io.Writer) int {
	flags := flag.NewFlagSet("remind", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	dry, month := flags.Bool("dry-run", false, ""), flags.String("month", "", "")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, remindUsage)
		return 0
	case err != nil || !*dry || flags.NArg() > 0:
		fmt.Fprint(errOut, remindUsage)
		return 2
	}
	return onProduct(out, errOut, func(ctx context.Context, _ config.Config, p *product) error {
		return p.printReminders(ctx, *month, out)
	})
}

// printReminders prints a dry run of a month, "" for this one: each message in one line, and how many there are.
func (p *product) printReminders(ctx context.Context, month string, out io.Writer) error {
	now := p.clock.Now()
	if month == "" {
		month = string(vncal.DateOf(now))[:len("2026-12")]
	}
	plan, err := p.Reminders.Plan(ctx, month, now)
	if err != nil {
		return err
	}
	ids := make([]string, len(plan.Messages))
	agency := ""
	for i, m := range plan.Messages {
		ids[i], agency = m.To, m.Agency
	}
	people, err := p.Identity.People(ctx, agency, ids)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Lịch nhắc việc tháng %s/%s, theo hiện trạng lúc %s. Chạy thử: không gửi gì.\n\n",
		month[5:], month[:4], now.In(vncal.Zone()).Format("15:04, 02/01/2006"))
	for _, m := range plan.Messages {
		what := "nhật ký ngày " + m.Params["date"]
		if m.Object.Type == "task" {
			what = m.Object.Code + ", hạn " + m.Params["due"]
		}
		fmt.Fprintf(out, "%s  %s (%s)  %s  %s [%s]\n", m.At.In(vncal.Zone()).Format("02/01/2006 15:04"), people[m.To].Name, partOf(m), what, m.Rule.Name, m.Rule.ID)
	}
	_, err = fmt.Fprintf(out, "\n%d lần chạy, %d tin.\n", len(plan.Runs), len(plan.Messages))
	return err
}

// partOf says as what somebody is reminded.
func partOf(m reminder.Planned) string {
	if m.For != "" {
		return errs.Text(errs.Vietnamese, "reminder.to.for", map[string]string{"name": m.For})
	}
	return errs.Text(errs.Vietnamese, "reminder.to."+m.Why, nil)
}
