package main

import (
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	dto "github.com/prometheus/client_model/go"

	v1 "congvu/api/v1"
	"congvu/internal/clock"
	"congvu/internal/config"
	"congvu/internal/realtime"
	"congvu/internal/reminder"
)

// TestSocketFigures: every figure of the hub is in /metrics, under a name of its own and with its own value.
func TestSocketFigures(t *testing.T) {
	t.Parallel()
	reg := prometheus.NewPedanticRegistry()
	reg.MustRegister(socketFigures{func() realtime.Stats {
		return realtime.Stats{Sockets: 1, Tokens: 2, Events: 3, Sent: 4, Slow: 5, Replayed: 6, Resynced: 7, Refused: 8, Lag: 9 * time.Second}
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
		"sockets": 1, "tokens": 2, "events_total": 3, "frames_total": 4, "slow_total": 5, "replayed_total": 6, "resynced_total": 7, "refused_total": 8, "event_lag_seconds_total": 9,
	} {
		if got["congvu_realtime_"+name] != want {
			t.Errorf("%s is %v, want %v", name, got["congvu_realtime_"+name], want)
		}
	}
	if len(got) != 9 {
		t.Errorf("figures %v", got)
	}
}

// TestBoardNamesMetrics: every figure that the board shows is one of /metrics of a node in an office, and every figure of ours is
// shown.
func TestBoardNamesMetrics(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	if _, err := o.Backup.Create(t.Context(), t.TempDir(), nil, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Jobs.RunNow(t.Context(), reminder.DueJob, ""); err != nil {
		t.Fatal(err)
	}
	reg := prometheus.NewPedanticRegistry()
	reg.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	p := &product{Services: o.Services, db: o.db, clock: clock.Fixed(officeNow), log: slog.New(slog.DiscardHandler)}
	app := p.server(config.Config{Origins: []string{"http://127.0.0.1"}}, reg, func(c *fiber.Ctx) error { return c.Next() })
	res, err := app.Test(httptest.NewRequest(http.MethodGet, v1.Prefix+"/about", nil), -1)
	if err != nil || res.StatusCode != http.StatusOK {
		t.Fatal(res, err)
	}
	res.Body.Close()
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	told, value := map[string]bool{}, map[string]float64{}
	for _, f := range families {
		name := f.GetName()
		told[name] = true
		value[name] = f.GetMetric()[0].GetGauge().GetValue() + f.GetMetric()[0].GetCounter().GetValue()
		if f.GetType() == dto.MetricType_HISTOGRAM {
			told[name+"_bucket"], told[name+"_count"] = true, true
		}
	}
	board, err := os.ReadFile("../deployments/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(board) {
		t.Error("the board is no JSON")
	}
	shown := map[string]bool{}
	for _, name := range regexp.MustCompile(`\b(congvu|process|go)_[a-z_]+`).FindAllString(string(board), -1) {
		shown[name] = true
		if !told[name] {
			t.Errorf("the board shows %s, which nobody tells", name)
		}
	}
	for name := range told {
		base := strings.HasSuffix(name, "_seconds") && told[name+"_bucket"]
		if strings.HasPrefix(name, "congvu_") && !shown[name] && !base && !slices.Contains([]string{
			"congvu_realtime_tokens", "congvu_realtime_frames_total", "congvu_realtime_replayed_total",
		}, name) {
			t.Errorf("%s is told and not shown", name)
		}
	}
	for name, want := range map[string]float64{"congvu_office_known": 1, "congvu_diaries_missing": 8} { // all but the administrator
		if value[name] != want {
			t.Errorf("%s is %v, want %v", name, value[name], want)
		}
	}
	if value["congvu_writes_total"] == 0 || value["congvu_backup_bytes"] == 0 {
		t.Errorf("figures %v", value)
	}
}
