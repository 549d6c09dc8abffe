import { api } from "@/shared/api/client";
import type {
  EvalClosure,
  EvalPeriod,
  EvalPolicy,
  Outlook,
  SchemeChoice,
  SchemeEffect,
  Schemes,
  SchemeVersion,
  Score,
  UnitOutlook,
  UnitScores,
} from "@/shared/api/types";

import type { OutlookBody } from "./outlook/supposition";

/** General points as they are sent: every group, points in steps of the rule, a remark below the maximum. */
export interface GeneralBody {
  version: number;
  groups: { key: string; points: number; remark?: string }[];
  leadership?: { dd: number; e: number; reason?: string };
}

/** How somebody assesses themselves, as it is sent. */
export interface SelfBody extends GeneralBody {
  strengths?: string;
  limits?: string;
}

/** Facts of one person and period, as `congvu grade` takes them. */
export interface Facts {
  policy: string;
  period: string;
  subject: { class: string; leader: boolean };
  general?: number;
  lines: Record<string, unknown>[];
}

/** What the policy makes of facts; numbers are exact decimals. */
export interface Simulated {
  status: string;
  a?: string;
  b?: string;
  c?: string;
  task?: string;
  total?: string;
  grade?: string;
}

/** What the agency sets of a policy, as it is proposed. */
export interface Proposal {
  policy: string;
  from: string;
  document: string;
  reason: string;
  choice: SchemeChoice;
}

/** evaluationApi calls the operations of /evaluations. */
export const evaluationApi = {
  periods: (signal?: AbortSignal) => api.get<{ items: EvalPeriod[] }>("/evaluations/periods", {}, signal),
  longPeriods: (signal?: AbortSignal) =>
    api.get<{ items: EvalPeriod[] }>("/evaluations/periods", { type: "long" }, signal),
  policies: (period: string, signal?: AbortSignal) =>
    api.get<{ items: EvalPolicy[] }>("/evaluations/policies", { period }, signal),
  simulate: (facts: Facts) => api.post<Simulated>("/evaluations/simulate", facts),
  settings: (signal?: AbortSignal) => api.get<Schemes>("/evaluations/settings", {}, signal),
  proposeSettings: (body: Proposal) => api.post<SchemeVersion>("/evaluations/settings", body),
  effects: (id: string, signal?: AbortSignal) =>
    api.get<{ items: SchemeEffect[] }>(`/evaluations/settings/${id}/effects`, {}, signal),
  decideSettings: ({ id, ...body }: { id: string; version: number; approve: boolean; reason: string }) =>
    api.post<SchemeVersion>(`/evaluations/settings/${id}/decision`, body),
  mine: (period: string, signal?: AbortSignal) => api.get<Score>("/evaluations/me", { period }, signal),
  ofPerson: (person: string, period: string, signal?: AbortSignal) =>
    api.get<Score>(`/evaluations/people/${person}`, { period }, signal),
  ofUnit: (unit: string, period: string, signal?: AbortSignal) =>
    api.get<UnitScores>(`/evaluations/units/${unit}`, { period }, signal),
  outlook: (person: string, period: string, body: OutlookBody, signal?: AbortSignal) =>
    api.post<Outlook>(`/evaluations/people/${person}/${period}/outlook`, body, { signal }),
  unitOutlook: (unit: string, period: string, body: OutlookBody, signal?: AbortSignal) =>
    api.post<UnitOutlook>(`/evaluations/units/${unit}/${period}/outlook`, body, { signal }),
  general: (person: string, period: string, body: GeneralBody) =>
    api.put<Score>(`/evaluations/people/${person}/${period}/general`, body),
  self: (period: string, body: SelfBody) => api.put<Score>(`/evaluations/me/${period}/self`, body),
  closure: (period: string, signal?: AbortSignal) =>
    api.get<EvalClosure>(`/evaluations/periods/${period}/close`, {}, signal),
  close: ({ period, version }: Pick<EvalClosure, "period" | "version">) =>
    api.post<EvalPeriod>(`/evaluations/periods/${period}/close`, { version }),
  remind: (period: string) => api.post<{ people: number }>(`/evaluations/periods/${period}/reminders`),
  reopen: ({ period, ...body }: { period: string; version: number; reason: string }) =>
    api.post<EvalPeriod>(`/evaluations/periods/${period}/reopen`, body),
};
