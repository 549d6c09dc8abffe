package evaluation

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"

	"congvu/internal/mongodb"
)

// KeepSettingsByPolicy rewrites stored months: one set of settings for everybody becomes that of the policy under which the
// month was closed. Doing it again changes nothing.
func KeepSettingsByPolicy(ctx context.Context, db *mongodb.DB) error {
	byPolicy := bson.D{{Key: "$arrayToObject", Value: bson.A{bson.A{bson.D{{Key: "k", Value: "$policy"}, {Key: "v", Value: "$settings"}}}}}}
	_, err := newStore(db).periods.UpdateMany(ctx,
		bson.D{{Key: "settings", Value: bson.D{{Key: "$exists", Value: true}}}, {Key: "policy", Value: bson.D{{Key: "$gt", Value: ""}}}},
		mongo.Pipeline{{{Key: "$set", Value: bson.D{{Key: "settings_of", Value: byPolicy}}}}, {{Key: "$unset", Value: "settings"}}})
	return mongodb.Translate("keep settings by policy", err)
}
