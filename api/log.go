package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"

	"gopkg.in/natefinch/lumberjack.v2"

	"congvu/internal/config"
	"congvu/internal/journal"
)

// newLogger writes JSON lines: to a file in the data folder when congvu runs its own database, where a person looks at
// the screen; else to standard error, where a service manager collects them. A line about a request carries its id.
func newLogger(cfg config.Config) (*slog.Logger, func() error, error) {
	options := &slog.HandlerOptions{Level: cfg.Level()}
	if cfg.Mongo != "" {
		return slog.New(withRequest{slog.NewJSONHandler(os.Stderr, options)}), func() error { return nil }, nil
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, nil, fmt.Errorf("CONGVU_DATA: %w", err)
	}
	path := filepath.Join(cfg.Data, "congvu.log")
	probe, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600) // a folder that cannot be written stops the start
	if err == nil {
		err = probe.Close()
	}
	if err != nil {
		return nil, nil, fmt.Errorf("CONGVU_DATA: %w", err)
	}
	f := &lumberjack.Logger{Filename: path, MaxSize: logMiB, MaxBackups: logFiles}
	return slog.New(withRequest{slog.NewJSONHandler(f, options)}), f.Close, nil
}

// Limits of the log in the data folder: an office that runs for years must not find its disk full of it. A file that is
// full is kept beside the new one, under its date; the oldest goes.
const (
	logMiB   = 20
	logFiles = 5
)

// withRequest adds to each record the id of the request whose context it was logged with, the one that the reply and the
// audit name too.
type withRequest struct{ slog.Handler }

// Handle implements slog.Handler.
func (h withRequest) Handle(ctx context.Context, r slog.Record) error {
	if id := journal.Request(ctx); id != "" {
		r = r.Clone() // its attributes may be shared with another handler
		r.AddAttrs(slog.String("request", id))
	}
	return h.Handler.Handle(ctx, r)
}

// WithAttrs implements slog.Handler.
func (h withRequest) WithAttrs(attrs []slog.Attr) slog.Handler {
	return withRequest{h.Handler.WithAttrs(attrs)}
}

// WithGroup implements slog.Handler.
func (h withRequest) WithGroup(name string) slog.Handler {
	return withRequest{h.Handler.WithGroup(name)}
}
