package evaluation

import (
	"bytes"
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb"
)

// storedFact is a line with its bytes as they lie in the database.
type storedFact struct {
	Fact
	raw bson.Raw
}

// plain returns lines without their bytes.
func plain(stored []storedFact) []Fact {
	facts := make([]Fact, len(stored))
	for i, f := range stored {
		facts[i] = f.Fact
	}
	return facts
}

// OfTasks returns the stored lines of tasks, by the id of the task.
func (s store) OfTasks(ctx context.Context, agency string, tasks []string) (map[string][]storedFact, error) {
	rows, err := mongodb.All[bson.Raw](ctx, "list facts of tasks", s.facts,
		bson.D{{Key: "agency", Value: agency}, {Key: "task", Value: bson.M{"$in": tasks}}}, options.Find())
	if err != nil {
		return nil, err
	}
	all := map[string][]storedFact{}
	for _, raw := range rows {
		f := storedFact{raw: raw}
		if err := bson.Unmarshal(raw, &f.Fact); err != nil {
			return nil, mongodb.Translate("read fact", err)
		}
		all[f.Task] = append(all[f.Task], f)
	}
	return all, nil
}

// is reports whether want would be stored as the very bytes that lie there.
func (f storedFact) is(want Fact) (bool, error) {
	b, err := encoded(want)
	return err == nil && bytes.Equal(b, f.raw), mongodb.Translate("write fact", err)
}

// encoded returns the bytes of a document as ours are written.
func encoded(doc any) (bson.Raw, error) {
	var b bytes.Buffer
	enc := bson.NewEncoder(bson.NewDocumentWriter(&b))
	enc.NilSliceAsEmpty()
	err := enc.Encode(doc)
	return b.Bytes(), err
}
