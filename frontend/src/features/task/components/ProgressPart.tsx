import { Progress } from "@mantine/core";
import type { Task } from "@/shared/api/types";
import { dayOf, formatDayNear, formatInstantNear, formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import classes from "./Detail.module.css";

/** Props of ProgressPart; brief shows the latest report alone. */
interface Props {
  task: Task;
  today: string;
  brief?: boolean;
}

/** ProgressPart shows how far the lead says the work is (báo cáo tiến độ), newest report first. */
export function ProgressPart({ task, today, brief = false }: Props) {
  const last = task.reports[0];
  const percent = t("task.percent", { n: task.progress });
  return (
    <section>
      {brief ? (
        <SectionTitle
          title={t("task.progress.brief", { n: task.progress })}
          end={last !== undefined && t("task.progress.updated", { time: formatInstantNear(last.at, today) })}
        />
      ) : (
        <SectionTitle large title={t("task.progress")} end={<strong className={classes.percent}>{percent}</strong>} />
      )}
      <Progress className={classes.bar} size={6} value={task.progress} aria-label={t("task.progress")} />
      {brief && last !== undefined && <p className={classes.report}>{last.text}</p>}
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
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
