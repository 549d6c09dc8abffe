package inbox

import (
	"context"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/clock"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
)

const (
	collection = "inbox"
	keep       = 180 // days that a message is kept after it was read, or given when nobody reads it
)

// Indexes declares the messages: a person's list, all or unread; the ledger of all; one per key; those of a kind that nobody has
// seen yet; and the expiry of read ones.
func Indexes() []mongodb.Indexes {
	expiry := mongodb.Asc("gone_at")
	expiry.Options = options.Index().SetExpireAfterSeconds(0)
	about := mongodb.Asc("agency", "object.id")
	about.Options = options.Index().SetPartialFilterExpression(bson.D{{Key: "unread", Value: true}})
	unseen := mongodb.Asc("agency", "kind", "at")
	unseen.Options = options.Index().SetPartialFilterExpression(bson.D{{Key: "unread", Value: true}})
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{
		mongodb.Asc("agency", "to", "-_id"),
		mongodb.Asc("agency", "to", "unread", "-_id"),
		about,
		mongodb.Unique("agency", "key"),
		mongodb.Asc("agency", "-_id"),
		unseen,
		expiry,
	}}}
}

type store struct{ rows *mongo.Collection }

func newStore(db *mongodb.DB) *store { return &store{rows: db.Collection(collection)} }

// insert adds the rows whose keys are new and returns those. A duplicate key would abort the whole transaction. So a few
// rows are inserted by upsert; for many, the keys that are stored are asked for first, which takes a command more and half
// the time. Two transactions with the same key at once conflict either way, and the later one runs again.
func (s *store) insert(ctx context.Context, rows []Row) ([]Row, error) {
	if len(rows) > many {
		return s.insertMany(ctx, rows)
	}
	writes := make([]mongo.WriteModel, len(rows))
	for i, r := range rows {
		writes[i] = mongo.NewUpdateOneModel().SetUpsert(true).
			SetFilter(bson.D{{Key: "agency", Value: r.Agency}, {Key: "key", Value: r.Key}}).
			SetUpdate(bson.D{{Key: "$setOnInsert", Value: withoutKey(r)}})
	}
	res, err := s.rows.BulkWrite(ctx, writes)
	if err != nil {
		return nil, mongodb.Translate("insert messages", err)
	}
	var fresh []Row
	for i, r := range rows {
		if _, inserted := res.UpsertedIDs[int64(i)]; inserted {
			fresh = append(fresh, r)
		}
	}
	return fresh, nil
}

func (s *store) insertMany(ctx context.Context, rows []Row) ([]Row, error) {
	keys, seen := map[string][]string{}, map[[2]string]bool{}
	for _, r := range rows {
		keys[r.Agency] = append(keys[r.Agency], r.Key)
	}
	for agency, of := range keys { // one, for an act has one
		known, err := s.given(ctx, agency, of)
		if err != nil {
			return nil, err
		}
		for key := range known {
			seen[[2]string{agency, key}] = true
		}
	}
	var fresh []Row
	var docs []bson.D
	for _, r := range rows {
		if key := [2]string{r.Agency, r.Key}; !seen[key] {
			seen[key], fresh = true, append(fresh, r)
			docs = append(docs, append(withoutKey(r), bson.E{Key: "agency", Value: r.Agency}, bson.E{Key: "key", Value: r.Key}))
		}
	}
	if len(docs) == 0 {
		return nil, nil
	}
	_, err := s.rows.InsertMany(ctx, docs)
	return fresh, mongodb.Translate("insert messages", err)
}

// given returns which of keys are stored.
func (s *store) given(ctx context.Context, agency string, keys []string) (map[string]bool, error) {
	found := map[string]bool{}
	if len(keys) == 0 {
		return found, nil
	}
	rows, err := mongodb.All[Row](ctx, "find messages by key", s.rows, bson.D{
		{Key: "agency", Value: agency}, {Key: "key", Value: bson.D{{Key: "$in", Value: keys}}},
	}, options.Find().SetProjection(bson.D{{Key: "_id", Value: 0}, {Key: "key", Value: 1}}))
	for _, r := range rows {
		found[r.Key] = true
	}
	return found, err
}

// withoutKey is a row as an update may set it: what the filter names already may not stand in both.
func withoutKey(r Row) bson.D {
	d := bson.D{
		{Key: "_id", Value: r.ID}, {Key: "to", Value: r.To}, {Key: "kind", Value: r.Kind}, {Key: "object", Value: r.Object},
		{Key: "by", Value: r.By}, {Key: "by_name", Value: r.ByName}, {Key: "rule", Value: r.Rule}, {Key: "why", Value: r.Why},
		{Key: "group", Value: r.Group}, {Key: "holder", Value: r.Holder}, {Key: "at", Value: r.At}, {Key: "unread", Value: r.Unread},
		{Key: "gone_at", Value: clock.System().Now().AddDate(0, 0, keep)}, // never shifted by CONGVU_CLOCK
	}
	if r.For != "" {
		d = append(d, bson.E{Key: "for", Value: r.For})
	}
	if !r.Planned.IsZero() {
		d = append(d, bson.E{Key: "planned", Value: r.Planned})
	}
	if len(r.Params) > 0 {
		d = append(d, bson.E{Key: "params", Value: r.Params})
	}
	return d
}

// list reads a person's messages older than the one with id before.
func (s *store) list(ctx context.Context, agency, to string, unread bool, before string, limit int) ([]Row, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "to", Value: to}}
	if unread {
		filter = append(filter, bson.E{Key: "unread", Value: true})
	}
	if before != "" {
		filter = append(filter, bson.E{Key: "_id", Value: bson.D{{Key: "$lt", Value: before}}})
	}
	return mongodb.All[Row](ctx, "list messages", s.rows, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

// unread counts the groups of a person's unread messages, at most limit.
func (s *store) unread(ctx context.Context, agency, to string, limit int) (int64, error) {
	type count struct {
		N int64 `bson:"n"`
	}
	rows, err := mongodb.Sum[count](ctx, "count messages", s.rows, mongo.Pipeline{
		{{Key: "$match", Value: unreadOf(agency, to)}},
		{{Key: "$sort", Value: bson.D{{Key: "_id", Value: -1}}}},
		{{Key: "$limit", Value: limit}},
		{{Key: "$group", Value: bson.D{{Key: "_id", Value: bson.D{{Key: "$ifNull", Value: bson.A{"$group", "$_id"}}}}}}}, // older ones have none
		{{Key: "$count", Value: "n"}},
	})
	if err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].N, nil
}

// settle marks as read the unread messages about an object to by, and those that wait for one of done; it returns to whom
// they were.
func (s *store) settle(ctx context.Context, agency string, o journal.Object, by string, done []string, at time.Time) (people []string, err error) {
	which := bson.A{}
	if by != "" {
		which = append(which, bson.D{{Key: "to", Value: by}})
	}
	if len(done) > 0 {
		which = append(which, bson.D{{Key: "holder", Value: bson.D{{Key: "$in", Value: done}}}})
	}
	if len(which) == 0 {
		return nil, nil
	}
	rows, err := mongodb.All[Row](ctx, "find messages whose work is done", s.rows, bson.D{
		{Key: "agency", Value: agency}, {Key: "object.id", Value: o.ID}, {Key: "unread", Value: true},
		{Key: "object.type", Value: o.Type}, {Key: "$or", Value: which},
	}, options.Find().SetProjection(bson.D{{Key: "to", Value: 1}}))
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
		if !slices.Contains(people, r.To) {
			people = append(people, r.To)
		}
	}
	_, err = s.rows.UpdateMany(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}, {Key: "unread", Value: true}}, asRead(at))
	return people, mongodb.Translate("mark messages", err)
}

func unreadOf(agency, to string) bson.D {
	return bson.D{{Key: "agency", Value: agency}, {Key: "to", Value: to}, {Key: "unread", Value: true}}
}

// read marks messages as read at an instant and returns how many that were. The expiry counts from the database's own
// time: the program's may be shifted (CONGVU_CLOCK).
func (s *store) read(ctx context.Context, agency, to string, ids []string, through string, at time.Time) (int64, error) {
	which := bson.A{}
	if len(ids) > 0 {
		which = append(which, bson.D{{Key: "_id", Value: bson.D{{Key: "$in", Value: ids}}}})
	}
	if through != "" {
		which = append(which, bson.D{{Key: "_id", Value: bson.D{{Key: "$lte", Value: through}}}})
	}
	if len(which) == 0 {
		return 0, nil
	}
	res, err := s.rows.UpdateMany(ctx, append(unreadOf(agency, to), bson.E{Key: "$or", Value: which}), asRead(at))
	if err != nil {
		return 0, mongodb.Translate("mark messages", err)
	}
	return res.ModifiedCount, nil
}

// asRead is the change that marks a message as read at an instant.
func asRead(at time.Time) mongo.Pipeline {
	gone := bson.D{{Key: "startDate", Value: "$$NOW"}, {Key: "unit", Value: "day"}, {Key: "amount", Value: keep}}
	return mongo.Pipeline{{{Key: "$set", Value: bson.D{
		{Key: "unread", Value: false}, {Key: "read_at", Value: at}, {Key: "gone_at", Value: bson.D{{Key: "$dateAdd", Value: gone}}},
	}}}}
}
