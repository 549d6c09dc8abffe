import { describe, expect, it } from "vitest";
import { minutesOf, parseSpent, spentText } from "./time";

describe("parseSpent", () => {
  it.each([
    ["", {}],
    ["45", { minutes: 45 }],
    [" 45 phút ", { minutes: 45 }],
    ["90p", { minutes: 90 }],
    ["2h", { minutes: 120 }],
    ["1h30", { minutes: 90 }],
    ["1,5 giờ", { minutes: 90 }],
    ["2 giờ 15 phút", { minutes: 135 }],
    ["8-10", { minutes: 120, from: "08:00", to: "10:00" }],
    ["8h-10h30", { minutes: 150, from: "08:00", to: "10:30" }],
    ["08:00–10:30", { minutes: 150, from: "08:00", to: "10:30" }],
    ["13:30 - 14:15", { minutes: 45, from: "13:30", to: "14:15" }],
    ["23:30-24:00", { minutes: 30, from: "23:30", to: "24:00" }],
    ["22h-24h", { minutes: 120, from: "22:00", to: "24:00" }],
  ])("reads %j", (text, want) => expect(parseSpent(text)).toEqual(want));

  it.each(["0", "1441", "25h", "10-8", "8-8", "8:75-9", "24:00-25:00", "23:30-24:01", "sáng", "8:00", "-5"])(
    "refuses %j",
    (text) => expect(parseSpent(text)).toBeUndefined(),
  );
});

describe("spentText and minutesOf", () => {
  it.each([
    [{}, "", 0],
    [{ minutes: 45 }, "45", 45],
    [{ from: "08:00", to: "10:30" }, "08:00–10:30", 150],
  ])("%j", (spent, text, minutes) => {
    expect(spentText(spent)).toBe(text);
    expect(minutesOf(spent)).toBe(minutes);
    expect(parseSpent(text)?.minutes ?? 0).toBe(minutes);
  });
});
