import { beforeAll, expect, it } from "vitest";
import { loadLanguage } from "@/shared/i18n";
import type { IncomingDocument } from "../api";
import { emptyEntry, entryConflict, entryFormOf, entryOf, mergedEntry, missingOf } from "./entry";
import { readsRegister } from "./rights";

const line = {
  arrivedOn: "2026-04-29",
  number: "2236/UBND-KSTTHC",
  date: "2026-04-28",
  issuer: "UBND tỉnh",
  type: "Công văn",
  abstract: "Rà soát thủ tục hành chính",
  urgency: "khan",
  receivers: [
    { unit: { id: "u1", name: "Phòng", shortName: "P" } },
    { unit: { id: "u2", name: "Sở", shortName: "S" }, person: { id: "p1", name: "Lan" } },
  ],
  toAnswer: true,
} as unknown as IncomingDocument;

beforeAll(() => loadLanguage("vi"));

it("sends a line as it is typed, days read day first, empty fields left out", () => {
  const form = { ...emptyEntry("2026-04-29"), number: " 15/QĐ-BNV ", date: "28/04/2026", issuer: "Bộ Nội vụ" };
  expect(missingOf(form)).toEqual(["abstract"]);
  expect(entryOf({ ...form, abstract: "Về việc", handedOn: "29/4/2026" }, true)).toEqual({
    arrivedOn: "2026-04-29",
    number: "15/QĐ-BNV",
    date: "2026-04-28",
    issuer: "Bộ Nội vụ",
    abstract: "Về việc",
    urgency: "thuong",
    receivers: [],
    handedOn: "2026-04-29",
    toAnswer: false,
    again: true,
  });
});

it("edits a stored line without losing a receiver", () => {
  const sent = entryOf(entryFormOf(line), false);
  expect(sent.receivers).toEqual([{ unit: "u1" }, { person: "p1" }]);
  expect(sent.toAnswer).toBe(true);
  expect(sent.again).toBeUndefined();
});

it("shows the register to clerks and to who follows or commands a unit", () => {
  const me = (role: string) => ({ roles: [role] }) as unknown as Parameters<typeof readsRegister>[0];
  expect(["clerk", "head", "deputy", "monitor", "inspector"].map((role) => readsRegister(me(role)))).not.toContain(
    false,
  );
  expect(["officer", "hr", "admin"].map((role) => readsRegister(me(role)))).not.toContain(true);
});

it("puts both versions of a line side by side, and takes each field from the side chosen", () => {
  const base = entryFormOf(line);
  const mine = { ...base, note: "Gửi bản giấy", signedBy: "Lan" };
  const theirs = {
    ...base,
    abstract: "Rà soát thủ tục nội bộ",
    signedBy: "Minh",
    receivers: base.receivers.slice(0, 1),
  };
  expect(entryConflict(mine, theirs, base).map(({ key, mine, theirs }) => [key, mine, theirs])).toEqual([
    ["abstract", "Rà soát thủ tục hành chính", "Rà soát thủ tục nội bộ"],
    ["receivers", "Phòng; Lan", "Phòng"],
    ["signedBy", "Lan", "Minh"],
    ["note", "Gửi bản giấy", ""],
  ]);
  const sent = mergedEntry(mine, theirs, { abstract: "theirs", receivers: "theirs", signedBy: "mine", note: "mine" });
  expect([sent.abstract, sent.receivers.length, sent.signedBy, sent.note]).toEqual([
    "Rà soát thủ tục nội bộ",
    1,
    "Lan",
    "Gửi bản giấy",
  ]);
});
