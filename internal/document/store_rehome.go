package document

import (
	"context"
	"iter"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/pkg/docnumber"
)

// CountUnder counts the documents sent to a unit or to one below it.
func (s store) CountUnder(ctx context.Context, agency, unit string) (int, error) {
	n, err := s.documents.CountDocuments(ctx, under(agency, unit))
	return int(n), mongodb.Translate("count documents of unit", err)
}

func under(agency, unit string) bson.D {
	return bson.D{{Key: "agency", Value: agency}, {Key: "vis", Value: access.Work(unit)}}
}

// Under yields the documents sent to a unit or to one below it, without their texts.
func (s store) Under(ctx context.Context, agency, unit string) iter.Seq2[Document, error] {
	return mongodb.Each[Document](ctx, "walk documents of unit", s.documents, under(agency, unit), mongodb.Walk{
		Sort: bson.D{{Key: "_id", Value: -1}}, Fields: bson.D{{Key: "units", Value: 1}, {Key: "vis", Value: 1}},
	})
}

// Rehomed stores who sees documents, each in the place of the version that d carries.
func (s store) Rehomed(ctx context.Context, docs []Document) error {
	patches := make([]mongodb.Patch, len(docs))
	for i, d := range docs {
		patches[i] = mongodb.Patch{
			Key: bson.D{{Key: "_id", Value: d.ID}, {Key: "agency", Value: d.Agency}}, Seen: d.Version,
			Set: bson.D{{Key: "vis", Value: d.Vis}},
		}
	}
	return mongodb.PatchMany(ctx, "rehome documents", s.documents, patches)
}

// KeepUnits is a migration: documents registered before keep to which units they were sent. Until then no unit was ever moved,
// so that is every unit of their tokens that none of the others lies below. Doing it again changes nothing.
func KeepUnits(ctx context.Context, db *mongodb.DB) error {
	units := map[string]org.Unit{}
	for u, err := range mongodb.Each[org.Unit](ctx, "walk units", db.Collection("units"), bson.D{}, mongodb.Walk{}) {
		if err != nil {
			return err
		}
		units[u.ID] = u
	}
	c := db.Collection(collection)
	lacking := bson.D{{Key: "units", Value: bson.D{{Key: "$exists", Value: false}}}}
	for d, err := range mongodb.Each[Document](ctx, "walk documents", c, lacking, mongodb.Walk{Fields: bson.D{{Key: "vis", Value: 1}}}) {
		if err != nil {
			return err
		}
		if _, err := c.UpdateOne(ctx, bson.D{{Key: "_id", Value: d.ID}}, bson.D{{Key: "$set", Value: bson.D{{Key: "units", Value: sentTo(d.Vis, units)}}}}); err != nil {
			return mongodb.Translate("keep units of document", err)
		}
	}
	return nil
}

// KeepKeys is a migration: documents registered before keep the key of their number and symbol. Doing it again changes nothing.
func KeepKeys(ctx context.Context, db *mongodb.DB) error {
	c := db.Collection(collection)
	lacking := bson.D{{Key: "number_key", Value: bson.D{{Key: "$exists", Value: false}}}}
	for d, err := range mongodb.Each[Document](ctx, "walk documents", c, lacking, mongodb.Walk{Fields: bson.D{{Key: "number_raw", Value: 1}}}) {
		if err != nil {
			return err
		}
		n := docnumber.Parse(d.Number)
		set := bson.D{{Key: "number_key", Value: docnumber.Key(d.Number)}, {Key: "seq", Value: n.Seq}}
		if _, err := c.UpdateOne(ctx, bson.D{{Key: "_id", Value: d.ID}}, bson.D{{Key: "$set", Value: set}}); err != nil {
			return mongodb.Translate("keep key of document", err)
		}
	}
	return nil
}

// sentTo returns the units of tokens that none of the others lies below.
func sentTo(vis []string, units map[string]org.Unit) []string {
	named := []string{}
	for _, t := range vis {
		if id, ok := strings.CutPrefix(t, access.Work("")); ok {
			named = append(named, id)
		}
	}
	return slices.DeleteFunc(slices.Clone(named), func(id string) bool {
		return slices.ContainsFunc(named, func(other string) bool { return other != id && units[other].Within(id) })
	})
}
