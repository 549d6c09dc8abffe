package forms

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"congvu/internal/identity"
	"congvu/internal/sheet"
	"congvu/pkg/vncal"
)

// Case is what the case file of a person and a year is made of (hồ sơ đánh giá).
type Case struct {
	Person identity.Person
	Year   int
	Sheets []Sheet // every form of the year, in the order in which they are laid in; versions of one period beside each other
	By     string  // who takes it
	At     time.Time
}

// Manifest says what a case file holds, so that anybody can tell whether a file of it was changed.
type Manifest struct {
	Person  string         `json:"person"`  // name
	StaffNo string         `json:"staffNo"` // of the person
	Year    int            `json:"year"`
	MadeBy  string         `json:"madeBy"`
	MadeAt  string         `json:"madeAt"` // RFC 3339, UTC
	Files   []ManifestFile `json:"files"`
}

// ManifestFile is one file of a case file.
type ManifestFile struct {
	Name   string `json:"name"`
	What   string `json:"what"`
	Bytes  int    `json:"bytes"`
	SHA256 string `json:"sha256"`           // of the file, hexadecimal
	Result string `json:"result,omitempty"` // of a closed sheet: SHA-256 of its frozen result
}

// maxEvidence is how many lines the list of evidence holds.
const maxEvidence = 10_000

// Zip writes the case file: Form 01 of each period as PDF and as DOCX, the list of evidence of the months, and last of all
// manifest.json with the hash of every other file. Errors: those of paper.Document.PDF.
func (c Case) Zip() ([]byte, error) {
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	m := Manifest{Person: c.Person.Name, StaffNo: c.Person.StaffNo, Year: c.Year, MadeBy: c.By, MadeAt: c.At.UTC().Format(time.RFC3339), Files: []ManifestFile{}}
	put := func(name string, data []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: c.At.UTC()})
		if err == nil {
			_, err = f.Write(data)
		}
		return err
	}
	add := func(name, what, result string, write func() ([]byte, error)) error {
		data, err := write()
		if err != nil {
			return fmt.Errorf("case file: %s: %w", name, err)
		}
		sum := sha256.Sum256(data)
		m.Files = append(m.Files, ManifestFile{Name: name, What: what, Bytes: len(data), SHA256: hex.EncodeToString(sum[:]), Result: result})
		return put(name, data)
	}
	for _, s := range c.Sheets {
		d, name, result := Form01(s), "mau-01/"+string(s.Score.Month.Period), ""
		if x := s.Score.Sheet.Frozen; x != nil {
			name, result = fmt.Sprintf("%s-ban-%d", name, s.Score.Sheet.Rev), x.Hash
		}
		if err := add(name+".pdf", d.Title, result, d.PDF); err != nil {
			return nil, err
		}
		if err := add(name+".docx", d.Title, result, d.DOCX); err != nil {
			return nil, err
		}
	}
	title := fmt.Sprintf("Danh mục minh chứng năm %d của %s", c.Year, c.Person.Name)
	if err := add("minh-chung.xlsx", title, "", func() ([]byte, error) { return c.evidence(title) }); err != nil {
		return nil, err
	}
	said, err := json.MarshalIndent(m, "", "  ")
	if err == nil {
		err = put("manifest.json", append(said, '\n'))
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("case file: %w", err)
	}
	return out.Bytes(), nil
}

// evidence lists what the results of the months rest on: each line with its record, who accepted it when, and with what
// result. Quarters and years are made of the same lines.
func (c Case) evidence(title string) ([]byte, error) {
	l := sheet.List{Name: "Minh chứng", Title: title, Most: maxEvidence, Beyond: "Danh mục còn nữa.", Fields: []sheet.Field{
		{Title: "Kỳ", Width: 10}, {Title: "Bản", Form: sheet.AsNumber, Width: 6}, {Title: "Số nhiệm vụ", Width: 18}, {Title: "Nhiệm vụ", Width: 50}, {Title: "Sản phẩm", Width: 30},
		{Title: "Giao", Form: sheet.AsNumber, Width: 8}, {Title: "Hoàn thành", Form: sheet.AsNumber, Width: 12}, {Title: "K", Form: sheet.AsNumber, Width: 8},
		{Title: "Hạn", Form: sheet.AsDay, Width: 12}, {Title: "Ngày trình", Form: sheet.AsDay, Width: 12}, {Title: "Ngày duyệt", Form: sheet.AsDay, Width: 12},
		{Title: "Ghi chú", Width: 40},
	}}
	w, err := l.Write(func(yield func([]any, error) bool) {
		for _, s := range c.Sheets {
			sc := s.Score
			if !sc.Month.Period.Month() || len(sc.Lines) != len(sc.Result.Trace) {
				continue
			}
			for i, x := range sc.Result.Trace {
				f, decided := sc.Lines[i], vncal.Date("")
				if n := len(f.Show.Reviews); n > 0 && f.Done() {
					decided = f.Show.Reviews[n-1].On
				}
				row := []any{
					sc.Month.Period.Display(), max(sc.Sheet.Rev, 1), f.Code, f.Show.Title, f.Show.Product, decimal(x.Assigned.String()), decimal(x.Done.String()),
					decimal(x.K.String()), f.DueOn, f.Show.SubmittedOn, decided, remark(f, x),
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	})
	return w.Data, err
}
