package main

import (
	"net/url"
	"slices"

	"congvu/internal/access"
	"congvu/internal/document"
	"congvu/internal/task"
)

// Who is above somebody: each of these is a short rule of spec/security.md §2 or of the domain's own, in the words of the matrix.
func isSelf(_ actor, s subject) bool   { return s.self }
func isBoss(a actor, s subject) bool   { return a.name == s.boss() && !s.other }
func notSelf(_ actor, s subject) bool  { return !s.self }
func sameBody(_ actor, s subject) bool { return !s.other }

// inPost is met by who holds one of the roles in a post.
func inPost(roles ...access.Role) need {
	return need{ok: func(a actor, _ subject) bool { return a.has(roles...) }, status: 403, gate: true}
}

// reaching is met by the person, the direct superior, and those to whose post of one of the roles the unit belongs.
func reaching(status int, roles ...access.Role) need {
	return need{ok: func(a actor, s subject) bool { return s.self || isBoss(a, s) || !s.other && a.over(s.unit, roles...) }, status: status}
}

// keeping is met by those to whose post of one of the roles the unit of the person belongs; the person's own, too.
func keeping(status int, roles ...access.Role) need {
	return need{ok: func(a actor, s subject) bool { return !s.other && a.over(s.unit, roles...) }, status: status}
}

// atTop is met by who holds one of the roles in the agency itself.
func atTop(status int, roles ...access.Role) need {
	return need{ok: func(a actor, _ subject) bool {
		for _, p := range a.posts {
			for _, r := range roles {
				if p.role == r && p.in == "tinh" {
					return true
				}
			}
		}
		return false
	}, status: status}
}

var (
	self    = need{ok: isSelf, status: 403}
	onlyOwn = need{ok: isSelf, status: 404} // nobody else's exists for the caller
	boss    = need{ok: isBoss, status: 403}
	other   = need{ok: notSelf, status: 403}
	here    = need{ok: sameBody, status: 404}

	// The tokens of spec/security.md §2.
	seesWork  = reaching(404, access.Head, access.Deputy, access.Monitor, access.Inspector)
	seesDiary = need{ok: func(a actor, s subject) bool { return s.self || !s.other && s.ruled(a, access.Head, access.Deputy) }, status: 404}
	seesPlace = seesDiary
	chained   = need{ok: func(a actor, s subject) bool { return s.chain(a) && !s.other }, status: 403}
	commands  = need{ok: func(a actor, s subject) bool { return !s.other && a.over(s.unit, access.Head, access.Deputy) }, status: 403}

	// keepsRecords: who a person is and was, for the person, hr, administrators, and whoever commands the unit.
	keepsRecords = need{ok: func(a actor, s subject) bool {
		return s.self || !s.other && a.over(s.unit, access.Head, access.Deputy, access.HR, access.Admin)
	}, status: 404}
	// petitions: who makes one, who answers it (the chair), personnel officers of the agency.
	petitions = need{ok: func(a actor, s subject) bool {
		return s.self || !s.other && slices.ContainsFunc(a.posts, func(p held) bool {
			return p.in == "tinh" && (p.role == access.HR || p.role == access.Head)
		})
	}, status: 404}
	answers = need{ok: func(a actor, s subject) bool { return a.name == "chutich" && !s.self }, status: 403}
	// readsGrades: who is posted in the unit itself, and who reads its scores.
	readsGrades = need{ok: func(a actor, s subject) bool {
		return !s.other && (a.over(s.unit, access.Head, access.Deputy, access.HR) ||
			slices.ContainsFunc(a.posts, func(p held) bool { return p.in == s.unit }))
	}, status: 404}
	// seesScore: nobody of the own unit stands above its head, but hr.
	seesScore = need{ok: func(a actor, s subject) bool {
		return s.self || !s.other && (s.ruled(a, access.Head, access.Deputy) || a.over(s.unit, access.HR))
	}, status: 404}
	// reachesSheet: whose sheets the posts reach; of the own head, too.
	reachesSheet = need{ok: func(a actor, s subject) bool {
		return s.self || !s.other && a.over(s.unit, access.Head, access.Deputy, access.HR)
	}, status: 404}
	// commandsPrimary: to whom work can be given, which the units of the command hold.
	commandsPrimary = need{ok: func(a actor, s subject) bool { return !s.other && a.over(s.unit, access.Head, access.Deputy) }, status: 404}
	assignable      = need{ok: func(a actor, s subject) bool { return !s.other }, status: 422}
	seesDocuments   = need{ok: func(a actor, s subject) bool {
		return !s.other && a.over(s.unit, access.Head, access.Deputy, access.Monitor, access.Inspector)
	}, status: 404}
	// readsIncoming: whoever is in charge of a receiver or above it, and every clerk of the body.
	readsIncoming = need{ok: func(a actor, s subject) bool {
		return !s.other && (a.has(access.Clerk) || a.over(s.unit, access.Head, access.Deputy, access.Monitor, access.Inspector))
	}, status: 404}
	readsLog = func(a actor, s subject) bool { return a.has(access.Admin) || a.over(s.unit, access.Inspector) }
	// seesGrid: who is where is seen by the own people, and by those whose post reaches the unit; administrators see no work.
	seesGrid = need{ok: func(a actor, s subject) bool {
		for _, p := range a.posts {
			if p.in == s.unit && p.role != access.Admin && !s.other {
				return true
			}
		}
		return !s.other && a.over(s.unit, access.Head, access.Deputy, access.Monitor, access.Inspector, access.HR)
	}, status: 404}
	closes = need{ok: func(a actor, _ subject) bool {
		return a.name == "nhansu"
	}, status: 403}
	reopens   = need{ok: func(a actor, _ subject) bool { return a.name == "nhansu" || a.name == "chutich" }, status: 403}
	decides   = need{ok: func(a actor, _ subject) bool { return a.name == "chutich" }, status: 403}
	byNhansu  = need{ok: func(a actor, _ subject) bool { return a.name == "nhansu" }, status: 404}
	hereOr422 = need{ok: sameBody, status: 422}

	leaders  = inPost(access.Head, access.Deputy)
	watchers = inPost(access.Head, access.Deputy, access.Monitor, access.Inspector)
	// presses: who is in charge of the unit or follows it up, of work that others lead.
	presses = need{ok: func(a actor, s subject) bool {
		return !s.self && !s.other && a.over(s.unit, access.Head, access.Deputy, access.Monitor)
	}, status: 403}
	keepers = inPost(access.HR, access.Admin)
	// importers bring tables in, each of their own kinds.
	importers = inPost(access.HR, access.Admin, access.Clerk)
	admins    = inPost(access.Admin)
)

// arranges is met by those who may hand over the work of the person: hr for it and who commands it from above; by the person
// too, where it is only looked at.
func arranges(status int, look bool) need {
	return need{ok: func(a actor, s subject) bool {
		if s.self || s.other {
			return s.self && look
		}
		return a.over(s.unit, access.HR) || s.ruled(a, access.Head, access.Deputy)
	}, status: status}
}

// names: who stands in for a person is said by that person and by who commands it from above.
var names = need{ok: func(a actor, s subject) bool { return s.self || s.ruled(a, access.Head, access.Deputy) }, status: 403}

// headsUnit is met by the head of exactly the unit; what is shared with its people is theirs to keep.
func headsUnit(status int) need {
	return need{ok: func(a actor, s subject) bool { return !s.other && heads[s.unit] == a.name }, status: status}
}

// inUnit is met by who has a post in exactly the unit.
var inUnit = need{ok: func(a actor, s subject) bool {
	return !s.other && slices.ContainsFunc(a.posts, func(p held) bool { return p.in == s.unit })
}, status: 404}

// topless are cells of somebody above whom nobody stands: nobody can have given them work.
func topless(_ actor, s subject) bool { return s.boss() == "" }

// mine are the cells of somebody's own record, for what is done with a new person each time.
func mine(_ actor, s subject) bool { return s.self }

// askedToo are cells of colleagues, whom a check of the unit asks as well.
func askedToo(a actor, s subject) bool {
	for _, p := range a.posts {
		if p.in == s.unit && !s.self && !s.other {
			return true
		}
	}
	return topless(a, s)
}

// allRules are the rules of every operation, by the kind of record.
func allRules() map[string]map[string]rule {
	return map[string]map[string]rule{
		"sign-in": openRules, "oneself": ownRules, "people": peopleRules, "units": unitRules, "office": officeRules,
		"tasks": taskRules, "talk": talkRules, "diaries": diaryRules, "scores": scoreRules, "places": placeRules,
	}
}

// openRules are the operations before a sign-in.
var openRules = map[string]rule{
	"session-start":    {ask: func(c cell) (string, string) { return wrongPassword(c.T, c.o, c.who) }, open: 401, alone: true},
	"session-activate": {ask: func(c cell) (string, string) { return wrongCode(c.T, c.o, c.who) }, open: 401, alone: true},
	"session-refresh":  {ask: plain("/session/refresh", ""), open: 422, alone: true},
	"session-end":      {ask: plain("/session", ""), open: 422, alone: true},
	"about":            {ask: plain("/about", ""), open: 200, alone: true},
	"feed-read":        {ask: plain("/feed/x.y.ics", ""), open: 404, alone: true},
	"setup-open":       {ask: plain("/setup/link", `{"secret":"x"}`), open: 403, alone: true},
	"setup-found": {ask: plain("/setup", `{"secret":"x","agency":{"name":"X","code":"X","kind":"province"},"admin":{"name":"X","staffNo":"X","password":"X"}}`),
		open: 403, alone: true},
}

// ownRules are what everybody does for oneself, and reads of the agency.
var ownRules = map[string]rule{
	"me":                  {ask: plain("/me", ""), alone: true},
	"today":               {ask: plain("/today", ""), alone: true},
	"ws-ticket":           {ask: plain("/ws-ticket", ""), alone: true},
	"me-sessions":         {ask: plain("/me/sessions", ""), alone: true},
	"me-sessions-end":     {ask: plain("/me/sessions", ""), alone: true},
	"me-session-end":      {ask: sessionOf, need: []need{onlyOwn}},
	"me-password":         {ask: plain("/me/password", `{"present":"sai-mat-khau-1","next":"mưa rào tháng sáu"}`), alone: true, fail: 422},
	"me-factor":           {ask: plain("/me/second-factor", ""), alone: true},
	"me-factor-begin":     {ask: plain("/me/second-factor", again), alone: true},
	"me-factor-confirm":   {ask: factorBegun, alone: true, fail: 422},
	"me-factor-renew":     {ask: plain("/me/second-factor/recovery", again), alone: true, fail: 409},
	"me-factor-off":       {ask: plain("/me/second-factor/off", `{"password":"`+officePassword+`","factor":"123456"}`), alone: true, fail: 409},
	"me-substitutes":      {ask: plain("/me/substitutes", ""), alone: true},
	"me-feed":             {ask: plain("/me/feed", ""), alone: true},
	"me-feed-make":        {ask: plain("/me/feed", ""), alone: true},
	"me-feed-end":         {ask: plain("/me/feed", ""), alone: true},
	"me-contact":          {ask: ownContact, alone: true, fail: 422},
	"calendar-days":       {ask: plain("/calendar?from=2026-10-01&to=2026-10-31", ""), alone: true},
	"calendar-due":        {ask: plain("/calendar/due", `{"kind":"working","n":5}`), alone: true},
	"units":               {ask: plain("/units", ""), alone: true},
	"catalogue":           {ask: plain("/catalogue", ""), alone: true},
	"task-export":         {ask: plain("/tasks/export?tab=unit", ""), alone: true},
	"task-filter":         {ask: plain("/tasks/filter?late=overdue", ""), alone: true},
	"saved-list":          {ask: plain("/tasks/saved", ""), alone: true},
	"task-read":           {ask: plain("/tasks/read", `{"text":"Soạn báo cáo hạn mai"}`), alone: true},
	"batch-latest":        {ask: plain("/batches", ""), alone: true},
	"task-board":          {ask: plain("/tasks/board?tab=unit&state=all", ""), alone: true},
	"task-counts":         {ask: plain("/tasks/counts", ""), alone: true},
	"task-attention":      {ask: plain("/tasks/attention", ""), alone: true},
	"waiting-count":       {ask: plain("/waiting/count", ""), alone: true},
	"inbox":               {ask: plain("/inbox", ""), alone: true},
	"inbox-count":         {ask: plain("/inbox/count", ""), alone: true},
	"inbox-read":          {ask: plain("/inbox/read", `{}`), alone: true},
	"workplace-week":      {ask: plain("/workplace/week?from=2026-10-29", ""), alone: true, not: retired},
	"call-list":           {ask: plain("/workplace/calls", ""), alone: true},
	"evaluation-periods":  {ask: plain("/evaluations/periods", ""), alone: true},
	"evaluation-policies": {ask: plain("/evaluations/policies?period=2026-10", ""), alone: true},
	"evaluation-simulate": {ask: plain("/evaluations/simulate",
		`{"policy":"nd335-2025","period":"2026-10","subject":{"class":"cong_chuc","leader":false},"lines":[]}`), alone: true},
}

// retired are the cells of who holds no post.
func retired(a actor, _ subject) bool { return a.past }

// peopleRules are people, their accounts and their work handed over.
var peopleRules = map[string]rule{
	"people":                            {ask: ofPerson("/people?q="), need: []need{keeping(404, access.Head, access.Deputy, access.HR)}, read: listed},
	"people-export":                     {ask: plain("/people/export", ""), alone: true},
	"directory":                         {ask: ofPerson("/directory?for=lead&q="), need: []need{leaders, {ok: notSelf, status: 404}, commandsPrimary}, read: listed},
	"person-add":                        {ask: addPerson, need: []need{keepers, here, keeping(403, access.HR)}, not: mine},
	"person-get":                        {ask: personAt("", ""), need: []need{keepsRecords}},
	"person-history":                    {ask: personAt("/history", ""), need: []need{keepsRecords}},
	"person-edit":                       {ask: newColleague(editOf), need: []need{keepsRecords, keeping(403, access.HR)}, not: mine},
	"person-decide":                     {ask: newColleague(decisionOn), need: []need{keepsRecords, keeping(403, access.HR)}, not: mine},
	"account-list":                      {ask: ofPerson("/accounts?q="), need: []need{keepers, keeping(404, access.HR, access.Admin)}, read: listed},
	"account-codes":                     {ask: newAccount(access.Officer, codeFor), need: []need{keepers, keeping(404, access.HR, access.Admin), keeping(403, access.HR)}, not: mine},
	"account-codes#of hr":               {ask: newAccount(access.HR, codeFor), need: []need{keepers, keeping(404, access.HR, access.Admin)}, not: mine},
	"account-codes#of an administrator": {ask: newAccount(access.Admin, codeFor), need: []need{keepers, keeping(404, access.HR, access.Admin), keeping(403, access.Admin)}, not: mine},
	"account-mail":                      {ask: newAccount(access.Officer, mailTo), need: []need{keepers, keeping(404, access.HR, access.Admin), keeping(403, access.HR)}, not: mine},
	"account-mail#of hr":                {ask: newAccount(access.HR, mailTo), need: []need{keepers, keeping(404, access.HR, access.Admin)}, not: mine},
	"account-mail#of an administrator":  {ask: newAccount(access.Admin, mailTo), need: []need{keepers, keeping(404, access.HR, access.Admin), keeping(403, access.Admin)}, not: mine},
	"account-state":                     {ask: newAccount(access.Officer, stateOf), need: []need{admins, keeping(404, access.Admin)}, not: mine},
	"account-factor-reset":              {ask: newAccount(access.Officer, factorOf), need: []need{admins, keeping(404, access.Admin)}, not: mine, fail: 409},
	"factor-policy":                     {ask: plain("/accounts/second-factor", ""), need: []need{atTop(403, access.Admin)}, alone: true},
	"factor-policy-set":                 {ask: plain("/accounts/second-factor", `{"password":"`+officePassword+`","roles":[],"version":0}`), need: []need{atTop(403, access.Admin)}, alone: true},
	"account-signout":                   {ask: newAccount(access.Officer, signOutOf), need: []need{admins, keeping(404, access.Admin)}, not: mine},
	"substitute-list":                   {ask: personAt("/substitutes", ""), need: []need{arranges(404, true)}},
	"substitute-name":                   {ask: nameSubstitute, need: []need{arranges(404, true), names}},
	"substitute-end":                    {ask: endSubstitute, need: []need{arranges(404, true), names}},
	"handover-open":                     {ask: personAt("/handover", ""), need: []need{arranges(404, true)}},
	"handover-list":                     {ask: personAt("/handovers", ""), need: []need{arranges(404, true)}},
	"handover-begin":                    {ask: beginHandover, need: []need{arranges(404, true), arranges(403, false)}, not: topless},
	"handover-get":                      {ask: doneHandover(""), need: []need{arranges(404, true)}, not: topless},
	"handover-undo":                     {ask: doneHandover("/undo"), need: []need{arranges(404, true), arranges(403, false)}, not: topless},
	"setup-missing":                     {ask: plain("/setup/missing", ""), need: []need{keepers}, alone: true},
}

// unitRules are the tree of units.
var unitRules = map[string]rule{
	"unit-list":           {ask: unitList, need: []need{here}, read: listedUnit},
	"unit-get":            {ask: unitAt(""), need: []need{here}},
	"unit-changes":        {ask: plannedRename(func(cell, string) (string, string) { return "/org/changes", "" }), need: []need{keepers, keeping(404, access.HR, access.Admin)}, read: listedUnit},
	"unit-change-preview": {ask: rename("/preview"), need: []need{keepers, hereOr422, keeping(403, access.HR, access.Admin)}},
	"unit-change":         {ask: rename(""), need: []need{keepers, hereOr422, keeping(403, access.HR, access.Admin)}},
	"unit-change-get":     {ask: plannedRename(func(_ cell, id string) (string, string) { return "/org/changes/" + id, "" }), need: []need{keepers, keeping(404, access.HR, access.Admin)}},
	"unit-change-cancel": {ask: plannedRename(func(_ cell, id string) (string, string) { return "/org/changes/" + id + "/cancel", `{"version":1}` }),
		need: []need{keepers, keeping(404, access.HR, access.Admin)}},
}

// officeRules are what is kept for the whole agency, and the administration.
var officeRules = map[string]rule{
	"catalogue-standing": {ask: plain("/catalogue/standing", ""), need: []need{inPost(access.HR, access.Admin, access.Head, access.Deputy)}, alone: true},
	"catalogue-export":   {ask: plain("/catalogue/export", ""), need: []need{inPost(access.HR, access.Admin, access.Head, access.Deputy)}, alone: true},
	"catalogue-versions": {ask: bare(catalogueVersions), need: []need{inPost(access.HR, access.Admin, access.Head, access.Deputy)}, alone: true},
	"catalogue-propose":  {ask: bare(proposeProduct), need: []need{atTop(403, access.HR, access.Admin)}, alone: true},
	"catalogue-decide": {ask: bare(decideProduct), alone: true, // it is nhansu's own proposal
		need: []need{atTop(403, access.HR, access.Admin, access.Head, access.Deputy), {ok: func(a actor, _ subject) bool { return a.name != "nhansu" }, status: 403}}},
	"scheme-list":                   {ask: plain("/evaluations/settings", ""), need: []need{inPost(access.HR, access.Head), atTop(403, access.HR, access.Head)}, alone: true},
	"scheme-propose":                {ask: bare(proposeScheme), need: []need{inPost(access.HR), atTop(403, access.HR)}, alone: true},
	"scheme-effects":                {ask: bare(effectsOfScheme), need: []need{inPost(access.HR, access.Head), atTop(403, access.HR, access.Head)}, alone: true},
	"scheme-decide":                 {ask: bare(decideScheme), need: []need{inPost(access.HR, access.Head), atTop(403, access.HR, access.Head)}, alone: true},
	"import-list":                   {ask: plain("/imports", ""), need: []need{importers}, alone: true},
	"import-upload":                 {ask: plain("/imports?table=units&file=x.csv", unitTable), need: []need{inPost(access.HR)}, alone: true},
	"import-upload#of the register": {ask: plain("/imports?table=incoming&file=x.csv", registerTable), need: []need{inPost(access.Clerk)}, alone: true},
	"import-get":                    {ask: bare(ownImport("")), need: []need{importers, byNhansu}, alone: true},
	"import-rows":                   {ask: bare(ownImport("/rows")), need: []need{importers, byNhansu}, alone: true},
	"import-check":                  {ask: bare(ownImport("/check")), need: []need{importers, byNhansu}, alone: true},
	"import-apply":                  {ask: bare(ownImport("/apply")), need: []need{importers, byNhansu}, alone: true},
	"import-copy":                   {ask: bare(ownImport("/copy")), need: []need{importers, byNhansu}, alone: true},
	"import-template":               {ask: plain("/import-templates/units", ""), need: []need{inPost(access.HR)}, alone: true},
	"document-list":                 {ask: documentOf("/documents?q="), need: []need{seesDocuments}, read: filled, not: mine},
	"document-get":                  {ask: documentOf("/documents/"), need: []need{seesDocuments}, not: mine},
	"conclusion-list":               {ask: conclusionOf(func(d document.Document) string { return "/conclusions?q=" + url.QueryEscape(d.Number) }), need: []need{seesWork}, read: filled, not: topless},
	"conclusion-get":                {ask: conclusionOf(func(d document.Document) string { return "/conclusions/" + d.ID }), need: []need{seesWork}, not: topless},
	"conclusion-make":               {ask: conclude, need: []need{leaders, {ok: func(a actor, s subject) bool { return !s.other }, status: 422}, other, commands, assignable}},
	"conclusion-files":              {ask: conclusionOf(func(d document.Document) string { return "/conclusions/" + d.ID + "/files" }), need: []need{seesWork}, not: topless},
	"conclusion-file":               {ask: conclusionOf(func(d document.Document) string { return "/conclusions/" + d.ID + "/files/" }), need: []need{seesWork}, not: topless},
	"incoming-list":                 {ask: incomingOf(func(d document.Document) (string, string) { return "/incoming?q=" + url.QueryEscape(d.Number), "" }), need: []need{readsIncoming}, read: filled, not: mine},
	"incoming-get":                  {ask: incomingOf(func(d document.Document) (string, string) { return "/incoming/" + d.ID, "" }), need: []need{readsIncoming}, not: mine},
	"incoming-export":               {ask: plain("/incoming/export", ""), alone: true},
	"incoming-enter":                {ask: plain("/incoming", registerLine), need: []need{inPost(access.Clerk)}, alone: true},
	"incoming-edit": {ask: incomingOf(func(d document.Document) (string, string) {
		return "/incoming/" + d.ID, `{"version":1,` + registerLine[1:]
	}), need: []need{inPost(access.Clerk), readsIncoming}, not: mine},
	"incoming-cancel": {ask: incomingOf(func(d document.Document) (string, string) {
		return "/incoming/" + d.ID + "/cancel", `{"version":1,"reason":"Vào sổ nhầm văn bản"}`
	}), need: []need{inPost(access.Clerk), readsIncoming}, not: mine},
	"incoming-direct": {ask: incomingOf(func(d document.Document) (string, string) {
		return "/incoming/" + d.ID + "/direction", `{"version":1,"text":"Lưu, để biết"}`
	}), need: []need{leaders, seesDocuments}, not: mine},
	"incoming-files":       {ask: incomingOf(func(d document.Document) (string, string) { return "/incoming/" + d.ID + "/files", "" }), need: []need{readsIncoming}, not: mine},
	"incoming-attach":      {ask: scannedFor(false), need: []need{inPost(access.Clerk), readsIncoming}, not: mine},
	"incoming-message":     {ask: messageOf, need: []need{inPost(access.Clerk), {ok: func(a actor, _ subject) bool { return a.name == "vanthu" }, status: 404}}, alone: true},
	"incoming-file-remove": {ask: scannedFor(true), need: []need{inPost(access.Clerk), readsIncoming}, not: mine},
	"incoming-file":        {ask: scannedFor(true), need: []need{readsIncoming}, not: mine},
	"jobs":                 {ask: plain("/jobs", ""), need: []need{admins}, alone: true},
	"job-runs":             {ask: plain("/jobs/reminder-due/runs", ""), need: []need{admins}, alone: true},
	"job-run":              {ask: plain("/jobs/reminder-due/run", `{}`), need: []need{admins}, alone: true, busy: true},
	"job-stop":             {ask: plain("/jobs/reminder-due/stop", `{"period":"2026-04-01T08:30"}`), need: []need{admins}, alone: true, fail: 404},
	"reminder-plan":        {ask: plain("/reminders/plan", ""), need: []need{admins}, alone: true},
	"reminder-ledger":      {ask: plain("/reminders/ledger", ""), need: []need{admins}, alone: true},
	"reminder-lost":        {ask: plain("/reminders/lost", ""), need: []need{admins}, alone: true},
	"reminder-again":       {ask: plain("/reminders/lost/01ARZ3NDEKTSV4RRFFQ69G5FAV/again", ""), need: []need{admins}, alone: true, fail: 404},
	"system-log":           {ask: logOf, need: []need{inPost(access.Admin, access.Inspector), here, {ok: readsLog, status: 404}}, read: listed},
	"system-log-export":    {ask: plain("/system-log/export", ""), need: []need{inPost(access.Admin, access.Inspector)}, alone: true},
	"doctor":               {ask: plain("/doctor", ""), need: []need{admins}, alone: true},
	"calendar-year":        {ask: plain("/calendar/years/2026", ""), need: []need{admins}, alone: true},
	"calendar-change":      {ask: plain("/calendar/changes", ownDayOff), need: []need{admins}, alone: true},
	"calendar-import":      {ask: plain("/calendar/import", dayTable), need: []need{admins}, alone: true},
	"calendar-withdraw":    {ask: bare(decidedDay), need: []need{admins}, alone: true},
}

// taskRules are assigned work: led by the person whose record it is, given by the direct superior.
var taskRules = map[string]rule{
	"task-list":       {ask: taskListed, need: []need{seesWork}, read: listed, not: topless},
	"task-create":     {ask: createTask, need: []need{{ok: func(a actor, s subject) bool { return !s.other }, status: 422}, other, leaders, commands, assignable}},
	"task-create-all": {ask: createTasks, need: []need{{ok: func(a actor, s subject) bool { return !s.other }, status: 422}, other, leaders, commands, assignable}},
	"task-create#a draft, or a proposal for oneself": {ask: proposeTask, not: topless, need: []need{
		{ok: sameBody, status: 422}, {ok: func(a actor, s subject) bool { return s.self || a.over(s.unit, access.Head, access.Deputy) }, status: 403}}},
	"batch-begin":    {ask: beginBatch, need: []need{reaching(422, access.Head, access.Deputy, access.Monitor, access.Inspector)}, not: topless},
	"batch-get":      {ask: batchOf(""), need: []need{onlyOwn}, not: topless},
	"batch-undo":     {ask: batchOf("/undo"), need: []need{onlyOwn}, not: topless, fail: 409},
	"task-get":       {ask: taskOf(task.Assigned, "", ""), need: []need{seesWork}, not: topless},
	"task-tree":      {ask: taskOf(task.Assigned, "/children", ""), need: []need{seesWork}, not: topless},
	"recurring-list": {ask: plain("/tasks/recurring", ""), alone: true},
	"recurring-make": {ask: makeRecurring, need: []need{leaders, {ok: func(a actor, s subject) bool { return !s.other }, status: 422}, other, commands, assignable}},
	"recurring-act": {ask: recurringOf, need: []need{{ok: func(a actor, s subject) bool {
		return !s.other && a.name == heads[s.unit]
	}, status: 404}}},
	"task-split":         {ask: splitTask, need: []need{seesWork, self, commands}, not: topless},
	"task-rework":        {ask: reworkedTask, need: []need{seesWork, self}, not: topless, fail: 409}, // it has no parts: see task.TestReworkBelow
	"task-history":       {ask: taskOf(task.Assigned, "/history", ""), need: []need{seesWork}, not: topless},
	"task-edit":          {ask: editedTask, need: []need{{ok: isBoss, status: 404}}, not: topless}, // a draft has only its author
	"task-assign":        {ask: taskOf(task.Recalled, "/assign", " "), need: []need{leaders, seesWork, boss}, not: topless},
	"task-accept":        {ask: taskOf(task.Assigned, "/accept", " "), need: []need{seesWork, self}, not: topless},
	"task-decline":       {ask: taskOf(task.Assigned, "/decline", because), need: []need{seesWork, self}, not: topless},
	"task-report":        {ask: taskOf(task.InProgress, "/reports", `,"percent":40,"text":"Đã có dự thảo"`), need: []need{seesWork, self}, not: topless},
	"task-submit":        {ask: taskOf(task.InProgress, "/submit", `,"note":"Đã xong","quantity":1`), need: []need{seesWork, self}, not: topless},
	"task-approve":       {ask: taskOf(task.Submitted, "/approve", `,"quantity":1,"verdict":"met"`), need: []need{leaders, seesWork, boss}, not: topless},
	"task-return":        {ask: taskOf(task.Submitted, "/return", because+`,"major":false`), need: []need{leaders, seesWork, boss}, not: topless},
	"task-withdraw":      {ask: taskOf(task.Submitted, "/withdraw", " "), need: []need{seesWork, self}, not: topless},
	"task-extend":        {ask: taskOf(task.InProgress, "/extensions", because+`,"due":"`+laterDay+`"`), need: []need{seesWork, self}, not: topless},
	"task-extend-answer": {ask: askedTask, need: []need{leaders, seesWork, boss}, not: topless},
	"task-reschedule":    {ask: taskOf(task.InProgress, "/reschedule", because+`,"due":"`+laterDay+`"`), need: []need{leaders, seesWork, boss}, not: topless},
	"task-pause":         {ask: taskOf(task.InProgress, "/pause", because+`,"until":"`+laterDay+`"`), need: []need{leaders, seesWork, boss}, not: topless},
	"task-resume":        {ask: taskOf(task.Paused, "/resume", " "), need: []need{leaders, seesWork, boss}, not: topless},
	"task-reopen":        {ask: taskOf(task.Completed, "/reopen", because), need: []need{leaders, seesWork, boss}, not: topless},
	"task-cause":         {ask: faultyTask, need: []need{seesWork, self}, not: topless},
	"task-cause-answer":  {ask: claimedTask, need: []need{leaders, seesWork, boss}, not: topless},
	"task-nudge":         {ask: taskOf(task.InProgress, "/nudge", " "), need: []need{inPost(access.Head, access.Deputy, access.Monitor), seesWork, presses}, not: topless},
	"task-recall":        {ask: taskOf(task.InProgress, "/recall", because), need: []need{leaders, seesWork, boss}, not: topless},
	"task-cancel":        {ask: taskOf(task.InProgress, "/cancel", because), need: []need{seesWork, boss}, not: topless},
	"follow-report":      {ask: unitPath("/follow/report?from=2026-10-01&to=2026-10-31&unit="), need: []need{watchers, seesDocuments}},
	"follow-monthly":     {ask: unitPath("/follow/monthly?unit="), need: []need{watchers, seesDocuments}},
	"follow-monthly-set": {ask: monthlySet, need: []need{inPost(access.Head, access.Deputy, access.Monitor), seesDocuments, {ok: func(a actor, s subject) bool { return a.over(s.unit, access.Head, access.Deputy, access.Monitor) }, status: 403}}, alone: true},
	"follow-people":      {ask: unitPath("/follow/people?unit="), need: []need{watchers, seesDocuments}},
	"saved-create":       {ask: saveFilter, need: []need{headsUnit(403)}},
	"saved-change":       {ask: savedFilter(false), need: []need{inUnit, headsUnit(403)}},
	"saved-remove":       {ask: savedFilter(true), need: []need{inUnit, headsUnit(403)}},
}

// diaryRules are diaries.
var diaryRules = map[string]rule{
	"diary-strip":         {ask: plain("/diary/days?from=2026-10-01&to=2026-10-31", ""), alone: true, not: retired},
	"diary-day":           {ask: plain("/diary/days/2026-10-29", ""), alone: true, not: retired},
	"diary-save":          {ask: bare(ownDay("")), alone: true, not: retired},
	"diary-submit":        {ask: bare(ownDay("/submit")), alone: true, not: retired},
	"diary-correct":       {ask: bare(ownCorrection), alone: true, not: retired},
	"diary-export":        {ask: plain("/diary/export?from=2026-10-01&to=2026-10-31", ""), alone: true, not: retired},
	"diary-period":        {ask: diaryPeriod, need: []need{seesDiary}, not: topless},
	"diary-settings":      {ask: plain("/diary/settings", ""), need: []need{admins}, alone: true},
	"diary-settings-set":  {ask: bare(ownLock), need: []need{admins}, alone: true},
	"diary-hints":         {ask: diaryDay("/hints", ""), need: []need{seesDiary}, not: topless},
	"diary-versions":      {ask: diaryDay("/versions", ""), need: []need{seesDiary}, not: topless},
	"diary-team":          {ask: unitPath("/diary/team?date=2026-10-29&unit="), need: []need{leaders, here, commands}},
	"diary-of":            {ask: diaryDay("", ""), need: []need{seesDiary}, not: topless},
	"diary-confirm":       {ask: diaryDay("/confirm", " "), need: []need{inPost(access.Head), seesDiary, boss}, not: topless},
	"diary-return":        {ask: diaryDay("/return", because), need: []need{inPost(access.Head), seesDiary, boss}, not: topless},
	"waiting":             {ask: waitingOf, need: []need{boss}, read: awaited, not: topless},
	"diary-confirmations": {ask: diaryConfirmations, need: []need{inPost(access.Head), boss}, read: confirmed, not: topless},
}

// scoreRules are the months of evaluation.
var scoreRules = map[string]rule{
	"evaluation-me":      {ask: plain("/evaluations/me?period=2026-10", ""), alone: true, not: retired},
	"evaluation-person":  {ask: ofID("/evaluations/people/", "?period=2026-10"), need: []need{seesScore}},
	"evaluation-form":    {ask: ofID("/evaluations/people/", "/form?period=2026-10"), need: []need{seesScore}},
	"evaluation-unit":    {ask: unitScore, need: []need{inPost(access.Head, access.Deputy, access.HR), keeping(404, access.Head, access.Deputy, access.HR)}},
	"evaluation-general": {ask: generalPoints, need: []need{inPost(access.Head), seesScore, boss}},
	"evaluation-self":    {ask: selfScored, alone: true, not: retired},
	"petition-make":      {ask: plain("/evaluations/me/2026-Q2/petition", `{"reason":"Điểm tiến độ chưa tính hai lần xin gia hạn"}`), alone: true, not: retired, fail: 409},
	"petition-list":      {ask: plain("/evaluations/petitions", ""), alone: true, not: retired},
	"petition-assign":    {ask: petitionAssigned, need: []need{inPost(access.HR), petitions, atTop(403, access.HR), other}},
	"petition-answer":    {ask: petitionAnswered, need: []need{petitions, answers}},
	"evaluation-grades":  {ask: unitGrades, need: []need{readsGrades}},
	"evaluation-steps":   {ask: unitSteps, need: []need{inPost(access.Head, access.Deputy, access.HR), keeping(404, access.Head, access.Deputy, access.HR)}},
	"override-record":    {ask: overrideOf, need: []need{inPost(access.Head, access.HR), reachesSheet, other, reopens}},
	"override-withdraw":  {ask: overrideWithdrawn, need: []need{inPost(access.Head, access.HR), reachesSheet, other, reopens}},
	"rating-get":         {ask: ratingOf, need: []need{keeping(404, access.Head, access.Deputy, access.HR)}},
	"rating-save":        {ask: ratingSaved, need: []need{keeping(404, access.Head, access.Deputy, access.HR), reopens}, busy: true}, // of a unit, which two cells share
	"rating-decide":      {ask: ratingDecided, need: []need{keeping(404, access.Head, access.Deputy, access.HR), decides}, fail: 409},
	"evaluation-closure": {ask: plain("/evaluations/periods/2026-08/close", ""), need: []need{closes}, alone: true},
	"evaluation-close":   {ask: plain("/evaluations/periods/2026-09/close", `{}`), need: []need{closes}, alone: true},
	"evaluation-remind":  {ask: plain("/evaluations/periods/2026-08/reminders", ""), need: []need{closes}, alone: true},
	"evaluation-reopen": {ask: plain("/evaluations/periods/2026-07/reopen", `{"version":1,"reason":"Bổ sung điểm tiêu chí chung"}`),
		need: []need{reopens}, alone: true, fail: 409},

	"evaluation-outlook":      {ask: outlookOf, need: []need{seesScore}},
	"evaluation-unit-outlook": {ask: unitOutlook, need: []need{inPost(access.Head, access.Deputy, access.HR), keeping(404, access.Head, access.Deputy, access.HR)}},

	// The papers of evaluation.
	"evaluation-unit-summary": {ask: unitPaper("summary"), need: []need{inPost(access.Head, access.Deputy, access.HR), keeping(404, access.Head, access.Deputy, access.HR)}},
	"evaluation-unit-notice":  {ask: unitPaper("notice"), need: []need{inPost(access.Head, access.Deputy, access.HR), keeping(404, access.Head, access.Deputy, access.HR)}, fail: 409},
	"evaluation-unit-minutes": {ask: unitPaper("minutes"), need: []need{inPost(access.Head, access.Deputy, access.HR), keeping(404, access.Head, access.Deputy, access.HR)}},
	"evaluation-case":         {ask: ofID("/evaluations/people/", "/case?year=2026"), need: []need{seesScore}, busy: true},
}

// placeRules are where people work.
var placeRules = map[string]rule{
	"registration-list":     {ask: listOfRegistrations, need: []need{onlyOwn}, read: listed, not: topless},
	"registration-create":   {ask: plain("/workplace/registrations", draftRegistration), alone: true, not: retired},
	"registration-get":      {ask: placeOf(sent, "", ""), need: []need{seesPlace}, not: topless},
	"registration-history":  {ask: placeOf(sent, "/history", ""), need: []need{seesPlace}, not: topless},
	"registration-edit":     {ask: placeOf(refused, "", registrationFields), need: []need{seesPlace, self}, not: topless},
	"registration-submit":   {ask: placeOf(refused, "/submit", " "), need: []need{seesPlace, self}, not: topless},
	"registration-withdraw": {ask: placeOf(sent, "/withdraw", " "), need: []need{seesPlace, self}, not: topless},
	"registration-approve":  {ask: placeOf(sent, "/approve", " "), need: []need{seesPlace, chained}, not: topless},
	"registration-refuse":   {ask: placeOf(sent, "/refuse", because), need: []need{seesPlace, chained}, not: topless},
	"registration-recall":   {ask: placeOf(granted, "/recall", because), need: []need{seesPlace, chained}, not: topless},
	"registration-report":   {ask: placeOf(ended, "/result", registrationOutcome), need: []need{seesPlace, self}, not: topless},
	"registration-confirm":  {ask: placeOf(reported, "/result/confirm", " "), need: []need{seesPlace, chained}, not: topless},
	"registration-return":   {ask: placeOf(reported, "/result/return", because), need: []need{seesPlace, chained}, not: topless},
	"workplace-grid":        {ask: unitPath("/workplace/grid?from=2026-10-29&to=2026-10-30&unit="), need: []need{seesGrid}},
	"workplace-units": {ask: unitPath("/workplace/units?date=2026-10-29&unit="), need: []need{
		seesGrid, keeping(403, access.Head, access.Deputy, access.Monitor, access.Inspector, access.HR)}},
	"workplace-rules":    {ask: unitPath("/workplace/rules?unit="), need: []need{seesGrid}},
	"workplace-rule-set": {ask: setRule, need: []need{inPost(access.Head), seesGrid, keeping(403, access.Head)}, not: mine},
	"absence-list": {ask: unitPath("/workplace/absences?from=2026-10-01&to=2026-10-31&unit="), need: []need{
		inPost(access.HR, access.Head, access.Deputy), seesGrid, keeping(403, access.HR, access.Head, access.Deputy)}},
	"absence-enter": {ask: enterAbsence, need: []need{
		inPost(access.HR, access.Head, access.Deputy), {ok: seesGrid.ok, status: 422}, keeping(403, access.HR, access.Head, access.Deputy)}},
	"absence-cancel": {ask: cancelledAbsence, need: []need{
		inPost(access.HR, access.Head, access.Deputy), reaching(404, access.HR, access.Head, access.Deputy), keeping(403, access.HR, access.Head, access.Deputy)}},
	"check-list": {ask: unitPath("/workplace/checks?unit="), need: []need{
		inPost(access.Head, access.Deputy, access.Inspector), seesGrid, keeping(403, access.Head, access.Deputy, access.Inspector)}},
	"check-ask": {ask: askUnit, busy: true, not: topless, need: []need{
		inPost(access.Head, access.Deputy, access.Inspector), seesGrid, keeping(403, access.Head, access.Deputy, access.Inspector)}},
	"call-answer": {ask: calledPerson, need: []need{onlyOwn}, not: askedToo},
}
