import { Button } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useState } from "react";
import { lookAt } from "@/features/diary/model/look";
import { useConfirmMany } from "@/features/diary/queries";
import type { DiaryRow } from "@/shared/api/types";
import { formatDayShort } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { SectionTitle } from "@/shared/ui/Section";
import { ErrorState } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import desk from "./Desk.module.css";
import { WaitingDiary } from "./WaitingItem";
import classes from "./WaitingItem.module.css";

// One day alone is shown as it is.
const fewest = 2;

/**
 * WaitingDiaries is the days that wait for me: those that deserve a look one by one, the ordinary ones in one row with one
 * button for all of them. Days of mine that were sent back stand with the first.
 */
export function WaitingDiaries({ rows }: { rows: DiaryRow[] }) {
  const many = useConfirmMany();
  const [opened, setOpened] = useState(false);
  if (rows.length === 0) return null;
  const ordinary = rows.filter((row) => row.acts.includes("confirm") && lookAt(row).length === 0);
  const folded = ordinary.length >= fewest ? ordinary : [];
  const single = rows.filter((row) => !folded.includes(row));
  const refused = many.data?.items.filter(({ ok }) => !ok).length ?? 0;
  const confirm = () =>
    many.mutate(folded, {
      onSuccess: ({ items }) => void toast(t("waiting.diaries.done", { n: items.filter(({ ok }) => ok).length })),
    });
  return (
    <section className={desk.section}>
      <SectionTitle title={t("waiting.diaries")} count={rows.length} />
      {many.isError && <ErrorState act title={t("waiting.diaries.failed")} error={many.error} onRetry={confirm} />}
      {refused > 0 && (
        <p className={classes.fault} role="alert">
          {t("waiting.diaries.refused", { n: refused })}
        </p>
      )}
      <ul className={desk.list}>
        {single.map((row) => (
          <WaitingDiary key={`${row.person.id}|${row.date}`} row={row} />
        ))}
        {folded.length > 0 && (
          <li className={classes.item}>
            <div className={classes.text}>
              <span className={classes.title}>{t("waiting.diaries.ordinary", { n: folded.length })}</span>
              <div className={classes.second}>{peopleOf(folded)}</div>
              <Button
                variant="subtle"
                size="compact-xs"
                ml={-8}
                aria-expanded={opened}
                onClick={() => setOpened((now) => !now)}
              >
                {t(opened ? "waiting.diaries.fold" : "waiting.diaries.unfold")}
              </Button>
            </div>
            <Button leftSection={<IconChecks size={16} aria-hidden />} loading={many.isPending} onClick={confirm}>
              {t("waiting.diaries.all", { n: folded.length })}
            </Button>
          </li>
        )}
        {opened && folded.map((row) => <WaitingDiary key={`${row.person.id}|${row.date}`} row={row} />)}
      </ul>
    </section>
  );
}

/** peopleOf names who wrote the days, each once, with the dates. */
function peopleOf(rows: DiaryRow[]): string {
  const dates = new Map<string, { name: string; days: string[] }>();
  for (const { person, date } of rows.toSorted((a, b) => a.date.localeCompare(b.date))) {
    const known = dates.get(person.id) ?? { name: person.name, days: [] };
    known.days.push(formatDayShort(date));
    dates.set(person.id, known);
  }
  return [...dates.values()].map(({ name, days }) => `${name} (${days.join(", ")})`).join("; ");
}
