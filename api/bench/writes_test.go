package bench

import (
	"encoding/json"
	"fmt"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"

	"congvu/internal/mongodb"
)

// benchActs is how many times each side does a writing act in one turn.
const benchActs = 20 * benchClients

// creating measures heads who each give tasks to the officer of their division.
func creating(b *testing.B, o *bureau) result {
	key := mongodb.NewID()
	var made struct{ ID, Code string }
	model := learn(b, o.db, func() { made.ID, made.Code = o.create(b, 0, key) })
	copies := o.copies(b, model, func(i int, names map[string]string) {
		names[made.Code], names[key] = fmt.Sprintf("NV-2024-%06d", i), mongodb.NewID()
	})
	r := result{what: "giao một nhiệm vụ", clients: benchClients}
	r.product, r.bare = turns(b, benchClients, benchActs,
		func(client, _ int) error {
			_, err := o.send(o.teams[client].head, "POST", "/tasks", o.taskBody(client), "Idempotency-Key", mongodb.NewID(), "Accept-Encoding", "gzip")
			return err
		},
		func(_, i int) error { return copies[i].do(b.Context(), o.db) })
	return r
}

// submitting measures officers who each hand in tasks they have taken on.
func submitting(b *testing.B, o *bureau) result {
	const acts = turnsEach * benchActs
	const body = `{"version":2,"note":"Dự thảo hướng dẫn kèm phụ lục, đã gửi qua hệ thống văn bản","quantity":1}`
	task := o.accepted(b, 0)
	before := o.document(b, "tasks", task)
	line := o.fact(b, task)
	model := learn(b, o.db, func() {
		if _, err := o.call(o.teams[0].officer, "POST", "/tasks/"+task+"/submit", body); err != nil {
			b.Fatal(err)
		}
	})
	var tasks, facts []bson.D
	for i := range 2 * acts { // the first half is for the product
		tasks = append(tasks, o.copyOf(before, benchTasks+i, i%benchClients))
		facts = append(facts, renamed(line, replacer(sameTask(before, tasks[i], o.about(i%benchClients)))))
	}
	o.insert(b, "tasks", tasks)
	o.insert(b, "facts", facts)
	copies := o.copies(b, model, func(i int, names map[string]string) { sameTask(before, tasks[acts+i], names) })
	r := result{what: "trình duyệt một nhiệm vụ", clients: benchClients}
	r.product, r.bare = turns(b, benchClients, benchActs,
		func(client, i int) error {
			_, err := o.call(o.teams[client].officer, "POST", "/tasks/"+text(tasks[i], "_id")+"/submit", body)
			return err
		},
		func(_, i int) error { return copies[i].do(b.Context(), o.db) })
	return r
}

// diaries measures officers who each save their day again and again; the day has a few acts to suggest lines from.
func diaries(b *testing.B, o *bureau) result {
	for client := range benchClients {
		for range 3 {
			o.accepted(b, client)
		}
	}
	var versions [benchClients]int
	save := func(client, i int) error {
		raw, err := o.send(o.teams[client].officer, "PUT", "/diary/days/2026-10-29", fmt.Sprintf(`{"version":%d,
			"place":{"am":"remote","pm":"office"},"plan":"Hoàn thiện dự thảo, gửi lấy ý kiến các phòng","difficulties":"","entries":[
			{"text":"Soạn hướng dẫn thanh toán trực tuyến, bản %06d","minutes":180,"result":"Xong phần thủ tục","unplanned":false},
			{"text":"Họp giao ban phòng","minutes":45,"unplanned":false},
			{"text":"Trả lời kiến nghị của xã về biểu mẫu","minutes":60,"unplanned":true}]}`, versions[client], i))
		var day struct{ Version int }
		if err == nil {
			err = json.Unmarshal(raw, &day)
		}
		versions[client] = day.Version
		return err
	}
	first := learn(b, o.db, func() {
		if err := save(0, 999_999); err != nil {
			b.Fatal(err)
		}
	})
	model := learn(b, o.db, func() {
		if err := save(0, 999_998); err != nil {
			b.Fatal(err)
		}
	})
	var people [benchClients]string // whose diaries the bare driver writes
	for client := range people {
		people[client] = mongodb.NewID()
		if client > 0 {
			if err := save(client, 999_999); err != nil {
				b.Fatal(err)
			}
		}
		if err := first.again(b, map[string]string{o.teams[0].officer.id: people[client]}, 1).do(b.Context(), o.db); err != nil {
			b.Fatal(err)
		}
	}
	var copies []act
	for i := range turnsEach * benchActs {
		copies = append(copies, model.again(b, map[string]string{
			o.teams[0].officer.id: people[i%benchClients], "bản 999998": fmt.Sprintf("bản %06d", i),
		}, int64(2+i/benchClients)))
	}
	r := result{what: "lưu một ngày nhật ký", clients: benchClients}
	r.product, r.bare = turns(b, benchClients, benchActs, save,
		func(_, i int) error { return copies[i].do(b.Context(), o.db) })
	return r
}

// copies returns an act once for each time that the bare driver does it, about the client's own team; more adds what
// else is called otherwise.
func (o *bureau) copies(b *testing.B, model act, more func(i int, names map[string]string)) (all []act) {
	for i := range turnsEach * benchActs {
		names := o.about(i % benchClients)
		more(i, names)
		all = append(all, model.again(b, names, 0))
	}
	return all
}

// about returns the names that turn the first team into another one.
func (o *bureau) about(client int) map[string]string {
	first, t := o.teams[0], o.teams[client]
	return map[string]string{first.unit: t.unit, first.head.id: t.head.id, first.officer.id: t.officer.id}
}

// sameTask adds to names what turns one task into another one.
func sameTask(from, to bson.D, names map[string]string) map[string]string {
	for _, keys := range [][]string{{"_id"}, {"code"}, {"op", "key"}} {
		names[text(from, keys...)] = text(to, keys...)
	}
	return names
}

// taskBody is a new task of a team's head for its officer.
func (o *bureau) taskBody(client int) string {
	t := o.teams[client]
	return fmt.Sprintf(`{"title":"Soạn hướng dẫn thanh toán trực tuyến","description":"Theo mẫu của Văn phòng, gửi bản số hóa.",
		"lead":{"unit":%q,"person":%q},"product":{"text":"Văn bản hướng dẫn","points":90},"quantity":1,
		"due":{"kind":"working","n":5},"urgency":"thuong","assign":true}`, t.unit, t.officer.id)
}

// create has a head give a task.
func (o *bureau) create(b *testing.B, client int, key string) (id, code string) {
	raw, err := o.send(o.teams[client].head, "POST", "/tasks", o.taskBody(client), "Idempotency-Key", key)
	var made struct{ ID, Code string }
	if err == nil {
		err = json.Unmarshal(raw, &made)
	}
	if err != nil {
		b.Fatal(err)
	}
	return made.ID, made.Code
}

// accepted has a head give a task and the officer take it on.
func (o *bureau) accepted(b *testing.B, client int) (id string) {
	id, _ = o.create(b, client, mongodb.NewID())
	if _, err := o.call(o.teams[client].officer, "POST", "/tasks/"+id+"/accept", `{"version":1}`); err != nil {
		b.Fatal(err)
	}
	return id
}

// fact reads the grading line of a task.
func (o *bureau) fact(b *testing.B, task string) (d bson.D) {
	if err := o.db.Collection("facts").FindOne(b.Context(), bson.M{"task": task}).Decode(&d); err != nil {
		b.Fatal(err)
	}
	return d
}

// text returns a text field of a document, "" when there is none; more than one key leads into inner documents.
func text(d bson.D, keys ...string) string {
	for _, e := range d {
		if e.Key != keys[0] {
			continue
		}
		if inner, ok := e.Value.(bson.D); ok && len(keys) > 1 {
			return text(inner, keys[1:]...)
		}
		s, _ := e.Value.(string)
		return s
	}
	return ""
}
