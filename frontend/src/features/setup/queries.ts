import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { aboutQuery } from "@/features/session/queries";
import { ApiProblem } from "@/shared/api/problem";
import { session } from "@/shared/api/session";
import { setupApi } from "./api";

/** setupLinkQuery says whether a set-up link can be used; a refusal is final. */
export function setupLinkQuery(secret: string) {
  return queryOptions({
    queryKey: ["setup", "link", secret] as const,
    queryFn: () => setupApi.open(secret),
    enabled: secret !== "",
    retry: (count, error) => !(error instanceof ApiProblem) && count < 3,
  });
}

/** missingQuery is what the office still lacks; empty when the first day is over. */
export function missingQuery() {
  return queryOptions({
    queryKey: ["setup", "missing"] as const,
    queryFn: ({ signal }) => setupApi.missing(signal),
  });
}

/** useFound makes the agency; whoever did it is signed in. */
export function useFound() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: setupApi.found,
    onSuccess: (next) => {
      void client.invalidateQueries(aboutQuery());
      // The secret is used up: it need not stand in the address and the history any longer.
      history.replaceState(null, "", location.pathname);
      session.start(next);
    },
  });
}
