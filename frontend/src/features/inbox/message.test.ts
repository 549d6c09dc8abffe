import { expect, test } from "vitest";
import type { InboxItem } from "@/shared/api/types";
import { addressOf } from "./message";

const me = { unit: { id: "cntt", name: "", shortName: "" }, reach: { leads: [], scores: ["stttt"] } };

test.each<[InboxItem["object"]["type"], string, string, string | undefined]>([
  ["task", "000128", "lead", "/tasks/000128"],
  ["sheet", "lan|2026-04", "author", "/evaluation?period=2026-04"],
  ["diary", "lan|2026-04-29", "author", "/diary/2026-04-29"],
  ["diary", "lan|2026-04-29", "head", "/diary/people/lan/2026-04-29"],
  ["period", "2026-04", "author", "/evaluation?period=2026-04"],
  ["period", "2026-04", "head", "/evaluation/units/stttt?period=2026-04"],
  ["report", "so|2026-10", "named", "/follow?unit=so&month=2026-10"],
  ["document", "01D", "receiver", "/incoming?line=01D"],
  ["scheme", "01S", "approver", "/evaluation/settings"],
  ["petition", "01P", "approver", "/evaluation/petitions"],
  ["session", "01J", "author", undefined],
])("a message about the %s %s to its %s leads to %s", (type, id, why, address) => {
  expect(addressOf({ object: { type, id }, why }, me)).toBe(address);
});

test("who scores no unit sees the own one", () => {
  const head = { ...me, reach: { leads: [], scores: [] } };
  expect(addressOf({ object: { type: "period", id: "2026-04" }, why: "head" }, head)).toBe(
    "/evaluation/units/cntt?period=2026-04",
  );
});
