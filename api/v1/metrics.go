package v1

import (
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics are the figures of the HTTP side, by operation route: a path with ids would make a series per record.
type Metrics struct {
	requests *prometheus.HistogramVec
}

// NewMetrics registers the figures; a registry of its own per process lets two servers stand side by side in tests.
func NewMetrics(reg prometheus.Registerer) *Metrics {
	m := &Metrics{requests: prometheus.NewHistogramVec(prometheus.HistogramOpts{
		Name: "congvu_http_request_seconds", Help: "Time to answer an API request.",
		Buckets: []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10},
	}, []string{"method", "route", "status"})}
	reg.MustRegister(m.requests)
	return m
}

func (m *Metrics) observe(method, route string, status int, took time.Duration) {
	if m == nil {
		return
	}
	m.requests.WithLabelValues(method, route, strconv.Itoa(status)).Observe(took.Seconds())
}
