package realtime

import (
	"slices"
	"time"

	"github.com/oklog/ulid/v2"
)

// Types of events that the hub itself acts on. Every other type is the type of the object that has changed, such as
// "task", and is only passed on.
const (
	TypeRights  = "rights"  // Object is a person whose rights have changed: its sockets get their tokens anew
	TypeSession = "session" // Object is a session that has ended: its sockets are closed; clients are not told
	TypePosts   = "posts"   // Object is a unit in which a post began or ended: for the caches of nodes; clients are not told
	TypeResync  = "resync"  // the audience fetches everything on its screens again
	typeEpoch   = "epoch"   // the numbering of events has begun anew: everybody fetches again
)

// Event is the notice of one change. It says which object and version, and carries no content.
type Event struct {
	ID       string    `bson:"_id"` // ULID, given by Events.Write; sorts by time, though not exactly in the order of commits
	Agency   string    `bson:"agency"`
	Type     string    `bson:"type"`     // of the object: "task", "diary", "inbox" …
	Object   string    `bson:"object"`   // id of the object
	Version  int64     `bson:"version"`  // of the object after the change, 0 when it has none
	Audience []string  `bson:"audience"` // tokens (package access) of who may know: the object's vis before and after
	At       time.Time `bson:"at"`       // for the expiry after 7 days: never shifted by CONGVU_CLOCK
}

// Times that the replay after a break rests on.
const (
	// keep is how long events are stored.
	keep = 7 * 24 * time.Hour
	// overlap is how far before the last event that a client knows its replay starts: two of three events arrive after
	// one with a later id, since ids are given before the commit and clocks of nodes differ.
	overlap = 120 * time.Second
	// maxAhead is how far the clock of the node that gave an id may be before ours; such a start is refused beyond 30 s.
	maxAhead = 60 * time.Second
	// maxReplay is how many events are replayed; a client that missed more fetches its screens again, which is cheaper.
	maxReplay = 500
	// maxPerTx is how many events one transaction writes; a mass act beyond it tells its audience to fetch again.
	maxPerTx = 200
)

// since returns the id from which events are replayed to a client that knows last. It reports false when last is no
// event id, so old that events after it may be gone, or of a time that has not come, after which nothing can be told.
func since(last string, now time.Time) (string, bool) {
	id, err := ulid.ParseStrict(last)
	if err != nil {
		return "", false
	}
	from := ulid.Time(id.Time()).Add(-overlap)
	if now.Sub(from) > keep-time.Hour || from.UnixMilli() < 0 || ulid.Time(id.Time()).Sub(now) > maxAhead {
		return "", false
	}
	var start ulid.ULID
	if err := start.SetTime(ulid.Timestamp(from)); err != nil {
		return "", false
	}
	return start.String(), true
}

// missing returns the tokens of want that are not in have.
func missing(want []string, have map[string]bool) []string {
	return slices.DeleteFunc(slices.Clone(want), func(t string) bool { return have[t] })
}
