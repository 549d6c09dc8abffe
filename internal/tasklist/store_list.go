package tasklist

import (
	"context"
	"slices"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

type store struct{ tasks *mongo.Collection }

// scope is one list: what is in it, and the indexes that serve it.
type scope struct {
	agency string
	field  string     // the field whose value makes the list
	values []string   // one of these
	match  bson.D     // what else must hold; rarely removes anything
	also   bson.A     // what it is narrowed by; may remove nearly everything
	state  task.State // of a list that is read by its state, "" otherwise; then in the order of the deadline
}

// scopeOf returns the list behind a tab. Whatever the tab, nothing outside the actor's tokens is in it.
func scopeOf(a access.Actor, tab Tab) scope {
	tokens := a.Tokens()
	sc := scope{agency: tokens.Agency, values: []string{a.ID}, match: bson.D{task.Visible(tokens)}}
	switch tab {
	case TabLead:
		sc.field = task.FieldLead
		sc.match = append(sc.match, bson.E{Key: "state", Value: bson.M{"$nin": []task.State{task.Draft, task.Recalled}}})
	case TabAssigned:
		sc.field = task.FieldAssigner
	case TabCoordinating:
		sc.field, sc.values = task.FieldHelpers, helperTokens(a)
	case TabWatching:
		sc.field = task.FieldWatchers
	case TabWaiting:
		sc.field = task.FieldWaiting
		if len(tokens.Away) == 0 {
			sc.match = append(sc.match, bson.E{Key: "asked", Value: true})
			break
		}
		// What waits for people who are away is seen for as long as it waits: the own tokens say nothing of it, and what its
		// reader leads or proposed is nobody's to answer by standing in.
		sc.values = append(sc.values, tokens.Away...)
		theirs := append(task.Awaited(tokens.Away), bson.E{Key: "lead.person", Value: bson.M{"$ne": a.ID}})
		sc.match = bson.D{{Key: "asked", Value: true}, {Key: "$or", Value: bson.A{
			bson.D{{Key: task.FieldWaiting, Value: a.ID}, task.Visible(tokens)}, theirs,
		}}}
	case TabAll:
		sc.field, sc.values, sc.match = task.FieldVis, append(unitTokens(a), access.Person(a.ID)), nil
	default:
		sc.field, sc.values, sc.match = task.FieldVis, unitTokens(a), nil
	}
	return sc
}

// base returns the filter of the list's index: its values and, but for the waiting tab, whether the work is open, or its state.
func (sc scope) base(open []bool) bson.D {
	d := bson.D{{Key: "agency", Value: sc.agency}, {Key: sc.field, Value: bson.M{"$in": sc.values}}}
	switch {
	case sc.state != "":
		d = append(d, bson.E{Key: "state", Value: sc.state})
	case sc.field != task.FieldWaiting:
		d = append(d, bson.E{Key: "open", Value: bson.M{"$in": open}})
	}
	return append(d, sc.match...)
}

// never reports whether nothing can be in the list: what is in its state is not let through by whether it is open.
func (sc scope) never(open []bool) bool {
	return len(sc.values) == 0 || sc.state != "" && !slices.Contains(open, sc.state.Open())
}

// hint returns the index that serves the list in a sort.
func (sc scope) hint(sort task.Sort) any {
	switch {
	case sc.field == task.FieldWaiting:
		return task.IndexByWaiting.Keys
	case sc.state != "":
		return task.IndexByState.Keys
	}
	return task.ListIndex(sc.field, sort).Keys
}

// Page returns the rows after a place.
func (s store) Page(ctx context.Context, sc scope, q Query, after place) (rows []task.Row, err error) {
	rows = []task.Row{}
	for _, part := range ranges(q.Sort, after) {
		more, err := s.rows(ctx, append(sc.base(q.Filter.open()), part.bound...),
			options.Find().SetSort(part.order).SetLimit(int64(q.Limit+1-len(rows))).SetHint(sc.hint(q.Sort)))
		if err != nil {
			return nil, err
		}
		if rows = append(rows, more...); len(rows) > q.Limit {
			break
		}
	}
	return rows, nil
}

// part is a range of a list's index and its order.
type part struct{ bound, order bson.D }

// ranges returns what lies beyond a place, each an exact range of the index, in order: the rest of those that share the
// place's instant, then all after it. As one condition it would read every row of that instant, and a day on which a
// thousand deadlines end, or "no deadline", is one instant.
func ranges(sort task.Sort, c place) []part {
	if c.ID == "" {
		return []part{{nil, task.Order(sort)}}
	}
	keys, order := sort.Keys(), task.Order(sort)
	first, op := strings.TrimPrefix(keys[0], "-"), "$gt"
	if strings.HasPrefix(keys[0], "-") {
		op = "$lt"
	}
	same := bson.E{Key: "_id", Value: bson.M{op: c.ID}}
	if len(keys) == 1 {
		return []part{{bson.D{same}, order}}
	}
	at := time.UnixMilli(c.At).UTC()
	return []part{
		{bson.D{{Key: first, Value: at}, same}, order[1:]}, // sorted by the instant too, the server would sort in memory
		{bson.D{{Key: first, Value: bson.M{op: at}}}, order},
	}
}

func (s store) rows(ctx context.Context, filter bson.D, opts *options.FindOptionsBuilder) ([]task.Row, error) {
	return mongodb.Read(ctx, "list tasks", s.tasks, filter, task.ReadRow, opts.SetProjection(task.RowFields))
}

// and returns the list narrowed by what else must hold.
func (sc scope) and(more bson.D) scope {
	sc.match = append(slices.Clone(sc.match), more...)
	return sc
}

// Size counts the rows of a list, at most limit of them.
func (s store) Size(ctx context.Context, sc scope, open []bool, limit int) (int, error) {
	if len(sc.values) == 0 {
		return 0, nil
	}
	n, err := s.tasks.CountDocuments(ctx, sc.base(open), options.Count().SetHint(sc.hint(task.ByDue)).SetLimit(int64(limit)))
	return int(n), mongodb.Translate("count tasks", err)
}

// overdue is what makes a row of the lead's list overdue: not handed in, and the deadline has passed.
func overdue(now time.Time) bson.D {
	return bson.D{{Key: "due_at", Value: bson.M{"$lte": now}}, {Key: "submitted_at", Value: nil}}
}
