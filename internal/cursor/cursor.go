// Package cursor writes and reads the places at which lists go on: opaque texts that a client hands back as they were. One
// form for all lists; each names the list it belongs to, so that a cursor of another list, or of another search in the same
// one, is refused instead of skipping rows without a word. It carries no right: every page is limited to its reader's
// tokens whatever the cursor says.
package cursor

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
)

// nameBytes is how much of a list's name a cursor carries: enough that no two lists of a person meet.
const nameBytes = 6

// Of returns the cursor of the page behind a place of a list. list names the list with all that chooses its rows (tab,
// filter, order, words); place are the values of the order's fields in the last row, texts, whole numbers or booleans.
func Of(list string, place ...any) string {
	raw, err := json.Marshal(append([]any{nameOf(list)}, place...))
	if err != nil { // texts, numbers and booleans always have a JSON form
		panic(err)
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// Read reads a cursor of the list into place, pointers to values of the types that Of was given. It reports false when the
// cursor is of another list, or of nobody; place then holds nothing to be used.
func Read(list, cursor string, place ...any) bool {
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return false
	}
	var parts []json.RawMessage
	if json.Unmarshal(raw, &parts) != nil || len(parts) != len(place)+1 {
		return false
	}
	var name string
	if json.Unmarshal(parts[0], &name) != nil || name != nameOf(list) {
		return false
	}
	for i, into := range place {
		if string(parts[i+1]) == "null" || json.Unmarshal(parts[i+1], into) != nil {
			return false
		}
	}
	return true
}

func nameOf(list string) string {
	sum := sha256.Sum256([]byte(list))
	return base64.RawURLEncoding.EncodeToString(sum[:nameBytes])
}
