package inbox

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

func (s *store) ledger(ctx context.Context, agency, person, before string, limit int) ([]Row, error) {
	filter := bson.D{{Key: "agency", Value: agency}}
	if person != "" {
		filter = append(filter, bson.E{Key: "to", Value: person})
	}
	if before != "" {
		filter = append(filter, bson.E{Key: "_id", Value: bson.D{{Key: "$lt", Value: before}}})
	}
	return mongodb.All[Row](ctx, "list messages of all", s.rows, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

func (s *store) get(ctx context.Context, agency, id string) (r Row, err error) {
	err = s.rows.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&r)
	return r, mongodb.Translate("get message", err)
}

func (s *store) unseen(ctx context.Context, agency, kind string, from, to time.Time) ([]Row, error) {
	return mongodb.All[Row](ctx, "find messages nobody saw", s.rows, bson.D{
		{Key: "agency", Value: agency}, {Key: "kind", Value: kind}, {Key: "at", Value: bson.D{{Key: "$gte", Value: from}, {Key: "$lte", Value: to}}},
		{Key: "unread", Value: true}, {Key: "letter", Value: nil},
	}, options.Find().SetSort(bson.D{{Key: "at", Value: 1}}))
}

func (s *store) mailed(ctx context.Context, agency, id, letter string, at time.Time) error {
	res, err := s.rows.UpdateOne(ctx, bson.D{
		{Key: "_id", Value: id}, {Key: "agency", Value: agency}, {Key: "unread", Value: true}, {Key: "letter", Value: nil},
	}, bson.D{{Key: "$set", Value: bson.D{{Key: "letter", Value: letter}, {Key: "letter_at", Value: at}}}})
	if err == nil && res.MatchedCount == 0 {
		return errs.ErrChanged
	}
	return mongodb.Translate("keep letter of message", err)
}
