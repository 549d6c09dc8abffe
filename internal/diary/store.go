package diary

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/pkg/vncal"
)

// The diary's collections.
const (
	daysCollection     = "diary_days"
	versionsCollection = "diary_versions"
	chosenCollection   = "diary_settings" // one document per agency
	chainsCollection   = "diary_chains"   // one document per person: the last number of the chain
)

// Indexes declares the diary's collections and what their queries need.
func Indexes() []mongodb.Indexes {
	return []mongodb.Indexes{
		{Collection: daysCollection, Models: []mongo.IndexModel{
			mongodb.Unique("agency", "person", "date"),               // one's own days, a team's day, who wrote
			mongodb.Asc("agency", "waiting", "waiting_since", "_id"), // what waits for somebody
			undecided(),
			mongodb.Asc("agency", "units", "_id"), // what a change of the tree of units moves
			byPassed(),
		}},
		{Collection: versionsCollection, Models: []mongo.IndexModel{
			mongodb.Unique("agency", "chain", "n"),
			mongodb.Asc("agency", "day", "n"),
		}},
		{Collection: chainsCollection},
		{Collection: chosenCollection},
	}
}

// undecidedOnly keeps submitted and returned days, which stand behind open and confirmed ones in the alphabet: the filter of
// a partial index knows no list of values.
var undecidedOnly = bson.M{"$gt": StateOpen}

// undecided is the index of the days that somebody has to act on: few, whatever was written in the past.
func undecided() mongo.IndexModel {
	m := mongodb.Asc("agency", "state", "_id")
	m.Options = options.Index().SetPartialFilterExpression(bson.M{"state": undecidedOnly})
	return m
}

type store struct{ days, versions, chains, chosen *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{
		days: db.Collection(daysCollection), versions: db.Collection(versionsCollection), chains: db.Collection(chainsCollection),
		chosen: db.Collection(chosenCollection),
	}
}

// rowFields is what lists need of a day: no plan, no difficulties, no results.
var rowFields = bson.M{
	"agency": 1, "person": 1, "date": 1, "version": 1, "state": 1, "place": 1, "late": 1, "vis": 1, "waiting": 1,
	"submitted_at": 1, "returned_at": 1, "correction": 1, "entries.text": 1, "entries.minutes": 1,
}

// Get returns a stored day when one of tokens may see it, errs.ErrNotFound otherwise.
func (s store) Get(ctx context.Context, tokens access.Tokens, person string, date vncal.Date) (d Day, err error) {
	filter := bson.M{"_id": DayID(person, date), "agency": tokens.Agency, "vis": bson.M{"$in": tokens.All}}
	if len(tokens.Away) > 0 { // whoever stands in sees what waits for those, and nothing else of it
		delete(filter, "vis")
		filter["$or"] = bson.A{bson.M{"vis": bson.M{"$in": tokens.All}}, awaited(tokens.Away, tokens.Self)}
	}
	err = s.days.FindOne(ctx, filter).Decode(&d)
	return d, mongodb.Translate("get diary day", err)
}

// Range returns a person's stored days from..to by date, as rows.
func (s store) Range(ctx context.Context, agency, person string, from, to vncal.Date) ([]Day, error) {
	return s.find(ctx, bson.M{"agency": agency, "person": person, "date": bson.M{"$gte": from, "$lte": to}},
		options.Find().SetSort(bson.D{{Key: "date", Value: 1}}).SetProjection(rowFields))
}

// Earlier returns the places of a person's latest limit stored days before a date, newest first.
func (s store) Earlier(ctx context.Context, agency, person string, before vncal.Date, limit int64) ([]Places, error) {
	days, err := s.find(ctx, bson.M{"agency": agency, "person": person, "date": bson.M{"$lt": before}},
		options.Find().SetSort(bson.D{{Key: "date", Value: -1}}).
			SetLimit(limit).SetProjection(bson.M{"place": 1}))
	places := make([]Places, 0, len(days))
	for _, d := range days {
		places = append(places, d.Place)
	}
	return places, err
}

// First returns the date of a person's first stored day, "" for none.
func (s store) First(ctx context.Context, agency, person string) (vncal.Date, error) {
	days, err := s.find(ctx, bson.M{"agency": agency, "person": person},
		options.Find().SetSort(bson.D{{Key: "date", Value: 1}}).
			SetLimit(1).SetProjection(bson.M{"date": 1}))
	if len(days) == 0 {
		return "", err
	}
	return days[0].Date, err
}

// Of returns the stored days of some people on one date that tokens may see, as rows in no order.
func (s store) Of(ctx context.Context, tokens access.Tokens, people []string, date vncal.Date) ([]Day, error) {
	return s.find(ctx, bson.M{"agency": tokens.Agency, "person": bson.M{"$in": people}, "date": date, "vis": bson.M{"$in": tokens.All}},
		options.Find().SetProjection(rowFields))
}

// Kept returns a person's stored days from..to that tokens may see, whole, by date.
func (s store) Kept(ctx context.Context, tokens access.Tokens, person string, from, to vncal.Date) ([]Day, error) {
	return s.find(ctx, bson.M{
		"agency": tokens.Agency, "person": person, "date": bson.M{"$gte": from, "$lte": to}, "vis": bson.M{"$in": tokens.All},
	}, options.Find().SetSort(bson.D{{Key: "date", Value: 1}}))
}

// Placed returns the places of the stored days of some people from..to that tokens may see, in no order.
func (s store) Placed(ctx context.Context, tokens access.Tokens, people []string, from, to vncal.Date) ([]Day, error) {
	return s.find(ctx, bson.M{
		"agency": tokens.Agency, "person": bson.M{"$in": people}, "date": bson.M{"$gte": from, "$lte": to}, "vis": bson.M{"$in": tokens.All},
	}, options.Find().SetProjection(bson.M{"person": 1, "date": 1, "place": 1}))
}

// Written returns who of some people needs no reminder of a date: they kept an entry, or marked the whole day as off.
func (s store) Written(ctx context.Context, agency string, people []string, date vncal.Date) (map[string]bool, error) {
	days, err := s.find(ctx, bson.M{"agency": agency, "person": bson.M{"$in": people}, "date": date},
		options.Find().SetProjection(bson.M{"person": 1, "place": 1, "entries": bson.M{"$slice": 1}}))
	written := map[string]bool{}
	for _, d := range days {
		written[d.Person] = !d.Empty() || d.Place.Off()
	}
	return written, err
}

// awaited is what a query must hold of the days that somebody confirms by standing in for people who are away: not those people's
// own that were returned to them, nor the own.
func awaited(away []string, self string) bson.M {
	return bson.M{"waiting": bson.M{"$in": away}, "state": StateSubmitted, "person": bson.M{"$ne": self}}
}

// waiting is what a query must hold of the days that wait for somebody, or for those they stand in for.
func waiting(tokens access.Tokens) bson.M {
	if len(tokens.Away) == 0 {
		return bson.M{"agency": tokens.Agency, "waiting": tokens.Self}
	}
	return bson.M{"agency": tokens.Agency, "$or": bson.A{bson.M{"waiting": tokens.Self}, awaited(tokens.Away, tokens.Self)}}
}

// Waiting returns the first limit days that wait for whose tokens they are, longest first, as rows.
func (s store) Waiting(ctx context.Context, tokens access.Tokens, limit int64) ([]Day, error) {
	return s.find(ctx, waiting(tokens), options.Find().SetSort(bson.D{
		{Key: "waiting_since", Value: 1}, {Key: "_id", Value: 1},
	}).SetLimit(limit).SetProjection(rowFields))
}

// CountWaiting returns how many days wait, as Waiting does, counting no further than limit.
func (s store) CountWaiting(ctx context.Context, tokens access.Tokens, limit int64) (int, error) {
	n, err := s.days.CountDocuments(ctx, waiting(tokens), options.Count().SetLimit(limit))
	return int(n), mongodb.Translate("count waiting diary days", err)
}

func (s store) find(ctx context.Context, filter bson.M, opts *options.FindOptionsBuilder) ([]Day, error) {
	return mongodb.All[Day](ctx, "list diary days", s.days, filter, opts)
}

// Put stores d in the place of the version that was seen, 0 for none; errs.ErrChanged when another is stored.
func (s store) Put(ctx context.Context, seen int64, d Day) error {
	return mongodb.Put(ctx, "save diary day", s.days, bson.D{{Key: "_id", Value: d.ID}, {Key: "agency", Value: d.Agency}}, seen, d)
}

// Append stores v at the end of its chain; only inside a transaction, which makes the numbers gapless.
func (s store) Append(ctx context.Context, v Version) error {
	var chain struct {
		N int64 `bson:"n"`
	}
	err := s.chains.FindOneAndUpdate(ctx, bson.M{"_id": v.Agency + "|" + v.Chain},
		bson.M{"$inc": bson.M{"n": int64(1)}, "$setOnInsert": bson.M{"agency": v.Agency, "person": v.Chain}},
		options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.After)).Decode(&chain)
	if err != nil {
		return mongodb.Translate("take chain number", err)
	}
	v.ID, v.N = mongodb.NewID(), chain.N
	_, err = s.versions.InsertOne(ctx, v)
	return mongodb.Translate("insert diary version", err)
}

// Versions returns the versions of a day that people read, newest first, at most MaxTold.
func (s store) Versions(ctx context.Context, agency, day string) ([]Version, error) {
	return mongodb.All[Version](ctx, "list diary versions", s.versions, bson.M{"agency": agency, "day": day, "action": bson.M{"$in": told}},
		options.Find().SetSort(bson.D{{Key: "n", Value: -1}}).SetLimit(MaxTold))
}

// Before returns a person's latest limit stored days with entries before a date, newest first, whole.
func (s store) Before(ctx context.Context, agency, person string, date vncal.Date, limit int64) ([]Day, error) {
	return s.find(ctx, bson.M{"agency": agency, "person": person, "date": bson.M{"$lt": date}, "entries.0": bson.M{"$exists": true}},
		options.Find().SetSort(bson.D{{Key: "date", Value: -1}}).SetLimit(limit))
}

// Timed returns what the stored days of some people from..to say of tasks and minutes, by person and date.
func (s store) Timed(ctx context.Context, agency string, people []string, from, to vncal.Date) ([]Day, error) {
	return s.find(ctx, bson.M{"agency": agency, "person": bson.M{"$in": people}, "date": bson.M{"$gte": from, "$lte": to}},
		options.Find().SetSort(bson.D{{Key: "person", Value: 1}, {Key: "date", Value: 1}}).
			SetProjection(bson.M{"person": 1, "date": 1, "entries.task.id": 1, "entries.task.code": 1, "entries.minutes": 1}))
}

// Chosen returns what an agency has set, errs.ErrNotFound when it set nothing.
func (s store) Chosen(ctx context.Context, agency string) (c Chosen, err error) {
	err = s.chosen.FindOne(ctx, bson.M{"_id": agency, "agency": agency}).Decode(&c)
	return c, mongodb.Translate("get diary settings", err)
}

// Choose stores what an agency sets in the place of the version that was seen; errs.ErrChanged when another is stored.
func (s store) Choose(ctx context.Context, seen int64, c Chosen) error {
	return mongodb.Put(ctx, "save diary settings", s.chosen, bson.D{{Key: "_id", Value: c.ID}, {Key: "agency", Value: c.Agency}}, seen, c)
}
