package tasklist

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"congvu/internal/mongodb/mongotest"
	"congvu/internal/task"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// TestPageInsideEqualDeadlines: a page in the middle of many tasks without a deadline, which all have the same instant,
// reads its own rows and not those before them.
func TestPageInsideEqualDeadlines(t *testing.T) {
	t.Parallel()
	const many = 3000
	db, s := crowd(t, many)
	never := time.Date(9999, time.December, 31, 0, 0, 0, 0, time.UTC)
	if _, err := db.Collection(task.Collection).UpdateMany(t.Context(), bson.M{}, bson.M{"$set": bson.M{"due_at": never, "due_on": ""}}); err != nil {
		t.Fatal(err)
	}
	q := Query{Tab: TabAssigned, Filter: All, Limit: 50}
	seen := 0
	for {
		var next string
		mongotest.Plans(t, db, q.Limit, func() {
			rows, n, err := s.List(t.Context(), chi, q)
			if err != nil {
				t.Fatal(err)
			}
			seen, next = seen+len(rows), n
		})
		if next == "" {
			break
		}
		q.Cursor = next
	}
	if seen != many {
		t.Errorf("%d rows of %d", seen, many)
	}
}

// TestRareWords: a word that stands in few tasks is looked up, not walked for, in a list of any size: one page has every
// hit, or none, and no "search on"; a word in the last place may be incomplete.
func TestRareWords(t *testing.T) {
	t.Parallel()
	const many = 14_000 // more than all windows of a page together
	db, s := crowd(t, many)
	rare := []string{}
	for i := range 20 {
		code := fmt.Sprintf("NV-2026-%06d", 3+i*7)
		rare = append(rare, code)
		if _, err := db.Collection(task.Collection).UpdateOne(t.Context(), bson.M{"code": code}, bson.M{"$push": bson.M{"fold": "zircon"}}); err != nil {
			t.Fatal(err)
		}
	}
	slices.Reverse(rare)
	for name, tc := range map[string]struct {
		text string
		want []string
	}{
		"one rare word":           {"Zircon", rare},
		"its beginning":           {"zir", rare},
		"common, then rare":       {"bao cao zirc", rare},
		"rare, then common":       {"zircon bao", rare},
		"a word that nobody has":  {"quangninh", nil},
		"the last of two is none": {"bao quangninh", nil},
	} {
		q, got := Query{Tab: TabUnit, Filter: All, Text: tc.text, Limit: 8}, []string{}
		for page := 0; ; page++ {
			var next string
			mongotest.Plans(t, db, maxFew/10+1, func() {
				rows, n, err := s.List(t.Context(), chi, q)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows {
					got = append(got, r.Code)
				}
				if next = n; n != "" && len(rows) < q.Limit {
					t.Errorf("%s: %d rows on page %d, and there is more", name, len(rows), page)
				}
			})
			if next == "" {
				break
			}
			q.Cursor = next
		}
		if !slices.Equal(got, tc.want) && len(got)+len(tc.want) > 0 {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
}

// TestExactThenOthers: exact hits come first, and whatever the size of a page nothing is missed behind them.
func TestExactThenOthers(t *testing.T) {
	t.Parallel()
	db, s := crowd(t, 300)
	set := func(code string, values bson.M) {
		if _, err := db.Collection(task.Collection).UpdateOne(t.Context(), bson.M{"code": code}, bson.M{"$set": values}); err != nil {
			t.Fatal(err)
		}
	}
	const text = "NV-2026-000050" // the code of one task, and written as the number of an older and of a newer one's document
	set("NV-2026-000020", bson.M{"document.number": text})
	set("NV-2026-000200", bson.M{"document.number": text})
	set("NV-2026-000201", bson.M{"fold": bson.A{"nv", "2026", "000050"}}) // words alone
	want := []string{text, "NV-2026-000200", "NV-2026-000020", "NV-2026-000201"}
	for limit := 1; limit <= 5; limit++ {
		q, got := Query{Tab: TabUnit, Filter: All, Text: text, Limit: limit}, []string{}
		for range 20 {
			rows, next, err := s.List(t.Context(), chi, q)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range rows {
				got = append(got, r.Code)
			}
			if q.Cursor = next; next == "" {
				break
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("pages of %d: %v, want %v", limit, got, want)
		}
	}
	for _, text := range []string{"Số: 123/UBND-NC", "số 123/UBND-NC"} {
		rows, _, err := s.List(t.Context(), chi, Query{Tab: TabUnit, Filter: All, Text: text, Limit: 5})
		if err != nil || len(rows) != 1 || rows[0].Code != "NV-2026-000123" {
			t.Errorf("%q finds %d, %v", text, len(rows), err)
		}
	}
}
