package task

import (
	"context"
	"fmt"

	"congvu/internal/access"
	"congvu/internal/errs"
	"congvu/internal/mongodb"
)

// Spread gives a new task of a and, below it, one of the same content to each of others (giao một việc cho nhiều nơi): whoever leads
// the task puts together what they hand in, and hands it in themselves once all of them have. Who helps and who is informed belongs
// to the task above. All of them are made, at most MaxTogether, or none. Without others it is Create.
// Errors: those of Create; errs.ErrInvalid at "others" where the work is not given at once; what is wrong with one of others stands
// at "others[i]".
func (s *Service) Spread(ctx context.Context, a access.Actor, in Input, others []Lead, assign bool, key string) (Task, error) {
	if len(others) == 0 {
		return s.Create(ctx, a, in, assign, key)
	}
	if !assign { // a draft keeps no others
		return Task{}, errs.ErrInvalid.At("others", "given_only")
	}
	in = in.normal()
	op, err := opOf(a, "task-spread", key, struct {
		In     Input
		Others []Lead
	}{in, others})
	if err != nil {
		return Task{}, err
	}
	if err := distinct(in.Lead, others); err != nil {
		return Task{}, err
	}
	if t, found, err := s.made(ctx, a, op); found || err != nil {
		return t, err
	}
	t, err := s.spread(ctx, a, in, others, op)
	if mongodb.IsDuplicate(err) { // the same request came twice at once
		if t, found, err := s.made(ctx, a, op); found || err != nil {
			return t, err
		}
	}
	return t, wrap("spread", t.ID, err)
}

func (s *Service) spread(ctx context.Context, a access.Actor, in Input, others []Lead, op Op) (Task, error) {
	top, given, err := s.prepare(ctx, a, in, true, op)
	if err != nil {
		return Task{}, err
	}
	in.Coordinators, in.Informed = nil, nil
	all, acts, above := make([]Task, len(others)), make([]act, len(others)), top
	for i, lead := range others {
		in.Lead = lead
		var t Task
		if t, acts[i], err = s.prepare(ctx, a, in, true, op.nth(i+1)); err != nil {
			return Task{}, elsewhere(err, i)
		}
		all[i], above = t.below(above)
	}
	noted := act{verb: splitting, params: map[string]string{"code": all[0].Code, "title": short(top.Title)}}
	if len(all) > 1 {
		noted.params["count"] = fmt.Sprint(len(all))
	}
	var made Task
	err = s.deps.DB.WithTx(ctx, func(ctx context.Context) error { // may run more than once: each run stores the same
		stored, err := s.save(ctx, a, Task{}, top, given)
		if err != nil {
			return err
		}
		for i, t := range all {
			if _, err := s.save(ctx, a, Task{}, t, acts[i]); err != nil {
				return err
			}
		}
		made, err = s.save(ctx, a, stored, above, noted)
		return err
	})
	return made, err
}
