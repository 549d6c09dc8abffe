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
	return s.inRoles(ctx, agency, units, day, access.Head, access.Deputy)
}

// OverseeIn returns the appointments in force on day in any of the units of those who see how a unit stands.
func (s store) OverseeIn(ctx context.Context, agency string, units []string, day vncal.Date) ([]Appointment, error) {
	return s.inRoles(ctx, agency, units, day, access.Head, access.Deputy, access.Monitor, access.Inspector)
}

func (s store) inRoles(ctx context.Context, agency string, units []string, day vncal.Date, roles ...access.Role) ([]Appointment, error) {
	return mongodb.All[Appointment](ctx, "list appointments by role", s.appointments, append(bson.D{
		{Key: "agency", Value: agency}, {Key: "unit", Value: bson.D{{Key: "$in", Value: units}}}, {Key: "role", Value: bson.D{{Key: "$in", Value: roles}}},
	}, inForce(day)...), nil)
}
