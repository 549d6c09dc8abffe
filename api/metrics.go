package main

import (
	"github.com/prometheus/client_golang/prometheus"

	"congvu/internal/realtime"
)

// socketFigures tells /metrics what this node's hub says of its sockets.
type socketFigures struct{ stats func() realtime.Stats }

// figureOf is one of them, with its description.
type figureOf struct {
	desc  *prometheus.Desc
	kind  prometheus.ValueType
	value func(realtime.Stats) float64
}

func gauge(name, help string, value func(realtime.Stats) float64) figureOf {
	return figureOf{prometheus.NewDesc("congvu_realtime_"+name, help, nil, nil), prometheus.GaugeValue, value}
}

func counter(name, help string, value func(realtime.Stats) uint64) figureOf {
	return figureOf{
		prometheus.NewDesc("congvu_realtime_"+name, help, nil, nil), prometheus.CounterValue,
		func(s realtime.Stats) float64 { return float64(value(s)) },
	}
}

// realtimeFigures are the figures of a hub, each by its help.
func realtimeFigures() []figureOf {
	return []figureOf{
		gauge("sockets", "Sockets open now.", func(s realtime.Stats) float64 { return float64(s.Sockets) }),
		gauge("tokens", "Tokens that some socket listens to now.", func(s realtime.Stats) float64 { return float64(s.Tokens) }),
		counter("events_total", "Events seen in the change stream.", func(s realtime.Stats) uint64 { return s.Events }),
		counter("frames_total", "Frames handed to sockets.", func(s realtime.Stats) uint64 { return s.Sent }),
		counter("slow_total", "Clients cut off for reading too slowly.", func(s realtime.Stats) uint64 { return s.Slow }),
		counter("replayed_total", "Connections told what they had missed.", func(s realtime.Stats) uint64 { return s.Replayed }),
		counter("resynced_total", "Connections told to fetch everything again.", func(s realtime.Stats) uint64 { return s.Resynced }),
		{
			prometheus.NewDesc("congvu_realtime_event_lag_seconds_total", "Time of all events together from their writing until this node heard of them; by events_total it is that of one.", nil, nil),
			prometheus.CounterValue, func(s realtime.Stats) float64 { return s.Lag.Seconds() },
		},
		counter("refused_total", "Connections turned away because too many had shown no ticket.", func(s realtime.Stats) uint64 { return s.Refused }),
	}
}

// Describe implements prometheus.Collector.
func (f socketFigures) Describe(out chan<- *prometheus.Desc) {
	for _, one := range realtimeFigures() {
		out <- one.desc
	}
}

// Collect implements prometheus.Collector.
func (f socketFigures) Collect(out chan<- prometheus.Metric) {
	s := f.stats()
	for _, one := range realtimeFigures() {
		out <- prometheus.MustNewConstMetric(one.desc, one.kind, one.value(s))
	}
}
