package tasklist

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/pkg/vncal"
)

// Tally are the cells of the follow-up report (biểu theo dõi): what is led in a unit and below it with a deadline in a period,
// given and neither recalled nor cancelled. Work that was handed in counts by that instant.
//
// Legal source: Quyết định 42/2014/QĐ-TTg (theo dõi, đôn đốc, kiểm tra việc thực hiện nhiệm vụ được giao).
type Tally struct {
	OnTime  int `bson:"on_time"` // đã hoàn thành đúng hạn
	Late    int `bson:"late"`    // đã hoàn thành quá hạn
	InTime  int `bson:"in_time"` // chưa hoàn thành, trong hạn
	Overdue int `bson:"overdue"` // chưa hoàn thành, quá hạn
}

// Total returns the sum of the cells (tổng số).
func (t Tally) Total() int { return t.OnTime + t.Late + t.InTime + t.Overdue }

// Plus returns the sum of two tallies, cell by cell.
func (t Tally) Plus(o Tally) Tally {
	return Tally{t.OnTime + o.OnTime, t.Late + o.Late, t.InTime + o.InTime, t.Overdue + o.Overdue}
}

// By is what a report is broken down by.
type By string

// What a report is broken down by, as sent.
const (
	ByUnit     By = "unit"     // leading unit, each as it stands in the task
	ByPerson   By = "person"   // leading person
	ByDocument By = "document" // source document
)

// TallyQuery asks for a report: of the unit with this path, root first; period is the days of the deadlines, both in.
type TallyQuery struct {
	Path     []string
	From, To vncal.Date
	By       By
}

// TallyRow is one line of a report; Key is the id of what it is of, empty for work that has none.
type TallyRow struct {
	Key   string `bson:"_id"`
	Tally `bson:",inline"`
}

// Report is the follow-up report of a unit.
type Report struct {
	Rows  []TallyRow // in no order
	NoDue int        // open work without a deadline, in whatever period
}

// tallyFor is how long a report is kept: heads look at the same one again and again, and it reads as many keys as there is
// work in the period.
const tallyFor = 2 * time.Second

// Report counts how work stands in a unit that a is in charge of, follows or inspects, or one below it; at most 2 s old.
// errs.ErrNotFound for another unit.
func (s *Service) Report(ctx context.Context, a access.Actor, q TallyQuery) (Report, error) {
	if !Reaches(a, q.Path) {
		return Report{}, fmt.Errorf("report of a unit: %w", errs.ErrNotFound)
	}
	key := strings.Join([]string{a.Agency, q.Path[len(q.Path)-1], string(q.From), string(q.To), string(q.By)}, "|")
	return s.reports.Load(ctx, key, func(ctx context.Context) (Report, error) { return s.store.report(ctx, a.Agency, q, s.clock.Now()) })
}

// Reaches reports whether a sees whatever is led in the unit with this path: head, deputy in charge, follow-up officer or
// inspector of it or of a unit above.
func Reaches(a access.Actor, path []string) bool {
	units := a.Reach(access.Work)
	return slices.ContainsFunc(path, func(id string) bool { return slices.Contains(units, id) })
}

// Load is the open work that one person leads.
type Load struct {
	Person    string `bson:"_id"`
	Open      int    `bson:"open"`
	Overdue   int    `bson:"overdue"`
	Converted int64  `bson:"converted"` // quantity × K, thousandths
}

// Loads returns the open given work that people lead, by person; who leads none is left out. What the caller may know of
// them is the caller's to see to.
func (s *Service) Loads(ctx context.Context, agency string, people []string) (map[string]Load, error) {
	rows, err := s.store.loads(ctx, agency, people, s.clock.Now())
	found := make(map[string]Load, len(rows))
	for _, r := range rows {
		found[r.Person] = r
	}
	return found, err
}
