package bench

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
	"congvu/pkg/vncal"
)

// lists measures pages of the officer's own tasks and of the head's division, 10,000 in both.
func lists(b *testing.B, o *bureau) []result {
	o.fill(b)
	head, officer := o.teams[0].head, o.teams[0].officer
	mine, unit := fmt.Sprintf("/tasks?tab=lead&limit=%d", benchPage), fmt.Sprintf("/tasks?tab=unit&limit=%d", benchPage)
	deep := unit + "&cursor=" + o.cursor(b, head, "/tasks?tab=unit&limit=100", benchTasks/100-5)
	return []result{
		o.list(b, "50 việc của tôi trong 10.000", 1, officer, mine),
		o.list(b, "50 việc của tôi trong 10.000", benchClients, officer, mine),
		o.list(b, "50 việc của đơn vị trong 10.000", 1, head, unit),
		o.list(b, "50 việc của đơn vị, từ dòng 9.500", 1, head, deep),
	}
}

// list measures one page, after looking at the plan of its reads.
func (o *bureau) list(b *testing.B, what string, clients int, who someone, path string) result {
	var page struct{ Items []struct{ ID string } }
	ask := func() { o.json(b, who, "GET", path, "", &page) }
	ask() // who is asking is known from here on, so that the plans are those of the list
	mongotest.Plans(b, o.db, benchPage, ask)
	if len(page.Items) != benchPage {
		b.Fatalf("%s: %d rows", path, len(page.Items))
	}
	reads := o.reads(b, who, path)
	r := result{what: what, clients: clients}
	r.product, r.bare = turns(b, clients, 480,
		func(int, int) error { _, err := o.call(who, "GET", path, ""); return err },
		func(int, int) error {
			for _, command := range reads {
				cur, err := o.db.Database().RunCommandCursor(b.Context(), command)
				if err != nil {
					return err
				}
				var rows []bson.Raw
				if err := cur.All(b.Context(), &rows); err != nil {
					return err
				}
				if len(rows) < benchPage {
					return fmt.Errorf("the bare driver reads %d rows by %s", len(rows), command)
				}
			}
			return nil
		})
	return r
}

// reads returns what the product asks of the tasks for a page, for the driver to ask again: the same filter, projection,
// sort, hint and limit.
func (o *bureau) reads(b *testing.B, who someone, path string) (commands []bson.D) {
	for _, sent := range mongotest.Reads(b, o.db, func() {
		if _, err := o.call(who, "GET", path, ""); err != nil {
			b.Fatal(err)
		}
	}) {
		var c bson.D
		if err := bson.Unmarshal(sent, &c); err != nil {
			b.Fatal(err)
		}
		if c[0].Value != "tasks" {
			continue
		}
		commands = append(commands, slices.DeleteFunc(c, func(e bson.E) bool { // those the driver adds by itself
			return slices.Contains([]string{"$db", "lsid", "$clusterTime", "$readPreference"}, e.Key)
		}))
	}
	if len(commands) == 0 {
		b.Fatal("the page reads no tasks")
	}
	return commands
}

// cursor returns where the list goes on after some pages.
func (o *bureau) cursor(b *testing.B, who someone, path string, pages int) (next string) {
	for range pages {
		var page struct{ Next string }
		at := path
		if next != "" { // a cursor that is given must be one
			at += "&cursor=" + next
		}
		o.json(b, who, "GET", at, "", &page)
		if page.Next == "" {
			b.Fatal("the list has ended too early")
		}
		next = page.Next
	}
	return next
}

// fill gives the first officer 10,000 tasks: copies of one that was given and accepted, due on 250 different days.
func (o *bureau) fill(b *testing.B) {
	model := o.document(b, "tasks", o.accepted(b, 0))
	var batch []bson.D
	for i := range benchTasks {
		d := o.copyOf(model, i, 0)
		due, at := vncal.Date("2026-11-02").AddDays(i%250), time.Date(2026, 1, 5, 1, 0, i, 0, time.UTC)
		for k := range d {
			switch d[k].Key {
			case "due_on":
				d[k].Value = string(due)
			case "due_at":
				d[k].Value = due.End()
			case "created_at", "updated_at", "waiting_since":
				d[k].Value = at
			}
		}
		batch = append(batch, d)
	}
	o.insert(b, "tasks", batch)
}

// copyOf returns a task's document as number i, given in another team.
func (o *bureau) copyOf(model bson.D, i, client int) bson.D {
	names := o.about(client)
	names[text(model, "_id")], names[text(model, "op", "key")] = mongodb.NewID(), mongodb.NewID()
	names[text(model, "code")] = fmt.Sprintf("NV-2025-%06d", i)
	return renamed(model, replacer(names))
}

// document reads one document.
func (o *bureau) document(b *testing.B, collection, id string) (d bson.D) {
	if err := o.db.Collection(collection).FindOne(b.Context(), bson.M{"_id": id}).Decode(&d); err != nil {
		b.Fatal(err)
	}
	return d
}

// insert stores documents in batches; each has time to be indexed fifteen times on a busy machine.
func (o *bureau) insert(b *testing.B, collection string, documents []bson.D) {
	for batch := range slices.Chunk(documents, 500) {
		if _, err := o.db.Collection(collection).InsertMany(b.Context(), batch); err != nil {
			b.Fatal(err)
		}
	}
}
