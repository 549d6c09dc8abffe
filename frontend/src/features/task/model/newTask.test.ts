import { describe, expect, test } from "vitest";
import { lan, meOf, taskOf, thinh } from "./fixtures";
import {
  convertedOf,
  coordinatorsOf,
  divisorIn,
  dueRuleOf,
  emptyForm,
  fieldAt,
  formOf,
  missingIn,
  newTaskOf,
  standingFaults,
} from "./newTask";

const head = emptyForm(meOf(thinh, true));

describe("emptyForm", () => {
  test("an officer proposes work of their own", () => {
    expect(emptyForm(meOf(lan)).lead?.person?.id).toBe("lan");
  });
  test("a head chooses who leads", () => {
    expect(head.lead).toBeUndefined();
  });
});

describe("dueRuleOf", () => {
  test.each([
    {
      what: "working days from the day it is given",
      form: { days: 5 },
      rule: { kind: "working", n: 5, start: undefined },
    },
    {
      what: "calendar days from a day",
      form: { dueKind: "calendar" as const, days: 10, start: "2026-04-24" },
      rule: { kind: "calendar", n: 10, start: "2026-04-24" },
    },
    {
      what: "until a day",
      form: { dueKind: "date" as const, date: "2026-05-15" },
      rule: { kind: "date", date: "2026-05-15" },
    },
    { what: "none", form: { dueKind: "none" as const }, rule: { kind: "none" } },
    { what: "no number yet", form: { days: undefined }, rule: undefined },
    { what: "a start that is no day", form: { days: 5, startText: "31/02/2026" }, rule: undefined },
    { what: "no day yet", form: { dueKind: "date" as const }, rule: undefined },
  ])("$what", ({ form, rule }) => {
    expect(dueRuleOf({ ...head, ...form })).toEqual(rule);
  });
});

describe("standingFaults", () => {
  const faults = { due: "Ngày đến hạn không được trước hôm nay.", title: "Tên nhiệm vụ cần ít nhất 5 ký tự." };
  const sent = { ...head, dueKind: "date" as const, date: "2026-01-05", title: "Báo" };
  test.each([
    { what: "nothing changed", form: sent, want: ["due", "title"] },
    { what: "another day", form: { ...sent, date: "2026-12-05" }, want: ["title"] },
    { what: "another kind", form: { ...sent, dueKind: "none" as const }, want: ["title"] },
    { what: "another name", form: { ...sent, title: "Báo cáo" }, want: ["due"] },
  ])("$what", ({ form, want }) => {
    expect(Object.keys(standingFaults(faults, form, sent))).toEqual(want);
  });
});

describe("convertedOf", () => {
  test.each([
    { quantity: 1, k: 18, want: 18 },
    { quantity: 2.5, k: 1.5, want: 3.75 },
    { quantity: 0.001, k: 0.5, want: 0.001 },
    { quantity: undefined, k: 18, want: undefined },
  ])("$quantity × $k = $want", ({ quantity, k, want }) => {
    expect(convertedOf(quantity, k)).toBe(want);
  });
  test("the divisor stands in every entry of the catalogue", () => {
    const product = { code: "CV-02", version: 1, name: "", unit: "", group: 2, points: 90, k: 18, normDays: 5 };
    expect(divisorIn([product])).toBe(5);
    expect(divisorIn([])).toBeUndefined();
  });
});

describe("what is sent", () => {
  const form = formOf(taskOf({ title: "  Hướng dẫn phân công  ", documentInfo: undefined }));
  test("a task that is edited comes back as it was", () => {
    expect(missingIn(form)).toEqual([]);
    expect(newTaskOf(form, true)).toEqual({
      title: "Hướng dẫn phân công",
      description: undefined,
      documentId: undefined,
      lead: { unit: "cntt", person: "lan" },
      coordinators: [],
      product: { code: "CV-02" },
      quantity: 1,
      due: { kind: "working", n: 5, start: "2026-04-24" },
      urgency: "khan",
      assign: true,
    });
  });
  test("people and units who coordinate stay when a task is edited", () => {
    const stc = { id: "stc", name: "Sở Tài chính", shortName: "STC" };
    const gone = { id: "", name: "", shortName: "" };
    const helps = { handIns: [], timeliness: { kind: "on_track" as const, days: 3 } };
    const coordinators = [
      { unit: stc, ...helps },
      { unit: stc, person: lan, share: 20, dueOn: "2026-05-04", ...helps },
      { unit: gone, person: thinh, ...helps },
    ];
    expect(newTaskOf(formOf(taskOf({ coordinators })), false).coordinators).toEqual([
      { unit: "stc" },
      { person: "lan", share: 20, due: "2026-05-04" },
      { person: "thinh" },
    ]);
  });
  test("a deadline is sent as a day, what is none as it was typed, and nothing where nothing was", () => {
    const stc = { id: "stc", name: "Sở Tài chính", shortName: "STC" };
    const due = (text: string) => coordinatorsOf([{ unit: stc, share: 0, due: text }]);
    expect(due("4/5/2026")).toEqual([{ unit: "stc", due: "2026-05-04" }]);
    expect(due("mai")).toEqual([{ unit: "stc", due: "mai" }]);
    expect(due(" ")).toEqual([{ unit: "stc" }]);
  });
  test("free text carries its points", () => {
    const text = { ...form, productKind: "text" as const, productText: "Tờ rơi", points: 7.5 };
    expect(newTaskOf(text, false).product).toEqual({ text: "Tờ rơi", points: 7.5 });
  });
  test("an empty form lacks what no task is without", () => {
    expect(missingIn({ ...head, days: undefined })).toEqual(["title", "lead", "product", "due"]);
    expect(missingIn({ ...head, productKind: "text", quantity: undefined })).toEqual([
      "title",
      "lead",
      "product",
      "points",
      "quantity",
    ]);
  });
});

test.each([
  ["title", "title"],
  ["lead.person", "lead"],
  ["coordinators[2].unit", "coordinators"],
  ["product.points", "points"],
  ["product.code", "product"],
  ["due.n", "due"],
  ["n", "due"],
  ["documentId", "document"],
  ["version", undefined],
])("the server's %s is the form's %s", (path, field) => {
  expect(fieldAt(path)).toBe(field);
});

describe("a draft", () => {
  const form = { ...emptyForm(meOf(thinh, true)), title: "Rà soát hồ sơ tồn" };
  test("needs a title and nothing else", () => {
    expect(missingIn(form, true)).toEqual([]);
    expect(missingIn(form)).toEqual(["lead", "product"]);
    expect(missingIn({ ...form, title: " ngắ " }, true)).toEqual(["title"]);
  });
  test("is sent with what is there", () => {
    const sent = newTaskOf(form, false);
    expect([sent.title, sent.lead, sent.product, sent.assign]).toEqual([
      "Rà soát hồ sơ tồn",
      undefined,
      undefined,
      false,
    ]);
  });
  test("is opened again without a lead and a product", () => {
    const stored = taskOf({ state: "draft", lead: { unit: { id: "", name: "", shortName: "" } } });
    const opened = formOf({ ...stored, product: { ...stored.product, code: undefined, name: "" }, quantity: 0 });
    expect([opened.lead, opened.productKind, opened.product, opened.quantity]).toEqual([
      undefined,
      "catalogue",
      undefined,
      1,
    ]);
  });
});
