package task

import (
	"context"
	"iter"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// DueRow is what reminders read of work whose deadline is near or past.
type DueRow struct {
	ID         string     `bson:"_id"`
	Code       string     `bson:"code"`
	Title      string     `bson:"title"`
	State      State      `bson:"state"`
	Lead       Lead       `bson:"lead"`
	Urgency    Urgency    `bson:"urgency"`
	DueOn      vncal.Date `bson:"due_on"`    // last day in time, "" without a deadline
	TermFrom   vncal.Date `bson:"term_from"` // day from which the term of the deadline runs
	Waiting    []string   `bson:"waiting"`   // people whose act comes next: the lead, or who are to name one
	AssignedBy string     `bson:"assigned_by"`

	WaitingSince *time.Time `bson:"waiting_since"` // from when it waits for them
}

// dueFields are the stored fields of DueRow.
var dueFields = bson.D{
	{Key: "code", Value: 1}, {Key: "title", Value: 1}, {Key: "state", Value: 1}, {Key: "lead", Value: 1}, {Key: "urgency", Value: 1},
	{Key: "due_on", Value: 1}, {Key: "term_from", Value: 1}, {Key: "waiting", Value: 1}, {Key: "waiting_since", Value: 1},
	{Key: "assigned_by", Value: 1},
}

// OpenDue yields the work that its lead has and has not handed in, with a deadline that ends in from <= end < to, nearest
// first; it stops after the first error.
func (s store) OpenDue(ctx context.Context, agency string, from, to time.Time) iter.Seq2[DueRow, error] {
	return mongodb.Each[DueRow](ctx, "find due tasks", s.tasks, bson.D{
		{Key: "agency", Value: agency}, {Key: "open", Value: true}, {Key: "due_at", Value: bson.M{"$gte": from, "$lt": to}},
		{Key: "state", Value: bson.M{"$in": []State{Assigned, InProgress}}},
	}, mongodb.Walk{Sort: Order(ByDue), Hint: byDue.Keys, Fields: dueFields})
}

// Load is what a person has open as lead.
type Load struct {
	Open           int   // tasks given and not finished
	ConvertedMilli int64 // their converted quantity, thousandths
}

// Loads returns the open work of people as leads; people without any are missing.
func (s store) Loads(ctx context.Context, agency string, people []string) (map[string]Load, error) {
	type sum struct {
		Person    string `bson:"_id"`
		Open      int    `bson:"open"`
		Converted int64  `bson:"converted"` // millionths
	}
	sums, err := mongodb.Sum[sum](ctx, "sum loads", s.tasks, bson.A{
		bson.M{"$match": bson.D{
			{Key: "agency", Value: agency}, {Key: FieldLead, Value: bson.M{"$in": people}}, {Key: "open", Value: true},
			{Key: "state", Value: bson.M{"$nin": []State{Draft, Recalled}}},
		}},
		bson.M{"$group": bson.M{
			"_id": "$" + FieldLead, "open": bson.M{"$sum": 1},
			"converted": bson.M{"$sum": bson.M{"$multiply": bson.A{"$qty_milli", "$product.k_milli"}}},
		}},
	}, options.Aggregate().SetHint(ListIndex(FieldLead, ByDue).Keys))
	if err != nil {
		return nil, err
	}
	loads := make(map[string]Load, len(sums))
	for _, sum := range sums {
		loads[sum.Person] = Load{Open: sum.Open, ConvertedMilli: (sum.Converted + 500) / 1000}
	}
	return loads, nil
}
