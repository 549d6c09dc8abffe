import type { Feature } from "@/app/feature";
import { evaluationKeys } from "./queries";

/** evaluation brings one's own score and the unit's table (đánh giá, xếp loại). */
export const evaluation: Feature = {
  routes: [
    { path: "evaluation", lazy: async () => ({ Component: (await import("./pages/ScorePage")).ScorePage }) },
    {
      path: "evaluation/people/:person",
      lazy: async () => ({ Component: (await import("./pages/ScorePage")).ScorePage }),
    },
    { path: "evaluation/units/:unit", lazy: async () => ({ Component: (await import("./pages/UnitPage")).UnitPage }) },
  ],
  topics: {
    sheet: {
      keys: (id) => {
        const [person = "", period] = id.split("|");
        return [evaluationKeys.mine(period), evaluationKeys.person(person, period), evaluationKeys.units()];
      },
      // A score is computed on read: what is cached carries no version that says it is new enough.
      versionIn: () => undefined,
    },
    period: { keys: () => [evaluationKeys.all] },
    task: { keys: () => [evaluationKeys.mine(), evaluationKeys.people(), evaluationKeys.units()] },
  },
};
