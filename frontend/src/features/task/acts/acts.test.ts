import { expect, test } from "vitest";
import type { TaskAct } from "@/shared/api/types";
import { layOut } from "./acts";

test.each<{ who: string; acts: TaskAct[]; room: number; want: ReturnType<typeof layOut> }>([
  {
    who: "the lead of new work",
    acts: ["accept", "decline"],
    room: 4,
    want: { filled: "accept", plain: ["decline"], menu: [] },
  },
  {
    who: "the approver, in a narrow bar",
    acts: ["approve", "return", "recall", "cancel"],
    room: 2,
    want: { filled: "approve", plain: ["return"], menu: ["recall", "cancel"] },
  },
  {
    who: "the assigner while the work runs: nothing is filled",
    acts: ["recall", "cancel"],
    room: 4,
    want: { filled: undefined, plain: ["recall", "cancel"], menu: [] },
  },
  { who: "a reader", acts: [], room: 4, want: { filled: undefined, plain: [], menu: [] } },
])("$who", ({ acts, room, want }) => {
  expect(layOut(acts, room)).toEqual(want);
});
