import { api } from "@/shared/api/client";
import type { components } from "@/shared/api/schema";
import type { NewTask, Page } from "@/shared/api/types";

type Schemas = components["schemas"];

export type IncomingRow = Schemas["IncomingRow"];
export type IncomingDocument = Schemas["IncomingDocument"];
export type IncomingPage = Schemas["IncomingPage"];
export type NewIncoming = Schemas["NewIncoming"];
export type IncomingEntry = Omit<NewIncoming, "files">;
export type IncomingMessage = Schemas["IncomingMessage"];
export type Conclusion = Schemas["Conclusion"];
export type ConclusionRow = Schemas["ConclusionRow"];
export type NewConclusion = Schemas["NewConclusion"];
export type Show = "all" | "open" | "directed" | "overdue" | "to_answer" | "cancelled";
/** Which columns a register is printed and taken away in. */
export type RegisterForm = "register" | "follow";

/** What part of the register is shown; empty fields narrow nothing. */
export interface IncomingFilter {
  year?: number;
  show: Show;
  q?: string;
  unit?: string;
  from?: string;
  to?: string;
  urgency?: string;
}

/** A direction as it is sent: what is said, and the work it gives. */
export interface NewDirection {
  version: number;
  text: string;
  toAnswer: boolean;
  tasks: Omit<NewTask, "assign">[];
}

/** incomingApi calls the operations of /incoming. */
export const incomingApi = {
  list: (filter: IncomingFilter, cursor?: string, signal?: AbortSignal) =>
    api.get<IncomingPage>("/incoming", { ...filter, cursor }, signal),
  /** All lines in the order of numbers, at most as many as paper takes. */
  printed: async (filter: IncomingFilter): Promise<{ rows: IncomingRow[]; more: boolean }> => {
    const rows: IncomingRow[] = [];
    let cursor: string | undefined;
    do {
      const page = await api.get<IncomingPage>("/incoming", { ...filter, oldest: true, limit: 100, cursor });
      rows.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined && rows.length < printedMost);
    return { rows, more: cursor !== undefined };
  },
  get: (id: string, signal?: AbortSignal) => api.get<IncomingDocument>(`/incoming/${id}`, {}, signal),
  enter: (entry: NewIncoming, key: string) => api.post<IncomingDocument>("/incoming", entry, { idempotencyKey: key }),
  /** What a message between document systems holds, of a file that was sent whole; nothing is entered yet. */
  message: (file: string) => api.post<IncomingMessage>("/incoming/messages", { file }),
  edit: (id: string, version: number, entry: IncomingEntry) =>
    api.put<IncomingDocument>(`/incoming/${id}`, { version, ...entry }),
  cancel: (id: string, version: number, reason: string) =>
    api.post<IncomingDocument>(`/incoming/${id}/cancel`, { version, reason }),
  direct: (id: string, direction: NewDirection) => api.post<IncomingDocument>(`/incoming/${id}/direction`, direction),
};

/** How many lines are printed at once. */
export const printedMost = 2000;

/** conclusionApi calls the operations of /conclusions. */
export const conclusionApi = {
  list: (q: string | undefined, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<ConclusionRow>>("/conclusions", { q, cursor }, signal),
  get: (id: string, signal?: AbortSignal) => api.get<Conclusion>(`/conclusions/${id}`, {}, signal),
  make: (content: NewConclusion, key: string) => api.post<Conclusion>("/conclusions", content, { idempotencyKey: key }),
};
