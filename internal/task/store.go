package task

import (
	"context"
	"strings"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/access"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
)

// Collection is where tasks are stored.
const Collection = "tasks"

const commentsCollection = "comments"

// The fields that say whose list a task is in; each but the last has an index per sort.
const (
	FieldLead     = "lead.person"
	FieldAssigner = "assigned_by"
	FieldHelpers  = "helpers"
	FieldWatchers = "watchers"
	FieldVis      = "vis"
	FieldWaiting  = "waiting"
)

// ListIndex returns the index that serves a list of one field in one sort: open is one value or both, so every page is one
// range of it, or a merge of few.
func ListIndex(field string, sort Sort) mongo.IndexModel {
	return mongodb.Asc(append([]string{"agency", field, "open"}, sort.Keys()...)...)
}

// The indexes beside those of the lists.
var (
	IndexByCode    = mongodb.Unique("agency", "code")
	IndexByWaiting = mongodb.Asc("agency", "waiting", "asked", "waiting_since", "_id")
	IndexByFold    = mongodb.Asc("agency", "fold", "-_id")
	IndexByNumber  = mongodb.Asc("agency", "document.number", "-_id")
	IndexByStuck   = mongodb.Asc("agency", "vis", "asked", "waiting_since", "_id") // of what waits for an act

	// IndexByState is a column of a board: the work of units in one state, by deadline. A state may be rare in a list of a million.
	IndexByState = mongodb.Asc("agency", "vis", "state", "due_at", "_id")

	// IndexByTerm counts what a unit and those below it lead by how it stands to its deadline, from its keys alone.
	IndexByTerm = mongodb.Asc("agency", "units", "due_at", "state", "submitted_at", "lead.unit", "lead.person", "document.id")

	byDue      = mongodb.Asc("agency", "open", "due_at", "_id")
	byPartDue  = mongodb.Asc("agency", "parts.due_on")
	byCalendar = mongodb.Asc("agency", "due_calendar", "_id")
	byUnits    = mongodb.Asc("agency", "units", "_id") // of open work, drafts too: what a change of the tree of units moves
	byPause    = mongodb.Asc("agency", "paused.until", "_id")
	byComment  = mongodb.Asc("agency", "task", "kind", "-_id")
)

// Indexes declares the collections of tasks and of what is said about them.
func Indexes() []mongodb.Indexes {
	tasks := []mongo.IndexModel{IndexByCode, IndexByWaiting, IndexByFold, IndexByNumber, IndexByTerm, IndexByState, byOp()}
	for _, field := range []string{FieldLead, FieldAssigner, FieldHelpers, FieldVis} {
		for _, sort := range []Sort{ByDue, ByUpdated, ByCreated} {
			tasks = append(tasks, ListIndex(field, sort))
		}
	}
	for _, sort := range []Sort{ByDue, ByUpdated, ByCreated} { // most work is followed by nobody
		m := ListIndex(FieldWatchers, sort)
		m.Options = options.Index().SetPartialFilterExpression(bson.M{FieldWatchers: bson.M{"$exists": true}})
		tasks = append(tasks, m)
	}
	for _, m := range []mongo.IndexModel{byDue, byCalendar, byUnits} { // jobs read open work only
		m.Options = options.Index().SetPartialFilterExpression(bson.M{"open": true})
		tasks = append(tasks, m)
	}
	parts := byPartDue // few tasks have parts with a deadline of their own
	parts.Options = options.Index().SetPartialFilterExpression(bson.M{"open": true, "parts.due_on": bson.M{"$exists": true}})
	tasks = append(tasks, parts)
	stuck := IndexByStuck
	stuck.Options = options.Index().SetPartialFilterExpression(bson.M{"asked": true})
	tasks = append(tasks, stuck)
	tree := byAbove
	tree.Options = options.Index().SetPartialFilterExpression(bson.M{"above": bson.M{"$exists": true}})
	tasks = append(tasks, tree)
	blocked := byBlocker
	blocked.Options = options.Index().SetPartialFilterExpression(bson.M{"blockers": bson.M{"$exists": true}})
	tasks = append(tasks, blocked)
	pauses := byPause
	pauses.Options = options.Index().SetPartialFilterExpression(bson.M{"state": Paused})
	tasks = append(tasks, pauses)
	return []mongodb.Indexes{
		{Collection: Collection, Models: tasks},
		{Collection: commentsCollection, Models: []mongo.IndexModel{byComment, byOp()}},
		{Collection: locksCollection},
	}
}

// byOp finds what a request made, and refuses to make it twice.
func byOp() mongo.IndexModel {
	m := mongodb.Unique("agency", "op.person", "op.route", "op.key")
	m.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return m
}

type store struct {
	tasks    *mongo.Collection
	comments *mongo.Collection
}

// Get returns the task when one of tokens may see it, errs.ErrNotFound otherwise.
func (s store) Get(ctx context.Context, tokens access.Tokens, id string) (t Task, err error) {
	err = s.tasks.FindOne(ctx, bson.D{{Key: "agency", Value: tokens.Agency}, {Key: "_id", Value: id}, seen(tokens)}).Decode(&t)
	return t, mongodb.Translate("get task", err)
}

// Named returns the rows of those of ids that one of tokens may see, by id.
func (s store) Named(ctx context.Context, tokens access.Tokens, ids []string) (map[string]Row, error) {
	rows, err := mongodb.Read(ctx, "name tasks", s.tasks,
		bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "agency", Value: tokens.Agency}, Visible(tokens)}, ReadRow, options.Find().SetProjection(RowFields))
	if err != nil {
		return nil, err
	}
	found := make(map[string]Row, len(rows))
	for _, r := range rows {
		found[r.ID] = r
	}
	return found, nil
}

// Objects returns code and title of those of ids that one of tokens may see, by id.
func (s store) Objects(ctx context.Context, tokens access.Tokens, ids []string) (map[string]journal.Object, error) {
	rows, err := s.Named(ctx, tokens, ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string]journal.Object, len(rows))
	for id, r := range rows {
		found[id] = Task{Row: r}.JournalObject()
	}
	return found, nil
}

// Products returns the catalogue code of the product of each of ids that has one, by id.
func (s store) Products(ctx context.Context, agency string, ids []string) (map[string]string, error) {
	type coded struct {
		ID      string `bson:"_id"`
		Product struct {
			Code string `bson:"code"`
		} `bson:"product"`
	}
	rows, err := mongodb.All[coded](ctx, "products of tasks", s.tasks, bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "agency", Value: agency}},
		options.Find().SetProjection(bson.D{{Key: "product.code", Value: 1}}))
	found := make(map[string]string, len(rows))
	for _, r := range rows {
		if r.Product.Code != "" {
			found[r.ID] = r.Product.Code
		}
	}
	return found, err
}

// Made returns the task that a request made, errs.ErrNotFound when it made none.
func (s store) Made(ctx context.Context, agency string, op Op) (t Task, err error) {
	err = s.tasks.FindOne(ctx, madeBy(agency, op)).Decode(&t)
	return t, mongodb.Translate("task made", err)
}

// Insert stores a new task.
func (s store) Insert(ctx context.Context, t Task) error {
	_, err := s.tasks.InsertOne(ctx, t)
	return mongodb.Translate("insert task", err)
}

// Aside returns what is noted of a task beside its versions: when its lead first opened it, nil when they did not yet, and
// who follows it.
func (s store) Aside(ctx context.Context, t Task) (seenAt *time.Time, watchers []string, err error) {
	var stored struct {
		SeenAt   *time.Time `bson:"seen_at"`
		Watchers []string   `bson:"watchers"`
	}
	err = s.tasks.FindOne(ctx, bson.D{{Key: "agency", Value: t.Agency}, {Key: "_id", Value: t.ID}},
		options.FindOne().SetProjection(bson.M{"seen_at": 1, FieldWatchers: 1})).Decode(&stored)
	return stored.SeenAt, stored.Watchers, mongodb.Translate("read what is noted of a task", err)
}

// Replace saves t when the stored version is still seen, errs.ErrChanged otherwise.
func (s store) Replace(ctx context.Context, seen int64, t Task) error {
	return mongodb.Put(ctx, "replace task", s.tasks, bson.D{{Key: "agency", Value: t.Agency}, {Key: "_id", Value: t.ID}}, seen, t)
}

// ReplaceAside is Replace where nothing was noted beside the version since prev was read, and reports whether it stored t:
// the lead may have opened it, somebody begun or ceased to follow it, or another version be stored.
func (s store) ReplaceAside(ctx context.Context, prev, t Task) (bool, error) {
	filter := bson.D{
		{Key: "agency", Value: t.Agency}, {Key: "_id", Value: t.ID}, {Key: "version", Value: prev.Version}, {Key: "seen_at", Value: prev.SeenAt},
	}
	if len(prev.Watchers) == 0 {
		filter = append(filter, bson.E{Key: FieldWatchers, Value: bson.M{"$in": bson.A{nil, bson.A{}}}})
	} else {
		filter = append(filter, bson.E{Key: FieldWatchers, Value: prev.Watchers})
	}
	res, err := s.tasks.ReplaceOne(ctx, filter, t)
	return err == nil && res.MatchedCount > 0, mongodb.Translate("replace task", err)
}

// Seen notes when the lead first opened the task, and reports whether it did. It is told to the assigner only and is no
// change of the task: the version stays.
func (s store) Seen(ctx context.Context, t Task, at time.Time) (bool, error) {
	res, err := s.tasks.UpdateOne(ctx, bson.D{
		{Key: "agency", Value: t.Agency}, {Key: "_id", Value: t.ID}, {Key: "version", Value: t.Version},
		{Key: "lead.person", Value: t.Lead.Person}, {Key: "seen_at", Value: nil},
	}, bson.M{"$set": bson.M{"seen_at": at}})
	return err == nil && res.ModifiedCount > 0, mongodb.Translate("note task seen", err)
}

// Comment is something said about a task; so far always a progress report. Comments are never changed.
type Comment struct {
	ID      string    `bson:"_id"`
	Agency  string    `bson:"agency"`
	Task    string    `bson:"task"`
	Kind    string    `bson:"kind"` // report
	By      string    `bson:"by"`
	At      time.Time `bson:"at"`
	Percent int       `bson:"percent"` // progress reported, 0 to 100
	Text    string    `bson:"text"`
	Files   []string  `bson:"files,omitempty"` // ids of the files that came with it
	Op      *Op       `bson:"op,omitempty"`
}

const kindReport = "report"

// AddComment stores a comment.
func (s store) AddComment(ctx context.Context, c Comment) error {
	_, err := s.comments.InsertOne(ctx, c)
	return mongodb.Translate("insert comment", err)
}

// Said returns the comment that a request made, errs.ErrNotFound when it made none.
func (s store) Said(ctx context.Context, agency string, op Op) (c Comment, err error) {
	err = s.comments.FindOne(ctx, madeBy(agency, op)).Decode(&c)
	return c, mongodb.Translate("comment made", err)
}

// Reports returns the progress reports of a task, newest first, at most limit.
func (s store) Reports(ctx context.Context, agency, task string, limit int) ([]Comment, error) {
	return mongodb.All[Comment](ctx, "list reports", s.comments,
		bson.D{{Key: "agency", Value: agency}, {Key: "task", Value: task}, {Key: "kind", Value: kindReport}},
		options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetLimit(int64(limit)))
}

func madeBy(agency string, op Op) bson.D {
	return bson.D{
		{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.route", Value: op.Route}, {Key: "op.key", Value: op.Key},
	}
}

// Visible is what a query must hold so that one of tokens may see the task.
func Visible(tokens access.Tokens) bson.E {
	return bson.E{Key: FieldVis, Value: bson.M{"$in": tokens.All}}
}

// seen is what a query of one task must hold so that one of tokens may see it, or whoever stands in for somebody absent, for as
// long as it waits for them and for no act of its lead's own.
func seen(tokens access.Tokens) bson.E {
	if len(tokens.Away) == 0 {
		return Visible(tokens)
	}
	return bson.E{Key: "$or", Value: bson.A{bson.D{Visible(tokens)}, Awaited(tokens.Away)}}
}

// Awaited is what a query must hold of the tasks in which somebody stands in for people who are away: what waits for their
// answer, also about work in progress, and not their own work.
func Awaited(away []string) bson.D {
	return bson.D{{Key: FieldWaiting, Value: bson.M{"$in": away}}, {Key: "asked", Value: true}, {Key: "$or", Value: bson.A{
		bson.M{"state": bson.M{"$ne": InProgress}}, bson.M{"asked_due": bson.M{"$gt": ""}}, bson.M{"asked_cause": true},
	}}}
}

// Order returns a sort as a query takes it.
func Order(sort Sort) bson.D {
	d := bson.D{}
	for _, k := range sort.Keys() {
		if strings.HasPrefix(k, "-") {
			d = append(d, bson.E{Key: k[1:], Value: -1})
		} else {
			d = append(d, bson.E{Key: k, Value: 1})
		}
	}
	return d
}
