package evaluation

import (
	"context"
	"errors"
	"iter"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"congvu/internal/grading"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/pkg/vncal"
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
	prefixes := make([]string, len(months))
	for i, p := range months {
		prefixes[i] = agency + "|" + string(p) + "|" + person
	}
	return ranges[Fact](ctx, s, prefixes)
}

// ranges returns the facts whose keys begin with one of the prefixes, prefix by prefix. Asked for with an $or, they would
// make the server read everything: of a clustered collection it finds one range only.
func ranges[T any](ctx context.Context, s store, prefixes []string) ([]T, error) {
	if len(prefixes) == 0 {
		return []T{}, nil
	}
	pipeline := mongo.Pipeline{{{Key: "$match", Value: within(prefixes[0])}}}
	for _, prefix := range prefixes[1:] {
		pipeline = append(pipeline, bson.D{{Key: "$unionWith", Value: bson.D{
			{Key: "coll", Value: factsCollection}, {Key: "pipeline", Value: mongo.Pipeline{{{Key: "$match", Value: within(prefix)}}}},
		}}})
	}
	return mongodb.Sum[T](ctx, "list facts", s.facts, pipeline)
}

// OfPeople returns the lines of some people for a month, person by person, as OfMonth does: a hundred people a read.
func (s store) OfPeople(ctx context.Context, agency string, p grading.Period, people []string) ([]storedFact, error) {
	var facts []storedFact
	for group := range slices.Chunk(people, batch) {
		prefixes := make([]string, len(group))
		for i, person := range group {
			prefixes[i] = agency + "|" + string(p) + "|" + person
		}
		rows, err := ranges[bson.Raw](ctx, s, prefixes)
		if err != nil {
			return nil, err
		}
		for _, raw := range rows {
			f, err := bareFact(raw)
			if err != nil {
				return nil, err
			}
			facts = append(facts, f)
		}
	}
	return facts, nil
}

// FirstMonth returns the earliest month of an agency with a line or a sheet, and whether there is one.
func (s store) FirstMonth(ctx context.Context, agency string) (first grading.Period, ok bool, err error) {
	facts, err := mongodb.All[Fact](ctx, "first fact", s.facts, within(agency), options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(1))
	if err != nil {
		return "", false, err
	}
	sheets, err := s.firstSheet(ctx, agency, "")
	if err == nil && len(sheets) > 0 && sheets[0].Period.Annual() { // a year stands before its months
		sheets, err = s.firstSheet(ctx, agency, sheets[0].Period)
	}
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

// firstSheet returns the sheet of the first period after one, none where there is none.
func (s store) firstSheet(ctx context.Context, agency string, after grading.Period) ([]Sheet, error) {
	return mongodb.All[Sheet](ctx, "first sheet", s.sheets, bson.D{{Key: "agency", Value: agency}, {Key: "period", Value: bson.D{{Key: "$gt", Value: after}}}},
		options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "period", Value: 1}, {Key: "person", Value: 1}}).SetLimit(1))
}

// OfMonth reads the lines of an agency's month person by person: one pass over one range, whatever its size. Of each line
// it takes what grading needs, and leaves Show in the bytes: that is nine tenths of the work.
func (s store) OfMonth(ctx context.Context, agency string, p grading.Period) iter.Seq2[personFacts, error] {
	return func(yield func(personFacts, error) bool) {
		var of personFacts
		for raw, err := range mongodb.Each[bson.Raw](ctx, "read month", s.facts, within(agency+"|"+string(p)), mongodb.Walk{Page: 5000}) {
			var f storedFact
			if err == nil {
				f, err = bareFact(raw)
			}
			if err != nil {
				yield(personFacts{}, err)
				return
			}
			if who := f.Person(); who != of.Person {
				if of.Person != "" && !yield(of, nil) {
					return
				}
				of = personFacts{Person: who, Facts: make([]storedFact, 0, len(of.Facts))}
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
	Facts  []storedFact
}

// whole returns the line with what people read about its task, which grading has no need of.
func (f storedFact) whole() (x Fact, err error) {
	err = mongodb.Translate("read fact", bson.Unmarshal(f.raw, &x))
	return x, err
}

// bareFact reads what grading needs of a line, all but its Show, without the driver's reflection: a close reads a million
// of them.
func bareFact(raw bson.Raw) (storedFact, error) {
	f := storedFact{raw: raw}
	rest := []byte(raw)
	if len(rest) < 5 {
		return f, errFact
	}
	for rest = rest[4:]; len(rest) > 1; {
		element, after, ok := bsoncore.ReadElement(rest)
		if !ok {
			return f, errFact
		}
		rest = after
		key, value := element.Key(), element.Value()
		text, _ := value.StringValueOK()
		n, _ := value.AsInt64OK()
		switch key {
		case "_id":
			f.ID = text
		case "agency":
			f.Agency = text
		case "task":
			f.Task = text
		case "code":
			f.Code = text
		case "k":
			f.K = n
		case "a":
			f.A = n
		case "d":
			f.D = n
		case "q":
			f.Q = int(n)
		case "f":
			pieces := n
			f.F = &pieces
		case "l":
			f.L = int(n)
		case "late_at":
			if at, ok := value.TimeOK(); ok {
				at = at.UTC()
				f.LateAt = &at
			}
		case "due_on":
			f.DueOn = vncal.Date(text)
		case "state":
			f.State = task.State(text)
		case "carried_from":
			f.CarriedFrom = grading.Period(text)
		case "over":
			f.Over, _ = value.BooleanOK()
		}
	}
	return f, nil
}

var errFact = errors.New("not a line as it is stored")
