package session

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
)

// EndAll ends every session that lives.
func (s store) EndAll(ctx context.Context, why string, at time.Time) error {
	_, err := s.sessions.UpdateMany(ctx, bson.D{{Key: "ended", Value: ""}}, bson.D{{Key: "$set", Value: bson.D{{Key: "ended", Value: why}, {Key: "ended_at", Value: at}}}})
	return mongodb.Translate("end all sessions", err)
}

// DropSecrets removes every signing key and every ticket.
func (s store) DropSecrets(ctx context.Context) error {
	if _, err := s.keys.DeleteMany(ctx, bson.D{{Key: "seq", Value: bson.D{{Key: "$gt", Value: 0}}}}); err != nil {
		return mongodb.Translate("drop keys", err)
	}
	_, err := s.tickets.DeleteMany(ctx, bson.D{})
	return mongodb.Translate("drop tickets", err)
}
