import { VisuallyHidden } from "@mantine/core";
import type { Task } from "@/shared/api/types";
import { dayOf, formatDayNear, formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./LifecycleLine.module.css";

/** Props of LifecycleLine; today is the server's day, which decides whether a year is shown. */
interface Props {
  steps: Task["steps"];
  today: string;
}

/** LifecycleLine shows how far a task has come (tiến trình) as five dots, with the instant of each step taken. */
export function LifecycleLine({ steps, today }: Props) {
  return (
    <ol className={classes.line} aria-label={t("task.lifecycle")}>
      {steps.map((step) => (
        <li
          key={step.key}
          className={classes.step}
          data-done={step.done || undefined}
          aria-current={step.current ? "step" : undefined}
        >
          <span className={classes.dot} aria-hidden />
          <span className={classes.name}>{t(`task.step.${step.key}`)}</span>
          {step.done && <VisuallyHidden>{t("task.step.done")}</VisuallyHidden>}
          {step.at !== undefined && (
            <time className={classes.at} dateTime={step.at}>
              {step.current
                ? t("task.since", { time: formatDayNear(dayOf(step.at), today) })
                : `${formatDayNear(dayOf(step.at), today)} ${formatTime(step.at)}`}
            </time>
          )}
        </li>
      ))}
    </ol>
  );
}
