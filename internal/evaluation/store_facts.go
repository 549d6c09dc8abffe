package evaluation

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/grading"
	"congvu/internal/mongodb"
	"congvu/internal/task"
)

// OfTask returns the stored lines of a task.
func (s store) OfTask(ctx context.Context, agency, task string) ([]Fact, error) {
	return mongodb.All[Fact](ctx, "list facts of task", s.facts,
		bson.D{{Key: "agency", Value: agency}, {Key: "task", Value: task}}, options.Find())
}

// Unfinished returns lines of a month that is over whose work is neither done nor waits for its approver, so that they are
// not settled yet: those whose ids come after one, in their order, at most limit.
func (s store) Unfinished(ctx context.Context, agency string, p grading.Period, after string, limit int64) ([]Fact, error) {
	return s.lines(ctx, agency, p, after, limit, bson.D{{Key: "$nin", Value: bson.A{task.Submitted, task.Completed}}}, bson.D{{Key: "_id", Value: 1}})
}

// Waits returns lines of a month that wait for their approver: those whose ids come after one, in their order, at most limit.
func (s store) Waits(ctx context.Context, agency string, p grading.Period, after string, limit int64) ([]Fact, error) {
	return s.lines(ctx, agency, p, after, limit, task.Submitted, undecidedIndex().Keys)
}

func (s store) lines(ctx context.Context, agency string, p grading.Period, after string, limit int64, state, hint any) ([]Fact, error) {
	prefix := agency + "|" + string(p)
	return mongodb.All[Fact](ctx, "list facts", s.facts, bson.D{
		{Key: "_id", Value: bson.D{{Key: "$gt", Value: max(after, prefix+"|")}, {Key: "$lt", Value: prefix + "}"}}},
		{Key: "state", Value: state}, {Key: "over", Value: bson.D{{Key: "$ne", Value: true}}},
	}, options.Find().SetHint(hint).SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(limit))
}

// PutFacts stores lines in the place of those with their ids, and removes others.
func (s store) PutFacts(ctx context.Context, write []Fact, remove []string) error {
	all := make([]mongo.WriteModel, 0, len(write)+len(remove))
	for _, f := range write {
		all = append(all, mongo.NewReplaceOneModel().SetFilter(bson.D{{Key: "_id", Value: f.ID}}).SetReplacement(f).SetUpsert(true))
	}
	for _, id := range remove {
		all = append(all, mongo.NewDeleteOneModel().SetFilter(bson.D{{Key: "_id", Value: id}}))
	}
	if len(all) == 0 {
		return nil
	}
	_, err := s.facts.BulkWrite(ctx, all, options.BulkWrite().SetOrdered(false))
	return mongodb.Translate("save facts", err)
}

// within bounds a range of facts: the keys that begin with a prefix. '}' is the character after '|'.
func within(prefix string) bson.D {
	return bson.D{{Key: "_id", Value: bson.D{{Key: "$gte", Value: prefix + "|"}, {Key: "$lt", Value: prefix + "}"}}}}
}

// OfPerson returns a person's lines of a month, in the order of their tasks.
func (s store) OfPerson(ctx context.Context, agency string, p grading.Period, person string) ([]Fact, error) {
	return mongodb.All[Fact](ctx, "list facts", s.facts, within(agency+"|"+string(p)+"|"+person), options.Find())
}

// OfPersonIn returns a person's lines of several months, month by month.
func (s store) OfPersonIn(ctx context.Context, agency string, months []grading.Period, person string) ([]Fact, error) {
	ranges := make(bson.A, len(months))
	for i, p := range months {
		ranges[i] = within(agency + "|" + string(p) + "|" + person)
	}
	return mongodb.All[Fact](ctx, "list facts", s.facts, bson.D{{Key: "$or", Value: ranges}}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
}

// OfPeople returns the lines of some people for a month, person by person.
func (s store) OfPeople(ctx context.Context, agency string, p grading.Period, people []string) ([]Fact, error) {
	ranges := make(bson.A, len(people))
	for i, person := range people {
		ranges[i] = within(agency + "|" + string(p) + "|" + person)
	}
	return mongodb.All[Fact](ctx, "list facts", s.facts, bson.D{{Key: "$or", Value: ranges}}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
}

// FirstMonth returns the earliest month of an agency with a line or a sheet, and whether there is one.
func (s store) FirstMonth(ctx context.Context, agency string) (first grading.Period, ok bool, err error) {
	facts, err := mongodb.All[Fact](ctx, "first fact", s.facts, within(agency), options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(1))
	if err != nil {
		return "", false, err
	}
	sheets, err := mongodb.All[Sheet](ctx, "first sheet", s.sheets, bson.D{{Key: "agency", Value: agency}},
		options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "period", Value: 1}, {Key: "person", Value: 1}}).SetLimit(1))
	if err != nil {
		return "", false, err
	}
	for _, f := range facts {
		first, ok = f.Period(), true
	}
	for _, sh := range sheets {
		if !ok || sh.Period < first {
			first, ok = sh.Period, true
		}
	}
	return first, ok, nil
}

// OfMonth reads the lines of an agency's month person by person: one pass over one range, whatever its size.
func (s store) OfMonth(ctx context.Context, agency string, p grading.Period) iter.Seq2[personFacts, error] {
	return func(yield func(personFacts, error) bool) {
		var of personFacts
		for f, err := range mongodb.Each[Fact](ctx, "read month", s.facts, within(agency+"|"+string(p)), mongodb.Walk{Page: 5000}) {
			if err != nil {
				yield(personFacts{}, err)
				return
			}
			if who := f.Person(); who != of.Person {
				if of.Person != "" && !yield(of, nil) {
					return
				}
				of = personFacts{Person: who}
			}
			of.Facts = append(of.Facts, f)
		}
		if of.Person != "" {
			yield(of, nil)
		}
	}
}

// personFacts are one person's lines of a month.
type personFacts struct {
	Person string
	Facts  []Fact
}
