package calendar

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// State says whether a row of an agency's calendar counts.
type State string

// The states of a row, as stored. Only confirmed rows count; the others are kept for their history.
const (
	Pending   State = "pending"   // chờ xác nhận
	Confirmed State = "confirmed" // đã xác nhận, with the number of the document
	Withdrawn State = "withdrawn" // đã bãi bỏ
)

// Row is one day of an agency's own calendar as stored: a confirmed pending row of the table, or a day of its own.
type Row struct {
	ID     string        `bson:"_id"`
	Agency string        `bson:"agency"`
	Date   vncal.Date    `bson:"date"`
	Name   string        `bson:"name"`
	Type   vncal.DayType `bson:"type"`
	Source string        `bson:"source"` // where the row came from: a code of the table, or the agency
	State  State         `bson:"state"`
	DocNo  string        `bson:"doc_no"` // number of the document that the confirmation rests on
}

const daysCollection = "calendar_days"

// Indexes declares the collection of the agency's days.
func Indexes() []mongodb.Indexes {
	return []mongodb.Indexes{{Collection: daysCollection, Models: []mongo.IndexModel{mongodb.Unique("agency", "date")}}}
}

type store struct{ days *mongo.Collection }

// Confirmed returns the agency's confirmed rows by date. An agency has some ten of them a year, so all are read at once.
func (s store) Confirmed(ctx context.Context, agency string) ([]Row, error) {
	return mongodb.All[Row](ctx, "list calendar days", s.days, bson.M{"agency": agency, "state": Confirmed}, options.Find().SetSort(bson.D{{Key: "date", Value: 1}}))
}
