import { expect, test } from "vitest";
import { readListState, writeListState } from "../list/listState";
import { addressOf, savedOf } from "./saved";

test.each([
  "",
  "tab=unit&late=overdue&unit=01U",
  "tab=assigned&state=all&sort=updated&q=h%C6%B0%E1%BB%9Bng+d%E1%BA%ABn",
  "tab=unit&state=all&states=in_progress%2Csubmitted&urgency=khan%2Choa_toc&from=2026-10-01&to=2026-10-31",
])("a kept list brings the same address again: %s", (address) => {
  const list = readListState(new URLSearchParams(address), ["lead", "assigned", "unit"]);
  expect(addressOf(savedOf(list))).toBe(writeListState(list).toString());
});

test("the task in the panel is not kept", () => {
  const list = readListState(new URLSearchParams("tab=unit&task=01J"), ["lead", "unit"]);
  expect(addressOf(savedOf(list))).toBe("tab=unit");
});
