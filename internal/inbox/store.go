package inbox

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

const (
	collection = "inbox"
	keepRead   = 180 // days that a message is kept after it was read
)

// Indexes declares the messages: a person's list, all or unread; one per key; and the expiry of read ones.
func Indexes() []mongodb.Indexes {
	expiry := mongodb.Asc("gone_at")
	expiry.Options = options.Index().SetExpireAfterSeconds(0)
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{
		mongodb.Asc("agency", "to", "-_id"),
		mongodb.Asc("agency", "to", "unread", "-_id"),
		mongodb.Unique("agency", "key"),
		expiry,
	}}}
}

type store struct{ rows *mongo.Collection }

func newStore(db *mongodb.DB) *store { return &store{rows: db.Collection(collection)} }

// insert adds the rows whose keys are new and returns those. It inserts by upsert, since a duplicate key would abort
// the whole transaction; two transactions with the same key at once conflict, and the later one runs again.
func (s *store) insert(ctx context.Context, rows []Row) ([]Row, error) {
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

// withoutKey is a row as an update may set it: what the filter names already may not stand in both.
func withoutKey(r Row) bson.D {
	d := bson.D{
		{Key: "_id", Value: r.ID}, {Key: "to", Value: r.To}, {Key: "kind", Value: r.Kind}, {Key: "object", Value: r.Object},
		{Key: "by", Value: r.By}, {Key: "by_name", Value: r.ByName}, {Key: "rule", Value: r.Rule}, {Key: "why", Value: r.Why},
		{Key: "at", Value: r.At}, {Key: "unread", Value: r.Unread},
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

func (s *store) unread(ctx context.Context, agency, to string) (int64, error) {
	n, err := s.rows.CountDocuments(ctx, unreadOf(agency, to))
	return n, mongodb.Translate("count messages", err)
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
	res, err := s.rows.UpdateMany(ctx, append(unreadOf(agency, to), bson.E{Key: "$or", Value: which}), mongo.Pipeline{{{Key: "$set", Value: bson.D{
		{Key: "unread", Value: false},
		{Key: "read_at", Value: at},
		{Key: "gone_at", Value: bson.D{{Key: "$dateAdd", Value: bson.D{{Key: "startDate", Value: "$$NOW"}, {Key: "unit", Value: "day"}, {Key: "amount", Value: keepRead}}}}},
	}}}})
	if err != nil {
		return 0, mongodb.Translate("mark messages", err)
	}
	return res.ModifiedCount, nil
}
