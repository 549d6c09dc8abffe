import type { PersonRef } from "@/shared/api/types";
import { formatInstantNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./Detail.module.css";

/** Props of Answer; verdict: the answer in words; waiting: said while there is none. */
interface Props {
  answer?: { by: PersonRef; at: string; reason?: string };
  verdict: string;
  waiting: string;
  today: string;
}

/** Answer says how something that was asked about a task was answered, why and by whom, or for whom it waits. */
export function Answer({ answer, verdict, waiting, today }: Props) {
  if (answer === undefined) return <p className={classes.quiet}>{waiting}</p>;
  return (
    <>
      <p className={classes.line}>
        <strong>{verdict}</strong>
      </p>
      {answer.reason !== undefined && answer.reason !== "" && <p className={classes.text}>{answer.reason}</p>}
      <span className={classes.second}>
        {t("task.decision.by", { name: answer.by.name, time: formatInstantNear(answer.at, today) })}
      </span>
    </>
  );
}
