package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	v1 "congvu/api/v1"
	"congvu/internal/clock"
	"congvu/internal/notify"
	"congvu/internal/reminder"
	"congvu/internal/task"
	"congvu/pkg/vncal"
)

// TestRemindUsage: nothing is sent from a terminal; a call without --dry-run says so.
func TestRemindUsage(t *testing.T) {
	for _, args := range [][]string{{"remind"}, {"remind", "--month", "2026-12"}, {"remind", "--dry-run", "thừa"}, {"remind", "--dry-run", "--month"}, {"remind", "--send"}} {
		var out, errOut bytes.Buffer
		if status := run(args, nil, &out, &errOut); status != 2 || !strings.Contains(errOut.String(), "--dry-run") || out.Len() > 0 {
			t.Errorf("%v: %d %s", args, status, errOut.String())
		}
	}
}

// TestRemindPlan: the screen of administrators and the command line say the same of a month, and neither shows what the work is.
func TestRemindPlan(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	made := o.taskIn(t, task.InProgress)
	due := made.DueOn
	if due == "" || due < "2026-10-30" {
		t.Fatalf("the task of the test is due %q", due)
	}
	month, on := string(due)[:7], string(due)
	var p v1.ReminderPlan
	status, raw := o.call(t, "quantri", "GET", "/reminders/plan?month="+month+"&date="+on, "")
	if err := json.Unmarshal(raw, &p); status != 200 || err != nil {
		t.Fatalf("%d %s", status, raw)
	}
	var told, diaries, runs int
	for _, i := range p.Items {
		switch {
		case i.Type == "task" && i.Code == made.Code && i.Rule == "due_today" && i.Why == "lead" && i.To.ID == made.Lead.Person && i.Name != "" && i.Stops != "":
			told++
		case i.Type == "diary" && i.Rule == "diary_empty" && i.Why == "author":
			diaries++
		}
	}
	for _, r := range p.Runs {
		if vncal.DateOf(r.At) == due && r.Messages > 0 && r.People > 0 && r.Title != r.Job {
			for _, rule := range r.Rules {
				runs += rule.Count
			}
		}
	}
	if told != 1 || diaries < 5 || runs != p.Total || p.Total != len(p.Items) {
		t.Errorf("on its due day %d of the task, %d of diaries, %d counted of %d: %s", told, diaries, runs, p.Total, raw)
	}
	if strings.Contains(string(raw), made.Title) {
		t.Errorf("who runs the installation reads the title of work: %s", raw)
	}
	for query, field := range map[string]string{"month=2026-09": `"month"`, "month=2027-11": `"month"`, "month=x": `"month"`, "month=" + month + "&date=30/10/2026": `"date"`} {
		if status, raw := o.call(t, "quantri", "GET", "/reminders/plan?"+query, ""); status != 422 || !strings.Contains(string(raw), field) {
			t.Errorf("%s: %d %s", query, status, raw)
		}
	}

	var out bytes.Buffer
	if err := (&product{Services: o.Services, clock: clock.Fixed(p.AsOf)}).printReminders(t.Context(), month, &out); err != nil {
		t.Fatal(err)
	}
	day, n := due.Display()+" ", 0
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, day) {
			n++
		}
		if strings.Contains(line, made.Title) {
			t.Errorf("a title is printed: %s", line)
		}
	}
	if want := day + "08:30  lan (chủ trì)  " + made.Code + ", hạn " + due.Display() + "  Ngày đến hạn [due_today]\n"; n != p.Total || !strings.Contains(out.String(), want) {
		t.Errorf("%d lines of that day, want %d and %q:\n%s", n, p.Total, want, out.String())
	}
	if err := (&product{Services: o.Services, clock: clock.Fixed(p.AsOf)}).printReminders(t.Context(), "2025-01", &out); !errors.Is(err, reminder.ErrMonth) {
		t.Errorf("the past: %v", err)
	}
}

// busyServer is a mail server that refuses for ever.
type busyServer struct{}

func (busyServer) Dial(context.Context) (notify.Line, error) { return busyServer{}, nil }
func (busyServer) Close()                                    {}
func (busyServer) Send(string, string, notify.Text) (notify.State, error) {
	return notify.Failed, errors.New("550 no such mailbox")
}

// TestLedger: each message lies in the ledger with its ways and how far it is on them; a letter that did not arrive is listed, and
// sent again once. No title of work is shown.
func TestLedger(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.Mail.Through(busyServer{}, "https://congvu.example.vn")
	made := o.taskIn(t, task.Assigned)
	lan := o.person["lan"]
	rows, err := o.Inbox.Unseen(t.Context(), o.agency, "task.assigned", time.Time{}, time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC))
	if err != nil || len(rows) != 1 {
		t.Fatalf("%+v, %v", rows, err)
	}
	ids, err := o.Mail.Queue(t.Context(), notify.Letter{Agency: o.agency, Kind: "unseen", Person: lan, To: "lan@example.vn", About: rows[0].ID})
	if err == nil {
		err = o.Inbox.Mailed(t.Context(), o.agency, rows[0].ID, ids[0], rows[0].At)
	}
	if err == nil {
		err = o.Mail.Deliver(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}

	ledger := func(query string) (page struct {
		Items []v1.LedgerItem `json:"items"`
		Next  string          `json:"next"`
	}) {
		t.Helper()
		status, raw := o.call(t, "quantri", "GET", "/reminders/ledger"+query, "")
		if err := json.Unmarshal(raw, &page); status != 200 || err != nil || strings.Contains(string(raw), made.Title) {
			t.Fatalf("%s: %d %s", query, status, raw)
		}
		return page
	}
	mine := ledger("?person=" + lan)
	if len(mine.Items) != 1 || mine.Items[0].Code != made.Code || mine.Items[0].To.ID != lan || len(mine.Items[0].Channels) != 2 {
		t.Fatalf("%+v", mine)
	}
	app, mail := mine.Items[0].Channels[0], mine.Items[0].Channels[1]
	if app.State != "delivered" || app.Seen != nil || app.Sent == nil || mail.Channel != "email" || mail.State != "failed" || mail.Fault == "" || mail.Sent != nil {
		t.Errorf("%+v, %+v", app, mail)
	}
	if _, err := o.Inbox.Read(t.Context(), o.actor(t, "lan"), []string{rows[0].ID}, ""); err != nil {
		t.Fatal(err)
	}
	if app = ledger("?person=" + lan).Items[0].Channels[0]; app.State != "seen" || app.Seen == nil {
		t.Errorf("seen: %+v", app)
	}
	if other := ledger("?person=" + o.person["minh"]); len(other.Items) != 0 {
		t.Errorf("to minh: %+v", other)
	}
	all, first := ledger(""), ledger("?limit=1")
	if len(first.Items) != 1 || len(all.Items) > 1 && (first.Next == "" || ledger("?limit=1&cursor=" + first.Next).Items[0].ID != all.Items[1].ID) {
		t.Errorf("pages: %+v, %+v", all, first)
	}
	if status, raw := o.call(t, "quantri", "GET", "/reminders/ledger?cursor=x", ""); status != 400 {
		t.Errorf("a cursor of nobody's: %d %s", status, raw)
	}
	if status, raw := o.call(t, "lan", "GET", "/inbox", ""); status != 200 || !strings.Contains(string(raw), `"mailed":"`) {
		t.Errorf("the reader is not told of the letter: %d %s", status, raw)
	}

	var lost v1.LostLetters
	if status, raw := o.call(t, "quantri", "GET", "/reminders/lost", ""); status != 200 || json.Unmarshal(raw, &lost) != nil || !lost.Set || len(lost.Items) != 1 ||
		lost.Items[0].State != "failed" || lost.Items[0].To.ID != lan || !strings.Contains(lost.Items[0].Fault, "550") {
		t.Fatalf("lost: %d %s", status, raw)
	}
	again := "/reminders/lost/" + lost.Items[0].ID + "/again"
	if status, raw := o.call(t, "quantri", "POST", again, ""); status != 200 || !strings.Contains(string(raw), `"state":"waiting"`) {
		t.Errorf("again: %d %s", status, raw)
	}
	if status, raw := o.call(t, "quantri", "POST", again, ""); status != 409 || !strings.Contains(string(raw), "notify.not_lost") {
		t.Errorf("twice: %d %s", status, raw)
	}
	if _, raw := o.call(t, "quantri", "GET", "/system-log?object="+lan, ""); !strings.Contains(string(raw), `"person.mail_again"`) {
		t.Errorf("the system log: %s", raw)
	}
}
