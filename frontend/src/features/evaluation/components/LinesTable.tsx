import { IconChevronRight } from "@tabler/icons-react";
import { Fragment } from "react";
import type { Score, ScoreLine } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { compare, formatExact, formatPlain } from "../model/decimal";
import { type Ratio, ratioParts, ratios } from "../model/score";
import { LineNote } from "./LineNote";
import classes from "./Lines.module.css";
import { remarksOf } from "./lineWords";

/** Props of LinesTable; ratio is the one whose column is looked at, opened the tasks whose lines are explained. */
interface Props {
  score: Score;
  ratio: Ratio;
  opened: ReadonlySet<string>;
  onToggle: (task: string) => void;
}

/** LinesTable is the last step: every task with what it brought to each ratio, in converted quantity. */
export function LinesTable({ score, ratio, opened, onToggle }: Props) {
  return (
    <div className={classes.frame}>
      <table className={classes.table}>
        <caption className={classes.caption}>{t("evaluation.lines.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("evaluation.lines.product")}</th>
            <th scope="col" className={classes.wide}>
              {t("evaluation.lines.code")}
            </th>
            <th scope="col" className={classes.wide} data-number>
              {t("evaluation.lines.made")}
            </th>
            {ratios.map((r) => (
              <th key={r} scope="col" data-number data-looked={r === ratio || undefined}>
                <abbr title={t(`evaluation.ratio.${r}`)}>{r}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {score.lines.map((line) => (
            <Fragment key={`${line.task} ${line.carriedFrom ?? ""}`}>
              <tr>
                <th scope="row">
                  <button
                    type="button"
                    className={classes.title}
                    aria-expanded={opened.has(line.task)}
                    onClick={() => onToggle(line.task)}
                  >
                    <IconChevronRight size={14} stroke={1.6} className={classes.chevron} aria-hidden />
                    <span>
                      {line.title}
                      <span className={classes.quiet}>{tailOf(remarksOf(line))}</span>
                      <span className={classes.narrow}>
                        {[line.product.code, madeOf(line)].filter(Boolean).join(" · ")}
                      </span>
                    </span>
                  </button>
                </th>
                <td className={`${classes.wide} ${classes.quiet} cv-nowrap`}>{line.product.code}</td>
                <td className={classes.wide} data-number>
                  {madeOf(line)}
                </td>
                {ratios.map((r) => {
                  const credit = line[ratioParts[r].credit];
                  return (
                    <td key={r} data-number data-reduced={compare(credit, line.weight) < 0 || undefined}>
                      {formatExact(credit)}
                    </td>
                  );
                })}
              </tr>
              {opened.has(line.task) && (
                <tr>
                  <td colSpan={6} className={classes.noteCell}>
                    <LineNote line={line} share={score.deduction} />
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">
              {t("evaluation.lines.sum")}
              <span className={classes.narrow}>{formatExact(score.sums.weight)}</span>
            </th>
            <td className={classes.wide} />
            <td className={classes.wide} data-number>
              {formatExact(score.sums.weight)}
            </td>
            {ratios.map((r) => (
              <td key={r} data-number>
                {formatExact(score.sums[ratioParts[r].sum])}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}

/** madeOf writes assigned, done and the coefficient: "1, 1 × 24". */
function madeOf({ assigned, done, k }: ScoreLine): string {
  return t("evaluation.lines.madeOf", { assigned: formatPlain(assigned), done: formatPlain(done), k: formatPlain(k) });
}

/** tailOf puts remarks behind a title. */
function tailOf(remarks: string[]): string {
  return remarks.length === 0 ? "" : ` · ${remarks.join(", ")}`;
}
