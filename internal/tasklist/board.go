package tasklist

import (
	"context"
	"errors"
	"slices"
	"sync"

	"congvu/internal/access"
	"congvu/internal/task"
	"congvu/pkg/fold"
)

// boardStates are the columns of a board, in their order.
var boardStates = []task.State{
	task.Draft, task.Assigned, task.InProgress, task.Submitted, task.Completed, task.Paused, task.Recalled, task.Cancelled,
}

// Column is what a list holds in one state of the lifecycle (một cột của bảng theo tiến trình). With more to Count, N of it is
// what was found where counting stopped, and Converted is 0.
type Column struct {
	State     task.State
	Count     Count
	Converted int64 // quantity × K of all of them, thousandths
}

// Columns returns the columns of a list as it is narrowed, one for each state that its filter and narrowing let through, empty
// ones too: the cursor and the limit of q say nothing here. A list is counted whole while it is no longer than a page of a
// narrowed one looks at; a longer one state by state, each as far as that.
func (s *Service) Columns(ctx context.Context, a access.Actor, q Query) ([]Column, error) {
	q = q.normal()
	open, columns := q.Filter.open(), []Column{}
	for _, state := range boardStates {
		if (q.Tab == TabWaiting || slices.Contains(open, state.Open())) && (len(q.Narrow.States) == 0 || slices.Contains(q.Narrow.States, state)) {
			columns = append(columns, Column{State: state})
		}
	}
	q.Sort = task.ByDue // counting has no order; by deadline a state can be read by itself
	if q.Tab == TabWaiting {
		q.Sort = task.ByWaiting
	}
	sc := scopeOf(a, q.Tab).narrow(q.Narrow, q.Sort, s.clock.Now())
	if sc.never(open) {
		return columns, nil
	}
	if text := fold.Number(q.Text); text != "" {
		words := fold.Tokens(text)
		sc.also = append(slices.Clone(sc.also), hit(words, text))
		if ids, ok, err := s.few(ctx, sc.agency, words); err != nil || ok {
			return columns, errors.Join(err, s.fill(ctx, columns, sc, q, ids))
		}
	}
	whole, err := s.fillWhole(ctx, columns, sc, q)
	if err != nil || whole || sc.state != "" || sc.field != task.FieldVis {
		return columns, err
	}
	var all sync.WaitGroup
	failed := make([]error, len(columns))
	for i := range columns {
		all.Go(func() {
			one := sc
			one.state = columns[i].State
			_, failed[i] = s.fillWhole(ctx, columns[i:i+1], one, q)
		})
	}
	all.Wait()
	return columns, errors.Join(failed...)
}

// boardWindow is how many rows of a list are looked at to count its columns.
const boardWindow = 8000

// fillWhole counts columns in the first rows of a list and reports whether those were all of it; where not, every column may
// hold more.
func (s *Service) fillWhole(ctx context.Context, columns []Column, sc scope, q Query) (bool, error) {
	most := boardWindow
	if sc.state != "" && len(sc.also) == 0 { // each row is one that is counted
		most = countLimit
	}
	read, sums, err := s.store.columns(ctx, sc, q, most)
	put(columns, sums, read >= most)
	return read < most, err
}

// fill counts columns among the tasks ids.
func (s *Service) fill(ctx context.Context, columns []Column, sc scope, q Query, ids []string) error {
	sums, err := s.store.columnsAmong(ctx, sc, q.Filter.open(), ids)
	put(columns, sums, false)
	return err
}

// put writes what was counted into columns; cut: there may be more of each.
func put(columns []Column, sums []columnSum, cut bool) {
	for i, c := range columns {
		at := slices.IndexFunc(sums, func(x columnSum) bool { return x.State == c.State })
		found := columnSum{State: c.State}
		if at >= 0 {
			found = sums[at]
		}
		columns[i] = Column{State: c.State, Count: Count{N: min(found.N, countLimit-1), More: cut || found.N >= countLimit}, Converted: found.Converted}
		if columns[i].Count.More {
			columns[i].Converted = 0
		}
	}
}
