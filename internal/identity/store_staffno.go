package identity

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
)

// ByStaffNo returns the person of the agency with that staff code.
func (s store) ByStaffNo(ctx context.Context, agency, staffNo string) (p Person, err error) {
	err = s.people.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "staff_no", Value: staffNo}}).Decode(&p)
	return p, mongodb.Translate("get person by staff code", err)
}
