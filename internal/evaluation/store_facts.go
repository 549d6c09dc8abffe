package evaluation

import (
	"context"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/grading"
	"congvu/internal/mongodb"
)

// OfTask returns the stored lines of a task.
func (s store) OfTask(ctx context.Context, agency, task string) ([]Fact, error) {
	return mongodb.All[Fact](ctx, "list facts of task", s.facts,
		bson.D{{Key: "agency", Value: agency}, {Key: "task", Value: task}}, options.Find())
}

// Replace stores f in the place of the line with its id.
func (s store) Replace(ctx context.Context, f Fact) error {
	_, err := s.facts.ReplaceOne(ctx, bson.D{{Key: "_id", Value: f.ID}}, f, options.Replace().SetUpsert(true))
	return mongodb.Translate("save fact", err)
}

// Remove deletes a line; one that is gone already is no fault.
func (s store) Remove(ctx context.Context, id string) error {
	_, err := s.facts.DeleteOne(ctx, bson.D{{Key: "_id", Value: id}})
	return mongodb.Translate("remove fact", err)
}

// unsettled matches a line that is still as it was read.
func unsettled(f Fact) bson.D {
	return bson.D{{Key: "_id", Value: f.ID}, {Key: "over", Value: bson.D{{Key: "$ne", Value: true}}}, {Key: "state", Value: f.State}, {Key: "late_at", Value: f.LateAt}}
}

// Settle stores stays in the place of f, and reports whether f still lay there unsettled.
func (s store) Settle(ctx context.Context, f, stays Fact) (bool, error) {
	res, err := s.facts.ReplaceOne(ctx, unsettled(f), stays)
	return err == nil && res.MatchedCount == 1, mongodb.Translate("settle fact", err)
}

// TakeAway deletes f, and reports whether it still lay there unsettled.
func (s store) TakeAway(ctx context.Context, f Fact) (bool, error) {
	res, err := s.facts.DeleteOne(ctx, unsettled(f))
	return err == nil && res.DeletedCount == 1, mongodb.Translate("move fact", err)
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
