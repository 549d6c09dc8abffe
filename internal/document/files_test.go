package document_test

import (
	"errors"
	"fmt"
	"testing"

	"congvu/internal/access"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/files"
)

// scan brings a small text of a, finished unless it is not to be.
func scan(t *testing.T, s *files.Service, a access.Actor, finish bool) string {
	t.Helper()
	data := []byte("bản chụp")
	u, err := s.Begin(t.Context(), a, "Công văn.txt", int64(len(data)), "")
	if err == nil {
		err = s.Put(t.Context(), a, u.File.ID, 0, data)
	}
	if err == nil && finish {
		_, err = s.Finish(t.Context(), a, u.File.ID)
	}
	if err != nil {
		t.Fatal(err)
	}
	return u.File.ID
}

// TestEnterWithFiles: the scan comes with the line, once however often the request comes; a file that cannot be attached is named,
// and then neither the line nor a number nor another file of it is kept.
func TestEnterWithFiles(t *testing.T) {
	t.Parallel()
	r, db := newRegister(t, &entries{})
	s := filesOf(db)
	other := actor("other", access.Clerk, "d2")
	good, used := scan(t, s, clerk, true), scan(t, s, clerk, true)
	if _, err := r.Enter(t.Context(), clerk, withFiles("1/QĐ-A", used), ""); err != nil {
		t.Fatal(err)
	}
	many := make([]string, 21)
	for i := range many {
		many[i] = fmt.Sprint(i)
	}
	for name, tc := range map[string]struct {
		files []string
		path  string
	}{
		"one that hangs on another line": {[]string{good, used}, "files[1]"},
		"one that is not sent whole":     {[]string{good, scan(t, s, clerk, false)}, "files[1]"},
		"somebody else's":                {[]string{scan(t, s, other, true), good}, "files[0]"},
		"none":                           {[]string{"01ARZ3NDEKTSV4RRFFQ69G5FAV"}, "files[0]"},
		"one twice":                      {[]string{good, good}, "files[1]"},
		"too many":                       {many, "files"},
	} {
		_, err := r.Enter(t.Context(), clerk, withFiles("2/QĐ-A", tc.files...), "")
		e := errs.As(err)
		if !errors.Is(err, errs.ErrInvalid) || len(e.Fields) != 1 || e.Fields[0].Path != tc.path {
			t.Errorf("%s: %v %+v", name, err, e.Fields)
		}
	}
	first, err := r.Enter(t.Context(), clerk, withFiles("2/QĐ-A", good), "key")
	if err != nil || first.Arrival.N != 2 {
		t.Fatalf("entered: %+v, %v", first.Arrival, err)
	}
	again, err := r.Enter(t.Context(), clerk, withFiles("2/QĐ-A", good), "key")
	if err != nil || again.ID != first.ID {
		t.Errorf("the same request again: %s, %v", again.ID, err)
	}
	there, err := s.Of(t.Context(), "province", document.FilesOf(first.ID))
	if err != nil || len(there) != 1 || there[0].ID != good {
		t.Errorf("its files: %+v, %v", there, err)
	}
}

func withFiles(number string, ids ...string) document.Entry {
	in := arriving(number)
	in.Files = ids
	return in
}
