// Package jobs runs work at set times in Vietnam time, once for each time whatever restarts and however many nodes run.
//
// robfig/cron only says when to look. What is due is asked of the store: a run is one document `job|period` in job_runs
// that is its claim (a unique insert), its lease (owner, token, heartbeat), its progress and its history. A node that dies
// leaves a stale heartbeat; another takes the run over with a higher token, and an effect that carries the old token is
// refused (fencing). Heartbeats go by the database's time, periods by clock.Clock, so a shifted clock shifts the work and
// not the leases.
//
// A period that passed while nobody ran is caught up as the job's Policy says. The package knows no domain: a job is a
// name, a time and a function.
package jobs
