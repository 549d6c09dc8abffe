import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { waitsText } from "@/features/task/model/waits";
import type { TaskRow } from "@/shared/api/types";
import { dayOf, formatDayNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { usePrefs } from "@/shared/prefs/prefs";
import { DueLabel } from "@/shared/ui/DueLabel";
import { SectionTitle } from "@/shared/ui/Section";
import { StateGlyph } from "@/shared/ui/StateGlyph";
import { UrgencyWord } from "@/shared/ui/UrgencyWord";
import { attentionQuery } from "../queries";
import classes from "./Desk.module.css";
import line from "./TaskLine.module.css";

// How many of each kind the desk shows; the list has the rest.
const shown = 5;

/** DeskAttention is what a head has to look at in the own units: late, due today, stuck; with whom, and since when. */
export function DeskAttention({ today }: { today: string }) {
  const { density } = usePrefs();
  const attention = useQuery(attentionQuery()).data;
  if (attention === undefined) return null;
  const kinds = (["late", "today", "stuck"] as const).filter((kind) => attention[kind].items.length > 0);
  return kinds.map((kind) => {
    const { items, count } = attention[kind];
    return (
      <section key={kind} className={classes.section} aria-labelledby={`desk-unit-${kind}`}>
        <SectionTitle
          id={`desk-unit-${kind}`}
          title={t(`desk.unit.${kind}`)}
          count={count.more ? `${count.n}+` : count.n}
          to="/tasks?tab=unit"
        />
        <ul className={classes.list} data-density={density}>
          {items.slice(0, shown).map((row) => (
            <AttentionLine key={row.id} row={row} today={today} />
          ))}
        </ul>
        {count.n > shown && (
          <Anchor component={Link} to="/tasks?tab=unit" className={`${classes.more} cv-noprint`}>
            {t("desk.unit.all", { n: count.more ? `${count.n}+` : count.n })}
          </Anchor>
        )}
      </section>
    );
  });
}

/** AttentionLine is one task: what, who has it and since when, how late it is. */
function AttentionLine({ row, today }: { row: TaskRow; today: string }) {
  const holders = row.waiting.map(({ name }) => name).join(", ");
  const who = holders === "" ? (row.lead.person?.name ?? row.lead.unit.name) : holders;
  return (
    <li className={line.row}>
      <span className={line.glyph}>
        <StateGlyph state={row.state} say />
      </span>
      <div className={line.text}>
        <Link to={`/tasks/${row.id}`} className={line.title}>
          <UrgencyWord urgency={row.urgency} />
          {row.title}
        </Link>
        <div className={line.second}>
          {row.waitingSince === undefined
            ? t("desk.unit.with", { name: who })
            : t("desk.unit.withSince", { name: who, day: formatDayNear(dayOf(row.waitingSince), today) })}
          {row.waitsFor !== undefined && ` · ${waitsText(row)}`}
        </div>
      </div>
      <div className={line.due}>
        <DueLabel timeliness={row.timeliness} state={row.paused?.from ?? row.state} amount />
      </div>
    </li>
  );
}
