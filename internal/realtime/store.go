package realtime

import (
	"context"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/mongodb"
)

const (
	eventsCollection = "events"
	epochs           = "epochs" // one document: the numbering that all nodes agree on
	epochKey         = "current"
)

// Indexes declares the events: replay reads them by audience in the order of their ids.
func Indexes() []mongodb.Indexes {
	expiry := mongodb.Asc("at")
	expiry.Options = options.Index().SetExpireAfterSeconds(int32(keep.Seconds()))
	return []mongodb.Indexes{
		{Collection: eventsCollection, Models: []mongo.IndexModel{mongodb.Asc("agency", "audience", "_id"), expiry}},
		{Collection: epochs},
	}
}

// Events writes events.
type Events struct{ db *mongodb.DB }

// NewEvents returns the events of a database.
func NewEvents(db *mongodb.DB) *Events { return &Events{db: db} }

// txEvents is what one transaction has told so far; it is inserted at its end, all at once.
type txEvents struct {
	docs   []Event
	resync map[string]bool // tokens that were told to fetch everything again
}

// Write stores events in the transaction of ctx; they are told to sockets once it is committed. Ids and times are
// given here. After 200 events of one transaction the audience of any further one is told once to fetch again.
func (e *Events) Write(ctx context.Context, events ...Event) error {
	attempt := mongodb.AttemptOf(ctx)
	if attempt == nil {
		return errors.New("events are written in the transaction of the change they tell of")
	}
	tx := attempt.Value(eventsCollection, func() any {
		tx := &txEvents{resync: map[string]bool{}}
		attempt.AtEnd(func(ctx context.Context) error {
			if len(tx.docs) == 0 {
				return nil
			}
			_, err := e.db.Collection(eventsCollection).InsertMany(ctx, tx.docs)
			return mongodb.Translate("write events", err)
		})
		return tx
	}).(*txEvents)
	for _, ev := range events {
		if len(ev.Audience) == 0 && ev.Type != TypePosts {
			continue // nobody may know
		}
		if len(tx.docs) >= maxPerTx && !direct(ev.Type) {
			rest := missing(ev.Audience, tx.resync)
			if len(rest) == 0 {
				continue
			}
			for _, t := range rest {
				tx.resync[t] = true
			}
			ev = Event{Agency: ev.Agency, Type: TypeResync, Audience: rest}
		}
		ev.ID, ev.At = mongodb.NewID(), clock.System().Now()
		tx.docs = append(tx.docs, ev)
	}
	return nil
}

// direct reports whether the hub acts on events of that type, so that a resync cannot stand for them.
func direct(typ string) bool {
	return typ == TypeRights || typ == TypeSession || typ == TypePosts || typ == typeEpoch
}

// replay returns the events for the tokens from an id on, in the order of their ids: one more than maxReplay when there
// are more than that.
func (e *Events) replay(ctx context.Context, tokens access.Tokens, from string) ([]Event, error) {
	return mongodb.All[Event](ctx, "list events", e.db.Collection(eventsCollection),
		bson.D{
			{Key: "agency", Value: tokens.Agency}, {Key: "audience", Value: bson.D{{Key: "$in", Value: heard(tokens)}}},
			{Key: "_id", Value: bson.D{{Key: "$gte", Value: from}}},
		},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetLimit(maxReplay+1).
			SetProjection(bson.D{{Key: "type", Value: 1}, {Key: "object", Value: 1}, {Key: "version", Value: 1}}))
}

// last returns the highest id stored, empty when there is none.
func (e *Events) last(ctx context.Context) (string, error) {
	var ev Event
	err := e.db.Collection(eventsCollection).FindOne(ctx, bson.D{},
		options.FindOne().SetSort(bson.D{{Key: "_id", Value: -1}}).SetProjection(bson.D{{Key: "_id", Value: 1}})).Decode(&ev)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return "", nil
	}
	return ev.ID, mongodb.Translate("read last event", err)
}

// epoch is the stored form of the current numbering of events.
type epoch struct {
	ID    string `bson:"_id"`
	Value string `bson:"value"`
}

// Epoch returns the database's epoch, making it the first time. Positions of events mean something within one epoch
// only; a restored database has a new one.
func (e *Events) Epoch(ctx context.Context) (string, error) {
	var got epoch
	find := func() error {
		return e.db.Collection(epochs).FindOneAndUpdate(ctx,
			bson.D{{Key: "_id", Value: epochKey}},
			bson.D{{Key: "$setOnInsert", Value: bson.D{{Key: "value", Value: mongodb.NewID()}}}},
			options.FindOneAndUpdate().SetUpsert(true).SetReturnDocument(options.After)).Decode(&got)
	}
	err := find()
	if mongodb.IsDuplicate(err) { // two nodes made it at once
		err = find()
	}
	return got.Value, mongodb.Translate("read epoch", err)
}

// NewEpoch begins a new epoch in place of old and tells all nodes, whose clients then fetch everything again. When
// another node was faster its epoch stands.
func (e *Events) NewEpoch(ctx context.Context, old string) error {
	err := e.db.WithTx(ctx, func(ctx context.Context) error {
		res, err := e.db.Collection(epochs).UpdateOne(ctx,
			bson.D{{Key: "_id", Value: epochKey}, {Key: "value", Value: old}},
			bson.D{{Key: "$set", Value: bson.D{{Key: "value", Value: mongodb.NewID()}}}})
		if err != nil || res.ModifiedCount == 0 {
			return mongodb.Translate("replace epoch", err)
		}
		return e.Write(ctx, Event{Type: typeEpoch, Audience: []string{"*"}})
	})
	if err != nil {
		return fmt.Errorf("new epoch: %w", err)
	}
	return nil
}
