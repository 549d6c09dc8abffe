import { queryOptions } from "@tanstack/react-query";
import { evaluationApi } from "../api";
import { evaluationKeys } from "../queries";
import type { OutlookBody } from "./supposition";

/** outlookQuery is a person's score of the running month as it would be at its end; while another one is asked the last stays. */
export function outlookQuery(person: string, period: string, body: OutlookBody) {
  return queryOptions({
    queryKey: [...evaluationKeys.person(person, period), "outlook", body] as const,
    queryFn: ({ signal }) => evaluationApi.outlook(person, period, body, signal),
    placeholderData: (previous) => previous,
  });
}

/** unitOutlookQuery is the same of everybody in a unit's table. */
export function unitOutlookQuery(unit: string, period: string, body: OutlookBody) {
  return queryOptions({
    queryKey: [...evaluationKeys.unit(unit, period), "outlook", body] as const,
    queryFn: ({ signal }) => evaluationApi.unitOutlook(unit, period, body, signal),
    placeholderData: (previous) => previous,
  });
}
