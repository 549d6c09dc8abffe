import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { CatalogueStanding } from "@/shared/api/types";

/** catalogueKeys makes every key under which something about the standing catalogue is cached. */
export const catalogueKeys = { all: ["catalogue-standing"] as const };

/** standingQuery is the whole catalogue: what is approved, and what is proposed in its place. */
export function standingQuery() {
  return queryOptions({
    queryKey: catalogueKeys.all,
    queryFn: ({ signal }) => api.get<CatalogueStanding>("/catalogue/standing", {}, signal),
  });
}

/** Decision is what is decided on proposals as they were seen. */
export interface Decision {
  items: { id: string; rev: number }[];
  approve: boolean;
  docNo?: string;
}

/** useDecide approves or drops proposals, all or none. */
export function useDecide() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: Decision) => api.post<{ items: number }>("/catalogue/decisions", decision),
    onSettled: () => client.invalidateQueries({ queryKey: catalogueKeys.all }),
  });
}
