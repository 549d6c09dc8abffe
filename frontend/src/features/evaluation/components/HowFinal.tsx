import { IconLock } from "@tabler/icons-react";
import type { Score } from "@/shared/api/types";
import { formatInstant } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./Frame.module.css";

const shownHash = 8;

/** HowFinal says whether a score can still change: provisional until when, or closed and sealed by its hash. */
export function HowFinal({ score }: { score: Score }) {
  if (score.periodState !== "closed") {
    const time = formatInstant(score.asOf);
    return (
      <span className={classes.remark}>
        {score.periodState === "closing" ? t("evaluation.closing") : t("evaluation.asOf", { time })}
      </span>
    );
  }
  return (
    <span className={classes.remark}>
      <IconLock size={16} stroke={1.6} aria-hidden />
      <span>{t("evaluation.closed")}</span>
      {score.hash !== undefined && (
        <span title={t("evaluation.hash.why", { hash: score.hash })}>
          {t("evaluation.hash", { hash: score.hash.slice(0, shownHash) })}
        </span>
      )}
    </span>
  );
}

/** UnitFinal says the same of a unit's table, whose rows have hashes of their own. */
export function UnitFinal({ state }: { state: Score["periodState"] }) {
  return (
    <span className={classes.remark}>
      {state === "closed" && <IconLock size={16} stroke={1.6} aria-hidden />}
      {t(`evaluation.state.${state}`)}
    </span>
  );
}
