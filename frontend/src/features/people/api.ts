import { api, type Query } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { HistoryEntry, Page, Person } from "@/shared/api/types";

type Schemas = components["schemas"];

/** A person with every post ever held. */
export type Profile = Schemas["PersonProfile"];
export type Post = Profile["posts"][number];
export type NewPerson = Omit<Schemas["PersonAddInputBody"], "$schema">;
export type PersonEdit = Omit<Schemas["PersonEditInputBody"], "$schema">;
export type Decision = Omit<Schemas["PersonDecideInputBody"], "$schema">;
export type DecisionKind = Decision["kind"];

/** What somebody has open, one part of one task, and one act of handing over. */
export type OpenWork = Schemas["OpenWork"];
export type OpenPart = OpenWork["parts"][number];
export type Handover = Schemas["Handover"];
export type NewHandover = Omit<Schemas["HandoverBeginInputBody"], "$schema">;

/** What a list of people is narrowed to. */
export interface PeopleFilter {
  q?: string;
  unit?: string;
  role?: string;
  state?: string;
}

/** peopleApi calls the operations of /people. */
export const peopleApi = {
  list: (filter: PeopleFilter, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<Person>>("/people", { ...filter, cursor } as Query, signal),
  get: (id: string, signal?: AbortSignal) => api.get<Profile>(`/people/${id}`, {}, signal),
  history: (id: string, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<HistoryEntry>>(`/people/${id}/history`, { cursor }, signal),
  add: ({ key, ...body }: NewPerson & { key: string }) => api.post<Profile>("/people", body, { idempotencyKey: key }),
  edit: ({ id, ...body }: PersonEdit & { id: string }) => api.put<Profile>(`/people/${id}`, body),
  open: (id: string, signal?: AbortSignal) => api.get<OpenWork>(`/people/${id}/handover`, {}, signal),
  handovers: (id: string, signal?: AbortSignal) =>
    api.get<{ items: Handover[] }>(`/people/${id}/handovers`, {}, signal),
  handover: (id: string, signal?: AbortSignal) => api.get<Handover>(`/handovers/${id}`, {}, signal),
  handOver: (id: string, { key, ...body }: NewHandover & { key: string }) =>
    api.post<Handover>(`/people/${id}/handovers`, body, { idempotencyKey: key }),
  undoHandover: (id: string) => api.post<Handover>(`/handovers/${id}/undo`),
  decide: ({ id, ...body }: Decision & { id: string }) => api.post<Profile>(`/people/${id}/decisions`, body),
};
