import { api } from "@/shared/api/client";
import type { Import, ImportFix, ImportRows, ImportTable } from "@/shared/api/types";

/** importApi calls the operations of /imports. */
export const importApi = {
  recent: (signal?: AbortSignal) => api.get<{ items: Import[] }>("/imports", {}, signal),
  one: (id: string, signal?: AbortSignal) => api.get<Import>(`/imports/${id}`, {}, signal),
  rows: (id: string, show: "look" | "all", skip: number, signal?: AbortSignal) =>
    api.get<ImportRows>(`/imports/${id}/rows`, { show, skip }, signal),
  upload: (table: ImportTable, file: File, key: string) =>
    api.upload<Import>("/imports", file, { table, file: file.name }, key),
  check: (id: string, body: { version: number; sheet?: string; fixes: ImportFix[] }) =>
    api.post<Import>(`/imports/${id}/check`, body),
  apply: (id: string, version: number) => api.post<Import>(`/imports/${id}/apply`, { version }),
  copy: (id: string) => api.download(`/imports/${id}/copy`),
  template: (table: ImportTable) => api.download(`/import-templates/${table}`),
};
