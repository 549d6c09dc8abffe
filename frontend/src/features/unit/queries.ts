import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type NewChange, type UnitChange, unitApi } from "./api";

/** unitKeys makes every key under which something about units is cached; the whole tree of shared/api/units lies beside. */
export const unitKeys = {
  all: () => ["unit"] as const,
  children: (parent: string) => ["unit", "children", parent] as const,
  found: (q: string) => ["unit", "found", q] as const,
  unit: (id: string) => ["unit", "one", id] as const,
  changes: () => ["unit", "changes"] as const,
  preview: (change: NewChange) => ["unit", "preview", change] as const,
};

/** childrenQuery is the units directly below one, page by page; "" is the top. */
export function childrenQuery(parent: string) {
  return infiniteQueryOptions({
    queryKey: unitKeys.children(parent),
    queryFn: ({ pageParam, signal }) => unitApi.children(parent, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** foundQuery is the units that answer to words, under their old names too. */
export function foundQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: unitKeys.found(q),
    queryFn: ({ pageParam, signal }) => unitApi.find(q, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

const pollMs = 1000;

/** moving says whether a change is at work, or will be at once. */
export function moving(change: UnitChange): boolean {
  return change.state === "running" || (change.state === "planned" && !change.cancelable);
}

/** unitQuery is one unit with its past; asked again each second while a change of it is at work. */
export function unitQuery(id: string) {
  return queryOptions({
    queryKey: unitKeys.unit(id),
    queryFn: ({ signal }) => unitApi.get(id, signal),
    refetchInterval: ({ state }) =>
      state.data?.changes.some((one) => one.state === "running") === true ? pollMs : false,
  });
}

/** changesQuery is the changes in one's charge, newest first; asked again each second while one is at work. */
export function changesQuery() {
  return infiniteQueryOptions({
    queryKey: unitKeys.changes(),
    queryFn: ({ pageParam, signal }) => unitApi.changes(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(moving)) === true ? pollMs : false,
  });
}

/** previewQuery is what a change would do. */
export function previewQuery(change: NewChange) {
  return queryOptions({
    queryKey: unitKeys.preview(change),
    queryFn: () => unitApi.preview(change),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
}

/** useChange plans a change; one of today begins at once. */
export function useChange() {
  return useUnitAct(unitApi.change);
}

/** useCancelChange takes back a change that waits for its day. */
export function useCancelChange() {
  return useUnitAct(unitApi.cancel);
}

function useUnitAct<Input>(act: (input: Input) => Promise<UnitChange>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () => void client.invalidateQueries({ queryKey: unitKeys.all() }),
  });
}
