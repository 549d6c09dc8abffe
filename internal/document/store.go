package document

import (
	"context"
	"regexp"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

const collection = "documents"

var (
	byKey = mongodb.Asc("agency", "number_key", "-_id")
	byVis = mongodb.Asc("agency", "vis", "-_id")
	// byMeeting holds conclusions of meetings only.
	byMeeting = partial(mongodb.Asc("agency", "vis", "-_id", "meeting.at"), "meeting.at")
)

// partial returns an index that holds only what has a field.
func partial(m mongo.IndexModel, field string) mongo.IndexModel {
	if m.Options == nil {
		m.Options = options.Index()
	}
	m.Options.SetPartialFilterExpression(bson.M{field: bson.M{"$exists": true}})
	return m
}

// Indexes declares the collection of documents: a number is looked up by its key, lists run newest first within the tokens.
// The pair of number and issuer is not unique, because a duplicate warns and is not refused (spec/documents.md §2).
func Indexes() []mongodb.Indexes {
	return []mongodb.Indexes{{Collection: collection, Models: append([]mongo.IndexModel{byKey, byVis, byMeeting}, registerIndexes()...)}}
}

type store struct{ documents *mongo.Collection }

// Get returns the document when one of tokens may see it, errs.ErrNotFound otherwise.
func (s store) Get(ctx context.Context, tokens access.Tokens, id string) (d Document, err error) {
	err = s.documents.FindOne(ctx, bson.D{{Key: "agency", Value: tokens.Agency}, {Key: "_id", Value: id}, in(tokens)}).Decode(&d)
	return d, mongodb.Translate("get document", err)
}

// Unscoped returns documents by id whoever may see them; for the source shown within a task that the caller may see.
func (s store) Unscoped(ctx context.Context, agency string, ids []string) ([]Document, error) {
	return s.find(ctx, bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "agency", Value: agency}}, options.Find())
}

// Numbered returns the visible documents with this key of number and symbol before an id (the newest when it is empty),
// newest first.
func (s store) Numbered(ctx context.Context, tokens access.Tokens, key, before string, limit int) ([]Document, error) {
	filter := append(bson.D{{Key: "agency", Value: tokens.Agency}, {Key: "number_key", Value: key}, in(tokens)}, bounds(before, "")...)
	return s.find(ctx, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetHint(byKey.Keys).SetLimit(int64(limit)))
}

// maxTwins is how many documents of one number and symbol, of all issuers, are compared: every body has a 15/QĐ-UBND each year.
const maxTwins = 1000

// Twin returns the newest document of the same number, symbol and issuer, visible or not; errs.ErrNotFound when there is none.
func (s store) Twin(ctx context.Context, d Document) (Document, error) {
	found, err := s.find(ctx, bson.D{{Key: "agency", Value: d.Agency}, {Key: "number_key", Value: d.Key}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetHint(byKey.Keys).SetLimit(maxTwins))
	if err != nil {
		return Document{}, err
	}
	if i := slices.IndexFunc(found, d.twins); i >= 0 {
		return found[i], nil
	}
	return Document{}, errs.ErrNotFound
}

// Page returns visible documents before an id (the newest when it is empty), newest first, in which every word begins a
// word of theirs; without the one numbered exactly except. Ids below floor are not looked at.
func (s store) Page(ctx context.Context, tokens access.Tokens, words []string, except, before, floor string, limit int) ([]Document, error) {
	filter := append(bson.D{{Key: "agency", Value: tokens.Agency}, in(tokens)}, bounds(before, floor)...)
	and := begun(words)
	if except != "" {
		and = append(and, bson.M{"number_key": bson.M{"$ne": except}})
	}
	if len(and) > 0 {
		filter = append(filter, bson.E{Key: "$and", Value: and})
	}
	return s.find(ctx, filter, newest().SetLimit(int64(limit)))
}

// begun asks of every word that it begins a word of a document.
func begun(words []string) bson.A {
	and := bson.A{}
	for _, w := range words {
		and = append(and, bson.M{"fold": bson.Regex{Pattern: "^" + regexp.QuoteMeta(w)}})
	}
	return and
}

// Conclusions returns visible conclusions of meetings before an id (the newest when it is empty), newest first, in which every word
// begins a word of theirs.
func (s store) Conclusions(ctx context.Context, tokens access.Tokens, words []string, before string, limit int) ([]Document, error) {
	filter := append(bson.D{{Key: "agency", Value: tokens.Agency}, in(tokens), {Key: "meeting.at", Value: bson.M{"$exists": true}}}, bounds(before, "")...)
	if and := begun(words); len(and) > 0 {
		filter = append(filter, bson.E{Key: "$and", Value: and})
	}
	return s.find(ctx, filter, options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetHint(byMeeting.Keys).SetLimit(int64(limit)))
}

// Floor returns the id of the n-th visible document after before, newest first; "" when there are fewer.
func (s store) Floor(ctx context.Context, tokens access.Tokens, before string, n int) (string, error) {
	filter := append(bson.D{{Key: "agency", Value: tokens.Agency}, in(tokens)}, bounds(before, "")...)
	docs, err := s.find(ctx, filter, newest().SetSkip(int64(n-1)).SetLimit(1).SetProjection(bson.M{"_id": 1}))
	if err != nil || len(docs) == 0 {
		return "", err
	}
	return docs[0].ID, nil
}

func newest() *options.FindOptionsBuilder {
	return options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetHint(byVis.Keys)
}

func bounds(before, floor string) bson.D {
	id := bson.D{}
	if before != "" {
		id = append(id, bson.E{Key: "$lt", Value: before})
	}
	if floor != "" {
		id = append(id, bson.E{Key: "$gte", Value: floor})
	}
	if len(id) == 0 {
		return nil
	}
	return bson.D{{Key: "_id", Value: id}}
}

// Insert stores a new document.
func (s store) Insert(ctx context.Context, d Document) error {
	_, err := s.documents.InsertOne(ctx, d)
	return mongodb.Translate("insert document", err)
}

func (s store) find(ctx context.Context, filter bson.D, opts *options.FindOptionsBuilder) ([]Document, error) {
	return mongodb.All[Document](ctx, "list documents", s.documents, filter, opts)
}

func in(tokens access.Tokens) bson.E {
	return bson.E{Key: "vis", Value: bson.M{"$in": tokens.All}}
}
