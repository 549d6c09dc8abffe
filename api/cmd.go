package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"congvu/internal/config"
	"congvu/internal/errs"
)

// onProduct runs one command on the product: with the settings of the environment, on an open database, until it ends or is
// told to by a signal. It returns the exit status: 2 for settings that are wrong, 1 for a command that failed.
func onProduct(out, errOut io.Writer, do func(ctx context.Context, cfg config.Config, p *product) error) int {
	return onSettings(errOut, func(ctx context.Context, cfg config.Config) error { return withProduct(ctx, cfg, out, do) })
}

// onSettings is onProduct for a command that opens for itself what it needs.
func onSettings(errOut io.Writer, do func(ctx context.Context, cfg config.Config) error) int {
	cfg, err := config.Load()
	if err != nil {
		fmt.Fprintf(errOut, "Cài đặt chưa đúng:\n%v\n", err)
		return 2
	}
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer cancel()
	if err := do(ctx, cfg); err != nil {
		return failed(errOut, err)
	}
	return 0
}

// failed says on errOut what went wrong, with the faulty fields, and returns the exit status of a command that failed.
func failed(errOut io.Writer, err error) int {
	fmt.Fprintf(errOut, "congvu: %s\n", told(err))
	for _, f := range errs.As(err).Fields {
		fmt.Fprintf(errOut, "  %s\n", f.Sentence(errs.Vietnamese))
	}
	return 1
}

// withProduct opens the log and the database, does what it is told, and closes both again.
func withProduct(ctx context.Context, cfg config.Config, out io.Writer, do func(ctx context.Context, cfg config.Config, p *product) error) (err error) {
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
	return do(ctx, cfg, p)
}
