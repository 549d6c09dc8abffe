import { IconArrowBackUp, IconCircleCheck, IconLock, IconPencil, IconSend, type TablerIcon } from "@tabler/icons-react";
import type { DiaryDay, DiaryState } from "@/shared/api/types";
import { formatInstantWhen } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./Day.module.css";

const icons: Record<DiaryState, TablerIcon> = {
  open: IconPencil,
  submitted: IconSend,
  confirmed: IconCircleCheck,
  returned: IconArrowBackUp,
  locked: IconLock,
};

/** DayState says in a sentence where a day stands between its author and who confirms it. */
export function DayState({ day, today, ready = 0 }: { day: DiaryDay; today: string; ready?: number }) {
  const Icon = icons[day.state];
  return (
    <p className={classes.state} data-state={day.state}>
      <Icon size={16} stroke={1.6} aria-hidden />
      <span>{stateSentence(day, today, ready)}</span>
    </p>
  );
}

/** stateSentence is the sentence itself; ready is how many lines the system has written that are not kept yet. */
export function stateSentence(day: DiaryDay, today: string, ready: number): string {
  const at = (instant: string | undefined) => (instant === undefined ? "" : formatInstantWhen(instant, today));
  switch (day.state) {
    case "open":
      if (day.date > today) return t("diary.state.future");
      return ready > 0 ? t("diary.state.ready", { n: ready }) : t("diary.state.open");
    case "submitted":
      if (day.correction?.waiting) {
        const { at: time, reason } = day.correction;
        return t("diary.state.corrected", { time: at(time), reason, name: day.confirmer?.name ?? t("diary.superior") });
      }
      return day.confirmer === undefined
        ? t("diary.state.submittedTop", { time: at(day.submittedAt) })
        : t("diary.state.submitted", { time: at(day.submittedAt), name: day.confirmer.name });
    case "confirmed":
      if (day.confirmedBy?.id === day.person.id) return t("diary.state.closed", { time: at(day.confirmedAt) });
      return t("diary.state.confirmed", { time: at(day.confirmedAt), name: day.confirmedBy?.name });
    case "returned":
      return t("diary.state.returned", { name: day.returnedBy?.name, reason: day.returnReason });
    case "locked":
      return t("diary.state.locked");
  }
}
