package identity

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/errs"
)

// sorted are names in the order of a Vietnamese list of staff: by given name, then by family and middle name, marks in the
// order of dictionaries.
var sorted = []string{
	"Lê An",
	"Nguyễn An",
	"Nguyễn Bình An",
	"Nguyễn Thị An",
	"Trần Văn Anh",
	"Vũ Ánh",
	"Hoàng Ân",
	"Phạm Thị Bình",
	"Đỗ Cường",
	"Trần Danh",
	"Dương Dũng",
	"Đoàn Dũng",
	"Lê Dũng",
	"Lý Dương",
	"Lê Đào",
	"Trần Đông",
	"Lê Đức",
	"Võ Minh Đức",
	"Lê Giang",
	"Nguyễn Thu Hà",
	"Đặng Hạ",
	"Trần Hạnh",
	"Trần Hoà",
	"Nguyễn Thị Hương",
	"Nguyễn Thị Hường",
	"Nguyễn Thị Lan",
	"Đỗ Văn Lân",
	"Phan Lý",
	"Lê Minh",
	"Nguyễn Minh",
	"Nguyễn Quang Minh",
	"Dương Nam",
	"Đoàn Nam",
	"Lê Quý",
	"Lê Tâm",
	"Bùi Tấn",
	"Lê Thảo",
	"Lê Thắng",
	"Ngô Thu",
	"Ngô Thủy",
	"H'Hen Niê Ước",
	"Trương Yến",
}

// TestVietnameseOrder: the stored places of names sort as Vietnamese lists do, among them "Dương Nam" before "Đoàn Nam",
// "Dũng" before "Đức" and "Thảo" before "Thắng".
func TestVietnameseOrder(t *testing.T) {
	t.Parallel()
	if len(sorted) < 30 {
		t.Fatal("too few names")
	}
	for i := 1; i < len(sorted); i++ {
		before, after := Person{Name: sorted[i-1], StaffNo: "QN99"}, Person{Name: sorted[i], StaffNo: "QN01"}
		if a, b := sortKey(before), sortKey(after); a >= b {
			t.Errorf("%s (%q) does not stand before %s (%q)", before.Name, a, after.Name, b)
		}
	}
	if sortKey(Person{Name: "TRẦN  HÒA", StaffNo: "QN01"}) != sortKey(Person{Name: "Trần Hoà", StaffNo: "qn01"}) {
		t.Error("case, spaces or the place of the tone change the order")
	}
}

// TestListsAreSorted pages through people added in any order, after a store of an earlier program was brought up to date.
func TestListsAreSorted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	chair := w.add("QN00", "Trương Yến Yến", "UBND", access.Head) // stands last
	for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(len(sorted)) {
		w.add(fmt.Sprintf("QN%02d", i+1), sorted[i], "PHONG", access.Officer)
	}
	names := func() []string {
		got := []string{}
		for q := (Query{Limit: 7}); ; {
			page, err := w.Staff(t.Context(), w.actor(chair), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, p := range page.People {
				got = append(got, p.Name)
			}
			if q.Cursor = page.Next; q.Cursor == "" {
				return got[:len(got)-1]
			}
		}
	}
	if got := names(); !slices.Equal(got, sorted) {
		t.Errorf("pages in the order\n%s", strings.Join(got, "\n"))
	}
	members, err := w.Members(t.Context(), chair.Agency, w.units["PHONG"].ID, w.today())
	if err != nil || len(members) != len(sorted) || !slices.IsSortedFunc(members, func(a, b Person) int { return slices.Index(sorted, a.Name) - slices.Index(sorted, b.Name) }) {
		t.Errorf("%d members, or not in order: %v", len(members), err)
	}
	old := bson.D{{Key: "$set", Value: bson.D{{Key: "sort", Value: "$staff_no"}, {Key: "fold", Value: bson.A{}}}}}
	if _, err := w.store.people.UpdateMany(t.Context(), bson.D{}, bson.A{old}); err != nil {
		t.Fatal(err)
	}
	for range 2 { // it may run again
		if err := KeepVietnameseOrder(t.Context(), w.db); err != nil {
			t.Fatal(err)
		}
		if got := names(); !slices.Equal(got, sorted) {
			t.Errorf("after the migration:\n%s", strings.Join(got, "\n"))
		}
	}
	page, err := w.Colleagues(t.Context(), w.actor(chair), Query{Text: "thang", Limit: 5})
	if err != nil || len(page.People) != 1 || page.People[0].Name != "Lê Thắng" {
		t.Errorf("found after the migration: %v, %v", page.People, err)
	}
}

// TestFoundFirst: who is searched by the given name comes before whom it is a middle or family name of, the own unit before
// others, page by page.
func TestFoundFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	head := w.add("QN01", "Phan Hữu Thịnh", "PHONG", access.Head)
	for _, p := range [][3]string{
		{"QN02", "Nguyễn Minh Anh", "PHONG"}, {"QN03", "Trần Bảo Minh", "KHAC"}, {"QN04", "Lê Văn Minh", "PHONG"},
		{"QN05", "Minh Thị Bảo", "KHAC"}, {"QN06", "Võ Văn Minh", "SO"}, {"QN07", "Hồ Văn Bốn", "SO"}, {"QN08", "Lê Thị Cam", "PHONG"},
	} {
		w.add(p[0], p[1], p[2], access.Officer)
	}
	type find func(context.Context, access.Actor, Query) (Page, error)
	for name, tc := range map[string]struct {
		find find
		q    Query
		want string
	}{
		"given name, own unit first": {w.Colleagues, Query{Text: "minh"}, "QN04 QN03 QN06 QN02 QN05"},
		"typed with marks":           {w.Colleagues, Query{Text: "Minh"}, "QN04 QN03 QN06 QN02 QN05"},
		"half typed":                 {w.Colleagues, Query{Text: "mi"}, "QN04 QN03 QN06 QN02 QN05"},
		"two words":                  {w.Colleagues, Query{Text: "van minh"}, "QN04 QN06"},
		"the given name in front":    {w.Colleagues, Query{Text: "minh van"}, "QN04 QN06"},
		"nothing typed":              {w.Colleagues, Query{}, "QN02 QN08 QN04 QN01 QN05 QN07 QN03 QN06"},
		"by staff code":              {w.Colleagues, Query{Text: "qn06"}, "QN06"},
		"only whom one may assign":   {w.Assignable, Query{Text: "minh"}, "QN04 QN02"},
		"the staff list":             {w.Staff, Query{Text: "minh"}, "QN04 QN02"},
	} {
		for _, limit := range []int{50, 2, 1} {
			got, q := []string{}, tc.q
			for q.Limit = limit; ; {
				page, err := tc.find(t.Context(), w.actor(head), q)
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range page.People {
					got = append(got, p.StaffNo)
				}
				if q.Cursor = page.Next; q.Cursor == "" {
					break
				}
			}
			if strings.Join(got, " ") != tc.want {
				t.Errorf("%s, %d at a time: %v, want %s", name, limit, got, tc.want)
			}
		}
	}
	page, err := w.Colleagues(t.Context(), w.actor(head), Query{Text: "minh", Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Colleagues(t.Context(), w.actor(head), Query{Text: "lan", Limit: 1, Cursor: page.Next}); errs.As(err) == nil || errs.As(err).Code != errs.ErrInvalid.Code {
		t.Errorf("a cursor of another search: %v, want ErrInvalid", err)
	}
}
