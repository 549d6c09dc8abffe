import { Progress } from "@mantine/core";
import type { Task } from "@/shared/api/types";
import { dayOf, formatDayNear, formatInstantNear, formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { SubmissionFiles } from "../files/SubmissionFiles";
import classes from "./Detail.module.css";

/** Props of ProgressPart; brief shows the latest report alone. */
interface Props {
  task: Task;
  today: string;
  brief?: boolean;
}

/**
 * ProgressPart shows how far the lead says the work is (báo cáo tiến độ), newest report first. Completed work is whole
 * whatever was reported last; a report keeps the percent and the time it was made with.
 */
export function ProgressPart({ task, today, brief = false }: Props) {
  const last = task.reports[0];
  const done = task.state === "completed";
  const heading = done ? t("task.progress.done") : t("task.progress.brief", { n: task.progress });
  const percent = done ? t("task.progress.done") : t("task.percent", { n: task.progress });
  // Where the work stands is not what the report said: it was completed, or given anew, since.
  const since = last !== undefined && (done || last.percent !== task.progress);
  return (
    <section>
      {brief ? (
        <SectionTitle
          title={heading}
          end={!since && last !== undefined && t("task.progress.updated", { time: formatInstantNear(last.at, today) })}
        />
      ) : (
        <SectionTitle large title={t("task.progress")} end={<strong className={classes.percent}>{percent}</strong>} />
      )}
      <Progress className={classes.bar} size={6} value={task.progress} aria-label={t("task.progress")} />
      {brief && last !== undefined && (
        <p className={classes.report}>
          {since && (
            <span className={classes.second}>
              {t("task.progress.last", { n: last.percent })}, {formatInstantNear(last.at, today)}
            </span>
          )}
          {last.text}
        </p>
      )}
      {!brief && task.reports.length === 0 && <p className={classes.quiet}>{t("task.progress.none")}</p>}
      {!brief && (
        <ol className={classes.reports}>
          {task.reports.map((report) => (
            <li key={report.id}>
              <div>
                <strong>{t("task.percent", { n: report.percent })}</strong>
                <time className={classes.second} dateTime={report.at}>
                  {`${formatDayNear(dayOf(report.at), today)} ${formatTime(report.at)}`}
                </time>
              </div>
              <p className={classes.text}>{report.text}</p>
              <SubmissionFiles task={task.id} ids={report.files ?? []} label={t("task.report.files")} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
