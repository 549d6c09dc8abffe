import { expect, test } from "vitest";
import type { Unit } from "@/shared/api/types";
import { unitsWith, workOf } from "./found";

const unit = (id: string, name: string, shortName: string, code: string): Unit => ({
  id,
  name,
  shortName,
  code,
  kind: "division",
});
const tree = [
  unit("1", "Ủy ban nhân dân tỉnh", "UBND tỉnh", "UBND"),
  unit("2", "Sở Thông tin và Truyền thông", "Sở TT&TT", "STTTT"),
  unit("3", "Phòng Công nghệ thông tin", "P. CNTT", "STTTT-CNTT"),
];

test.each([
  { words: "cong nghe", found: ["3"] },
  { words: "thong tin", found: ["2", "3"] },
  { words: "CNTT", found: ["3"] },
  { words: "sở tt", found: ["2"] },
  { words: "khong co", found: [] },
])("units with $words", ({ words, found }) => {
  expect(unitsWith(tree, words, 5).map(({ id }) => id)).toEqual(found);
});

test("no more than are shown", () => {
  expect(unitsWith(tree, "t", 2)).toHaveLength(2);
});

const can = { assign: false, team: false, score: false, closePeriods: false, confirmPeriods: false };
test.each([
  { roles: ["head" as const], team: true, to: "/tasks?tab=unit&unit=3" },
  { roles: ["monitor" as const], team: false, to: "/tasks?tab=unit&unit=3" },
  { roles: ["officer" as const], team: false, to: "/tasks?unit=3" },
  { roles: ["hr" as const], team: false, to: "/people?unit=3" },
])("a unit leads $roles to $to", ({ roles, team, to }) => {
  expect(workOf({ id: "3" }, { can: { ...can, team }, roles })).toBe(to);
});
