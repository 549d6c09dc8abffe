package doctor_test

import (
	"testing"
	"time"

	"congvu/internal/backup"
	"congvu/internal/doctor"
	"congvu/internal/errs"
	"congvu/internal/jobs"
	"congvu/internal/mongodb"
	"congvu/internal/notify"
	"congvu/pkg/vncal"
)

var noon = time.Date(2026, 4, 29, 5, 0, 0, 0, time.UTC)

// healthy are the facts of an installation that wants for nothing.
func healthy() doctor.Facts {
	three := []mongodb.Member{{Name: "a", State: "PRIMARY", Health: 1}, {Name: "b", State: "SECONDARY", Health: 1}, {Name: "c", State: "SECONDARY", Health: 1}}
	return doctor.Facts{
		Now: noon, Today: "2026-04-29", Server: mongodb.Info{Version: "8.0.4", ReplicaSet: "rs", Primary: true, Now: noon},
		Members: three, OpenTx: 8 * time.Second, Disk: mongodb.Disk{Total: 100e9, Used: 40e9, Data: 3e9},
		Jobs:     []jobs.Status{{Name: "close", Last: &jobs.Record{State: jobs.Done}}, {Name: "new"}},
		Calendar: vncal.Official(), Since: noon.AddDate(-1, 0, 0),
		Backup: backup.Standing{Daily: true, Last: &backup.Record{At: noon.Add(-11 * time.Hour), Size: 123e6, File: "/srv/b.tar.zst"}},
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(*doctor.Facts)
		check  string
		state  string
		level  doctor.Level
	}{
		"all well":               {func(*doctor.Facts) {}, "server", "", doctor.OK},
		"no replica set":         {func(f *doctor.Facts) { f.Server.ReplicaSet = "" }, "server", "alone", doctor.Broken},
		"an old server":          {func(f *doctor.Facts) { f.Server.Version = "6.0.5" }, "server", "old", doctor.Warn},
		"one member":             {func(f *doctor.Facts) { f.Members = f.Members[:1] }, "members", "single", doctor.Warn},
		"members not told":       {func(f *doctor.Facts) { f.Members = nil }, "members", "unknown", doctor.OK},
		"one of three away":      {func(f *doctor.Facts) { f.Members[2].Health = 0 }, "members", "brink", doctor.Broken},
		"one of five away":       {func(f *doctor.Facts) { f.Members = five("RECOVERING") }, "members", "away", doctor.Warn},
		"an arbiter":             {func(f *doctor.Facts) { f.Members[2].State = "ARBITER" }, "members", "", doctor.OK},
		"locks for a minute":     {func(f *doctor.Facts) { f.OpenTx = time.Minute }, "opentx", "long", doctor.Warn},
		"locks not told":         {func(f *doctor.Facts) { f.OpenTx = 0 }, "opentx", "unknown", doctor.OK},
		"an index is gone":       {func(f *doctor.Facts) { f.Lacking = []string{"tasks"} }, "indexes", "lacking", doctor.Broken},
		"clock three seconds on": {func(f *doctor.Facts) { f.Now = noon.Add(3 * time.Second) }, "clock", "off", doctor.Warn},
		"clock a minute behind":  {func(f *doctor.Facts) { f.Now = noon.Add(-time.Minute) }, "clock", "off", doctor.Broken},
		"disk at 18 %":           {func(f *doctor.Facts) { f.Disk.Used = 82e9 }, "disk", "low", doctor.Warn},
		"disk at 4 %":            {func(f *doctor.Facts) { f.Disk.Used = 96e9 }, "disk", "low", doctor.Broken},
		"disk not told":          {func(f *doctor.Facts) { f.Disk = mongodb.Disk{} }, "disk", "unknown", doctor.OK},
		"a job failed":           {func(f *doctor.Facts) { f.Jobs[0].Last.State = jobs.Failed }, "jobs", "failed", doctor.Warn},
		"a job is late":          {func(f *doctor.Facts) { f.Jobs[0].Late = time.Hour }, "jobs", "late", doctor.Warn},
		"a job is about to come": {func(f *doctor.Facts) { f.Jobs[0].Late = time.Minute }, "jobs", "", doctor.OK},
		"lines drift":            {func(f *doctor.Facts) { f.Drift = 3 }, "drift", "found", doctor.Broken},
		"a year nobody decided":  {func(f *doctor.Facts) { f.Today = "2031-02-01" }, "calendar", "missing", doctor.Broken},
		"the next year, August":  {func(f *doctor.Facts) { f.Today = "2027-08-15" }, "calendar", "", doctor.OK},
		"the next year, October": {func(f *doctor.Facts) { f.Today = "2027-10-01" }, "calendar", "missing", doctor.Warn},
		"an undecided day off":   {func(f *doctor.Facts) { f.Today = "2027-09-30" }, "calendar", "pending", doctor.Warn},
		"no mail server":         {func(*doctor.Facts) {}, "mail", "none", doctor.OK},
		"letters go out":         {func(f *doctor.Facts) { f.Mail.Set = true }, "mail", "", doctor.OK},
		"letters wait":           {func(f *doctor.Facts) { f.Mail = notify.Standing{Set: true, Late: 2, Lost: 1} }, "mail", "late", doctor.Warn},
		"letters were lost":      {func(f *doctor.Facts) { f.Mail = notify.Standing{Set: true, Lost: 1} }, "mail", "lost", doctor.Warn},
		"a copy of 26 hours":     {func(f *doctor.Facts) { f.Backup.Last.At = noon.Add(-26 * time.Hour) }, "backup", "", doctor.OK},
		"an older copy":          {func(f *doctor.Facts) { f.Backup.Last.At = noon.Add(-26*time.Hour - time.Second) }, "backup", "old", doctor.Broken},
		"somebody else's, old":   {func(f *doctor.Facts) { f.Backup.Daily, f.Backup.Last.At = false, noon.Add(-30*time.Hour) }, "backup", "old", doctor.Broken},
		"a copy was removed":     {func(f *doctor.Facts) { f.Backup.Gone = true }, "backup", "gone", doctor.Broken},
		"no copy for a year":     {func(f *doctor.Facts) { f.Backup.Last = nil }, "backup", "never", doctor.Broken},
		"no copy on day one":     {func(f *doctor.Facts) { f.Backup.Last, f.Since = nil, noon.Add(-time.Hour) }, "backup", "none", doctor.Warn},
		"nobody knows since":     {func(f *doctor.Facts) { f.Backup.Last, f.Since = nil, time.Time{} }, "backup", "none", doctor.Warn},
		"copies are not ours":    {func(f *doctor.Facts) { f.Backup = backup.Standing{} }, "backup", "outside", doctor.Warn},
		"sample data":            {func(f *doctor.Facts) { f.Demo = true }, "passwords", "demo", doctor.Warn},
	} {
		f := healthy()
		tc.change(&f)
		for _, got := range doctor.Judge(f) {
			if got.Check == tc.check && (got.State != tc.state || got.Level != tc.level) {
				t.Errorf("%s: %s is %q, %s; want %q, %s", name, got.Check, got.State, got.Level, tc.state, tc.level)
			}
			if name != "all well" && got.Check != tc.check && got.Level != doctor.OK {
				t.Errorf("%s: %s is %q, %s", name, got.Check, got.State, got.Level)
			}
			for _, lang := range []errs.Lang{errs.Vietnamese, errs.English} {
				if said := got.Name(lang) + got.Found(lang) + got.Advice(lang); got.Name(lang) == "" ||
					(got.Level != doctor.OK) != (got.Advice(lang) != "") || containsBrace(said) {
					t.Errorf("%s: %s says %q", name, got.Check, said)
				}
			}
		}
	}
}

func five(last string) []mongodb.Member {
	var all []mongodb.Member
	for _, name := range []string{"a", "b", "c", "d"} {
		all = append(all, mongodb.Member{Name: name, State: "SECONDARY", Health: 1})
	}
	return append(all, mongodb.Member{Name: "e", State: last, Health: 1})
}

// containsBrace finds a placeholder that was not filled, or a code without a sentence.
func containsBrace(s string) bool {
	for _, r := range s {
		if r == '{' || r == '}' {
			return true
		}
	}
	return false
}

func TestWorst(t *testing.T) {
	t.Parallel()
	ok, warn, broken := doctor.Finding{Level: doctor.OK}, doctor.Finding{Level: doctor.Warn}, doctor.Finding{Level: doctor.Broken}
	for name, tc := range map[string]struct {
		all  []doctor.Finding
		want doctor.Level
	}{
		"nothing":         {nil, doctor.OK},
		"well":            {[]doctor.Finding{ok, ok}, doctor.OK},
		"a warning":       {[]doctor.Finding{ok, warn, ok}, doctor.Warn},
		"broken, then ok": {[]doctor.Finding{broken, warn, ok}, doctor.Broken},
	} {
		if got := doctor.Worst(tc.all); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}
