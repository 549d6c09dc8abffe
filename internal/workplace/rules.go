package workplace

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/journal"
	"congvu/pkg/vncal"
)

// Rules are the settings that bind a unit, and those it set itself.
type Rules struct {
	Unit      string
	Effective Rule   // today, with what the units above set
	Own       []Rule // of the unit itself, the latest beginning in front
	May       bool   // the reader may set another
}

// RulesOf returns what binds the people of a unit. errs.ErrNotFound for a unit that a does not see.
func (s *Service) RulesOf(ctx context.Context, a access.Actor, unit string) (Rules, error) {
	u, err := s.unit(ctx, a, unit, Sees)
	if err != nil {
		return Rules{}, err
	}
	all, err := s.store.Rules(ctx, a.Agency, u.Path(), ruleDay)
	if err != nil {
		return Rules{}, err
	}
	r := Rules{Unit: u.ID, Effective: Effective(all, u.Path(), s.today()), Own: []Rule{}, May: CanRule(a, u)}
	for _, x := range slices.Backward(all) {
		if x.Unit == u.ID {
			r.Own = append(r.Own, x)
		}
	}
	return r, nil
}

// SetRule stores the settings of a unit that begin on a day (quy định của đơn vị), in the place of those of the same day.
// Errors: ErrInput; ErrUnit unless a heads the unit or one above; errs.ErrChanged; errs.ErrNotFound outside a's scope.
func (s *Service) SetRule(ctx context.Context, a access.Actor, unit string, in RuleInput) (Rules, error) {
	u, err := s.led(ctx, a, unit, CanRule)
	if err != nil {
		return Rules{}, err
	}
	if in, err = in.Normal(s.today()); err != nil {
		return Rules{}, err
	}
	next := Rule{
		ID: RuleID(u.ID, in.From), Agency: a.Agency, Unit: u.ID, From: in.From, Version: in.Version + 1, MinOnSite: in.MinOnSite, MaxOnSite: in.MaxOnSite,
		MaxDays: in.MaxDays, Posts: []Post{}, Products: in.Products, Basis: in.Basis, By: a.ID, At: s.Clock.Now(),
	}
	if next.Products == nil {
		next.Products = []string{}
	}
	if next.Posts, err = s.posts(ctx, a, u.ID, in.People); err != nil {
		return Rules{}, err
	}
	audience, err := s.watchers(ctx, a.Agency, u.ID)
	if err != nil {
		return Rules{}, err
	}
	err = s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.Lock(ctx, a.Agency, u.ID); err != nil {
			return err
		}
		if err := s.store.PutRule(ctx, in.Version, next); err != nil {
			return err
		}
		if err := s.Journal.Write(ctx, journal.Entry{
			Action: "workrule.set", By: a, Object: next.JournalObject(), Version: next.Version, Vis: audience, At: next.At,
			Params: map[string]string{"from": next.From.Display()},
		}); err != nil {
			return err
		}
		return s.Journal.Announce(ctx, a.Agency, EventType, u.ID, audience...)
	})
	if errors.Is(err, errs.ErrChanged) {
		return Rules{}, errs.ErrChanged
	}
	if err != nil {
		return Rules{}, fmt.Errorf("set rule %s: %w", next.ID, err)
	}
	return s.RulesOf(ctx, a, u.ID)
}

// posts returns the primary posts of people, who must belong to the unit or to one below it. ErrInput at the one who does not.
func (s *Service) posts(ctx context.Context, a access.Actor, unit string, people []string) ([]Post, error) {
	found, err := s.People.People(ctx, a.Agency, people)
	if err != nil {
		return nil, err
	}
	posts, fault := []Post{}, ErrInput
	for i, id := range people {
		p, ok := found[id]
		if !ok || !slices.Contains(p.Units, unit) {
			fault = fault.At(fmt.Sprintf("onSite[%d]", i), "not_found")
			continue
		}
		held, err := s.People.Appointments(ctx, a.Agency, id)
		if err != nil {
			return nil, err
		}
		for _, h := range held {
			if h.Primary {
				posts = append(posts, Post{Appointment: h.ID, Person: id})
			}
		}
	}
	return posts, fault.OrNil()
}

// ruleDay is the last day for which rules are read.
const ruleDay vncal.Date = "9999-12-31"
