import { expect, it } from "vitest";
import type { Unit } from "./types";
import { unitsUnder } from "./units";

const unit = (id: string, parent?: string): Unit => ({
  id,
  code: id,
  name: id,
  shortName: id,
  kind: "division",
  parent,
});
const tree = [unit("root"), unit("a", "root"), unit("a1", "a"), unit("a2", "a"), unit("b", "root")];

it.each([
  [["a"], ["a", "a1", "a2"]],
  [
    ["a1", "b"],
    ["a1", "b"],
  ],
  [["root"], ["root", "a", "a1", "a2", "b"]],
  [[], []],
])("under %j", (tops, want) => expect(unitsUnder(tree, tops).map(({ id }) => id)).toEqual(want));
