import { type QueryClient, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import type { SchemeVersion, Score } from "@/shared/api/types";
import { evaluationApi, type Facts, type GeneralBody, type SelfBody } from "./api";
import { holding } from "./model/period";

/** evaluationKeys makes every key under which something about scores is cached. */
export const evaluationKeys = {
  all: ["evaluation"] as const,
  periods: () => ["evaluation", "periods"] as const,
  longPeriods: () => ["evaluation", "periods", "long"] as const,
  closure: (period: string) => ["evaluation", "closure", period] as const,
  policies: (period: string) => ["evaluation", "policies", period] as const,
  simulated: (facts?: Facts) => ["evaluation", "simulated", facts] as const,
  settings: () => ["evaluation", "settings"] as const,
  effects: (id: string) => ["evaluation", "settings", id] as const,
  mine: (period?: string) => (period === undefined ? ["evaluation", "mine"] : ["evaluation", "mine", period]),
  person: (id: string, period?: string) =>
    period === undefined ? ["evaluation", "person", id] : ["evaluation", "person", id, period],
  people: () => ["evaluation", "person"] as const,
  units: () => ["evaluation", "unit"] as const,
  petitions: () => ["evaluation", "petitions"] as const,
  rating: (unit: string, period: string) => ["evaluation", "rating", unit, period] as const,
  unit: (id: string, period: string) => ["evaluation", "unit", id, period] as const,
};

/** periodsQuery lists the months that can be looked at, newest first. */
export function periodsQuery() {
  return queryOptions({
    queryKey: evaluationKeys.periods(),
    queryFn: ({ signal }) => evaluationApi.periods(signal),
  });
}

/** longPeriodsQuery lists the quarters and years that can be looked at, newest first. */
export function longPeriodsQuery() {
  return queryOptions({
    queryKey: evaluationKeys.longPeriods(),
    queryFn: ({ signal }) => evaluationApi.longPeriods(signal),
  });
}

/** policiesQuery is how scores of a period are computed. */
export function policiesQuery(period: string) {
  return queryOptions({
    queryKey: evaluationKeys.policies(period),
    queryFn: ({ signal }) => evaluationApi.policies(period, signal),
  });
}

/** settingsQuery is what the agency sets of the policies; while a proposal is tried it is asked each second. */
export function settingsQuery() {
  return queryOptions({
    queryKey: evaluationKeys.settings(),
    queryFn: ({ signal }) => evaluationApi.settings(signal),
    refetchInterval: ({ state }) => (state.data?.items.some(isTrying) === true ? 1000 : false),
  });
}

const isTrying = ({ state, triedAt }: SchemeVersion) => state === "proposed" && triedAt === undefined;

/** effectsQuery is whose grades a version would have changed; a trial is made once. */
export function effectsQuery(id: string) {
  return queryOptions({
    queryKey: evaluationKeys.effects(id),
    queryFn: ({ signal }) => evaluationApi.effects(id, signal),
  });
}

/** useProposeSettings proposes what the agency sets. */
export function useProposeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: evaluationApi.proposeSettings,
    onSettled: () => void client.invalidateQueries({ queryKey: evaluationKeys.settings() }),
  });
}

/** useDecideSettings decides a proposal or drops it; what is computed by it is then asked anew. */
export function useDecideSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: evaluationApi.decideSettings,
    onSettled: () => void client.invalidateQueries({ queryKey: evaluationKeys.all }),
  });
}

/** simulatedQuery is what the policy makes of facts that nobody stored. */
export function simulatedQuery(facts?: Facts) {
  return queryOptions({
    queryKey: evaluationKeys.simulated(facts),
    queryFn: () => evaluationApi.simulate(facts as Facts),
    staleTime: Number.POSITIVE_INFINITY, // equal facts give equal bytes
  });
}

/** myScoreQuery is one's own score of a month ("2026-05"), a quarter ("2026-Q2") or a year ("2026"), provisional while it runs. */
export function myScoreQuery(period: string) {
  return queryOptions({
    queryKey: evaluationKeys.mine(period),
    queryFn: ({ signal }) => evaluationApi.mine(period, signal),
  });
}

/** personScoreQuery is somebody's score of a month, quarter or year, for superiors and personnel officers. */
export function personScoreQuery(person: string, period: string) {
  return queryOptions({
    queryKey: evaluationKeys.person(person, period),
    queryFn: ({ signal }) => evaluationApi.ofPerson(person, period, signal),
  });
}

/** unitScoresQuery is the table of a unit for a month, a quarter or a year. */
export function unitScoresQuery(unit: string, period: string) {
  return queryOptions({
    queryKey: evaluationKeys.unit(unit, period),
    queryFn: ({ signal }) => evaluationApi.ofUnit(unit, period, signal),
    // Another month of the same unit: the old rows stay until the new ones are here.
    placeholderData: (previous, query) => (query?.queryKey[2] === unit ? previous : undefined),
  });
}

/** useGiveGeneral gives a person the points of the general criteria (cho điểm tiêu chí chung). */
export function useGiveGeneral(person: string, period: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: GeneralBody) => evaluationApi.general(person, period, body),
    onSuccess: (score) => keepScore(client, score),
  });
}

/** useGiveSelf assesses oneself for a month (tự chấm điểm). */
export function useGiveSelf(period: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: SelfBody) => evaluationApi.self(period, body),
    onSuccess: (score) => {
      client.setQueryData(evaluationKeys.mine(period), score);
      keepScore(client, score);
    },
  });
}

/** keepScore puts a score the server just returned into the cache and marks as stale what sums it up. */
export function keepScore(client: QueryClient, score: Score): void {
  client.setQueryData(evaluationKeys.person(score.person.id, score.period), score);
  const longer = holding(score.period).map((period) => evaluationKeys.person(score.person.id, period));
  for (const queryKey of [...longer, evaluationKeys.units(), ["waiting"]]) void client.invalidateQueries({ queryKey });
}

/** closureQuery is what closing a month would do now; it is asked each time anew, for people decide by it. */
export function closureQuery(period: string) {
  return queryOptions({
    queryKey: evaluationKeys.closure(period),
    queryFn: ({ signal }) => evaluationApi.closure(period, signal),
    gcTime: 0,
  });
}

/** useRemindSuperiors reminds the superiors who still have points to give. */
export function useRemindSuperiors() {
  return useMutation({ mutationFn: evaluationApi.remind });
}

/** useReopenPeriod opens a closed month again (mở lại kỳ). */
export function useReopenPeriod() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: evaluationApi.reopen,
    onSettled: () => void client.invalidateQueries({ queryKey: evaluationKeys.all }),
  });
}

/** useClosePeriod has a month closed (đóng kỳ đánh giá), or asks another person to confirm that; it goes on in the background. */
export function useClosePeriod() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: evaluationApi.close,
    onSettled: () => void client.invalidateQueries({ queryKey: evaluationKeys.all }),
  });
}
