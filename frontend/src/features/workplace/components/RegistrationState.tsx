import type { RegistrationRow } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import { amountOf, halvesIn } from "../model/halves";

/** stateText says where a registration stands, and its result behind it. */
export function stateText(row: Pick<RegistrationRow, "state" | "days" | "granted" | "result">): string {
  const [asked, granted] = [halvesIn(row.days).length, halvesIn(row.granted).length];
  const state =
    row.state === "approved" && granted < asked
      ? t("work.state.part", { n: amountOf(granted), asked: amountOf(asked) })
      : t(`work.state.${row.state}`);
  return row.result === undefined ? state : `${state} · ${t(`work.result.${row.result}`)}`;
}
