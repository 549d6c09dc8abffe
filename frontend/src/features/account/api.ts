import { api } from "@/shared/api/client";
import type {
  AccountRow,
  AccountState,
  CalendarFeed,
  Contact,
  FactorPolicy,
  FactorSetup,
  MailedCode,
  MyFactor,
  OwnSession,
  Page,
  Session,
  Slip,
} from "@/shared/api/types";

/** accountApi calls the operations of accounts: one's own, and those one looks after. */
export const accountApi = {
  activate: (form: { login: string; code: string; password: string; factor?: string }) =>
    api.open<Session>("POST", "/session/activate", form),
  factor: (signal?: AbortSignal) => api.get<MyFactor>("/me/second-factor", {}, signal),
  /** beginFactor makes the secret of an app; the reply is the only place where it can be read. */
  beginFactor: (password: string) => api.post<FactorSetup>("/me/second-factor", { password }),
  confirmFactor: (factor: string) => api.post<{ codes: string[] }>("/me/second-factor/confirm", { factor }),
  renewFactor: (password: string) => api.post<{ codes: string[] }>("/me/second-factor/recovery", { password }),
  factorOff: (form: { password: string; factor: string }) => api.post<void>("/me/second-factor/off", form),
  resetFactor: ({ person, ...body }: { person: string; password: string; reason: string }) =>
    api.post<void>(`/accounts/${person}/second-factor/reset`, body),
  factorPolicy: (signal?: AbortSignal) => api.get<FactorPolicy>("/accounts/second-factor", {}, signal),
  setFactorPolicy: (form: { roles: FactorPolicy["roles"]; version: number; password: string }) =>
    api.put<FactorPolicy>("/accounts/second-factor", form),
  sessions: (signal?: AbortSignal) => api.get<{ items: OwnSession[] }>("/me/sessions", {}, signal),
  endSession: (id: string) => api.delete<void>(`/me/sessions/${id}`),
  endOthers: () => api.delete<void>("/me/sessions"),
  changePassword: (present: string, next: string) => api.post<void>("/me/password", { present, next }),
  feed: (signal?: AbortSignal) => api.get<CalendarFeed>("/me/feed", {}, signal),
  /** makeFeed gives a new address; the reply is the only place where it can be read. */
  makeFeed: () => api.post<CalendarFeed>("/me/feed"),
  endFeed: () => api.delete<void>("/me/feed"),
  saveContact: (contact: Contact) => api.put<Contact>("/me/contact", contact),
  list: (ask: AccountAsk, cursor?: string, signal?: AbortSignal) =>
    api.get<Page<AccountRow>>("/accounts", { ...ask, cursor }, signal),
  /** codes gives activation codes; the reply is the only place where they can be read. */
  codes: (people: string[]) => api.post<{ items: Slip[] }>("/accounts/codes", { people }),
  /** mail sends activation codes by mail; nobody here sees them. */
  mail: (people: string[]) => api.post<{ items: MailedCode[] }>("/accounts/mail", { people }),
  setState: (person: string, change: { version: number; state: Exclude<AccountState, "pending">; reason?: string }) =>
    api.post<void>(`/accounts/${person}/state`, change),
  endSessionsOf: (person: string) => api.delete<void>(`/accounts/${person}/sessions`),
};

/** AccountAsk is what a list of accounts is narrowed by. */
export interface AccountAsk {
  q?: string;
  unit?: string;
  state?: AccountState;
}
