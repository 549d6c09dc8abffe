package comment

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/idempotency"
	"congvu/internal/mongodb"
)

const collection = "task_comments"

// byWord serves the search: comments with a word, newest first.
var byWord = mongodb.Asc("agency", "fold", "-_id")

var byTask = mongodb.Asc("agency", "task", "-_id")

// Indexes declares the comments: those of a task, newest first, and what a request made.
func Indexes() []mongodb.Indexes {
	op := mongodb.Unique("agency", "op.person", "op.key")
	op.Options.SetPartialFilterExpression(bson.M{"op.key": bson.M{"$exists": true}})
	return []mongodb.Indexes{{Collection: collection, Models: []mongo.IndexModel{byTask, byWord, op}}}
}

type store struct{ comments *mongo.Collection }

// List returns the comments of a task before an id, the newest when it is empty, newest first.
func (s store) List(ctx context.Context, agency, task, before string, limit int) ([]Comment, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "task", Value: task}}
	if before != "" {
		filter = append(filter, bson.E{Key: "_id", Value: bson.M{"$lt": before}})
	}
	return mongodb.All[Comment](ctx, "list comments", s.comments, filter,
		options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetHint(byTask.Keys).SetLimit(int64(limit)))
}

// Saying returns comments with a whole word before an id, the newest when it is empty, newest first.
func (s store) Saying(ctx context.Context, agency, word, before string, limit int) ([]Comment, error) {
	filter := bson.D{{Key: "agency", Value: agency}, {Key: "fold", Value: word}}
	if before != "" {
		filter = append(filter, bson.E{Key: "_id", Value: bson.M{"$lt": before}})
	}
	return mongodb.All[Comment](ctx, "search comments", s.comments, filter,
		options.Find().SetSort(bson.D{{Key: "_id", Value: -1}}).SetHint(byWord.Keys).SetLimit(int64(limit)))
}

// keepWords gives comments without words theirs.
func (s store) keepWords(ctx context.Context) error {
	lacking := bson.D{{Key: "fold", Value: bson.M{"$exists": false}}}
	fields := bson.D{{Key: "text", Value: 1}, {Key: "deleted", Value: 1}}
	for c, err := range mongodb.Each[Comment](ctx, "walk comments", s.comments, lacking, mongodb.Walk{Fields: fields}) {
		if err != nil {
			return err
		}
		words := c.indexed().Fold
		if len(words) == 0 {
			continue
		}
		if _, err := s.comments.UpdateOne(ctx, bson.D{{Key: "_id", Value: c.ID}}, bson.D{{Key: "$set", Value: bson.D{{Key: "fold", Value: words}}}}); err != nil {
			return mongodb.Translate("keep words of comment", err)
		}
	}
	return nil
}

// Some returns the named comments of a task.
func (s store) Some(ctx context.Context, agency, task string, ids []string) ([]Comment, error) {
	return mongodb.All[Comment](ctx, "comments", s.comments,
		bson.D{{Key: "_id", Value: bson.M{"$in": ids}}, {Key: "agency", Value: agency}, {Key: "task", Value: task}})
}

// Get returns a comment of a task, errs.ErrNotFound when the task has none of that id.
func (s store) Get(ctx context.Context, agency, task, id string) (c Comment, err error) {
	err = s.comments.FindOne(ctx, bson.D{{Key: "_id", Value: id}, {Key: "agency", Value: agency}, {Key: "task", Value: task}}).Decode(&c)
	return c, mongodb.Translate("get comment", err)
}

// Made returns the comment that a request made, errs.ErrNotFound when it made none.
func (s store) Made(ctx context.Context, agency string, op idempotency.Op) (c Comment, err error) {
	err = s.comments.FindOne(ctx, bson.D{{Key: "agency", Value: agency}, {Key: "op.person", Value: op.Person}, {Key: "op.key", Value: op.Key}}).Decode(&c)
	return c, mongodb.Translate("comment made", err)
}

// Insert stores a new comment.
func (s store) Insert(ctx context.Context, c Comment) error {
	_, err := s.comments.InsertOne(ctx, c.indexed())
	return mongodb.Translate("insert comment", err)
}

// Replace saves c when the stored version is still seen, errs.ErrChanged otherwise.
func (s store) Replace(ctx context.Context, seen int64, c Comment) error {
	return mongodb.Put(ctx, "replace comment", s.comments, bson.D{{Key: "agency", Value: c.Agency}, {Key: "_id", Value: c.ID}}, seen, c.indexed())
}
