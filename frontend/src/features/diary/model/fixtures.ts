import type { DiaryDay, DiaryEntry } from "@/shared/api/types";

const author = { id: "p1", name: "Nguyễn Thị Lan" };

/** entry makes a stored line for tests. */
export function entry(id: string, text: string, more: Partial<DiaryEntry> = {}): DiaryEntry {
  return {
    id,
    text,
    unplanned: false,
    createdAt: "2026-04-29T02:00:00Z",
    changedAt: "2026-04-29T02:00:00Z",
    late: false,
    ...more,
  };
}

/** dayWith makes an open day of version 1 for tests. */
export function dayWith(entries: DiaryEntry[], more: Partial<DiaryDay> = {}): DiaryDay {
  return {
    person: author,
    date: "2026-04-29",
    version: 1,
    state: "open",
    working: true,
    place: { am: "remote", pm: "office" },
    entries,
    suggestions: [],
    plan: "",
    difficulties: "",
    minutes: 0,
    late: false,
    topmost: false,
    readers: [author],
    nextWorking: "2026-05-04",
    acts: ["edit", "submit"],
    ...more,
  };
}
