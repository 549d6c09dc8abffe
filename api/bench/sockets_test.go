package bench

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/mongodb"
	"congvu/internal/realtime"
)

// benchEvents is how many events either side tells in one turn.
const benchEvents = 20

// sockets measures one event from the commit until the last of 1,000 sockets has it, and what a waiting socket costs the
// server. Beside it: the bare driver with a change stream of its own, and gorilla with one PreparedMessage for all.
func sockets(b *testing.B, o *bureau) (result, []figure) {
	tickets := o.tickets(b)
	before := live()
	ours := gather(b, "ws://"+o.addr+v1.Prefix+"/ws", tickets)
	each := (live() - before) / benchSockets

	before = live()
	plain := newGorilla(b, o.db)
	theirs := gather(b, "ws://"+plain.addr, make([]string, benchSockets))
	eachPlain := (live() - before) / benchSockets

	tell := realtime.NewEvents(o.db)
	event := realtime.Event{Agency: o.agency, Type: "task", Object: mongodb.NewID(), Version: 7}
	for _, t := range o.teams { // every head has a part in it, so that all sockets hear of it
		event.Audience = append(event.Audience, access.Person(t.head.id))
	}
	var s, bare sample
	product := func() error {
		return s.heard(ours, func() (at time.Time, err error) {
			err = o.db.WithTx(b.Context(), func(ctx context.Context) error {
				err := tell.Write(ctx, event)
				at = time.Now() // what is left is the commit
				return err
			})
			return at, err
		})
	}
	model := learn(b, o.db, func() {
		if err := product(); err != nil {
			b.Fatal(err)
		}
	})
	for range turnsEach {
		for range benchEvents {
			if err := product(); err != nil {
				b.Fatal(err)
			}
		}
		for range benchEvents {
			document := model.again(b, map[string]string{}, 0)[0].raw
			if err := bare.heard(theirs, func() (time.Time, error) { return plain.tell(b.Context(), o.db, document) }); err != nil {
				b.Fatal(err)
			}
		}
	}
	return result{what: "một sự kiện đến cả 1.000 kết nối", clients: 1, product: s, bare: bare}, []figure{
		{"bộ nhớ của một kết nối đang chờ", fmt.Sprintf("%s; gorilla trần, mặc định: %s", size(each), size(eachPlain))},
		{"trả lời người giao việc khi 5.000 kết nối cùng nghe", overheard(b, o)},
	}
}

// listeners are the sockets of one person that hear of an act while its own answer is waited for.
const listeners = 5000

// overheard measures how long a head waits for the answer to an act of the own, alone and while thousands hear of it: the
// fan-out must stand back for the request.
func overheard(b *testing.B, o *bureau) string {
	head := o.teams[0].head
	answers := func(heard func()) string {
		var s sample
		for range 2 * benchEvents {
			begun := time.Now()
			if _, err := o.send(head, "POST", "/tasks", o.taskBody(0), "Idempotency-Key", mongodb.NewID()); err != nil {
				b.Fatal(err)
			}
			s.took = append(s.took, time.Since(begun))
			heard()
		}
		slices.Sort(s.took)
		return fmt.Sprintf("%.1f ms", s.took[len(s.took)/2].Seconds()*1000)
	}
	alone := answers(func() {})
	frames := make([]string, listeners)
	for i := range frames {
		raw, err := o.send(head, "POST", "/ws-ticket", "")
		if err != nil {
			b.Fatal(err)
		}
		frames[i] = string(bytes.TrimSpace(raw))
	}
	crowd := gather(b, "ws://"+o.addr+v1.Prefix+"/ws", frames)
	return fmt.Sprintf("trung vị %s; khi không ai nghe: %s", answers(func() {
		if _, err := crowd.heard(); err != nil {
			b.Fatal(err)
		}
	}), alone)
}

// heard tells an event and notes how long after its commit the last of a crowd had it.
func (s *sample) heard(c *crowd, tell func() (committed time.Time, err error)) error {
	committed, err := tell()
	if err != nil {
		return err
	}
	last, err := c.heard()
	s.took = append(s.took, last.Sub(committed))
	s.spent += last.Sub(committed)
	return err
}

// tickets returns the first frames of the sockets, each with a ticket; the sockets are the heads'.
func (o *bureau) tickets(b *testing.B) []string {
	frames := make([]string, benchSockets)
	var all errgroup.Group
	for client := range benchClients {
		all.Go(func() error {
			for i := client; i < len(frames); i += benchClients {
				raw, err := o.send(o.teams[client].head, "POST", "/ws-ticket", "")
				if err != nil {
					return err
				}
				frames[i] = string(bytes.TrimSpace(raw))
			}
			return nil
		})
	}
	if err := all.Wait(); err != nil {
		b.Fatal(err)
	}
	return frames
}

// live returns how many bytes of heap and stacks are in use.
func live() float64 {
	runtime.GC()
	runtime.GC() // what pools held is let go by the second
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc + m.StackInuse)
}
