import type { DiaryHint } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";

/** hintText asks about one thing of a day in a sentence, with the numbers that are compared. */
export function hintText({ kind, own, other, date, task, product, people }: DiaryHint): string {
  switch (kind) {
    case "long":
      return t("diary.hint.long", { own: formatMinutes(own), other: formatMinutes(other) });
    case "steady":
      return t("diary.hint.steady", { n: own, time: formatMinutes(other) });
    case "copy":
      return t("diary.hint.copy", { percent: own, day: formatDay(date ?? "") });
    case "late":
      return t("diary.hint.late", { n: own });
    case "peers":
      return t("diary.hint.peers", {
        task,
        own: formatMinutes(own),
        other: formatMinutes(other),
        n: people ?? 0,
        product,
      });
  }
}
