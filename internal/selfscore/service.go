package selfscore

import (
	"context"
	"fmt"
	"time"

	"congvu/internal/access"
	"congvu/internal/clock"
	"congvu/internal/errs"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
)

// actionGiven is what this package records: points proposed for oneself, first or changed.
const actionGiven = "sheet.self"

// Scores are what people assess themselves beside; evaluation.Service fits.
type Scores interface {
	Score(ctx context.Context, a access.Actor, person string, p grading.Period) (evaluation.Score, error)
}

// Journal records acts; journal.Journal fits.
type Journal interface {
	Write(ctx context.Context, e journal.Entry) error
}

// Service keeps self-scores. It is safe for concurrent use.
type Service struct {
	db      *mongodb.DB
	store   store
	scores  Scores
	journal Journal
	clock   clock.Clock
}

// New returns the service over db.
func New(db *mongodb.DB, scores Scores, j Journal, c clock.Clock) *Service {
	return &Service{db: db, store: store{db.Collection(collection)}, scores: scores, journal: j, clock: c}
}

// Give keeps how a assesses themselves for a month, in the place of what they sent before, until the superior gives points.
// Errors: evaluation.ErrMonth, evaluation.ErrFuture, evaluation.ErrNoPolicy; grading.ErrPoints and errs.ErrInvalid with the faulty
// fields; evaluation.ErrClosed, ErrReviewed and errs.ErrChanged with the present score (evaluation.Score).
func (s *Service) Give(ctx context.Context, a access.Actor, p grading.Period, in Given) (evaluation.Score, error) {
	now := s.clock.Now()
	sc, err := s.scores.Score(ctx, a, a.ID, p)
	if err == nil {
		err = Open(sc)
	}
	if err == nil {
		err = s.give(ctx, a, sc, in, now)
	}
	switch {
	case err == nil:
		return sc, nil
	case errs.As(err).Kind == errs.Conflict && sc.Person.ID != "":
		return sc, errs.As(err).Having(sc)
	}
	return sc, fmt.Errorf("self-score of %s: %w", a.ID, err)
}

func (s *Service) give(ctx context.Context, a access.Actor, sc evaluation.Score, in Given, now time.Time) error {
	p := sc.Month.Period
	return s.db.WithTx(ctx, func(ctx context.Context) error {
		prev, err := s.store.get(ctx, a.Agency, a.ID, p)
		switch {
		case err != nil:
			return err
		case prev.Version != in.Version:
			return errs.ErrChanged
		}
		next, err := in.next(prev, sc, now)
		if err != nil {
			return err
		}
		if err := s.store.put(ctx, prev.Version, next); err != nil {
			return err
		}
		return s.journal.Write(ctx, journal.Entry{
			Action: actionGiven, By: a, At: now, Params: map[string]string{"period": string(p), "points": next.Total().String()},
		}.Of(nil, next))
	})
}

// Of returns how a person assessed themselves for a month; ok is false while nothing was sent. Whether the reader may see it is the
// caller's question: it goes with the score.
func (s *Service) Of(ctx context.Context, agency, person string, p grading.Period) (x Self, ok bool, err error) {
	x, err = s.store.get(ctx, agency, person, p)
	return x, x.Version > 0, err
}

// OfAll returns by person what was sent of a month; who sent nothing is missing.
func (s *Service) OfAll(ctx context.Context, agency string, p grading.Period, people ...string) (map[string]Self, error) {
	all, err := s.store.ofPeople(ctx, agency, p, people)
	sent := make(map[string]Self, len(all))
	for _, x := range all {
		sent[x.Person] = x
	}
	return sent, err
}
