import { ActionIcon, Button } from "@mantine/core";
import { IconArrowUpRight, IconClockExclamation, IconCloudUp, IconPencil, IconTrash } from "@tabler/icons-react";
import { Link } from "react-router";
import { formatInstant, formatInstantWhen } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import type { Line } from "../model/sheet";
import { minutesOf } from "../model/time";
import classes from "./Entries.module.css";

/** Props of EntryRow; without onEdit and onRemove the line can only be read. */
interface Props {
  line: Line;
  today: string;
  /** The server does not have it as it stands. */
  unsent?: boolean;
  onEdit?: () => void;
  onRemove?: () => void;
  /** Makes a task of unplanned work that has none. */
  onTask?: () => void;
  making?: boolean;
}

/** EntryRow is a line of the diary: when, what, for which task, with what result. */
export function EntryRow({ line, today, unsent = false, onEdit, onRemove, onTask, making = false }: Props) {
  const minutes = minutesOf(line);
  return (
    <li className={classes.row}>
      <div className={classes.time}>
        {line.from !== undefined && (
          <span className={classes.clock}>
            {line.from}–{line.to}
          </span>
        )}
        {minutes > 0 && <span className={classes.minutes}>{t("minutes", { n: minutes })}</span>}
      </div>
      <div className={classes.what}>
        {onEdit === undefined ? (
          <span className={classes.text}>{line.text}</span>
        ) : (
          <button type="button" className={classes.text} onClick={onEdit}>
            {line.text}
          </button>
        )}
        <Second line={line} today={today} unsent={unsent} />
      </div>
      {onEdit !== undefined && onRemove !== undefined && (
        <div className={classes.acts}>
          {onTask !== undefined && (
            <Button
              variant="default"
              size="xs"
              leftSection={<IconArrowUpRight size={14} stroke={1.6} aria-hidden />}
              loading={making}
              onClick={onTask}
              aria-label={t("diary.toTask.of", { text: line.text })}
            >
              {t("diary.toTask")}
            </Button>
          )}
          <ActionIcon onClick={onEdit} aria-label={t("diary.line.edit", { text: line.text })}>
            <IconPencil size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
          <ActionIcon onClick={onRemove} aria-label={t("diary.line.remove", { text: line.text })}>
            <IconTrash size={16} stroke={1.6} aria-hidden />
          </ActionIcon>
        </div>
      )}
    </li>
  );
}

/** Second is the second line: the task, the mark of unplanned work, the result, and when it was written late. */
function Second({ line, today, unsent }: { line: Line; today: string; unsent: boolean }) {
  const { task, unplanned, result, late } = line;
  if (task === undefined && !unplanned && !result && !late && !unsent) return null;
  return (
    <div className={classes.second}>
      {task !== undefined && (
        <Link to={`/tasks/${task.id}`} className={classes.code} title={task.title}>
          {task.code}
        </Link>
      )}
      {unplanned && <span className={classes.part}>{t("diary.unplanned")}</span>}
      {result && <span className={classes.part}>{result}</span>}
      {unsent && (
        <span className={classes.part}>
          <IconCloudUp size={14} stroke={1.6} aria-hidden /> {t("diary.line.unsent")}
        </span>
      )}
      {late && (
        <span className={classes.part}>
          <IconClockExclamation size={14} stroke={1.6} aria-hidden /> {lateText(line, today)}
        </span>
      )}
    </div>
  );
}

/** lateText says when a late line came, by both clocks where the device told its own: either may be wrong. */
function lateText({ changedAt, deviceAt }: Line, today: string): string {
  const time = changedAt === undefined ? "" : formatInstantWhen(changedAt, today);
  if (deviceAt === undefined) return t("diary.line.late", { time });
  return t("diary.line.late.device", { time, device: formatInstant(deviceAt) });
}
