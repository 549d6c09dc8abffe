import { describe, expect, test } from "vitest";
import type { Appointment, Unit } from "@/shared/api/types";
import { nearestFirst, partyChoice, unitParty, unitsInCharge, unitsMatching, unitWords } from "./parties";

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
    { who: "a head", post: appointment("stttt", "head"), leads: ["stttt"], me: "ly", want: ["cntt", "tto"] },
    {
      who: "who heads a unit below too",
      post: appointment("stttt", "head"),
      leads: ["stttt"],
      me: "thinh",
      want: ["tto"],
    },
    {
      who: "a deputy with a charge",
      post: appointment("tinh", "deputy"),
      leads: ["cntt", "stc"],
      me: "hoa",
      want: ["cntt", "tto", "stc"],
    },
    { who: "a deputy without one", post: appointment("cntt", "deputy"), leads: ["cntt"], me: "hoa", want: ["tto"] },
    { who: "an officer", post: appointment("stttt", "officer"), leads: [], me: "lan", want: [] },
  ])("$who: $want", ({ post, leads, me, want }) => {
    const reach = { leads, scores: leads };
    expect(unitsInCharge(units, { id: me, appointments: [post], reach }).map(({ id }) => id)).toEqual(want);
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

test.each([
  { words: "minh", want: ["minh2", "minh1", "lanh", "hai"] },
  { words: "Tran Minh", want: ["minh2", "lanh", "minh1", "hai"] },
  { words: "tuan", want: ["minh2", "lanh", "minh1", "hai"] },
  { words: "", want: ["minh2", "lanh", "minh1", "hai"] },
])("nearestFirst($words): the given name, then the own unit", ({ words, want }) => {
  const person = (id: string, name: string, unit: string) => ({
    id,
    name,
    unit: { id: unit, name: unit, shortName: unit },
  });
  const found = [
    person("minh1", "Võ Quang Minh", "stc"),
    person("hai", "Lê Minh Hải", "stc"),
    person("minh2", "Trần Minh", "cntt"),
    person("lanh", "Nguyễn Minh Lành", "cntt"),
  ];
  expect(nearestFirst(found, words, "cntt").map(({ id }) => id)).toEqual(want);
});

describe("partyChoice", () => {
  const words = unitWords(units);
  const cntt = units[2] as Unit;
  test("a unit stands above the name of the unit it belongs to", () => {
    expect(partyChoice(unitParty(cntt), words).second).toBe("Sở Thông tin và Truyền thông");
    expect(partyChoice(unitParty(units[0] as Unit), words).second).toBeUndefined();
  });
  test("a person stands above the unit", () => {
    const lan = { unit: unitParty(cntt).unit, person: { id: "lan", name: "Nguyễn Thị Lan", title: "Chuyên viên" } };
    expect(partyChoice(lan, words)).toMatchObject({ label: "Nguyễn Thị Lan", second: `Chuyên viên · ${cntt.name}` });
    const before = { ...lan, person: { id: "lan", name: "Nguyễn Thị Lan" } }; // kept on this machine by an earlier version
    expect(partyChoice(before, words)).toMatchObject({ second: cntt.name });
  });
});
