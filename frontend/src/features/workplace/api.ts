import { api } from "@/shared/api/client";
import type {
  Absence,
  AbsenceList,
  HistoryEntry,
  NewAbsence,
  Page,
  Registration,
  RegistrationInput,
  RegistrationReport,
  RegistrationRow,
  WorkCall,
  WorkCheck,
  WorkDay,
  WorkGrid,
  WorkRuleInput,
  WorkRules,
  WorkUnits,
  WorkWeek,
} from "@/shared/api/types";

const one = (id: string) => `/workplace/registrations/${id}`;

/** workplaceApi calls the operations of /workplace. Days are "YYYY-MM-DD"; without a unit it is one's own. */
export const workplaceApi = {
  /** units: a unit and all below it, counted on a day; for whoever oversees it. */
  units: (date: string, unit?: string, signal?: AbortSignal) =>
    api.get<WorkUnits>("/workplace/units", { date, unit }, signal),
  mine: (cursor?: string, signal?: AbortSignal) =>
    api.get<Page<RegistrationRow>>("/workplace/registrations", { cursor }, signal),
  get: (id: string, signal?: AbortSignal) => api.get<Registration>(one(id), {}, signal),
  history: (id: string, signal?: AbortSignal) => api.get<Page<HistoryEntry>>(`${one(id)}/history`, {}, signal),
  create: (input: RegistrationInput, key: string) =>
    api.post<Registration>("/workplace/registrations", input, { idempotencyKey: key }),
  edit: (id: string, version: number, input: RegistrationInput) =>
    api.put<Registration>(one(id), { version, ...input }),
  withdraw: (id: string, version: number) => api.post<Registration>(`${one(id)}/withdraw`, { version }),
  /** days: only these half-days; all that was asked for without. */
  approve: (id: string, version: number, days?: WorkDay[]) =>
    api.post<Registration>(`${one(id)}/approve`, { version, days }),
  /** reason: at least ten characters. */
  refuse: (id: string, version: number, reason: string) =>
    api.post<Registration>(`${one(id)}/refuse`, { version, reason }),
  recall: (id: string, version: number, reason: string) =>
    api.post<Registration>(`${one(id)}/recall`, { version, reason }),
  report: (id: string, input: RegistrationReport) => api.put<Registration>(`${one(id)}/result`, input),
  confirm: (id: string, version: number) => api.post<Registration>(`${one(id)}/result/confirm`, { version }),
  sendBack: (id: string, version: number, reason: string) =>
    api.post<Registration>(`${one(id)}/result/return`, { version, reason }),
  week: (from: string, signal?: AbortSignal) => api.get<WorkWeek>("/workplace/week", { from }, signal),
  grid: (from: string, to: string, unit?: string, cursor?: string, signal?: AbortSignal) =>
    api.get<WorkGrid>("/workplace/grid", { from, to, unit, cursor }, signal),
  rules: (unit?: string, signal?: AbortSignal) => api.get<WorkRules>("/workplace/rules", { unit }, signal),
  setRule: (unit: string, from: string, input: WorkRuleInput) =>
    api.put<WorkRules>(`/workplace/rules/${unit}/${from}`, input),
  absences: (from: string, to: string, unit?: string, signal?: AbortSignal) =>
    api.get<AbsenceList>("/workplace/absences", { from, to, unit }, signal),
  enter: (input: NewAbsence, key: string) => api.post<Absence>("/workplace/absences", input, { idempotencyKey: key }),
  cancelAbsence: (id: string, version: number, reason: string) =>
    api.post<Absence>(`/workplace/absences/${id}/cancel`, { version, reason }),
  checks: (unit?: string, signal?: AbortSignal) =>
    api.get<{ items: WorkCheck[] }>("/workplace/checks", { unit }, signal),
  ask: (unit: string, minutes: number, key: string) =>
    api.post<WorkCheck>("/workplace/checks", { unit, minutes }, { idempotencyKey: key }),
  calls: (signal?: AbortSignal) => api.get<{ items: WorkCall[] }>("/workplace/calls", {}, signal),
  answer: (check: string) => api.post<WorkCall>(`/workplace/calls/${check}/answer`, undefined),
};
