import { IconChartDonut } from "@tabler/icons-react";
import { peopleWords } from "@/features/people/words";
import { hasWork } from "@/shared/api/roles";
import type { Feature } from "@/shared/feature";
import { holding } from "./model/period";
import { evaluationKeys } from "./queries";
import { evaluationWords } from "./words";

/** evaluation brings one's own score and the unit's table (đánh giá, xếp loại). */
export const evaluation: Feature = {
  routes: [
    { path: "evaluation", lazy: async () => ({ Component: (await import("./screens")).ScorePage }) },
    {
      path: "evaluation/people/:person",
      lazy: async () => ({ Component: (await import("./screens")).ScorePage }),
    },
    { path: "evaluation/rules", lazy: async () => ({ Component: (await import("./screens")).RulesPage }) },
    {
      path: "evaluation/petitions",
      lazy: async () => ({ Component: (await import("./screens")).PetitionsPage }),
    },
    {
      path: "evaluation/settings",
      lazy: async () => ({ Component: (await import("./screens")).SettingsPage }),
    },
    { path: "evaluation/units/:unit", lazy: async () => ({ Component: (await import("./screens")).UnitPage }) },
    {
      path: "evaluation/units/:unit/steps",
      lazy: async () => ({ Component: (await import("./screens")).StepsPage }),
    },
    {
      path: "evaluation/units/:unit/rating",
      lazy: async () => ({ Component: (await import("./screens")).RatingPage }),
    },
  ],
  nav: [{ to: "/evaluation", label: "nav.evaluation", icon: IconChartDonut, keys: "g d", apart: true, shown: hasWork }],
  words: [evaluationWords, peopleWords],
  topics: {
    sheet: {
      keys: (id) => {
        const [person = "", period] = id.split("|");
        const longer = period === undefined ? [] : holding(period); // they follow from their months
        return [
          evaluationKeys.mine(period),
          evaluationKeys.person(person, period),
          ...longer.flatMap((one) => [evaluationKeys.mine(one), evaluationKeys.person(person, one)]),
          evaluationKeys.units(),
        ];
      },
      // A score is computed on read: what is cached carries no version that says it is new enough.
      versionIn: () => undefined,
    },
    rating: { keys: () => [evaluationKeys.all] },
    petition: { keys: () => [evaluationKeys.all] },
    period: { keys: () => [evaluationKeys.all] },
    scheme: { keys: () => [evaluationKeys.all] },
    task: [
      { keys: () => [evaluationKeys.mine(), evaluationKeys.people()], restMs: 2_000 },
      // A table is the score of everybody in it: much to compute, and read by the minute.
      { keys: () => [evaluationKeys.units()], restMs: 30_000 },
    ],
  },
};
