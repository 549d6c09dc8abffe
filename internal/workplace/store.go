package workplace

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// The collections of places of work.
const (
	registrationsCollection = "workplace_registrations"
	absencesCollection      = "workplace_absences"
	rulesCollection         = "workplace_rules"
	locksCollection         = "workplace_locks" // one document per unit and person that something is counted for
)

// Indexes declares the collections and what their queries need.
func Indexes() []mongodb.Indexes {
	return append(checkIndexes(), []mongodb.Indexes{
		{Collection: registrationsCollection, Models: []mongo.IndexModel{
			mongodb.Unique("agency", "code"),
			mongodb.Asc("agency", "person", "last", "_id"),           // one's own, and where people are
			mongodb.Asc("agency", "waiting", "waiting_since", "_id"), // what waits for somebody
			mongodb.Asc("agency", "granted", "unit"),                 // who is at home on a half-day, by unit
			mongodb.Asc("agency", "units", "_id"), byPassed(),        // those of a unit and of all below it
			byOp(),
		}},
		{Collection: absencesCollection, Models: []mongo.IndexModel{
			mongodb.Asc("agency", "person", "to"),
			mongodb.Asc("agency", "to", "from"), // who is away on a half-day
			mongodb.Asc("agency", "vis", "_id"), // those of a unit and of all below it
			byOp(),
		}},
		{Collection: rulesCollection, Models: []mongo.IndexModel{mongodb.Unique("agency", "unit", "from")}},
		{Collection: locksCollection},
	}...)
}

// byPassed finds the registrations that were passed on to another unit: few.
func byPassed() mongo.IndexModel {
	m := mongodb.Asc("agency", "passed", "_id")
	m.Options = options.Index().SetPartialFilterExpression(bson.M{"passed": bson.M{"$exists": true}})
	return m
}

// byOp finds what a request made, and refuses to make it twice.
func byOp() mongo.IndexModel {
	m := mongodb.Unique("agency", "op.person", "op.key")
	m.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return m
}

type store struct{ registrations, absences, rules, locks, checks, calls *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{
		registrations: db.Collection(registrationsCollection), absences: db.Collection(absencesCollection),
		rules: db.Collection(rulesCollection), locks: db.Collection(locksCollection),
		checks: db.Collection(checksCollection), calls: db.Collection(callsCollection),
	}
}

// Lock makes transactions that count the same thing run one after the other: each raises the number of key, so that of two
// at once the later one begins anew and counts what the first has written. Only inside a transaction.
func (s store) Lock(ctx context.Context, agency, key string) error {
	_, err := s.locks.UpdateOne(ctx, bson.M{"_id": agency + "|" + key}, bson.M{"$inc": bson.M{"n": int64(1)}}, options.UpdateOne().SetUpsert(true))
	return mongodb.Translate("lock "+key, err)
}

// Get returns the registration when one of tokens may see it, errs.ErrNotFound otherwise.
func (s store) Get(ctx context.Context, tokens access.Tokens, id string) (r Registration, err error) {
	filter := bson.M{"_id": id, "agency": tokens.Agency, "vis": bson.M{"$in": tokens.All}}
	if len(tokens.Away) > 0 { // whoever stands in sees what waits for those, and nothing else of it
		delete(filter, "vis")
		filter["$or"] = bson.A{bson.M{"vis": bson.M{"$in": tokens.All}}, awaited(tokens.Away, tokens.Self)}
	}
	err = s.registrations.FindOne(ctx, filter).Decode(&r)
	return r, mongodb.Translate("get registration", err)
}

// Whole returns a registration whoever may see it, for jobs; errs.ErrNotFound when there is none.
func (s store) Whole(ctx context.Context, agency, id string) (r Registration, err error) {
	err = s.registrations.FindOne(ctx, bson.M{"_id": id, "agency": agency}).Decode(&r)
	return r, mongodb.Translate("get registration", err)
}

// Made returns the registration that a request made, errs.ErrNotFound when it made none.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (r Registration, err error) {
	err = s.registrations.FindOne(ctx, bson.M{"agency": agency, "op.person": op.Person, "op.key": op.Key}).Decode(&r)
	return r, mongodb.Translate("registration made", err)
}

// Put stores r in the place of the version that was seen, 0 for none; errs.ErrChanged when another is stored.
func (s store) Put(ctx context.Context, seen int64, r Registration) error {
	if seen == 0 { // a duplicate by its key is told apart by the caller
		_, err := s.registrations.InsertOne(ctx, r)
		return mongodb.Translate("insert registration", err)
	}
	return mongodb.Put(ctx, "save registration", s.registrations, bson.D{{Key: "_id", Value: r.ID}, {Key: "agency", Value: r.Agency}}, seen, r)
}

// Mine returns a person's registrations, the latest days first, at most limit of them, after the place (last, id).
func (s store) Mine(ctx context.Context, agency, person string, last vncal.Date, id string, limit int) ([]Registration, error) {
	filter := bson.M{"agency": agency, "person": person}
	if id != "" {
		filter["$or"] = []bson.M{{"last": bson.M{"$lt": last}}, {"last": last, "_id": bson.M{"$lt": id}}}
	}
	return mongodb.All[Registration](ctx, "list registrations", s.registrations, filter,
		options.Find().SetSort(bson.D{{Key: "last", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

// awaited is what a query must hold of the registrations that somebody decides by standing in for people who are away: not those
// people's own with a result that was returned, nor the own.
func awaited(away []string, self string) bson.M {
	return bson.M{"waiting": bson.M{"$in": away}, "person": bson.M{"$ne": self}, "result.state": bson.M{"$ne": ResultReturned}}
}

// waiting is what a query must hold of what waits for somebody, or for those they stand in for.
func waiting(tokens access.Tokens) bson.M {
	if len(tokens.Away) == 0 {
		return bson.M{"agency": tokens.Agency, "waiting": tokens.Self}
	}
	return bson.M{"agency": tokens.Agency, "$or": bson.A{bson.M{"waiting": tokens.Self}, awaited(tokens.Away, tokens.Self)}}
}

// Waiting returns the first limit registrations that wait for whose tokens they are, longest first.
func (s store) Waiting(ctx context.Context, tokens access.Tokens, limit int) ([]Registration, error) {
	return mongodb.All[Registration](ctx, "waiting registrations", s.registrations, waiting(tokens),
		options.Find().SetSort(bson.D{{Key: "waiting_since", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(int64(limit)))
}

// CountWaiting returns how many registrations wait, as Waiting does, counting no further than limit.
func (s store) CountWaiting(ctx context.Context, tokens access.Tokens, limit int) (int, error) {
	n, err := s.registrations.CountDocuments(ctx, waiting(tokens), options.Count().SetLimit(int64(limit)))
	return int(n), mongodb.Translate("count waiting registrations", err)
}

// placeFields is what the grid and the counting need of a registration.
var placeFields = bson.M{"code": 1, "person": 1, "version": 1, "state": 1, "halves": 1, "granted": 1, "decided_at": 1, "phone": 1, "unit": 1}

// Of returns what people have registered that reaches into the days first..last: what waits and what was granted.
func (s store) Of(ctx context.Context, agency string, people []string, first, last vncal.Date) ([]Registration, error) {
	return mongodb.All[Registration](ctx, "registrations of people", s.registrations, bson.M{
		"agency": agency, "person": bson.M{"$in": people}, "last": bson.M{"$gte": first}, "first": bson.M{"$lte": last},
		"state": bson.M{"$in": []State{Submitted, Approved}},
	}, options.Find().SetProjection(placeFields))
}

// Undecided returns the registrations of an agency that wait for somebody, to see whether it is still the right one.
func (s store) Undecided(ctx context.Context, agency string) ([]Registration, error) {
	return mongodb.All[Registration](ctx, "undecided registrations", s.registrations,
		bson.M{"agency": agency, "waiting": bson.M{"$gt": ""}}, options.Find().SetSort(bson.D{{Key: "waiting", Value: 1}}))
}

// Rules returns the rules of units that begin on or before a day.
func (s store) Rules(ctx context.Context, agency string, units []string, until vncal.Date) ([]Rule, error) {
	return mongodb.All[Rule](ctx, "rules of units", s.rules,
		bson.M{"agency": agency, "unit": bson.M{"$in": units}, "from": bson.M{"$lte": until}}, options.Find().SetSort(bson.D{{Key: "unit", Value: 1}, {Key: "from", Value: 1}}))
}

// PutRule stores a rule in the place of the version that was seen, 0 for none; errs.ErrChanged when another is stored.
func (s store) PutRule(ctx context.Context, seen int64, r Rule) error {
	return mongodb.Put(ctx, "save rule", s.rules, bson.D{{Key: "_id", Value: r.ID}, {Key: "agency", Value: r.Agency}}, seen, r)
}
