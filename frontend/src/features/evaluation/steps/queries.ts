import { queryOptions } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { EvalSteps } from "@/shared/api/types";
import { evaluationKeys } from "../queries";

/** stepsQuery is how far the evaluation of a period is in a unit and below it. */
export function stepsQuery(unit: string, period: string) {
  return queryOptions({
    queryKey: [...evaluationKeys.units(), unit, "steps", period],
    queryFn: ({ signal }) => api.get<EvalSteps>(`/evaluations/units/${unit}/steps`, { period }, signal),
  });
}
