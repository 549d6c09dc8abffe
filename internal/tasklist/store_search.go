package tasklist

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

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
	if len(sc.also) > 0 {
		rest = append(rest, bson.E{Key: "$and", Value: sc.also})
	}
	rows := []task.Row{}
	if before == "" {
		var err error
		rows, err = s.rows(ctx, append(bson.D{{Key: "agency", Value: sc.agency}, {Key: "code", Value: text}}, rest...),
			options.Find().SetHint(task.IndexByCode.Keys))
		if err != nil {
			return nil, err
		}
	}
	filter := append(bson.D{{Key: "agency", Value: sc.agency}, {Key: "document.number", Value: text}, {Key: "code", Value: bson.M{"$ne": text}}}, rest...)
	more, err := s.rows(ctx, append(filter, older(before)...),
		options.Find().SetSort(task.Order(task.ByCreated)).SetLimit(int64(limit)).SetHint(task.IndexByNumber.Keys))
	return append(rows, more...), err
}

// searchable returns the list in a form that can be read newest first: what waits for somebody is what they see and waits
// for them.
func (sc scope) searchable() scope {
	if sc.field != task.FieldWaiting || len(sc.values) > 1 { // of somebody who stands in: a short list, read as it lies
		return sc
	}
	return scope{agency: sc.agency, field: task.FieldVis, values: []string{access.Person(sc.values[0])}, match: bson.D{
		{Key: task.FieldWaiting, Value: sc.values[0]}, {Key: "asked", Value: true},
	}, also: sc.also}
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
	filter := append(slices.Clone(w.filter), bson.E{Key: "$and", Value: append(holding(words, text), w.rest...)})
	if len(id) > 0 {
		filter = append(filter, bson.E{Key: "_id", Value: id})
	}
	return s.rows(ctx, filter, options.Find().SetSort(task.Order(task.ByCreated)).SetLimit(int64(limit)).SetHint(w.hint))
}

// older bounds a list that is newest first.
func older(before string) bson.D {
	if before == "" {
		return nil
	}
	return bson.D{{Key: "_id", Value: bson.M{"$lt": before}}}
}

// holding is what a row must hold to be a hit: every word but the last is a word of it and the last one begins one, and it
// is no exact hit.
func holding(words []string, text string) bson.A {
	and := bson.A{bson.M{"code": bson.M{"$ne": text}}, bson.M{"document.number": bson.M{"$ne": text}}}
	for i, word := range words {
		and = append(and, bson.M{"fold": wordAt(words, i, word)})
	}
	return and
}

// wordAt returns the condition for one of the words: the last may be incomplete.
func wordAt(words []string, i int, word string) any {
	if i < len(words)-1 {
		return word
	}
	return bson.Regex{Pattern: "^" + regexp.QuoteMeta(word)}
}

// rare returns the ids of an agency's tasks that have the word at i, newest first, when they are at most limit: a range of
// the words' index, from which nothing but the ids is read. ok is false when there are more.
func (s store) rare(ctx context.Context, agency string, words []string, i, limit int) (ids []string, ok bool, err error) {
	type row struct {
		ID string `bson:"_id"`
	}
	found, err := mongodb.All[row](ctx, "look a word up", s.tasks,
		bson.D{{Key: "agency", Value: agency}, {Key: "fold", Value: wordAt(words, i, words[i])}},
		options.Find().SetProjection(bson.M{"_id": 1}).SetHint(task.IndexByFold.Keys).SetLimit(int64(limit+1)))
	if err != nil || len(found) > limit {
		return nil, false, err
	}
	for _, r := range found {
		ids = append(ids, r.ID)
	}
	slices.SortFunc(ids, func(a, b string) int { return strings.Compare(b, a) })
	return slices.Compact(ids), true, nil
}

// among returns those of ids that are hits in the list, newest first.
func (s store) among(ctx context.Context, sc scope, open []bool, ids, words []string, text string, limit int) ([]task.Row, error) {
	if len(ids) == 0 {
		return []task.Row{}, nil
	}
	and := append(holding(words, text), sc.also...)
	for _, e := range sc.base(open) {
		and = append(and, bson.D{e})
	}
	return s.rows(ctx, bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "$and", Value: and}},
		options.Find().SetSort(task.Order(task.ByCreated)).SetLimit(int64(limit)).SetHint(bson.D{{Key: "_id", Value: 1}}))
}

// walk is an index read from the newest row on: filter is what bounds it, rest what is looked at in each row.
type walk struct {
	filter bson.D
	rest   bson.A
	hint   any
}

// byWord returns the walk over the rows that contain a word, looking in each whether the list has it.
func byWord(sc scope, open []bool, word string) walk {
	rest := slices.Clone(sc.also)
	for _, e := range sc.base(open)[1:] {
		rest = append(rest, bson.D{e})
	}
	return walk{filter: bson.D{{Key: "agency", Value: sc.agency}, {Key: "fold", Value: word}}, rest: rest, hint: task.IndexByFold.Keys}
}

// floor returns the id of the n-th row of a walk after before, "" when there are fewer.
func (s store) floor(ctx context.Context, w walk, before string, n int) (string, error) {
	filter := append(slices.Clone(w.filter), older(before)...)
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
