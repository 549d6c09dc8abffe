import { ActionIcon, Tooltip } from "@mantine/core";
import { IconPlayerPlay, IconPlayerStop } from "@tabler/icons-react";
import { sentenceOf } from "@/shared/api/problem";
import { useToday } from "@/shared/api/today";
import type { JobStatus } from "@/shared/api/types";
import { dayOf, formatDayNear, formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { toast } from "@/shared/ui/toast";
import { scheduleWords } from "../model/schedule";
import { runs, useRunJob, useStopJob } from "../queries";
import classes from "./Admin.module.css";
import { RunState } from "./RunState";
import { tookWords } from "./tookWords";

/** Props of JobsTable. */
interface Props {
  jobs: JobStatus[];
  chosen: string | undefined;
  onChoose: (name: string) => void;
}

/** JobsTable is every scheduled job; its name opens what it has done, its button runs or stops it. */
export function JobsTable({ jobs, chosen, onChoose }: Props) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("admin.job.what")}</th>
          <th scope="col">{t("admin.job.last")}</th>
          <th scope="col">{t("admin.job.result")}</th>
          <th scope="col">{t("admin.job.next")}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {jobs.map((job) => (
          <Row key={job.name} job={job} chosen={job.name === chosen} onChoose={() => onChoose(job.name)} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ job, chosen, onChoose }: { job: JobStatus; chosen: boolean; onChoose: () => void }) {
  const today = useToday()?.date ?? "";
  const { last } = job;
  return (
    <tr data-chosen={chosen || undefined}>
      <th scope="row">
        <button
          type="button"
          className={classes.name}
          aria-expanded={chosen}
          aria-label={t("admin.runs.open", { job: job.title })}
          onClick={onChoose}
        >
          {job.title}
        </button>
        <span className={classes.second}>{scheduleWords(job.schedule)}</span>
      </th>
      <td>
        {last === undefined ? (
          <span className={classes.second}>{t("admin.job.never")}</span>
        ) : (
          <>
            <span className={classes.label}>{t("admin.job.last")}</span>
            {momentWords(last.startedAt, today)}
            <span className={classes.second}>{tookWords(last)}</span>
          </>
        )}
      </td>
      <td>{last !== undefined && <RunState run={last} />}</td>
      <td>
        <span className={classes.label}>{t("admin.job.next")}</span>
        {momentWords(job.next, today)}
      </td>
      <td>
        <ActButton job={job} />
      </td>
    </tr>
  );
}

/** momentWords is the time, with its day unless that is today. */
function momentWords(instant: string, today: string): string {
  const day = dayOf(instant);
  return day === today ? formatTime(instant) : `${formatTime(instant)}, ${formatDayNear(day, today)}`;
}

function ActButton({ job }: { job: JobStatus }) {
  const run = useRunJob();
  const stop = useStopJob();
  const busy = runs(job);
  const label = t(busy ? "admin.job.stop" : "admin.job.start", { job: job.title });
  const told = {
    onSuccess: () => void toast(t(busy ? "admin.job.stopped" : "admin.job.started", { job: job.title })),
    onError: (error: unknown) => void toast(`${t("admin.job.refused")}: ${sentenceOf(error)}`),
  };
  const act = () =>
    busy && job.last !== undefined
      ? stop.mutate({ name: job.name, period: job.last.period }, told)
      : run.mutate({ name: job.name }, told);
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={label}
        loading={run.isPending || stop.isPending}
        onClick={act}
      >
        {busy ? <IconPlayerStop size={18} stroke={1.6} /> : <IconPlayerPlay size={18} stroke={1.6} />}
      </ActionIcon>
    </Tooltip>
  );
}
