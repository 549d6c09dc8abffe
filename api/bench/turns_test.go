package bench

import (
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
)

const (
	turnsEach = 3               // of either side
	turnTime  = 3 * time.Second // after which a turn begins no more acts
)

// side does act i of client; each client does its own acts one after the other.
type side func(client, i int) error

// turns has both sides do acts in turns, so that whatever else the machine does meets both alike. Each side does at most
// turnsEach × acts, numbered from 0 on, act i by client i % clients; acts is a multiple of clients.
func turns(b *testing.B, clients, acts int, product, bare side) (p, d sample) {
	b.Helper()
	for turn := range turnsEach {
		first := turn * acts
		if err := p.turn(clients, first, acts, product); err != nil {
			b.Fatal("product: ", err)
		}
		if err := d.turn(clients, first, acts, bare); err != nil {
			b.Fatal("bare driver: ", err)
		}
	}
	return p, d
}

// turn has all clients do their share of the acts from first on, at once.
func (s *sample) turn(clients, first, acts int, do side) error {
	each := make([][]time.Duration, clients)
	var all errgroup.Group
	began := time.Now()
	for client := range clients {
		all.Go(func() error {
			for i := first + client; i < first+acts; i += clients {
				start := time.Now()
				if start.Sub(began) > turnTime {
					break
				}
				if err := do(client, i); err != nil {
					return err
				}
				each[client] = append(each[client], time.Since(start))
			}
			return nil
		})
	}
	err := all.Wait()
	s.spent += time.Since(began)
	for _, took := range each {
		s.took = append(s.took, took...)
	}
	return err
}
