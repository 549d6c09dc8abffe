import type { PlannedRun } from "@/shared/api/types";
import { dayOf, formatDay, formatTime, weekdayShort } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import classes from "./Plan.module.css";

/** Props of PlanTable; chosen is a day. */
interface Props {
  runs: PlannedRun[];
  chosen: string;
  onChoose: (day: string) => void;
}

/** PlanTable is every run to come of a month: when, of what, how many messages and people; its time opens the day. */
export function PlanTable({ runs, chosen, onChoose }: Props) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">{t("admin.plan.when")}</th>
          <th scope="col">{t("admin.plan.what")}</th>
          <th scope="col" data-number>
            {t("admin.plan.messages")}
          </th>
          <th scope="col" data-number data-people>
            {t("admin.plan.people")}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <Row key={run.job + run.at} run={run} chosen={dayOf(run.at) === chosen} onChoose={onChoose} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ run, chosen, onChoose }: { run: PlannedRun; chosen: boolean; onChoose: (day: string) => void }) {
  const day = dayOf(run.at);
  return (
    <tr data-chosen={chosen || undefined}>
      <th scope="row" className={classes.when}>
        {run.messages === 0 ? (
          whenWords(run.at)
        ) : (
          <button
            type="button"
            className={classes.open}
            aria-pressed={chosen}
            aria-label={t("admin.plan.open", { day: whenWords(run.at) })}
            onClick={() => onChoose(day)}
          >
            {whenWords(run.at)}
          </button>
        )}
      </th>
      <td>
        {run.title}
        <span className={classes.second}>
          {run.rules.length === 0
            ? t("admin.plan.nothing")
            : run.rules.map(({ name, count }) => t("admin.plan.rule", { rule: name, n: count })).join(" · ")}
        </span>
      </td>
      <td data-number>{run.messages}</td>
      <td data-number data-people>
        {run.people}
      </td>
    </tr>
  );
}

/** whenWords is a run's weekday, day and time. */
function whenWords(at: string): string {
  const day = dayOf(at);
  return `${weekdayShort(day)}, ${formatDay(day)}, ${formatTime(at)}`;
}
