import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { EvalGrades, Petition } from "@/shared/api/types";
import { evaluationKeys } from "../queries";

/** petitionsQuery lists the petitions I made or answer; those of the agency for personnel officers and its head. */
export function petitionsQuery() {
  return queryOptions({
    queryKey: evaluationKeys.petitions(),
    queryFn: ({ signal }) => api.get<{ items: Petition[] }>("/evaluations/petitions", {}, signal),
  });
}

/** gradesQuery is which grades of a unit are published, the word alone. */
export function gradesQuery(unit: string, period: string) {
  return queryOptions({
    queryKey: [...evaluationKeys.units(), unit, "grades", period],
    queryFn: ({ signal }) => api.get<EvalGrades>(`/evaluations/units/${unit}/grades`, { period }, signal),
  });
}

// A petition stands beside the grade, and its answer may change that.
function useChange<In>(ask: (body: In) => Promise<Petition>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ask,
    onSettled: () => void client.invalidateQueries({ queryKey: evaluationKeys.all }),
  });
}

/** useMakePetition petitions against the own grade of a period (kiến nghị). */
export function useMakePetition(period: string) {
  return useChange(({ key, reason }: { key: string; reason: string }) =>
    api.post<Petition>(`/evaluations/me/${period}/petition`, { reason }, { idempotencyKey: key }),
  );
}

/** What a reviewer answers; without a grade the one before is upheld. */
export interface AnswerBody {
  id: string;
  version: number;
  answerText: string;
  grade?: string;
  number?: string;
  documentOn?: string;
}

/** useAnswerPetition answers a petition. */
export function useAnswerPetition() {
  return useChange(({ id, ...body }: AnswerBody) => api.post<Petition>(`/evaluations/petitions/${id}/answer`, body));
}

/** useAssignPetition names who answers. */
export function useAssignPetition() {
  return useChange(({ id, ...body }: { id: string; version: number; reviewer: string }) =>
    api.post<Petition>(`/evaluations/petitions/${id}/reviewer`, body),
  );
}
