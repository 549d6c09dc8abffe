import { NativeSelect } from "@mantine/core";
import { Link } from "react-router";
import type { OutlookWork } from "@/shared/api/types";
import { formatDay } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { DayInput } from "@/shared/ui/DayInput";
import { formatPlain } from "../model/decimal";
import classes from "./Outlook.module.css";
import { type Choice, choiceOf, choose, onDay, type Supposition } from "./supposition";

/** Props of WorkChoices; today is the server's day. */
interface Props {
  works: OutlookWork[];
  value: Supposition;
  today: string;
  onChange: (value: Supposition) => void;
}

/** WorkChoices lists the month's unfinished work and takes what one supposes of each piece. */
export function WorkChoices({ works, value, today, onChange }: Props) {
  return (
    <ul className={classes.works}>
      {works.map((work) => (
        <li key={work.task}>
          <span className={classes.title}>
            <Link to={`/tasks/${work.task}`}>{work.title}</Link>
            <span className={classes.quiet}>{remarkOf(work)}</span>
          </span>
          {work.pending ? (
            <span className={classes.quiet}>{t("outlook.pending")}</span>
          ) : (
            <span className={classes.choice}>
              <NativeSelect
                size="xs"
                aria-label={t("outlook.choice", { title: work.title })}
                data={(["due", "never", "other"] as const).map((choice) => ({
                  value: choice,
                  label: t(choice === "due" && isPast(work, today) ? "outlook.today" : `outlook.${choice}`),
                }))}
                value={choiceOf(value, work)}
                onChange={(event) => onChange(choose(value, work, event.currentTarget.value as Choice, today))}
              />
              {choiceOf(value, work) === "other" && (
                <DayInput
                  ariaLabel={t("outlook.day", { title: work.title })}
                  value={value.works[work.task]?.day ?? ""}
                  onChange={(day) => onChange(onDay(value, work, day))}
                />
              )}
            </span>
          )}
          {work.late && <span className={classes.late}>{t("outlook.late")}</span>}
        </li>
      ))}
    </ul>
  );
}

const isPast = ({ dueOn }: OutlookWork, today: string) => dueOn !== undefined && dueOn < today;

/** remarkOf says when the work is due and how much it weighs: "hạn 30/04/2026 · quy đổi 2". */
function remarkOf({ dueOn, weight, missed }: OutlookWork): string {
  const due = dueOn === undefined ? t("timeliness.none") : t("outlook.due.on", { due: formatDay(dueOn) });
  const parts = [due, t("outlook.weight", { n: formatPlain(weight) })];
  return [...parts, ...(missed > 0 ? [t("outlook.missed", { n: missed })] : [])].join(" · ");
}
