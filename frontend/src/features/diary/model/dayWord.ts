import type { DiaryStripDay } from "@/shared/api/types";
import { t } from "@/shared/i18n";

/** dayWord says in a word or two what a day came to, or why nobody expects a diary of it. */
export function dayWord({ state, missing, working, why, late, away, entries, future }: DiaryStripDay): string {
  if (!working && entries === 0) return why ?? t("strip.off");
  if (away !== undefined && entries === 0) return t(`diary.away.${away}`);
  if (missing) return t("diary.count.missing");
  const word = state === undefined ? (future ? "" : t("diary.team.nothing")) : t(`diary.state.word.${state}`);
  return late ? `${word}, ${t("diary.late")}` : word;
}
