import { Link } from "react-router";
import type { ScoreLine } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { compare, formatExact, formatPlain } from "../model/decimal";
import { creditFormula } from "./formulas";
import classes from "./Lines.module.css";

/** LineNote explains a line: its task, the deadlines missed, what came back and why, and the formulas of its credits; share is what a fault costs. */
export function LineNote({ line, share }: { line: ScoreLine; share: string }) {
  const done = compare(line.done, "0") > 0;
  return (
    <div className={classes.note}>
      <div>
        <p>
          <Link to={`/tasks/${line.task}`} className={classes.link}>
            {line.code}
          </Link>
          {": "}
          {datesOf(line)}
        </p>
        {line.returns.map(({ on, reason, major }) => (
          <p key={`${on} ${reason}`}>
            {t(major ? "evaluation.line.returnedMajor" : "evaluation.line.returned", { day: formatDay(on), reason })}
          </p>
        ))}
        {line.pending && <p>{t("evaluation.line.pendingWhy")}</p>}
        {!done && !line.pending && <p>{t("evaluation.line.undoneWhy")}</p>}
      </div>
      <dl className={classes.formulas}>
        <div>
          <dt>{t("evaluation.ratio.a")}</dt>
          <dd>
            {t("evaluation.line.full", {
              k: formatPlain(line.k),
              done: formatPlain(line.done),
              credit: formatExact(line.quantityCredit),
            })}
          </dd>
        </div>
        {done &&
          (["b", "c"] as const).map((ratio) => (
            <div key={ratio}>
              <dt>{t(`evaluation.ratio.${ratio}`)}</dt>
              <dd>{creditFormula(line, ratio, share)}</dd>
            </div>
          ))}
      </dl>
    </div>
  );
}

/** datesOf tells the deadlines in order: those that were missed, the one in force, and when the work was submitted. */
function datesOf({ lateDues, dueOn, submittedOn }: ScoreLine): string {
  const missed = lateDues.map((day) => t("evaluation.line.missed", { day: formatDay(day) }));
  const due =
    dueOn !== undefined && !lateDues.includes(dueOn) ? [t("evaluation.line.due", { day: formatDay(dueOn) })] : [];
  const submitted = submittedOn === undefined ? [] : [t("evaluation.line.submitted", { day: formatDay(submittedOn) })];
  const parts = [...missed, ...due, ...submitted];
  return parts.length === 0 ? t("evaluation.line.noDue") : t("evaluation.line.sentence", { parts: parts.join("; ") });
}
