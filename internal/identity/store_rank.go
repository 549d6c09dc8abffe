package identity

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/mongodb"
)

// conditions returns what of a filter keeps one part of a list, beside other conditions on the same fields.
func (r rank) conditions() bson.D {
	all := bson.A{}
	add := func(key, op, value string) {
		if value != "" {
			all = append(all, bson.D{{Key: key, Value: bson.D{{Key: op, Value: value}}}})
		}
	}
	add("fold", "$eq", givenKey(r.given))
	add("fold", "$ne", givenKey(r.notGiven))
	add("units", "$eq", r.near)
	add("units", "$ne", r.notNear)
	if len(all) == 0 {
		return nil
	}
	return bson.D{{Key: "$and", Value: all}}
}

// renamePage is how many people one round of KeepVietnameseOrder writes.
const renamePage = 500

// KeepVietnameseOrder is a migration: people stand in lists as Vietnamese names are sorted, and are found by their given
// name first. Doing it again changes nothing.
func KeepVietnameseOrder(ctx context.Context, db *mongodb.DB) error {
	people := db.Collection("people")
	var writes []mongo.WriteModel
	flush := func() error {
		if len(writes) == 0 {
			return nil
		}
		_, err := people.BulkWrite(ctx, writes)
		writes = nil
		return mongodb.Translate("sort people", err)
	}
	for p, err := range mongodb.Each[Person](ctx, "people to sort", people, bson.D{}, mongodb.Walk{Page: renamePage}) {
		if err != nil {
			return err
		}
		writes = append(writes, mongo.NewUpdateOneModel().SetFilter(bson.D{{Key: "_id", Value: p.ID}, {Key: "name", Value: p.Name}}).
			SetUpdate(bson.D{{Key: "$set", Value: bson.D{{Key: "fold", Value: searchKeys(p)}, {Key: "sort", Value: sortKey(p)}}}}))
		if len(writes) == renamePage {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}
