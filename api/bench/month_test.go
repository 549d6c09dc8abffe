package bench

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/api/wiring"
	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// The month that BenchmarkMonth closes.
const (
	monthPeople = 50_000
	monthLines  = 25 // of each person; one in a hundred is unfinished, one in a thousand waits for its approver
	monthBatch  = 100
	monthPeriod = grading.Period("2026-09")
)

// BenchmarkMonth measures a month's turn and close for a province of 50,000 people with 25 lines each, by the product's own
// services, beside what no way of doing it can avoid: a raw read of the lines, and a bulk write of the very sheets. Together
// they may take twice as long. CONGVU_MONTH sets another number of people, as in "5000", for a look on a small machine.
func BenchmarkMonth(b *testing.B) {
	people, err := strconv.Atoi(cmp.Or(os.Getenv("CONGVU_MONTH"), strconv.Itoa(monthPeople)))
	if err != nil {
		b.Fatal("CONGVU_MONTH: ", err)
	}
	say("dựng tỉnh %d người, %d dòng", people, people*monthLines)
	p := &province{bureau: newBureau(b)}
	p.settle(b, p.agency, people)
	p.lead(b)
	p.score(b)

	var commands atomic.Int64
	watched := mongotest.Again(b, p.db, mongodb.Watching(&event.CommandMonitor{
		Started: func(context.Context, *event.CommandStartedEvent) { commands.Add(1) },
	}))
	services, err := wiring.Wire(watched, clock.StartingAt(time.Date(2026, 10, 29, 15, 0, 0, 0, vncal.Zone())), slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	t := monthTable{machine: "tải " + load(), people: people}
	measure := func(what string, do func()) time.Duration {
		say("%s", what)
		runtime.GC()
		before, busy, start := commands.Load(), p.busy(b), time.Now()
		peak := highest(do)
		took := time.Since(start)
		t.rows = append(t.rows, monthRow{what, took, p.busy(b) - busy, commands.Load() - before, peak})
		return took
	}
	advance := func(at string) func() {
		return func() {
			day, err := time.ParseInLocation("2006-01-02 15:04", at, vncal.Zone())
			if err == nil {
				err = services.Evaluation.Advance(b.Context(), p.agency, day, nil)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	read := measure("trần: đọc các dòng", func() { p.readLines(b, people*monthLines) })
	turn := measure("chuyển sang chờ chốt", advance("2026-10-01 00:30"))
	idle := measure("chạy lại, không có gì đến hạn", advance("2026-10-01 01:30"))
	closed := measure("chốt kỳ", advance("2026-10-20 00:30"))
	say("trần: ghi các phiếu")
	write, cpu := p.writeSheets(b, people)
	t.rows = append(t.rows, monthRow{what: "trần: ghi các phiếu", took: write, cpu: cpu, commands: int64((people + monthBatch - 1) / monthBatch)})
	t.ratio, t.idle = float64(turn+closed)/float64(read+write), idle
	t.work = float64(t.rows[1].cpu+t.rows[3].cpu) / float64(t.rows[0].cpu+cpu)
	t.print(os.Stderr)
}

// lead makes the first person of each division its head.
func (p *province) lead(b *testing.B) {
	var heads []string
	for _, at := range p.divisions {
		if len(at.people) > 0 {
			heads = append(heads, at.people[0])
		}
	}
	for collection, by := range map[string][2]string{"people": {"_id", "primary.role"}, "appointments": {"person", "role"}} {
		_, err := p.db.Collection(collection).UpdateMany(b.Context(),
			bson.D{{Key: by[0], Value: bson.D{{Key: "$in", Value: heads}}}}, bson.D{{Key: "$set", Value: bson.D{{Key: by[1], Value: access.Head}}}})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// score gives everybody lines in the month.
func (p *province) score(b *testing.B) {
	first := monthPeriod.First()
	due := first.AddDays(14).End()
	var batch []any
	n := 0
	for _, at := range p.divisions {
		for _, who := range at.people {
			for range monthLines {
				n++
				f := evaluation.Fact{
					Agency: p.agency, Task: mongodb.NewID(), Code: fmt.Sprintf("NV-2026-%07d", n), K: 1500, A: 2000, D: 2000,
					DueOn: first.AddDays(n % 28), State: task.Completed,
					Show: evaluation.Show{
						Title: scaleTitle(n, 1_000_000), ProductCode: "BC01", Product: "Báo cáo chuyên đề", Version: 1, PointsMilli: 15_000, Divisor: 10_000,
						SubmittedOn: first.AddDays(n % 28), Missed: []vncal.Date{},
						Reviews: []evaluation.Review{{On: first.AddDays(n % 28), By: at.people[0], Verdict: task.Met, QtyMilli: 2000}},
					},
				}
				f.ID = strings.Join([]string{p.agency, string(monthPeriod), who, f.Task}, "|")
				switch {
				case n%1000 == 0:
					f.State, f.D, f.Show.Reviews = task.Submitted, 0, []evaluation.Review{}
				case n%100 == 0:
					f.State, f.D, f.Show.Reviews, f.Show.SubmittedOn, f.LateAt = task.InProgress, 0, []evaluation.Review{}, "", &due
				}
				if batch = append(batch, f); len(batch) == 20_000 {
					p.store(b, "facts", batch)
					batch = batch[:0]
				}
			}
		}
	}
	p.store(b, "facts", batch)
}

// readLines reads the lines of the month and makes nothing of them.
func (p *province) readLines(b *testing.B, want int) {
	prefix := p.agency + "|" + string(monthPeriod)
	cur, err := p.db.Collection("facts").Find(b.Context(),
		bson.D{{Key: "_id", Value: bson.D{{Key: "$gte", Value: prefix + "|"}, {Key: "$lt", Value: prefix + "}"}}}}, options.Find().SetBatchSize(5000))
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	for cur.Next(b.Context()) {
		n++
	}
	if cur.Err() != nil || n != want {
		b.Fatalf("%d lines of %d, %v", n, want, cur.Err())
	}
}

// busy returns how long processors have worked for this process and its database, 0 where the system does not say.
func (p *province) busy(b *testing.B) (sum time.Duration) {
	var server struct {
		PID int `bson:"pid"`
	}
	if err := p.db.Database().RunCommand(b.Context(), bson.D{{Key: "serverStatus", Value: 1}}).Decode(&server); err != nil {
		b.Fatal(err)
	}
	for _, pid := range []int{os.Getpid(), server.PID} {
		raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			return 0
		}
		_, rest, _ := strings.Cut(string(raw), ") ")        // the name may hold anything
		for _, ticks := range strings.Fields(rest)[11:13] { // user and system, hundredths of a second
			n, _ := strconv.Atoi(ticks)
			sum += time.Duration(n) * 10 * time.Millisecond
		}
	}
	return sum
}

// writeSheets writes the frozen sheets into an empty collection with their indexes, and returns how long that took, and
// processors worked, without the reading.
func (p *province) writeSheets(b *testing.B, want int) (took, cpu time.Duration) {
	for _, ix := range evaluation.Indexes() {
		if ix.Collection != "sheets" {
			continue
		}
		ix.Collection = "sheets_bare"
		if err := p.db.Ensure(b.Context(), ix); err != nil {
			b.Fatal(err)
		}
	}
	cur, err := p.db.Collection("sheets").Find(b.Context(), bson.D{{Key: "frozen", Value: bson.D{{Key: "$exists", Value: true}}}})
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	writes := make([]mongo.WriteModel, 0, monthBatch)
	flush := func() {
		busy, start := p.busy(b), time.Now()
		if _, err := p.db.Collection("sheets_bare").BulkWrite(b.Context(), writes); err != nil {
			b.Fatal(err)
		}
		took += time.Since(start)
		cpu += p.busy(b) - busy
		writes = writes[:0]
	}
	for cur.Next(b.Context()) {
		n++
		raw := append(bson.Raw(nil), cur.Current...)
		if writes = append(writes, mongo.NewInsertOneModel().SetDocument(raw)); len(writes) == monthBatch {
			flush()
		}
	}
	if len(writes) > 0 {
		flush()
	}
	if cur.Err() != nil || n < want {
		b.Fatalf("%d frozen sheets of %d, %v", n, want, cur.Err())
	}
	return took, cpu
}

// highest does something and returns the most memory that its heap held meanwhile, in MiB, looked at each 50 ms.
func highest(do func()) (mib uint64) {
	done, looked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		tick := time.NewTicker(50 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			mib = max(mib, m.HeapInuse>>20)
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	}()
	do()
	close(done)
	<-looked
	return mib
}

// monthRow is one step of the month.
type monthRow struct {
	what     string
	took     time.Duration
	cpu      time.Duration // of this process and its database; says more than took on a machine that others use
	commands int64
	heap     uint64 // MiB at most, 0 when not looked at
}

// monthTable is what BenchmarkMonth prints.
type monthTable struct {
	machine string
	people  int
	rows    []monthRow
	ratio   float64
	work    float64 // the same of processors' time
	idle    time.Duration
}

func (t monthTable) print(w io.Writer) {
	fmt.Fprintf(w, "\nKỳ tháng của %d người, mỗi người %d dòng (%s)\n\n%-36s │ %8s │ %8s │ %8s │ %10s │ %8s\n%s\n",
		t.people, monthLines, t.machine, "việc", "giây", "giây CPU", "phiếu/s", "lệnh", "MiB", strings.Repeat("─", 93))
	for _, r := range t.rows {
		fmt.Fprintf(w, "%-36s │ %8s │ %8s │ %8.0f │ %10d │ %8d\n",
			r.what, decimal(r.took.Seconds(), 2), decimal(r.cpu.Seconds(), 2), float64(t.people)/r.took.Seconds(), r.commands, r.heap)
	}
	fmt.Fprintf(w, "\n(chuyển + chốt) ÷ (đọc trần + ghi trần): %s, theo CPU %s, mục tiêu ≤ 2; chạy không có gì đến hạn: %s ms, mục tiêu ≤ 50\n",
		decimal(t.ratio, 2), decimal(t.work, 2), millis(t.idle))
}
