package mongodb

import (
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/x/bsonx/bsoncore"
)

// Fields yields the fields of a document (or of an array, as BSON has it) in their order, without copying: key and value are
// parts of doc. A document cut short ends the walk and is told in fault, unless that holds one already; no document has no
// fields. The driver's Raw.Elements makes a list of them first, which takes longer than all the rest.
func Fields(doc bson.Raw, fault *error) iter.Seq2[[]byte, bson.RawValue] {
	return func(yield func(key []byte, v bson.RawValue) bool) {
		if len(doc) == 0 {
			return
		}
		length, rest, ok := bsoncore.ReadLength(doc)
		if ok = ok && int(length) == len(doc) && doc[len(doc)-1] == 0; ok {
			rest = rest[:len(rest)-1]
		}
		for ok && len(rest) > 0 {
			var e bsoncore.Element
			if e, rest, ok = bsoncore.ReadElement(rest); !ok {
				break
			}
			key := e.KeyBytes()
			if !yield(key, bson.RawValue{Type: bson.Type(e[0]), Value: e[len(key)+2:]}) {
				return
			}
		}
		if !ok && *fault == nil {
			*fault = bsoncore.NewInsufficientBytesError(doc, rest)
		}
	}
}
