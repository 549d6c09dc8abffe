package task

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// filled gives every field below v a value that is not its zero, so that a field nobody reads shows.
func filled(v reflect.Value, n int64) int64 {
	switch v.Kind() {
	case reflect.String:
		n++
		v.SetString("chữ " + string(rune('a'+n%26)))
	case reflect.Int, reflect.Int64:
		n++
		v.SetInt(n)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return filled(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 3, 3))
		for i := range 3 {
			n = filled(v.Index(i), n)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			n++
			v.Set(reflect.ValueOf(time.UnixMilli(1_700_000_000_123 + n).UTC()))
			return n
		}
		for i := range v.NumField() {
			n = filled(v.Field(i), n)
		}
	default:
		panic("a row holds a " + v.Kind().String() + ", of which ReadRow knows nothing")
	}
	return n
}

func stored(t testing.TB, v any) bson.Raw {
	t.Helper()
	doc, err := bson.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// TestReadRow holds the reading of lists beside the driver's own: every field, none of them, and what other fields of a
// stored task lie between.
func TestReadRow(t *testing.T) {
	t.Parallel()
	var full Task
	filled(reflect.ValueOf(&full.Row).Elem(), 0)
	full.Description, full.Vis = "không thuộc về dòng", []string{"u:1"}
	for name, doc := range map[string]bson.Raw{
		"every field": stored(t, full), "a new task": stored(t, Task{}), "nothing": stored(t, bson.D{}),
		"numbers of another width": stored(t, bson.D{{Key: "version", Value: int32(7)}, {Key: "progress", Value: 40.0}}),
	} {
		var want Row
		if err := bson.Unmarshal(doc, &want); err != nil {
			t.Fatal(err)
		}
		got, err := ReadRow(doc)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s:\n got %+v, %v\nwant %+v", name, got, err, want)
		}
	}
	for field, value := range map[string]any{"title": 5, "version": "hai", "open": "có", "due_at": "mai", "waiting": "u:1", "lead": "p1", "document": 3, "product": true, "back": "ai"} {
		if _, err := ReadRow(stored(t, bson.D{{Key: field, Value: value}})); err == nil || !strings.Contains(err.Error(), field) {
			t.Errorf("%s of a wrong type: %v", field, err)
		}
	}
	if _, err := ReadRow(stored(t, full)[:90]); err == nil {
		t.Error("half a document was read")
	}
}

// TestRowFields: what a list asks the server for is what a row holds.
func TestRowFields(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{"_id": true}
	for _, f := range RowFields {
		asked[f.Key] = true
	}
	for i := range reflect.TypeFor[Row]().NumField() {
		name, _, _ := strings.Cut(reflect.TypeFor[Row]().Field(i).Tag.Get("bson"), ",")
		if !asked[name] {
			t.Errorf("lists do not ask for %s", name)
		}
		delete(asked, name)
	}
	for name := range asked {
		t.Errorf("lists ask for %s, which no row holds", name)
	}
}

func BenchmarkReadRow(b *testing.B) {
	var full Task
	filled(reflect.ValueOf(&full.Row).Elem(), 0)
	doc := stored(b, full.Row)
	b.Run("own", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := ReadRow(doc); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("driver", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var row Row
			if err := bson.Unmarshal(doc, &row); err != nil {
				b.Fatal(err)
			}
		}
	})
}
