package mongotest

import (
	"context"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"

	"congvu/internal/mongodb"
)

// perRow is how many index keys or documents a page may examine for each row it may return (DESIGN.md, Data).
const perRow = 10

// recorders are the running Plans of this process, by database.
var recorders sync.Map // database name → *recorder

// recorder keeps the reads sent to one database.
type recorder struct {
	mu       sync.Mutex
	commands []bson.Raw
}

// reads are the commands whose plans are looked at.
var reads = []string{"find", "aggregate", "count", "distinct"}

// monitor hands each read to the recorder of its database, if there is one.
func monitor() *event.CommandMonitor {
	return &event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		look(e)
		if !slices.Contains(reads, e.CommandName) {
			return
		}
		if r, ok := recorders.Load(e.DatabaseName); ok {
			r := r.(*recorder)
			r.mu.Lock()
			defer r.mu.Unlock()
			r.commands = append(r.commands, slices.Clone(e.Command)) // the driver uses its memory again
		}
	}}
}

// Reads runs f and returns the reads that f sent to db, as they were sent. Only one Reads or Plans runs on a database at
// a time.
func Reads(t testing.TB, db *mongodb.DB, f func()) []bson.Raw {
	t.Helper()
	r := &recorder{}
	if _, running := recorders.LoadOrStore(db.Name(), r); running {
		t.Fatal("mongotest: the reads of this database are being looked at already")
	}
	func() {
		defer recorders.Delete(db.Name())
		f()
	}()
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.commands) == 0 {
		t.Fatal("mongotest: no read was seen")
	}
	return r.commands
}

// Plans runs f and fails the test when a read that f sent to db scanned a collection, sorted in memory, or examined
// more than 10 × limit index keys or documents. Fill the collection first and ask for a deep page: a bad plan looks
// harmless on the first one. It returns how many reads it has seen.
func Plans(t testing.TB, db *mongodb.DB, limit int, f func()) int {
	t.Helper()
	commands := Reads(t, db, f)
	for _, c := range commands {
		p := explain(t, db, c)
		switch {
		case len(p.bad) > 0:
			t.Errorf("%s in the plan of %s", strings.Join(p.bad, ", "), p.command)
		case max(p.keys, p.documents) > int64(perRow*limit):
			t.Errorf("%d keys and %d documents examined for a page of %d by %s", p.keys, p.documents, limit, p.command)
		}
	}
	return len(commands)
}

// plan is what explain says about one read.
type plan struct {
	command         bson.D   // as explained
	bad             []string // COLLSCAN, SORT
	keys, documents int64
}

// session fields that the driver adds to a command and explain refuses.
var session = []string{"$db", "lsid", "$clusterTime", "txnNumber", "startTransaction", "autocommit", "readConcern", "$readPreference", "maxTimeMS"}

func explain(t testing.TB, db *mongodb.DB, command bson.Raw) plan {
	t.Helper()
	var c bson.D
	if err := bson.Unmarshal(command, &c); err != nil {
		t.Fatal(err)
	}
	c = slices.DeleteFunc(c, func(e bson.E) bool { return slices.Contains(session, e.Key) })
	var answer bson.D
	err := db.Database().RunCommand(context.Background(), bson.D{{Key: "explain", Value: c}, {Key: "verbosity", Value: "executionStats"}}).Decode(&answer)
	if err != nil {
		t.Fatalf("explain %s: %v", command, err)
	}
	p := plan{command: c}
	p.read(answer, false)
	return p
}

// read walks the answer of explain: the winning plan's stages, and the sums beside them.
func (p *plan) read(v any, winning bool) {
	switch v := v.(type) {
	case bson.D:
		for _, e := range v {
			switch e.Key {
			case "rejectedPlans", "allPlansExecution", "executionStages", "serverInfo", "serverParameters", "command":
				continue
			case "stage":
				if s, ok := e.Value.(string); ok && winning && (s == "COLLSCAN" || strings.HasPrefix(s, "SORT") && s != "SORT_MERGE") {
					p.bad = append(p.bad, s)
				}
			case "totalKeysExamined":
				p.keys += number(e.Value)
			case "totalDocsExamined":
				p.documents += number(e.Value)
			case "stages":
				p.pipeline(e.Value)
			}
			p.read(e.Value, winning || e.Key == "winningPlan")
		}
	case bson.A:
		for _, e := range v {
			p.read(e, winning)
		}
	}
}

// pipeline finds a sort of documents in the stages of an aggregation; sorting a few groups is no harm.
func (p *plan) pipeline(stages any) {
	list, _ := stages.(bson.A)
	for _, stage := range list {
		d, _ := stage.(bson.D)
		for _, e := range d {
			switch e.Key {
			case "$group", "$facet", "$bucket":
				return
			case "$sort":
				p.bad = append(p.bad, "$sort")
			}
		}
	}
}

func number(v any) int64 {
	switch v := v.(type) {
	case int32:
		return int64(v)
	case int64:
		return v
	case float64:
		return int64(v)
	}
	return 0
}
