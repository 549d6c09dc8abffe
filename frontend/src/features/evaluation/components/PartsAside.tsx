import type { Score } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { counted, dropped, isYear, partName } from "../model/period";
import aside from "./Aside.module.css";
import classes from "./Parts.module.css";
import { whySentence } from "./partWords";

/** PartsAside sums up which periods count in a quarter or year, and which were dropped and why. */
export function PartsAside({ score }: { score: Score }) {
  if (score.parts.length === 0) return null;
  const out = dropped(score.parts);
  const replaced = score.parts.filter(({ rev }) => rev !== undefined && rev > 1);
  const names = (parts: typeof out) => parts.map(({ period }) => partName(period)).join(", ");
  return (
    <section className={aside.part}>
      <SectionTitle large title={t("evaluation.counts")} />
      <ul className={classes.counts}>
        <li>
          <strong>{counted(score.parts).length}</strong>
          <span>
            {t(isYear(score.period) ? "evaluation.counts.quarters" : "evaluation.counts.months")}
            <small>{names(counted(score.parts))}</small>
          </span>
        </li>
        {out.map((part) => (
          <li key={part.period}>
            <strong>–</strong>
            <span>
              {t("evaluation.counts.out", { period: partName(part.period) })}
              <small>{whySentence(part, score)}</small>
            </span>
          </li>
        ))}
        {replaced.length > 0 && (
          <li>
            <strong>{replaced.length}</strong>
            <span>
              {t("evaluation.counts.replaced")}
              <small>{names(replaced)}</small>
            </span>
          </li>
        )}
      </ul>
    </section>
  );
}
