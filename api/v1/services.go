package v1

import (
	"github.com/danielgtaylor/huma/v2"

	"congvu/internal/attachment"
	"congvu/internal/backup"
	"congvu/internal/batch"
	"congvu/internal/calendar"
	"congvu/internal/catalogue"
	"congvu/internal/checklist"
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

// Services are the domain services that operations call; main fills them in.
type Services struct {
	Identity        *identity.Service    // people, posts, rights
	Factors         *factor.Service      // the second factor of signing in
	Sessions        *session.Service     // accounts, sign-in, who asks
	Org             *org.Service         // the unit tree
	Setup           *setup.Service       // the first day of an installation
	OrgChanges      *org.Changes         // its changes from a day on
	Calendar        *calendar.Service    // working days and deadlines
	CalendarChanges *calendar.Changes    // who decides a day off
	Catalogue       *catalogue.Service   // products with coefficients
	Imports         *importer.Service    // tables brought in
	Documents       *document.Service    // source documents
	Register        *document.Register   // registers of incoming documents
	Directions      *direction.Service   // what leaders say on them
	Tasks           *task.Service        // assigned work
	Notes           *note.Service        // what each writes for oneself beside it
	Checklists      *checklist.Service   // into what its lead divides it
	Comments        *comment.Service     // what is said about it
	Files           *files.Service       // what people bring
	Attachments     *attachment.Service  // files of tasks
	TaskLists       *tasklist.Service    // lists and search of it
	Recurring       *recurring.Service   // work that comes again
	Saved           *savedfilter.Service // lists of tasks that people keep
	Quick           *quick.Service       // lines of quick add, read
	Diary           *diary.Service       // work diaries
	Monthly         *monthly.Service     // to whom the report of a unit goes each month
	Substitutes     *substitute.Service  // who stands in while somebody is away
	Batches         *batch.Service       // many tasks changed together
	Handovers       *handover.Service    // work given to others when a post ends
	Workplace       *workplace.Service   // registrations of work at home, absences, who is where
	Inbox           *inbox.Service       // messages to people
	Feeds           *feed.Service        // calendars that other programs read
	Reminders       *reminder.Service    // who is reminded of what, and when
	Evaluation      *evaluation.Service  // facts, points, sheets
	Published       grading.Policies     // the policies as they were published
	Schemes         *scheme.Service      // what the agency sets of the policies
	Overrides       *override.Service    // concluded facts that set a grade
	Jobs            *jobs.Scheduler      // scheduled runs and their history
	Hub             *realtime.Hub        // open sockets
	Journal         *journal.Journal     // the system log
	Mail            *notify.Service      // letters on their way
	Backup          *backup.Service      // copies of the whole installation
	Doctor          *doctor.Service      // what is well with this installation and what is not

	Petitions  *petition.Service     // against decided grades
	Procedure  *procedure.Service    // the steps of an evaluation
	SelfScores *selfscore.Service    // how people assess themselves
	Ratings    *ratification.Service // how grades become final
}

// register declares every operation.
func (s *Server) register(api huma.API) {
	s.registerSession(api)
	s.registerAbout(api)
	s.registerSetup(api)
	s.registerAccounts(api)
	s.registerFactors(api)
	s.registerDirectory(api)
	s.registerUnits(api)
	s.registerPeople(api)
	s.registerHandovers(api)
	s.registerBatches(api)
	s.registerSubstitutes(api)
	s.registerSocket(api)
	s.registerCatalogue(api)
	s.registerImports(api)
	s.registerDocuments(api)
	s.registerIncoming(api)
	s.registerIncomingFiles(api)
	s.registerIncomingMessages(api)
	s.registerConclusions(api)
	s.registerRecurring(api)
	s.registerSavedFilters(api)
	s.registerTasks(api)
	s.registerQuick(api)
	s.registerTaskActs(api)
	s.registerTaskComments(api)
	s.registerTaskNotes(api)
	s.registerTaskChecklists(api)
	s.registerTaskWatch(api)
	s.registerTaskBlocks(api)
	s.registerTaskParts(api)
	s.registerFiles(api)
	s.registerFollow(api)
	s.registerFollowMonthly(api)
	s.registerCalendar(api)
	s.registerDiary(api)
	s.registerWorkplace(api)
	s.registerWorkplaceUnit(api)
	s.registerWaiting(api)
	s.registerInbox(api)
	s.registerReminders(api)
	s.registerLedger(api)
	s.registerFeeds(api)
	s.registerEvaluation(api)
	s.registerSelfScores(api)
	s.registerProcedure(api)
	s.registerPetitions(api)
	s.registerOverrides(api)
	s.registerRatings(api)
	s.registerPolicy(api)
	s.registerForms(api)
	s.registerSchemes(api)
	s.registerJobs(api)
	s.registerDoctor(api)
	s.registerSystemLog(api)
}
