package document_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/clock"
	cursors "congvu/internal/cursor"
	"congvu/internal/document"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/pkg/docnumber"
	"congvu/pkg/fold"
)

// units is a tree of a province, two departments and a division.
type units map[string][]string

func (u units) Unit(_ context.Context, _, id string) (org.Unit, error) {
	above, ok := u[id]
	if !ok {
		return org.Unit{}, errs.ErrNotFound
	}
	return org.Unit{ID: id, Ancestors: above}, nil
}

var tree = units{"province": nil, "d1": {"province"}, "d2": {"province"}, "d1-a": {"province", "d1"}}

// entries takes what is written to the journal.
type entries []journal.Entry

func (e *entries) WriteAll(_ context.Context, all []journal.Entry) error {
	*e = append(*e, all...)
	return nil
}
func (e *entries) Write(_ context.Context, one journal.Entry) error { *e = append(*e, one); return nil }

func actor(id string, role access.Role, unit string) access.Actor {
	return access.Actor{ID: id, Agency: "province", Appointments: []access.Appointment{{Unit: unit, Role: role, Primary: true}}}
}

var clerk = actor("clerk", access.Clerk, "d1")

func service(t *testing.T) (*document.Service, *entries) {
	t.Helper()
	db, j := mongotest.New(t, document.Indexes()...), &entries{}
	return document.New(db, tree, j, clock.Fixed(time.Date(2026, 4, 24, 2, 0, 0, 0, time.UTC))), j
}

func input() document.Input {
	return document.Input{
		Number: " 2124/UBND-NC ", Date: "2020-04-22", Issuer: "UBND tỉnh", Urgency: "khan", Units: []string{"d1-a"},
		Abstract: "Đổi mới phương thức làm việc để phù hợp với đợt cao điểm phòng chống dịch Covid-19",
	}
}

func TestCreateAndSee(t *testing.T) {
	t.Parallel()
	s, j := service(t)
	ctx := t.Context()
	d, err := s.Create(ctx, clerk, input())
	if err != nil {
		t.Fatal(err)
	}
	if d.Number != "2124/UBND-NC" || d.Seq != 2124 || d.Year != 2020 || len(*j) != 1 {
		t.Errorf("stored as %+v with %d entries", d, len(*j))
	}
	for name, tc := range map[string]struct {
		actor access.Actor
		sees  bool
	}{
		"who registered it":       {clerk, true},
		"head of the division":    {actor("x", access.Head, "d1-a"), true},
		"head above":              {actor("x", access.Head, "province"), true},
		"head beside":             {actor("x", access.Head, "d2"), false},
		"officer of the division": {actor("x", access.Officer, "d1-a"), false},
		"personnel officer":       {actor("x", access.HR, "province"), false},
	} {
		_, err := s.Get(ctx, tc.actor, d.ID)
		if tc.sees && err != nil || !tc.sees && !errors.Is(err, errs.ErrNotFound) {
			t.Errorf("%s: %v", name, err)
		}
		docs, _, err := s.List(ctx, tc.actor, "2124/UBND-NC", "", 10)
		if err != nil || len(docs) == 1 != tc.sees {
			t.Errorf("%s finds %d, %v", name, len(docs), err)
		}
	}
	named, err := s.Named(ctx, "province", d.ID, "unknown")
	if err != nil || len(named) != 1 || named[d.ID].Abstract != d.Abstract {
		t.Errorf("named: %v, %v", named, err)
	}
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	s, _ := service(t)
	for name, tc := range map[string]struct {
		actor  access.Actor
		change func(*document.Input)
		want   *errs.Error
	}{
		"secret":              {clerk, func(in *document.Input) { in.Secrecy = "Mật" }, document.ErrSecret},
		"top secret":          {clerk, func(in *document.Input) { in.Secrecy = "TỐI MẬT" }, document.ErrSecret},
		"absolutely secret":   {clerk, func(in *document.Input) { in.Urgency = "tuyet_mat" }, document.ErrSecret},
		"not secret":          {clerk, func(in *document.Input) { in.Secrecy = "Thường" }, nil},
		"unknown secrecy":     {clerk, func(in *document.Input) { in.Secrecy = "nội bộ" }, errs.ErrInvalid},
		"unknown urgency":     {clerk, func(in *document.Input) { in.Urgency = "gấp" }, errs.ErrInvalid},
		"no number":           {clerk, func(in *document.Input) { in.Number = " " }, errs.ErrInvalid},
		"odd number is taken": {clerk, func(in *document.Input) { in.Number = "Không số" }, nil},
		"no date":             {clerk, func(in *document.Input) { in.Date = "2020-02-30" }, errs.ErrInvalid},
		"unknown unit":        {clerk, func(in *document.Input) { in.Units = []string{"x"} }, errs.ErrInvalid},
		"officer":             {actor("x", access.Officer, "d1"), func(*document.Input) {}, document.ErrForbidden},
	} {
		in := input()
		in.Number = name // each its own
		tc.change(&in)
		_, err := s.Create(t.Context(), tc.actor, in)
		if tc.want == nil && err != nil || tc.want != nil && !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
}

// TestDuplicateWarns: number and issuer warn, and are taken when that is meant.
func TestDuplicateWarns(t *testing.T) {
	t.Parallel()
	s, _ := service(t)
	first, err := s.Create(t.Context(), clerk, input())
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Create(t.Context(), clerk, input())
	if seen, ok := errs.As(err).Current.(document.Document); !errors.Is(err, document.ErrExists) || !ok || seen.ID != first.ID {
		t.Errorf("duplicate: %v", err)
	}
	if _, err = s.Create(t.Context(), actor("x", access.Clerk, "d2"), input()); !errors.Is(err, document.ErrExists) || errs.As(err).Current != nil {
		t.Errorf("duplicate of what one cannot see: %v", err)
	}
	typed := input()
	typed.Number, typed.Issuer = "2124 / ubnd – nc", "ubnd  tỉnh"
	if _, err = s.Create(t.Context(), clerk, typed); !errors.Is(err, document.ErrExists) {
		t.Errorf("the same typed in another way: %v", err)
	}
	again := input()
	again.Again = true
	if _, err := s.Create(t.Context(), clerk, again); err != nil {
		t.Errorf("registered all the same: %v", err)
	}
	other := input()
	other.Issuer = "Sở Tài chính"
	if _, err := s.Create(t.Context(), clerk, other); err != nil {
		t.Errorf("the same number of another issuer: %v", err)
	}
}

// TestList pages and searches among 12,000 documents.
func TestList(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t)
	s, ctx := document.New(db, tree, &entries{}, clock.Fixed(time.Date(2026, 4, 24, 2, 0, 0, 0, time.UTC))), t.Context()
	var docs []document.Document
	for i := range 12_000 {
		docs = append(docs, document.Document{
			ID: mongodb.NewID(), Agency: "province", Number: fmt.Sprintf("%d/UBND-NC", i), Vis: []string{"u:clerk", "o:province", "o:d1"},
			Key: docnumber.Key(fmt.Sprintf("%d/UBND-NC", i)), Fold: fold.Tokens(fmt.Sprintf("%d UBND NC Hướng dẫn số %d", i, i)),
		})
	}
	for part := range slices.Chunk(docs, 2000) {
		if _, err := db.Collection("documents").InsertMany(ctx, part); err != nil {
			t.Fatal(err)
		}
	}
	if err := db.Ensure(ctx, document.Indexes()...); err != nil { // over what is stored already: faster than row by row
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Collection("documents").Drop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	find := func(q string) (numbers []string, pages int) {
		cursor := ""
		for {
			page, next, err := s.List(ctx, clerk, q, cursor, 3)
			if err != nil {
				t.Fatal(err)
			}
			pages++
			for _, d := range page {
				numbers = append(numbers, d.Number)
			}
			if next == "" {
				return numbers, pages
			}
			cursor = next
		}
	}
	if got, pages := find("huong dan 1199"); len(got) != 11 || pages < 4 || got[0] != "11999/UBND-NC" || got[10] != "1199/UBND-NC" {
		t.Errorf("beginnings of words: %v in %d pages", got, pages)
	}
	if got, _ := find("77/UBND-NC"); got[0] != "77/UBND-NC" || slices.Contains(got[1:], got[0]) {
		t.Errorf("exact number: %v", got)
	}
	if got, _ := find("Số: 077 / ubnd–nc"); got[0] != "77/UBND-NC" {
		t.Errorf("the number typed in another way: %v", got)
	}
	if got, pages := find("khong co"); len(got) != 0 || pages > 4 {
		t.Errorf("nothing: %v in %d pages", got, pages)
	}
	mongotest.Plans(t, db, 50, func() {
		page, _, err := s.List(ctx, clerk, "", cursors.Of("documents|", false, docs[200].ID), 50)
		if err != nil || len(page) != 50 || page[0].ID != docs[199].ID {
			t.Errorf("deep page: %d, %v", len(page), err)
		}
	})
	for _, bad := range []string{"x", docs[200].ID, cursors.Of("documents|huong dan", false, docs[200].ID)} {
		if _, _, err := s.List(ctx, clerk, "", bad, 3); !errors.Is(err, document.ErrCursor) {
			t.Errorf("made-up cursor %q: %v", bad, err)
		}
	}
	if docs, _, err := s.List(ctx, actor("x", access.Officer, "d1"), "", "", 5); err != nil || len(docs) != 0 {
		t.Errorf("an officer's list: %d, %v", len(docs), err)
	}
}

// TestKeepKeys: documents from before get their keys, by which they are found.
func TestKeepKeys(t *testing.T) {
	t.Parallel()
	db, ctx := mongotest.New(t, document.Indexes()...), t.Context()
	old := bson.M{"_id": "old", "agency": "province", "version": 1, "number_raw": "05/QĐ-BNV", "issuer": "Bộ Nội vụ", "vis": bson.A{"u:clerk"}}
	if _, err := db.Collection("documents").InsertOne(ctx, old); err != nil {
		t.Fatal(err)
	}
	s := document.New(db, tree, &entries{}, clock.Fixed(time.Date(2026, 4, 24, 2, 0, 0, 0, time.UTC)))
	for range 2 {
		if err := document.KeepKeys(ctx, db); err != nil {
			t.Fatal(err)
		}
		if docs, _, err := s.List(ctx, clerk, "5/qd-bnv", "", 5); err != nil || len(docs) != 1 || docs[0].Seq != 5 {
			t.Errorf("found %+v, %v", docs, err)
		}
	}
}

// TestOneNumberOfManyIssuers: "01/BC-UBND" is the commonest number there is; its documents are all found, page by page,
// newest first, and after them those that have its words.
func TestOneNumberOfManyIssuers(t *testing.T) {
	t.Parallel()
	s, _ := service(t)
	var made []string
	for i := range 5 {
		in := input()
		in.Number, in.Issuer = "01/BC-UBND", fmt.Sprint("UBND xã ", i)
		d, err := s.Create(t.Context(), clerk, in)
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, d.ID)
	}
	in := input()
	in.Number, in.Abstract = "02/BC-UBND", "Báo cáo tiếp theo báo cáo số 01/BC-UBND"
	words, err := s.Create(t.Context(), clerk, in)
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(made)
	want := slices.Concat(made, []string{words.ID})
	for limit := 1; limit <= 7; limit++ {
		var got []string
		for cursor, turn := "", 0; turn == 0 || cursor != ""; turn++ {
			page, next, err := s.List(t.Context(), clerk, "01/BC-UBND", cursor, limit)
			if err != nil || len(page) > limit || turn > 9 {
				t.Fatalf("pages of %d: page %d holds %d, %v", limit, turn, len(page), err)
			}
			for _, d := range page {
				got = append(got, d.ID)
			}
			cursor = next
		}
		if !slices.Equal(got, want) {
			t.Errorf("pages of %d: %d documents found, want %d in the order of their making", limit, len(got), len(want))
		}
	}
}

// TestSentences: every code has its sentences.
func TestSentences(t *testing.T) {
	for _, e := range []*errs.Error{document.ErrSecret, document.ErrExists, document.ErrForbidden, document.ErrCursor, document.ErrClerk,
		document.ErrCancelled, document.ErrDirected, document.ErrReason, document.ErrArrival} {
		if !errs.Known(e.Code) {
			t.Errorf("%s has no sentence", e.Code)
		}
	}
}
