package realtime

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

// errHistoryLost says that the stream cannot go on where it stopped: events in between were not seen.
var errHistoryLost = errors.New("change stream: history lost")

// historyLost are the server's codes for it: ChangeStreamFatalError, ChangeStreamHistoryLost, InvalidResumeToken,
// and CappedPositionLost of the oplog.
var historyLost = []int{280, 286, 260, 136}

// position is a place in the change stream. It is never stored: a node that starts has no sockets to tell anything.
type position = bson.Raw

// stream follows the inserted events of all agencies.
type stream struct{ cs *mongo.ChangeStream }

// watch opens a stream after a position, or from now on when it is nil. The collection's end is let through, so that
// it is noticed.
func (e *Events) watch(ctx context.Context, after position) (*stream, error) {
	o := options.ChangeStream().SetMaxAwaitTime(time.Second)
	if after != nil {
		o.SetResumeAfter(after)
	}
	cs, err := e.db.Collection(eventsCollection).Watch(ctx, mongo.Pipeline{
		{{Key: "$match", Value: bson.D{{Key: "operationType", Value: bson.D{{Key: "$in", Value: bson.A{"insert", "drop", "rename", "invalidate"}}}}}}},
	}, o)
	if err != nil {
		return nil, classify(err)
	}
	return &stream{cs}, nil
}

// next waits for the next event. errHistoryLost when the stream has ended for good; otherwise it may be opened again at
// its position.
func (s *stream) next(ctx context.Context) (Event, error) {
	var change struct {
		Type  string `bson:"operationType"`
		Event Event  `bson:"fullDocument"`
	}
	for !s.cs.TryNext(ctx) { // not Next: the client's operation timeout would end it in a quiet time
		if err := s.cs.Err(); err != nil {
			return Event{}, classify(err)
		}
		if s.cs.ID() == 0 { // the server has closed the cursor
			return Event{}, errHistoryLost
		}
	}
	if err := s.cs.Decode(&change); err != nil {
		return Event{}, fmt.Errorf("decode event: %w", err)
	}
	if change.Type != "insert" {
		return Event{}, errHistoryLost
	}
	return change.Event, nil
}

func (s *stream) position() position { return s.cs.ResumeToken() }

func (s *stream) close(ctx context.Context) { _ = s.cs.Close(ctx) } // the server forgets a lost cursor by itself

func classify(err error) error {
	var answer mongo.ServerError
	if errors.As(err, &answer) {
		for _, code := range historyLost {
			if answer.HasErrorCode(code) {
				return fmt.Errorf("%w: %w", errHistoryLost, err)
			}
		}
	}
	return mongodb.Translate("change stream", err)
}
