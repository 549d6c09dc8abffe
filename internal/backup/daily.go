package backup

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"congvu/internal/errs"
	"congvu/internal/jobs"
)

// Job is the name of the daily copy in the schedule.
const Job = "backup"

// keepDaily is how many daily copies are kept.
const keepDaily = 7

// dailyPrefix begins the names of daily copies. No other file in their folder is ever removed.
const dailyPrefix = "congvu-daily-"

// Job makes a copy every night, after the jobs of midnight, and keeps the last seven.
func (s *Service) Job() jobs.Job {
	return jobs.Job{Name: Job, Spec: "40 1 * * *", Policy: jobs.Latest(), Run: func(ctx context.Context, r jobs.Run) error {
		if s.settings.Dir == "" {
			return nil
		}
		_, err := s.daily(ctx, r.Hold)
		return err
	}}
}

// daily makes the copy of a day. hold refuses what follows once another node has taken the run over.
func (s *Service) daily(ctx context.Context, hold func(context.Context) error) (Record, error) {
	dir := s.settings.Dir
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return Record{}, fmt.Errorf("folder of backups: %w", err)
	}
	if err := s.sweep(0, part); err != nil { // what a killed run has left would fill the disk
		return Record{}, err
	}
	r, err := s.create(ctx, dir, dailyPrefix, s.settings.To, nil)
	if err != nil {
		return r, err
	}
	if err := hold(ctx); err != nil {
		return r, err
	}
	return r, s.sweep(keepDaily, suffix, suffix+sealed)
}

// sweep removes all but the newest daily copies, of those whose names have one of the endings.
func (s *Service) sweep(keep int, endings ...string) error {
	entries, err := os.ReadDir(s.settings.Dir)
	if err != nil {
		return fmt.Errorf("folder of backups: %w", err)
	}
	var ours []string // in the order of their names, which is that of their times
	for _, e := range entries {
		ends := func(ending string) bool { return strings.HasSuffix(e.Name(), ending) }
		if e.Type().IsRegular() && strings.HasPrefix(e.Name(), dailyPrefix) && slices.ContainsFunc(endings, ends) {
			ours = append(ours, e.Name())
		}
	}
	slices.Sort(ours)
	for _, name := range ours[:max(0, len(ours)-keep)] {
		if err := os.Remove(filepath.Join(s.settings.Dir, name)); err != nil {
			return fmt.Errorf("remove old backup: %w", err)
		}
	}
	return nil
}

// Standing is how the copies stand.
type Standing struct {
	Daily bool    // this node makes them itself
	Last  *Record // the newest one, whoever made it; nil for none
	Gone  bool    // its file should be on this machine and is not
}

// Standing looks for the newest copy.
func (s *Service) Standing(ctx context.Context) (Standing, error) {
	is := Standing{Daily: s.settings.Dir != ""}
	last, err := s.store.Last(ctx)
	if errors.Is(err, errs.ErrNotFound) {
		return is, nil
	}
	if err != nil {
		return is, err
	}
	is.Last = &last
	if here, _ := os.Hostname(); last.Daily && is.Daily && last.Host == here && filepath.Dir(last.File) == s.settings.Dir {
		_, err := os.Stat(last.File)
		is.Gone = errors.Is(err, os.ErrNotExist)
	}
	return is, nil
}

// Age returns how long ago the newest copy's moment is.
func (s Standing) Age(now time.Time) time.Duration {
	if s.Last == nil {
		return 0
	}
	return now.Sub(s.Last.At)
}
