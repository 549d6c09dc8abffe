import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type PeopleFilter, type Profile, peopleApi } from "./api";

/** peopleKeys makes every key under which something about people is cached. */
export const peopleKeys = {
  lists: () => ["people", "list"] as const,
  list: (filter: PeopleFilter) => ["people", "list", filter] as const,
  person: (id: string) => ["people", "person", id] as const,
  history: (id: string) => ["people", "history", id] as const,
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
