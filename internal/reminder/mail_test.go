package reminder

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/notify"
	"congvu/pkg/vncal"
)

func TestWorked(t *testing.T) {
	cal := vncal.Official()
	for name, tc := range map[string]struct {
		from, to string
		want     time.Duration
	}{
		"within a day":            {"2026-02-12 08:00", "2026-02-12 12:30", 4*time.Hour + 30*time.Minute},
		"before the morning":      {"2026-02-12 05:00", "2026-02-12 08:00", time.Hour},
		"into the evening":        {"2026-02-12 16:00", "2026-02-12 22:00", 2 * time.Hour},
		"over a night":            {"2026-02-12 17:00", "2026-02-13 08:00", 2 * time.Hour},
		"over Tết":                {"2026-02-13 16:00", "2026-02-23 09:00", 4 * time.Hour},
		"on a day off":            {"2026-02-14 08:00", "2026-02-15 17:00", 0},
		"a moment":                {"2026-02-12 08:00", "2026-02-12 08:00", 0},
		"backwards":               {"2026-02-12 09:00", "2026-02-12 08:00", 0},
		"in the night":            {"2026-02-12 19:00", "2026-02-13 06:00", 0},
		"a whole working day":     {"2026-02-12 00:00", "2026-02-13 00:00", 11 * time.Hour},
		"from the night, all day": {"2026-02-11 20:00", "2026-02-12 18:00", 11 * time.Hour},
	} {
		if got := Worked(cal, at(tc.from), at(tc.to)); got != tc.want {
			t.Errorf("%s: Worked(%s, %s) = %s, want %s", name, tc.from, tc.to, got, tc.want)
		}
	}
}

// server is a mail server that takes letters, or answers as it is told.
type server struct {
	state notify.State // "" takes them
	got   []string     // address, subject and text
}

func (s *server) Dial(context.Context) (notify.Line, error) { return s, nil }
func (s *server) Close()                                    {}
func (s *server) Send(_, to string, text notify.Text) (notify.State, error) {
	if s.state != "" {
		return s.state, errors.New("told so")
	}
	s.got = append(s.got, to+"\n"+text.Subject+"\n"+text.Body)
	return notify.Sent, nil
}

// assigned gives somebody the message of new work now.
func (o *office) assigned(t *testing.T, who, code string) inbox.Row {
	t.Helper()
	if err := o.inbox.Deliver(t.Context(), journal.Message{
		To: o.actor[who].ID, Kind: "task.assigned", Rule: "task.assigned", Why: "lead", Key: code + who, Agency: o.agency, By: o.actor["trưởng phòng"].ID,
		Object: journal.Object{Type: "task", ID: "id-" + code, Code: code, Title: "Rà soát " + code}, Params: map[string]string{"reason": "lời riêng"},
	}); err != nil {
		t.Fatal(err)
	}
	rows, _, err := o.inbox.List(t.Context(), o.actor[who], false, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	return rows[0]
}

// mails runs the job at a local time and hands over what it queued.
func (o *office) mails(t *testing.T, now string) {
	t.Helper()
	o.clock.set(now)
	o.run(t, o.MailUnseen, now)
	if err := o.post.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestMailUnseen: new work that its lead has not seen for four working hours is told of by e-mail, once, with no more than code
// and title; what was seen, is old, concerns somebody without an address or comes in a quiet hour is not.
func TestMailUnseen(t *testing.T) {
	t.Parallel()
	o, box := newOffice(t), &server{}
	o.clock.set("2026-02-12 15:00")
	first := o.assigned(t, "lan", "NV-1")
	o.assigned(t, "trưởng phòng", "NV-2") // has no address
	o.mails(t, "2026-02-12 17:59")
	if rows, err := o.inbox.Unseen(t.Context(), o.agency, "task.assigned", time.Time{}, o.clock.Now()); err != nil || len(rows) != 2 {
		t.Fatalf("%d messages wait to be seen, %v", len(rows), err)
	}
	o.mails(t, "2026-02-13 09:00") // no mail server is set: nothing is kept for later
	if row, _ := o.inbox.Message(t.Context(), o.agency, first.ID); row.Letter != "" {
		t.Errorf("a letter was queued without a mail server: %+v", row)
	}
	o.post.Through(box, "https://congvu.example.vn")
	for _, step := range []struct {
		now  string
		want int
	}{{"2026-02-12 18:59", 0}, {"2026-02-13 06:45", 0}, {"2026-02-13 07:45", 0}, {"2026-02-13 08:00", 1}, {"2026-02-13 08:15", 1}, {"2026-02-14 10:00", 1}, {"2026-02-23 10:00", 1}} {
		if o.mails(t, step.now); len(box.got) != step.want {
			t.Fatalf("%s: %d letters, want %d: %q", step.now, len(box.got), step.want, box.got)
		}
	}
	for _, want := range []string{"lan@qn.example.vn\n", "Công Vụ: NV-1 Rà soát NV-1\n", "15:00 12/02/2026", "https://congvu.example.vn/tasks/id-NV-1", "4 giờ làm việc"} {
		if !strings.Contains(box.got[0], want) {
			t.Errorf("the letter says nothing of %q:\n%s", want, box.got[0])
		}
	}
	if strings.Contains(box.got[0], "lời riêng") {
		t.Errorf("the letter carries more than code and title:\n%s", box.got[0])
	}
	row, err := o.inbox.Message(t.Context(), o.agency, first.ID)
	if err != nil || row.Letter == "" || !row.LetterAt.Equal(at("2026-02-13 08:00")) {
		t.Errorf("the message does not say that it was mailed: %+v, %v", row, err)
	}

	o.clock.set("2026-02-24 08:00")
	seen := o.assigned(t, "minh", "NV-3")
	if _, err := o.inbox.Read(t.Context(), o.actor["minh"], []string{seen.ID}, ""); err != nil {
		t.Fatal(err)
	}
	o.assigned(t, "lan", "NV-4")
	o.mails(t, "2026-03-02 10:00") // the node was down for days: four working days late nobody wants it
	if len(box.got) != 1 {
		t.Errorf("told of what was seen or is old: %q", box.got[1:])
	}
}

// TestMailSeenMeanwhile: a letter in the outbox is dropped when its reader sees the message before it is handed over.
func TestMailSeenMeanwhile(t *testing.T) {
	t.Parallel()
	o, box := newOffice(t), &server{}
	o.post.Through(box, "https://congvu.example.vn")
	o.clock.set("2026-02-12 08:00")
	row := o.assigned(t, "lan", "NV-1")
	o.clock.set("2026-02-12 12:00")
	o.run(t, o.MailUnseen, "2026-02-12 12:00")
	if _, err := o.inbox.Read(t.Context(), o.actor["lan"], []string{row.ID}, ""); err != nil {
		t.Fatal(err)
	}
	if err := o.post.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	row, err := o.inbox.Message(t.Context(), o.agency, row.ID)
	if err != nil {
		t.Fatal(err)
	}
	letters, err := o.post.Letters(t.Context(), o.agency, []string{row.Letter})
	if err != nil || letters[row.Letter].State != notify.Dropped || len(box.got) != 0 {
		t.Errorf("%+v, %v, sent %q", letters[row.Letter], err, box.got)
	}
}

// errKilled stands for the end of the process: nothing after it happens.
var errKilled = errors.New("killed")

// steps ends the run at the nth step of queueing, before or after it is done.
type steps struct {
	Inbox
	Mail
	n, at int
	kill  func()
}

func (s *steps) step() error {
	if s.n++; s.n == s.at {
		s.kill()
		return errKilled
	}
	return nil
}

func (s *steps) Queue(ctx context.Context, letters ...notify.Letter) ([]string, error) {
	if err := s.step(); err != nil {
		return nil, err
	}
	ids, err := s.Mail.Queue(ctx, letters...)
	return ids, errors.Join(err, s.step())
}

func (s *steps) Mailed(ctx context.Context, agency, id, letter string, at time.Time) error {
	if err := s.step(); err != nil {
		return err
	}
	return errors.Join(s.Inbox.Mailed(ctx, agency, id, letter, at), s.step())
}

func (s *steps) Deliver(ctx context.Context, m ...journal.Message) error {
	if err := s.step(); err != nil {
		return err
	}
	return errors.Join(s.Inbox.Deliver(ctx, m...), s.step())
}

// TestKilledAtEveryStep ends the runs of reminders and of e-mail at every step of three messages; the next run then gives each
// exactly once.
func TestKilledAtEveryStep(t *testing.T) {
	t.Parallel()
	const letters = 3
	for stop := 1; stop <= 4*letters+2; stop++ {
		t.Run(fmt.Sprint(stop), func(t *testing.T) {
			t.Parallel()
			o, box := newOffice(t), &server{}
			o.post.Through(box, "https://congvu.example.vn")
			o.clock.set("2026-02-12 08:00")
			for i := range letters {
				o.assigned(t, "lan", fmt.Sprint("NV-", i))
				o.give(t, fmt.Sprint("H", i), "minh", "2026-02-12", "in_progress")
			}
			o.clock.set("2026-02-12 12:00")
			ctx, kill := context.WithCancel(t.Context())
			defer kill()
			killed := &steps{Inbox: o.inbox, Mail: o.post, at: stop, kill: kill}
			o.Service.inbox, o.mail = killed, killed
			run := jobs.Run{At: at("2026-02-12 12:00"), Now: o.clock.Now()}
			err := errors.Join(o.MailUnseen(ctx, run), o.RemindDue(ctx, run))
			if !errors.Is(err, errKilled) {
				t.Fatalf("the run was not stopped at step %d of %d: %v", stop, killed.n, err)
			}
			o.Service.inbox, o.mail = o.inbox, o.post
			for range 2 {
				o.mails(t, "2026-02-12 12:15")
				o.run(t, o.RemindDue, "2026-02-12 12:15")
			}
			slices.Sort(box.got)
			if len(box.got) != letters || len(slices.Compact(box.got)) != letters {
				t.Errorf("stopped at step %d: %d letters, want each of %d once", stop, len(box.got), letters)
			}
			if got := o.got(t, "minh"); len(got) != letters || len(slices.Compact(slices.Sorted(slices.Values(got)))) != letters {
				t.Errorf("stopped at step %d: %q", stop, got)
			}
		})
	}
}

// TestSendAgain: what was lost is sent again at somebody's word, which the system log keeps; nothing else is.
func TestSendAgain(t *testing.T) {
	t.Parallel()
	o, box := newOffice(t), &server{state: notify.Failed}
	o.post.Through(box, "https://congvu.example.vn")
	admin := access.Actor{ID: o.actor["giám đốc"].ID, Agency: o.agency, Name: "giám đốc"}
	o.clock.set("2026-02-12 08:00")
	o.assigned(t, "lan", "NV-1")
	o.mails(t, "2026-02-12 12:00")
	lost, err := o.post.Lost(t.Context(), o.agency)
	if err != nil || len(lost) != 1 || lost[0].State != notify.Failed || lost[0].Fault == "" {
		t.Fatalf("lost: %+v, %v", lost, err)
	}
	if other, err := o.post.Lost(t.Context(), "another"); err != nil || len(other) != 0 {
		t.Errorf("another agency's: %+v, %v", other, err)
	}
	id := lost[0].ID
	for name, tc := range map[string]struct {
		by   access.Actor
		id   string
		want error
	}{
		"none":           {admin, "01ARZ3NDEKTSV4RRFFQ69G5FAV", errs.ErrNotFound},
		"another agency": {access.Actor{ID: admin.ID, Agency: "another"}, id, errs.ErrNotFound},
	} {
		if _, err := o.SendAgain(t.Context(), tc.by, tc.id); !errors.Is(err, tc.want) {
			t.Errorf("%s: %v, want %v", name, err, tc.want)
		}
	}
	o.clock.set("2026-02-13 12:00") // more than a day after: it has a day from now on
	if _, err := o.SendAgain(t.Context(), admin, id); err != nil {
		t.Fatal(err)
	}
	if _, err := o.SendAgain(t.Context(), admin, id); !errors.Is(err, notify.ErrNotLost) {
		t.Errorf("a letter that waits: %v", err)
	}
	box.state = notify.Waiting // the server is busy: tried again, not given up
	if err := o.post.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	box.state = ""
	o.clock.set("2026-02-13 13:00")
	if err := o.post.Deliver(t.Context()); err != nil || len(box.got) != 1 {
		t.Fatalf("sent %q, %v", box.got, err)
	}
	if _, err := o.SendAgain(t.Context(), admin, id); !errors.Is(err, notify.ErrNotLost) {
		t.Errorf("a letter that arrived: %v", err)
	}
	if lost, err := o.post.Lost(t.Context(), o.agency); err != nil || len(lost) != 0 {
		t.Errorf("still lost: %+v, %v", lost, err)
	}
	if n := o.acts(t, "person.mail_again"); n != 1 {
		t.Errorf("the system log has %d lines, want 1", n)
	}
}
