import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { DirectoryEntry, DuePreview, DueRule, Page, Product, SourceDocument } from "@/shared/api/types";

/** What a search of people is for: whom I may give work to, or anybody who could help. */
export type DirectoryUse = "lead" | "coordinate";

const manyMinutesMs = 10 * 60_000;
const shown = 20;

/** directoryQuery finds people by name, without diacritics too; unit keeps to one unit and what is below it. */
export function directoryQuery(use: DirectoryUse, q: string, unit?: string) {
  return queryOptions({
    queryKey: ["directory", use, unit ?? "", q] as const,
    queryFn: ({ signal }) =>
      api.get<{ items: DirectoryEntry[] }>("/directory", { for: use, q, unit, limit: shown }, signal),
    placeholderData: keepPreviousData,
  });
}

/** productsQuery finds products of the catalogue (danh mục sản phẩm, công việc) by code or name. */
export function productsQuery(q: string) {
  return queryOptions({
    queryKey: ["catalogue", q] as const,
    queryFn: ({ signal }) => api.get<{ items: Product[] }>("/catalogue", { q }, signal),
    staleTime: manyMinutesMs,
    placeholderData: keepPreviousData,
  });
}

/** documentsQuery finds source documents (văn bản nguồn) by number or abstract. */
export function documentsQuery(q: string) {
  return queryOptions({
    queryKey: ["document", "list", q] as const,
    queryFn: ({ signal }) => api.get<Page<SourceDocument>>("/documents", { q }, signal),
    placeholderData: keepPreviousData,
  });
}

/** duePreviewQuery computes a deadline and says which days count. The server alone knows the days off. */
export function duePreviewQuery(rule: DueRule) {
  return queryOptions({
    queryKey: ["calendar", "due", rule] as const,
    queryFn: () => api.post<DuePreview>("/calendar/due", rule),
    placeholderData: keepPreviousData,
  });
}
