import { Link } from "react-router";
import type { ScoreLine } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { compare, formatExact, formatPlain } from "../model/decimal";
import { countedOf } from "../model/score";
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
        {line.moves.map((move) => (
          <p key={`${move.on} ${move.why}`}>{moveSentence(move)}</p>
        ))}
        {line.reviews.map((review) => (
          <p key={`${review.on} ${review.verdict} ${review.reason}`}>{reviewSentence(review)}</p>
        ))}
        {line.pending && <p>{t("evaluation.line.pendingWhy")}</p>}
        {!done && !line.pending && <p>{t("evaluation.line.undoneWhy")}</p>}
        {line.product.points !== undefined && <p>{coefficientSource(line)}</p>}
      </div>
      <dl className={classes.formulas}>
        <div>
          <dt>{t("evaluation.ratio.a")}</dt>
          <dd>
            {t("evaluation.line.full", {
              k: formatPlain(line.k),
              done: formatPlain(countedOf(line)),
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

/** reviewSentence says who decided what about the result, and what that costs. */
function reviewSentence({
  verdict,
  major,
  on,
  by,
  reason,
  failedQuantity,
  quantity,
}: ScoreLine["reviews"][number]): string {
  const who = by?.name ?? t("evaluation.line.someone");
  const kind = verdict === "returned" ? (major ? "returnedMajor" : "returned") : verdict;
  const said = reason === undefined || reason === "" ? "" : t("evaluation.line.said", { reason });
  const failed =
    failedQuantity === undefined ? "" : t("evaluation.line.failedPieces", { n: formatPlain(failedQuantity) });
  return t(`evaluation.line.${kind}`, { day: formatDay(on), who, n: formatPlain(quantity ?? "0"), failed }) + said;
}

/** moveSentence says who or what moved the deadline, and to which day. */
function moveSentence({ on, dueOn, why, by }: ScoreLine["moves"][number]): string {
  const due = dueOn === undefined ? t("timeliness.none") : formatDay(dueOn);
  return t(`evaluation.line.moved.${why}`, { day: formatDay(on), due, who: by.name });
}

/** coefficientSource says where K comes from: the catalogue's version, or points that the assigner wrote. */
function coefficientSource({ k, product: { code, version, points = "", divisor = "" } }: ScoreLine): string {
  const numbers = { k: formatPlain(k), points: formatPlain(points), divisor: formatPlain(divisor) };
  return code === undefined || version === undefined
    ? t("evaluation.line.k.free", numbers)
    : t("evaluation.line.k.catalogue", { ...numbers, code, version });
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
