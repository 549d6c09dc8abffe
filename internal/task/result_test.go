package task_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/files"
	"congvu/internal/task"
)

// bring returns the id of a file that a has brought and that hangs on nothing yet.
func (w *world) bring(a access.Actor, name string, finish bool) string {
	w.t.Helper()
	text := []byte("Nội dung của " + name)
	u, err := w.files.Begin(w.t.Context(), a, name, int64(len(text)), "")
	w.ok(err)
	w.ok(w.files.Put(w.t.Context(), a, u.File.ID, 0, text))
	if finish {
		_, err = w.files.Finish(w.t.Context(), a, u.File.ID)
		w.ok(err)
	}
	return u.File.ID
}

// results returns the names of the files that hang on a task as results.
func (w *world) results(x task.Task) []string {
	w.t.Helper()
	all, err := w.files.Of(w.t.Context(), w.agency, task.FilesOf(x.ID))
	w.ok(err)
	names := []string{}
	for _, f := range all {
		if f.Result {
			names = append(names, f.Name)
		}
	}
	return names
}

// TestResult: files handed in with a result hang on the task from then on, with that submission, whatever becomes of it; taken back
// or returned they may be handed in again beside new ones, and each submission keeps its own.
func TestResult(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.accept(w.give())
	draft, form := w.bring(w.officer, "du-thao.txt", true), w.bring(w.officer, "phu-luc.txt", true)
	x, err := w.tasks.Submit(t.Context(), w.officer, x.ID, x.Version, "Dự thảo", 1000, draft, form)
	w.ok(err)
	told, err := w.db.Collection("events").CountDocuments(t.Context(), bson.M{"object": x.ID, "type": task.EventFiles, "audience": access.Person(w.head.ID)})
	w.ok(err)
	if got := w.results(x); !slices.Equal(got, []string{"du-thao.txt", "phu-luc.txt"}) || told != 1 {
		t.Errorf("handed in: %v, told %d times", got, told)
	}
	x, err = w.tasks.Withdraw(t.Context(), w.officer, x.ID, x.Version)
	w.ok(err)
	x, err = w.tasks.Submit(t.Context(), w.officer, x.ID, x.Version, "Dự thảo sửa phụ lục", 1000, draft, w.bring(w.officer, "phu-luc-2.txt", true))
	w.ok(err)
	x, err = w.tasks.Return(t.Context(), w.head, x.ID, x.Version, "Thiếu biểu phí của 14 thủ tục", false, task.Faulty{})
	w.ok(err)
	fee := w.bring(w.officer, "bieu-phi.txt", true)
	x, err = w.tasks.Submit(t.Context(), w.officer, x.ID, x.Version, "Dự thảo có biểu phí", 1000, fee, draft)
	w.ok(err)

	x = w.fresh(x)
	if diff := cmp.Diff([]string{fee, draft}, x.Submissions[1].Files); diff != "" || len(x.Submissions[0].Files) != 2 || x.Submissions[0].Files[0] != draft {
		t.Errorf("files of the submissions: %v, the last (-want +got):\n%s", x.Submissions[0].Files, diff)
	}
	if diff := cmp.Diff([]string{draft, form}, x.Withdrawn[0].Files); diff != "" {
		t.Errorf("files of what was taken back (-want +got):\n%s", diff)
	}
	if got := w.results(x); len(got) != 4 {
		t.Errorf("results of the task: %v", got)
	}
	history, _, err := w.tasks.History(t.Context(), w.head, x.ID, "", 1)
	w.ok(err)
	if got := history[0].Params["files"]; got != "2" {
		t.Errorf("history says %q files", got)
	}
}

// TestResultRefused: what cannot be handed in leaves the task and the files as they are, so that both can be tried again.
func TestResultRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x, other := w.accept(w.give()), w.accept(w.give())
	elsewhere := w.bring(w.officer, "khac.txt", true)
	_, err := w.tasks.Submit(t.Context(), w.officer, other.ID, other.Version, "Xong", 1000, elsewhere)
	w.ok(err)
	mine := w.bring(w.officer, "ket-qua.txt", true)
	many := make([]string, files.MaxAtOnce+1)
	for i := range many {
		many[i] = mine[:25] + string(rune('A'+i))
	}
	for name, tc := range map[string]struct {
		files []string
		want  error
		path  string
	}{
		"somebody else's":           {[]string{mine, w.bring(w.colleague, "cua-nguoi-khac.txt", true)}, errs.ErrInvalid, "files"},
		"unknown":                   {[]string{mine, "01J00000000000000000000000"}, errs.ErrInvalid, "files"},
		"not there whole":           {[]string{mine, w.bring(w.officer, "dang-gui.txt", false)}, files.ErrState, ""},
		"result of another task":    {[]string{mine, elsewhere}, files.ErrState, ""},
		"the same twice":            {[]string{mine, mine}, errs.ErrInvalid, "files[1]"},
		"more than are taken":       {many, errs.ErrInvalid, "files"},
		"a path in place of an id":  {[]string{"../x"}, errs.ErrInvalid, "files"},
		"nothing in place of an id": {[]string{""}, errs.ErrInvalid, "files"},
	} {
		_, err := w.tasks.Submit(t.Context(), w.officer, x.ID, x.Version, "Kết quả", 1000, tc.files...)
		if e := errs.As(err); !errors.Is(err, tc.want) || tc.path != "" && (len(e.Fields) != 1 || e.Fields[0].Path != tc.path) {
			t.Errorf("%s: %v, fields %v", name, err, e.Fields)
		}
		if now := w.fresh(x); now.Version != x.Version || now.State != task.InProgress || len(w.results(x)) != 0 {
			t.Errorf("%s: version %d, %s, results %v", name, now.Version, now.State, w.results(x))
		}
	}
	if _, err = w.tasks.Submit(t.Context(), w.officer, x.ID, x.Version, "Kết quả", 1000, mine); err != nil {
		t.Errorf("what was refused can be tried again: %v", err)
	}
}

// TestFilesOfAnAct: what comes with a progress report, or proves an objective cause, hangs on the task in that act and is shown with it; of
// an act that is refused nothing hangs. The same report sent again is one.
func TestFilesOfAnAct(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	x := w.accept(w.give())
	photo, half := w.bring(w.officer, "hien-truong.txt", true), w.bring(w.officer, "dang-gui.txt", false)
	_, err := w.tasks.Report(t.Context(), w.officer, x.ID, x.Version, 40, "Đã khảo sát", "key-0001", half)
	if !errors.Is(err, files.ErrState) {
		t.Errorf("a report with half a file: %v", err)
	}
	_, err = w.tasks.Report(t.Context(), w.officer, x.ID, x.Version, 40, "Đã khảo sát", "key-0001", photo, photo)
	if f := errs.As(err).Fields; len(f) != 1 || f[0].Path != "files[1]" {
		t.Errorf("one file twice: %v", err)
	}
	if all, err := w.files.Of(t.Context(), w.agency, task.FilesOf(x.ID)); err != nil || len(all) != 0 {
		t.Fatalf("of refused reports hang %v, %v", all, err)
	}
	y, err := w.tasks.Report(t.Context(), w.officer, x.ID, x.Version, 40, "Đã khảo sát", "key-0001", photo)
	w.ok(err)
	again, err := w.tasks.Report(t.Context(), w.officer, x.ID, x.Version, 40, "Đã khảo sát", "key-0001", photo)
	w.ok(err)
	reports, err := w.tasks.Reports(t.Context(), y, 10)
	if err != nil || len(reports) != 1 || !slices.Equal(reports[0].Files, []string{photo}) || again.Version != y.Version || len(w.results(y)) != 0 {
		t.Errorf("reports %+v, %v; version %d of %d", reports, err, again.Version, y.Version)
	}

	w.at("2026-12-20 09:00")
	missed := y.Excusable(w.clock.Now())[0].Key()
	proof := w.bring(w.officer, "thong-bao-mat-dien.txt", true)
	if _, err = w.tasks.AskCause(t.Context(), w.officer, y.ID, y.Version, missed, "Mất điện toàn xã trong ba ngày", "", w.bring(w.head, "cua-nguoi-khac.txt", true)); errs.As(err).Kind != errs.Invalid {
		t.Errorf("another's file: %v", err)
	}
	y, err = w.tasks.AskCause(t.Context(), w.officer, y.ID, y.Version, missed, "Mất điện toàn xã trong ba ngày", "", proof)
	w.ok(err)
	all, err := w.files.Of(t.Context(), w.agency, task.FilesOf(y.ID))
	if err != nil || len(all) != 2 || !slices.Equal(y.Causes[0].Files, []string{proof}) || !y.Stands(proof) || y.Stands(photo) {
		t.Errorf("evidence %v, files %d, %v", y.Causes, len(all), err)
	}
	y, err = w.tasks.AnswerCause(t.Context(), w.head, y.ID, y.Version, true, "20/TB-UBND", "")
	if w.ok(err); !slices.Equal(w.fresh(y).Causes[0].Files, []string{proof}) {
		t.Errorf("answered: %+v", y.Causes)
	}
}
