package catalogue

import (
	"strconv"
	"time"
	"unicode/utf8"

	"congvu/internal/errs"
	"congvu/pkg/fold"
)

// State says whether a version of a product may be used.
type State string

// The states of a version, as stored.
const (
	Drafted  State = "draft"    // dự thảo
	Approved State = "approved" // đã phê duyệt, with the number of the document
	Retired  State = "retired"  // đã thay thế
	Dropped  State = "dropped"  // đề xuất bị bỏ
)

// Divisor is the points of the standard product, an ordinary administrative document: K = points ÷ 5. Other offices divide
// by 25, so every version keeps the divisor it was computed with.
//
// Source: handbooks to Nghị định 335/2025/NĐ-CP Điều 13 (spec/evaluation.md §2.3, mark [S]).
const Divisor = 5

// ceilings are the most points of a piece in the groups of complexity 1 to 5 (spec/evaluation.md §2.3).
var ceilings = [...]int64{0, 100_000, 200_000, 300_000, 400_000, 500_000}

// Ceiling returns the most points, in thousandths, of a piece in a group of complexity, 0 for a group that there is not.
func Ceiling(group int) int64 {
	if group < 1 || group >= len(ceilings) {
		return 0
	}
	return ceilings[group]
}

// Limits of what is typed, in characters, and of the norm, in days.
const (
	MaxCode     = 40
	MaxName     = 200
	MaxUnit     = 40
	maxNormDays = 1000
)

// Product is one version of a product (sản phẩm, công việc).
type Product struct {
	ID          string   `bson:"_id"`
	Agency      string   `bson:"agency"`
	Code        string   `bson:"code"`         // "CV-02"
	Version     int      `bson:"version"`      // from 1
	Name        string   `bson:"name"`         // "Soạn thảo văn bản hướng dẫn chuyên môn"
	Unit        string   `bson:"unit_of"`      // unit of measure: "văn bản"
	Group       int      `bson:"group"`        // complexity, 1 to 5
	PointsMilli int64    `bson:"points_milli"` // of one piece, thousandths; at most the group's ceiling
	Divisor     int64    `bson:"divisor"`      // points of the standard product
	KMilli      int64    `bson:"k_milli"`      // coefficient K (hệ số quy đổi), thousandths
	NormDays    int      `bson:"norm_days"`    // working days it usually takes
	State       State    `bson:"state"`
	DocNo       string   `bson:"doc_no"` // document that approved it
	Fold        []string `bson:"fold"`   // folded words of code and name

	ProposedBy string     `bson:"proposed_by,omitempty"` // person id; "" of what the system brought
	ProposedAt *time.Time `bson:"proposed_at,omitempty"`
	DecidedBy  string     `bson:"decided_by,omitempty"`
	DecidedAt  *time.Time `bson:"decided_at,omitempty"`
	Rev        int64      `bson:"rev"` // rises with each change of this version
}

// Errors of the catalogue.
var (
	ErrProduct = errs.New(errs.Invalid, "catalogue.product", "product not valid")
	ErrTable   = errs.New(errs.Invalid, "catalogue.table", "table of products cannot be read")
)

// complete returns p with its texts composed and K computed, or ErrProduct with every faulty field.
func (p Product) complete() (Product, error) {
	p.Code, p.Name, p.Unit = fold.Clean(p.Code), fold.Clean(p.Name), fold.Clean(p.Unit)
	fault := ErrProduct
	for _, f := range []struct {
		path, text string
		limit      int
	}{{"code", p.Code, MaxCode}, {"name", p.Name, MaxName}, {"unit", p.Unit, MaxUnit}} {
		switch n := utf8.RuneCountInString(f.text); {
		case n == 0:
			fault = fault.At(f.path, "required")
		case n > f.limit:
			fault = fault.With(errs.Field{Path: f.path, Code: "too_long", Args: map[string]string{"max": strconv.Itoa(f.limit)}})
		}
	}
	switch {
	case p.Group < 1 || p.Group >= len(ceilings):
		fault = fault.At("group", "choice")
	case p.PointsMilli > ceilings[p.Group]:
		fault = fault.With(errs.Field{Path: "points", Code: "too_large", Args: map[string]string{"max": strconv.FormatInt(ceilings[p.Group]/1000, 10)}})
	}
	if p.PointsMilli <= 0 || p.PointsMilli%Divisor != 0 { // K is exact in thousandths
		fault = fault.At("points", "invalid")
	}
	if p.NormDays < 0 || p.NormDays > maxNormDays {
		fault = fault.With(errs.Field{Path: "normDays", Code: "too_large", Args: map[string]string{"max": strconv.Itoa(maxNormDays)}})
	}
	if len(fault.Fields) > 0 {
		return Product{}, fault
	}
	p.Divisor, p.KMilli = Divisor, p.PointsMilli/Divisor
	p.Fold = fold.Tokens(p.Code, p.Name)
	return p, nil
}
