import { api } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";

type Schemas = components["schemas"];

/** One time for which somebody stands in for an absent person, and those of one person. */
export type Substitute = Schemas["Substitute"];
export type Substitutes = Schemas["Substitutes"];
export type NewSubstitute = Omit<Schemas["SubstituteNameInputBody"], "$schema">;

/** substituteApi calls the operations of substitutes. */
export const substituteApi = {
  mine: (signal?: AbortSignal) => api.get<Substitutes>("/me/substitutes", {}, signal),
  of: (person: string, signal?: AbortSignal) => api.get<Substitutes>(`/people/${person}/substitutes`, {}, signal),
  name: (person: string, { key, ...body }: NewSubstitute & { key: string }) =>
    api.post<Substitute>(`/people/${person}/substitutes`, body, { idempotencyKey: key }),
  end: ({ id, version }: Substitute) => api.post<Substitute>(`/substitutes/${id}/end`, { version }),
};
