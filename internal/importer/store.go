package importer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

const (
	imports = "imports"
	files   = "import_files" // what was sent, one document each
	parts   = "import_parts" // the rows of the last trial, some hundreds each
	told    = "import_told"  // how many rows of one being written are done: apart, for its transaction writes the import
)

const partRows = 200

// Indexes declares the imports; what is kept for some days only goes by itself.
func Indexes() []mongodb.Indexes {
	expiry := func() mongo.IndexModel {
		ix := mongodb.Asc("expires")
		ix.Options = options.Index().SetExpireAfterSeconds(0)
		return ix
	}
	return []mongodb.Indexes{
		{Collection: imports, Models: []mongo.IndexModel{
			mongodb.Unique("agency", "by", "key"), mongodb.Asc("agency", "by", "-at", "-_id"), mongodb.Asc("agency", "state"), expiry(),
		}},
		{Collection: files, Models: []mongo.IndexModel{expiry()}},
		{Collection: parts, Models: []mongo.IndexModel{mongodb.Unique("import", "n"), expiry()}},
		{Collection: told, Models: []mongo.IndexModel{expiry()}},
	}
}

// file is what was sent.
type file struct {
	ID      string    `bson:"_id"` // of the import
	Data    []byte    `bson:"data"`
	Expires time.Time `bson:"expires"`
}

// part is some rows of a trial.
type part struct {
	ID      string    `bson:"_id"`
	Import  string    `bson:"import"`
	N       int       `bson:"n"`
	Rows    []Row     `bson:"rows"`
	Expires time.Time `bson:"expires"`
}

type store struct{ imports, files, parts, told *mongo.Collection }

func newStore(db *mongodb.DB) store {
	return store{db.Collection(imports), db.Collection(files), db.Collection(parts), db.Collection(told)}
}

func own(agency, by, id string) bson.D {
	return bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}, {Key: "by", Value: by}}
}

// Get returns somebody's import, errs.ErrNotFound otherwise.
func (s store) Get(ctx context.Context, agency, by, id string) (i Import, err error) {
	err = s.imports.FindOne(ctx, own(agency, by, id)).Decode(&i)
	return i, mongodb.Translate("get import", err)
}

// ByKey returns the import that an upload with that key made, errs.ErrNotFound otherwise.
func (s store) ByKey(ctx context.Context, agency, by, key string) (i Import, err error) {
	err = s.imports.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "by", Value: by}, {Key: "key", Value: key}}).Decode(&i)
	return i, mongodb.Translate("get import by key", err)
}

// Recent returns somebody's last imports, newest first.
func (s store) Recent(ctx context.Context, agency, by string, limit int) ([]Import, error) {
	return mongodb.All[Import](ctx, "list imports", s.imports, bson.D{{Key: "agency", Value: agency}, {Key: "by", Value: by}},
		options.Find().SetSort(bson.D{{Key: "at", Value: -1}, {Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

// OrderedOnes returns the imports that are to be written, oldest first.
func (s store) OrderedOnes(ctx context.Context, agency string) ([]Import, error) {
	return mongodb.All[Import](ctx, "list ordered imports", s.imports, bson.D{{Key: "agency", Value: agency}, {Key: "state", Value: Ordered}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
}

// File returns what was sent.
func (s store) File(ctx context.Context, id string) ([]byte, error) {
	var f file
	err := s.files.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&f)
	return f.Data, mongodb.Translate("get import file", err)
}

// PutFile keeps what was sent.
func (s store) PutFile(ctx context.Context, f file) error {
	_, err := s.files.InsertOne(ctx, f)
	return mongodb.Translate("keep import file", err)
}

// Put stores an import in the place of the version that was seen of it, 0 for a new one.
func (s store) Put(ctx context.Context, seen int64, i Import) error {
	return mongodb.Put(ctx, "put import", s.imports, bson.D{{Key: "_id", Value: i.ID}, {Key: "agency", Value: i.Agency}}, seen, i)
}

// PutRows stores the rows of a trial in the place of those before.
func (s store) PutRows(ctx context.Context, i Import, rows []Row) error {
	if _, err := s.parts.DeleteMany(ctx, bson.D{{Key: "import", Value: i.ID}}); err != nil {
		return mongodb.Translate("drop import rows", err)
	}
	docs := []part{}
	for n := 0; n*partRows < len(rows); n++ {
		docs = append(docs, part{
			ID: fmt.Sprintf("%s|%d", i.ID, n), Import: i.ID, N: n, Expires: i.Expires, Rows: rows[n*partRows : min(len(rows), (n+1)*partRows)],
		})
	}
	_, err := s.parts.InsertMany(ctx, docs)
	return mongodb.Translate("keep import rows", err)
}

// Rows returns every row of the last trial.
func (s store) Rows(ctx context.Context, id string) ([]Row, error) {
	found, err := mongodb.All[part](ctx, "list import rows", s.parts, bson.D{{Key: "import", Value: id}}, options.Find().SetSort(bson.D{{Key: "n", Value: 1}}))
	var rows []Row
	for _, p := range found {
		rows = append(rows, p.Rows...)
	}
	return rows, err
}

// progress is how far the writing of an import is.
type progress struct {
	Done    int       `bson:"done"`
	Expires time.Time `bson:"expires"`
}

// Told notes how many rows are written, for whoever watches.
func (s store) Told(ctx context.Context, i Import, done int) error {
	_, err := s.told.UpdateOne(ctx, bson.D{{Key: "_id", Value: i.ID}}, bson.M{"$set": progress{done, i.Expires}}, options.UpdateOne().SetUpsert(true))
	return mongodb.Translate("note import progress", err)
}

// Done returns how many rows are written.
func (s store) Done(ctx context.Context, id string) (int, error) {
	var p progress
	err := s.told.FindOne(ctx, bson.D{{Key: "_id", Value: id}}).Decode(&p)
	if errors.Is(err, mongo.ErrNoDocuments) {
		return 0, nil
	}
	return p.Done, mongodb.Translate("get import progress", err)
}
