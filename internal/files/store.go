package files

import (
	"context"
	"errors"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/errs"
	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
)

const (
	collection = "files"
	usage      = "file_usage"
	chunks     = "fs.chunks" // the bucket of GridFS that its tools look for
	gridfs     = "fs.files"
)

var (
	byObject = mongodb.Asc("agency", "object.type", "object.id", "_id")
	byState  = mongodb.Asc("agency", "state", "at", "_id")
	byOwner  = mongodb.Asc("agency", "by", "_id")
)

// Indexes declares the files: those of a record, those that wait for the job, a person's unattached ones, the versions of one
// series, what a request began; and the parts in the form of GridFS.
func Indexes() []mongodb.Indexes {
	op := mongodb.Unique("agency", "op.person", "op.key")
	op.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	waiting := byState
	waiting.Options = options.Index().SetPartialFilterExpression(bson.M{"waits": true})
	owner := byOwner
	owner.Options = options.Index().SetPartialFilterExpression(bson.M{"loose": true})
	return []mongodb.Indexes{
		{Collection: collection, Models: []mongo.IndexModel{byObject, waiting, owner, mongodb.Unique("agency", "series", "n"), op}},
		{Collection: usage, Models: nil},
		{Collection: chunks, Models: []mongo.IndexModel{mongodb.Unique("files_id", "n")}},
		{Collection: gridfs, Models: []mongo.IndexModel{mongodb.Asc("filename", "uploadDate")}},
	}
}

// stored is a file as it is stored: loose while it hangs on nothing, waits while the job has to look at it.
type stored struct {
	File  `bson:",inline"`
	Loose bool `bson:"loose"`
	Waits bool `bson:"waits"`
}

func storedOf(f File) stored {
	return stored{File: f, Loose: f.Object == nil, Waits: f.Object == nil || f.State == Scanning}
}

type store struct{ files, usage, chunks, gridfs *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{files: db.Collection(collection), usage: db.Collection(usage), chunks: db.Collection(chunks), gridfs: db.Collection(gridfs)}
}

// Insert stores a new file.
func (s store) Insert(ctx context.Context, f File) error {
	_, err := s.files.InsertOne(ctx, storedOf(f))
	return mongodb.Translate("insert file", err)
}

// Get returns a file of an agency, errs.ErrNotFound when there is none.
func (s store) Get(ctx context.Context, agency, id string) (f File, err error) {
	err = s.files.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}}).Decode(&f)
	return f, mongodb.Translate("get file", err)
}

// Made returns the file that a request began, errs.ErrNotFound when it began none.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (f File, err error) {
	err = s.files.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.key", Value: op.Key}}).Decode(&f)
	return f, mongodb.Translate("file made", err)
}

// Loose counts a person's files that hang on nothing, at most limit.
func (s store) Loose(ctx context.Context, agency, by string, limit int64) (int64, error) {
	n, err := s.files.CountDocuments(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "by", Value: by}, {Key: "loose", Value: true}}, options.Count().SetLimit(limit))
	return n, mongodb.Translate("count loose files", err)
}

// Of returns the files of a record, oldest first, at most limit.
func (s store) Of(ctx context.Context, agency string, o Object, limit int) ([]File, error) {
	return mongodb.All[File](ctx, "list files", s.files, bson.D{{Key: "agency", Value: agency}, {Key: "object.type", Value: o.Type}, {Key: "object.id", Value: o.ID}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}).SetHint(byObject.Keys).SetLimit(int64(limit)))
}

// Count tells how many files a record has.
func (s store) Count(ctx context.Context, agency string, o Object) (int, error) {
	n, err := s.files.CountDocuments(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "object.type", Value: o.Type}, {Key: "object.id", Value: o.ID}},
		options.Count().SetHint(byObject.Keys))
	return int(n), mongodb.Translate("count files", err)
}

// Versions returns the versions of a series that hang on a record, the newest first, at most limit.
func (s store) Versions(ctx context.Context, agency string, o Object, series string, limit int) ([]File, error) {
	return mongodb.All[File](ctx, "versions of a file", s.files, bson.D{
		{Key: "agency", Value: agency}, {Key: "series", Value: series}, {Key: "object.type", Value: o.Type}, {Key: "object.id", Value: o.ID},
	}, options.Find().SetSort(bson.D{{Key: "n", Value: -1}}).SetLimit(int64(limit)))
}

// Again counts that a file of a record that was not taken away is handed in once more, ErrState otherwise.
func (s store) Again(ctx context.Context, agency string, o Object, id string) error {
	return s.hanging(ctx, agency, id, bson.D{{Key: "object.type", Value: o.Type}, {Key: "object.id", Value: o.ID}}, bson.D{{Key: "$inc", Value: bson.D{{Key: "times", Value: 1}}}})
}

// Withdraw notes that a file was taken away, ErrState when it was already.
func (s store) Withdraw(ctx context.Context, f File, r Removed) error {
	return s.hanging(ctx, f.Agency, f.ID, nil, bson.D{{Key: "$set", Value: bson.D{{Key: "removed", Value: r}}}})
}

// hanging changes a file that hangs on a record and was not taken away, ErrState when there is none such.
func (s store) hanging(ctx context.Context, agency, id string, more, change bson.D) error {
	filter := append(bson.D{
		{Key: "_id", Value: id}, {Key: "agency", Value: agency}, {Key: "loose", Value: false}, {Key: "removed", Value: bson.M{"$exists": false}},
	}, more...)
	res, err := s.files.UpdateOne(ctx, filter, change)
	if err == nil && res.MatchedCount == 0 {
		return ErrState
	}
	return mongodb.Translate("change file", err)
}

// Replace saves f while the stored one is in the state was, and hangs on nothing when loose. ErrState otherwise.
func (s store) Replace(ctx context.Context, was State, loose bool, f File) error {
	filter := bson.D{{Key: "_id", Value: f.ID}, {Key: "agency", Value: f.Agency}, {Key: "state", Value: was}}
	if loose {
		filter = append(filter, bson.E{Key: "loose", Value: true})
	}
	res, err := s.files.ReplaceOne(ctx, filter, storedOf(f))
	if err == nil && res.MatchedCount == 0 {
		return ErrState
	}
	return mongodb.Translate("replace file", err)
}

// Settle writes what the scanner has found of a file that waits for it, and reports whether it did. What hangs on what stays.
func (s store) Settle(ctx context.Context, f File, to State, virus string) (bool, error) {
	set := bson.D{{Key: "state", Value: to}, {Key: "waits", Value: f.Object == nil}}
	if virus != "" {
		set = append(set, bson.E{Key: "virus", Value: virus})
	}
	res, err := s.files.UpdateOne(ctx, bson.D{{Key: "_id", Value: f.ID}, {Key: "agency", Value: f.Agency}, {Key: "state", Value: Scanning}}, bson.D{{Key: "$set", Value: set}})
	return err == nil && res.ModifiedCount > 0, mongodb.Translate("settle file", err)
}

// See notes that somebody has opened a file for the first time, and reports whether it was.
func (s store) See(ctx context.Context, f File, seen Seen) (bool, error) {
	res, err := s.files.UpdateOne(ctx, bson.D{
		{Key: "_id", Value: f.ID}, {Key: "agency", Value: f.Agency}, {Key: "seen.person", Value: bson.M{"$ne": seen.Person}},
	}, bson.D{{Key: "$push", Value: bson.D{{Key: "seen", Value: bson.D{{Key: "$each", Value: bson.A{seen}}, {Key: "$slice", Value: maxSeen}}}}}})
	return err == nil && res.ModifiedCount > 0, mongodb.Translate("note file opened", err)
}

// maxSeen is how many people are noted to have opened a file; the first ones stay.
const maxSeen = 200

// Stale returns files that hang on nothing since before, oldest first, and those that are on their way out.
func (s store) Stale(ctx context.Context, agency string, before time.Time, limit int) ([]File, error) {
	return mongodb.All[File](ctx, "stale files", s.files, bson.D{
		{Key: "agency", Value: agency}, {Key: "waits", Value: true}, {Key: "loose", Value: true}, {Key: "at", Value: bson.M{"$lt": before}},
	}, options.Find().SetLimit(int64(limit)))
}

// Unscanned returns files that wait for the scanner, oldest first.
func (s store) Unscanned(ctx context.Context, agency string, limit int) ([]File, error) {
	return mongodb.All[File](ctx, "unscanned files", s.files, bson.D{{Key: "agency", Value: agency}, {Key: "waits", Value: true}, {Key: "state", Value: Scanning}},
		options.Find().SetSort(bson.D{{Key: "at", Value: 1}, {Key: "_id", Value: 1}}).SetHint(byState.Keys).SetLimit(int64(limit)))
}

// Remove deletes a file on its way out, and reports whether it was there.
func (s store) Remove(ctx context.Context, f File) (bool, error) {
	res, err := s.files.DeleteOne(ctx, bson.D{{Key: "_id", Value: f.ID}, {Key: "agency", Value: f.Agency}, {Key: "state", Value: sweeping}})
	return err == nil && res.DeletedCount > 0, mongodb.Translate("remove file", err)
}

// Take adds bytes to what a person, or with "" the agency, has stored, unless that is more than limit then: ErrQuota.
func (s store) Take(ctx context.Context, agency, person string, bytes, limit int64) error {
	_, err := s.usage.UpdateOne(ctx, bson.D{{Key: "_id", Value: agency + "|" + person}, {Key: "bytes", Value: bson.M{"$lte": limit - bytes}}},
		bson.D{{Key: "$inc", Value: bson.D{{Key: "bytes", Value: bytes}}}, {Key: "$setOnInsert", Value: bson.D{{Key: "agency", Value: agency}}}}, options.UpdateOne().SetUpsert(true))
	if mongodb.IsDuplicate(err) { // it is there, and too full
		return ErrQuota
	}
	return mongodb.Translate("take room", err)
}

// Give gives bytes back.
func (s store) Give(ctx context.Context, agency, person string, bytes int64) error {
	_, err := s.usage.UpdateOne(ctx, bson.D{{Key: "_id", Value: agency + "|" + person}}, bson.D{{Key: "$inc", Value: bson.D{{Key: "bytes", Value: -bytes}}}})
	return mongodb.Translate("give room back", err)
}

// Used returns how many bytes a person, or with "" the agency, has stored.
func (s store) Used(ctx context.Context, agency, person string) (int64, error) {
	var u struct {
		Bytes int64 `bson:"bytes"`
	}
	err := mongodb.Translate("room used", s.usage.FindOne(ctx, bson.D{{Key: "_id", Value: agency + "|" + person}}).Decode(&u))
	if errors.Is(err, errs.ErrNotFound) {
		return 0, nil
	}
	return u.Bytes, err
}

// chunk is a part, in the form of GridFS.
type chunk struct {
	ID   string `bson:"_id"`
	File string `bson:"files_id"`
	N    int    `bson:"n"`
	Data []byte `bson:"data"`
}

// Put stores a part that is not there yet, mongodb.ErrDuplicate when it is.
func (s store) Put(ctx context.Context, file string, n int, data []byte) error {
	_, err := s.chunks.InsertOne(ctx, chunk{ID: mongodb.NewID(), File: file, N: n, Data: data})
	return mongodb.Translate("put part", err)
}

// Part returns a part, errs.ErrNotFound when it is not there.
func (s store) Part(ctx context.Context, file string, n int) ([]byte, error) {
	var c chunk
	err := s.chunks.FindOne(ctx, bson.D{{Key: "files_id", Value: file}, {Key: "n", Value: n}}).Decode(&c)
	return c.Data, mongodb.Translate("read part", err)
}

// There returns which parts are stored, in order, from the index alone.
func (s store) There(ctx context.Context, file string) ([]int, error) {
	rows, err := mongodb.All[struct {
		N int `bson:"n"`
	}](ctx, "parts", s.chunks, bson.D{{Key: "files_id", Value: file}},
		options.Find().SetProjection(bson.D{{Key: "_id", Value: 0}, {Key: "n", Value: 1}}).SetSort(bson.D{{Key: "n", Value: 1}}))
	all := make([]int, 0, len(rows))
	for _, r := range rows {
		all = append(all, r.N)
	}
	return all, err
}

// Close writes the head of a file in the form of GridFS, once.
func (s store) Close(ctx context.Context, f File, at time.Time) error {
	_, err := s.gridfs.ReplaceOne(ctx, bson.D{{Key: "_id", Value: f.ID}}, bson.D{
		{Key: "_id", Value: f.ID}, {Key: "length", Value: f.Size}, {Key: "chunkSize", Value: int32(PartBytes)}, {Key: "uploadDate", Value: at}, {Key: "filename", Value: f.Name},
		{Key: "metadata", Value: bson.D{{Key: "agency", Value: f.Agency}, {Key: "sha256", Value: f.SHA256}}},
	}, options.Replace().SetUpsert(true))
	return mongodb.Translate("close file", err)
}

// Drop deletes the bytes of a file.
func (s store) Drop(ctx context.Context, file string) error {
	if _, err := s.chunks.DeleteMany(ctx, bson.D{{Key: "files_id", Value: file}}); err != nil {
		return mongodb.Translate("drop parts", err)
	}
	_, err := s.gridfs.DeleteOne(ctx, bson.D{{Key: "_id", Value: file}})
	return mongodb.Translate("drop file", err)
}
