import { ActionIcon, Button } from "@mantine/core";
import { IconChecks, IconChevronLeft, IconChevronRight, IconUsers } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { isConflict, sentenceOf } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import { useToday } from "@/shared/api/today";
import type { DiaryRow } from "@/shared/api/types";
import { addDays, formatDay, formatDayLong, formatDayTitle, isDay } from "@/shared/format/date";
import { useHotkey } from "@/shared/hotkeys/hotkeys";
import { t } from "@/shared/i18n";
import { Page } from "@/shared/ui/Page";
import { EmptyState, ErrorState, SkeletonRows } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import { DayPicker } from "../components/DayPicker";
import { DiaryBar } from "../components/DiaryBar";
import { DiaryExport } from "../components/DiaryExport";
import { EarlierDays } from "../components/EarlierDays";
import { SendBack } from "../components/SendBack";
import classes from "../components/Team.module.css";
import { TeamRow } from "../components/TeamRow";
import { UnitSelect } from "../components/UnitSelect";
import { teamQuery, useConfirm, useConfirmMany } from "../queries";

/** TeamPage is a day of everybody whose diary I confirm or read: one act for each, or one for all. */
export function TeamPage() {
  const today = useToday()?.date;
  const [params, setParams] = useSearchParams();
  const asked = params.get("date");
  const date = asked !== null && isDay(asked) ? asked : today;
  const unit = params.get("unit") ?? undefined;
  const { leads } = useMe().reach;
  const top = unit ?? leads[0];
  const team = useQuery({ ...teamQuery(date ?? "", unit), enabled: date !== undefined });
  const go = (change: { date?: string; unit?: string }) =>
    setParams(
      Object.entries({ date, unit, ...change }).filter((pair): pair is [string, string] => pair[1] !== undefined),
    );

  return (
    <Page title={t("diary.view.team")} printTitle={t("diary.print.team")} signed bar={<DiaryBar />}>
      {date !== undefined && today !== undefined && (
        <div className={classes.filters}>
          <ActionIcon
            onClick={() => go({ date: addDays(date, -1) })}
            aria-label={t("diary.day.before", { date: formatDay(addDays(date, -1)) })}
          >
            <IconChevronLeft size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
          <DayPicker value={date} max={today} onChange={(day) => go({ date: day })} />
          {date < today && (
            <ActionIcon
              onClick={() => go({ date: addDays(date, 1) })}
              aria-label={t("diary.day.after", { date: formatDay(addDays(date, 1)) })}
            >
              <IconChevronRight size={18} stroke={1.6} aria-hidden />
            </ActionIcon>
          )}
          {date !== today && (
            <Button variant="default" size="xs" onClick={() => go({ date: today })}>
              {t("diary.today")}
            </Button>
          )}
          <UnitSelect value={unit} onChange={(id) => go({ unit: id })} />
          {top !== undefined && <DiaryExport date={date} unit={top} />}
        </div>
      )}
      {date !== undefined && <h2 className={classes.date}>{formatDayTitle(date)}</h2>}
      {date !== undefined && date === today && <EarlierDays before={date} />}
      {team.isPending && <SkeletonRows />}
      {team.isError && team.data === undefined && (
        <ErrorState title={t("diary.team.failed")} error={team.error} onRetry={() => void team.refetch()} />
      )}
      {team.data?.items.length === 0 && <EmptyState icon={IconUsers} title={t("diary.team.empty")} />}
      {team.data !== undefined && team.data.items.length > 0 && date !== undefined && (
        <Team key={`${date}:${unit ?? ""}`} rows={team.data.items} date={date} today={today ?? date} />
      )}
    </Page>
  );
}

/** Props of Team. */
interface TeamProps {
  rows: DiaryRow[];
  date: string;
  today: string;
}

function Team({ rows, date, today }: TeamProps) {
  const confirm = useConfirm();
  const many = useConfirmMany();
  const [sendingBack, setSendingBack] = useState<DiaryRow>();
  const waiting = rows.filter((row) => row.acts.includes("confirm"));
  const runMany = () =>
    many.mutate(waiting, {
      onSuccess: ({ items }) => void toast(t("diary.team.done", { n: items.filter(({ ok }) => ok).length })),
    });
  useHotkey("mod+Enter", "diary.team.key", runMany, waiting.length > 0 && !many.isPending && sendingBack === undefined);

  const faultOf = (row: DiaryRow): string | undefined => {
    const refused = many.data?.items.find(
      (item) => item.person === row.person.id && item.date === row.date && !item.ok,
    );
    if (refused !== undefined) return refused.problem?.detail ?? t("diary.changed");
    if (!confirm.isError || confirm.variables.person.id !== row.person.id) return undefined;
    return isConflict(confirm.error) ? t("diary.changed") : sentenceOf(confirm.error);
  };
  return (
    <>
      {waiting.length > 1 && (
        <div className={classes.filters}>
          <Button leftSection={<IconChecks size={16} aria-hidden />} loading={many.isPending} onClick={runMany}>
            {t("diary.team.confirmAll", { n: waiting.length })}
          </Button>
        </div>
      )}
      {many.isError && <ErrorState act title={t("diary.team.confirmFailed")} error={many.error} onRetry={runMany} />}
      <ul className={classes.list} aria-label={t("diary.team.of", { day: formatDayLong(date) })}>
        {rows.map((row) => (
          <TeamRow
            key={row.person.id}
            row={row}
            today={today}
            busy={confirm.isPending && confirm.variables.person.id === row.person.id}
            fault={faultOf(row)}
            onConfirm={() =>
              confirm.mutate(row, {
                onSuccess: () => void toast(t("diary.confirmed", { name: row.person.name })),
              })
            }
            onSendBack={() => setSendingBack(row)}
          />
        ))}
      </ul>
      {sendingBack !== undefined && <SendBack row={sendingBack} onClose={() => setSendingBack(undefined)} />}
    </>
  );
}
