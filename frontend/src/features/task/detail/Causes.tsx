import type { Task } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { SubmissionFiles } from "../files/SubmissionFiles";
import { eventWord } from "../model/causes";
import { Answer } from "./Answer";
import classes from "./Detail.module.css";

/** Causes lists the claims of objective causes and how they were answered, newest first; nothing where none was made. */
export function Causes({ task, today }: { task: Task; today: string }) {
  if (task.causes.length === 0) return null;
  return (
    <section>
      <SectionTitle title={t("task.causes")} count={task.causes.length} />
      <ol className={classes.submissions}>
        {task.causes.toReversed().map(({ event, at, by, reason, document, files, answer }) => (
          <li key={at}>
            <p className={classes.line}>
              <strong>{by.name}</strong>{" "}
              {t("task.cause.asked", { event: eventWord(event), time: formatInstantNear(at, today) })}
            </p>
            <p className={classes.text}>{reason}</p>
            {document !== undefined && <p className={classes.text}>{t("task.cause.proved", { document })}</p>}
            <SubmissionFiles task={task.id} ids={files ?? []} label={t("task.cause.files")} />
            <Answer
              answer={answer}
              verdict={
                answer === undefined ? "" : t(`task.cause.${answer.verdict}`, { document: answer.document ?? "" })
              }
              waiting={t("task.cause.waiting", { name: task.approver.name })}
              today={today}
            />
          </li>
        ))}
      </ol>
    </section>
  );
}
