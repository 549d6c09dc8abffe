package ratification

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/grading"
	"congvu/internal/journal"
)

// actionAmended is recorded when another grade takes the place of a decided one.
const actionAmended = "rating.amended"

// Amendment is another grade for one person, in the place of the one that was decided.
type Amendment struct {
	Person string
	Period grading.Period
	Grade  grading.Grade
	Reason string
	Paper  Paper // on which it rests
}

// Amend makes the next version of a decision, in which a person has another grade; the one before stays readable. also is kept with it
// or neither is: petition keeps its answer. Whether a may is the caller's question. Errors: errs.ErrNotFound where nothing is decided;
// ErrPlaces and ErrGroupPlaces where nobody else may be xuat_sac; errs.ErrChanged.
func (s *Service) Amend(ctx context.Context, a access.Actor, x Amendment, also func(ctx context.Context) error) error {
	all, err := s.store.ofPeople(ctx, a.Agency, x.Period, x.Person)
	if err == nil && len(all) == 0 {
		err = errs.ErrNotFound
	}
	if err != nil {
		return fmt.Errorf("amend grade of %s: %w", x.Person, err)
	}
	r := all[0]
	u, err := s.Units.Unit(ctx, a.Agency, r.Unit)
	if err != nil {
		return err
	}
	by, err := s.authorityOf(ctx, a)
	if err != nil {
		return err
	}
	v, err := s.view(ctx, a, by, u, x.Period)
	if err != nil {
		return err
	}
	next := r
	if next.Decision, err = r.Decision.amended(v.Board, x, a.ID); err != nil {
		return err
	}
	next.Decision.Amended[len(next.Decision.Amended)-1].At = s.Clock.Now()
	next.Version, next.UpdatedAt = r.Version+1, s.Clock.Now()
	name := ""
	if line, ok := v.Board.line(x.Person); ok {
		name = line.Person.Name
	}
	e := journal.Entry{Action: actionAmended, By: a, At: next.UpdatedAt, Reason: x.Reason, Params: map[string]string{
		"period": string(x.Period), "unit": u.Name, "person": name, "document": x.Paper.Number, "people": "1",
	}}
	e.Audience = append(slices.Clone(next.Vis), access.Person(x.Person))
	return s.DB.WithTx(ctx, func(ctx context.Context) error {
		if err := s.store.put(ctx, r.Version, next); err != nil {
			return err
		}
		if err := also(ctx); err != nil {
			return err
		}
		return s.Journal.Write(ctx, e.Of(nil, next))
	})
}

// amended returns a decision in which a person has another grade. Errors: ErrPlaces, ErrGroupPlaces.
func (d *Decision) amended(b Board, x Amendment, by string) (*Decision, error) {
	next := *d
	next.Grades, next.Amended = slices.Clone(d.Grades), slices.Clone(d.Amended)
	at := slices.IndexFunc(next.Grades, func(f Final) bool { return f.Person == x.Person })
	if at < 0 {
		return nil, errs.ErrNotFound
	}
	was := next.Grades[at]
	next.Grades[at].Grade, next.Grades[at].Reason = x.Grade, x.Reason
	next.Amended = append(next.Amended, Amended{Final: was, Now: x.Grade, Reason: x.Reason, Paper: x.Paper.normal(), By: by})
	if x.Grade != grading.Excellent || len(b.Groups) == 0 && b.Unit == (Count{}) {
		return &next, nil
	}
	for _, c := range append([]Count{b.Unit}, b.Groups...) {
		if c.Group != "" && c.Group != was.Group {
			continue
		}
		chosen := 0
		for _, f := range next.Grades {
			if f.Grade == grading.Excellent && (c.Group == "" || f.Group == c.Group) {
				chosen++
			}
		}
		if chosen <= c.Places {
			continue
		}
		err := ErrPlaces
		if c.Group != "" {
			err = ErrGroupPlaces.Arg("group", c.Group)
		}
		return nil, err.Arg("chosen", strconv.Itoa(chosen)).Arg("places", strconv.Itoa(c.Places))
	}
	return &next, nil
}

// history returns what a person's grade was before, oldest first.
func (d *Decision) history(person string) (all []Amended) {
	for _, x := range d.Amended {
		if x.Person == person {
			all = append(all, x)
		}
	}
	return all
}
