package document

import (
	"context"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
)

// registerIndexes serve the registers: a number stands in one once, and lines are read in the order of numbers, all of them, those
// seen, those with a word, those that wait. They hold documents with an arrival only.
func registerIndexes() []mongo.IndexModel {
	of := func(fields ...string) []string {
		return append(append([]string{"agency", "arrival.body", "arrival.year"}, fields...), "arrival.n")
	}
	seen := mongodb.Asc("agency", "vis", "arrival.year", "_id")
	seen.Options = options.Index()
	models := []mongo.IndexModel{mongodb.Unique(of()...), seen}
	for _, field := range []string{"fold", "arrival.open"} {
		m := mongodb.Asc(of(field)...)
		m.Options = options.Index()
		models = append(models, m)
	}
	for _, m := range models {
		m.Options.SetPartialFilterExpression(bson.M{"arrival.n": bson.M{"$exists": true}})
	}
	op := mongodb.Unique("agency", "op.person", "op.key")
	op.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return append(models, op)
}

// Lines returns lines of the register of a body, or of all registers when it is "", that one of seen may see, all of them when
// it is nil: latest first unless q says otherwise, one more than q.Limit. They begin behind the place from: a number of
// arrival within one register, an id across several; "" is the beginning.
func (s store) Lines(ctx context.Context, agency, body string, q Query, seen []string, from string) ([]Document, error) {
	filter := bson.D{{Key: "agency", Value: agency}}
	and := func(key string, value any) { filter = append(filter, bson.E{Key: key, Value: value}) }
	order, behind, place := -1, "$lt", "arrival.n"
	if q.Oldest {
		order, behind = 1, "$gt"
	}
	n := bson.D{{Key: "$exists", Value: true}} // the condition of the partial indexes
	if body == "" {
		place = "_id"
		if from != "" {
			and("_id", bson.D{{Key: behind, Value: from}})
		}
	} else {
		and("arrival.body", body)
		if number, err := strconv.ParseInt(from, 10, 64); err == nil {
			n = append(n, bson.E{Key: behind, Value: number})
		}
	}
	and("arrival.year", q.Year)
	and("arrival.n", n)
	if seen != nil {
		and("vis", bson.M{"$in": seen})
	}
	switch q.Show {
	case ShowAll, "":
	case ShowOpen:
		and("arrival.open", true)
	case ShowDirected, ShowOverdue: // how late the work is the register does not know
		and("arrival.directed.0", bson.M{"$exists": true})
	case ShowToAnswer:
		and("arrival.to_answer", true)
		and("arrival.answer", bson.M{"$exists": false})
		and("arrival.cancelled", bson.M{"$exists": false})
	case ShowCancelled:
		and("arrival.cancelled", bson.M{"$exists": true})
	}
	if q.Unit != "" {
		and("arrival.to.unit", q.Unit)
	}
	if q.Urgency != "" {
		and("urgency", q.Urgency)
	}
	days := bson.D{}
	if q.From != "" {
		days = append(days, bson.E{Key: "$gte", Value: q.From})
	}
	if q.To != "" {
		days = append(days, bson.E{Key: "$lte", Value: q.To})
	}
	if len(days) > 0 {
		and("arrival.on", days)
	}
	if words := fold.Tokens(fold.Number(q.Q)); len(words) > 0 {
		all := begun(words)
		key, line := q.exact()
		either := bson.A{bson.M{"$and": all}, bson.M{"number_key": key}}
		if line > 0 {
			either = append(either, bson.M{"arrival.n": line})
		}
		and("$or", either)
	}
	return s.find(ctx, filter, options.Find().SetSort(bson.D{{Key: place, Value: order}}).SetLimit(int64(q.Limit)+1))
}

// Made returns the document that a request entered, errs.ErrNotFound when it entered none.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (d Document, err error) {
	err = s.documents.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.key", Value: op.Key}}).Decode(&d)
	return d, mongodb.Translate("document made", err)
}

// Replace saves d when the stored version is still seen, errs.ErrChanged otherwise.
func (s store) Replace(ctx context.Context, seen int64, d Document) error {
	return mongodb.Put(ctx, "replace document", s.documents, bson.D{{Key: "agency", Value: d.Agency}, {Key: "_id", Value: d.ID}}, seen, d)
}
