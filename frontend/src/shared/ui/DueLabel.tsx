import { VisuallyHidden } from "@mantine/core";
import {
  IconAlertCircle,
  IconChecks,
  IconCircleCheck,
  IconCircleDashed,
  IconClock,
  IconHourglass,
  IconMinus,
} from "@tabler/icons-react";
import type { TaskRow, TaskState, Timeliness } from "@/shared/api/types";
import { t } from "@/shared/i18n";
import classes from "./ui.module.css";

/** Props of DueLabel. */
interface Props {
  timeliness: TaskRow["timeliness"];
  /** With it a submitted task reads "Đã trình" while it is in time. */
  state?: TaskState;
  /** Show the amount ("Còn 3 ngày") in place of the term; the term is still read out. */
  amount?: boolean;
  /** On its soft ground, for a detail page: term and amount in one. */
  badge?: boolean;
}

const looks: Record<Exclude<Timeliness, "dropped">, { icon: typeof IconClock; color: string; strong?: boolean }> = {
  early: { icon: IconChecks, color: "on-time" },
  on_time: { icon: IconCircleCheck, color: "on-time" },
  late: { icon: IconCircleCheck, color: "late" },
  on_track: { icon: IconClock, color: "within" },
  due_soon: { icon: IconHourglass, color: "within", strong: true },
  overdue: { icon: IconAlertCircle, color: "overdue", strong: true },
  not_started: { icon: IconCircleDashed, color: "not-started" },
  none: { icon: IconMinus, color: "not-started" },
};

/**
 * DueLabel says how a task stands to its deadline: icon, word and colour together. Days are working days. Of recalled and
 * cancelled work it says nothing: its deadline no longer counts.
 */
export function DueLabel({ timeliness, state, amount = false, badge = false }: Props) {
  const { kind } = timeliness;
  if (kind === "dropped") return null;
  const { icon: Icon, color, strong } = looks[isUnaccepted(timeliness, state) ? "due_soon" : kind];
  const term = termOf(timeliness, state);
  const shown = amount ? amountOf(timeliness, state) : undefined;
  return (
    <span
      className={classes.due}
      data-badge={badge || undefined}
      data-strong={strong || undefined}
      style={{ "--due": `var(--cv-${color})`, "--due-soft": `var(--cv-${color}-soft)` } as React.CSSProperties}
      title={shown === undefined || badge ? undefined : t("timeliness.workingDays")}
    >
      <Icon size={16} stroke={1.8} aria-hidden />
      {shown !== undefined && !badge && <VisuallyHidden>{term}. </VisuallyHidden>}
      <span>{badge ? wholeOf(timeliness, state) : (shown ?? term)}</span>
    </span>
  );
}

/** isUnaccepted reports whether work is due today and nobody has accepted it: no time to be called "not started". */
function isUnaccepted({ kind, days }: TaskRow["timeliness"], state?: TaskState): boolean {
  return kind === "not_started" && state === "assigned" && days === 0;
}

/** termOf names how it stands without an amount. What was handed in late is frozen there: it does not get any later. */
function termOf({ kind }: TaskRow["timeliness"], state?: TaskState): string {
  return t(kind === "overdue" && state === "submitted" ? "timeliness.submittedLate" : `timeliness.${kind}`);
}

function amountOf(timeliness: TaskRow["timeliness"], state?: TaskState): string | undefined {
  const { kind, days } = timeliness;
  if (isUnaccepted(timeliness, state)) return t("timeliness.amount.todayUnaccepted");
  const running = kind === "on_track" || kind === "due_soon";
  if (running && state === "submitted") return t("timeliness.amount.submitted");
  if (running && days === 0) return t("timeliness.amount.today");
  if (running) return t("timeliness.amount.left", { n: days });
  if (kind !== "overdue") return undefined;
  return t(state === "submitted" ? "timeliness.amount.submittedLate" : "timeliness.amount.over", { n: Math.abs(days) });
}

/** wholeOf writes term and amount in one: "Trong hạn, còn 3 ngày làm việc", "Quá hạn 1 ngày làm việc". */
function wholeOf(timeliness: TaskRow["timeliness"], state?: TaskState): string {
  const { kind, days } = timeliness;
  const term = termOf(timeliness, state);
  if (isUnaccepted(timeliness, state)) return t("timeliness.amount.todayUnaccepted");
  if (kind === "overdue") {
    return t(state === "submitted" ? "timeliness.whole.submittedLate" : "timeliness.whole.over", { n: Math.abs(days) });
  }
  if (kind !== "on_track" && kind !== "due_soon") return term;
  if (state === "submitted") return t("timeliness.whole.submitted");
  return days === 0 ? t("timeliness.amount.today") : t("timeliness.whole.left", { term, n: days });
}
