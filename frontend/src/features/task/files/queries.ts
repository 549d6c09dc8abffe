import { queryOptions } from "@tanstack/react-query";
import { api } from "@/shared/api/client";
import type { TaskFile } from "@/shared/api/types";
import { taskKeys } from "../queries";

/** What files hang on: the operation that lists them, and the keys that hold them and what else they change. */
export interface FilePlace {
  path: string;
  key: readonly unknown[];
  also?: (readonly unknown[])[];
}

/** taskFiles is the files of a task. */
export function taskFiles(task: string): FilePlace {
  return { path: `/tasks/${task}/files`, key: taskKeys.files(task), also: [taskKeys.history(task)] };
}

/** sourceFiles is the scan of the document that a task rests on: read here, brought where the document is registered. */
export function sourceFiles(task: string): FilePlace {
  return { path: `/tasks/${task}/source/files`, key: taskKeys.source(task) };
}

/** filesQuery is the files of a place, every version, oldest first. */
export function filesQuery({ path, key }: FilePlace) {
  return queryOptions({
    queryKey: key,
    queryFn: ({ signal }) => api.get<{ items: TaskFile[] }>(path, {}, signal),
  });
}

/** attach hangs a file that has arrived on a place, instead of an older version where replaces is given. */
export function attach({ path }: FilePlace, id: string, replaces?: string) {
  return api.post<{ items: TaskFile[] }>(path, { files: [{ id, replaces }] });
}

/** contentOf fetches the bytes of a file; that it was opened is noted for who takes part. */
export function contentOf({ path }: FilePlace, file: string, signal?: AbortSignal) {
  return api.content(`${path}/${file}`, signal);
}

/** removeFile takes away a file that was attached by mistake; what it said stays in the history. */
export function removeFile({ path }: FilePlace, file: string) {
  return api.delete<void>(`${path}/${file}`);
}

/** The versions of one file, newest first. */
export interface Series {
  newest: TaskFile;
  older: TaskFile[];
}

/** seriesOf puts the versions of each file together, but those that were taken away; a file stands where its first version was attached. */
export function seriesOf(files: TaskFile[]): Series[] {
  const all = new Map<string, TaskFile[]>();
  for (const file of files.filter(({ removed }) => removed === undefined))
    all.set(file.series, [file, ...(all.get(file.series) ?? [])]);
  return [...all.values()].flatMap((versions) => {
    const [newest, ...older] = versions.toSorted((a, b) => b.n - a.n);
    return newest === undefined ? [] : [{ newest, older }];
  });
}

/** Kinds that the app shows itself; anything else is saved. */
export function previewOf({ type, state }: TaskFile): "image" | "pdf" | undefined {
  if (state !== "ready") return undefined;
  if (["image/png", "image/jpeg", "image/gif", "image/webp"].includes(type)) return "image";
  return type === "application/pdf" ? "pdf" : undefined;
}

/** formatBytes is a length in words: "86 KB", "1,4 MB". */
export function formatBytes(n: number): string {
  const format = (value: number) => new Intl.NumberFormat("vi", { maximumFractionDigits: 1 }).format(value);
  if (n < 1024) return `${n} B`;
  return n < 1024 * 1024 ? `${Math.round(n / 1024)} KB` : `${format(n / 1024 / 1024)} MB`;
}
