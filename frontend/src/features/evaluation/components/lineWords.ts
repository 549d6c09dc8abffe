import type { ScoreLine } from "@/shared/api/types";
import { formatDay, formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { compare, formatPlain } from "../model/decimal";

/** remarksOf says in a few words whose share a line is and what cost it points. */
export function remarksOf(line: ScoreLine): string[] {
  const undone = compare(line.done, "0") === 0;
  return [
    line.share !== undefined &&
      t(line.helps === true ? "evaluation.line.helps" : "evaluation.line.leads", { share: line.share }),
    line.carriedFrom !== undefined && t("evaluation.line.carried", { month: formatMonth(line.carriedFrom) }),
    undone && (line.pending ? t("evaluation.line.pending") : t("evaluation.line.undone")),
    line.failedReviews > 0 && t("evaluation.line.failed", { n: line.failedReviews }),
    line.lateEvents > 0 && t("evaluation.line.late", { n: line.lateEvents }),
  ].filter((remark) => remark !== false);
}

/** reviewSentence says who decided what about the result, and what that costs. */
export function reviewSentence({
  verdict,
  major,
  on,
  by,
  reason,
  failedQuantity,
  quantity,
}: ScoreLine["reviews"][number]): string {
  const who = by?.name ?? t("evaluation.line.someone");
  const kind = verdict === "returned" ? (major ? "returnedMajor" : "returned") : verdict;
  const said = reason === undefined || reason === "" ? "" : t("evaluation.line.said", { reason });
  const failed =
    failedQuantity === undefined ? "" : t("evaluation.line.failedPieces", { n: formatPlain(failedQuantity) });
  return t(`evaluation.line.${kind}`, { day: formatDay(on), who, n: formatPlain(quantity ?? "0"), failed }) + said;
}

/** moveSentence says who or what moved the deadline, and to which day. */
export function moveSentence({ on, dueOn, why, by }: ScoreLine["moves"][number]): string {
  const due = dueOn === undefined ? t("timeliness.none") : formatDay(dueOn);
  return t(`evaluation.line.moved.${why}`, { day: formatDay(on), due, who: by.name });
}

/** excuseSentence says what costs nothing, since who confirmed its objective cause, when and on which document. */
export function excuseSentence({ kind, event, on, by, document }: ScoreLine["excuses"][number]): string {
  return t(`evaluation.line.excused.${kind}`, { event: formatDay(event), day: formatDay(on), who: by.name, document });
}

/** coefficientSource says where K comes from: the catalogue's version, or points that the assigner wrote. */
export function coefficientSource({ k, product: { code, version, points = "", divisor = "" } }: ScoreLine): string {
  const numbers = { k: formatPlain(k), points: formatPlain(points), divisor: formatPlain(divisor) };
  return code === undefined || version === undefined
    ? t("evaluation.line.k.free", numbers)
    : t("evaluation.line.k.catalogue", { ...numbers, code, version });
}

/** datesOf tells the deadlines in order: those that were missed, the one in force, and when the work was submitted. */
export function datesOf({ lateDues, dueOn, submittedOn }: ScoreLine): string {
  const missed = lateDues.map((day) => t("evaluation.line.missed", { day: formatDay(day) }));
  const due =
    dueOn !== undefined && !lateDues.includes(dueOn) ? [t("evaluation.line.due", { day: formatDay(dueOn) })] : [];
  const submitted = submittedOn === undefined ? [] : [t("evaluation.line.submitted", { day: formatDay(submittedOn) })];
  const parts = [...missed, ...due, ...submitted];
  return parts.length === 0 ? t("evaluation.line.noDue") : t("evaluation.line.sentence", { parts: parts.join("; ") });
}
