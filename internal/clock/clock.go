package clock

import "time"

// Clock tells the time.
type Clock interface {
	// Now returns the current instant in UTC with millisecond precision.
	Now() time.Time
}

type system struct{ shift time.Duration }

func (s system) Now() time.Time { return time.Now().Add(s.shift).UTC().Truncate(time.Millisecond) }

// System returns the machine's clock.
func System() Clock { return system{} }

// Stopwatch starts measuring and returns how to read what has passed: to the nanosecond, whatever is done to the clock.
func Stopwatch() func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}

// StartingAt returns a clock that reads at now and runs on from there; for demo data folders only (CONGVU_CLOCK).
func StartingAt(at time.Time) Clock { return system{shift: time.Until(at)} }

// Fixed is a clock that stands still; for tests and for jobs that act as of one instant.
type Fixed time.Time

// Now returns the fixed instant.
func (f Fixed) Now() time.Time { return time.Time(f).UTC().Truncate(time.Millisecond) }
