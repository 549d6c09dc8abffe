import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { Rating, RatingChoice, RatingPaper } from "@/shared/api/types";
import { evaluationKeys } from "../queries";

/** ratingQuery is how many of a unit may be excellent in a quarter or year, who reaches it and who is chosen (cân đối). */
export function ratingQuery(unit: string, period: string) {
  return queryOptions({
    queryKey: evaluationKeys.rating(unit, period),
    queryFn: ({ signal }) => api.get<Rating>(`/evaluations/units/${unit}/ratings/${period}`, {}, signal),
  });
}

/** What is kept of a rating before the decision: all choices, and the document for 25 %. */
export interface Draft {
  version: number;
  choices: RatingChoice[];
  exceptional?: RatingPaper;
}

/** choicesOf are the choices that a rating has, as they are sent. */
export function choicesOf(rating: Rating): RatingChoice[] {
  return rating.rows
    .filter(({ grade, proposed, reason }) => proposed === "xuat_sac" && (grade !== proposed || reason !== undefined))
    .map(({ person, grade, reason }) => ({ person: person.id, grade: grade as RatingChoice["grade"], reason }));
}

/** useSaveRating keeps choices in the place of those before. */
export function useSaveRating(unit: string, period: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: Draft) => api.put<Rating>(`/evaluations/units/${unit}/ratings/${period}`, draft),
    onSuccess: (rating) => client.setQueryData(evaluationKeys.rating(unit, period), rating),
    onError: () => void client.invalidateQueries({ queryKey: evaluationKeys.rating(unit, period) }),
  });
}

/** useDecideRating takes the decision: the grades are final, and everybody is told (quyết định xếp loại). */
export function useDecideRating(unit: string, period: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: RatingPaper & { version: number; seen: string }) =>
      api.post<Rating>(`/evaluations/units/${unit}/ratings/${period}/decision`, body),
    onSuccess: (rating) => client.setQueryData(evaluationKeys.rating(unit, period), rating),
    onError: () => void client.invalidateQueries({ queryKey: evaluationKeys.rating(unit, period) }),
  });
}
