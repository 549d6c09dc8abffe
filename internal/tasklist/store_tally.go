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

// given are the states in which somebody has the work; with done those that a report counts.
var (
	given = bson.A{task.Assigned, task.InProgress, task.Submitted, task.Paused}
	done  = bson.E{Key: "state", Value: task.Completed}
)

// report reads the cells from the keys of one index.
func (s store) report(ctx context.Context, agency string, q TallyQuery, now time.Time) (r Report, err error) {
	led := bson.D{{Key: "agency", Value: agency}, {Key: "units", Value: q.Path[len(q.Path)-1]}}
	hint := task.IndexByTerm.Keys
	from, to := Narrow{From: q.From, To: q.To}.dueIn(now)
	beyond := bson.M{"$gte": bson.A{bson.M{"$ifNull": bson.A{"$submitted_at", now}}, "$due_at"}}
	finished := bson.M{"$eq": bson.A{"$state", done.Value}}
	sum := func(conditions ...any) bson.M {
		return bson.M{"$sum": bson.M{"$cond": bson.A{bson.M{"$and": bson.A(conditions)}, 1, 0}}}
	}
	not := func(c any) bson.M { return bson.M{"$not": bson.A{c}} }
	r.Rows, err = mongodb.Sum[TallyRow](ctx, "report of a unit", s.tasks, bson.A{
		bson.M{"$match": append(led[:2:2], bson.E{Key: "due_at", Value: bson.M{"$gt": from, "$lte": to}},
			bson.E{Key: "state", Value: bson.M{"$in": append(slices.Clone(given), done.Value)}})},
		bson.M{"$group": bson.M{
			"_id":     bson.M{"$ifNull": bson.A{map[By]string{ByUnit: "$lead.unit", ByPerson: "$lead.person", ByDocument: "$document.id"}[q.By], ""}},
			"on_time": sum(finished, not(beyond)), "late": sum(finished, beyond),
			"in_time": sum(not(finished), not(beyond)), "overdue": sum(not(finished), beyond),
		}},
	}, options.Aggregate().SetHint(hint))
	if err != nil {
		return Report{}, err
	}
	n, err := s.tasks.CountDocuments(ctx, append(led[:2:2], bson.E{Key: "due_at", Value: task.Never()}, bson.E{Key: "state", Value: bson.M{"$in": given}}),
		options.Count().SetHint(hint))
	r.NoDue = int(n)
	return r, mongodb.Translate("count work without a deadline", err)
}

// loads reads the open given work of people, as the list of each reads it.
func (s store) loads(ctx context.Context, agency string, people []string, now time.Time) ([]Load, error) {
	if len(people) == 0 {
		return nil, nil
	}
	beyond := bson.M{"$gte": bson.A{bson.M{"$ifNull": bson.A{"$submitted_at", now}}, "$due_at"}}
	return mongodb.Sum[Load](ctx, "load of people", s.tasks, bson.A{
		bson.M{"$match": bson.D{
			{Key: "agency", Value: agency}, {Key: task.FieldLead, Value: bson.M{"$in": people}}, {Key: "open", Value: true}, {Key: "state", Value: bson.M{"$in": given}},
		}},
		bson.M{"$group": bson.M{
			"_id": "$lead.person", "open": bson.M{"$sum": 1}, "overdue": bson.M{"$sum": bson.M{"$cond": bson.A{beyond, 1, 0}}},
			"converted": bson.M{"$sum": convertedMilli},
		}},
	}, options.Aggregate().SetHint(task.ListIndex(task.FieldLead, task.ByDue).Keys))
}
