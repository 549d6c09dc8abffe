package tasklist

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// columnSum is what there is in one state.
type columnSum struct {
	State     task.State `bson:"_id"`
	N         int        `bson:"n"`
	Converted int64      `bson:"converted"`
}

// byState sums rows by their state.
var byState = bson.M{"$group": bson.M{"_id": "$state", "n": bson.M{"$sum": 1}, "converted": bson.M{"$sum": convertedMilli}}}

// convertedMilli is quantity × K in thousandths, as Row.ConvertedMilli rounds it: half up.
var convertedMilli = bson.M{"$toLong": bson.M{"$floor": bson.M{"$divide": bson.A{
	bson.M{"$add": bson.A{bson.M{"$multiply": bson.A{"$qty_milli", "$product.k_milli"}}, 500}}, 1000,
}}}}

// columns sums by their state the rows that a list's narrowing lets through among its first most rows; read says how many those
// were.
func (s store) columns(ctx context.Context, sc scope, q Query, most int) (read int, sums []columnSum, err error) {
	type both struct {
		Read []struct {
			N int `bson:"n"`
		} `bson:"read"`
		Sums []columnSum `bson:"sums"`
	}
	through := bson.A{byState}
	if len(sc.also) > 0 {
		through = bson.A{bson.M{"$match": bson.M{"$and": sc.also}}, byState}
	}
	found, err := mongodb.Sum[both](ctx, "count columns of tasks", s.tasks, append(sc.first(q, ranges(q.Sort, place{})[0], most),
		bson.M{"$facet": bson.M{"read": bson.A{bson.M{"$count": "n"}}, "sums": through}}), options.Aggregate().SetHint(sc.hint(q.Sort)))
	if err != nil || len(found) == 0 || len(found[0].Read) == 0 {
		return 0, nil, err
	}
	return found[0].Read[0].N, found[0].Sums, nil
}

// columnsAmong sums those of ids that are in the list, by their state.
func (s store) columnsAmong(ctx context.Context, sc scope, open []bool, ids []string) ([]columnSum, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	and := append(bson.A{}, sc.also...)
	for _, e := range sc.base(open) {
		and = append(and, bson.D{e})
	}
	return mongodb.Sum[columnSum](ctx, "count columns of found tasks", s.tasks, bson.A{
		bson.M{"$match": bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "$and", Value: and}}}, byState,
	}, options.Aggregate().SetHint(bson.D{{Key: "_id", Value: 1}}))
}

// hit is what a row must hold to be found by a text: its code, its document's number, or every word, the last as far as typed.
func hit(words []string, text string) bson.M {
	or := bson.A{bson.M{"code": text}, bson.M{"document.number": text}}
	if len(words) > 0 {
		and := bson.A{}
		for i, word := range words {
			and = append(and, bson.M{"fold": wordAt(words, i, word)})
		}
		or = append(or, bson.M{"$and": and})
	}
	return bson.M{"$or": or}
}
