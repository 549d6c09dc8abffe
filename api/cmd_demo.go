package main

import (
	"context"
	"fmt"
	"io"
	"time"

	v1 "congvu/api/v1"
	"congvu/api/wiring"
	"congvu/internal/config"
	"congvu/internal/demo"
)

// runDemo loads the sample agency into an empty database and ends; `congvu serve --demo` does the same and goes on.
func runDemo(args []string, _ io.Reader, out, errOut io.Writer) int {
	if len(args) > 0 {
		fmt.Fprint(errOut, "congvu demo không có tham số.\n")
		return 2
	}
	return onProduct(out, errOut, func(ctx context.Context, _ config.Config, p *product) error { return p.loadDemo(ctx, out) })
}

// loadDemo fills the database through services of its own, whose clock walks through the sample's months.
func (p *product) loadDemo(ctx context.Context, out io.Writer) error {
	clk := demo.NewClock(p.clock.Now())
	s, err := wiring.Wire(p.db, clk, p.log)
	if err != nil {
		return err
	}
	start := time.Now()
	err = demo.Load(ctx, demo.World{
		DB: p.db, Clock: clk, Org: s.Org, Identity: s.Identity, Sessions: s.Sessions, Calendar: s.Calendar, Catalogue: s.Catalogue, Documents: s.Documents,
		Tasks: s.Tasks, Diary: s.Diary, Workplace: s.Workplace, Evaluation: s.Evaluation, Ratings: s.Ratings, Inbox: s.Inbox, Jobs: s.Jobs,
	}, p.clock.Now(), func(line string) { fmt.Fprintln(out, line) })
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Dữ liệu mẫu: xong sau %d giây.\n", int(time.Since(start).Seconds()))
	return nil
}

// demoAccounts returns what the sign-in page and the banner tell of the sample.
func demoAccounts() (*v1.Demo, error) {
	accounts, err := demo.Accounts()
	if err != nil {
		return nil, err
	}
	d := &v1.Demo{Password: demo.Password}
	for _, a := range accounts {
		d.Accounts = append(d.Accounts, v1.DemoAccount{Login: a.Login, Name: a.Name, Title: a.Title, Unit: a.Unit, Role: a.Role})
	}
	return d, nil
}

// isDemo reports whether the database holds sample people, and whether it holds anybody else.
func isDemo(ctx context.Context, p *product) (sample, others bool, err error) {
	agency, err := p.Org.Agency(ctx)
	if err != nil {
		return false, false, err
	}
	return p.Identity.Sample(ctx, agency.ID)
}
