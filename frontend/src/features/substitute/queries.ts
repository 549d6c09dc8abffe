import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { type NewSubstitute, substituteApi } from "./api";

/** substituteKeys makes every key under which something about substitutes is cached. */
export const substituteKeys = {
  all: ["substitute"] as const,
  mine: () => ["substitute", "mine"] as const,
  of: (person: string) => ["substitute", "of", person] as const,
};

/** mySubstitutesQuery is who stands in for me, and for whom I do. */
export function mySubstitutesQuery() {
  return queryOptions({ queryKey: substituteKeys.mine(), queryFn: ({ signal }) => substituteApi.mine(signal) });
}

/** substitutesQuery is who stands in for somebody. */
export function substitutesQuery(person: string) {
  return queryOptions({
    queryKey: substituteKeys.of(person),
    queryFn: ({ signal }) => substituteApi.of(person, signal),
  });
}

/** useName names who stands in for a person. */
export function useName(person: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: NewSubstitute & { key: string }) => substituteApi.name(person, body),
    onSuccess: () => client.invalidateQueries({ queryKey: substituteKeys.all }),
  });
}

/** useEnd ends a time now, or takes it back. */
export function useEnd() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: substituteApi.end,
    onSettled: () => client.invalidateQueries({ queryKey: substituteKeys.all }),
  });
}
