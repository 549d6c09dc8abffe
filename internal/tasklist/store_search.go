package tasklist

import (
	"context"
	"errors"
	"regexp"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// exactly returns the rows of a list whose code or document number is text: the one of that code, then the others newest
// first, after the row before.
func (s store) exactly(ctx context.Context, sc scope, open []bool, text, before string, limit int) ([]task.Row, error) {
	rest := sc.base(open)[1:]
	rows := []task.Row{}
	if before == "" {
		var err error
		rows, err = s.rows(ctx, append(bson.D{{Key: "agency", Value: sc.agency}, {Key: "code", Value: text}}, rest...),
			options.Find().SetHint(task.IndexByCode.Keys))
		if err != nil {
			return nil, err
		}
	}
	filter := append(bson.D{{Key: "agency", Value: sc.agency}, {Key: "document.number", Value: text}}, rest...)
	more, err := s.rows(ctx, append(filter, beyond(task.ByCreated, place{ID: before})...),
		options.Find().SetSort(task.Order(task.ByCreated)).SetLimit(int64(limit)).SetHint(task.IndexByNumber.Keys))
	return append(rows, more...), err
}

// searchable returns the list in a form that can be read newest first: what waits for somebody is what they see and waits
// for them.
func (sc scope) searchable() scope {
	if sc.field != task.FieldWaiting {
		return sc
	}
	return scope{agency: sc.agency, field: task.FieldVis, values: []string{access.Person(sc.values[0])}, match: bson.D{
		{Key: task.FieldWaiting, Value: sc.values[0]}, {Key: "asked", Value: true},
	}}
}

// containing returns rows of a list, newest first, with from <= id < before, in which every word but the last is a word
// and the last one begins one; without those that are exact hits for text.
func (s store) containing(ctx context.Context, w walk, words []string, text, before, from string, limit int) ([]task.Row, error) {
	id := bson.D{}
	if before != "" {
		id = append(id, bson.E{Key: "$lt", Value: before})
	}
	if from != "" {
		id = append(id, bson.E{Key: "$gte", Value: from})
	}
	and := bson.A{bson.M{"code": bson.M{"$ne": text}}, bson.M{"document.number": bson.M{"$ne": text}}}
	for i, word := range words {
		if i < len(words)-1 {
			and = append(and, bson.M{"fold": word})
		} else {
			and = append(and, bson.M{"fold": bson.Regex{Pattern: "^" + regexp.QuoteMeta(word)}})
		}
	}
	filter := append(slices.Clone(w.filter), bson.E{Key: "$and", Value: append(and, w.rest...)})
	if len(id) > 0 {
		filter = append(filter, bson.E{Key: "_id", Value: id})
	}
	return s.rows(ctx, filter, options.Find().SetSort(task.Order(task.ByCreated)).SetLimit(int64(limit)).SetHint(w.hint))
}

// walk is an index read from the newest row on: filter is what bounds it, rest what is looked at in each row.
type walk struct {
	filter bson.D
	rest   bson.A
	hint   any
}

// byWord returns the walk over the rows that contain a word, looking in each whether the list has it.
func byWord(sc scope, open []bool, word string) walk {
	rest := bson.A{}
	for _, e := range sc.base(open)[1:] {
		rest = append(rest, bson.D{e})
	}
	return walk{filter: bson.D{{Key: "agency", Value: sc.agency}, {Key: "fold", Value: word}}, rest: rest, hint: task.IndexByFold.Keys}
}

// floor returns the id of the n-th row of a walk after before, "" when there are fewer.
func (s store) floor(ctx context.Context, w walk, before string, n int) (string, error) {
	filter := append(slices.Clone(w.filter), beyond(task.ByCreated, place{ID: before})...)
	var row struct {
		ID string `bson:"_id"`
	}
	err := s.tasks.FindOne(ctx, filter, options.FindOne().SetSort(task.Order(task.ByCreated)).SetSkip(int64(n-1)).
		SetProjection(bson.M{"_id": 1}).SetHint(w.hint)).Decode(&row)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return "", nil
	}
	return row.ID, mongodb.Translate("bound search", err)
}
