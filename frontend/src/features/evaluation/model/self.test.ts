import { describe, expect, it } from "vitest";
import { score } from "./fixtures";
import { asSelf, selfBodyOf, selfFormOf } from "./self";

const self = {
  version: 3,
  groups: [
    { key: "a", points: "10" },
    { key: "b", points: "9.5", remark: "Trả lời chậm" },
    { key: "c", points: "10" },
  ],
  total: "29.5",
  strengths: "Đúng hạn",
  sentAt: "2026-04-30T09:00:00Z",
  changedAt: "2026-04-30T09:00:00Z",
};

describe("self-scoring", () => {
  it("begins empty, whatever the superior has given", () => {
    const form = selfFormOf(score());
    expect(form.version).toBe(0);
    expect(form.groups.every(({ points, remark }) => points === undefined && remark === "")).toBe(true);
  });

  it("goes on from what was sent", () => {
    const before = score({ self });
    const form = selfFormOf(before);
    expect(selfBodyOf({ ...form, limits: "  " }, before.generalGroups)).toEqual({
      version: 3,
      groups: [
        { key: "a", points: 10, remark: undefined },
        { key: "b", points: 9.5, remark: "Trả lời chậm" },
        { key: "c", points: 10, remark: undefined },
      ],
      strengths: "Đúng hạn",
      limits: undefined,
    });
  });

  it("is taken over by the superior without the version of the sheet", () => {
    const form = asSelf({ version: 7, groups: [], lead: { reason: "" } }, { ...self, leadership: { dd: 100, e: 100 } });
    expect(form.version).toBe(7);
    expect(form.groups[1]).toEqual({ key: "b", points: 9.5, remark: "Trả lời chậm" });
    expect(form.lead).toEqual({ dd: 100, e: 100, reason: "" });
    expect(asSelf({ version: 1, groups: [] }, self).lead).toBeUndefined();
  });
});
