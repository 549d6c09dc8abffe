package forms_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/evaluation"
	"congvu/internal/forms"
	"congvu/internal/sheet"
)

// TestCase: the case file holds every form twice and the list of evidence, and its manifest names each file with the hash
// that the file has; a month that was opened again is there with both versions.
func TestCase(t *testing.T) {
	t.Parallel()
	old, last, quarter, running := lan(t), lan(t), lan(t), lan(t)
	last.Score.Sheet.Rev, last.Score.Sheet.Frozen = 2, &evaluation.Frozen{Hash: "aa417e0b00000000"}
	quarter.Score.Month.Period, quarter.Score.Sheet.Frozen = "2026-Q2", nil
	running.Score.Month.Period, running.Score.Sheet.Frozen, running.Score.Sheet.Rev = "2026-05", nil, 0
	c := forms.Case{
		Person: old.Score.Person, Year: 2026, Sheets: []forms.Sheet{quarter, old, last, running}, By: "Phan Hữu Thịnh",
		At: time.Date(2026, 5, 8, 2, 0, 0, 0, time.UTC),
	}
	data, err := c.Zip()
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	found, names := map[string][]byte{}, []string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if found[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
		names = append(names, f.Name)
	}
	want := []string{
		"mau-01/2026-Q2.pdf", "mau-01/2026-Q2.docx", "mau-01/2026-04-ban-1.pdf", "mau-01/2026-04-ban-1.docx", "mau-01/2026-04-ban-2.pdf",
		"mau-01/2026-04-ban-2.docx", "mau-01/2026-05.pdf", "mau-01/2026-05.docx", "minh-chung.xlsx", "manifest.json",
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Fatal(diff)
	}
	var m forms.Manifest
	if err := json.Unmarshal(found["manifest.json"], &m); err != nil {
		t.Fatal(err)
	}
	if m.Person != "Nguyễn Thị Lan" || m.StaffNo != "QN-0441" || m.Year != 2026 || m.MadeBy != "Phan Hữu Thịnh" || m.MadeAt != "2026-05-08T02:00:00Z" {
		t.Errorf("manifest %+v", m)
	}
	if len(m.Files) != len(names)-1 {
		t.Errorf("the manifest names %d of %d files", len(m.Files), len(names)-1)
	}
	for _, f := range m.Files {
		sum := sha256.Sum256(found[f.Name])
		if f.SHA256 != hex.EncodeToString(sum[:]) || f.Bytes != len(found[f.Name]) || f.What == "" {
			t.Errorf("%+v is not the file of %d bytes", f, len(found[f.Name]))
		}
	}
	if m.Files[4].Result != "aa417e0b00000000" || m.Files[0].Result != "" {
		t.Errorf("results %q and %q", m.Files[4].Result, m.Files[0].Result)
	}
	book, err := sheet.Read(found["minh-chung.xlsx"], "")
	if err != nil {
		t.Fatal(err)
	}
	lines := 0
	for _, r := range book.Rows {
		if len(r.Cells) > 2 && len(r.Cells[2].Text) > 3 && r.Cells[2].Text[:3] == "NV-" {
			lines++
		}
	}
	if lines != 9 { // three of each month's version; the quarter is made of the same
		t.Errorf("the list of evidence has %d lines", lines)
	}
}
