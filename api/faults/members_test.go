package faults

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb/local"
)

// electionTimeout is after how long without a word from the primary the others choose a new one: a fifth of the server's
// own, so that a run of the test stays short.
const electionTimeout = 2 * time.Second

// memory returns a folder in memory where there is one; it goes with the test.
func memory(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "congvu-faults-")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	return dir
}

// members is a replica set of three on this machine.
type members struct {
	t    testing.TB
	dir  string
	addr []string
	cmd  []*exec.Cmd
}

// newMembers starts three members and waits for a primary.
func newMembers(t testing.TB) *members {
	t.Helper()
	m := &members{t: t, dir: memory(t), cmd: make([]*exec.Cmd, 3)}
	t.Cleanup(func() {
		for i := range m.cmd {
			m.kill(i)
		}
	})
	var set bson.A
	for i := range m.cmd {
		m.addr = append(m.addr, freePort(t))
		set = append(set, bson.D{{Key: "_id", Value: i}, {Key: "host", Value: m.addr[i]}})
	}
	for i := range m.cmd {
		m.start(i)
	}
	must(t, m.admin(0, bson.D{{Key: "replSetInitiate", Value: bson.D{
		{Key: "_id", Value: "rs0"}, {Key: "members", Value: set},
		{Key: "settings", Value: bson.D{{Key: "electionTimeoutMillis", Value: electionTimeout.Milliseconds()}}},
	}}}, nil))
	m.primary()
	return m
}

// uri names the whole set.
func (m *members) uri() string {
	return "mongodb://" + strings.Join(m.addr, ",") + "/?replicaSet=rs0"
}

// start starts a member and waits until it listens.
func (m *members) start(i int) {
	m.t.Helper()
	program, err := local.Find()
	must(m.t, err)
	data := filepath.Join(m.dir, fmt.Sprint(i))
	must(m.t, os.MkdirAll(data, 0o700))
	_, port, _ := net.SplitHostPort(m.addr[i])
	cmd := exec.Command(program.Path, "--dbpath", data, "--port", port, "--bind_ip", "127.0.0.1", "--nounixsocket", "--replSet", "rs0",
		"--wiredTigerCacheSizeGB", "0.25", "--oplogSize", "256", "--networkMessageCompressors", "disabled",
		"--setParameter", "diagnosticDataCollectionEnabled=false", "--setParameter", "transactionLifetimeLimitSeconds=8",
		"--logpath", data+".log", "--logappend")
	must(m.t, cmd.Start())
	m.cmd[i] = cmd
	eventually(m.t, "the member listens", 30*time.Second, func() bool {
		c, err := net.Dial("tcp", m.addr[i])
		if err == nil {
			c.Close()
		}
		return err == nil
	})
}

// kill ends a member as a lost machine does.
func (m *members) kill(i int) {
	if m.cmd[i] == nil {
		return
	}
	_ = m.cmd[i].Process.Signal(syscall.SIGKILL)
	_ = m.cmd[i].Wait()
	m.cmd[i] = nil
}

// halt stops a member without ending it, as a machine that hangs; resume lets it go on.
func (m *members) halt(i int)   { _ = m.cmd[i].Process.Signal(syscall.SIGSTOP) }
func (m *members) resume(i int) { _ = m.cmd[i].Process.Signal(syscall.SIGCONT) }

// primary waits until a member takes writes and returns which.
func (m *members) primary() (at int) {
	m.t.Helper()
	eventually(m.t, "there is a primary", 60*time.Second, func() bool {
		for i := range m.cmd {
			var hello struct {
				Primary bool `bson:"isWritablePrimary"`
			}
			if m.cmd[i] != nil && m.admin(i, bson.D{{Key: "hello", Value: 1}}, &hello) == nil && hello.Primary {
				at = i
				return true
			}
		}
		return false
	})
	return at
}

// admin sends a command to one member.
func (m *members) admin(i int, command bson.D, out any) error {
	client, err := mongo.Connect(options.Client().ApplyURI("mongodb://" + m.addr[i] + "/?directConnection=true").
		SetTimeout(2 * time.Second).SetServerSelectionTimeout(time.Second))
	if err != nil {
		return err
	}
	defer func() { _ = client.Disconnect(context.Background()) }()
	res := client.Database("admin").RunCommand(context.Background(), command)
	if out == nil {
		return res.Err()
	}
	return res.Decode(out)
}
