package evaluation_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/event"

	"congvu/internal/access"
	"congvu/internal/evaluation"
	"congvu/internal/grading"
	"congvu/internal/mongodb"
	"congvu/internal/mongodb/mongotest"
)

// atATime is how many sheets and lines these tests have done in one transaction: everything takes several.
const atATime = 2

// aprilToClose makes an April with work of every kind, more of each than one transaction takes, and has its close ordered.
func aprilToClose(t *testing.T) *world {
	t.Helper()
	const april = grading.Period("2026-04")
	w := newWorld(t)
	w.eval.InBatchesOf(atATime)
	w.worked(w.director, w.head, w.cntt.ID)
	for day := 15; day < 18; day++ {
		w.approve(w.submit(w.give(april.First().AddDays(day), 3)))
		w.give(april.First().AddDays(day), 1)           // never handed in
		w.submit(w.give(april.First().AddDays(day), 1)) // not decided
	}
	w.at("2026-05-02 09:00")
	_, err := w.eval.General(w.ctx, w.head, w.colleague.ID, april, 0, points(), nil)
	w.ok(err)
	_, err = w.eval.General(w.ctx, w.director, w.head.ID, april, 0, points(), &evaluation.Leadership{DD: 100, E: 100})
	w.ok(err)
	w.generalPoints(april, 0)
	m, err := w.eval.Close(w.ctx, w.hr, april, nil)
	w.ok(err)
	_, err = w.eval.Close(w.ctx, w.director, april, &m.Version)
	w.ok(err)
	w.at("2026-05-02 10:00")
	return w
}

// outcome is everything that the close of April left to anybody.
func (w *world) outcome() string {
	w.t.Helper()
	b := &strings.Builder{}
	fmt.Fprintln(b, "April", w.state("2026-04"))
	for _, a := range []access.Actor{w.director, w.hr, w.neighbour, w.head, w.officer, w.colleague, w.public} {
		sc, err := w.eval.Score(w.ctx, a, a.ID, "2026-04")
		w.ok(err)
		f := sc.Sheet.Frozen
		if f == nil {
			w.t.Fatalf("%s has no frozen sheet", a.Name)
		}
		fmt.Fprintf(b, "%s rev %d %+v %+v\n  %s\n  %v\n", a.Name, sc.Sheet.Rev, sc.Sheet.Outcome, sc.Sheet.Managed, f.Bytes, lines(sc))
		next, err := w.eval.Score(w.ctx, a, a.ID, "2026-05")
		w.ok(err)
		fmt.Fprintf(b, "  May %v, told %v\n", lines(next), w.kinds(a))
	}
	return b.String()
}

// TestCloseInterrupted stops a close at each transaction it makes, as a node that loses its claim does, and has another run
// go on: the month ends as if nothing had happened, everybody is told once, and what leaders are scored by is the same
// whether their people's sheets were frozen by this run or the one before.
func TestCloseInterrupted(t *testing.T) {
	t.Parallel()
	lost := errors.New("another node has it")
	steps := 0
	w := aprilToClose(t)
	w.ok(w.eval.Advance(w.ctx, w.agency, w.clock.Now(), func(context.Context) error { steps++; return nil }))
	want := w.outcome()
	if steps < 16 || !strings.Contains(want, "Scored:2") {
		t.Fatalf("%d steps:\n%s", steps, want)
	}
	for stop := 1; stop <= steps; stop++ {
		t.Run(strconv.Itoa(stop), func(t *testing.T) {
			t.Parallel()
			w, n := aprilToClose(t), 0
			err := w.eval.Advance(w.ctx, w.agency, w.clock.Now(), func(context.Context) error {
				if n++; n == stop {
					return lost
				}
				return nil
			})
			w.refused("stopped", err, lost)
			w.at("2026-05-02 11:30")
			w.ok(w.eval.Advance(w.ctx, w.agency, w.clock.Now(), nil))
			if got := w.outcome(); got != want {
				t.Errorf("stopped at step %d of %d:\n%s\nwant\n%s", stop, steps, got, want)
			}
		})
	}
}

// Names in the environment of a process that closes a month for TestCloseKilled.
const (
	closingURI    = "CONGVU_TEST_CLOSE_URI"
	closingDB     = "CONGVU_TEST_CLOSE_DB"
	closingAgency = "CONGVU_TEST_CLOSE_AGENCY"
	closingCommit = "CONGVU_TEST_CLOSE_COMMIT" // which commit it never gets done with; negative: it is done, and never heard of
)

// TestMain turns a test binary that TestCloseKilled has started into the node that is killed.
func TestMain(m *testing.M) {
	if uri := os.Getenv(closingURI); uri != "" {
		fmt.Println("failed:", closeUntilKilled(uri))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// closeUntilKilled closes the months that are due and stands still, with a line on its output, around one of its commits.
func closeUntilKilled(uri string) error {
	stop, err := strconv.ParseInt(os.Getenv(closingCommit), 10, 64)
	if err != nil {
		return err
	}
	var sent, done atomic.Int64
	commit := func(count *atomic.Int64, name string, at int64) {
		if name == "commitTransaction" && count.Add(1) == at {
			fmt.Println("here")
			select {}
		}
	}
	db, err := mongodb.Connect(context.Background(), uri, os.Getenv(closingDB), mongodb.Watching(&event.CommandMonitor{
		Started:   func(_ context.Context, e *event.CommandStartedEvent) { commit(&sent, e.CommandName, stop) },
		Succeeded: func(_ context.Context, e *event.CommandSucceededEvent) { commit(&done, e.CommandName, -stop) },
	}))
	if err != nil {
		return err
	}
	w := &world{ctx: context.Background(), clock: &hand{now: time.Date(2026, 5, 2, 3, 0, 0, 0, time.UTC)}}
	if _, _, err := w.serve(db); err != nil {
		return err
	}
	w.eval.InBatchesOf(atATime)
	return errors.Join(w.eval.Advance(w.ctx, os.Getenv(closingAgency), w.clock.Now(), nil), errors.New("the close came to an end"))
}

// TestCloseKilled kills the process that closes a month, as a machine without power does, with a transaction open or one
// that it never heard the end of. Another node goes on, and the month ends as if nothing had happened.
func TestCloseKilled(t *testing.T) {
	t.Parallel()
	undisturbed := aprilToClose(t)
	undisturbed.ok(undisturbed.eval.Advance(undisturbed.ctx, undisturbed.agency, undisturbed.clock.Now(), nil))
	want := undisturbed.outcome()
	for name, commit := range map[string]int{
		"while lines go on": 2, "a batch of proposals": 5, "a batch of proposals, kept": -6, "a batch of sheets": 13, "a batch of sheets, kept": -14,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := aprilToClose(t)
			node := exec.CommandContext(t.Context(), os.Args[0])
			node.Env = append(os.Environ(), closingURI+"="+mongotest.URI(t), closingDB+"="+w.db.Name(), closingAgency+"="+w.agency, closingCommit+"="+strconv.Itoa(commit))
			said, err := node.StdoutPipe()
			w.ok(err)
			w.ok(node.Start())
			line, err := bufio.NewReader(said).ReadString('\n')
			w.ok(errors.Join(node.Process.Kill(), err))
			if _ = node.Wait(); line != "here\n" || node.ProcessState.Exited() {
				t.Fatalf("the node was not killed at its commit %d: %q, %v", commit, line, node.ProcessState)
			}
			if got := w.state("2026-04"); got == evaluation.Closed {
				t.Fatal("closed before it was killed")
			}
			w.at("2026-05-02 11:30")
			// The server keeps what the dead node's transaction holds for some seconds yet; a job is tried again after them.
			for began := time.Now(); ; {
				if err = w.eval.Advance(w.ctx, w.agency, w.clock.Now(), nil); err == nil {
					break
				}
				if time.Since(began) > time.Minute {
					t.Fatal(err)
				}
			}
			if got := w.outcome(); got != want {
				t.Errorf("killed at commit %d:\n%s\nwant\n%s", commit, got, want)
			}
		})
	}
}

// TestPointsWhileABatchWaits: points that a superior gives between the reading of a sheet and its writing are kept, and the
// sheet says what follows from them.
func TestPointsWhileABatchWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.approve(w.submit(w.give("2026-04-15", 3)))
	w.at("2026-05-02 10:00")
	give := func(to access.Actor) {
		sheet, err := w.eval.Score(w.ctx, w.head, to.ID, "2026-04")
		w.ok(err)
		_, err = w.eval.General(w.ctx, w.head, to.ID, "2026-04", sheet.Sheet.Version, points(), nil)
		w.ok(err)
	}
	stage := func() evaluation.Month {
		var m evaluation.Month
		all, err := w.eval.Periods(w.ctx, w.agency)
		w.ok(err)
		for _, x := range all {
			if x.Period == "2026-04" {
				m = x
			}
		}
		return m
	}
	proposed, frozen := false, false
	w.at("2026-05-13 00:00") // both within one run
	w.ok(w.eval.Advance(w.ctx, w.agency, w.clock.Now(), func(context.Context) error {
		switch m := stage(); {
		case m.Progress.Total == 0:
		case !proposed && m.ProposedAt == nil:
			proposed = true
			give(w.officer)
		case !frozen && m.CutoffAt != nil:
			frozen = true
			give(w.colleague)
		}
		return nil
	}))
	if !proposed || !frozen || w.state("2026-04") != evaluation.Closed {
		t.Fatal("nobody gave points meanwhile", proposed, frozen)
	}
	for _, a := range []access.Actor{w.officer, w.colleague} {
		sc, err := w.eval.Score(w.ctx, a, a.ID, "2026-04")
		w.ok(err)
		if sc.Sheet.General == nil || sc.Sheet.Frozen == nil || sc.Result.General == "" {
			t.Errorf("%s: %+v, general points %q", a.Name, sc.Sheet.General, sc.Result.General)
		}
	}
}
