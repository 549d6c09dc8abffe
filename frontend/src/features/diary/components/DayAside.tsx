import { ActionIcon } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useMe } from "@/shared/api/session";
import type { DiaryDay } from "@/shared/api/types";
import { formatMonth } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { addMonths } from "../model/month";
import { diaryMonthQuery } from "../queries";
import { DiaryExport } from "./DiaryExport";
import classes from "./Month.module.css";
import { MonthCountsList } from "./MonthCounts";
import { MonthGrid } from "./MonthGrid";
import { MonthPrint } from "./MonthPrint";

/** DayAside is the right column: the month at a glance, what its days came to, and who may read. */
export function DayAside({ date, today, readers }: { date: string; today: string; readers: DiaryDay["readers"] }) {
  const [month, setMonth] = useState(date.slice(0, 7));
  const days = useQuery(diaryMonthQuery(month)).data?.items ?? [];
  return (
    <>
      <div className={classes.head}>
        <SectionTitle large title={t("diary.month", { month: formatMonth(month) })} />
        <ActionIcon ml="auto" onClick={() => setMonth(addMonths(month, -1))} aria-label={t("diary.month.before")}>
          <IconChevronLeft size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
        <ActionIcon onClick={() => setMonth(addMonths(month, 1))} aria-label={t("diary.month.after")}>
          <IconChevronRight size={18} stroke={1.6} aria-hidden />
        </ActionIcon>
      </div>
      <div className="cv-noprint">
        <MonthGrid month={month} days={days} chosen={date} today={today} />
      </div>
      <MonthPrint days={days} />
      <MonthCountsList days={days} />
      <div className={classes.take}>
        <DiaryExport date={date} />
      </div>
      <Readers readers={readers} />
    </>
  );
}

/** Readers says who may read this diary: nobody reads it unknown to its author. */
function Readers({ readers }: { readers: DiaryDay["readers"] }) {
  const me = useMe();
  const others = readers.filter((reader) => reader.id !== me.id);
  const names = others.map(({ name, title }) => (title === undefined ? name : t("diary.reader", { name, title })));
  return (
    <p className={classes.readers}>
      {names.length === 0 ? t("diary.readers.me") : t("diary.readers", { names: names.join(", ") })}
    </p>
  );
}
