package faults

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"congvu/api/wiring"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/local"
	"congvu/internal/mongodb/mongotest"
)

// TestFaults is the short form of BenchmarkFaults: one node of two is killed and the other one stopped while a few people
// work.
func TestFaults(t *testing.T) {
	t.Parallel()
	o := newOffice(t, mongotest.New(t, wiring.Indexes()...), 2, 3)
	nodes := nodesOf(t, o, mongotest.URI(t), 2)
	v := play(t, "kill −9 và SIGTERM", o, nodes, func(*site) {
		time.Sleep(2 * time.Second)
		nodes[0].kill()
		nodes[0].start()
		nodes[1].stop()
		nodes[1].start()
		time.Sleep(2 * time.Second)
	})
	v.report(t)
}

// BenchmarkFaults breaks what can break while 50 people work, and prints what became of what they were told is stored.
// `make faults` runs it once; it is no benchmark but in that nobody wants to wait for it in every test.
func BenchmarkFaults(b *testing.B) {
	var verdicts []*verdict
	for _, s := range []struct {
		name string
		play func(t testing.TB) *verdict
	}{
		{"KillNode", killNode},
		{"KillWhole", killWhole},
		{"KillMongod", killMongod},
		{"KillPrimary", killPrimary},
		{"HangPrimary", hangPrimary},
		{"CutLine", cutLine},
		{"FullDisk", fullDisk},
		{"ClockJumps", clockJumps},
		{"Terminate", terminate},
		{"Crowd", crowd},
	} {
		b.Run(s.name, func(b *testing.B) {
			fmt.Fprintf(os.Stderr, "faults: %s\n", s.name)
			v := s.play(b)
			verdicts = append(verdicts, v)
			v.report(b)
		})
	}
	figures := ""
	b.Run("Latency", func(b *testing.B) { figures = betweenNodes(b) })
	table(os.Stderr, verdicts)
	fmt.Fprintln(os.Stderr, figures)
}

// scene is what a scenario has on the stage.
type scene struct {
	what    string
	office  *office
	nodes   []*node
	writers int // how many officers work; 0 for all
	sockets int // of each person; 0 for one
	trouble func(*site, []*ear)
}

// play has everybody of the office work on these nodes, and listen, while trouble goes on.
func play(t testing.TB, what string, o *office, nodes []*node, trouble func(*site)) *verdict {
	t.Helper()
	return scene{what: what, office: o, nodes: nodes, trouble: func(s *site, _ []*ear) { trouble(s) }}.play(t)
}

func (c scene) play(t testing.TB) *verdict {
	t.Helper()
	began := time.Now()
	c.office.open()
	for _, n := range c.nodes {
		must(t, n.begin())
	}
	for _, n := range c.nodes {
		n.await()
	}
	s := newSite(c.nodes...)
	var ears []*ear
	var listening sync.WaitGroup
	for _, p := range c.office.people {
		for range max(1, c.sockets) {
			e := listen(s, p)
			ears = append(ears, e)
			listening.Go(e.run)
			if len(ears)%50 == 0 { // people do not come all in the same moment
				time.Sleep(50 * time.Millisecond)
			}
		}
	}
	eventually(t, "everybody listens", 30*time.Second, func() bool { return allLive(ears) })
	stop := load(c.office, s, c.writers)
	c.trouble(s, ears)
	v := judge(c.office, s, stop(), ears)
	for _, e := range ears {
		e.close()
	}
	listening.Wait()
	for _, n := range c.nodes {
		n.stop()
		if n.panics() > 0 {
			v.fault("node %s panicked", n.addr)
		}
	}
	v.what, v.took = c.what, time.Since(began)
	return v
}

// nodesOf returns nodes over one database.
func nodesOf(t testing.TB, o *office, uri string, n int) (nodes []*node) {
	for range n {
		nodes = append(nodes, newNode(t, func() []string { return o.env(uri, 0) }))
	}
	return nodes
}

// onServer lays an office out in a server of the test's own.
func onServer(t testing.TB) (*office, string) {
	t.Helper()
	server, err := local.Start(context.Background(), memory(t), local.Options{})
	must(t, err)
	t.Cleanup(func() { _ = server.Stop(context.Background()) })
	return newOffice(t, connect(t, server.URI()), divisions, officers), server.URI()
}

// onFolder lays an office out in a data folder, for nodes that run the mongod on it themselves. The folder keeps address
// and password of its server.
func onFolder(t testing.TB, dir string) *office {
	t.Helper()
	server, err := local.Start(context.Background(), dir, local.Options{})
	must(t, err)
	o := newOffice(t, connect(t, server.URI()), divisions, officers)
	must(t, server.Stop(context.Background()))
	return o
}

// onMembers lays an office out in a replica set of three.
func onMembers(t testing.TB) (*office, *members) {
	t.Helper()
	m := newMembers(t)
	return newOffice(t, connect(t, m.uri()), divisions, officers), m
}

func connect(t testing.TB, uri string) *mongodb.DB {
	t.Helper()
	db, err := mongodb.Connect(context.Background(), uri, "congvu")
	must(t, err)
	t.Cleanup(func() { _ = db.Close(context.Background()) })
	return db
}

// killNode kills one node of two, and then both at once, just when one of them has begun to send the reminders of 08:30.
func killNode(t testing.TB) *verdict {
	o, uri := onServer(t)
	nodes := nodesOf(t, o, uri, 2)
	return play(t, "kill −9 congvu, hai nút", o, nodes, func(*site) {
		time.Sleep(4 * time.Second)
		nodes[0].kill()
		nodes[0].start()
		o.reminding(t)
		for _, n := range nodes {
			n.signal(syscall.SIGKILL)
		}
		for _, n := range nodes {
			n.kill()
			must(t, n.begin())
		}
		for _, n := range nodes {
			n.await()
		}
		time.Sleep(4 * time.Second)
	})
}

// killWhole kills the one node that runs its own mongod, which goes with it.
func killWhole(t testing.TB) *verdict {
	dir := memory(t)
	o := onFolder(t, dir)
	n := newNode(t, func() []string { return embedded(o, dir) })
	return play(t, "kill −9 congvu có mongod kèm theo", o, []*node{n}, func(*site) {
		for range 2 {
			time.Sleep(5 * time.Second)
			n.kill()
			n.start()
		}
		time.Sleep(4 * time.Second)
		o.follow(t, dir)
	})
}

// killMongod kills the mongod that a node runs for itself.
func killMongod(t testing.TB) *verdict {
	dir := memory(t)
	o := onFolder(t, dir)
	n := newNode(t, func() []string { return embedded(o, dir) })
	return play(t, "kill −9 mongod kèm theo", o, []*node{n}, func(*site) {
		for range 2 {
			time.Sleep(5 * time.Second)
			raw, err := os.ReadFile(filepath.Join(dir, "db", "mongod.lock"))
			must(t, err)
			pid, err := strconv.Atoi(strings.TrimSpace(string(raw)))
			must(t, err)
			must(t, syscall.Kill(pid, syscall.SIGKILL))
			n.await()
		}
		time.Sleep(5 * time.Second)
		o.follow(t, dir)
	})
}

// follow goes to where the server of a folder listens now: its port may have been taken while it was away.
func (o *office) follow(t testing.TB, dir string) {
	t.Helper()
	read := func(name string) string {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		must(t, err)
		return strings.TrimSpace(string(raw))
	}
	uri := url.URL{
		Scheme: "mongodb", User: url.UserPassword("congvu", read("password")), Host: "127.0.0.1:" + read("port"), Path: "/",
		RawQuery: "replicaSet=rs0&authSource=admin",
	}
	o.db = connect(t, uri.String())
}

// embedded are the settings of a node that runs its own mongod.
func embedded(o *office, dir string) []string {
	return append(o.env("", 0), "CONGVU_DATA="+dir)
}

// killPrimary kills the primary of three, twice; it comes back as another member.
func killPrimary(t testing.TB) *verdict {
	o, m := onMembers(t)
	return play(t, "kill −9 primary của ba thành viên", o, nodesOf(t, o, m.uri(), 2), func(*site) {
		for range 2 {
			time.Sleep(5 * time.Second)
			at := m.primary()
			m.kill(at)
			m.primary()
			m.start(at)
		}
		time.Sleep(5 * time.Second)
	})
}

// hangPrimary halts the primary of three: its connections stay and say nothing. It goes on when another one has taken over.
func hangPrimary(t testing.TB) *verdict {
	o, m := onMembers(t)
	return play(t, "primary treo, rồi chạy tiếp", o, nodesOf(t, o, m.uri(), 2), func(*site) {
		time.Sleep(5 * time.Second)
		at := m.primary()
		m.halt(at)
		time.Sleep(12 * time.Second)
		m.resume(at)
		time.Sleep(6 * time.Second)
	})
}

// cutLine cuts the network between one node of two and the primary: first all connections drop and none can be made, then
// they stay and carry nothing.
func cutLine(t testing.TB) *verdict {
	o, uri := onServer(t)
	line := mongotest.NewLine(t, uri)
	far := newNode(t, func() []string { return o.env(line.URI(), 0) })
	near := newNode(t, func() []string { return o.env(uri, 0) })
	return play(t, "đứt mạng giữa nút và primary", o, []*node{far, near}, func(*site) {
		time.Sleep(4 * time.Second)
		line.Down()
		time.Sleep(6 * time.Second)
		line.Up()
		time.Sleep(4 * time.Second)
		line.Hold()
		time.Sleep(12 * time.Second)
		line.Release()
		time.Sleep(5 * time.Second)
	})
}

// fullDisk fills the disk of a node's own mongod. Where no file system can be mounted it cannot be tried.
func fullDisk(t testing.TB) *verdict {
	const what = "đầy đĩa"
	dir := memory(t)
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=700m"); err != nil {
		return &verdict{what: what + ": không thử được, máy này không cho gắn tmpfs (" + err.Error() + ")"}
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	o := onFolder(t, dir)
	n := newNode(t, func() []string { return embedded(o, dir) })
	return play(t, what, o, []*node{n}, func(*site) {
		ctx, cancel := context.WithCancel(context.Background())
		kept := make(chan int)
		go func() { kept <- n.keep(ctx) }()
		time.Sleep(5 * time.Second)
		ballast := filepath.Join(dir, "ballast")
		must(t, fill(ballast))
		time.Sleep(10 * time.Second)
		must(t, os.Remove(ballast))
		eventually(t, "the node is ready again", time.Minute, n.ready)
		time.Sleep(5 * time.Second)
		cancel()
		o.follow(t, dir)
		t.Logf("full disk: the node was started again %d times", <-kept)
	})
}

// fill writes until the disk is full.
func fill(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err = io.Copy(f, zeros{}); err != nil && !strings.Contains(err.Error(), syscall.ENOSPC.Error()) {
		return err
	}
	return nil
}

// zeros never ends.
type zeros struct{}

// Read implements io.Reader.
func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// clockJumps has one node of two come back with a clock that is wrong: an hour and a half ahead, then behind, then right.
func clockJumps(t testing.TB) *verdict {
	o, uri := onServer(t)
	var wrong time.Duration
	jumping := newNode(t, func() []string { return o.env(uri, wrong) })
	steady := newNode(t, func() []string { return o.env(uri, 0) })
	return play(t, "đồng hồ một nút nhảy +90, −90 phút", o, []*node{jumping, steady}, func(*site) {
		for _, wrong = range []time.Duration{90 * time.Minute, -90 * time.Minute, 0} {
			time.Sleep(3 * time.Second)
			jumping.stop()
			jumping.start()
		}
		time.Sleep(5 * time.Second)
	})
}

// terminate stops and starts one node after the other, as an upgrade does.
func terminate(t testing.TB) *verdict {
	o, uri := onServer(t)
	nodes := nodesOf(t, o, uri, 2)
	return play(t, "SIGTERM khi đang làm việc", o, nodes, func(*site) {
		for i := range 4 {
			time.Sleep(3 * time.Second)
			if took := nodes[i%2].stop(); took > 30*time.Second {
				t.Errorf("SIGTERM: the node took %v", took)
			}
			nodes[i%2].start()
		}
		time.Sleep(3 * time.Second)
	})
}
