import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { newKey } from "@/shared/api/client";
import type { Import, ImportFix, ImportTable } from "@/shared/api/types";
import { importApi } from "./api";

/** importKeys makes every key under which something about imports is cached. */
export const importKeys = {
  all: ["import"] as const,
  recent: () => ["import", "recent"] as const,
  one: (id: string) => ["import", "one", id] as const,
  rows: (id: string, version: number, show: string) => ["import", "rows", id, version, show] as const,
};

/** recentQuery lists one's last imports, newest first. */
export function recentQuery() {
  return queryOptions({ queryKey: importKeys.recent(), queryFn: ({ signal }) => importApi.recent(signal) });
}

const pollMs = 500;

/** importQuery is one import; while it is being written it is asked for twice a second. */
export function importQuery(id: string) {
  return queryOptions({
    queryKey: importKeys.one(id),
    queryFn: ({ signal }) => importApi.one(id, signal),
    refetchInterval: (query) => (query.state.data?.state === "ordered" ? pollMs : false),
  });
}

/** rowsQuery is the rows of a trial, page by page: those to look at, or all. */
export function rowsQuery(id: string, version: number, show: "look" | "all") {
  return infiniteQueryOptions({
    queryKey: importKeys.rows(id, version, show),
    queryFn: ({ pageParam, signal }) => importApi.rows(id, show, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (page, pages) => (page.more ? pages.reduce((n, { items }) => n + items.length, 0) : undefined),
  });
}

/** useUpload sends a file to be tried. */
export function useUpload() {
  return useKeeping(({ table, file }: { table: ImportTable; file: File }) => importApi.upload(table, file, newKey()));
}

/** useCheck tries an import again, with cells put right or another sheet. */
export function useCheck(seen: Import) {
  return useKeeping((change: { fixes?: ImportFix[]; sheet?: string }) =>
    importApi.check(seen.id, { version: seen.version, fixes: change.fixes ?? seen.fixes, sheet: change.sheet }),
  );
}

/** useApply orders an import to be written. */
export function useApply(seen: Import) {
  return useKeeping(() => importApi.apply(seen.id, seen.version));
}

function useKeeping<T>(mutationFn: (value: T) => Promise<Import>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: (next) => {
      client.setQueryData(importKeys.one(next.id), next);
      void client.invalidateQueries({ queryKey: importKeys.recent() });
    },
  });
}
