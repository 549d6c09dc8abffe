package mongodb

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// pageOf is how many documents Each reads at a time unless told otherwise.
const pageOf = 500

// Walk says how Each goes through what a query finds.
type Walk struct {
	// Sort is the order, by an index that the query and it share; its last field makes it unique, so that is mostly _id.
	// Empty is by _id.
	Sort   bson.D
	Hint   any    // the index, nil to leave it to the server
	Fields bson.D // the projection; empty for whole documents. The fields of Sort are read with them
	Page   int    // documents read at a time, 500 unless set
}

// Each yields every document of a query, however many there are and however long the caller works on each: it reads pages
// that begin behind the last document, by bounds on Sort, so there is no cursor that the server could forget in between
// (it does after ten minutes). It stops after the first error. What is inserted or changed meanwhile may be seen or not; no
// document comes twice unless its Sort fields change. what names the reading in the log.
func Each[T any](ctx context.Context, what string, c *mongo.Collection, query bson.D, w Walk) iter.Seq2[T, error] {
	w = w.whole()
	return func(yield func(T, error) bool) {
		var none T
		for after := []bson.RawValue(nil); ; {
			page, err := w.page(ctx, what, c, query, after)
			if err != nil {
				yield(none, err)
				return
			}
			for _, raw := range page {
				doc, err := decode[T](raw)
				if err != nil {
					yield(none, fmt.Errorf("%s: %w", what, err))
					return
				}
				if !yield(doc, nil) {
					return
				}
			}
			if len(page) < w.Page {
				return
			}
			if after, err = w.place(page[len(page)-1]); err != nil {
				yield(none, fmt.Errorf("%s: %w", what, err))
				return
			}
		}
	}
}

func decode[T any](raw bson.Raw) (doc T, err error) {
	if same, ok := any(&doc).(*bson.Raw); ok {
		*same = raw
		return doc, nil
	}
	err = bson.Unmarshal(raw, &doc)
	return doc, err
}

// whole fills in what was left out.
func (w Walk) whole() Walk {
	if len(w.Sort) == 0 {
		w.Sort = bson.D{{Key: "_id", Value: 1}}
	}
	if w.Page <= 0 {
		w.Page = pageOf
	}
	if len(w.Fields) > 0 {
		w.Fields = slices.Clone(w.Fields)
		for _, s := range w.Sort {
			if s.Key != "_id" && !slices.ContainsFunc(w.Fields, func(f bson.E) bool { return f.Key == s.Key }) {
				w.Fields = append(w.Fields, bson.E{Key: s.Key, Value: 1})
			}
		}
	}
	return w
}

// place returns the values of a document's Sort fields.
func (w Walk) place(doc bson.Raw) ([]bson.RawValue, error) {
	at := make([]bson.RawValue, len(w.Sort))
	for i, s := range w.Sort {
		v, err := doc.LookupErr(strings.Split(s.Key, ".")...)
		if err != nil {
			return nil, fmt.Errorf("field %s of the order: %w", s.Key, err)
		}
		at[i] = v
	}
	return at, nil
}

// page returns the documents behind a place, the first ones when it is nil. What lies behind (x, y) is read as "x, behind
// y" and then "behind x": each is one exact range of the index, while one query for both reads from x on.
func (w Walk) page(ctx context.Context, what string, c *mongo.Collection, query bson.D, after []bson.RawValue) ([]bson.Raw, error) {
	if after == nil {
		return w.read(ctx, what, c, query, w.Page)
	}
	var page []bson.Raw
	for fixed := len(w.Sort) - 1; fixed >= 0 && len(page) < w.Page; fixed-- {
		bounds := bson.A{query}
		for i, s := range w.Sort[:fixed] {
			bounds = append(bounds, bson.D{{Key: s.Key, Value: after[i]}})
		}
		op := "$gt"
		if w.Sort[fixed].Value == -1 {
			op = "$lt"
		}
		bounds = append(bounds, bson.D{{Key: w.Sort[fixed].Key, Value: bson.D{{Key: op, Value: after[fixed]}}}})
		rows, err := w.read(ctx, what, c, bson.D{{Key: "$and", Value: bounds}}, w.Page-len(page))
		if err != nil {
			return nil, err
		}
		page = append(page, rows...)
	}
	return page, nil
}

func (w Walk) read(ctx context.Context, what string, c *mongo.Collection, query bson.D, limit int) ([]bson.Raw, error) {
	o := options.Find().SetSort(w.Sort).SetLimit(int64(limit))
	if w.Hint != nil {
		o.SetHint(w.Hint)
	}
	if len(w.Fields) > 0 {
		o.SetProjection(w.Fields)
	}
	return All[bson.Raw](ctx, what, c, query, o)
}
