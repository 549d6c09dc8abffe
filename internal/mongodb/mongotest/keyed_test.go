package mongotest

import (
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// TestKeyed: what a command is about names the agency, wherever the command says it.
func TestKeyed(t *testing.T) {
	t.Parallel()
	mine, id := bson.M{"agency": "a", "x": 1}, bson.M{"_id": 1}
	for name, tc := range map[string]struct {
		command string
		about   any
		want    bool
	}{
		"a filter":                      {"find", mine, true},
		"a filter without":              {"find", id, false},
		"in one that all must meet":     {"count", bson.M{"$and": bson.A{id, mine}}, true},
		"in one of which any is met":    {"find", bson.M{"$or": bson.A{id, mine}}, false},
		"in each of which any is met":   {"distinct", bson.M{"$or": bson.A{mine, mine}}, true},
		"a field of that name below":    {"find", bson.M{"object": mine}, false},
		"the first stage":               {"aggregate", bson.A{bson.M{"$match": mine}, bson.M{"$limit": 1}}, true},
		"a later stage":                 {"aggregate", bson.A{bson.M{"$sort": id}, bson.M{"$match": mine}}, false},
		"a change stream":               {"aggregate", bson.A{bson.M{"$changeStream": bson.M{}}}, true},
		"every update":                  {"update", bson.A{bson.M{"q": mine}, bson.M{"q": mine}}, true},
		"one update of two":             {"update", bson.A{bson.M{"q": mine}, bson.M{"q": id}}, false},
		"a deletion":                    {"delete", bson.A{bson.M{"q": id}}, false},
		"every document":                {"insert", bson.A{mine}, true},
		"a document that belongs to no": {"insert", bson.A{mine, id}, false},
		"nothing at all":                {"count", bson.M{}, false},
	} {
		raw, err := bson.Marshal(bson.M{"v": tc.about})
		if err != nil {
			t.Fatal(err)
		}
		if got := keyed(tc.command, bson.Raw(raw).Lookup("v")); got != tc.want {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}
