package wiring

import (
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/mongodb/mongotest"
)

// TestUniqueIndexesNameTheAgency: a sharded collection can promise that a value stands once only within the shard that its
// agency names. Every query of every test is looked at beside this, by mongotest.
func TestUniqueIndexesNameTheAgency(t *testing.T) {
	t.Parallel()
	declared := map[string]bool{}
	for _, ix := range Indexes() {
		declared[ix.Collection] = true
		if _, apart := mongotest.Apart[ix.Collection]; apart {
			continue
		}
		for _, m := range ix.Models {
			var o options.IndexOptions
			if m.Options != nil {
				for _, set := range m.Options.List() {
					if err := set(&o); err != nil {
						t.Fatal(err)
					}
				}
			}
			keys, _ := m.Keys.(bson.D)
			if o.Unique != nil && *o.Unique && keys[0].Key != mongotest.ShardKey {
				t.Errorf("the unique index %v of %s does not begin with %s", keys, ix.Collection, mongotest.ShardKey)
			}
		}
	}
	for name, why := range mongotest.Apart {
		if !declared[name] || why == "" {
			t.Errorf("%s is an exception without a collection or a reason: %q", name, why)
		}
	}
}
