import { Button, Group } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import type { Batch, BatchRow } from "@/shared/api/types";
import { formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Dialog } from "@/shared/ui/Dialog";
import { usePhone } from "@/shared/ui/hooks";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import frame from "../acts/ActFrame.module.css";
import classes from "./Batch.module.css";
import { batchQuery, isUnderWay, useUndo } from "./queries";

/** BatchResult says of each task of a batch what became of it, first of those that were not changed, and undoes it for an hour. */
export function BatchResult({ id, onClose }: { id: string; onClose: () => void }) {
  const phone = usePhone();
  const query = useQuery(batchQuery(id));
  const undo = useUndo();
  const batch = query.data;
  const failed = batch?.rows.filter(({ error }) => error !== undefined) ?? [];
  const others = batch?.rows.filter(({ error }) => error === undefined) ?? [];
  return (
    <Dialog
      opened
      onClose={onClose}
      size={640}
      fullScreen={phone}
      title={t(batch === undefined ? "task.batch.result" : `task.batch.title.${batch.act}`, {
        n: batch?.rows.length ?? 0,
      })}
      classNames={{ title: frame.title }}
    >
      {query.isPending && <SkeletonRows rows={3} />}
      {query.isError && batch === undefined && (
        <ErrorState title={t("task.batch.unread")} error={query.error} onRetry={() => void query.refetch()} />
      )}
      {batch !== undefined && (
        <>
          <p className={classes.summary} role="status">
            {summaryOf(batch)}
          </p>
          {failed.length > 0 && <Rows title={t("task.batch.not", { n: failed.length })} rows={failed} />}
          {others.length > 0 && (
            <Rows title={t(`task.batch.rows.${batch.state}`, { n: others.length })} rows={others} />
          )}
          {undo.error !== null && <ErrorState title={t("task.batch.undoFailed")} error={undo.error} />}
        </>
      )}
      <Group className={frame.foot} justify="flex-end" gap="sm">
        {batch?.undo === true && (
          <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(batch.id)}>
            {t("task.batch.undo", { time: formatTime(batch.until) })}
          </Button>
        )}
        <Button onClick={onClose}>{t("task.batch.ok")}</Button>
      </Group>
    </Dialog>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly BatchRow[] }) {
  return (
    <section className={classes.rows}>
      <h3>{title}</h3>
      <ul>
        {rows.map((row) => (
          <li key={row.task}>
            <Link to={`/tasks/${row.task}`}>
              <span className="cv-nowrap">{row.code}</span> {row.title}
            </Link>
            {row.error !== undefined && <span className={classes.error}>{row.error}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** summaryOf says in one sentence how a batch stands. */
export function summaryOf(batch: Batch): string {
  const n = (state: BatchRow["state"]) => batch.rows.filter((row) => row.state === state).length;
  const of = batch.rows.length;
  if (isUnderWay(batch)) {
    return t(batch.state === "running" ? "task.batch.running" : "task.batch.undoing", { n: of - n("pending"), of });
  }
  return batch.state === "undone"
    ? t("task.batch.undone", { n: n("back"), not: n("stays") })
    : t("task.batch.done", { n: n("changed"), of });
}
