package task

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
)

// ReopenRecalled is a migration: work that was recalled while recalling still closed it is open work of its assigner, and
// waits for them since then. Doing it again changes nothing.
func ReopenRecalled(ctx context.Context, db *mongodb.DB) error {
	_, err := db.Collection(Collection).UpdateMany(ctx, bson.M{"state": Recalled, "open": false}, bson.A{bson.M{"$set": bson.M{
		"open": true, "waiting": bson.A{"$approver"}, "waiting_since": "$closed_at", "asked": true, "helpers": nil, "submitted_at": nil,
	}}})
	return mongodb.Translate("reopen recalled tasks", err)
}
