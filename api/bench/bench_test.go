package bench

import (
	"fmt"
	"os"
	"runtime"
	"testing"
)

// How much is measured. Each turn is bounded in count and in time, so that the whole takes less than five minutes on a
// busy machine too.
const (
	benchClients = 16     // people who work at once
	benchTasks   = 10_000 // tasks that one person leads, and one division has
	benchPage    = 50     // rows of a page
	benchSockets = 1000   // open sockets
)

// BenchmarkBesideDriver measures what the people of an office wait for, over HTTP and sockets on the loopback, beside
// the bare driver (and bare gorilla/websocket) doing the same documents in the same process, in turns. `make bench` runs
// it once and prints its table; a machine that others use too changes every figure and hardly the ratios.
func BenchmarkBesideDriver(b *testing.B) {
	t := table{machine: fmt.Sprintf("%d lõi, %s, Go %s, tải %s", runtime.NumCPU(), runtime.GOARCH, runtime.Version()[2:], load())}
	say("bộ nhớ lúc nghỉ")
	t.figure(memoryAtRest(b)...)
	say("dựng cơ quan mẫu: %d phòng, %d nhiệm vụ", benchClients, benchTasks)
	o := newBureau(b)
	t.machine += ", " + o.server(b)
	say("danh sách")
	t.row(lists(b, o)...)
	say("cây việc, trao đổi")
	t.figure(trees(b, o)...)
	say("giao nhiệm vụ")
	t.row(creating(b, o))
	say("ghi nhật ký")
	t.row(diaries(b, o)) // before the many submissions, which no day's diary would be suggested from
	say("trình duyệt")
	t.row(submitting(b, o))
	say("%d kết nối", benchSockets)
	told, memory := sockets(b, o)
	t.row(told)
	t.figure(memory...)
	t.print(os.Stderr)
}

// say shows how far the bench is.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }
