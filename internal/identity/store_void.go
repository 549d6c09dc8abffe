package identity

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
)

// RaiseAll raises the rights number of everybody.
func (s store) RaiseAll(ctx context.Context) error {
	_, err := s.people.UpdateMany(ctx, bson.D{}, bson.D{{Key: "$inc", Value: bson.D{{Key: "rights", Value: int64(1)}}}})
	return mongodb.Translate("raise rights", err)
}
