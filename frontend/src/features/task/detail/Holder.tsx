import { useMe } from "@/shared/api/session";
import type { TaskRow } from "@/shared/api/types";
import { dayOf, formatDayNear, formatTime } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { PersonAvatar } from "@/shared/ui/PersonAvatar";
import classes from "./Detail.module.css";

/** Holder says with whom a task is now and since when (đang nằm ở ai, từ bao giờ). */
export function Holder({ task, today }: { task: TaskRow; today: string }) {
  const me = useMe();
  return (
    <ul className={classes.holders}>
      {task.waiting.map((person) => (
        <li key={person.id} className={classes.holder}>
          <PersonAvatar name={person.name} own={person.id === me.id} />
          <div>
            <strong>{t("task.holder.has", { name: person.name })}</strong>
            <span className={classes.second}>{sinceText(task.waitingSince, today)}</span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** holderLine writes the same in one line, for a list of properties: "Nguyễn Thị Lan, từ 10:02 ngày 24/04". */
export function holderLine(task: TaskRow, today: string): string {
  const names = task.waiting.map((person) => person.name).join(", ");
  return [names, sinceText(task.waitingSince, today)].filter(Boolean).join(", ");
}

/** sinceText says since when a task lies where it is: "từ 10:02 hôm nay"; "" where it lies with nobody. */
export function sinceText(instant: string | undefined, today: string): string {
  if (instant === undefined) return "";
  const day = dayOf(instant);
  const time = formatTime(instant);
  return day === today ? t("task.sinceToday", { time }) : t("task.sinceDay", { time, day: formatDayNear(day, today) });
}
