package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// ops serves /livez, /readyz and /metrics on a loopback listener of its own, so that no proxy can expose them.
type ops struct {
	server *http.Server
	ready  atomic.Bool // set once everything runs, cleared first on the way down
}

// newOps builds the listener; check asks what the node stands on.
func newOps(gatherer prometheus.Gatherer, check func(context.Context) error) *ops {
	o := &ops{}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /livez", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
		defer cancel()
		if !o.ready.Load() || check(ctx) != nil {
			http.Error(w, "not ready", http.StatusServiceUnavailable)
			return
		}
		w.WriteHeader(http.StatusOK)
	})
	mux.Handle("GET /metrics", promhttp.HandlerFor(gatherer, promhttp.HandlerOpts{}))
	o.server = &http.Server{Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	return o
}

// start listens on addr; a failure is a fault of the settings.
func (o *ops) start(ctx context.Context, addr string) error {
	l, err := new(net.ListenConfig).Listen(ctx, "tcp", addr)
	if err != nil {
		return err
	}
	go func() {
		if err := o.server.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			panic("ops listener: " + err.Error())
		}
	}()
	return nil
}

func (o *ops) stop(ctx context.Context) error { return o.server.Shutdown(ctx) }
