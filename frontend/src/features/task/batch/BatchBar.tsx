import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "@/shared/api/session";
import type { TaskRow } from "@/shared/api/types";
import { formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./Batch.module.css";
import { BatchForm } from "./BatchForm";
import { BatchResult, summaryOf } from "./BatchResult";
import { type BatchAct, batchMax, latestBatchQuery, useUndo } from "./queries";
import type { Selection } from "./useSelection";

/** Props of BatchBar; onAll chooses everything the list holds, as far as one batch goes, undefined when all is chosen that is shown. */
interface Props {
  selection: Selection;
  onAll: (() => void) | undefined;
}

/** actsFor are the acts to offer with some tasks; what of them is refused for one task, its row says. */
export function actsFor(rows: readonly TaskRow[], assigns: boolean): BatchAct[] {
  const acts: BatchAct[] = assigns ? ["reschedule", "change_lead", "change_urgency", "recall"] : [];
  return rows.some(({ mayNudge }) => mayNudge === true) ? ["nudge", ...acts] : acts;
}

/**
 * BatchBar is what can be done with the chosen rows of a list, at its foot; and over it, for as long as it can be undone, what was
 * done with many last.
 */
export function BatchBar({ selection, onAll }: Props) {
  const me = useMe();
  const [asking, setAsking] = useState<{ act: BatchAct; rows: TaskRow[] }>();
  const [shown, setShown] = useState<string>();
  const latest = useQuery(latestBatchQuery()).data;
  const undo = useUndo();
  const { rows } = selection;
  const acts = actsFor(rows, me.can.assign);
  return (
    <>
      {latest?.undo === true && rows.length === 0 && (
        <div className={`${classes.latest} cv-noprint`}>
          <span>
            {t(`task.batch.title.${latest.act}`, { n: latest.rows.length })}: {summaryOf(latest)}
          </span>
          <Button size="xs" variant="default" onClick={() => setShown(latest.id)}>
            {t("task.batch.see")}
          </Button>
          <Button
            size="xs"
            variant="default"
            loading={undo.isPending}
            onClick={() => undo.mutate(latest.id, { onSuccess: () => setShown(latest.id) })}
          >
            {t("task.batch.undo", { time: formatTime(latest.until) })}
          </Button>
        </div>
      )}
      {rows.length > 0 && (
        <section className={`${classes.bar} cv-noprint`} aria-label={t("task.batch.chosen", { n: rows.length })}>
          <b role="status">{t("task.batch.chosen", { n: rows.length })}</b>
          {acts.map((act, i) => (
            <Button
              key={act}
              variant={i === 0 ? "filled" : "default"}
              onClick={() => setAsking({ act, rows: [...rows] })}
            >
              {t(`task.batch.act.${act}`)}
            </Button>
          ))}
          {acts.length === 0 && <span className={classes.none}>{t("task.batch.none")}</span>}
          {onAll !== undefined && rows.length < batchMax && (
            <Button variant="subtle" color="gray" onClick={onAll}>
              {t("task.batch.all", { n: batchMax })}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={() => selection.set([])}>
            {t("task.batch.drop")}
          </Button>
        </section>
      )}
      {asking !== undefined && (
        <BatchForm
          act={asking.act}
          rows={asking.rows}
          onClose={() => setAsking(undefined)}
          onBegun={(batch) => {
            setAsking(undefined);
            selection.set([]);
            setShown(batch.id);
          }}
        />
      )}
      {shown !== undefined && <BatchResult id={shown} onClose={() => setShown(undefined)} />}
    </>
  );
}
