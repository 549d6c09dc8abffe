package feed

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
	"congvu/internal/task"
	"congvu/internal/tasklist"
)

// Feed is the address of one person's calendar.
type Feed struct {
	ID     string    `bson:"_id"` // first part of the address, no secret
	Agency string    `bson:"agency"`
	Person string    `bson:"person"`
	Hash   []byte    `bson:"hash"` // SHA-256 of the secret part, which is kept nowhere
	Made   time.Time `bson:"made"`
	Used   time.Time `bson:"used,omitempty"` // when it was read last, to the hour; zero while it never was
}

// Tasks lists the work of a person; tasklist.Service fits.
type Tasks interface {
	List(ctx context.Context, a access.Actor, q tasklist.Query) (rows []task.Row, next string, err error)
}

// People knows who somebody is now; identity.Service fits.
type People interface {
	Actor(ctx context.Context, person string) (access.Actor, error)
}

// Accounts knows whose account is open; session.Service fits.
type Accounts interface {
	Usable(ctx context.Context, person string) (bool, error)
}

// Service keeps the addresses and writes the calendars. It is safe for concurrent use.
type Service struct {
	db       *mongodb.DB
	store    store
	tasks    Tasks
	people   People
	accounts Accounts
	clock    clock.Clock
}

// New returns the service.
func New(db *mongodb.DB, tasks Tasks, people People, accounts Accounts, clk clock.Clock) *Service {
	return &Service{db: db, store: newStore(db), tasks: tasks, people: people, accounts: accounts, clock: clk}
}

// ErrTooMany asks a program to wait: it reads a calendar more often than work changes, or guesses.
var ErrTooMany = errs.New(errs.TooMany, "feed.too_many", "the calendar is read too often")

// Of returns a's address without its secret; errs.ErrNotFound when a has none.
func (s *Service) Of(ctx context.Context, a access.Actor) (Feed, error) {
	return s.store.Of(ctx, a.Agency, a.ID)
}

// Make gives a a new address, whose secret only the answer holds; the one before ends at once.
func (s *Service) Make(ctx context.Context, a access.Actor) (token string, f Feed, err error) {
	secret := make([]byte, 32)
	_, _ = rand.Read(secret) // never fails
	text := base64.RawURLEncoding.EncodeToString(secret)
	f = Feed{ID: mongodb.NewID(), Agency: a.Agency, Person: a.ID, Hash: hash(text), Made: s.clock.Now()}
	err = s.db.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Delete(ctx, a.Agency, a.ID); err != nil {
			return err
		}
		return s.store.Insert(ctx, f)
	})
	if err != nil {
		return "", Feed{}, fmt.Errorf("make feed: %w", err)
	}
	return f.ID + "." + text, f, nil
}

// End takes a's address back; nobody reads anything under it any more.
func (s *Service) End(ctx context.Context, a access.Actor) error {
	return s.store.Delete(ctx, a.Agency, a.ID)
}

func hash(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}

// Bounds of reading: programs ask every quarter of an hour at most, and an address of nobody is typed wrongly some times.
const (
	window     = 10 * time.Minute
	maxReads   = 20  // of one address of a calendar in a window
	maxMisses  = 30  // wrong addresses from one network in a window
	maxEvents  = 500 // deadlines of one calendar
	pageOfWork = 100
)

// Read returns the calendar behind a token, for a program at a network address; link is what addresses of work begin with.
// Errors: errs.ErrNotFound for a token that is not, or no longer, somebody's, and for whoever's account is not open; ErrTooMany.
func (s *Service) Read(ctx context.Context, token, address, link string) ([]byte, error) {
	f, err := s.open(ctx, token)
	if errors.Is(err, errs.ErrNotFound) {
		if err := s.bound(ctx, "m:"+network(address), maxMisses); err != nil {
			return nil, err
		}
		return nil, errs.ErrNotFound
	}
	if err != nil {
		return nil, err
	}
	if err := s.bound(ctx, "f:"+f.ID, maxReads); err != nil {
		return nil, err
	}
	a, err := s.people.Actor(ctx, f.Person)
	if err != nil {
		return nil, err
	}
	events, err := s.events(ctx, a, link)
	if err != nil {
		return nil, fmt.Errorf("calendar of %s: %w", f.Person, err)
	}
	if now := s.clock.Now(); now.Sub(f.Used) >= time.Hour {
		if err := s.store.Used(ctx, f.ID, now); err != nil {
			return nil, err
		}
	}
	return Calendar("Công Vụ: hạn việc của "+a.Name, events), nil
}

// open returns the address that a token names, of a person whose account is open.
func (s *Service) open(ctx context.Context, token string) (Feed, error) {
	id, secret, _ := strings.Cut(token, ".")
	f, err := s.store.Get(ctx, id)
	if err != nil && !errors.Is(err, errs.ErrNotFound) {
		return Feed{}, err
	}
	// Of no address too, so that both take the same time.
	if subtle.ConstantTimeCompare(hash(secret), cmpHash(f.Hash)) != 1 || err != nil {
		return Feed{}, errs.ErrNotFound
	}
	if usable, err := s.accounts.Usable(ctx, f.Person); err != nil || !usable {
		return Feed{}, errors.Join(err, errs.ErrNotFound)
	}
	return f, nil
}

// cmpHash is what a secret is compared with.
func cmpHash(h []byte) []byte {
	if len(h) != sha256.Size {
		return make([]byte, sha256.Size)
	}
	return h
}

// bound counts a request under a key and refuses it with ErrTooMany when there were most of them in this window already.
func (s *Service) bound(ctx context.Context, key string, most int) error {
	now := s.clock.Now()
	began := now.Truncate(window)
	n, err := s.store.Count(ctx, key+"|"+strconv.FormatInt(began.Unix(), 10), time.Now().Add(2*window)) // swept by the database's time
	if err == nil && n > most {
		return ErrTooMany.After(began.Add(window).Sub(now))
	}
	return err
}

// network is the network of an address: the whole of an old one, the first half of a new one, whose second half its owner chooses.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	bits := 32
	if ip = ip.Unmap(); ip.Is6() {
		bits = 64
	}
	p, _ := ip.Prefix(bits) // of a valid address with that many bits
	return p.String()
}

// events are the deadlines of open work that a leads or helps with, nearest first, at most maxEvents.
func (s *Service) events(ctx context.Context, a access.Actor, link string) ([]Event, error) {
	var events []Event
	for _, tab := range []tasklist.Tab{tasklist.TabLead, tasklist.TabCoordinating} {
		for cursor := ""; ; {
			rows, next, err := s.tasks.List(ctx, a, tasklist.Query{Tab: tab, Cursor: cursor, Limit: pageOfWork})
			if err != nil {
				return nil, err
			}
			for _, r := range rows {
				e := Event{ID: r.ID, Code: r.Code, Title: r.Title, Day: r.DueOn, Changed: r.UpdatedAt, Link: link + "/tasks/" + r.ID}
				if tab == tasklist.TabCoordinating {
					for _, p := range r.Coordinators {
						if (p.Person == a.ID || p.Doer == a.ID) && p.DueOn != "" {
							e.Day = p.DueOn
						}
					}
				}
				if e.Day != "" && !slices.ContainsFunc(events, func(x Event) bool { return x.ID == e.ID }) {
					events = append(events, e)
				}
			}
			if cursor = next; next == "" || len(events) >= 2*maxEvents {
				break
			}
		}
	}
	slices.SortStableFunc(events, func(x, y Event) int { return cmp.Compare(x.Day, y.Day) })
	return events[:min(len(events), maxEvents)], nil
}
