import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { JobRun, JobStatus } from "@/shared/api/types";
import { formatDayNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { runs, runsQuery, useRunJob } from "../queries";
import classes from "./Admin.module.css";
import { RunState } from "./RunState";
import { tookWords } from "./tookWords";

/** Runs is what one job has done: its last runs, what went wrong, and a button to do a period again. */
export function Runs({ job }: { job: JobStatus }) {
  const list = useQuery(runsQuery(job.name, runs(job)));
  const items = list.data?.items ?? [];
  return (
    <section className={classes.runs} aria-label={t("admin.runs", { job: job.title })}>
      <SectionTitle title={t("admin.runs", { job: job.title })} />
      {list.isPending && <SkeletonRows rows={3} />}
      {list.isError && list.data === undefined && (
        <ErrorState title={t("admin.runs.failed")} error={list.error} onRetry={() => void list.refetch()} />
      )}
      {list.isSuccess && items.length === 0 && <p className={classes.note}>{t("admin.runs.empty")}</p>}
      <ul className={classes.list}>
        {items.map((run) => (
          <Run key={run.id} run={run} />
        ))}
      </ul>
    </section>
  );
}

function Run({ run }: { run: JobRun }) {
  const today = useToday()?.date ?? "";
  const again = useRunJob();
  const [day = "", time = ""] = run.period.split("T");
  return (
    <li className={classes.run}>
      <span>
        {time}, {formatDayNear(day, today)}
        {run.by !== undefined && <span className={classes.second}>{t("admin.runs.by", { name: run.by })}</span>}
      </span>
      <span className={classes.second}>{tookWords(run)}</span>
      <RunState run={run} />
      {run.state === "failed" && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconRefresh size={14} />}
          loading={again.isPending}
          onClick={() =>
            again.mutate(
              { name: run.job, period: run.period },
              { onError: (error) => void toast(`${t("admin.job.refused")}: ${sentenceOf(error)}`) },
            )
          }
        >
          {t("admin.run.again")}
        </Button>
      )}
      {run.error !== undefined && <p className={classes.why}>{run.error}</p>}
    </li>
  );
}
