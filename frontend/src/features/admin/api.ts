import { api } from "@/shared/api/client";
import type { Findings, JobRun, JobStatus } from "@/shared/api/types";

/** adminApi calls the operations of /jobs and /doctor. */
export const adminApi = {
  jobs: (signal?: AbortSignal) => api.get<{ items: JobStatus[] }>("/jobs", {}, signal),
  runs: (name: string, signal?: AbortSignal) => api.get<{ items: JobRun[] }>(`/jobs/${name}/runs`, {}, signal),
  run: ({ name, period }: { name: string; period?: string }) => api.post<JobRun>(`/jobs/${name}/run`, { period }),
  stop: ({ name, period }: { name: string; period: string }) => api.post<JobRun>(`/jobs/${name}/stop`, { period }),
  doctor: (signal?: AbortSignal) => api.get<Findings>("/doctor", {}, signal),
};
