import { queryOptions } from "@tanstack/react-query";
import { evaluationApi } from "./api";

/** evaluationKeys makes every key under which something about scores is cached. */
export const evaluationKeys = {
  all: ["evaluation"] as const,
  periods: () => ["evaluation", "periods"] as const,
  mine: (period?: string) => (period === undefined ? ["evaluation", "mine"] : ["evaluation", "mine", period]),
  person: (id: string, period?: string) =>
    period === undefined ? ["evaluation", "person", id] : ["evaluation", "person", id, period],
  units: () => ["evaluation", "unit"] as const,
  unit: (id: string, period: string) => ["evaluation", "unit", id, period] as const,
};

/** myScoreQuery is one's own score of a month ("2026-05"), provisional while the month runs. */
export function myScoreQuery(period: string) {
  return queryOptions({
    queryKey: evaluationKeys.mine(period),
    queryFn: ({ signal }) => evaluationApi.mine(period, signal),
  });
}
