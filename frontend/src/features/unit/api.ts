import { api } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { Page } from "@/shared/api/types";

type Schemas = components["schemas"];

/** A unit as the tree shows it. */
export type UnitNode = Schemas["UnitNode"];
/** A unit with its past. */
export type UnitDetail = Schemas["UnitPage"];
export type UnitChange = Schemas["UnitChangeOf"];
export type NewChange = Omit<Schemas["NewUnitChange"], "$schema">;
export type ChangeKind = NewChange["change"];
export type Preview = Schemas["UnitPreview"];

/** unitApi calls the operations of /org. */
export const unitApi = {
  children: (parent: string, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<UnitNode>>("/org/units", { parent: parent || undefined, cursor }, signal),
  find: (q: string, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<UnitNode>>("/org/units", { q, cursor }, signal),
  get: (id: string, signal?: AbortSignal) => api.get<UnitDetail>(`/org/units/${id}`, {}, signal),
  changes: (cursor?: string, signal?: AbortSignal) =>
    api.get<Page<UnitChange>>("/org/changes", { cursor, limit: 20 }, signal),
  preview: (body: NewChange) => api.post<Preview>("/org/changes/preview", body),
  change: ({ key, ...body }: NewChange & { key: string }) =>
    api.post<UnitChange>("/org/changes", body, { idempotencyKey: key }),
  cancel: ({ id, version }: UnitChange) => api.post<UnitChange>(`/org/changes/${id}/cancel`, { version }),
};
