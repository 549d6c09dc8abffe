package identity

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// ByStaffNo returns the person of the agency with that staff code.
func (s store) ByStaffNo(ctx context.Context, agency, staffNo string) (p Person, err error) {
	err = s.people.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "staff_no", Value: staffNo}}).Decode(&p)
	return p, mongodb.Translate("get person by staff code", err)
}

// Holding returns how many posts of a role are in force on day in any of the units.
func (s store) Holding(ctx context.Context, agency string, units []string, role access.Role, day vncal.Date) (int, error) {
	rows, err := mongodb.All[bson.Raw](ctx, "count posts", s.appointments, append(bson.D{
		{Key: "agency", Value: agency}, {Key: "unit", Value: bson.D{{Key: "$in", Value: units}}}, {Key: "role", Value: role},
	}, inForce(day)...), options.Find().SetProjection(bson.D{{Key: "_id", Value: 1}}))
	return len(rows), err
}
