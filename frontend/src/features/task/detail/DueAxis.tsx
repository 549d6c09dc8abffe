import { useToday } from "@/shared/api/today";
import type { Task } from "@/shared/api/types";
import { dayOf, formatDay, formatDayLong } from "@/shared/format/date";
import { t, tx } from "@/shared/i18n";
import { DayStrip } from "@/shared/ui/DayStrip";
import { DueGrid } from "../components/DueGrid";
import classes from "./Detail.module.css";

// More days than this are easier to read as weeks.
const stripMax = 14;

/** Props of DueDays; compact is for the panel and the phone. */
interface Props {
  task: Task;
  compact?: boolean;
}

/** DueDays shows the deadline in force as the days it was counted over and the rule in words, and every earlier one. */
export function DueDays({ task, compact = false }: Props) {
  const { days, explain } = task.due;
  const noted = { today: useToday()?.date, given: givenOn(task) };
  return (
    <>
      {days.length > stripMax ? (
        <DueGrid days={days} label={t("task.due.days")} {...noted} />
      ) : (
        days.length > 0 && <DayStrip days={days} compact={compact} label={t("task.due.days")} {...noted} />
      )}
      {explain !== "" && <p className={classes.explain}>{capital(explain)}</p>}
      {task.dues.length > 1 && <EarlierDues dues={task.dues.slice(0, -1)} />}
    </>
  );
}

/** DueOn writes the day in force: "Hạn thứ Tư, 06/05/2026". */
export function DueOn({ day }: { day: string }) {
  return (
    <span>
      {t("task.due.on")} <strong>{formatDayLong(day)}</strong>
    </span>
  );
}

/** EarlierDues lists the deadlines that no longer hold: the original one stays visible whatever came later. */
function EarlierDues({ dues }: { dues: Task["dues"] }) {
  return (
    <ul className={classes.dues}>
      {dues.map((due) => (
        <li key={due.at}>
          {tx(`task.dueWhy.${due.why}`, "task.dueWhy.other", {
            due: due.dueOn === "" ? t("timeliness.none") : formatDay(due.dueOn),
            by: due.by.name,
            on: formatDay(dayOf(due.at)),
          })}
        </li>
      ))}
    </ul>
  );
}

/** givenOn returns the day the task was given last, nothing while it is not. */
function givenOn({ dues }: Task): string | undefined {
  const given = dues.findLast(({ why }) => why === "original");
  return given === undefined ? undefined : dayOf(given.at);
}

function capital(sentence: string): string {
  return sentence.charAt(0).toLocaleUpperCase("vi") + sentence.slice(1);
}
