import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useMemo, useState } from "react";
import type { Task, TaskFile } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { FileName } from "./FileLine";
import classes from "./Files.module.css";
import { filesQuery, formatBytes, taskFiles } from "./queries";

const Preview = lazy(async () => ({ default: (await import("./Preview")).Preview }));

/** Props of SubmissionFiles; ids: of the files handed in; onShowing: that one of them stands over what is around, or no more. */
interface Props {
  task: string;
  ids: string[];
  /** What they are; files of a result unless given. */
  label?: string;
  onShowing?: (showing: boolean) => void;
}

/** SubmissionFiles is the files handed in with a result (tệp kết quả), each to be looked at; nothing where there are none. */
export function SubmissionFiles({ task, ids, label, onShowing }: Props) {
  const place = useMemo(() => taskFiles(task), [task]);
  const files = useQuery({ ...filesQuery(place), enabled: ids.length > 0 });
  const [shown, setShown] = useState<TaskFile>();
  if (ids.length === 0) return null;
  const show = (file: TaskFile | undefined) => {
    setShown(file);
    onShowing?.(file !== undefined);
  };
  return (
    <>
      {files.isPending && <SkeletonRows rows={1} />}
      {files.isError && (
        <ErrorState title={t("task.files.loadFailed")} error={files.error} onRetry={() => void files.refetch()} />
      )}
      <ul className={classes.results} aria-label={label ?? t("task.results")}>
        {files.data?.items
          .filter(({ id }) => ids.includes(id))
          .map((file) => (
            <li key={file.id}>
              <FileName place={place} file={file} onShow={show} />
              <span className={classes.quiet}>{formatBytes(file.size)}</span>
            </li>
          ))}
      </ul>
      {shown !== undefined && (
        <Suspense fallback={null}>
          <Preview place={place} file={shown} onClose={() => show(undefined)} />
        </Suspense>
      )}
    </>
  );
}

/** resultWord says with which submission a file was handed in, the last one that has it. */
export function resultWord({ submissions }: Pick<Task, "submissions">, file: string): string {
  const n = submissions.findLastIndex(({ files }) => files.includes(file)) + 1;
  return n === 0 ? t("task.files.withdrawn") : t("task.files.result", { n });
}

/** stands reports whether a file belongs to a result that waits or was decided, or proves a cause: it stays with it. */
export function stands({ submissions, causes }: Pick<Task, "submissions" | "causes">, file: string): boolean {
  return [...submissions, ...causes].some(({ files = [] }) => files.includes(file));
}
