import { Link } from "react-router";
import type { ScoreLine } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { compare, formatExact, formatPlain } from "../model/decimal";
import { countedOf } from "../model/score";
import { creditFormula } from "./formulas";
import classes from "./Lines.module.css";
import { coefficientSource, datesOf, excuseSentence, moveSentence, reviewSentence } from "./lineWords";

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
        {line.excuses.map((excuse) => (
          <p key={`${excuse.kind} ${excuse.event}`}>{excuseSentence(excuse)}</p>
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
