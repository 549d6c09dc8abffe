import type { Me, PersonRef, Task, TaskRow } from "@/shared/api/types";

// People and work for the tests of this feature.
export const lan: PersonRef = { id: "lan", name: "Nguyễn Thị Lan", title: "Chuyên viên" };
export const thinh: PersonRef = { id: "thinh", name: "Phan Hữu Thịnh", title: "Trưởng phòng" };
const unit = { id: "cntt", name: "Phòng Công nghệ thông tin", shortName: "P. CNTT" };

/** rowOf returns a task in progress as a list shows it, with the given fields changed. */
export function rowOf(id: string, change: Partial<TaskRow> = {}): TaskRow {
  return {
    id,
    code: `NV-2026-${id}`,
    version: 3,
    title: "Hướng dẫn đăng ký tài khoản dịch vụ thanh toán trực tuyến",
    state: "in_progress",
    open: true,
    timeliness: { kind: "on_track", days: 3 },
    dueOn: "2026-05-06",
    lead: { unit, person: lan },
    document: { id: "vb", number: "2124/UBND-NC" },
    product: { code: "CV-02", name: "Văn bản hướng dẫn chuyên môn", unit: "văn bản", k: 18 },
    quantity: 1,
    converted: 18,
    progress: 60,
    urgency: "khan",
    waiting: [lan],
    waitingSince: "2026-04-24T03:02:00Z",
    assignedBy: thinh,
    updatedAt: "2026-04-29T08:20:00Z",
    ...change,
  };
}

/** taskOf returns the whole of the same task, with the given fields changed. */
export function taskOf(change: Partial<Task> = {}): Task {
  return {
    ...rowOf("000128"),
    description: "",
    approver: thinh,
    productInfo: { catalogueVersion: 1, group: 2, points: 90, divisor: 5 },
    due: { rule: { kind: "working", start: "2026-04-24", n: 5 }, explain: "5 ngày làm việc kể từ 24/4/2026", days: [] },
    dues: [{ dueOn: "2026-05-06", why: "original", by: thinh, at: "2026-04-24T02:10:00Z" }],
    steps: [
      { key: "assigned", at: "2026-04-24T02:10:00Z", current: false, done: true },
      { key: "accepted", at: "2026-04-24T03:02:00Z", current: false, done: true },
      { key: "in_progress", at: "2026-04-24T03:02:00Z", current: true, done: false },
      { key: "submitted", current: false, done: false },
      { key: "completed", current: false, done: false },
    ],
    coordinators: [],
    leadShare: 100,
    informed: [],
    watching: false,
    mayWatch: true,
    reports: [],
    withdrawn: [],
    extensions: [],
    causes: [],
    excusable: [],
    submissions: [],
    acts: ["submit", "report"],
    createdAt: "2026-04-24T02:00:00Z",
    ...change,
  };
}

/** meOf returns a person as signed in. */
export function meOf(person: PersonRef, assigns = false): Me {
  return {
    id: person.id,
    version: 1,
    staffNo: "CB-001",
    name: person.name,
    title: person.title ?? "",
    unit,
    unitPath: [unit],
    roles: [assigns ? "head" : "officer"],
    appointments: [{ id: "bn", unit, role: assigns ? "head" : "officer", title: person.title ?? "", primary: true }],
    can: { assign: assigns, team: assigns, score: assigns, closePeriods: false, confirmPeriods: false },
    enrol: false,
    reach: assigns ? { leads: [unit.id], scores: [unit.id] } : { leads: [], scores: [] },
  };
}
