package comment_test

import (
	"fmt"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/comment"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// found returns the texts that somebody finds, over all pages, and how many pages that were.
func (w *world) found(a access.Actor, q string) (texts []string, pages int) {
	w.Helper()
	cursor := ""
	for {
		hits, next, err := w.comments.Search(w.Context(), a, q, cursor, 2)
		if err != nil {
			w.Fatal(err)
		}
		for _, h := range hits {
			texts = append(texts, h.Task.Code+": "+h.Comment.Text)
		}
		if pages++; next == "" {
			return texts, pages
		}
		cursor = next
	}
}

// TestSearch: what was said is found by its words without diacritics, by who may see the task alone, as it stands now, and however much
// else has the same word.
func TestSearch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	say := func(a access.Actor, text string) comment.Comment {
		p, err := w.comments.Add(t.Context(), a, w.task.ID, comment.Input{Text: text}, "")
		return is(w, p, err).Items[0]
	}
	first := say(w.officer, "Sở Tài chính đã gửi biểu phí của 14 thủ tục")
	say(w.helper, "Biểu phí thiếu hai xã")
	for q, want := range map[string]int{
		"bieu phi": 2, "BIỂU PHÍ thủ tục": 1, "phi bieu": 2, "bieu": 2, "bieu phi huyen": 0, "14": 1, "!!!": 0,
	} {
		if got, _ := w.found(w.head, q); len(got) != want {
			t.Errorf("%q finds %q", q, got)
		}
	}
	if got, _ := w.found(w.stranger, "bieu phi"); len(got) != 0 {
		t.Errorf("a stranger finds %q", got)
	}

	// Comments of tasks out of sight stand in front; what is read of them at once is bounded, and the search goes on.
	var others []any
	for range 1000 {
		others = append(others, bson.M{"_id": mongodb.NewID(), "agency": w.task.Agency, "task": "elsewhere", "version": 1, "text": "Biểu phí", "fold": bson.A{"bieu", "phi"}})
	}
	if _, err := w.db.Collection("task_comments").InsertMany(t.Context(), others); err != nil {
		t.Fatal(err)
	}
	if got, pages := w.found(w.helper, "bieu phi"); len(got) != 2 || pages != 3 || got[0] != fmt.Sprintf("%s: Biểu phí thiếu hai xã", w.task.Code) {
		t.Errorf("behind a thousand others: %q on %d pages", got, pages)
	}
	if _, _, err := w.comments.Search(t.Context(), w.head, "phi", "x", 2); errs.As(err).Code != comment.ErrCursor.Code {
		t.Errorf("another's cursor: %v", err)
	}

	// As it stands now.
	if _, err := w.comments.Edit(t.Context(), w.officer, w.task.ID, first.ID, first.Version, comment.Input{Text: "Sở Tài chính đã gửi bảng giá"}); err != nil {
		t.Fatal(err)
	}
	if got, _ := w.found(w.head, "bieu phi"); len(got) != 1 {
		t.Errorf("after the change: %q", got)
	}
	if err := w.comments.Delete(t.Context(), w.officer, w.task.ID, first.ID, first.Version+1); err != nil {
		t.Fatal(err)
	}
	if got, _ := w.found(w.head, "bang gia"); len(got) != 0 {
		t.Errorf("after it was deleted: %q", got)
	}
}

// TestKeepWords: comments from before are found, too.
func TestKeepWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	old := bson.M{"_id": "01", "agency": w.task.Agency, "task": w.task.ID, "version": 1, "text": "Đã họp với huyện Núi Thành"}
	if _, err := w.db.Collection("task_comments").InsertOne(t.Context(), old); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if err := comment.KeepWords(t.Context(), w.db); err != nil {
			t.Fatal(err)
		}
		if got, _ := w.found(w.officer, "nui thanh"); len(got) != 1 {
			t.Errorf("found %q", got)
		}
	}
}
