import { queryOptions } from "@tanstack/react-query";
import { accountApi } from "../api";
import { accountKeys } from "../queries";

/** factorQuery is one's own second factor. */
export function factorQuery() {
  return queryOptions({ queryKey: accountKeys.factor(), queryFn: ({ signal }) => accountApi.factor(signal) });
}

/** factorPolicyQuery is of which roles the agency requires the second factor; for administrators of the whole agency. */
export function factorPolicyQuery() {
  return queryOptions({
    queryKey: accountKeys.factorPolicy(),
    queryFn: ({ signal }) => accountApi.factorPolicy(signal),
  });
}
