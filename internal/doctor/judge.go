package doctor

import (
	"strconv"
	"strings"
	"time"

	"congvu/internal/backup"
	"congvu/internal/jobs"
	"congvu/internal/mongodb"
	"congvu/internal/notify"
	"congvu/pkg/vncal"
)

// Facts are what was measured, once.
type Facts struct {
	Now      time.Time // by this node's clock, unshifted
	Today    vncal.Date
	Server   mongodb.Info
	Members  []mongodb.Member // of the replica set; nil when the server did not say
	OpenTx   time.Duration    // how long the server keeps a killed node's transactions; 0 when it did not say
	Lacking  []string         // collections that lack an index
	Disk     mongodb.Disk
	Jobs     []jobs.Status
	Drift    int64 // grading lines that differ from their tasks
	Calendar *vncal.Calendar
	Mail     notify.Standing
	Demo     bool // the sample agency, whose passwords are public
	Sockets  int  // open on this node
	Backup   backup.Standing
	Since    time.Time // when the database was first used; zero when it is not known
}

// Thresholds, from what an administrator needs to act in time.
const (
	skewWarn    = 2 * time.Second // leases last 30 s; half a minute stops the start
	skewBroken  = 30 * time.Second
	diskWarn    = 20 // per cent free
	diskBroken  = 5
	jobPatience = 10 * time.Minute // past a job's time until it is called late
	nextYearBy  = 10               // month from which the next year's calendar is asked for: the official notice comes in the autumn
	pendingSoon = 120              // days ahead within which an undecided day off is pointed out
	backupOld   = 26 * time.Hour   // since the newest copy: a day, and time for it to be made
)

// Judge says what follows from the facts, one finding a check, in the order of the page.
func Judge(f Facts) []Finding {
	return []Finding{
		server(f), members(f), openTx(f), indexes(f), clocks(f), disk(f), scheduled(f), drift(f), calendar(f), passwords(f),
		{Check: "sockets", Level: OK, Args: args("n", strconv.Itoa(f.Sockets))}, mail(f), backups(f),
	}
}

func args(pairs ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		m[pairs[i]] = pairs[i+1]
	}
	return m
}

func server(f Facts) Finding {
	found := Finding{Check: "server", Level: OK, Args: args("version", f.Server.Version)}
	switch {
	case f.Server.ReplicaSet == "":
		found.Level, found.State = Broken, "alone"
	case f.Server.Old():
		found.Level, found.State = Warn, "old"
	}
	return found
}

// members asks for a majority that keeps writes, and for a spare one.
func members(f Facts) Finding {
	found := Finding{Check: "members", Level: OK}
	var away []string
	for _, m := range f.Members {
		if !m.Serves() && m.State != "ARBITER" {
			away = append(away, m.Name)
		}
	}
	found.Args = args("n", strconv.Itoa(len(f.Members)), "away", strings.Join(away, ", "))
	switch {
	case f.Members == nil:
		found.State = "unknown"
	case len(away) > 0 && 2*(len(f.Members)-len(away)) <= len(f.Members)+1:
		found.Level, found.State = Broken, "brink" // one more and nothing can be written
	case len(away) > 0:
		found.Level, found.State = Warn, "away"
	case len(f.Members) == 1:
		found.Level, found.State = Warn, "single"
	}
	return found
}

func openTx(f Facts) Finding {
	found := Finding{Check: "opentx", Level: OK, Args: args("seconds", strconv.Itoa(int(f.OpenTx.Seconds())))}
	switch {
	case f.OpenTx == 0:
		found.State = "unknown"
	case f.OpenTx > mongodb.MaxOpenTx:
		found.Level, found.State = Warn, "long"
	}
	return found
}

func indexes(f Facts) Finding {
	if len(f.Lacking) > 0 {
		return Finding{Check: "indexes", Level: Broken, State: "lacking", Args: args("collections", strings.Join(f.Lacking, ", "))}
	}
	return Finding{Check: "indexes", Level: OK}
}

// clocks compares this machine's clock with the database's.
func clocks(f Facts) Finding {
	skew := f.Server.Now.Sub(f.Now).Abs()
	found := Finding{Check: "clock", Level: OK, Args: args("ms", strconv.FormatInt(skew.Milliseconds(), 10))}
	switch {
	case skew > skewBroken:
		found.Level, found.State = Broken, "off"
	case skew > skewWarn:
		found.Level, found.State = Warn, "off"
	}
	return found
}

func disk(f Facts) Finding {
	if f.Disk.Total <= 0 {
		return Finding{Check: "disk", Level: OK, State: "unknown"}
	}
	free := int(100 * f.Disk.Free() / f.Disk.Total)
	found := Finding{Check: "disk", Level: OK, Args: args("percent", strconv.Itoa(free), "free", size(f.Disk.Free()), "data", size(f.Disk.Data))}
	switch {
	case free < diskBroken:
		found.Level, found.State = Broken, "low"
	case free < diskWarn:
		found.Level, found.State = Warn, "low"
	}
	return found
}

// size writes bytes in whole units, which read the same in every language.
func size(n int64) string {
	switch {
	case n >= 10e9:
		return strconv.FormatInt(n/1e9, 10) + " GB"
	case n < 1e6:
		return strconv.FormatInt((n+999)/1e3, 10) + " KB"
	}
	return strconv.FormatInt(n/1e6, 10) + " MB"
}

// scheduled asks whether every job comes at its time and ends well.
func scheduled(f Facts) Finding {
	found := Finding{Check: "jobs", Level: OK, Args: args("n", strconv.Itoa(len(f.Jobs)))}
	var failed, late []string
	for _, j := range f.Jobs {
		switch {
		case j.Last != nil && j.Last.State == jobs.Failed:
			failed = append(failed, j.Name)
		case j.Late > jobPatience:
			late = append(late, j.Name)
		}
	}
	switch {
	case len(failed) > 0:
		found.Level, found.State, found.Jobs = Warn, "failed", failed
	case len(late) > 0:
		found.Level, found.State, found.Jobs = Warn, "late", late
	}
	return found
}

func drift(f Facts) Finding {
	found := Finding{Check: "drift", Level: OK, Args: args("n", strconv.FormatInt(f.Drift, 10))}
	if f.Drift > 0 {
		found.Level, found.State = Broken, "found"
	}
	return found
}

// calendar asks for the days off that deadlines will count with.
func calendar(f Facts) Finding {
	year := f.Today.Year()
	found := Finding{Check: "calendar", Level: OK, Args: args("year", strconv.Itoa(year))}
	missing := func(year int) bool { return !f.Calendar.Covers(year) || len(f.Calendar.Missing(year)) > 0 }
	if missing(year) {
		found.Level, found.State = Broken, "missing"
		return found
	}
	if f.Today.Month() >= nextYearBy && missing(year+1) {
		found.Level, found.State, found.Args["year"] = Warn, "missing", strconv.Itoa(year+1)
		return found
	}
	soon := f.Today.AddDays(pendingSoon)
	for _, p := range f.Calendar.Pending() {
		if f.Today <= p.Date && p.Date <= soon {
			found.Level, found.State = Warn, "pending"
			found.Args["day"], found.Args["name"] = p.Date.Display(), p.Name
			return found
		}
	}
	return found
}

func passwords(f Facts) Finding {
	if f.Demo {
		return Finding{Check: "passwords", Level: Warn, State: "demo"}
	}
	return Finding{Check: "passwords", Level: OK}
}

// mail asks whether letters go out. An office without a mail server gives its codes on paper, which is no fault.
func mail(f Facts) Finding {
	found := Finding{Check: "mail", Level: OK, Args: args("late", strconv.FormatInt(f.Mail.Late, 10), "lost", strconv.FormatInt(f.Mail.Lost, 10))}
	switch {
	case !f.Mail.Set:
		found.State = "none"
	case f.Mail.Late > 0:
		found.Level, found.State = Warn, "late"
	case f.Mail.Lost > 0:
		found.Level, found.State = Warn, "lost"
	}
	return found
}

// backups asks how much would be lost with the machine: there is a copy of every day, and where it should be. Copies made by
// other means than ours cannot be known.
func backups(f Facts) Finding {
	found := Finding{Check: "backup", Level: OK, Args: args()}
	is := f.Backup
	if is.Last == nil {
		switch {
		case !is.Daily:
			found.Level, found.State = Warn, "outside"
		case f.Now.Sub(f.Since) > backupOld && !f.Since.IsZero():
			found.Level, found.State = Broken, "never"
		default:
			found.Level, found.State = Warn, "none"
		}
		return found
	}
	found.Args = args("at", is.Last.At.In(vncal.Zone()).Format("15:04, 02/01/2006"), "size", size(is.Last.Size), "file", is.Last.File, "hours", strconv.Itoa(int(is.Age(f.Now).Hours())))
	switch {
	case is.Gone:
		found.Level, found.State = Broken, "gone"
	case is.Age(f.Now) > backupOld:
		found.Level, found.State = Broken, "old"
	}
	return found
}
