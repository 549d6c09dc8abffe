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
}

// dueFields are the stored fields of DueRow.
var dueFields = bson.D{
	{Key: "code", Value: 1}, {Key: "title", Value: 1}, {Key: "state", Value: 1}, {Key: "lead", Value: 1}, {Key: "urgency", Value: 1},
	{Key: "due_on", Value: 1}, {Key: "term_from", Value: 1}, {Key: "waiting", Value: 1}, {Key: "assigned_by", Value: 1},
}

// OpenDue yields the work that its lead has and has not handed in, with a deadline that ends in from <= end < to, nearest
// first; it stops after the first error.
func (s store) OpenDue(ctx context.Context, agency string, from, to time.Time) iter.Seq2[DueRow, error] {
	return func(yield func(DueRow, error) bool) {
		cur, err := s.tasks.Find(ctx, bson.D{
			{Key: "agency", Value: agency}, {Key: "open", Value: true}, {Key: "due_at", Value: bson.M{"$gte": from, "$lt": to}},
			{Key: "state", Value: bson.M{"$in": []State{Assigned, InProgress}}},
		}, options.Find().SetSort(order(ByDue)).SetHint(byDue.Keys).SetProjection(dueFields))
		if err != nil {
			yield(DueRow{}, mongodb.Translate("find due tasks", err))
			return
		}
		defer func() { _ = cur.Close(context.WithoutCancel(ctx)) }()
		for cur.Next(ctx) {
			var r DueRow
			if err := cur.Decode(&r); err != nil {
				yield(DueRow{}, mongodb.Translate("read due task", err))
				return
			}
			if !yield(r, nil) {
				return
			}
		}
		if err := cur.Err(); err != nil {
			yield(DueRow{}, mongodb.Translate("read due tasks", err))
		}
	}
}

// Load is what a person has open as lead.
type Load struct {
	Open           int   // tasks given and not finished
	ConvertedMilli int64 // their converted quantity, thousandths
}

// Loads returns the open work of people as leads; people without any are missing.
func (s store) Loads(ctx context.Context, agency string, people []string) (map[string]Load, error) {
	cur, err := s.tasks.Aggregate(ctx, bson.A{
		bson.M{"$match": bson.D{
			{Key: "agency", Value: agency}, {Key: fieldLead, Value: bson.M{"$in": people}}, {Key: "open", Value: true},
			{Key: "state", Value: bson.M{"$ne": Draft}},
		}},
		bson.M{"$group": bson.M{
			"_id": "$" + fieldLead, "open": bson.M{"$sum": 1},
			"converted": bson.M{"$sum": bson.M{"$multiply": bson.A{"$qty_milli", "$product.k_milli"}}},
		}},
	}, options.Aggregate().SetHint(indexOf(fieldLead, ByDue).Keys))
	if err != nil {
		return nil, mongodb.Translate("sum loads", err)
	}
	var sums []struct {
		Person    string `bson:"_id"`
		Open      int    `bson:"open"`
		Converted int64  `bson:"converted"` // millionths
	}
	if err := cur.All(ctx, &sums); err != nil {
		return nil, mongodb.Translate("read loads", err)
	}
	loads := make(map[string]Load, len(sums))
	for _, sum := range sums {
		loads[sum.Person] = Load{Open: sum.Open, ConvertedMilli: (sum.Converted + 500) / 1000}
	}
	return loads, nil
}
