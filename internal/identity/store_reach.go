package identity

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// CommandIn returns the appointments of heads and deputies in force on day in any of the units.
func (s store) CommandIn(ctx context.Context, agency string, units []string, day vncal.Date) ([]Appointment, error) {
	return mongodb.All[Appointment](ctx, "list commanders", s.appointments, append(bson.D{
		{Key: "agency", Value: agency}, {Key: "unit", Value: bson.D{{Key: "$in", Value: units}}},
		{Key: "role", Value: bson.D{{Key: "$in", Value: []access.Role{access.Head, access.Deputy}}}},
	}, inForce(day)...), nil)
}
