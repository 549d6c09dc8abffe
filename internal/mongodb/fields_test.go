package mongodb_test

import (
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
)

// TestFields walks a document whole, stopped by its reader, and cut at every byte.
func TestFields(t *testing.T) {
	t.Parallel()
	doc, err := bson.Marshal(bson.D{{Key: "a", Value: "một"}, {Key: "b", Value: bson.D{{Key: "c", Value: 2}}}, {Key: "d", Value: nil}})
	if err != nil {
		t.Fatal(err)
	}
	walk := func(doc bson.Raw, until string) (keys []string, fault error) {
		for key, v := range mongodb.Fields(doc, &fault) {
			if want := doc.Lookup(string(key)); fault == nil && until == "" && !v.Equal(want) {
				t.Errorf("%s is %v, want %v", key, v, want)
			}
			if keys = append(keys, string(key)); string(key) == until {
				break
			}
		}
		return keys, fault
	}
	if keys, fault := walk(doc, ""); fault != nil || !slices.Equal(keys, []string{"a", "b", "d"}) {
		t.Errorf("the fields are %v, %v", keys, fault)
	}
	if keys, fault := walk(doc, "b"); fault != nil || !slices.Equal(keys, []string{"a", "b"}) {
		t.Errorf("stopped at b: %v, %v", keys, fault)
	}
	if keys, fault := walk(nil, ""); fault != nil || keys != nil {
		t.Errorf("no document: %v, %v", keys, fault)
	}
	for n := 1; n < len(doc); n++ {
		if _, fault := walk(doc[:n], "-"); fault == nil {
			t.Errorf("%d of %d bytes were read without a fault", n, len(doc))
		}
	}
}
