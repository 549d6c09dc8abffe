import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Override, Score } from "@/shared/api/types";
import { keepScore } from "../queries";

/** What is recorded: a case of the policy, with number and date of its document; key tells one request from another. */
interface NewOverride {
  key: string;
  overrideKind: string;
  document: string;
  date: string;
}

/** useRecordOverride records a concluded fact about a person's period (ghi trường hợp xếp không hoàn thành). */
export function useRecordOverride(person: string, period: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, ...body }: NewOverride) =>
      api.post<Score>(`/evaluations/people/${person}/${period}/overrides`, body, { idempotencyKey: key }),
    onSuccess: (score) => keepScore(client, score),
  });
}

/** useWithdrawOverride takes such a record back with a reason. */
export function useWithdrawOverride() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Pick<Override, "id" | "version"> & { reason: string }) =>
      api.post<Score>(`/evaluations/overrides/${id}/withdraw`, body),
    onSuccess: (score) => keepScore(client, score),
  });
}
