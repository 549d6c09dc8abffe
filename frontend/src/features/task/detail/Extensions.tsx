import type { Task } from "@/shared/api/types";
import { formatDay, formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { Answer } from "./Answer";
import classes from "./Detail.module.css";

/** Extensions lists the requests for a later deadline and how they were answered, newest first; nothing where none was made. */
export function Extensions({ task, today }: { task: Task; today: string }) {
  if (task.extensions.length === 0) return null;
  return (
    <section>
      <SectionTitle title={t("task.extensions")} count={task.extensions.length} />
      <ol className={classes.submissions}>
        {task.extensions.toReversed().map(({ at, by, from, to, reason, answer }) => (
          <li key={at}>
            <p className={classes.line}>
              <strong>{by.name}</strong>{" "}
              {t("task.extension.asked", {
                from: formatDay(from),
                to: formatDay(to),
                time: formatInstantNear(at, today),
              })}
            </p>
            <p className={classes.text}>{reason}</p>
            <Answer
              answer={answer}
              verdict={
                answer === undefined
                  ? ""
                  : t(`task.extension.${answer.kind}`, { on: answer.on ? formatDay(answer.on) : "" })
              }
              waiting={t("task.extension.waiting", { name: task.approver.name })}
              today={today}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
