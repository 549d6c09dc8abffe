package calendar

import (
	"context"
	"time"

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

	Version int64 `bson:"version"` // one more with each act
	Acts    []Act `bson:"acts"`    // all that was ever decided of the day, oldest first: a new act overwrites none
}

// Act is one decision about a day.
type Act struct {
	State  State         `bson:"state"` // what it made of the day
	Name   string        `bson:"name"`
	Type   vncal.DayType `bson:"type"`
	DocNo  string        `bson:"doc_no"`
	Reason string        `bson:"reason,omitempty"`
	By     string        `bson:"by"`
	ByName string        `bson:"by_name"` // as it was then
	At     time.Time     `bson:"at"`
}

// day is the row as the calendar counts with it.
func (r Row) day() vncal.Day {
	return vncal.Day{Date: r.Date, Name: r.Name, Type: r.Type, Source: r.DocNo}
}

// withRows returns the official calendar with the confirmed ones of an agency's rows on top.
func withRows(rows []Row) *vncal.Calendar {
	days := make([]vncal.Day, 0, len(rows))
	for _, r := range rows {
		if r.State == Confirmed {
			days = append(days, r.day())
		}
	}
	return vncal.Official().With(days...)
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

// Rows returns all of the agency's rows by date, withdrawn ones too.
func (s store) Rows(ctx context.Context, agency string) ([]Row, error) {
	return mongodb.All[Row](ctx, "list calendar rows", s.days, bson.M{"agency": agency}, options.Find().SetSort(bson.D{{Key: "date", Value: 1}}))
}

// Put stores a row when the stored version is still seen, 0 for a new one; errs.ErrChanged otherwise.
func (s store) Put(ctx context.Context, seen int64, r Row) error {
	return mongodb.Put(ctx, "put calendar row", s.days, bson.D{{Key: "agency", Value: r.Agency}, {Key: "_id", Value: r.ID}}, seen, r)
}
