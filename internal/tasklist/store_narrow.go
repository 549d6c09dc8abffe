package tasklist

import (
	"context"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// visible is what a row must hold so that one of tokens sees it.
func visible(tokens []string) bson.E {
	return bson.E{Key: task.FieldVis, Value: bson.M{"$in": tokens}}
}

// narrow returns the list with what n lets through. Deadlines are a range of the index of a list by deadline; all else is
// looked at in each row.
func (sc scope) narrow(n Narrow, sort task.Sort, now time.Time) scope {
	if !n.any() {
		return sc
	}
	sc = sc.through(n)
	also := bson.A{}
	is := func(field, value string) {
		if value != "" {
			also = append(also, bson.M{field: value})
		}
	}
	is("units", n.Unit)
	is("document.id", n.Document)
	is("product.code", n.Product)
	is(task.FieldLead, n.Person)
	if len(n.Urgency) > 0 {
		also = append(also, bson.M{"urgency": bson.M{"$in": n.Urgency}})
	}
	if len(n.States) == 1 && sc.field == task.FieldVis && sort == task.ByDue {
		sc.state = n.States[0]
	} else if len(n.States) > 0 {
		also = append(also, bson.M{"state": bson.M{"$in": n.States}})
	}
	also = append(also, n.Late.holds(now)...)
	if from, to := n.dueIn(now); !from.IsZero() || !to.IsZero() {
		due := bson.M{"$lt": task.Never()} // work without a deadline is in no period
		if !from.IsZero() {
			due["$gt"] = from
		}
		if !to.IsZero() {
			delete(due, "$lt")
			due["$lte"] = to
		}
		if sort == task.ByDue {
			sc.match = append(slices.Clone(sc.match), bson.E{Key: "$and", Value: bson.A{bson.M{"due_at": due}}})
		} else {
			also = append(also, bson.M{"due_at": due})
		}
	}
	sc.also = also
	return sc
}

// holds returns what a row must hold beside the instants of its deadline.
func (l Late) holds(now time.Time) bson.A {
	inTime := bson.M{"$expr": bson.M{"$lt": bson.A{"$submitted_at", "$due_at"}}}
	beyond := bson.M{"$expr": bson.M{"$gte": bson.A{"$submitted_at", "$due_at"}}} // null is less than any instant
	given := bson.M{"state": bson.M{"$in": []task.State{task.Draft, task.Assigned, task.InProgress, task.Submitted, task.Paused}}}
	switch l {
	case LateOverdue:
		return bson.A{given, bson.M{"$or": bson.A{bson.M{"submitted_at": nil}, beyond}}}
	case LateWeek:
		return bson.A{given, bson.M{"submitted_at": nil}}
	case LateDone:
		return bson.A{bson.M{"state": task.Completed}, beyond}
	case LateOnTime:
		return bson.A{bson.M{"state": task.Completed, "due_on": bson.M{"$ne": ""}}, inTime}
	case LateInTime:
		open := bson.M{"submitted_at": nil, "due_at": bson.M{"$gt": now}}
		return bson.A{given, bson.M{"due_on": bson.M{"$ne": ""}}, bson.M{"$or": bson.A{open, bson.M{"submitted_at": bson.M{"$ne": nil}, "$expr": inTime["$expr"]}}}}
	case LateNone:
		return bson.A{bson.M{"due_on": ""}}
	}
	return nil
}

// sift returns at most limit of the rows that the list's narrowing lets through, among the first most rows of a part.
func (s store) sift(ctx context.Context, sc scope, q Query, p part, most, limit int) ([]task.Row, error) {
	pipeline := sc.first(q, p, most)
	if len(sc.also) > 0 {
		pipeline = append(pipeline, bson.M{"$match": bson.M{"$and": sc.also}})
	}
	pipeline = append(pipeline, bson.M{"$limit": limit}, bson.M{"$project": task.RowFields})
	return mongodb.Sum[task.Row](ctx, "narrow list of tasks", s.tasks, pipeline, options.Aggregate().SetHint(sc.hint(q.Sort)))
}

// pass returns how many rows a part has, at most most, and the last of those: as much of it as its place needs.
func (s store) pass(ctx context.Context, sc scope, q Query, p part, most int) (int, task.Row, error) {
	type end struct {
		N    int      `bson:"n"`
		Last task.Row `bson:"last"`
	}
	place := bson.M{"_id": "$_id", "due_at": "$due_at", "updated_at": "$updated_at", "waiting_since": "$waiting_since"}
	found, err := mongodb.Sum[end](ctx, "bound narrowed list", s.tasks, append(sc.first(q, p, most),
		bson.M{"$group": bson.M{"_id": nil, "n": bson.M{"$sum": 1}, "last": bson.M{"$last": place}}}), options.Aggregate().SetHint(sc.hint(q.Sort)))
	if err != nil || len(found) == 0 {
		return 0, task.Row{}, err
	}
	return found[0].N, found[0].Last, nil
}

// first is a pipeline that begins with the first most rows of a part of the list, in its order.
func (sc scope) first(q Query, p part, most int) bson.A {
	return bson.A{
		bson.M{"$match": append(sc.base(q.Filter.open()), p.bound...)}, bson.M{"$sort": p.order}, bson.M{"$limit": most},
	}
}
