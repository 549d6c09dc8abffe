package backup_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"filippo.io/age"
	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/backup"
	"congvu/internal/clock"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

const known = 3 // migrations of the program

func serviceOn(db *mongodb.DB) *backup.Service {
	s := backup.New(backup.Deps{DB: db, Clock: clock.System(), Schema: known})
	s.Use(backup.Settings{Program: "v1.2"})
	return s
}

// collections are those of the tests: an ordinary one, one in the order of its ids, files, and one that stays empty.
func collections() []mongodb.Indexes {
	return append(backup.Indexes(), mongodb.Indexes{Collection: "people"}, mongodb.Indexes{Collection: "facts", Clustered: true},
		mongodb.Indexes{Collection: "fs.chunks"}, mongodb.Indexes{Collection: "empty"}, mongodb.Indexes{Collection: "schema"})
}

// filled is a database with documents of many kinds; the files make more than one part.
func filled(t testing.TB) *mongodb.DB {
	t.Helper()
	db := mongotest.New(t, collections()...)
	put := func(name string, docs ...any) {
		t.Helper()
		if _, err := db.Collection(name).InsertMany(t.Context(), docs); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 1200 {
		if i == 0 {
			put("schema", bson.D{{Key: "_id", Value: 1}}, bson.D{{Key: "_id", Value: 2}})
		}
		if i%400 == 0 {
			var people, facts []any
			for j := i; j < i+400; j++ {
				people = append(people, bson.D{{Key: "_id", Value: fmt.Sprintf("p%05d", j)}, {Key: "name", Value: "Nguyễn Thị Hồng"}, {Key: "at", Value: time.UnixMilli(int64(j))}, {Key: "none", Value: nil}})
				facts = append(facts, bson.D{{Key: "_id", Value: fmt.Sprintf("a|%05d", j)}, {Key: "n", Value: int64(j)}, {Key: "list", Value: bson.A{}}})
			}
			put("people", people...)
			put("facts", facts...)
		}
	}
	// ids of several kinds in one collection: a bound on one kind would miss the others
	put("people", bson.D{{Key: "_id", Value: 7}}, bson.D{{Key: "_id", Value: bson.NewObjectID()}}, bson.D{{Key: "_id", Value: bson.D{{Key: "a", Value: 1}}}})
	chunk := make([]byte, 512<<10)
	for i := range 20 {
		for j := range chunk {
			chunk[j] = byte((i + 1) * (j ^ j>>7))
		}
		put("fs.chunks", bson.D{{Key: "_id", Value: fmt.Sprint("c", i)}, {Key: "data", Value: chunk}})
	}
	return db
}

// content is everything in a database, by collection in the order of ids.
func content(t testing.TB, db *mongodb.DB) map[string][]string {
	t.Helper()
	names, err := db.Collections(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, name := range names {
		docs, err := mongodb.All[bson.Raw](t.Context(), "all", db.Collection(name), bson.D{})
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range docs {
			all[name] = append(all[name], string(d))
		}
		slices.Sort(all[name])
	}
	return all
}

func sameContent(a, b map[string][]string) bool {
	if len(a) != len(b) {
		return false
	}
	for name, docs := range a {
		if !slices.Equal(docs, b[name]) {
			return false
		}
	}
	return true
}

func nothing(context.Context) error { return nil }

func create(t testing.TB, s *backup.Service, to ...age.Recipient) backup.Record {
	t.Helper()
	r, err := s.Create(t.Context(), t.TempDir(), to, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestThereAndBack: what was copied is in the other database, byte by byte, and the copy is on record.
func TestThereAndBack(t *testing.T) {
	t.Parallel()
	keys, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	hybrid, err := age.GenerateHybridIdentity()
	if err != nil {
		t.Fatal(err)
	}
	db := filled(t)
	before := content(t, db)
	for name, tc := range map[string]struct {
		to   age.Recipient
		keys age.Identity
	}{"plain": {}, "encrypted": {keys.Recipient(), keys}, "against quantum computers, too": {hybrid.Recipient(), hybrid}} {
		s := serviceOn(db)
		var to []age.Recipient
		plan := backup.Plan{Indexes: collections(), After: nothing}
		if tc.to != nil {
			to, plan.Keys = []age.Recipient{tc.to}, []age.Identity{tc.keys}
		}
		said := map[backup.Step]bool{}
		tell := func(p backup.Progress) { said[p.Step] = true }
		made, err := s.Create(t.Context(), t.TempDir(), to, tell)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		info, err := os.Stat(made.File)
		if err != nil || info.Size() != made.Size || info.Mode().Perm() != 0o600 || made.Encrypted != strings.HasSuffix(made.File, ".age") {
			t.Errorf("%s: %v, %v, %+v", name, info, err, made)
		}
		if left, _ := filepath.Glob(filepath.Dir(made.File) + "/*.part"); len(left) > 0 {
			t.Errorf("%s: left %q", name, left)
		}
		standing, err := s.Standing(t.Context())
		if err != nil || standing.Last == nil || standing.Last.SHA256 != made.SHA256 || standing.Age(time.Now()) > time.Minute {
			t.Errorf("%s: on record is %+v, %v", name, standing.Last, err)
		}
		if _, err := db.Collection("backups").DeleteMany(t.Context(), bson.D{}); err != nil {
			t.Fatal(err)
		}
		target := mongotest.New(t, collections()...)
		m, err := serviceOn(target).Restore(t.Context(), made.File, plan, tell)
		if err != nil || m.Documents() != made.Documents || m.Schema != 2 || m.Program != "v1.2" {
			t.Fatalf("%s: %+v, %v", name, m.About, err)
		}
		if !sameContent(before, content(t, target)) {
			t.Errorf("%s: the databases differ", name)
		}
		if len(said) != 5 {
			t.Errorf("%s: told of %v", name, said)
		}
	}
}

// TestOneMoment: what is written while the copy is made is not in it.
func TestOneMoment(t *testing.T) {
	t.Parallel()
	db := filled(t)
	before := content(t, db)
	wrote := false
	made, err := serviceOn(db).Create(t.Context(), filepath.Join(t.TempDir(), "copy"), nil, func(p backup.Progress) {
		if wrote || p.Collection == "backups" {
			return
		}
		wrote = true
		ctx := t.Context()
		_, err := db.Collection("people").InsertOne(ctx, bson.M{"_id": "later"})
		if err == nil {
			_, err = db.Collection("people").DeleteOne(ctx, bson.M{"_id": "p00001"})
		}
		if err == nil {
			_, err = db.Collection("people").UpdateOne(ctx, bson.M{"_id": "p00002"}, bson.M{"$set": bson.M{"name": "khác"}})
		}
		if err != nil {
			t.Error(err)
		}
	})
	if err != nil || !wrote {
		t.Fatal(err, wrote)
	}
	target := mongotest.New(t, collections()...)
	if _, err := serviceOn(target).Restore(t.Context(), made.File, backup.Plan{Indexes: collections(), After: nothing}, nil); err != nil {
		t.Fatal(err)
	}
	if !sameContent(before, content(t, target)) {
		t.Error("the copy holds something of later")
	}
}

// TestLostSnapshot: when the server has not kept the moment there is no copy, and no file.
func TestLostSnapshot(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t)
	names := []string{"a", "b"}
	for _, name := range names {
		if _, err := db.Collection(name).InsertOne(t.Context(), bson.M{"_id": 1}); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		for _, name := range append(names, "backups") {
			_ = db.Collection(name).Drop(context.Background()) // the database is used again
		}
	})
	dir := t.TempDir()
	_, err := serviceOn(db).Create(t.Context(), dir, nil, func(p backup.Progress) {
		if p.Collection != "a" || p.Done > 0 {
			return
		}
		if err := db.Collection("b").Drop(t.Context()); err != nil {
			t.Error(err)
		}
		if _, err := db.Collection("b").InsertOne(t.Context(), bson.M{"_id": 2}); err != nil {
			t.Error(err)
		}
	})
	left, _ := os.ReadDir(dir)
	if !errors.Is(err, mongodb.ErrSnapshot) || len(left) > 0 {
		t.Errorf("%v; left %v", err, left)
	}
}

// TestNeverOverwrites: a file that is there stays.
func TestNeverOverwrites(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "copy")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := serviceOn(mongotest.New(t, collections()...)).Create(t.Context(), path, nil, nil)
	if raw, _ := os.ReadFile(path); !errors.Is(err, backup.ErrExists) || string(raw) != "mine" {
		t.Errorf("%q, %v", raw, err)
	}
}

// TestRestoreRefuses: a database that holds anything is left alone; one that an unfinished restore has left is nobody's, and is
// begun anew.
func TestRestoreRefuses(t *testing.T) {
	t.Parallel()
	db := filled(t)
	file := create(t, serviceOn(db)).File
	target := mongotest.New(t, collections()...)
	s := serviceOn(target)
	plan := backup.Plan{Indexes: collections(), After: nothing}

	if _, err := target.Collection("people").InsertOne(t.Context(), bson.M{"_id": "somebody"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(t.Context(), file, plan, nil); !errors.Is(err, backup.ErrNotEmpty) {
		t.Errorf("into a database in use: %v", err)
	}
	if n, err := target.Collection("people").CountDocuments(t.Context(), bson.D{}); n != 1 || err != nil {
		t.Errorf("it holds %d, %v", n, err)
	}
	if _, err := target.Collection("people").DeleteMany(t.Context(), bson.D{}); err != nil {
		t.Fatal(err)
	}

	fault := errors.New("power cut")
	broken := plan
	broken.After = func(context.Context) error { return fault }
	if _, err := s.Restore(t.Context(), file, broken, nil); !errors.Is(err, fault) {
		t.Errorf("a restore that does not end: %v", err)
	}
	if err := backup.Refuse(t.Context(), target); !errors.Is(err, backup.ErrUnfinished) {
		t.Errorf("what it left may be served: %v", err)
	}
	if _, err := s.Create(t.Context(), t.TempDir(), nil, nil); !errors.Is(err, backup.ErrUnfinished) {
		t.Errorf("what it left may be copied: %v", err)
	}
	if _, err := s.Restore(t.Context(), file, plan, nil); err != nil {
		t.Errorf("begun anew: %v", err)
	}
	if err := backup.Refuse(t.Context(), target); err != nil {
		t.Errorf("done, and refused: %v", err)
	}
	if got := content(t, target); len(got["people"]) != 1203 {
		t.Errorf("%d people", len(got["people"]))
	}
}

// TestRestoreComparesWhatItWrote: a document that the database changed on its way is seen.
func TestRestoreComparesWhatItWrote(t *testing.T) {
	t.Parallel()
	file := create(t, serviceOn(filled(t))).File
	target := mongotest.New(t, collections()...)
	_, err := serviceOn(target).Restore(t.Context(), file, backup.Plan{Indexes: collections(), After: nothing}, func(p backup.Progress) {
		if p.Step == backup.Loading && p.Collection == "people" {
			if _, err := target.Collection("people").UpdateOne(t.Context(), bson.M{"_id": "p00003"}, bson.M{"$set": bson.M{"name": "ai đó"}}); err != nil {
				t.Error(err)
			}
		}
	})
	if !errors.Is(err, backup.ErrReadBack) {
		t.Errorf("%v", err)
	}
}
