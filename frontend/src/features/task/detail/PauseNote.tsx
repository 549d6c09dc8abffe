import { IconPlayerPause } from "@tabler/icons-react";
import type { TaskRow } from "@/shared/api/types";
import { dayOf, formatDay, formatDayNear } from "@/shared/format/date";
import { t } from "@/shared/i18n";
import { Note } from "@/shared/ui/States";
import classes from "./BackNote.module.css";

/** PauseNote says that work rests (tạm dừng): who let it, from when until when, and why; nothing of all other work. */
export function PauseNote({ task: { paused }, today }: { task: TaskRow; today: string }) {
  if (paused === undefined) return null;
  const { by, at, until, reason } = paused;
  return (
    <div className={classes.back}>
      <Note icon={IconPlayerPause}>
        <strong>{t("task.pausedUntil", { until: formatDay(until) })}</strong>
        <p className={classes.reason}>
          {t("task.pause.note", {
            name: by.name,
            from: formatDayNear(dayOf(at), today),
            until: formatDayNear(until, today),
            reason,
          })}
        </p>
      </Note>
    </div>
  );
}
