package diary

// Settings are the numbers an agency may set; spec/diary-roster.md §1 gives the defaults.
type Settings struct {
	LockAfter int // working days after the day, or after its return, during which it can be written
}

// DefaultSettings returns five working days until the lock.
func DefaultSettings() Settings { return Settings{LockAfter: 5} }

// Limits of one day and of one request.
const (
	MaxEntries = 50   // entries in a day
	MaxText    = 2000 // characters of an entry's text or result
	MaxPlan    = 5000 // characters of the plan and of the difficulties
	MinReason  = 10   // characters of the reason of a return or a correction
	MaxReason  = 2000 // characters of the reason of a return or a correction
	MaxSource  = 100  // characters of a suggestion's id
	MaxRange   = 400  // days in one range
	MaxTold    = 100  // versions of a day that are told at once, the newest
	MaxPeriod  = 42   // days in one range with their lines: a month in whole weeks
	MaxBatch   = 100  // days confirmed in one request
	maxAhead   = 366  // days that a coming day may be ahead
	dayMinutes = 24 * 60
)
