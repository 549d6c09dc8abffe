import { expect, test } from "vitest";
import type { Unit } from "@/shared/api/types";
import { distinctNames, parentNames } from "./unitName";

const unit = (id: string, name: string, shortName: string, parent?: string): Unit => ({
  id,
  code: id,
  name,
  shortName,
  kind: "division",
  parent,
});
const office = "Văn phòng HĐND và UBND thành phố";
const tree = [
  unit("tinh", "UBND tỉnh Quảng Nam", "UBND tỉnh"),
  unit("tk", "UBND thành phố Tam Kỳ", "UBND TP Tam Kỳ", "tinh"),
  unit("ha", "UBND thành phố Hội An", "UBND TP Hội An", "tinh"),
  unit("vp-tk", office, "VP", "tk"),
  unit("vp-ha", office, "VP", "ha"),
];

test("units of one name are told apart by the unit above, the others are not burdened", () => {
  expect([...distinctNames(tree).values()]).toEqual([
    "UBND tỉnh Quảng Nam",
    "UBND thành phố Tam Kỳ",
    "UBND thành phố Hội An",
    `${office} · UBND TP Tam Kỳ`,
    `${office} · UBND TP Hội An`,
  ]);
});

test("the unit above is named where there is one", () => {
  const names = parentNames(tree);
  expect(names.get("vp-ha")).toBe("UBND thành phố Hội An");
  expect(names.has("tinh")).toBe(false);
});
