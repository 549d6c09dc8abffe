package catalogue

import (
	"context"
	"errors"
	"regexp"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

const collection = "catalogue"

// Indexes declares the collection of products: a version stands once, and the approved ones are listed by code.
func Indexes() []mongodb.Indexes {
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{
		mongodb.Unique("agency", "code", "version"),
		mongodb.Asc("agency", "state", "code"),
	}}}
}

type store struct{ products *mongo.Collection }

// Approved returns the approved products by code whose words start with every one of tokens, at most limit.
func (s store) Approved(ctx context.Context, agency string, tokens []string, limit int) ([]Product, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: Approved}}
	words := bson.A{}
	for _, t := range tokens {
		words = append(words, bson.M{"fold": bson.Regex{Pattern: "^" + regexp.QuoteMeta(t)}})
	}
	if len(words) > 0 {
		filter = append(filter, bson.E{Key: "$and", Value: words})
	}
	return mongodb.All[Product](ctx, "list products", s.products, filter, options.Find().SetSort(bson.D{{Key: "code", Value: 1}}).SetLimit(int64(limit)))
}

// Current returns the approved version of a product, errs.ErrNotFound when there is none.
func (s store) Current(ctx context.Context, agency, code string) (p Product, err error) {
	err = s.products.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: Approved}, {Key: "code", Value: code}}).Decode(&p)
	return p, mongodb.Translate("get product", err)
}

// Latest returns the highest version of a product, 0 when there is none.
func (s store) Latest(ctx context.Context, agency, code string) (int, error) {
	var p struct {
		Version int `bson:"version"`
	}
	err := s.products.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "code", Value: code}},
		options.FindOne().SetSort(bson.D{{Key: "version", Value: -1}}).SetProjection(bson.M{"version": 1})).Decode(&p)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return 0, nil
	}
	return p.Version, mongodb.Translate("latest version", err)
}

// Retire ends the approved version of a product, if there is one.
func (s store) Retire(ctx context.Context, agency, code string) error {
	_, err := s.products.UpdateOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: Approved}, {Key: "code", Value: code}},
		bson.M{"$set": bson.M{"state": Retired}})
	return mongodb.Translate("retire product", err)
}

// Insert stores a version.
func (s store) Insert(ctx context.Context, p Product) error {
	_, err := s.products.InsertOne(ctx, p)
	return mongodb.Translate("insert product", err)
}

// Standing returns the approved and the proposed versions, by code.
func (s store) Standing(ctx context.Context, agency string) ([]Product, error) {
	return mongodb.All[Product](ctx, "list standing products", s.products,
		bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: bson.M{"$in": bson.A{Approved, Drafted}}}},
		options.Find().SetSort(bson.D{{Key: "code", Value: 1}, {Key: "state", Value: 1}}))
}

// StandingOf returns the approved and the proposed version of one product.
func (s store) StandingOf(ctx context.Context, agency, code string) ([]Product, error) {
	return mongodb.All[Product](ctx, "get standing product", s.products,
		bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: bson.M{"$in": bson.A{Approved, Drafted}}}, {Key: "code", Value: code}})
}

// Versions returns every version of a product, the newest first.
func (s store) Versions(ctx context.Context, agency, code string) ([]Product, error) {
	return mongodb.All[Product](ctx, "list versions", s.products, bson.D{{Key: "agency", Value: agency}, {Key: "code", Value: code}},
		options.Find().SetSort(bson.D{{Key: "version", Value: -1}}).SetLimit(200))
}

// ByID returns versions by id.
func (s store) ByID(ctx context.Context, agency string, ids []string) ([]Product, error) {
	return mongodb.All[Product](ctx, "get products", s.products, bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "agency", Value: agency}})
}

// PutAll stores versions by one command: new ones, and others in the place of the Rev before. errs.ErrChanged when that is
// no longer stored; mongodb.ErrDuplicate when a version of that number is there already.
func (s store) PutAll(ctx context.Context, products []Product) error {
	writes := make([]mongo.WriteModel, len(products))
	for i, p := range products {
		if p.Rev == 1 {
			writes[i] = mongo.NewInsertOneModel().SetDocument(p)
			continue
		}
		seen := bson.M{"$in": bson.A{p.Rev - 1}}
		if p.Rev == 2 { // what an older release or the system wrote carries none
			seen = bson.M{"$in": bson.A{1, 0, nil}}
		}
		writes[i] = mongo.NewReplaceOneModel().SetReplacement(p).
			SetFilter(bson.D{{Key: "_id", Value: p.ID}, {Key: "agency", Value: p.Agency}, {Key: "rev", Value: seen}})
	}
	res, err := s.products.BulkWrite(ctx, writes)
	if err == nil && res.InsertedCount+res.MatchedCount != int64(len(products)) {
		return errs.ErrChanged
	}
	return mongodb.Translate("put products", err)
}
