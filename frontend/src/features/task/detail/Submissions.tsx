import { IconAlertCircle, IconArrowBackUp, IconCheck } from "@tabler/icons-react";
import type { Task } from "@/shared/api/types";
import { dayOf, formatDayNear, formatTime } from "@/shared/format/date";
import { formatQuantity } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { SubmissionFiles } from "../files/SubmissionFiles";
import classes from "./Detail.module.css";

type Submission = Task["submissions"][number];

/** Props of Submissions; lastOnly is for the panel. */
interface Props {
  task: Task;
  today: string;
  lastOnly?: boolean;
}

/** Submissions lists what was handed in and how it was decided, newest first; nothing where nothing was. */
export function Submissions({ task, today, lastOnly = false }: Props) {
  const newestFirst = task.submissions.toReversed();
  const shown = lastOnly ? newestFirst.slice(0, 1) : newestFirst;
  if (shown.length === 0) return null;
  return (
    <section>
      <SectionTitle large={!lastOnly} title={t("task.submissions")} count={lastOnly ? undefined : shown.length} />
      <ol className={classes.submissions}>
        {shown.map((submission) => (
          <li key={submission.at}>
            <p className={classes.line}>
              <strong>{submission.by.name}</strong>{" "}
              {t("task.submitted", { quantity: pieces(submission.quantity, task), time: when(submission.at, today) })}
            </p>
            <p className={classes.text}>{submission.note}</p>
            <SubmissionFiles task={task.id} ids={submission.files} />
            {submission.decision === undefined ? (
              <p className={classes.quiet}>{t("task.decision.waiting", { name: task.approver.name })}</p>
            ) : (
              <Decision decision={submission.decision} task={task} today={today} />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Props of Decision. */
interface DecisionProps {
  decision: NonNullable<Submission["decision"]>;
  task: Task;
  today: string;
}

/** Decision says how a submission was answered, by whom, and why. */
function Decision({ decision, task, today }: DecisionProps) {
  const { verdict, by, at, reason, major, quantity, failedQuantity, failedOf, reopened } = decision;
  const Icon = verdict === "met" ? IconCheck : verdict === "returned" ? IconArrowBackUp : IconAlertCircle;
  const word = verdict === "returned" && major ? t("task.decision.returnedMajor") : t(`task.decision.${verdict}`);
  return (
    <div className={classes.decision}>
      <Icon size={16} stroke={1.8} aria-hidden />
      <div>
        <p className={classes.line}>
          <strong>{word}</strong>
          {verdict !== "returned" && quantity !== undefined && (
            <> {t("task.decision.accepted", { quantity: pieces(quantity, task) })}</>
          )}
          {failedOf !== undefined && <> {t("task.decision.failedOf", { name: failedOf.name })}</>}
          {failedQuantity !== undefined && (
            <> {t("task.decision.failed", { quantity: pieces(failedQuantity, task) })}</>
          )}
        </p>
        {reason !== undefined && reason !== "" && <p className={classes.text}>{reason}</p>}
        <span className={classes.second}>{t("task.decision.by", { name: by.name, time: when(at, today) })}</span>
        {reopened !== undefined && (
          <>
            <p className={classes.line}>
              <strong>{t("task.decision.reopened")}</strong>
            </p>
            <p className={classes.text}>{reopened.reason}</p>
            <span className={classes.second}>
              {t("task.decision.by", { name: reopened.by.name, time: when(reopened.at, today) })}
            </span>
          </>
        )}
      </div>
    </div>
  );
}

/** pieces writes a quantity with its unit: "1 văn bản", "2,5". */
function pieces(quantity: number, task: Task): string {
  return [formatQuantity(quantity), task.product.unit].filter(Boolean).join("\u00a0");
}

function when(instant: string, today: string): string {
  return `${formatTime(instant)}, ${formatDayNear(dayOf(instant), today)}`;
}
