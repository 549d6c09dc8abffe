package bench

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/internal/org"
	"congvu/internal/task"
)

const (
	benchSpreads  = 5       // times that one task is given to as many as can be
	benchComments = 100_000 // in the talk that is searched
)

// trees measures one task given to a hundred, what is shown of such a tree, and the search of comments. There is no bare side: what it
// stands beside is the second in which a hundred have to be given.
func trees(b *testing.B, o *bureau) []figure {
	chair := o.signedIn(b, "chutich", o.agency, access.Head)
	var others []string
	for i := range task.MaxTogether - 1 {
		name := fmt.Sprintf("phong%d", 100+i)
		u, err := o.Org.Create(b.Context(), access.System(o.agency), org.Unit{Code: name, Name: name, ShortName: name, Kind: org.Division, Parent: o.agency})
		if err != nil {
			b.Fatal(err)
		}
		o.signedIn(b, "truong"+name, u.ID, access.Head)
		others = append(others, fmt.Sprintf(`{"unit":%q}`, u.ID))
	}
	body := strings.TrimSuffix(o.taskBody(0), "}") + `,"others":[` + strings.Join(others, ",") + `]}`
	var given, read, search, rare sample
	var top struct {
		ID       string
		Children int
	}
	for range benchSpreads {
		given.timed(b, func() {
			raw, err := o.send(chair, "POST", "/tasks", body, "Idempotency-Key", mongodb.NewID())
			if err == nil {
				err = json.Unmarshal(raw, &top)
			}
			if err != nil || top.Children != len(others) {
				b.Fatalf("%d parts, %v", top.Children, err)
			}
		})
	}
	path := "/tasks/" + top.ID + "/children"
	var tree struct{ Items []struct{ ID string } }
	ask := func() { o.json(b, chair, "GET", path, "", &tree) }
	ask()
	mongotest.Plans(b, o.db, task.MaxTogether, ask)
	if len(tree.Items) != len(others) {
		b.Fatalf("%d tasks in the tree", len(tree.Items))
	}
	for range 20 * benchSpreads {
		read.timed(b, ask)
	}
	o.talk(b, chair, top.ID)
	for range 20 * benchSpreads {
		search.timed(b, func() { o.found(b, chair, "so+lieu", 20) })
		rare.timed(b, func() { o.found(b, chair, "quyhoachhiem", 10) })
	}
	return []figure{
		{fmt.Sprintf("giao một việc cho %d nơi", task.MaxTogether), given.within()},
		{fmt.Sprintf("cây %d việc con: ở ai, từ bao giờ", len(others)), read.within()},
		{"tìm từ thường gặp trong 100.000 trao đổi", search.within()},
		{"tìm từ hiếm trong 100.000 trao đổi", rare.within()},
	}
}

// timed measures one act.
func (s *sample) timed(b *testing.B, do func()) {
	b.Helper()
	began := time.Now()
	do()
	took := time.Since(began)
	s.took, s.spent = append(s.took, took), s.spent+took
}

// within says how long an act takes.
func (s *sample) within() string {
	return fmt.Sprintf("p50 %s ms, p99 %s ms", millis(s.quantile(0.5)), millis(s.quantile(0.99)))
}

// talk fills the collection of comments with copies of one said about a task; ten of them have a word that no other has.
func (o *bureau) talk(b *testing.B, who someone, about string) {
	var said struct{ ID string }
	o.json(b, who, "POST", "/tasks/"+about+"/comments", `{"text":"Xin số liệu của các xã trước ngày 25"}`, &said)
	model := o.document(b, "task_comments", said.ID)
	var batch []bson.D
	for i := range benchComments {
		d := make(bson.D, 0, len(model))
		for _, e := range model {
			switch e.Key {
			case "_id":
				e.Value = mongodb.NewID()
			case "op":
				continue
			case "fold":
				if i%(benchComments/10) == 0 {
					e.Value = append(append(bson.A{}, e.Value.(bson.A)...), "quyhoachhiem")
				}
			}
			d = append(d, e)
		}
		batch = append(batch, d)
	}
	o.insert(b, "task_comments", batch)
}

// found searches comments and counts what is found.
func (o *bureau) found(b *testing.B, who someone, words string, want int) {
	b.Helper()
	var page struct{ Items []struct{ ID string } }
	o.json(b, who, "GET", "/comments?limit=20&q="+words, "", &page)
	if len(page.Items) != want {
		b.Fatalf("%q finds %d comments, want %d", words, len(page.Items), want)
	}
}
