package document_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/files"
	"congvu/internal/identity"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
)

// bodies is the tree of units, in which the province and d2 have seals of their own.
type bodies struct{ units units }

func (b bodies) Unit(ctx context.Context, agency, id string) (org.Unit, error) {
	if agency != "province" {
		return org.Unit{}, errs.ErrNotFound
	}
	u, err := b.units.Unit(ctx, agency, id)
	u.Body = id == "province" || id == "d2"
	return u, err
}

// staff is who works here.
type staff map[string]string

func (s staff) People(_ context.Context, _ string, ids []string) (map[string]identity.Person, error) {
	found := map[string]identity.Person{}
	for _, id := range ids {
		if unit, ok := s[id]; ok {
			found[id] = identity.Person{ID: id, Primary: identity.Post{Unit: unit}}
		}
	}
	return found, nil
}

// HeadsOf says that every unit is headed by the person of its name.
func (s staff) HeadsOf(_ context.Context, _, unit string) ([]identity.Person, error) {
	return []identity.Person{{ID: "head-" + unit}}, nil
}

// failing refuses each third entry of the journal.
type failing struct{ n atomic.Int64 }

var errInjected = errors.New("injected")

func (f *failing) WriteAll(ctx context.Context, _ []journal.Entry) error {
	return f.Write(ctx, journal.Entry{})
}

func (f *failing) Write(context.Context, journal.Entry) error {
	if f.n.Add(1)%3 == 0 {
		return errInjected
	}
	return nil
}

var registerDay = time.Date(2026, 4, 24, 2, 0, 0, 0, time.UTC)

func newRegister(t *testing.T, j document.Journal) (*document.Register, *mongodb.DB) {
	t.Helper()
	db := mongotest.New(t, append(document.Indexes(), append(files.Indexes(), mongodb.CodeIndexes())...)...)
	return document.NewRegister(document.RegisterDeps{
		DB: db, Units: bodies{units: tree}, People: staff{"lan": "d1-a"}, Files: filesOf(db), Journal: j, Clock: clock.Fixed(registerDay),
	}), db
}

func filesOf(db *mongodb.DB) *files.Service {
	return files.New(db, clock.Fixed(registerDay), files.DefaultSettings())
}

// arriving is a line as it is typed; each with a number of its own.
func arriving(number string) document.Entry {
	in := document.Entry{Input: input(), On: "2026-04-24", To: []document.Party{{Unit: "d1-a"}}}
	in.Number, in.Date, in.Units = number, "2026-04-22", nil
	return in
}

// TestNumbersHaveNoGaps: 16 clerks enter at once, each third try fails after its number was taken, and every number from 1 on
// stands in the register once; the other body and the other year count for themselves.
func TestNumbersHaveNoGaps(t *testing.T) {
	t.Parallel()
	r, _ := newRegister(t, &failing{})
	const writers, each = 16, 4
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for i := range each {
				for {
					_, err := r.Enter(t.Context(), clerk, arriving(fmt.Sprintf("%d/QĐ-A%d", i+1, w)), "")
					if err == nil {
						break
					}
					if !errors.Is(err, errInjected) && errs.As(err).Kind != errs.Unavailable {
						t.Errorf("writer %d: %v", w, err)
						return
					}
				}
			}
		})
	}
	wg.Wait()
	p, err := r.List(t.Context(), clerk, document.Query{Limit: 100, Oldest: true})
	if err != nil || len(p.Docs) != writers*each || p.Body != "province" || !p.Keeps {
		t.Fatalf("%d lines of %s, %v", len(p.Docs), p.Body, err)
	}
	for i, d := range p.Docs {
		if d.Arrival.N != int64(i+1) {
			t.Fatalf("line %d has number %d", i+1, d.Arrival.N)
		}
	}
	last := arriving("9/QĐ-B")
	last.On, last.Date = "2025-12-31", "2025-12-30"
	for _, tc := range []struct {
		who access.Actor
		in  document.Entry
	}{{clerk, last}, {actor("other", access.Clerk, "d2"), arriving("10/QĐ-B")}} {
		d, err := retried(t, r, tc.who, tc.in)
		if err != nil || d.Arrival.N != 1 {
			t.Errorf("first of %d in %s: %+v, %v", d.Arrival.Year, d.Arrival.Body, d.Arrival, err)
		}
	}
}

func retried(t *testing.T, r *document.Register, a access.Actor, in document.Entry) (d document.Document, err error) {
	t.Helper()
	for range 3 {
		if d, err = r.Enter(t.Context(), a, in, ""); !errors.Is(err, errInjected) {
			return d, err
		}
	}
	return d, err
}

// TestEnterRefusals: what is wrong is named, nothing is stored, and no number is used.
func TestEnterRefusals(t *testing.T) {
	t.Parallel()
	r, _ := newRegister(t, &entries{})
	for name, tc := range map[string]struct {
		who    access.Actor
		change func(*document.Entry)
		want   *errs.Error
		field  string
	}{
		"officer":          {actor("x", access.Officer, "d1"), func(*document.Entry) {}, document.ErrClerk, ""},
		"head":             {actor("x", access.Head, "province"), func(*document.Entry) {}, document.ErrClerk, ""},
		"secret":           {clerk, func(in *document.Entry) { in.Secrecy = "Tối mật" }, document.ErrSecret, "secrecy"},
		"no number":        {clerk, func(in *document.Entry) { in.Number = "" }, errs.ErrInvalid, "number"},
		"no abstract":      {clerk, func(in *document.Entry) { in.Abstract = "…" }, errs.ErrInvalid, "abstract"},
		"no day":           {clerk, func(in *document.Entry) { in.On = "" }, errs.ErrInvalid, "arrivedOn"},
		"tomorrow":         {clerk, func(in *document.Entry) { in.On = "2026-04-25" }, errs.ErrInvalid, "arrivedOn"},
		"before its date":  {clerk, func(in *document.Entry) { in.On = "2026-04-21" }, errs.ErrInvalid, "arrivedOn"},
		"long ago":         {clerk, func(in *document.Entry) { in.On, in.Date = "1999-12-31", "1999-12-30" }, errs.ErrInvalid, "arrivedOn"},
		"handed too early": {clerk, func(in *document.Entry) { in.HandedOn = "2026-04-23" }, errs.ErrInvalid, "handedOn"},
		"handed tomorrow":  {clerk, func(in *document.Entry) { in.HandedOn = "2026-04-25" }, errs.ErrInvalid, "handedOn"},
		"no such unit":     {clerk, func(in *document.Entry) { in.To = []document.Party{{Unit: "x"}} }, errs.ErrInvalid, "receivers[0].unit"},
		"no such person":   {clerk, func(in *document.Entry) { in.To = []document.Party{{Person: "x"}} }, errs.ErrInvalid, "receivers[0].person"},
		"a unit twice":     {clerk, func(in *document.Entry) { in.To = append(in.To, in.To[0]) }, errs.ErrInvalid, "receivers[1]"},
		"of two agencies":  {access.Actor{ID: "x", Agency: "elsewhere", Appointments: clerk.Appointments}, func(*document.Entry) {}, errs.ErrNotFound, ""},
	} {
		in := arriving("1/" + name)
		tc.change(&in)
		_, err := r.Enter(t.Context(), tc.who, in, "")
		if !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
			continue
		}
		if f := errs.As(err).Fields; tc.field != "" && (len(f) != 1 || f[0].Path != tc.field) {
			t.Errorf("%s: fields %+v, want %s", name, f, tc.field)
		}
	}
	d, err := r.Enter(t.Context(), clerk, arriving("1/QĐ-X"), "")
	if err != nil || d.Arrival.N != 1 || d.Arrival.Type != "Quyết định" || !d.Arrival.Open {
		t.Errorf("the first line: %+v, %v", d.Arrival, err)
	}
}

// TestRegisterSeen: a clerk sees every line of the own body, leaders and receivers theirs, others none.
func TestRegisterSeen(t *testing.T) {
	t.Parallel()
	r, _ := newRegister(t, &entries{})
	in := arriving("2236/UBND-KSTTHC")
	in.To = []document.Party{{Unit: "d1-a"}, {Person: "lan"}}
	d, err := r.Enter(t.Context(), clerk, in, "")
	if err != nil {
		t.Fatal(err)
	}
	for name, tc := range map[string]struct {
		who         access.Actor
		sees, keeps bool
	}{
		"who entered it":              {clerk, true, true},
		"clerk of the same body":      {actor("c2", access.Clerk, "province"), true, true},
		"clerk of another body":       {actor("c3", access.Clerk, "d2"), false, false},
		"head of the body":            {actor("x", access.Head, "province"), true, false},
		"head of the receiving unit":  {actor("x", access.Head, "d1-a"), true, false},
		"the receiver":                {actor("lan", access.Officer, "d1-a"), true, false},
		"a colleague of the receiver": {actor("x", access.Officer, "d1-a"), false, false},
		"head beside":                 {actor("x", access.Head, "d2"), false, false},
		"of another agency":           {access.Actor{ID: "clerk", Agency: "elsewhere"}, false, false},
	} {
		_, keeps, err := r.Get(t.Context(), tc.who, d.ID)
		if (err == nil) != tc.sees || keeps != tc.keeps || err != nil && !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("%s: keeps %v, %v", name, keeps, err)
		}
		p, err := r.List(t.Context(), tc.who, document.Query{Limit: 10})
		if err != nil || (len(p.Docs) == 1) != tc.sees {
			t.Errorf("%s lists %d, %v", name, len(p.Docs), err)
		}
	}
}

// TestEditAndCancel: a line is edited on top of its own version, cancelled with a reason, and keeps its number.
func TestEditAndCancel(t *testing.T) {
	t.Parallel()
	r, _ := newRegister(t, &entries{})
	ctx := t.Context()
	first, err := r.Enter(ctx, clerk, arriving("1/QĐ-X"), "key-00001")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := r.Enter(ctx, clerk, arriving("1/QĐ-X"), "key-00001"); err != nil || again.ID != first.ID {
		t.Errorf("the same request again: %s, %v", again.ID, err)
	}
	if _, err := r.Enter(ctx, clerk, arriving("3/QĐ-X"), "key-00001"); !errors.Is(err, errs.ErrKeyReused) {
		t.Errorf("the key with another line: %v", err)
	}
	if _, err := r.Enter(ctx, clerk, arriving("01 / qđ – x"), ""); !errors.Is(err, document.ErrExists) {
		t.Errorf("a duplicate: %v", err)
	}
	second, err := r.Enter(ctx, clerk, arriving("2/QĐ-X"), "")
	if err != nil || second.Arrival.N != 2 {
		t.Fatalf("second line: %+v, %v", second.Arrival, err)
	}
	in := arriving("2/QĐ-X")
	in.HandedOn, in.SignedBy, in.Answer = "2026-04-24", "Nguyễn Thị Lan", "121/STTTT-CNTT"
	edited, err := r.Edit(ctx, clerk, second.ID, second.Version, in)
	if err != nil || edited.Arrival.N != 2 || edited.Version != 2 || edited.Arrival.SignedBy != "Nguyễn Thị Lan" || edited.Arrival.Answer == "" || !edited.Arrival.Open {
		t.Fatalf("edited: %+v, %v", edited.Arrival, err)
	}
	if _, err := r.Edit(ctx, clerk, second.ID, second.Version, in); !errors.Is(err, errs.ErrChanged) || errs.As(err).Current == nil {
		t.Errorf("a stale edit: %v", err)
	}
	moved := in
	moved.On, moved.Date, moved.HandedOn = "2025-12-31", "2025-12-30", ""
	if _, err := r.Edit(ctx, clerk, second.ID, edited.Version, moved); !errors.Is(err, errs.ErrInvalid) || errs.As(err).Fields[0].Code != "other_year" {
		t.Errorf("into another year: %v", err)
	}
	same := in
	same.Number = "1/qđ-x"
	if _, err := r.Edit(ctx, clerk, second.ID, edited.Version, same); !errors.Is(err, document.ErrExists) {
		t.Errorf("made a duplicate: %v", err)
	}
	head := actor("x", access.Head, "province")
	if _, err := r.Edit(ctx, head, second.ID, edited.Version, in); !errors.Is(err, document.ErrClerk) {
		t.Errorf("edited by a head: %v", err)
	}
	if _, err := r.Cancel(ctx, actor("c3", access.Clerk, "d2"), first.ID, 1, "Vào sổ nhầm văn bản"); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("cancelled by another body's clerk: %v", err)
	}
	if _, err := r.Cancel(ctx, clerk, first.ID, 1, "nhầm"); !errors.Is(err, document.ErrReason) {
		t.Errorf("without a reason: %v", err)
	}
	gone, err := r.Cancel(ctx, clerk, first.ID, 1, "Vào sổ nhầm văn bản")
	if err != nil || gone.Arrival.N != 1 || gone.Arrival.Cancelled == nil || gone.Arrival.Open {
		t.Fatalf("cancelled: %+v, %v", gone.Arrival, err)
	}
	if _, err := r.Edit(ctx, clerk, first.ID, gone.Version, arriving("1/QĐ-X")); !errors.Is(err, document.ErrCancelled) {
		t.Errorf("edited when cancelled: %v", err)
	}
	if _, err := r.Cancel(ctx, clerk, first.ID, gone.Version, "Vào sổ nhầm văn bản"); !errors.Is(err, document.ErrCancelled) {
		t.Errorf("cancelled twice: %v", err)
	}
	third, err := r.Enter(ctx, clerk, arriving("1/QĐ-X"), "") // the cancelled line is no duplicate
	if err != nil || third.Arrival.N != 3 {
		t.Errorf("after the cancelled line: %+v, %v", third.Arrival, err)
	}
}

// TestRegisterList: what narrows the register, page by page in the order of numbers.
func TestRegisterList(t *testing.T) {
	t.Parallel()
	r, _ := newRegister(t, &entries{})
	ctx := t.Context()
	for i := range 7 {
		in := arriving(fmt.Sprintf("%d/UBND-NC", 100+i))
		in.Abstract = []string{"Rà soát thủ tục hành chính", "Góp ý biểu phí"}[i%2]
		in.ToAnswer, in.Urgency = i == 3, []string{"thuong", "khan"}[i/6]
		if i == 5 {
			in.On, in.To = "2026-04-23", []document.Party{{Person: "lan"}}
		}
		if _, err := r.Enter(ctx, clerk, in, ""); err != nil {
			t.Fatal(err)
		}
	}
	for name, tc := range map[string]struct {
		q    document.Query
		want []int64
	}{
		"all":               {document.Query{}, []int64{7, 6, 5, 4, 3, 2, 1}},
		"as printed":        {document.Query{Oldest: true}, []int64{1, 2, 3, 4, 5, 6, 7}},
		"words":             {document.Query{Q: "ra soat thu"}, []int64{7, 5, 3, 1}},
		"number and symbol": {document.Query{Q: "0103 / ubnd-nc"}, []int64{4}},
		"number of arrival": {document.Query{Q: "2"}, []int64{2}},
		"to be answered":    {document.Query{Show: document.ShowToAnswer}, []int64{4}},
		"urgent":            {document.Query{Urgency: "khan"}, []int64{7}},
		"of a day":          {document.Query{From: "2026-04-23", To: "2026-04-23"}, []int64{6}},
		"for a unit":        {document.Query{Unit: "d1-a", Show: document.ShowOpen}, []int64{7, 6, 5, 4, 3, 2, 1}},
		"of another unit":   {document.Query{Unit: "d2"}, nil},
		"directed":          {document.Query{Show: document.ShowDirected}, nil},
		"of last year":      {document.Query{Year: 2025}, nil},
	} {
		var got []int64
		q := tc.q
		q.Limit = 2
		for turn := 0; turn == 0 || q.Cursor != ""; turn++ {
			p, err := r.List(ctx, clerk, q)
			if err != nil || len(p.Docs) > 2 || turn > 5 {
				t.Fatalf("%s: page %d of %d, %v", name, turn, len(p.Docs), err)
			}
			for _, d := range p.Docs {
				got = append(got, d.Arrival.N)
			}
			q.Cursor = p.Next
		}
		if !slices.Equal(got, tc.want) {
			t.Errorf("%s: %v, want %v", name, got, tc.want)
		}
	}
	head := actor("x", access.Head, "province")
	var across []int64
	for cursor, turn := "", 0; turn == 0 || cursor != ""; turn++ {
		p, err := r.List(ctx, head, document.Query{Cursor: cursor, Limit: 3})
		if err != nil || turn > 5 || p.Keeps || p.Body != "" {
			t.Fatalf("a leader's page %d: %+v, %v", turn, p, err)
		}
		for _, d := range p.Docs {
			across = append(across, d.Arrival.N)
		}
		cursor = p.Next
	}
	if !slices.Equal(across, []int64{7, 6, 5, 4, 3, 2, 1}) {
		t.Errorf("a leader lists %v", across)
	}
	for _, bad := range []string{"x", "AAAA"} {
		if _, err := r.List(ctx, clerk, document.Query{Cursor: bad, Limit: 2}); !errors.Is(err, document.ErrCursor) {
			t.Errorf("made-up cursor: %v", err)
		}
	}
}
