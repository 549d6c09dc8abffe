import { Link } from "react-router";
import type { Score } from "@/shared/api/types";
import { formatDecimal } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { isMonth, type Part, partName } from "../model/period";
import { GradeBars } from "./GradeBars";
import classes from "./Parts.module.css";
import { whySentence } from "./partWords";

/** PartsTable is what a quarter or year is made of: each part with its points, what counted, what was dropped and why. */
export function PartsTable({ score, to }: { score: Score; to: (period: string) => string }) {
  const annual = score.parts.some(({ period }) => !isMonth(period));
  return (
    <section className={classes.section} aria-label={t("evaluation.parts")}>
      <SectionTitle large title={t("evaluation.parts")} />
      <table className={classes.table}>
        <thead>
          <tr>
            <th scope="col">{t("evaluation.period.short")}</th>
            <th scope="col" data-number data-wide>
              {t("evaluation.parts.weight")}
            </th>
            <th scope="col" data-number data-wide>
              {t("evaluation.parts.general")}
            </th>
            {(["a", "b", "c"] as const).map((ratio) => (
              <th key={ratio} scope="col" data-number data-wide>
                <abbr title={t(`evaluation.ratio.${ratio}`)}>{ratio}</abbr>
              </th>
            ))}
            <th scope="col" data-number>
              {t("evaluation.total")}
            </th>
            <th scope="col">{t("evaluation.table.grade")}</th>
            <th scope="col">{t("evaluation.parts.how")}</th>
          </tr>
        </thead>
        <tbody>
          {score.parts.map((part) => (
            <Row
              key={part.period}
              part={part}
              to={to(part.period)}
              inner={annual && isMonth(part.period)}
              why={whySentence(part, score)}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ part, to, inner, why }: { part: Part; to: string; inner: boolean; why: string }) {
  const number = (value: string | undefined) => (value === undefined ? t("evaluation.none") : formatDecimal(value));
  const out = part.why !== undefined && part.why !== "running";
  return (
    <tr data-quarter={!isMonth(part.period) || undefined} data-out={out || undefined}>
      <th scope="row" className={inner ? classes.inner : undefined}>
        <Link to={to} className={classes.name}>
          {partName(part.period)}
        </Link>
      </th>
      <td data-number data-wide>
        {number(part.weight)}
      </td>
      <td data-number data-wide>
        {number(part.general)}
      </td>
      {(["a", "b", "c"] as const).map((ratio) => (
        <td key={ratio} data-number data-wide>
          {number(part[ratio])}
        </td>
      ))}
      <td data-number className={classes.total} data-open={part.state !== "closed" || undefined}>
        {number(part.total)}
      </td>
      <td>
        <GradeBars grade={out ? undefined : part.grade} missing={t(out ? "evaluation.parts.out" : "evaluation.none")} />
      </td>
      <td className={classes.why}>{why}</td>
    </tr>
  );
}
