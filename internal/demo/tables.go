package demo

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"congvu/internal/access"
	"congvu/pkg/vncal"
)

//go:embed data/*.csv
var data embed.FS

// rows returns the rows of a table of data/ below its heading, each as column name → value.
func rows(name string) ([]map[string]string, error) {
	raw, err := data.ReadFile("data/" + name + ".csv")
	if err != nil {
		return nil, fmt.Errorf("sample table %s: %w", name, err)
	}
	lines, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("sample table %s: %w", name, err)
	}
	if len(lines) == 0 {
		return nil, fmt.Errorf("sample table %s is empty", name)
	}
	out := make([]map[string]string, 0, len(lines)-1)
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, column := range lines[0] {
			row[column] = line[i]
		}
		out = append(out, row)
	}
	return out, nil
}

// tables are the embedded data, read.
type tables struct {
	units, documents, tasks []map[string]string
	members                 []member
	kinds                   []workKind
	topics                  map[string][]string // by unit code
	norms                   map[string]int      // norm of working days by product code
}

// member is one made-up person with the posts held.
type member struct {
	No     string // staff code
	Name   string
	Unit   string // code
	Role   access.Role
	Title  string
	Charge []string          // unit codes a deputy has charge of
	Also   map[string]string // further posts: unit code → role
}

// worker reports whether the member gets ordinary work from the head of the own unit.
func (m member) worker() bool { return m.Role != access.Head && m.Role != access.Deputy }

// workKind is one kind of ordinary work.
type workKind struct {
	Units   []string // unit codes it falls to; ["*"] for all
	Product string   // code in the catalogue
	Title   string   // with {topic}, {week}, {month}
	Most    int      // pieces, from 1
	Weight  int      // how often, relative to others
}

// readTables reads everything and makes up the names that are not given.
func readTables() (t tables, err error) {
	for name, to := range map[string]*[]map[string]string{"units": &t.units, "documents": &t.documents, "tasks": &t.tasks} {
		if *to, err = rows(name); err != nil {
			return t, err
		}
	}
	posts, err := rows("posts")
	if err != nil {
		return t, err
	}
	used := map[string]bool{}
	for _, p := range posts {
		used[p["name"]] = true
	}
	r := random("names")
	for _, p := range posts {
		m := member{
			No: p["no"], Name: p["name"], Unit: p["unit"], Role: access.Role(p["role"]), Title: p["title"], Charge: split(p["charge"]), Also: map[string]string{},
		}
		if m.Name == "" {
			m.Name = newName(r, used)
		}
		for _, post := range split(p["also"]) {
			unit, role, _ := strings.Cut(post, ":")
			m.Also[unit] = role
		}
		t.members = append(t.members, m)
	}
	return t, t.readWork()
}

// readWork reads what ordinary work is about.
func (t *tables) readWork() error {
	kinds, err := rows("work")
	if err != nil {
		return err
	}
	for _, k := range kinds {
		most, err1 := strconv.Atoi(k["most"])
		weight, err2 := strconv.Atoi(k["weight"])
		if err1 != nil || err2 != nil {
			return fmt.Errorf("sample table work: %q: most and weight are whole numbers", k["title"])
		}
		t.kinds = append(t.kinds, workKind{split(k["units"]), k["product"], k["title"], most, weight})
	}
	topics, err := rows("topics")
	if err != nil {
		return err
	}
	t.topics = map[string][]string{}
	for _, row := range topics {
		t.topics[row["unit"]] = append(t.topics[row["unit"]], row["topic"])
	}
	products, err := rows("catalogue")
	if err != nil {
		return err
	}
	t.norms = map[string]int{}
	for _, p := range products {
		if t.norms[p["code"]], err = strconv.Atoi(p["norm_days"]); err != nil {
			return fmt.Errorf("sample table catalogue: %w", err)
		}
	}
	return nil
}

// head returns who heads a unit.
func (t tables) head(unit string) member {
	i := slices.IndexFunc(t.members, func(m member) bool { return m.Unit == unit && m.Role == access.Head })
	if i < 0 {
		return member{}
	}
	return t.members[i]
}

// parent returns the code of the unit above, "" for the agency.
func (t tables) parent(unit string) string {
	for _, u := range t.units {
		if u["code"] == unit {
			return u["parent"]
		}
	}
	return ""
}

// dueOf reads a deadline of tasks.csv: "5 ngày làm việc", "10 ngày" or a date.
func dueOf(text string) (vncal.Rule, error) {
	if d, err := vncal.ParseDate(text); err == nil {
		return vncal.Rule{Kind: vncal.KindDate, Date: d}, nil
	}
	number, unit, _ := strings.Cut(text, " ")
	n, err := strconv.Atoi(number)
	kind, known := map[string]vncal.Kind{"ngày làm việc": vncal.KindWorking, "ngày": vncal.KindCalendar}[unit]
	if err != nil || !known {
		return vncal.Rule{}, fmt.Errorf("sample deadline %q is not understood", text)
	}
	return vncal.Rule{Kind: kind, N: n}, nil
}

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, ";")
}

// seed makes the sample the same every time.
const seed = 2124

// random returns a source of its own for each purpose, so that a change in one part does not shift another.
func random(purpose string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(purpose))
	return rand.New(rand.NewPCG(seed, h.Sum64()))
}
