package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"congvu/internal/config"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/local"
)

// database is the client and, without MONGODB_URI, the server that congvu runs for itself.
type database struct {
	*mongodb.DB

	info    mongodb.Info
	program string     // the mongod we run, empty when the server is somebody else's
	lost    chan error // our own server died and could not be started again

	stopping context.CancelFunc
	stopped  chan struct{}
}

// joinDatabase is openDatabase for what only reads: it takes part in the server that congvu serve runs on the data folder, too.
func joinDatabase(ctx context.Context, cfg config.Config, log *slog.Logger, out io.Writer) (*database, error) {
	if cfg.Mongo != "" {
		return openDatabase(ctx, cfg, log, out)
	}
	switch uri, err := local.Running(ctx, cfg.Data); {
	case err != nil:
		return nil, err
	case uri != "":
		cfg.Mongo = uri
	}
	return openDatabase(ctx, cfg, log, out)
}

// openDatabase connects to MONGODB_URI, or starts a server on the data folder and keeps it running.
func openDatabase(ctx context.Context, cfg config.Config, log *slog.Logger, out io.Writer) (*database, error) {
	d := &database{lost: make(chan error, 1), stopped: make(chan struct{})}
	uri := cfg.Mongo
	if uri == "" {
		server, err := local.Start(ctx, cfg.Data, local.Options{})
		if err != nil {
			return nil, err
		}
		uri, d.program = server.URI(), server.Program.Path
		fmt.Fprintf(out, "MongoDB: %s (%s)\n", server.Program.Path, server.Program.From)
		watch, cancel := context.WithCancel(context.Background())
		d.stopping = cancel
		go d.supervise(watch, server, cfg.Data, log)
	} else {
		close(d.stopped)
	}
	var err error
	if d.DB, err = mongodb.Connect(ctx, uri, cfg.Name); err != nil {
		return nil, errors.Join(err, d.close())
	}
	if d.info, err = d.Check(ctx, time.Now()); err != nil {
		return nil, errors.Join(err, d.close())
	}
	if d.info.Old() {
		log.Warn("MongoDB is older than 7.0 and gets no fixes; for trying and small single offices only", "version", d.info.Version)
	}
	d.warnOpenTx(ctx, log)
	return d, nil
}

// warnOpenTx says when a killed node would lock what it wrote for long; deployments/ shows the setting.
func (d *database) warnOpenTx(ctx context.Context, log *slog.Logger) {
	switch keeps, err := d.OpenTx(ctx); {
	case err != nil:
		log.Info("transactionLifetimeLimitSeconds of MongoDB cannot be read; it should be 8", "error", err)
	case keeps > mongodb.MaxOpenTx:
		log.Warn("MongoDB keeps open transactions of a killed node for long; set transactionLifetimeLimitSeconds to 8",
			"seconds", int(keeps.Seconds()))
	}
}

// errMoved says that our server came back at another port, where the client does not look for it.
var errMoved = errs.New(errs.Unavailable, "main.moved", "the port of the MongoDB server has been taken by another program")

// supervise starts our server again when it dies: what it acknowledged is in its journal, and the driver finds it at
// the same port. When that is taken the program ends, for whoever starts it again connects anew.
func (d *database) supervise(ctx context.Context, server *local.Server, folder string, log *slog.Logger) {
	defer close(d.stopped)
	for {
		select {
		case <-ctx.Done():
			if err := server.Stop(context.WithoutCancel(ctx)); err != nil {
				log.Error("stop mongod", "error", err)
			}
			return
		case <-server.Done():
		}
		log.Error("mongod died, starting it again")
		at, err := server.URI(), server.Stop(ctx)
		if err == nil {
			server, err = local.Start(ctx, folder, local.Options{})
		}
		if err == nil && server.URI() != at {
			err = errors.Join(errMoved, server.Stop(context.WithoutCancel(ctx)))
		}
		if err != nil {
			if ctx.Err() == nil {
				d.lost <- fmt.Errorf("restart mongod: %w", err)
			}
			return
		}
	}
}

func (d *database) close() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopTimeout)
	defer cancel()
	var err error
	if d.DB != nil {
		err = d.Close(ctx)
	}
	if d.stopping != nil {
		d.stopping()
		<-d.stopped
	}
	return err
}

// told returns the sentence of a classified error, with its cause for whoever installs, or the error as it is.
func told(err error) string {
	if e := errs.As(err); e.Kind != errs.Internal {
		return e.Sentence(errs.Vietnamese) + "\n" + e.Sentence(errs.English) + "\n(" + err.Error() + ")"
	}
	return err.Error()
}
