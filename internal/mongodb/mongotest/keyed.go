package mongotest

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
)

// ShardKey is the field by which a sharded cluster spreads the documents of all agencies (DESIGN.md, Data).
const ShardKey = "agency"

// filters names the part of a command that says which documents it is about.
var filters = map[string]string{"find": "filter", "count": "query", "distinct": "query", "findAndModify": "query", "aggregate": "pipeline", "update": "updates", "delete": "deletes", "insert": "documents"}

// Apart names the collections that are not spread over a cluster by their agency, each with the reason. Every other
// query, and every unique index, names the agency.
var Apart = map[string]string{
	// Found before anybody knows the agency: small, unsharded.
	"accounts":    "sign-in by a name, and the one place where a name is unique in the whole installation",
	"sessions":    "a session is found by the refresh token of its cookie",
	"tickets":     "a socket shows its ticket before it is anybody's",
	"throttle":    "attempts to sign in, counted by name and address",
	"setup_links": "the link by which the first administrator comes, before there is an agency",
	"feeds":       "a calendar program shows the secret of its address only",
	"feed_reads":  "counts those reads",
	"units":       "the agency itself is found among them; some thousands, which each node remembers",
	// Of the installation: small, unsharded.
	"epochs":   "one document: the numbering of events that all nodes agree on",
	"keys":     "what access tokens are signed with",
	"job_runs": "jobs belong to the installation",
	"outbox":   "one queue of letters, from which every node takes the next; what was sent is swept",
	// Spread by their _id, which begins with the agency.
	"facts":            "_id agency|period|person|task: clustered, read in ranges",
	"periods":          "_id agency|month",
	"sheets":           "_id agency|person|period",
	"diary_chains":     "_id agency|person",
	"file_usage":       "_id agency|person",
	"factor_policies":  "_id agency",
	"task_locks":       "_id agency",
	"workplace_locks":  "_id agency|what is locked",
	"substitute_locks": "_id agency|person",
	// Spread by the id of what they are parts of, which nobody else has.
	"fs.files":        "GridFS, whose tools know no agency: spread by the file's id",
	"fs.chunks":       "GridFS: spread by files_id",
	"import_files":    "of one import, kept for days",
	"import_parts":    "of one import, kept for days",
	"import_told":     "of one import, kept for days",
	"recurring_given": "_id rule|day",
}

// everywhere names the functions of the product that ask all shards on purpose.
var everywhere = map[string]string{
	"internal/identity.store.PersonByID":    "an access token names the person only; nodes remember the answer",
	"internal/backup.":                      "a backup reads the whole installation, a restore writes it",
	"internal/demo.store.":                  "the sample is loaded into an empty database, and an interrupted load taken out whole",
	"internal/doctor.(*Service).measure":    "which migrations have run, of the installation",
	"internal/realtime.(*Events).last":      "the highest event of all, once when a node starts or an epoch begins",
	"internal/task.ReopenRecalled":          "migration",
	"internal/identity.KeepVietnameseOrder": "migration",
	"internal/comment.store.keepWords":      "migration",
	"internal/document.KeepKeys":            "migration",
	"internal/identity.store.Posts":         "the estimate of a collection's size, which reads no document",
}

// unkeyed are the commands of the product that would go to every shard, by database.
var unkeyed struct {
	sync.Mutex
	found map[string][]string
}

// look notes a command of the product that does not name its agency. Commands of tests may look where they like.
func look(e *event.CommandStartedEvent) {
	field, ok := filters[e.CommandName]
	if !ok {
		return
	}
	collection, _ := e.Command.Lookup(e.CommandName).StringValueOK()
	if _, apart := Apart[collection]; apart || collection == "" || keyed(e.CommandName, e.Command.Lookup(field)) {
		return
	}
	by := caller()
	for name := range everywhere {
		if strings.HasPrefix(by, name) {
			return
		}
	}
	if by == "" {
		return
	}
	unkeyed.Lock()
	defer unkeyed.Unlock()
	if unkeyed.found == nil {
		unkeyed.found = map[string][]string{}
	}
	text := fmt.Sprintf("%s sends %s of %s without %s: in a sharded cluster it would ask every shard", by, e.CommandName, collection, ShardKey)
	if list := unkeyed.found[e.DatabaseName]; !slices.Contains(list, text) {
		unkeyed.found[e.DatabaseName] = append(list, text)
	}
}

// told fails the test for what the product asked of its database without naming the agency.
func told(t testing.TB, database string) {
	t.Helper()
	unkeyed.Lock()
	list := unkeyed.found[database]
	delete(unkeyed.found, database)
	unkeyed.Unlock()
	for _, text := range list {
		t.Error(text)
	}
}

// keyed reports whether the part of a command that says which documents it is about names their agency.
func keyed(command string, about bson.RawValue) bool {
	switch command {
	case "find", "count", "distinct", "findAndModify":
		d, _ := about.DocumentOK()
		return names(d)
	case "aggregate":
		list, _ := about.ArrayOK()
		first, err := list.IndexErr(0)
		if err != nil {
			return false
		}
		stage, _ := first.DocumentOK()
		if _, err := stage.LookupErr("$changeStream"); err == nil {
			return true // follows the log of the whole cluster anyway
		}
		d, _ := stage.Lookup("$match").DocumentOK()
		return names(d)
	}
	list, _ := about.ArrayOK()
	values, err := list.Values()
	if err != nil {
		return false
	}
	for _, v := range values {
		d, _ := v.DocumentOK()
		if command != "insert" {
			d, _ = d.Lookup("q").DocumentOK()
		}
		if !names(d) {
			return false
		}
	}
	return true
}

// names reports whether a filter names the agency, beside its other conditions, in one that all must meet, or in each of
// those of which one must be met.
func names(filter bson.Raw) bool {
	if _, err := filter.LookupErr(ShardKey); err == nil {
		return true
	}
	named := func(v bson.RawValue) bool {
		d, ok := v.DocumentOK()
		return ok && names(d)
	}
	all, _ := filter.Lookup("$and").ArrayOK()
	if values, err := all.Values(); err == nil && slices.ContainsFunc(values, named) {
		return true
	}
	either, _ := filter.Lookup("$or").ArrayOK()
	values, err := either.Values()
	return err == nil && len(values) > 0 && !slices.ContainsFunc(values, func(v bson.RawValue) bool { return !named(v) })
}

// caller names the function of the product that sent the command in hand, "" when a test sent it.
func caller() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		switch {
		case strings.Contains(f.Function, "go.mongodb.org/"), strings.HasPrefix(f.Function, "congvu/internal/mongodb"):
		case strings.HasSuffix(f.File, "_test.go"), !strings.HasPrefix(f.Function, "congvu/"):
			return ""
		default:
			return strings.TrimPrefix(f.Function, "congvu/")
		}
		if !more {
			return ""
		}
	}
}
