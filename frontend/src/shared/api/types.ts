// Names for the shapes of /api/v1, which schema.ts gives as the server declares them (`make api` writes it from
// api/openapi.yaml). Days are "YYYY-MM-DD", instants RFC 3339 in UTC, ids ULIDs; an absent optional field is left out and
// a list is never null.
import type { components, operations } from "./schema";

type Schemas = components["schemas"];

/** A page of a list; next is the cursor of the page after it. */
export interface Page<T> {
  items: T[];
  next?: string;
}

export type Problem = Schemas["Problem"];

// Session
export type About = Schemas["About"];
export type Appointment = Schemas["Appointment"];
export type Me = Schemas["Me"];
export type AccountRow = Schemas["AccountRow"];
export type AccountState = AccountRow["state"];
export type FactorPolicy = Schemas["FactorPolicy"];
export type FactorSetup = Schemas["FactorSetup"];
export type MyFactor = Schemas["MyFactor"];
export type OwnSession = Schemas["OwnSession"];
export type Contact = Schemas["Contact"];
export type SetupMissing = Schemas["SetupMissing"];
export type Slip = Schemas["Slip"];
export type MailedCode = Schemas["MailedCode"];
export type NewOffice = Schemas["FoundInputBody"];
export type PersonRef = Schemas["PersonRef"];
export type Role = Appointment["role"];
export type Session = Schemas["Session"];
export type Today = Schemas["Today"];
export type UnitRef = Schemas["UnitRef"];

// Calendar
export type CalendarDay = Schemas["CalendarDay"];
export type DueDay = Schemas["DueDay"];
export type DuePreview = Schemas["DuePreview"];
export type DueRule = Schemas["DueRule"];
export type DueKind = DueRule["kind"];

// Directory
export type DirectoryEntry = Schemas["DirectoryEntry"];
export type Person = Schemas["Person"];
export type Product = Schemas["Product"];
export type SourceDocument = Schemas["SourceDocument"];
export type Unit = Schemas["Unit"];

// Tasks
export type Count = Schemas["Count"];
export type HistoryEntry = Schemas["HistoryEntry"];
export type NewTask = Schemas["NewTask"];
export type NewTasks = Schemas["NewTasks"];
export type QuickDay = Schemas["QuickDay"];
export type QuickLine = Schemas["QuickLine"];
export type QuickName = Schemas["QuickName"];
export type QuickParty = Schemas["QuickParty"];
export type QuickPart = Schemas["QuickPart"];
export type MadeTask = Schemas["MadeTask"];
export type Task = Schemas["Task"];
export type TaskAct = Task["acts"][number];
export type Batch = Schemas["Batch"];
export type BatchRow = Schemas["BatchRow"];
export type BatchInput = Omit<Schemas["BatchBeginInputBody"], "$schema">;
export type TaskBoard = Schemas["TaskBoard"];
export type TaskColumn = Schemas["TaskColumn"];
export type TaskCounts = Schemas["TaskCounts"];
export type TaskRow = Schemas["TaskRow"];
export type TaskNode = Schemas["TaskNode"];
export type TaskPartInput = Schemas["TaskPartInput"];
export type TaskPartRef = Schemas["TaskPartRef"];
export type TaskLinks = Schemas["TaskLinks"];
export type TaskTree = Schemas["TaskTree"];
export type RecurringWork = Schemas["RecurringWork"];
export type SavedFilter = Schemas["SavedFilter"];
export type SavedFilters = Schemas["SavedFilters"];
export type SavedInput = Schemas["SavedInput"];
export type ChecklistItem = Schemas["ChecklistItem"];
export type TaskChecklist = Schemas["TaskChecklist"];
export type TaskNote = Schemas["TaskNote"];
export type TaskFile = Schemas["TaskFile"];
export type CommentHit = Schemas["CommentHit"];
export type TaskComment = Schemas["TaskComment"];
export type TaskChip = Schemas["TaskChip"];
export type TaskAttention = Schemas["TaskAttention"];
export type FollowReport = Schemas["FollowReport"];
export type FollowPeople = Schemas["FollowPeople"];
export type MonthlyReport = Schemas["MonthlyReport"];
export type TaskState = TaskRow["state"];
export type Timeliness = TaskRow["timeliness"]["kind"];
export type Urgency = TaskRow["urgency"];
export type Waiting = Schemas["Waiting"];

// Diary
export type DiaryCorrection = Schemas["DiaryCorrection"];
export type DiaryDay = Schemas["DiaryDay"];
export type DiaryEntry = Schemas["DiaryEntry"];
export type DiaryHint = Schemas["DiaryHint"];
export type DiaryInput = Schemas["DiaryInput"];
export type DiaryPeriodDay = Schemas["DiaryPeriodDay"];
export type DiaryRow = Schemas["DiaryRow"];
export type DiarySettings = Schemas["DiarySettings"];
export type DiaryState = DiaryDay["state"];
export type DiaryStripDay = Schemas["DiaryStripDay"];
export type DiarySuggestion = Schemas["DiarySuggestion"];
export type DiaryVersion = Schemas["DiaryVersion"];
export type Place = DiaryDay["place"]["am"];

// Inbox
export type InboxItem = Schemas["InboxItem"];

// Evaluation

/** A range is two decimals, from and to; the description of the API can only say that it is a list. */
type Ranged<T extends { totalRange?: string[] }> = Omit<T, "totalRange"> & { totalRange?: [from: string, to: string] };

export type EvalPolicy = Schemas["EvalPolicy"];
export type SchemeChoice = Schemas["SchemeChoice"];
export type SchemeEffect = Schemas["SchemeEffect"];
export type SchemePolicy = Schemas["SchemePolicy"];
export type SchemeVersion = Schemas["SchemeVersion"];
export type Schemes = Schemas["Schemes"];
export type EvalPeriod = Schemas["EvalPeriod"];
export type Rating = Schemas["Rating"];
export type RatingChoice = Schemas["RatingChoice"];
export type RatingCount = Schemas["RatingCount"];
export type RatingPaper = Schemas["RatingPaper"];
export type RatingRow = Schemas["RatingRow"];
export type Override = Schemas["Override"];
export type EvalGrades = Schemas["EvalGrades"];
export type Petition = Schemas["Petition"];
export type EvalSteps = Schemas["EvalSteps"];
export type EvalStepRow = Schemas["EvalStepRow"];
export type SchemeSteps = Schemas["SchemeSteps"];
export type EvalClosure = Schemas["EvalClosure"];
export type OutlookScore = Ranged<Schemas["OutlookScore"]>;
export type OutlookWork = Schemas["OutlookWork"];
export type Outlook = Omit<Schemas["Outlook"], "now" | "end"> & Record<"now" | "end", OutlookScore>;
export type UnitOutlookRow = Omit<Schemas["UnitOutlookRow"], "now" | "end"> & Record<"now" | "end", OutlookScore>;
export type UnitOutlook = Omit<Schemas["UnitOutlook"], "rows"> & { rows: UnitOutlookRow[] };
export type Score = Ranged<Schemas["Score"]>;
export type SelfScore = Schemas["SelfScore"];
export type ScorePart = Schemas["ScorePart"];
export type ScoreLine = Schemas["ScoreLine"];
export type ScoreStatus = Score["status"];
export type UnitScoreRow = Ranged<Schemas["UnitScoreRow"]>;
export type UnitScores = Omit<Schemas["UnitScores"], "rows"> & { rows: UnitScoreRow[] };

// Administration
export type Finding = Schemas["Finding"];
export type Findings = Schemas["Findings"];
export type JobRun = Schemas["JobRun"];
export type JobStatus = Schemas["JobStatus"];
export type CalendarFeed = Schemas["CalendarFeed"];
export type LedgerChannel = Schemas["LedgerChannel"];
export type LedgerItem = Schemas["LedgerItem"];
export type LostLetter = Schemas["LostLetter"];
export type LostLetters = Schemas["LostLetters"];
export type PlannedMessage = Schemas["PlannedMessage"];
export type PlannedRun = Schemas["PlannedRun"];
export type ReminderPlan = Schemas["ReminderPlan"];
export type LogEntry = Schemas["LogEntry"];
export type LogType = NonNullable<NonNullable<operations["system-log"]["parameters"]["query"]>["type"]>;

// Places of work
export type Absence = Schemas["Absence"];
export type AbsenceList = Schemas["AbsenceList"];
export type NewAbsence = Schemas["NewAbsence"];
export type Registration = Schemas["Registration"];
export type RegistrationInput = Schemas["NewRegistration"];
export type RegistrationReport = Schemas["RegistrationReport"];
export type RegistrationRow = Schemas["RegistrationRow"];
export type WorkCall = Schemas["WorkCall"];
export type WorkCell = Schemas["WorkCell"];
export type WorkCheck = Schemas["WorkCheck"];
export type WorkDay = Schemas["WorkDay"];
export type WorkGrid = Schemas["WorkGrid"];
export type WorkUnits = Schemas["WorkUnits"];
export type WorkQuota = Schemas["WorkQuota"];
export type WorkRow = Schemas["WorkRow"];
export type WorkRule = Schemas["WorkRule"];
export type WorkRules = Schemas["WorkRules"];
export type WorkRuleInput = Schemas["NewWorkRule"];
export type WorkWeek = Schemas["WorkWeek"];
// Files
export type Upload = Schemas["Upload"];

// Imports
export type Import = Schemas["Import"];
export type ImportFault = Schemas["ImportFault"];
export type ImportFix = Schemas["ImportFix"];
export type ImportRow = Schemas["ImportRow"];
export type ImportRows = Schemas["ImportRows"];
export type ImportTable = Import["table"];

// Catalogue
export type CatalogueStanding = Schemas["CatalogueStanding"];
export type ProductStanding = Schemas["ProductStanding"];
export type ProductVersion = Schemas["ProductVersion"];
