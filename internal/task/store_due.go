package task

import (
	"context"
	"iter"
	"slices"
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

	Parts []Part  `bson:"parts"` // of those who help
	Whole *DueRow `bson:"-"`     // of a part the work it is one of, nil for the work of its lead
	Own   bool    `bson:"-"`     // of a part: it has a deadline of its own
}

// OpenParts returns the parts that nobody has handed in, each as the work of whoever does it, or is to name who does (phần phối
// hợp): by the own deadline, else by that of the work. Work that is not given, rests or has ended has none.
func (r DueRow) OpenParts() []DueRow {
	if !slices.Contains(deliveringOne.from, r.State) {
		return nil
	}
	var all []DueRow
	for _, p := range r.Parts {
		if p.Delivered() != nil {
			continue
		}
		one := r
		one.Parts, one.Whole, one.Own, one.State = nil, &r, len(p.Dues) > 0, InProgress
		one.Lead, one.Waiting, one.WaitingSince = Lead{Unit: p.Unit, Person: p.Doing()}, nil, p.Since
		if p.Doing() != "" {
			one.Waiting = []string{p.Doing()}
		}
		if one.Own {
			one.DueOn, one.TermFrom = p.DueOn, vncal.DateOf(p.Dues[len(p.Dues)-1].At)
		}
		if p.Since != nil { // nobody is reminded of moments before they had it
			one.TermFrom = max(one.TermFrom, vncal.DateOf(*p.Since))
		}
		all = append(all, one)
	}
	return all
}

// dueFields are the stored fields of DueRow.
var dueFields = bson.D{
	{Key: "code", Value: 1}, {Key: "title", Value: 1}, {Key: "state", Value: 1}, {Key: "lead", Value: 1}, {Key: "urgency", Value: 1},
	{Key: "due_on", Value: 1}, {Key: "term_from", Value: 1}, {Key: "waiting", Value: 1}, {Key: "waiting_since", Value: 1},
	{Key: "assigned_by", Value: 1}, {Key: "parts", Value: 1},
}

// OpenDue yields the work that its lead has and has not handed in, with a deadline that ends in from <= end < to, nearest
// first; it stops after the first error.
func (s store) OpenDue(ctx context.Context, agency string, from, to time.Time) iter.Seq2[DueRow, error] {
	return mongodb.Each[DueRow](ctx, "find due tasks", s.tasks, bson.D{
		{Key: "agency", Value: agency}, {Key: "open", Value: true}, {Key: "due_at", Value: bson.M{"$gte": from, "$lt": to}},
		{Key: "state", Value: bson.M{"$in": []State{Assigned, InProgress}}},
	}, mongodb.Walk{Sort: Order(ByDue), Hint: byDue.Keys, Fields: dueFields})
}

// OpenPartsDue yields the work of which a part has a deadline of its own from first to last; a part of it may be handed in
// already. It is read at once: few tasks have such a part, and a day of a part has no order of tasks.
func (s store) OpenPartsDue(ctx context.Context, agency string, first, last vncal.Date) iter.Seq2[DueRow, error] {
	return func(yield func(DueRow, error) bool) {
		rows, err := mongodb.All[DueRow](ctx, "find due parts", s.tasks, bson.D{
			{Key: "agency", Value: agency}, {Key: "open", Value: true}, {Key: "parts.due_on", Value: bson.M{"$exists": true}},
			{Key: "parts", Value: bson.M{"$elemMatch": bson.M{"due_on": bson.M{"$gte": first, "$lte": last}}}},
			{Key: "state", Value: bson.M{"$in": deliveringOne.from}},
		}, options.Find().SetHint(byPartDue.Keys).SetProjection(dueFields))
		if err != nil {
			yield(DueRow{}, err)
			return
		}
		for _, r := range rows {
			if !yield(r, nil) {
				return
			}
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
