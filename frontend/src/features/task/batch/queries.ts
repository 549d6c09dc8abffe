import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Batch, BatchInput } from "@/shared/api/types";

/** batchKeys makes every key under which something about changes of many tasks is cached. */
export const batchKeys = {
  all: ["task", "batch"] as const,
  latest: () => ["task", "batch", "latest"] as const,
  one: (id: string) => ["task", "batch", id] as const,
};

/** An act that is done with many tasks together. */
export type BatchAct = Batch["act"];

/** How many tasks one batch changes. */
export const batchMax = 100;

const soonMs = 1_000;

/** isUnderWay reports whether the job has still to do with a batch. */
export function isUnderWay(batch: Batch | undefined): boolean {
  return batch?.state === "running" || batch?.state === "undoing";
}

/** batchQuery is one batch; it is asked again while it is under way, beside the events that tell of its end. */
export function batchQuery(id: string) {
  return queryOptions({
    queryKey: batchKeys.one(id),
    queryFn: ({ signal }) => api.get<Batch>(`/batches/${id}`, {}, signal),
    refetchInterval: ({ state }) => (isUnderWay(state.data) ? soonMs : false),
  });
}

/** latestBatchQuery is the batch that I asked for last, none when I never did. */
export function latestBatchQuery() {
  return queryOptions({
    queryKey: batchKeys.latest(),
    queryFn: ({ signal }) => api.get<{ items: Batch[] }>("/batches", {}, signal),
    select: ({ items }) => items[0],
  });
}

/** useBegin asks for a batch; the same key is the same batch. */
export function useBegin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ body, key }: { body: BatchInput; key: string }) =>
      api.post<Batch>("/batches", body, { idempotencyKey: key }),
    onSuccess: (batch) => {
      client.setQueryData(batchKeys.one(batch.id), batch);
      void client.invalidateQueries({ queryKey: batchKeys.latest() });
    },
  });
}

/** useUndo asks for a batch to be undone. */
export function useUndo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Batch>(`/batches/${id}/undo`, {}),
    onSuccess: (batch) => client.setQueryData(batchKeys.one(batch.id), batch),
    onSettled: () => void client.invalidateQueries({ queryKey: batchKeys.latest() }),
  });
}
