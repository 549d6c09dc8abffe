import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { FilePlace } from "@/features/task/files/queries";
import {
  conclusionApi,
  type IncomingDocument,
  type IncomingEntry,
  type IncomingFilter,
  incomingApi,
  type NewDirection,
  type NewIncoming,
} from "./api";

/** incomingKeys makes every key under which something of the register is cached. */
export const incomingKeys = {
  all: () => ["incoming"] as const,
  list: (filter: IncomingFilter) => ["incoming", "list", filter] as const,
  detail: (id: string) => ["incoming", "detail", id] as const,
  files: (id: string) => ["incoming", "files", id] as const,
  conclusions: (q: string | undefined) => ["incoming", "conclusions", q ?? ""] as const,
  conclusion: (id: string) => ["incoming", "conclusion", id] as const,
};

/** scanOf is the scanned files of a document in the register. */
export function scanOf(id: string): FilePlace {
  return { path: `/incoming/${id}/files`, key: incomingKeys.files(id) };
}

/** minutesOf is the scanned files of the conclusions of a meeting. */
export function minutesOf(id: string): FilePlace {
  return { path: `/conclusions/${id}/files`, key: incomingKeys.files(id) };
}

/** conclusionPagesQuery is the conclusions of meetings, page by page, newest first. */
export function conclusionPagesQuery(q: string | undefined) {
  return infiniteQueryOptions({
    queryKey: incomingKeys.conclusions(q),
    queryFn: ({ pageParam, signal }) => conclusionApi.list(q, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

/** conclusionQuery is the conclusions of one meeting with their work. */
export function conclusionQuery(id: string) {
  return queryOptions({
    queryKey: incomingKeys.conclusion(id),
    queryFn: ({ signal }) => conclusionApi.get(id, signal),
  });
}

/** incomingPagesQuery is the register, page by page, latest number first. */
export function incomingPagesQuery(filter: IncomingFilter) {
  return infiniteQueryOptions({
    queryKey: incomingKeys.list(filter),
    queryFn: ({ pageParam, signal }) => incomingApi.list(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
  });
}

/** incomingQuery is one line with what was said about it. */
export function incomingQuery(id: string) {
  return queryOptions({
    queryKey: incomingKeys.detail(id),
    queryFn: ({ signal }) => incomingApi.get(id, signal),
  });
}

/** useIncoming does one act on a line and has everything of the register asked anew. */
function useIncoming<T>(act: (what: T) => Promise<IncomingDocument>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: (stored) => client.setQueryData(incomingKeys.detail(stored.id), stored),
    onSettled: () => void client.invalidateQueries({ queryKey: incomingKeys.all() }),
  });
}

/** useEnter writes a new line. */
export const useEnter = () =>
  useIncoming(({ entry, key }: { entry: NewIncoming; key: string }) => incomingApi.enter(entry, key));

/** useEdit puts another content into a line. */
export const useEdit = (id: string) =>
  useIncoming(({ version, entry }: { version: number; entry: IncomingEntry }) => incomingApi.edit(id, version, entry));

/** useCancel takes a line out of the count. */
export const useCancel = (id: string) =>
  useIncoming(({ version, reason }: { version: number; reason: string }) => incomingApi.cancel(id, version, reason));

/** useDirect says what a leader wants done, and gives the work. */
export const useDirect = (id: string) => useIncoming((direction: NewDirection) => incomingApi.direct(id, direction));
