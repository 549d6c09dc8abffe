package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"golang.org/x/sync/errgroup"

	"congvu/frontend"
	"congvu/internal/config"
)

// stopTimeout is how long a stop may take until the database is left: sockets, requests, jobs.
const stopTimeout = 30 * time.Second

// runServe runs the product until SIGINT or SIGTERM.
func runServe(args []string, _ io.Reader, out, errOut io.Writer) int {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.SetOutput(errOut)
	withDemo := flags.Bool("demo", false, "nạp dữ liệu mẫu khi cơ sở dữ liệu còn trống")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	cfg, err := config.Load()
	if err != nil {
		fmt.Fprintf(errOut, "Cài đặt chưa đúng:\n%v\n", err)
		return 2
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	if err := serve(ctx, cfg, *withDemo, out); err != nil {
		fmt.Fprintf(errOut, "congvu: %s\n", told(err))
		return 1
	}
	fmt.Fprintln(out, "Đã dừng.")
	return 0
}

// serve starts everything from the database up, waits for ctx, and stops everything from the top down.
func serve(ctx context.Context, cfg config.Config, withDemo bool, out io.Writer) (err error) {
	log, closeLog, err := newLogger(cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, closeLog()) }()

	var web fiber.Handler
	var side errgroup.Group // compressing the web app takes a core as long as the database takes to open
	side.Go(func() (err error) { web, err = webApp(frontend.FS()); return err })

	db, err := openDatabase(ctx, cfg, log, out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.close()) }()

	p, err := newProduct(ctx, cfg, db.DB, log, out)
	if err != nil {
		return err
	}
	if err := p.prepare(ctx, cfg, withDemo, out); err != nil {
		if ctx.Err() != nil { // interrupted while the demo was loading; it is begun again next time
			return nil
		}
		return err
	}
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if err := side.Wait(); err != nil {
		return err
	}
	app := p.server(cfg, registry, web)
	probe := newOps(registry, p.check)
	if err := probe.start(ctx, cfg.OpsAddr); err != nil {
		return fmt.Errorf("CONGVU_OPS_ADDR: %w", err)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", cfg.Addr)
	if err != nil {
		return fmt.Errorf("CONGVU_ADDR: %w", err)
	}
	if err := p.start(ctx); err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- app.Listener(listener) }()
	probe.ready.Store(true)
	banner(out, cfg, db, p)
	log.Info("serving", "addr", cfg.Addr, "version", version)

	select {
	case <-ctx.Done():
	case err = <-failed:
	case err = <-db.lost:
	}
	fmt.Fprintln(out, "\nĐang dừng…")
	return errors.Join(err, shutdown(app, probe, p))
}

// shutdown lets go in the order of spec/security.md §4: not ready, no new jobs, sockets sent elsewhere, no new connections
// and the requests finished, then the running jobs finished or let go. The database goes last, in serve.
func shutdown(app *fiber.App, probe *ops, p *product) error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	probe.ready.Store(false)
	p.Jobs.Halt()
	p.Hub.Close(ctx) // app.Shutdown would wait for the sockets
	err := app.ShutdownWithContext(ctx)
	p.haltMail()
	return errors.Join(err, p.Jobs.Stop(ctx), probe.stop(ctx))
}
