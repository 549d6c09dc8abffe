package catalogue

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
)

// maxList is how many products a list shows; a longer catalogue is searched.
const maxList = 200

// Service answers for the catalogues of all agencies. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	journal Journal
	clock   clock.Clock
}

// Journal records acts; *journal.Journal fits.
type Journal interface {
	WriteAll(ctx context.Context, entries []journal.Entry) error
}

// New returns the service over db.
func New(db *mongodb.DB, j Journal, c clock.Clock) *Service {
	return &Service{db: db, store: store{db.Collection(collection)}, journal: j, clock: c}
}

// List returns the approved products by code, at most 200; with q those in whose code and name every word of q begins a
// word, without regard to diacritics. The catalogue is the agency's and open to all its people.
func (s *Service) List(ctx context.Context, agency, q string) ([]Product, error) {
	return s.store.Approved(ctx, agency, fold.Tokens(q), maxList)
}

// Get returns the approved version of a product; errs.ErrNotFound when there is none.
func (s *Service) Get(ctx context.Context, agency, code string) (Product, error) {
	return s.store.Current(ctx, agency, fold.Clean(code))
}

// Approve stores p as the next version of its code, approved by the document docNo; the version before is retired. It is how
// the system itself brings a catalogue; people propose and decide.
// Errors: ErrProduct with the faulty fields.
func (s *Service) Approve(ctx context.Context, agency, docNo string, p Product) (Product, error) {
	p, err := p.complete()
	if err != nil {
		return Product{}, err
	}
	last, err := s.store.Latest(ctx, agency, p.Code)
	if err != nil {
		return Product{}, err
	}
	p.ID, p.Agency, p.Version, p.Rev, p.State, p.DocNo = mongodb.NewID(), agency, last+1, 1, Approved, docNo
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Retire(ctx, agency, p.Code); err != nil {
			return err
		}
		return s.store.Insert(ctx, p) // two at once: the unique index refuses the second
	})
	if err != nil {
		return Product{}, fmt.Errorf("approve product %s: %w", p.Code, err)
	}
	return p, nil
}

// Seed approves every product of a table with the columns code, name, unit, group, points, norm_days, under the document
// docNo. All rows are read before the first is stored. Errors: ErrTable, ErrProduct; both say in which row.
func (s *Service) Seed(ctx context.Context, agency, docNo string, table io.Reader) error {
	products, err := read(table)
	if err != nil {
		return err
	}
	for _, p := range products {
		if _, err := s.Approve(ctx, agency, docNo, p); err != nil {
			return err
		}
	}
	return nil
}

func read(table io.Reader) ([]Product, error) {
	rows, err := csv.NewReader(table).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read products: %w: %w", ErrTable, err)
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != "code,name,unit,group,points,norm_days" {
		return nil, fmt.Errorf("read products: %w", ErrTable.At("", "format"))
	}
	products := make([]Product, 0, len(rows)-1)
	for i, r := range rows[1:] {
		group, err1 := strconv.Atoi(r[3])
		points, err2 := strconv.ParseInt(r[4], 10, 32)
		days, err3 := strconv.Atoi(r[5])
		if err1 != nil || err2 != nil || err3 != nil {
			return nil, fmt.Errorf("read products: %w", ErrTable.With(errs.Field{Path: fmt.Sprintf("rows[%d]", i), Code: "format"}))
		}
		p, err := Product{Code: r[0], Name: r[1], Unit: r[2], Group: group, PointsMilli: points * 1000, NormDays: days}.complete()
		if err != nil {
			return nil, fmt.Errorf("read products: row %d: %w", i+2, err)
		}
		products = append(products, p)
	}
	return products, nil
}
