package jobs

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

const collection = "job_runs"

// Indexes declares the collection of runs. Jobs belong to the installation, which has one agency, so no index begins
// with it. Runs are kept for 400 days after their last heartbeat.
func Indexes() []mongodb.Indexes {
	ttl := mongodb.Asc("beat")
	ttl.Options = options.Index().SetExpireAfterSeconds(int32(horizon / time.Second))
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{
		mongodb.Asc("job", "-at"), mongodb.Asc("job", "state", "at"), mongodb.Asc("-at"), ttl,
	}}}
}

type store struct{ runs *mongo.Collection }

// stale matches a lease that nobody keeps: let go, or without a heartbeat for limit by the database's time.
func stale(limit time.Duration) bson.A {
	return bson.A{
		bson.M{"owner": ""},
		bson.M{"$expr": olderThan(limit.Milliseconds())},
	}
}

// olderThan compares the heartbeat with the database's time; age is a number of milliseconds or an expression of one.
func olderThan(age any) bson.M {
	return bson.M{"$lt": bson.A{"$beat", bson.M{"$subtract": bson.A{"$$NOW", age}}}}
}

// Claim inserts a run that nobody has begun, with token 1; false when its period exists.
func (s *store) Claim(ctx context.Context, r Record) (bool, error) {
	_, err := s.runs.UpdateOne(ctx, bson.M{"_id": r.ID, "token": bson.M{"$exists": false}}, bson.M{
		"$setOnInsert": bson.M{
			"job": r.Job, "period": r.Period, "at": r.At, "state": Running, "manual": r.Manual, "owner": r.Owner, "token": int64(1),
			"by": r.By, "by_name": r.ByName, "failures": 0, "done": bson.A{}, "code": "", "error": "", "started_at": r.StartedAt, "finished_at": nil,
		},
		"$currentDate": bson.M{"beat": true}, // the insert itself cannot ask for the database's time
	}, options.UpdateOne().SetUpsert(true))
	if mongodb.IsDuplicate(err) {
		return false, nil
	}
	return err == nil, mongodb.Translate("claim run", err)
}

// TakeOver claims a run whose owner is gone, or which failed and may be tried again; false when it is neither.
func (s *store) TakeOver(ctx context.Context, id, owner string, now time.Time, l limits) (Record, bool, error) {
	return s.seize(ctx, bson.M{"_id": id, "$or": bson.A{
		bson.M{"state": Running, "token": bson.M{"$lt": l.claims}, "$or": stale(l.stale)},
		bson.M{"state": Failed, "failures": bson.M{"$lt": l.attempts}, "$expr": olderThan(
			bson.M{"$multiply": bson.A{"$failures", l.retry.Milliseconds()}})},
	}}, owner, now, nil)
}

// Reopen claims for r's owner a run that has ended, or whose owner is gone, to be done again from the beginning; false while
// it runs.
func (s *store) Reopen(ctx context.Context, r Record, now time.Time, l limits) (Record, bool, error) {
	return s.seize(ctx, bson.M{"_id": r.ID, "$or": bson.A{
		bson.M{"state": bson.M{"$in": bson.A{Done, Failed}}},
		bson.M{"state": Running, "$or": stale(l.stale)},
	}}, r.Owner, now, bson.M{"failures": 0, "done": bson.A{}, "by": r.By, "by_name": r.ByName})
}

// seize gives the run that matches to owner under the next token.
func (s *store) seize(ctx context.Context, filter bson.M, owner string, now time.Time, set bson.M) (r Record, ok bool, err error) {
	values := bson.M{"state": Running, "owner": owner, "started_at": now, "finished_at": nil, "code": "", "error": ""}
	for k, v := range set {
		values[k] = v
	}
	err = s.runs.FindOneAndUpdate(ctx, filter,
		bson.M{"$set": values, "$inc": bson.M{"token": int64(1)}, "$currentDate": bson.M{"beat": true}},
		options.FindOneAndUpdate().SetReturnDocument(options.After)).Decode(&r)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return r, false, nil
	}
	return r, err == nil, mongodb.Translate("take over run", err)
}

// Abandon closes a run that was claimed too often and whose owner is gone.
func (s *store) Abandon(ctx context.Context, id string, now time.Time, l limits) error {
	_, err := s.runs.UpdateOne(ctx,
		bson.M{"_id": id, "state": Running, "token": bson.M{"$gte": l.claims}, "$or": stale(l.stale)},
		bson.M{"$set": bson.M{"state": Failed, "failures": l.attempts, "finished_at": now, "code": ErrAbandoned.Code, "error": ErrAbandoned.Msg}})
	return mongodb.Translate("abandon run", err)
}

// Cancel ends a running claim without another attempt and raises the token, which refuses what its owner still does; false
// when the run is not running.
func (s *store) Cancel(ctx context.Context, id string, by access.Actor, now time.Time, attempts int) (bool, error) {
	res, err := s.runs.UpdateOne(ctx, bson.M{"_id": id, "state": Running}, bson.M{
		"$set": bson.M{"state": Failed, "failures": attempts, "finished_at": now, "code": ErrCancelled.Code, "error": ErrCancelled.Msg, "by": by.ID, "by_name": by.Name},
		"$inc": bson.M{"token": int64(1)}, "$currentDate": bson.M{"beat": true},
	})
	return err == nil && res.MatchedCount == 1, mongodb.Translate("cancel run", err)
}

// Hold renews the heartbeat of a claim and adds items to its progress; ErrLost when the claim stands no more.
func (s *store) Hold(ctx context.Context, id string, token int64, items []string) error {
	change := bson.M{"$currentDate": bson.M{"beat": true}}
	if len(items) > 0 {
		change["$addToSet"] = bson.M{"done": bson.M{"$each": items}}
	}
	return s.change(ctx, id, token, change)
}

// Finish ends a claim: done when code is "", else failed once more. ErrLost when the claim stands no more.
func (s *store) Finish(ctx context.Context, id string, token int64, now time.Time, code, text string) error {
	set := bson.M{"state": Done, "finished_at": now, "code": code, "error": text}
	change := bson.M{"$set": set, "$currentDate": bson.M{"beat": true}}
	if code != "" {
		set["state"] = Failed
		change["$inc"] = bson.M{"failures": 1}
	}
	return s.change(ctx, id, token, change)
}

// Release lets a claim go without an end, for any node to take over at once. ErrLost when it stands no more.
func (s *store) Release(ctx context.Context, id string, token int64) error {
	return s.change(ctx, id, token, bson.M{"$set": bson.M{"owner": ""}})
}

func (s *store) change(ctx context.Context, id string, token int64, change bson.M) error {
	res, err := s.runs.UpdateOne(ctx, bson.M{"_id": id, "token": token, "state": Running}, change)
	if err == nil && res.MatchedCount == 0 {
		return ErrLost
	}
	return mongodb.Translate("keep run", err)
}

// Since returns the beginning of the job's last period up to now. A job that never ran counts from its first look: what
// came before it was installed is not caught up.
func (s *store) Since(ctx context.Context, job string, now time.Time) (time.Time, error) {
	var last struct {
		At time.Time `bson:"at"`
	}
	err := s.runs.FindOne(ctx, bson.M{"job": job, "at": bson.M{"$lte": now}, "manual": bson.M{"$ne": true}},
		options.FindOne().SetSort(bson.D{{Key: "at", Value: -1}}).SetProjection(bson.M{"at": 1})).Decode(&last)
	if !errors.Is(err, mongo.ErrNoDocuments) {
		return last.At.UTC(), mongodb.Translate("find last run", err)
	}
	_, err = s.runs.UpdateOne(ctx, bson.M{"_id": runID(job, "")}, bson.M{
		"$min":         bson.M{"at": now}, // a demo's clock may have been set back
		"$setOnInsert": bson.M{"job": job, "period": "", "state": since, "manual": false},
		"$currentDate": bson.M{"beat": true},
	}, options.UpdateOne().SetUpsert(true))
	if mongodb.IsDuplicate(err) { // another node's first look, at the same moment
		err = nil
	}
	return now, mongodb.Translate("note first look", err)
}

// listed leaves the progress out: listings only count it.
var listed = bson.M{
	"job": 1, "period": 1, "at": 1, "state": 1, "manual": 1, "by": 1, "by_name": 1, "token": 1, "failures": 1, "code": 1, "error": 1,
	"started_at": 1, "finished_at": 1, "items": bson.M{"$size": bson.M{"$ifNull": bson.A{"$done", bson.A{}}}},
}

// Unfinished returns the job's runs that are running or may be tried again, oldest first.
func (s *store) Unfinished(ctx context.Context, job string, attempts int) ([]Record, error) {
	return s.find(ctx, bson.M{"job": job, "state": bson.M{"$in": bson.A{Running, Failed}}, "failures": bson.M{"$lt": attempts}}, 1, maxCatchUp)
}

// History returns the last runs of a job, newest period first.
func (s *store) History(ctx context.Context, job string, limit int) ([]Record, error) {
	return s.find(ctx, bson.M{"job": job, "state": bson.M{"$ne": since}}, -1, limit)
}

// Last returns the job's run of the newest period; errs.ErrNotFound when it never ran.
func (s *store) Last(ctx context.Context, job string) (Record, error) {
	runs, err := s.History(ctx, job, 1)
	if err == nil && len(runs) == 0 {
		return Record{}, errs.ErrNotFound
	}
	if err != nil {
		return Record{}, err
	}
	return runs[0], nil
}

// Get returns one run; errs.ErrNotFound when there is none.
func (s *store) Get(ctx context.Context, id string) (r Record, err error) {
	err = s.runs.FindOne(ctx, bson.M{"_id": id}).Decode(&r)
	return r, mongodb.Translate("get run", err)
}

func (s *store) find(ctx context.Context, filter bson.M, order, limit int) ([]Record, error) {
	return mongodb.All[Record](ctx, "list runs", s.runs, filter, options.Find().SetSort(bson.D{{Key: "at", Value: order}}).SetLimit(int64(limit)).SetProjection(listed))
}
