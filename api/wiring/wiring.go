// Package wiring puts the services of one node together: which stores there are, how old databases become new ones, and what
// is handed to whom.
package wiring

import (
	"context"
	"errors"
	"log/slog"
	"slices"

	v1 "congvu/api/v1"
	"congvu/internal/access"
	"congvu/internal/attachment"
	"congvu/internal/backup"
	"congvu/internal/batch"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/checklist"
	"congvu/internal/clock"
	"congvu/internal/comment"
	"congvu/internal/diary"
	"congvu/internal/direction"
	"congvu/internal/doctor"
	"congvu/internal/document"
	"congvu/internal/evaluation"
	"congvu/internal/factor"
	"congvu/internal/feed"
	"congvu/internal/files"
	"congvu/internal/grading"
	"congvu/internal/handover"
	"congvu/internal/identity"
	"congvu/internal/importer"
	"congvu/internal/inbox"
	"congvu/internal/jobs"
	"congvu/internal/journal"
	"congvu/internal/mongodb"
	"congvu/internal/monthly"
	"congvu/internal/note"
	"congvu/internal/notify"
	"congvu/internal/org"
	"congvu/internal/override"
	"congvu/internal/petition"
	"congvu/internal/procedure"
	"congvu/internal/quick"
	"congvu/internal/ratification"
	"congvu/internal/realtime"
	"congvu/internal/recurring"
	"congvu/internal/reminder"
	"congvu/internal/savedfilter"
	"congvu/internal/scheme"
	"congvu/internal/selfscore"
	"congvu/internal/session"
	"congvu/internal/setup"
	"congvu/internal/substitute"
	"congvu/internal/task"
	"congvu/internal/tasklist"
	"congvu/internal/workplace"
)

// Indexes lists what every store declares.
func Indexes() []mongodb.Indexes {
	return slices.Concat(
		[]mongodb.Indexes{mongodb.CodeIndexes()}, realtime.Indexes(), jobs.Indexes(), journal.Indexes(v1.LoggedTypes()...), inbox.Indexes(),
		feed.Indexes(), notify.Indexes(), calendar.Indexes(), org.Indexes(), identity.Indexes(), session.Indexes(), factor.Indexes(), setup.Indexes(), catalogue.Indexes(), document.Indexes(), task.Indexes(), comment.Indexes(), note.Indexes(), checklist.Indexes(), files.Indexes(),
		diary.Indexes(), evaluation.Indexes(), override.Indexes(), ratification.Indexes(), selfscore.Indexes(), petition.Indexes(), handover.Indexes(), batch.Indexes(), importer.Indexes(), workplace.Indexes(), substitute.Indexes(), savedfilter.Indexes(), recurring.Indexes(), monthly.Indexes(), scheme.Indexes(),
		backup.Indexes(),
	)
}

// Migrations lists the changes of stored forms since the first release, oldest first.
func Migrations(clk clock.Clock, log *slog.Logger) []mongodb.Migration {
	return []mongodb.Migration{{
		Version: 1, What: "grading lines keep who decided, how deadlines moved and which pieces failed",
		Up: func(ctx context.Context, db *mongodb.DB) error {
			s, err := Wire(db, clk, log)
			if err != nil {
				return err
			}
			root, err := s.Org.Agency(ctx)
			if errors.Is(err, org.ErrNoneIn) {
				return nil // a new installation
			}
			if err != nil {
				return err
			}
			return s.Evaluation.Rebuild(ctx, s.Tasks, root.ID)
		},
	}, {
		Version: 2, What: "months keep the settings of each policy", Up: evaluation.KeepSettingsByPolicy,
	}, {
		Version: 3, What: "recalled work is open work of its assigner", Up: task.ReopenRecalled,
	}, {
		Version: 4, What: "people stand in the order of Vietnamese names", Up: identity.KeepVietnameseOrder,
	}, {
		Version: 5, What: "documents keep to which units they were sent", Up: document.KeepUnits,
	}, {
		Version: 6, What: "the system log holds exports", Up: journal.RenewLog,
	}, {
		Version: 7, What: "documents keep by which ways of writing one number are the same", Up: document.KeepKeys,
	}, {
		Version: 8, What: "comments are found by their words", Up: comment.KeepWords,
	}}
}

// NewBackup returns the copies of a database, which need none of the other services.
func NewBackup(db *mongodb.DB) *backup.Service {
	return backup.New(backup.Deps{DB: db, Clock: clock.System(), Schema: len(Migrations(nil, nil))})
}

// Renew makes a restored database one that may be served, as a step of the restore: no session of the copy is of use, and
// clients fetch everything again.
func Renew(ctx context.Context, db *mongodb.DB, clk clock.Clock, log *slog.Logger) error {
	s, err := Wire(db, clk, log)
	if err != nil {
		return err
	}
	if err := errors.Join(s.Sessions.Void(ctx), s.Identity.VoidRights(ctx)); err != nil {
		return err
	}
	events := realtime.NewEvents(db)
	epoch, err := events.Epoch(ctx)
	if err != nil {
		return err
	}
	return events.NewEpoch(ctx, epoch)
}

// Wire makes the services over one database and one clock; the demo makes a second set whose clock it moves.
func Wire(db *mongodb.DB, clk clock.Clock, log *slog.Logger) (v1.Services, error) {
	return WireAged(db, clk, nil, log)
}

// WireAged is Wire with the clock by which the caches of people and sessions grow old, nil for the system's: tests stop it
// to see what events alone do.
func WireAged(db *mongodb.DB, clk, machine clock.Clock, log *slog.Logger) (s v1.Services, err error) {
	policies, err := grading.LoadPolicies()
	if err != nil {
		return s, err
	}
	events := realtime.NewEvents(db)
	s.Inbox = inbox.New(db, clk, events)
	record := journal.New(db, clk, events, s.Inbox)
	s.Journal = record
	s.Calendar = calendar.New(db, clk)
	s.CalendarChanges = calendar.NewChanges(calendar.ChangeDeps{DB: db, Days: s.Calendar, Journal: record, Clock: clk})
	s.Org = org.New(db, record, clk)
	s.Identity = identity.New(identity.Deps{DB: db, Org: s.Org, Journal: record, Clock: clk, Machine: machine, StandIns: substitute.NewReader(db)})
	s.Substitutes = substitute.New(db, s.Identity, record, clk)
	s.Mail = notify.New(db, clk, log)
	age := machine
	if age == nil {
		age = clock.System()
	}
	s.Factors = factor.New(db, s.Identity, record, clk, age)
	s.Sessions = session.New(session.Deps{DB: db, People: s.Identity, Journal: record, Clock: clk, Machine: machine, Log: log, Mail: s.Mail, Factors: s.Factors})
	s.Setup = setup.New(setup.Deps{DB: db, Clock: clk, Units: s.Org, People: s.Identity, Accounts: s.Sessions})
	s.Catalogue = catalogue.New(db, record, clk)
	s.Files = files.New(db, clk, files.DefaultSettings())
	s.Documents = document.New(db, s.Org, record, clk)
	s.Register = document.NewRegister(document.RegisterDeps{DB: db, Units: s.Org, People: s.Identity, Files: s.Files, Journal: record, Clock: clk})
	s.Imports = importer.New(importer.Deps{
		DB: db, Journal: record, Clock: clk, Actors: s.Identity, Units: s.Org, Products: s.Catalogue, People: s.Identity, Records: s.Sessions, Register: s.Register,
	})
	s.Published = policies
	settings := scheme.NewSource(db, policies, machine)
	s.Evaluation = evaluation.New(db, settings, s.Identity, s.Org, s.Calendar, record, clk, log)
	s.Schemes = scheme.New(scheme.Deps{
		DB: db, Clock: clk, Source: settings, Evaluations: s.Evaluation, People: s.Identity, Journal: record, Agency: org.Root(s.Org),
	})
	s.Overrides = override.New(db, s.Identity, s.Evaluation, record, clk)
	s.SelfScores = selfscore.New(db, s.Evaluation, record, clk)
	s.Ratings = ratification.New(ratification.Deps{DB: db, Scores: s.Evaluation, People: s.Identity, Units: s.Org, StandIns: s.Substitutes, Journal: record, Clock: clk})
	s.Tasks = task.New(task.Deps{
		DB: db, Clock: clk, Units: s.Org, People: s.Identity, Calendars: s.Calendar, Products: s.Catalogue,
		Documents: s.Documents, Files: s.Files, Facts: s.Evaluation, Journal: record,
	})
	s.Notes = note.New(db, s.Tasks, record, clk)
	s.Checklists = checklist.New(checklist.Deps{DB: db, Tasks: s.Tasks, Journal: record, Clock: clk})
	s.Attachments = attachment.New(attachment.Deps{DB: db, Tasks: s.Tasks, Register: s.Register, Documents: s.Documents, Files: s.Files, Journal: record})
	s.Comments = comment.New(comment.Deps{DB: db, Clock: clk, Tasks: s.Tasks, People: s.Identity, Journal: record})
	s.Directions = direction.New(direction.Deps{Register: s.Register, Tasks: s.Tasks, Calendars: s.Calendar, Clock: clk})
	s.TaskLists = tasklist.New(db, clk)
	s.Feeds = feed.New(db, s.TaskLists, s.Identity, s.Sessions, clk)
	s.Quick = quick.New(quick.Deps{People: s.Identity, Units: s.Org, Products: s.Catalogue, Documents: s.Documents, Calendar: s.Calendar, Clock: clk})
	s.Recurring = recurring.New(recurring.Deps{DB: db, Clock: clk, Journal: record, Tasks: s.Tasks, People: s.Identity, Calendars: s.Calendar})
	s.Saved = savedfilter.New(savedfilter.Deps{DB: db, Clock: clk, Journal: record, People: s.Identity})
	s.Diary = diary.New(diary.Deps{
		DB: db, Clock: clk, Journal: record, Calendars: s.Calendar, People: s.Identity, Units: s.Org, Tasks: s.Tasks, Papers: workplace.NewPapers(db), Products: s.Tasks,
		Settings: diary.DefaultSettings(),
	})
	s.Workplace = workplace.New(workplace.Deps{
		DB: db, Clock: clk, Journal: record, Calendars: s.Calendar, People: s.Identity, Units: s.Org, Tasks: s.Tasks, Diaries: s.Diary,
	})
	s.Handovers = handover.New(handover.Deps{
		DB: db, Clock: clk, Org: s.Org, People: s.Identity, Tasks: s.Tasks, Diary: s.Diary, Journal: record,
	})
	s.Batches = batch.New(batch.Deps{DB: db, Clock: clk, Org: s.Org, People: s.Identity, Tasks: s.Tasks, Journal: record})
	s.OrgChanges = org.NewChanges(org.ChangeDeps{
		DB: db, Units: s.Org, Journal: record, Clock: clk,
		Records: append([]org.Records{s.Identity.Records(), s.Tasks.Records(), s.Documents.Records(), s.Diary.Records(), s.Evaluation.Records()},
			s.Workplace.Records()...),
		After: []func(context.Context, string, func(context.Context) error) error{s.Tasks.PassOn, s.Diary.PassOn, s.Workplace.PassOn},
	})
	s.Monthly = monthly.New(monthly.Deps{
		DB: db, Clock: clk, Journal: record, Units: s.Org, People: s.Identity, Reports: s.TaskLists, Calendars: s.Calendar, Inbox: s.Inbox,
	})
	s.Petitions = petition.New(petition.Deps{
		DB: db, Evaluations: s.Evaluation, Ratings: s.Ratings, People: s.Identity, Calendars: s.Calendar, Journal: record, Clock: clk,
	})
	s.Procedure = procedure.New(procedure.Deps{
		Evaluations: s.Evaluation, SelfScores: s.SelfScores, Ratings: s.Ratings, People: s.Identity, Units: s.Org, Calendars: s.Calendar, Clock: clk,
	})
	s.Reminders = reminder.New(reminder.Deps{
		DB: db, Agencies: s.Org, Calendars: s.Calendar, People: s.Identity, Tasks: s.Tasks, Diaries: s.Diary, Steps: []reminder.Steps{s.Procedure, s.Petitions}, Inbox: s.Inbox,
		Mail: s.Mail, Journal: record, Clock: clk,
	})
	s.Backup = NewBackup(db)
	if s.Jobs, err = jobs.New(db, clk, log, append(
		s.Reminders.Jobs(),
		s.Identity.Job(),
		s.Handovers.Jobs(),
		s.Batches.Jobs(),
		s.Substitutes.Jobs(org.Root(s.Org)),
		s.Evaluation.Job(),
		s.Evaluation.CloseJob(),
		s.Schemes.Job(),
		s.Evaluation.Check(s.Tasks),
		s.Tasks.Job(),
		s.Tasks.CalendarJob(),
		s.Tasks.ResumeJob(),
		s.Recurring.Job(org.Root(s.Org)),
		s.Monthly.Job(org.Root(s.Org)),
		s.Diary.Job(),
		s.Workplace.Job(),
		s.Imports.Job(org.Root(s.Org)),
		s.Files.Job(org.Root(s.Org)),
		s.OrgChanges.Job(),
		s.Backup.Job(),
	)...); err != nil {
		return s, err
	}
	s.Hub = realtime.NewHub(events, realtime.Options{Log: log, Rights: func(ctx context.Context, who realtime.Session) (access.Tokens, error) {
		actor, err := s.Sessions.Recheck(ctx, access.Actor{ID: who.Person, Agency: who.Tokens.Agency, Session: who.ID})
		return actor.Tokens(), err
	}})
	s.Doctor = doctor.New(doctor.Deps{
		DB: db, Indexes: Indexes(), Clock: clk, Jobs: s.Jobs, Calendars: s.Calendar, Drift: s.Evaluation.Drift,
		Sockets: func() int { return s.Hub.Stats().Sockets }, Sample: s.Identity.Sample, Mail: s.Mail.Standing, Backups: s.Backup.Standing,
	})
	s.Hub.On(calendar.TypeCalendar, func(e realtime.Event) { s.Calendar.Heard(e.Agency) })
	s.Hub.On(scheme.TypeScheme, func(e realtime.Event) { settings.Heard(e.Agency) })
	for _, typ := range []string{realtime.TypeRights, realtime.TypePosts, realtime.TypeSession, org.TypeUnit} {
		s.Hub.On(typ, func(e realtime.Event) {
			s.Org.Heard(e.Type, e.Agency)
			s.Identity.Heard(e.Type, e.Object)
			s.Sessions.Heard(e.Type, e.Object)
			s.Factors.Heard(e.Type, e.Object)
		})
	}
	return s, nil
}
