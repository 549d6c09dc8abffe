package evaluation

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strconv"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"

	"congvu/internal/grading"
	"congvu/internal/mongodb"
)

// Collections of this package.
const (
	factsCollection   = "facts"
	periodsCollection = "periods"
	sheetsCollection  = "sheets"
)

// Indexes declares the collections and what their queries need. Facts lie in the order agency, period, person, task:
// a person's month and an agency's month are each one range.
func Indexes() []mongodb.Indexes {
	return []mongodb.Indexes{
		{Collection: factsCollection, Clustered: true, Models: []mongo.IndexModel{
			mongodb.Asc("agency", "task"), undecidedIndex(),
		}},
		{Collection: periodsCollection, Models: []mongo.IndexModel{mongodb.Unique("agency", "type", "from")}},
		{Collection: sheetsCollection, Models: []mongo.IndexModel{
			mongodb.Unique("agency", "person", "period", "rev"),
			mongodb.Asc("agency", "waiting", "period", "person"),
			mongodb.Asc("agency", "period", "person"),
			managedIndex(),
		}},
	}
}

// managedIndex holds all that Managed asks for: sheets themselves carry their lines, and a head may have thousands below.
func managedIndex() mongo.IndexModel {
	return mongodb.Asc("agency", "units", "period", "person", "rev", "outcome.status", "outcome.cut")
}

type store struct{ periods, sheets, facts *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{
		periods: db.Collection(periodsCollection), sheets: db.Collection(sheetsCollection), facts: db.Collection(factsCollection),
	}
}

// Month returns a period as stored, or an open one when nobody has touched it yet.
func (s store) Month(ctx context.Context, agency string, p grading.Period) (m Month, err error) {
	err = s.periods.FindOne(ctx, bson.D{{Key: "_id", Value: monthID(agency, p)}}).Decode(&m)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return openMonth(agency, p), nil
	}
	return m, mongodb.Translate("get period", err)
}

// Months returns the stored months, newest first, at most limit.
func (s store) Months(ctx context.Context, agency string, limit int64) ([]Month, error) {
	return mongodb.All[Month](ctx, "list periods", s.periods, bson.D{{Key: "agency", Value: agency}, {Key: "type", Value: monthType}},
		options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "type", Value: 1}, {Key: "from", Value: -1}}).SetLimit(limit))
}

// MonthsFrom returns the stored months from a first one on, oldest first.
func (s store) MonthsFrom(ctx context.Context, agency string, first grading.Period) ([]Month, error) {
	return mongodb.All[Month](ctx, "list periods", s.periods, bson.D{
		{Key: "agency", Value: agency}, {Key: "type", Value: monthType}, {Key: "from", Value: bson.D{{Key: "$gte", Value: string(first.First())}}},
	}, options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "type", Value: 1}, {Key: "from", Value: 1}}))
}

// Ordered reports whether a month's close was commanded and is not done.
func (s store) Ordered(ctx context.Context, agency string) (bool, error) {
	all, err := mongodb.All[Month](ctx, "list ordered periods", s.periods, bson.D{
		{Key: "agency", Value: agency}, {Key: "type", Value: monthType}, {Key: "ordered", Value: bson.D{{Key: "$exists", Value: true}}},
		{Key: "state", Value: bson.D{{Key: "$ne", Value: Closed}}},
	}, options.Find().SetLimit(1))
	return len(all) > 0, err
}

// Progress notes how far the job has come with a month. It is shown while somebody waits for it and changes no version.
func (s store) Progress(ctx context.Context, m Month, p Progress) error {
	_, err := s.periods.UpdateOne(ctx, bson.D{{Key: "_id", Value: m.ID}}, bson.D{{Key: "$set", Value: bson.D{{Key: "progress", Value: p}}}})
	return mongodb.Translate("note progress", err)
}

// PassedOn notes by which posts the sheets of a month were last passed on. It is nobody's act and changes no version.
func (s store) PassedOn(ctx context.Context, m Month, posts string) error {
	_, err := s.periods.UpdateOne(ctx, bson.D{{Key: "_id", Value: m.ID}}, bson.D{{Key: "$set", Value: bson.D{{Key: "posts", Value: posts}}}})
	return mongodb.Translate("note posts", err)
}

// PutMonth saves m when the stored version is still seen (0: none stored), errs.ErrChanged otherwise.
func (s store) PutMonth(ctx context.Context, seen int64, m Month) error {
	return mongodb.Put(ctx, "save period", s.periods, bson.D{{Key: "_id", Value: m.ID}}, seen, m)
}

// Sheet returns a person's sheet of a month, errs.ErrNotFound when there is none.
func (s store) Sheet(ctx context.Context, agency, person string, p grading.Period) (sh Sheet, err error) {
	err = s.sheets.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "person", Value: person}, {Key: "period", Value: p}},
		options.FindOne().SetSort(bson.D{{Key: "rev", Value: -1}})).Decode(&sh)
	return sh, mongodb.Translate("get sheet", err)
}

// Sheets returns the sheets of people for a month, of each person the newest version, in no order.
func (s store) Sheets(ctx context.Context, agency string, people []string, p grading.Period) ([]Sheet, error) {
	return s.newest(ctx, agency, people, p, options.Find())
}

// SheetHeads returns what Sheets does, without the lines and bytes of frozen ones.
func (s store) SheetHeads(ctx context.Context, agency string, people []string, p grading.Period) ([]Sheet, error) {
	return s.newest(ctx, agency, people, p, options.Find().SetProjection(bson.D{{Key: "frozen.lines", Value: 0}, {Key: "frozen.bytes", Value: 0}}))
}

func (s store) newest(ctx context.Context, agency string, people []string, p grading.Period, o *options.FindOptionsBuilder) ([]Sheet, error) {
	all, err := mongodb.All[Sheet](ctx, "list sheets", s.sheets, bson.D{
		{Key: "agency", Value: agency}, {Key: "person", Value: bson.D{{Key: "$in", Value: people}}}, {Key: "period", Value: p},
	}, o)
	newest := make(map[string]int, len(all))
	for _, sh := range all {
		newest[sh.Person] = max(newest[sh.Person], sh.Rev)
	}
	return slices.DeleteFunc(all, func(sh Sheet) bool { return sh.Rev < newest[sh.Person] }), err
}

// Versions returns every version of a person's sheet of a month, the oldest first.
func (s store) Versions(ctx context.Context, agency, person string, p grading.Period) ([]Sheet, error) {
	return mongodb.All[Sheet](ctx, "list versions of a sheet", s.sheets, bson.D{
		{Key: "agency", Value: agency}, {Key: "person", Value: person}, {Key: "period", Value: p},
	}, options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "person", Value: 1}, {Key: "period", Value: 1}, {Key: "rev", Value: 1}}))
}

// Lacking returns the ids of people whose sheets of a month wait for points.
func (s store) Lacking(ctx context.Context, agency string, p grading.Period) ([]string, error) {
	type row struct {
		Person string `bson:"person"`
	}
	rows, err := mongodb.All[row](ctx, "list ungraded sheets", s.sheets, bson.D{
		{Key: "agency", Value: agency}, {Key: "waiting", Value: bson.D{{Key: "$gt", Value: ""}}}, {Key: "period", Value: p},
	}, options.Find().SetProjection(bson.D{{Key: "person", Value: 1}}))
	people := make([]string, len(rows))
	for i, r := range rows {
		people[i] = r.Person
	}
	return people, err
}

// PutSheet saves sh when the stored version is still seen (0: none stored), errs.ErrChanged otherwise.
func (s store) PutSheet(ctx context.Context, seen int64, sh Sheet) error {
	return mongodb.Put(ctx, "save sheet", s.sheets, bson.D{{Key: "_id", Value: sh.ID}}, seen, sh)
}

// PutSheets saves many sheets in a transaction, each when its stored version is still seen; errs.ErrChanged when one is not.
func (s store) PutSheets(ctx context.Context, changes []sheetChange) error {
	docs, err := documents(changes)
	if err != nil {
		return err
	}
	return s.PutDocuments(ctx, docs)
}

// PutDocuments does what PutSheets does with sheets as documents made them.
func (s store) PutDocuments(ctx context.Context, docs []mongodb.Change) error {
	return mongodb.PutMany(ctx, "save sheets", s.sheets, docs)
}

// documents returns sheets as they are written. The lines of frozen ones are those of the changes, byte for byte.
func documents(changes []sheetChange) ([]mongodb.Change, error) {
	docs := make([]mongodb.Change, len(changes))
	for i, c := range changes {
		doc, err := c.document()
		if err != nil {
			return nil, mongodb.Translate("write sheet", err)
		}
		docs[i] = mongodb.Change{ID: c.next.ID, Seen: c.seen, Doc: doc}
	}
	return docs, nil
}

// document returns a sheet as it is written. The lines that it freezes are copied as they lie in the database.
func (c sheetChange) document() (bson.Raw, error) {
	frozen := c.next.Frozen
	if frozen == nil {
		return encoded(c.next)
	}
	head := c.next
	head.Frozen = nil
	raw, err := encoded(head)
	if err != nil {
		return nil, err
	}
	size := len(raw) + len(frozen.Bytes) + 256
	for _, f := range c.facts {
		size += len(f.raw) + 8
	}
	doc := append(make([]byte, 0, size), raw[:len(raw)-1]...) // without its end
	in, doc := bsoncore.AppendDocumentElementStart(doc, "frozen")
	doc = bsoncore.AppendStringElement(doc, "policy", frozen.Policy)
	all, doc := bsoncore.AppendArrayElementStart(doc, "lines")
	for i, f := range c.facts {
		doc = bsoncore.AppendDocumentElement(doc, strconv.Itoa(i), f.raw)
	}
	if doc, err = bsoncore.AppendArrayEnd(doc, all); err != nil {
		return nil, err
	}
	doc = bsoncore.AppendBinaryElement(doc, "bytes", 0, frozen.Bytes)
	doc = bsoncore.AppendStringElement(doc, "hash", frozen.Hash)
	if doc, err = bsoncore.AppendDocumentEnd(doc, in); err != nil {
		return nil, err
	}
	return bsoncore.AppendDocumentEnd(doc, 0)
}

// outcomeRow is one point of a trend.
type outcomeRow struct {
	Person  string         `bson:"person"`
	Period  grading.Period `bson:"period"`
	Outcome Outcome        `bson:"outcome"`
	Closed  bool           `bson:"closed"`
}

// Outcomes returns what the months from first through last brought each of the people, by person and month. The lines
// of the sheets stay where they are.
func (s store) Outcomes(ctx context.Context, agency string, people []string, first, last grading.Period) ([]outcomeRow, error) {
	rows, err := mongodb.All[outcomeRow](ctx, "list outcomes", s.sheets, bson.D{
		{Key: "agency", Value: agency}, {Key: "person", Value: bson.D{{Key: "$in", Value: people}}},
		{Key: "period", Value: bson.D{{Key: "$gte", Value: first}, {Key: "$lte", Value: last}}},
	}, options.Find().SetSort(bson.D{{Key: "agency", Value: 1}, {Key: "person", Value: 1}, {Key: "period", Value: 1}, {Key: "rev", Value: 1}}).
		SetProjection(bson.D{{Key: "person", Value: 1}, {Key: "period", Value: 1}, {Key: "outcome", Value: 1},
			{Key: "closed", Value: bson.D{{Key: "$ne", Value: bson.A{bson.D{{Key: "$type", Value: "$frozen"}}, "missing"}}}}}))
	newest := rows[:0] // versions of one sheet stand side by side, the newest last
	for i, r := range rows {
		if i+1 == len(rows) || rows[i+1].Person != r.Person || rows[i+1].Period != r.Period {
			newest = append(newest, r)
		}
	}
	return newest, err
}

// Managed sums up the newest sheets of a month of everybody in some units but one person.
func (s store) Managed(ctx context.Context, agency string, p grading.Period, units []string, but string) (Managed, error) {
	scored := bson.D{{Key: "$eq", Value: bson.A{"$status", grading.Scored}}}
	count := func(when any) bson.D {
		return bson.D{{Key: "$sum", Value: bson.D{{Key: "$cond", Value: bson.A{when, 1, 0}}}}}
	}
	type row struct {
		Scored   int              `bson:"scored"`
		Unscored int              `bson:"unscored"`
		Lowest   *bson.Decimal128 `bson:"lowest"`
	}
	all, err := mongodb.Sum[row](ctx, "sum up managed sheets", s.sheets, mongo.Pipeline{
		{{Key: "$match", Value: bson.D{
			{Key: "agency", Value: agency}, {Key: "units", Value: bson.D{{Key: "$in", Value: units}}}, {Key: "period", Value: p},
			{Key: "person", Value: bson.D{{Key: "$ne", Value: but}}},
		}}},
		{{Key: "$sort", Value: bson.D{{Key: "person", Value: 1}, {Key: "rev", Value: 1}}}},
		{{Key: "$group", Value: bson.D{
			{Key: "_id", Value: "$person"}, {Key: "status", Value: bson.D{{Key: "$last", Value: "$outcome.status"}}},
			{Key: "cut", Value: bson.D{{Key: "$last", Value: "$outcome.cut"}}},
		}}},
		{{Key: "$group", Value: bson.D{
			{Key: "_id", Value: nil}, {Key: "scored", Value: count(scored)},
			{Key: "unscored", Value: count(bson.D{{Key: "$in", Value: bson.A{"$status", bson.A{grading.NeedsDecision, grading.InsufficientData}}}})},
			{Key: "lowest", Value: bson.D{{Key: "$min", Value: bson.D{{Key: "$cond", Value: bson.A{scored, bson.D{{Key: "$toDecimal", Value: "$cut"}}, nil}}}}}},
		}}},
	}, options.Aggregate().SetHint(managedIndex().Keys))
	if err != nil || len(all) == 0 {
		return Managed{}, err
	}
	m := Managed{Scored: all[0].Scored, Unscored: all[0].Unscored}
	if all[0].Lowest != nil {
		m.Lowest = all[0].Lowest.String()
	}
	return m, nil
}

// WaitingFor is a month in which people wait for somebody's points.
type WaitingFor struct {
	Period grading.Period `bson:"_id"`
	People int            `bson:"people"`
}

// Waiting returns the months in which sheets wait for a person, oldest first.
func (s store) Waiting(ctx context.Context, agency, person string) ([]WaitingFor, error) {
	all, err := mongodb.Sum[WaitingFor](ctx, "count waiting sheets", s.sheets, mongo.Pipeline{
		{{Key: "$match", Value: bson.D{{Key: "agency", Value: agency}, {Key: "waiting", Value: person}}}},
		{{Key: "$group", Value: bson.D{{Key: "_id", Value: "$period"}, {Key: "people", Value: bson.D{{Key: "$sum", Value: 1}}}}}},
	})
	slices.SortFunc(all, func(a, b WaitingFor) int { return cmp.Compare(a.Period, b.Period) })
	return all, err
}

// rater is somebody who has points to give, with the number of people who wait for them.
type rater struct {
	Person string `bson:"_id"`
	People int    `bson:"people"`
}

// Raters returns who has points to give in a month.
func (s store) Raters(ctx context.Context, agency string, p grading.Period) ([]rater, error) {
	all, err := mongodb.Sum[rater](ctx, "list raters", s.sheets, mongo.Pipeline{
		{{Key: "$match", Value: bson.D{{Key: "agency", Value: agency}, {Key: "period", Value: p}}}},
		{{Key: "$unwind", Value: "$waiting"}},
		{{Key: "$group", Value: bson.D{{Key: "_id", Value: "$waiting"}, {Key: "people", Value: bson.D{{Key: "$sum", Value: 1}}}}}},
	})
	slices.SortFunc(all, func(a, b rater) int { return cmp.Compare(a.Person, b.Person) })
	return all, err
}
