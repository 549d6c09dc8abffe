package faults

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"congvu/internal/jobs"
	"congvu/internal/mongodb"
	"congvu/internal/realtime"
	"congvu/internal/reminder"
)

// settle is how long a run may take to come to rest: a job whose node was killed is taken over after half a minute, one that
// failed is tried again after one.
const settle = 100 * time.Second

// verdict says what became of what was acknowledged.
type verdict struct {
	what                  string
	acks, found, doubled  int // writes
	meant, heard          int // events of all clients; what came before a client fetched everything need not be heard
	resyncs, breaks       int // how often clients fetched everything, and lost their line
	runs, again           int // periods of jobs; those that more than one claim was needed for
	owed, told, toldAgain int // reminders
	unknown               int64
	gap, took             time.Duration
	faults                []string
}

func (v *verdict) fault(format string, args ...any) {
	if len(v.faults) < 20 {
		v.faults = append(v.faults, fmt.Sprintf(format, args...))
	}
}

// judge waits until everything has come to rest and compares what the people were told with what is stored.
func judge(o *office, s *site, l *ledger, ears []*ear) *verdict {
	v := &verdict{acks: l.acks, gap: l.gap, unknown: s.unknown.Load(), faults: slices.Concat(l.faults, s.found())}
	ctx := context.Background()
	late := time.Now().Add(settle)
	for time.Now().Before(late) && (!o.rested(ctx) || !allLive(ears)) {
		time.Sleep(200 * time.Millisecond)
	}
	o.judgeWork(ctx, v, l)
	o.judgeDays(ctx, v, l)
	o.judgeJobs(ctx, v)
	o.judgeReminders(ctx, v)
	o.judgeEars(ctx, v, ears)
	return v
}

func allLive(ears []*ear) bool {
	return !slices.ContainsFunc(ears, func(e *ear) bool { return !e.isLive() })
}

// all reads documents in the order of a field.
func all[T any](ctx context.Context, o *office, v *verdict, collection string, filter bson.M, sort ...string) []T {
	order := bson.D{}
	for _, field := range sort {
		order = append(order, bson.E{Key: field, Value: 1})
	}
	list, err := mongodb.All[T](ctx, "read "+collection, o.db.Collection(collection), filter, options.Find().SetSort(order))
	if err != nil {
		v.fault("%v", err)
	}
	return list
}

// said is a comment or a report.
type said struct {
	ID   string `bson:"_id"`
	Task string `bson:"task"`
	Text string `bson:"text"`
}

// judgeWork looks at tasks with their history, reports and comments: each acknowledged once, in order, and nothing else.
func (o *office) judgeWork(ctx context.Context, v *verdict, l *ledger) {
	type row struct {
		ID      string `bson:"_id"`
		Title   string `bson:"title"`
		Version int64  `bson:"version"`
	}
	type record struct {
		Object struct {
			ID string `bson:"id"`
		} `bson:"object"`
		Version int64  `bson:"version"`
		Action  string `bson:"action"`
	}
	titles := map[string][]row{}
	for _, t := range all[row](ctx, o, v, "tasks", bson.M{"agency": o.agency}, "_id") {
		titles[t.Title] = append(titles[t.Title], t)
	}
	history := map[string][]record{}
	for _, r := range all[record](ctx, o, v, "audit", bson.M{"agency": o.agency, "object.type": "task"}, "object.id", "version", "_id") {
		history[r.Object.ID] = append(history[r.Object.ID], r)
	}
	reports, comments := map[string][]string{}, map[string][]string{}
	for collection, by := range map[string]map[string][]string{"comments": reports, "task_comments": comments} {
		for _, c := range all[said](ctx, o, v, collection, bson.M{"agency": o.agency}, "_id") {
			by[c.Task] = append(by[c.Task], c.Text)
		}
	}
	for _, t := range o.owed {
		delete(titles, t.Title)
	}
	for _, p := range l.pieces {
		rows := titles[p.title]
		delete(titles, p.title)
		if len(rows) == 0 {
			v.fault("%s: not found", p.title)
			continue
		}
		v.doubled += len(rows) - 1
		var acts []string
		version := int64(0)
		for i, r := range history[p.id] {
			acts = append(acts, r.Action)
			if r.Action != "task.commented" {
				version++
			}
			if r.Version != version {
				v.fault("%s: act %d, %s, has version %d", p.title, i+1, r.Action, r.Version)
			}
		}
		v.count(p.acts, acts)
		v.same(p.title+", acts", p.acts, acts)
		v.same(p.title+", reports", p.reports, reports[p.id])
		v.same(p.title+", comments", p.said, comments[p.id])
		if rows[0].Version != version {
			v.fault("%s: version %d after %d acts", p.title, rows[0].Version, version)
		}
	}
	for title, rows := range titles {
		v.fault("%s is stored %d times and was acknowledged to nobody", title, len(rows))
	}
}

// count adds acknowledged writes to what was found, and what is stored more often than it was acknowledged to what was doubled.
func (v *verdict) count(want, got []string) {
	stored := map[string]int{}
	for _, g := range got {
		stored[g]++
	}
	for _, w := range want {
		if stored[w]--; stored[w] >= 0 {
			v.found++
		}
	}
	for _, w := range slices.Compact(slices.Sorted(slices.Values(want))) {
		v.doubled += max(0, stored[w])
	}
}

// same is a fault unless exactly what was acknowledged is stored, in order.
func (v *verdict) same(what string, want, got []string) {
	if !slices.Equal(want, got) {
		v.fault("%s: acknowledged %q, stored %q", what, want, got)
	}
}

// judgeDays looks at the diaries.
func (o *office) judgeDays(ctx context.Context, v *verdict, l *ledger) {
	type day struct {
		Person  string `bson:"person"`
		Date    string `bson:"date"`
		Version int64  `bson:"version"`
		Entries []struct {
			Text string `bson:"text"`
		} `bson:"entries"`
	}
	days := map[string]day{}
	for _, d := range all[day](ctx, o, v, "diary_days", bson.M{"agency": o.agency}, "_id") {
		days[d.Person+"|"+d.Date] = d
	}
	for key, lines := range l.days {
		d := days[key]
		delete(days, key)
		var got []string
		for _, e := range d.Entries {
			got = append(got, e.Text)
		}
		v.count(lines, got)
		v.same("diary "+key, lines, got)
		if d.Version != int64(len(lines)) {
			v.fault("diary %s: version %d after %d saves", key, d.Version, len(lines))
		}
	}
	for key := range days {
		v.fault("diary %s was acknowledged to nobody", key)
	}
}

// rested reports whether no job is at work and the reminders of the day have been sent.
func (o *office) rested(ctx context.Context) bool {
	var v verdict
	runs := all[jobs.Record](ctx, o, &v, "job_runs", bson.M{"state": bson.M{"$ne": "since"}}, "_id")
	sent := false
	for _, r := range runs {
		if r.State != jobs.Done && time.Since(r.At) > 0 && r.State == jobs.Running || r.State == jobs.Failed && r.Failures < 3 {
			return false
		}
		sent = sent || r.Job == reminder.DueJob && r.State == jobs.Done
	}
	return sent && len(v.faults) == 0
}

// reminding waits until a node has begun to send the reminders of the day.
func (o *office) reminding(t testing.TB) {
	t.Helper()
	for late := time.Now().Add(30 * time.Second); ; time.Sleep(time.Millisecond) {
		n, err := o.db.Collection("job_runs").CountDocuments(context.Background(), bson.M{"job": reminder.DueJob, "state": jobs.Running})
		must(t, err)
		if n > 0 {
			return
		}
		if time.Now().After(late) {
			t.Fatal("no reminders are sent")
		}
	}
}

// judgeJobs looks at the runs: each period that fell due was done, and none is claimed twice.
func (o *office) judgeJobs(ctx context.Context, v *verdict) {
	for _, r := range all[jobs.Record](ctx, o, v, "job_runs", bson.M{"state": bson.M{"$ne": "since"}}, "_id") {
		if r.State == jobs.Running { // of the minute that has just begun
			continue
		}
		v.runs++
		if r.Token > 1 {
			v.again++
		}
		if r.State != jobs.Done {
			v.fault("job %s: %s %s %s", r.ID, r.State, r.Code, r.Error)
		}
	}
}

// judgeReminders looks at the messages: one to each lead of each piece of work that was due, and none twice.
func (o *office) judgeReminders(ctx context.Context, v *verdict) {
	type message struct {
		To     string `bson:"to"`
		Kind   string `bson:"kind"`
		Rule   string `bson:"rule"`
		Object struct {
			ID string `bson:"id"`
		} `bson:"object"`
		Params map[string]string `bson:"params"`
	}
	count := map[string]int{}
	for _, m := range all[message](ctx, o, v, "inbox", bson.M{"agency": o.agency}, "_id") {
		if m.Rule == "due_today" || m.Kind == "task.assigned" {
			count[strings.Join([]string{m.Kind, m.Object.ID, m.To}, "|")]++
		}
	}
	for _, t := range o.owed {
		v.owed++
		if count["reminder.due_today|"+t.ID+"|"+t.Lead.Person] > 0 {
			v.told++
		}
	}
	for _, n := range count {
		v.toldAgain += n - 1
	}
	if v.told != v.owed {
		v.fault("%d reminders were due, %d were sent", v.owed, v.told)
	}
}

// judgeEars looks at the sockets: each ends with every event that was for it, or has fetched everything since.
func (o *office) judgeEars(ctx context.Context, v *verdict, ears []*ear) {
	own := map[*person][]realtime.Event{}
	late := time.Now().Add(20 * time.Second)
	for lacking := 1; lacking > 0; time.Sleep(100 * time.Millisecond) {
		events := all[realtime.Event](ctx, o, v, "events", bson.M{"agency": o.agency}, "_id")
		for _, p := range o.people {
			own[p] = meant(events, p)
		}
		lacking = 0
		over := time.Now().After(late)
		for _, e := range ears {
			which, n := e.missing(own[e.who])
			if lacking += n; n > 0 && over {
				v.fault("%s lacks %d events, the first is %s", e.who.login, n, which)
			}
		}
		if over {
			break
		}
	}
	for _, e := range ears {
		if n := e.foreign(own[e.who]); n > 0 {
			v.fault("%s heard %d events that were not for them", e.who.login, n)
		}
		e.mu.Lock()
		v.meant += len(own[e.who])
		v.heard += len(e.heard)
		v.resyncs += e.resyncs
		v.breaks += e.breaks
		if e.doubled > 0 {
			v.fault("%s was told %d events twice by one connection", e.who.login, e.doubled)
		}
		e.mu.Unlock()
	}
}
