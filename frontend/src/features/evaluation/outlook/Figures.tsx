import type { OutlookScore } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { GradeBars } from "../components/GradeBars";
import { compare, subtract } from "../model/decimal";
import { ratios } from "../model/score";
import classes from "./Outlook.module.css";

/** Figures puts a score as it stands beside what it would be. */
export function Figures({ now, end }: { now: OutlookScore; end: OutlookScore }) {
  return (
    <dl className={classes.figures} aria-live="polite">
      {([now, end] as const).map((score, i) => (
        <div key={i === 0 ? "now" : "end"} data-end={i === 1 || undefined}>
          <dt>{t(i === 0 ? "outlook.now" : "outlook.end")}</dt>
          <dd>
            <span className={classes.total}>{totalText(score)}</span>
            {i === 1 && <Change now={now} end={end} />}
            <GradeBars grade={score.grade} missing={t(`outlook.status.${score.status}`)} />
            <span className={classes.ratios}>
              {ratios.map((ratio) => (
                <span key={ratio}>
                  {ratio} {score[ratio] === undefined ? t("evaluation.none") : formatDecimal(score[ratio])}
                </span>
              ))}
            </span>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Change is how far the total moves, with its sign; nothing while there are not two totals, or they are the same. */
export function Change({ now, end }: { now: OutlookScore; end: OutlookScore }) {
  const moved = changeOf(now, end);
  if (moved === undefined) return null;
  return <span className={classes.change}>{moved}</span>;
}

function changeOf(now: OutlookScore, end: OutlookScore): string | undefined {
  const from = now.total ?? now.totalRange?.[0];
  const to = end.total ?? end.totalRange?.[0];
  if (from === undefined || to === undefined || (now.total === undefined) !== (end.total === undefined))
    return undefined;
  const moved = subtract(to, from);
  const way = compare(moved, "0");
  if (way === 0) return undefined;
  return way > 0
    ? t("outlook.up", { n: formatDecimal(moved) })
    : t("outlook.down", { n: formatDecimal(moved.slice(1)) });
}

/** totalText writes a total, its range while general points are missing, or that there is none. */
export function totalText({ total, totalRange }: OutlookScore): string {
  if (total !== undefined) return formatDecimal(total);
  if (totalRange === undefined) return t("evaluation.none");
  return t("evaluation.range", { from: formatDecimal(totalRange[0]), to: formatDecimal(totalRange[1]) });
}
