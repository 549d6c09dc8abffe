package notify

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// sink is a mail server that keeps what it takes.
type sink struct {
	mu     sync.Mutex
	got    []string // raw letters
	to     []string
	refuse error // answers RCPT
	late   error // answers the end of the text
	addr   string
}

func newSink(t *testing.T) *sink {
	t.Helper()
	s := &sink{}
	server := smtp.NewServer(s)
	server.Domain, server.ReadTimeout, server.WriteTimeout = "localhost", 10*time.Second, 10*time.Second
	server.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	l, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.addr = l.Addr().String()
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	return s
}

func (s *sink) NewSession(*smtp.Conn) (smtp.Session, error) { return &taking{sink: s}, nil }

func (s *sink) set(refuse, late error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refuse, s.late = refuse, late
}

func (s *sink) letters() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]string(nil), s.got...)
}

type taking struct {
	sink *sink
	to   string
}

func (*taking) Mail(string, *smtp.MailOptions) error { return nil }
func (x *taking) Rcpt(to string, _ *smtp.RcptOptions) error {
	x.sink.mu.Lock()
	defer x.sink.mu.Unlock()
	x.to = to
	return x.sink.refuse
}
func (x *taking) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	x.sink.mu.Lock()
	defer x.sink.mu.Unlock()
	if err == nil && x.sink.late == nil {
		x.sink.got, x.sink.to = append(x.sink.got, string(raw)), append(x.sink.to, x.to)
	}
	if x.sink.late != nil {
		return x.sink.late
	}
	return err
}
func (*taking) Reset()        {}
func (*taking) Logout() error { return nil }

// hand is a clock that the test moves.
type hand struct {
	mu sync.Mutex
	at time.Time
}

func (h *hand) Now() time.Time { h.mu.Lock(); defer h.mu.Unlock(); return h.at }
func (h *hand) on(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

type world struct {
	*Service
	t     *testing.T
	clock *hand
	sink  *sink
}

func newWorld(t *testing.T) *world {
	t.Helper()
	w := &world{t: t, clock: &hand{at: time.Date(2026, 3, 2, 1, 0, 0, 0, time.UTC)}, sink: newSink(t)}
	db := mongotest.New(t, Indexes()...)
	w.Service = New(db, w.clock, slog.New(slog.DiscardHandler))
	w.Through(w.smtp(), "https://congvu.example.vn")
	w.On("hello", func(_ context.Context, l Letter) (Text, error) {
		return Text{Subject: "Kính gửi " + l.Person, Body: "Nội dung có dấu.\n.một dòng bắt đầu bằng dấu chấm\n"}, nil
	})
	return w
}

func (w *world) smtp() Sender {
	w.t.Helper()
	s, err := SMTP(Server{URL: "smtp://" + w.sink.addr, From: "congvu@example.vn", Name: "Công Vụ"})
	if err != nil {
		w.t.Fatal(err)
	}
	return s
}

func (w *world) queue(kind string) string {
	w.t.Helper()
	ids, err := w.Queue(w.t.Context(), Letter{Agency: "a", Kind: kind, Person: "lan", To: "lan@example.vn"})
	if err != nil {
		w.t.Fatal(err)
	}
	return ids[0]
}

// state asks how far a letter is.
func (w *world) state(id string) Letter {
	w.t.Helper()
	found, err := w.Letters(w.t.Context(), "a", []string{id})
	if err != nil {
		w.t.Fatal(err)
	}
	return found[id]
}

func (w *world) deliver() {
	w.t.Helper()
	if err := w.Deliver(w.t.Context()); err != nil {
		w.t.Log("deliver:", err)
	}
}

// TestDeliver: a letter arrives as it was written, once.
func TestDeliver(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	id := w.queue("hello")
	w.deliver()
	w.deliver()
	got := w.sink.letters()
	if len(got) != 1 || w.sink.to[0] != "lan@example.vn" {
		t.Fatalf("%d letters to %v", len(got), w.sink.to)
	}
	for _, want := range []string{"Message-ID: <" + id + "@example.vn>", "Auto-Submitted: auto-generated", "To: <lan@example.vn>", "<congvu@example.vn>", "charset=UTF-8", "N=E1=BB=99i dung"} {
		if !strings.Contains(got[0], want) {
			t.Errorf("the letter lacks %q:\n%s", want, got[0])
		}
	}
	if l := w.state(id); l.State != Sent || l.Ended.IsZero() {
		t.Errorf("afterwards: %+v", l)
	}
}

// TestWithTheAct: a letter goes out when the act is kept, and not at all when it is not.
func TestWithTheAct(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	sorry := errors.New("no")
	err := w.db.WithTx(t.Context(), func(ctx context.Context) error {
		if _, err := w.Queue(ctx, Letter{Agency: "a", Kind: "hello", Person: "lan", To: "lan@example.vn"}); err != nil {
			return err
		}
		return sorry
	})
	if !errors.Is(err, sorry) {
		t.Fatal(err)
	}
	w.deliver()
	if got := w.sink.letters(); len(got) != 0 {
		t.Errorf("%d letters of an act that was not kept", len(got))
	}
}

// TestFaults: what comes of each answer of the mail server.
func TestFaults(t *testing.T) {
	t.Parallel()
	busy, never := &smtp.SMTPError{Code: 451, Message: "busy"}, &smtp.SMTPError{Code: 550, Message: "no such user"}
	for name, tc := range map[string]struct {
		refuse, late error
		first, then  State // after the first attempt; after another an hour later, when all is well again
	}{
		"the reader's box is busy": {busy, nil, Waiting, Sent},
		"there is no such reader":  {never, nil, Failed, Failed},
		"the text is put off":      {nil, busy, Waiting, Sent},
		"the text is refused":      {nil, never, Failed, Failed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.sink.set(tc.refuse, tc.late)
			id := w.queue("hello")
			w.deliver()
			if l := w.state(id); l.State != tc.first || l.Fault == "" {
				t.Fatalf("at first: %+v", l)
			}
			w.deliver() // too early for another attempt
			w.sink.set(nil, nil)
			w.clock.on(time.Hour)
			w.deliver()
			if l := w.state(id); l.State != tc.then || (tc.then == Sent) != (len(w.sink.letters()) == 1) {
				t.Errorf("an hour later: %+v, %d arrived", l, len(w.sink.letters()))
			}
		})
	}
}

// away is a mail server that cannot be reached.
type away struct{ asked int }

func (a *away) Dial(context.Context) (Line, error) {
	a.asked++
	return nil, errors.New("connection refused")
}

// TestBackOff: a server that is away is asked less and less often, and the letter is given up after a day; that is seen.
func TestBackOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	server := &away{}
	w.Through(server, "")
	id := w.queue("hello")
	for range 25 * 6 {
		w.deliver()
		w.clock.on(10 * time.Minute)
		if l := w.state(id); l.State == Waiting && w.clock.Now().Sub(l.Queued) == 30*time.Minute {
			if st, err := w.Standing(t.Context(), "a"); err != nil || st.Late != 1 || st.Lost != 0 {
				t.Errorf("after half an hour: %+v, %v", st, err)
			}
		}
	}
	if l := w.state(id); l.State != Failed || server.asked < 6 || server.asked > 16 {
		t.Errorf("after %d attempts: %+v", server.asked, l)
	}
	if st, err := w.Standing(t.Context(), "a"); err != nil || st.Late != 0 || st.Lost != 1 {
		t.Errorf("afterwards: %+v, %v", st, err)
	}
}

// killed is a Sender whose node dies at a step.
type killed struct {
	Sender
	dialling, before, after bool
}

type killedLine struct {
	Line
	k killed
}

func (k killed) Dial(ctx context.Context) (Line, error) {
	if k.dialling {
		panic("killed")
	}
	l, err := k.Sender.Dial(ctx)
	return killedLine{l, k}, err
}

func (l killedLine) Send(id, to string, text Text) (State, error) {
	if l.k.before {
		panic("killed")
	}
	state, err := l.Line.Send(id, to, text)
	if l.k.after {
		panic("killed")
	}
	return state, err
}

// TestKilled: wherever a node dies, no letter arrives twice; one that may have arrived is shown as such.
func TestKilled(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		dies    killed
		state   State
		arrived int
	}{
		"before it reaches the server": {killed{dialling: true}, Sent, 1},
		"before the text":              {killed{before: true}, Unknown, 0},
		"after the text":               {killed{after: true}, Unknown, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			id := w.queue("hello")
			tc.dies.Sender = w.smtp()
			w.Through(tc.dies, "")
			func() {
				defer func() {
					if recover() == nil {
						t.Error("it lived")
					}
				}()
				w.deliver()
			}()
			w.Through(w.smtp(), "") // another node
			w.deliver()             // which leaves alone what may still be in hand
			for range 3 {
				w.clock.on(hold)
				w.deliver()
			}
			if l := w.state(id); l.State != tc.state || len(w.sink.letters()) != tc.arrived {
				t.Errorf("%+v; %d arrived", l, len(w.sink.letters()))
			}
		})
	}
}

// TestTwoNodes: two nodes at once send each letter once.
func TestTwoNodes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for range 20 {
		w.queue("hello")
	}
	other := New(w.db, w.clock, w.log)
	other.Through(w.smtp(), "")
	other.writers = w.writers
	var both sync.WaitGroup
	for _, node := range []*Service{w.Service, other} {
		both.Go(func() {
			if err := node.Deliver(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if got := w.sink.letters(); len(got) != 20 {
		t.Errorf("%d letters arrived of 20", len(got))
	}
}

// TestHeaders: nothing that is typed becomes a header, and a letter of no use is dropped.
func TestHeaders(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, to := range []string{"", "lan", "lan@example.vn\r\nBcc: x@example.vn", "lan@example.vn, x@example.vn", "Lan <lan@example.vn>", "lan@example.vn\n", "\"a\rb\"@example.vn", "lan@example.vn\u2028x"} {
		if _, err := w.Queue(t.Context(), Letter{Agency: "a", Kind: "hello", Person: "lan", To: to}); !errors.Is(err, ErrLetter) {
			t.Errorf("address %q: %v", to, err)
		}
	}
	w.On("two lines", func(context.Context, Letter) (Text, error) {
		return Text{Subject: "a\r\nBcc: x@example.vn", Body: "b"}, nil
	})
	w.On("late", func(context.Context, Letter) (Text, error) { return Text{}, ErrDropped })
	bad, late, strange := w.queue("two lines"), w.queue("late"), w.queue("of a release to come")
	w.deliver()
	for id, want := range map[string]State{bad: Failed, late: Dropped, strange: Dropped} {
		if l := w.state(id); l.State != want {
			t.Errorf("%s: %s, want %s", l.Kind, l.State, want)
		}
	}
	if got := w.sink.letters(); len(got) != 0 {
		t.Errorf("arrived: %v", got)
	}
}

// TestSMTPSettings: what is no server is refused, and one that is not on this machine must speak TLS.
func TestSMTPSettings(t *testing.T) {
	t.Parallel()
	for _, url := range []string{"", "mail.example.vn:587", "http://mail.example.vn", "smtp://", "smtp://u:p@mail.example.vn", "smtp://mail.example.vn/x", "smtp://mail.example.vn:0"} {
		if _, err := SMTP(Server{URL: url, From: "a@example.vn"}); err == nil {
			t.Errorf("%q is taken", url)
		}
	}
	if _, err := SMTP(Server{URL: "smtp://mail.example.vn", From: "a@example.vn\r\nBcc: b@example.vn"}); err == nil {
		t.Error("a sender of two lines is taken")
	}
	w := newWorld(t)
	s, err := SMTP(Server{URL: "smtp://" + w.sink.addr, From: "a@example.vn"})
	if err != nil {
		t.Fatal(err)
	}
	strict, ok := s.(*smtpSender)
	if !ok {
		t.Fatal("another sender")
	}
	remote, err := SMTP(Server{URL: "smtp://mail.example.vn" + w.sink.addr[strings.LastIndex(w.sink.addr, ":"):], From: "a@example.vn"})
	if err != nil {
		t.Fatal(err)
	}
	strict.options = remote.(*smtpSender).options // the same server as if it were not on this machine
	if line, err := strict.Dial(t.Context()); err == nil {
		line.Close()
		t.Error("a server without TLS is spoken to")
	}
}

// TestUnset: without a mail server nothing is queued.
func TestUnset(t *testing.T) {
	t.Parallel()
	db := mongotest.New(t, Indexes()...)
	s := New(db, &hand{at: time.Now()}, slog.New(slog.DiscardHandler))
	ids, err := s.Queue(t.Context(), Letter{Agency: "a", Kind: "hello", To: "lan@example.vn"})
	if len(ids) != 0 || err != nil || s.Set() {
		t.Errorf("%v, %v", ids, err)
	}
	s.Run(t.Context())
	if _, err := s.store.Claim(t.Context(), Waiting, mongodb.NewID(), time.Now(), time.Now()); !errors.Is(err, errs.ErrNotFound) {
		t.Errorf("in the outbox: %v", err)
	}
}
