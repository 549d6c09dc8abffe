import { describe, expect, it } from "vitest";
import { bodyOf, choiceOf, choose, inTime, onDay } from "./supposition";

const work = {
  task: "t1",
  code: "NV-1",
  title: "Báo cáo",
  dueOn: "2026-04-30",
  weight: "2",
  pending: false,
  missed: 0,
  late: false,
};

describe("a supposition", () => {
  it("takes work that it does not name with the rest", () => {
    expect(choiceOf(inTime, work)).toBe("due");
    expect(choiceOf({ ...inTime, rest: false }, work)).toBe("never");
    expect(bodyOf(inTime)).toEqual({ rest: true, supposed: [] });
  });

  it("sends the deadline, today where it has passed, the day after it or no day", () => {
    const sent = (choice: "due" | "never" | "other", today: string) =>
      bodyOf(choose(inTime, work, choice, today)).supposed;
    expect(sent("due", "2026-04-20")).toEqual([{ task: "t1", day: "2026-04-30" }]);
    expect(sent("due", "2026-05-04")).toEqual([{ task: "t1", day: "2026-05-04" }]);
    expect(sent("other", "2026-04-20")).toEqual([{ task: "t1", day: "2026-05-01" }]);
    expect(sent("never", "2026-04-20")).toEqual([{ task: "t1" }]);
  });

  it("supposes nothing of a day that is not typed to its end", () => {
    const typed = onDay(choose(inTime, work, "other", "2026-04-20"), work, "28/");
    expect(choiceOf(typed, work)).toBe("other");
    expect(bodyOf(typed).supposed).toEqual([]);
    expect(bodyOf(onDay(typed, work, "2026-04-28")).supposed).toEqual([{ task: "t1", day: "2026-04-28" }]);
  });
});
