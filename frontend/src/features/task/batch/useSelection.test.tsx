// @vitest-environment jsdom
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { rowOf } from "../model/fixtures";
import { rangeOf, useSelection } from "./useSelection";

const rows = ["1", "2", "3", "4", "5"].map((id) => rowOf(id));

test.each([
  ["2", "4", ["2", "3", "4"]],
  ["4", "2", ["2", "3", "4"]],
  ["9", "3", ["3"]],
  [undefined, "3", ["3"]],
])("from %s to %s", (from, to, want) => {
  expect(rangeOf(rows, from, to)).toEqual(want);
});

test("rows are chosen one by one, in a range, and not beyond what one batch changes", () => {
  const many = Array.from({ length: 130 }, (_, i) => rowOf(`${i}`));
  const { result, rerender } = renderHook(({ list, shown }) => useSelection(list, shown), {
    initialProps: { list: "a", shown: many },
  });
  const ids = () => result.current.rows.map(({ id }) => id);
  act(() => result.current.toggle("3"));
  act(() => result.current.toggle("5", true));
  expect(ids()).toEqual(["3", "4", "5"]);
  act(() => result.current.toggle("4"));
  expect(ids()).toEqual(["3", "5"]);
  rerender({ list: "a", shown: many.filter(({ id }) => id !== "3") }); // it left the list
  expect(ids()).toEqual(["5"]);
  act(() => result.current.set(many.map(({ id }) => id)));
  rerender({ list: "a", shown: many });
  expect(ids()).toHaveLength(100);
  rerender({ list: "b", shown: many });
  expect(ids()).toEqual([]);
});
