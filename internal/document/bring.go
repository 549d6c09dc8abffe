package document

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// Brought is a line of a register that was kept on paper or in another program, as it is brought in.
type Brought struct {
	Entry
	N         int64  // number of arrival there, 0 for the next ones here, in the order of the lines
	Cancelled string // why the line counts no more, "" while it does
}

// Trial is what would become of a line that is brought in.
type Trial struct {
	Faults []errs.Field // by the names of the API's fields, "n" for the number of arrival; none of a good line
	Notes  []errs.Field // what somebody should look at; the line is good all the same
	Same   bool         // it stands in the register already
	doc    Document     // as it would be stored
}

// Good reports whether the line could be written.
func (t Trial) Good() bool { return len(t.Faults) == 0 }

// MaxBrought is how many lines are brought in at once: all of them are one transaction.
const MaxBrought = 2000

// TryBring says what would become of lines in the register of a's body; nothing is written. A register has no gaps, so numbers
// that are brought in must join each other and those that are there, at either end; where a year has none yet they may begin
// with any number, as those of an office that begins in the middle of a year do. Errors: ErrClerk.
func (r *Register) TryBring(ctx context.Context, a access.Actor, lines []Brought) ([]Trial, error) {
	body, keeps, err := r.bodyOf(ctx, a)
	switch {
	case err != nil:
		return nil, err
	case !keeps:
		return nil, ErrClerk
	}
	b := bringing{trials: make([]Trial, len(lines)), lines: lines, years: map[int][]int{}, stands: map[stand]Document{}}
	for i := range lines {
		if err := b.read(i, r.today()); err != nil {
			return nil, err
		}
	}
	for year, of := range b.years {
		first, last, err := r.store.Ends(ctx, a.Agency, body, year)
		if err != nil {
			return nil, err
		}
		b.number(year, of, last)
		there, err := r.store.Standing(ctx, a.Agency, body, year, b.numbers(of))
		if err != nil {
			return nil, err
		}
		for _, d := range there {
			b.stands[stand{year, d.Arrival.N}] = d
		}
		b.join(year, of, first, last)
	}
	if err := b.twins(ctx, r, a.Agency); err != nil {
		return nil, err
	}
	for i := range b.trials {
		t := &b.trials[i]
		if t.Same || !t.Good() {
			continue
		}
		t.doc.ID, t.doc.Agency, t.doc.By = mongodb.NewID(), a.Agency, a.ID
		v := t.doc.Arrival
		v.Body, v.Office, v.At = body, r.office(a), r.deps.Clock.Now()
		v.Open = v.HandedOn == "" && v.Cancelled == nil
		if v.Cancelled != nil {
			v.Cancelled.By, v.Cancelled.At = a.ID, v.At
		}
		if t.doc, err = r.placed(ctx, t.doc); err != nil {
			e := errs.As(err)
			if e.Kind != errs.Invalid {
				return nil, err
			}
			t.Faults = append(t.Faults, e.Fields...)
		}
	}
	return b.trials, nil
}

// Bring writes lines into the register of a's body, in the transaction of ctx or one of its own: all of them or none. Those that
// stand there already are left as they are. Errors: those of TryBring; errs.ErrInvalid when a line is not good; errs.ErrChanged
// when somebody enters at the same time.
func (r *Register) Bring(ctx context.Context, a access.Actor, lines []Brought, told func(done int)) error {
	trials, err := r.TryBring(ctx, a, lines)
	if err != nil {
		return err
	}
	docs, ends := []Document{}, map[string][2]int64{}
	for _, t := range trials {
		switch {
		case !t.Good():
			return errs.ErrInvalid.With(t.Faults...)
		case !t.Same:
			docs = append(docs, t.doc)
		}
	}
	slices.SortFunc(docs, func(x, y Document) int {
		return cmp.Or(x.Arrival.Year-y.Arrival.Year, cmp.Compare(x.Arrival.N, y.Arrival.N))
	})
	for _, d := range docs {
		counter := counterOf(d.Arrival.Body, d.Arrival.Year)
		end, seen := ends[counter]
		if !seen {
			_, last, err := r.store.Ends(ctx, a.Agency, d.Arrival.Body, d.Arrival.Year)
			if err != nil {
				return err
			}
			end = [2]int64{last, last}
		}
		end[1] = max(end[1], d.Arrival.N)
		ends[counter] = end
	}
	err = r.deps.DB.WithTx(ctx, func(ctx context.Context) error {
		for counter, end := range ends { // taken first: whoever enters meanwhile waits, or this fails and nothing is written
			if err := r.deps.DB.MoveNumber(ctx, a.Agency, counter, end[0], end[1]); err != nil {
				return err
			}
		}
		done := 0
		for part := range slices.Chunk(docs, 200) {
			if err := r.store.InsertAll(ctx, part); err != nil {
				return err
			}
			entries := make([]journal.Entry, len(part))
			for i, d := range part {
				entries[i] = journal.Entry{Action: "document.brought", By: a, At: d.Arrival.At, Params: map[string]string{"line": d.Arrival.line()}}.Of(nil, d)
			}
			if err := r.deps.Journal.WriteAll(ctx, entries); err != nil {
				return err
			}
			done += len(part)
			told(done)
		}
		return nil
	})
	if mongodb.IsDuplicate(err) {
		return errs.ErrChanged
	}
	if err != nil {
		return fmt.Errorf("bring documents: %w", err)
	}
	return nil
}

// stand is a place in the register of a body.
type stand struct {
	year int
	n    int64
}

// bringing is a trial on its way.
type bringing struct {
	lines  []Brought
	trials []Trial
	years  map[int][]int // the lines of each year, in their order
	stands map[stand]Document
}

// read checks a line by itself.
func (b *bringing) read(i int, today vncal.Date) error {
	in, t := b.lines[i], &b.trials[i]
	d, err := in.entered(Document{}, today)
	if err != nil {
		e := errs.As(err)
		if e.Kind != errs.Invalid {
			return err
		}
		if errors.Is(err, ErrSecret) {
			e = errs.ErrInvalid.At(e.Fields[0].Path, "secret")
		}
		t.Faults = e.Fields
		if !in.On.Valid() {
			return nil
		}
		d = Document{Arrival: &Arrival{On: in.On, Year: in.On.Year()}} // it holds its place, so that no other line seems to miss it
	}
	d.Arrival.N = in.N
	if reason := fold.Clean(in.Cancelled); reason != "" {
		d.Arrival.Cancelled = &Cancellation{Reason: reason}
	}
	t.doc = d
	b.years[d.Arrival.Year] = append(b.years[d.Arrival.Year], i)
	return nil
}

func (b *bringing) fault(i int, code string, args ...string) {
	b.trials[i].Faults = append(b.trials[i].Faults, fieldOf("n", code, args))
}

func fieldOf(path, code string, args []string) errs.Field {
	f := errs.Field{Path: path, Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		f.Args[args[i]] = args[i+1]
	}
	return f
}

// number gives the lines of a year their numbers where none of them has one.
func (b *bringing) number(_ int, of []int, last int64) {
	none := !slices.ContainsFunc(of, func(i int) bool { return b.lines[i].N != 0 })
	for k, i := range of {
		switch {
		case none:
			b.trials[i].doc.Arrival.N = last + int64(k) + 1
		case b.lines[i].N == 0:
			b.fault(i, "required")
		}
	}
}

func (b *bringing) numbers(of []int) []int64 {
	all := make([]int64, len(of))
	for k, i := range of {
		all[k] = b.trials[i].doc.Arrival.N
	}
	return all
}

// join finds what would leave a gap, stand twice, or in another order than that of arrival. first and last are the ends of what
// is there, 0 for nothing.
func (b *bringing) join(year int, of []int, first, last int64) {
	of = slices.Clone(of)
	at := func(i int) *Arrival { return b.trials[i].doc.Arrival }
	slices.SortStableFunc(of, func(i, j int) int { return cmp.Compare(at(i).N, at(j).N) })
	there := map[int64]int{}
	var before vncal.Date
	for _, i := range of {
		n := at(i).N
		if n == 0 {
			continue
		}
		if stored, ok := b.stands[stand{year, n}]; ok {
			if t := &b.trials[i]; t.Good() && stored.sameNumber(t.doc) {
				t.Same = true
			} else if t.Good() {
				b.fault(i, "arrival_taken", "number", stored.Number)
			}
		} else if _, twice := there[n]; twice {
			b.fault(i, "arrival_twice")
		}
		there[n] = i
		if at(i).On < before {
			b.trials[i].Notes = append(b.trials[i].Notes, fieldOf("arrivedOn", "arrival_order", nil))
		}
		before = at(i).On
	}
	for _, i := range of {
		n := at(i).N
		if n == 0 || last > 0 && n >= first && n <= last {
			continue
		}
		next, missing := n-1, "" // of those before everything that is there, the following one
		if last > 0 && n < first {
			next = n + 1
		}
		_, ok := there[next]
		switch {
		case ok || last > 0 && (next == last || next == first):
		case last == 0 && n == at(of[slices.IndexFunc(of, func(i int) bool { return at(i).N > 0 })]).N: // where the register begins
		default:
			missing = strconv.FormatInt(next, 10)
		}
		if missing != "" {
			b.fault(i, "arrival_gap", "n", missing)
		}
	}
}

// twins notes what stands twice under one number, symbol and issuer: in some register, or in two lines.
func (b *bringing) twins(ctx context.Context, r *Register, agency string) error {
	keys := []string{}
	for _, t := range b.trials {
		if t.doc.Key != "" {
			keys = append(keys, t.doc.Key)
		}
	}
	slices.Sort(keys)
	stored, err := r.store.Keyed(ctx, agency, slices.Compact(keys))
	if err != nil {
		return err
	}
	type same struct{ key, issuer string }
	known := map[same]bool{}
	of := func(d Document) same { return same{d.Key, fold.Fold(d.Issuer)} }
	for _, d := range stored {
		if d.Arrival == nil || d.Arrival.Cancelled == nil {
			known[of(d)] = true
		}
	}
	for i := range b.trials {
		t := &b.trials[i]
		if !t.Good() || t.Same || t.doc.Arrival.Cancelled != nil {
			continue
		}
		if known[of(t.doc)] {
			t.Notes = append(t.Notes, fieldOf("number", "twin", nil))
		}
		known[of(t.doc)] = true
	}
	return nil
}
