package document

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// Ends returns the first and the last number of arrival in the register of a body in a year, 0 where it has none.
func (s store) Ends(ctx context.Context, agency, body string, year int) (first, last int64, err error) {
	end := func(order int) (int64, error) {
		docs, err := s.find(ctx, bson.D{
			{Key: "agency", Value: agency}, {Key: "arrival.body", Value: body}, {Key: "arrival.year", Value: year}, {Key: "arrival.n", Value: bson.M{"$exists": true}},
		}, options.Find().SetSort(bson.D{{Key: "arrival.n", Value: order}}).SetLimit(1).SetProjection(bson.M{"arrival.n": 1}))
		if err != nil || len(docs) == 0 {
			return 0, err
		}
		return docs[0].Arrival.N, nil
	}
	if first, err = end(1); err == nil {
		last, err = end(-1)
	}
	return first, last, err
}

// Standing returns the lines with these numbers of arrival in the register of a body in a year.
func (s store) Standing(ctx context.Context, agency, body string, year int, numbers []int64) ([]Document, error) {
	return s.find(ctx, bson.D{
		{Key: "agency", Value: agency}, {Key: "arrival.body", Value: body}, {Key: "arrival.year", Value: year}, {Key: "arrival.n", Value: bson.M{"$in": numbers}},
	}, options.Find().SetProjection(bson.M{"number_raw": 1, "number_key": 1, "issuer": 1, "arrival.n": 1}))
}

// Keyed returns the documents of an agency under these keys of number and symbol, no more of each than their issuer and
// whether they were cancelled.
func (s store) Keyed(ctx context.Context, agency string, keys []string) ([]Document, error) {
	return s.find(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "number_key", Value: bson.M{"$in": keys}}},
		options.Find().SetHint(byKey.Keys).SetProjection(bson.M{"number_key": 1, "issuer": 1, "arrival.cancelled": 1}))
}

// InsertAll stores new documents.
func (s store) InsertAll(ctx context.Context, docs []Document) error {
	_, err := s.documents.InsertMany(ctx, docs)
	return mongodb.Translate("insert documents", err)
}
