import { Button, Menu } from "@mantine/core";
import { IconCopy, IconStar } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { taskListQuery } from "@/features/task/queries";
import { sentenceOf } from "@/shared/api/problem";
import { useMe } from "@/shared/api/session";
import { addDays, formatDayShort } from "@/shared/format/date";
import { formatMinutes } from "@/shared/format/number";
import { t } from "@/shared/i18n";
import { FieldError } from "@/shared/ui/States";
import { toast } from "@/shared/ui/toast";
import classes from "../components/Entries.module.css";
import { myTasks } from "../components/TaskSelect";
import { type Edits, type Sheet, withLines } from "../model/sheet";
import { periodQuery } from "../queries";
import { copiesOf, frequentLines, lastWritten, newLine, reuseDays } from "./reuse";

/** Props of Reuse. */
interface Props {
  date: string;
  keeper: Edits;
  sheet: Sheet;
}

/** Reuse brings back what its author has written before: the lines of the latest day, or those that come again and again. */
export function Reuse({ date, keeper, sheet }: Props) {
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const before = periodQuery(useMe().id, addDays(date, -reuseDays), addDays(date, -1));
  const past = useQuery({ ...before, enabled: opened });
  const frequent = frequentLines(past.data?.items ?? [], sheet);

  const copy = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      const [{ items }, mine] = await Promise.all([
        client.ensureQueryData(before),
        client.ensureQueryData(taskListQuery(myTasks)),
      ]);
      const day = lastWritten(items);
      const lines = day === undefined ? [] : copiesOf(day.lines, sheet, new Set(mine.items.map(({ id }) => id)));
      if (lines.length > 0) keeper.edit((now) => withLines(now, lines));
      await toast(
        day === undefined || lines.length === 0
          ? t("diary.reuse.nothing")
          : t("diary.reuse.copied", { n: lines.length, day: formatDayShort(day.date) }),
      );
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={`${classes.reuse} cv-noprint`}>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconCopy size={16} stroke={1.6} aria-hidden />}
        loading={busy}
        onClick={() => void copy()}
      >
        {t("diary.reuse.copy")}
      </Button>
      <Menu opened={opened} onChange={setOpened} position="bottom-start" width={320}>
        <Menu.Target>
          <Button variant="subtle" size="compact-sm" leftSection={<IconStar size={16} stroke={1.6} aria-hidden />}>
            {t("diary.reuse.frequent")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {frequent.map(({ text, minutes, times }) => (
            <Menu.Item key={text} onClick={() => keeper.edit((now) => withLines(now, [newLine(text, minutes)]))}>
              {text}
              <span className={classes.frequency}>
                {[t("diary.reuse.times", { n: times }), minutes > 0 && formatMinutes(minutes)]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            </Menu.Item>
          ))}
          {frequent.length === 0 && (
            <Menu.Label>
              {past.isPending
                ? t("loading")
                : past.isError
                  ? sentenceOf(past.error)
                  : t("diary.reuse.none", { n: reuseDays })}
            </Menu.Label>
          )}
        </Menu.Dropdown>
      </Menu>
      {fault !== undefined && (
        <span className={classes.fault} role="alert">
          <FieldError>{sentenceOf(fault)}</FieldError>
        </span>
      )}
    </div>
  );
}
