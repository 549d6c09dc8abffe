import { IconNotebookOff } from "@tabler/icons-react";
import type { DiaryDay } from "@/shared/api/types";
import { formatDayLong, formatInstantWhen } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { EmptyState } from "@/shared/ui/States";
import { sheetOf } from "../model/sheet";
import classes from "./Day.module.css";
import entries from "./Entries.module.css";
import { EntryRow } from "./EntryRow";
import { placesText } from "./Places";

/** DayRead shows a day that cannot be written here: its places, lines, plan and difficulties, as they are stored. */
export function DayRead({ day, today }: { day: DiaryDay; today: string }) {
  const { lines } = sheetOf(day);
  const n = lines.length;
  return (
    <>
      <p className={classes.facts}>
        {[
          placesText(day.place),
          n > 0 && t("diary.lines.n", { n }),
          day.minutes > 0 && formatMinutes(day.minutes),
          day.updatedAt && t("diary.saved", { time: formatInstantWhen(day.updatedAt, today) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      {n === 0 ? (
        <EmptyState icon={IconNotebookOff} title={t("diary.read.empty")} />
      ) : (
        <ul className={entries.list} aria-label={t("diary.lines")}>
          {lines.map((line) => (
            <EntryRow key={line.key} line={line} today={today} />
          ))}
        </ul>
      )}
      <div className={classes.texts}>
        <Text title={t("diary.plan")} note={formatDayLong(day.nextWorking)} text={day.plan} />
        <Text title={t("diary.difficulties")} text={day.difficulties} />
      </div>
    </>
  );
}

function Text({ title, note, text }: { title: string; note?: string; text: string }) {
  if (text === "") return null;
  return (
    <section>
      <h3 className={classes.textTitle}>
        {title} <span className={classes.quiet}>{note}</span>
      </h3>
      <p className={classes.text}>{text}</p>
    </section>
  );
}
