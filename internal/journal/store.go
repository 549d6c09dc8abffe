package journal

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

const audit = "audit"

// Record is a stored act.
type Record struct {
	ID      string            `bson:"_id"` // ULID
	Agency  string            `bson:"agency"`
	Object  Object            `bson:"object"`
	Version int64             `bson:"version"`
	Action  string            `bson:"action"`
	By      string            `bson:"by"`                 // person id, or access.SystemID
	ByName  string            `bson:"by_name"`            // as it was at the time of the act
	For     string            `bson:"for,omitempty"`      // in whose place it was done (thay), empty for an own act
	ForName string            `bson:"for_name,omitempty"` // as it was at the time of the act
	At      time.Time         `bson:"at"`
	Params  map[string]string `bson:"params,omitempty"`
	Changes []Change          `bson:"changes,omitempty"`
	Reason  string            `bson:"reason,omitempty"`
	Request string            `bson:"request,omitempty"` // id of the request that carried it
	Vis     []string          `bson:"vis"`               // who could see the object after the act
	Diary   bool              `bson:"diary"`
}

func recordOf(ctx context.Context, e Entry) Record {
	by, name, instead, insteadName := e.hands()
	return Record{
		ID: mongodb.NewID(), Agency: e.By.Agency, Object: e.Object, Version: e.Version, Action: e.Action,
		By: by, ByName: name, For: instead, ForName: insteadName, At: e.At, Params: e.Params, Changes: e.Changes, Reason: e.Reason,
		Request: Request(ctx), Vis: e.Vis, Diary: e.Diary,
	}
}

// Indexes declares the audit entries: an object's history, what a person did in a time, and the system log, which is about
// the types of objects in logged. The log's indexes hold no other entry, so that an act on a task writes none of them.
func Indexes(logged ...string) []mongodb.Indexes {
	diary := mongodb.Asc("agency", "by", "at", "_id")
	diary.Options = options.Index().SetPartialFilterExpression(bson.D{{Key: "diary", Value: true}})
	models := []mongo.IndexModel{mongodb.Asc("agency", "object.type", "object.id", "-version", "-_id"), diary}
	if len(logged) > 0 {
		kind := fnv.New32a() // another list of types is another index: one that stands with other options stops the start
		_, _ = kind.Write([]byte(strings.Join(logged, " ")))
		for name, log := range map[string]mongo.IndexModel{"log_at_%x": mongodb.Asc("agency", "-at", "-_id"), "log_by_%x": mongodb.Asc("agency", "by", "-at", "-_id")} {
			log.Options = options.Index().SetPartialFilterExpression(bson.D{{Key: "object.type", Value: bson.D{{Key: "$in", Value: logged}}}}).SetName(fmt.Sprintf(name, kind.Sum32()))
			models = append(models, log)
		}
	}
	return []mongodb.Indexes{{Collection: audit, Models: models}}
}

type store struct{ audit *mongo.Collection }

func newStore(db *mongodb.DB) *store { return &store{audit: db.Collection(audit)} }

func (s *store) insert(ctx context.Context, r Record) error {
	_, err := s.audit.InsertOne(ctx, r)
	return mongodb.Translate("insert audit entry", err)
}

func (s *store) insertAll(ctx context.Context, all []Record) error {
	_, err := s.audit.InsertMany(ctx, all)
	return mongodb.Translate("insert audit entries", err)
}

// history reads an object's acts by version, newest first; one version can have several acts.
func (s *store) history(ctx context.Context, agency, typ, id string, after *place, limit int) ([]Record, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "object.type", Value: typ}, {Key: "object.id", Value: id}}
	if after != nil { // the bound on the first key keeps the scan short, the $or makes it exact
		filter = append(filter,
			bson.E{Key: "version", Value: bson.D{{Key: "$lte", Value: after.version}}},
			bson.E{Key: "$or", Value: bson.A{
				bson.D{{Key: "version", Value: bson.D{{Key: "$lt", Value: after.version}}}},
				bson.D{{Key: "_id", Value: bson.D{{Key: "$lt", Value: after.id}}}},
			}})
	}
	return mongodb.All[Record](ctx, "list history", s.audit, filter,
		options.Find().SetSort(bson.D{{Key: "version", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

// by reads a person's acts that belong into a diary, oldest first.
func (s *store) by(ctx context.Context, agency, person string, from, to time.Time, limit int) ([]Record, error) {
	return mongodb.All[Record](ctx, "list acts", s.audit, bson.D{
		{Key: "agency", Value: agency}, {Key: "by", Value: person}, {Key: "diary", Value: true},
		{Key: "at", Value: bson.D{{Key: "$gte", Value: from}, {Key: "$lt", Value: to}}},
	},
		options.Find().SetSort(bson.D{{Key: "at", Value: 1}, {Key: "_id", Value: 1}}).SetLimit(int64(limit)))
}

// log reads the entries of a query, newest first.
func (s *store) log(ctx context.Context, agency string, reach LogReach, q LogQuery, after *moment, limit int) ([]Record, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "object.type", Value: bson.D{{Key: "$in", Value: q.Types}}}}
	if q.By != "" {
		filter = append(filter, bson.E{Key: "by", Value: q.By})
	}
	if q.Object != "" {
		filter = append(filter, bson.E{Key: "object.id", Value: q.Object})
	}
	if !reach.All {
		filter = append(filter, bson.E{Key: "vis", Value: bson.D{{Key: "$in", Value: reach.Tokens}}})
	}
	at := bson.D{}
	if !q.From.IsZero() {
		at = append(at, bson.E{Key: "$gte", Value: q.From})
	}
	if !q.To.IsZero() {
		at = append(at, bson.E{Key: "$lt", Value: q.To})
	}
	if after != nil { // as in history: the bound keeps the scan short, the $or makes it exact
		at = append(at, bson.E{Key: "$lte", Value: after.at})
		filter = append(filter, bson.E{Key: "$or", Value: bson.A{
			bson.D{{Key: "at", Value: bson.D{{Key: "$lt", Value: after.at}}}},
			bson.D{{Key: "_id", Value: bson.D{{Key: "$lt", Value: after.id}}}},
		}})
	}
	if len(at) > 0 {
		filter = append(filter, bson.E{Key: "at", Value: at})
	}
	return mongodb.All[Record](ctx, "list system log", s.audit, filter,
		options.Find().SetSort(bson.D{{Key: "at", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

// RenewLog is a migration: the indexes of the system log are made anew at the start, for it is about more types of objects
// than it was. Doing it again changes nothing that the start does not mend.
func RenewLog(ctx context.Context, db *mongodb.DB) error {
	indexes := db.Collection(audit).Indexes()
	for _, name := range []string{"agency_1_at_-1__id_-1", "agency_1_by_1_at_-1__id_-1"} {
		var command mongo.CommandError
		if err := indexes.DropOne(ctx, name); err != nil && (!errors.As(err, &command) || command.Code != indexNotFound && command.Code != namespaceNotFound) {
			return mongodb.Translate("drop index of the system log", err)
		}
	}
	return nil
}

// Codes of the server for an index, or a collection, that is not there.
const (
	indexNotFound     = 27
	namespaceNotFound = 26
)
