import { VisuallyHidden } from "@mantine/core";
import type { Score } from "@/shared/api/types";
import { formatMonth } from "@/shared/format/date";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { formatPlain } from "../model/decimal";
import { bandsOf } from "../model/score";
import { heightAt, lowOf, pointsOf, segmentsOf } from "../model/trend";
import classes from "./Aside.module.css";
import { gradeShort } from "./GradeBars";

const size = { width: 296, height: 168 };
// The margin on the right holds the names of the grades, where no line runs through them.
const field = { left: 30, top: 8, width: 198, height: 136 };
// The two grades above "completed" are what people look for; their lines are drawn, the others only bound the scale.
const drawn = 2;

/** TrendChart draws the months of the year with the lines of the grades; what is provisional is dashed. */
export function TrendChart({ trend, bands }: { trend: Score["trend"]; bands: Score["bands"] }) {
  const low = lowOf(trend);
  const points = pointsOf(trend, low, field);
  const marks = bandsOf(bands).slice(-drawn);
  const right = field.left + field.width;
  return (
    <figure className={classes.figure}>
      <svg viewBox={`0 0 ${size.width} ${size.height}`} className={classes.chart} aria-hidden="true">
        {[100, low].map((value) => (
          <g key={value}>
            <line x1={field.left} x2={right} y1={heightAt(value, low, field)} y2={heightAt(value, low, field)} />
            <text x={field.left - 8} y={heightAt(value, low, field) + 4} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        {marks.map(({ grade, from }) => {
          const y = heightAt(Number(from), low, field);
          return (
            <g key={grade} className={classes.mark}>
              <line x1={field.left} x2={right} y1={y} y2={y} />
              <text x={field.left - 8} y={y + 4} textAnchor="end">
                {formatPlain(from)}
              </text>
              <text x={right + 8} y={y + 4}>
                {gradeShort(grade)}
              </text>
            </g>
          );
        })}
        {Array.from({ length: 12 }, (_, i) => i + 1).map((month) => (
          <text key={month} x={field.left + ((month - 1) / 11) * field.width} y={size.height - 4} textAnchor="middle">
            {month}
          </text>
        ))}
        {segmentsOf(points).map(({ from, to, dashed }) => (
          <line
            key={to.period}
            className={classes.segment}
            data-dashed={dashed || undefined}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
          />
        ))}
        {points.map((point) => (
          <circle key={point.period} className={classes.dot} cx={point.x} cy={point.y} r={3.5} />
        ))}
      </svg>
      <figcaption className={classes.caption}>
        <VisuallyHidden>
          {trend
            .map(({ period, total }) =>
              t("evaluation.trend.month", {
                month: formatMonth(period),
                total: total === undefined ? t("evaluation.none") : formatDecimal(total),
              }),
            )
            .join("; ")}
        </VisuallyHidden>
        <span aria-hidden>
          {trend
            .filter(({ total }) => total !== undefined)
            .map(({ total = "" }) => formatDecimal(total))
            .join(" · ")}
        </span>
        {trend.some(({ provisional, total }) => provisional && total !== undefined) && (
          <span className={classes.dashNote}>{t("evaluation.trend.dashed")}</span>
        )}
      </figcaption>
    </figure>
  );
}
