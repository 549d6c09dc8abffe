// The shapes of /api/v1. Days are "YYYY-MM-DD", instants RFC 3339 in UTC, ids ULIDs; an absent optional field is left
// out and a list is never null. Names are those of api/openapi.yaml.

export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  fields?: { path: string; label: string; detail: string }[];
  requestId: string;
  current?: unknown;
} // application/problem+json; current on 409 = the fresh Task / DiaryDay / Score
export interface PersonRef {
  id: string;
  name: string;
  title?: string;
  unit?: string /* unit short name */;
}
export interface UnitRef {
  id: string;
  name: string;
  shortName: string;
}
export type Role = "head" | "deputy" | "officer" | "clerk" | "monitor" | "hr" | "inspector" | "admin";
export interface Page<T> {
  items: T[];
  next?: string;
} // ?cursor=<next>; limit ≤ 100, default 50

export interface Session {
  accessToken: string;
  expiresIn: number /* seconds */;
  me: Me;
}
export interface Me {
  id: string;
  staffNo: string;
  name: string;
  email?: string;
  title: string;
  unit: UnitRef;
  unitPath: UnitRef[] /* root first, incl. own */;
  roles: Role[];
  appointments: Appointment[];
  can: {
    assign: boolean;
    team: boolean /* confirms diaries, unit tab */;
    score: boolean /* gives general points */;
    closePeriods: boolean;
  };
}
export interface Appointment {
  id: string;
  unit: UnitRef;
  role: Role;
  title: string;
  primary: boolean;
}
export interface About {
  name: string /* agency's name */;
  version: string;
  demo: boolean;
  accounts?: { login: string; name: string; title: string; unit: string; role: Role }[] /* demo only */;
  password?: string /* demo only */;
}
export interface Today {
  date: string;
  now: string;
  weekday: string /* "thứ Tư" */;
  working: boolean;
  why?: string;
  nextWorking: string;
  prevWorking: string;
  period: string /* "2026-11" */;
  epoch: string;
  version: string;
  clockShifted: boolean;
}

export type DueKind = "working" | "calendar" | "month" | "date" | "none";
export interface DueRule {
  kind: DueKind;
  start?: string;
  n?: number;
  date?: string;
} // start defaults to today
export interface CalendarDay {
  date: string;
  working: boolean;
  name?: string;
  type?: "holiday" | "compensatory" | "swapped-off" | "swapped-work";
  pending?: boolean;
}
export interface DuePreview {
  rule: DueRule;
  due?: string;
  explain: string;
  skipped: { date: string; why: string }[];
  days: DueDay[];
  warnings: string[];
}
export interface DueDay {
  date: string;
  working: boolean;
  why?: string;
  n?: number /* 1..n when counted */;
  mark?: "start" | "due" | "today";
} // from start to due, at most 62, else first and last weeks

export interface Unit {
  id: string;
  code: string;
  name: string;
  shortName: string;
  kind: string;
  parent?: string;
  memberCount?: number;
  head?: PersonRef;
}
export interface DirectoryEntry {
  id: string;
  name: string;
  title: string;
  unit: UnitRef;
  role: Role;
  open?: number /* open tasks as lead */;
  load?: number /* their converted quantity */;
}
export interface Person {
  id: string;
  staffNo: string;
  name: string;
  title: string;
  unit: UnitRef;
  role: Role;
  subjectClass: string;
  email?: string;
}
export interface Product {
  code: string;
  version: number;
  name: string;
  unit: string;
  group: number;
  points: number;
  k: number;
  normDays: number;
}
export interface SourceDocument {
  id: string;
  number: string;
  date: string;
  issuer: string;
  abstract: string;
  urgency: Urgency;
}
export type Urgency = "thuong" | "khan" | "thuong_khan" | "hoa_toc";

export type TaskState =
  | "draft"
  | "assigned"
  | "in_progress"
  | "submitted"
  | "completed"
  | "paused"
  | "recalled"
  | "cancelled";
export type Timeliness = "none" | "on_track" | "due_soon" | "overdue" | "early" | "on_time" | "late" | "not_started"; // not_started = assigned & in time
export type TaskAct =
  | "edit"
  | "assign"
  | "accept"
  | "name"
  | "decline"
  | "report"
  | "submit"
  | "approve"
  | "return"
  | "recall"
  | "cancel";
export interface TaskRow {
  id: string;
  code: string;
  version: number;
  title: string;
  state: TaskState;
  open: boolean;
  timeliness: { kind: Timeliness; days: number /* working days left (>0), late (<0), 0 today */ };
  dueOn?: string;
  lead: { unit: UnitRef; person?: PersonRef };
  document?: { id: string; number: string };
  product: { code?: string; name: string; unit?: string; k: number };
  quantity: number;
  converted: number;
  progress: number /* 0..100 */;
  urgency: Urgency;
  waiting: PersonRef[];
  waitingSince?: string;
  assignedBy: PersonRef;
  updatedAt: string;
  submittedAt?: string;
}
export interface Task extends TaskRow {
  description: string;
  approver: PersonRef;
  documentInfo?: SourceDocument;
  productInfo: { catalogueVersion?: number; group?: number; points: number; divisor: number };
  due: { rule: DueRule; explain: string; days: DueDay[] };
  dues: {
    dueOn: string;
    why: "original" | "returned" | "extension" | "reschedule" | "pause";
    by: PersonRef;
    at: string;
  }[];
  steps: {
    key: "assigned" | "accepted" | "in_progress" | "submitted" | "completed";
    at?: string;
    current: boolean;
    done: boolean;
  }[];
  coordinators: { unit?: UnitRef; person?: PersonRef }[];
  reports: { id: string; at: string; by: PersonRef; percent: number; text: string }[]; // newest first, ≤ 50
  submissions: {
    at: string;
    by: PersonRef;
    note: string;
    quantity: number;
    decision?: {
      verdict: "met" | "major_error" | "returned";
      at: string;
      by: PersonRef;
      reason?: string;
      major?: boolean;
      quantity?: number;
    };
  }[];
  acts: TaskAct[];
  seenAt?: string /* assigner only */;
  createdAt: string;
  closedReason?: string;
}
export interface Count {
  n: number;
  more: boolean;
} // more: "999+"
export interface TaskCounts {
  lead: Count;
  assigned: Count;
  waiting: Count;
  unit: Count;
  overdue: Count /* mine as lead */;
} // open ones
export interface NewTask {
  title: string /* 5..300 */;
  description?: string /* ≤5000 */;
  documentId?: string;
  lead: { unit: string; person?: string };
  coordinators?: { unit?: string; person?: string }[] /* ≤ 30 */;
  product: { code: string } | { text: string; points: number };
  quantity: number /* 0.001..100000, 3 decimals */;
  due: DueRule;
  urgency: Urgency;
  assign: boolean /* POST only: true = create and assign in one act */;
}
export interface HistoryEntry {
  id: string;
  at: string;
  by: PersonRef;
  action: string /* "task.assigned" …: the client's catalogue has history.<action> with {params} */;
  params: Record<string, string>;
  reason?: string;
}

export interface Waiting {
  tasks: TaskRow[];
  diaries: DiaryRow[];
  scores: { period: string; people: number }[];
}

export type Place = "remote" | "office" | "field" | "off";
export type DiaryState = "open" | "submitted" | "confirmed" | "returned" | "locked";
export interface DiaryEntry {
  id: string;
  text: string;
  task?: { id: string; code: string; title: string };
  minutes?: number;
  from?: string /* HH:MM */;
  to?: string;
  result?: string;
  unplanned: boolean;
  createdAt: string;
  late: boolean;
  source?: string /* suggestion it came from */;
}
export interface DiaryDay {
  person: PersonRef;
  date: string;
  version: number /* 0 = not stored yet */;
  state: DiaryState;
  working: boolean;
  why?: string;
  place: { am: Place; pm: Place };
  entries: DiaryEntry[];
  suggestions: DiarySuggestion[] /* what moved that day and is not kept yet; own open day only */;
  plan: string;
  difficulties: string;
  minutes: number;
  late: boolean;
  submittedAt?: string;
  confirmedAt?: string;
  confirmedBy?: PersonRef;
  returnReason?: string;
  returnedBy?: PersonRef;
  confirmer?: PersonRef;
  readers: PersonRef[];
  nextWorking: string;
  acts: ("edit" | "submit" | "confirm" | "return")[];
  updatedAt?: string;
}
export interface DiarySuggestion {
  source: string;
  text: string;
  task?: { id: string; code: string; title: string };
  at: string;
  minutes?: number;
} // text rendered by the server in Vietnamese
export interface DiaryStripDay {
  date: string;
  working: boolean;
  why?: string;
  state?: DiaryState;
  minutes: number;
  entries: number;
  missing: boolean;
  future: boolean;
  late: boolean;
}
export interface DiaryInput {
  version: number;
  place: { am: Place; pm: Place };
  entries: {
    id?: string;
    text: string;
    task?: string;
    minutes?: number;
    from?: string;
    to?: string;
    result?: string;
    unplanned: boolean;
    source?: string;
  }[] /* ≤ 50 */;
  plan: string;
  difficulties: string;
}
export interface DiaryRow {
  person: PersonRef;
  date: string;
  version: number;
  state?: DiaryState;
  place?: { am: Place; pm: Place };
  minutes: number;
  entries: number;
  summary: string[] /* first lines */;
  missing: boolean;
  submittedAt?: string;
  late: boolean;
  acts: ("confirm" | "return")[];
}

export interface InboxItem {
  id: string;
  kind: string /* "task.assigned", "reminder.due_before", "reminder.due_today", "reminder.overdue", "reminder.diary_empty", "task.returned", "diary.confirmed", "score.general" …: client catalogue inbox.<kind>.title/text with {params} */;
  object: { type: "task" | "diary" | "sheet"; id: string; code?: string; title?: string };
  by?: PersonRef;
  params: Record<string, string>;
  rule: string /* id of the rule, client catalogue rule.<id> says why and when it stops */;
  why: string /* role: lead, assigner, approver, coordinator, author, head */;
  at: string;
  readAt?: string;
}

export interface EvalPeriod {
  period: string;
  from: string;
  to: string;
  state: "open" | "closing" | "closed";
  policy?: string;
}
export type ScoreStatus = "scored" | "insufficient_data" | "needs_decision" | "no_policy";
export interface Score {
  person: PersonRef;
  period: string;
  periodState: "open" | "closing" | "closed";
  provisional: boolean;
  asOf: string;
  leader: boolean;
  version: number;
  status: ScoreStatus;
  reasons: string[];
  policy?: string;
  legalBasis: string[];
  a?: string;
  b?: string;
  c?: string;
  d?: string;
  dd?: string;
  e?: string;
  task?: string;
  general?: string;
  total?: string;
  totalRange?: [string, string];
  grade?: "xuat_sac" | "tot" | "hoan_thanh" | "khong_hoan_thanh";
  bands: { grade: string; from: string }[];
  sums: { weight: string; quantity: string; quality: string; progress: string };
  generalGroups: { key: string; name: string; max: string; points?: string; remark?: string }[];
  generalBy?: PersonRef;
  generalAt?: string;
  lines: ScoreLine[];
  trend: { period: string; total?: string; provisional: boolean }[];
  acts: "general"[];
  hash?: string /* closed: SHA-256 of the canonical bytes */;
}
export interface ScoreLine {
  task: string;
  code: string;
  title: string;
  product: { code?: string; name: string };
  k: string;
  assigned: string;
  done: string;
  failedReviews: number;
  lateEvents: number;
  weight: string;
  quantityCredit: string;
  qualityCredit: string;
  progressCredit: string;
  state: TaskState;
  dueOn?: string;
  submittedOn?: string;
  carriedFrom?: string;
  pending: boolean;
  lateDues: string[] /* the missed deadlines */;
  returns: { on: string; reason: string; major: boolean }[];
}
export interface UnitScores {
  unit: UnitRef;
  period: string;
  periodState: "open" | "closing" | "closed";
  provisional: boolean;
  rows: UnitScoreRow[];
  distribution: { grade: string; n: number }[];
  groups: { key: string; name: string; max: string; step: string }[];
}
export interface UnitScoreRow {
  person: PersonRef;
  leader: boolean;
  version: number;
  status: ScoreStatus;
  reasons: string[];
  general?: string;
  a?: string;
  b?: string;
  c?: string;
  task?: string;
  total?: string;
  totalRange?: [string, string];
  grade?: string;
  generalGroups: { key: string; points?: string; remark?: string }[];
  trend: { period: string; total?: string; provisional: boolean }[];
  acts: "general"[];
}

export interface JobRun {
  id: string;
  job: string;
  period: string;
  state: "running" | "done" | "failed";
  startedAt: string;
  finishedAt?: string;
  error?: string;
  done: number;
}
