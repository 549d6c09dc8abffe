import { describe, expect, test } from "vitest";
import type { Appointment, Unit } from "@/shared/api/types";
import { unitsInCharge, unitsMatching } from "./parties";

const unit = (id: string, parent?: string, head?: string): Unit => ({
  id,
  code: id.toUpperCase(),
  name: { stttt: "Sở Thông tin và Truyền thông", cntt: "Phòng Công nghệ thông tin" }[id] ?? `Đơn vị ${id}`,
  shortName: id,
  kind: "division",
  parent,
  head: head === undefined ? undefined : { id: head, name: head },
});
const units = [
  unit("tinh"),
  unit("stttt", "tinh", "ly"),
  unit("cntt", "stttt", "thinh"),
  unit("tto", "cntt"),
  unit("stc", "tinh"),
];
const appointment = (id: string, role: Appointment["role"]): Appointment => ({
  id: "bn",
  unit: { id, name: id, shortName: id },
  role,
  title: "",
  primary: true,
});

describe("unitsInCharge", () => {
  test.each([
    { who: "a head", appointments: [appointment("stttt", "head")], me: "ly", want: ["cntt", "tto"] },
    {
      who: "a head who also heads a unit below",
      appointments: [appointment("stttt", "head")],
      me: "thinh",
      want: ["tto"],
    },
    { who: "an officer", appointments: [appointment("stttt", "officer")], me: "lan", want: [] },
  ])("$who: $want", ({ appointments, me, want }) => {
    expect(unitsInCharge(units, appointments, me).map(({ id }) => id)).toEqual(want);
  });
});

test.each([
  ["cong nghe", ["cntt"]],
  ["truyen thong so", ["stttt"]],
  ["STC", ["stc"]],
  ["", ["tinh", "stttt", "cntt", "tto", "stc"]],
])("unitsMatching %s", (words, want) => {
  expect(unitsMatching(units, words).map(({ id }) => id)).toEqual(want);
});
