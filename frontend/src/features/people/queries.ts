import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type NewHandover, type PeopleFilter, type Profile, peopleApi } from "./api";

/** peopleKeys makes every key under which something about people is cached. */
export const peopleKeys = {
  lists: () => ["people", "list"] as const,
  list: (filter: PeopleFilter) => ["people", "list", filter] as const,
  person: (id: string) => ["people", "person", id] as const,
  history: (id: string) => ["people", "history", id] as const,
  pick: (words: string) => ["people", "pick", words] as const,
  open: (id: string) => ["people", "open", id] as const,
  handovers: (id?: string) => (id === undefined ? ["people", "handovers"] : ["people", "handovers", id]),
  handover: (id: string) => ["people", "handover", id] as const,
};

/** peopleQuery is the directory, page by page, by given name as Vietnamese lists are kept. */
export function peopleQuery(filter: PeopleFilter) {
  return infiniteQueryOptions({
    queryKey: peopleKeys.list(filter),
    queryFn: ({ pageParam, signal }) => peopleApi.list(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** personQuery is one person with every post. */
export function personQuery(id: string) {
  return queryOptions({
    queryKey: peopleKeys.person(id),
    queryFn: ({ signal }) => peopleApi.get(id, signal),
  });
}

/** personHistoryQuery is what was done with somebody's records, newest first. */
export function personHistoryQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: peopleKeys.history(id),
    queryFn: ({ pageParam, signal }) => peopleApi.history(id, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next,
  });
}

/** useAddPerson adds somebody with the first post. */
export function useAddPerson() {
  const keep = useKeep();
  return useMutation({ mutationFn: peopleApi.add, onSuccess: keep });
}

/** useEditPerson changes what is written down about somebody. */
export function useEditPerson() {
  const keep = useKeep();
  return useMutation({ mutationFn: peopleApi.edit, onSuccess: keep });
}

/** useDecide carries out a decision about somebody's posts. */
export function useDecide() {
  const keep = useKeep();
  return useMutation({ mutationFn: peopleApi.decide, onSuccess: keep });
}

/** useKeep puts what the server returned into the cache and marks as stale what lists it. */
function useKeep() {
  const client = useQueryClient();
  return (profile: Profile) => {
    client.setQueryData(peopleKeys.person(profile.id), profile);
    for (const queryKey of [peopleKeys.lists(), peopleKeys.history(profile.id), ["unit"]])
      void client.invalidateQueries({ queryKey });
  };
}

/** pickQuery are people to choose one of, by words of the name. */
export function pickQuery(words: string) {
  return queryOptions({
    queryKey: peopleKeys.pick(words),
    queryFn: ({ signal }) => peopleApi.list({ q: words || undefined }, undefined, signal),
    placeholderData: (previous) => previous,
  });
}

/** openWorkQuery is what somebody has open and could hand over. */
export function openWorkQuery(id: string) {
  return queryOptions({ queryKey: peopleKeys.open(id), queryFn: ({ signal }) => peopleApi.open(id, signal) });
}

/** handoversQuery are the hand-overs of somebody's work so far. */
export function handoversQuery(id: string) {
  return queryOptions({ queryKey: peopleKeys.handovers(id), queryFn: ({ signal }) => peopleApi.handovers(id, signal) });
}

const pollMs = 1000;

/** handoverQuery is one hand-over; while it is under way it is asked for each second. */
export function handoverQuery(id: string) {
  return queryOptions({
    queryKey: peopleKeys.handover(id),
    queryFn: ({ signal }) => peopleApi.handover(id, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.state === "running" || data?.state === "undoing" ? pollMs : (false as const),
  });
}

/** useHandOver gives somebody's work to others. */
export function useHandOver(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewHandover & { key: string }) => peopleApi.handOver(id, body),
    onSuccess: (handover) => client.setQueryData(peopleKeys.handover(handover.id), handover),
    onSettled: () => {
      for (const queryKey of [peopleKeys.open(id), peopleKeys.handovers(id)])
        void client.invalidateQueries({ queryKey });
    },
  });
}

/** useUndoHandover gives back what nobody has touched since. */
export function useUndoHandover() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: peopleApi.undoHandover,
    onSuccess: (handover) => client.setQueryData(peopleKeys.handover(handover.id), handover),
    onSettled: () => void client.invalidateQueries({ queryKey: peopleKeys.handovers() }),
  });
}
