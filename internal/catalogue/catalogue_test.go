package catalogue_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"congvu/internal/catalogue"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/mongodb/mongotest"
)

var now = time.Date(2026, 10, 29, 8, 0, 0, 0, time.UTC)

const table = `code,name,unit,group,points,norm_days
CV-01,Soạn thảo công văn hành chính thông thường,văn bản,1,5,1
CV-02,Soạn thảo văn bản hướng dẫn chuyên môn,văn bản,2,90,5
DA-01,Đề án cấp tỉnh,đề án,5,450,60
`

func codes(products []catalogue.Product) []string {
	all := []string{}
	for _, p := range products {
		all = append(all, p.Code)
	}
	return all
}

func TestCatalogue(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, catalogue.Indexes()...)
	s, ctx := catalogue.New(db, nil, clock.Fixed(now)), t.Context()
	if err := s.Seed(ctx, "a", "01/QĐ-UBND", strings.NewReader(table)); err != nil {
		t.Fatal(err)
	}
	for q, want := range map[string][]string{
		"": {"CV-01", "CV-02", "DA-01"}, "van ban": {"CV-02"}, "soan thao": {"CV-01", "CV-02"}, "ĐỀ ÁN": {"DA-01"}, "cv 02": {"CV-02"}, "de": {"DA-01"}, "xyz": {}, ".*": {"CV-01", "CV-02", "DA-01"},
	} {
		mongotest.Plans(t, db, 50, func() {
			got, err := s.List(ctx, "a", q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want, codes(got)); diff != "" {
				t.Errorf("%q (-want +got):\n%s", q, diff)
			}
		})
	}
	if got, err := s.List(ctx, "another agency", ""); err != nil || len(got) != 0 {
		t.Errorf("another agency's list: %v, %v", codes(got), err)
	}

	first, err := s.Get(ctx, "a", "CV-02")
	if err != nil || first.Version != 1 || first.KMilli != 18_000 || first.Divisor != 5 {
		t.Errorf("first version %+v, %v", first, err)
	}
	next := first
	next.PointsMilli = 75_000
	if _, err := s.Approve(ctx, "a", "02/QĐ-UBND", next); err != nil {
		t.Fatal(err)
	}
	second, err := s.Get(ctx, "a", "CV-02")
	if err != nil || second.Version != 2 || second.KMilli != 15_000 || second.DocNo != "02/QĐ-UBND" {
		t.Errorf("second version %+v, %v", second, err)
	}
	if all, err := s.List(ctx, "a", "cv-02"); err != nil || len(all) != 1 || all[0].Version != 2 {
		t.Errorf("the retired version is listed: %v, %v", all, err)
	}
	if _, err := s.Get(ctx, "a", "XX-01"); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("unknown product: %v", err)
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()
	s := catalogue.New(mongotest.New(t, catalogue.Indexes()...), nil, clock.Fixed(now))
	good := catalogue.Product{Code: "X", Name: "Tên", Unit: "văn bản", Group: 2, PointsMilli: 90_000, NormDays: 5}
	for name, tc := range map[string]struct {
		change func(*catalogue.Product)
		field  string
	}{
		"no code":              {func(p *catalogue.Product) { p.Code = " " }, "code"},
		"no name":              {func(p *catalogue.Product) { p.Name = "" }, "name"},
		"long unit":            {func(p *catalogue.Product) { p.Unit = strings.Repeat("đ", 41) }, "unit"},
		"group 6":              {func(p *catalogue.Product) { p.Group = 6 }, "group"},
		"above the ceiling":    {func(p *catalogue.Product) { p.PointsMilli = 200_005 }, "points"},
		"no points":            {func(p *catalogue.Product) { p.PointsMilli = 0 }, "points"},
		"K would not be exact": {func(p *catalogue.Product) { p.PointsMilli = 90_001 }, "points"},
		"negative norm":        {func(p *catalogue.Product) { p.NormDays = -1 }, "normDays"},
	} {
		p := good
		tc.change(&p)
		_, err := s.Approve(t.Context(), "a", "", p)
		if !errors.Is(err, catalogue.ErrProduct) || errs.As(err).Fields[0].Path != tc.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string]string{
		"empty": "", "other heading": "a,b\n1,2\n", "no number": strings.Replace(table, "450", "viel", 1), "ragged": table + "a,b\n",
	} {
		if err := s.Seed(t.Context(), "a", "", strings.NewReader(text)); !errors.Is(err, catalogue.ErrTable) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if all, err := s.List(t.Context(), "a", ""); err != nil || len(all) != 0 {
		t.Errorf("a refused table left %v, %v", codes(all), err)
	}
}

// TestSentences: every code has its sentences.
func TestSentences(t *testing.T) {
	for _, e := range []*errs.Error{catalogue.ErrProduct, catalogue.ErrTable} {
		if !errs.Known(e.Code) {
			t.Errorf("%s has no sentence", e.Code)
		}
	}
}
