import {
  IconArrowBackUp,
  IconBeach,
  IconBriefcase,
  IconCircleCheck,
  IconCircleDashed,
  IconLock,
  IconSend,
  type TablerIcon,
} from "@tabler/icons-react";
import { Link } from "react-router";
import type { DiaryStripDay } from "@/shared/api/types";
import { formatDayShort } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { countMonth, type MonthCounts } from "../model/month";
import classes from "./Month.module.css";

const rows: { kind: keyof MonthCounts; icon: TablerIcon; always?: boolean }[] = [
  { kind: "confirmed", icon: IconCircleCheck, always: true },
  { kind: "submitted", icon: IconSend },
  { kind: "returned", icon: IconArrowBackUp },
  { kind: "locked", icon: IconLock },
  { kind: "off", icon: IconBeach },
  { kind: "field", icon: IconBriefcase },
  { kind: "missing", icon: IconCircleDashed, always: true },
];
// Few enough to be named and reached one by one.
const named = 3;

/** MonthCountsList counts what the days of a month came to; the few that need something are links. */
export function MonthCountsList({ days }: { days: DiaryStripDay[] }) {
  const counts = countMonth(days);
  return (
    <ul className={classes.counts}>
      {rows
        .filter(({ kind, always }) => always || counts[kind].length > 0)
        .map(({ kind, icon: Icon }) => (
          <li key={kind} className={classes.count}>
            <Icon size={16} stroke={1.6} aria-hidden />
            <span>{t(`diary.count.${kind}`)}</span>
            <span className={classes.countEnd}>
              {t("diary.days.n", { n: counts[kind].length })}
              {kind !== "confirmed" &&
                counts[kind].length <= named &&
                counts[kind].map(({ date }) => (
                  <span key={date}>
                    , <Link to={`/diary/${date}`}>{formatDayShort(date)}</Link>
                  </span>
                ))}
            </span>
          </li>
        ))}
    </ul>
  );
}
