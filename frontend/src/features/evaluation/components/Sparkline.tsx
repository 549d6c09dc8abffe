import type { Score } from "@/shared/api/types";
import { formatMonth } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { heightAt, lowOf, pointsOf, segmentsOf } from "../model/trend";
import classes from "./Unit.module.css";

const size = { width: 92, height: 30 };
const field = { left: 4, top: 4, width: 84, height: 22 };

/** Sparkline is the months of the year in the width of a cell, on a scale of its own: `Sparkline` of charts has none. */
export function Sparkline({ trend }: { trend: Score["trend"] }) {
  const low = lowOf(trend);
  const points = pointsOf(trend, low, field);
  const last = points.at(-1);
  const story = trend
    .filter(({ total }) => total !== undefined)
    .map(({ period, total = "" }) =>
      t("evaluation.trend.month", { month: formatMonth(period), total: formatDecimal(total) }),
    );
  if (last === undefined) return <span className={classes.quiet}>{t("evaluation.none")}</span>;
  return (
    <svg width={size.width} height={size.height} role="img" aria-label={story.join("; ")} className={classes.sparkline}>
      {[90, 70].map((mark) => (
        <line
          key={mark}
          className={classes.mark}
          x1={field.left}
          x2={field.left + field.width}
          y1={heightAt(mark, low, field)}
          y2={heightAt(mark, low, field)}
        />
      ))}
      {segmentsOf(points).map(({ from, to, dashed }) => (
        <line key={to.period} data-dashed={dashed || undefined} x1={from.x} y1={from.y} x2={to.x} y2={to.y} />
      ))}
      <circle cx={last.x} cy={last.y} r={3} />
    </svg>
  );
}
