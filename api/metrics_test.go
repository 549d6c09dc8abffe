package main

import (
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"congvu/internal/realtime"
)

// TestSocketFigures: every figure of the hub is in /metrics, under a name of its own and with its own value.
func TestSocketFigures(t *testing.T) {
	t.Parallel()
	reg := prometheus.NewPedanticRegistry()
	reg.MustRegister(socketFigures{func() realtime.Stats {
		return realtime.Stats{Sockets: 1, Tokens: 2, Events: 3, Sent: 4, Slow: 5, Replayed: 6, Resynced: 7, Refused: 8}
	}})
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		m := f.GetMetric()[0]
		got[f.GetName()] = m.GetGauge().GetValue() + m.GetCounter().GetValue()
	}
	for name, want := range map[string]float64{
		"sockets": 1, "tokens": 2, "events_total": 3, "frames_total": 4, "slow_total": 5, "replayed_total": 6, "resynced_total": 7, "refused_total": 8,
	} {
		if got["congvu_realtime_"+name] != want {
			t.Errorf("%s is %v, want %v", name, got["congvu_realtime_"+name], want)
		}
	}
	if len(got) != 8 {
		t.Errorf("figures %v", got)
	}
}
