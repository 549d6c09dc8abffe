// Package idempotency tells a request that comes twice from another one: by whom, under which Idempotency-Key, with which content.
// A record that a request makes keeps its Op; whoever repeats the request is given that record again.
package idempotency

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
)

// Op is the request by which a record was made, as stored.
type Op struct {
	Person string `bson:"person"`
	Key    string `bson:"key"`  // the client's Idempotency-Key
	Hash   string `bson:"hash"` // of the content: the same key with another content is refused
}

// Of describes a request of a person; nil without a key, for it is none that could be found again. The error is that of a content
// that JSON cannot hold.
func Of(person, key string, content any) (*Op, error) {
	if key == "" {
		return nil, nil //nolint:nilnil // no key is no request to be found again
	}
	hash, err := Hash(content)
	if err != nil {
		return nil, err
	}
	return &Op{Person: person, Key: key, Hash: hash}, nil
}

// Hash returns the SHA-256 of a content in JSON, in hexadecimal.
func Hash(content any) (string, error) {
	raw, err := json.Marshal(content)
	if err != nil {
		return "", fmt.Errorf("hash request: %w", err)
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}
