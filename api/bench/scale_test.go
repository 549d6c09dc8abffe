package bench

import (
	"cmp"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"golang.org/x/sync/errgroup"

	"congvu/internal/access"
	"congvu/internal/identity"
	"congvu/internal/mongodb"
	"congvu/internal/org"
	"congvu/internal/task"
	"congvu/pkg/fold"
	"congvu/pkg/vncal"
)

// The offices that BenchmarkScale compares: one province each, alike but for the number of its tasks.
const (
	scalePeople      = 50_000
	scaleDepartments = 20
	scaleDivisions   = 10 // of each department
	scaleMine        = 1_000
	scaleRare        = 20  // tasks with a word that no other has, in an office of any size
	scaleActs        = 150 // of each office in one turn
	scaleTurns       = 4
	scaleDeep        = 9_000 // rows before a deep page, which the smallest office has too
)

var scaleSizes = []int{10_000, 100_000, 1_000_000}

// BenchmarkScale measures how what people wait for grows with the collection: provinces of 50,000 people with 10⁴, 10⁵
// and 10⁶ tasks, of the product's own types under the product's own indexes, asked in turns over HTTP, one request at a
// time. It prints p50 and p99, and the p99 of the largest beside that of the smallest, which no request may exceed by
// more than 1.3. CONGVU_SCALE bounds the sizes, as in "100000", for a look on a small machine.
func BenchmarkScale(b *testing.B) {
	largest, err := strconv.Atoi(cmp.Or(os.Getenv("CONGVU_SCALE"), "1000000"))
	if err != nil {
		b.Fatal("CONGVU_SCALE: ", err)
	}
	var offices []*province
	for _, n := range scaleSizes {
		if n <= largest {
			offices = append(offices, newProvince(b, n))
		}
	}
	t := scaleTable{machine: "tải " + load(), offices: offices}
	for _, q := range scaleQuestions() {
		say("%s", q.what)
		t.rows = append(t.rows, ask(b, offices, q))
	}
	t.print(os.Stderr)
}

// province is an office with many people and tasks.
type province struct {
	*bureau

	size      int
	topmost   someone  // the head of the province, who may see everything
	sample    []string // tasks to open one by one
	divisions []place
	deep      string // where the head's list goes on after scaleDeep rows
}

// place is a division with the units above it and the people of it.
type place struct {
	division, department, province string
	people                         []string
}

// path returns the units from the root to the division.
func (p place) path() []string { return []string{p.province, p.department, p.division} }

func newProvince(b *testing.B, size int) *province {
	say("dựng tỉnh %d nhiệm vụ", size)
	p := &province{bureau: newBureau(b), size: size}
	unit, err := p.Org.Unit(b.Context(), p.agency, p.agency)
	if err != nil {
		b.Fatal(err)
	}
	p.topmost = p.signedIn(b, "chutich", unit.ID, access.Head)
	p.settle(b, unit.ID, scalePeople)
	p.give(b)
	p.deep = p.cursor(b, p.topmost, "/tasks?tab=unit&state=all&limit=100", scaleDeep/100)
	return p
}

// settle makes the units and so many people of the province.
func (p *province) settle(b *testing.B, root string, size int) {
	admin := access.System(p.agency)
	for i := range scaleDepartments {
		so, err := p.Org.Create(b.Context(), admin, org.Unit{Code: fmt.Sprintf("S%02d", i), Name: fmt.Sprintf("Sở %d", i), ShortName: fmt.Sprintf("Sở %d", i), Kind: org.Department, Parent: root})
		if err != nil {
			b.Fatal(err)
		}
		for j := range scaleDivisions {
			name := fmt.Sprintf("Phòng %d-%d", i, j)
			phong, err := p.Org.Create(b.Context(), admin, org.Unit{Code: fmt.Sprintf("P%02d%02d", i, j), Name: name, ShortName: name, Kind: org.Division, Parent: so.ID})
			if err != nil {
				b.Fatal(err)
			}
			p.divisions = append(p.divisions, place{division: phong.ID, department: so.ID, province: root})
		}
	}
	var people, posts []any
	for i := range size {
		at := &p.divisions[i%len(p.divisions)]
		id, name := mongodb.NewID(), fmt.Sprintf("Nguyễn Văn Số %d", i)
		at.people = append(at.people, id)
		people = append(people, identity.Person{
			ID: id, Agency: p.agency, StaffNo: fmt.Sprintf("CC%06d", i), Name: name, Title: "Chuyên viên", SubjectClass: identity.CivilServant,
			Units: at.path(), Primary: identity.Post{Unit: at.division, Role: access.Officer}, Fold: fold.Tokens(name), Sort: fold.Fold(name), Version: 1,
		})
		posts = append(posts, identity.Appointment{
			ID: mongodb.NewID(), Agency: p.agency, Person: id, Unit: at.division, Role: access.Officer, Title: "Chuyên viên",
			Charge: []string{}, Primary: true, From: "2020-01-01", To: identity.NoEnd, Version: 1,
		})
	}
	p.store(b, "people", people)
	p.store(b, "appointments", posts)
}

// give fills the collection of tasks: copies of one that was given and accepted, two of three finished, due over five years.
// The officer of the first team leads scaleMine of them whatever the size.
func (p *province) give(b *testing.B) {
	var model task.Task
	raw, err := bson.Marshal(p.document(b, "tasks", p.accepted(b, 0)))
	if err == nil {
		err = bson.Unmarshal(raw, &model)
	}
	if err != nil {
		b.Fatal(err)
	}
	mine, r := p.teams[0], rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same office at each run, nothing secret
	first := time.Date(2022, 1, 3, 1, 0, 0, 0, time.UTC)
	var batch []any
	for i := range p.size {
		at := p.divisions[r.IntN(len(p.divisions))]
		t := model
		t.ID, t.Code, t.Op = mongodb.NewID(), fmt.Sprintf("NV-2022-%07d", i), nil
		t.Lead = task.Lead{Unit: at.division, Person: at.people[r.IntN(len(at.people))]}
		t.AssignedBy = at.people[0]
		if i%(p.size/scaleMine) == 0 {
			t.Lead, t.AssignedBy = task.Lead{Unit: mine.unit, Person: mine.officer.id}, mine.head.id
			at = place{division: mine.unit, department: model.Units[1], province: model.Units[0]}
		}
		t.Approver, t.Units, t.Waiting = t.AssignedBy, at.path(), []string{t.Lead.Person}
		t.Vis = []string{access.Person(t.Lead.Person), access.Person(t.AssignedBy), access.Work(at.division), access.Work(at.department), access.Work(at.province)}
		t.Title = scaleTitle(i, p.size)
		t.Fold = fold.Tokens(t.Code, t.Title)
		given := first.Add(time.Duration(i) * (4 * 365 * 24 * time.Hour) / time.Duration(p.size))
		t.DueOn = vncal.DateOf(given).AddDays(10 + r.IntN(400))
		t.DueAt, t.CreatedAt, t.UpdatedAt, t.WaitingSince = t.DueOn.End(), given, given.Add(time.Hour), &given
		if i%3 != 0 {
			t.State, t.Open, t.Waiting, t.WaitingSince, t.ClosedAt = task.Completed, false, []string{}, nil, &t.UpdatedAt
		}
		if i%(p.size/400) == 0 && i%3 == 0 {
			p.sample = append(p.sample, t.ID)
		}
		if batch = append(batch, t); len(batch) == 20_000 || i == p.size-1 {
			p.store(b, "tasks", batch)
			batch = batch[:0]
		}
	}
}

// scaleTitle returns the title of task i: common words, one that a twentieth has, and one that only scaleRare have.
func scaleTitle(i, size int) string {
	words := []string{"Soạn báo cáo kết quả thực hiện nhiệm vụ", "lĩnh vực " + strconv.Itoa(i%97)}
	if i%20 == 0 {
		words = append(words, "thanh toán trực tuyến")
	}
	if i%(size/scaleRare) == 0 {
		words = append(words, "quyhoachhiem")
	}
	return strings.Join(words, ", ")
}

// store inserts documents, two batches at a time.
func (p *province) store(b *testing.B, collection string, documents []any) {
	var all errgroup.Group
	all.SetLimit(2)
	for batch := range slices.Chunk(documents, 1000) {
		all.Go(func() error {
			_, err := p.db.Collection(collection).InsertMany(b.Context(), batch)
			return err
		})
	}
	if err := all.Wait(); err != nil {
		b.Fatal(err)
	}
}

// question is something that people ask for, in every office alike.
type question struct {
	what string
	ask  func(p *province, i int) error
}

func scaleQuestions() []question {
	get := func(what string, who func(*province) someone, path func(p *province, i int) string) question {
		return question{what, func(p *province, i int) error {
			_, err := p.call(who(p), "GET", path(p, i), "")
			return err
		}}
	}
	fixed := func(path string) func(*province, int) string { return func(*province, int) string { return path } }
	officer := func(p *province) someone { return p.teams[0].officer }
	topmost := func(p *province) someone { return p.topmost }
	return []question{
		get("việc của tôi, chưa kết thúc", officer, fixed("/tasks?tab=lead&limit=50")),
		get("việc của đơn vị, người đứng đầu tỉnh", topmost, fixed("/tasks?tab=unit&limit=50")),
		get("… cả đã kết thúc", topmost, fixed("/tasks?tab=unit&state=all&limit=50")),
		get("… theo lần sửa cuối", topmost, fixed("/tasks?tab=unit&sort=updated&limit=50")),
		get("… trang sau dòng 9.000", topmost, func(p *province, _ int) string { return "/tasks?tab=unit&state=all&limit=50&cursor=" + p.deep }),
		get("số đếm, chuyên viên", officer, fixed("/tasks/counts")),
		get("số đếm, người đứng đầu tỉnh", topmost, fixed("/tasks/counts")),
		get("việc chờ tôi", officer, fixed("/waiting")),
		get("tìm từ thường gặp", topmost, fixed("/tasks?tab=unit&state=all&limit=50&q=bao+cao")),
		get("tìm từ hiếm", topmost, fixed("/tasks?tab=unit&state=all&limit=50&q=quyhoachhiem")),
		get("tìm thường gặp rồi hiếm", topmost, fixed("/tasks?tab=unit&state=all&limit=50&q=bao+cao+quyhoachhiem")),
		get("tìm không thấy", topmost, fixed("/tasks?tab=unit&state=all&limit=50&q=khongcotunay")),
		get("một nhiệm vụ", topmost, func(p *province, i int) string { return "/tasks/" + p.sample[i%len(p.sample)] }),
		{"giao một nhiệm vụ", func(p *province, _ int) error {
			_, err := p.send(p.teams[0].head, "POST", "/tasks", p.taskBody(0), "Idempotency-Key", mongodb.NewID(), "Accept-Encoding", "gzip")
			return err
		}},
	}
}

// ask puts one question to all offices in turns.
func ask(b *testing.B, offices []*province, q question) scaleRow {
	row := scaleRow{what: q.what, took: make([]sample, len(offices))}
	for turn := range scaleTurns {
		for k, p := range offices {
			for i := range scaleActs {
				start := time.Now()
				if err := q.ask(p, turn*scaleActs+i); err != nil {
					b.Fatal(q.what, ": ", err)
				}
				if turn > 0 { // the first warms what is cached
					row.took[k].took = append(row.took[k].took, time.Since(start))
				}
			}
		}
	}
	return row
}

// scaleRow is one question with what each office took.
type scaleRow struct {
	what string
	took []sample
}

// scaleTable is what BenchmarkScale prints.
type scaleTable struct {
	machine string
	offices []*province
	rows    []scaleRow
}

func (t scaleTable) print(w io.Writer) {
	fmt.Fprintf(w, "\nĐộ lớn: tỉnh %d người, một yêu cầu một lúc, ms p50 / p99, các tỉnh lần lượt trong cùng một lần chạy (%s)\n\n%-42s", scalePeople, t.machine, "nhiệm vụ")
	for _, p := range t.offices {
		fmt.Fprintf(w, " │ %17d", p.size)
	}
	fmt.Fprintf(w, " │ %s\n%s\n", "p99 lớn ÷ nhỏ", strings.Repeat("─", 42+20*len(t.offices)+16))
	for _, r := range t.rows {
		fmt.Fprintf(w, "%-42s", r.what)
		for _, s := range r.took {
			fmt.Fprintf(w, " │ %8s %8s", millis(s.quantile(0.5)), millis(s.quantile(0.99)))
		}
		last := r.took[len(r.took)-1]
		fmt.Fprintf(w, " │ %s\n", decimal(float64(last.quantile(0.99))/float64(max(r.took[0].quantile(0.99), 1)), 2))
	}
}
